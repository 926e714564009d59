"""What the records say of all that is held: laws of shares, and what stands where nothing is known."""

from __future__ import annotations

from math import fsum, isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddscore.analysis.portfolio import dates_of, portfolio_of, problems_of
from ddscore.analysis.standings import setup_of, standings
from ddscore.documents.holdings import Reading, load_holdings
from ddscore.documents.rubric import load_rules
from ddscore.errors import InputError
from ddscore.model.dates import PartialDate
from ddscore.model.holdings import Holding, Holdings
from ddscore.model.portfolio import Held, Portfolio, ShareResult, Snapshot
from ddscore.model.standing import Company, Entity, Figure, Judged, NodeStanding, Standing
from ddscore.problems import Location, Problem, Severity
from ddscore.running import How

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.portfolio import Portion, Position

DATA = Path(__file__).parent.parent / "data" / "portfolio"
UNGP, SFDR = (load_rules(name).build() for name in ("ungp", "sfdr-pai"))
PROFILES = tuple(row.id for row in UNGP.profiles)
OUTCOMES = tuple(row.id for row in UNGP.outcomes)
FULL = Figure(None, 0.0, 100.0)


def standing(low: float = 0, high: float = 100, **given: Any) -> Standing:
    figure = Figure(low, low, high)
    return Standing(
        *("ungp", "2020-09-23", figure, figure, figure, figure, None, 0.5, False),
        *(None, (), None, PROFILES, None, OUTCOMES, 0, 0, 0, None, 0, (), {}),
    )._replace(**given)


def judged(case: str, *said: Standing, name: str = "", **company: Any) -> Judged:
    identity = Company(case, name or f"Example {case} plc", "reviewed")._replace(**company)
    return Judged(f"cases/{case}.yaml", "0", None, identity, said or (standing(),))


def listed(*holdings: tuple[str, float], as_of: str | None = None) -> Holdings:
    lines = tuple(
        Holding(line, name, "", "", "", value) for line, (name, value) in enumerate(holdings, start=2)
    )
    day = None if as_of is None else PartialDate.parse(as_of)
    return Holdings("a/holdings.csv", "0", day, lines, False, "EUR", (), 0, ())


def found(holdings: Holdings, *cases: Judged) -> Portfolio:
    return portfolio_of([UNGP], [holdings], cases)


def only(portfolio: Portfolio) -> Snapshot:
    (snapshot,) = portfolio.snapshots
    return snapshot


def portions(share: ShareResult) -> list[Portion]:
    rest = [share.not_applicable, share.undetermined, share.no_record]
    return [*(row.certain for row in share.rows), *rest]


def positions(portfolio: Portfolio) -> dict[str, Position]:
    return {position.name: position for position in only(portfolio).positions}


NUMBERS = {"isin": ("", "", "ISIN1", "ISIN2", "ISIN3"), "lei": ("", "", "", "LEI1", "LEI2")}
COMPANIES = [f"Example {word} plc" for word in ("Mining", "Timber", "Foods", "Rail", "Ports", "Steel")]
values = st.integers(1, 10**9).map(float)
lists = st.lists(st.tuples(st.sampled_from([*COMPANIES, "Cash", "Gold"]), values), min_size=1, max_size=12)
decided = st.one_of(
    st.sampled_from(PROFILES).map(lambda one: (one, (one,))),
    st.lists(st.sampled_from(PROFILES), min_size=2, unique=True).map(lambda some: (None, tuple(some))),
)


@st.composite
def records(draw: st.DrawFn) -> list[Judged]:
    companies = draw(st.lists(st.sampled_from(COMPANIES), unique=True))
    cases = []
    for number, name in enumerate(companies):
        low, high = sorted(draw(st.tuples(st.integers(0, 100), st.integers(0, 100))))
        profile, possible = draw(decided)
        said = standing(low, high, profile=profile, possible_profiles=possible)
        cases.append(judged(f"case-{number}", said, name=name))
    return cases


