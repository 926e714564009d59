"""What a pattern can ask of one field (FORMATS 3), each matcher true, false and unknown."""

from __future__ import annotations

import pytest

from tests.engine.worked import D, ask

VALUES = [
    # field of a fact, what is asked, answer
    ("public: true", "{public: true}", True),
    ("public: false", "{public: true}", False),
    ("public: false", "{public: false}", True),
    ("public: null", "{public: false}", False),
    ("public: null", "{public: null}", True),
    ("public: false", "{public: null}", False),
    ("title: x", "{public: true}", None),
    ("title: x", "{public: null}", None),
    # any of them
    ("kind: human-rights-policy", "{kind: [human-rights-policy, code-of-conduct]}", True),
    ("kind: code-of-conduct", "{kind: [human-rights-policy, code-of-conduct]}", True),
    ("kind: other", "{kind: [human-rights-policy, code-of-conduct]}", False),
    ("kind: null", "{kind: [other, null]}", True),
    ("kind: null", "{kind: [other]}", False),
    ("title: x", "{kind: [other, null]}", None),
    # contained, where the field is a list
    ("rights: [privacy, life]", "{rights: life}", True),
    ("rights: [privacy]", "{rights: life}", False),
    ("rights: []", "{rights: life}", False),
    ("rights: null", "{rights: life}", False),
    ("rights: [privacy, life]", "{rights: [life, health]}", True),
    ("rights: [privacy]", "{rights: [life, health]}", False),
    ("title: x", "{rights: life}", None),
    # all of, none of
    ("rights: [privacy, life, health]", "{rights: {all_of: [life, privacy]}}", True),
    ("rights: [privacy]", "{rights: {all_of: [life, privacy]}}", False),
    ("rights: []", "{rights: {all_of: [life]}}", False),
    ("title: x", "{rights: {all_of: [life]}}", None),
    ("rights: [privacy]", "{rights: {none_of: [life, health]}}", True),
    ("rights: []", "{rights: {none_of: [life, health]}}", True),
    ("rights: null", "{rights: {none_of: [life, health]}}", True),
    ("rights: [health, privacy]", "{rights: {none_of: [life, health]}}", False),
    ("title: x", "{rights: {none_of: [life]}}", None),
    ("kind: other", "{kind: {none_of: [code-of-conduct]}}", True),
    ("kind: code-of-conduct", "{kind: {none_of: [code-of-conduct]}}", False),
    # is the field recorded; null is a statement
    ("public: null", "{public: {known: true}}", True),
    ("public: false", "{public: {known: false}}", False),
    ("title: x", "{public: {known: true}}", False),
    ("title: x", "{public: {known: false}}", True),
    # instruments, and what they bring with them
    ("instruments: [UNGP]", "{instruments: {entails: ICCPR}}", True),
    ("instruments: [UNGP]", "{instruments: {entails: UNGP}}", True),
    ("instruments: [ICCPR]", "{instruments: {entails: UNGP}}", False),
    ("instruments: [CEDAW, UNGP]", "{instruments: {entails: UDHR}}", True),
    ("instruments: []", "{instruments: {entails: UDHR}}", False),
    ("instruments: null", "{instruments: {entails: UDHR}}", False),
    ("instruments: [other]", "{instruments: {entails: UDHR}}", False),
    ("title: x", "{instruments: {entails: UDHR}}", None),
    # several fields, all on the same fact: one that is false decides
    ("public: true, rights: [life]", "{public: true, rights: life}", True),
    ("public: true, rights: []", "{public: true, rights: life}", False),
    ("public: true", "{public: true, rights: life}", None),
    ("public: false", "{public: true, rights: life}", False),
    ("rights: []", "{public: true, rights: life}", False),
    ("title: x", "{}", True),
]


@pytest.mark.parametrize(("fields", "pattern", "truth"), VALUES)
def test_a_value_is_matched(fields: str, pattern: str, truth: bool | None) -> None:
    answer = ask(f"{{policies: {pattern}}}", f"policies: [{{id: p, {fields}}}]", "policies")
    assert answer.truth is truth


NUMBERS = [
    # limit, then the answer at 24.9, 25 and 25.1
    ("at_least: 25", (False, True, True)),
    ("above: 25", (False, False, True)),
    ("at_most: 25", (True, True, False)),
    ("below: 25", (True, False, False)),
    ("at_least: 25, below: 25.1", (False, True, False)),
    ("above: 24.9, at_most: 25", (False, True, False)),
]


