"""Shorthand for worked examples: a table says what it is about, and this says the rest.

Rubrics and cases are written as in their files (FORMATS 1 and 3), and go through the same reading and
checking. What a table may leave out or say in fewer words:

- every fact without `sources` rests on `ngo`, a report of 2018-03-01; a finding is a court's, final, adverse
  and upheld unless it says otherwise (a file must say these four);
- `closed="policies findings"` stands for a complete search of each;
- in a rubric `question`, `title`, `label` and `because` may be missing; a label is then the level's points;
- a condition may be `yes`, `no` or `maybe`: one that is true, false or unknown in every case here;
- `is: 60` stands for levels that give 60 of 100, `is: 30..60` for levels that leave open which of the two,
  `best: 80` changes what they are out of.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents import yaml
from ddscore.documents.case import parse_case
from ddscore.documents.rubric import parse_rubric
from ddscore.library import assess

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.case import Case
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Rubric
    from ddscore.model.score import Score

D = "2020-09-23"
"""The date of assessment in these examples, where a table names no other."""

SOURCES = {
    "site": {
        "title": "Human rights policy",
        "publisher": "Example Mining plc",
        "kind": "company",
        "published": "2015-01-01",
    },
    "ngo": {
        "title": "Report on an invented mine",
        "publisher": "Example Rights Watch",
        "kind": "ngo",
        "published": "2018-03-01",
    },
    "court": {
        "title": "Judgment in an invented case",
        "publisher": "Example Court",
        "kind": "court",
        "published": "2019-01-01",
    },
}
_FINDING = {"by_kind": "court", "conclusion": "upheld", "direction": "adverse", "finality": "final"}
_CONDITIONS: dict[str, Callable[[str], dict[str, Any]]] = {
    "yes": lambda title: {"none": {"grievance_mechanisms": {"title": title}}},
    "no": lambda title: {"grievance_mechanisms": {"title": title}},
    "maybe": lambda title: {"due_diligence": {"title": title}},
}
"""No table lists such facts; grievance mechanisms are always searched for, due diligence never.

