"""An invented assessment in which each thing that a report can say occurs; no such company exists."""

from __future__ import annotations

from ddscore.model.assessment import (
    Assessment,
    CapResult,
    CaseIdentity,
    Contradiction,
    LevelResult,
    Need,
    NodeResult,
    OpenPromise,
    ResearchResult,
    RubricIdentity,
    Summary,
    Unanswered,
    UnknownNode,
)
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Band, Row, Side
from ddscore.model.score import Score, Status

COMPANY = "Example Mining plc"

SOURCES = {
    "report-2018": {
        "title": "Sustainability report 2018",
        "publisher": COMPANY,
        "kind": "company",
        "published": "2019-04",
        "url": "https://example.com/report?year=2018&part=(1)",
        "archived": "https://archive.example.org/report",
    },
    "gazette": {
        "title": "Council faults a mine",
        "publisher": "Example Gazette",
        "kind": "media",
        "published": "2020-09-23",
        "url": "https://example.org/council",
        "role": ["report", "comparison"],
    },
    "council": {
        "title": "Tilrådning om utelukkelse",
        "publisher": "Example Council",
        "kind": "authority",
        "published": "2020-09-18",
        "language": "nb",
        "read_in": "gazette",
    },
    "wire": {
        "title": "Council faults a mine (copy)",
        "publisher": "Example Wire",
        "kind": "media",
        "archived": "2020-09-24",
        "republishes": "gazette",
        "url": "javascript:alert(1)",
    },
    "reply": {
        "title": "Our answer",
        "publisher": COMPANY,
        "kind": "company",
        "published": "2020-09-20",
        "role": ["denial"],
    },
    "review": {
        "title": "A review of the mine",
        "publisher": "Example Lawyers",
        "kind": "commissioned-review",
        "commissioned_by": COMPANY,
        "published": "2020",
    },
}

