"""Documents found good before: never a wrong one, never an error, and nothing that was refused."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ddscore.documents import case_checks, memory, shipped, yaml
from ddscore.documents.case import load_case
from ddscore.documents.memory import NO_MEMORY, PLACE, Memory, usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.errors import InputError
from ddscore.problems import Severity

DATA = Path(__file__).parent.parent / "data"
CASE = DATA / "cli" / "example-mining.yaml"
RUBRIC = DATA / "cli" / "small.yaml"
CONTENT = b"a file"
GOOD = {"id": "example", "of": [1, 1.0, -0.5, True, None, "", "é\u200d\U0001f600"], "b": {"z": {}, "a": []}}

on_windows = pytest.mark.skipif(sys.platform == "win32", reason="there, permissions are another matter")


@pytest.fixture
def remembered(tmp_path: Path) -> Memory:
    """A memory that has `GOOD`, found in `CONTENT`."""
    kept = Memory(tmp_path / "documents")
    kept.keep(GOOD, "case", CONTENT)
    assert kept.recall("case", CONTENT) == GOOD
    return kept


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and any document that is read from then on fails the test."""

    def refuse(content: bytes, path: str) -> object:
        pytest.fail(f"{path} is read again")

    return lambda: monkeypatch.setattr(yaml, "load", refuse)


def records(kept: Memory) -> list[Path]:
    assert kept.folder is not None
    return sorted(kept.folder.iterdir()) if kept.folder.exists() else []


def test_an_unchanged_case_is_not_read_again(tmp_path: Path, unread: Callable[[], None]) -> None:
    kept = Memory(tmp_path / "documents")
    first = load_case(CASE, kept)
    unread()
    assert load_case(CASE, kept) == first == load_case(CASE, Memory(tmp_path / "documents"))


def test_an_unchanged_rubric_is_not_read_again(tmp_path: Path, unread: Callable[[], None]) -> None:
    kept = Memory(tmp_path / "documents")
    first = load_rubric("ungp-investor", kept)
    unread()
    again = load_rubric("ungp-investor", kept)
    assert (again.themes, again.outcomes, again.bases) == (first.themes, first.outcomes, first.bases)


@pytest.mark.parametrize("name", shipped.rubrics())
def test_a_rubric_is_the_same_when_it_is_recalled(name: str, tmp_path: Path) -> None:
    kept = Memory(tmp_path / "documents")
    read, first, again = load_rubric(name), load_rubric(name, kept), load_rubric(name, kept)
    assert repr(read) == repr(first) == repr(again)


def test_a_document_is_recalled_with_its_types_and_its_order(remembered: Memory) -> None:
    assert repr(remembered.recall("case", CONTENT)) == repr(GOOD)


@pytest.mark.parametrize(
    ("kind", "contents"),
    [
        ("rubric", (CONTENT,)),
        ("case", (CONTENT + b"\n",)),
        ("case", (CONTENT, b"")),
        ("case", (CONTENT[:3], CONTENT[3:])),
        ("case", ()),
    ],
)
def test_a_document_is_recalled_by_its_kind_and_all_its_bytes(
    kind: str, contents: tuple[bytes, ...], remembered: Memory
) -> None:
    assert remembered.recall(kind, *contents) is None


def test_what_is_refused_is_never_kept(tmp_path: Path) -> None:
    kept = Memory(tmp_path / "documents")
    path = tmp_path / "case.yaml"
    path.write_text(
        CASE.read_text(encoding="utf-8").replace("sources: [", "sources: [nowhere, "), encoding="utf-8"
    )
    for _ in range(2):
        with pytest.raises(InputError):
            load_case(path, kept)
    assert records(kept) == []


