"""Changes in words: what they are called, what became of them, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.diff import How, Kind, Origin
from ddscore.reports import wording
from ddscore.reports.explanation import flow
from ddscore.reports.story.blocks import Sentence
from ddscore.reports.story.record import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.model.diff import Change, Diff, FieldChange

_HOWS = {
    How.ADDED: "was added",
    How.REMOVED: "was taken out",
    How.CHANGED: "changed",
    How.KNOWN: "became known",
    How.UNKNOWN: "was not known yet",
}
_OF_THE_DATE = {**_HOWS, How.CHANGED: "was known in other detail"}
_LONG = 60
"""What is longer is not printed: that it changed is enough."""


def named(diff: Diff, ids: Sequence[str]) -> list[str]:
    """Changes by their short names."""
    changes = {change.id: change for change in diff.changes}
    return [short(changes[name]) for name in ids]


def short(change: Change) -> str:
    """What a change is called in a list of shares."""
    match change.kind:
        case Kind.SEARCH:
            return f"search for {wording.plain(change.name)}"
        case Kind.ANSWER:
            return f"answer to {change.name}"
        case Kind.SOURCE:
            return f"source {change.name}"
        case Kind.RECORD:
            return f"the case's {change.name}"
        case Kind.DATE:
            return "the date alone"
        case Kind.RUBRIC:
            return "the rubric"
        case Kind.COMBINING:
            return "how the parts combine"
        case _:
            return change.name


def label(change: Change) -> str:
    """What a change is called where it stands alone, and what became of it."""
    return short(change) if change.kind is Kind.DATE else f"{short(change)} {_became(change)}"


def label_with_fields(diff: Diff, change: Change) -> str:
    """The same with what changed of it, field by field."""
    said = "; ".join(details(diff, change))
    return f"{label(change)} ({said})" if said else label(change)


def _became(change: Change) -> str:
    return (_OF_THE_DATE if change.origin is Origin.DATE else _HOWS)[change.how]


def ranked(diff: Diff) -> list[Change]:
    """The changes that moved something, those first that did most to the rubric's own figures."""
    did: dict[str, float] = {}
    for figure in diff.figures:
        for share in figure.shares if figure.node is None else ():
            did[share.change] = did.get(share.change, 0.0) + abs(share.amount)
    return sorted(diff.effective, key=lambda change: -did.get(change.id, 0.0))


def said(diff: Diff, change: Change) -> Sentence:
    """What became of something, and who says so."""
    end = diff.before if change.how in (How.REMOVED, How.UNKNOWN) else diff.after
    became = _became(change)
    if change.kind is Kind.FACT:
        fact = told(end, change.name)
        return Sentence(f"It {became}. {fact.text}", fact.sources)
    if change.kind is Kind.ANSWER:
        fact = told(end, f"answers:{change.name.rpartition('/')[2]}")
        return Sentence(f"It {became}.", fact.sources)
    if change.kind is Kind.DATE:
        return Sentence("What had happened, was due or was still searched for by then, on the same facts.")
    if change.kind is Kind.NODE:
        return Sentence(_cited(change))
    return Sentence(f"{short(change)[:1].upper()}{short(change)[1:]} {became}.")


def _cited(change: Change) -> str:
    if not change.cited:
        return "It moved on the same facts."
    return f"Facts that it cites on one side only, or that differ: {', '.join(change.cited)}."


def details(diff: Diff, change: Change) -> Iterator[str]:
    """Field by field what changed, and sources that are dated anew."""
    for name in change.redated:
        before, after = (_dated(end, name) for end in (diff.before, diff.after))
        yield f"its source {name} is dated anew{f': {before} → {after}' if before and after else ''}"
    if change.kind in (Kind.SEARCH, Kind.ANSWER):
        yield from _listed(change)
        return
    if change.kind is Kind.DATE:
        yield from _reach(diff)
    for field in change.fields:
        yield f"{field.path}: {_field(field)}"


def _dated(assessment: Assessment, name: str) -> str:
    return str(assessment.sources.get(name, {}).get("published", ""))


def _listed(change: Change) -> Iterator[str]:
    """The searches or answers that are there on one side only."""
    for field in change.fields:
        before, after = field.before[0], field.after[0]
        assert isinstance(before, list)  # noqa: S101 - searches and answers are listed
        assert isinstance(after, list)  # noqa: S101
        for heading, listed, others in (("now", after, before), ("before", before, after)):
            yield from (f"{heading}: {flow(one, outermost=True)}" for one in listed if one not in others)


def _reach(diff: Diff) -> Iterator[str]:
    """Searches that were complete for one date and not for the other."""
    searched = {**diff.before.research, **diff.after.research}
    for collection in searched:
        reached = [end.research.get(collection) for end in (diff.before, diff.after)]
        was, now = (one is not None and one.closed for one in reached)
        if was != now:
            what = f"a complete search for {wording.plain(collection)}"
            yield f"{what} reached this date" if now else f"{what} no longer reached this date"


def _field(field: FieldChange) -> str:
    """What a field says now and said before; of long texts only that they changed."""
    lists = [value for value in (*field.before, *field.after) if isinstance(value, list)]
    if len(lists) == len(("before", "after")):
        before, after = lists
        gone = [flow(member) for member in before if member not in after]
        come = [flow(member) for member in after if member not in before]
        said = [*(f"with {name}" for name in come), *(f"without {name}" for name in gone)]
        if max(map(len, said), default=_LONG + 1) <= _LONG:
            return ", ".join(said)
    was, now = (flow(values[0]) if values else "not recorded" for values in (field.before, field.after))
    if max(len(was), len(now)) <= _LONG:
        return f"{was} → {now}"
    return (
        "changed" if field.before and field.after else "recorded now" if field.after else "not recorded now"
    )
