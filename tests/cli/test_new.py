"""`ddscore new`: starts that are valid as they stand, teach their format, and never write over a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.cli import new
from ddscore.documents import shipped, yaml
from ddscore.documents.case import parse_case
from ddscore.documents.schema import parsed, schema_text
from ddscore.documents.starts import uncommented
from tests.cli.conftest import Run

NAMES = [
    "Example Mining plc",
    "NO",
    "123",
    'Example "Quoted" & Söhne: GmbH # 1',
    "Example A/S",
    "- {dash}, [brackets]",
    "例え鉱業株式会社",
    "x" * 300,
    "${id} $$ $name %d",
    "back\\slash 'and' quote",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Answer questions as at a terminal; the questions that were asked."""
    asked: list[str] = []
    given = iter(answers)

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return next(given)

    monkeypatch.setattr(new, "_can_ask", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    return asked


def test_a_new_case_is_named_after_its_company_and_says_nothing_of_it(ddscore: Run, folder: Path) -> None:
    ran = ddscore("new", "case", "Example Mining plc")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "wrote example-mining-plc.yaml\nwrote case.schema.json\n"
    document = yaml.load(Path("example-mining-plc.yaml").read_bytes(), "x")
    assert document == {
        "ddscore": "case/1",
        "id": "example-mining-plc",
        "company": {"name": "Example Mining plc"},
        "record": {"status": "draft"},
    }


def test_everything_of_a_new_case_is_unknown(ddscore: Run, folder: Path) -> None:
    assert ddscore("new", "case", "Example Mining plc", "--as-of", "2024-06-30").code == 0
    summary = assess(load_case("example-mining-plc.yaml"), load_rubric("ungp")).summary
    assert summary.policy is not None
    assert (summary.policy.low, summary.policy.high) == (0, 100)
    assert (summary.band, summary.profile, summary.outcome) == (None, None, None)


@pytest.mark.parametrize("name", NAMES)
def test_any_name_makes_a_case_that_passes_check(ddscore: Run, folder: Path, name: str) -> None:
    assert ddscore("new", "case", "--as-of", "2024-06-30", "-o", ".", "--", name).code == 0
    (path,) = folder.glob("*.yaml")
    case = load_case(path)
    assert (case.company, case.id) == (name, path.stem)
    assert ddscore("check", "--strict", path).code == 0


def test_what_is_known_of_the_company_is_put_in(ddscore: Run, folder: Path) -> None:
    ran = ddscore("new", "case", "Example A/S", "--country", "no", "--as-of", "2024-06-30", "-o", "-")
    document = yaml.load(ran.out.encode(), "x")
    assert isinstance(document, dict)
    assert 'country: "NO"' in ran.out, "other readers of YAML take Norway for false"
    assert (document["company"], document["as_of"]) == (
        {"name": "Example A/S", "country": "NO"},
        "2024-06-30",
    )


def test_on_stdout_nothing_is_written_and_no_schema_named(ddscore: Run, folder: Path) -> None:
    ran = ddscore("new", "case", "Example Mining plc", "-o", "-")
    assert (ran.code, ran.err, list(folder.iterdir())) == (0, "", [])
    assert "yaml-language-server" not in ran.out
    assert parse_case(ran.out.encode(), "x").company == "Example Mining plc"


def test_the_examples_of_a_new_case_are_valid_once_put_in(ddscore: Run, folder: Path) -> None:
    text = uncommented(ddscore("new", "case", "Example Mining plc", "-o", "-").out)
    case = parse_case(text.encode(), "x")
    assert case.as_of is not None
    assert {fact.collection for fact in case.facts.values() for fact in fact} >= {"involvement", "findings"}
    Path("example.yaml").write_text(text, encoding="utf-8", newline="\n")
    ran = ddscore("check", "--strict", "--notes", "-f", "json", "example.yaml")
    assert {problem["id"] for file in json.loads(ran.out)["files"] for problem in file["problems"]} == {
        "case/placeholder"
    }


def test_a_new_case_has_an_example_of_every_list_and_says_every_word_of_the_ordered_ones(
    ddscore: Run, folder: Path
) -> None:
    text = ddscore("new", "case", "Example Mining plc", "-o", "-").out
    document = yaml.load(uncommented(text).encode(), "x")
    assert isinstance(document, dict)
    assert set(parsed("case")["properties"]) - {"answers", "answers_file"} == set(document)
    words = [
        word
        for name in ("relationship", "scale", "scope", "remediability", "conclusion", "proof", "body", "step")
        for word in parsed("case")["$defs"][name]["enum"]
        if word is not None
    ]
    assert [word for word in words if word not in text] == []


def test_the_first_line_names_a_schema_that_stands_beside(ddscore: Run, folder: Path) -> None:
    (folder / "cases").mkdir()
    assert ddscore("new", "case", "Example Mining plc", "-o", "cases").code == 0
    text = Path("cases/example-mining-plc.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=case.schema.json\n")
    assert Path("cases/case.schema.json").read_text(encoding="utf-8") == schema_text("case")


def test_a_schema_that_is_there_is_left_as_it_is(ddscore: Run, folder: Path) -> None:
    Path("case.schema.json").write_text("{}")
    assert ddscore("new", "case", "Example Mining plc").err == "wrote example-mining-plc.yaml\n"
    assert Path("case.schema.json").read_text() == "{}"


def test_without_a_schema_none_is_written_or_named(ddscore: Run, folder: Path) -> None:
    assert ddscore("new", "case", "Example Mining plc", "--no-schema").code == 0
    assert [path.name for path in folder.iterdir()] == ["example-mining-plc.yaml"]
    assert "yaml-language-server" not in Path("example-mining-plc.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["Example Mining plc", "-o", "exm.yaml"], ["exm.yaml"]])
def test_a_file_that_is_named_gives_the_id(ddscore: Run, folder: Path, arguments: list[str]) -> None:
    assert ddscore("new", "case", *arguments).code == 0
    assert load_case("exm.yaml").id == "exm"


@pytest.mark.parametrize("kind", ["case", "rubric"])
@pytest.mark.parametrize("there", ["our-file.yaml", "our-file.test.yaml"])
def test_a_file_that_is_there_is_never_written_over(
    ddscore: Run, folder: Path, kind: str, there: str
) -> None:
    if (kind, there) == ("case", "our-file.test.yaml"):
        there = "our-file.yaml"
    Path(there).write_text("mine")
    ran = ddscore("new", kind, "our-file.yaml")
    assert ran.code == 2
    assert f"{there} is there already" in ran.err
    assert Path(there).read_text() == "mine"
    assert [path.name for path in folder.iterdir()] == [there]


def test_a_link_that_leads_nowhere_is_not_written_through(ddscore: Run, folder: Path) -> None:
    Path("our-file.yaml").symlink_to(folder / "elsewhere.yaml")
    ran = ddscore("new", "case", "our-file.yaml")
    assert (ran.code, "our-file.yaml is there already" in ran.err) == (2, True)
    assert not (folder / "elsewhere.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["case"], "give a name"),
        (["rubric"], "give a name"),
        (["case", "-o", "."], "give a name"),
        (["case", ""], "has 1 to 300 characters"),
        (["case", "  "], "has 1 to 300 characters"),
        (["case", "x" * 301], "has 1 to 300 characters"),
        (["case", "Example\nMining"], "write it in one line"),
        (["case", "Example\u202eMining"], "has a character that no file may hold"),
        (["case", "Example\udcffMining"], "has a character that no file may hold"),
        (
            ["case", "Example", "--country", "GBR"],
            "--country GBR: no country has these letters; write the two capital letters of ISO 3166-1",
        ),
        (["case", "Example", "--country", "uk"], "did you mean `GB`?"),
        (["case", "Example", "--as-of", "2024-06"], "is not one day"),
        (
            ["case", "Example", "-o", "missing"],
            "name a file that ends in .yaml, or a folder; end a new one in /",
        ),
        (["case", "Example", "-o", "x.json"], "ends in .yaml"),
        (["case", "Example", "-o", "Our File.yaml"], "as in our-file.yaml"),
        (["case", "x.yaml", "-o", "y.yaml"], "two files: name one"),
        (["rubric", "our.test.yaml"], "name the file by its id"),
        (["rubric", "ungp"], "a shipped rubric is called ungp"),
        (["rubric", "ours", "--extends", "ungb"], "did you mean ungp?"),
        (["rubric", "ours", "--title", ""], "a title has 1 to 300 characters"),
    ],
)
def test_what_makes_no_file_is_wrong_usage(
    ddscore: Run, folder: Path, arguments: list[str], told: str
) -> None:
    ran = ddscore("new", *arguments)
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["Example Mining plc", "-o", "our/cases/"], ["our/cases/example-mining-plc.yaml"]]
)
def test_a_folder_that_is_named_and_not_there_is_made(
    ddscore: Run, folder: Path, arguments: list[str]
) -> None:
    ran = ddscore("new", "case", *arguments)
    assert ran.code == 0
    assert ran.err.startswith(f"made the folder {Path('our/cases')}\n")
    assert Path("our/cases/example-mining-plc.yaml").is_file()


