"""The schemas themselves: that they cover the formats, teach them, and mean one thing to both validators."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry

from ddscore.documents import schema, yaml
from ddscore.documents.schema import KINDS, compiled, parsed, schema_text, validate, validator
from ddscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[1] / "data" / "schema"
NAMES = (
    "case.yaml",
    "rubric.yaml",
    "benchmark.yaml",
    "extension.yaml",
    "rubric-test.yaml",
    "assessment.json",
)
EXAMPLES = {name: yaml.load((DATA / name).read_bytes(), name) for name in NAMES}

READ_ALIKE = {
    *("$schema", "$id", "$defs", "$ref", "title", "description"),
    *("type", "enum", "const", "pattern", "minLength", "maxLength"),
    *("minimum", "maximum", "exclusiveMinimum", "items", "minItems", "maxItems"),
    *("properties", "additionalProperties", "propertyNames", "required", "dependentRequired"),
    *("minProperties", "maxProperties", "if", "then", "else", "anyOf", "not"),
    *("x-date", "x-form", "x-order", "x-reference"),
}
ABOUT_KEYS = {"required", "title", "properties", "anyOf"}
CLASS_OR_END = re.compile(r"\[[^\]\\]+\]|\(\?!\\n\)\$")
"""A class without escapes; an end that no newline follows, since Python's `$` matches before one."""
PLAIN_PATTERN = re.compile(r"\^?(?:[a-z0-9_:{},|)^*+?-]|\((?:\?:)?)*")


def kind_of(document: Any) -> str:
    return str(document["ddscore"]).removesuffix("/1")


