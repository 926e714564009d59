"""The catalogue of checks: every check has its entry, and every example is run."""

from __future__ import annotations

import json
import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.documents import shipped
from ddscore.documents.catalogue import checks
from ddscore.documents.check import check as check_file
from ddscore.documents.files import read
from ddscore.documents.lint import Asks, Context, asks_of
from ddscore.documents.rubric import load_rubric
from ddscore.errors import InputError
from ddscore.model.checked import Check
from ddscore.problems import Severity
from tests.documents.catalogue_made import MADE
from tests.documents.named_checks import FAMILY_OF, modules_that_may_name_checks, named_checks

CHECKS = list(checks().values())
SHOWN = [check for check in CHECKS if check.bad]

Found = tuple[str, str]
"""The id of a problem, and its severity."""

_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})")


@cache
def asks() -> Asks:
    return asks_of([load_rubric(name) for name in shipped.rubrics()])


def written(text: str, *, escaped: bool) -> bytes:
    r"""The bytes of an example, in which `\xe9` may stand for a byte and `\u202e` for a character."""

    def meant(match: re.Match[bytes]) -> bytes:
        byte, character = match.groups()
        return bytes([int(byte, 16)]) if byte else chr(int(character, 16)).encode()

    return _ESCAPED.sub(meant, text.encode()) if escaped else text.encode()


def found_in(example: bytes, check: Check, folder: Path) -> set[Found]:
    """What the command of a check finds in an example, in the current folder."""
    beside = {name: text.encode() for name, text in check.beside.items()}
    for name, content in {**beside, check.file: example}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    command, *words = shlex.split(check.command)[1:]
    (name,) = words or [check.file] if command == "check" else [""]
    # As the command does, which reads all shipped rubrics anew each time.
    if Path(name).is_file():
        context = Context(asks(), folder, notes=check.severity is Severity.NOTE)
        checked = check_file(Path(name).read_bytes(), name, context, lambda other: read(folder / other))
        return {(problem.id, problem.severity) for one in checked for problem in one.problems}
    return found_by(command, *words)


def found_by(command: str, *words: str) -> set[Found]:
    """What a command finds, as it reports it."""
    report = ["-f", "json", "-o", "report.json"] if command == "check" else []
    try:
        code = run(["--debug", command, *words, *report])
    except InputError as error:
        return {(problem.id, problem.severity) for problem in error.problems}
    if not report:
        assert code == 0
        return set()
    files = json.loads(Path("report.json").read_bytes())["files"]
    return {(problem["id"], problem["severity"]) for file in files for problem in file["problems"]}


@pytest.mark.parametrize("check", SHOWN, ids=lambda check: check.id)
def test_the_bad_example_of_a_check_has_its_problem(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = found_in(written(check.bad, escaped=check.escaped), check, tmp_path)
    assert {severity for name, severity in found if name == check.id} == {check.severity}


@pytest.mark.parametrize("check", SHOWN, ids=lambda check: check.id)
def test_nothing_is_wrong_with_the_good_example_of_a_check(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = found_in(written(check.good, escaped=False), check, tmp_path)
    assert not {one for one in found if one[0] == check.id or one[1] != Severity.NOTE}


@pytest.mark.parametrize("name", MADE)
def test_a_check_that_no_text_shows_has_its_problem(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError) as refused:
        MADE[name](tmp_path, monkeypatch)
    (problem,) = refused.value.problems
    assert (problem.id, problem.severity) == (name, checks()[name].severity)


def test_every_check_has_an_example_or_is_brought_about_here() -> None:
    assert {check.id for check in CHECKS if not check.bad} == set(MADE)


def test_every_example_is_short_and_mended_by_a_change() -> None:
    for check in SHOWN:
        assert check.good
        assert check.good != check.bad
        for text in (check.bad, check.good):
            assert len(text.splitlines()) <= 70, check.id
            assert max(map(len, text.splitlines())) <= 120, check.id


def test_every_check_that_the_code_names_has_an_entry_and_no_other_has() -> None:
    assert set(checks()) == named_checks()


def test_every_module_that_names_checks_without_their_family_is_known() -> None:
    assert modules_that_may_name_checks() == set(FAMILY_OF)


def test_every_entry_is_told_in_sentences() -> None:
    for check in CHECKS:
        assert check.title[0].isupper() or check.title.startswith("`"), check.id
        assert not check.title.endswith("."), check.id
        for told in (check.why, check.mend):
            assert told.endswith("."), check.id
            assert "\n" not in told, check.id


def test_what_is_no_id_has_no_entry() -> None:
    for name in ("", "case", "case/", "yaml/aliass", "../checks/yaml", "no-family/alias"):
        assert name not in checks()
