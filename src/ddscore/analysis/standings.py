"""What each of many cases says, as a pure function of the contents of files.

`judge` is what a process, or another machine, is given to do: it reads no file, and the same bytes in give
the same bytes out. What it is to be judged by travels in the setup; what is wrong with a case comes back as
data, so that one case that fails loses no other.
"""

from __future__ import annotations

import json
from contextlib import closing
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore import __version__
from ddscore.documents.case import answers_file_of, identity_of, parse_case
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.rubric import Rules
from ddscore.documents.tables import MAX_BYTES
from ddscore.errors import InputError, ScaleError, UsageError, WeightError
from ddscore.library import day_of, score
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Base
from ddscore.model.standing import Company, Entity, Figure, Judged, NodeStanding, Standing
from ddscore.problems import Location, Problem, Severity
from ddscore.running import Done, Work, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ddscore.model.case import Case
    from ddscore.model.rubric import Rubric
    from ddscore.model.score import Score
    from ddscore.running import Failed, How


def setup_of(rules: Sequence[Rules], dates: Sequence[PartialDate | None]) -> bytes:
    """By what cases are to be judged: every rubric on every day, or on each case's own for None."""
    setup = {
        "tool": __version__,
        "rubrics": [one._asdict() for one in rules],
        "dates": [None if day is None else day.text for day in dates],
    }
    return json.dumps(setup, separators=(",", ":")).encode()


def judge(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """What one case says, as JSON for `judged`; `name` is what problems name.

    `beside` has the files, by name, that stand beside it: those that `needed_beside` asks for. It never
    raises for what stands in a case.
    """
    rubrics, dates = _judges(setup)
    try:
        case = parse_case(content, name, lambda wanted: _given(beside, wanted, name))
    except InputError as error:
        found = identity_of(content)
        return _as_json(Judged(name, sha256(content), None, found and _company(found), (), error.problems))
    standings: list[Standing] = []
    problems: list[Problem] = []
    for rubric in rubrics:
        for day in dates:
            try:
                standings.append(_standing(case, rubric, day))
            except (UsageError, ScaleError, WeightError) as error:
                problems.append(_not_scored(str(error), name))
    known = () if problems else tuple(standings)
    return _as_json(
        Judged(name, case.sha256, case.answers_sha256, _company(case), known, tuple(dict.fromkeys(problems)))
    )


def needed_beside(content: bytes) -> tuple[str, ...]:
    """The names of the files beside a case without which it cannot be judged."""
    named = answers_file_of(content)
    return () if named is None else (named,)


def standings(paths: Sequence[str] | Sequence[Path], setup: bytes, how: How) -> Iterator[Judged]:
    """What each case file says, in the order given; one that cannot be read comes back with its problems."""
    work = Work(f"{__name__}:judge", setup, read, partial(read, limit=MAX_BYTES), needed_beside)
    with closing(run(paths, work, how)) as results:
        for result in results:
            if isinstance(result, Done):
                yield judged(result.result)
            else:
                yield Judged(str(result.file), "", None, None, (), _problems_of(result))


def _problems_of(failed: Failed) -> tuple[Problem, ...]:
    """Why a file has no standing: it cannot be read, or whoever judged it came to grief."""
    error = failed.error
    if isinstance(error, InputError):
        return error.problems
    name = str(failed.file)
    said, hint = str(error).removeprefix(f"{name}: "), "run `ddscore assess` with this file alone"
    return (Problem("file/not-judged", Severity.ERROR, said, hint, Location(name)),)


def judged(text: bytes) -> Judged:
    """What `judge` said."""
    path, digest, answers, company, standings, problems = json.loads(text)
    return Judged(
        path,
        digest,
        answers,
        None if company is None else _read_company(*company),
        tuple([_read_standing(one) for one in standings]),
        tuple([_read_problem(*problem) for problem in problems]),
    )


class _Judges(NamedTuple):
    rubrics: tuple[Rubric, ...]
    dates: tuple[PartialDate | None, ...]


@lru_cache(maxsize=2)
def _judges(setup: bytes) -> _Judges:
    """The rubrics, built once in each process."""
    document: dict[str, Any] = json.loads(setup)
    return _Judges(
        tuple(
            Rules(one[0], one[1], tuple(Base(*base) for base in one[2])).build()
            for one in (list(rules.values()) for rules in document["rubrics"])
        ),
        tuple(None if day is None else PartialDate.parse(day) for day in document["dates"]),
    )


def _given(beside: Mapping[str, bytes], wanted: str, name: str) -> bytes:
    if wanted in beside:
        return beside[wanted]
    message, hint = f"{wanted} is not beside it", "put the file beside the case, or leave `answers_file` out"
    raise InputError([Problem("file/not-found", Severity.ERROR, message, hint, Location(name))])


def _not_scored(said: str, name: str) -> Problem:
    hint = "mend the case or the rubric, or give the date"
    return Problem("portfolio/not-scored", Severity.ERROR, said, hint, Location(name))


def _company(case: Case) -> Company:
    entities = tuple(Entity(name, entity, case.relations.get(name)) for name, entity in case.entities.items())
    return Company(case.id, case.company, case.status, entities, case.identifiers)


def _standing(case: Case, rubric: Rubric, as_of: PartialDate | None) -> Standing:
    wanted = [share.node for share in rubric.portfolio.shares if share.node]
    day = day_of(case, as_of)
    found = score(case, rubric, day, wanted)
    summary = found.summary
    return Standing(
        rubric.id,
        day.text,
        _figure(summary.policy),
        _figure(summary.practice),
        _figure(summary.gap),
        _figure(summary.understatement),
        _figure(summary.overall),
        summary.coverage,
        found.blocked,
        summary.band,
        summary.possible_bands,
        summary.profile,
        summary.possible_profiles,
        summary.outcome,
        summary.possible_outcomes,
        found.contradictions,
        found.possible_contradictions,
        len(found.open_promises),
        max((promise.months_open for promise in found.open_promises), default=None),
        found.unanswered,
        found.warnings,
        {
            name: NodeStanding(node.status.value, _figure(node.own), node.band)
            for name, node in found.nodes.items()
        },
    )


def _figure(score: Score | None) -> Figure | None:
    return None if score is None else Figure(score.percent, score.low, score.high)


def _as_json(found: Judged) -> bytes:
    # Named tuples as lists: half the size, and twice as quick to read, since their keys are known.
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _read_company(
    case: str, name: str, status: str, entities: list[Any], identifiers: dict[str, list[str]]
) -> Company:
    return Company(
        case,
        name,
        status,
        tuple([Entity(*one) for one in entities]),
        {kind: tuple(given) for kind, given in identifiers.items()},
    )


def _read_standing(values: list[Any]) -> Standing:
    read: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
    read[_FIGURES] = [None if value is None else Figure(*value) for value in values[_FIGURES]]
    read[-1] = {
        node: NodeStanding(status, None if figure is None else Figure(*figure), band)
        for node, (status, figure, band) in values[-1].items()
    }
    return Standing(*read)


_FIGURES = slice(Standing._fields.index("policy"), Standing._fields.index("overall") + 1)


def _read_problem(
    check: str, severity: str, message: str, hint: str, location: list[Any], pointer: str
) -> Problem:
    return Problem(check, Severity(severity), message, hint, Location(*location), pointer)
