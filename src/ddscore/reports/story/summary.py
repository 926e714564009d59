"""The rubric's own figures and verdicts, each on a line, with what the certain ones rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.reports import figures, wording
from ddscore.reports.story.attribution import texts
from ddscore.reports.story.blocks import (
    Chart,
    Glance,
    Line,
    Section,
    Sentence,
    Terms,
    Verdict,
    paragraph,
    terms,
)
from ddscore.reports.story.limbs import rests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.assessment import Assessment, Contradiction, RubricIdentity, Summary
    from ddscore.model.rubric import Band, Row
    from ddscore.model.score import Score, Status

_GAP = "taken theme by theme: one in which practice is ahead takes nothing from it"


def summary(assessment: Assessment) -> Section:
    """The rubric's own figures, each band with policy and practice beside it."""
    worse = assessment.rubric.higher_is == "worse"
    caution = [paragraph(wording.HIGHER_IS_WORSE, tone="caution")] if worse else []
    return Section("Summary", (*caution, _decided(assessment)), "summary")


def summary_in_brief(assessment: Assessment) -> Section:
    """The same, where all rows of a table are possible by their number alone."""
    section, rubric, figure = summary(assessment), assessment.rubric, assessment.summary
    counts = {
        "Profile": (rubric.profiles, figure.possible_profiles),
        "Outcome": (rubric.outcomes, figure.possible_outcomes),
    }
    open_ = {
        name: Sentence(f"undetermined: each of the {len(rows)} is possible")
        for name, (rows, possible_rows) in counts.items()
        if len(rows) == len(possible_rows) > 2
    }
    *cautions, decided = section.blocks
    assert isinstance(decided, Terms)  # noqa: S101 - made above
    told = tuple((name, open_.get(name, sentence)) for name, sentence in decided.rows)
    return section._replace(blocks=(*cautions, Terms(told)))


def _decided(assessment: Assessment) -> Terms:
    figure, status = assessment.summary, figures.summary_status(assessment)
    verdicts = (_profile(assessment), _outcome(assessment))
    scores = {Side.POLICY: figure.policy, Side.PRACTICE: figure.practice, Side.OVERALL: figure.overall}
    chart = Chart("The whole", lines(status, scores), figures.gap(figure.gap, status))
    settled = _settled(assessment)
    return terms(
        *((one.name, _in_words(one)) for one in verdicts),
        *((line.label, line.words) for line in chart.lines),
        ("Gap", f"{chart.gap}; {_GAP}" if chart.gap else ""),
        ("Understatement (practice ahead of policy)", figures.gap(figure.understatement, status)),
        ("Band", band_beside(figure, assessment.rubric, status)),
        ("Coverage", coverage(assessment)),
        glance=Glance(tuple(one for one in verdicts if one.said), chart, settled),
    )


def lines(status: Status, scores: Mapping[Side, Score | None]) -> tuple[Line, ...]:
    """The scores that there are, to be drawn and said."""
    return tuple(
        Line(
            wording.SIDES[side],
            figures.figure(score, status),
            score.low,
            score.high,
            score.percent,
            str(side),
            *figures.parts(score, status),
        )
        for side, score in scores.items()
        if score is not None
    )


def coverage(assessment: Assessment) -> str:
    """How far the bounds have closed; what is certain without them is told apart from it."""
    settled = _settled(assessment)
    return f"{settled.said} {settled.detail}" if settled else ""


def _settled(assessment: Assessment) -> Verdict | None:
    covered = assessment.summary.coverage
    if covered is None:
        return None
    percent, of = f"{figures.whole(covered * 100)} percent", "of the range of the figures is settled"
    kinds = [kind for kind in ("outcome", "profile") if getattr(assessment.summary, kind) is not None]
    if not kinds or covered == 1:
        return Verdict("Coverage", percent, of)
    holds = "holds" if len(kinds) == 1 else "hold"
    return Verdict(
        "Coverage", percent, f"{of}; the {wording.listed(kinds)} {holds} whatever the rest proves to be"
    )


