"""Fields that a rubric asks for and a fact leaves out: they read unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ddscore.documents.case_records import versions
from ddscore.documents.findings import Finding
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.lint.asks import Asks

_HINT = "state each as a source has it; an empty list, `false` or `null` says that the source states none"


def _stands(finding: Record) -> bool:
    return finding.get("finality") not in ("overturned", "withdrawn", "lapsed")


def _is_unanswered(question: Record) -> bool:
    return question.get("answered") is None


_NEEDLESS: Final[Mapping[tuple[str, str], Callable[[Record], bool]]] = {
    # Left out, those of its involvement count.
    ("findings", "rights"): lambda finding: finding.get("involvement") is not None,
    ("findings", "ended_because"): _stands,
    ("engagement", "response"): _is_unanswered,
    ("engagement", "statement"): _is_unanswered,
}
"""Fields that some facts rightly leave out, and which these are."""


def unrecorded_fields(facts: Facts, asks: Asks) -> Iterator[Finding]:
    """Tell of each fact which of the fields that rubrics ask for it leaves out: one note a fact."""
    for collection, listed in facts.items():
        asked = asks.fields.get(collection, {})
        for index, fact in enumerate(listed):
            missing = _missing(fact, collection, asked) if asked else {}
            if missing:
                named = ", ".join(
                    f"`{name}` ({', '.join(sorted(rubrics))})" for name, rubrics in missing.items()
                )
                message = f"rubrics ask for what this leaves out, and read it as unknown: {named}"
                yield Finding(
                    "case/unrecorded-fields", (collection, index), message, _HINT, severity=Severity.NOTE
                )


def _missing(fact: Record, collection: str, asked: Mapping[str, Sequence[str]]) -> Mapping[str, set[str]]:
    """Which of the asked fields neither the fact states nor any of its updates, each with who asks for it."""
    whole = _merged(fact)
    missing: dict[str, set[str]] = {}
    if whole.get("status", "active") != "active":
        return missing
    for path, rubrics in asked.items():
        outer, _, inner = path.partition(".")
        if outer not in whole:
            path = outer
        elif not inner or inner in whole[outer]:
            continue
        if not _NEEDLESS.get((collection, path), _never)(whole):
            missing.setdefault(path, set()).update(rubrics)
    return missing


def _merged(fact: Record) -> Record:
    """All that a fact states, at whatever time."""
    whole: dict[str, Any] = {}
    for record, _ in versions(fact, ()):
        for name, value in record.items():
            old = whole.get(name)
            whole[name] = (
                {**old, **value} if isinstance(old, Mapping) and isinstance(value, Mapping) else value
            )
    return whole


def _never(_: Record) -> bool:
    return False
