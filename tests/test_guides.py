"""The guides to cases, rubrics and scores: their files are written and their commands run, as shown.

A block of YAML begins with the file that it is: `# name.yaml`, or `# in name.yaml` for keys that are new or
replaced there. In a block of console the lines after a command are what it prints; `…` stands for any lines.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.reports import wording

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GUIDES = ("method", "writing-a-case", "writing-a-rubric")
LEFT_OUT = "…"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
KEY = re.compile(r"^([\w-]+):.*\n(?:[ #].*\n|\n)*", flags=re.MULTILINE)


def guide(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def write(block: str) -> None:
    """Write a file of a guide, or change the one that it wrote before."""
    heading, _, content = block.partition("\n")
    name = re.fullmatch(r"# (in )?([\w.-]+\.yaml)", heading)
    assert name is not None, f"no file is named above {heading!r}"
    path = Path(name[2])
    if name[1]:
        text = path.read_text(encoding="utf-8")
        for key in KEY.finditer(content):
            text = re.sub(rf"^{key[1]}:.*\n(?:[ #].*\n)*", "", text, flags=re.MULTILINE)
        content = text + content
    path.write_text(content, encoding="utf-8")


def commands(block: str) -> list[tuple[str, list[list[str]]]]:
    """Each command with what it prints: runs of lines between which others may stand."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *printed = part.rstrip("\n").split("\n")
        runs = [
            run_of.strip("\n").split("\n")
            for run_of in "\n".join(printed).split(LEFT_OUT)
            if run_of.strip("\n")
        ]
        found.append((command, runs))
    return found


def ends_as_told(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Run a command of a guide; what it prints. It fails only where the guide says so."""
    line, _, code = command.partition("   # exit code ")
    program, *words = shlex.split(line, comments=True)
    assert program == "ddscore"
    assert run(words) == int(code or 0), f"{command}\n{capsys.readouterr().err}"
    captured = capsys.readouterr()
    return [text.rstrip() for text in (captured.out + captured.err).split("\n")]


def place_of(wanted: list[str], lines: list[str], start: int) -> int | None:
    places = range(start, len(lines) - len(wanted) + 1)
    return next((place for place in places if lines[place : place + len(wanted)] == wanted), None)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_runs_from_top_to_bottom(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for language, block in BLOCK.findall(guide(name)):
        if language == "yaml":
            write(block)
            continue
        assert language == "console", f"nothing checks a block of {language}"
        for command, runs in commands(block):
            lines = ends_as_told(command, capsys)
            start = 0
            for wanted in runs:
                place = place_of(wanted, lines, start)
                assert place is not None, f"{command}\nprints no {wanted}\nbut\n" + "\n".join(lines[start:])
                start = place + len(wanted)
            ran += 1
    assert ran >= 5


@pytest.mark.parametrize("name", GUIDES)
def test_the_links_of_a_guide_lead_somewhere_and_the_readme_leads_to_it(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", guide(name)):
        assert (DOCS / target).exists(), target
    assert f"docs/{name}.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_method_says_what_every_report_says_of_itself() -> None:
    said = " ".join(guide("method").split())
    for sentence in (wording.FUTURE_RISK, "no finding of law or fact, and no investment advice"):
        assert sentence in said
    assert "no finding of law or fact, and no investment advice" in wording.NATURE


@pytest.mark.parametrize(
    ("wanted", "lines", "found"),
    [(["b"], ["a", "b"], 1), (["a", "b"], ["a", "x", "b"], None), (["a"], ["a"], 0), (["a"], [], None)],
)
def test_what_a_guide_shows_is_looked_for_whole(
    wanted: list[str], lines: list[str], found: int | None
) -> None:
    assert place_of(wanted, lines, 0) == found