@st.composite
def identified(draw: st.DrawFn) -> list[Holding]:
    """Lines with identifiers, some of which contradict each other, long and short and of no value."""
    amounts = st.one_of(st.integers(-1000, 1000).map(float), st.sampled_from([0.0, 0.1, 0.2, -0.3]))
    held = st.tuples(
        st.sampled_from([*COMPANIES, ""]),
        *(st.sampled_from(numbers) for numbers in NUMBERS.values()),
        st.sampled_from(["", "", "TICK"]),
        amounts,
        st.sampled_from([False, False, False, True]),
    )
    drawn = draw(st.lists(held.filter(lambda one: any(one[:4])), max_size=12))
    return [Holding(2, "Cash", "", "", "", 1.0), *(Holding(n, *one) for n, one in enumerate(drawn, 3))]


@st.composite
def identified_records(draw: st.DrawFn) -> list[Judged]:
    cases = draw(records())
    known = st.fixed_dictionaries(
        {
            kind: st.lists(st.sampled_from(numbers[-2:]), max_size=2, unique=True)
            for kind, numbers in NUMBERS.items()
        }
    )
    names = st.lists(st.sampled_from(COMPANIES), max_size=2, unique=True)
    for at, case in enumerate(cases):
        assert case.company is not None
        numbers = {kind: tuple(some) for kind, some in draw(known).items()}
        entities = tuple(Entity(name, name, "subsidiary") for name in draw(names))
        company = case.company._replace(identifiers=numbers, entities=entities)
        cases[at] = case._replace(company=company)
    return cases


def in_a_list(lines: Sequence[Holding]) -> Holdings:
    return listed()._replace(holdings=tuple(lines))


def grouped(snapshot: Snapshot) -> set[tuple[frozenset[int], str | None, Held]]:
    return {(frozenset(one.lines), one.case, one.held) for one in snapshot.positions}


def totals(snapshot: Snapshot) -> list[list[tuple[int, float]]]:
    return [
        [(portion.positions, round(portion.weight, 12)) for portion in portions(share)]
        for share in snapshot.results[0].shares
    ]


@given(identified(), identified_records())
def test_every_line_is_in_one_position_and_every_share_divides_the_whole(
    lines: list[Holding], cases: list[Judged]
) -> None:
    snapshot = only(found(in_a_list(lines), *cases))
    assert sorted(line for one in snapshot.positions for line in one.lines) == [one.line for one in lines]
    assert isclose(
        fsum(one.value for one in snapshot.positions), fsum(one.value for one in lines), abs_tol=1e-9
    )
    for share in snapshot.results[0].shares:
        assert isclose(sum(portion.weight for portion in portions(share)), 1)
        assert sum(portion.positions for portion in portions(share)) == sum(
            one.value > 0 for one in snapshot.positions
        )


@given(identified(), identified_records(), st.randoms())
def test_the_order_of_lines_with_identifiers_changes_no_total(
    lines: list[Holding], cases: list[Judged], random: Any
) -> None:
    one, other = (only(found(in_a_list(some), *cases)) for some in (lines, random.sample(lines, len(lines))))
    assert (one.total, totals(one)) == (other.total, totals(other))
    grouped = [
        {(frozenset(each.lines), each.case, each.held) for each in some.positions} for some in (one, other)
    ]
    assert grouped[0] == grouped[1]


