"""The commits that touched a file: through renames, merges, deletions, and as far as a clone goes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ddscore.documents import git
from ddscore.documents.git_history import Commit, history, reader
from ddscore.errors import UsageError
from tests.documents.test_git import HOSTILE
from tests.repositories import Made, needs_git, numbered

pytestmark = needs_git
Brief = tuple[str, str]
"""A commit's subject, and what the file was called there."""


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "repository")


def commits(made: Made, path: str, revision: str = "HEAD") -> list[Commit]:
    found = history(git.repository_of(made.folder / "x"), path, revision)
    for commit in found:
        if commit.blob is not None:
            assert commit.blob == made.git("rev-parse", f"{commit.id}:{commit.path}")
    return found


def brief(made: Made, path: str, revision: str = "HEAD") -> list[Brief]:
    return [(commit.subject, commit.path) for commit in commits(made, path, revision)]


def test_the_commits_that_touched_a_file_come_newest_first(made: Made) -> None:
    first = made.put("Add", "a.yaml", numbered())
    made.put("Elsewhere", "b.yaml", "x")
    second = made.put("Change ä", "a.yaml", numbered(3))
    newest, oldest = commits(made, "a.yaml")
    assert (newest.id, oldest.id) == (second, first)
    assert (newest.subject, newest.date) == ("Change ä", "2024-03-04T12:00:00+01:00")
    assert brief(made, "a.yaml", "HEAD~1") == [("Add", "a.yaml")]


def test_an_offset_of_zero_is_written_in_one_way(made: Made) -> None:
    made.write("a.yaml", "x")
    made.git("add", "--all")
    made.git("commit", "-q", "-m", "Add", "--date", "2024-06-30T12:00:00Z")
    assert commits(made, "a.yaml")[0].date == "2024-06-30T12:00:00+00:00"


def test_renames_are_followed_through_several_names_and_folders(made: Made) -> None:
    made.put("Add", "one.yaml", numbered())
    (made.folder / "cases").mkdir()
    made.git("mv", "one.yaml", "cases/two.yaml")
    made.commit("Move")
    made.put("Change", "cases/two.yaml", numbered(5))
    made.git("mv", "cases/two.yaml", "cases/three.yaml")
    made.write("cases/three.yaml", numbered(7))
    made.commit("Move and change")
    assert brief(made, "cases/three.yaml") == [
        ("Move and change", "cases/three.yaml"),
        ("Change", "cases/two.yaml"),
        ("Move", "cases/two.yaml"),
        ("Add", "one.yaml"),
    ]


def test_another_file_that_took_the_former_name_is_not_taken_for_it(made: Made) -> None:
    made.put("Add", "one.yaml", numbered())
    made.git("mv", "one.yaml", "two.yaml")
    made.commit("Move")
    made.put("Another", "one.yaml", "something else\n")
    made.put("Change another", "one.yaml", "something else again\n")
    assert brief(made, "two.yaml") == [("Move", "two.yaml"), ("Add", "one.yaml")]
    assert ("Add", "one.yaml") not in brief(made, "one.yaml")[:2]


def test_what_a_branch_did_under_the_former_name_is_found(made: Made) -> None:
    made.put("Add", "one.yaml", numbered())
    made.git("checkout", "-q", "-b", "side")
    made.put("On the side", "one.yaml", numbered(30))
    made.git("checkout", "-q", "main")
    made.git("mv", "one.yaml", "two.yaml")
    made.commit("Move")
    made.git("merge", "-q", "-m", "Merge", "side")
    found = brief(made, "two.yaml")
    assert found[0] == ("Merge", "two.yaml")
    assert set(found[1:3]) == {("On the side", "one.yaml"), ("Move", "two.yaml")}
    assert found[3] == ("Add", "one.yaml")


def test_a_clock_that_was_wrong_puts_no_commit_before_what_it_rests_on(made: Made) -> None:
    made.day = 20
    made.put("Add", "one.yaml", numbered())
    made.day = 1
    made.git("checkout", "-q", "-b", "side")
    made.put("First on the side", "one.yaml", numbered(30))
    made.put("Second on the side", "one.yaml", numbered(35))
    made.day = 10
    made.git("checkout", "-q", "main")
    made.put("On main", "one.yaml", numbered(3))
    made.git("merge", "-q", "-m", "Merge", "side", "-X", "ours")
    subjects = [commit.subject for commit in commits(made, "one.yaml")]
    assert subjects[-1] == "Add"
    assert subjects.index("Second on the side") < subjects.index("First on the side")


def test_a_merge_that_took_one_side_is_no_change_of_the_file(made: Made) -> None:
    made.put("Add", "one.yaml", numbered())
    made.git("checkout", "-q", "-b", "side")
    made.put("On the side", "one.yaml", numbered(30))
    made.git("checkout", "-q", "main")
    made.put("Elsewhere", "other.yaml", "x")
    made.git("merge", "-q", "-m", "Merge", "side")
    assert brief(made, "one.yaml") == [("On the side", "one.yaml"), ("Add", "one.yaml")]