Each has a title of its own, since a rubric that asks the same twice is refused.
"""
_ALWAYS_CLOSED = "grievance_mechanisms"


def case_document(facts: str = "", closed: str = "", as_of: str = D) -> dict[str, Any]:
    """A whole case document from the parts that a table states."""
    stated: dict[str, Any] = _read(facts)
    document: dict[str, Any] = {
        "ddscore": "case/1",
        "id": "example-mining",
        "company": {"name": "Example Mining plc"},
        **({"as_of": as_of} if as_of else {}),
        **stated,
    }
    document["sources"] = {
        **SOURCES,
        **{name: _source(own) for name, own in stated.get("sources", {}).items()},
    }
    for name, listed in stated.items():
        if isinstance(listed, list):
            document[name] = [_fact(name, fact) for fact in listed]
    searches = {name: [_complete()] for name in (*closed.split(), _ALWAYS_CLOSED)}
    document["research"] = {**searches, **stated.get("research", {})}
    return document


def _complete() -> dict[str, Any]:
    return {"coverage": "complete", "searched": ["the sources listed"]}


def _source(stated: dict[str, Any]) -> dict[str, Any]:
    return {"title": "An invented source", "publisher": "Example Press", "kind": "media", **stated}


def _fact(collection: str, stated: dict[str, Any]) -> dict[str, Any]:
    own = _FINDING if collection == "findings" else {}
    return {**own, "sources": ["ngo"], **stated}


def rubric_document(rubric: str) -> dict[str, Any]:
    """A whole rubric document from the parts that a table states."""
    stated = _read(rubric)
    header = {"ddscore": "rubric/1", "id": "worked", "version": "1.0", "title": "A worked example"}
    return {**header, **_spelled_out(stated, (f"title {place}" for place in count()))}


def _spelled_out(part: Any, titles: Iterator[str]) -> Any:
    """The same with every shorthand written out, however deep."""
    if isinstance(part, list):
        return [_spelled_out(member, titles) for member in part]
    if not isinstance(part, dict):
        return part
    whole: dict[str, Any] = dict(part)
    if "is" in whole:
        whole["levels"] = _levels(str(whole.pop("is")), whole.pop("best", 100))
    for key, value in whole.items():
        if key in ("when", "applies_when") and isinstance(value, str):
            whole[key] = _CONDITIONS[value](next(titles))
        elif key not in ("when", "applies_when", "for_each", "weight_by", "scales"):
            whole[key] = _spelled_out(value, titles)
    return {**_defaults(whole), **whole}


def _levels(figure: str, best: float) -> list[dict[str, Any]]:
    """Levels that give just that figure, and the highest and lowest that it can be."""
    low, _, high = figure.partition("..")
    ends = [end for end in (best, 0) if end not in (float(low), float(high or low))]
    open_ = [{"points": float(high), "when": "maybe"}] if high else []
    return [*({"points": end, "when": "no"} for end in ends), *open_, {"points": float(low)}]


def _defaults(part: dict[str, Any]) -> dict[str, Any]:
    if "points" in part and isinstance(part["points"], int | float):
        return {"label": f"{part['points']:g}"}
    if "at_most" in part:
        return {"because": "the example says so"}
    if "levels" in part or "answers" in part:
        return {"question": f"What of {part.get('id')}?"}
    return {"title": str(part["id"])} if "id" in part else {}


def _read(text: str) -> dict[str, Any]:
    document = yaml.load(text.encode(), "worked.yaml") if text.strip() else {}
    assert isinstance(document, dict)
    return document


def case_of(facts: str = "", closed: str = "", as_of: str = D) -> Case:
    """The case, read and checked as a file would be."""
    return parse_case(json.dumps(case_document(facts, closed, as_of)).encode(), "worked.yaml")


@lru_cache(maxsize=512)
def rubric_of(rubric: str) -> Rubric:
    """The rubric, read and checked as a file would be."""
    return parse_rubric(json.dumps(rubric_document(rubric)).encode(), "worked.yaml")


def assessed(rubric: str, facts: str = "", closed: str = "", as_of: str = D) -> Assessment:
    """The assessment of a worked case by a worked rubric."""
    return assess(case_of(facts, closed), rubric_of(rubric), as_of)


def nodes(assessment: Assessment) -> dict[str, NodeResult]:
    """Every node by its id."""
    return {node.id: node for node in _below(assessment.nodes)}


def _below(results: Iterable[NodeResult]) -> Iterator[NodeResult]:
    for result in results:
        yield result
        yield from _below(result.children)


def figure(score: Score | None) -> tuple[float | None, float, float] | None:
    """A score as (shown, low, high) in percent, to nine decimals; None where there is none."""
    if score is None:
        return None
    shown = None if score.percent is None else round(score.percent, 9)
    return shown, round(score.low, 9), round(score.high, 9)


class Answer(NamedTuple):
    """What a condition says of a case, with its evidence."""

    truth: Truth
    facts: tuple[str, ...]
    because: str
    needs: tuple[str, ...]
    """What would settle it, in words."""


def ask(when: str, facts: str = "", closed: str = "", as_of: str = D) -> Answer:
    """Ask a condition of a case, as the first of two levels."""
    assessment = assessed(
        f"children: [{{id: asked, levels: [{{points: 100, when: {when}}}, {{points: 0}}]}}]",
        facts,
        closed,
        as_of,
    )
    (node,) = assessment.nodes
    needs = tuple(need.text for unknown in assessment.unknowns for need in unknown.needs)
    return Answer(node.levels[0].holds, node.facts, node.because, needs)


def recorded(facts: str = "", closed: str = "", as_of: str = D, rubric: str = "") -> Assessment:
    """The record of a case as known on a date, and what is derived from it, whatever it scores."""
    return assessed(f"outcomes: [{{id: none}}]\n{rubric}", facts, closed, as_of)
