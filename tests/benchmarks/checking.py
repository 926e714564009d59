"""`check` of many case files in one process, against PyYAML's bare event loop over the same files."""

from __future__ import annotations

from functools import partial
from time import process_time
from typing import TYPE_CHECKING

from yaml.cyaml import CParser
from yaml.events import StreamEndEvent

from ddscore.documents import shipped
from ddscore.documents.check import check
from ddscore.documents.lint import Context, asks_of
from ddscore.documents.rubric import load_rubric
from tests.benchmarks.documents import case_text
from tests.benchmarks.timing import Row, medians

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FILES = 500
_ROUNDS = 5


def rows(folder: Path) -> Iterator[Row]:
    """What `check` takes for files in which nothing is wrong, and for the same with a warning in each."""
    sound = [case_text().replace("example-mining", f"example-{number}") for number in range(FILES)]
    warned = [text.replace("UNGP]", "UNGP]\n    note: The board knowingly signed it.", 1) for text in sound]
    context = Context(asks_of([load_rubric(path) for path in shipped.rubrics().values()]), folder)
    yield _row("check of 500 cases, to the bare event loop", sound, 0, context, "at most 2.0")
    yield _row("  the same, with a warning in each", warned, FILES, context, "")


def _row(what: str, texts: Sequence[str], warnings: int, context: Context, target: str) -> Row:
    files = [text.encode() for text in texts]
    assert sum(len(one.problems) for file in files for one in check(file, "case.yaml", context)) == warnings
    seconds = medians({"bare": partial(_bare, files), "check": partial(_check, files, context)}, _ROUNDS)
    return Row(what, seconds["check"] / seconds["bare"], target)


def _bare(files: Sequence[bytes]) -> Mapping[str, float]:
    start = process_time()
    for content in files:
        get_event = CParser(content).get_event
        while type(get_event()) is not StreamEndEvent:
            pass
    return {"bare": process_time() - start}


def _check(files: Sequence[bytes], context: Context) -> Mapping[str, float]:
    start = process_time()
    for content in files:
        check(content, "case.yaml", context)
    return {"check": process_time() - start}
