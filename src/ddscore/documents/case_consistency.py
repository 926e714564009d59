"""Checks of what a fact says against itself, as first recorded and after each of its updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents.case_dates import is_after
from ddscore.documents.case_records import versions
from ddscore.documents.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.positions import NodePath


class _Rule(NamedTuple):
    """Two fields of one fact that cannot both be as they are."""

    check: str
    one: str
    other: str
    conflict: Callable[[Any, Any], bool]
    message: str
    """With places for the two values."""
    hint: str


def _in_order(first: str, second: str) -> _Rule:
    return _Rule(
        "case/dates-out-of-order",
        first,
        second,
        _is_after,
        f"`{second}` ({{other}}) lies before `{first}` ({{one}})",
        "check both dates against the sources",
    )


def _excluding(one: str, these: Sequence[str | None], other: str, those: Sequence[str], why: str) -> _Rule:
    return _Rule(
        "case/contradictory-fields",
        one,
        other,
        lambda value, beside: value in these and beside in those,
        f"`{one}: {{one}}` and `{other}: {{other}}` cannot both be: {why}",
        "check both against the sources",
    )


def _is_after(date: object, other: object) -> bool:
    return date is not None and other is not None and is_after(date, other)


_RULES: Mapping[str, Sequence[_Rule]] = {
    "involvement": [_in_order("period.from", "period.to")],
    "policies": [_in_order("date", "until")],
    "promises": [
        _in_order("made", "due"),
        _in_order("made", "partly_kept"),
        _in_order("made", "kept"),
        _in_order("partly_kept", "kept"),
    ],
    "remediation": [_in_order("offered", "completed")],
    "engagement": [
        _in_order("asked", "deadline"),
        _in_order("asked", "answered"),
        _excluding("answered", [None], "response", ["full", "partial"], "one says that no answer came"),
    ],
    "actions": [
        _in_order("recommended", "decided"),
        _in_order("recommended", "withdrawn"),
        _in_order("recommended", "not_handled"),
        _in_order("decided", "revoked"),
    ],
    "findings": [_excluding("conclusion", ["pending"], "finality", ["final"], "what is open is not final")],
}


_PATHS = {
    collection: sorted({tuple(path.split(".")) for rule in rules for path in (rule.one, rule.other)})
    for collection, rules in _RULES.items()
}
"""The fields that the rules of a collection speak of."""


def _glances(rules: Sequence[_Rule]) -> Mapping[str, Sequence[_Glance]]:
    """Rules by the mapping that both of their fields stand in; under "" those of the fact itself."""
    glances: dict[str, list[_Glance]] = {}
    for rule in rules:
        within, _, one = rule.one.rpartition(".")
        other = rule.other.rpartition(".")[2]
        glances.setdefault(within, []).append((one, other, rule.conflict))
    return glances


_Glance = tuple[str, str, "Callable[[Any, Any], bool]"]
"""Two fields, and whether their values exclude each other."""
_GLANCES = {collection: _glances(rules) for collection, rules in _RULES.items()}


class _Stated(NamedTuple):
    value: Any
    at: NodePath


def check_consistency(facts: Facts) -> Iterator[Finding]:
    """Find dates that lie before what must come first, and fields that exclude one another."""
    for collection, rules in _RULES.items():
        for index, fact in enumerate(facts.get(collection, ())):
            if "updates" in fact or _is_suspect(fact, _GLANCES[collection]):
                yield from _check(fact, (collection, index), rules, _PATHS[collection])


def _is_suspect(fact: Record, glances: Mapping[str, Sequence[_Glance]]) -> bool:
    """Whether a fact could break a rule if null were no different from unsaid: most could not."""
    for within, listed in glances.items():
        record = fact.get(within) if within else fact
        if record:
            for one, other, conflict in listed:
                if conflict(record.get(one), record.get(other)):
                    return True
    return False


def _check(
    fact: Record, at: NodePath, rules: Sequence[_Rule], paths: Sequence[tuple[str, ...]]
) -> Iterator[Finding]:
    """Go through a fact's versions; a rule is asked anew where an update sets one of its fields."""
    known: dict[str, _Stated] = {}
    for record, here in versions(fact, at):
        fresh = {".".join(path): stated for path in paths if (stated := _stated(record, path, here))}
        known |= fresh
        for rule in rules:
            if rule.one not in known or rule.other not in known:
                continue
            one, other = known[rule.one], known[rule.other]
            if rule.conflict(one.value, other.value) and (rule.one in fresh or rule.other in fresh):
                message = rule.message.format(one=_shown(one.value), other=_shown(other.value))
                place = other if rule.other in fresh else one
                yield Finding(rule.check, place.at, message, rule.hint)


def _stated(record: Record, path: tuple[str, ...], at: NodePath) -> _Stated | None:
    """The value that a record states of a field, if it does."""
    value: Any = record
    for name in path:
        if name not in value:
            return None
        value = value[name]
    return _Stated(value, (*at, *path))


def _shown(value: object) -> str:
    return "null" if value is None else str(value)
