"""The catalogue of checks as Markdown: one entry for a terminal, or the whole page of them."""

from __future__ import annotations

import re
import textwrap
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.checked import Check

_HEAD = """\
# Checks

Every problem that `ddscore check` finds has an id. This page says what each means, why it matters to those
who read a score, and how it is mended. `ddscore check --explain ID` prints one entry, and
`ddscore check --explain all` this page.

An **error** fails the check. A **warning** fails it with `--strict`. A **note** never does: it tells what
could be added, and is shown with `--notes`.

Each example is a file before and after. Lines that begin with `-` are wrong, lines that begin with `+` are
the same mended, and what has neither stays as it is. All companies in them are invented.
"""
_FAMILIES = {
    "file": ("Files", "Whether a file can be read at all, and says what it is."),
    "yaml": (
        "YAML",
        "Cases, rubrics and tests are read strictly, so that they mean the same to every program and reader.",
    ),
    "json": ("JSON", "Saved assessments are read as strictly as the files that people write."),
    "schema": (
        "Fields and values",
        "What a format asks of a document. `ddscore schema case` prints one.",
    ),
    "case": (
        "Cases",
        "Whether a record holds together, is fair to the company, and harms nobody.",
    ),
    "answers": ("Coded answers", "Tables of answers: beside a case, or given to `ddscore import`."),
    "rubric": ("Rubrics", "Rubrics are checked as strictly as code. What could never hold is an error."),
    "rubric-test": ("Rubric tests", "Whether tests can run. Whether they hold is what `ddscore test` says."),
    "assessment": ("Saved assessments", "Whether an assessment is what ddscore computed."),
    "holdings": ("Lists of holdings", "What `ddscore portfolio` is given: each line is read, or told."),
    "portfolio": ("Portfolios", "Whether a case can be set against holdings."),
    "settings": ("Settings", "What `ddscore.toml`, or `[tool.ddscore]` in pyproject.toml, may hold."),
    "toml": ("TOML", "Whether a file of settings can be read at all."),
}
"""In the order in which somebody meets them: the heading of each, and what it is about."""
_CHECK = "ddscore check"
_WIDTH = 110
_FENCE = re.compile(r"^.{0,2}`{3,}", re.MULTILINE)
_NO_ANCHOR = re.compile(r"[^\w -]")


def page(checks: Mapping[str, Check]) -> str:
    """The whole catalogue: what there is, then a section a family, with a table before its entries."""
    members: dict[str, list[Check]] = {family: [] for family in _FAMILIES}
    for name in sorted(checks):
        members[name.partition("/")[0]].append(checks[name])
    parts = [_HEAD, "".join(_contents(members))]
    for family, (title, about) in _FAMILIES.items():
        if members[family]:
            parts += [f"## {title}\n", f"{about}\n", "".join(_table(members[family]))]
            parts += [entry(check, level=3) for check in members[family]]
    return "\n".join(parts)


def entry(check: Check, level: int = 1) -> str:
    """One entry: what is wrong, why it matters, how to mend it, and a file before and after."""
    parts = [
        f"{'#' * level} {check.id}",
        _fill(f"**{check.severity.capitalize()}.** {check.title}."),
        _fill(check.why),
        _fill(f"**To mend it.** {check.mend}"),
        *_example(check),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _difference(bad: str, good: str) -> str:
    """Two texts as one: what only the first has after `-`, what only the second has after `+`."""
    one, other = bad.splitlines(), good.splitlines()
    lines: list[str] = []
    for kind, first, end, start, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [f"  {line}" for line in one[first:end]]
        else:
            lines += [f"- {line}" for line in one[first:end]] + [f"+ {line}" for line in other[start:stop]]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _fill(text: str) -> str:
    """A paragraph in lines that fit a terminal and a diff."""
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _example(check: Check) -> Iterator[str]:
    if not check.bad:
        return
    for name, text in check.beside.items():
        yield f"With this `{name}`:"
        yield _block(text, name.rpartition(".")[2])
    place = f"In `{check.file}`"
    if check.command != _CHECK:
        place = f"{place}, where `{check.command}` finds it"
    if check.escaped:
        place = rf"{place}, with `\x…` for a byte and `\u…` for a character that cannot be shown"
    yield _fill(f"{place}:")
    yield _block(_difference(check.bad, check.good), "diff")


def _contents(members: Mapping[str, Sequence[Check]]) -> Iterator[str]:
    for family, listed in members.items():
        if listed:
            title, _ = _FAMILIES[family]
            count = f"{len(listed)} check{'' if len(listed) == 1 else 's'}"
            yield f"- [{title}](#{_anchor(title)}): {count}, `{family}/…`\n"


def _table(checks: Sequence[Check]) -> Iterator[str]:
    yield "| check | severity | what is wrong |\n"
    yield "| --- | --- | --- |\n"
    for check in checks:
        name = check.id.partition("/")[2]
        title = check.title.replace("|", r"\|")
        yield f"| [{name}](#{_anchor(check.id)}) | {check.severity} | {title} |\n"


def _anchor(heading: str) -> str:
    """What GitHub and GitLab call a heading in a link."""
    return _NO_ANCHOR.sub("", heading.lower()).replace(" ", "-")


def _block(text: str, language: str) -> str:
    """A code block whose fence is longer than any in its text."""
    longest = max((len(found.strip(" -+")) for found in _FENCE.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