@pytest.mark.parametrize(("limits", "truths"), NUMBERS)
def test_a_number_is_compared(limits: str, truths: tuple[bool, ...]) -> None:
    condition = f"{{involvement: {{revenue_share: {{{limits}}}}}}}"
    facts = "involvement: [{{id: i, revenue_share: {}}}]"
    got = tuple(ask(condition, facts.format(value), "involvement").truth for value in (24.9, 25, 25.1))
    assert got == truths
    assert ask(condition, facts.format("null"), "involvement").truth is False
    assert ask(condition, "involvement: [{id: i}]", "involvement").truth is None


def test_numbers_are_equal_whatever_their_form() -> None:
    facts = "involvement: [{id: i, revenue_share: 25.0}]"
    assert ask("{involvement: {revenue_share: 25}}", facts, "involvement").truth is True
    assert ask("{involvement: {revenue_share: [24, 26]}}", facts, "involvement").truth is False


ORDERED = [
    # limit, then the answer for limited, moderate, serious and grave
    ("at_least: serious", (False, False, True, True)),
    ("above: serious", (False, False, False, True)),
    ("at_most: serious", (True, True, True, False)),
    ("below: serious", (True, True, False, False)),
    ("above: limited, at_most: serious", (False, True, True, False)),
]


@pytest.mark.parametrize(("limits", "truths"), ORDERED)
def test_a_word_is_compared_by_its_place_in_the_order(limits: str, truths: tuple[bool, ...]) -> None:
    condition = f"{{involvement: {{severity.scale: {{{limits}}}}}}}"
    facts = "involvement: [{{id: i, severity: {{scale: {}}}}}]"
    words = ("limited", "moderate", "serious", "grave")
    assert tuple(ask(condition, facts.format(word), "involvement").truth for word in words) == truths
    assert ask(condition, facts.format("null"), "involvement").truth is False
    assert ask(condition, "involvement: [{id: i, severity: {scope: mass}}]", "involvement").truth is None


@pytest.mark.parametrize("limit", ["at_least: linked", "at_most: cause", "above: linked", "below: cause"])
def test_a_word_outside_the_order_matches_no_comparison(limit: str) -> None:
    facts = "involvement: [{id: i, relationship: disputed}]"
    assert ask(f"{{involvement: {{relationship: {{{limit}}}}}}}", facts, "involvement").truth is False
    assert ask("{involvement: {relationship: disputed}}", facts, "involvement").truth is True


DATES = [
    # the date of a fact, what is asked, answer
    ("2018-12-31", "{before: 2019}", True),
    ("2019-01-01", "{before: 2019}", False),
    ("2018-12", "{before: 2019-01-01}", True),
    ("2018", "{before: 2018-06}", None),
    ("2018", "{before: 2018-12-31}", None),
    ("2018", "{before: 2018-01-01}", False),
    ("2018-06", "{before: 2018}", False),
    ("2019-12-31", "{after: 2019}", False),
    ("2020-01-01", "{after: 2019}", True),
    ("2020-01", "{after: 2019-12}", True),
    ("2019", "{after: 2019-06}", None),
    ("2019", "{after: 2019-01-01}", None),
    ("2019", "{after: 2019-12-31}", False),
    ("2019-06", "{after: 2019}", False),
    ("2019-12-31", "{on_or_before: 2019}", True),
    ("2020-01-01", "{on_or_before: 2019}", False),
    ("2019", "{on_or_before: 2019-06}", None),
    ("2019", "{on_or_before: 2019-12-31}", True),
    ("2019-01-01", "{on_or_after: 2019}", True),
    ("2018-12-31", "{on_or_after: 2019}", False),
    ("2019", "{on_or_after: 2019-06}", None),
    ("2019", "{on_or_after: 2019-01-01}", True),
    # equal: within a month or a year that is asked for
    ("2019-06-01", "2019-06-01", True),
    ("2019-06-02", "2019-06-01", False),
    ("2019-06", "2019", True),
    ("2019-06", "[2018, 2019]", True),
    ("2019", "2019-06", None),
    ("2019", "2019", True),
    ("2018-12", "2019", False),
    ("2020-01", "2019", False),
    ("2019", "[2018-06, 2019-06]", None),
    # null is no date, and matches no comparison
    ("null", "{before: 2019}", False),
    ("null", "{on_or_after: 2019}", False),
    ("null", "2019", False),
    ("null", "null", True),
    ("2019", "null", False),
    ("null", "{none_of: [2019]}", True),
    ("2019", "{none_of: [2018]}", True),
    ("2019", "{none_of: [2018, 2019-06]}", None),
    ("2019-06", "{none_of: [2018, 2019]}", False),
    # what is after the date of assessment has not happened
    ("2020-09-24", "{after: 2019}", False),
    ("2020-09-24", "{before: 2030}", False),
    ("2020-09-24", "{on_or_after: 2020-09-24}", False),
    ("2020-09-24", "null", True),
    ("2021", "2021", False),
    # what straddles it may have happened: unknown, unless no day of it would match
    ("2020-09", "{after: 2019}", None),
    ("2020-09", "{before: 2019}", False),
    ("2020-09", "{before: 2020-09-24}", None),
    ("2020-09", "{after: 2020-09-23}", False),
    ("2020-09", "{on_or_after: 2020-09-23}", None),
    ("2020-09", "2020", None),
    ("2020-09", "2019", False),
    ("2020", "2020-09-24", False),
    ("2020", "2020-09-23", None),
    ("2020-09", "null", None),
    ("2020-09", "[null, 2020-09]", None),
    ("2020-09", "{none_of: [2019]}", True),
    ("2020-09", "{none_of: [null]}", None),
    # the date of assessment itself
    ("2020-09-22", "{before: $as_of}", True),
    ("2020-09-23", "{before: $as_of}", False),
    ("2020-09-23", "{on_or_before: $as_of}", True),
    ("2020-09-23", "{on_or_after: $as_of}", True),
    # several limits
    ("2019-06", "{after: 2018, before: 2020}", True),
    ("2019-06", "{after: 2018, before: 2019-06}", False),
    ("2019", "{after: 2018, before: 2019-07}", None),
    # has it happened
    ("2020-09-23", "{happened: true}", True),
    ("2020-09-23", "{happened: false}", False),
    ("2020-09-24", "{happened: true}", False),
    ("2020-09-24", "{happened: false}", True),
    ("null", "{happened: true}", False),
    ("null", "{happened: false}", True),
    ("2020-09", "{happened: true}", None),
    ("2020-09", "{happened: false}", None),
]


