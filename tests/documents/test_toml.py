"""TOML: what is wrong with its text, and where its keys stand."""

from __future__ import annotations

import pytest

from ddscore.documents import toml
from ddscore.errors import InputError

TEXT = """\
# check.strict in a comment
top = "check"

[project]
text = '''
[tool.ddscore.check]
strict = true
'''
names = [
  "tool", # a list over several lines

  "ddscore",
]

[tool . "ddscore".check]
  paths = [
    "strict",
  ]
strict = "strict"

[tool.ddscore]
test.paths = ["a"]
inline = {a = 1, "b c" = {d = 2}}

[[tool.ddscore.list]]
key = 1
"""


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        (("top",), 2, 1),
        (("project",), 4, 2),
        (("project", "names"), 9, 1),
        (("tool", "ddscore"), 15, 9),
        (("tool", "ddscore", "check"), 15, 19),
        (("tool", "ddscore", "check", "paths"), 16, 3),
        (("tool", "ddscore", "check", "strict"), 19, 1),
        (("tool", "ddscore", "test"), 22, 1),
        (("tool", "ddscore", "test", "paths"), 22, 6),
        (("tool", "ddscore", "inline", "b c"), 23, 18),
        (("tool", "ddscore", "inline", "b c", "d"), 23, 27),
        (("tool", "ddscore", "list"), 25, 16),
    ],
)
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_a_key_is_found_where_it_is_set(keys: tuple[str, ...], line: int, column: int, break_: str) -> None:
    assert toml.place(TEXT.replace("\n", break_).encode(), keys) == (line, column)


def test_a_key_whose_tables_name_stands_in_its_value_is_found_at_itself() -> None:
    assert toml.place(b'[check]\nstrikt = "check"\n', ("check", "strikt")) == (2, 1)


def test_a_key_that_is_not_there_has_no_place() -> None:
    with pytest.raises(KeyError):
        toml.place(b"a = 1\n", ("b",))


def test_a_byte_order_mark_is_passed_over() -> None:
    assert toml.load(b"\xef\xbb\xbfa = 1\n", "x.toml") == {"a": 1}
    assert toml.place(b"\xef\xbb\xbfa = 1\n", ("a",)) == (1, 1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a = 1\nb = \n", "x.toml:2:5: this is not TOML: invalid value"),
        (b"a = 1\nb = [", "the file ends here"),
        (b"a = 1\nb = '\xff'\n", "x.toml:2: the file is not valid UTF-8 here (save it as UTF-8)"),
        (b"a = " + b"[" * 5_000 + b"]" * 5_000, "nested too deep"),
        (b"a = " + b"1" * 5_000, "this is not TOML: exceeds the limit"),
    ],
)
def test_what_is_no_toml_is_told_at_its_place(content: bytes, told: str) -> None:
    with pytest.raises(InputError) as refused:
        toml.load(content, "x.toml")
    assert told in str(refused.value)