def _profile(assessment: Assessment) -> Verdict:
    rows, figure = assessment.rubric.profiles, assessment.summary
    return _row(assessment, "Profile", rows, figure.profile, figure.possible_profiles)


def _outcome(assessment: Assessment) -> Verdict:
    rows, figure = assessment.rubric.outcomes, assessment.summary
    outcome = _row(assessment, "Outcome", rows, figure.outcome, figure.possible_outcomes)
    row = next((row for row in rows if row.id == figure.outcome and row.because), None)
    if row is None:
        return outcome
    on = rests(assessment, figure.outcome_reason, row.when)
    return outcome._replace(because=f"{row.because} {on}".strip())


def _in_words(verdict: Verdict) -> str:
    said = f"{verdict.said} ({verdict.detail})" if verdict.detail else verdict.said
    return f"{wording.sentence(said)} {verdict.because}" if verdict.because else said


def band_beside(figure: Summary, rubric: RubricIdentity, status: Status) -> str:
    """The band, with policy and practice beside it."""
    if not figure.possible_bands:
        return ""
    beside = [
        f"{name} {figures.figure(score, status)}"
        for name, score in (
            ("policy", figure.policy),
            ("practice", figure.practice),
            ("overall", figure.overall),
        )
        if score is not None
    ]
    return f"{_lowest(figure, rubric)}; with {wording.listed(beside)}"


def band(assessment: Assessment) -> str:
    """The band, or the lowest that is possible with all others; never to be printed without its figures."""
    return _lowest(assessment.summary, assessment.rubric)


def _lowest(figure: Summary, rubric: RubricIdentity) -> str:
    bands = rubric.bands
    if figure.band is not None or not figure.possible_bands:
        return title(bands, figure.band) if figure.band is not None else ""
    return f"at least {title(bands, figure.possible_bands[0])} ({possible(bands, figure.possible_bands)})"


def _row(
    assessment: Assessment, name: str, rows: Sequence[Row], certain: str | None, possible_rows: Sequence[str]
) -> Verdict:
    """A profile or outcome with the pairs that it rests on; where undetermined, all that are possible."""
    if certain is None:
        return (
            Verdict(name, "undetermined", possible(rows, possible_rows))
            if possible_rows
            else Verdict(name, "")
        )
    when = next((row.when for row in rows if row.id == certain), None)
    pairs = [f"{pair.policy} beside {pair.finding}" for pair in _resting(assessment, when)]
    return Verdict(name, title(rows, certain), "; ".join(dict.fromkeys(pairs)))


def _resting(assessment: Assessment, when: object) -> list[Contradiction]:
    """The contradictions that meet a row's condition, where that is plain; none is guessed at."""
    wanted = when.get("contradictions") if isinstance(when, Mapping) else None
    if not isinstance(wanted, Mapping):
        return []
    return [
        pair
        for pair in assessment.contradictions
        if all(set(_of_pair(assessment, pair, path)) & set(texts(wanted, path)) for path in wanted)
    ]


def _of_pair(assessment: Assessment, pair: Contradiction, path: str) -> tuple[str, ...]:
    owner, _, field = path.partition(".")
    fields = pair._asdict()
    return texts(assessment.facts[fields[owner]], field) if field and owner in fields else texts(fields, path)


def decided(rows: Sequence[Row], certain: str | None, names: Sequence[str]) -> str:
    """A profile or outcome by its title; where undetermined, all that are possible."""
    return undetermined(rows, names) if certain is None else title(rows, certain)


def undetermined(rows: Sequence[Row], names: Sequence[str]) -> str:
    """That a profile or outcome is undetermined, with those that are possible; empty where there is none."""
    return f"undetermined ({possible(rows, names)})" if names else ""


def possible(rows: Sequence[Band | Row], names: Sequence[str]) -> str:
    """What is only possible, called so."""
    return f"possible: {'; '.join(title(rows, name) for name in names)}"


def title(rows: Sequence[Band | Row], name: str) -> str:
    """What a rubric calls a band, profile or outcome."""
    return next((row.title for row in rows if row.id == name), name)
