"""One self-contained HTML page: no script, nothing loaded from anywhere, every text escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ddscore.reports.characters import one_line
from ddscore.reports.story import stories
from ddscore.reports.story.listing import listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Block, Story


def render(assessments: Sequence[Assessment]) -> str:
    """Reports in one page, one after the other: one for each case and date."""
    return page(stories(assessments), "Assessments")


def index(files: Mapping[str, Sequence[Assessment]]) -> str:
    """The reports in a folder."""
    return page([listing(files)], "Assessments")


def page(stories: Sequence[Story], several: str) -> str:
    """Stories as one page, under the title of the only one, or that of several."""
    template, style, style_hash = _template()
    title = one_line(stories[0].title) if len(stories) == 1 else several
    return template.render(stories=stories, title=title, style=style, style_hash=style_hash)


@cache
def _template() -> tuple[Template, str, str]:
    """The page, its style, and the hash by which the page's own policy allows that style and no other."""
    from base64 import b64encode
    from hashlib import sha256
    from pathlib import Path

    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )
    environment.filters["kind"] = _kind
    environment.filters["one_line"] = one_line
    style = (folder / "report.css").read_text(encoding="utf-8")
    # Ours alone: nothing from a case goes into it.
    trusted = Markup(style)  # noqa: S704
    return (
        environment.get_template("report.html.j2"),
        trusted,
        b64encode(sha256(style.encode()).digest()).decode(),
    )


def _kind(block: Block) -> str:
    """The name of the macro that prints a block."""
    return type(block).__name__.lower()
