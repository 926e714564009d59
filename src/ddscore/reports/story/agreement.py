"""Where rubrics agree and differ on one case, and why: drawn from their assessments alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.score import Status
from ddscore.reports import wording
from ddscore.reports.story.applied import KINDS, concluded, together
from ddscore.reports.story.asked_together import asked_together
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, paragraph, terms
from ddscore.reports.story.opening import walk
from ddscore.reports.story.resting import resting
from ddscore.reports.story.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.reports.story.applied import Applied, Conclusion
    from ddscore.reports.story.blocks import Block


def agreement(whole: Assessment, applied: Sequence[Applied]) -> Section:
    """What the rubrics conclude alike and apart, the facts behind it, and what each asks and leaves open."""
    blocks = (
        _conclusions(whole, applied),
        _questions(applied),
        resting(whole, applied),
        asked_together(applied),
        _unknown(whole, applied),
        waiting(applied),
    )
    return Section("Where they agree and differ, and why", blocks, "agreement")


def _conclusions(whole: Assessment, applied: Sequence[Applied]) -> Section:
    drawn = len(whole.contradictions)
    pairs = wording.counted(drawn, "one pair", "pairs") if drawn else "none"
    rows = (
        *((kind.capitalize(), _compared(applied, kind)) for kind in KINDS),
        *(
            (f"The test of {one.name}", wording.sentence(test))
            for one in applied
            if (test := _test(one.assessment))
        ),
        ("Contradictions", f"The same by each, since the record gives them and no rubric: {pairs}."),
    )
    return Section("What they conclude", (terms(*rows),), "conclusions")


def _compared(applied: Sequence[Applied], kind: str) -> str:
    """Whether a conclusion is the same by all rubrics that have one, and what it is by each."""
    every = {one.name: concluded(one.assessment, kind) for one in applied}
    having = {name: conclusion for name, conclusion in every.items() if conclusion.possible}
    if not having:
        return ""
    without = wording.listed([name for name in every if name not in having])
    lacking = f" There is none by {without}." if without else ""
    if len(having) == 1:
        return f"By {next(iter(having))} alone.{lacking}"
    clauses = together((name, conclusion.brief) for name, conclusion in having.items())
    by_each = "; ".join(f"by {names} {said}" for names, said in clauses)
    return f"{_verdict(list(having.values()))} {by_each[:1].upper()}{by_each[1:]}.{lacking}"


def _test(assessment: Assessment) -> str:
    """What the outcome that is certain asks for, in the rubric's own words."""
    certain = assessment.summary.outcome
    return next((row.because for row in assessment.rubric.outcomes if row.id == certain and row.because), "")


def _verdict(conclusions: Sequence[Conclusion]) -> str:
    """What holds whatever is still unknown; rows are the same where their titles are."""
    rows = [{row.title for row in conclusion.rows} for conclusion in conclusions]
    if not set.intersection(*rows):
        apart = sum(map(len, rows)) == len(set.union(*rows))
        return "Each has rows of its own, so that none is the same." if apart else "No row is common to all."
    common = frozenset.intersection(*(conclusion.titles for conclusion in conclusions))
    open_ = sum(conclusion.certain is None for conclusion in conclusions)
    if not common:
        differ = "they differ" if len(conclusions) == 2 else "they do not all agree"
        if not open_:
            return f"{differ.capitalize()}."
        count = "One is" if open_ == 1 else f"{open_} are"
        return f"{count} undetermined; whatever is possible there, {differ}."
    if not open_:
        return "They agree."
    return f"Whether they agree is undetermined (possible: {'; '.join(sorted(common))})."


