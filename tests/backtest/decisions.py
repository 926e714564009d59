"""The decisions of decisions.yaml, each assessed with and without what the deciding body contributed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore import assess, load_case, load_rubric
from ddscore.documents import shipped
from ddscore.documents.yaml import load
from tests.backtest.leaving_out import leave_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore import Case

    Tables = Mapping[str, tuple[str, ...]]
    """The rows that are possible, by table: of its outcomes, of its profiles."""

FILE = Path(__file__).with_name("decisions.yaml")
CASES = FILE.with_name("cases")
"""Thin records for the backtest alone, beside the shipped cases."""


class Verdict(StrEnum):
    """How what a table says stands to what was decided."""

    AGREES = "agrees"
    NARROWS = "narrows it down"
    OPEN = "rules nothing out"
    DIFFERS = "differs"


class Body(NamedTuple):
    """Whoever decided."""

    title: str
    names: frozenset[str]
    """All names under which cases have it, as the one who acts and as publisher."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """One real decision, or a day on which there was none, and what is expected of the rubrics."""

    id: str
    case: str
    as_of: str
    body: Body
    what: str
    told_in: tuple[str, ...]
    """The sources of the case that tell of it."""
    reports: tuple[str, ...]
    """Sources that tell only what the body concluded, and are left out with it."""
    rubric: str
    decided: Mapping[str, str]
    """By table, the row that says the same as the decision; empty where nothing was decided."""
    expected: Mapping[tuple[str, bool], Tables]
    """By rubric, and by whether the body's own contribution is in."""
    why: str

    def record(self, with_body: bool) -> Case:
        """The case, whole or without what the body contributed."""
        whole = case(self.case)
        return whole if with_body else leave_out(whole, self.body.names, self.reports)


@cache
def case(name: str) -> Case:
    """A shipped case, or one of those that are here for the backtest alone."""
    thin = CASES / f"{name}.yaml"
    return load_case(thin if thin.exists() else shipped.folder("cases") / f"{name}.yaml")


@cache
def document() -> Mapping[str, Any]:
    """Read decisions.yaml, as strictly as a case file: a date stays text."""
    read = load(FILE.read_bytes(), FILE.name)
    assert isinstance(read, dict)
    return read


@cache
def decisions() -> tuple[Decision, ...]:
    """All decisions, as they stand in the file."""
    bodies = {
        name: Body(each["title"], frozenset(each["names"])) for name, each in document()["bodies"].items()
    }
    return tuple(_decision(each, bodies[each["body"]]) for each in document()["decisions"])


def _decision(read: Mapping[str, Any], body: Body) -> Decision:
    asked = {read["rubric"]: read, **read.get("also", {})}
    return Decision(
        id=read["id"],
        case=read["case"],
        as_of=read["as_of"],
        body=body,
        what=read["what"].strip(),
        told_in=tuple(read["told_in"]),
        reports=tuple(read.get("reports", ())),
        rubric=read["rubric"],
        decided=read.get("decided", {}),
        expected={
            (rubric, with_body): {table: tuple(rows) for table, rows in given[key].items()}
            for rubric, given in asked.items()
            for key, with_body in (("with", True), ("without", False))
        },
        why=read["why"].strip(),
    )


@cache
def possible(decision: Decision, rubric: str, with_body: bool) -> Tables:
    """What a rubric says of the record on the day: the rows that are possible, by table."""
    summary = assess(decision.record(with_body), load_rubric(rubric), decision.as_of).summary
    return {"outcome": summary.possible_outcomes, "profile": summary.possible_profiles}


@cache
def rows(rubric: str) -> Tables:
    """All rows of a rubric's tables."""
    loaded = load_rubric(rubric)
    return {
        "outcome": tuple(row.id for row in loaded.outcomes),
        "profile": tuple(row.id for row in loaded.profiles),
    }


def verdict(decision: Decision, table: str, with_body: bool) -> Verdict:
    """Whether a table of the rubric says what was decided, may say it or cannot say it."""
    said, decided = possible(decision, decision.rubric, with_body)[table], decision.decided[table]
    if decided not in said:
        return Verdict.DIFFERS
    if len(said) == 1:
        return Verdict.AGREES
    return Verdict.OPEN if said == rows(decision.rubric)[table] else Verdict.NARROWS
