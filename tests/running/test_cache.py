"""Results remembered: quick where nothing has changed, and never a wrong one, whatever became of the file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which

import pytest

from ddscore.running import Done, How, cache, run, versions
from ddscore.running.batch import Answers, judge_all
from ddscore.running.cache import FILE, FOLDER
from tests.running.conftest import Runs, on_unix, work, write, write_files
from tests.running.program import started


def database(runs: Runs) -> Path:
    return runs.cache / FOLDER / FILE


@contextmanager
def opened(runs: Runs) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database(runs))) as connection, connection:
        yield connection


def rows(runs: Runs, table: str = "results") -> int:
    with opened(runs) as connection:
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])


@pytest.fixture
def old(tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files that a run of an hour ago has judged."""
    files = write_files(tmp_path / "cases", 30)
    assert runs(files)[1] == 30
    now = time.time_ns
    with opened(runs) as connection:
        seen = [(path, *state) for path, *state, _ in connection.execute("select * from files")]
        assert len(seen) == 30
    monkeypatch.setattr(time, "time_ns", lambda: now() + 3_600_000_000_000)
    # Seen once more, at a time at which nobody can have changed them meanwhile.
    assert runs(files)[1] == 0
    return files


def test_an_unchanged_file_is_neither_read_nor_judged(
    old: list[Path], runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = runs(old, cache=None)[0]
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} is read"))
    found, judged = runs(old)
    assert judged == 0
    assert found == fresh
    assert runs.warnings == []


def test_a_changed_file_is_judged_again(old: list[Path], runs: Runs) -> None:
    old[4].write_bytes(b"another case")
    assert runs(old)[1] == 1
    assert runs(old)[0] == runs(old, cache=None)[0]


def test_a_change_of_the_same_length_whose_time_was_set_back_is_seen(old: list[Path], runs: Runs) -> None:
    content = old[4].read_bytes()
    write(old[4], content[:-2] + b"x\n")
    assert runs(old)[1] == 1


def test_a_file_that_was_only_touched_is_read_and_not_judged(old: list[Path], runs: Runs) -> None:
    old[4].touch()
    assert runs(old)[1] == 0


