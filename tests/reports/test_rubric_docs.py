"""Rubrics as pages: conditions in words, and nothing of a rubric left out or run as markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from ddscore.documents import shipped, yaml
from ddscore.documents.rubric import load_rubric, parse_rubric
from ddscore.reports.rubric_docs import INDEX, pages
from ddscore.reports.rubric_docs.conditions import Naming, in_words
from tests.laws.rubrics import rubrics as drawn_rubrics
from tests.reports.hostile import HOSTILE
from tests.reports.test_markdown_report import said, shape

NAMING = Naming({"remedy": "Remedy given"}, "involvement")

ADVERSE = "a finding with direction: adverse"

IN_WORDS = [
    ("{findings: {}}", ["a finding"]),
    ("{findings: {direction: adverse}}", [ADVERSE]),
    ("{findings: {direction: adverse}, promises: {}}", [ADVERSE, "a promise"]),
    ("{all: [{findings: {direction: adverse}}, {promises: {}}]}", [ADVERSE, "a promise"]),
    (
        "{any: [{findings: {}}, {all: [{promises: {}}, {actions: {}}]}]}",
        ["one of these:", ["a finding", "all of these:", ["a promise", "an action by others"]]],
    ),
    ("{not: {promises: {}}}", ["not:", ["a promise"]]),
    ("{not: {promises: {}, actions: {}}}", ["not all of these:", ["a promise", "an action by others"]]),
    ("{none: {findings: {direction: adverse}}}", ["no finding with direction: adverse"]),
    (
        "{every: {of: {promises: {promised: remedy}}, match: {kept: {happened: true}}}}",
        ["every promise with promised: remedy has kept: has happened, and there is one at least"],
    ),
    (
        "{every: {of: {promises: {}}, match: {kept: {happened: false}}, vacuous: true}}",
        ["every promise has kept: has not happened, or there is none"],
    ),
    (
        "{count: {of: {findings: {}}, at_least: 2, at_most: 4}}",
        ["at least 2 and at most 4 times: a finding"],
    ),
    (
        "{this: {severity.scale: {at_least: serious}, period.to: {happened: false}}}",
        ["severity scale: at least serious; end: has not come"],
    ),
    ("{findings: {involvement: $this.id}}", ["a finding about that very involvement"]),
    (
        "{remediation: {for: $this.id, completed: {known: true}}}",
        ["an act of remediation about that very involvement with completed: recorded"],
    ),
    (
        "{findings: {by_kind: [court, ncp, un-body]}}",
        ["a finding with kind of body: a court, an OECD National Contact Point or a UN body"],
    ),
    (
        "{policies: {instruments: {entails: UDHR}}}",
        ["a policy or commitment with instruments: one that entails UDHR"],
    ),
    (
        "{policies: {instruments: {all_of: [UNGP, UNGC]}, covers: {none_of: [suppliers]}}}",
        ["a policy or commitment with instruments: all of UNGP and UNGC; covers: none of suppliers"],
    ),
    ("{policies: {public: true, until: null}}", ["a policy or commitment with public: yes; until: none"]),
    (
        "{findings: {date: {after: 2019-04, on_or_before: $as_of}}}",
        ["a finding with date: after April 2019 and on or before the date of assessment"],
    ),
    (
        "{findings: {date: {months: {at_most: 12}}}}",
        ["a finding with date: at most 12 months before the date of assessment"],
    ),
    (
        "{involvement: {corroboration: {at_least: 2}}}",
        ["an involvement with independent sources: at least 2"],
    ),
    ("{score: {percent: {at_least: 12.5}}}", ["the figure of the whole is at least 12.5 percent"]),
    (
        "{score: {node: remedy, side: practice, points: {above: 0, below: 3}}}",
        ["the figure of practice of “Remedy given” is above 0 and below 3 points"],
    ),
    (
        "{score: {side: gap, percent: {below: 20}}}",
        ["the figure of the gap of the whole is below 20 percent"],
    ),
    ("{unanswered: {}}", ["an unanswered question"]),
    (
        "{answers: {question: coal-share, answer: no-data}}",
        ["a coded answer with question: coal-share; answer: no-data"],
    ),
]


def told(items):
    """The sentences of a list, each with the list below it."""
    flat = []
    for item in items.items:
        flat.append(item.sentence.text)
        flat += [told(below) for below in item.more]
    return flat


@pytest.mark.parametrize(("condition", "words"), IN_WORDS, ids=[condition for condition, _ in IN_WORDS])
def test_a_condition_in_words(condition: str, words: list[object]) -> None:
    assert told(in_words(yaml.load(f"when: {condition}\n".encode(), "x.yaml")["when"], NAMING)) == words


EXAMPLE = Path(__file__).parents[1] / "data" / "rubric-docs" / "example.yaml"


def text_of(page: str) -> str:
    return " ".join(said(page).split())


def test_a_page_says_all_that_a_rubric_does() -> None:
    page = pages([load_rubric(EXAMPLE)])["example.md"]
    for words in (
        "# Example rubric",
        "example 1.2",
        "- [A text, A body, 2011.](<https://example.org>)",
        "- **In force:** from 16 June 2011 to 2020",
        "- **Thin evidence:** no figure where less than 25 percent is settled",
        "- **A complete search stands:** for 12 months after its date",
        "| Remedy given | 3 | Does the company promise remedy? Was it given? What was coded? |",
        "- **Weight:** 3 of 4 in all",
        "It applies only where this holds:\n\n- an involvement",
        "Cap. What the record shows: at most 30 percent. Something is pending. It acts where this holds:",
        "Cap. What it says: at most 20 percent. Only promised. It acts where this holds:",
        "- **100 points:** Promised\n\n  - a promise with promised: remedy",
        "- **0 points:** Not promised (where none above holds)",
        "- **What is unknown:** counts at the low end of what is possible",
        "- **What is unknown:** is left out of the figure above, and widens its bounds",
        "- **What is unknown:** leaves no figure here, nor in anything above",
        "- **Scored for:** each involvement with relationship to the harm: cause; then the greatest",
        "What is asked of no other fact is asked of the involvement.",
        "- **Answers:** yes: 1; no: 0; N/A: does not apply; any other: unknown",
        "- **Elements expected:** A1 and A2",
        "- **Points:** 1 where all elements are met, 0.5 for some, 0 for none",
        "- **narrow:** Narrow gap\n\n  Below 20.",
        "- **wide:** Wide gap\n\n  All above.",
        "Bands of its figure:\n\n- **done:** Done\n\n  All above.",
        "- **ask:** Meets the test for a question\n\n  It is asked.\n\n  - the figure of the gap of “Remedy",
        "- **none:** Meets no test\n\n  Where none above holds.",
    ):
        assert words in page, words


def test_a_benchmark_says_which_way_its_figure_points() -> None:
    made = pages([load_rubric("harm-score"), load_rubric("rdr-2019")])
    assert "A higher figure is worse" in made["harm-score.md"]
    assert "the weights of its parts that apply, taken together" in made["rdr-2019.md"]
    assert "[Harm score: salience, responsibility, responsiveness](<harm-score.md>)" in made[INDEX]


def test_a_rubric_of_outcomes_alone_says_so() -> None:
    only = (
        'ddscore: rubric/1\nid: x\nversion: "1"\ntitle: X\n'
        "outcomes: [{id: a, title: A, when: {actions: {}}}, {id: b, title: B}]\n"
    )
    page = pages([parse_rubric(only.encode(), "x.yaml")])["x.md"]
    assert "It gives no figure: it decides by its table of outcomes alone." in page
    assert "At a glance" not in page


@pytest.mark.parametrize("name", shipped.rubrics())
def test_every_question_and_level_of_a_shipped_rubric_is_on_its_page(name: str) -> None:
    document = yaml.load(shipped.rubric_path(name).read_bytes(), "x.yaml")
    text = text_of(pages([load_rubric(name)])[f"{name}.md"])
    wanted = list(_texts(document))
    assert [words for words in wanted if " ".join(words.split()) not in text] == []


def _texts(part):
    for key, value in part.items() if isinstance(part, dict) else ():
        if key in ("question", "label", "ask", "principle", "title") and isinstance(value, str):
            yield value.rstrip(".")
        else:
            yield from _texts(value)
    if isinstance(part, list):
        for member in part:
            yield from _texts(member)


@pytest.mark.parametrize("text", HOSTILE[:15], ids=range(15))
def test_hostile_text_stays_text(text: str) -> None:
    import json

    hostile, plain = (
        pages([parse_rubric(_with(words), "x.yaml")])["example.md"] for words in (json.dumps(text), "plain")
    )
    assert shape(hostile) == shape(plain)


def _with(words: str) -> bytes:
    return (
        f"ddscore: rubric/1\nid: example\nversion: '1'\ntitle: {words}\nchildren:\n"
        f"  - {{id: a, title: {words}, question: {words}, ask: {words}, principle: {words}, levels: "
        f"[{{points: 1, label: {words}, when: {{policies: {{title: {words}}}}}}}, "
        "{points: 0, label: No}]}\n"
    ).encode()


@settings(max_examples=40)
@given(drawn_rubrics())
def test_any_rubric_has_a_page(document) -> None:
    from ddscore.documents.rubric import build_rubric

    rubric = build_rubric(document, "")
    assert pages([rubric])[f"{rubric.id}.md"].startswith("# ")
