"""The fields that conditions may speak of, and the table of instruments."""

from __future__ import annotations

import json

import pytest

from ddscore.documents.schema import parsed, shipped_text
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.model.fields import DATES, Field, Kind

FACTS = [name for name, listed in parsed("case")["properties"].items() if "items" in listed]
TABLE = json.loads(shipped_text("instruments-1"))["instruments"]


@pytest.mark.parametrize(
    ("collection", "path", "field"),
    [
        ("involvement", "title", Field(Kind.TEXT)),
        ("involvement", "revenue_share", Field(Kind.NUMBER)),
        ("involvement", "conflict_affected", Field(Kind.BOOLEAN)),
        ("involvement", "actuality", Field(Kind.VOCABULARY, values=("actual", "potential"))),
        ("involvement", "planned_until", Field(Kind.PLANNED_DATE)),
        ("involvement", "period.to", Field(Kind.EVENT_DATE)),
        ("involvement", "entity", Field(Kind.REFERENCE, to=("entities",))),
        ("involvement", "sources", Field(Kind.REFERENCE, many=True, to=("sources",))),
        ("findings", "involvement", Field(Kind.REFERENCE, to=("involvement",))),
        ("findings", "corroboration", Field(Kind.NUMBER)),
        ("findings", "standing", Field(Kind.BOOLEAN)),
        (
            "actions",
            "addresses",
            Field(Kind.REFERENCE, many=True, to=("involvement", "findings", "promises")),
        ),
        ("grievance_mechanisms", "criteria.legitimate", Field(Kind.BOOLEAN)),
        ("open_promises", "months_open", Field(Kind.NUMBER)),
        ("open_promises", "overdue", Field(Kind.BOOLEAN)),
        ("open_promises", "due", Field(Kind.PLANNED_DATE)),
        ("unanswered", "asked", Field(Kind.EVENT_DATE)),
        ("contradictions", "basis", Field(Kind.VOCABULARY, values=("direct", "implied", "right"))),
        ("answers", "question", Field(Kind.TEXT)),
        ("answers", "answer", Field(Kind.SCALAR)),
        ("answers", "a dimension of its own", Field(Kind.SCALAR)),
    ],
)
def test_a_field_has_the_type_that_the_schema_gives_it(collection: str, path: str, field: Field) -> None:
    assert case_fields().find(collection, path) == field


@pytest.mark.parametrize(
    ("collection", "path", "through"),
    [
        ("findings", "involvement.severity.scale", ("involvement", "severity.scale")),
        ("findings", "involvement.period.from", ("involvement", "period.from")),
        ("contradictions", "finding.involvement.relationship", ("involvement", "relationship")),
        ("contradictions", "policy.approved_by", ("policies", "approved_by")),
        ("remediation", "for.rights", ("involvement", "rights")),
        ("actions", "follows.standing", ("findings", "standing")),
        ("due_diligence", "addresses.kept", ("promises", "kept")),
    ],
)
def test_a_path_passes_through_mappings_and_references(
    collection: str, path: str, through: tuple[str, str]
) -> None:
    found = case_fields().find(collection, path)
    assert found is not None
    assert found == case_fields().find(*through)


@pytest.mark.parametrize(
    ("collection", "path"),
    [
        ("involvement", "relationshp"),
        ("involvement", "severity.scale.worst"),
        ("involvement", "severity.reach"),
        ("involvement", "standing"),
        ("involvement", "updates"),
        ("findings", "involvement.by_kind"),
        ("findings", "entity.name"),
        ("answers", "element.name"),
        ("polices", "id"),
        ("involvement", ""),
        ("involvement", "severity."),
    ],
)
def test_a_path_that_leads_nowhere_is_no_field(collection: str, path: str) -> None:
    assert case_fields().find(collection, path) is None


@pytest.mark.parametrize("collection", FACTS)
def test_every_fact_has_the_fields_that_all_have(collection: str) -> None:
    fields = case_fields().collections[collection]
    common = {"id", "title", "summary", "entity", "sources", "note", "status", "disputed_by", "corroboration"}
    assert common <= set(fields)
    assert ("standing" in fields) is (collection == "findings")