@pytest.mark.parametrize(("date", "asked", "truth"), DATES)
def test_an_event_date_is_compared_by_its_whole_interval(date: str, asked: str, truth: bool | None) -> None:
    condition = f"{{due_diligence: {{date: {asked}}}}}"
    facts = "due_diligence: [{{id: x, {}}}]"
    assert ask(condition, facts.format(f"date: {date}"), "due_diligence").truth is truth
    assert ask(condition, facts.format("step: act"), "due_diligence").truth is None


PLANNED = [
    # planned dates may lie ahead
    ("2021", "{after: 2020}", True),
    ("2021", "{before: 2022}", True),
    ("2021", "{after: $as_of}", True),
    ("2020-09", "{after: $as_of}", None),
    ("2020-09", "{before: 2021}", True),
    ("2021", "2021", True),
    ("2020", "null", False),
    ("null", "null", True),
    ("null", "{after: 2019}", False),
]


@pytest.mark.parametrize(("date", "asked", "truth"), PLANNED)
def test_a_planned_date_stays(date: str, asked: str, truth: bool | None) -> None:
    facts = f"promises: [{{id: x, due: {date}}}]"
    assert ask(f"{{promises: {{due: {asked}}}}}", facts, "promises").truth is truth


LEFT_OUT = [
    # these say by their absence that there is none; whether they are recorded is another question
    ("policies", "until", "{happened: true}", False),
    ("policies", "until", "{happened: false}", True),
    ("policies", "until", "{before: 2020}", False),
    ("policies", "until", "null", True),
    ("promises", "due", "{before: $as_of}", False),
    ("promises", "due", "null", True),
    ("promises", "due", "{known: true}", False),
    ("promises", "due", "{known: false}", True),
    ("engagement", "deadline", "{after: 2019}", False),
    ("engagement", "deadline", "{known: true}", False),
]


@pytest.mark.parametrize(("collection", "field", "asked", "truth"), LEFT_OUT)
def test_no_end_no_due_date_and_no_deadline_are_none(
    collection: str, field: str, asked: str, truth: bool
) -> None:
    assert (
        ask(f"{{{collection}: {{{field}: {asked}}}}}", f"{collection}: [{{id: x}}]", collection).truth
        is truth
    )


