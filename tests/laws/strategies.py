"""Cases and rubrics of every shape that the formats allow, for laws to be tried on.

Everything is drawn from small sets of values, so that patterns meet facts. What may be asked of a field, and
what may stand in it, follows from its type in the case schema; only which fields take part is chosen here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ddscore.documents.vocabulary import case_fields
from ddscore.model.fields import DATES, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    Draw = Any
    """What Hypothesis gives a composite strategy to draw with; it has no better type."""

Document = dict[str, Any]

D = "2020-09-23"
"""The date of assessment."""
SOURCES: Document = {
    "report": {"kind": "ngo", "published": "2018"},
    "copy": {"kind": "media", "published": "2018-12", "republishes": "report"},
    "site": {"kind": "company", "published": "2019-03-01"},
    "archive": {"kind": "ngo", "archived": "2020-09-01"},
    "judgment": {"kind": "court", "published": D},
    "monthly": {"kind": "media", "published": "2020-09"},
    "later": {"kind": "court", "published": "2020-12-01"},
}
"""The last two are not known on the date: a month counts from its last day."""
KNOWN = [name for name in SOURCES if name not in ("monthly", "later")]

PART: Mapping[str, tuple[str, ...]] = {
    "involvement": (
        *("relationship", "severity.scale", "severity.scope", "pattern", "rights", "period.from", "period.to"),
        *("revenue_share", "conflict_affected", "planned_until"),
    ),
    "findings": (
        *("by_kind", "involvement", "concerns", "conclusion", "proof", "finality", "ended_because", "direction"),
        *("instruments", "rights", "date"),
    ),
    "policies": ("public", "instruments", "rights", "date", "until", "approved_by"),
    "due_diligence": ("step", "addresses", "date", "disclosed"),
    "promises": ("promised", "made", "due", "partly_kept", "kept"),
    "remediation": ("for", "forms", "offered", "completed", "disclosed"),
    "grievance_mechanisms": ("criteria.accessible", "open_to", "date"),
    "engagement": ("by_kind", "asked", "delivered", "deadline", "answered", "response"),
    "actions": ("kind", "grounds", "decided", "follows"),
}
"""The fields that take part, by collection, of those that a case file has."""
DERIVED: Mapping[str, tuple[str, ...]] = {
    "contradictions": (
        *("basis", "instruments", "rights", "policy.public", "finding.by_kind", "involvement.severity.scale"),
        *("policy", "finding.date", "involvement.period.to"),
    ),
    "open_promises": ("promised", "months_open", "overdue", "made", "due"),
    "unanswered": ("by_kind", "deadline", "asked"),
}
FURTHER: Mapping[str, tuple[str, ...]] = {
    "involvement": ("corroboration",),
    "findings": ("standing", "involvement.severity.scale", "involvement.relationship", "corroboration"),
    "due_diligence": ("addresses.relationship", "addresses.severity.scope"),
    "remediation": ("for.severity.scale", "for.relationship"),
    "actions": ("follows.involvement.pattern", "follows.standing"),
}
"""What patterns can ask besides."""
REQUIRED = {"findings": ("by_kind", "conclusion", "direction", "finality")}
DAYS = ["2018", "2019", "2019-06", "2019-06-15", "2020", "2020-09", "2020-08-31", D, "2020-09-24", "2021"]
WORDS = {
    "rights": ["privacy", "life", "liberty"],
    "instruments": ["UNGP", "ICCPR", "CEDAW"],
    "conclusion": ["upheld", "upheld", "partly-upheld", "not-upheld", "pending"],
    "finality": ["final", "final", "withdrawn", "overturned"],
    "direction": ["adverse", "adverse", "exculpatory"],
    "by_kind": ["court", "ngo", "company"],
    "concerns": ["harm", "future-risk"],
}
"""Of long vocabularies a few words, those that decide more often than once."""
MOST_WORDS = 4


def words(name: str, field: Field) -> list[str]:
    """The words of a vocabulary that take part."""
    return WORDS.get(name.rpartition(".")[2], [*field.values[:MOST_WORDS]])


def field_of(collection: str, path: str) -> Field:
    """The type of a field."""
    field = case_fields().find(collection, path)
    assert field is not None, (collection, path)
    return field


# --- cases -------------------------------------------------------------------------------------------------


def single(name: str, field: Field, ids: Mapping[str, Sequence[str]]) -> SearchStrategy[Any]:
    """One value, as a case file may state it."""
    match field.kind:
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.NUMBER:
            return st.sampled_from([0, 10, 25.5, 50])
        case Kind.VOCABULARY:
            return st.sampled_from(words(name, field))
        case Kind.EVENT_DATE | Kind.PLANNED_DATE:
            return st.sampled_from(DAYS)
        case Kind.REFERENCE:
            return st.sampled_from([one for target in field.to for one in ids.get(target, ())] or ["nobody"])
        case _:
            raise AssertionError(field)


def value(name: str, field: Field, ids: Mapping[str, Sequence[str]]) -> SearchStrategy[Any]:
    """A value or a list, or null."""
    one = single(name, field, ids)
    stated = st.lists(one, max_size=2, unique=True) if field.many else one
    return stated if name in ("conclusion", "finality", "direction", "by_kind") else st.none() | stated


def put(fact: Document, path: str, stated: Any) -> None:
    """Set a field of a fact, within a mapping where the path says so."""
    head, _, rest = path.partition(".")
    if rest:
        fact.setdefault(head, {})[rest] = stated
    else:
        fact[head] = stated


@st.composite
def fields_of(draw: Draw, collection: str, ids: Mapping[str, Sequence[str]], required: bool = True) -> Document:
    """Some of the fields of a fact, and those that it must have."""
    fact: Document = {}
    wanted = draw(st.sets(st.sampled_from(PART[collection]), min_size=0 if required else 1))
    for path in PART[collection]:
        if path in wanted or (required and path in REQUIRED.get(collection, ())):
            put(fact, path, draw(value(path, field_of(collection, path), ids)))
    return fact


sources_cited = st.lists(st.sampled_from([*KNOWN, *SOURCES]), min_size=1, max_size=3, unique=True)


@st.composite
def facts(draw: Draw, collection: str, name: str, ids: Mapping[str, Sequence[str]]) -> Document:
    """A fact with its sources, its updates and now and then a status."""
    fact: Document = {"id": name, **draw(fields_of(collection, ids)), "sources": draw(sources_cited)}
    if draw(st.integers(0, 3)) == 0:
        fact["updates"] = [
            {"set": draw(fields_of(collection, ids, required=False)), "sources": draw(sources_cited)}
            for _ in range(draw(st.integers(1, 2)))
        ]
    if draw(st.integers(0, 7)) == 0:
        fact["status"] = draw(st.sampled_from(["active", "corrected", "superseded"]))
    if draw(st.integers(0, 7)) == 0:
        fact["disputed_by"] = draw(st.lists(st.sampled_from([*SOURCES]), max_size=2, unique=True))
    return fact


@st.composite
def searches(draw: Draw) -> Document:
    """One search: complete or not, to this date or another, of one's own or somebody else's."""
    search: Document = {
        "coverage": draw(st.sampled_from(["complete", "complete", "partial"])),
        "searched": ["the sources listed"],
    }
    until = draw(st.sampled_from([None, None, D, "2019-10", "2018", "2021"]))
    if until is not None:
        search["until"] = until
    if draw(st.integers(0, 3)) == 0:
        search["sources"] = draw(sources_cited)
    return search


QUESTIONS = ("q", "r")
ELEMENTS = ("a", "b")
CODES = ("yes", "part", "no", "na", "unclear")
coded_answer = st.sampled_from(CODES)
listed_answer = st.fixed_dictionaries(
    {"answer": coded_answer, "element": st.sampled_from(ELEMENTS), "unit": st.sampled_from(["u", "v"])},
    optional={"sources": sources_cited},
)
coded_answers = st.dictionaries(
    st.sampled_from(QUESTIONS),
    coded_answer | st.lists(listed_answer, min_size=1, max_size=4, unique_by=lambda one: (one["element"], one["unit"])),
    max_size=len(QUESTIONS),
)


@st.composite
def cases(draw: Draw) -> Document:
    """A case document: all collections, fields left out, empty or null, known at various dates."""
    counts = {collection: draw(st.integers(0, 2)) for collection in PART}
    ids = {collection: [f"{collection}-{place}" for place in range(count)] for collection, count in counts.items()}
    case: Document = {
        "ddscore": "case/1",
        "id": "example-mining",
        "company": {"name": "Example Mining plc"},
        "as_of": D,
        "sources": {
            name: {"title": name, "publisher": "Example Press", **source} for name, source in SOURCES.items()
        },
        "research": {},
    }
    for collection, names in ids.items():
        listed = draw(st.lists(searches(), max_size=2))
        if listed:
            case["research"][collection] = listed
        if names:
            case[collection] = [draw(facts(collection, name, ids)) for name in names]
    answers = draw(coded_answers)
    if answers:
        case["answers"] = {"worked": answers}
    return case


# --- conditions --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Context:
    """What a condition may speak of where it stands."""

    known: bool = True
    """Whether `known` may be asked, which asks of the record itself."""
    this: str | None = None
    """The collection of the fact in hand, within `for_each`."""
    scores: tuple[Document, ...] = ()
    """The scores that stand before it, as `{node, side}`."""


COLLECTIONS = (*PART, *DERIVED)


def paths(collection: str) -> tuple[str, ...]:
    """What patterns can ask of a collection's facts."""
    return (*PART.get(collection, ()), *DERIVED.get(collection, ()), *FURTHER.get(collection, ()))


