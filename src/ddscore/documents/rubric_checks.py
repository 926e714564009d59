"""Checks of rubrics that a schema cannot make: as strictly as code (FORMATS 3)."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from ddscore.documents.conditions import check_condition, check_selection, unknown_field
from ddscore.documents.findings import MOST, Finding, guess
from ddscore.documents.matchers import Asked, Language
from ddscore.documents.rubric_answers import answer_warnings, check_answers
from ddscore.documents.rubric_figures import Figures
from ddscore.documents.rubric_nodes import SIDES, conditions, families, figures, nodes
from ddscore.documents.rubric_portfolio import check_portfolio
from ddscore.documents.rubric_reach import check_reach
from ddscore.documents.rubric_scores import check_scores
from ddscore.documents.rubric_tables import check_tables
from ddscore.model.dates import PartialDate
from ddscore.model.fields import Kind
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record
    from ddscore.model.fields import CaseFields


def check_rubric(
    rubric: Record, fields: CaseFields, instruments: Mapping[str, Collection[str]]
) -> list[Finding]:
    """Find what is wrong with a rubric that its schema accepts: at most 100 findings, errors before warnings.

    `instruments` has by the short name of each instrument all that it brings with it. A rubric that
    `extends` another is no whole: it is checked once the two are one.
    """
    if "extends" in rubric:
        return []
    placed = nodes(rubric)
    language = Language(fields, instruments)
    scores = Figures(rubric, placed)
    asked = chain(
        _conditions(rubric, placed, language),
        check_scores(rubric, placed, scores),
        _for_each(placed, language),
    )
    wrong = list(islice(asked, MOST))
    found = chain(
        wrong,
        _duplicate_nodes(placed),
        _in_force(rubric),
        check_reach(rubric, placed, language, scores, wrong),
        check_tables(rubric, placed),
        check_portfolio(rubric, placed),
        check_answers(rubric, placed, language),
        _weights(rubric, placed),
        _sides(rubric, placed),
        _caps(rubric, placed),
        _figures(rubric),
        _low_is_worse(rubric, placed),
        _min_under_low(rubric, placed),
        answer_warnings(rubric, placed),
    )
    return list(islice(found, MOST))


def _duplicate_nodes(placed: Sequence[Node]) -> Iterator[Finding]:
    kinds: dict[str, str] = {}
    for node in placed:
        if node.id in kinds:
            message = f"the id `{node.id}` is already that of a {kinds[node.id]}"
            yield Finding("rubric/duplicate-id", (*node.at, "id"), message, "give each node an id of its own")
        kinds.setdefault(node.id, node.kind)


def _in_force(rubric: Record) -> Iterator[Finding]:
    dates = {}
    for end, value in rubric.get("in_force", {}).items():
        try:
            dates[end] = PartialDate.parse(str(value))
        except ValueError:
            message, hint = f"there is no date {value}", "write YYYY-MM-DD, YYYY-MM or YYYY"
            yield Finding("rubric/impossible-date", ("in_force", end), message, hint)
    if "from" in dates and "to" in dates and dates["to"].last < dates["from"].first:
        message = f"the rubric would end on {dates['to']}, before it begins on {dates['from']}"
        yield Finding("rubric/dates-out-of-order", ("in_force", "to"), message, "check both dates")


def _conditions(rubric: Record, placed: Sequence[Node], language: Language) -> Iterator[Finding]:
    for stated in conditions(rubric, placed):
        inner = language if stated.this is None else language.within(stated.this)
        yield from check_condition(stated.condition, stated.at, inner)


def _for_each(placed: Sequence[Node], language: Language) -> Iterator[Finding]:
    for node in placed:
        if "for_each" in node.record:
            selection, at = node.record["for_each"], (*node.at, "for_each")
            yield from check_selection(selection, at, language)
            if "weight_by" in node.record:
                (collection,) = selection
                yield from _weight_by(node, collection, language)


def _weight_by(node: Node, collection: str, language: Language) -> Iterator[Finding]:
    ((path, weights),) = node.record["weight_by"].items()
    at = (*node.at, "weight_by", path)
    if node.record.get("aggregate") != "mean":
        hint = "write `aggregate: mean` beside it, or leave it out"
        yield _weight_without_mean((*node.at, "weight_by"), hint)
    field = language.fields.find(collection, path)
    if field is None:
        yield unknown_field(collection, path, at, language.fields)
    elif field.many or field.kind not in (Kind.VOCABULARY, Kind.BOOLEAN):
        nature = Asked(collection, path, field, language).nature
        message = f"weights go by a field with one word of a vocabulary, and `{path}` is {nature}"
        hint = "name another field, such as `severity.scale`"
        yield Finding("rubric/wrong-type", at, message, hint, at_key=True)
    else:
        words = field.values or ("true", "false")
        for word in weights:
            if word not in words:
                message = f"`{path}` of {collection} is never `{word}`"
                hint = guess(word, words, f"its words are {', '.join(words)}")
                yield Finding("rubric/unknown-value", (*at, word), message, hint, at_key=True)
    if not any(weights.values()):
        yield _no_weight(at)


def _weights(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """Weights go with means only, and must not sum to nothing."""
    for family in families(rubric, placed):
        weighed = []
        for index, child in enumerate(family.children):
            counts = family.at != ("themes",) or all(side in child for side in SIDES)
            if family.aggregate == "mean" and counts:
                weighed.append(child.get("weight", 1))
            elif "weight" in child:
                hint = f"these are combined by `{family.aggregate}`: leave it out"
                if not counts:
                    hint = "a theme with one side has no part in the summary: leave it out"
                yield _weight_without_mean((*family.at, index, "weight"), hint)
        if weighed and not any(weighed):
            yield _no_weight(family.at)


def _weight_without_mean(at: NodePath, hint: str) -> Finding:
    return Finding(
        "rubric/weight-without-mean", at, "a weight means nothing where no mean is taken", hint, at_key=True
    )


def _no_weight(at: NodePath) -> Finding:
    hint = "give at least one of them a weight above 0"
    return Finding("rubric/weights-sum-to-nothing", at, "these weights sum to nothing", hint, at_key=True)


def _sides(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """A node of a theme is on the side where it stands."""
    for node in placed:
        declared = node.record.get("side")
        if "themes" in rubric and declared is not None and declared != node.side:
            message = f"`{node.id}` stands under {node.side}, and says that it is {declared}"
            yield Finding("rubric/wrong-side", (*node.at, "side"), message, "move it, or leave `side` out")


def _caps(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """A cap names a side where there are two, and nowhere else."""
    there = tuple(side for side in SIDES if any(side in theme for theme in rubric.get("themes", ())))
    for index, cap in enumerate(rubric.get("caps", ())):
        yield from _cap_side(cap, ("caps", index), there)
    for node in placed:
        for index, cap in enumerate(node.record.get("caps", ())):
            yield from _cap_side(cap, (*node.at, "caps", index), node.sides if node.side is None else ())


def _cap_side(cap: Record, at: NodePath, there: Sequence[str]) -> Iterator[Finding]:
    side = cap.get("side")
    if side is None and there:
        hint = f"add {' or '.join(f'`side: {name}`' for name in there)}"
        yield Finding("rubric/cap-side", at, "this cap does not say which side it lowers", hint)
    elif side is not None and not there:
        message = "there is one score here, and no side to choose"
        yield Finding("rubric/cap-side", (*at, "side"), message, "leave `side` out", at_key=True)
    elif side is not None and side not in there:
        message = f"there is no {side} here for the cap to lower"
        yield Finding("rubric/cap-side", (*at, "side"), message, f"write `side: {there[0]}`")


def _figures(rubric: Record) -> Iterator[Finding]:
    """Bands and caps need a figure to speak of; an aggregate needs parts."""
    if "bands" in rubric and not figures(rubric):
        yield _no_score("bands")
    if "caps" in rubric and "themes" not in rubric and "children" not in rubric:
        yield _no_score("caps")
    if "aggregate" in rubric and "children" not in rubric:
        message = "`aggregate` says how the `children` of a rubric combine, and there are none"
        hint = "leave it out: gaps are combined by their mean"
        yield Finding("rubric/aggregate-of-nothing", ("aggregate",), message, hint, at_key=True)


def _no_score(key: str) -> Finding:
    hint = "it needs `children`, or a theme with both sides"
    return Finding(
        "rubric/no-score",
        (key,),
        f"`{key}` speaks of the rubric's own score, and it has none",
        hint,
        at_key=True,
    )


def _low_is_worse(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """In a harm score, to show the low end for what is unknown is to acquit."""
    if rubric.get("higher_is") != "worse":
        return
    message = "where higher is worse, `unknown: low` shows what nobody looked for as harmless"
    hint = "write `unknown: exclude` or `unknown: block`"
    if rubric.get("unknown") == "low":
        yield Finding("rubric/low-with-worse", ("unknown",), message, hint)
    elif any(node.unknown == "low" and not _sets_unknown(node) for node in placed):
        silent = f"{message}, and it is low where nothing is said"
        yield Finding("rubric/low-with-worse", ("higher_is",), silent, f"{hint} at the top of the rubric")
    for node in placed:
        if node.record.get("unknown") == "low":
            yield Finding("rubric/low-with-worse", (*node.at, "unknown"), message, hint)


def _sets_unknown(node: Node) -> bool:
    return any("unknown" in above.record for above in (*node.parents, node))


def _min_under_low(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """One unknown part shown at its low end decides a minimum, and the figure says nothing of the rest."""
    if rubric.get("higher_is") == "worse":
        return
    low = [node for node in placed if node.kind == "criterion" and node.unknown == "low"]
    above = {parent.at for node in low for parent in node.parents}
    owners = [((), rubric), *((node.at, node.record) for node in placed if node.at in above)]
    for at, record in owners:
        if low and record.get("aggregate") == "min":
            yield _minimum((*at, "aggregate"))
    for node in low:
        if {"for_each", "levels"} <= node.record.keys() and node.record.get("aggregate", "min") == "min":
            yield _minimum((*node.at, "aggregate" if "aggregate" in node.record else "for_each"))


def _minimum(at: NodePath) -> Finding:
    message = "under `unknown: low` one unknown part alone makes this minimum"
    hint = "say `unknown: block`, so that it shows no figure it does not have"
    return Finding("rubric/min-under-low", at, message, hint, at_key=True, severity=Severity.WARNING)