MONTHS = [
    # whole months from the date to 2020-09-23
    ("2019-09-23", "{at_least: 12}", True),
    ("2019-09-24", "{at_least: 12}", False),
    ("2019-09-23", "{above: 12}", False),
    ("2019-09-23", "{at_most: 12}", True),
    ("2019-09-23", "{below: 12}", False),
    ("2019-08-24", "{at_least: 12, below: 13}", True),
    ("2019-08-23", "{at_least: 12, below: 13}", False),
    ("2020-09-23", "{at_most: 0}", True),
    # a month spans two figures, a year more
    ("2019-09", "{at_least: 12}", None),
    ("2019-09", "{at_least: 11}", True),
    ("2019-09", "{at_least: 13}", False),
    ("2019-08", "{at_least: 12}", True),
    ("2019", "{at_least: 8}", True),
    ("2019", "{at_least: 9}", None),
    ("2019", "{at_least: 20}", None),
    ("2019", "{at_least: 21}", False),
    ("2019", "{at_least: 8, at_most: 20}", True),
    ("2019", "{at_least: 9, at_most: 20}", None),
    # not happened, or perhaps not
    ("2020-09-24", "{at_least: 0}", False),
    ("2020-09", "{at_least: 0}", None),
    ("2020-09", "{at_least: 1}", False),
    ("2020-01-24", "{at_most: 7}", True),
    ("2020", "{at_least: 8}", None),
    ("2020", "{at_least: 9}", False),
    ("null", "{at_least: 0}", False),
]


@pytest.mark.parametrize(("date", "limits", "truth"), MONTHS)
def test_months_since_a_date_are_counted_over_all_days_that_it_may_mean(
    date: str, limits: str, truth: bool | None
) -> None:
    condition = f"{{due_diligence: {{date: {{months: {limits}}}}}}}"
    facts = f"due_diligence: [{{id: x, date: {date}}}]"
    assert ask(condition, facts, "due_diligence").truth is truth
    assert ask(condition, "due_diligence: [{id: x}]", "due_diligence").truth is None


def test_months_to_a_planned_date_that_lies_ahead_are_negative() -> None:
    facts = "promises: [{id: x, due: 2020-11-23}]"
    for limit, truth in (("at_most: -2", True), ("at_most: -3", False), ("at_least: -1", False)):
        assert ask(f"{{promises: {{due: {{months: {{{limit}}}}}}}}}", facts, "promises").truth is truth


PATHS = [
    # through a mapping: what is stated to be none has none, what is left out is unknown
    ("involvement: {severity.scope: mass}", True),
    ("involvement: {severity.remediability: remediable}", None),
    ("involvement: {period.to: null}", True),
    ("involvement: {period.from: {before: 2018}}", True),
    ("grievance_mechanisms: {criteria.accessible: true}", True),
    ("grievance_mechanisms: {criteria.equitable: false}", True),
    ("grievance_mechanisms: {criteria.dialogue: true}", None),
    # through a reference
    ("findings: {involvement.severity.scope: mass}", True),
    ("findings: {involvement.severity.scope: few}", False),
    ("findings: {involvement.relationship: cause}", None),
    ("findings: {involvement.corroboration: 1}", True),
    # through a list of references: one of them must match
    ("remediation: {for.severity.scope: mass}", True),
    ("remediation: {for.relationship: linked}", True),
    ("remediation: {for.relationship: cause}", None),
    ("remediation: {for.severity.scope: few}", None),
    ("remediation: {for.pattern: isolated}", False),
    ("actions: {follows.by_kind: court}", True),
    ("actions: {follows.involvement.severity.scope: mass}", True),
    ("actions: {follows.standing: true}", True),
    ("actions: {addresses.conclusion: upheld}", True),
    ("actions: {addresses.conclusion: settled}", False),
    ("actions: {addresses.promised: publish}", True),
    ("actions: {addresses.promised: exit}", False),
    ("actions: {addresses: f}", True),
    ("due_diligence: {addresses.relationship: linked}", None),
]


@pytest.mark.parametrize(("condition", "truth"), PATHS)
def test_a_path_passes_through_mappings_and_references(condition: str, truth: bool | None) -> None:
    facts = """
        sources: {later: {published: 2020-12-01}}
        involvement:
          - {id: i, severity: {scope: mass}, pattern: repeated, period: {from: 2017, to: null}}
          - {id: j, relationship: linked, pattern: systematic}
          - {id: k, relationship: linked, sources: [later]}
        findings: [{id: f, involvement: i}]
        promises: [{id: m, promised: publish}]
        remediation: [{id: r, for: [i, j]}]
        actions: [{id: a, follows: [f], addresses: [f, m]}]
        due_diligence: [{id: d, addresses: [k]}]
        grievance_mechanisms: [{id: g, criteria: {accessible: true, equitable: false}}]
    """
    closed = "involvement findings remediation actions due_diligence"
    assert ask(f"{{{condition}}}", facts, closed).truth is truth


