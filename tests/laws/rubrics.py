"""Rubrics of every shape that the format allows, for laws to be tried on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.laws.conditions import Context, condition, selection
from tests.laws.dice import Dice
from tests.laws.vocabulary import DERIVED, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Document = dict[str, Any]

MODES = ("low", "exclude", "block")
AGGREGATES = ("mean", "mean", "sum", "min", "max")
SIDES = ("policy", "practice")
SCALES: Document = {
    "coded": {"points": {"yes": 2, "part": 1, "no": 0, "na": "not-applicable"}, "otherwise": "unknown"},
    "always": {"points": {"yes": 3, "part": 1, "no": 0, "na": 0}, "otherwise": "unknown"},
}
WEIGHTS = {
    "severity.scale": {"limited": 0, "moderate": 1, "serious": 2, "grave": 4},
    "conflict_affected": {"true": 3, "false": 1},
}


class Plan:
    """A rubric under way: the names that are taken, and the scores that can be asked for by now."""

    def __init__(self, dice: Dice, known: bool) -> None:
        self.dice = dice
        self.context = Context(known)
        self._taken = 0

    def name(self, kind: str) -> str:
        """A name that no other node has."""
        self._taken += 1
        return f"{kind}-{self._taken}"

    def settled(self, node: str, *sides: str) -> None:
        """From here on the node's score can be asked for."""
        scores = tuple((node, side) for side in sides or ("",))
        self.context = replace(self.context, scores=(*self.context.scores, *scores))


def levels(dice: Dice, context: Context) -> list[Document]:
    """A ladder in any order of points, whose last rung needs nothing."""
    points = [dice.one([0, 1, 2, 5]) for _ in range(1 + dice.upto(2))]
    points.append(dice.one([0, 1, 5]) if any(points) else 5)
    return [
        {"points": point, "label": f"rung {place}"}
        | ({"when": condition(dice, context, 1)} if place < len(points) - 1 else {})
        for place, point in enumerate(points)
    ]


def bands(dice: Dice, edges: Sequence[int] = (20, 50, 80)) -> list[Document]:
    """Names for ranges, lowest first."""
    below = [{"id": f"below-{edge}", "title": "-", "below": edge} for edge in sorted(dice.some(edges, 0, 2))]
    return [*below, {"id": "rest", "title": "-"}]


def caps(dice: Dice, context: Context, sides: Sequence[str] = ()) -> list[Document]:
    """Ceilings, with a side where there are two."""
    return [
        {
            "at_most": dice.one([50, 20, 0, 90]),
            "when": condition(dice, context, 1),
            "because": "the example says so",
            **({"side": dice.one(sides)} if sides else {}),
        }
        for _ in range(1 + dice.upto(1))
    ]


def common(plan: Plan, sides: Sequence[str] = ()) -> Document:
    """What any node may have."""
    dice, node = plan.dice, Document()
    if dice.chance(5):
        node["caps"] = caps(dice, plan.context, sides)
    if dice.chance(5):
        node["applies_when"] = condition(dice, plan.context, 1)
    if dice.chance(3):
        node["unknown"] = dice.one(MODES)
    if dice.chance(4):
        node["bands"] = bands(dice, (-20, 20, 50) if len(sides) > 1 else (20, 50, 80))
    if dice.chance(5):
        node["of"] = dice.one([1, 7])
    return node


def for_each(dice: Dice, context: Context) -> Document:
    """Score each fact of a collection, and combine."""
    chosen = selection(dice, context, ("involvement", "involvement", "remediation", *DERIVED))
    (collection,) = chosen
    how = dice.one(["", "min", "max", "mean", "mean"])
    each: Document = {"for_each": chosen, **({"aggregate": how} if how else {})}
    if collection == "involvement" and how == "mean" and dice.chance(2):
        field = dice.one([*WEIGHTS])
        each["weight_by"] = {field: WEIGHTS[field]}
    return {**each, "levels": levels(dice, replace(context, this=collection))}


def by_answers(dice: Dice) -> Document:
    """Points from coded answers."""
    rule: Document = {"scale": dice.one([*SCALES]), "where": {"question": dice.one(QUESTIONS)}}
    if dice.chance(2):
        rule["expect"] = dice.one([["a"], ["a", "b"]])
    if dice.chance(2) and "b" in rule.get("expect", "b"):
        rule["elements"] = {"b": dice.one([*SCALES])}
    steps = {"all": 2, "some": 1, "none": 0}
    return {"answers": rule | dice.one([{}, {"mean_by": ["unit", "element"]}, {"steps": steps}])}


