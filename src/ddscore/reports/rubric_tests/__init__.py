"""What came of rubric tests, in each format: pure functions; a format is one module and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.rubric_test import Ran


@dataclass(frozen=True, slots=True)
class RubricTestFormat:
    """A way to print what came of tests; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""

    def render(self, ran: Ran) -> str:
        """The results as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(ran)
        return rendered


RUBRIC_TEST_FORMATS: Mapping[str, RubricTestFormat] = {
    form.name: form
    for form in (
        RubricTestFormat("text", ".txt"),
        RubricTestFormat("json", ".json"),
        RubricTestFormat("junit", ".xml"),
    )
}
"""Every format of `test`, by the name that `--format` takes."""