ADDRESSED = [
    ("engagement: {addresses: i}", True),
    ("engagement: {addresses: p}", False),
    ("engagement: {addresses.involvement.pattern: repeated}", True),
    ("engagement: {addresses.public: true}", False),
    # which facts a question is about does not decide whether it was answered
    ("unanswered: {}", True),
    ("unanswered: {addresses: f}", True),
    ("unanswered: {addresses: i}", False),
]


@pytest.mark.parametrize(("condition", "truth"), ADDRESSED)
def test_a_question_can_be_asked_which_facts_it_is_about(condition: str, truth: bool) -> None:
    facts = """
        involvement: [{id: i, pattern: repeated}]
        findings: [{id: f, involvement: i}]
        policies: [{id: p, public: true}]
        engagement:
          - {id: q, addresses: [f], delivered: confirmed, answered: null, deadline: null}
          - {id: r, addresses: [i], delivered: confirmed, answered: 2020-01, deadline: null}
    """
    assert ask(f"{{{condition}}}", facts, "involvement findings policies engagement").truth is truth


NOTHING_REFERRED_TO = [
    # an empty list of references refers to nothing that could match; one left out may refer to anything
    ("for: []", "{for.relationship: cause}", False),
    ("for: null", "{for.relationship: cause}", False),
    ("forms: []", "{for.relationship: cause}", None),
    ("forms: []", "{for.severity.scale: grave}", None),
]


@pytest.mark.parametrize(("fields", "pattern", "truth"), NOTHING_REFERRED_TO)
def test_what_refers_to_nothing_matches_nothing(fields: str, pattern: str, truth: bool | None) -> None:
    facts = f"remediation: [{{id: r, {fields}}}]"
    assert ask(f"{{remediation: {pattern}}}", facts, "remediation").truth is truth


def test_a_reference_to_a_fact_that_does_not_score_leaves_its_fields_unknown() -> None:
    facts = (
        "involvement: [{id: i, pattern: repeated, status: retracted}]\nfindings: [{id: f, involvement: i}]"
    )
    assert ask("{findings: {involvement.pattern: repeated}}", facts, "findings involvement").truth is None
    assert ask("{findings: {involvement: i}}", facts, "findings involvement").truth is True


STANDING = [
    ("finality: final", True),
    ("finality: provisional", True),
    ("finality: lapsed, ended_because: merits", True),
    ("finality: overturned", False),
    ("finality: withdrawn, ended_because: merits", False),
    ("finality: withdrawn, ended_because: no-longer-held", True),
    ("finality: withdrawn", None),
    ("finality: withdrawn, ended_because: null", None),
]


@pytest.mark.parametrize(("fields", "truth"), STANDING)
def test_a_finding_stands_unless_overturned_or_withdrawn_on_the_merits(
    fields: str, truth: bool | None
) -> None:
    facts = f"findings: [{{id: f, {fields}}}]"
    assert ask("{findings: {standing: true}}", facts, "findings").truth is truth
    opposite = None if truth is None else not truth
    assert ask("{findings: {standing: false}}", facts, "findings").truth is opposite
    assert ask("{findings: {standing: {known: true}}}", facts, "findings").truth is (truth is not None)


def test_true_and_one_are_not_the_same() -> None:
    document = "answers: {worked: {q: true, r: 1}}"
    assert ask("{answers: {question: q, answer: true}}", document).truth is True
    assert ask("{answers: {question: q, answer: 1}}", document).truth is False
    assert ask("{answers: {question: r, answer: 1}}", document).truth is True
    assert ask("{answers: {question: r, answer: true}}", document).truth is False


@pytest.mark.parametrize("as_of", [D, "2019-09-23"])
def test_the_date_of_assessment_moves_what_is_compared_with_it(as_of: str) -> None:
    facts = "due_diligence: [{id: x, date: 2019-09-23}]"
    on_the_day = ask("{due_diligence: {date: {on_or_after: $as_of}}}", facts, "", as_of)
    assert on_the_day.truth is (True if as_of == "2019-09-23" else None)


@pytest.mark.parametrize(
    ("asked", "truth"),
    [("{due: null}", True), ("{due: {known: true}}", False), ("{due: {known: false}}", True)],
)
def test_a_due_date_left_out_means_that_there_is_none_and_is_not_recorded(asked: str, truth: bool) -> None:
    facts = "promises: [{id: p, made: 2019-01-01, kept: null}]"
    assert ask(f"{{promises: {asked}}}", facts, "promises").truth is truth
