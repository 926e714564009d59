"""A misspelt word in a shipped rubric is refused, at its line and column, unless it is the writer's own.

Every key and every word is misspelt, a letter doubled. To save time many are misspelt in one text, each on a
line of its own and none inside another; what is not found so is tried again alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from ddscore.documents import shipped, yaml
from ddscore.documents.positions import positions
from ddscore.documents.rubric import parse_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.documents.positions import NodePath

PROSE = {"title", "label", "question", "because", "ask", "principle", "publisher", "url", "version"}
"""Keys whose values are text for readers; a version is whatever its author calls it."""
LISTED = case_fields().names("answers")
"""What answers may be given for by the formats' own words: element, unit."""


class Word(NamedTuple):
    """A key or a value as it is written."""

    path: NodePath
    is_key: bool
    text: str
    line: int
    column: int


def words(content: bytes) -> Iterator[Word]:
    """Every key, and every value that is a word."""
    document, marks = yaml.load(content, "x"), positions(content)
    for path, mark in marks.items():
        if path and isinstance(path[-1], str):
            yield Word(path, True, path[-1], mark.key_line, mark.key_column)
        value = at(document, path)
        if isinstance(value, str | bool):
            text = str(value).lower() if isinstance(value, bool) else value
            yield Word(path, False, text, mark.line, mark.column)


def at(document: Any, path: NodePath) -> Any:
    """What stands at a place."""
    for step in path:
        document = document[step]
    return document


def is_free(word: Word) -> bool:
    """Whether the writer of a rubric may choose the word, since nothing else says how it is spelt.

    These are: prose; ids (but every condition that names one is checked against them); the codes of a scale;
    questions, elements, and all that coded answers are given for besides what the formats list.
    """
    path, names = word.path, [step for step in word.path if isinstance(step, str)]
    if "where" in names[:-1]:
        return not word.is_key or names[-1] not in LISTED
    if word.is_key:
        return path[0] == "scales" and path[2:3] == ("points",) and len(path) == 4
    if names[-1] == "mean_by":
        return word.text not in LISTED
    return names[-1] in {*PROSE, "id", "expect"} or names[0] in ("basis", "in_force")


def misspelt(content: bytes, chosen: Sequence[Word]) -> bytes:
    """The text with these words misspelt, each on a line of its own."""
    lines = content.decode().split("\n")
    for word in chosen:
        line, start = lines[word.line - 1], word.column - 1
        start += line[start] in "\"'"
        assert line.startswith(word.text, start), (word, line)
        middle = start + (len(word.text) + 1) // 2
        lines[word.line - 1] = line[:middle] + line[middle - 1] + line[middle:]
    return "\n".join(lines).encode()


def told(content: bytes, name: str) -> set[tuple[int | None, int | None]]:
    """Where a rubric's text is refused."""
    with pytest.raises(InputError) as refused:
        parse_rubric(content, f"elsewhere/{name}.yaml")
    return {(problem.location.line, problem.location.column) for problem in refused.value.problems}


def apart(chosen: Sequence[Word], most: int) -> list[list[Word]]:
    """Words in groups that can be misspelt at once."""
    groups: list[list[Word]] = []
    for word in chosen:
        fitting = (group for group in groups if len(group) < most and not hides(word, group))
        group = next(fitting, None)
        if group is None:
            groups.append(group := [])
        group.append(word)
    return groups


def hides(word: Word, group: Sequence[Word]) -> bool:
    """Whether a word shares its line with another, or one of them stands within the other."""
    return any(
        other.line == word.line
        or other.path[: len(word.path)] == word.path
        or word.path[: len(other.path)] == other.path
        for other in group
    )


@pytest.mark.parametrize("name", shipped.rubrics())
def test_every_word_that_is_not_the_writers_own_is_refused_where_it_is_misspelt(name: str) -> None:
    content = shipped.rubrics()[name].read_bytes()
    checked = [word for word in words(content) if not is_free(word)]
    assert len(checked) > 10
    # What the schema refuses hides what only the checks beyond it find: those are found the second time.
    for most in (40, 40, 1):
        checked = [word for group in apart(checked, most) for word in unfound(content, group, name)]
    assert checked == []


def unfound(content: bytes, group: Sequence[Word], name: str) -> list[Word]:
    """The words of a group that are not refused where they are misspelt."""
    found = told(misspelt(content, group), name)
    return [word for word in group if (word.line, word.column) not in found]


def test_an_id_that_conditions_name_cannot_be_misspelt_either() -> None:
    """It is its author's own, and then every condition that names it is refused where it does."""
    content = shipped.rubrics()["ungp"].read_bytes()
    naming = [word for word in words(content) if word.path[-1] == "node" and not word.is_key]
    named = {word.text for word in naming}
    declared = [word for word in words(content) if word.path[-1] == "id" and word.text in named]
    assert len(declared) > 5
    for word in declared:
        found = told(misspelt(content, [word]), "ungp")
        assert {(one.line, one.column) for one in naming if one.text == word.text} <= found
