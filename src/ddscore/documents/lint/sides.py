"""Facts of which only one side is heard: the company on its own practice, or others on the company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ddscore.documents.case_records import versions
from ddscore.documents.findings import Finding
from ddscore.model.case import COMPANY_KINDS
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.documents.case_records import Facts, Record

_ITS_PRACTICE: Final[Mapping[str, tuple[str, ...]]] = {
    "due_diligence": (),
    "remediation": (),
    "grievance_mechanisms": (),
    "promises": ("kept", "partly_kept"),
    "involvement": ("exit", "leverage"),
}
"""Collections that credit the company, each with the fields that do; with none, the fact itself does."""
_NOTHING_DONE: Final = frozenset({"not-considered", "considered", "announced", "lacking", "unused", None})
_NOT_ADVERSE: Final = frozenset({"not-upheld", "inadmissible"})
"""Conclusions that leave nothing to answer."""


def lint_sides(case: Record, facts: Facts) -> Iterator[Finding]:
    """Warn of praise that rests on the company alone, and of blame to which it was not heard.

    A `note` on the fact silences both: the report prints it, and it says why there is no other voice.
    """
    own = _own(case.get("sources", {}))
    if own:
        yield from _praised_by_itself(facts, own)
    put = _put(facts)
    if put is not None:
        yield from _unheard(facts, put)


def _own(sources: Mapping[str, Record]) -> frozenset[str]:
    """The sources through which the company speaks: what is copied decides, whoever copies it."""
    own: dict[str, bool] = {}
    for name in sources:
        copies: list[str] = []
        while name not in own and "republishes" in sources.get(name, {}):
            own[name] = False  # for now; and for good in a circle, which is refused elsewhere
            copies.append(name)
            name = sources[name]["republishes"]
        origin = own.get(name, name in sources and sources[name]["kind"] in COMPANY_KINDS)
        own.update(dict.fromkeys((*copies, name), origin))
    return frozenset(name for name, is_own in own.items() if is_own)


def _praised_by_itself(facts: Facts, own: frozenset[str]) -> Iterator[Finding]:
    for collection, fields in _ITS_PRACTICE.items():
        for index, fact in enumerate(facts.get(collection, ())):
            credited = _credited(fact, fields) if fields else [fact, *fact.get("updates", ())]
            alone = bool(credited) and all(own.issuperset(record["sources"]) for record in credited)
            if alone and not _is_settled(fact):
                message = "this speaks for the company, and only the company itself tells of it"
                hint = "add a source of somebody else, or a `note` that none was found"
                yield _warning("case/only-the-company", (collection, index), message, hint)


def _credited(fact: Record, fields: Sequence[str]) -> list[Record]:
    """The fact and those of its updates that credit the company by one of the fields."""
    updates = fact.get("updates", ())
    stated = [(fact, fact), *((update, update["set"]) for update in updates)]
    return [
        record
        for record, said in stated
        if any(name in said and said[name] not in _NOTHING_DONE for name in fields)
    ]


def _put(facts: Facts) -> frozenset[str] | None:
    """The facts that were put to the company, by their ids; None where something was that names none."""
    put: set[str] = set()
    for question in facts.get("engagement", ()):
        if question.get("delivered") == "failed":
            continue
        named = {name for record, _ in versions(question, ()) for name in record.get("addresses") or ()}
        if not named:
            return None
        put |= named
    return frozenset(put)


def _unheard(facts: Facts, put: frozenset[str]) -> Iterator[Finding]:
    """Adverse facts that nobody disputes, and that are not among those put to the company."""
    for collection in ("involvement", "findings"):
        for index, fact in enumerate(facts.get(collection, ())):
            if fact["id"] in put or (collection == "findings" and not _is_adverse(fact)):
                continue
            if not any(record.get("disputed_by") for record, _ in versions(fact, ())) and not _is_settled(
                fact
            ):
                message = "this speaks against the company, which is not heard: neither denial nor question"
                hint = (
                    "add its denial as `disputed_by`, a question about this put to it under `engagement`, "
                    "or a `note` on why there is neither"
                )
                yield _warning("case/not-heard", (collection, index), message, hint)


def _is_adverse(finding: Record) -> bool:
    return finding["direction"] == "adverse" and finding["conclusion"] not in _NOT_ADVERSE


def _is_settled(fact: Record) -> bool:
    """Whether a note says how it stands, or the fact no longer does."""
    return any(
        "note" in record or record.get("status", "active") != "active" for record, _ in versions(fact, ())
    )


def _warning(check: str, at: tuple[str, int], message: str, hint: str) -> Finding:
    return Finding(check, at, message, hint, severity=Severity.WARNING)