@given(identified(), identified_records(), st.data())
def test_a_line_in_two_parts_changes_no_share(
    lines: list[Holding], cases: list[Judged], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    part = float(round(lines[at].value / 3))
    rest = lines[at]._replace(line=99, value=lines[at].value - part)
    split = [*lines[:at], lines[at]._replace(value=part), *lines[at + 1 :], rest]
    one, other = (only(found(in_a_list(some), *cases)) for some in (lines, split))
    weights = [
        [[portion.weight for portion in portions(share)] for share in some.results[0].shares]
        for some in (one, other)
    ]
    assert isclose(one.total, other.total)
    for share, same in zip(*weights, strict=True):
        assert share == pytest.approx(same, abs=1e-12)


@given(lists, records())
def test_each_share_divides_the_whole(holdings: list[tuple[str, float]], cases: list[Judged]) -> None:
    for share in only(found(listed(*holdings), *cases)).results[0].shares:
        assert isclose(sum(portion.weight for portion in portions(share)), 1)


@given(lists, records(), st.randoms())
def test_the_order_of_lines_changes_nothing_but_order(
    holdings: list[tuple[str, float]], cases: list[Judged], random: Any
) -> None:
    shuffled = random.sample(holdings, len(holdings))
    one, other = (only(found(listed(*lines), *cases)) for lines in (holdings, shuffled))
    assert one.total == other.total
    weights = [
        {position.company or position.name: position.weight for position in each.positions}
        for each in (one, other)
    ]
    assert weights[0] == weights[1]
    for share, same in zip(one.results[0].shares, other.results[0].shares, strict=True):
        for portion, again in zip(portions(share), portions(same), strict=True):
            assert portion.positions == again.positions
            assert isclose(portion.weight, again.weight, abs_tol=1e-12)


@given(lists, records())
def test_the_order_of_cases_changes_nothing(holdings: list[tuple[str, float]], cases: list[Judged]) -> None:
    one, other = (only(found(listed(*holdings), *order)) for order in (cases, cases[::-1]))
    assert one == other


@given(lists, records(), st.data())
def test_a_holding_in_two_lines_is_one_in_one(
    holdings: list[tuple[str, float]], cases: list[Judged], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(holdings) - 1))
    name, value = holdings[at]
    part = float(data.draw(st.integers(0, int(value))))
    split = [*holdings[:at], (name, part), *holdings[at + 1 :], (name, value - part)]
    one, other = (only(found(listed(*lines), *cases)) for lines in (holdings, split))
    assert one.total == other.total
    assert [position._replace(lines=()) for position in one.positions] == [
        position._replace(lines=()) for position in other.positions
    ]
    assert one.results == other.results


@given(lists, records(), values)
def test_a_holding_without_a_record_never_improves_anything(
    holdings: list[tuple[str, float]], cases: list[Judged], value: float
) -> None:
    one, other = (
        only(found(listed(*lines), *cases)) for lines in (holdings, [*holdings, ("Unheard", value)])
    )
    for share, with_it in zip(one.results[0].shares, other.results[0].shares, strict=True):
        for row, same in zip(share.rows, with_it.rows, strict=True):
            assert same.certain.weight <= row.certain.weight + 1e-12
        assert with_it.no_record.weight >= share.no_record.weight - 1e-12
    (last,) = [position for position in other.positions if position.name == "Unheard"]
    assert (last.held, last.standings) == (Held.NO_RECORD, ())
    assert other.results[0].order[-1] == len(other.positions) - 1


def test_lines_of_one_company_add_up_and_are_told() -> None:
    case = judged("mining", name="Example Mining plc")
    position = positions(
        found(listed(("Example Mining plc", 3), ("Cash", 5), ("EXAMPLE MINING PLC", 2)), case)
    )["Example Mining plc"]
    assert (position.value, position.weight, position.lines) == (5, 0.5, (2, 4))
    assert [match.value for match in position.matches] == ["Example Mining plc", "EXAMPLE MINING PLC"]


def test_a_short_position_is_netted_and_what_is_short_on_balance_has_no_weight() -> None:
    snapshot = only(found(listed(("A plc", 10), ("A plc", -4), ("B plc", 6), ("C plc", -3))))
    assert [(one.name, one.value, one.weight) for one in snapshot.positions] == [
        ("A plc", 6, 0.5),
        ("B plc", 6, 0.5),
        ("C plc", -3, None),
    ]
    assert (snapshot.total, snapshot.short.positions, snapshot.short.value) == (12, 1, -3)
    assert sum(portion.positions for portion in portions(snapshot.results[0].shares[0])) == 2


