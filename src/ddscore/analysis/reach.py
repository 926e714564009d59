"""What a company could honestly answer: the best level of a criterion that is its own to show.

It may have done more than is recorded, ended its part, kept a promise, answered. It cannot undo what a body
found or what others did, and a search that found nothing is not its to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.conditions import compile_condition
from ddscore.engine.known import happened
from ddscore.engine.patterns import Language, only
from ddscore.model.case import Update
from ddscore.model.rubric import Aggregate, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ddscore.engine.evaluation import Run
    from ddscore.engine.known import KnownFact, View
    from ddscore.engine.scope import Scope
    from ddscore.model.case import Case
    from ddscore.model.rubric import Condition, Criterion, Level

_SHOWN = frozenset({"policies", "due_diligence", "promises", "remediation", "grievance_mechanisms"})
"""What a company may show more of than is recorded."""
_ANSWERED = frozenset({"engagement", "unanswered", "open_promises"})
"""What its answer settles, where more of it may exist than is recorded."""


class Reach(NamedTuple):
    """The best that an honest yes reaches on a criterion."""

    percent: float
    """Of what the criterion can have, before its caps."""
    level: str | None
    """None for coded answers, and where facts are scored one by one and reach different levels."""


def granted(case: Case, view: View) -> Case:
    """The case if the company had ended its part, used its leverage, kept its word, answered, made good."""
    return case._replace(
        facts={
            collection: tuple(
                fact._replace(updates=(*fact.updates, Update(changes, fact.sources)))
                if fact.id in view.facts and (changes := _changes(view.facts[fact.id], view))
                else fact
                for fact in facts
            )
            for collection, facts in case.facts.items()
        }
    )


def _changes(fact: KnownFact, view: View) -> dict[str, object]:
    """What an honest yes would add to a fact: what has not happened, so far as recorded, on the day."""

    def now(*names: str) -> dict[str, object]:
        return {name: view.as_of for name in names if not happened(fact.fields.get(name), view)}

    match fact.collection:
        case "involvement":
            period = fact.fields.get("period")
            ended = isinstance(period, Mapping) and happened(period.get("to"), view)
            return {"leverage": "increased", **({} if ended else {"period": {"to": view.as_of}})}
        case "engagement":
            return {**now("answered"), "response": "full"}
        case "promises":
            return now("kept")
        case "remediation":
            return {**now("offered", "completed"), "disclosed": True}
        case _:
            return {}


def reach(criterion: Criterion, run: Run, yes: Run) -> Reach | None:
    """The best within the company's reach on a criterion; None where no answer of its own settles it.

    `yes` is the case as it would be if all that can be granted were, and `run` the case as it is.
    """
    rubric = run.compiled.rubric
    scored = yes.scored(criterion.id)
    higher_is_better = rubric.higher_is == "better"
    if criterion.answers is not None:
        return _of(criterion, criterion.span[1 if higher_is_better else 0], None)
    ladder, each = scored.ladder, criterion.for_each
    if not scored.readings or ladder is None:
        return None
    own_side = Side.GAP if rubric.themes else Side.OVERALL
    this = None if each is None else each.collection
    language = Language.of(rubric.fields, rubric.instruments, own_side, this)
    if each is None:
        found = _best(criterion.levels, ladder.possible, yes.scope, language, higher_is_better)
        return None if found is None else _of(criterion, found.points, found.label)
    at_hand = {fact.id: fact for fact in yes.scope.view.active.get(each.collection, ())}
    bests = [
        _best(criterion.levels, possible, yes.scope.within(at_hand[name]), language, higher_is_better)
        or _sure(criterion.levels, possible, higher_is_better)
        for name, possible in ladder.by_fact
    ]
    if not bests:
        return None
    as_it_is = run.scored(criterion.id).ladder
    if as_it_is is not None and [(best.label,) for best in bests] == [one for _, one in as_it_is.by_fact]:
        # What is still open is for research: whether there are other facts.
        return None
    # Of a mean, the worst of its facts is what it surely reaches.
    greatest = each.aggregate is Aggregate.MAX or (each.aggregate is Aggregate.MEAN and not higher_is_better)
    whole = _extreme(bests, greatest)
    labels = {level.label for level in bests}
    return _of(criterion, whole.points, whole.label if len(labels) == 1 else None)


def _of(criterion: Criterion, points: float, level: str | None) -> Reach:
    most = criterion.span[1]
    return Reach(100 * points / most if most else 0.0, level)


def _extreme(levels: Iterable[Level], greatest: bool) -> Level:
    choose: Callable[..., Level] = max if greatest else min
    return choose(levels, key=lambda level: level.points)


def _best(
    levels: Sequence[Level], possible: Sequence[str], scope: Scope, language: Language, greatest: bool
) -> Level | None:
    """The best level that the company can show; none beyond one that the record reaches all the same."""
    last = next(place for place, level in enumerate(levels) if level.label == possible[-1])
    shown = [level for level in levels[: last + 1] if level.when and _can_show(level.when, scope, language)]
    return _extreme(shown, greatest) if shown else None


def _sure(levels: Sequence[Level], possible: Sequence[str], higher_is_better: bool) -> Level:
    """What a fact scores at the least, whatever is answered."""
    return _extreme((level for level in levels if level.label in possible), not higher_is_better)


def _can_show(condition: Condition, scope: Scope, language: Language) -> bool:
    """Whether the company can honestly make a condition true."""
    return all(_part(name, operand, scope, language) for name, operand in condition.items())


def _part(name: str, operand: object, scope: Scope, language: Language) -> bool:
    match name, operand:
        case "all", list() | tuple():
            return all(_can_show(part, scope, language) for part in operand)
        case "any", list() | tuple():
            return any(_can_show(part, scope, language) for part in operand)
        case (("every" | "count"), Mapping()):
            return _holds(name, operand, scope, language, only(operand["of"])[0])
        case (("not" | "none"), Mapping()) if len(operand) == 1:
            return _holds(name, operand, scope, language, next(iter(operand)))
        case _:
            return name in _SHOWN or _holds(name, operand, scope, language, "")


def _holds(name: str, operand: object, scope: Scope, language: Language, collection: str) -> bool:
    """Whether it would hold: of what the company's answer settles, where nothing recorded is against it."""
    truth = compile_condition({name: operand}, language).truth(scope)
    return truth is True or (truth is None and collection in _SHOWN | _ANSWERED)