BOUNDS = ("at_least", "above", "at_most", "below")
DATE_BOUNDS = ("before", "after", "on_or_before", "on_or_after")


@st.composite
def limits(draw: Draw, numbers: Sequence[float]) -> Document:
    """One limit or two, that do not shut each other out."""
    lower, upper = sorted(draw(st.tuples(st.sampled_from(numbers), st.sampled_from(numbers))))
    ends = {draw(st.sampled_from(BOUNDS[:2])): lower, draw(st.sampled_from(BOUNDS[2:])): upper}
    return ends if lower < upper and draw(st.booleans()) else dict([draw(st.sampled_from([*ends.items()]))])


@st.composite
def matchers(draw: Draw, collection: str, path: str, context: Context) -> Any:
    """Whatever can be asked of a field of its type."""
    field = field_of(collection, path)
    asked: list[SearchStrategy[Any]] = []
    if field.kind is Kind.NUMBER:
        asked += [limits([0, 1, 2, 12, 25.5]), st.sampled_from([0, 1, 25.5])]
    elif field.kind is Kind.REFERENCE:
        names = [f"{target}-0" for target in field.to]
        asked += [st.sampled_from(["$this.id", *names] if context.this in field.to else names)]
    else:
        one = single(path, field, {})
        asked += [one, st.lists(one, min_size=1, max_size=2, unique=True), st.none()]
        asked += [st.fixed_dictionaries({"none_of": st.lists(one, min_size=1, max_size=2, unique=True)})]
        if field.many:
            asked += [st.fixed_dictionaries({"all_of": st.lists(one, min_size=1, max_size=2, unique=True)})]
    if field.order:
        asked += [
            st.dictionaries(st.sampled_from([bound]), st.sampled_from(field.order), min_size=1) for bound in BOUNDS
        ]
    if field.kind in DATES:
        asked += [
            st.fixed_dictionaries({bound: st.sampled_from([*DAYS, "$as_of"])}) for bound in DATE_BOUNDS
        ]
        asked += [st.fixed_dictionaries({"months": limits([0, 1, 3, 12, 14])})]
    if field.kind is Kind.EVENT_DATE:
        asked += [st.fixed_dictionaries({"happened": st.booleans()})]
    elif context.known:
        asked += [st.fixed_dictionaries({"known": st.booleans()})]
    if path.endswith("instruments"):
        asked += [st.fixed_dictionaries({"entails": st.sampled_from(["UDHR", "ICCPR", "UNGP"])})]
    return draw(st.one_of(asked))


