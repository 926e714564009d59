"""What to ask a company and what to research, as a story: what each rests on, and what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.reports import figures, wording
from ddscore.reports.story import events
from ddscore.reports.story.blocks import (
    Item,
    Items,
    Paragraph,
    Section,
    Sentence,
    Story,
    paragraph,
    terms,
)
from ddscore.reports.story.coding import field_words
from ddscore.reports.story.questions import questions
from ddscore.reports.story.record import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.model.engagement import Effect, Engagement, Held, Question, Unsettled
    from ddscore.reports.story.blocks import Block

_HOW = (
    "Each question stands with the best level of its criterion that the company itself could show, and with "
    "what the figures would be if it did, and nothing else changed: scored again, caps and all. What a body "
    "found or others did stays as recorded, whatever is answered."
)
_UNPROMPTED = (
    "Where no fact stands with a question, none prompts it: nothing was found in the sources searched, or "
    "nothing is recorded."
)
_UNMOVED = (
    "No answer by the company alone would better these: they follow from other answers, or rest on what "
    "bodies found. They may be asked all the same."
)
_RESEARCH = (
    "Each entry with the criteria on which it bears, and by how many points the bounds would narrow at least "
    "once these were settled. Where others bear on the same criteria too, it takes all of them; “by itself” "
    "counts the criteria that nothing else leaves open."
)


def tell(engagement: Engagement) -> Story:
    """The report on one case."""
    assessment = engagement.assessment
    rubric = assessment.rubric
    still_open = (
        events.promises(assessment) if assessment.open_promises else None,
        questions(assessment) if assessment.unanswered else None,
    )
    blocks: tuple[Block | None, ...] = (
        _placed(engagement),
        paragraph(wording.NATURE, tone="note"),
        *(paragraph(f"{warning}.", tone="caution") for warning in assessment.warnings),
        _for_the_company(engagement),
        *still_open,
        _for_research(engagement),
    )
    return Story(
        f"{assessment.case.company}: what to ask, and what to research",
        f"{rubric.title} ({rubric.id} {rubric.version}), as known on {wording.day(assessment.as_of)}",
        "" if assessment.case.status in ("reviewed", "published") else wording.DRAFT,
        tuple(block for block in blocks if block is not None),
    )


def _placed(engagement: Engagement) -> Paragraph:
    """Where the figures stand, and where an honest yes to everything would place them."""
    assessment = engagement.assessment
    by = f"{assessment.rubric.id} {assessment.rubric.version}"
    if not engagement.together:
        return paragraph(f"{by} gives no figure for the company.", tone="lead")
    now = [f"{_side(one)} {figures.placed(one.before)}" for one in engagement.together]
    then = [f"{_side(one)} {figures.placed(one.after)}" for one in engagement.together]
    said = f"{by} places {wording.listed(now)}."
    if any(one.rise for one in engagement.together):
        said += f" An honest yes to every question below would place {wording.listed(then)}."
    return paragraph(said, tone="lead")


def _side(effect: Effect) -> str:
    names = {Side.POLICY: "what the company says", Side.PRACTICE: "what the record shows"}
    return names.get(effect.side, "the company")


def _for_the_company(engagement: Engagement) -> Section:
    raising = [one for one in engagement.questions if one.gain]
    saying = [one for one in engagement.questions if not one.gain and one.effects]
    unmoved = [one for one in engagement.questions if not one.effects]
    overall = engagement.assessment.summary.overall is not None
    first = "What would better the score" if overall else "What would raise what the record shows"
    parts = (
        (first, "The answer that would change most comes first.", raising),
        ("What would raise what the company says alone", "", saying),
        ("What no answer changes by itself", _UNMOVED, unmoved),
    )
    told_already: set[str] = set()
    sections = tuple(
        Section(
            title,
            (
                *((paragraph(note, tone="note"),) if note else ()),
                Items(tuple(_question(engagement.assessment, one, told_already) for one in asked)),
            ),
        )
        for title, note, asked in parts
        if asked
    )
    none = paragraph("Nothing is left to ask by this rubric.")
    unprompted = (
        () if all(one.facts for one in engagement.questions) else (paragraph(_UNPROMPTED, tone="note"),)
    )
    how = (paragraph(_HOW, tone="note"), *unprompted)
    return Section("For the company", (*how, *sections) if sections else (none,))


def _question(assessment: Assessment, question: Question, told_already: set[str]) -> Item:
    """What to ask, and the facts that prompt it: one that another question brought up is named alone."""
    changes = "; ".join(map(_changed, question.effects))
    rows = terms(
        ("Principle", question.principle or ""),
        ("A yes would reach", question.level or ""),
        ("It would change", wording.sentence(changes)),
    )
    prompted = tuple(
        Item(Sentence("see above.") if fact in told_already else told(assessment, fact), fact)
        for fact in question.facts
    )
    told_already.update(question.facts)
    prompts: tuple[Block, ...] = (paragraph("Prompted by:"), Items(prompted)) if prompted else ()
    more = (*((rows,) if rows.rows else ()), *prompts)
    return Item(Sentence(wording.sentence(question.ask)), question.node, more=more)


def _changed(effect: Effect) -> str:
    before, after = (
        f"between {figures.tenth(score.low)} and {figures.tenth(score.high)}"
        if figures.tenth(score.low) != figures.tenth(score.high)
        else figures.tenth(score.low)
        for score in (effect.before, effect.after)
    )
    return f"“{wording.SIDES[effect.side]}” from {before} to {after}"


def _for_research(engagement: Engagement) -> Section:
    holding = [one for one in engagement.unsettled if one.points > 0 or one.settles]
    if not engagement.unsettled:
        return Section("For research", (paragraph("Nothing that this rubric asks is left open."),))
    rest = len(engagement.unsettled) - len(holding)
    items = Items(tuple(_unsettled(one) for one in holding))
    more = [paragraph(_others(rest), tone="note")] if rest else []
    listed = (paragraph(_RESEARCH, tone="note"), items) if holding else ()
    return Section("For research", (*listed, *more))


def _others(rest: int) -> str:
    count = wording.counted(rest, "One thing that is unknown holds", "things that are unknown hold")
    return f"{count[:1].upper()}{count[1:]} nothing of the bounds; the report on the case lists them."


def _unsettled(one: Unsettled) -> Item:
    need = one.need
    named = need.fact is not None and need.field is not None
    what = field_words(need.field) if need.field is not None and named else need.text
    settles = [f"the {conclusion} waits for it" for conclusion in one.settles]
    holds, on = wording.listed([*_held(one.holds), *settles]), "; ".join(one.nodes)
    said = f"{what[:1].upper()}{what[1:]}: {holds}{f'; bears on {on}' if on else ''}"
    return Item(Sentence(wording.sentence(said)), need.fact or "" if named else "")


def _held(holds: Sequence[Held]) -> Iterator[str]:
    for one in holds:
        if one.points > 0:
            alone = f" ({figures.tenth(one.alone)} by itself)"
            yield f"{figures.tenth(one.points)} points of “{wording.SIDES[one.side]}”{alone}"
