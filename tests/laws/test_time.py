"""An assessment uses nothing that was published after its date."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given

from tests.laws.assessments import assessed
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics
from tests.laws.vocabulary import RECORDED, UNKNOWN_SOURCES

Document = dict[str, Any]


def as_published(case: Document) -> Document:
    """The case as it stood on the date: without later sources and what rests on them alone."""
    known = {
        **case,
        "sources": {name: one for name, one in case["sources"].items() if name not in UNKNOWN_SOURCES},
    }
    known["research"] = {name: _published(listed) for name, listed in case["research"].items()}
    for collection in RECORDED:
        if collection in case:
            known[collection] = [
                {**fact, "updates": _published(fact.get("updates", []))}
                for fact in _published(case[collection])
            ]
    if "answers" in case:
        answers = {
            question: _published(listed) if isinstance(listed, list) else listed
            for question, listed in case["answers"]["worked"].items()
        }
        # A question all of whose answers are later is not listed yet.
        known["answers"] = {"worked": {question: listed for question, listed in answers.items() if listed}}
    return known


def _published(listed: list[Document]) -> list[Document]:
    """Those that rest on nothing, or on a source that was published, without the sources that were not."""
    return [
        {
            **one,
            **{
                key: [source for source in one[key] if source not in UNKNOWN_SOURCES]
                for key in ("sources", "disputed_by")
                if key in one
            },
        }
        for one in listed
        if "sources" not in one or not set(one["sources"]) <= set(UNKNOWN_SOURCES)
    ]


@given(rubrics(), cases())
def test_what_was_published_later_changes_nothing(rubric: Document, case: Document) -> None:
    known = as_published(case)
    event(f"something was published later: {known != case}")
    assert assessed(rubric, case) == assessed(rubric, known)
