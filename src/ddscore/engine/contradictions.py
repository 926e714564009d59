"""Commitments set against findings: contradictions, and pairs that are only possible, disputed or later.

FORMATS 2 says when a policy and a finding make a pair, and of which kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.known import MISSING, KnownFact, OneOf, View, happened
from ddscore.engine.logic import all_true, any_true, negate
from ddscore.model.assessment import Contradiction
from ddscore.model.dates import PartialDate, Truth, before, on_or_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.rubric import Instruments

UPHELD = ("upheld", "partly-upheld")
PENDING = "pending"
CREDIBLE = ("credible-information", "reasonable-grounds", "balance", "beyond-doubt")
"""Degrees of proof on which a finding contradicts a commitment."""
EVERY_RIGHT = "UDHR"
"""An instrument that entails it covers every right."""
BASES = ("direct", "implied", "right")
"""How a commitment and a finding meet, closest first."""


class Pair(NamedTuple):
    """A commitment and a finding that meet, or may."""

    kind: str
    """certain, possible, disputed or later."""
    listed: Contradiction
    fact: KnownFact


class _Said(NamedTuple):
    """What a commitment names; None where that is unrecorded."""

    instruments: frozenset[str] | None
    entailed: frozenset[str] | None
    """All that its instruments entail, themselves included."""
    rights: frozenset[str] | None


class _Measured(NamedTuple):
    """What a finding measured the company against, likewise."""

    instruments: frozenset[str] | None
    rights: frozenset[str] | None


class _Meeting(NamedTuple):
    """How far a commitment and a finding speak of the same thing."""

    truth: Truth
    bases: tuple[str, ...]
    """The basis, or those possible."""
    settled: str | None
    """The closest basis that is certain."""
    instruments: tuple[str, ...]
    """Those surely in common, as are the rights."""
    rights: tuple[str, ...]
    all_instruments: bool
    """Whether no further instrument can be in common."""
    all_rights: bool


class _Trial(NamedTuple):
    """A commitment and a finding with all that decides whether they are a pair."""

    policy: KnownFact
    finding: KnownFact
    involvement: KnownFact
    meeting: _Meeting
    proven: Truth
    """Whether the finding is conclusive, and rests on enough."""
    stands: Truth
    ended: Truth
    """Whether the commitment had ended before the conduct began."""
    runs: str
    """Whether the conduct runs on or after the commitment: runs, later, unknown; never if none was made."""


def pairs(view: View, instruments: Instruments) -> Iterator[Pair]:
    """Every pair of an active policy and an active finding that is to be listed."""
    said = [(policy, _said(policy, instruments)) for policy in view.active.get("policies", ())]
    for finding in view.active.get("findings", ()):
        involvement = view.resolve(finding.fields.get("involvement"))
        if involvement is None or not _is_adverse(finding):
            continue
        measured, proven, stands = _measured(finding, involvement), _proven(finding), standing(finding)
        for policy, words in said:
            trial = _Trial(
                policy,
                finding,
                involvement,
                _meeting(words, measured),
                proven,
                stands,
                _ended_before(view, policy, involvement),
                _runs_after(view, policy, involvement),
            )
            kind = _kind(trial)
            if kind is not None:
                yield _pair(view, kind, trial)


def _is_adverse(finding: KnownFact) -> bool:
    """Whether the finding went against the company, or still may."""
    fields = finding.fields
    return fields["direction"] == "adverse" and fields["conclusion"] in (*UPHELD, PENDING)


def _proven(finding: KnownFact) -> Truth:
    proof, concerns = finding.fields.get("proof", MISSING), finding.fields.get("concerns", MISSING)
    if finding.fields["conclusion"] == PENDING:
        return False
    return any_true((None if proof is MISSING else proof in CREDIBLE, _contains(concerns, "future-risk")))


def _kind(trial: _Trial) -> str | None:
    meets = all_true((trial.meeting.truth, trial.stands, negate(trial.ended)))
    if meets is False or trial.runs == "never":
        return None
    if trial.runs == "later":
        return "later" if meets else None
    surely = meets and trial.runs == "runs"
    if trial.proven is False:
        return "disputed" if surely else None
    return "certain" if surely and trial.proven else "possible"


def standing(finding: KnownFact) -> Truth:
    """Whether a finding stands: not once overturned, or withdrawn on the merits."""
    match finding.fields["finality"]:
        case "overturned":
            return False
        case "withdrawn":
            because = finding.fields.get("ended_because")
            return None if because is None else because != "merits"
        case _:
            return True


def _ended_before(view: View, policy: KnownFact, involvement: KnownFact) -> Truth:
    """Whether the commitment had ended before the conduct began."""
    until, start = policy.fields.get("until"), _period(involvement, "from")
    if not isinstance(until, PartialDate):
        return False
    if isinstance(start, PartialDate):
        return before(until, start)
    # Conduct that has not begun comes after all that has happened.
    return None if start is MISSING else happened(until, view)


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
    return period.get(end, MISSING) if isinstance(period, dict) else MISSING


def _contains(value: object, member: str) -> Truth:
    return None if value is MISSING else isinstance(value, list | tuple) and member in value


def _names(value: object) -> frozenset[str] | None:
    """The names in a list; None where it is unrecorded."""
    if value is MISSING:
        return None
    return frozenset(value) if isinstance(value, list | tuple) else frozenset()


def _said(policy: KnownFact, instruments: Instruments) -> _Said:
    named = _names(policy.fields.get("instruments", MISSING))
    rights = _names(policy.fields.get("rights", MISSING))
    if named is None:
        return _Said(None, None, rights)
    entailed = [instruments.entails.get(instrument, {instrument}) for instrument in named]
    return _Said(named, frozenset().union(*entailed), rights)


def _measured(finding: KnownFact, involvement: KnownFact) -> _Measured:
    rights = finding.fields.get("rights", involvement.fields.get("rights", MISSING))
    return _Measured(_names(finding.fields.get("instruments", MISSING)), _names(rights))


def _meeting(said: _Said, measured: _Measured) -> _Meeting:
    every_right = _covers(said.entailed, measured.rights)
    truths: Sequence[Truth] = (
        _overlap(said.instruments, measured.instruments),
        any_true((_overlap(said.entailed, measured.instruments), every_right)),
        _overlap(said.rights, measured.rights),
    )
    possible: list[str] = []
    settled = None
    for basis, truth in zip(BASES, truths, strict=True):
        if truth is not False:
            possible.append(basis)
        if truth:
            settled = basis
            break
    common = said.instruments if settled == "direct" else said.entailed
    shared = measured.rights if every_right else _both(said.rights, measured.rights)
    return _Meeting(
        any_true(truths),
        tuple(possible),
        settled,
        tuple(sorted(_both(common, measured.instruments))),
        tuple(sorted(shared or ())),
        _overlap(common, measured.instruments) is not None,
        every_right or (every_right is False and truths[-1] is not None),
    )


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str]:
    """What surely stands in both lists."""
    return (one or frozenset()) & (other or frozenset())


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


def _pair(view: View, kind: str, trial: _Trial) -> Pair:
    policy, finding, meeting = trial.policy, trial.finding, trial.meeting
    cites = (policy.id, finding.id, trial.involvement.id)
    comparing = (
        source
        for source in policy.sources
        if source in finding.sources and "comparison" in view.case.sources[source].roles
    )
    open_fields = tuple(_open_fields(trial)) if kind == "possible" else ()
    drawn_by = next(comparing, "ddscore")
    listed = Contradiction(
        *cites, meeting.settled, meeting.instruments, meeting.rights, drawn_by, open_fields
    )
    fields = {
        "policy": policy.id,
        "finding": finding.id,
        "involvement": trial.involvement.id,
        "instruments": meeting.instruments if meeting.all_instruments else MISSING,
        "rights": meeting.rights if meeting.all_rights else MISSING,
        "basis": meeting.bases[0] if len(meeting.bases) == 1 else OneOf(meeting.bases),
    }
    fact = KnownFact("+".join(cites), "contradictions", fields, (), cites, kind == "certain", open_fields)
    return Pair(kind, listed, fact)


def _open_fields(trial: _Trial) -> Iterator[tuple[str, str]]:
    """The unrecorded fields that keep a pair from being settled, each with the fact that lacks it."""
    policy, finding, involvement = trial.policy, trial.finding, trial.involvement
    if trial.meeting.truth is None:
        yield from _unrecorded(policy, "instruments", "rights")
        yield from _unrecorded(finding, "instruments")
        if "rights" not in involvement.fields:
            yield from _unrecorded(finding, "rights")
    if trial.stands is None:
        yield finding.id, "ended_because"
    if trial.proven is None:
        yield from _unrecorded(finding, "proof", "concerns")
    if trial.runs == "unknown":
        yield from _unrecorded(policy, "date")
        if _period(involvement, "to") is MISSING:
            yield involvement.id, "period.to"
    if trial.ended is None and _period(involvement, "from") is MISSING:
        yield involvement.id, "period.from"


def _unrecorded(fact: KnownFact, *names: str) -> Iterator[tuple[str, str]]:
    return ((fact.id, name) for name in names if name not in fact.fields)