def test_a_deleted_file_tells_of_its_end_and_of_a_second_life(made: Made) -> None:
    made.put("Add", "one.yaml", numbered())
    made.git("rm", "-q", "one.yaml")
    made.commit("Delete")
    assert [commit.blob is None for commit in commits(made, "one.yaml")] == [True, False]
    made.put("Again", "one.yaml", "another\n")
    assert [subject for subject, _ in brief(made, "one.yaml")] == ["Again", "Delete", "Add"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_name(made: Made, name: str) -> None:
    made.put("Add", "before.yaml", numbered())
    made.git("mv", "--", "before.yaml", name)
    made.commit("Move")
    made.put("Decoy", "x.yaml", numbered())
    assert brief(made, name) == [("Move", name), ("Add", "before.yaml")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_utf8_is_a_name(made: Made) -> None:
    name = b"\xff.yaml".decode(errors="surrogateescape")
    made.put("Add", name, "x")
    assert brief(made, name) == [("Add", name)]


def test_a_subject_that_looks_like_the_output_of_git_is_a_subject(made: Made) -> None:
    subject = "\x01:000000 100644 0 1 A"
    made.put(subject, "a.yaml", "x")
    ((found, _),) = brief(made, "a.yaml")
    assert found.lstrip("\x01") == subject.lstrip("\x01")


def test_a_shallow_clone_says_where_it_ends(made: Made, tmp_path: Path) -> None:
    for number in range(1, 4):
        made.put(f"Change {number}", "a.yaml", numbered(number))
    clone = tmp_path / "shallow"
    made.git("clone", "-q", "--depth", "2", made.folder.as_uri(), str(clone))
    found = history(git.repository_of(clone / "x"), "a.yaml")
    assert [(commit.subject, commit.is_boundary) for commit in found] == [
        ("Change 3", False),
        ("Change 2", True),
    ]


def test_a_bare_repository_has_the_same_history(made: Made, tmp_path: Path) -> None:
    made.put("Add", "one.yaml", numbered())
    made.git("mv", "one.yaml", "two.yaml")
    made.commit("Move")
    made.git("clone", "-q", "--bare", str(made.folder), str(tmp_path / "bare"))
    assert history(git.bare_repository(tmp_path / "bare"), "two.yaml") == commits(made, "two.yaml")


def test_the_folder_that_git_is_asked_in_is_all_one(made: Made) -> None:
    made.put("Add", "cases/one.yaml", numbered())
    inner = git.repository_of(made.folder / "cases" / "one.yaml")
    assert git.path_in(inner, made.folder / "cases" / "one.yaml") == "cases/one.yaml"
    assert history(inner, "cases/one.yaml") == commits(made, "cases/one.yaml")


def test_a_file_that_no_commit_touched_has_no_history(made: Made) -> None:
    made.put("Add", "one.yaml", "x")
    assert commits(made, "two.yaml") == []


def test_contents_are_read_one_after_the_other(made: Made) -> None:
    made.put("Add", "a.yaml", "small\n")
    made.put("Grow", "a.yaml", "x" * 200_000)
    large, small = (str(commit.blob) for commit in commits(made, "a.yaml"))
    with reader(git.repository_of(made.folder / "x"), limit=100_000) as held:
        assert held(small).content == b"small\n"
        assert held(large)[1:] == (None, 200_000)
        assert held("0" * 40)[1:] == (None, None)
        assert held(small).content == b"small\n"


def test_a_clone_without_contents_is_said_to_be_one_where_a_rename_needs_them(
    made: Made, tmp_path: Path
) -> None:
    made.put("Add", "one.yaml", numbered())
    made.git("mv", "one.yaml", "two.yaml")
    made.put("Move and change", "two.yaml", numbered(3))
    made.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    made.git("clone", "-q", "--no-checkout", "--filter=blob:none", made.folder.as_uri(), str(clone))
    with pytest.raises(UsageError, match="was made without the content of files"):
        history(git.repository_of(clone / "x"), "two.yaml")


def test_no_setting_of_the_repository_changes_the_history(made: Made) -> None:
    made.put("Add ä", "one.yaml", numbered())
    (made.folder / "cases").mkdir()
    made.git("mv", "one.yaml", "cases/two.yaml")
    made.commit("Move")
    inner = git.repository_of(made.folder / "cases" / "two.yaml")
    expected = history(inner, "cases/two.yaml")
    assert len(expected) == 2
    settings = {
        "core.abbrev": "7",
        "core.quotePath": "true",
        "color.ui": "always",
        "diff.relative": "true",
        "diff.renames": "false",
        "format.pretty": "oneline",
        "i18n.logOutputEncoding": "ISO-8859-1",
        "log.date": "relative",
        "log.decorate": "full",
        "log.diffMerges": "off",
        "log.showRoot": "false",
    }
    for name, value in settings.items():
        made.git("config", name, value)
    made.git("replace", expected[0].id, expected[1].id)
    made.write(".git/info/grafts", f"{expected[0].id}\n")
    assert history(inner, "cases/two.yaml") == expected
