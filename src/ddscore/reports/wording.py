"""The sentences and words that all reports share, so that no two formats can say different things.

Every adverse sentence is attributed, in the past tense and dated; none speaks of motive.
"""

from __future__ import annotations

from typing import Final

from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Side

DRAFT: Final = (
    "DRAFT: no second reader has confirmed this record against its sources. Do not publish or rely on it."
)
NATURE: Final = (
    "This assessment applies published rules to public sources. "
    "It is no finding of law or fact, and no investment advice."
)
NOT_DISCLOSED: Final = "no disclosure found in the sources searched"
"""What a zero stands for where no fact gave it."""
NOT_SEARCHED: Final = "no disclosure recorded, and no search for it is recorded"
"""What it stands for where a search that could find more is not recorded at all."""
ZERO: Final = (
    "Zero for a disclosure means that no evidence meeting a higher level was found in the sources searched, "
    "or is recorded where no search is, not that none exists."
)
FUTURE_RISK: Final = "A finding of future risk did not determine past conduct."
UNKNOWN: Final = (
    "What nobody looked for is unknown: neither yes nor no. A figure followed by “between … and …” is what "
    "the rubric shows, with the least and the most that the unknown leaves open."
)
GAP: Final = (
    "A gap is given “at least”: it is the smallest that the bounds allow, so that what is unknown never "
    "widens it."
)
LOW_END: Final = (
    "Where a level is undetermined, it is one of those listed as possible. The low end of the bounds is then "
    "shown, since no disclosure was found that settles it, unless it is said otherwise."
)
LEVELS: Final = (
    "A level, band or outcome is given as reached only where it is certain; else all possible are listed."
)
COMPARISONS: Final = (
    "A comparison that ddscore drew is called so; the sources did not necessarily draw it themselves."
)
HIGHER_IS_WORSE: Final = "By this rubric a higher figure is worse."
OWN_SCALE: Final = (
    "Each figure stands on the scale of its own rubric: figures by two rubrics do not measure the same, and "
    "neither is more or less than the other."
)
FIXED: Final = (NATURE, ZERO, FUTURE_RISK, COMPARISONS, UNKNOWN, GAP, LEVELS)
"""What every report says of itself."""

SIDES: Final = {
    Side.POLICY: "What it says",
    Side.PRACTICE: "What the record shows",
    Side.GAP: "Gap",
    Side.OVERALL: "Overall",
}
PLURALS: Final = {"band": "bands", "profile": "profiles", "outcome": "outcomes"}
COLLECTIONS: Final = {
    "involvement": "Involvement",
    "findings": "Findings",
    "policies": "Policies and commitments",
    "due_diligence": "Due diligence",
    "promises": "Promises",
    "remediation": "Remediation",
    "grievance_mechanisms": "Grievance mechanisms",
    "engagement": "Questions put to the company",
    "actions": "Actions by others",
    "answers": "Coded answers",
}

PAIRS: Final = {
    "contradictions": (
        "Contradicted commitments",
        "Commitment and finding meet on the same instruments or rights, over conduct not ended before it.",
    ),
    "possible_contradictions": (
        "Undetermined pairs",
        "Something that decides whether these meet is not recorded: they count neither way.",
    ),
    "disputed": (
        "Disputed pairs",
        "Proof of the finding was weaker or unstated, or the matter pending: the comparison decides nothing.",
    ),
    "later": (
        "Commitments made later",
        "The commitment was made after the conduct had ended: the comparison decides nothing.",
    ),
}
"""Each list of pairs: its heading, and what it means."""

ROLES: Final = {
    "report": "reports what others found",
    "translation": "a translation",
    "comparison": "compares the statement with the finding itself",
    "denial": "a denial",
}
BODIES: Final = {
    "ncp": "an OECD National Contact Point",
    "un-body": "a UN body",
    "ngo": "an NGO",
    "affected-people": "affected people",
    "media": "media",
    "state-media": "state media",
}
STATUSES: Final = {
    "corrected": "Corrected: this was wrong, and another fact replaces it. It does not score.",
    "retracted": "Retracted: its source withdrew it. It does not score.",
    "superseded": "Superseded by a later fact. It does not score.",
}
REASONS: Final = {
    "merits": "on the merits",
    "procedure": "on formal grounds",
    "improved": "because the company had improved",
    "activity-ceased": "because the activity had ceased",
    "external-cause": "for a cause outside the matter",
    "no-longer-held": "because the shares were no longer held",
}
"""Why something ended, after "was withdrawn"."""

_COMPOUNDS: Final = {"non discrimination": "non-discrimination", "self determination": "self-determination"}
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def draft(status: str) -> str:
    """The banner of a record that no second reader has confirmed; empty for one that was reviewed."""
    return "" if status in ("reviewed", "published") else DRAFT


def day(date: object) -> str:
    """A date in words, as exactly as it is known: 23 September 2020, April 2019, 2018."""
    text = str(date)
    try:
        first = PartialDate.parse(text).first
    except ValueError:
        return text
    month = f"{_MONTHS[first.month - 1]} {first.year}"
    return (text, month, f"{first.day} {month}")[text.count("-")]


def on(date: object) -> str:
    """When, in words: on 23 September 2020, in April 2019."""
    return f"{'on' if str(date).count('-') == len('--') else 'in'} {day(date)}"


def months(count: int) -> str:
    """A clock in words: "17 months"."""
    return "less than a month" if count < 1 else "1 month" if count == 1 else f"{count} months"


def counted(count: int, one: str, many: str) -> str:
    """A number of things in words: `a question`, `3 questions`."""
    return one if count == 1 else f"{count} {many}"


def listed(words: list[str] | tuple[str, ...], joined: str = "and") -> str:
    """A list in words: "a, b and c"."""
    return f" {joined} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def command(*words: str) -> str:
    """A command of ddscore as a shell takes it, each word as one."""
    # Late, since only what prints a command needs it.
    from shlex import join

    return join(("ddscore", *words))


def plain(code: str) -> str:
    """A word of a vocabulary in words: "reasonable grounds"."""
    words = code.replace("-", " ").replace("_", " ")
    return _COMPOUNDS.get(words, words)


def body(kind: object) -> str:
    """A kind of body in words: "a regulator", "an authority"."""
    code = str(kind)
    article = "an" if code[:1] in "aeiou" else "a"
    return BODIES.get(code, f"{article} {plain(code)}")


def sentence(text: str) -> str:
    """The text with an end: a full stop where it has none."""
    stripped = text.strip()
    return stripped if not stripped or stripped[-1] in '.!?…”"。！？' else f"{stripped}."
