"""Rubrics applied to one case, as a report by several of them speaks of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.reports import wording
from ddscore.reports.story.summary import possible, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ddscore.model.assessment import Assessment, Reason
    from ddscore.model.rubric import Band, Row


class Applied(NamedTuple):
    """One rubric applied to the case."""

    name: str
    """By which the report tells it from the others."""
    anchor: str
    """Of its section."""
    assessment: Assessment


class Conclusion(NamedTuple):
    """What one of a rubric's tables says of the case."""

    rows: Sequence[Band | Row]
    certain: str | None
    possible: Sequence[str]

    @property
    def titles(self) -> frozenset[str]:
        """Of the rows that are possible, what the rubric calls them."""
        return frozenset(title(self.rows, name) for name in self.possible)

    @property
    def brief(self) -> str:
        """The row that is certain; else that it is undetermined."""
        return "undetermined" if self.certain is None else f"“{title(self.rows, self.certain)}”"

    @property
    def words(self) -> str:
        """The row that is certain; else those that are possible; empty where there is none."""
        if self.certain is not None:
            return title(self.rows, self.certain)
        return f"undetermined ({possible(self.rows, self.possible)})" if self.possible else ""


KINDS = ("outcome", "profile", "band")


def concluded(assessment: Assessment, kind: str) -> Conclusion:
    """The outcome, profile or band of an assessment."""
    rubric, said = assessment.rubric, assessment.summary
    tables = {
        "outcome": Conclusion(rubric.outcomes, said.outcome, said.possible_outcomes),
        "profile": Conclusion(rubric.profiles, said.profile, said.possible_profiles),
        "band": Conclusion(rubric.bands, said.band, said.possible_bands),
    }
    return tables[kind]


def reason(assessment: Assessment, kind: str) -> Reason:
    """What the outcome or profile rests on, or what would settle it."""
    said = assessment.summary
    return said.outcome_reason if kind == "outcome" else said.profile_reason


def together(clauses: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is said of each name; names of which the same is said stand together, as a list in words."""
    alike: dict[str, list[str]] = {}
    for name, said in clauses:
        alike.setdefault(said, []).append(name)
    return [(wording.listed(names), said) for said, names in alike.items()]
