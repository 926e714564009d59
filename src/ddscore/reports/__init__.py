"""Reports: pure functions from assessments to text; each format is one module and one line here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.assessment import Assessment


class Format:
    """A way to report; its module is imported when it is first used."""

    def __init__(self, name: str, suffix: str) -> None:
        self.name = name
        self.suffix = suffix
        """The ending of its files, with the dot."""

    def render(self, assessments: Sequence[Assessment]) -> str:
        """The assessments as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(assessments)
        return rendered

    def index(self, files: Mapping[str, Sequence[Assessment]]) -> str:
        """What a folder of reports holds: its files, by name, with the assessments in each."""
        listed: str = import_module(f"{__name__}.{self.name}").index(files)
        return listed


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("text", ".txt"),
        Format("markdown", ".md"),
        Format("html", ".html"),
        Format("json", ".json"),
        Format("csv", ".csv"),
    )
}
"""Every format, by the name that `--format` takes."""


def grouped(assessments: Sequence[Assessment]) -> list[list[Assessment]]:
    """The assessments of each case and date together; one by the same rubric again is left out."""
    groups: dict[object, dict[object, Assessment]] = {}
    for one in assessments:
        same = (one.case.id, one.case.sha256, one.case.answers_sha256, one.as_of.text)
        rubric = (one.rubric.id, one.rubric.version, one.rubric.sha256)
        groups.setdefault(same, {}).setdefault(rubric, one)
    return [list(group.values()) for group in groups.values()]
