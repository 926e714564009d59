"""Judgements that do not say on what they rest, and records that nobody but their author has read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ddscore.documents.case_records import versions
from ddscore.documents.findings import Finding
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.case_records import Facts, Record

_DIMENSIONS: Final = frozenset({"scale", "scope", "remediability"})


def lint_judgements(case: Record, facts: Facts) -> Iterator[Finding]:
    """Warn of a severity without its reasons, and of a published record without a second reader."""
    record = case.get("record", {})
    if record.get("status") == "published" and "second_reader" not in record:
        message = "this record is published, and names nobody who checked it against its sources"
        hint = "name the `second_reader`, or let it be a draft"
        yield Finding("case/unread-record", ("record",), message, hint, severity=Severity.WARNING)
    for index, fact in enumerate(facts.get("involvement", ())):
        yield from _unreasoned(fact, index)


def _unreasoned(fact: Record, index: int) -> Iterator[Finding]:
    stated = [
        (record["severity"], at)
        for record, at in versions(fact, ("involvement", index))
        if "severity" in record
    ]
    judged = [at for severity, at in stated if not _DIMENSIONS.isdisjoint(severity)]
    if judged and not any("because" in severity for severity, _ in stated):
        message = "this severity does not say on what it rests: it is a judgement"
        hint = "add `because`, with the source's words or figures"
        at = (*judged[0], "severity")
        yield Finding("case/severity-without-because", at, message, hint, severity=Severity.WARNING)
