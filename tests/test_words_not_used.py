"""Words that no report uses outside quotations: they judge, or take a side (DESIGN 4).

Read are all texts that a report can be made of, and what the commands print of the shipped cases.
"""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.documents import shipped
from ddscore.documents.lint.words import unquoted
from ddscore.documents.yaml import load

PACKAGE = Path(__file__).parent.parent / "src" / "ddscore"
NOT_USED = re.compile(
    r"\b(?:guilt|guilty|complicit|complicity|lied|lies|lying|liars?|claim(?:s|ed|ing|ants?)?"
    r"|admit(?:s|ted|ting|tedly)?|admissions?|confess(?:es|ed|ing|ions?)?|culprits?|whitewash\w*)\b",
    re.IGNORECASE,
)
LIES_SOMEWHERE = re.compile(
    r"\blies? (?:ahead|anywhere|at|below|between|in|outside|within)\b|\bwhich (?:it|they|\w+ \w+) lies?\b"
)
"""A figure lies between its bounds, and a risk lies ahead: no word of a person."""
CLAIMANTS = re.compile(r"\b(?:land|legal|court|damages) claims?\b|\bclaims? (?:to land|before a court)\b")
"""Claims to land, and claims before a court, are none of it either."""
WORDS_OF_OTHERS = ("quote", "statement", "title")
"""Fields of a case that hold what somebody else said, or what a source is called."""

CASES = sorted(shipped.folder("cases").glob("*.yaml"))
RUBRICS = sorted(shipped.folder("rubrics").glob("*.yaml"))
MODULES = sorted(
    file
    for part in ("reports", "engine", "analysis", "cli", "model")
    for file in (PACKAGE / part).rglob("*.py")
)


def not_used(text: str) -> list[str]:
    """The words in a text, outside quotations and their innocent meanings."""
    plain = " ".join(unquoted(text).split())
    for innocent in (LIES_SOMEWHERE, CLAIMANTS):
        plain = innocent.sub("…", plain)
    return [plain[max(match.start() - 40, 0) : match.end() + 20] for match in NOT_USED.finditer(plain)]


def strings(file: Path) -> Iterator[str]:
    """The strings of a module but for its docstrings, which only the command line prints, as help."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and (id(node) not in docstrings or file.parent.name == "cli")
        ):
            yield node.value


def texts(value: object, passed_over: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(value, dict):
        for key, member in value.items():
            if key not in passed_over:
                yield from texts(member, passed_over)
    elif isinstance(value, list):
        for member in value:
            yield from texts(member, passed_over)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize(
    "sentence",
    [
        "The company claims to respect rights.",
        "It admitted the sale.",
        "It is complicit.",
        "It lied.",
        "The company's claim was examined.",
        "An admission was made.",
        "It is Guilty of it.",
    ],
)
def test_the_words_are_found(sentence: str) -> None:
    assert not_used(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "According to the court, it was “guilty as charged”.",
        "The figure lies between 2 and 35.",
        "The bounds between which it lies are 2 and 35.",
        "It heard land claims.",
        "The company declaimed, and applied.",
    ],
)
def test_quotations_and_innocent_words_are_not(sentence: str) -> None:
    assert not not_used(sentence)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_module_says_them(file: Path) -> None:
    assert [found for text in strings(file) for found in not_used(text)] == []


def test_no_template_says_them() -> None:
    templates = [file for file in (PACKAGE / "reports" / "templates").iterdir() if file.suffix == ".j2"]
    assert templates
    for file in templates:
        plain = re.sub(
            r"\{#.*?#\}|\{[{%].*?[%}]\}|<[^>]*>", " ", file.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        assert not_used(plain) == []


@pytest.mark.parametrize("file", RUBRICS, ids=lambda file: file.name)
def test_no_shipped_rubric_says_them(file: Path) -> None:
    assert [found for text in texts(load(file.read_bytes(), str(file))) for found in not_used(text)] == []


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_no_shipped_case_says_them_in_its_own_words(file: Path) -> None:
    own = texts(load(file.read_bytes(), str(file)), WORDS_OF_OTHERS)
    assert [found for text in own for found in not_used(text)] == []


COMMANDS = (
    "assess {case}",
    "assess {case} --full",
    "assess {case} -r ungp -r gpfg-conduct-2021 --full",
    "assess {case} -f markdown",
    "assess {case} -f html",
    "assess {case} -f json",
    "assess {case} -f csv",
    "explain {case}",
    "explain {case} conduct",
    "explain {case} outcome:engage",
    "engage {case}",
    "engage {case} -f markdown",
    "engage {case} --points-to-put",
    "robustness {case} --draws 20",
    "history {case}",
    "history {case} -f markdown",
    "history {case} -f html",
    "diff {case} --as-of 2018-01-01..2022-12-31",
    "diff {case} --as-of 2018-01-01..2022-12-31 -f markdown",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_them(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for case in CASES if command == COMMANDS[1] else CASES[4:5]:
        assert run(command.format(case=case).split()) == 0
        printed = capsys.readouterr().out
        assert printed
        assert [found for part in parts(printed, command.split()[-1]) for found in not_used(part)] == []


@pytest.mark.parametrize("command", ["rubrics list", "rubrics show ungp", "rubrics docs ungp", "test ungp"])
def test_no_command_on_rubrics_prints_them(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command.split()) == 0
    assert [found for part in parts(capsys.readouterr().out, "") for found in not_used(part)] == []


def parts(printed: str, form: str) -> list[str]:
    """What a report says itself, in pieces small enough that no stray quotation mark hides much."""
    if form == "json":
        return list(texts(json.loads(printed), WORDS_OF_OTHERS))
    if form == "html":
        own = re.sub(r"<style>.*?</style>|<blockquote.*?</blockquote>", "\n\n", printed, flags=re.DOTALL)
        printed = re.sub(r"</(?:p|li|dd|dt|td|th|h[1-6]|figcaption|summary)>", "\n\n", own)
        printed = html.unescape(re.sub(r"<[^>]*>", " ", printed))
    # In text and in Markdown statements and quotations stand behind a bar.
    own = re.sub(r"^ *(?:>|\| (?!.*\|$)).*$", "", printed.replace("\\", ""), flags=re.MULTILINE)
    return re.split(r"\n\s*\n|\n(?= *(?:-|[\w ()]+: ))", own)


def test_a_word_in_any_part_of_what_is_printed_is_found() -> None:
    for printed, form in (
        ('- one: "a stray mark\n- two: it lied.\n', ""),
        ("> It lied.\n\nIt lied.\n", "markdown"),
        ("<p>An “open mark</p><p>It lied.</p>", "html"),
        ('{"note": "It lied."}', "json"),
        ("a,it lied,b\n", "csv"),
    ):
        assert [found for part in parts(printed, form) for found in not_used(part)], printed
    for printed in ("    | It lied, they said.\n", "> It lied.\n"):
        assert not [found for part in parts(printed, "") for found in not_used(part)]