def test_a_case_that_comes_to_be_wrong_is_refused(tmp_path: Path) -> None:
    kept = Memory(tmp_path / "documents")
    path = tmp_path / "case.yaml"
    good = CASE.read_text(encoding="utf-8")
    path.write_text(good, encoding="utf-8")
    load_case(path, kept)
    path.write_text(f"{good}unheard-of: 1\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_case(path, kept)


def test_a_rubric_follows_its_base(tmp_path: Path) -> None:
    kept = Memory(tmp_path / "documents")
    base, mine = tmp_path / "small.yaml", tmp_path / "mine.yaml"
    text = RUBRIC.read_text(encoding="utf-8")
    base.write_text(text, encoding="utf-8")
    mine.write_text("ddscore: rubric/1\nid: mine\nextends: small\n", encoding="utf-8")
    assert load_rubric(mine, kept).bands[0].below == 50
    base.write_text(text.replace("below: 50", "below: 40"), encoding="utf-8")
    assert load_rubric(mine, kept).bands[0].below == 40
    base.write_text(text.replace("below: 50", "below: 400"), encoding="utf-8")
    with pytest.raises(InputError):
        load_rubric(mine, kept)


def test_a_rubric_that_does_not_fit_its_base_is_refused_again_and_again(tmp_path: Path) -> None:
    """Each file is good by itself, and kept."""
    kept = Memory(tmp_path / "documents")
    base, mine = tmp_path / "small.yaml", tmp_path / "mine.yaml"
    text = RUBRIC.read_text(encoding="utf-8")
    base.write_text(text, encoding="utf-8")
    mine.write_text("ddscore: rubric/1\nid: mine\nextends: small\nremove: [stated]\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_rubric(mine, kept)
    load_rubric(base, kept)
    with pytest.raises(InputError):
        load_rubric(mine, kept)


def test_what_is_trusted_inside_a_package_is_not_trusted_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Memory(tmp_path / "documents")
    sealed = tmp_path / "rubrics" / "small.yaml"
    sealed.parent.mkdir()
    sealed.write_text(RUBRIC.read_text(encoding="utf-8").replace("policies:", "policys:"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(shipped, "_PACKAGE", tmp_path)
        load_rubric(sealed, kept)
    with pytest.raises(InputError):
        load_rubric(sealed, kept)


def test_no_warning_is_lost(tmp_path: Path) -> None:
    """A warning refuses nothing, so the case is kept; a check finds it in what is recalled too."""
    kept = Memory(tmp_path / "documents")
    path = tmp_path / "case.yaml"
    text = CASE.read_text(encoding="utf-8")
    odd = text.replace("published: 2019-01-01", "published: 2019-01-01, archived: 2018-01-01")
    path.write_text(odd, encoding="utf-8")
    load_case(path, kept)
    content = path.read_bytes()
    documents = (kept.recall("case", content), yaml.load(content, "case.yaml"))
    found, expected = (case_checks.check_case(document, case_fields()) for document in documents)
    assert found == expected
    assert [one.severity for one in found] == [Severity.WARNING]


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda old: old[:-1], lambda old: old.replace(b"1.0", b"1.5")]
)
def test_a_damaged_record_is_passed_over_and_mended(
    damage: Callable[[bytes], bytes], remembered: Memory
) -> None:
    (record,) = records(remembered)
    whole = record.read_bytes()
    record.write_bytes(damage(whole))
    assert record.read_bytes() != whole
    assert remembered.recall("case", CONTENT) is None
    remembered.keep(GOOD, "case", CONTENT)
    assert record.read_bytes() == whole


def test_a_record_under_the_name_of_another_is_passed_over(remembered: Memory) -> None:
    (first,) = records(remembered)
    remembered.keep({"id": "another"}, "case", b"another file")
    (second,) = set(records(remembered)) - {first}
    second.write_bytes(first.read_bytes())
    assert remembered.recall("case", b"another file") is None


def test_no_record_outlives_a_change_of_what_made_it(
    remembered: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    (package / "checks").mkdir(parents=True)
    monkeypatch.setattr(memory, "_PACKAGE", package)
    seen = {state()}
    module = package / "checks" / "module.py"
    module.write_text("strict = True", encoding="utf-8")
    seen.add(state())
    then = module.stat()
    module.write_text("strict = None", encoding="utf-8")
    seen.add(state())
    os.utime(module, ns=(then.st_atime_ns, then.st_mtime_ns))
    seen.add(state())
    # On Windows, as for Python itself, a file of the same size and time is the same.
    assert len(seen) == (3 if sys.platform == "win32" else 4)
    assert remembered.recall("case", CONTENT) is None


def test_compiled_modules_and_what_stands_elsewhere_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_PACKAGE", tmp_path / "package")
    (tmp_path / "package" / "__pycache__").mkdir(parents=True)
    before = state()
    (tmp_path / "package" / "__pycache__" / "module.pyc").write_bytes(b"compiled")
    (tmp_path / "elsewhere.py").write_bytes(b"")
    assert state() == before


@pytest.mark.parametrize("library", ["yaml", "jsonschema_rs"])
def test_no_record_outlives_another_library(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state()
    (tmp_path / library).mkdir()
    (tmp_path / library / "__init__.py").write_bytes(b"")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, library, raising=False)
    assert state() != before


def state() -> str:
    memory._judges.cache_clear()
    try:
        return memory._judges()
    finally:
        memory._judges.cache_clear()


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = Memory(tmp_path / "file" / "documents")
    assert load_case(CASE, kept) == load_case(CASE, kept) == load_case(CASE)


def test_a_record_that_cannot_be_replaced_is_done_without(remembered: Memory) -> None:
    (record,) = records(remembered)
    record.unlink()
    record.mkdir()
    (record / "something").write_bytes(b"")
    assert remembered.recall("case", CONTENT) is None
    remembered.keep(GOOD, "case", CONTENT)
    assert records(remembered) == [record]


@on_windows
def test_a_folder_that_others_may_write_to_is_not_trusted(remembered: Memory) -> None:
    assert remembered.folder is not None
    assert remembered.folder.stat().st_mode & 0o777 == 0o700
    remembered.folder.chmod(0o777)
    assert remembered.recall("case", CONTENT) is None
    remembered.keep(GOOD, "case", b"another file")
    remembered.folder.chmod(0o700)
    assert remembered.recall("case", b"another file") is None
    assert remembered.recall("case", CONTENT) == GOOD


@on_windows
def test_a_folder_of_somebody_else_is_not_trusted(
    remembered: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: -1)
    assert remembered.recall("case", CONTENT) is None


def test_many_may_write_and_read_at_once(tmp_path: Path) -> None:
    large = {"id": "example", "text": ["x" * 1000] * 200}

    def write_and_read(turn: int) -> object:
        kept = Memory(tmp_path / "documents")
        kept.keep(large, "case", CONTENT)
        kept.keep({"id": turn}, "case", str(turn).encode())
        return kept.recall("case", CONTENT)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(write_and_read, range(40)))
    assert all(document in (large, None) for document in found)
    assert Memory(tmp_path / "documents").recall("case", CONTENT) == large
    assert len(records(Memory(tmp_path / "documents"))) == 41


def test_the_oldest_records_make_room(remembered: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 3)
    (first,) = records(remembered)
    os.utime(first, ns=(0, 0))
    for number in range(3):
        remembered.keep(GOOD, "case", str(number).encode())
    assert remembered.recall("case", CONTENT) is None
    assert [remembered.recall("case", str(number).encode()) for number in range(3)] == [GOOD] * 3


def test_without_a_memory_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    NO_MEMORY.keep(GOOD, "case", CONTENT)
    assert NO_MEMORY.recall("case", CONTENT) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("system", "settings", "folder"),
    [
        ("linux", {}, "home/.cache/ddscore/documents"),
        ("linux", {"XDG_CACHE_HOME": " "}, "home/.cache/ddscore/documents"),
        ("linux", {"XDG_CACHE_HOME": "caches"}, "caches/ddscore/documents"),
        ("darwin", {}, "home/Library/Caches/ddscore/documents"),
        ("win32", {}, "home/AppData/Local/ddscore/Cache/documents"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/ddscore/Cache/documents"),
        ("linux", {PLACE: "mine", "XDG_CACHE_HOME": "caches"}, "mine/documents"),
        ("linux", {PLACE: ""}, None),
    ],
)
def test_records_stand_where_the_system_keeps_caches_unless_told_otherwise(
    system: str, settings: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", PLACE):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", system)
        found = usual_memory().folder
    assert found == (None if folder is None else Path(folder))


def test_who_has_no_home_keeps_no_records(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", PLACE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert usual_memory() is NO_MEMORY
