"""The means by which `ddscore portfolio` works change no result, and no fault of theirs loses an old one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ddscore.running import crew
from ddscore.running.cache import FILE, FOLDER
from tests.benchmarks.generate import isin_of, write_cases
from tests.cli.conftest import Run

ROOT = Path(__file__).parent.parent.parent
ASKED = "import sys\nfrom ddscore.cli.main import main\nmain(sys.argv[1:])"

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


@pytest.fixture(scope="module")
def universe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of some companies in `cases`, and a list of those that are held."""
    folder = tmp_path_factory.mktemp("universe")
    write_cases(60, 1, folder / "cases")
    lines = [f"Held {number},{isin_of(number)},{100 + number}\n" for number in range(70)]
    (folder / "held.csv").write_text("name,isin,value\n" + "".join(lines), encoding="utf-8")
    return folder


def asked(universe: Path, *more: object) -> list[object]:
    return ["portfolio", universe / "held.csv", "--cases", universe / "cases", "-f", "json", *more]


def test_results_are_the_same_by_all_means(
    ddscore: Run, universe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = ddscore(*asked(universe, "--no-cache", "-j", 1))
    assert expected.code == 0
    assert '"example-00059"' in expected.out
    monkeypatch.setattr(crew, "PATIENCE", 0.0)
    cache = ("--cache", tmp_path / "cache")
    for means in (("-j", 2), cache, cache, ("-j", 2, *cache), ("--cache-by-content", *cache)):
        assert ddscore(*asked(universe, *means)) == expected
    assert (tmp_path / "cache" / FOLDER / FILE).stat().st_size > 60 * 500


def test_a_cluster_gives_the_same_results(
    ddscore: Run, universe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    expected = ddscore(*asked(universe, "--no-cache", "-j", 1))
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        found = ddscore(*asked(universe, "--no-cache", "--scheduler", cluster.scheduler_address))
    assert (found.code, found.out, found.err) == (0, expected.out, "")


def test_without_a_word_results_are_remembered_where_the_user_has_caches(
    ddscore: Run, universe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DDSCORE_CACHE", str(tmp_path))
    ddscore(*asked(universe, "--no-cache"))
    assert not (tmp_path / FOLDER).exists()
    ddscore(*asked(universe))
    assert (tmp_path / FOLDER / FILE).exists()


@pytest.mark.parametrize(
    ("means", "said"),
    [
        (("--no-cache", "--cache", "here"), "--no-cache and --cache exclude each other"),
        (("--no-cache", "--cache-by-content"), "--no-cache and --cache-by-content exclude each other"),
        (("-j", 2, "--scheduler", "tcp://127.0.0.1:1"), "-j and --scheduler exclude each other"),
        (("-j", 0), "0 is not in the range"),
    ],
)
def test_means_that_exclude_each_other_are_wrong_usage(
    means: tuple[object, ...], said: str, ddscore: Run, universe: Path
) -> None:
    ran = ddscore(*asked(universe, *means))
    assert ran.code == 2
    assert said in ran.err


def test_a_damaged_cache_is_told_on_stderr_alone(ddscore: Run, universe: Path, tmp_path: Path) -> None:
    expected = ddscore(*asked(universe, "--no-cache"))
    database = tmp_path / FOLDER / FILE
    database.parent.mkdir(mode=0o700)
    database.write_bytes(b"no database " * 1_000)
    ran = ddscore(*asked(universe, "--cache", tmp_path))
    assert (ran.code, ran.out) == (0, expected.out)
    assert ran.err.startswith(f"ddscore: the cache {database} is damaged")
    assert ddscore(*asked(universe, "--cache", tmp_path)) == expected


def program(script: str, *words: object, **means: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", f"{script}\n{ASKED}", *map(str, words)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **means,
    )


@on_unix
def test_an_interrupt_ends_the_run_and_leaves_the_old_output(universe: Path, tmp_path: Path) -> None:
    output = tmp_path / "results.json"
    output.write_text("old", encoding="utf-8")
    script = (
        "import time\nfrom ddscore.analysis import standings\njudge = standings.judge\n"
        "def slow(*given):\n    time.sleep(0.2)\n    return judge(*given)\nstandings.judge = slow"
    )
    words = asked(universe, "-o", output, "--cache", tmp_path / "cache")
    running = program(script, *words)
    while not (tmp_path / "cache" / FOLDER / FILE).exists():
        assert running.poll() is None
        time.sleep(0.01)
    began = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate()
    assert time.monotonic() - began < 3
    assert (running.returncode, err.lstrip()) == (130, "ddscore: interrupted; nothing was written\n")
    assert output.read_text(encoding="utf-8") == "old"


@on_unix
def test_a_run_that_is_killed_while_it_writes_leaves_the_old_output(universe: Path, tmp_path: Path) -> None:
    output = tmp_path / "results.json"
    output.write_text("old", encoding="utf-8")
    script = (
        "import os, signal\nfrom ddscore.cli import output\n"
        "output._give_usual_mode = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = program(script, *asked(universe, "-o", output))
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert output.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("to_stdout", [True, False])
def test_a_full_disk_is_told(to_stdout: bool, universe: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        words = asked(universe) if to_stdout else asked(universe, "-o", "/dev/full")
        running = program("", *words, stdout=full if to_stdout else subprocess.DEVNULL)
        _, err = running.communicate()
    assert running.returncode in (2, 3)
    assert "No space left on device" in err
    assert "Traceback" not in err