def test_a_folder_that_cannot_be_made_is_wrong_usage(ddscore: Run, folder: Path) -> None:
    Path("our").write_text("a file", encoding="utf-8")
    ran = ddscore("new", "case", "Example", "-o", "our/cases/")
    assert ran.code == 2
    assert "cannot make" in ran.err


def test_at_a_terminal_the_company_its_country_and_the_day_are_asked_for(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "Example Mining plc", "GB", "2024-06-30")
    assert ddscore("new", "case").code == 0
    document = yaml.load(Path("example-mining-plc.yaml").read_bytes(), "x")
    assert isinstance(document, dict)
    assert document["company"] == {"name": "Example Mining plc", "country": "GB"}
    assert document["as_of"] == "2024-06-30"
    assert len(asked) == 3


def test_at_a_terminal_a_day_that_is_none_is_wrong_usage(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "Example Mining plc", "", "June 2024")
    ran = ddscore("new", "case")
    assert (ran.code, "write YYYY-MM-DD" in ran.err, list(folder.iterdir())) == (2, True, [])


def test_at_a_terminal_country_and_day_can_be_left_open(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "Example Mining plc", "", "")
    assert ddscore("new", "case", "-o", "exm.yaml").code == 0
    assert load_case("exm.yaml").company == "Example Mining plc"


