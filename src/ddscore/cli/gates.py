"""`--fail-on`: what a run is to fail on, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import click

from ddscore.documents.findings import guess
from ddscore.errors import GateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ddscore.model.rubric import Band, Row, Rubric

UNDETERMINED = "undetermined"
NO_RECORD, NEAR_NAME = "no-record", "near-name"
KINDS = ("band", "profile", "outcome")

Gate = tuple[str, str]
"""A kind, and the id that fails, or `undetermined`."""

gates_option = click.option(
    "--fail-on",
    "gates",
    multiple=True,
    metavar="KIND:ID",
    help="Exit with 1 where it holds: outcome:urgent, band:wide, profile:contradicted; "
    f"KIND:{UNDETERMINED} where none is certain. May be repeated.",
)


class Decided(Protocol):
    """What a rubric decides of a case: each certain, or None where several are possible."""

    @property
    def band(self) -> str | None:
        """The one that is certain."""

    @property
    def possible_bands(self) -> tuple[str, ...]:
        """All that are possible."""

    @property
    def profile(self) -> str | None:
        """The one that is certain."""

    @property
    def possible_profiles(self) -> tuple[str, ...]:
        """All that are possible."""

    @property
    def outcome(self) -> str | None:
        """The one that is certain."""

    @property
    def possible_outcomes(self) -> tuple[str, ...]:
        """All that are possible."""


def holding_gates(given: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is to fail on holdings that no record speaks of, apart from what goes by a rubric."""
    of_holdings = [one for one in given if one in (NO_RECORD, NEAR_NAME)]
    return of_holdings, [one for one in given if one not in of_holdings]


def gate(given: str, rubrics: Sequence[Rubric]) -> Gate:
    """What a `--fail-on` names; a name that no rubric at hand has would never fail, and is wrong usage."""
    kind, colon, name = given.partition(":")
    if kind not in KINDS or not name:
        named = name or ("" if colon else kind)
        raise UsageError(f"--fail-on {given}: {_elsewhere(named, rubrics) or _form(kind, rubrics)}")
    known = sorted({row.id for rubric in rubrics for row in _rows(rubric, kind)})
    whose = " or ".join(rubric.id for rubric in rubrics)
    if name == UNDETERMINED and not known:
        raise UsageError(f"--fail-on {given}: {whose} has no {kind}s, and none is ever undetermined")
    if name != UNDETERMINED and name not in known:
        hint = guess(name, known, f"there are {', '.join(known) or 'none'}")
        raise UsageError(
            f"--fail-on {given}: no {kind} of {whose} is {name}; {_elsewhere(name, rubrics) or hint}"
        )
    return kind, name


def _form(kind: str, rubrics: Sequence[Rubric]) -> str:
    """How a gate is written, with one that a rubric at hand has."""
    held = (f"{kind}:{row.id}" for kind in reversed(KINDS) for one in rubrics for row in _rows(one, kind))
    form = f"write KIND:ID with a KIND of {', '.join(KINDS)}, as in {next(held, 'outcome:urgent')}"
    meant = "" if kind in KINDS else guess(kind, KINDS)
    return f"{meant} {form}" if meant else form


def _elsewhere(name: str, rubrics: Sequence[Rubric]) -> str:
    """The gate that has this name under another kind, if any."""
    kinds = [kind for kind in KINDS for rubric in rubrics for row in _rows(rubric, kind) if row.id == name]
    return f"did you mean `{kinds[0]}:{name}`?" if kinds else ""


def failures(decided: Decided, whose: str, gates: Sequence[Gate]) -> Iterator[str]:
    """The gates that do not hold, in words; `whose` says of what."""
    reached = {
        "band": (decided.band, decided.possible_bands),
        "profile": (decided.profile, decided.possible_profiles),
        "outcome": (decided.outcome, decided.possible_outcomes),
    }
    for kind, name in gates:
        certain, possible = reached[kind]
        if certain == name or (name == UNDETERMINED and certain is None and possible):
            yield f"{whose}: {kind} {name}"


def fail_on(reasons: Iterable[str]) -> None:
    """Raise GateError where there is a reason to."""
    failed = list(reasons)
    if failed:
        raise GateError("--fail-on:\n" + "\n".join(f"  {reason}" for reason in failed))


def _rows(rubric: Rubric, kind: str) -> Sequence[Band | Row]:
    rows: dict[str, Sequence[Band | Row]] = {
        "band": rubric.bands,
        "profile": rubric.profiles,
        "outcome": rubric.outcomes,
    }
    return rows[kind]
