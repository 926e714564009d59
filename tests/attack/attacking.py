"""The attack on whatever prints in a format: each payload by itself, and all together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from tests.attack.arming import ARMS, armed
from tests.attack.payloads import FAMILIES, PLAIN
from tests.attack.specimens import VARIANTS, printers


class Attack(NamedTuple):
    """What an attacked result printed as, and what its harmless twin did."""

    family: str
    text: str
    twin: str


def attacks(form: str, printer: str, arms: str) -> Iterator[Attack]:
    """Every attack on one printer of a format: each by itself, and all together; of variants the latter."""
    alone = arms == "where a writer is free" and not printer.startswith(VARIANTS)
    which = FAMILIES if alone else ("all together",)
    return (attacked(form, printer, arms, family) for family in which)


def attacked(form: str, printer: str, arms: str, family: str) -> Attack:
    """One attack on one printer of a format."""
    return Attack(family, _printed(form, printer, arms, FAMILIES[family]), _twin(form, printer, arms))


@cache
def _twin(form: str, printer: str, arms: str) -> str:
    return _printed(form, printer, arms, PLAIN)


def _printed(form: str, printer: str, arms: str, payload: str) -> str:
    made, render = printers(form)[printer]
    return render(armed(made, ARMS[arms](payload)))


def unseen(text: str) -> set[str]:
    """The characters, but for line breaks, that print nothing of their own; two of them join letters."""
    kinds = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return {one for one in text if unicodedata.category(one) in kinds} - set("\n\u200c\u200d")


def on(form: str) -> pytest.MarkDecorator:
    """A test of each printer of a format, with texts armed everywhere or where a writer is free."""
    which = [(name, arms) for name in printers(form) for arms in ARMS]
    return pytest.mark.parametrize(("printer", "arms"), which, ids=[", ".join(one) for one in which])
