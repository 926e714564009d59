"""docs/rubric-tests.md: its example runs as it says, and it names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.documents.rubric_test import check_rubric_test
from ddscore.documents.schema import parsed

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "rubric-tests.md").read_text(encoding="utf-8")
SOURCES = ROOT / "src" / "ddscore" / "documents"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, flags=re.DOTALL)


def test_the_example_runs_as_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rubric, tests = blocks("yaml")
    (tmp_path / "remedy.yaml").write_text(rubric, encoding="utf-8")
    (tmp_path / "remedy.test.yaml").write_text(tests, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["test"]) == 0
    assert capsys.readouterr().out == blocks("text")[0]


@pytest.mark.parametrize("line", re.findall(r"^    \$ ddscore (.*?)(?: +#.*)?$", GUIDE, flags=re.MULTILINE))
def test_every_command_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rubrics").mkdir()
    for file in (ROOT / "rubrics").glob("*.yaml"):
        (tmp_path / "rubrics" / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert run(line.split()) == 0


def test_answers_in_short_are_as_the_guide_says() -> None:
    in_short = GUIDE.partition("**Coded answers in short.**")[2]
    case, change = re.findall(r"^    (\w+: .*)$", in_short, flags=re.MULTILINE)
    content = (
        "ddscore: rubric-test/1\nrubric: rdr-2019\nas_of: 2024-06-30\ntests:\n"
        f"  - {{name: One, case: {{{case}}}, {change}, expect: {{scores: {{f1: 83.3}}}}}}\n"
    )
    assert check_rubric_test(content.encode(), "x.test.yaml") == []


def test_the_guide_names_every_expectation_and_every_check() -> None:
    expected = parsed("rubric-test")["$defs"]["expect"]["properties"]
    assert [key for key in expected if f"`{key}" not in GUIDE] == []
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("rubric_test*.py"))
    checks = re.findall(r'"rubric-test/([a-z-]+)"|_find\(\s*"([a-z-]+)"', text)
    assert len(checks) >= 15
    assert [name for pair in checks for name in pair if name and f"{name}`" not in GUIDE] == []
