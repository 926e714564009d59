"""Rubric tests (`*.test.yaml`): from text to cases that can be assessed and what is expected of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents import schema, shipped, yaml
from ddscore.documents.files import read
from ddscore.documents.findings import Finding, guess, place
from ddscore.documents.placeholders import lint_placeholders
from ddscore.documents.positions import Mark, positions
from ddscore.documents.rubric import load_rubric
from ddscore.documents.rubric_test_cases import Cases
from ddscore.documents.rubric_test_expectations import Expectations
from ddscore.errors import InputError
from ddscore.model.dates import PartialDate
from ddscore.model.rubric_test import RubricTest, RubricTests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.positions import NodePath
    from ddscore.model.rubric import Rubric
    from ddscore.problems import Problem

TOLERANCE = 0.05
"""In percent: so that a score can be written with one decimal, as `explain` prints it."""

Document = Mapping[str, Any]

_NOWHERE = Mark(0, 0, 0, 0)
_IMPOSSIBLE = "rubric-test/impossible-date"


def load_rubric_test(path: Path | str) -> RubricTests:
    """Read a file of rubric tests with the rubric and the cases that it names.

    InputError with every problem found where it cannot be trusted.
    """
    return parse_rubric_test(read(path), str(path))


def parse_rubric_test(content: bytes, path: str) -> RubricTests:
    """Rubric tests from the bytes of their file; the rubric and the cases are looked for beside `path`."""
    document = yaml.load(content, path)
    schema.validate("rubric-test", document, content, path)
    assert isinstance(document, dict)  # noqa: S101 - the schema has said so
    reading = _read(document, positions(content), path)
    if reading.rubric is None or reading.findings:
        raise InputError(place(reading.findings, content, path))
    return RubricTests(path, reading.rubric, tuple(reading.tests))


def check_rubric_test(content: bytes, path: str) -> list[Problem]:
    """All that is wrong with a file of rubric tests, in order of position; nothing is run."""
    from ddscore.documents.salvage import in_sound_parts

    def found(document: Mapping[str, Any]) -> Iterator[Finding]:
        # Nothing is run, and so nobody asks on which line a test or what it expects stands.
        yield from _read(document, defaultdict(lambda: _NOWHERE), path).findings
        yield from lint_placeholders("rubric-test", document)

    try:
        return place(in_sound_parts("rubric-test", yaml.load(content, path), found), content, path)
    except InputError as error:
        return list(error.problems)


class _Reading(NamedTuple):
    """What a file of tests says, as far as it is right, and what is wrong with it."""

    rubric: Rubric | None
    tests: list[RubricTest]
    findings: list[Finding]


def _read(document: Document, marks: Mapping[NodePath, Mark], path: str) -> _Reading:
    """A document of the shape that its schema asks for."""
    found = [*_same_names(document), *_impossible_days(document)]
    rubric = _rubric(document["rubric"], path, found)
    expectations = Expectations(rubric, marks)
    if any(finding.id == _IMPOSSIBLE for finding in found):
        # No case can be put together on a day that there is not.
        for index, test in enumerate(document["tests"]):
            expectations.of(test["expect"], ("tests", index, "expect"))
        return _Reading(rubric, [], [*found, *expectations.findings])
    cases = Cases(document, path)
    made = (
        _test(test, ("tests", index), document, cases, expectations, marks, found)
        for index, test in enumerate(document["tests"])
    )
    tests = [test for test in made if test is not None]
    return _Reading(rubric, tests, [*found, *cases.findings, *expectations.findings])


def _test(
    test: Document,
    at: NodePath,
    document: Document,
    cases: Cases,
    expectations: Expectations,
    marks: Mapping[NodePath, Mark],
    found: list[Finding],
) -> RubricTest | None:
    """A test; None where its case is wrong."""
    case = cases.of(test, at)
    expected = expectations.of(test["expect"], (*at, "expect"))
    if case is None:
        return None
    if case.as_of is None and "as_of" not in test:
        message = "neither this test nor its case says as of which day it is assessed"
        hint = "add `as_of` here, to the case, or for all tests at the top of the file"
        found.append(Finding("rubric-test/no-date", at, message, hint))
    return RubricTest(
        name=test["name"],
        line=marks[at].line,
        case=case,
        as_of=PartialDate.parse(test["as_of"]) if "as_of" in test else None,
        tolerance={"tolerance": TOLERANCE, **document, **test}["tolerance"],
        expected=expected,
    )


def _same_names(document: Document) -> Iterator[Finding]:
    """A name says which test failed, and so belongs to one."""
    first: dict[str, int] = {}
    for index, test in enumerate(document["tests"]):
        name = test["name"]
        if name in first:
            message = f'test {first[name] + 1} has the name "{name}" too'
            hint = "say in the name what this one is about"
            yield Finding("rubric-test/duplicate-name", ("tests", index, "name"), message, hint)
        first.setdefault(name, index)


def _impossible_days(document: Document) -> Iterator[Finding]:
    stated = [(document, ())] + [(test, ("tests", index)) for index, test in enumerate(document["tests"])]
    for record, at in stated:
        try:
            PartialDate.parse(record.get("as_of", "2000"))
        except ValueError:
            message = f"there is no day {record['as_of']}"
            yield Finding(_IMPOSSIBLE, (*at, "as_of"), message, "check the day of the month")


def _rubric(name: str, path: str, found: list[Finding]) -> Rubric | None:
    """The rubric under test: in the file of its name beside this one, else a shipped one."""
    folder = Path(path).parent
    beside = folder / f"{name}.yaml"
    known = shipped.rubrics()
    if not beside.is_file() and name not in known:
        near = {file.stem for file in folder.glob("*.yaml") if not shipped.is_test(file)}
        otherwise = f"the shipped ones are {', '.join(known)}"
        message = f"there is no rubric `{name}`, neither beside this file nor among the shipped ones"
        hint = guess(name, near.union(known), otherwise)
        found.append(Finding("rubric-test/unknown-rubric", ("rubric",), message, hint))
        return None
    try:
        rubric = load_rubric(beside if beside.is_file() else known[name])
    except InputError as error:
        first, *others = error.problems
        more = f", the first of {len(others) + 1} problems" if others else ""
        message = f"the rubric cannot be used: {first}{more}"
        found.append(Finding("rubric-test/invalid-rubric", ("rubric",), message, "mend the rubric first"))
        return None
    if rubric.id != name:
        message = f"{beside.name} is the rubric `{rubric.id}`, not `{name}`"
        hint = f"give the file the name of its id, and write `rubric: {rubric.id}`"
        found.append(Finding("rubric-test/unknown-rubric", ("rubric",), message, hint))
        return None
    return rubric
