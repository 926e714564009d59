"""What rubrics ask of cases: fields of facts, by their conditions, and coded answers, by question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from ddscore.documents.asked import asked_by, nodes_of
from ddscore.model.fields import Kind
from ddscore.model.rubric import Criterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.model.fields import CaseFields
    from ddscore.model.rubric import Rubric

Path = tuple[str, str]
"""A collection and a field of its facts; of a mapping a field within: `severity.scale`."""

_NEEDED_BY: Final[Mapping[str, tuple[Path, ...]]] = {
    "contradictions": (
        ("policies", "date"),
        ("policies", "instruments"),
        ("policies", "rights"),
        ("findings", "involvement"),
        ("findings", "concerns"),
        ("findings", "proof"),
        ("findings", "instruments"),
        ("findings", "rights"),
        ("involvement", "rights"),
        ("involvement", "period.to"),
    ),
    "open_promises": (("promises", "made"), ("promises", "kept")),
    "unanswered": (("engagement", "delivered"), ("engagement", "answered")),
}
"""What each derived collection is drawn by (FORMATS 2)."""
_RECORDED_IN: Final = {"open_promises": "promises", "unanswered": "engagement"}
_DRAWN_FROM: Final = {"standing": "ended_because", "months_open": "made"}
"""Derived fields, each with the field that leaves it unknown where it is left out."""
_SAYS_SOMETHING: Final = frozenset(
    {"id", "sources", "corroboration", "status", "entity", "until", "due", "deadline", "overdue"}
)
"""Fields that are derived or required, and those that left out do not read unknown (FORMATS 1 and 2)."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What the rubrics at hand ask of cases."""

    fields: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By collection, then by field: the rubrics whose conditions ask for it."""
    questions: Mapping[str, frozenset[str] | None]
    """By rubric: the questions of which it takes coded answers; None where it takes them of any."""


def asks_of(rubrics: Iterable[Rubric]) -> Asks:
    """Gather what rubrics ask of cases; build it once, for all cases of a run."""
    fields: dict[str, dict[str, list[str]]] = {}
    questions: dict[str, frozenset[str] | None] = {}
    for rubric in rubrics:
        for collection, asked in asked_fields(rubric).items():
            for field in asked:
                askers = fields.setdefault(collection, {}).setdefault(field, [])
                askers.extend([] if rubric.id in askers else [rubric.id])
        taken = asked_by(rubric)
        own = None if taken.of_any else taken.questions
        # What is not answered under a rubric's own id is looked for under that of its base.
        for name in (rubric.id, *(base.id for base in rubric.bases)):
            known = questions.get(name, frozenset())
            questions[name] = None if own is None or known is None else known | own
    ordered = {
        collection: {field: tuple(sorted(asked[field])) for field in sorted(asked)}
        for collection, asked in fields.items()
    }
    return Asks(ordered, questions)


def asked_fields(rubric: Rubric) -> Mapping[str, frozenset[str]]:
    """List, by collection, the recorded fields that a rubric's conditions ask for."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for collection, path in chain.from_iterable(
        _selected(collection, pattern, rubric.fields) for collection, pattern in _selections(rubric)
    ):
        asked[collection].add(path)
    return {collection: frozenset(fields) for collection, fields in asked.items()}


def _selections(rubric: Rubric) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """List the collections that a rubric's conditions look into, each with what it asks of a fact."""
    for when in (
        *(cap.when for cap in rubric.caps),
        *(row.when for row in (*rubric.profiles, *rubric.outcomes)),
    ):
        yield from _selections_in(when, None)
    for node in nodes_of(rubric):
        yield from _selections_in(node.applies_when, None)
        for cap in node.caps:
            yield from _selections_in(cap.when, None)
        if isinstance(node, Criterion):
            this = node.for_each.collection if node.for_each else None
            for level in node.levels:
                yield from _selections_in(level.when, this)
            if node.for_each:
                weighed = {node.for_each.weight_field: ...} if node.for_each.weight_field else {}
                yield node.for_each.collection, {**weighed, **node.for_each.pattern}


def _selections_in(condition: Any, this: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Find the selections of facts in a condition; `this` is the collection of the fact in hand."""
    for name, operand in (condition or {}).items():
        match name:
            case "all" | "any":
                for part in operand:
                    yield from _selections_in(part, this)
            case "not" | "none":
                yield from _selections_in(operand, this)
            case "every":
                ((collection, pattern),) = operand["of"].items()
                yield from ((collection, pattern), (collection, operand["match"]))
            case "count":
                yield from _selections_in(operand["of"], this)
            case "this":
                yield from [] if this is None else [(this, operand)]
            case "score":
                pass
            case _:
                yield name, operand


def _selected(collection: str, pattern: Mapping[str, Any], fields: CaseFields) -> Iterator[Path]:
    """List the recorded fields that decide whether a fact matches."""
    yield from _NEEDED_BY.get(collection, ())
    for path, matcher in pattern.items():
        # Whether a field is recorded is never unknown.
        if not (isinstance(matcher, Mapping) and "known" in matcher):
            yield from _recorded(collection, path, fields)


def _recorded(collection: str, path: str, fields: CaseFields) -> Iterator[Path]:
    """List the recorded fields that a path passes through, in whichever collections it leads to."""
    first, _, rest = path.partition(".")
    field = fields.collections[collection].get(first)
    if field is None or first in _SAYS_SOMETHING:
        return
    if collection not in ("contradictions", "answers"):
        name = _DRAWN_FROM.get(first, first)
        yield (
            _RECORDED_IN.get(collection, collection),
            f"{name}.{rest}" if field.kind is Kind.MAPPING and rest else name,
        )
    if field.kind is Kind.REFERENCE and rest:
        for target in field.to:
            if target in fields.collections:
                yield from _recorded(target, rest, fields)
