"""Reading an input file, and what is said of one that cannot be read."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ddscore.documents.files import MAX_BYTES, read
from ddscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.problems import Problem

POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")


def problem_of(path: Path | str, limit: int = MAX_BYTES) -> Problem:
    """The one problem of a file that cannot be read, whose location is the path as given."""
    with pytest.raises(InputError) as refused:
        read(path, limit=limit)
    (problem,) = refused.value.problems
    assert str(problem.location) == str(path)
    assert problem.hint
    return problem


def link(path: Path, target: str) -> Path:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("this user may not make links")
    return path


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user may enter, as that of `tmp_path` is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_file_is_read_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"a: 1\r\n\xff\x00")
    assert read(path) == read(str(path)) == b"a: 1\r\n\xff\x00"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"a: 1")
    assert read(link(tmp_path / "link.yaml", "case.yaml")) == b"a: 1"


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"x" * MAX_BYTES)
    assert len(read(path)) == MAX_BYTES
    assert problem_of(path, limit=MAX_BYTES - 1).id == "file/too-large"
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    assert problem_of(path).message == "the file is larger than 1 MiB"
    assert len(read(path, limit=2 * MAX_BYTES)) == MAX_BYTES + 1


def test_the_path_is_named_as_the_user_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert problem_of("./cases/../case.yaml").location.path == "./cases/../case.yaml"


def test_a_missing_file_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "hikvision.yaml").touch()
    problem = problem_of(tmp_path / "hikvison.yaml")
    assert problem.id == "file/not-found"
    assert problem.hint == f"did you mean {tmp_path / 'hikvision.yaml'}?"
    assert "did you mean" not in problem_of(tmp_path / "quite-another-name").hint


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    problem = problem_of(tmp_path / "cases" / "example.yaml")
    assert (problem.id, problem.hint) == ("file/not-found", f"there is no folder {tmp_path / 'cases'}")


def test_a_file_cannot_be_a_folder_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").touch()
    assert problem_of(tmp_path / "case.yaml" / "other.yaml").id == "file/not-found"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert problem_of(tmp_path).id == "file/is-a-directory"


def test_a_dangling_link_is_told_with_its_target(tmp_path: Path) -> None:
    problem = problem_of(link(tmp_path / "case.yaml", "gone.yaml"))
    assert problem.id == "file/dangling-link"
    assert "gone.yaml" in problem.message


@POSIX_ONLY
def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    link(tmp_path / "a.yaml", "b.yaml")
    problem = problem_of(link(tmp_path / "b.yaml", "a.yaml"))
    assert problem.id == "file/unreadable"
    assert "links" in problem.message


@POSIX_ONLY
def test_a_pipe_that_nobody_writes_to_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert problem_of(tmp_path / "pipe").id == "file/not-a-file"


@POSIX_ONLY
def test_a_device_is_refused_unread() -> None:
    assert problem_of("/dev/zero").id == "file/not-a-file"


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    assert problem_of(f"{tmp_path}/a\0b").id == "file/unreadable"
    assert problem_of(tmp_path / ("a" * 5000)).id in {"file/unreadable", "file/not-found"}


AS_ANOTHER_USER = """
import difflib, os, sys  # all at once: the other user may have no way to the folder of Python's library
from ddscore.documents.files import read
from ddscore.errors import InputError
if os.getuid() == 0:  # root may read every file
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    read(sys.argv[1])
except InputError as error:
    print(*(problem.id for problem in error.problems))
"""


def seen_by_another_user(path: Path) -> str:
    child = subprocess.run(
        [sys.executable, "-c", AS_ANOTHER_USER, str(path)], capture_output=True, text=True, check=False
    )
    assert (child.returncode, child.stderr) == (0, "")
    return child.stdout.strip()


@POSIX_ONLY
def test_a_file_that_the_user_may_not_read_is_told(public_folder: Path) -> None:
    path = public_folder / "case.yaml"
    path.touch()
    path.chmod(0)
    assert seen_by_another_user(path) == "file/unreadable"


@POSIX_ONLY
@pytest.mark.parametrize(("mode", "check"), [(0o000, "file/unreadable"), (0o111, "file/not-found")])
def test_a_file_missing_from_a_folder_that_the_user_may_not_list_is_told(
    public_folder: Path, mode: int, check: str
) -> None:
    folder = public_folder / "closed"
    folder.mkdir()
    folder.chmod(mode)
    assert seen_by_another_user(folder / "case.yaml") == check
    folder.chmod(0o700)  # so that it can be removed
