"""What the rubrics say of real decisions is what docs/backtest.md says that they say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ddscore import Case, load_rubric
from ddscore.documents import shipped
from ddscore.model.case import Fact
from tests.backtest import decisions as backtest
from tests.backtest.decisions import Decision, Verdict, decisions, document, possible, rows, verdict
from tests.backtest.leaving_out import sources_of
from tests.backtest.page import PAGE, rewritten

CASES = sorted([*shipped.folder("cases").glob("*.yaml"), *backtest.CASES.glob("*.yaml")])
RUBRICS = sorted(shipped.folder("rubrics").glob("*.yaml"))
"""Their tests too: companies in these are invented."""

each_decision = pytest.mark.parametrize("decision", decisions(), ids=lambda decision: decision.id)


def all_facts(case: Case) -> list[Fact]:
    return [fact for recorded in case.facts.values() for fact in recorded]


def public(case: Case, day: str) -> set[str]:
    """The sources that were published by a day."""
    known = {name: source.known for name, source in case.sources.items()}
    return {name for name, when in known.items() if when is not None and when.last <= date.fromisoformat(day)}


@pytest.mark.parametrize("with_body", [True, False], ids=["with", "without"])
@each_decision
def test_the_rubrics_say_what_is_expected(decision: Decision, with_body: bool) -> None:
    asked = [rubric for rubric, whole in decision.expected if whole is with_body]
    assert decision.rubric in asked
    for rubric in asked:
        expected, said = decision.expected[rubric, with_body], possible(decision, rubric, with_body)
        assert {table: said[table] for table in expected} == expected


@each_decision
def test_what_was_decided_is_a_row_of_a_table_that_both_columns_show(decision: Decision) -> None:
    for table, row in decision.decided.items():
        assert row in rows(decision.rubric)[table]
        assert all(table in decision.expected[decision.rubric, with_body] for with_body in (True, False))


@each_decision
def test_a_decision_is_asked_about_on_the_first_day_on_which_its_record_tells_of_it(
    decision: Decision,
) -> None:
    sources = decision.record(with_body=True).sources
    told = [known.last for name in decision.told_in if (known := sources[name].known) is not None]
    assert min(told) == date.fromisoformat(decision.as_of)


@each_decision
def test_the_rubric_asked_was_in_force(decision: Decision) -> None:
    start, end = load_rubric(decision.rubric).in_force
    assert start is not None
    assert end is not None
    assert start.first <= date.fromisoformat(decision.as_of) <= end.last


@each_decision
def test_without_the_body_nothing_of_it_is_left(decision: Decision) -> None:
    left = decision.record(with_body=False)
    assert all(source.record["publisher"] not in decision.body.names for source in left.sources.values())
    for fact in all_facts(left):
        assert fact.fields.get("by") not in decision.body.names
        assert set(fact.sources) <= set(left.sources)
        assert all(set(update.sources) <= set(left.sources) for update in fact.updates)


def test_without_the_body_a_record_that_holds_nothing_else_decides_nothing() -> None:
    alone = [each for each in decisions() if each.decided and not known_from_others(each)]
    assert len(alone) > 1
    for each in alone:
        assert all(verdict(each, table, with_body=False) is Verdict.OPEN for table in each.decided)


def known_from_others(decision: Decision) -> list[str]:
    left = decision.record(with_body=False)
    told = public(left, decision.as_of)
    return [fact.id for fact in all_facts(left) if not told.isdisjoint(fact.sources)]


@each_decision
def test_every_name_of_the_body_in_the_record_is_listed(decision: Decision) -> None:
    """A fact under a name that nobody listed would stay in the second column."""
    begin = {tuple(name.split()[:2]) for name in decision.body.names}
    alike = {name for name in names_in(decision.record(with_body=True)) if tuple(name.split()[:2]) in begin}
    assert alike <= decision.body.names


def test_every_name_listed_stands_in_a_record() -> None:
    found = set().union(*(names_in(each.record(with_body=True)) for each in decisions()))
    assert {name for each in decisions() for name in each.body.names} <= found


def names_in(case: Case) -> set[str]:
    publishers = {str(source.record["publisher"]) for source in case.sources.values()}
    return publishers | {str(fact.fields["by"]) for fact in all_facts(case) if "by" in fact.fields}


@each_decision
def test_a_report_in_which_the_body_was_read_stays_only_for_what_it_alone_tells(decision: Decision) -> None:
    whole, left = decision.record(with_body=True), decision.record(with_body=False)
    gone = sources_of(whole.sources, decision.body.names, decision.reports)
    carriers = {str(whole.sources[name].record.get("read_in")) for name in gone}
    for name in carriers & set(left.sources) & public(left, decision.as_of):
        assert any(fact.sources == (name,) for fact in all_facts(left)), name


@each_decision
def test_a_report_that_is_named_stands_in_the_record(decision: Decision) -> None:
    assert set(decision.reports) <= set(decision.record(with_body=True).sources)


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda path: path.stem)
def test_no_rubric_names_a_company_of_a_case(rubric: Path) -> None:
    text = words(rubric.read_text(encoding="utf-8"))
    assert [name for name in companies() if f" {name} " in f" {text} "] == []


def companies() -> set[str]:
    """Companies and their entities by name, and as their cases call them for short."""
    cases = [backtest.case(path.stem) for path in CASES]
    return {words(name) for case in cases for name in (case.id, case.company, *case.entities.values())}


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize(
    "rubric", [path for path in RUBRICS if not path.stem.endswith(".test")], ids=lambda path: path.stem
)
def test_no_rubric_names_the_day_of_a_decision(rubric: Path) -> None:
    text = rubric.read_text(encoding="utf-8")
    assert [each.as_of for each in decisions() if each.as_of in text] == []


def test_every_case_is_asked_about_or_the_reason_is_told() -> None:
    asked = {each.case for each in decisions()}
    told = " ".join(document()["not_asked"]).casefold()
    assert [path.stem for path in CASES if path.stem not in asked and path.stem not in told] == []


def test_the_page_is_what_the_rubrics_say_today() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rewritten(page) == page, "`python -m tests.backtest` writes it anew"


def test_the_page_explains_every_word_of_a_verdict() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| {each} | " in page for each in Verdict)


def test_the_paths_on_the_page_lead_somewhere() -> None:
    paths = re.findall(r"`(tests/[\w./-]+)`", PAGE.read_text(encoding="utf-8"))
    assert paths
    assert all((PAGE.parents[1] / path).exists() for path in paths)