def criterion(plan: Plan, weighed: bool) -> Document:
    """A question with its ladder, for the case, for each fact, or by coded answers."""
    dice, name = plan.dice, plan.name("criterion")
    node: Document = {"id": name, "question": "?", **common(plan)}
    match dice.one(["levels", "levels", "for_each", "answers"]):
        case "levels":
            node["levels"] = levels(dice, plan.context)
        case "for_each":
            node |= for_each(dice, plan.context)
        case _:
            node |= by_answers(dice)
    if weighed and dice.chance(3):
        node["weight"] = dice.one([3, 0.1, 0.3])
    plan.settled(name)
    return node


def group(plan: Plan, weighed: bool, depth: int) -> Document:
    """Nodes under one figure."""
    name = plan.name("group")
    node: Document = {"id": name, "title": "-", **common(plan), "aggregate": plan.dice.one(AGGREGATES)}
    node["children"] = nodes(plan, node["aggregate"] == "mean", depth - 1)
    if weighed and plan.dice.chance(2):
        # What its children weigh, only where these have weights of their own.
        node["weight"] = plan.dice.one(["children", 2, 0.5] if node["aggregate"] == "mean" else [2, 0.5])
    plan.settled(name)
    return node


def nodes(plan: Plan, weighed: bool, depth: int) -> list[Document]:
    """Some nodes side by side."""
    return [
        group(plan, weighed, depth) if depth and plan.dice.chance(3) else criterion(plan, weighed)
        for _ in range(1 + plan.dice.upto(2))
    ]


def theme(plan: Plan) -> Document:
    """A subject with both sides, or now and then one."""
    dice, name = plan.dice, plan.name("theme")
    sides = dice.one([SIDES, SIDES, SIDES, SIDES[:1], SIDES[1:]])
    node: Document = {"id": name, "title": "-", **common(plan, sides), "aggregate": dice.one(AGGREGATES)}
    for side in sides:
        node[side] = nodes(plan, node["aggregate"] == "mean", 1)
    if len(sides) > 1 and dice.chance(3):
        node["weight"] = dice.one([3, 0.2])
    plan.settled(name, *sides, *(["gap"] if len(sides) > 1 else []))
    return node


def rows(dice: Dice, context: Context) -> list[Document]:
    """A decision table, with a last row that always holds or without."""
    table: list[Document] = [
        {"id": f"row-{place}", "title": "-", "when": condition(dice, context)}
        for place in range(1 + dice.upto(1))
    ]
    return [*table, {"id": "row-else", "title": "-"}] if dice.chance(2) else table


@st.composite
def rubrics(draw: Any, known: bool = True) -> Document:
    """A rubric document: themes or a benchmark, with bands, profiles and outcomes."""
    dice = Dice(draw)
    plan = Plan(dice, known)
    rubric: Document = {
        "ddscore": "rubric/1",
        "id": "worked",
        "version": "1.0",
        "title": "A worked example",
        "unknown": dice.one(MODES),
        "minimum_coverage": dice.one([0, 0, 0.5, 1]),
        "search_stands": {"months": dice.one([0, 12])},
    }
    own = _benchmark(plan, rubric) if dice.chance(2) else _themes(plan, rubric)
    used = set(_scales(rubric))
    if used:
        rubric["scales"] = {name: scale for name, scale in SCALES.items() if name in used}
    context = replace(plan.context, scores=(*plan.context.scores, *own, *own))
    if own:
        rubric["bands"] = bands(dice)
    rubric["profiles"] = rows(dice, context)
    rubric["outcomes"] = rows(dice, context)
    return rubric


def _scales(part: Any) -> Iterator[str]:
    """The scales that are named, however deep."""
    if isinstance(part, list):
        for member in part:
            yield from _scales(member)
    elif isinstance(part, dict):
        if "answers" in part:
            yield from (part["answers"]["scale"], *part["answers"].get("elements", {}).values())
        for key in ("themes", "children", *SIDES):
            yield from _scales(part.get(key))


def _benchmark(plan: Plan, rubric: Document) -> tuple[tuple[str, str], ...]:
    """Give it one overall score; which of its own scores can be asked for."""
    if plan.dice.chance(3):
        rubric["caps"] = caps(plan.dice, plan.context)
    rubric["aggregate"] = plan.dice.one(AGGREGATES)
    rubric["children"] = nodes(plan, rubric["aggregate"] == "mean", 2)
    return (("", ""),)


def _themes(plan: Plan, rubric: Document) -> tuple[tuple[str, str], ...]:
    """Give it themes; which of its own scores can be asked for."""
    no_scores = plan.context
    rubric["themes"] = [theme(plan) for _ in range(1 + plan.dice.upto(2))]
    sides = [side for side in SIDES if any(side in one for one in rubric["themes"])]
    if plan.dice.chance(3):
        rubric["caps"] = caps(plan.dice, no_scores, sides)
    both = any(all(side in one for side in SIDES) for one in rubric["themes"])
    return (("", ""), ("", "policy"), ("", "practice"), ("", "gap")) if both else ()
