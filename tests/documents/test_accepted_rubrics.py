"""Whatever the checks accept can be assessed: rubrics of every shape, spoilt here and there."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from ddscore import assess
from ddscore.documents import schema
from ddscore.documents.case import build_case
from ddscore.documents.explain import refusals
from ddscore.documents.extends import extend
from ddscore.documents.findings import Finding
from ddscore.documents.rubric import build_rubric
from ddscore.documents.rubric_checks import check_rubric
from ddscore.documents.rubric_figures import Figures
from ddscore.documents.rubric_nodes import nodes
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.errors import ScaleError, WeightError
from ddscore.problems import Severity
from tests.laws.assessments import assessed, scores
from tests.laws.assessments import nodes as assessed_nodes
from tests.laws.cases import cases
from tests.laws.dice import Dice
from tests.laws.rubrics import rubrics
from tests.laws.test_generators import POINTLESS

if TYPE_CHECKING:
    from collections.abc import Iterator

Document = dict[str, Any]

EMPTY: Document = {"id": "example-mining", "company": {"name": "Example Mining plc"}, "as_of": "2020-09-23"}
WORDS: list[Any] = [
    *("policy", "practice", "gap", "overall", "mean", "sum", "min", "max", "low", "exclude", "block"),
    *("children", "coded", "always", "q", "a", "$this.id", "$as_of", "element", "criterion-1", "theme-1"),
    *("group-2", "involvement-0", "grave", "adverse", "yes", "2019", 0, 1, -1, 100, 101, 0.5, True, None),
    *([], {}, ["a"], [0]),
]
KEYS = (
    *("of", "weight", "aggregate", "unknown", "side", "levels", "answers", "for_each", "scale", "where"),
    *("steps", "mean_by", "expect", "elements", "all", "not", "none", "this", "score", "node", "percent"),
    *("points", "at_least", "when", "known", "happened", "months", "policies", "involvement"),
)


def containers(part: Any) -> Iterator[Any]:
    """Every mapping and every list in a document that is not empty."""
    if part and isinstance(part, dict | list):
        yield part
        for member in part.values() if isinstance(part, dict) else part:
            yield from containers(member)


def spoil(dice: Dice, document: Document) -> None:
    """Leave something out, put another word in its place, or something from elsewhere."""
    places = list(containers(document))
    place = places[dice.upto(min(len(places), 100) - 1)]
    there = [*place] if isinstance(place, dict) else [*range(len(place))]
    step = there[dice.upto(min(len(there), 100) - 1)]
    match dice.one(["word", "out", "key", "from elsewhere"]):
        case "word":
            place[step] = copy.deepcopy(dice.one(WORDS))
        case "out":
            del place[step]
        case "key" if isinstance(place, dict):
            place[dice.one(KEYS)] = copy.deepcopy(dice.one(WORDS))
        case _:
            alike = [other[step] for other in places if isinstance(other, type(place)) and has(other, step)]
            place[step] = copy.deepcopy(alike[dice.upto(min(len(alike), 100) - 1)])


def has(place: Any, step: Any) -> bool:
    return step in place if isinstance(place, dict) else step < len(place)


@st.composite
def spoilt(draw: Any) -> Document:
    """A rubric document with something wrong, or at least other, in it."""
    document: Document = copy.deepcopy(draw(rubrics()))
    dice = Dice(draw)
    for _ in range(1 + dice.upto(1)):
        spoil(dice, document)
    return document


def wrong(document: Document) -> list[Finding]:
    """The errors in a document that make it more than pointless."""
    found = check_rubric(document, case_fields(), instruments().entails)
    return [one for one in found if one.severity is Severity.ERROR and one.id not in POINTLESS]


def is_assessed(rubric: Document, case: Document) -> None:
    """Only what depends on the case as well may end an assessment."""
    built = build_rubric(rubric, "")
    for document in (EMPTY, case):
        try:
            assess(build_case(document, case_fields(), ""), built)
        except (ScaleError, WeightError):
            event("an answer off its scale, or a fact without a weight")


@settings(max_examples=200)
@given(spoilt(), cases())
def test_whatever_the_checks_accept_the_engine_can_assess(rubric: Document, case: Document) -> None:
    if not schema.accepts(schema.validator("rubric"), rubric):
        event("refused by the schema")
    elif wrong(rubric):
        event("refused by the checks")
    else:
        event("accepted")
        is_assessed(rubric, case)


CHANGED = (
    "weight",
    "aggregate",
    "unknown",
    "of",
    "caps",
    "bands",
    "applies_when",
    "levels",
    "answers",
    "for_each",
)


@st.composite
def changes(draw: Any) -> tuple[Document, Document]:
    """A rubric, and one that extends it by what other nodes have."""
    base = draw(rubrics())
    dice = Dice(draw)
    there = [node.record for node in nodes(base)]
    kept = [dice.one(there[:100]) for _ in range(3)]
    key = dice.one([key for key in CHANGED if any(key in node for node in there)] or ["weight"])
    donors = [node[key] for node in there if key in node][:100] or [1]
    change: Document = {"ddscore": "rubric/1", "id": "mine", "extends": base["id"]}
    if dice.upto(2):
        change["nodes"] = {kept[0]["id"]: {key: dice.one(donors)}}
    if dice.chance(2):
        change["remove"] = [kept[1]["id"]]
    if dice.chance(2):
        part = dice.one(["policy", "practice", "children"])
        change["add"] = [{"to": kept[2]["id"], part: [renamed(dice.one(there[:100]))]}]
    return base, change


def renamed(node: Document) -> Document:
    """The same node under another id, and all below it."""
    parts = {
        key: [renamed(child) for child in value] if key in ("children", "policy", "practice") else value
        for key, value in node.items()
    }
    return {**parts, "id": f"{node['id']}-again"}


def stands_in(document: Any, path: Any) -> bool:
    for step in path:
        if not isinstance(document, dict | list) or not has(document, step):
            return False
        document = document[step]
    return True


@settings(max_examples=150)
@given(changes(), cases())
def test_whatever_two_rubrics_make_is_told_in_the_one_that_extends_or_can_be_assessed(
    drawn: tuple[Document, Document], case: Document
) -> None:
    base, change = drawn
    if not schema.accepts(schema.validator("rubric"), change):
        event("refused by the schema")
        return
    extended = extend(base, change)
    if extended.findings:
        event("refused by what the base lacks")
        assert all(stands_in(change, finding.path) for finding in extended.findings)
        return
    fits = schema.accepts(schema.validator("rubric"), extended.document)
    if fits:
        found = check_rubric(extended.document, case_fields(), instruments().entails)
    else:
        found = refusals("rubric", extended.document)
    assert all(stands_in(change, extended.placed(finding).path) for finding in found)
    if fits and not wrong(extended.document):
        event("accepted")
        is_assessed(extended.document, case)


@settings(max_examples=150)
@given(rubrics(), cases())
def test_scores_lie_where_the_checks_say_and_what_is_called_unreachable_is_not_reached(
    rubric: Document, case: Document
) -> None:
    placed = nodes(rubric)
    ranges = Figures(rubric, placed)
    result = assessed(rubric, case)
    for (node, side), score in scores(result).items():
        if side != "understatement":
            least, most = ranges.reach((node, side, "percent"))
            assert least <= score.low
            assert score.high <= most
    found = check_rubric(rubric, case_fields(), instruments().entails)
    by_place = {node.at: node.id for node in placed}
    for finding in found:
        if finding.id == "rubric/unreachable-level":
            *place, _, index = finding.path
            held = [level.holds for level in assessed_nodes(result)[by_place[tuple(place)]].levels]
            event(f"unreachable, and held: {held[index] if held else None}")
            assert not held or not held[index] or any(held[:index])
        elif finding.id == "rubric/unreachable-row":
            table, index = finding.path
            row = rubric[table][index]["id"]
            assert row != (result.summary.profile if table == "profiles" else result.summary.outcome)
