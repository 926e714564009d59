"""Rubrics that start from another one: what changes, what stays, and where a mistake is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore import InputError, assess, load_case, load_rubric
from ddscore.model.assessment import NodeResult
from ddscore.model.rubric import Criterion, Group, Rubric
from ddscore.problems import Problem

BASE = """\
ddscore: rubric/1
id: base
version: "1.0"
title: A base
scales: {yes-no: {points: {yes: 100, no: 0}}}
answers: {scale: yes-no}
themes:
  - id: talk
    title: The talk
    weight: 2
    policy:
      - {id: said, question: Is it said?}
      - {id: often, question: Is it said often?}
    practice:
      - {id: done, question: Is it done?}
bands: [{id: narrow, title: Narrow, below: 20}, {id: wide, title: Wide}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def extended(folder: Path, changes: str, name: str = "mine", base: str = "base") -> Rubric:
    path = folder / f"{name}.yaml"
    path.write_text(f"ddscore: rubric/1\nid: {name}\nextends: {base}\n{changes}", encoding="utf-8")
    return load_rubric(path)


def refused(folder: Path, changes: str, base: str = "base") -> Problem:
    with pytest.raises(InputError) as error:
        extended(folder, changes, base=base)
    (problem,) = error.value.problems
    return problem


def ids(rubric: Rubric) -> list[str]:
    def below(node: Criterion | Group) -> list[str]:
        return [node.id, *(name for child in getattr(node, "children", ()) for name in below(child))]

    return [
        name
        for theme in rubric.themes
        for side in (theme.policy, theme.practice)
        if side is not None
        for child in side.children
        for name in below(child)
    ]


def test_what_is_not_changed_is_the_bases(folder: Path) -> None:
    rubric = extended(folder, "unknown: block\n")
    assert (rubric.title, rubric.version) == ("A base", "1.0")
    assert ids(rubric) == ["said", "often", "done"]
    assert [band.id for band in rubric.bands] == ["narrow", "wide"]


def test_the_base_is_named_with_its_version_and_hash(folder: Path) -> None:
    (base,) = extended(folder, "").bases
    assert (base.id, base.version, len(base.sha256)) == ("base", "1.0", 64)
    assert [each.id for each in extended(folder, "", "third", "mine").bases] == ["mine", "base"]


def test_weights_modes_and_bands_change(folder: Path) -> None:
    changes = """\
unknown: exclude
bands: [{id: any, title: Any}]
nodes: {talk: {weight: 5}, said: {unknown: block}}
"""
    rubric = extended(folder, changes)
    assert rubric.themes[0].weight == 5
    assert [band.id for band in rubric.bands] == ["any"]
    policy = rubric.themes[0].policy
    assert policy is not None
    assert [child.unknown for child in policy.children] == ["block", "exclude"]


def test_the_base_itself_stays_as_it_was(folder: Path) -> None:
    extended(folder, "nodes: {talk: {weight: 5}}\nremove: [often]\n")
    assert ids(load_rubric(folder / "base.yaml")) == ["said", "often", "done"]
    assert load_rubric(folder / "base.yaml").themes[0].weight == 2


def test_nodes_are_removed_with_all_below_them_and_added_at_the_end(folder: Path) -> None:
    changes = """\
remove: [often]
add:
  - to: talk
    policy: [{id: group, title: More, children: [{id: louder, question: Is it said louder?}]}]
themes:
  - {id: walk, title: The walk, practice: [{id: walked, question: Is it walked?}]}
"""
    rubric = extended(folder, changes)
    assert ids(rubric) == ["said", "group", "louder", "done", "walked"]


def test_scales_are_added_to_the_bases(folder: Path) -> None:
    changes = "scales: {reversed: {points: {yes: 0, no: 100}}}\nnodes: {done: {answers: {scale: reversed}}}\n"
    rubric = extended(folder, changes)
    (folder / "case.yaml").write_text(
        "ddscore: case/1\nid: example-mining\ncompany: {name: Example Mining plc}\nas_of: 2020-09-23\n"
        "answers: {base: {said: yes, often: no}, mine: {done: no, often: yes}}\n",
        encoding="utf-8",
    )
    theme: NodeResult = assess(load_case(folder / "case.yaml"), rubric).nodes[0]
    assert theme.policy is not None
    assert theme.practice is not None
    assert theme.policy.percent == 100, "its own answer comes before the base's"
    assert theme.practice.percent == 100


@pytest.mark.parametrize(
    ("changes", "line", "column"),
    [
        ("nodes: {tlak: {weight: 3}}\n", 4, 9),
        ("remove: [oftne]\n", 4, 10),
        ("add:\n  - {to: tlak, policy: [{id: x, question: X?}]}\n", 5, 10),
    ],
)
def test_a_node_that_the_base_lacks_is_told_at_its_place_with_a_guess(
    folder: Path, changes: str, line: int, column: int
) -> None:
    problem = refused(folder, changes)
    assert problem.id == "rubric/unknown-node"
    assert (problem.location.line, problem.location.column) == (line, column)
    assert "did you mean" in problem.hint


def test_a_mistake_in_what_is_added_is_told_where_it_is_written(folder: Path) -> None:
    changes = "add:\n  - to: talk\n    practice:\n      - {id: done, question: Twice?}\n"
    problem = refused(folder, changes)
    assert problem.id == "rubric/duplicate-id"
    assert problem.location.line == 7


def test_a_mistake_in_what_is_changed_is_told_where_it_is_written(folder: Path) -> None:
    problem = refused(
        folder, "higher_is: better\nnodes:\n  done:\n    applies_when: {policies: {pubilc: true}}\n"
    )
    assert problem.id == "rubric/unknown-field"
    assert problem.location.line == 7


def test_a_rubric_that_extends_nothing_is_told_with_a_guess(folder: Path) -> None:
    problem = refused(folder, "", base="ungpp")
    assert problem.id == "rubric/dangling-extends"
    assert "ungp" in problem.hint


def test_rubrics_that_extend_each_other_are_refused(folder: Path) -> None:
    with pytest.raises(InputError):
        extended(folder, "", "one", "two")
    with pytest.raises(InputError) as error:
        extended(folder, "", "two", "one")
    (problem,) = error.value.problems
    assert problem.id == "rubric/extends-circle"


def test_a_broken_base_is_told_in_its_own_file(folder: Path) -> None:
    (folder / "base.yaml").write_text(BASE.replace("weight: 2", "wieght: 2"), encoding="utf-8")
    problem = refused(folder, "")
    assert problem.location.path.endswith("base.yaml")
    assert problem.location.line == 10


def test_a_shipped_rubric_is_extended_from_anywhere(tmp_path: Path) -> None:
    assert extended(tmp_path, "", base="ungp").bases[0].id == "ungp"