def pieces(piece: Any, pointer: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each schema within a schema, with where it stands."""
    yield pointer, piece
    for keyword in ("properties", "$defs"):
        for name, inner in piece.get(keyword, {}).items():
            yield from pieces(inner, f"{pointer}/{keyword}/{name}")
    for keyword in ("items", "additionalProperties", "propertyNames", "if", "then", "else", "not"):
        if isinstance(piece.get(keyword), dict):
            yield from pieces(piece[keyword], f"{pointer}/{keyword}")
    for index, inner in enumerate(piece.get("anyOf", ())):
        yield from pieces(inner, f"{pointer}/anyOf/{index}")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_document_that_uses_every_field_is_accepted(name: str) -> None:
    validate(kind_of(EXAMPLES[name]), EXAMPLES[name], (DATA / name).read_bytes(), name)


def test_the_examples_use_every_field_of_every_schema() -> None:
    used = {kind: set[tuple[str, str]]() for kind in KINDS}
    for document in EXAMPLES.values():
        schema_of_it = parsed(kind_of(document))
        mark_used(document, schema_of_it, schema_of_it["$defs"], used[kind_of(document)])
    for kind in KINDS:
        teachable = {
            (name, inner["description"])
            for _, piece in pieces(parsed(kind))
            for name, inner in piece.get("properties", {}).items()
            if "description" in inner
        }
        assert teachable - used[kind] == set()


def mark_used(document: object, piece: Any, definitions: Any, used: set[tuple[str, str]]) -> None:
    """Note each field that a document uses, by its name and its description."""
    piece = schema.resolved(piece, definitions)
    if isinstance(document, dict):
        if piece.get("then", {}).get("$ref"):
            mark_used(document, piece["then" if "children" in document else "else"], definitions, used)
        for name, value in document.items():
            known = piece.get("properties", {})
            if name in known:
                used.add((name, known[name].get("description", "")))
            if isinstance(inner := known.get(name, piece.get("additionalProperties")), dict):
                mark_used(value, inner, definitions, used)
    elif isinstance(document, list):
        for value in document:
            mark_used(value, piece.get("items", {}), definitions, used)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_use_only_what_both_validators_read_alike(kind: str) -> None:
    for at, piece in pieces(parsed(kind)):
        assert set(piece) <= READ_ALIKE, at
        assert PLAIN_PATTERN.fullmatch(CLASS_OR_END.sub("", piece.get("pattern", ""))), at
        assert piece.get("$ref", "#/$defs/").startswith("#/$defs/"), at


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_list_and_table_is_bounded(kind: str) -> None:
    for at, piece in pieces(parsed(kind)):
        types = piece.get("type", ())
        assert "string" not in types or piece.keys() & {"maxLength", "enum", "$ref"}, at
        assert "array" not in types or "maxItems" in piece, at
        assert not isinstance(piece.get("additionalProperties"), dict) or "maxProperties" in piece, at


@pytest.mark.parametrize("kind", KINDS)
def test_a_choice_is_only_ever_between_keys(kind: str) -> None:
    """So that an error never has to guess which of several shapes was meant."""
    for at, piece in pieces(parsed(kind)):
        choices = [*piece.get("anyOf", ()), *([piece["not"]] if "not" in piece else ())]
        assert all(set(choice) == {"required"} for choice in choices), at
        branches = [piece[keyword] for keyword in ("then", "else") if keyword in piece]
        assert all(set(branch) <= ABOUT_KEYS or set(branch) == {"$ref"} for branch in branches), at


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_can_teach_every_field(kind: str) -> None:
    for at, piece in pieces(parsed(kind)):
        if not at.endswith(("/if", "/then", "/set")):
            for name, inner in piece.get("properties", {}).items():
                assert inner["description"].endswith((".", "`")), f"{at}/{name}"
        assert "pattern" not in piece or {"title", "x-form"} <= set(piece), at


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_as_text_is_the_one_that_validates(kind: str) -> None:
    assert json.loads(schema_text(kind)) == parsed(kind)
    Draft202012Validator.check_schema(parsed(kind))


@pytest.mark.parametrize("name", parsed("case")["$defs"])
def test_an_update_may_set_every_field_of_its_fact_and_nothing_else(name: str) -> None:
    fields = parsed("case")["$defs"][name].get("properties", {})
    if "updates" in fields:
        settable = fields["updates"]["items"]["properties"]["set"]["properties"]
        assert set(settable) == set(fields) - {"id", "sources", "updates"}
        assert settable == {field: {"$ref": f"#/$defs/{name}/properties/{field}"} for field in settable}


def test_no_validator_asks_the_network_for_a_schema() -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            return

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(Exception, match="is not shipped"):
            compiled({"$ref": f"http://127.0.0.1:{server.server_port}/other.json"})
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_a_document_is_accepted_without_importing_the_slow_validator() -> None:
    program = (
        "import sys; from ddscore.documents.schema import schema_text, validate\n"
        "schema_text('case'); assert 'jsonschema_rs' not in sys.modules\n"
        "validate('case', {'ddscore': 'case/1', 'id': 'a', 'company': {'name': 'A'}}, b'', 'a.yaml')\n"
        "assert 'jsonschema_rs' in sys.modules and 'jsonschema' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


SLOW = {kind: Draft202012Validator(parsed(kind), registry=Registry()) for kind in KINDS}
ODD_VALUES: list[object] = [
    *(None, True, False, 0, 1, -1, 1.0, 2017, 2017.0, 2017.5, 999, 10000, 2**53, 1e300, 0.1),
    *(
        "",
        " ",
        "a",
        "A",
        "é",
        "a\n",
        "mine\n",
        "2020",
        "2020\n",
        "2020-09",
        "2020-13",
        "2020-09-23",
        "2020-09-23\n",
    ),
    *(
        "NO\n",
        "x.csv\n",
        "children\n",
        "unknown\n",
        "not-applicable",
        "$as_of",
        "$as_of\n",
        "𝟚𝟘𝟚𝟘",
        "٢٠٢٠",
        "🙂" * 300,
    ),
    *("x" * 101, "x" * 301, "0" * 64, "0" * 64 + "\n", "en\n", "https://example.org\n", "2019\nhttps:"),
    *([], {}, [[]], [None], ["a", "a"], [1, True, 1.0], {"": ""}, {"a\n": 1}, {"id": "b", "sources": ["a"]}),
]
ODD_KEYS = [
    "",
    "x",
    "id",
    "id\n",
    "sources",
    "children",
    "extends",
    "levels",
    "answers",
    "themes",
    "answer",
    "when",
]


def places(document: object) -> Iterator[tuple[Any, Any]]:
    """Each container in a document with each of its keys."""
    if isinstance(document, dict | list):
        for key in document if isinstance(document, dict) else range(len(document)):
            yield document, key
            yield from places(document[key])


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A valid document, damaged in one place or two."""
    document = copy.deepcopy(EXAMPLES[draw(st.sampled_from(sorted(EXAMPLES)))])
    for _ in range(draw(st.integers(1, 2))):
        container, key = draw(st.sampled_from(list(places(document))))
        damage = draw(st.sampled_from(["replace", "line break", "remove", "add", "move"]))
        if damage == "remove":
            del container[key]
        elif damage == "line break" and isinstance(container[key], str):
            container[key] += "\n"
        elif damage == "add" and isinstance(container, dict):
            container[draw(st.sampled_from(ODD_KEYS))] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))
        elif damage == "move":
            other, at = draw(st.sampled_from(list(places(document))))
            container[key] = copy.deepcopy(other[at])
        else:
            container[key] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))
    return document


@settings(max_examples=300, deadline=None)
@given(mutated(), st.sampled_from(KINDS))
def test_the_two_validators_agree_on_damaged_documents(document: Any, kind: str) -> None:
    if str(document.get("ddscore")).removesuffix("/1") in KINDS:
        kind = kind_of(document)
    accepted = SLOW[kind].is_valid(document)
    assert validator(kind).is_valid(document) is accepted
    try:
        validate(kind, document, b"{}", "damaged.yaml")
    except InputError as refused:
        assert not accepted
        assert 0 < len(refused.problems) <= 100
        assert all(problem.id != "schema/refused" for problem in refused.problems)
    else:
        assert accepted
