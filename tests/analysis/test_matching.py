"""Which case a holding is about: nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from ddscore.analysis.matching import Meeting, Register, Unclear, same_name
from ddscore.analysis.near_names import NearNames
from ddscore.model.holdings import Holding
from ddscore.model.portfolio import Match
from ddscore.model.standing import Company, Entity

SUBSIDIARY = Entity("sub", "Example Mining Holdings Ltd", "subsidiary")
UNRECORDED = Entity("unit", "Example Quarries Ltd", None)
VENTURE = Entity("jv", "Example Mineral Partners", "joint-venture")
PARENT = Entity("top", "Example Group SE", "parent")
MINING = Company(
    "mining",
    "Example Mining plc",
    "draft",
    (SUBSIDIARY, UNRECORDED, VENTURE, PARENT),
    {"isin": ("ISIN-A", "ISIN-B"), "lei": ("LEI-A",), "ticker": ("EXMN.L",)},
)
TIMBER = Company("timber", "Example Timber plc", "draft", (), {"isin": ("ISIN-T",), "lei": ("LEI-T",)})
FOODS = Company("foods", "Example Foods SA", "draft")


def met(*companies: Company, **given: Any) -> Meeting | Unclear | None:
    register = Register()
    for company in companies:
        register.add(company)
    holding = Holding(2, "", "", "", "", 1)._replace(**given)
    return register.meet(holding)


@pytest.mark.parametrize(
    ("given", "by"),
    [
        ({"lei": "LEI-A"}, Match("lei", "LEI-A")),
        ({"isin": "ISIN-B"}, Match("isin", "ISIN-B")),
        ({"ticker": "EXMN.L"}, Match("ticker", "EXMN.L")),
        ({"name": "Example Mining plc"}, Match("name", "Example Mining plc")),
        ({"name": "EXAMPLE  MINING PLC."}, Match("name", "EXAMPLE  MINING PLC.")),
        (
            {"name": "Ｅｘａｍｐｌｅ Mining, plc", "isin": "ISIN-X"},
            Match("name", "Ｅｘａｍｐｌｅ Mining, plc"),
        ),
        ({"name": "Shares of something", "isin": "ISIN-A"}, Match("isin", "ISIN-A")),
        (
            {"name": "Example Mining Holdings Ltd."},
            Match("entity", "Example Mining Holdings Ltd.", SUBSIDIARY),
        ),
        ({"name": "Example Quarries Ltd"}, Match("entity", "Example Quarries Ltd", UNRECORDED)),
        ({"name": "Example Mining plc", "isin": "ISIN-A", "lei": "LEI-A"}, Match("lei", "LEI-A")),
    ],
)
def test_a_holding_meets_a_case_by_an_identifier_then_by_the_same_name(
    given: dict[str, str], by: Match
) -> None:
    assert met(TIMBER, MINING, FOODS, **given) == Meeting(1, by)


@pytest.mark.parametrize(
    "name",
    [
        "Example Mining",
        "Example Mining Ltd",
        "Éxample Mining plc",
        "Example Mineral Partners",
        "Example Group SE",
        "Cash",
        "",
    ],
)
def test_a_name_that_is_not_the_same_meets_nothing(name: str) -> None:
    """Legal forms and accents count; a parent or a joint venture is another company."""
    assert met(MINING, TIMBER, name=name, isin="ISIN-X") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A.B. Example (Publ)", "AB EXAMPLE publ", True),
        ("Example Co., Ltd.", "example co ltd", True),
        ("Example & Sons", "Example Sons", False),
        ("Example+", "Example", False),
        ("例示株式会社", "例示 株式会社", True),
        ("Yong'an Example", "Yongan Example", True),
    ],
)
def test_names_are_the_same_but_for_case_width_punctuation_and_space(
    one: str, other: str, same: bool
) -> None:
    assert (same_name(one) == same_name(other)) is same


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"isin": "ISIN-A", "lei": "LEI-T"},
            "the LEI LEI-T is that of Example Timber plc (timber); the ISIN ISIN-A",
        ),
        (
            {"isin": "ISIN-A", "name": "Example Timber plc"},
            "the name Example Timber plc is that of Example Timber plc",
        ),
        ({"name": "Example Mining plc", "lei": "LEI-X"}, "whose LEI is LEI-A, not LEI-X"),
        ({"isin": "ISIN-A", "lei": "LEI-X"}, "whose LEI is LEI-A, not LEI-X"),
    ],
)
def test_what_leads_to_two_companies_is_an_error(given: dict[str, str], said: str) -> None:
    found = met(MINING, TIMBER, FOODS, **given)
    assert isinstance(found, Unclear)
    assert found.check == "holdings/conflict"
    assert said in found.message


def test_an_entity_has_an_lei_of_its_own() -> None:
    assert isinstance(met(MINING, name="Example Mining Holdings Ltd", lei="LEI-X"), Meeting)


@pytest.mark.parametrize("given", [{"name": "Example Foods SA"}, {"isin": "ISIN-F"}])
def test_what_fits_several_cases_is_an_error(given: dict[str, str]) -> None:
    twins = [FOODS._replace(case=name, identifiers={"isin": ("ISIN-F",)}) for name in ("one", "two")]
    found = met(*twins, **given)
    assert isinstance(found, Unclear)
    assert found.check == "holdings/ambiguous"
    assert "fits 2 cases: Example Foods SA (one), Example Foods SA (two)" in found.message


def test_an_identifier_tells_two_companies_of_one_name_apart() -> None:
    other = MINING._replace(case="other", identifiers={"isin": ("ISIN-O",)})
    assert met(MINING, other, name="Example Mining plc", isin="ISIN-O") == Meeting(1, Match("isin", "ISIN-O"))


def test_a_companys_own_name_goes_before_that_of_anothers_entity() -> None:
    own = Company("own", "Example Mining Holdings Ltd", "draft")
    assert met(MINING, own, name="Example Mining Holdings Ltd") == Meeting(
        1, Match("name", "Example Mining Holdings Ltd")
    )


def near(name: str, *companies: Company) -> list[tuple[str, str]]:
    names = NearNames([name])
    for company in companies:
        names.add(company)
    return [(one.case, one.name) for one in names.near(name)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Example Mining", [("mining", "Example Mining plc")]),
        ("Exàmple Mining Limited", [("mining", "Example Mining plc")]),
        ("Example Mineral Partners", [("mining", "Example Mineral Partners")]),
        ("Cash", []),
        (
            "Example",
            [("mining", "Example Group SE"), ("foods", "Example Foods SA"), ("timber", "Example Timber plc")],
        ),
        ("plc", []),
        ("", []),
    ],
)
def test_near_names_are_for_a_person_to_look_at(name: str, expected: list[tuple[str, str]]) -> None:
    assert near(name, MINING, TIMBER, FOODS) == expected


def test_a_word_that_many_names_share_suggests_nothing() -> None:
    many = [Company(f"case-{number}", f"Example {number} plc", "draft") for number in range(60)]
    assert len(near("Example", *many[:50])) == 3
    assert near("Example", *many[:51]) == []
    assert near("Example", *many) == []