def test_share_classes_subsidiaries_and_lines_named_alike_add_up() -> None:
    """By hand: 20 + 15 + 10 + 5 - 10 of rail, 12 + 8 + 6 + 4 of ports, and 30 of cash are 100."""
    folder = DATA / "share-classes"
    holdings = load_holdings(folder / "holdings.csv", Reading())
    judged = standings(
        sorted((folder / "cases").glob("*.yaml")), setup_of([load_rules("ungp")], [None]), How(1)
    )
    snapshot = only(portfolio_of([UNGP], [holdings], judged))
    assert snapshot.total == 100
    assert [(one.name, one.lines, one.weight) for one in snapshot.positions] == [
        ("Example Rail AG Class A", (2, 3, 4, 5, 6), 0.4),
        ("Example Ports Class A", (7, 8, 9, 10), 0.3),
        ("Example Steel SE", (11, 12, 13), 0),
        ("Example Shipping ASA", (14,), None),
        ("Cash", (15,), 0.3),
    ]
    (rail, *_) = snapshot.positions
    assert [(match.by, match.value) for match in rail.matches] == [
        ("isin", "GB0000000017"),
        ("isin", "GB0000000025"),
        ("entity", "Example Rail Freight GmbH"),
        ("entity", "Example Rail Stations GmbH"),
        ("name", "EXAMPLE RAIL AG"),
    ]
    for share in snapshot.results[0].shares:
        assert (share.no_record.positions, share.no_record.weight) == (2, 0.6)


def of_a_list(*named: tuple[str, str, str, str]) -> Holdings:
    """Lines of one euro each, by name, ISIN, LEI and ticker."""
    return in_a_list([Holding(line, *one, 1.0) for line, one in enumerate(named, 2)])


@pytest.mark.parametrize(
    ("named", "lines"),
    [
        ([("A", "I1", "", ""), ("B", "I1", "L1", "")], [(2, 3)]),
        ([("A", "I1", "", ""), ("A", "I2", "", "")], [(2, 3)]),
        ([("A", "", "L1", ""), ("A", "", "L2", "")], [(2,), (3,)]),
        ([("A", "", "L1", ""), ("A", "", "L2", ""), ("A", "", "", "")], [(2,), (3,), (4,)]),
        ([("A", "", "", "T"), ("B", "", "", "T")], [(2, 3)]),
        ([("A", "I1", "", "T"), ("B", "I2", "", "T")], [(2,), (3,)]),
        ([("A", "I1", "", ""), ("B", "", "L1", ""), ("C", "I1", "L1", "")], [(2, 3, 4)]),
        ([("*", "I1", "", ""), ("*", "I2", "", "")], [(2,), (3,)]),
    ],
)
def test_lines_without_a_record_add_up_where_nothing_tells_them_apart(
    named: Sequence[tuple[str, str, str, str]], lines: Sequence[tuple[int, ...]]
) -> None:
    assert [one.lines for one in only(found(of_a_list(*named))).positions] == lines


@pytest.mark.parametrize("number", [("I1", ""), ("", "L1")])
def test_lines_of_one_identifier_and_two_companies_are_told_and_taken_for_neither(
    number: tuple[str, str],
) -> None:
    cases = [judged("a", name="Example A plc"), judged("b", name="Example B plc")]
    holdings = of_a_list(("Example A plc", *number, ""), ("Example B plc", *number, ""))
    snapshot = only(found(holdings, *cases))
    assert [one.held for one in snapshot.positions] == [Held.UNCLEAR, Held.UNCLEAR]
    told = [(one.id, one.location.line) for one in snapshot.holdings.problems]
    assert told == [("holdings/conflict", 2), ("holdings/conflict", 3)]
    assert "is that of line 3 too, which is Example B plc (b)" in snapshot.holdings.problems[0].message


