"""Conditions of a rubric in words: what a case must show for a level, a cap or an outcome to hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import Item, Items, Sentence
from ddscore.reports.story.coding import field_words

if TYPE_CHECKING:
    from ddscore.model.rubric import Condition

_ONE = {
    "involvement": "an involvement",
    "findings": "a finding",
    "policies": "a policy or commitment",
    "due_diligence": "a step of due diligence",
    "promises": "a promise",
    "remediation": "an act of remediation",
    "grievance_mechanisms": "a grievance mechanism",
    "engagement": "a question put to the company",
    "actions": "an action by others",
    "answers": "a coded answer",
    "contradictions": "a contradiction between a commitment and a finding",
    "open_promises": "an open promise",
    "unanswered": "an unanswered question",
}
_LIMITS = {
    "at_least": "at least",
    "at_most": "at most",
    "above": "above",
    "below": "below",
    "before": "before",
    "after": "after",
    "on_or_before": "on or before",
    "on_or_after": "on or after",
}
_ENDS = {"period.from": "beginning", "period.to": "end"}
_THIS = "$this.id"
_VERBATIM = frozenset({"answer", "by", "question", "standard"})
"""Fields in the words of a source, or of a questionnaire."""
_SIDES = {"policy": "of policy ", "practice": "of practice ", "gap": "of the gap ", "overall": ""}


class Naming:
    """How the conditions of one rubric speak of its nodes, and of the fact in hand."""

    __slots__ = ("nodes", "this")

    def __init__(self, nodes: Mapping[str, str], this: str = "") -> None:
        self.nodes = nodes
        """Titles, by id."""
        self.this = this
        """The collection of the fact in hand, under `for_each`."""


def in_words(condition: Condition, naming: Naming) -> Items:
    """The condition as a list, all of which must hold; alternatives stand in a list below their item."""
    parts = [part for name, operand in condition.items() for part in _part(name, operand, naming)]
    return Items(tuple(parts))


def _part(name: str, operand: object, naming: Naming) -> list[Item]:
    match name, operand:
        case "all", list() | tuple():
            return [item for part in operand for item in in_words(part, naming).items]
        case "any", list() | tuple():
            return [_above("one of these:", [_alternative(part, naming) for part in operand])]
        case "not", Mapping():
            parts = in_words(operand, naming).items
            return [_above("not:" if len(parts) == 1 else "not all of these:", parts)]
        case "none", Mapping():
            return [_line(f"no {_bare(name, pattern, naming)}") for name, pattern in operand.items()]
        case "every", Mapping():
            return [_every(operand, naming)]
        case "count", Mapping():
            return [_count(operand, naming)]
        case "this", Mapping():
            return [_line(_fields(operand))]
        case "score", Mapping():
            return [_line(_score(operand, naming))]
        case _:
            return [_line(one(name, operand, naming))]


def _alternative(condition: Condition, naming: Naming) -> Item:
    """One of several; where it has several parts itself, they stand below it."""
    parts = in_words(condition, naming).items
    return parts[0] if len(parts) == 1 else _above("all of these:", parts)


def fact_of(collection: str) -> str:
    """What a fact of a collection is called: "finding"."""
    return _ONE.get(collection, f"a {wording.plain(collection)}").partition(" ")[2]


def one(collection: str, pattern: object, naming: Naming) -> str:
    """A fact that matches: "a finding with direction: adverse"."""
    called = _ONE.get(collection, wording.plain(collection))
    fields = pattern if isinstance(pattern, Mapping) else {}
    if any(matcher == _THIS for matcher in fields.values()):
        called += f" about that very {fact_of(naming.this)}"
    said = _fields({path: matcher for path, matcher in fields.items() if matcher != _THIS})
    return f"{called} with {said}" if said else called


def _bare(collection: str, pattern: object, naming: Naming) -> str:
    """The same without its article."""
    return one(collection, pattern, naming).partition(" ")[2]


def _every(operand: Mapping[str, object], naming: Naming) -> Item:
    collection, pattern = _only(operand["of"])
    of = _bare(collection, pattern, naming)
    vacuous = ", or there is none" if operand.get("vacuous") else ", and there is one at least"
    return _line(f"every {of} has {_fields(operand['match'])}{vacuous}")


def _count(operand: Mapping[str, object], naming: Naming) -> Item:
    collection, pattern = _only(operand["of"])
    limits = [f"{_LIMITS[name]} {limit}" for name, limit in operand.items() if name != "of"]
    return _line(f"{wording.listed(limits)} times: {one(collection, pattern, naming)}")


def _only(of: object) -> tuple[str, object]:
    assert isinstance(of, Mapping)  # noqa: S101 - checked with the rubric
    return next(iter(of.items()))


def _score(operand: Mapping[str, object], naming: Naming) -> str:
    node = operand.get("node")
    of = f"of “{naming.nodes.get(str(node), str(node))}”" if node is not None else "of the whole"
    side = _SIDES[str(operand["side"])] if "side" in operand else ""
    unit = "points" if "points" in operand else "percent"
    limits = operand[unit]
    assert isinstance(limits, Mapping)  # noqa: S101 - checked with the rubric
    said = wording.listed([f"{_LIMITS[name]} {limit:g}" for name, limit in limits.items()])
    return f"the figure {side}{of} is {said} {unit}"


def _fields(pattern: object) -> str:
    assert isinstance(pattern, Mapping)  # noqa: S101 - checked with the rubric
    said = [
        f"{_ENDS.get(path) or field_words(path, ' ')}: {_matched(path, matcher)}"
        for path, matcher in pattern.items()
    ]
    return "; ".join(said)


def _matched(path: str, matcher: object) -> str:
    if isinstance(matcher, Mapping):
        return wording.listed([_limited(path, name, operand) for name, operand in matcher.items()])
    if isinstance(matcher, list | tuple):
        return wording.listed([_value(path, member) for member in matcher], "or")
    return _value(path, matcher)


def _limited(path: str, name: str, operand: object) -> str:
    match name:
        case "happened":
            event = "come" if path in _ENDS else "happened"
            return f"has {event}" if operand else f"has not {event}"
        case "known":
            return "recorded" if operand else "not recorded"
        case "entails":
            return f"one that entails {operand}"
        case "all_of" | "none_of":
            members = operand if isinstance(operand, Sequence) and not isinstance(operand, str) else [operand]
            values = wording.listed([_value(path, member) for member in members])
            return f"{'all of' if name == 'all_of' else 'none of'} {values}"
        case "months":
            return f"{_matched(path, operand)} months before the date of assessment"
        case _:
            return f"{_LIMITS[name]} {_value(path, operand)}"


def _value(path: str, value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}"
    text = str(value)
    if text == "$as_of":
        return "the date of assessment"
    if path.rpartition(".")[2] in _VERBATIM:
        return text
    if path.rpartition(".")[2] == "by_kind":
        return wording.body(text)
    said = wording.day(text)
    return wording.plain(said) if said.islower() else said


def _line(text: str) -> Item:
    return Item(Sentence(text))


def _above(text: str, items: Sequence[Item]) -> Item:
    return Item(Sentence(text), more=(Items(tuple(items)),))
