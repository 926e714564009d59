"""Collections that nobody types in: contradictions, open promises, unanswered questions (FORMATS 2)."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.contradictions import pairs
from ddscore.engine.known import DERIVED_FROM, MISSING, KnownFact, View, happened
from ddscore.engine.logic import all_true, any_true, negate
from ddscore.model.assessment import OpenPromise, Unanswered
from ddscore.model.dates import PartialDate, Truth, before, elapsed_months

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.assessment import Contradiction
    from ddscore.model.rubric import Instruments


class Derived(NamedTuple):
    """The derived collections, for the report; conditions find them in the view."""

    contradictions: tuple[Contradiction, ...]
    possible_contradictions: tuple[Contradiction, ...]
    disputed: tuple[Contradiction, ...]
    later: tuple[Contradiction, ...]
    open_promises: tuple[OpenPromise, ...]
    unanswered: tuple[Unanswered, ...]


def derive(view: View, instruments: Instruments) -> Derived:
    """Derive the collections and add them to the view, with what is only possible."""
    found = list(pairs(view, instruments))
    promises, promise_facts = _open_promises(view)
    questions, question_facts = _unanswered(view)
    view.active["contradictions"] = tuple(pair.fact for pair in found if pair.kind in ("certain", "possible"))
    view.active["open_promises"] = promise_facts
    view.active["unanswered"] = question_facts
    _close(view)
    by_kind = {
        kind: tuple(pair.listed for pair in found if pair.kind == kind)
        for kind in ("certain", "possible", "disputed", "later")
    }
    return Derived(
        by_kind["certain"], by_kind["possible"], by_kind["disputed"], by_kind["later"], promises, questions
    )


def keep_derived(view: View, before: View) -> None:
    """Keep derived facts that are as they were on an earlier day the same objects, and whole collections."""
    for collection in DERIVED_FROM:
        old = {fact.id: fact for fact in before.active[collection]}
        facts = tuple(
            old[fact.id] if fact.id in old and _is_kept(fact, old[fact.id], view, before) else fact
            for fact in view.active[collection]
        )
        alike = len(facts) == len(old) and all(map(is_, facts, before.active[collection]))
        view.active[collection] = before.active[collection] if alike else facts


def _is_kept(fact: KnownFact, old: KnownFact, view: View, before: View) -> bool:
    """Whether a derived fact is as it was, and so is each fact that it is drawn from."""
    return fact.is_like(old) and all(view.facts[name] is before.facts.get(name) for name in fact.cites)


def _close(view: View) -> None:
    """A derived collection is closed when all it is drawn from is, and no finding refers to the unknown."""
    dangling = any(
        finding.fields.get("involvement") is not None and view.resolve(finding.fields["involvement"]) is None
        for finding in view.active.get("findings", ())
    )
    for collection, drawn_from in DERIVED_FROM.items():
        if view.closed.issuperset(drawn_from) and not (collection == "contradictions" and dangling):
            view.closed.add(collection)


def _open_promises(view: View) -> tuple[tuple[OpenPromise, ...], tuple[KnownFact, ...]]:
    listed, facts = [], []
    for promise in view.active.get("promises", ()):
        made, kept = promise.fields.get("made", MISSING), promise.fields.get("kept", MISSING)
        is_open = all_true((happened(made, view), negate(happened(kept, view))))
        if is_open is False:
            continue
        months = elapsed_months(made, view.as_of) if isinstance(made, PartialDate) else MISSING
        due, partly = promise.fields.get("due"), promise.fields.get("partly_kept")
        overdue = _passed(due, view)
        fields = {**promise.fields, "months_open": months, "overdue": MISSING if overdue is None else overdue}
        facts.append(_maybe(promise, "open_promises", fields, is_open, ("made", "kept")))
        if is_open and isinstance(made, PartialDate) and isinstance(months, int):
            listed.append(OpenPromise(promise.id, made, months, _date(partly), overdue, _date(due)))
    return tuple(listed), tuple(facts)


def _unanswered(view: View) -> tuple[tuple[Unanswered, ...], tuple[KnownFact, ...]]:
    listed, facts = [], []
    for question in view.active.get("engagement", ()):
        deadline = question.fields.get("deadline")
        silent = all_true(
            (
                _delivered(question, view),
                negate(_answered(question, view)),
                True if deadline is None else _passed(deadline, view),
            )
        )
        if silent is False:
            continue
        facts.append(_maybe(question, "unanswered", question.fields, silent, ("delivered", "answered")))
        if silent:
            listed.append(Unanswered(question.id, _date(question.fields.get("asked")), _date(deadline)))
    return tuple(listed), tuple(facts)


def _maybe(
    fact: KnownFact, collection: str, fields: Mapping[str, object], truth: Truth, asked: tuple[str, ...]
) -> KnownFact:
    open_fields = () if truth else tuple((fact.id, name) for name in asked if name not in fact.fields)
    return KnownFact(fact.id, collection, fields, fact.sources, fact.cites, truth is True, open_fields)


def _delivered(question: KnownFact, view: View) -> Truth:
    delivered = question.fields.get("delivered", MISSING)
    asked = question.fields.get("asked", MISSING)
    return all_true(
        (
            None if delivered is MISSING else delivered in ("confirmed", "presumed"),
            True if asked is MISSING else happened(asked, view),
        )
    )


def _answered(question: KnownFact, view: View) -> Truth:
    """An answer by its date, or by its kind: to decline is an answer too."""
    answered, response = question.fields.get("answered", MISSING), question.fields.get("response", MISSING)
    came = happened(answered, view)
    if isinstance(answered, PartialDate):
        return came
    return any_true((came, response not in (MISSING, None)))


def _passed(limit: object, view: View) -> Truth:
    """Whether the date of assessment lies after a planned date; False where there is none."""
    return before(limit, view.as_of) if isinstance(limit, PartialDate) else False


def _date(value: object) -> PartialDate | None:
    return value if isinstance(value, PartialDate) else None
