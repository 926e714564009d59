"""Saved assessments: JSON read as strictly as the files that people write, and whether one holds together."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from ddscore.documents import saved
from ddscore.documents.saved import MAX_NESTING, load
from ddscore.documents.saved_checks import check_assessment
from ddscore.errors import InputError
from ddscore.problems import Problem


def refused(content: bytes) -> Problem:
    with pytest.raises(InputError) as error:
        load(content, "saved.json")
    (problem,) = error.value.problems
    assert problem.hint
    assert problem.location.path == "saved.json"
    assert len(problem.message) < 200
    str(problem).encode()
    return problem


@pytest.mark.parametrize(
    ("content", "check"),
    [
        (b"", "syntax"),
        (b"{", "syntax"),
        (b"{'a': 1}", "syntax"),
        (b'{"a": 1,}', "syntax"),
        (b'{"a": 1} {}', "syntax"),
        (b'{"a": "\x01"}', "syntax"),
        (b"\xef\xbb\xbf{}", "syntax"),
        (b'{"a": 1, "a": 1}', "duplicate-key"),
        (b'[{"x": {"a": 1, "b": 2, "a": 3}}]', "duplicate-key"),
        (b'{"a": NaN}', "not-finite"),
        (b"[-Infinity]", "not-finite"),
        (b"[1e400]", "not-finite"),
        (b"[-1e99999999]", "not-finite"),
        (b"[" + b"9" * 400 + b"]", "not-finite"),
        (b"[" + b"9" * 5000 + b"]", "number"),
        (b"[1." + b"9" * 5000 + b"e" + b"9" * 50 + b"]", "not-finite"),
        ('{"a": "é"}'.encode("latin-1"), "not-utf8"),
        ('{"a": 1}'.encode("utf-16"), "not-utf8"),
        ('{"a": 1}'.encode("utf-16-be"), "syntax"),
        (b'"\\ud800"', "half-character"),
        (b'{"\\uDFFF": 1}', "half-character"),
        (b'["\\ude00\\ud83d"]', "half-character"),
        (b"[" * 20_000 + b"]" * 20_000, "too-deep"),
        (b'{"a":' * 20_000, "too-deep"),
        (b"[" * (MAX_NESTING + 2) + b"]" * (MAX_NESTING + 2), "too-deep"),
    ],
)
def test_what_json_does_not_allow_is_refused(content: bytes, check: str) -> None:
    assert refused(content).id == f"json/{check}"


@pytest.mark.parametrize(
    ("content", "document"),
    [
        (b"[1, 1.5, -0, 1e300, null, true]", [1, 1.5, 0, 1e300, None, True]),
        (b'"\\ud83d\\ude00 \\u00e9"', "\U0001f600 é"),
        (b'"\\\\ud800"', "\\ud800"),
        (b'{"a": {"a": 1}}', {"a": {"a": 1}}),
        (b'"NaN"', "NaN"),
        (b"9007199254740993000", 9007199254740993000),
        (b" \r\n[]\n", []),
    ],
)
def test_what_json_allows_is_read(content: bytes, document: object) -> None:
    assert load(content, "saved.json") == document


def test_as_many_levels_as_allowed_are_read() -> None:
    assert load(b"[" * MAX_NESTING + b"]" * MAX_NESTING, "saved.json")


def test_the_place_counts_lines_as_editors_do() -> None:
    problem = refused(b'{"a": 1,\r"b": 2,\r\n"c": x}')
    assert problem.location[1:] == (3, 6)
    assert refused(b'{"a": 1,\r"\xff"}').location[1:] == (2, 2)


def test_more_values_than_any_assessments_have_are_refused_before_they_take_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saved, "MAX_VALUES", 5)
    assert refused(b"[[],[],[]]").id == "json/too-many-values"
    assert load(b"[[],[]]", "saved.json") == [[], []]


CHILD = """
import pathlib
from ddscore.documents.check import check
from ddscore.documents.lint import Context, asks_of

saved = b'{"ddscore": "assessment/1"}'
hostile = (
    b"[" * 20_000,
    b'{"a":' * 200_000,
    b"[" * 2**24,
    b"[]," * 2**22,
    b"9" * 2**24,
    b'"' + b"a" * 2**23 + b'"',
    b"[" + saved + b",{}" * 190_000 + b"]",
)
for content in hostile:
    for one in check(content, "x.json", Context(asks_of([]))):
        print(one.problems[0].id)