def test_a_line_that_shares_an_identifier_with_one_that_met_a_case_is_not_without_a_record() -> None:
    holdings = of_a_list(("Example A plc", "I1", "", ""), ("EXMPL A ORD", "I1", "", ""))
    snapshot = only(found(holdings, judged("a", name="Example A plc")))
    assert [one.held for one in snapshot.positions] == [Held.ASSESSED, Held.UNCLEAR]
    assert [one.location.line for one in snapshot.holdings.problems] == [3]


def test_what_nets_to_nothing_but_the_rounding_of_decimals_is_not_held() -> None:
    snapshot = only(found(listed(("A plc", 0.1), ("A plc", 0.2), ("A plc", -0.3), ("B plc", 1))))
    assert [one.weight for one in snapshot.positions] == [0, 1]


def test_what_is_listed_at_0_has_no_part_in_any_share() -> None:
    case = judged("a", standing(profile=PROFILES[0], possible_profiles=PROFILES[:1]), name="A plc")
    snapshot = only(found(listed(("A plc", 0), ("B plc", 1)), case))
    (first, *_) = snapshot.results[0].shares
    assert (snapshot.positions[0].held, snapshot.positions[0].weight) == (Held.ASSESSED, 0)
    assert sum(portion.positions for portion in portions(first)) == 1


@pytest.mark.parametrize("values", [(0.0,), (-1.0,), (-1.0, 0.0)])
def test_a_list_that_holds_nothing_on_balance_is_refused(values: Sequence[float]) -> None:
    with pytest.raises(InputError) as error:
        found(listed(*((f"{value} plc", value) for value in values)))
    assert [problem.id for problem in error.value.problems] == ["holdings/nothing-held"]


def test_the_worst_record_comes_first_and_the_unknown_is_not_the_worst() -> None:
    cases = [
        judged("a", standing(0, 100), name="Unknown plc"),
        judged("b", standing(2, 35), name="Bad plc"),
        judged("c", standing(1, 35), name="Worse plc"),
        judged("d", standing(80, 90), name="Good plc"),
        judged("e", standing(2, 35), name="As bad plc"),
        judged("f", standing(practice=None, policy=None), name="Figureless plc"),
    ]
    names = ["Good plc", "Unheard plc", "Unknown plc", "Figureless plc", "Bad plc", "Worse plc", "As bad plc"]
    snapshot = only(found(listed(*((name, 1) for name in names)), *cases))
    order = [snapshot.positions[at].name for at in snapshot.results[0].order]
    assert order == [
        "Worse plc",
        "Bad plc",
        "As bad plc",
        "Good plc",
        "Unknown plc",
        "Figureless plc",
        "Unheard plc",
    ]


def test_where_higher_is_worse_the_highest_comes_first() -> None:
    node = NodeStanding("scored", FULL, None)
    nodes = {share.node or "": node for share in SFDR.portfolio.shares}
    cases = [
        judged(name, standing(practice=None, overall=Figure(None, *bounds), nodes=nodes), name=name)
        for name, bounds in (("a", (0.0, 100.0)), ("b", (10.0, 20.0)), ("c", (50.0, 60.0)))
    ]
    result = portfolio_of([SFDR], [listed(("a", 1), ("b", 1), ("c", 1))], cases).snapshots[0].results[0]
    assert result.order == (2, 1, 0)


def test_cases_of_companies_that_are_not_held_are_counted_and_left_out() -> None:
    portfolio = found(listed(("Cash", 1)), judged("mining"), judged("timber"))
    assert (portfolio.cases.read, portfolio.cases.held, portfolio.cases.not_held) == (2, 0, 2)
    assert [position.held for position in only(portfolio).positions] == [Held.NO_RECORD]


