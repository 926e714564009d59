"""What is measured on: the case of an invented company, 8 KB in 250 lines, and a rubric of 60 criteria.

Both are written out line by line, so that they are the same bytes in every run and on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEAD = """\
# An invented company: nothing here speaks of anybody.
ddscore: case/1
id: example-mining
company:
  name: Example Mining plc, an invented company that stands for any of middling size
  country: GB
as_of: 2024-06-30
record: {status: draft, corrections: []}
research:
  policies: [{coverage: complete, searched: [company website], until: 2024-06-30}]
  promises: [{coverage: partial, searched: [press archive], until: 2024-06-30}]
  remediation:
    - {coverage: complete, searched: [court registers, website], until: 2024-05-31}
"""
_SOURCES = (("company", "Example Mining plc"), ("ngo", "Example Watch"), ("court", "Example Court"))
_SOURCE = """\
  {name}:
    title: Report {number} on the invented mine, its guards and all of its neighbours
    publisher: {publisher}
    kind: {kind}
    published: 2024-0{month}-15
    url: https://example.org/{name}
"""
_INVOLVEMENT = """\
  - id: mine-{number}
    title: Evictions by guards at the invented mine {number}, as neighbours told it
    rights: [housing, freedom-from-torture]
    summary: Guards of the mine drove two villages from their land, as the neighbours and a report have it.
    relationship: {relationship}
    actuality: actual
    severity: {{scale: {scale}, scope: thousands, remediability: difficult, because: Two villages lost all.}}
    period: {{from: {year}, to: null}}
    sources: [company-{number}, ngo-{number}]
"""
_FINDING = """\
  - id: judgment-{number}
    title: The court held the company responsible for evictions at mine {number}
    by_kind: court
    note: The company appealed, and its appeal was turned down on all grounds but the amount of damages.
    involvement: mine-{number}
    concerns: [harm, involvement]
    conclusion: {conclusion}
    proof: balance
    finality: final
    direction: adverse
    rights: [housing]
    date: {year}-07-14
    sources: [court-{number}]
"""
_POLICY = """\
  - id: policy-{number}
    kind: human-rights-policy
    instruments: [{instruments}]
    rights: [housing, privacy]
    approved_by: [board]
    public: true
    date: {year}-03
    sources: [company-{number}]
"""
_STEP = """\
  - id: step-{number}
    step: {step}
    title: A report on how it goes about human rights
    addresses: [mine-1]
    date: {year}-04-01
    disclosed: true
    sources: [company-1, ngo-1]
"""
_PROMISE = """\
  - id: promise-{number}
    title: A review of what happened at the mine, and to publish what it finds
    promised: review
    made: {year}-05
    kept: null
    sources: [company-{number}]
"""
_REMEDY = """\
  - id: remedy-{number}
    forms: [financial-compensation]
    for: [mine-{number}]
    offered: {year}-09
    completed: null
    disclosed: true
    sources: [ngo-{number}]
"""
_UPDATE = """\
    updates:
      - {set: {period: {to: 2024-02-01}}, sources: [ngo-3]}
"""
_QUESTION = """\
  - id: question-{number}
    question: What will be done for those who lost their homes at mine {number}?
    by_kind: ngo
    asked: {year}-10-01
    delivered: confirmed
    deadline: {year}-10-31
    answered: null
    sources: [ngo-{number}]
"""
_MECHANISM = """\
grievance_mechanisms:
  - id: hotline
    open_to: [own-workers, affected-communities]
    criteria: {legitimate: true, accessible: true, transparent: false}
    date: 2022
    sources: [company-3, ngo-3]
"""
_ACTION = """\
actions:
  - id: exclusion
    by: Example Fund
    by_kind: investor
    kind: exclusion
    grounds: [human-rights]
    decided: 2023-11-02
    follows: judgment-1
    sources: [ngo-3]
