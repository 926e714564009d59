"""What the records say of a portfolio, as a story: what is held, what it comes to, and what nobody knows."""

from __future__ import annotations

import shlex
from math import fsum
from typing import TYPE_CHECKING

from ddscore.model.portfolio import Held
from ddscore.reports import wording as words
from ddscore.reports.portfolio import positions, wording
from ddscore.reports.portfolio.shares import averages, shares
from ddscore.reports.story.blocks import Code, Item, Items, Section, Sentence, Story, paragraph, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.portfolio import Portfolio, Position, Snapshot
    from ddscore.problems import Problem
    from ddscore.reports.story.blocks import Block

_MOST_PROBLEMS = 50
DRAFTS = "DRAFT: no second reader has confirmed {} against {} sources. Do not publish or rely on {}."
NO_RECORD = (
    "A holding without a record is neither good nor bad: nobody has recorded anything here. It never counts "
    "as clear of anything."
)
POSSIBLE = (
    "A share counts a company under a row only where that is certain. Where several are possible, the "
    "company is undetermined, and counts under “Also possible” for each of them."
)
WEIGHTS = (
    "All lines of one company add up, what is short with its minus. Percentages are of the value of the "
    "positions above 0; a position below 0, which is short, or at 0 has no part in them and is not taken off."
)
FIXED = (WEIGHTS, POSSIBLE, NO_RECORD, words.UNKNOWN, words.GAP, words.NATURE)


def tell(portfolio: Portfolio, pages: Mapping[str, str]) -> Story:
    """The report on one list of holdings, or on several days; `pages` has the reports beside it, by case."""
    several = len(portfolio.snapshots) > 1
    blocks: list[Block] = []
    if several:
        blocks += [_several(portfolio), *averages(portfolio)]
        for snapshot in portfolio.snapshots:
            blocks.append(Section(f"On {words.day(snapshot.as_of)}", tuple(_day(portfolio, snapshot, pages))))
    else:
        blocks += _day(portfolio, portfolio.snapshots[0], pages)
    blocks += [_read(portfolio), Section("How to read this", tuple(map(_note, _fixed(portfolio))))]
    return Story("Portfolio", _subtitle(portfolio), _banner(portfolio), tuple(blocks))


def _note(text: str) -> Block:
    return paragraph(text)


def _fixed(portfolio: Portfolio) -> Iterator[str]:
    yield from FIXED
    worse = [rubric.id for rubric in portfolio.rubrics if rubric.higher_is == "worse"]
    if worse:
        yield f"By {words.listed(worse)} a higher figure is worse."


def _subtitle(portfolio: Portfolio) -> str:
    by = words.listed([f"{rubric.id} {rubric.version}" for rubric in portfolio.rubrics])
    days = [words.day(snapshot.as_of) for snapshot in portfolio.snapshots if snapshot.as_of is not None]
    known = f"as known on {words.listed(days)}" if days else "each record as of its own date"
    return f"By {by}, {known}"


def _banner(portfolio: Portfolio) -> str:
    drafts = {
        position.case
        for snapshot in portfolio.snapshots
        for position in snapshot.positions
        if position.standings and position.status not in ("reviewed", "published")
    }
    if not drafts:
        return ""
    if len(drafts) == 1:
        return DRAFTS.format("the record of one company", "its", "it")
    return DRAFTS.format(f"the records of {len(drafts):,} companies", "their", "them")


def _several(portfolio: Portfolio) -> Block:
    said = [_opening(snapshot) for snapshot in portfolio.snapshots]
    days = [f"On {words.day(snapshot.as_of)}" for snapshot in portfolio.snapshots]
    return terms(*zip(days, said, strict=True))


def _day(portfolio: Portfolio, snapshot: Snapshot, pages: Mapping[str, str]) -> Iterator[Block]:
    yield paragraph(_opening(snapshot), tone="lead")
    yield paragraph(NO_RECORD, tone="note")
    for place, (rubric, result) in enumerate(zip(portfolio.rubrics, snapshot.results, strict=True)):
        blocks = (
            *positions.cautions(snapshot, place),
            *shares(result.shares),
            *positions.assessed(snapshot, result, place, rubric, pages),
        )
        yield Section(f"{rubric.title} ({rubric.id} {rubric.version})", blocks)
    yield from positions.unassessed(snapshot)
    yield from positions.added_up(snapshot)


