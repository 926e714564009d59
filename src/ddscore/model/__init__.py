"""Plain frozen data: cases, rubrics, scores, dates and assessments.

Named tuples, since a dataclass takes four times as long to make and three times as long to fill; dataclasses
where one builds on another, or where a value must not pass for the list of its parts.

Annotations are evaluated here: with `from __future__ import annotations` they would be text, and a named tuple
compiles that when its class is made, which then takes half as long again.
"""
