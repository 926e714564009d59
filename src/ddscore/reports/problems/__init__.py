"""What a check found, in each format: pure functions; a format is one module and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.checked import Check, Checked


@dataclass(frozen=True, slots=True)
class ProblemFormat:
    """A way to print problems; its module is imported when it is first used."""

    name: str

    def render(
        self,
        checked: Sequence[Checked],
        checks: Mapping[str, Check],
        *,
        tool_version: str,
        strict: bool = False,
        passed_over: Sequence[str] = (),
    ) -> str:
        """The problems of the files as text that UTF-8 can encode; empty, or ending in a line break.

        `checks` is the catalogue, by id; a problem whose id it lacks is printed all the same. `tool_version`
        is that of ddscore. With `strict`, warnings fail a file as errors do, where a format tells which files
        failed. `passed_over` are the files in folders that do not say what they are.
        """
        # Late, since an error on stderr imports this package for its text alone.
        from ddscore.reports.problems.run import Run

        run = Run(tuple(checked), checks, tool_version, strict, tuple(passed_over))
        rendered: str = import_module(f"{__name__}.{self.name}").render(run)
        return rendered


PROBLEM_FORMATS: Mapping[str, ProblemFormat] = {
    name: ProblemFormat(name) for name in ("text", "json", "github", "gitlab", "sarif", "junit")
}
"""Every format of `check`, by the name that `--format` takes."""