@st.composite
def patterns(draw: Draw, collection: str, context: Context) -> Document:
    """What is asked of one fact; {} matches any."""
    asked = draw(st.lists(st.sampled_from(paths(collection)), max_size=2, unique=True))
    return {path: draw(matchers(collection, path, context)) for path in asked}


@st.composite
def selections(draw: Draw, context: Context, collections: Sequence[str] = COLLECTIONS) -> Document:
    """Facts of one collection that match a pattern."""
    collection = draw(st.sampled_from(collections))
    return {collection: draw(patterns(collection, context))}


@st.composite
def every(draw: Draw, context: Context) -> Document:
    """Every fact that one pattern selects matches another."""
    of = draw(selections(context))
    (collection,) = of
    asked: Document = {"of": of, "match": draw(patterns(collection, context))}
    return {"every": {**asked, **draw(st.sampled_from([{}, {"vacuous": True}, {"vacuous": False}]))}}


@st.composite
def count(draw: Draw, context: Context) -> Document:
    """How many facts match."""
    bounds = draw(st.sampled_from([{"at_least": 1}, {"at_least": 2}, {"at_most": 1}, {"at_least": 1, "at_most": 2}]))
    return {"count": {"of": draw(selections(context)), **bounds}}


@st.composite
def score(draw: Draw, context: Context) -> Document:
    """A score that stands before lies in a range."""
    unit = draw(st.sampled_from(["percent", "points"]))
    return {"score": {**draw(st.sampled_from(context.scores)), unit: draw(limits([0, 1, 40, 50]))}}


