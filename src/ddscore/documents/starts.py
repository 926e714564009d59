"""The files that people start from: a case in which nothing is recorded, and a small rubric with its tests.

Each is a template that teaches its format, and is read back before anybody gets it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents import yaml
from ddscore.documents.case import parse_case
from ddscore.documents.rubric import parse_rubric
from ddscore.documents.written import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.rubric import Rubric

_FOLDER = Path(__file__).parent.parent / "templates"
_LINE_FOR_EDITORS = "# yaml-language-server:"
_EXAMPLE = re.compile(r"(?m)^( *)# (?!yaml-language-server:)")
_ANYTHING = defaultdict(lambda: "x", country="country: x", as_of="as_of: x")
"""What fills the blanks of a template that nobody starts from."""


class Start(NamedTuple):
    """What is known of a company before anything is recorded of it."""

    id: str
    name: str
    country: str | None = None
    """By two capital letters."""
    as_of: str | None = None


def case_start(start: Start, path: str, schema: str | None) -> str:
    """A case of which everything is unknown, with an example of each list of facts in its comments.

    `path` is where it goes, as problems name it; `schema` is named for editors.
    """
    text = _filled(
        "case",
        schema,
        id=scalar(start.id),
        name=scalar(start.name),
        country=f"country: {scalar(start.country)}" if start.country else "# country: GB",
        as_of=f"as_of: {start.as_of}" if start.as_of else "# as_of: 2024-06-30",
    )
    parse_case(text.encode(), path)
    return text


def rubric_start(id_: str, title: str, test: str, path: str, schema: str | None) -> tuple[str, Rubric]:
    """A small rubric that is whole, and what it says; `test` is the name of the file with its tests."""
    text = _filled("rubric", schema, id=scalar(id_), title=scalar(title), test=test)
    return text, parse_rubric(text.encode(), path)


def extension_start(id_: str, title: str, base: Rubric, path: str, schema: str | None) -> tuple[str, Rubric]:
    """A rubric that starts from another and changes nothing yet, and what it says."""
    nodes = base.themes or (base.overall.children if base.overall else ())
    node = nodes[0].id if nodes else "node"
    below = "policy" if base.themes else "children"
    filled = {
        "id": scalar(id_),
        "title": scalar(title),
        "base": scalar(base.id),
        "node": node,
        "below": below,
    }
    text = _filled("rubric-extends", schema, **filled)
    return text, parse_rubric(text.encode(), path)


def rubric_test_start(rubric: str, name: str, schema: str | None) -> str:
    """Tests that reach all of what `rubric_start` gives; `name` is the name of its file."""
    return _filled("rubric.test", schema, id=scalar(rubric), rubric=name)


def extension_test_start(
    rubric: str, name: str, unresearched: Mapping[str, str | None], schema: str | None
) -> str:
    """A test of a case that nobody has researched, with the band, profile and outcome that come out."""
    expected = {key: scalar(value) if value else "null" for key, value in unresearched.items()}
    return _filled("rubric-extends.test", schema, id=scalar(rubric), rubric=name, **expected)


def templates() -> Iterator[tuple[object, object]]:
    """Each template as a document: as it stands, and with its examples put in."""
    for template in sorted(_FOLDER.glob("*.template")):
        text = Template(template.read_text(encoding="utf-8")).substitute(_ANYTHING)
        yield yaml.load(text.encode(), template.name), yaml.load(uncommented(text).encode(), template.name)


def uncommented(text: str) -> str:
    """A start with its examples, the lines that begin with one #, put in."""
    return _EXAMPLE.sub(r"\1", text)


def _filled(template: str, schema: str | None, **values: str) -> str:
    """A template with its blanks filled in, without the line for editors where no schema is named."""
    whole = (_FOLDER / f"{template}.yaml.template").read_text(encoding="utf-8")
    text = Template(whole).substitute(values, schema=schema or "")
    if schema is not None:
        return text
    line, _, rest = text.partition("\n")
    assert line.startswith(_LINE_FOR_EDITORS)  # noqa: S101 - the templates are ours
    return rest.removeprefix("##\n")