def _opening(snapshot: Snapshot) -> str:
    held = [position for position in snapshot.positions if position.weight]
    worth = "" if snapshot.holdings.is_weight else f", worth {wording.amount(snapshot.total, snapshot)}"
    return " ".join(
        (
            f"{words.counted(len(held), '1 position is', 'positions are')} held{worth}.",
            *_with_a_record(held, snapshot.total),
            *_not_held(snapshot),
        )
    )


def _with_a_record(held: Sequence[Position], total: float) -> Iterator[str]:
    """How many positions have a record, and how much of the value that is."""
    known = [position.value for position in held if position.held is Held.ASSESSED]
    if len(known) == len(held):
        yield "All have a record." if len(held) > 1 else "It has a record."
    elif known:
        number = words.counted(len(known), "1 has", "have")
        yield f"{number} a record: {wording.percent(fsum(known) / total)} percent of the value."
        yield "For the others there is none that can be used."
    else:
        yield "None has a record that can be used."


def _not_held(snapshot: Snapshot) -> Iterator[str]:
    """What is listed and has no part in any percentage."""
    if snapshot.short.positions:
        number = words.counted(snapshot.short.positions, "1 position is", "positions are")
        short = wording.amount(-snapshot.short.value, snapshot)
        yield f"{number} short, by {short}: left out of all percentages, and not taken off."
    nothing = sum(position.weight == 0 for position in snapshot.positions)
    if nothing:
        number = words.counted(nothing, "1 position comes", "positions come")
        yield f"{number} to 0: listed and not held, and so left out of all percentages too."


def _read(portfolio: Portfolio) -> Section:
    """What was read, and what could not be."""
    cases = portfolio.cases
    rows = [("Records", _cases(portfolio))]
    for snapshot in portfolio.snapshots:
        holdings = snapshot.holdings
        said = [f"{words.counted(holdings.lines, '1 line', 'lines')} of {holdings.file}"]
        if holdings.unread:
            said.append(f"{words.counted(holdings.unread, '1 line', 'lines')} left out as unreadable")
        said += holdings.notes
        rows.append(("Holdings", words.sentence("; ".join(said))))
        rows.append(("SHA-256 of the list", holdings.sha256))
    rows += [(f"SHA-256 of {rubric.id}", rubric.sha256) for rubric in portfolio.rubrics]
    blocks: list[Block] = [
        terms(*rows),
        paragraph("The same files give the same figures, by this command:"),
        Code(_command(portfolio)),
    ]
    wrong = [
        *((problem, case.file) for case in cases.invalid for problem in case.problems),
        *(
            (problem, snapshot.holdings.file)
            for snapshot in portfolio.snapshots
            for problem in snapshot.holdings.problems
        ),
    ]
    if wrong:
        blocks.append(Items(tuple(Item(Sentence(_problem(*one))) for one in wrong[:_MOST_PROBLEMS])))
    if len(wrong) > _MOST_PROBLEMS:
        blocks.append(paragraph(f"And {len(wrong) - _MOST_PROBLEMS:,} more problems.", tone="note"))
    return Section("What was read", tuple(blocks))


def _command(portfolio: Portfolio) -> str:
    """The command that gives the same again, with names of files as they were given and no folders."""
    days = [snapshot.as_of for snapshot in portfolio.snapshots]
    files = [shlex.quote(snapshot.holdings.file) for snapshot in portfolio.snapshots]
    if len(files) > 1:
        files = [f"{day}={file}" for day, file in zip(days, files, strict=True)]
    on = f" --as-of {days[0]}" if len(files) == 1 and days[0] is not None else ""
    rubrics = "".join(f" -r {rubric.id}" for rubric in portfolio.rubrics)
    options = "".join(f" {shlex.quote(word)}" for word in portfolio.snapshots[0].holdings.options)
    wrong = portfolio.cases.invalid or any(snapshot.holdings.problems for snapshot in portfolio.snapshots)
    going = " --keep-going" if wrong else ""
    return f"ddscore portfolio {' '.join(files)} --cases DIR{rubrics}{on}{options}{going}"


def _cases(portfolio: Portfolio) -> str:
    cases = portfolio.cases
    said = f"{words.counted(cases.read, '1 case', 'cases')} read, {cases.held} of companies held"
    if cases.not_held:
        said += f", {cases.not_held} of others and left out"
    if cases.invalid:
        said += f", {len(cases.invalid)} that cannot be used"
    return words.sentence(said)


def _problem(problem: Problem, file: str) -> str:
    line = "" if problem.location.line is None else f":{problem.location.line}"
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{file}{line}: {problem.message}{hint}"
