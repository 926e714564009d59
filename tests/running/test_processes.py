"""Several processes: none that dies takes more with it than the file that killed it, and all end at once."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from ddscore.running import Done, Failed, How, crew, run
from ddscore.running.processes import Processes
from tests.running.conftest import on_unix, work, write, write_files
from tests.running.program import started

STARTS = ["spawn", None]

pytestmark = [on_unix, pytest.mark.usefixtures("impatient")]


@pytest.mark.parametrize("start", STARTS)
def test_only_the_file_that_kills_its_process_is_lost(start: str | None, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 420)
    expected = list(run(files, work(), How(jobs=1)))
    for number in (137, 333):
        write(files[number], b"deadly")
    results = list(run(files, work("deadly"), How(jobs=2, start_method=start)))
    assert [one.file for one in results] == files
    failed = [one for one in results if isinstance(one, Failed)]
    assert [one.file for one in failed] == [files[137], files[333]]
    assert str(failed[0].error).startswith(f"{files[137]}: the process that judged it ended abruptly")
    alive = [number for number in range(420) if number not in (137, 333)]
    assert [results[number] for number in alive] == [expected[number] for number in alive]


@pytest.mark.parametrize("start", STARTS)
def test_a_process_that_is_killed_loses_nothing(start: str | None, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 420)
    write(files[137], b"deadly")
    asked = work("deadly_once", os.fsencode(tmp_path / "killed"))
    expected = list(run(files, work("digest", asked.setup), How(jobs=1)))
    assert list(run(files, asked, How(jobs=2, start_method=start))) == expected
    assert (tmp_path / "killed").exists()


def test_what_other_processes_have_judged_is_remembered(tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 200)
    how = How(jobs=2, cache=tmp_path / "cache")
    first = list(run(files, work("counted", os.fsencode(tmp_path / "asked")), how))
    assert (tmp_path / "asked").read_text(encoding="utf-8").count("\n") == 200
    assert list(run(files, work("counted", os.fsencode(tmp_path / "asked")), how)) == first
    assert (tmp_path / "asked").read_text(encoding="utf-8").count("\n") == 200


def test_processes_with_another_ddscore_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ddscore.errors import UsageError

    monkeypatch.setattr("ddscore.running.processes.this_version", lambda: ("ddscore 9.9", "f" * 64))
    files = write_files(tmp_path / "cases", 200)
    with pytest.raises(
        UsageError, match=r"this is ddscore 9\.9 \(its files hash to ffffffffffff\), and a worker"
    ):
        list(run(files, work(), How(jobs=2)))


def test_few_files_are_judged_without_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "PATIENCE", 60.0)
    monkeypatch.setattr(Processes, "__init__", lambda *_: pytest.fail("processes are started"))
    assert all(
        isinstance(one, Done) for one in run(write_files(tmp_path / "cases", 300), work(), How(jobs=2))
    )


@pytest.mark.parametrize("start", STARTS)
def test_whoever_stops_early_ends_all_processes(start: str | None, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 1_000)
    with closing(run(files, work("slow", b"0.03"), How(jobs=2, start_method=start))) as results:
        next(results)
        stopped = time.monotonic()
    # Fifteen seconds of work were ahead.
    assert time.monotonic() - stopped < 8
    # Nor any thread of theirs: one that still closes pipes would trip up the interpreter at its end.
    assert [
        one for one in threading.enumerate() if type(one).__module__ == "concurrent.futures.process"
    ] == []


@pytest.mark.parametrize("start", STARTS)
def test_an_interrupt_ends_the_run_at_once(start: str | None, tmp_path: Path) -> None:
    write_files(tmp_path / "cases", 1_000)
    script = (
        "from ddscore.running import crew\ncrew.PATIENCE = 0\n"
        f"import multiprocessing\nmultiprocessing.set_start_method({start!r})"
    )
    program = started(
        script, tmp_path / "cases", tmp_path / "cache", "slow", "0.03", "2", start_new_session=True
    )
    assert program.stdout is not None
    program.stdout.readline()
    began = time.monotonic()
    # As a terminal does: to the program and all processes that it has started.
    os.killpg(program.pid, signal.SIGINT)
    _, err = program.communicate()
    # Fifteen seconds of work were ahead.
    assert time.monotonic() - began < 8
    assert program.returncode in (-signal.SIGINT, 130)
    assert err.count("KeyboardInterrupt") == err.count("Traceback") == 1
    with pytest.raises(ProcessLookupError):
        while time.monotonic() - began < 20:
            os.killpg(program.pid, 0)
            time.sleep(0.02)
    assert (tmp_path / "cache" / "results").exists()
