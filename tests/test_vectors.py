"""The worked examples of tests/data/vectors, each through the library's public calls."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.documents import yaml
from ddscore.model.score import Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ddscore import Assessment, Rubric
    from ddscore.model.assessment import NodeResult

VECTORS = sorted((Path(__file__).parent / "data" / "vectors").glob("*.yaml"))
FIGURES = frozenset({"points", "of", "percent", "low", "high"})
LISTS = ("contradictions", "possible_contradictions", "disputed", "later", "open_promises", "unanswered")


def part(text: str, key: str) -> str:
    """The document under a key of a vector, word for word, as a file of its own."""
    found = re.search(rf"^{key}:(.*\n(?: .*\n)*)", text, re.MULTILINE)
    assert found is not None
    return dedent(found[1].lstrip("\n"))


def rubric_from(text: str, vector: Mapping[str, Any], folder: Path) -> Rubric:
    for key in ("base", "rubric"):
        if key in vector:
            path = folder / f"{vector[key]['id']}.yaml"
            path.write_text(part(text, key), encoding="utf-8")
    return load_rubric(path)


def differing(expected: object, got: object, where: str) -> Iterator[str]:
    """What differs, and where; a mapping compares only what it names."""
    if isinstance(expected, dict):
        if got is None:
            yield f"{where}: nothing, not {expected}"
            return
        for key, value in expected.items():
            yield from differing(value, getattr(got, key), f"{where}.{key}")
    elif isinstance(expected, list):
        if not isinstance(got, tuple) or expected != list(got):
            yield f"{where}: {got}, not {expected}"
    elif isinstance(expected, int | float) and isinstance(got, int | float):
        if abs(expected - got) >= 1e-9:
            yield f"{where}: {got}, not {expected}"
    elif expected != (None if got is None else str(got)):
        yield f"{where}: {got}, not {expected}"


def differing_node(expected: Mapping[str, Any], node: NodeResult) -> Iterator[str]:
    score = node.overall or node.policy or node.practice
    for key, value in expected.items():
        if key in FIGURES:
            yield from differing(
                value, getattr(score, key) if isinstance(score, Score) else None, f"{node.id}.{key}"
            )
        elif key == "facts":
            yield from differing(sorted(value), tuple(sorted(node.facts)), f"{node.id}.facts")
        else:
            yield from differing(value, getattr(node, key), f"{node.id}.{key}")


def differing_list(expected: list[Any], got: Iterable[object], name: str) -> Iterator[str]:
    """A complete list in any order, whose members name some of their fields, or stand for their ids."""
    left = list(got)
    for wanted in expected:
        named = wanted if isinstance(wanted, dict) else {"id": wanted}
        fitting = next((one for one in left if not list(differing(named, one, ""))), None)
        if fitting is None:
            yield f"{name}: {wanted} is not among {left}"
        else:
            left.remove(fitting)
    if left:
        yield f"{name}: {left} beside what was expected"


def differences(expected: Mapping[str, Any], assessment: Assessment) -> Iterator[str]:
    nodes = {node.id: node for node in below(assessment.nodes)}
    yield from differing(expected.get("summary", {}), assessment.summary, "summary")
    for name, node in expected.get("nodes", {}).items():
        yield from differing_node(node, nodes[name])
    for name in LISTS:
        if name in expected:
            yield from differing_list(expected[name], getattr(assessment, name), name)


def below(nodes: Iterable[NodeResult]) -> Iterator[NodeResult]:
    for node in nodes:
        yield node
        yield from below(node.children)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_worked_vector_comes_out_as_worked(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    vector = yaml.load(text.encode(), str(path))
    assert isinstance(vector, dict)
    assert set(vector["expect"]) <= {"summary", "nodes", *LISTS}
    rubric = rubric_from(text, vector, tmp_path)
    case = tmp_path / "case.yaml"
    case.write_text(part(text, "case"), encoding="utf-8")
    assessment = assess(load_case(case), rubric, vector["as_of"])
    assert not list(differences(vector["expect"], assessment))


def test_every_vector_is_named_as_its_file_and_says_why() -> None:
    for path in VECTORS:
        vector = yaml.load(path.read_bytes(), str(path))
        assert isinstance(vector, dict)
        assert vector["vector"] == path.stem
        assert vector["rule"]
        assert vector["why"]
