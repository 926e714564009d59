"""A list of holdings: what an investor holds on a day, as the file says it."""

from typing import NamedTuple

from ddscore.model.dates import PartialDate
from ddscore.problems import Problem


class Holding(NamedTuple):
    """One line of a list of holdings."""

    line: int
    """Where it stands: its line in a CSV file, its row in a workbook."""
    name: str
    """Empty where only an identifier is given, as `isin`, `lei` and `ticker` are where they are not."""
    isin: str
    lei: str
    ticker: str
    value: float
    """Its market value or its weight, as the file has it; below 0 for a short position."""
    unclear: bool = False
    """Whether something is wrong with how it is named, so that it may not be taken for any company."""


class Holdings(NamedTuple):
    """All that one file says is held."""

    path: str
    """As the user named it, for problems."""
    sha256: str
    as_of: PartialDate | None
    """The day of which it tells; None where each case is assessed as of its own date."""
    holdings: tuple[Holding, ...]
    """In the order of the file; lines that cannot be read are not among them."""
    is_weight: bool
    """Whether `value` is a weight; else a market value."""
    currency: str
    """Empty where the file names none."""
    problems: tuple[Problem, ...]
    """What is wrong with single lines, in their order."""
    unread: int
    """How many lines say no value, or do not say of what, and so are left out."""
    notes: tuple[str, ...]
    """What a reader must know of how the file was read."""
    options: tuple[str, ...] = ()
    """How it was told to be read, as on a command line."""
