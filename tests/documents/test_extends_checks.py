"""What a rubric that extends another makes of it is checked as a whole, and told where it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ddscore import InputError, load_rubric

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.problems import Problem

BASE = """\
ddscore: rubric/1
id: base
version: "1.0"
title: A base
scales: {yes-no: {points: {yes: 100, no: 0}}, grade: {from: 1, to: 5}}
unknown: block
themes:
  - id: talk
    title: The talk
    policy:
      - {id: said, question: Is it said?, answers: {scale: yes-no}}
      - id: often
        question: Is it said often?
        levels:
          - {points: 100, label: yes, when: {score: {node: said, percent: {at_least: 50}}}}
          - {points: 0, label: no}
    practice:
      - {id: done, question: Is it done?, answers: {scale: yes-no}}
  - id: walk
    title: The walk
    practice:
      - id: group
        title: A group
        children:
          - {id: walked, question: Is it walked?, answers: {scale: grade}}
"""
WORDS = "with what is changed here"


def refused(folder: Path, changes: str, base: str = "base") -> list[Problem]:
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    path = folder / "mine.yaml"
    path.write_text(f"ddscore: rubric/1\nid: mine\nextends: {base}\n{changes}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_rubric(path)
    return error.value.problems


@pytest.mark.parametrize(
    ("changes", "check", "place"),
    [
        # what the change itself says is told where it says it
        ("nodes: {group: {side: policy}}", "rubric/wrong-side", (4, 23)),
        ("nodes: {talk: {weight: children}}", "schema/type", (4, 24)),
        ("nodes: {talk: {levels: [{points: 1, label: a}]}}", "schema/unknown-field", (4, 16)),
        ("nodes: {said: {answers: {scale: yes-on}}}", "rubric/unknown-scale", (4, 33)),
        ("add: [{to: group, policy: [{id: x, question: X?}]}]", "schema/unknown-field", (4, 19)),
        ("add: [{to: talk, children: [{id: x, question: X?}]}]", "schema/unknown-field", (4, 18)),
        ("add: [{to: group, children: [{id: x, question: X?}]}]", "rubric/no-points", (4, 30)),
        ("scales: {grade: {from: 5, to: 1}}", "rubric/empty-range", (4, 24)),
        ("scales: {more: {from: 1, to: 5}}", "rubric/unused-scale", (4, 10)),
        ("scales: {yes-no: {points: {yes: 0}}}", "rubric/no-points", (4, 10)),
        ("nodes: {walked: {weight: 2}}\nremove: [walk]", "rubric/unknown-node", (4, 9)),
        ("remove: [walk, group]", "rubric/unknown-node", (4, 16)),
    ],
)
def test_a_change_that_cannot_be_is_told_where_it_is_written(
    tmp_path: Path, changes: str, check: str, place: tuple[int, int]
) -> None:
    (problem,) = refused(tmp_path, changes)
    assert (problem.id, (problem.location.line, problem.location.column)) == (check, place)
    assert WORDS not in problem.message


@pytest.mark.parametrize(
    ("changes", "check", "place", "node"),
    [
        # what the base says and no longer holds is told at a removal
        ("remove: [said]", "rubric/unknown-node", (4, 10), "`often` of base"),
        ("remove: [walked]", "schema/empty", (4, 10), "`group` of base"),
        ("remove: [often, said]", "schema/empty", (4, 17), "`talk` of base"),
        ("remove: [talk, walk]", "schema/empty", (4, 16), "base"),
        # else at `extends`
        (
            "add: [{to: said, children: [{id: x, question: X?}]}]",
            "schema/missing-field",
            (3, 10),
            "`said` of base",
        ),
        ("nodes: {done: {aggregate: mean}}", "schema/missing-field", (3, 10), "`done` of base"),
        ("nodes: {talk: {weight: 0}}", "rubric/weights-sum-to-nothing", (3, 10), "base"),
        (
            "nodes: {said: {weight: 0}, often: {weight: 0}}",
            "rubric/weights-sum-to-nothing",
            (3, 10),
            "`talk` of base",
        ),
        ("children: [{id: x, question: X?, answers: {scale: grade}}]", "schema/conflict", (3, 10), "base"),
    ],
)
def test_what_no_longer_holds_of_the_base_is_told_with_the_node(
    tmp_path: Path, changes: str, check: str, place: tuple[int, int], node: str
) -> None:
    (problem,) = refused(tmp_path, changes)
    assert (problem.id, (problem.location.line, problem.location.column)) == (check, place)
    assert problem.message.startswith(f"{WORDS}, {node} no longer holds: ")
    assert problem.location.path.endswith("mine.yaml")
    assert problem.hint


def test_scales_that_nothing_uses_any_longer_go_with_what_used_them(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text("ddscore: rubric/1\nid: mine\nextends: base\nremove: [walk]\n", encoding="utf-8")
    assert [theme.id for theme in load_rubric(path).themes] == ["talk"]


@pytest.mark.parametrize(
    "change",
    [
        "said: {levels: [{points: 1, label: yes, when: {policies: {}}}, {points: 0, label: no}]}",
        "often: {answers: {scale: grade}}",
    ],
)
def test_a_new_way_to_get_points_takes_the_place_of_the_old(tmp_path: Path, change: str) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(f"ddscore: rubric/1\nid: mine\nextends: base\nnodes: {{{change}}}\n", encoding="utf-8")
    policy = load_rubric(path).themes[0].policy
    assert policy is not None
    ways = [
        (bool(getattr(one, "levels", ())), getattr(one, "answers", None) is not None)
        for one in policy.children
    ]
    assert ways == ([(True, False)] * 2 if "levels" in change else [(False, True)] * 2)


@pytest.mark.parametrize(
    ("extends", "check"), [("other", "rubric/dangling-extends"), ("mine", "rubric/extends-circle")]
)
def test_a_file_that_is_another_rubric_than_its_name_says_is_no_base(
    tmp_path: Path, extends: str, check: str
) -> None:
    """Answers are found by the base's id; and a file could extend itself under another one, for ever."""
    (tmp_path / "other.yaml").write_text(BASE, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(f"ddscore: rubric/1\nid: own\nextends: {extends}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_rubric(path)
    (problem,) = error.value.problems
    assert (problem.id, problem.location.line) == (check, 3)
    assert problem.hint
