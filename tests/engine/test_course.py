"""A case from one day to the next: what is carried over, and what must not be."""

from __future__ import annotations

from datetime import date

from ddscore import load_case, load_rubric
from ddscore.documents import shipped
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.engine.course import Course

HIKVISION = Course(load_case(shipped.folder("cases") / "hikvision.yaml"), load_rubric("ungp"))


def test_a_derived_fact_is_looked_at_anew_when_a_date_of_what_it_is_drawn_from_has_passed() -> None:
    """The promise reads the same on both days; only on the second has the year surely passed."""
    case = {
        "id": "example-mining",
        "company": {"name": "Example Mining plc"},
        "sources": {"site": {"title": "-", "publisher": "-", "kind": "ngo", "published": "2020-01-01"}},
        "promises": [
            {"id": "review", "made": "2019", "partly_kept": "2020", "kept": None, "sources": ["site"]}
        ],
    }
    levels = [
        {
            "points": 1,
            "label": "kept in part",
            "when": {"open_promises": {"partly_kept": {"happened": True}}},
        },
        {"points": 0, "label": "not known to be"},
    ]
    rubric = {
        "id": "example",
        "version": "1.0",
        "title": "An example",
        "children": [{"id": "review-kept", "question": "?", "levels": levels}],
    }
    course = Course(build_case(case, case_fields(), ""), build_rubric(rubric, ""))
    before, after = course.runs([date(2020, 12, 30), date(2020, 12, 31)])
    (was,), (now,) = (run.figures("review-kept").readings.values() for run in (before, after))
    assert (was.low, was.high) == (0, 100)
    assert (now.low, now.high) == (100, 100)


def test_on_a_day_like_the_one_before_it_the_very_same_run_is_given() -> None:
    one, other = HIKVISION.runs([date(2020, 9, 25), date(2020, 9, 26)])
    assert one is other


def test_where_only_a_note_changed_every_node_is_carried_over() -> None:
    before, after = HIKVISION.runs([date(2022, 9, 7), date(2022, 10, 1)])
    assert after is not before
    assert after.is_still
    assert all(after.figures(name) is before.figures(name) for name in after.compiled.nodes)


def test_a_node_that_asks_of_nothing_that_changed_is_carried_over() -> None:
    before, after = HIKVISION.runs([date(2024, 12, 12), date(2024, 12, 13)])
    assert after.figures("impacts-addressed") is not before.figures("impacts-addressed")
    assert after.figures("commitment-stated") is before.figures("commitment-stated")