FACTS = {
    "mine": {
        "collection": "involvement",
        "title": "Forced removals around the Example mine",
        "entity": "example-pit",
        "entity_name": "Example Pit Ltd",
        "rights": ["housing", "non-discrimination"],
        "relationship": "contribute",
        "severity": {"scale": "grave", "scope": "thousands", "because": "2,000 homes were cleared"},
        "period": {"from": "2017", "to": None},
        "sources": ["gazette", "council", "wire"],
        "told_by": ["gazette", "council"],
        "disputed_by": ["reply", "wire", "published-later"],
    },
    "council-finding": {
        "collection": "findings",
        "title": "The Council found an unacceptable risk of contribution to abuse",
        "summary": "It recommended exclusion in January 2020.",
        "by": "Example Council",
        "by_kind": "authority",
        "involvement": "mine",
        "concerns": ["involvement", "future-risk"],
        "conclusion": "upheld",
        "proof": "reasonable-grounds",
        "finality": "withdrawn",
        "ended_because": "no-longer-held",
        "direction": "adverse",
        "instruments": ["UNGP", "ICCPR"],
        "date": "2020-01-14",
        "quote": "facilitates serious abuse",
        "note": "The recommendation itself was not read.",
        "sources": ["council"],
    },
    "review-finding": {
        "collection": "findings",
        "title": "The reviewers found no intent",
        "by": "Example Lawyers",
        "by_kind": "commissioned-review",
        "involvement": "mine",
        "conclusion": "not-upheld",
        "direction": "exculpatory",
        "finality": "final",
        "date": "2020",
        "sources": ["review"],
    },
    "tribunal-finding": {
        "collection": "findings",
        "title": "The tribunal saw no ground for the complaint of one family",
        "by": "Example Tribunal",
        "by_kind": "court",
        "involvement": "mine",
        "conclusion": "not-upheld",
        "direction": "exculpatory",
        "finality": "final",
        "sources": ["gazette"],
    },
    "ngo-finding": {
        "collection": "findings",
        "title": "An NGO saw signs of the same elsewhere",
        "by_kind": "ngo",
        "involvement": "mine",
        "conclusion": "pending",
        "direction": "adverse",
        "finality": "provisional",
        "sources": ["gazette"],
    },
    "respects": {
        "collection": "policies",
        "title": "Sustainability report 2018",
        "statement": "“Example Mining respects human rights.”",
        "instruments": ["UNGP", "ICCPR"],
        "approved_by": [],
        "public": True,
        "date": "2019-04",
        "sources": ["report-2018"],
    },
    "supplier-code": {
        "collection": "policies",
        "summary": "A code for suppliers",
        "rights": ["housing"],
        "sources": ["report-2018"],
    },
    "old-policy": {
        "collection": "policies",
        "title": "An earlier code",
        "status": "superseded",
        "sources": ["report-2018"],
        "note": "Two editions differ in one word.",
    },
    "mine-review": {
        "collection": "due_diligence",
        "title": "A review of the mine",
        "step": "identify",
        "addresses": "mine",
        "independent": False,
        "disclosed": None,
        "sources": ["review"],
    },
    "publish-review": {
        "collection": "promises",
        "title": "To publish the review of the mine",
        "summary": "The report announced a review and its publication.",
        "note": "The report does not say when.",
        "made": "2019-04",
        "kept": None,
        "sources": ["report-2018"],
    },
    "rehouse": {
        "collection": "promises",
        "title": "To rehouse those removed",
        "made": "2019-09-01",
        "due": "2020-06",
        "partly_kept": "2020-05",
        "sources": ["report-2018"],
    },
    "gazette-question": {
        "collection": "engagement",
        "by": "Example Gazette",
        "by_kind": "media",
        "asked": "2020-09-20",
        "question": "Is there any news of the review?",
        "delivered": "presumed",
        "deadline": "2020-09-22",
        "answered": None,
        "sources": ["gazette"],
    },
    "council-question": {
        "collection": "engagement",
        "by_kind": "authority",
        "asked": "2019-11",
        "question": "What does the company do to avoid contributing?",
        "delivered": "confirmed",
        "answered": "2019-12-01",
        "response": "partial",
        "addresses": "mine",
        "statement": "“We take rights very seriously.”",
        "sources": ["council"],
    },
    "refused": {
        "collection": "engagement",
        "title": "Whether the review exists",
        "response": "declined",
        "sources": ["gazette"],
    },
    "returned": {
        "collection": "engagement",
        "question": "What of the suppliers?",
        "delivered": "failed",
        "sources": ["gazette"],
    },
    "unsettled": {"collection": "engagement", "question": "What of remedy?", "sources": ["gazette"]},
    "exclusion": {
        "collection": "actions",
        "title": "Exclusion of the company was recommended",
        "by": "Example Council",
        "by_kind": "authority",
        "kind": "exclusion",
        "grounds": ["human-rights"],
        "decided": None,
        "recommended": "2020-01-14",
        "not_handled": "2020-09-11",
        "withdrawn": "2020-09-15",
        "ended_because": "no-longer-held",
        "sources": ["council"],
    },
    "export-control": {
        "collection": "actions",
        "title": "The company was put on a list",
        "by_kind": "regulator",
        "grounds": ["security", "foreign-policy"],
        "in_force": "2019-10",
        "sources": ["gazette"],
    },
    "complaints": {
        "collection": "grievance_mechanisms",
        "title": "A telephone line for complaints",
        "criteria": {"legitimate": True, "accessible": False},
        "sources": ["report-2018"],
    },
}


def percent(shown: float | None, low: float, high: float) -> Score:
    """A score out of 100."""
    return Score(shown, 100, shown, low, high)


def node(node_id: str, title: str, kind: str = "criterion", **given: object) -> NodeResult:
    """A node of which only what matters is said."""
    blank: dict[str, object] = {
        "side": Side.POLICY,
        "weight": 1,
        "status": Status.SCORED,
        "policy": None,
        "practice": None,
        "gap": None,
        "overall": None,
        "coverage": 1.0,
        "band": None,
        "question": None,
        "principle": None,
        "ask": None,
        "levels": (),
        "level": None,
        "possible_levels": (),
        "because": "Weighted mean of its parts.",
        "caps": (),
        "facts": (),
        "sources": (),
        "children": (),
    }
    return NodeResult(id=node_id, title=title, kind=kind, **{**blank, **given})  # type: ignore[arg-type]