def test_a_case_that_cannot_be_used_loses_no_other_and_clears_nobody() -> None:
    wrong = Problem("case/x", Severity.ERROR, "wrong", "mend it", Location("cases/mining.yaml", 3))
    broken = judged("mining", name="Example Mining plc")._replace(standings=(), problems=(wrong,))
    nameless = Judged("cases/x.yaml", "0", None, None, (), (wrong,))
    holdings = listed(("Example Mining plc", 1), ("Example Timber plc", 3))
    portfolio = found(holdings, broken, nameless, judged("timber", name="Example Timber plc"))
    held = positions(portfolio)
    assert (held["Example Mining plc"].held, held["Example Timber plc"].held) == (Held.INVALID, Held.ASSESSED)
    assert [one.file for one in portfolio.cases.invalid] == ["mining.yaml", "x.yaml"]
    assert portfolio.cases[:3] == (3, 1, 0)
    assert only(portfolio).results[0].shares[0].no_record.weight == 0.25
    assert problems_of(portfolio, [holdings]) == [wrong, wrong]


def test_two_cases_of_one_id_are_told_and_the_second_is_not_used() -> None:
    one = judged("twin", name="Example Mining plc")
    two = judged("twin", name="Example Timber plc")._replace(path="cases/other.yaml")
    portfolio = found(listed(("Example Mining plc", 1), ("Example Timber plc", 3)), one, two)
    held = positions(portfolio)
    assert (held["Example Mining plc"].held, held["Example Timber plc"].held) == (Held.ASSESSED, Held.INVALID)
    assert portfolio.cases[:3] == (2, 1, 0)


def test_vowel_signs_tell_names_apart() -> None:
    assert positions(found(listed(("की", 1)), judged("a", name="का")))["की"].held is Held.NO_RECORD


def test_a_line_that_fits_several_cases_is_told_and_taken_for_none() -> None:
    twins = [judged(name, name="Example Mining plc") for name in ("one", "two")]
    portfolio = found(listed(("Example Mining plc", 1)), *twins)
    (position,) = only(portfolio).positions
    assert (position.held, position.case) == (Held.UNCLEAR, None)
    assert [(one.id, one.location.line) for one in only(portfolio).holdings.problems] == [
        ("holdings/ambiguous", 2)
    ]


def quarters(*files: tuple[str, str]) -> Portfolio:
    rules = load_rules("sfdr-pai")
    lists = [load_holdings(DATA / name, Reading(), PartialDate.parse(f"2025-{day}")) for day, name in files]
    cases = sorted((DATA / "cases").glob("*.yaml"))
    return portfolio_of([SFDR], lists, standings(cases, setup_of([rules], dates_of(lists)), How(1)))


def test_a_years_figure_is_the_mean_of_the_four_quarters() -> None:
    """Worked by hand in docs/portfolio.md."""
    portfolio = quarters(("03-31", "q1.csv"), ("06-30", "q2.csv"), ("09-30", "q3.csv"), ("12-31", "q4.csv"))
    involved = [snapshot.results[0].shares[0].least for snapshot in portfolio.snapshots]
    assert involved == pytest.approx([0.10, 0.20, 0.00, 0.10])
    (average,) = portfolio.averages
    ten, eleven, policy = average.shares
    assert average.is_as_asked
    assert {row.id: row.certain for row in ten.rows} == pytest.approx(
        {"involved": 0.1, "not-involved": 0.375}
    )
    assert (ten.no_data, ten.least, ten.most) == pytest.approx((0.525, 0.1, 0.625))
    assert (eleven.least, eleven.no_data) == pytest.approx((0.375, 0.2))
    assert (policy.least, policy.no_data) == pytest.approx((0.375, 0.2))


@pytest.mark.parametrize(
    "files",
    [
        (("03-31", "q1.csv"), ("06-30", "q2.csv")),
        (("03-31", "q1.csv"), ("06-30", "q2.csv"), ("09-30", "q3.csv"), ("12-30", "q4.csv")),
    ],
)
def test_other_days_than_the_rubric_asks_for_are_told(files: Sequence[tuple[str, str]]) -> None:
    (average,) = quarters(*files).averages
    assert not average.is_as_asked


def test_a_single_day_has_no_average() -> None:
    assert quarters(("03-31", "q1.csv")).averages == ()
