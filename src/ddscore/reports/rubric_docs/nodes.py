"""The themes, groups and criteria of a rubric as a page tells them, with levels, weights and caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Aggregate, Criterion, Group, Side, Theme, Worth
from ddscore.model.score import Unknown
from ddscore.reports import wording
from ddscore.reports.rubric_docs.conditions import Naming, fact_of, in_words, one
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, paragraph, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.rubric import AnswerRule, Band, Cap, Level, Node, Scale, Steps
    from ddscore.reports.story.blocks import Block, Terms

UNKNOWN = {
    Unknown.LOW: "counts at the low end of what is possible: what nobody can find is not disclosed",
    Unknown.EXCLUDE: "is left out of the figure above, and widens its bounds",
    Unknown.BLOCK: "leaves no figure here, nor in anything above",
}
COMBINED = {
    Aggregate.MEAN: "the mean of its parts, by their weights",
    Aggregate.SUM: "the sum of its parts",
    Aggregate.MIN: "the least of its parts",
    Aggregate.MAX: "the greatest of its parts",
}
_WORTH = {Worth.NOT_APPLICABLE: "does not apply", Worth.UNKNOWN: "unknown"}


def section(node: Node, siblings: Sequence[Node], naming: Naming) -> Section:
    """A node with all below it."""
    return Section(node.title, tuple(_blocks(node, siblings, naming)))


def _blocks(node: Node, siblings: Sequence[Node], naming: Naming) -> Iterator[Block]:
    if isinstance(node, Criterion) and node.question != node.title:
        yield paragraph(node.question)
    yield _about(node, siblings, naming)
    if node.applies_when is not None:
        yield paragraph("It applies only where this holds:")
        yield in_words(node.applies_when, naming)
    yield from caps(node.caps, naming)
    if node.bands:
        yield paragraph(f"Bands of {'its gap' if isinstance(node, Theme) else 'its figure'}:")
        yield bands(node.bands)
    if isinstance(node, Theme):
        for side, group in ((Side.POLICY, node.policy), (Side.PRACTICE, node.practice)):
            if group is not None:
                children = tuple(section(child, group.children, naming) for child in group.children)
                yield Section(wording.SIDES[side], children)
    elif isinstance(node, Group):
        yield from (section(child, node.children, naming) for child in node.children)
    elif isinstance(node, Criterion):
        yield from _levels(node, naming)


def _about(node: Node, siblings: Sequence[Node], naming: Naming) -> Terms:
    criterion = isinstance(node, Criterion)
    return terms(
        ("Id", node.id),
        ("Principle", node.principle or ""),
        ("Weight", _weight(node, siblings)),
        ("Figure", COMBINED[node.aggregate] if isinstance(node, Group) else ""),
        ("Most that it can have", "" if node.of is None else _points(node.of)),
        ("Scored for", _each(node, naming) if isinstance(node, Criterion) else ""),
        ("What is unknown", UNKNOWN[node.unknown] if criterion else ""),
        ("What it asks of the company", node.ask or ""),
    )


def _weight(node: Node, siblings: Sequence[Node]) -> str:
    """Its weight and its share among those beside it; empty where it stands alone."""
    weights = [sibling.weight for sibling in siblings]
    if len(weights) < 2:
        return ""
    if node.weight == "children":
        return "the weights of its parts that apply, taken together"
    numbers = [weight for weight in weights if isinstance(weight, int | float)]
    whole = f" of {sum(numbers):g} in all" if len(numbers) == len(weights) else ""
    return f"{node.weight:g}{whole}"


def _each(criterion: Criterion, naming: Naming) -> str:
    each = criterion.for_each
    if each is None:
        return ""
    of = one(each.collection, each.pattern, naming).partition(" ")[2]
    combined = COMBINED[each.aggregate].removesuffix(", by their weights").replace("its parts", "them all")
    weighed = f", weighed by {wording.plain(each.weight_field)}" if each.weight_field else ""
    return f"each {of}; then {combined}{weighed}"


def caps(listed: Sequence[Cap], naming: Naming) -> Iterator[Block]:
    """Ceilings, each with its ground and what makes it act."""
    for cap in listed:
        of = f"{wording.SIDES[cap.side]}: at most" if cap.side else "At most"
        yield paragraph(
            f"Cap. {of} {cap.at_most:g} percent. {wording.sentence(cap.because)} It acts where this holds:"
        )
        yield in_words(cap.when, naming)


def bands(listed: Sequence[Band]) -> Items:
    """Bands, each with where it ends."""
    return Items(
        tuple(Item(Sentence(band.title), band.id, more=(paragraph(_range(band)),)) for band in listed)
    )


def _range(band: Band) -> str:
    return "All above." if band.below is None else f"Below {band.below:g}."


def _levels(criterion: Criterion, naming: Naming) -> Iterator[Block]:
    if criterion.answers is not None:
        yield from _coded(criterion.answers)
        return
    each = criterion.for_each
    own = naming if each is None else Naming(naming.nodes, each.collection)
    of_it = (
        "" if each is None else f" What is asked of no other fact is asked of the {fact_of(each.collection)}."
    )
    yield paragraph(f"Levels, tried in order; the first that holds gives the points.{of_it}")
    yield Items(tuple(_level(level, own) for level in criterion.levels))


def _level(level: Level, naming: Naming) -> Item:
    conditions = (in_words(level.when, naming),) if level.when is not None else ()
    otherwise = "" if level.when is not None else " (where none above holds)"
    return Item(Sentence(f"{level.label}{otherwise}"), _points(level.points), more=conditions)


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"


def _coded(rule: AnswerRule) -> Iterator[Block]:
    yield paragraph("Scored from coded answers:")
    yield terms(
        ("Answers", _scale(rule.scale)),
        *((f"Answers for {element}", _scale(scale)) for element, scale in rule.elements.items()),
        ("Elements expected", wording.listed(rule.expect)),
        ("Mean of the means by", wording.listed(rule.mean_by)),
        ("Points", "" if rule.steps is None else _steps(rule.steps)),
    )


def _steps(steps: Steps) -> str:
    return f"{steps.all:g} where all elements are met, {steps.some:g} for some, {steps.none:g} for none"


def _scale(scale: Scale) -> str:
    said = [f"{answer}: {_worth(worth)}" for answer, worth in scale.points.items()]
    if scale.range is not None:
        low, high = scale.range
        said.append(f"a number from {low:g} to {high:g} counts as points")
    if scale.otherwise is not None:
        said.append(f"any other: {_worth(scale.otherwise)}")
    return "; ".join(said)


def _worth(worth: float | Worth) -> str:
    return _WORTH[worth] if isinstance(worth, Worth) else f"{worth:g}"