STATED = node(
    "commitment-stated",
    "A public commitment",
    weight=2,
    overall=Score(60, 100, 60, 60, 100),
    coverage=0.6,
    question="Does the company publicly commit to respect human rights?",
    principle="UNGP 16",
    ask="Publish a policy approved by the board.",
    levels=(
        LevelResult(
            "Approved at the most senior level",
            100,
            {"policies": {"public": True, "instruments": "UNGP", "approved_by": ["board", "ceo"]}},
            None,
        ),
        LevelResult("A public commitment", 60, {"policies": {"public": True, "title": "a: b"}}, True),
        LevelResult("No public commitment found", 0, None, True),
    ),
    possible_levels=("Approved at the most senior level", "A public commitment"),
    because="Not settled between 2 levels. The low end is shown: no disclosure found that settles it.",
)
UPHELD = node(
    "commitment-upheld",
    "Findings on the commitment",
    side=Side.PRACTICE,
    overall=percent(0, 0, 0),
    question="Do independent findings bear the commitment out?",
    levels=(
        LevelResult("A body upheld a concern", 0, {"findings": {"direction": "adverse"}}, True),
        LevelResult("No such finding in a complete search", 100, None, True),
    ),
    level="A body upheld a concern",
    possible_levels=("A body upheld a concern",),
    because="Reached by council-finding.",
    facts=("council-finding", "mine"),
    sources=("council", "gazette"),
)
COMMITMENT = node(
    "commitment",
    "Policy commitment",
    "theme",
    side=None,
    weight=2,
    policy=percent(60, 60, 100),
    practice=percent(0, 0, 0),
    gap=percent(60, 60, 100),
    coverage=0.6,
    band="severe",
    principle="UNGP 16",
    because="What the company says, set against what the record shows.",
    caps=(
        CapResult(20, Side.PRACTICE, "grave harm has no disclosed remedy", True, ("mine",)),
        CapResult(50, Side.POLICY, "the policy is not public", None, ()),
        CapResult(10, Side.POLICY, "the policy was withdrawn", False, ()),
    ),
    children=(STATED, UPHELD),
)
REPORTED = node(
    "remedy-reported",
    "Remedy reported",
    overall=percent(0, 0, 0),
    levels=(LevelResult("No remedy disclosed", 0, None, True),),
    level="No remedy disclosed",
    possible_levels=("No remedy disclosed",),
    because="No fact meets another level, on a complete search of remediation.",
)
GIVEN = node(
    "remedy-given",
    "Remedy given",
    side=Side.PRACTICE,
    status=Status.UNKNOWN,
    overall=percent(None, 0, 100),
    coverage=0.0,
    levels=(
        LevelResult("Remedy was completed", 100, {"remediation": {"completed": {"happened": True}}}, None),
        LevelResult("No remedy is documented", 0, None, True),
    ),
    possible_levels=("Remedy was completed", "No remedy is documented"),
    because="Not settled between 2 levels. It is left out of the figure above it.",
)
REMEDY = node(
    "remedy",
    "Remediation",
    "theme",
    side=None,
    status=Status.INSUFFICIENT,
    policy=percent(0, 0, 0),
    practice=percent(None, 0, 100),
    gap=percent(None, -100, 0),
    coverage=0.0,
    because="What the company says, set against what the record shows.",
    children=(
        node("remedy-policy", "Remedy in policy", "group", overall=percent(0, 0, 0), children=(REPORTED,)),
        GIVEN,
    ),
)
LEVERAGE = node(
    "leverage",
    "Leverage",
    "theme",
    side=None,
    status=Status.NOT_APPLICABLE,
    coverage=None,
    because="Does not apply, on a complete search of involvement.",
    children=(node("leverage-used", "Leverage used", status=Status.NOT_APPLICABLE, coverage=None),),
)

SEARCH = {"coverage": "complete", "searched": ["company website", "press"], "until": "2020-09-23"}

