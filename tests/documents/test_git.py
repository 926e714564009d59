"""Git is asked of files and revisions, and can be made neither to run anything nor to answer otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ddscore.documents import git
from ddscore.documents.inputs import blobs_in, files_in
from ddscore.errors import InputError, UsageError
from tests.repositories import Made, needs_git

pytestmark = needs_git
HOSTILE = [
    "-rf.yaml",
    "--output=x.yaml",
    "a\nb.yaml",
    ":(top)x.yaml",
    "*.yaml",
    "[x].yaml",
    "a b'\"$(x).yaml",
    "ü.yaml",
]
if sys.platform == "win32":
    HOSTILE = ["-rf.yaml", "--output=x.yaml", "[x].yaml", "a b'$(x).yaml", "ü.yaml"]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    repository = Made(tmp_path / "repository")
    repository.put("One", "cases/case.yaml", "one\n" * 30)
    repository.put("Two", "cases/case.yaml", "one\n" * 30 + "two\n")
    return repository


def problem(error: pytest.ExceptionInfo[InputError]) -> tuple[str, str]:
    (found,) = error.value.problems
    return found.id, str(found.location)


def test_a_file_is_read_as_it_was_at_a_revision(made: Made) -> None:
    file = made.write("cases/case.yaml", "not committed\n")
    assert git.read_at(file, "HEAD") == b"one\n" * 30 + b"two\n"
    assert git.read_at(file, "HEAD~1") == b"one\n" * 30


def test_a_path_may_be_relative_to_the_folder_at_hand(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made.folder / "cases")
    assert git.read_at("case.yaml", "HEAD~1") == b"one\n" * 30
    assert git.read_at(Path("..", "cases", "case.yaml"), "HEAD~1") == b"one\n" * 30


def test_a_file_is_found_under_the_name_that_it_had(made: Made) -> None:
    made.git("mv", "cases/case.yaml", "cases/renamed.yaml")
    made.commit("Rename")
    assert git.read_at(made.folder / "cases/renamed.yaml", "HEAD~1").endswith(b"two\n")


def test_a_deleted_file_is_read_where_it_was(made: Made) -> None:
    made.git("rm", "-q", "cases/case.yaml")
    made.commit("Delete")
    assert not (made.folder / "cases").exists()
    assert git.read_at(made.folder / "cases/case.yaml", "HEAD~1").endswith(b"two\n")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_name(made: Made, name: str) -> None:
    made.put("Hostile", name, "harmless\n")
    made.put("Other", "x.yaml", "other\n")
    assert git.read_at(made.folder / name, "HEAD") == b"harmless\n"


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-h", "", "a\nb", "a\0b", "HEAD:cases/case.yaml"])
def test_an_unknown_revision_is_said_to_be(made: Made, revision: str) -> None:
    with pytest.raises(UsageError, match="the repository has no revision"):
        git.read_at(made.folder / "cases/case.yaml", revision)


def test_a_file_that_was_not_there_is_told_with_its_revision(made: Made) -> None:
    made.put("Three", "cases/new.yaml", "new\n")
    with pytest.raises(InputError) as refused:
        git.read_at(made.folder / "cases/new.yaml", "HEAD~1")
    assert problem(refused) == ("file/not-found", "HEAD~1:cases/new.yaml")


def test_a_folder_and_a_link_are_no_files(made: Made) -> None:
    with pytest.raises(InputError) as refused:
        git.read_at(made.folder / "cases", "HEAD")
    assert problem(refused) == ("file/is-a-directory", "HEAD:cases")
    made.write("target.txt", "case.yaml")
    blob = made.git("hash-object", "-w", "target.txt")
    made.git("update-index", "--add", "--cacheinfo", f"120000,{blob},cases/link.yaml")
    made.git("commit", "-q", "-m", "Link")
    with pytest.raises(InputError) as refused:
        git.read_at(made.folder / "cases/link.yaml", "HEAD")
    assert problem(refused) == ("file/not-a-file", "HEAD:cases/link.yaml")


def test_a_file_over_the_limit_is_refused(made: Made) -> None:
    assert len(git.read_at(made.folder / "cases/case.yaml", "HEAD~1", limit=120)) == 120
    with pytest.raises(InputError) as refused:
        git.read_at(made.folder / "cases/case.yaml", "HEAD~1", limit=119)
    assert problem(refused) == ("file/too-large", "HEAD~1:cases/case.yaml")


def test_where_there_is_no_repository_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="in no git repository"):
        git.read_at(tmp_path / "case.yaml", "HEAD")
    with pytest.raises(UsageError, match="is no git repository"):
        git.bare_repository(tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        git.bare_repository(tmp_path / "nowhere")


def test_where_there_is_no_git_it_is_said(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git._program.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    try:
        with pytest.raises(UsageError, match="there is no git here"):
            git.read_at(made.folder / "cases/case.yaml", "HEAD")
    finally:
        git._program.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="a script needs no ending")
def test_a_git_in_the_folder_at_hand_is_not_run(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    script = made.write("git", "#!/bin/sh\ntouch ran\n")
    script.chmod(0o755)
    monkeypatch.chdir(made.folder)
    monkeypatch.setenv("PATH", ".")
    git._program.cache_clear()
    try:
        with pytest.raises(UsageError, match="there is no git here"):
            git.read_at("cases/case.yaml", "HEAD")
    finally:
        git._program.cache_clear()
    assert not Path("ran").exists()


def test_ranges_mean_what_they_mean_to_git(made: Made) -> None:
    first, second = made.git("rev-parse", "HEAD~1"), made.git("rev-parse", "HEAD")
    made.git("checkout", "-q", "-b", "side", "HEAD~1")
    side = made.put("Side", "other.txt", "x")
    made.git("checkout", "-q", "main")
    repository = git.repository_of(made.folder / "x")
    assert git.range_of(repository, "HEAD~1..HEAD") == (first, second)
    assert git.range_of(repository, "HEAD~1..") == (first, second)
    assert git.range_of(repository, "side..") == (side, second)
    assert git.range_of(repository, "..side") == (second, side)
    assert git.range_of(repository, "main...side") == (first, side)
    assert git.range_of(repository, "HEAD~1") == (first, None)


def test_two_revisions_without_a_common_beginning_are_told(made: Made) -> None:
    made.git("checkout", "-q", "--orphan", "apart")
    made.commit("Apart")
    with pytest.raises(UsageError, match=r"no commit that both .* come from"):
        git.range_of(git.repository_of(made.folder / "x"), "main...apart")


def test_what_a_shallow_clone_lacks_is_said(made: Made, tmp_path: Path) -> None:
    made.git("clone", "-q", "--depth", "1", made.folder.as_uri(), str(tmp_path / "shallow"))
    assert git.is_shallow(git.repository_of(tmp_path / "shallow" / "x"))
    assert not git.is_shallow(git.repository_of(made.folder / "x"))
    with pytest.raises(UsageError, match=r"it is shallow, .*`git fetch --unshallow`"):
        git.read_at(tmp_path / "shallow/cases/case.yaml", "HEAD~1")


def test_a_bare_repository_is_asked_where_it_is_named(made: Made, tmp_path: Path) -> None:
    made.git("clone", "-q", "--bare", str(made.folder), str(tmp_path / "bare"))
    repository = git.bare_repository(tmp_path / "bare")
    commit = git.commit_of(repository, "main~1")
    entry = git.entry_at(repository, git.path_in(repository, "cases/case.yaml"), commit, "main~1")
    assert git.content_of(repository, entry, "main~1") == b"one\n" * 30


def test_what_looks_like_a_bare_repository_in_a_folder_is_not_taken_for_one(
    made: Made, tmp_path: Path
) -> None:
    made.git("clone", "-q", "--bare", str(made.folder), str(tmp_path / "bare"))
    with pytest.raises(UsageError, match="in no git repository with a working tree"):
        git.read_at(tmp_path / "bare" / "case.yaml", "HEAD")


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a Unix shell")
def test_no_setting_of_the_repository_runs_anything(made: Made, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    command = f"touch {ran}; cat"
    for name in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "gpg.program", "diff.external"),
        *("core.alternateRefsCommand", "pager.log", "diff.x.textconv", "diff.x.command", "filter.x.smudge"),
    ):
        made.git("config", name, command)
    made.git("config", "log.showSignature", "true")
    made.write(".git/info/attributes", "* diff=x filter=x\n")
    file = made.folder / "cases/case.yaml"
    assert git.read_at(file, "HEAD~1") == b"one\n" * 30
    repository = git.repository_of(file)
    assert files_in(repository) == [file.resolve()]
    assert len(blobs_in(repository)) == 4
    assert not ran.exists()


def test_no_setting_of_a_user_changes_an_answer(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.git("mv", "cases/case.yaml", "cases/renamed.yaml")
    made.commit("Rename")
    (tmp_path / "ignored").write_text("*.yaml\n", encoding="utf-8")
    settings = f"[diff]\n\trenames = false\n[core]\n\tabbrev = 5\n\texcludesFile = {tmp_path / 'ignored'}\n"
    (tmp_path / ".gitconfig").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / ".gitconfig"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    file = made.folder / "cases/renamed.yaml"
    assert git.read_at(file, "HEAD~1").endswith(b"two\n")
    assert len(git.commit_of(git.repository_of(file), "HEAD")) == 40
    new = made.write("cases/new.yaml", "new")
    assert new.resolve() in files_in(git.repository_of(file))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_somebody_else_is_read_only_where_the_user_trusts_it(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (made.folder, made.folder / ".git"):
        os.chown(path, 12345, 12345)
    settings = tmp_path / "settings"
    settings.write_text("", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    file = made.folder / "cases/case.yaml"
    git._trusted.cache_clear()
    with pytest.raises(UsageError, match=r"belongs to another user.*safe\.directory"):
        git.read_at(file, "HEAD")
    git._trusted.cache_clear()
    settings.write_text(f"[safe]\n\tdirectory = {made.folder}\n", encoding="utf-8")
    try:
        assert git.read_at(file, "HEAD").endswith(b"two\n")
    finally:
        git._trusted.cache_clear()


def test_a_file_that_a_clone_was_made_without_is_not_fetched(made: Made, tmp_path: Path) -> None:
    made.git("config", "uploadpack.allowFilter", "true")
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "partial"
    made.git("clone", "-q", "--no-checkout", "--filter=blob:none", made.folder.as_uri(), str(clone))
    with pytest.raises(InputError) as refused:
        git.read_at(clone / "cases/case.yaml", "HEAD")
    assert problem(refused) == ("file/not-found", "HEAD:cases/case.yaml")
