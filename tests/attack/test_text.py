"""Text for a terminal: nothing in it moves the cursor, and its lines fit."""

from __future__ import annotations

from ddscore.reports.characters import width
from ddscore.reports.text import COLUMNS
from tests.attack.attacking import attacked, attacks, on, unseen

LAID_OUT = " " * 8
"""How the lines of a condition begin, where it has several."""
COPIED = ("ddscore ", "when: ", "- {id: right-of-reply")
ADDRESSES = ("http://", "https://")
WITHOUT_LINES = ("rubric tests, text", "verification, text", "problems, text")
"""What prints a line for each thing, however long it is."""


def is_too_wide(line: str) -> bool:
    """What is to be copied is left whole: commands, conditions, an entry for a case, addresses."""
    is_copied = line.startswith(LAID_OUT) or line.lstrip().startswith(COPIED)
    return width(line) > COLUMNS and not is_copied and not any(map(is_address, line.split()))


def is_address(word: str) -> bool:
    return word.startswith(ADDRESSES)


@on("text")
def test_no_character_steers_a_terminal(printer: str, arms: str) -> None:
    for attack in attacks("text", printer, arms):
        assert unseen(attack.text) == set(), attack.family
        assert attack.text.endswith("\n")


@on("text")
def test_lines_fit_the_width(printer: str, arms: str) -> None:
    if printer in WITHOUT_LINES:
        attack = attacked("text", printer, arms, "all together")
        assert attack.text.count("\n") == attack.twin.count("\n")
        return
    for attack in attacks("text", printer, arms):
        assert list(filter(is_too_wide, attack.text.split("\n"))) == [], attack.family