"""


_STEPS = ("identify", "act", "track", "communicate")


_RIGHTS = (
    "housing",
    "privacy",
    "freedom-from-torture",
    "liberty",
    "property",
    "religion",
    "expression",
    "assembly",
    "movement",
    "work",
)
"""Each theme speaks of one, so that no two of them ask quite the same."""


def case_text() -> str:
    """The case file."""
    return "".join(_case())


def _case() -> Iterator[str]:
    yield _HEAD
    yield "sources:\n"
    for number in range(1, 4):
        for kind, publisher in _SOURCES:
            names = {"name": f"{kind}-{number}", "kind": kind, "publisher": publisher}
            yield _SOURCE.format(**names, number=number, month=number)
    words = _words(("relationship", ("cause", "contribute")), ("scale", ("grave", "serious")))
    yield from _facts("involvement", _INVOLVEMENT, 3, words)
    yield _UPDATE
    yield from _facts("findings", _FINDING, 3, _words(("conclusion", ("upheld", "partly-upheld"))))
    yield from _facts("policies", _POLICY, 3, _words(("instruments", ("UNGP", "ILO-core, UNGC"))))
    yield from _facts("due_diligence", _STEP, 4, _words(("step", _STEPS)))
    yield from _facts("promises", _PROMISE, 2)
    yield from _facts("remediation", _REMEDY, 2)
    yield from _facts("engagement", _QUESTION, 2)
    yield _MECHANISM
    yield _ACTION


def _words(*chosen: tuple[str, Sequence[str]]) -> list[dict[str, str]]:
    """What varies from one fact to the next, taken in turn."""
    longest = max(len(words) for _, words in chosen)
    return [{name: words[turn % len(words)] for name, words in chosen} for turn in range(longest)]


def _facts(
    collection: str, template: str, count: int, words: Sequence[dict[str, str]] = ({},)
) -> Iterator[str]:
    yield f"{collection}:\n"
    for index in range(count):
        yield template.format(**words[index % len(words)], number=index + 1, year=2019 + index)


_LADDERS = (
    (
        "policies: {public: true, rights: RIGHT, approved_by: [board, ceo]}",
        "policies: {rights: RIGHT, instruments: {entails: UDHR}}",
    ),
    (
        "policies: {rights: {all_of: [RIGHT, privacy]}, date: {before: $as_of}}",
        "promises: {promised: [review, remedy], partly_kept: {happened: true}, addresses.rights: RIGHT}",
    ),
    (
        "all: [{policies: {rights: RIGHT}}, {due_diligence: {step: STEP, disclosed: true}}]",
        "grievance_mechanisms: {open_to: own-workers, criteria.legitimate: true}",
    ),
    (
        "due_diligence: {step: STEP, addresses.rights: RIGHT, corroboration: {at_least: 1}}",
        "due_diligence: {step: STEP, date: {months: {at_most: 36}}}",
    ),
    (
        "remediation: {for.rights: RIGHT, completed: {happened: true}, agreed_with_affected: true}",
        "any: [{remediation: {offered: {happened: true}}}, {due_diligence: {step: act, disclosed: true}}]",
    ),
    (
        "none: {findings: {by_kind: [court, un-body], rights: RIGHT, conclusion: upheld, standing: true}}",
        "none: {findings: {involvement.rights: RIGHT, involvement.severity.scale: {at_least: serious}}}",
    ),
)
"""Conditions of the two upper rungs; the first three ladders are for policy, the others for practice."""
_CRITERION = """\
      - id: criterion-{theme}-{number}
        question: What does the record hold on question {number} about {right}?
        principle: UNGP {theme}
        levels:
          - {{points: 100, label: "All of it", when: {{{best}}}}}
          - {{points: 50, label: "Part of it", when: {{{good}}}}}
          - {{points: 0, label: "Nothing found in the sources searched"}}
        ask: Publish what the company does about {right}.
"""
_RUBRIC_HEAD = """\
ddscore: rubric/1
id: example
version: "1.0"
title: An invented rubric of sixty criteria
unknown: exclude
minimum_coverage: 0.2
search_stands: {months: 12}
caps:
  - at_most: 40
    side: practice
    when: {involvement: {severity.scale: grave, period.to: {happened: false}}}
    because: Severe involvement has not ended.
themes:
"""
_RUBRIC_TAIL = """\
bands:
  - {id: narrow, title: Narrow gap, below: 20}
  - {id: wide, title: Wide gap}
profiles:
  - {id: contradicted, title: Contradicted by the record, when: {contradictions: {basis: [direct, implied]}}}
  - {id: outruns, title: Commitments outrun the record, when: {score: {side: gap, percent: {at_least: 20}}}}
  - {id: other, title: Neither}
outcomes:
  - {id: ask, title: Meets a test for questions, when: {any: [{open_promises: {}}, {unanswered: {}}]}}
  - {id: none, title: Meets no test for a measure}
"""


def rubric_text() -> str:
    """The rubric file."""
    return "".join(_rubric())


def _rubric() -> Iterator[str]:
    yield _RUBRIC_HEAD
    for theme, right in enumerate(_RIGHTS, 1):
        yield f"  - id: theme-{theme}\n    title: About {right}\n    weight: {1 + theme % 3}\n"
        words = {"RIGHT": right, "STEP": _STEPS[theme % len(_STEPS)]}
        for side, ladders in (("policy", _LADDERS[:3]), ("practice", _LADDERS[3:])):
            yield f"    {side}:\n"
            for number, ladder in enumerate(ladders, 1 if side == "policy" else 4):
                best, good = (_with(words, condition) for condition in ladder)
                yield _CRITERION.format(theme=theme, number=number, right=right, best=best, good=good)
    yield _RUBRIC_TAIL


def _with(words: dict[str, str], condition: str) -> str:
    """A condition with a theme's own words in it."""
    for name, word in words.items():
        condition = condition.replace(name, word)
    return condition
