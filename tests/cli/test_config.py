"""A repository's defaults: where they are found, what they say, and what is wrong with them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ddscore.cli.config import defaults
from ddscore.cli.main import COMMANDS
from ddscore.cli.main import ddscore as group
from ddscore.cli.settings import RUBRIC_PARAMETERS, SETTINGS, Kind
from ddscore.errors import InputError, UsageError
from tests.cli.conftest import DATA, Run


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a case and a rubric; the current folder is two below its root."""
    (tmp_path / ".git").mkdir()
    here = tmp_path / "research" / "cases"
    here.mkdir(parents=True)
    shutil.copy(DATA / "example-mining.yaml", here / "case.yaml")
    shutil.copy(DATA / "small.yaml", tmp_path / "research" / "small.yaml")
    monkeypatch.chdir(here)
    return tmp_path


def refusals(path: Path | None = None) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        defaults(path)
    return [(problem.id, str(problem)) for problem in refused.value.problems]


def test_without_a_file_there_are_no_defaults(repository: Path) -> None:
    assert defaults(None) == {}


@pytest.mark.parametrize("folder", ["research/cases", "research", "."])
def test_the_file_is_found_up_to_the_repositorys_root(repository: Path, folder: str) -> None:
    (repository / folder / "ddscore.toml").write_text("[check]\nstrict = true\n")
    assert defaults(None)["check"] == {"strict": True}


def test_a_file_above_the_repository_is_not_its_own(repository: Path) -> None:
    (repository / "research" / ".git").write_text("gitdir: elsewhere\n")
    (repository / "ddscore.toml").write_text("[check]\nstrict = true\n")
    assert defaults(None) == {}


def test_the_nearest_file_alone_holds(repository: Path) -> None:
    (repository / "ddscore.toml").write_text("[check]\nstrict = true\n")
    (repository / "research" / "ddscore.toml").write_text("[check]\nnotes = true\n")
    assert defaults(None)["check"] == {"notes": True}


def test_a_project_has_them_in_a_table_of_its_own(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.ddscore.check]\nstrict = true\n")
    assert defaults(None)["check"] == {"strict": True}


@pytest.mark.parametrize("text", ["[tool.ruff]\n", "[project]\ndependencies = ['ddscore']\n", "not toml"])
def test_a_project_that_says_nothing_of_ddscore_is_passed_over(repository: Path, text: str) -> None:
    (repository / "research" / "pyproject.toml").write_text(text)
    (repository / "ddscore.toml").write_text("[check]\nstrict = true\n")
    assert defaults(None)["check"] == {"strict": True}


def test_a_folder_with_two_files_of_settings_is_an_error_and_neither_holds(repository: Path) -> None:
    (repository / "ddscore.toml").write_text("")
    (repository / "pyproject.toml").write_text("[project]\nname = 'x'\n\n[tool.ddscore]\n")
    project = Path("..", "..", "pyproject.toml")
    told = f"{project}:4:7: ddscore.toml beside this file has settings too (keep one of the two)"
    assert refusals() == [("settings/two-files", told)]


def test_in_a_folder_that_is_gone_there_are_none(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert defaults(None) == {}


def test_a_named_file_is_taken_and_no_other(repository: Path, tmp_path: Path) -> None:
    (repository / "ddscore.toml").write_text("[check]\nstrict = true\n")
    (repository / "other.toml").write_text("[check]\nnotes = true\n")
    assert defaults(repository / "other.toml")["check"] == {"notes": True}


def test_a_named_project_without_the_table_is_a_mistake(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    with pytest.raises(UsageError, match=r"no table \[tool\.ddscore\]"):
        defaults(repository / "pyproject.toml")


def test_a_named_file_that_is_not_there_is_told(ddscore: Run, repository: Path) -> None:
    ran = ddscore("--config", "missing.toml", "assess", "case.yaml")
    assert (ran.code, ran.out) == (3, "")
    assert "missing.toml: no such file" in ran.err


def test_paths_count_from_the_file_and_rubrics_by_name_do_not(repository: Path) -> None:
    text = (
        'rubric = ["ungp", "research/small.yaml"]\n[check]\npaths = "research"\n[test]\npaths = ["a", "b"]\n'
    )
    (repository / "ddscore.toml").write_text(text)
    found, up = defaults(None), Path("..", "..")
    assert found["assess"]["rubrics"] == ["ungp", str(up / "research/small.yaml")]
    assert found["check"]["paths"] == [str(up / "research")]
    assert found["test"]["paths"] == [str(up / "a"), str(up / "b")]


def test_a_command_that_takes_one_rubric_takes_the_first(repository: Path) -> None:
    (repository / "ddscore.toml").write_text('rubric = ["ungp-investor", "ungp"]\n')
    assert defaults(None)["explain"] == {"rubric": "ungp-investor"}


def test_the_rubric_of_the_repository_scores_where_none_is_named(ddscore: Run, repository: Path) -> None:
    (repository / "ddscore.toml").write_text('rubric = "research/small.yaml"\n')
    assert "small 1.0" in ddscore("assess", "case.yaml").out
    assert ddscore("explain", "case.yaml", "stated").code == 0


def test_the_command_line_wins(ddscore: Run, repository: Path) -> None:
    (repository / "ddscore.toml").write_text('rubric = "research/small.yaml"\n')
    assert "ungp 1.0" in ddscore("assess", "case.yaml", "-r", "ungp").out


def test_no_config_takes_none(ddscore: Run, repository: Path) -> None:
    (repository / "ddscore.toml").write_text("broken\n")
    assert ddscore("assess", "case.yaml").code == 3
    assert "ungp 1.0" in ddscore("--no-config", "assess", "case.yaml").out


def test_a_gate_of_the_repository_holds_in_every_run(ddscore: Run, repository: Path) -> None:
    (repository / "ddscore.toml").write_text(
        'rubric = "research/small.yaml"\n[assess]\nfail-on = "outcome:engage"\n'
    )
    ran = ddscore("assess", "case.yaml")
    assert ran.code == 1
    assert "outcome engage" in ran.err


def test_config_and_no_config_exclude_each_other(ddscore: Run, repository: Path) -> None:
    assert ddscore("--config", "x.toml", "--no-config", "assess", "case.yaml").code == 2


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], []])
def test_what_needs_no_settings_reads_none(ddscore: Run, repository: Path, arguments: list[str]) -> None:
    (repository / "ddscore.toml").write_text("broken\n")
    assert "not TOML" not in ddscore(*arguments).err


