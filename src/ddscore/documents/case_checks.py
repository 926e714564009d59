"""Checks of cases that a schema cannot make: ids, references, dates, searches (FORMATS 1)."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from ddscore.documents.case_consistency import check_consistency
from ddscore.documents.case_dates import (
    is_impossible,
    no_such_day,
    undated_sources,
    untimely_searches,
    untimely_sources,
)
from ddscore.documents.case_records import fact_lists, searches, statements
from ddscore.documents.case_references import all_ids, circular_sources, dangling, duplicate_ids, leads
from ddscore.documents.findings import MOST, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.documents.case_records import Facts, Record, Statement
    from ddscore.documents.case_references import Ids
    from ddscore.model.fields import CaseFields


def check_case(case: Record, fields: CaseFields) -> list[Finding]:
    """Find what is wrong with a case that its schema accepts: at most 100 findings, errors first."""
    facts = fact_lists(case, fields)
    found = chain(
        duplicate_ids(case, facts),
        _statements(statements(case, facts, fields), all_ids(case, facts)),
        circular_sources(case.get("sources", {})),
        _searches(case, facts),
        check_consistency(facts),
        undated_sources(case),
        untimely_sources(case),
        untimely_searches(case),
    )
    return list(islice(found, MOST))


def _statements(stated: Iterable[Statement], ids: Ids) -> Iterator[Finding]:
    """Find references that lead nowhere and days that there are not."""
    for record, at, (dates, references) in stated:
        for name in dates:
            date = record.get(name)
            if date is not None and is_impossible(date):
                yield no_such_day(date, (*at, name))
        for name, to in references.items():
            value = record.get(name)
            if value is not None and not leads(value, to, ids):
                yield from dangling(value, (*at, name), to, ids)


def _searches(case: Record, facts: Facts) -> Iterator[Finding]:
    """An empty list is no search, and a complete search must say up to when."""
    research = case.get("research", {})
    for name, listed in facts.items():
        if not listed and not research.get(name):
            message = f"`{name}` is empty, and no search says that nothing was found"
            hint = f"record the search under `research.{name}`, or leave the list out: then it reads unknown"
            yield Finding("case/empty-without-search", (name,), message, hint, at_key=True)
    for name, search, at in searches(case):
        if search["coverage"] == "complete" and "until" not in search and "as_of" not in case:
            message = f"this search for {name} is complete, and does not say up to when"
            hint = "add `until`, or give the case an `as_of`"
            yield Finding("case/search-without-date", at, message, hint)
