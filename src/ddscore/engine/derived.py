"""Collections that nobody types in: contradictions, open promises, unanswered questions (FORMATS 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.known import MISSING, KnownFact, OneOf, View, happened
from ddscore.engine.logic import all_true, any_true, negate
from ddscore.model.assessment import Contradiction, OpenPromise, Unanswered
from ddscore.model.dates import PartialDate, Truth, before, elapsed_months, on_or_after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddscore.model.rubric import Instruments

CREDIBLE = ("credible-information", "reasonable-grounds", "balance", "beyond-doubt")
"""Degrees of proof on which a finding contradicts a commitment."""
EVERY_RIGHT = "UDHR"
"""An instrument that entails it covers every right."""
BASES = ("direct", "implied", "right")
"""How a commitment and a finding meet, closest first."""


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
    pairs = list(_pairs(view, instruments))
    promises, promise_facts = _open_promises(view)
    questions, question_facts = _unanswered(view)
    view.active["contradictions"] = tuple(pair.fact for pair in pairs if pair.kind in ("certain", "possible"))
    view.active["open_promises"] = promise_facts
    view.active["unanswered"] = question_facts
    _close(view)
    by_kind = {
        kind: tuple(pair.listed for pair in pairs if pair.kind == kind)
        for kind in ("certain", "possible", "disputed", "later")
    }
    return Derived(
        by_kind["certain"], by_kind["possible"], by_kind["disputed"], by_kind["later"], promises, questions
    )


def _close(view: View) -> None:
    """A derived collection is closed when all it is derived from is, and nothing refers to the unknown."""
    if {"policies", "findings", "involvement"} <= view.closed and not any(
        finding.fields.get("involvement") is not None and view.resolve(finding.fields["involvement"]) is None
        for finding in view.active.get("findings", ())
    ):
        view.closed.add("contradictions")
    if "promises" in view.closed:
        view.closed.add("open_promises")
    if "engagement" in view.closed:
        view.closed.add("unanswered")


class _Pair(NamedTuple):
    kind: str
    """certain, possible, disputed or later."""
    listed: Contradiction
    fact: KnownFact


class _Meeting(NamedTuple):
    """How far a commitment and a finding speak of the same thing."""

    truth: Truth
    bases: tuple[str, ...]
    """The basis, or those possible."""
    settled: str | None
    """The closest basis that is certain."""
    instruments: tuple[str, ...]
    rights: tuple[str, ...]


def _pairs(view: View, instruments: Instruments) -> Iterable[_Pair]:
    for finding in view.active.get("findings", ()):
        involvement = view.resolve(finding.fields.get("involvement"))
        if involvement is None:
            continue
        strength = _strength(finding)
        if strength == "none":
            continue
        for policy in view.active.get("policies", ()):
            meeting = _meeting(policy, finding, involvement, instruments)
            kind = _kind(view, policy, finding, involvement, strength, meeting.truth)
            if kind is not None:
                yield _pair(view, kind, policy, finding, involvement, meeting)


def _strength(finding: KnownFact) -> str:
    """Whether the finding can contradict: conclusive, weak, unknown, or none at all."""
    conclusion = finding.fields.get("conclusion", MISSING)
    if conclusion == "pending":
        return "weak"
    if conclusion not in ("upheld", "partly-upheld"):
        return "none"
    proof, concerns = finding.fields.get("proof", MISSING), finding.fields.get("concerns", MISSING)
    proven = any_true((None if proof is MISSING else proof in CREDIBLE, _contains(concerns, "future-risk")))
    return {True: "conclusive", False: "weak", None: "unknown"}[proven]


def _kind(
    view: View,
    policy: KnownFact,
    finding: KnownFact,
    involvement: KnownFact,
    strength: str,
    meets: Truth,
) -> str | None:
    direction = finding.fields.get("direction", MISSING)
    base = all_true(
        (
            meets,
            None if direction is MISSING else direction == "adverse",
            standing(finding),
            negate(_ended_before(policy, involvement)),
        )
    )
    runs = _runs_after(view, policy, involvement)
    if base is False or runs == "never":
        return None
    if runs == "later":
        return "later" if base else None
    if strength == "weak":
        return "disputed" if base and runs == "runs" else None
    return "certain" if base and runs == "runs" and strength == "conclusive" else "possible"


def standing(finding: KnownFact) -> Truth:
    """Whether a finding stands: not once overturned, or withdrawn on the merits."""
    finality = finding.fields.get("finality", MISSING)
    because = finding.fields.get("ended_because", MISSING)
    if finality is MISSING:
        return None
    if finality == "overturned":
        return False
    if finality == "withdrawn":
        return None if because in (MISSING, None) else because != "merits"
    return True


def _ended_before(policy: KnownFact, involvement: KnownFact) -> Truth:
    """Whether the commitment had ended before the conduct began."""
    until, start = policy.fields.get("until"), _period(involvement, "from")
    if not isinstance(until, PartialDate):
        return False
    return before(until, start) if isinstance(start, PartialDate) else None


def _runs_after(view: View, policy: KnownFact, involvement: KnownFact) -> str:
    """Whether the conduct runs on or after the commitment: runs, later, unknown; never if none was made."""
    made, end = policy.fields.get("date", MISSING), _period(involvement, "to")
    if made is None:
        return "never"
    if end is None:
        # Conduct that has not ended runs on or after any commitment that was made.
        return "runs" if made is MISSING or happened(made, view) else "unknown"
    if not isinstance(made, PartialDate) or not isinstance(end, PartialDate):
        return "unknown"
    runs = on_or_after(end, made)
    if runs is False:
        return "later" if happened(made, view) else "never"
    return "runs" if runs and happened(made, view) else "unknown"


def _period(involvement: KnownFact, end: str) -> object:
    period = involvement.fields.get("period", MISSING)
    return period.get(end, MISSING) if isinstance(period, Mapping) else MISSING


def _contains(value: object, member: str) -> Truth:
    return None if value is MISSING else isinstance(value, list | tuple) and member in value


def _names(value: object) -> frozenset[str] | None:
    """The names in a list; None where it is unrecorded."""
    if value is MISSING:
        return None
    return frozenset(value) if isinstance(value, list | tuple) else frozenset()


def _meeting(
    policy: KnownFact, finding: KnownFact, involvement: KnownFact, instruments: Instruments
) -> _Meeting:
    said = _names(policy.fields.get("instruments", MISSING))
    measured = _names(finding.fields.get("instruments", MISSING))
    promised_rights = _names(policy.fields.get("rights", MISSING))
    rights = _names(finding.fields.get("rights", involvement.fields.get("rights", MISSING)))
    entailed = (
        None
        if said is None
        else frozenset(
            name for instrument in said for name in instruments.entails.get(instrument, {instrument})
        )
    )
    truths: dict[str, Truth] = {
        "direct": _overlap(said, measured),
        "implied": any_true((_overlap(entailed, measured), _covers(entailed, rights))),
        "right": _overlap(promised_rights, rights),
    }
    possible: list[str] = []
    for basis in BASES:
        if truths[basis] is not False:
            possible.append(basis)
        if truths[basis]:
            break
    settled = next((basis for basis in BASES if truths[basis]), None)
    common = said if settled == "direct" else entailed
    return _Meeting(
        any_true(truths.values()),
        tuple(possible),
        settled,
        tuple(sorted((common or frozenset()) & (measured or frozenset()))),
        tuple(
            sorted(
                (rights or frozenset())
                if _covers(entailed, rights)
                else (promised_rights or frozenset()) & (rights or frozenset())
            )
        ),
    )


def _overlap(one: frozenset[str] | None, other: frozenset[str] | None) -> Truth:
    if one is not None and other is not None:
        return bool(one & other)
    known = one if other is None else other
    # An empty list meets nothing, whatever the other side would say.
    return None if known is None or known else False


def _covers(entailed: frozenset[str] | None, rights: frozenset[str] | None) -> Truth:
    """Whether the commitment reaches the finding's rights because it entails every right."""
    every = None if entailed is None else EVERY_RIGHT in entailed
    named = None if rights is None else bool(rights)
    return all_true((every, named))


