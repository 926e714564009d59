"""Saved assessments made by an attacker: refused in words; past the reader that refuses them, harmless."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.documents import assessment as reading
from ddscore.reports import FORMATS
from tests.attack.arming import ARMS, armed
from tests.attack.attacking import unseen
from tests.attack.payloads import FAMILIES
from tests.attack.specimens import EXAMPLE
from tests.cli.conftest import DATA, Run, ddscore

__all__ = ["ddscore"]

SAVED = json.loads(
    FORMATS["json"].render(
        [assess(load_case(DATA / "example-mining.yaml"), load_rubric(DATA / "small.yaml"))]
    )
)
ODD = (
    *(None, True, -1, 0.5, 1e308, 2**53, 10**30, "", "x", "2020-02-30", "9999-12", [], {}, [None], [[]]),
    *({"": ""}, {"id": 1}, ["x", "x"], "\x1b[2J", "<script>", "unknown", "a" * 5000),
)


def written(folder: Path, value: object) -> Path:
    path = folder / "saved.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize("arms", ARMS)
@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_refused_is_refused_in_words(tmp_path: Path, ddscore: Run, family: str, arms: str) -> None:
    hostile = FORMATS["json"].render([armed(EXAMPLE, ARMS[arms](FAMILIES[family]))])
    for command in ("render", "verify", "check"):
        ran = ddscore(command, written(tmp_path, json.loads(hostile)))
        assert ran.code == (1 if command == "check" else 3)
        said = ran.out if command == "check" else ran.err
        assert "saved.json" in said
        assert "Traceback" not in ran.out + ran.err
        assert unseen(ran.out + ran.err) == set()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("arms", ARMS)
def test_past_the_reader_it_prints_as_the_object_does(
    tmp_path: Path, ddscore: Run, monkeypatch: pytest.MonkeyPatch, form: str, arms: str
) -> None:
    monkeypatch.setattr(reading, "saved_findings", lambda _document: [])
    # What JSON cannot hold is shown by the writer already.
    payload = FAMILIES["all together"].encode("utf-8", "replace").decode()
    hostile = armed(EXAMPLE, ARMS[arms](payload))
    path = written(tmp_path, json.loads(FORMATS["json"].render([hostile])))
    ran = ddscore("render", path, "-f", form, *(["--full"] if form == "text" else []))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == FORMATS[form].render([hostile])


def test_no_value_in_a_saved_assessment_is_answered_with_a_trace_back(tmp_path: Path, ddscore: Run) -> None:
    forms = list(FORMATS)
    codes = set()
    for number, (place, document) in enumerate(changed(SAVED)):
        path = written(tmp_path, document)
        command = ("verify", path) if number % 10 == 0 else ("render", path, "-f", forms[number % len(forms)])
        ran = ddscore(*command)
        codes.add(ran.code)
        assert ran.code in (0, 1, 3), (place, ran.err)
        assert unseen(ran.out + ran.err) == set(), place
    assert codes >= {0, 3}
    assert number > 200


def changed(value: Any) -> Iterator[tuple[list[str | int], Any]]:
    """The document with each of its values, in turn, made something odd."""
    for number, place in enumerate(places(value)):
        document = copy.deepcopy(value)
        inner = document
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] = ODD[number % len(ODD)]
        yield place, document


def places(value: Any) -> Iterator[list[str | int]]:
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, member in members:
        yield [name]
        yield from ([name, *rest] for rest in places(member))