def test_the_collections_are_those_of_a_case_its_answers_and_the_derived_ones() -> None:
    assert set(case_fields().collections) == {
        *FACTS,
        "answers",
        "contradictions",
        "open_promises",
        "unanswered",
    }
    assert case_fields().derived == {"contradictions", "open_promises", "unanswered"}
    assert set(parsed("rubric")["$defs"]["selection"]["properties"]) == set(case_fields().collections)
    assert set(parsed("case")["properties"]["research"]["properties"]) == set(FACTS)


def test_only_what_is_due_or_planned_is_a_planned_date() -> None:
    planned = {
        path
        for collection in FACTS
        for path, kind in case_fields().dates(collection).items()
        if kind is Kind.PLANNED_DATE
    }
    assert planned == {"due", "deadline", "planned_until"}


def test_a_collection_names_its_paths_for_those_who_misspell_them() -> None:
    names = case_fields().names("involvement")
    assert {"relationship", "severity", "severity.scale", "period.to"} <= set(names)
    assert case_fields().names("polices") == ()


def test_the_dates_of_a_collection_are_its_fields_of_a_date_kind() -> None:
    fields = case_fields()
    for collection in fields.collections:
        for path in fields.names(collection):
            found = fields.find(collection, path)
            assert found is not None
            assert (path in fields.dates(collection)) is (found.kind in DATES)


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("relationship", ("linked", "contribute", "cause")),
        ("severity.scale", ("limited", "moderate", "serious", "grave")),
        ("severity.scope", ("few", "tens-to-hundreds", "thousands", "mass")),
        ("severity.remediability", ("remediable", "difficult", "irremediable")),
        ("pattern", ("isolated", "repeated", "systematic")),
    ],
)
def test_ordered_words_run_from_the_weakest_to_the_strongest(path: str, order: tuple[str, ...]) -> None:
    found = case_fields().find("involvement", path)
    assert found is not None
    assert found.order == order
    assert set(order) <= set(found.values)


def test_a_disputed_relationship_stands_outside_the_order() -> None:
    found = case_fields().find("involvement", "relationship")
    assert found is not None
    assert set(found.values) - set(found.order) == {"disputed"}


@pytest.mark.parametrize("name", parsed("case")["$defs"])
def test_an_order_is_among_the_words_of_its_vocabulary(name: str) -> None:
    described = parsed("case")["$defs"][name]
    words = described.get("enum", [])
    assert set(described.get("x-order", ())) <= set(words)
    assert len(words) == len(set(words))


def test_the_words_for_instruments_are_those_of_the_table_and_other() -> None:
    found = case_fields().find("policies", "instruments")
    assert found is not None
    assert set(found.values) == {*TABLE, "other"}
    assert set(instruments().entails) == set(TABLE)


def test_to_embrace_the_guiding_principles_is_to_embrace_the_bill_of_rights_and_the_core_conventions() -> (
    None
):
    entailed = instruments().entails["UNGP"]
    assert {"UNGP", "UDHR", "ICCPR", "ICESCR", "ILO-core"} <= entailed
    assert "OECD-MNE" not in entailed


@pytest.mark.parametrize("name", ["UDHR", "ICCPR", "ICESCR", "ILO-core"])
def test_a_treaty_or_declaration_entails_itself_only(name: str) -> None:
    assert instruments().entails[name] == {name}


@pytest.mark.parametrize("name", TABLE)
def test_what_an_instrument_entails_is_complete_and_says_on_what_it_rests(name: str) -> None:
    entails, described = instruments().entails, TABLE[name]
    assert name not in described["entails"]
    assert frozenset().union(*(entails[other] for other in entails[name])) == entails[name]
    assert bool(described["entails"]) == ("because" in described) == ("source" in described)


def test_the_table_of_instruments_is_known_by_its_fingerprint() -> None:
    assert len(instruments().sha256) == 64