def _pair(
    view: View,
    kind: str,
    policy: KnownFact,
    finding: KnownFact,
    involvement: KnownFact,
    meeting: _Meeting,
) -> _Pair:
    cites = (policy.id, finding.id, involvement.id)
    comparing = (
        source
        for source in policy.sources
        if source in finding.sources and "comparison" in view.case.sources[source].roles
    )
    listed = Contradiction(
        *cites, meeting.settled, meeting.instruments, meeting.rights, next(comparing, "ddscore")
    )
    fields = {
        "policy": policy.id,
        "finding": finding.id,
        "involvement": involvement.id,
        "instruments": meeting.instruments,
        "rights": meeting.rights,
        "basis": meeting.bases[0] if len(meeting.bases) == 1 else OneOf(meeting.bases),
    }
    open_fields = () if kind == "certain" else _open_fields(policy, finding, involvement)
    fact = KnownFact("+".join(cites), "contradictions", fields, (), cites, kind == "certain", open_fields)
    return _Pair(kind, listed, fact)


def _open_fields(
    policy: KnownFact, finding: KnownFact, involvement: KnownFact
) -> tuple[tuple[str, str], ...]:
    """The unrecorded fields that keep a pair from being settled."""
    asked = (
        (policy, ("instruments", "rights", "date")),
        (finding, ("instruments", "proof", "concerns", "ended_because")),
        (involvement, ("period",)),
    )
    return tuple((fact.id, name) for fact, names in asked for name in names if name not in fact.fields)


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
