"""What a case that can be assessed may still have wrong: evidence, fairness, wording, harm to people.

`assess` uses a case with these findings; `check` tells of them. What keeps a case from being assessed stands
in `case_checks`.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from ddscore.documents.findings import MOST
from ddscore.documents.lint.asks import Asks, asks_of
from ddscore.documents.lint.context import Context
from ddscore.documents.lint.copies import lint_copies
from ddscore.documents.lint.dates import lint_dates, lint_no_date
from ddscore.documents.lint.identifiers import lint_country, lint_identifiers
from ddscore.documents.lint.judgements import lint_judgements
from ddscore.documents.lint.sides import lint_sides
from ddscore.documents.lint.sources import lint_sources, unreachable_sources
from ddscore.documents.lint.texts import lint_texts
from ddscore.documents.lint.unasked import unasked_answers, unasked_in
from ddscore.documents.lint.unrecorded import unrecorded_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.findings import Finding
    from ddscore.model.fields import CaseFields

__all__ = ["Asks", "Context", "asks_of", "lint_case", "notes", "unasked_in"]


def lint_case(case: Record, facts: Facts, fields: CaseFields, context: Context) -> Iterator[Finding]:
    """Find what a case that its schema accepts should not say, or should say better.

    Notes, of what could be added, come only where `context.notes` asks for them.
    """
    yield from lint_country(case)
    yield from lint_identifiers(case)
    yield from lint_judgements(case, facts)
    yield from lint_sources(case, facts, fields, context)
    yield from lint_copies(case, context)
    yield from lint_no_date(case)
    yield from lint_dates(case, facts, fields)
    yield from lint_sides(case, facts)
    yield from lint_texts(case, facts, fields)
    # There may be 20,000, and to guess at what each may have meant takes longer than all else.
    yield from islice(unasked_answers(case, context), MOST)
    if context.notes:
        yield from notes(case, facts, context)


def notes(case: Record, facts: Facts, context: Context) -> Iterator[Finding]:
    """Tell what could be added to a case, so that less of it reads unknown; none of it is wrong."""
    return chain(unreachable_sources(case), unrecorded_fields(facts, context.asks))
