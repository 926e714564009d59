"""A portfolio in which everything occurs that a report can have to tell."""

from __future__ import annotations

from ddscore.model.dates import PartialDate
from ddscore.model.portfolio import (
    Average,
    CasesRead,
    Held,
    HoldingsIdentity,
    InvalidCase,
    Match,
    Near,
    Portfolio,
    Portion,
    Position,
    RowAverage,
    RubricResult,
    ShareAverage,
    ShareResult,
    ShareRow,
    Snapshot,
)
from ddscore.model.rubric import Share
from ddscore.model.standing import Entity, Figure, NodeStanding, Standing
from ddscore.problems import Location, Problem, Severity
from tests.reports.example_assessment import EXAMPLE

RUBRIC = EXAMPLE.rubric
PROFILES = tuple(row.id for row in RUBRIC.profiles)
OUTCOMES = tuple(row.id for row in RUBRIC.outcomes)
SUBSIDIARY = Entity("sub", "Example Mining Holdings Ltd", "subsidiary")
PROBLEM = Problem(
    "holdings/no-value", Severity.ERROR, "this row has no value", "give it", Location("h.csv", 9)
)

STANDING = Standing(
    RUBRIC.id,
    "2020-09-23",
    *(Figure(60, 60, 60), Figure(2, 2, 35), Figure(25, 25, 58), Figure(-0.0, 0, 0), None),
    *(0.67, False),
    *("narrow", ("narrow",), PROFILES[0], (PROFILES[0],), None, OUTCOMES),
    *(1, 2, 1, 17, 1),
    ("the research reaches to 2020-09-23; what came after it was not looked for",),
    {"commitment": NodeStanding("scored", Figure(25, 25, 58), None)},
)
UNKNOWN = STANDING._replace(
    policy=Figure(None, 0, 100),
    practice=Figure(None, 0, 100),
    gap=Figure(None, 0, 100),
    is_blocked=True,
    coverage=0,
    band=None,
    profile=None,
    possible_profiles=PROFILES[:2],
    outcome=OUTCOMES[0],
    contradictions=0,
    possible_contradictions=0,
    longest_promise=None,
    warnings=(),
)
NOWHERE = Position("", (), 0.0, 0.0, Held.NO_RECORD, *(None,) * 5, (), (), ())

POSITIONS = (
    Position(
        *(
            "Example Timber",
            (2,),
            300.0,
            0.3,
            Held.ASSESSED,
            "example-timber",
            "Example Timber plc",
            "reviewed",
        ),
        *("1" * 64, None),
        *((Match("isin", "GB0001234565"),), (), (UNKNOWN,)),
    ),
    Position(
        *(
            "Example Mining plc",
            (3, 7),
            250.0,
            0.25,
            Held.ASSESSED,
            "example-mining",
            "Example Mining plc",
            "draft",
        ),
        *("2" * 64, "3" * 64),
        (
            Match("name", "Example Mining plc"),
            Match("entity", "EXAMPLE MINING HOLDINGS LTD", SUBSIDIARY),
            Match("entity", "Example Quarries", Entity("quarries", "Example Quarries", None)),
        ),
        *((), (STANDING,)),
    ),
    NOWHERE._replace(name="Cash", lines=(4,), value=399.9, weight=0.3999),
    NOWHERE._replace(
        name="Example Food",
        lines=(5,),
        value=0.1,
        weight=0.0001,
        near=(
            Near("example-foods", "Example Foods SA", "Example Foods SA"),
            Near("example-group", "Example Group SE", "Example Food Trading", "joint-venture"),
            Near("example-rail", "Example Rail AG", "Example Food Rail"),
        ),
    ),
    NOWHERE._replace(name="GB0000000008", lines=(6,), value=40.0, weight=0.04, held=Held.UNCLEAR),
    NOWHERE._replace(
        name="Example Ports",
        lines=(8,),
        value=10.0,
        weight=0.01,
        held=Held.INVALID,
        case="example-ports",
        company="Example Ports NV",
        status="draft",
        sha256="4" * 64,
    ),
    NOWHERE._replace(name="Short Example plc", lines=(10,), value=-20.0, weight=None),
)

NOTHING = Portion(0, 0.0, 0.0)
SHARE = Share("profile", "By profile", "profile", None, (), None)
COUNTED = Share("commitment", "Share without a commitment", "band", "commitment", ("none",), "Example Act, 7")


def _share(share: Share, least: float | None, most: float | None) -> ShareResult:
    return ShareResult(
        share,
        (
            ShareRow("none", "No commitment", Portion(1, 250.0, 0.25), Portion(1, 300.0, 0.3)),
            ShareRow("some", "Some commitment", NOTHING, Portion(1, 300.0, 0.3)),
        ),
        Portion(1, 10.0, 0.01) if share.counts else NOTHING,
        Portion(1, 300.0, 0.3),
        Portion(4, 450.0, 0.45),
        Portion(5, 750.0, 0.75),
        least,
        most,
    )


SNAPSHOT = Snapshot(
    PartialDate.parse("2020-09-30"),
    HoldingsIdentity(
        *(
            "holdings.csv",
            "0" * 64,
            9,
            1,
            False,
            "EUR",
            ("its columns are parted by semicolons",),
            (PROBLEM,),
        ),
        options=("--map", "name=Issuer of it"),
    ),
    1000.0,
    Portion(1, -20.0, 0.0),
    POSITIONS,
    (
        RubricResult(
            RUBRIC.id, (1, 0, 2, 3, 4, 5, 6), (_share(SHARE, None, None), _share(COUNTED, 0.25, 1.0))
        ),
    ),
)
CASES = CasesRead(9, 2, 6, (InvalidCase("ports.yaml", "example-ports", "Example Ports NV", (PROBLEM,)),))
PORTFOLIO = Portfolio("0.1.0", (RUBRIC,), CASES, (SNAPSHOT,), ())
OWN_DATES = PORTFOLIO._replace(snapshots=(SNAPSHOT._replace(as_of=None),))
WEIGHTS = PORTFOLIO._replace(
    snapshots=(SNAPSHOT._replace(holdings=SNAPSHOT.holdings._replace(is_weight=True, currency="")),)
)


def _mean(share: Share, least: float | None, most: float | None) -> ShareAverage:
    rows = (RowAverage("none", "No commitment", 0.25, 0.3), RowAverage("some", "Some commitment", 0.0, 0.3))
    return ShareAverage(share, rows, 0.0, 0.3, 0.45, 0.75, least, most)


SEVERAL = PORTFOLIO._replace(
    snapshots=(SNAPSHOT, SNAPSHOT._replace(as_of=PartialDate.parse("2020-12-31"))),
    averages=(
        Average(
            *(RUBRIC.id, ("03-31", "12-31"), False),
            (_mean(SHARE, None, None), _mean(COUNTED, 0.25, 1.0)),
        ),
    ),
)
