"""Runs in which every text that can come from a file, or from its name, is the same one."""

from __future__ import annotations

from hypothesis import strategies as st

from ddscore.model.checked import Checked
from ddscore.problems import Location, Problem, Severity
from ddscore.reports.characters import visible
from tests.reports.hostile import HOSTILE, texts

FORGED = "\n::error file=other.yaml,line=1::forged\r\n::stop-commands::x\r::set-output name=a::b"

MORE = (
    *HOSTILE,
    FORGED,
    FORGED.replace("\n", "%0A").replace("\r", "%0D"),
    "%25%0A %253A, a:b=c,d::e ##[error]x",
    "\ufffe\uffff\x00\x1b[2J\x9b2J\x7f\x85",
    "\u202e\u2066\u2028\u00ad\U000e0041\ue000",
    "\ud83d",
    "\udc80caf\udcc3",
    "{0} {{1}} }{ [a](b) [c\\](2) \\\\](3)",
    "&#10; &amp; <![CDATA[ ]]> \" '",
    "C:\\cases\\x.yaml",
    "//server/share/a b?.yaml",
    "../%2e%2e/x#y?z",
)


def run(
    text: str, severity: Severity = Severity.ERROR, place: tuple[int | None, int | None] = (3, 2)
) -> Checked:
    """A file of that name with two problems alike, on a line of that text."""
    found = Problem("case/dangling-reference", severity, text, text, Location(text, *place), text)
    return Checked(text, "case", (found, found), {place[0]: text} if place[0] else {})


runs = st.lists(
    st.builds(
        run,
        st.one_of(texts, st.sampled_from(MORE), st.lists(st.sampled_from(MORE), min_size=1).map("".join)),
        st.sampled_from(Severity),
        st.sampled_from([(None, None), (1, None), (1, 1), (12, 40), (3, 2)]),
    ),
    max_size=3,
)


def is_shown(text: str) -> bool:
    """Whether nothing in a text but its line breaks moves what a terminal prints."""
    return all(visible(line) == line for line in text.split("\n"))
