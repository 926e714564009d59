"""Static checks of conditions: what has an answer is accepted, and what never can have one is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ddscore.documents import yaml
from ddscore.documents.case import load_case
from ddscore.documents.conditions import check_condition
from ddscore.documents.matchers import Language
from ddscore.documents.rubric import build_rubric
from ddscore.documents.rubric_checks import check_rubric
from ddscore.documents.shipped import folder
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.engine.assess import assess
from ddscore.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.findings import Finding

LANGUAGE = Language(case_fields(), instruments().entails)

ANSWERABLE = [
    "{policies: {}}",
    "{none: {policies: {}}}",
    "{policies: {public: true, instruments: [UNGP, UDHR], approved_by: board}}",
    "{policies: {public: null}}",
    "{policies: {covers: {all_of: [suppliers, customers], none_of: [other]}}}",
    "{policies: {instruments: {entails: ICCPR}}}",
    "{contradictions: {instruments: {entails: UDHR}, finding.by_kind: {none_of: [company]}}}",
    "{contradictions: {involvement.period.to: null, policy.date: {before: 2019}}}",
    "{policies: {date: 2019}}",
    "{policies: {date: {after: 2019-06, on_or_before: $as_of, months: {at_most: 24}, happened: true}}}",
    "{promises: {due: {known: false}}}",
    "{promises: {due: [2019-06-30, 2020]}}",
    "{open_promises: {months_open: {at_least: 12, below: 24.5}, overdue: true, due: {before: $as_of}}}",
    "{unanswered: {by_kind: media, asked: {months: {above: 3}}}}",
    "{findings: {corroboration: {above: 1, at_most: 2}}}",
    "{findings: {standing: true, proof: {at_least: indication, below: beyond-doubt}}}",
    "{findings: {proof: {known: false}, conclusion: {none_of: [pending, settled]}}}",
    "{findings: {by: Example Court, involvement: the-mine, involvement.severity.scope: mass}}",
    "{involvement: {period: {known: true}, severity.scale: {above: moderate}, relationship: disputed}}",
    "{involvement: {revenue_share: 30, conflict_affected: false, products: {all_of: [other]}}}",
    "{actions: {follows.by_kind: court, follows.involvement.rights: {all_of: [liberty, privacy]}}}",
    "{due_diligence: {addresses.severity.scale: grave, addresses.finality: final}}",
    "{grievance_mechanisms: {criteria.legitimate: true, criteria: {known: true}}}",
    "{answers: {question: q1, answer: yes, pool: anything, of_its_own: 3}}",
    "{answers: {answer: {at_least: 3}}}",
    "{every: {of: {findings: {}}, match: {direction: exculpatory}, vacuous: true}}",
    "{count: {of: {actions: {kind: exclusion}}, at_least: 2, at_most: 3}}",
    "{all: [{policies: {}}, {any: [{promises: {}}, {not: {actions: {}}}]}], findings: {}}",
    "{score: {node: anything, side: policy, percent: {at_least: 50}}}",
]


def findings(condition: str, this: str | None = None) -> list[Finding]:
    document = yaml.load(condition.encode(), "condition")
    assert isinstance(document, dict)
    return list(check_condition(document, (), LANGUAGE if this is None else LANGUAGE.within(this)))


@pytest.mark.parametrize("condition", ANSWERABLE)
def test_a_condition_that_has_an_answer_is_accepted(condition: str) -> None:
    assert findings(condition) == []


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ("{all: [{policies: {}}, {policies: {x: 1}}]}", ("all", 1, "policies", "x")),
        ("{any: [{not: {policies: {x: 1}}}]}", ("any", 0, "not", "policies", "x")),
        ("{none: {policies: {x: 1}}}", ("none", "policies", "x")),
        ("{every: {of: {policies: {x: 1}}, match: {}}}", ("every", "of", "policies", "x")),
        ("{every: {of: {policies: {}}, match: {x: 1}}}", ("every", "match", "x")),
        ("{count: {of: {policies: {x: 1}}, at_least: 1}}", ("count", "of", "policies", "x")),
        ("{promises: {}, policies: {public: true, x.y: 1}}", ("policies", "x.y")),
    ],
)
def test_a_misspelt_field_is_found_wherever_a_pattern_stands(
    condition: str, path: tuple[str | int, ...]
) -> None:
    (finding,) = findings(condition)
    assert (finding.id, finding.path, finding.at_key) == ("rubric/unknown-field", path, True)


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("{policies: {publik: true}}", "did you mean `public`?"),
        ("{involvement: {scope: mass}}", "did you mean `severity.scope`?"),
        ("{findings: {severity.scope: mass}}", "did you mean `involvement.severity.scope`?"),
        ("{contradictions: {date: {before: 2019}}}", "did you mean `policy.date` or `finding.date`?"),
        (
            "{involvement: {severity.gravity: grave}}",
            "its fields are severity.scale, severity.scope, severity.remediability, severity.because",
        ),
        ("{policies: {rights.first: liberty}}", "end the path at `rights`"),
        ("{policies: {entity.country: NO}}", "end the path at `entity`"),
        (
            "{contradictions: {kind_of: 1}}",
            "its fields are policy, finding, involvement, basis, instruments, rights",
        ),
        ("{policies: {rights: Privacy}}", "did you mean `privacy`?"),
        ("{policies: {instruments: {entails: iccpr}}}", "did you mean `ICCPR`?"),
        (
            "{findings: {direction: {at_least: neutral}}}",
            "list the words that count, of adverse, exculpatory, neutral",
        ),
        ("{policies: {rights: {at_least: privacy}}}", "list the words that count"),
        ("{policies: {public: 'false'}}", "leave out the quotation marks: false"),
        ("{findings: {by: true}}", 'quote it: "true"'),
        (
            "{findings: {involvement: {at_least: mine}}}",
            "an id has small letters, digits, dots, dashes and underscores",
        ),
    ],
)
def test_a_refusal_says_what_may_have_been_meant(condition: str, hint: str) -> None:
    (finding,) = findings(condition)
    assert finding.hint == hint


@pytest.mark.parametrize(
    ("this", "condition"),
    [
        ("involvement", "{this: {severity.scale: grave}, remediation: {for: $this.id}}"),
        ("involvement", "{findings: {involvement: $this.id, involvement.id: $this.id}}"),
        ("involvement", "{none: {due_diligence: {addresses: [$this.id]}}}"),
        ("findings", "{actions: {follows: {none_of: [$this.id]}}, contradictions: {finding: $this.id}}"),
        ("promises", "{open_promises: {id: $this.id}}"),
        ("open_promises", "{promises: {id: $this.id}, due_diligence: {addresses: $this.id}}"),
        ("unanswered", "{engagement: {id: $this.id}}"),
    ],
)
def test_the_fact_in_hand_can_be_named_where_a_field_holds_its_id(this: str, condition: str) -> None:
    assert findings(condition, this) == []


@pytest.mark.parametrize(
    ("this", "condition"),
    [
        ("involvement", "{actions: {follows: $this.id}}"),
        ("involvement", "{findings: {id: $this.id}}"),
        ("involvement", "{findings: {title: $this.id}}"),
        ("involvement", "{findings: {involvement.title: $this.title}}"),
        ("contradictions", "{findings: {id: $this.id}}"),
        ("contradictions", "{contradictions: {finding: $this.id}}"),
    ],
)
def test_the_fact_in_hand_cannot_be_named_where_no_field_holds_its_id(this: str, condition: str) -> None:
    (finding,) = findings(condition, this)
    assert finding.id == "rubric/misplaced-variable"


OPERANDS: dict[str, list[Any]] = {
    "all_of": [["UNGP"], [1], ["grave", "word"], [None]],
    "none_of": [["UNGP", "2019"], [False], [2019], [None], [3]],
    "months": [{"at_least": 12}, {"above": 0, "below": 12.5}],
    "known": [True, False],
    "happened": [True, False],
    "entails": ["UDHR", "word"],
}
for bound in ("at_least", "above", "at_most", "below"):
    OPERANDS[bound] = [1, 2.5, "serious", "contribute", "2019", "word"]
for limit in ("before", "after", "on_or_before", "on_or_after"):
    OPERANDS[limit] = ["2019", 2019, "2019-02-28", "2019-02-29", "$as_of"]
MATCHERS: list[Any] = [
    *(None, True, 0, 2019, 2.5, "2019-06", "word", "UNGP", "grave", "The Mine", "$as_of", "$this.id", ""),
    *(["word", "2019"], [None], [True, False], ["privacy", "liberty"], ["$this.id"]),
    *({name: operand} for name, operands in OPERANDS.items() for operand in operands),
]


def accepted(collection: str) -> Iterator[dict[str, Any]]:
    """A condition for each field and matcher that the checks let through, with an involvement in hand."""
    fields = case_fields()
    table = fields.collections[collection]
    near = fields.names(collection)
    far = [
        f"{name}.{inner}"
        for name, field in table.items()
        for target in field.to
        if target in fields.collections
        for inner in fields.names(target)
    ]
    for path in (*near, *far):
        for matcher in MATCHERS:
            condition = {collection: {path: matcher}}
            if not list(check_condition(condition, (), LANGUAGE.within("involvement"))):
                yield condition


def criterion(number: int, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """A criterion that asks them all for each involvement, and another thing so that none decides."""
    asked = {"all": [{"any": conditions}, {"policies": {"title": "no such title"}}]}
    return {
        "id": f"c{number}",
        "question": "Can the engine answer?",
        "for_each": {"involvement": {}},
        "levels": [{"points": 1, "label": "all", "when": asked}, {"points": 0, "label": "otherwise"}],
    }


def test_whatever_the_checks_accept_the_engine_can_answer() -> None:
    conditions = [condition for collection in case_fields().collections for condition in accepted(collection)]
    chunks = [conditions[start : start + 100] for start in range(0, len(conditions), 100)]
    document: dict[str, Any] = {
        "id": "example",
        "version": "1.0",
        "title": "Example rubric",
        "unknown": "block",
        "children": [criterion(number, chunk) for number, chunk in enumerate(chunks)],
    }
    assert check_rubric(document, case_fields(), instruments().entails) == []
    case = load_case(folder("cases") / "hikvision.yaml")
    result = assess(case, build_rubric(document, "0" * 64), PartialDate.parse("2025-06-01"), "1")
    assert len(result.nodes) == len(chunks) > 30
