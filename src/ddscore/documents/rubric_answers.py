"""Checks of how a rubric takes its points from coded answers: scales, means, steps, elements (FORMATS 3)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from ddscore.documents.conditions import check_pattern, meant_dimension, misspelt_dimension
from ddscore.documents.findings import Finding, guess
from ddscore.documents.rubric_nodes import top_node
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ddscore.documents.matchers import Language
    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record


def check_answers(rubric: Record, placed: Sequence[Node], language: Language) -> Iterator[Finding]:
    """Find answers that no scale can weigh, scales that weigh nothing, and rules that mean nothing."""
    scales: Mapping[str, Record] = rubric.get("scales", {})
    for node in (top_node(rubric), *placed):
        if "answers" in node.record:
            yield from _rule(node, scales, language)
    criteria = [node for node in placed if _takes_answers(node)]
    for node in criteria:
        yield from _criterion(node)
    yield from _elements(criteria)
    used = used_scales(placed)
    for name, scale in scales.items():
        yield from _scale(name, scale)
        if name not in used:
            hint = "name it in `answers`, or leave it out"
            yield _of_scale("rubric/unused-scale", name, f"no criterion uses the scale `{name}`", hint)


def answer_warnings(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """Find steps and scales that can hardly be meant so."""
    for node in (top_node(rubric), *placed):
        if "steps" in node.record.get("answers", ()):
            yield from _turned(node.record["answers"]["steps"], (*node.at, "answers", "steps"))
    for name, scale in rubric.get("scales", {}).items():
        points = worths(scale)
        if points and 0 < min(points) == max(points):
            message = f"the scale `{name}` gives {points[0]:g} whatever is answered"
            hint, severity = "let some answers give less", Severity.WARNING
            yield Finding(
                "rubric/flat-scale", ("scales", name), message, hint, at_key=True, severity=severity
            )


def used_scales(placed: Iterable[Node]) -> frozenset[str]:
    """The scales by which some criterion takes its points."""
    rules = [node.answers for node in placed if _takes_answers(node) and node.answers is not None]
    return frozenset(chain.from_iterable(named_scales(rule) for rule in rules))


def named_scales(rule: Mapping[str, Any]) -> Iterator[str]:
    """The scales that a rule for coded answers names."""
    if "scale" in rule:
        yield rule["scale"]
    yield from rule.get("elements", {}).values()


def worths(scale: Record) -> list[float]:
    """The points that a scale can give; of a range its ends."""
    named = [*scale.get("points", {}).values(), scale.get("otherwise"), scale.get("from"), scale.get("to")]
    return [worth for worth in named if isinstance(worth, int | float)]


def _takes_answers(node: Node) -> bool:
    return node.kind == "criterion" and node.answers is not None and "levels" not in node.record


def _rule(node: Node, scales: Mapping[str, Record], language: Language) -> Iterator[Finding]:
    """What is written under one `answers`."""
    rule, at = node.record["answers"], (*node.at, "answers")
    if "scale" in rule:
        yield from _unknown_scale(rule["scale"], (*at, "scale"), scales)
    for element, name in rule.get("elements", {}).items():
        yield from _unknown_scale(name, (*at, "elements", element), scales)
    yield from check_pattern("answers", rule.get("where", {}), (*at, "where"), language)
    for key in ("mean_by", "expect"):
        names = rule.get(key, ())
        for index, name in enumerate(names):
            if name in names[:index]:
                message = f"`{name}` stands here a second time"
                yield Finding("rubric/repeated-name", (*at, key, index), message, "name it once")
            elif key == "mean_by" and (meant := meant_dimension(name, language.fields)):
                yield misspelt_dimension(name, meant, (*at, key, index), at_key=False)
    if "mean_by" in rule and "steps" in (node.answers or {}):
        message = "`steps` give the points here, so that no mean is taken"
        hint = "leave `mean_by` out, or `steps`"
        yield Finding("rubric/steps-with-mean", (*at, "mean_by"), message, hint, at_key=True)
    if "steps" in rule:
        yield from _steps(rule["steps"], (*at, "steps"))


def _unknown_scale(name: str, at: NodePath, scales: Mapping[str, Record]) -> Iterator[Finding]:
    if name not in scales:
        declared = f"the scales are {', '.join(scales)}" if scales else "declare it under `scales`"
        message = f"this rubric has no scale `{name}`"
        yield Finding("rubric/unknown-scale", at, message, guess(name, scales, declared))


def _steps(steps: Record, at: NodePath) -> Iterator[Finding]:
    if max(steps.values()) <= 0:
        message, hint = "these steps can only give nothing", "give at least one of them points above 0"
        yield Finding("rubric/no-points", at, message, hint, at_key=True)


def _turned(steps: Record, at: NodePath) -> Iterator[Finding]:
    if not steps["all"] >= steps["some"] >= steps["none"]:
        message = "these steps give less where more is met"
        hint = "let them fall from `all` over `some` to `none`, or turn the scale round"
        yield Finding("rubric/steps-out-of-order", at, message, hint, at_key=True, severity=Severity.WARNING)


def _criterion(node: Node) -> Iterator[Finding]:
    """What a criterion lacks once all is inherited, and what it is asked for in vain."""
    rule = node.answers or {}
    if "scale" not in rule:
        at = (*node.at, "answers") if "answers" in node.record else node.at
        message = f"`{node.id}` takes its points from coded answers, and no scale says what these are worth"
        hint = "add `scale` to its `answers`, or to those of a group that it is in"
        yield Finding("rubric/no-scale", at, message, hint, at_key="answers" in node.record)
    if "for_each" in node.record:
        message = "`for_each` goes with `levels`, and here coded answers give the points"
        yield Finding(
            "rubric/for-each-without-levels",
            (*node.at, "for_each"),
            message,
            "leave it out: `where` says which answers count",
            at_key=True,
        )
    asked = rule.get("where", {}).get("element")
    if asked is not None and not isinstance(asked, dict):
        counted = [str(one) for one in (asked if isinstance(asked, list) else [asked])]
        for index, element in enumerate(rule.get("expect", ())):
            if element not in counted:
                message = f"`where` lets no answer for element `{element}` count"
                hint = guess(element, counted, f"it counts those for {', '.join(counted)}")
                yield Finding(
                    "rubric/unknown-element", (*node.answers_at["expect"], "expect", index), message, hint
                )


def _elements(criteria: Sequence[Node]) -> Iterator[Finding]:
    """Elements that have a scale of their own must be expected where it is said which are."""
    by_place: dict[NodePath, list[Record]] = {}
    for node in criteria:
        if node.answers is not None and "elements" in node.answers:
            by_place.setdefault(node.answers_at["elements"], []).append(node.answers)
    for at, rules in by_place.items():
        if any("expect" not in rule for rule in rules):
            continue
        expected = list(dict.fromkeys(chain.from_iterable(rule["expect"] for rule in rules)))
        for element in rules[0]["elements"]:
            if element not in expected:
                message = f"nothing expects an answer for element `{element}`"
                hint = guess(element, expected, "add it to `expect`, or leave it out")
                yield Finding(
                    "rubric/unknown-element", (*at, "elements", element), message, hint, at_key=True
                )


def _scale(name: str, scale: Record) -> Iterator[Finding]:
    points = worths(scale)
    if "from" in scale and scale["from"] > scale["to"]:
        message = f"no number lies between {scale['from']} and {scale['to']}"
        hint = "write the lowest number under `from`, the highest under `to`"
        yield Finding("rubric/empty-range", ("scales", name, "from"), message, hint)
    elif not points or max(points) <= 0:
        hint = "give at least one answer points above 0"
        yield _of_scale("rubric/no-points", name, f"the scale `{name}` can only give nothing", hint)


def _of_scale(check: str, name: str, message: str, hint: str) -> Finding:
    return Finding(check, ("scales", name), message, hint, at_key=True)
