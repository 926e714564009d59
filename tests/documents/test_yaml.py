"""Strict YAML: what is read, what is refused, and where each part stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ddscore.documents.positions import Mark, positions
from ddscore.documents.yaml import load
from ddscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.problems import Problem

DATA = Path(__file__).parents[1] / "data" / "yaml"
READ = json.loads((DATA / "read.json").read_text(encoding="utf-8"))
REFUSED = json.loads((DATA / "refused.json").read_text(encoding="utf-8"))

BIDIRECTIONAL = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
LINE_BREAKS_OF_OTHERS = [0x85, 0x2028, 0x2029]
CONTROLS = [*set(range(0x20)) - {0x09, 0x0A, 0x0D}, *range(0x7F, 0xA0)]
REFUSED_CHARACTERS = sorted({*CONTROLS, *LINE_BREAKS_OF_OTHERS, *BIDIRECTIONAL, 0xFEFF, 0xFFFE, 0xFFFF})
SURROGATES = range(0xD800, 0xE000)


def problem_of(content: bytes | str) -> Problem:
    """The one problem that refuses a document."""
    with pytest.raises(InputError) as refused:
        load(content.encode() if isinstance(content, str) else content, "cases/example.yaml")
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize("row", READ, ids=[row["text"] for row in READ])
def test_a_value_means_what_the_core_schema_says(row: dict[str, object]) -> None:
    # By repr, since 1 == 1.0 == True.
    assert repr(load(str(row["text"]).encode(), "x.yaml")) == repr(row["value"])


@pytest.mark.parametrize("row", REFUSED, ids=[row["text"] for row in REFUSED])
def test_what_is_refused_is_refused_at_its_place_with_a_hint(row: dict[str, str]) -> None:
    problem = problem_of(row["text"])
    assert (problem.id, str(problem.location)) == (row["id"], f"cases/example.yaml:{row['at']}")
    assert row["says"] in str(problem)
    assert problem.hint


def test_the_country_no_stays_norway() -> None:
    assert load(b"company: {country: NO}", "x.yaml") == {"company": {"country": "NO"}}


@pytest.mark.parametrize("code", REFUSED_CHARACTERS, ids=hex)
def test_a_control_character_is_refused_raw_and_escaped(code: int) -> None:
    raw = problem_of(f'a: "é{chr(code)}"')
    escaped = problem_of(f'a: "é\\u{code:04x}"')
    assert (raw.id, raw.location.column) == ("yaml/control-character", 6)
    assert (escaped.id, escaped.location.column) == ("yaml/control-character", 4)
    assert raw.message.startswith(f"U+{code:04X} is ")
    assert escaped.message == f"{raw.message}, here as an escape"


def test_every_other_character_is_read() -> None:
    printable = set(range(0x20, 0x10000)) - {*REFUSED_CHARACTERS, *SURROGATES, ord("'")}
    text = "".join(map(chr, [*sorted(printable), 0x10000, 0x1F600, 0x10FFFF]))
    assert load(f"a: '{text}'".encode(), "x.yaml") == {"a": text}


@pytest.mark.parametrize(
    ("content", "at", "says"),
    [
        (b"a: \xc3\xa9\xe9", (1, 5), "the byte 0xE9 is not valid UTF-8"),
        (b"a: 1\r\nb: \xff", (2, 4), "the byte 0xFF"),
        (b"a: \xed\xa0\x80", (1, 4), "the byte 0xED"),  # a surrogate
        (b"a: \xc0\x80", (1, 4), "the byte 0xC0"),  # a null character in two bytes
        ("a: 1".encode("utf-16"), (1, 1), "the file is UTF-16"),
        ("a: 1".encode("utf-16-le"), (1, 1), "the file is UTF-16"),
        ("a: 1".encode("utf-16-be"), (1, 1), "the file is UTF-16"),
        (b"PK\x03\x04\x14\0\x08\xe9", (1, 1), "a document of Word or Excel, or another zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (1, 1), "a document of an older Word or Excel"),
        (b"%PDF-1.7\n%\xe2\xe3", (1, 1), "a PDF"),
    ],
)
def test_anything_but_utf_8_is_refused(content: bytes, at: tuple[int, int], says: str) -> None:
    problem = problem_of(content)
    assert problem.id == "yaml/not-utf8"
    assert (problem.location.line, problem.location.column) == at
    assert says in problem.message


def test_a_document_may_have_64_levels_and_no_more() -> None:
    assert load(b"[" * 64 + b"]" * 64, "x.yaml")
    problem = problem_of("[" * 65 + "]" * 65)
    assert (problem.id, problem.location.column) == ("yaml/too-deep", 65)


def test_levels_are_counted_down_when_they_close() -> None:
    assert load(b"- {a: []}\n" * 100, "x.yaml") == [{"a": []}] * 100


def test_a_document_may_have_100_000_keys_and_values_and_no_more() -> None:
    items = b"- a\n" * 99_999
    assert load(items, "x.yaml") == ["a"] * 99_999
    problem = problem_of(items + b"- a\n")
    assert (problem.id, problem.location.line) == ("yaml/too-many-nodes", 100_000)

    entries = "".join(f"{number}:\n" for number in range(49_999))
    assert load(entries.encode(), "x.yaml") == {str(number): None for number in range(49_999)}
    problem = problem_of(entries + "last:\n")
    assert (problem.id, problem.location.line) == ("yaml/too-many-nodes", 50_000)


def test_a_document_may_have_one_mebibyte_and_no_more() -> None:
    content = b"a: " + b"b" * (2**20 - 3)
    assert load(content, "x.yaml")
    assert problem_of(content + b"b").id == "yaml/too-large"


def test_a_number_may_have_40_characters_and_no_more() -> None:
    longest = "1." + "0" * 38
    assert load(longest.encode(), "x.yaml") == 1.0
    problem = problem_of(longest + "0")
    assert problem.id == "yaml/number-too-long"
    assert "41 characters" in problem.message
    assert load(f"'{longest}0'".encode(), "x.yaml") == f"{longest}0"


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_may_be_whole_up_to_2_to_the_53_and_no_further(sign: str) -> None:
    assert load(f"[{sign}9007199254740992]".encode(), "x.yaml") == [int(f"{sign}9007199254740992")]
    assert problem_of(f"[{sign}9007199254740993]").id == "yaml/number-too-large"
    assert problem_of(f"[{sign}9.1e15]").id == "yaml/number-too-large"


def test_a_long_key_is_cut_short_in_the_message() -> None:
    key = "k" * 1000
    assert problem_of(f"{key}: 1\n{key}: 2").message == f'the key "{"k" * 40}…" stands here a second time'


def test_a_pyyaml_without_libyaml_says_how_to_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    problem = problem_of("a: 1")
    assert problem.id == "yaml/no-libyaml"
    assert "pip install" in problem.hint


def test_positions_are_those_of_values_and_of_their_keys() -> None:
    text = "é: ü\nlist:\n  - {a: '1', b: }\n  - |\n    text\nempty:\n"
    assert positions(text.encode()) == {
        (): Mark(1, 1, 1, 1),
        ("é",): Mark(1, 4, 1, 1),
        ("list",): Mark(3, 3, 2, 1),
        ("list", 0): Mark(3, 5, 3, 5),
        ("list", 0, "a"): Mark(3, 9, 3, 6),
        ("list", 0, "b"): Mark(3, 17, 3, 14),
        ("list", 1): Mark(4, 5, 4, 5),
        ("empty",): Mark(6, 7, 6, 1),
    }


def test_positions_count_a_carriage_return_and_line_feed_as_one_break() -> None:
    assert positions(b"a: 1\r\nb: 2\r\n")["b",] == Mark(2, 4, 2, 1)


def is_allowed(character: str) -> bool:
    return ord(character) not in REFUSED_CHARACTERS


TEXT = st.text(st.characters(codec="utf-8").filter(is_allowed), max_size=20)
EXACT = st.floats(-(2.0**53), 2.0**53, allow_subnormal=False)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | EXACT | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXT, VALUES, max_size=4) | st.lists(VALUES, max_size=4)


class QuotingDumper(yaml.SafeDumper):
    """Quotes every string, since PyYAML leaves bare what is a string in YAML 1.1 alone: `1e3`, `0o7`."""

    quote = '"'


def quoted(dumper: QuotingDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=dumper.quote)


QuotingDumper.add_representer(str, quoted)


@given(document=DOCUMENTS, quote=st.sampled_from("'\""), flow=st.booleans(), raw=st.booleans())
def test_what_is_dumped_is_read_back(document: object, quote: str, flow: bool, raw: bool) -> None:
    dumper = type("Dumper", (QuotingDumper,), {"quote": quote, "ignore_aliases": lambda *_: True})
    text = yaml.dump(document, Dumper=dumper, default_flow_style=flow, allow_unicode=raw, sort_keys=False)
    assert repr(load(text.encode(), "x.yaml")) == repr(document)


def parts(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from parts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from parts(inner, (*path, index))


def opening(value: object) -> str:
    """How a value begins in JSON."""
    text = json.dumps(value, ensure_ascii=False)
    return text[0] if isinstance(value, (dict, list)) else text


@given(document=DOCUMENTS, indent=st.sampled_from([None, 0, 3]))
def test_json_is_yaml_and_every_part_stands_where_positions_say(document: object, indent: int | None) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    lines = text.split("\n")
    places = positions(text.encode())
    assert repr(load(text.encode(), "x.yaml")) == repr(document)
    assert set(places) == {path for path, _ in parts(document)}
    for path, value in parts(document):
        mark = places[path]
        assert lines[mark.line - 1][mark.column - 1 :].startswith(opening(value))
        if path and isinstance(path[-1], str):
            assert lines[mark.key_line - 1][mark.key_column - 1 :].startswith(opening(path[-1]))
        else:
            assert (mark.key_line, mark.key_column) == (mark.line, mark.column)
