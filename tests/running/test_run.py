"""Many files judged: in order, whatever the means, and none lost with another."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from ddscore.documents.files import read
from ddscore.errors import DdscoreError, InputError, UsageError
from ddscore.running import Done, Failed, How, Result, run
from ddscore.running.run import SEGMENT
from tests.running.conftest import work, write, write_files

MEANS = {
    "here": How(jobs=1),
    "processes": How(jobs=2),
    "spawned": How(jobs=2, start_method="spawn"),
}


def results_of(results: list[Result]) -> list[bytes]:
    assert all(isinstance(result, Done) for result in results), results[:3]
    return [result.result for result in results if isinstance(result, Done)]


def test_results_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", SEGMENT * 2 + 3)[::-1]
    results = list(run(files, work(), How(jobs=1)))
    assert [result.file for result in results] == files
    assert [json.loads(result)[0] for result in results_of(results)] == list(map(str, files))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("means", MEANS)
def test_results_are_the_same_by_all_means(means: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 450)
    write(files[7], b"beside: a.csv\n")
    write(files[7].with_name("a.csv"), b"rubric,question,answer\n")
    expected = [
        [str(file), sha256(b"a rubric").hexdigest(), sha256(file.read_bytes()).hexdigest(), {}]
        for file in files
    ]
    expected[7][3] = {"a.csv": sha256(b"rubric,question,answer\n").hexdigest()}
    found = results_of(list(run(files, work(), MEANS[means])))
    assert [json.loads(result) for result in found] == expected


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("means", MEANS)
def test_a_file_that_fails_loses_no_other(means: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 60)
    for number, content in ((3, b"invalid"), (20, b"no date"), (21, b"bug"), (59, b"huge")):
        files[number].write_bytes(content)
    files[30].unlink()
    results = list(run(files, work("refusing"), MEANS[means]))
    failed = {files.index(one.file): one.error for one in results if isinstance(one, Failed)}
    assert [one.file for one in results] == files
    assert {number: (type(error), error.exit_code) for number, error in failed.items()} == {
        3: (InputError, 3),
        20: (UsageError, 2),
        21: (DdscoreError, 4),
        30: (InputError, 3),
        59: (DdscoreError, 4),
    }
    assert str(failed[3]) == f"{files[3]}:3:7: wrong (mend it)"
    assert str(failed[20]) == f"{files[20]} needs a date"
    assert "ZeroDivisionError: by zero" in str(failed[21])
    assert isinstance(failed[30], InputError)
    assert failed[30].problems[0].id == "file/not-found"
    assert "not enough memory" in str(failed[59])


def test_a_file_beside_one_that_is_not_there_fails_that_one_alone(tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 3)
    write(files[1], b"beside: a.csv\n")
    results = list(run(files, work(), How(jobs=1)))
    assert [type(one) for one in results] == [Done, Failed, Done]
    failed = results[1]
    assert isinstance(failed, Failed)
    assert str(files[1].with_name("a.csv")) in str(failed.error)


@pytest.mark.parametrize("means", MEANS)
def test_it_tells_of_every_file_that_is_done(means: str, tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", 70)
    files[5].unlink()
    steps: list[int] = []
    how = How(jobs=MEANS[means].jobs, start_method=MEANS[means].start_method, progress=steps.append)
    list(run(files, work(), how))
    assert sum(steps) == 70
    assert len(steps) > 3


def test_no_files_are_no_work(tmp_path: Path) -> None:
    assert list(run([], work(), How(cache=tmp_path))) == []


def test_a_file_named_twice_is_told_twice(tmp_path: Path) -> None:
    (file,) = write_files(tmp_path / "cases", 1)
    first, second = run([file, file], work(), How(jobs=1))
    assert first == second


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    (file,) = write_files(tmp_path / "cases", 1)
    reads = []

    def read_torn(path: Path) -> bytes:
        content = read(path)
        reads.append(content)
        if len(reads) < 3:
            write(path, f"new content {len(reads)}".encode())
        return content

    (result,) = run([file], replace(work(), read=read_torn), How(jobs=1))
    assert isinstance(result, Done)
    assert len(reads) == 3
    assert json.loads(result.result)[2] == sha256(b"new content 2").hexdigest()


def test_a_file_that_never_stands_still_is_named(tmp_path: Path) -> None:
    changing, still = write_files(tmp_path / "cases", 2)

    def read_growing(path: Path) -> bytes:
        if path == changing:
            with path.open("ab") as stream:
                stream.write(b"more\n")
        return read(path)

    first, second = run([changing, still], replace(work(), read=read_growing), How(jobs=1))
    assert isinstance(first, Failed)
    assert isinstance(first.error, InputError)
    assert first.error.problems[0].id == "file/changing"
    assert isinstance(second, Done)


def test_little_is_held_of_what_is_not_asked_for_yet(tmp_path: Path) -> None:
    files = write_files(tmp_path / "cases", SEGMENT * 5)
    reads = []

    def read_counting(path: Path) -> bytes:
        reads.append(path)
        return read(path)

    results = run(files, replace(work(), read=read_counting), How(jobs=1))
    next(results)
    assert len(reads) <= SEGMENT
    assert len(list(results)) == SEGMENT * 5 - 1
