"""The choice of a format: by its name, or by what its files are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALSO = {"txt": "text", "md": "markdown", "htm": "html"}
"""Endings by which people know formats that have longer names."""


class FormatChoice(click.Choice[str]):
    """One of the formats that a command has."""

    def __init__(self, formats: Iterable[str]) -> None:
        super().__init__(list(formats))

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format's name; one that is close to what was written is suggested."""
        names = [str(name) for name in self.choices]
        meant = _ALSO.get(str(value), str(value))
        if meant not in names:
            from difflib import get_close_matches

            close = get_close_matches(str(value).lower(), names, n=1)
            guess = f"Did you mean {close[0]}?" if close else f"There are {', '.join(names)}."
            self.fail(f"{value!r} is no format of this command. {guess}", param, ctx)
        return meant
