"""Conditions are true, false or unknown, and never without the reason (Kleene's three values)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ddscore.model.assessment import Need
    from ddscore.model.dates import Truth

T = TypeVar("T")


class Verdict(NamedTuple):
    """A truth and what it rests on."""

    truth: Truth
    facts: tuple[str, ...] = ()
    """The facts that made it true, or false."""
    searched: tuple[str, ...] = ()
    """Collections in whose complete search nothing (else) was found."""
    needs: tuple[Need, ...] = ()
    """What would settle it, where it is unknown."""


def negate(truth: Truth) -> Truth:
    """Not: unknown stays unknown."""
    return None if truth is None else not truth


def all_true(truths: Iterable[Truth]) -> Truth:
    """And: one false decides, else one unknown leaves it open."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_true(truths: Iterable[Truth]) -> Truth:
    """Or: one true decides, else one unknown leaves it open."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


ALWAYS: Final = Verdict(True)
"""What has no condition holds, and rests on nothing."""


def unique(groups: Iterable[Sequence[T]]) -> tuple[T, ...]:
    """All members in the order of their first appearance."""
    filled = [group for group in groups if group]
    if not filled:
        return ()
    if len(filled) == 1:
        (only,) = filled
        return (only[0],) if len(only) == 1 else tuple(dict.fromkeys(only))
    return tuple(dict.fromkeys(chain.from_iterable(filled)))


def combine(truth: Truth, verdicts: Iterable[Verdict]) -> Verdict:
    """A verdict that rests on those of `verdicts` that have the same truth."""
    return all_of([verdict for verdict in verdicts if verdict.truth is truth], truth)


def all_of(verdicts: Sequence[Verdict], truth: Truth = None) -> Verdict:
    """Everything that some verdicts rest on, and all that would settle them."""
    if len(verdicts) == 1:
        return verdicts[0]
    return Verdict(
        truth,
        unique([verdict.facts for verdict in verdicts]),
        unique([verdict.searched for verdict in verdicts]),
        unique([verdict.needs for verdict in verdicts]),
    )