status = pathlib.Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM:")))
"""


def test_hostile_json_does_not_bring_the_process_down() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells the memory of a process by a file")
    ran = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=120, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    *told, peak = ran.stdout.split()
    assert told == [
        "json/too-deep",
        "json/too-deep",
        "json/too-many-values",
        "json/too-many-values",
        "json/number",
        "file/no-kind",
        "schema/missing-field",
    ]
    assert int(peak) < 200


SCORE = {"points": 50, "of": 100, "percent": 50, "low": 50, "high": 50}
LISTS = (
    *("contradictions", "possible_contradictions", "disputed", "later"),
    *("open_promises", "unanswered", "unknowns"),
)


def assessment(**changes: Any) -> dict[str, Any]:
    """What the checks look at, of an assessment that holds together."""
    node = {
        "id": "stated",
        "overall": SCORE,
        "level": "Publicly",
        "possible_levels": ["Publicly"],
        "facts": ["commitment"],
        "sources": ["policy"],
        "children": [],
    }
    whole = {
        "as_of": "2020-09-23",
        "summary": {
            "overall": SCORE,
            "possible_bands": [],
            "possible_profiles": [],
            "possible_outcomes": ["none"],
            "band": None,
            "profile": None,
            "outcome": "none",
        },
        "rubric": {"outcomes": [{"id": "none"}, {"id": "exclude"}]},
        "nodes": [node],
        "facts": {"commitment": {"collection": "policies", "sources": ["policy"]}},
        "sources": {"policy": {}},
        **dict.fromkeys(LISTS, ()),
    }
    return {**whole, **{key: {**whole[key], **value} for key, value in changes.items()}}  # type: ignore[dict-item]


def test_an_assessment_that_holds_together_has_no_problem() -> None:
    assert check_assessment(assessment()) == []


@pytest.mark.parametrize(
    ("score", "is_amiss"),
    [
        ({"low": 50.5}, True),
        ({"high": 49}, True),
        ({"low": 51, "high": 49, "percent": None, "points": None}, True),
        ({"low": 0, "high": 100, "percent": None, "points": None}, False),
        ({"low": 50, "high": 10**400}, False),
        ({"low": 0, "high": 100}, False),
    ],
)
def test_a_score_lies_within_its_bounds(score: dict[str, Any], is_amiss: bool) -> None:
    found = check_assessment(assessment(summary={"overall": {**SCORE, **score}}))
    assert [one.id for one in found] == ["assessment/outside-bounds"] * is_amiss


def test_what_is_reached_is_the_only_one_that_is_possible() -> None:
    (found,) = check_assessment(assessment(summary={"possible_outcomes": ["none", "exclude"]}))
    assert (found.id, found.path) == ("assessment/only-possible", ("summary", "outcome"))
    both = {"outcome": None, "possible_outcomes": ["none", "exclude"]}
    assert check_assessment(assessment(summary=both)) == []


@pytest.mark.parametrize("sources", [["polcy"], [["policy"]], 5, "policy", {"policy": 1}, [None]])
def test_what_a_fact_cites_stands_among_the_sources(sources: Any) -> None:
    found = check_assessment(assessment(facts={"commitment": {"collection": "policies", "sources": sources}}))
    if sources == "policy":
        assert found == []
    else:
        assert {one.id for one in found} == {"assessment/dangling-reference"}


def test_no_more_is_told_than_anyone_mends_in_one_go() -> None:
    found = check_assessment(
        assessment(facts={str(index): {"collection": "policies", "sources": ["x"]} for index in range(500)})
    )
    assert len(found) == 100


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": "NaN",\n "b": NaN}', (2, 7)),
        ('{"NaN": 1e999}', (1, 9)),
        ('{"a": {"b": 1},\n "b": 2, "b": 3}', (2, 10)),
        ('[{"b": "b"}, {"b": {"b": 1}, "\\u0062": 2}]', (1, 30)),
        ('["\\ud83d\\ude00",\n "\\ud83d"]', (2, 2)),
        ('[{"\\\\": 1, "\\udc00": 1}]', (1, 12)),
        ("[1, " + "[" * MAX_NESTING + "]" * MAX_NESTING + "]", (1, 4 + MAX_NESTING)),
        ('["' + "9" * 5000 + '", ' + "9" * 5000 + "]", (1, 5006)),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text: str, place: tuple[int, int]) -> None:
    assert refused(text.encode()).location[1:] == place
