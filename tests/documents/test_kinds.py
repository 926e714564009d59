"""What a file is, by its `ddscore:` line, and which files in a folder are meant for ddscore."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ddscore.documents.findings import Finding
from ddscore.documents.kinds import KINDS, OUTPUTS, is_meant, kind_of


def no_kind(document: object) -> Finding:
    found = kind_of(document)
    assert isinstance(found, Finding)
    return found


@pytest.mark.parametrize("kind", (*KINDS, *OUTPUTS))
def test_the_kind_is_what_stands_before_the_version(kind: str) -> None:
    assert kind_of({"ddscore": f"{kind}/1"}) == kind
    assert kind_of({"ddscore": f"{kind}/2"}) == kind
    assert kind_of([{"ddscore": f"{kind}/1"}]) == kind


@pytest.mark.parametrize("document", [{}, [], "case/1", 5, None, [5], {"id": "x"}])
def test_what_says_nothing_has_no_kind(document: object) -> None:
    assert (no_kind(document).id, no_kind(document).path) == ("file/no-kind", ())


@pytest.mark.parametrize("key", ["ddscroe", "Ddscore", "dd-score", "ddscore:"])
def test_a_misspelt_key_is_told_at_the_key(key: str) -> None:
    found = no_kind({"id": "x", key: "case/1"})
    assert (found.id, found.path, found.at_key) == ("file/no-kind", (key,), True)
    assert found.hint == "write `ddscore`"


def test_a_misspelt_kind_is_guessed() -> None:
    assert no_kind({"ddscore": "cases/1"}).hint == "did you mean `case/1`?"
    assert no_kind([{"ddscore": "assesment/1"}]).path == (0, "ddscore")


@pytest.mark.parametrize("stated", [None, 1, True, [], {}, ["case/1"]])
def test_what_is_no_text_is_no_kind(stated: Any) -> None:
    assert no_kind({"ddscore": stated}).id == "file/unknown-kind"


def test_a_message_shows_no_more_than_the_beginning_of_what_was_written() -> None:
    assert len(no_kind({"ddscore": "x" * 10_000}).message) < 100


@pytest.mark.parametrize(
    "text",
    [
        "ddscore: case/1\n",
        "# A case\n\nid: x\nddscore : case/1\n",
        "---\n  id: x\n  ddscore: case/1\n",
        '"ddscore": rubric/1\n',
        "{ddscore: case/1, id: x}",
        "ddscore: nothing\n",
        "ddscroe: case/1\nid: x\n",
        "Ddscore: case/1\nid: x\n",
        "ddscore case/1\nid: x\n",
        '[{"ddscore": "assessment/1"}]',
        json.dumps({"as_of": "2020-01-01", "ddscore": "assessment/1"}, indent=1),
        json.dumps({"as_of": "2020-01-01", "ddscore": "assessment/1"}),
        '{"ddscore": "assessment/1", "cut off',
        "company: {name: X}\nsources: {}\npolicies: []\n",
    ],
)
def test_a_file_of_ours_is_meant_even_where_its_line_is_misspelt(text: str) -> None:
    assert is_meant(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name: build\non: push\njobs:\n  check:\n    steps:\n      - run: ddscore check .\n",
        "repos:\n  - repo: https://example.org/ddscore\n    hooks:\n      - id: ddscore-check\n",
        "services:\n  ddscore:\n    image: example/ddscore:1\n",
        '{"name": "site", "devDependencies": {\n"ddscore": "1"}}',
        '{"scripts": {"ddscore": "ddscore check"}}',
        "path: case/1\nimage: rubric/2\n",
        "company: X\nsources: []\n",
        "vector: 1\ncase:\n  ddscore: case/1\n",
        "\x00\xff",
    ],
)
def test_a_file_of_another_tool_is_not_meant(text: str) -> None:
    assert not is_meant(text.encode("latin-1"))
