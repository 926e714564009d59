"""No report prints as reached what is only possible."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from ddscore.reports import FORMATS
from tests.laws.assessments import assessed, nodes
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore import Assessment

Document = dict[str, Any]

WORD = re.compile(r"\b(?:rung|band|profile|outcome)z[0-9]+z\b")
"""A name that is given once, and found again wherever a report prints it."""
AS_POSSIBLE = re.compile(rf"(?:at least {WORD.pattern} \()?possible: {WORD.pattern}(?:; {WORD.pattern})*")
OF_A_FACT = re.compile(rf"[a-z_+0-9-]+: {WORD.pattern}\.")
"""Under `for_each` it is said which level each fact reaches, whatever level that gives the criterion."""


def named(rubric: Document) -> Document:
    """The rubric with a name of its own for every level, band, profile and outcome."""
    counter = iter(range(10**6))

    def rename(part: Any) -> Any:
        if isinstance(part, list):
            return [rename(member) for member in part]
        if not isinstance(part, dict):
            return part
        whole = {key: rename(member) for key, member in part.items()}
        for key, kind in (("bands", "band"), ("profiles", "profile"), ("outcomes", "outcome")):
            for row in whole.get(key, ()):
                row["id"] = row["title"] = f"{kind}z{next(counter)}z"
        for level in whole.get("levels", ()):
            level["label"] = f"rungz{next(counter)}z"
        return whole

    renamed: Document = rename(rubric)
    return renamed


def certain(assessment: Assessment) -> set[str]:
    """All that a report may print as reached."""
    whole = assessment.summary
    of_nodes = (name for node in nodes(assessment).values() for name in (node.level, node.band))
    return {name for name in (whole.band, whole.profile, whole.outcome, *of_nodes) if name}


def printed(text: str) -> set[str]:
    """What a report prints as reached: all names but those in lists of what is possible."""
    flat = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
    return set(WORD.findall(OF_A_FACT.sub(" ", AS_POSSIBLE.sub(" ", flat))))


@settings(max_examples=60)
@given(rubrics(), cases())
def test_prose_prints_as_reached_only_what_is_certain(rubric: Document, case: Document) -> None:
    assessment = assessed(named(rubric), case)
    for name in ("text", "markdown", "html"):
        assert printed(FORMATS[name].render([assessment])) <= certain(assessment), name


@settings(max_examples=40)
@given(rubrics(), rubrics(), cases())
def test_a_report_by_two_rubrics_prints_as_reached_only_what_is_certain(
    rubric: Document, another: Document, case: Document
) -> None:
    # Named in one go, so that no two have a name in common.
    first, second = named({"both": [rubric, {**another, "id": "another"}]})["both"]
    group = [assessed(first, case), assessed(second, case)]
    for name in ("text", "markdown", "html"):
        assert printed(FORMATS[name].render(group)) <= set().union(*map(certain, group)), name


@given(rubrics(), cases())
def test_data_gives_as_reached_only_what_is_certain(rubric: Document, case: Document) -> None:
    assessment = assessed(named(rubric), case)
    rows = csv.DictReader(io.StringIO(FORMATS["csv"].render([assessment])))
    in_cells = {row[column] for row in rows for column in ("band", "outcome") if row[column]}
    assert in_cells <= certain(assessment)
    assert set(_reached(json.loads(FORMATS["json"].render([assessment])))) == certain(assessment)


def _reached(part: Any) -> Iterator[str]:
    """Every level, band, profile and outcome that a document gives as reached."""
    if isinstance(part, list):
        for member in part:
            yield from _reached(member)
    elif isinstance(part, dict):
        for key, member in part.items():
            if key in ("level", "band", "profile", "outcome") and isinstance(member, str):
                yield member
            elif key != "rubric":
                yield from _reached(member)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Level: reached: rungz1z", {"rungz1z"}),
        ("Level: undetermined; possible: rungz1z; rungz2z", set()),
        ("Band: at least bandz1z (possible: bandz1z; bandz2z)", set()),
        ("<b>Band</b>: bandz3z; with policy 80", {"bandz3z"}),
        ("fact-1: rungz4z. fact-2: one of 2 levels. Outcome: outcomez5z", {"outcomez5z"}),
    ],
)
def test_what_is_printed_as_reached_is_told_from_what_is_possible(text: str, found: set[str]) -> None:
    assert printed(text) == found
