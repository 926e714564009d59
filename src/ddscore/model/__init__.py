"""Plain frozen data: cases, rubrics, scores, dates and assessments.

Named tuples, since a dataclass takes four times as long to make and three times as long to fill; dataclasses
where one builds on another, or where a value must not pass for the list of its parts.

Annotations are evaluated here: `from __future__ import annotations` would make them text, which a named
tuple compiles when its class is made, so that making it takes half as long again.
"""
