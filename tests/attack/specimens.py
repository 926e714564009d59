"""Every kind of result that ddscore prints, with all formats in which it does: one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ddscore import load_rubric
from ddscore.model.assessment import Reason
from ddscore.model.log import Log, LogEntry, Scored, State
from ddscore.model.rubric_test import RanTest
from ddscore.model.score import Status
from ddscore.model.verification import NOTHING, Difference, Input, Verified
from ddscore.reports import FORMATS
from ddscore.reports.diff import DIFF_FORMATS
from ddscore.reports.engagement import ENGAGEMENT_FORMATS
from ddscore.reports.engagement.letter import letter
from ddscore.reports.explanation import explain
from ddscore.reports.history import HISTORY_FORMATS
from ddscore.reports.log import LOG_FORMATS
from ddscore.reports.markdown import in_markdown
from ddscore.reports.outline import outline
from ddscore.reports.portfolio import PORTFOLIO_FORMATS
from ddscore.reports.problems import PROBLEM_FORMATS
from ddscore.reports.robustness import ROBUSTNESS_FORMATS
from ddscore.reports.rubric_docs import pages
from ddscore.reports.rubric_tests import RUBRIC_TEST_FORMATS
from ddscore.reports.story.opening import walk
from ddscore.reports.text import brief, in_text
from ddscore.reports.verification import VERIFICATION_FORMATS
from tests.reports import (
    example_assessment,
    example_engagement,
    example_portfolio,
    example_robustness,
    example_together,
)
from tests.reports.diff import test_formats as example_diff
from tests.reports.history import example_history
from tests.reports.problems import example_run
from tests.reports.test_rubric_tests import ran

DATA = Path(__file__).parents[1] / "data"
Printed = Callable[[Any], str]

# With what the examples leave out.
EXAMPLE, UNTOUCHED = (
    one._replace(
        case=one.case._replace(answers_sha256="f" * 64),
        summary=one.summary._replace(outcome_reason=Reason(("mine",), ("findings",))),
    )
    for one in (example_assessment.EXAMPLE, example_assessment.UNTOUCHED)
)
_EDIT = example_diff.EDIT._replace(
    changes=tuple(change._replace(redated=("gazette",)) for change in example_diff.EDIT.changes)
)
_FAILED = ran("failing", "coded", untested=("other.yaml",))
_RAN = _FAILED._replace(
    files=tuple(
        one._replace(tests=(*one.tests, RanTest("It cannot be assessed", 7, (), None, "it has no date")))
        for one in _FAILED.files
    )
)
_SCORED = LogEntry(
    commit="a" * 40,
    date="2020-10-01T12:00:00+00:00",
    subject="Correct it",
    path="cases/example-mining.yaml",
    beside="cases/example-mining.answers.csv",
    state=State.SCORED,
    scored=Scored(EXAMPLE.as_of, EXAMPLE.summary, Status.SCORED),
    problem="",
)
_INVALID = _SCORED._replace(
    subject="Misspell it",
    path="example.yaml",
    beside=None,
    state=State.INVALID,
    scored=None,
    problem="example.yaml:3:1: there is no such field",
)
_LOG = Log("0.1.0", _SCORED.path, EXAMPLE.rubric, None, (_SCORED, _INVALID), 3, True)
_VERIFIED = Verified(
    "example-mining",
    "example",
    "2020-09-23",
    (Input("case", "c" * 64, "cases/example-mining.yaml"), Input("rubric", "d" * 64, None)),
    (Difference("summary.band", "wide", {"a": ["severe"]}), Difference("nodes[0].title", NOTHING, "A title")),
    "0.0.9",
    "0.1.0",
)


_PAGES = {"example-mining": "example-mining.html"}
"""The reports beside a portfolio, by case."""


class Specimen(NamedTuple):
    """A result, and the functions that print it, by name; a name begins with the format."""

    made: Any
    printed: Mapping[str, Printed]

    def of(self, form: str) -> dict[str, Printed]:
        """Those of one format."""
        return {name: render for name, render in self.printed.items() if name.split()[0] == form}


def _by(formats: Mapping[str, Any]) -> dict[str, Printed]:
    return {name: form.render for name, form in formats.items()}


def _one(formats: Mapping[str, Any]) -> dict[str, Printed]:
    """The same, of formats that print lists."""
    return {name: lambda made, form=form: form.render([made]) for name, form in formats.items()}


def _explained(assessment: Any) -> str:
    return "".join(explain(assessment, node.id) for node in walk(assessment.nodes))


def _portfolio() -> dict[str, Printed]:
    """All formats but the one that is no text."""
    forms = {name: form for name, form in PORTFOLIO_FORMATS.items() if name != "sqlite"}
    return {name: lambda made, form=form: form.render(*made).decode() for name, form in forms.items()}


def _problems(form: str) -> Printed:
    return lambda made: PROBLEM_FORMATS[form].render(made[0], made[1], tool_version="1", strict=True)


SPECIMENS: Mapping[str, Specimen] = {
    "assessment": Specimen(
        EXAMPLE,
        {**_one(FORMATS), "text in brief": lambda made: brief([made]), "text explanation": _explained},
    ),
    "nothing researched": Specimen(UNTOUCHED, _one(FORMATS)),
    "two rubrics": Specimen((EXAMPLE, example_together.STRICT), _by(FORMATS)),
    "an outcome that waits": Specimen((example_together.WAITING, example_together.STRICT), _by(FORMATS)),
    "two companies": Specimen((EXAMPLE, UNTOUCHED), _by(FORMATS)),
    "index": Specimen(
        {"example-mining.html": (EXAMPLE,), "blank.html": (UNTOUCHED,)},
        {name: form.index for name, form in FORMATS.items()},
    ),
    "history": Specimen(example_history.EXAMPLE, _one(HISTORY_FORMATS)),
    "diff": Specimen(_EDIT, _one(DIFF_FORMATS)),
    "diff of saved assessments": Specimen(example_diff.SAVED, _one(DIFF_FORMATS)),
    "log": Specimen(_LOG, _by(LOG_FORMATS)),
    "robustness": Specimen(example_robustness.ROBUSTNESS, _by(ROBUSTNESS_FORMATS)),
    "robustness of one": Specimen(example_robustness.ALONE, _by(ROBUSTNESS_FORMATS)),
    "engagement": Specimen(example_engagement.ENGAGEMENT, _by(ENGAGEMENT_FORMATS)),
    "portfolio": Specimen((example_portfolio.PORTFOLIO, _PAGES), _portfolio()),
    "portfolio on several days": Specimen((example_portfolio.SEVERAL, _PAGES), _portfolio()),
    "letter": Specimen(
        EXAMPLE,
        {
            "markdown": lambda made: in_markdown(letter(made, made.as_of)),
            "text": lambda made: in_text(letter(made, None)),
        },
    ),
    "rubric": Specimen(
        load_rubric(DATA / "rubric-docs" / "example.yaml"),
        {"markdown pages": lambda made: "\n".join(pages([made]).values()), "text outline": outline},
    ),
    "rubric tests": Specimen(_RAN, _by(RUBRIC_TEST_FORMATS)),
    "verification": Specimen(_VERIFIED, _one(VERIFICATION_FORMATS)),
    "problems": Specimen(
        (example_run.RUN, example_run.CHECKS), {name: _problems(name) for name in PROBLEM_FORMATS}
    ),
}


VARIANTS = (
    *("two rubrics", "nothing researched", "two companies", "an outcome that waits", "robustness of one"),
    *("diff of saved assessments", "letter", "portfolio on several days"),
)
"""Specimens that say in other words much of what another says too."""


def printers(form: str) -> dict[str, tuple[Any, Printed]]:
    """What prints in a format: the result that it prints, and how, under a name for tests."""
    return {
        f"{name}, {which}": (specimen.made, render)
        for name, specimen in SPECIMENS.items()
        for which, render in specimen.of(form).items()
    }
