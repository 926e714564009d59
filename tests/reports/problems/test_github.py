"""GitHub annotations, read back by the rules of GitHub's runner."""

from __future__ import annotations

import re

from hypothesis import given

from ddscore.problems import Location, Severity
from ddscore.reports.characters import visible
from tests.reports.problems.example_run import CASE, RUN, checked, problem, rendered
from tests.reports.problems.hostile_runs import FORGED, run, runs


def annotations(files):
    """What a runner makes of the report: for each line that it takes for a command, that command."""
    output = rendered("github", files, {})
    # It reads lines as .NET does.
    lines = re.split(r"\r\n|\r|\n", output)
    assert lines.pop() == ""
    return [command(line) for line in lines]


def command(line):
    """A workflow command: `::name key=value,key=value::data`."""
    assert line.lstrip().startswith("::")
    header, separator, data = line.lstrip()[2:].partition("::")
    assert separator
    name, _, listed = header.partition(" ")
    properties = {}
    for pair in filter(None, listed.strip().split(",")):
        key, _, value = pair.partition("=")
        assert key not in properties
        properties[key] = unescaped(value, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","})
    return name, properties, unescaped(data, {"%0D": "\r", "%0A": "\n"})


def unescaped(text, escapes):
    """Each escape replaced in its turn, the percent sign last, as the runner does."""
    for escape, character in {**escapes, "%25": "%"}.items():
        text = text.replace(escape, character)
    return text


def test_each_problem_is_one_annotation_of_its_weight():
    names = [name for name, _, _ in annotations(RUN)]
    assert names == ["error", "warning", "error", "error", "notice", "error"]


def test_an_annotation_says_where_and_which_check():
    found = problem("a", at=Location(CASE, 14, 7))
    assert annotations([checked(found)]) == [
        ("error", {"file": CASE, "line": "14", "col": "7", "title": "ddscore (case/dangling-reference)"}, "a")
    ]


def test_a_hint_stands_on_a_line_of_its_own():
    ((_, _, data),) = annotations([checked(problem("100% wrong", "mend it: all, now"))])
    assert data == "100% wrong\nmend it: all, now"


def test_a_place_that_is_not_known_is_left_out():
    for location in (Location(CASE), Location(CASE, None, 3)):
        ((_, properties, _),) = annotations([checked(problem("a", at=location))])
        assert set(properties) == {"file", "title"}


def test_a_path_of_windows_is_named_as_the_repository_does():
    ((_, properties, _),) = annotations([checked(problem("a", at=Location(".\\cases\\50%, a=b:c.yaml")))])
    assert properties["file"] == "cases/50%, a=b:c.yaml"


def test_a_line_break_in_a_file_forges_no_annotation():
    found = annotations([run(FORGED)])
    assert len(found) == 2
    assert all(name == "error" and properties["line"] == "3" for name, properties, _ in found)
    assert all("other.yaml" in data and "\r" not in data for _, _, data in found)


@given(runs)
def test_whatever_a_file_says_each_problem_is_one_annotation_with_its_words(files):
    problems = [one for file in files for one in file.problems]
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    assert [(name, data) for name, _, data in annotations(files)] == [
        (commands[one.severity], f"{visible(one.message)}\n{visible(one.hint)}") for one in problems
    ]
    for (_, properties, _), one in zip(annotations(files), problems, strict=True):
        assert properties["title"] == f"ddscore ({one.id})"
        assert properties.keys() <= {"file", "line", "col", "title"}