def test_at_a_terminal_a_rubric_is_asked_for(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "What we ask")
    assert ddscore("new", "rubric").code == 0
    assert load_rubric("what-we-ask.yaml").title == "What we ask"


@pytest.mark.parametrize(
    ("arguments", "id_", "title"),
    [
        (["our-rubric"], "our-rubric", "Our rubric"),
        (["our-rubric", "--title", 'Ours: "all" of it'], "our-rubric", 'Ours: "all" of it'),
        (["What we ask"], "what-we-ask", "What we ask"),
        (["rules.yaml"], "rules", "Rules"),
        (["What we ask", "-o", "rules.yaml"], "rules", "What we ask"),
        (["2024"], "2024", "2024"),
    ],
)
def test_a_new_rubric_is_whole_and_its_tests_reach_all_of_it(
    ddscore: Run, folder: Path, arguments: list[str], id_: str, title: str
) -> None:
    assert ddscore("new", "rubric", *arguments).code == 0
    loaded = load_rubric(folder / f"{id_}.yaml")
    assert (loaded.id, loaded.title) == (id_, title)
    assert ddscore("check", "--strict", f"{id_}.yaml", f"{id_}.test.yaml").code == 0
    ran = ddscore("test", f"{id_}.yaml", "--require-coverage", "100")
    assert (ran.code, "4 tests passed" in ran.out) == (0, True), ran.out + ran.err


@pytest.mark.parametrize("base", shipped.rubrics())
def test_a_rubric_that_extends_another_passes_with_its_tests(ddscore: Run, folder: Path, base: str) -> None:
    assert ddscore("new", "rubric", "ours", "--extends", base).code == 0
    assert ddscore("check", "--strict", "ours.yaml", "ours.test.yaml").code == 0
    assert ddscore("test", "ours.yaml").code == 0


def test_a_rubric_can_extend_one_that_stands_beside(ddscore: Run, folder: Path) -> None:
    assert ddscore("new", "rubric", "first").code == 0
    assert ddscore("new", "rubric", "second", "--extends", "first").code == 0
    first, second = load_rubric("first.yaml"), load_rubric("second.yaml")
    assert [base.id for base in second.bases] == ["first"]
    assert [theme.id for theme in second.themes] == [theme.id for theme in first.themes]


def test_what_an_extension_can_change_is_valid_once_put_in(ddscore: Run, folder: Path) -> None:
    text = ddscore("new", "rubric", "ours", "--extends", "ungp", "-o", "-").out
    changed = re.sub(r"(?m)^# (?!remove)", "", text)
    Path("ours.yaml").write_text(changed, encoding="utf-8", newline="\n")
    assert load_rubric("ours.yaml").themes[0].weight == 2


@pytest.mark.parametrize("name", ["case", "rubric", "rubric-test"])
def test_each_file_names_its_own_schema(ddscore: Run, folder: Path, name: str) -> None:
    assert ddscore("new", "case", "case.yaml").code == 0
    assert ddscore("new", "rubric", "rubric.yaml").code == 0
    file = {"rubric-test": "rubric.test.yaml"}.get(name, f"{name}.yaml")
    assert Path(file).read_text(encoding="utf-8").splitlines()[0].endswith(f"$schema={name}.schema.json")
    assert json.loads(Path(f"{name}.schema.json").read_text(encoding="utf-8")) == parsed(name)


def test_a_folder_in_which_all_was_begun_passes_check(ddscore: Run, folder: Path) -> None:
    begun: list[Callable[[], int]] = [
        lambda: ddscore("new", "case", "Example Mining plc", "--as-of", "2024-06-30").code,
        lambda: ddscore("new", "rubric", "ours").code,
        lambda: ddscore("check", "--strict", ".").code,
        lambda: ddscore("test", ".", "--require-coverage", "100").code,
    ]
    assert [step() for step in begun] == [0, 0, 0, 0]


def test_no_template_names_a_company_that_is_real() -> None:
    """Invented names say so: everybody in them is an example."""
    templates = Path(new.__file__).parent.parent / "templates"
    publishers = re.findall(
        r"(?:publisher|by|company): ([A-Z][^,}\n]*)",
        "".join(path.read_text(encoding="utf-8") for path in templates.glob("*.yaml.template")),
    )
    allowed = ("Example", "Who", "United Nations", "The name of")
    assert [name for name in publishers if not name.startswith(allowed)] == []
