"""What is mutated: real files of every kind, each small enough to be read a thousand times a second."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ddscore import assess, load_case, load_rubric
from ddscore.documents import shipped
from ddscore.documents import yaml as strict
from ddscore.errors import InputError
from ddscore.reports import FORMATS
from tests.benchmarks.documents import case_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DATA = Path(__file__).parents[1] / "data"
MAX_BYTES = 2**13
_OFTEN = {"case": 14, "assessment": 3, "rubric": 2, "rubric-test": 1}
"""How often each kind is taken: cases are what people write, and rubrics take long to check."""


class Seed(NamedTuple):
    """A real file, as text and as data."""

    name: str
    content: bytes
    document: object


@cache
def seeds() -> Mapping[str, Sequence[Seed]]:
    """Real files by kind, as often as each kind is to be taken."""
    found: dict[str, list[Seed]] = {kind: [] for kind in _OFTEN}
    for seed in _all():
        kind = str(seed.document.get("ddscore")).partition("/")[0] if isinstance(seed.document, dict) else ""
        if kind in found and (len(seed.content) <= MAX_BYTES or kind == "assessment"):
            found[kind].append(seed)
    assert all(found.values())
    return found


def kinds() -> list[str]:
    """The kinds, each as often as it is to be taken."""
    return [kind for kind, often in _OFTEN.items() for _ in range(often)]


def _all() -> Iterator[Seed]:
    for path in sorted([*DATA.rglob("*.yaml"), DATA / "schema" / "assessment.json"]):
        content = path.read_bytes()
        try:
            yield Seed(str(path.relative_to(DATA)), content, strict.load(content, path.name))
        except InputError:
            # Broken already; its bytes are tried as they are by another test.
            continue
    yield _dumped("benchmark case", strict.load(case_text().encode(), ""))
    yield from _of_the_shipped_case()
    yield from _of_rubric_tests()
    yield _assessment()


def _of_the_shipped_case() -> Iterator[Seed]:
    """The shipped cases are large: each collection by itself, with all sources that it names."""
    for path in sorted(shipped.folder("cases").glob("*.yaml")):
        case = strict.load(path.read_bytes(), path.name)
        assert isinstance(case, dict)
        for name, listed in case.items():
            if isinstance(listed, list):
                for start in range(0, len(listed), 2):
                    facts = listed[start : start + 2]
                    text = json.dumps(facts)
                    sources = {key: source for key, source in case["sources"].items() if f'"{key}"' in text}
                    head = {key: case[key] for key in ("ddscore", "id", "company", "as_of") if key in case}
                    yield _dumped(f"{path.name} {name} {start}", {**head, "sources": sources, name: facts})


def _of_rubric_tests() -> Iterator[Seed]:
    for path in sorted(shipped.folder("rubrics").glob("*.test.yaml")):
        document = strict.load(path.read_bytes(), path.name)
        assert isinstance(document, dict)
        cases = dict(list(document.get("cases", {}).items())[:2])
        yield _dumped(path.name, {**document, "cases": cases, "tests": document["tests"][:3]})


def _assessment() -> Seed:
    """What ddscore itself saves of a small case."""
    folder = DATA / "cli"
    assessment = assess(load_case(folder / "example-mining.yaml"), load_rubric(folder / "small.yaml"))
    text = FORMATS["json"].render([assessment])
    return Seed("assessment", text.encode(), json.loads(text))


def _dumped(name: str, document: object) -> Seed:
    from yaml import CSafeDumper, dump

    text: str = dump(document, Dumper=CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    return Seed(name, text.encode(), document)
