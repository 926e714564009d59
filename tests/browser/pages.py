"""Every kind of page that ddscore makes, by name: a new kind is a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from ddscore import Assessment, assess, load_case, load_rubric
from ddscore.analysis.history import history
from ddscore.documents import shipped
from ddscore.model.history import Every
from ddscore.reports import FORMATS
from ddscore.reports.diff import DIFF_FORMATS
from ddscore.reports.engagement import ENGAGEMENT_FORMATS
from ddscore.reports.history import HISTORY_FORMATS
from ddscore.reports.portfolio import PORTFOLIO_FORMATS
from ddscore.reports.robustness import ROBUSTNESS_FORMATS
from tests.attack.arming import armed
from tests.reports import example_engagement, example_portfolio, example_robustness
from tests.reports.diff import test_formats as example_diff
from tests.reports.example_assessment import EXAMPLE, STATED, UNTOUCHED
from tests.reports.example_together import STRICT, WAITING
from tests.reports.history import example_history

CASES = sorted(path.stem for path in shipped.folder("cases").glob("*.yaml"))
LONGEST = "hikvision"
"""The shipped case with the most facts."""


def case_path(case: str) -> Path:
    return shipped.folder("cases") / f"{case}.yaml"


@cache
def assessed(case: str, rubric: str = "ungp") -> Assessment:
    return assess(load_case(case_path(case)), load_rubric(rubric))


def report(*assessments: Assessment) -> str:
    return FORMATS["html"].render(assessments)


def by_all_rubrics() -> str:
    return report(*(assessed(LONGEST, rubric) for rubric in shipped.rubrics()))


def index() -> str:
    return FORMATS["html"].index({f"{case}.html": [assessed(case)] for case in CASES})


def told() -> str:
    case, rubric = load_case(case_path(LONGEST)), load_rubric("ungp")
    return HISTORY_FORMATS["html"].render([history(case, rubric, None, None, Every.CHANGE)])


def many_criteria(count: int) -> str:
    """One theme with so many criteria."""
    theme = EXAMPLE.nodes[0]
    criteria = tuple(
        STATED._replace(id=f"criterion-{number}", title=f"Criterion {number}") for number in range(count)
    )
    return report(EXAMPLE._replace(nodes=(theme._replace(children=criteria),)))


def named(text: str) -> str:
    """The example in which every title, name and sentence begins with that text."""
    return report(armed(EXAMPLE, lambda said: f"{text} {said}" if " " in said else said))


def with_long_ids() -> str:
    """The example in which ids are as long as they may be."""
    return report(armed(EXAMPLE, lambda said: f"{said}{'-long' * 20}"[:100] if is_id(said) else said))


def is_id(text: str) -> bool:
    return text in {*EXAMPLE.facts, *EXAMPLE.sources, EXAMPLE.case.id, EXAMPLE.rubric.id}


PAGES: Mapping[str, Callable[[], str]] = {
    **{case: (lambda case=case: report(assessed(case))) for case in CASES},
    "by all rubrics": by_all_rubrics,
    "index": index,
    "history": told,
    "the example": lambda: report(EXAMPLE),
    "the example by two rubrics": lambda: report(WAITING, STRICT),
    "several reports": lambda: report(EXAMPLE, UNTOUCHED),
    "nothing researched": lambda: report(UNTOUCHED),
    "the history of the example": lambda: HISTORY_FORMATS["html"].render([example_history.EXAMPLE]),
    "200 criteria": lambda: many_criteria(200),
    "no criteria": lambda: report(EXAMPLE._replace(nodes=())),
    "robustness": lambda: ROBUSTNESS_FORMATS["html"].render(example_robustness.ROBUSTNESS),
    "engagement": lambda: ENGAGEMENT_FORMATS["html"].render(example_engagement.ENGAGEMENT),
    "diff": lambda: DIFF_FORMATS["html"].render([example_diff.EDIT, example_diff.SAVED]),
    "portfolio": lambda: PORTFOLIO_FORMATS["html"].render(example_portfolio.PORTFOLIO).decode(),
    "portfolio on several days": lambda: PORTFOLIO_FORMATS["html"].render(example_portfolio.SEVERAL).decode(),
    "long ids": with_long_ids,
    "Arabic": lambda: named("شركة التعدين المحدودة (2020): «تحترم» حقوق الإنسان"),
    "Hebrew": lambda: named("חברת הכרייה בע״מ - 100%"),
    "Chinese": lambda: named("杭州海康威视数字技术股份有限公司尊重人权并承诺遵守联合国工商业与人权指导原则"),
    "a word without end": lambda: named("x" * 300),
}


@cache
def page(name: str) -> str:
    return PAGES[name]()