EXAMPLE = Assessment(
    tool_version="0.1.0",
    case=CaseIdentity(
        "example-mining",
        COMPANY,
        "draft",
        ({"date": "2020-10-01", "what": "The number of homes was 200; it is 2,000."},),
        "c" * 64,
    ),
    rubric=RubricIdentity(
        "example",
        "Example rubric",
        "1.0",
        "better",
        (
            {
                "title": "Guiding Principles",
                "publisher": "United Nations",
                "year": 2011,
                "url": "https://example.org",
            },
        ),
        "d" * 64,
        (),
        "e" * 64,
        (
            Band("narrow", "Narrow gap", 20),
            Band("wide", "Wide gap", 50),
            Band("severe", "Severe gap", None),
        ),
        (
            Row(
                "contradicted",
                "A stated commitment is contradicted by the record",
                {"contradictions": {}},
                None,
            ),
            Row("little", "Little said, little shown", None, None),
        ),
        (
            Row(
                "exclude", "Meets this rubric's test for exclusion", {"findings": {}}, "Grave harm was found."
            ),
            Row("none", "Meets no test for a measure", None, None),
        ),
    ),
    as_of=PartialDate.parse("2020-09-23"),
    warnings=("no search for actions is recorded",),
    summary=Summary(
        policy=percent(36, 36, 64.5),
        practice=percent(0, 0, 40),
        gap=percent(20, 20, 65),
        understatement=percent(0, 0, 0),
        overall=None,
        coverage=0.6,
        band=None,
        possible_bands=("wide", "severe"),
        profile="contradicted",
        possible_profiles=("contradicted",),
        outcome=None,
        possible_outcomes=("exclude", "none"),
    ),
    nodes=(COMMITMENT, REMEDY, LEVERAGE),
    contradictions=(
        Contradiction("respects", "council-finding", "mine", "direct", ("UNGP", "ICCPR"), (), "gazette"),
        Contradiction("supplier-code", "council-finding", "mine", "right", (), ("housing",), "ddscore"),
    ),
    possible_contradictions=(
        Contradiction(
            "old-policy", "council-finding", "mine", None, (), (), "ddscore", (("old-policy", "instruments"),)
        ),
    ),
    disputed=(Contradiction("respects", "ngo-finding", "mine", "implied", ("UNGP",), (), "ddscore"),),
    later=(Contradiction("supplier-code", "ngo-finding", "mine", "right", (), ("housing",), "ddscore"),),
    open_promises=(
        OpenPromise("publish-review", PartialDate.parse("2019-04"), 17, None, False, None),
        OpenPromise(
            "rehouse",
            PartialDate.parse("2019-09-01"),
            12,
            PartialDate.parse("2020-05"),
            True,
            PartialDate.parse("2020-06"),
        ),
    ),
    unanswered=(
        Unanswered("gazette-question", PartialDate.parse("2020-09-20"), PartialDate.parse("2020-09-22")),
    ),
    unknowns=(
        UnknownNode(
            "commitment-stated", (Need("policies", "respects", "approved_by", "approved_by of respects"),)
        ),
        UnknownNode("remedy-given", (Need("remediation", None, None, "a complete search for remediation"),)),
        UnknownNode("remedy", (Need("remediation", None, None, "a complete search for remediation"),)),
    ),
    facts=FACTS,
    research={
        "policies": ResearchResult(True, (SEARCH,)),
        "remediation": ResearchResult(
            False, ({"coverage": "partial", "sources": ["gazette"], "note": "Only what the Gazette says."},)
        ),
    },
    sources=SOURCES,
)

UNTOUCHED = EXAMPLE._replace(
    case=CaseIdentity("example-blank", "Example Blank plc", "reviewed", (), "c" * 64),
    warnings=(),
    summary=Summary(
        policy=percent(None, 0, 100),
        practice=percent(None, 0, 100),
        gap=percent(None, 0, 100),
        understatement=percent(None, 0, 100),
        overall=None,
        coverage=0.0,
        band=None,
        possible_bands=("narrow", "wide", "severe"),
        profile=None,
        possible_profiles=("contradicted", "little"),
        outcome=None,
        possible_outcomes=("exclude", "none"),
    ),
    nodes=(),
    contradictions=(),
    possible_contradictions=(),
    disputed=(),
    later=(),
    open_promises=(),
    unanswered=(),
    unknowns=(),
    facts={},
    research={},
    sources={},
)
"""A company that nobody looked into."""