def _questions(applied: Sequence[Applied]) -> Section:
    """Questions that several put in the same words, with the same levels: what each finds."""
    asked: dict[tuple[object, ...], list[tuple[str, NodeResult]]] = {}
    for one in applied:
        for node in walk(one.assessment.nodes):
            if node.kind == "criterion":
                asked.setdefault(_question(node), []).append((one.name, node))
    shared: dict[str, list[list[tuple[str, NodeResult]]]] = {}
    for found in asked.values():
        if len(found) > 1:
            shared.setdefault(wording.listed([name for name, _ in found]), []).append(found)
    items = tuple(_alike(names, questions) for names, questions in shared.items())
    none = paragraph("No question stands in two of these rubrics in the same words and with the same levels.")
    return Section("Questions that they share", (Items(items) if items else none,), "shared-questions")


def _question(node: NodeResult) -> tuple[object, ...]:
    levels = tuple((level.label, level.points, repr(level.when)) for level in node.levels)
    return node.question, node.side, levels, repr(node.for_each)


def _alike(names: str, questions: Sequence[Sequence[tuple[str, NodeResult]]]) -> Item:
    """What several rubrics find on the questions that they share."""
    differing = [found for found in questions if len({_found(node) for _, node in found}) > 1]
    weighed = sum(len({node.weight for _, node in found}) > 1 for found in questions)
    count = wording.counted(len(questions), "one question", "questions")
    same = len(questions) - len(differing)
    said = f"{names} share {count}, and find the same on {same} of {len(questions)}."
    if weighed:
        said += f" They give {wording.counted(weighed, 'one of them', 'of them')} other weights."
    more: tuple[Block, ...] = tuple(
        paragraph(f"{found[0][1].title}: {'; '.join(_clauses(found))}.") for found in differing
    )
    return Item(Sentence(said), more=more)


def _clauses(found: Sequence[tuple[str, NodeResult]]) -> Iterator[str]:
    for names, said in together((name, _found(node)) for name, node in found):
        yield f"by {names} {said}"


def _found(node: NodeResult) -> str:
    if node.status is Status.NOT_APPLICABLE:
        return "does not apply"
    if node.level is not None:
        return f"“{node.level}”"
    return (
        f"undetermined (possible: {'; '.join(node.possible_levels)})"
        if node.possible_levels
        else node.because
    )


def _unknown(whole: Assessment, applied: Sequence[Applied]) -> Section:
    """How each treats what is unknown, and what else sets its reading of the record apart."""
    told = []
    for one in applied:
        own = [f"{warning}." for warning in one.assessment.warnings if warning not in whole.warnings]
        told.append((one.name, " ".join([_open(one.assessment), *own, *_lapsed(one, applied)])))
    return Section("What each makes of the unknown", (terms(*together(told)),), "unknown-together")


def _open(assessment: Assessment) -> str:
    """How many questions are open, and what stands in their place."""
    criteria = [node for node in walk(assessment.nodes) if node.kind == "criterion"]
    scores = [(node, node.overall) for node in criteria if node.overall is not None]
    open_ = [(node, score) for node, score in scores if score.low < score.high]
    if not criteria:
        return "It has no questions of its own, only conclusions."
    if not open_:
        return "None of its questions is open."
    blocked = sum(node.status is Status.BLOCKED for node, _ in open_)
    left_out = sum(score.percent is None for _, score in open_) - blocked
    shown = len(open_) - blocked - left_out
    parts = (
        f"{shown} counted at the low end, as not disclosed" if shown else "",
        f"{left_out} left out of the figure above, whose bounds they widen" if left_out else "",
        f"{blocked} with no figure while they are open" if blocked else "",
    )
    treated = wording.listed([part for part in parts if part])
    return f"{len(open_)} of {len(scores)} questions that apply are open: {treated}."


def _lapsed(one: Applied, applied: Sequence[Applied]) -> Iterator[str]:
    """Searches that no longer stand by this rubric and do by another."""
    research = one.assessment.research
    names = [
        wording.COLLECTIONS[name]
        for name in wording.COLLECTIONS
        if name in research
        and not research[name].closed
        and any(other.assessment.research[name].closed for other in applied)
    ]
    if names:
        yield f"By it these searches no longer stand, and by another they do: {wording.listed(names)}."
