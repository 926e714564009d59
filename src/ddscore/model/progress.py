"""How long work tells how far it has come, to whoever asked for it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    Step = Callable[[int], None]
    """So many more parts of the work are done."""
    Progress = Callable[[int | None, str], AbstractContextManager[Step]]
    """Of how many parts the work is, None where that is not known before, and what is done in them."""


@contextmanager
def untold(_total: int | None, _label: str) -> Iterator[Step]:
    """Work that nobody watches."""
    yield lambda _steps: None
