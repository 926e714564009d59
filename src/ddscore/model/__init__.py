"""Plain frozen data: cases, rubrics, scores, dates and assessments.

Named tuples, since a dataclass takes four times as long to make and three times as long to fill; dataclasses
where one builds on another, or where a value must not pass for the list of its parts.
"""
