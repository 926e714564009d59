"""JUnit XML: the form in which CI servers read test results, whatever was tested.

There is no standard, only what Jenkins, GitLab and GitHub's actions read alike. There are no times: the same
results give the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from ddscore.reports.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_IN_XML = re.compile("[\ufffe\uffff]")
"""What XML 1.0 has no place for and `visible` leaves as it is."""


class Tested(NamedTuple):
    """One thing that was tested: a test case, as JUnit calls it."""

    name: str
    group: str
    """What it is listed under: its `classname`."""
    file: str
    """The file that it stands in."""
    failure: str = ""
    """What failed, in a few words; empty where it passed."""
    details: str = ""
    """All that failed, on as many lines as it needs."""
    output: str = ""
    """What else it has to say."""


def document(suite: str, cases: Sequence[Tested]) -> str:
    """The results as one suite of a document; line breaks stay, other control characters are shown."""
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(bool(case.failure) for case in cases)),
        "errors": "0",
        "skipped": "0",
    }
    root = ElementTree.Element("testsuites", {"name": suite, **counts})
    within = ElementTree.SubElement(root, "testsuite", {"name": suite, **counts})
    for case in cases:
        _append(within, case)
    ElementTree.indent(root)
    # Not by ElementTree, whose declaration names the encoding of the system that it runs on.
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _append(suite: ElementTree.Element, case: Tested) -> None:
    named = {"classname": case.group, "name": case.name, "file": case.file}
    element = ElementTree.SubElement(suite, "testcase", {name: _shown(text) for name, text in named.items()})
    if case.failure:
        failure = ElementTree.SubElement(element, "failure", {"message": _shown(case.failure)})
        failure.text = _shown_lines(case.details)
    if case.output:
        ElementTree.SubElement(element, "system-out").text = _shown_lines(case.output)


def _shown_lines(text: str) -> str:
    return "\n".join(map(_shown, text.split("\n")))


def _shown(text: str) -> str:
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))
