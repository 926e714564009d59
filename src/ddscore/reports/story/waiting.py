"""What would settle the conclusions that are undetermined: for all rubrics, and for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.applied import concluded, reason, together
from ddscore.reports.story.blocks import Section, paragraph, terms
from ddscore.reports.story.coding import field_words
from ddscore.reports.story.unsettled import researchable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ddscore.model.assessment import Need
    from ddscore.reports.story.applied import Applied


def waiting(applied: Sequence[Applied]) -> Section:
    """What is missing for each outcome and profile that is undetermined."""
    needs = {
        f"{one.name}, {kind}": researchable(one.assessment, reason(one.assessment, kind).needs)
        for one in applied
        for kind in ("outcome", "profile")
        if concluded(one.assessment, kind).possible and concluded(one.assessment, kind).certain is None
    }
    shared = [need for need in next(iter(needs.values()), ()) if all(need in own for own in needs.values())]
    common = shared if len(needs) > 1 else []
    rows = [("All of these alike", _listed(common))]
    rows += together((name, _only(own, common)) for name, own in needs.items())
    what = (
        "Each entry names what is missing; what else a rubric leaves open stands in its section."
        if needs
        else "Nothing: every outcome and profile is certain."
    )
    return Section("What each conclusion waits for", (paragraph(what), terms(*rows)), "waiting")


def _only(own: Sequence[Need], common: Sequence[Need]) -> str:
    return _listed(need for need in own if need not in common) or "nothing else"


def _listed(needs: Iterable[Need]) -> str:
    """Complete searches that are missing, then what is not recorded, fact by fact."""
    searches: dict[str, None] = {}
    fields: dict[str, dict[str, None]] = {}
    for need in needs:
        if need.fact is not None and need.field is not None:
            fields.setdefault(need.fact, {})[field_words(need.field, " ")] = None
        elif need.collection in wording.COLLECTIONS:
            searches[wording.plain(need.collection)] = None
    complete = f"complete searches for {wording.listed(list(searches))}" if searches else ""
    of_facts = (f"of {fact}: {', '.join(names)}" for fact, names in fields.items())
    return "; ".join(part for part in (complete, *of_facts) if part)
