"""Words that state guilt or motive, which no assessment of a record can know, or that take a side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ddscore.documents.findings import Finding
from ddscore.documents.lint.words import unquoted
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.lint.words import Text, Whole


class _Loaded(NamedTuple):
    """Words that a fair account leaves to those whom it quotes."""

    does: str
    """What such a word does there."""
    hint: str
    words: str
    """One of them stands wherever the form does."""
    form: str = ""
    """A regular expression, where the words alone do not make it."""


_FOUND: Final = "say what was found, by whom and when, or put the source's own word in quotation marks"
_KNEW: Final = "say what the source documents, or put its own word in quotation marks"
_SAID: Final = "write `said` or `wrote`, which takes no side"

_LOADED: Final = (
    _Loaded(
        "states guilt", _FOUND, "guilt guilty liar liars lied complicit complicity criminals bloodstained"
    ),
    _Loaded(
        "states guilt",
        _FOUND,
        "hypocrite hypocrites hypocritical hypocritically hypocrisy whitewash whitewashed",
    ),
    _Loaded("states guilt", _FOUND, "dishonest dishonestly shameless shamelessly evil"),
    _Loaded("states a motive", _KNEW, "deliberately knowingly intentionally wilfully willfully purposely"),
    _Loaded("states a motive", _KNEW, "maliciously callously cynically"),
    _Loaded(
        "states a motive",
        _KNEW,
        "purpose faith blind",
        "on purpose|in bad faith|turn(?:s|ed|ing)? a blind eye",
    ),
    _Loaded(
        "states a motive",
        _KNEW,
        "cover covers covered covering",
        # “Cover up to 40 percent” hides nothing.
        "cover(?:s|ed|ing)?[ -]up(?! to)|cover-ups",
    ),
    _Loaded(
        "doubts what it reports",
        _SAID,
        "claims claimed claiming",
        # Claims to land, and claims before a court, are none of it.
        "claim(?:s|ed|ing) (?:that|to (?:have|be|respect|support|uphold|comply|follow))",
    ),
    _Loaded(
        "makes what it reports a confession",
        _SAID,
        "admits admitted admitting confesses confessed",
        "admits|admitt(?:ed|ing) (?:that|having|it|to having)|confess(?:es|ed)",
    ),
)
_FORMS: Final = tuple(
    (loaded, re.compile(rf"\b(?:{loaded.form or '|'.join(loaded.words.split())})\b", re.IGNORECASE))
    for loaded in _LOADED
)
_TRIGGERS: Final = frozenset(word for loaded in _LOADED for word in loaded.words.encode().split())


def may_be_loaded(whole: Whole) -> bool:
    """Whether all text at once holds one of the words."""
    return not _TRIGGERS.isdisjoint(whole.words)


def lint_wording(text: Text) -> Iterator[Finding]:
    """Warn of words that state guilt or motive in the author's account, outside quotation marks."""
    if not text.own:
        return
    plain = " ".join(unquoted(text.words).split())
    for loaded, form in _FORMS:
        for match in form.finditer(plain):
            message = f"“{match[0]}” {loaded.does}, outside a quotation"
            yield Finding("case/loaded-word", text.at, message, loaded.hint, severity=Severity.WARNING)
