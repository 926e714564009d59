"""One self-contained HTML page: nothing loaded, every text escaped, no script needed to read it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ddscore.reports.characters import indented, one_line, visible
from ddscore.reports.html.parts import cited, sortable, told
from ddscore.reports.html.pictures import certain_gap, drawn
from ddscore.reports.story import stories

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template
    from markupsafe import Markup

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Block, Story


def render(assessments: Sequence[Assessment]) -> str:
    """Reports in one page, one after the other: one for each case and date."""
    return page(stories(assessments), "Assessments")


def index(files: Mapping[str, Sequence[Assessment]]) -> str:
    """The reports in a folder: a picture of the companies, and a table that readers can sort."""
    # Late, since a single report does without.
    from ddscore.reports.story.overview import overview

    return page([overview(files)], "Assessments")


def page(stories: Sequence[Story], several: str) -> str:
    """Stories as one page, under the title of the only one, or that of several."""
    shell = _shell()
    title = one_line(stories[0].title) if len(stories) == 1 else several
    return shell.template.render(
        tellings=[told(story, f"r{number}-") for number, story in enumerate(stories, 1)],
        title=title,
        style=shell.style,
        script=shell.script if any(map(sortable, stories)) else None,
    )


def with_sources(story: Story, assessments: Sequence[Assessment]) -> Story:
    """A story that has no list of sources, with those that it cites."""
    # Late, since a report has its list already.
    from ddscore.reports.story.appendix import sources

    wanted, last = cited(story), assessments[-1]
    known = {name: source for one in assessments for name, source in one.sources.items() if name in wanted}
    listed = (sources(last._replace(sources=known)),) if known else ()
    return story._replace(blocks=(*story.blocks, *listed))


class _Allowed(NamedTuple):
    """What stands within the page and runs: with the hash by which the page's own policy allows it alone."""

    text: Markup
    hash: str


class _Shell(NamedTuple):
    template: Template
    style: _Allowed
    script: _Allowed


@cache
def _shell() -> _Shell:
    from pathlib import Path

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parents[1] / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        # Of whatever a template prints, so that none can be forgotten; markup of its own is let through.
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )
    environment.filters.update(
        kind=_kind, one_line=one_line, indented=indented, certain_gap=certain_gap, drawn=drawn
    )
    return _Shell(
        environment.get_template("page.html.j2"),
        _allowed((folder / "report.css").read_text(encoding="utf-8")),
        _allowed((folder / "sort.js").read_text(encoding="utf-8")),
    )


def _allowed(text: str) -> _Allowed:
    from base64 import b64encode
    from hashlib import sha256

    from markupsafe import Markup

    # Ours alone: nothing from a case goes into it.
    trusted = Markup(text)  # noqa: S704
    return _Allowed(trusted, b64encode(sha256(text.encode()).digest()).decode())


def _kind(block: Block) -> str:
    """The name of the macro that prints a block."""
    return type(block).__name__.lower()
