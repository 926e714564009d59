"""Files made to harm: each ends in one clear error, and in little memory.

Each is read in a process of its own, since an error in libyaml would be a segmentation fault, and the memory
of this process is that of all its tests.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MEBIBYTE = 2**20

CHILD = """
import json, pathlib, sys
from ddscore.documents import files, yaml
from ddscore.errors import InputError

def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # the peak that resource tells there may be that of the parent
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:  # Windows does not tell
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

problems = []
try:
    yaml.load(files.read(sys.argv[1]), sys.argv[1])
except InputError as error:
    problems = [(problem.id, problem.message, problem.hint) for problem in error.problems]
print(json.dumps({"problems": problems, "peak": peak()}))
"""

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "200,000 nested brackets": ("[" * 200_000, "yaml/too-deep"),
    "200,000 nested braces": ("{a: " * 200_000, "yaml/too-deep"),
    "200,000 lists on one line": ("- " * 200_000, "yaml/too-deep"),
    "lists each indented further": ("".join(" " * n + "-\n" for n in range(1400)), "yaml/too-deep"),
    "100,000 nested explicit keys": ("? " * 100_000, "yaml/complex-key"),
    "100,000 tag directives": ("%TAG !a! b\n" * 95_000, "yaml/directive"),
    "100,000 different tag directives": ("".join(f"%TAG !{n}! b\n" for n in range(65_000)), "yaml/directive"),
    "a directive after a comment": ("# \n%TAG !a! b\n", "yaml/directive"),
    "a million tiny values": ("[" + "a," * 500_000, "yaml/too-many-nodes"),
    "a million tiny values in three megabytes": ("- a\n" * 1_000_000, "file/too-large"),
    "empty values": ("-\n" * 500_000, "yaml/too-many-nodes"),
    "entries": ("".join(f"{n}:\n" for n in range(130_000)), "yaml/too-many-nodes"),
    "empty lists": ("[" + "[]," * 300_000, "yaml/too-many-nodes"),
    "60 levels of 300,000 values": ("[" * 60 + "a," * 300_000, "yaml/too-many-nodes"),
    "a duplicate after 90,000 values": (
        "".join(f"{n}: 1\n" for n in range(45_000)) + "0: 1",
        "yaml/duplicate-key",
    ),
    "duplicate keys": ("a: 1\n" * 100_000, "yaml/duplicate-key"),
    "an alias bomb": (BOMB, "yaml/anchor"),
    "an anchor in a circle": ("a: &a [*a]", "yaml/anchor"),
    "a million aliases": ("- *a\n" * 200_000, "yaml/alias"),
    "a Python object": ("a: !!python/object/apply:os.system ['echo harm']", "yaml/tag"),
    "a tag of a mebibyte": ("!" + "a" * 1_000_000, "yaml/tag"),
    "a million marks of tags": ("a: '" + "! " * 500_000 + "'\nb: ! c", "yaml/tag"),
    "two documents": ("a: 1\n---\nb: 2\n", "yaml/several-documents"),
    "250,000 documents": ("---\n" * 250_000, "yaml/several-documents"),
    "a byte order mark": ("\ufeffa: 1", "yaml/control-character"),
    "UTF-16": ("a: 1\n".encode("utf-16"), "yaml/not-utf8"),
    "UTF-16 without a mark": ("a: 1\n".encode("utf-16-be"), "yaml/not-utf8"),
    "invalid UTF-8": (b"a: 1\n" * 200_000 + b"\xff", "yaml/not-utf8"),
    "a raw control character": ("a: 1\n" * 200_000 + "\x1b[2J", "yaml/control-character"),
    "an escaped control character": ('a: "\\e[2J"', "yaml/control-character"),
    "a million escapes": ('a: "' + "\\n" * 500_000 + '\\0"', "yaml/control-character"),
    "a number that is none": ("a: .nan", "yaml/not-finite"),
    "a number of 500,000 digits": ("a: " + "9" * 500_000, "yaml/number-too-long"),
    "an exponent of 500,000 digits": ("a: 1e" + "9" * 500_000, "yaml/number-too-long"),
    "an empty file": ("", "yaml/empty"),
    "a mebibyte of comments": ("#\n" * (MEBIBYTE // 2), "yaml/empty"),
    "a mebibyte of spaces": (" " * MEBIBYTE, "yaml/empty"),
    "a mebibyte of quotation marks": ('"' * MEBIBYTE, "yaml/syntax"),
    "a quotation without end": ('a: "' + "b\n" * 500_000, "yaml/syntax"),
    "a key of a mebibyte": ("k" * (MEBIBYTE - 3) + ": 1", "yaml/syntax"),
    "colons": ("a:" * (MEBIBYTE // 2), "yaml/syntax"),
    "tabs": ("\t" * MEBIBYTE, "yaml/syntax"),
}


def read_apart(path: Path) -> tuple[list[list[str]], int]:
    """The problems of a file and the most memory that reading it took, in a process of its own."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (child.returncode, child.stderr) == (0, "")
    report = json.loads(child.stdout)
    return report["problems"], report["peak"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_one_error_and_little_memory(name: str, tmp_path: Path) -> None:
    content, check = HOSTILE[name]
    path = tmp_path / "hostile.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    problems, peak = read_apart(path)
    ((found, message, hint),) = problems
    assert found == check
    assert hint
    assert len(message) < 200
    assert peak < 200 * MEBIBYTE


def test_of_a_file_of_50_megabytes_no_more_is_read_than_a_document_may_have(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    problems, peak = read_apart(path)
    assert [problem[0] for problem in problems] == ["file/too-large"]
    assert peak < 50 * MEBIBYTE


@pytest.mark.parametrize(
    "content",
    [
        "a\n" * (MEBIBYTE // 2),
        "|\n" + " " * 1_000_000,
        "'" + "\n" * 1_000_000 + "'",
        "[" * 60 + "a," * 99_000 + "]" * 60,
    ],
    ids=["text of many lines", "blanks of a block", "blank lines in quotes", "values at 60 levels"],
)
def test_what_is_merely_large_is_read_in_little_memory(content: str, tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(content, encoding="utf-8")
    problems, peak = read_apart(path)
    assert problems == []
    assert peak < 200 * MEBIBYTE
