"""`--fail-on`: what a run is to fail on, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import click

from ddscore.errors import GateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ddscore.model.rubric import Band, Row, Rubric

UNDETERMINED = "undetermined"
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


def gate(given: str, rubrics: Sequence[Rubric]) -> Gate:
    """What a `--fail-on` names; a name that no rubric at hand has would never fail, and is wrong usage."""
    kind, _, name = given.partition(":")
    if kind not in KINDS or not name:
        raise UsageError(
            f"--fail-on {given}: write KIND:ID with a KIND of {', '.join(KINDS)}, as in outcome:exclude"
        )
    known = {row.id for rubric in rubrics for row in _rows(rubric, kind)}
    if name != UNDETERMINED and name not in known:
        from difflib import get_close_matches

        close = get_close_matches(name, known, n=1)
        guess = f"did you mean {close[0]}?" if close else f"there are {', '.join(sorted(known)) or 'none'}."
        raise UsageError(
            f"--fail-on {given}: no {kind} of {' or '.join(r.id for r in rubrics)} is {name}; {guess}"
        )
    return kind, name


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
