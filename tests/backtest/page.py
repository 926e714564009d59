"""The part of docs/backtest.md that is computed: counts, the table of decisions, and what is not asked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.backtest.decisions import Decision, Verdict, decisions, document, possible, rows, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE = Path(__file__).parents[2] / "docs" / "backtest.md"
BEGIN = "<!-- Computed from here on: python -m tests.backtest -->\n"
END = "<!-- Computed up to here -->\n"
_COLUMNS = ((True, "with"), (False, "without"))


def rewritten(page: str) -> str:
    """The page with its computed part made anew; all else stays as it was written."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{computed()}\n{END}{after}"


def computed() -> str:
    """Everything on the page that follows from decisions.yaml, the cases and the rubrics."""
    parts = (_counts(), _decisions(), _other_rubrics(), _not_asked())
    return "\n".join("\n".join((f"## {title}", "", *lines, "")) for title, lines in parts).rstrip() + "\n"


def _counts() -> tuple[str, Iterable[str]]:
    def lines() -> Iterator[str]:
        yield f"| question | record | decisions | {' | '.join(Verdict)} |"
        yield "|---|---|---:|---:|---:|---:|---:|"
        for table, question in (
            ("outcome", "the company: which measure (outcome)"),
            ("profile", "one measure: how it stands (profile)"),
        ):
            for with_body, name in _COLUMNS:
                found = Counter(
                    verdict(each, table, with_body) for each in decisions() if table in each.decided
                )
                counts = " | ".join(str(found[each]) for each in Verdict)
                yield f"| {question} | {name} | {found.total()} | {counts} |"

    return "How often", lines()


def _decisions() -> tuple[str, Iterable[str]]:
    def lines() -> Iterator[str]:
        yield "| known on | company | decided | asked | with | without | where they differ, and why |"
        yield "|---|---|---|---|---|---|---|"
        for each in sorted(decisions(), key=lambda decision: decision.as_of):
            cells = (each.as_of, each.record(with_body=True).company, each.what, f"`{each.rubric}`")
            ours = (_said(each, each.rubric, with_body) for with_body, _ in _COLUMNS)
            yield _row((*cells, *ours, each.why))

    return "The decisions", lines()


def _other_rubrics() -> tuple[str, Iterable[str]]:
    def lines() -> Iterator[str]:
        yield "| known on | company | asked | with | without |"
        yield "|---|---|---|---|---|"
        for each in sorted(decisions(), key=lambda decision: decision.as_of):
            for rubric in dict.fromkeys(name for name, _ in each.expected if name != each.rubric):
                ours = (_said(each, rubric, with_body) for with_body, _ in _COLUMNS)
                yield _row((each.as_of, each.record(with_body=True).company, f"`{rubric}`", *ours))

    return "The same record by another rubric", lines()


def _not_asked() -> tuple[str, Iterable[str]]:
    return "Not asked", (f"- {each.strip()}" for each in document()["not_asked"])


def _said(decision: Decision, rubric: str, with_body: bool) -> str:
    """What a rubric says, with a verdict on it where a decision can be compared."""
    found = possible(decision, rubric, with_body)
    said = []
    for table in decision.expected[rubric, with_body]:
        text = f"{table}: {_either(found[table], rows(rubric)[table])}"
        if rubric == decision.rubric and table in decision.decided:
            text += f" ({verdict(decision, table, with_body)})"
        said.append(text)
    return "<br>".join(said)


def _either(said: tuple[str, ...], of: tuple[str, ...]) -> str:
    """Rows that are possible: one is certain."""
    if len(said) == 1:
        return f"**{said[0]}**"
    return "any row" if said == of else f"{', '.join(said[:-1])} or {said[-1]}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