@pytest.mark.parametrize(
    ("text", "check", "told"),
    [
        ('rubrik = "ungp"\n', "unknown-key", ':1:1: "rubrik" is no setting here (did you mean `rubric`?)'),
        ("[chekc]\n", "unknown-key", ':1:2: "chekc" is no setting here (did you mean `check`?)'),
        ("[check]\n\nstrikt = 1\n", "unknown-key", ':3:1: "strikt" is no setting here (did you'),
        ("[assess]\nfail_on = 1\n", "unknown-key", "(did you mean `fail-on`?)"),
        ("[assess]\nzzzz = 1\n", "unknown-key", "(there are fail-on)"),
        ("strict = true\n", "unknown-key", "(write it under [check])"),
        ("paths = []\n", "unknown-key", "(write it under [check] or [test])"),
        ("[assess]\nrubric = 'ungp'\n", "unknown-key", "(it stands above all tables"),
        ("as_of = 2020-01-01\n", "unknown-key", "each case's own `as_of`"),
        ("[assess]\nformat = 'html'\n", "unknown-key", "give -f"),
        ("check = true\n", "wrong-value", ":1:1: `check` is a table of settings (write [check]"),
        ("[check]\nstrict = 'yes'\n", "wrong-value", ":2:1: `strict` takes true or false"),
        ("[check]\nstrict = 1\n", "wrong-value", "`strict` takes true or false"),
        ("[check]\npaths = 3\n", "wrong-value", "`paths` takes a path, or a list of paths"),
        ("[check]\npaths = []\n", "wrong-value", "`paths` takes"),
        ("[check]\npaths = ['a', 3]\n", "wrong-value", "`paths` takes"),
        ("[assess]\nfail-on = ['']\n", "wrong-value", "`fail-on` takes a name, or a list of names"),
        ("[test]\nrequire-coverage = 101\n", "wrong-value", "takes a number from 0 to 100"),
        ("[test]\nrequire-coverage = true\n", "wrong-value", "takes a number from 0 to 100"),
        ("[test]\nrequire-coverage = nan\n", "wrong-value", "takes a number from 0 to 100"),
        ("rubric = 'ungb'\n", "unknown-rubric", "called ungb (did you mean `ungp`?)"),
        ("rubric = 'zzzz'\n", "unknown-rubric", "another is given by its path"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(repository: Path, text: str, check: str, told: str) -> None:
    (repository / "ddscore.toml").write_text(text)
    ((found, line),) = refusals()
    assert found == f"settings/{check}"
    assert line.startswith(str(Path("..", "..", "ddscore.toml")) + ":")
    assert told in line


def test_in_a_project_a_header_is_told_in_full(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[tool.ddscore]\nstrict = true\n")
    assert "(write it under [tool.ddscore.check])" in refusals()[0][1]
    (repository / "pyproject.toml").write_text("[tool]\nddscore = true\n")
    assert ":2:1: this is a table (write [tool.ddscore])" in refusals()[0][1]


def test_all_that_is_wrong_is_told_at_once_in_order(repository: Path) -> None:
    (repository / "ddscore.toml").write_text("a = 1\n[test]\nb = 1\n[check]\nstrict = 0\n[zzz]\n")
    assert [line.split(":")[1] for _, line in refusals()] == ["1", "3", "5", "6"]


def test_a_number_fits_where_a_percentage_is_asked_for(repository: Path) -> None:
    (repository / "ddscore.toml").write_text("[test]\nrequire-coverage = 92.5\n")
    assert defaults(None)["test"] == {"required": 92.5}


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_an_option_of_its_command_under_the_same_name(name: str) -> None:
    parameters = {parameter.name: parameter for parameter in command(name).params}
    for key, setting in SETTINGS[name].items():
        parameter = parameters[setting.parameter]
        if isinstance(parameter, click.Option):
            assert f"--{key}" in parameter.opts
            assert parameter.is_flag == (setting.kind is Kind.FLAG)
            assert parameter.multiple == (setting.kind in (Kind.NAMES, Kind.PATHS))
        else:
            assert (setting.kind, parameter.nargs) == (Kind.PATHS, -1)


def test_the_rubric_is_a_default_of_every_command_that_may_be_given_one() -> None:
    taking = {
        name: parameter.name
        for name in COMMANDS
        for parameter in command(name).params
        if "-r" in parameter.opts
    }
    assert taking == RUBRIC_PARAMETERS


def test_a_start_without_a_file_imports_nothing_to_read_one(repository: Path) -> None:
    code = (
        "import sys; from ddscore.cli.config import defaults; defaults(None);"
        "print([name for name in ('tomllib', 'ddscore.cli.settings', 'difflib') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
