"""Broken variants of real files: their bytes changed, or what they say. The same dice give the same file."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from tests.fuzz.seeds import MAX_BYTES, kinds, seeds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from tests.fuzz.seeds import Seed

    Place = tuple[Any, Any]
    """A list or mapping, and a key or index in it."""

_TOKENS = (
    *(
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xc2\x85",
        b"\t",
        b"\r",
        b"\n",
        b"\n\n---\n",
        b"%TAG",
    ),
    *(
        b"&a ",
        b"*a",
        b"!!str ",
        b"<<: ",
        b"? ",
        b"- " * 70,
        b"[" * 70,
        b"{a: " * 70,
        b": ",
        b"#",
        b"|\n",
        b">-\n",
    ),
    *(
        b"'",
        b'"',
        b"\\",
        b'"\\ud800"',
        b'"\\u0000"',
        b",",
        b"]",
        b"}",
        b"null",
        b"~",
        b"true",
        b".nan",
        b"1e999",
    ),
    *(b"9" * 50, b"0x10", b"2019-02-30", b"NaN", b"-", b"ddscore: ", b"rubric/1", b"case/2", b"assessment/1"),
)
_VALUES: Sequence[Any] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        2016,
        2016.5,
        1e308,
        2**53,
        "",
        " ",
        "x" * 501,
        "\n",
        "é" * 300,
        "a/b",
        "~0/1",
    ),
    *([], {}, [[]], [None], {"": ""}, {"a": {"b": {"c": []}}}, "case/1", "$this.id", "$as_of", "all", "none"),
    *(
        "2019-02-30",
        "2019-13",
        "0000",
        "9999-12-31",
        "1000",
        "2020-09-23",
        "https://example.org",
        "ftp://x",
        "../x",
    ),
    *(
        "a@example.org",
        "+44 20 7946 0123",
        "51.5074, -0.1278",
        "GB0002634946",
        "guilty",
        "“" + "word " * 41 + "”",
    ),
    *(
        "answers.csv",
        "ungp",
        "company",
        "NO",
        "1.10",
        "0x1F",
        "\u202e",
        "\ud83d\ude00",
        [1, "a", None],
        ["a"] * 40,
    ),
)


def broken_file(dice: Random) -> tuple[bytes, str]:
    """A broken variant of some real file, and a name for it."""
    kind = dice.choice(kinds())
    seed = dice.choice(seeds()[kind])
    if dice.random() < 0.45:
        content = change_bytes(seed.content, dice, lambda: dice.choice(seeds()[kind]).content)
        suffix = "json" if seed.content[:1] in (b"{", b"[") else "yaml"
    else:
        content, suffix = _written(change_document(seed, dice), dice)
    return content[: 4 * MAX_BYTES], f"fuzzed.{suffix if dice.random() < 0.97 else 'json'}"


def change_bytes(content: bytes, dice: Random, other: Callable[[], bytes]) -> bytes:
    """Change one to four places in a file, without regard to what they mean."""
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(content) + 1)
        end = min(len(content), start + dice.choice((0, 1, 1, 2, 8, 40, 200)))
        match dice.randrange(7):
            case 0:
                content = content[:start] + bytes([dice.randrange(256)]) + content[start + 1 :]
            case 1 | 2:
                content = content[:start] + dice.choice(_TOKENS) + content[end:]
            case 3:
                content = content[:start] + content[end:]
            case 4:
                content = content[:end] + content[start:end] * dice.randint(1, 3) + content[end:]
            case 5:
                content = _lines_moved(content, dice)
            case _:
                taken = other()
                content = (
                    content[:start]
                    + taken[dice.randrange(len(taken)) :][: dice.randrange(400)]
                    + content[end:]
                )
    return content if dice.random() < 0.97 else content[: dice.randrange(len(content) + 1)]


def _lines_moved(content: bytes, dice: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) < 2:
        return content
    line = lines.pop(dice.randrange(len(lines)))
    lines.insert(dice.randrange(len(lines)), dice.choice((b"", b" ", b"  ")) + line)
    return b"".join(lines)


def change_document(seed: Seed, dice: Random) -> Any:
    """Change one to four parts of what a file says: it stays well-formed and means something else."""
    document = copy.deepcopy(seed.document)
    for _ in range(dice.randint(1, 4)):
        places = [*_places(document)]
        if not places:
            return document
        part, key = dice.choice(places)
        match dice.randrange(8):
            case 0 | 1:
                part[key] = copy.deepcopy(dice.choice(_VALUES))
            case 2:
                del part[key]
            case 3:
                part[key] = dice.choice(([part[key]], {"a": part[key]}, [part[key]] * 3))
            case 4 | 5:
                other, there = dice.choice(places)
                part[key] = copy.deepcopy(other[there])
            case 6 if isinstance(part, dict):
                part[_misspelt(key, dice)] = part.pop(key)
            case _ if isinstance(part, list):
                part.insert(dice.randrange(len(part) + 1), copy.deepcopy(part[key]))
            case _:
                part[_misspelt(key, dice)] = copy.deepcopy(part[key])
    return document


def _places(part: Any) -> list[Place]:
    """Every place in a document, from the top."""
    keys = list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else []
    return [place for key in keys for place in ((part, key), *_places(part[key]))]


def _misspelt(name: str, dice: Random) -> str:
    at = dice.randrange(len(name) + 1)
    return dice.choice(
        (name[:at] + name[at + 1 :], name[:at] + "x" + name[at:], name.upper(), name + "\n", "é")
    )


def _written(document: Any, dice: Random) -> tuple[bytes, str]:
    """A document as JSON, or as YAML in blocks; JSON is YAML too."""
    if dice.random() < 0.4:
        text = json.dumps(document, indent=dice.choice((None, 1)), ensure_ascii=dice.random() < 0.3)
        return text.encode("utf-8", "surrogatepass"), dice.choice(("json", "yaml"))
    from yaml import CSafeDumper, dump

    try:
        written: bytes = dump(
            document, Dumper=CSafeDumper, allow_unicode=True, sort_keys=False, encoding="utf-8"
        )
    except UnicodeEncodeError:
        return json.dumps(document).encode(), "json"
    return written, "yaml"