@st.composite
def conditions(draw: Draw, context: Context, depth: int = 2) -> Document:
    """Any condition, nested to some depth."""
    plain = [
        selections(context),
        selections(context),
        st.fixed_dictionaries({"none": selections(context)}),
        every(context),
        count(context),
    ]
    if context.this is not None:
        plain += [st.fixed_dictionaries({"this": patterns(context.this, context)})] * 3
    if context.scores:
        plain += [score(context)] * 2
    if depth == 0:
        return draw(st.one_of(plain))
    inner = conditions(context, depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    both = st.tuples(selections(context), selections(context)).map(lambda two: {**two[0], **two[1]})
    nested: list[SearchStrategy[Document]] = [
        st.fixed_dictionaries({"all": several}),
        st.fixed_dictionaries({"any": several}),
        st.fixed_dictionaries({"not": inner}),
        both,
    ]
    return draw(st.one_of(plain + nested))


# --- rubrics -----------------------------------------------------------------------------------------------

MODES = ("low", "exclude", "block")
SCALES: Document = {
    "coded": {"points": {"yes": 2, "part": 1, "no": 0, "na": "not-applicable"}, "otherwise": "unknown"},
    "always": {"points": {"yes": 3, "part": 1, "no": 0, "na": 0}, "otherwise": "unknown"},
}
WEIGHTS = {
    "severity.scale": {"limited": 0, "moderate": 1, "serious": 2, "grave": 4},
    "conflict_affected": {"true": 3, "false": 1},
}


class Plan:
    """A rubric under way: names that are taken, and scores that can be asked for."""

    def __init__(self, known: bool) -> None:
        self.context = Context(known)
        self._taken = 0

    def name(self, kind: str) -> str:
        """A name that no other node has."""
        self._taken += 1
        return f"{kind}-{self._taken}"

    def settled(self, node: str, *sides: str) -> None:
        """From here on the node's score can be asked for."""
        scores = ({"node": node, **({"side": side} if side else {})} for side in sides or ("",))
        self.context = replace(self.context, scores=(*self.context.scores, *scores))


def sometimes(draw: Draw, one_in: int) -> bool:
    """Whether something that is not always there is there."""
    return bool(draw(st.integers(1, one_in)) == 1)


@st.composite
def levels(draw: Draw, context: Context) -> list[Document]:
    """A ladder in any order of points, whose last rung needs nothing."""
    points = draw(st.lists(st.sampled_from([0, 1, 2, 5]), min_size=2, max_size=4).filter(any))
    rungs: list[Document] = [{"points": point, "label": f"rung {place}"} for place, point in enumerate(points)]
    for rung in rungs[:-1]:
        rung["when"] = draw(conditions(context, 1))
    return rungs


@st.composite
def bands(draw: Draw, lowest: int = 0) -> list[Document]:
    """Names for ranges, lowest first."""
    edges = sorted(draw(st.sets(st.sampled_from([lowest, 20, 50, 80]) if lowest else st.sampled_from([20, 50, 80]))))
    return [*({"id": f"below-{edge}", "title": "-", "below": edge} for edge in edges), {"id": "rest", "title": "-"}]


@st.composite
def caps(draw: Draw, context: Context, sides: Sequence[str] = ()) -> list[Document]:
    """Ceilings, with a side where there are two."""
    return [
        {
            "at_most": draw(st.sampled_from([0, 20, 50, 90])),
            "when": draw(conditions(context, 1)),
            "because": "the example says so",
            **({"side": draw(st.sampled_from(sides))} if sides else {}),
        }
        for _ in range(draw(st.integers(1, 2)))
    ]


@st.composite
def common(draw: Draw, plan: Plan, sides: Sequence[str] = ()) -> Document:
    """What any node may have."""
    node: Document = {}
    if sometimes(draw, 5):
        node["caps"] = draw(caps(plan.context, sides))
    if sometimes(draw, 5):
        node["applies_when"] = draw(conditions(plan.context, 1))
    if sometimes(draw, 3):
        node["unknown"] = draw(st.sampled_from(MODES))
    if sometimes(draw, 4):
        node["bands"] = draw(bands(-20 if len(sides) > 1 else 0))
    if sometimes(draw, 5):
        node["of"] = draw(st.sampled_from([1, 7]))
    return node


@st.composite
def for_each(draw: Draw, context: Context) -> Document:
    """Score each fact of a collection, and combine."""
    selection = draw(selections(context, ("involvement", "involvement", "remediation", *DERIVED)))
    (collection,) = selection
    how = draw(st.sampled_from([{}, {"aggregate": "min"}, {"aggregate": "max"}, {"aggregate": "mean"}]))
    each: Document = {"for_each": selection, **how}
    if collection == "involvement" and how == {"aggregate": "mean"} and draw(st.booleans()):
        field = draw(st.sampled_from([*WEIGHTS]))
        each["weight_by"] = {field: WEIGHTS[field]}
    return {**each, "levels": draw(levels(replace(context, this=collection)))}


@st.composite
def by_answers(draw: Draw) -> Document:
    """Take points from coded answers."""
    rule: Document = {
        "scale": draw(st.sampled_from([*SCALES])),
        "where": {"question": draw(st.sampled_from(QUESTIONS))},
    }
    if draw(st.booleans()):
        rule["expect"] = draw(st.sampled_from([["a"], ["a", "b"]]))
    if draw(st.booleans()):
        rule["elements"] = {"b": draw(st.sampled_from([*SCALES]))}
    rule |= draw(
        st.sampled_from([{}, {"mean_by": ["unit", "element"]}, {"steps": {"all": 2, "some": 1, "none": 0}}])
    )
    return {"answers": rule}


@st.composite
def criteria(draw: Draw, plan: Plan, weighed: bool) -> Document:
    """A question with its ladder, for the case, for each fact, or by coded answers."""
    name = plan.name("criterion")
    node: Document = {"id": name, "question": "?", **draw(common(plan))}
    plain = st.fixed_dictionaries({"levels": levels(plan.context)})
    node |= draw(st.one_of(plain, plain, for_each(plan.context), by_answers()))
    if weighed and sometimes(draw, 3):
        node["weight"] = draw(st.sampled_from([0.1, 0.3, 3]))
    plan.settled(name)
    return node


@st.composite
def groups(draw: Draw, plan: Plan, weighed: bool, depth: int) -> Document:
    """Nodes under one figure."""
    name = plan.name("group")
    node: Document = {"id": name, "title": "-", **draw(common(plan))}
    how = draw(st.sampled_from(["mean", "mean", "sum", "min", "max"]))
    node["aggregate"] = how
    node["children"] = draw(nodes(plan, how == "mean", depth - 1))
    if weighed and sometimes(draw, 2):
        node["weight"] = draw(st.sampled_from([0.5, 2, "children"]))
    plan.settled(name)
    return node


@st.composite
def nodes(draw: Draw, plan: Plan, weighed: bool, depth: int) -> list[Document]:
    """Some nodes side by side."""
    children = []
    for _ in range(draw(st.integers(1, 3))):
        group = depth > 0 and sometimes(draw, 3)
        children.append(draw(groups(plan, weighed, depth) if group else criteria(plan, weighed)))
    return children


@st.composite
def themes(draw: Draw, plan: Plan) -> Document:
    """A subject with both sides, or now and then one."""
    name = plan.name("theme")
    sides = draw(st.sampled_from([("policy", "practice")] * 4 + [("policy",), ("practice",)]))
    node: Document = {"id": name, "title": "-", **draw(common(plan, sides))}
    how = draw(st.sampled_from(["mean", "mean", "sum", "min", "max"]))
    node["aggregate"] = how
    for side in sides:
        node[side] = draw(nodes(plan, how == "mean", 1))
    if sometimes(draw, 3):
        node["weight"] = draw(st.sampled_from([0.2, 3]))
    plan.settled(name, *sides, *(["gap"] if len(sides) > 1 else []))
    return node


@st.composite
def rows(draw: Draw, context: Context) -> list[Document]:
    """A decision table, with a last row that always holds or without."""
    table: list[Document] = [
        {"id": f"row-{place}", "title": "-", "when": draw(conditions(context))}
        for place in range(draw(st.integers(1, 3)))
    ]
    return [*table, {"id": "row-else", "title": "-"}] if draw(st.booleans()) else table


@st.composite
def rubrics(draw: Draw, known: bool = True) -> Document:
    """A rubric document: themes or a benchmark, with bands, profiles and outcomes."""
    plan = Plan(known)
    rubric: Document = {
        "ddscore": "rubric/1",
        "id": "worked",
        "version": "1.0",
        "title": "A worked example",
        "scales": SCALES,
        "unknown": draw(st.sampled_from(MODES)),
        "minimum_coverage": draw(st.sampled_from([0, 0, 0.5, 1])),
        "search_stands": {"months": draw(st.sampled_from([0, 12]))},
    }
    gap = draw(st.booleans())
    if sometimes(draw, 3):
        rubric["caps"] = draw(caps(plan.context, ("policy", "practice") if gap else ()))
    if gap:
        rubric["themes"] = [draw(themes(plan)) for _ in range(draw(st.integers(1, 3)))]
    else:
        rubric["aggregate"] = draw(st.sampled_from(["mean", "sum", "min", "max"]))
        rubric["children"] = draw(nodes(plan, rubric["aggregate"] == "mean", 2))
    own: tuple[Document, ...] = ({},)
    if gap:
        whole = any("policy" in theme and "practice" in theme for theme in rubric["themes"])
        own = ({}, {"side": "policy"}, {"side": "practice"}, {"side": "gap"}) if whole else ()
    context = replace(plan.context, scores=(*plan.context.scores, *own, *own))
    rubric["bands"] = draw(bands())
    rubric["profiles"] = draw(rows(context))
    rubric["outcomes"] = draw(rows(context))
    return rubric
