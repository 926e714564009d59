"""A Dask cluster: the same results, whatever becomes of workers, and a clear word where it cannot be used."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddscore.errors import UsageError
from ddscore.running import Done, Failed, How, Result, run
from tests.running.conftest import on_unix, work, write, write_files

pytest.importorskip("distributed", reason="the extra `dask` is not installed")

from ddscore.running import cluster

pytestmark = [
    on_unix,
    # Of Dask and Tornado themselves.
    pytest.mark.filterwarnings("default"),
]
ROOT = Path(__file__).parent.parent.parent
WITHOUT = """
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("ddscore"):
            raise ModuleNotFoundError(f"No module named {name!r}")
sys.meta_path.insert(0, Without())
"""


class Start:
    """Programs of Dask's, which end with the test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.programs: list[subprocess.Popen[bytes]] = []

    def __call__(self, *words: str) -> subprocess.Popen[bytes]:
        program = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.programs.append(program)
        return program

    def end(self) -> None:
        for program in self.programs:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two processes."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Start]:
    programs = Start(tmp_path)
    yield programs
    programs.end()


@pytest.fixture
def scheduler(started: Start) -> str:
    """The address of a scheduler that was started as a program, without workers yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return f"tcp://127.0.0.1:{port}"
        time.sleep(0.05)
    pytest.fail("the scheduler did not start")


def worker(start: Start, scheduler: str, *more: str) -> subprocess.Popen[bytes]:
    return start("worker", scheduler, "--nworkers", "1", "--nthreads", "1", "--no-dashboard", *more)


def expected_of(files: list[Path], setup: bytes = b"a rubric") -> list[Result]:
    return list(run(files, work("digest", setup), How(jobs=1)))


def test_a_cluster_gives_the_same_results_in_the_same_order(address: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 450)
    write(files[7], b"beside: a.csv\n")
    write(files[7].with_name("a.csv"), b"rubric,question,answer\n")
    assert list(run(files, work(), How(scheduler=address))) == expected_of(files)


def test_what_a_cluster_judged_is_remembered(address: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 70)
    how = How(scheduler=address, cache=tmp_path / "cache")
    asked = work("counted", os.fsencode(tmp_path / "asked"))
    assert list(run(files, asked, how)) == list(run(files, asked, how))
    assert (tmp_path / "asked").read_text(encoding="utf-8").count("\n") == 70


def test_a_file_that_fails_on_a_cluster_loses_no_other(address: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 70)
    write(files[3], b"invalid")
    write(files[4], b"bug")
    alone = list(run(files, work("refusing"), How(jobs=1)))
    found = list(run(files, work("refusing"), How(scheduler=address)))
    assert [str(one.error) for one in found if isinstance(one, Failed)] == [
        str(one.error) for one in alone if isinstance(one, Failed)
    ]
    assert [one for one in found if isinstance(one, Done)] == [one for one in alone if isinstance(one, Done)]


def test_a_file_that_ends_every_worker_is_named(address: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 80)
    write(files[66], b"deadly")
    results = list(run(files, work("deadly"), How(scheduler=address)))
    (failed,) = [one for one in results if isinstance(one, Failed)]
    assert failed.file == files[66]
    assert "every worker that judged it ended abruptly" in str(failed.error)


def test_a_worker_that_is_killed_mid_run_loses_nothing(
    started: Start, scheduler: str, tmp_path: Path
) -> None:
    files = write_files(tmp_path / "cases", 600)
    workers = [worker(started, scheduler, "--no-nanny") for _ in range(2)]
    results = run(files, work("slow", b"0.005"), How(scheduler=scheduler))
    found = [next(results)]
    os.killpg(workers[0].pid, signal.SIGKILL)
    found += results
    assert found == expected_of(files, b"0.005")


def test_workers_may_come_late(started: Start, scheduler: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 100)
    results = run(files, work(), How(scheduler=scheduler))
    worker(started, scheduler, "--no-nanny")
    assert list(results) == expected_of(files)


@pytest.mark.parametrize(
    ("preload", "said"),
    [
        (
            "from ddscore.running import batch\nbatch.own_version = lambda: 'e' * 64\n",
            r"this is ddscore \S+ \(its files hash to .{12}\), and a worker has ddscore \S+ \(eeeeeeeeeeee\)",
        ),
        (
            WITHOUT,
            r"worker tcp://\S+ cannot do the work \(No module named 'ddscore'\): install the same ddscore",
        ),
    ],
    ids=["another ddscore", "no ddscore"],
)
def test_workers_with_another_ddscore_are_refused(
    preload: str, said: str, started: Start, scheduler: str, tmp_path: Path
) -> None:
    (tmp_path / "preload.py").write_text(preload, encoding="utf-8")
    worker(started, scheduler, "--no-nanny", "--preload", str(tmp_path / "preload.py"))
    with pytest.raises(UsageError, match=said):
        list(run(write_files(tmp_path / "cases", 3), work(), How(scheduler=scheduler)))


def test_a_cluster_without_workers_is_not_waited_for_without_end(
    started: Start, scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS", 1.0)
    files = write_files(tmp_path / "cases", 600)
    with pytest.raises(UsageError, match="no worker was there for 1 second"):
        list(run(files, work(), How(scheduler=scheduler)))
    only = worker(started, scheduler, "--no-nanny")
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS", 10.0)
    results = run(files, work("slow", b"0.005"), How(scheduler=scheduler))
    next(results)
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS", 1.0)
    os.killpg(only.pid, signal.SIGKILL)
    with pytest.raises(UsageError, match=f"the scheduler at {scheduler} cannot go on: no worker was there"):
        list(results)


def test_a_scheduler_that_is_gone_mid_run_is_told(
    started: Start, scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS", 1.0)
    files = write_files(tmp_path / "cases", 600)
    worker(started, scheduler, "--no-nanny", "--death-timeout", "1")
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS", 10.0)
    results = run(files, work("slow", b"0.005"), How(scheduler=scheduler))
    next(results)
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS", 1.0)
    os.killpg(started.programs[0].pid, signal.SIGKILL)
    with pytest.raises(UsageError, match=f"the scheduler at {scheduler} cannot go on"):
        list(results)


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:9", "nowhere:1:2", "ftp://127.0.0.1:1"])
def test_a_scheduler_that_does_not_answer_is_told_soon(wrong: str, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(UsageError, match=f"no Dask scheduler answers at {wrong}"):
        list(run(write_files(tmp_path / "cases", 3), work(), How(scheduler=wrong)))
    assert time.monotonic() - began < 30


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'ddscore\[dask\]'"):
        list(run(write_files(tmp_path / "cases", 3), work(), How(scheduler="tcp://127.0.0.1:9")))