def test_another_file_of_the_same_content_is_judged_by_its_own_name(
    old: list[Path], runs: Runs, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.yaml"
    write(copy, old[0].read_bytes())
    assert runs([copy])[1] == 1


def test_a_file_that_is_back_as_it_was_is_not_judged_again(old: list[Path], runs: Runs) -> None:
    content = old[4].read_bytes()
    write(old[4], b"another case")
    assert runs(old)[1] == 1
    write(old[4], content)
    assert runs(old)[1] == 0


def test_a_change_within_the_tick_in_which_it_was_looked_at_is_seen(
    tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = write_files(tmp_path / "cases", 1)
    state = cache.State(300, 10**18, 10**18, 7)
    monkeypatch.setattr("ddscore.running.reading.state_of", lambda path: state)
    monkeypatch.setattr("ddscore.running.lookup.state_of", lambda path: state)
    monkeypatch.setattr(time, "time_ns", lambda: 10**18 + 1_999_999_999)
    file.write_bytes(b"a" * 300)
    assert runs([file])[1] == 1
    # The same size, the same time, and nothing to tell by but the content.
    file.write_bytes(b"b" * 300)
    assert runs([file])[1] == 1
    # Seen two seconds after the last change, it cannot change unnoticed any more.
    monkeypatch.setattr(time, "time_ns", lambda: 10**18 + 2_000_000_000)
    assert runs([file])[1] == 0
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it is read"))
    assert runs([file])[1] == 0


def test_a_changed_file_beside_one_has_it_judged_again(tmp_path: Path, runs: Runs) -> None:
    files = write_files(tmp_path / "cases", 3)
    beside = files[1].with_name("a.csv")
    write(files[1], b"beside: a.csv\n")
    write(beside, b"one")
    assert runs(files)[1] == 3
    assert runs(files)[1] == 0
    write(beside, b"two")
    assert runs(files)[1] == 1
    beside.unlink()
    assert [type(one) is Done for one in runs(files)[0]] == [True, False, True]
    write(beside, b"two")
    assert runs(files)[1] == 0


def test_by_content_times_mean_nothing(old: list[Path], runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in old:
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content)
    assert runs(old, by_content=True)[1] == 0
    with opened(runs) as connection:
        connection.execute("delete from files")
    old[0].write_bytes(b"another case")
    assert runs(old, by_content=True)[1] == 1
    assert rows(runs, "files") == 0


def test_a_run_elsewhere_knows_files_by_the_same_names(
    tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        write_files(Path("cases"), 4)
    found = [file.relative_to(Path.cwd()) for file in sorted(Path.cwd().rglob("*.yaml"))]
    assert runs(found)[1] == 4
    monkeypatch.chdir(tmp_path / "here")
    assert runs(found, by_content=True)[1] == 0
    assert runs(found)[1] == 0


def test_another_question_has_other_answers(old: list[Path], runs: Runs) -> None:
    how = How(jobs=1, cache=runs.cache)
    answers = [list(run(old, work("digest", setup), how)) for setup in (b"one", b"two", b"one")]
    assert answers[0] == answers[2] != answers[1]


@pytest.mark.parametrize("changed", ["own_version", "surroundings"])
def test_another_version_of_what_judges_is_asked_again(
    changed: str, old: list[Path], runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"ddscore.running.lookup.{changed}", lambda: "another")
    assert runs(old)[1] == 30


def test_what_other_surroundings_said_is_not_kept(
    tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write_files(tmp_path / "cases", 3)

    def elsewhere(*arguments: object) -> Answers:
        return judge_all(*arguments)._replace(surroundings="Python 2")  # type: ignore[arg-type]

    monkeypatch.setattr("ddscore.running.crew.judge_all", elsewhere)
    assert runs(files)[1] == 3
    assert runs(files)[1] == 3
    assert rows(runs) == 0


def test_own_version_depends_on_every_file_and_on_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for place, module in (("a", "x = 1"), ("b", "x = 1"), ("c", "x = 2")):
        package = tmp_path / place
        (package / "part" / "__pycache__").mkdir(parents=True)
        (package / "cases").mkdir()
        (package / "part" / "module.py").write_text(module, encoding="utf-8")
        (package / "part" / "__pycache__" / "module.pyc").write_text(place, encoding="utf-8")
        (package / "cases" / "case.yaml").write_text(place, encoding="utf-8")
        monkeypatch.setattr(versions, "_PACKAGE", package)
        found.append(versions.own_version.__wrapped__())
    assert found[0] == found[1] != found[2]


def test_failures_are_not_kept(tmp_path: Path, runs: Runs) -> None:
    files = write_files(tmp_path / "cases", 2)
    files[0].write_bytes(b"invalid")
    list(run(files, work("refusing"), How(jobs=1, cache=runs.cache)))
    assert rows(runs) == 1


def test_it_does_not_grow_without_end(tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 10)
    files = write_files(tmp_path / "cases", 4)
    for number in range(10):
        for file in files:
            write(file, f"{file} {number}".encode())
        assert runs(files)[1] == 4
    assert rows(runs) <= 12
    assert rows(runs, "files") <= 12
    assert runs(files)[1] == 0
    # A run of many files keeps what it found, whatever the usual measure.
    many = write_files(tmp_path / "more", 40)
    assert runs(many)[1] == 40
    assert runs(many)[1] == 0


def broken(place: Path) -> None:
    place.write_bytes(b"this is no database, and never was one" * 100)


def of_another_version(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("pragma user_version = 99")


def of_somebody_else(place: Path) -> None:
    place.unlink()
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("create table results (something)")


@pytest.mark.parametrize("harm", [broken, of_another_version, of_somebody_else])
def test_a_file_that_is_no_cache_is_begun_anew(
    harm: Callable[[Path], None], old: list[Path], runs: Runs
) -> None:
    harm(database(runs))
    fresh = runs(old, cache=None)[0]
    found, judged = runs(old)
    assert (found, judged) == (fresh, 30)
    assert len(runs.warnings) == 1
    assert "begun anew" in runs.warnings[0]
    assert str(database(runs)) in runs.warnings[0]
    assert runs(old)[1] == 0
    assert len(runs.warnings) == 1


def test_damage_anywhere_never_gives_a_wrong_result(old: list[Path], runs: Runs) -> None:
    fresh = runs(old, cache=None)[0]
    whole = database(runs).read_bytes()
    for start in range(0, len(whole), 997):
        damaged = bytearray(whole)
        for place in range(start, min(start + 16, len(whole))):
            damaged[place] ^= 0x15
        database(runs).write_bytes(damaged)
        assert runs(old)[0] == fresh
    assert runs.warnings
    database(runs).write_bytes(whole[: len(whole) // 2])
    assert runs(old)[0] == fresh


@pytest.mark.parametrize("column", ["result", "beside", "key"])
def test_a_row_that_was_altered_is_as_good_as_none(column: str, old: list[Path], runs: Runs) -> None:
    with opened(runs) as connection:
        connection.execute(f"update results set {column} = x'7b7d' where rowid = 1")
    assert runs(old)[1] == 1
    assert runs.warnings == []


def test_while_another_holds_the_lock_results_are_the_same(
    old: list[Path], runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PATIENCE", 0.05)
    old[0].write_bytes(b"another case")
    fresh = runs(old, cache=None)[0]
    with closing(sqlite3.connect(database(runs), isolation_level=None)) as other:
        other.execute("begin immediate")
        assert runs(old) == (fresh, 1)
        assert "locked" in runs.warnings[0]
        other.execute("commit")
        other.execute("begin exclusive")
        assert runs(old) == (fresh, 30)
    assert len(runs.warnings) == 2
    assert all("results are the same" in said for said in runs.warnings)


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path, runs: Runs) -> None:
    files = write_files(tmp_path / "cases", 3)
    file = tmp_path / "file"
    file.touch()
    assert runs(files, cache=file / "below")[1] == 3
    assert len(runs.warnings) == 1
    assert "Not a directory" in runs.warnings[0] or sys.platform == "win32"


@on_unix
def test_a_folder_in_which_others_may_write_is_not_believed(old: list[Path], runs: Runs) -> None:
    (runs.cache / FOLDER).chmod(0o777)
    assert runs(old)[1] == 30
    assert "others may write there" in runs.warnings[0]


@on_unix
def test_the_cache_is_for_its_owner_alone(old: list[Path], runs: Runs) -> None:
    assert (runs.cache / FOLDER).stat().st_mode & 0o777 == 0o700


@on_unix
def test_names_need_not_be_text(tmp_path: Path, runs: Runs) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.yaml"))
    try:
        write(file, b"a case")
    except OSError:
        pytest.skip("this file system takes no such name")
    how = How(jobs=1, cache=runs.cache, warn=pytest.fail)
    assert list(run([file], work("unnamed"), how)) == list(run([file], work("unnamed"), how))
    assert rows(runs) == 1


@on_unix
def test_a_full_disk_ends_the_cache_and_not_the_run(tmp_path: Path, runs: Runs) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount, umount = which("mount"), which("umount")
    if (
        not mount
        or not umount
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no small file system can be mounted here")
    try:
        files = write_files(tmp_path / "cases", 2_000)
        fresh = runs(files, cache=None)[0]
        assert runs(files, cache=small) == (fresh, 2_000)
        assert len(runs.warnings) == 1
        assert "full" in runs.warnings[0]
        assert runs(files, cache=small)[0] == fresh
    finally:
        subprocess.run([umount, str(small)], check=True)


def expected_of(files: Sequence[Path]) -> list[str]:
    """What a program prints of files."""
    return [one.result.decode() for one in run(files, work(), How(jobs=1)) if isinstance(one, Done)]


@on_unix
def test_a_disk_that_takes_no_more_ends_the_cache_and_not_the_run(tmp_path: Path, runs: Runs) -> None:
    files = write_files(tmp_path / "cases", 1_500)
    script = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    )
    out, err = started(script, tmp_path / "cases", runs.cache).communicate()
    assert out.splitlines() == expected_of(files)
    assert "is not used" in err
    out, err = started("", tmp_path / "cases", runs.cache).communicate()
    assert (out.splitlines(), err) == (expected_of(files), "")


KILL = """
import os, signal, sqlite3
from ddscore.running import cache
connect = cache._connect
def connect_to_die(place):
    database = connect(place)
    # So that changes reach the file, and the old pages the journal, before all is written.
    database.execute("pragma cache_size = 1")
    database.set_trace_callback(lambda said: said.startswith(WHEN) and os.kill(os.getpid(), signal.SIGKILL))
    return database
cache._connect = connect_to_die
"""


@on_unix
@pytest.mark.parametrize("when", ["delete from files", "delete from results", "commit"])
def test_a_run_that_is_killed_while_it_writes_harms_nothing(when: str, tmp_path: Path, runs: Runs) -> None:
    files = write_files(tmp_path / "cases", 900)
    list(run(files[:300], work(), How(jobs=1, cache=runs.cache)))
    kept = rows(runs)
    killed = started(KILL.replace("WHEN", repr(when)), tmp_path / "cases", runs.cache)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert database(runs).with_name(f"{FILE}-journal").exists()
    assert rows(runs) == kept == 300
    with opened(runs) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    out, err = started("", tmp_path / "cases", runs.cache).communicate()
    assert (out.splitlines(), err) == (expected_of(files), "")
    assert rows(runs) == 900


@on_unix
def test_two_runs_at_once_share_a_cache(tmp_path: Path, runs: Runs) -> None:
    files = write_files(tmp_path / "cases", 600)
    script = "from ddscore.running import cache\ncache._BATCH = 20"
    both = [started(script, tmp_path / "cases", runs.cache) for _ in range(2)]
    expected = expected_of(files)
    for one in both:
        out, err = one.communicate()
        assert (out.splitlines(), err) == (expected, "")
    assert rows(runs) == 600
