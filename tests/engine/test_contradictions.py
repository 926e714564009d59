"""Contradictions, and the pairs that are only possible, disputed or later (FORMATS 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.engine.worked import D, ask, recorded

if TYPE_CHECKING:
    from ddscore.model.assessment import Assessment, Contradiction

ALL_THREE = "policies findings involvement"


class Pair(NamedTuple):
    """The one pair of a case, and how it is listed."""

    kind: str
    basis: str | None = None


NONE = Pair("none")

POLICY = {"instruments": "[UNGP]", "rights": "[]", "date": "2015-01-01"}
FINDING = {
    "involvement": "i",
    "concerns": "[harm]",
    "proof": "balance",
    "instruments": "[UNGP]",
    "rights": "[]",
}
INVOLVEMENT = {"rights": "[]", "from": "2016", "to": "null"}
"""Both name the UNGPs, and the conduct began after the policy and has not ended."""


def facts(policy: str = "", finding: str = "", involvement: str = "") -> str:
    """The pair with changes written `field: value`, divided by semicolons; `field:` alone leaves it out."""
    conduct = _changed(INVOLVEMENT, involvement)
    ends = {end: conduct.pop(end) for end in [*conduct] if end in ("from", "to")}
    conduct["period"] = _flow(ends)
    return f"""
        sources: {{ruling: {{published: 2020-12-01}}}}
        policies: [{_flow({"id": "p", "sources": "[site]", **_changed(POLICY, policy)})}]
        findings: [{_flow({"id": "f", "sources": "[court]", **_changed(FINDING, finding)})}]
        involvement: [{_flow({"id": "i", "sources": "[ngo]", **conduct})}]
    """


def _changed(fields: dict[str, str], changes: str) -> dict[str, str]:
    if "pending" in changes:
        changes += "; finality: provisional"
    pairs = [change.partition(":") for change in changes.split(";") if change.strip()]
    changed = {**fields, **{name.strip(): value.strip() for name, _, value in pairs}}
    return {name: value for name, value in changed.items() if value}


def _flow(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


def listed(assessment: Assessment) -> Pair:
    """How the only pair of an assessment is listed."""
    kinds = {
        "certain": assessment.contradictions,
        "possible": assessment.possible_contradictions,
        "disputed": assessment.disputed,
        "later": assessment.later,
    }
    found = [Pair(kind, pair.basis) for kind, pairs in kinds.items() for pair in pairs]
    assert len(found) <= 1
    return found[0] if found else NONE


CERTAIN, POSSIBLE, DISPUTED, LATER = (
    Pair(kind, "direct") for kind in ("certain", "possible", "disputed", "later")
)
PAIRS: list[tuple[dict[str, Any], Pair]] = [
    ({}, CERTAIN),
    # basis: an instrument that both name
    ({"finding": "instruments: [ICCPR]"}, Pair("certain", "implied")),
    ({"finding": "instruments: [ICCPR, UNGP]"}, CERTAIN),
    ({"finding": "instruments: [CEDAW]"}, NONE),
    ({"policy": "instruments: [ICCPR]"}, NONE),
    ({"policy": "instruments: [ICCPR]", "finding": "instruments: [ICCPR, UNGP]"}, CERTAIN),
    # one that entails the UDHR covers every right, but a finding must name one
    ({"finding": "instruments: []"}, NONE),
    ({"finding": "instruments: []; rights: [privacy]"}, Pair("certain", "implied")),
    (
        {"policy": "instruments: [UDHR]", "finding": "instruments: []; rights: [privacy]"},
        Pair("certain", "implied"),
    ),
    ({"policy": "instruments: [ICCPR]", "finding": "instruments: []; rights: [privacy]"}, NONE),
    # a right that both name
    (
        {
            "policy": "instruments: []; rights: [privacy, life]",
            "finding": "instruments: []; rights: [privacy]",
        },
        Pair("certain", "right"),
    ),
    ({"policy": "instruments: []; rights: [life]", "finding": "instruments: []; rights: [privacy]"}, NONE),
    # the closest is given: direct before implied before right
    ({"policy": "rights: [privacy]", "finding": "rights: [privacy]"}, CERTAIN),
    (
        {"policy": "rights: [privacy]", "finding": "instruments: []; rights: [privacy]"},
        Pair("certain", "implied"),
    ),
    # the rights of a finding that leaves them out are its involvement's
    (
        {"policy": "instruments: []; rights: [life]", "finding": "rights:", "involvement": "rights: [life]"},
        Pair("certain", "right"),
    ),
    (
        {
            "policy": "instruments: []; rights: [life]",
            "finding": "rights: []",
            "involvement": "rights: [life]",
        },
        NONE,
    ),
    # what is unrecorded leaves it open, unless they meet otherwise or cannot meet
    ({"policy": "instruments:"}, Pair("possible", None)),
    ({"policy": "instruments:", "finding": "instruments: []"}, NONE),
    ({"policy": "instruments: []", "finding": "instruments:"}, NONE),
    ({"finding": "instruments:"}, Pair("possible", None)),
    ({"finding": "instruments:; rights: [privacy]"}, Pair("certain", "implied")),
    (
        {"policy": "instruments:; rights: [life]", "finding": "instruments: []; rights: [life]"},
        Pair("certain", "right"),
    ),
    ({"policy": "instruments: []; rights:"}, NONE),
    ({"policy": "instruments: []; rights:", "finding": "rights: [life]"}, Pair("possible", None)),
    (
        {"policy": "instruments: []; rights: [life]", "finding": "rights:", "involvement": "rights:"},
        Pair("possible", None),
    ),
    # a finding without an involvement makes no pair
    ({"finding": "involvement:"}, NONE),
    ({"finding": "involvement: null"}, NONE),
    # only active facts pair
    ({"policy": "status: retracted"}, NONE),
    ({"finding": "status: superseded"}, NONE),
    ({"involvement": "status: corrected"}, NONE),
    # adverse, upheld or partly upheld
    ({"finding": "direction: exculpatory"}, NONE),
    ({"finding": "direction: neutral"}, NONE),
    ({"finding": "conclusion: partly-upheld"}, CERTAIN),
    ({"finding": "conclusion: not-upheld"}, NONE),
    ({"finding": "conclusion: inadmissible"}, NONE),
    ({"finding": "conclusion: settled"}, NONE),
    ({"finding": "conclusion: no-determination"}, NONE),
    # proof of at least credible information, or future risk
    ({"finding": "proof: credible-information"}, CERTAIN),
    ({"finding": "proof: reasonable-grounds"}, CERTAIN),
    ({"finding": "proof: beyond-doubt"}, CERTAIN),
    ({"finding": "proof: indication"}, DISPUTED),
    ({"finding": "proof: unstated"}, DISPUTED),
    ({"finding": "proof: null"}, DISPUTED),
    ({"finding": "proof: unstated; concerns: [harm, future-risk]"}, CERTAIN),
    ({"finding": "proof:; concerns: [future-risk]"}, CERTAIN),
    ({"finding": "proof:"}, POSSIBLE),
    ({"finding": "proof:; concerns: []"}, POSSIBLE),
    ({"finding": "proof: indication; concerns:"}, POSSIBLE),
    ({"finding": "proof: balance; concerns:"}, CERTAIN),
    # still pending, however strong its proof
    ({"finding": "conclusion: pending"}, DISPUTED),
    ({"finding": "conclusion: pending; proof: beyond-doubt; concerns: [future-risk]"}, DISPUTED),
    ({"finding": "conclusion: pending; direction: neutral"}, NONE),
    ({"finding": "conclusion: pending; instruments:"}, NONE),
    # standing
    ({"finding": "finality: provisional"}, CERTAIN),
    ({"finding": "finality: appealable"}, CERTAIN),
    ({"finding": "finality: lapsed; ended_because: merits"}, CERTAIN),
    ({"finding": "finality: overturned"}, NONE),
    ({"finding": "finality: withdrawn; ended_because: merits"}, NONE),
    ({"finding": "finality: withdrawn; ended_because: no-longer-held"}, CERTAIN),
    ({"finding": "finality: withdrawn; ended_because: procedure"}, CERTAIN),
    ({"finding": "finality: withdrawn"}, POSSIBLE),
    ({"finding": "finality: withdrawn; ended_because: null"}, POSSIBLE),
    # the conduct runs on or after the policy's date
    ({"policy": "date: 2020-09-23"}, CERTAIN),
    ({"involvement": "to: 2018-06"}, CERTAIN),
    ({"policy": "date: 2018-06-30", "involvement": "to: 2018-06-30"}, CERTAIN),
    ({"policy": "date: 2018-07-01", "involvement": "to: 2018-06-30"}, LATER),
    ({"policy": "date: 2018-06-15", "involvement": "to: 2018-06"}, POSSIBLE),
    ({"policy": "date: 2018-06-01", "involvement": "to: 2018-06"}, CERTAIN),
    ({"policy": "date: 2018-07", "involvement": "to: 2018-06"}, LATER),
    ({"involvement": "to:"}, POSSIBLE),
    ({"policy": "date:", "involvement": "to: 2018-06"}, POSSIBLE),
    ({"policy": "date:"}, CERTAIN),
    ({"policy": "date: null"}, NONE),
    # as of the date: what ends later has not ended, what is made later has not been made
    ({"involvement": "to: 2024-12-13"}, CERTAIN),
    ({"policy": "date: 2020-09-24"}, NONE),
    ({"policy": "date: 2020-09"}, POSSIBLE),
    ({"policy": "date: 2020", "involvement": "to: 2020-08"}, POSSIBLE),
    ({"policy": "date: 2020-09", "involvement": "to: 2020-08"}, NONE),
    # later, also where proof is weak or the matter pending
    ({"policy": "date: 2019", "finding": "proof: indication", "involvement": "to: 2018"}, LATER),
    ({"policy": "date: 2019", "finding": "conclusion: pending", "involvement": "to: 2018"}, LATER),
    ({"policy": "date: 2019; instruments:", "involvement": "to: 2018"}, NONE),
    ({"policy": "date: 2019", "finding": "proof:", "involvement": "to: 2018"}, LATER),
    # disputed pairs are listed only where the conduct surely runs on
    ({"policy": "date: 2018-06-15", "finding": "proof: indication", "involvement": "to: 2018-06"}, NONE),
    ({"finding": "conclusion: pending", "involvement": "to:"}, NONE),
    # a policy that ended before the conduct began is no pair
    ({"policy": "until: 2015-12-31"}, NONE),
    ({"policy": "until: 2016-01-01"}, CERTAIN),
    ({"policy": "until: 2016-05", "involvement": "from: 2016-06"}, NONE),
    ({"policy": "until: 2016", "involvement": "from: 2016-06"}, POSSIBLE),
    ({"policy": "until: null"}, CERTAIN),
    ({"policy": "until: 2018", "involvement": "from:"}, POSSIBLE),
    ({"involvement": "from:"}, CERTAIN),
    ({"policy": "until: 2018", "involvement": "from: 2021"}, NONE),
    ({"policy": "until: 2020", "involvement": "from: 2021"}, POSSIBLE),
    ({"policy": "until: 2021", "involvement": "from: 2019"}, CERTAIN),
]


@pytest.mark.parametrize(("changes", "pair"), PAIRS, ids=lambda row: str(row))
def test_a_policy_and_a_finding_pair(changes: dict[str, str], pair: Pair) -> None:
    case = facts(**changes)
    assert listed(recorded(case)) == pair
    truth = {"certain": True, "possible": None}.get(pair.kind, False)
    if "status: corrected" in changes.get("involvement", ""):
        # A finding on conduct that does not score leaves the collection open.
        truth = None
    assert ask("{contradictions: {}}", case, ALL_THREE).truth is truth


def only_pair(case: str, as_of: str = D) -> Contradiction:
    assessment = recorded(case, as_of=as_of)
    (pair,) = (
        *assessment.contradictions,
        *assessment.possible_contradictions,
        *assessment.disputed,
        *assessment.later,
    )
    return pair


UNRECORDED = [
    ({"involvement": "to:"}, (("i", "period.to"),)),
    ({"finding": "proof:"}, (("f", "proof"),)),
    ({"finding": "proof:; concerns:"}, (("f", "proof"), ("f", "concerns"))),
    ({"policy": "until: 2018", "involvement": "from:"}, (("i", "period.from"),)),
    # a date that straddles the limit is recorded
    ({"policy": "date: 2018-06-15", "involvement": "to: 2018-06"}, ()),
    ({}, ()),
]


@pytest.mark.parametrize(("changes", "fields"), UNRECORDED, ids=lambda row: str(row))
def test_a_possible_pair_names_the_fields_that_would_settle_it(
    changes: dict[str, str], fields: tuple[tuple[str, str], ...]
) -> None:
    assert only_pair(facts(**changes)).unrecorded == fields


SHARED = [
    # what the two have in common, closest first
    ({"policy": "instruments: [UNGP, CEDAW]", "finding": "instruments: [UNGP, ICCPR]"}, ("UNGP",), ()),
    ({"finding": "instruments: [ICCPR, ICESCR, CEDAW]"}, ("ICCPR", "ICESCR"), ()),
    # through an instrument that covers every right, all that the finding names
    ({"policy": "rights: [life]", "finding": "rights: [privacy, life]"}, ("UNGP",), ("life", "privacy")),
    (
        {
            "policy": "instruments: [ICCPR]; rights: [life]",
            "finding": "instruments: [ICCPR]; rights: [privacy, life]",
        },
        ("ICCPR",),
        ("life",),
    ),
    ({"policy": "instruments:; rights: [life]", "finding": "rights: [life, privacy]"}, (), ("life",)),
    ({"finding": "instruments:; rights: [privacy]"}, (), ("privacy",)),
]


@pytest.mark.parametrize(("changes", "instruments", "rights"), SHARED)
def test_a_pair_names_what_the_two_surely_share(
    changes: dict[str, str], instruments: tuple[str, ...], rights: tuple[str, ...]
) -> None:
    pair = only_pair(facts(**changes))
    assert (pair.policy, pair.finding, pair.involvement) == ("p", "f", "i")
    assert (pair.instruments, pair.rights) == (instruments, rights)


OF_PAIRS = [
    # a condition on the pair's own fields, and on the facts that it is drawn from
    ({}, "{basis: direct}", True),
    ({}, "{basis: [implied, right]}", False),
    ({}, "{instruments: UNGP, rights: life}", False),
    (
        {},
        "{policy.date: {before: 2016}, finding.by_kind: court, involvement.period.from: {after: 2015}}",
        True,
    ),
    ({}, "{involvement.severity.scale: grave}", None),
    ({"policy": "instruments:"}, "{}", None),
    ({"policy": "instruments:"}, "{basis: direct}", None),
    ({"policy": "instruments:"}, "{basis: right}", False),
    # certain to meet, by what is open: what can be asked of either is settled, the rest is not
    ({"finding": "instruments:; rights: [privacy]"}, "{basis: [direct, implied]}", True),
    ({"finding": "instruments:; rights: [privacy]"}, "{basis: {none_of: [right]}}", True),
    ({"finding": "instruments:; rights: [privacy]"}, "{basis: implied}", None),
    ({"finding": "instruments:; rights: [privacy]"}, "{basis: right}", False),
    ({"finding": "instruments:; rights: [privacy]"}, "{rights: privacy}", True),
    ({"finding": "instruments:; rights: [privacy]"}, "{instruments: ICCPR}", None),
    ({"policy": "instruments:", "finding": "instruments: [ICCPR]"}, "{instruments: ICCPR}", None),
    ({"policy": "instruments:", "finding": "rights: [life]"}, "{rights: life}", None),
    (
        {"policy": "instruments: [ICCPR]", "finding": "instruments: [ICCPR]; rights: [life]"},
        "{rights: life}",
        False,
    ),
    (
        {"policy": "instruments: [ICCPR]; rights:", "finding": "instruments: [ICCPR]; rights: [life]"},
        "{rights: life}",
        None,
    ),
    ({"finding": "rights:", "involvement": "rights:"}, "{rights: life}", None),
]


@pytest.mark.parametrize(("changes", "pattern", "truth"), OF_PAIRS)
def test_conditions_ask_of_pairs_no_more_than_is_settled(
    changes: dict[str, str], pattern: str, truth: bool | None
) -> None:
    assert ask(f"{{contradictions: {pattern}}}", facts(**changes), ALL_THREE).truth is truth


def test_a_true_condition_on_a_pair_cites_its_policy_finding_and_involvement() -> None:
    assert ask("{contradictions: {}}", facts(), ALL_THREE).facts == ("p", "f", "i")


OPEN = [
    ({"policy": "instruments:"}, ["instruments of p, to settle contradictions"]),
    (
        {"policy": "instruments:; rights:", "finding": "instruments:; rights:", "involvement": "rights:"},
        [f"{name}, to settle contradictions" for name in ("instruments of p", "rights of p")]
        + [f"{name}, to settle contradictions" for name in ("instruments of f", "rights of f")],
    ),
    ({"finding": "instruments:; rights:"}, ["instruments of f, to settle contradictions"]),
    (
        {"finding": "proof:; concerns:"},
        ["proof of f, to settle contradictions", "concerns of f, to settle contradictions"],
    ),
    ({"finding": "finality: withdrawn"}, ["ended_because of f, to settle contradictions"]),
    (
        {"finding": "finality: withdrawn; ended_because: null"},
        ["ended_because of f, to settle contradictions"],
    ),
    ({"involvement": "to:"}, ["period.to of i, to settle contradictions"]),
    (
        {"policy": "date:", "involvement": "to:"},
        ["date of p, to settle contradictions", "period.to of i, to settle contradictions"],
    ),
    ({"policy": "until: 2018", "involvement": "from:"}, ["period.from of i, to settle contradictions"]),
    # dates that are recorded, not exactly enough
    ({"policy": "date: 2018-06-15", "involvement": "to: 2018-06"}, ["more exact dates of p, f, i"]),
    ({"policy": "until: 2016", "involvement": "from: 2016-06"}, ["more exact dates of p, f, i"]),
    ({"policy": "date: 2020"}, ["more exact dates of p, f, i"]),
]


@pytest.mark.parametrize(("changes", "needs"), OPEN)
def test_a_possible_pair_says_what_would_settle_it(changes: dict[str, str], needs: list[str]) -> None:
    assert list(ask("{contradictions: {}}", facts(**changes), ALL_THREE).needs) == needs


@pytest.mark.parametrize(
    "closed", ["policies findings", "policies involvement", "findings involvement", ALL_THREE]
)
def test_contradictions_close_with_all_that_they_are_drawn_from(closed: str) -> None:
    answer = ask("{contradictions: {}}", "", closed)
    assert answer.truth is (False if closed == ALL_THREE else None)
    lacking = [name for name in ALL_THREE.split() if name not in closed.split()]
    assert answer.needs == tuple(f"a complete search for {name}" for name in lacking)


def test_a_finding_on_conduct_not_known_yet_leaves_contradictions_open() -> None:
    case = facts().replace("[ngo]", "[ruling]")
    answer = ask("{contradictions: {}}", case, ALL_THREE)
    assert (answer.truth, answer.needs) == (None, ("the conduct that a finding is about",))
    assert listed(recorded(case)) == NONE
    assert listed(recorded(case, as_of="2020-12-01")) == CERTAIN


def test_every_policy_meets_every_finding() -> None:
    case = """
        policies:
          - {id: p1, instruments: [UNGP], date: 2015}
          - {id: p2, instruments: [], rights: [life], date: 2016}
        involvement: [{id: i1, rights: [], period: {to: null}}, {id: i2, rights: [life], period: {to: null}}]
        findings:
          - {id: f1, involvement: i1, instruments: [UNGP], proof: balance}
          - {id: f2, involvement: i2, instruments: [], proof: balance}
    """
    found = [(pair.policy, pair.finding, pair.basis) for pair in recorded(case).contradictions]
    assert found == [("p1", "f1", "direct"), ("p1", "f2", "implied"), ("p2", "f2", "right")]
    assert ask("{contradictions: {}}", case).facts == ("p1", "f1", "i1", "f2", "i2", "p2")


@pytest.mark.parametrize(
    ("source", "cited_by", "drawn_by"),
    [
        ("{role: [comparison], published: 2018}", "both", "study"),
        ("{role: [report], published: 2018}", "both", "ddscore"),
        ("{role: [comparison], published: 2018}", "policy", "ddscore"),
        ("{role: [comparison], published: 2018}", "finding", "ddscore"),
        ("{role: [comparison], published: 2021}", "both", "ddscore"),
    ],
)
def test_the_report_can_say_who_drew_the_comparison(source: str, cited_by: str, drawn_by: str) -> None:
    case = facts().replace("sources: {ruling", f"sources: {{study: {source}, ruling")
    if cited_by != "finding":
        case = case.replace("[site]", "[site, study]")
    if cited_by != "policy":
        case = case.replace("[court]", "[court, study]")
    assert only_pair(case).drawn_by == drawn_by
