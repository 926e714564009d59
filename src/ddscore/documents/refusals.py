"""Why strict YAML refuses a document, said so that the writer of a case file can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn, cast

from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.error import Mark, MarkedYAMLError


class Refusal(NamedTuple):
    """What is wrong and how to mend it, before it is known where."""

    check: str
    """The problem's id without its family: `duplicate-key`."""
    message: str
    hint: str

    def at(self, path: str, line: int | None = None, column: int | None = None) -> NoReturn:
        """Raise the InputError of this refusal at a place in a file."""
        location = Location(path, line, column)
        raise InputError([Problem(f"yaml/{self.check}", Severity.ERROR, self.message, self.hint, location)])


ALIAS = Refusal(
    "alias", "an alias (*) is not allowed", "write the content out; quote text that begins with *"
)
ANCHOR = Refusal("anchor", "an anchor (&) is not allowed", "delete it; quote text that begins with &")
TAG = Refusal("tag", "a tag (!) is not allowed", "delete it; quote text that begins with !")
MERGE_KEY = Refusal("merge-key", "a merge key (<<) is not allowed", "write the entries out")
NULL_KEY = Refusal(
    "null-key", "a key cannot be null or empty", 'put a name before the colon, or quote it: "null"'
)
COMPLEX_KEY = Refusal(
    "complex-key", "a key cannot be a list or a mapping", "quote text that begins with [ or {"
)
EMPTY = Refusal("empty", "there is nothing in this file", "begin it with a line such as `ddscore: case/1`")
SEVERAL_DOCUMENTS = Refusal(
    "several-documents", "a second document begins here", "put it in a file of its own"
)
NO_LIBYAML = Refusal(
    "no-libyaml",
    "this PyYAML was built without libyaml, which ddscore reads YAML with",
    "install one of its wheels: pip install --force-reinstall --only-binary=:all: PyYAML",
)

_OPEN_QUOTE = Refusal("syntax", "this quotation mark is never closed", "close it; inside '…' write ' twice")
_TAB = Refusal("syntax", "a tab stands in the indentation", "indent with spaces")
_ESCAPE = Refusal(
    "syntax", "YAML knows no such escape", "write \\ twice, or use '…', where \\ is an ordinary character"
)
_CHECK_INDENTATION = "check the indentation, and the brackets and quotation marks before it"

# By libyaml's own words. What was begun and not ended is mended where it began, not where libyaml gave up.
_FROM_WHERE_IT_BEGAN: Mapping[str | None, Refusal] = {
    "while scanning an alias": ALIAS,
    "while scanning an anchor": ANCHOR,
    "while scanning a tag": TAG,
    "while parsing a tag": TAG,
    "found unexpected end of stream": _OPEN_QUOTE,
    "found unexpected document indicator": _OPEN_QUOTE,
    "did not find expected ',' or ']'": Refusal(
        "syntax",
        "this list lacks its end or a comma",
        "end it with ]; quote text that has a comma or bracket in it",
    ),
    "did not find expected ',' or '}'": Refusal(
        "syntax",
        "this mapping lacks its end or a comma",
        "end it with }; quote text that has a comma or brace in it",
    ),
    "could not find expected ':'": Refusal(
        "syntax",
        "this line is neither a key with a value nor an item of a list",
        "write `key: value` or `- item`, with the space; indent text that goes on from the line before",
    ),
}
_WHERE_IT_FAILED: Mapping[str | None, Refusal] = {
    "found undefined tag handle": TAG,
    "mapping values are not allowed in this context": Refusal(
        "syntax",
        "this colon would make a key where none can stand",
        "quote a value that has a colon in it; else check the indentation, and the space after each colon",
    ),
    "found unexpected ':'": Refusal(
        "syntax", "a space is missing after this colon", "add it, or quote the text"
    ),
    "block sequence entries are not allowed in this context": Refusal(
        "syntax", "no list can begin here", "begin it on the next line; quote text that begins with a dash"
    ),
    "mapping keys are not allowed in this context": Refusal(
        "syntax", "no key can stand here", "quote text that begins with a question mark"
    ),
    "did not find expected key": Refusal("syntax", "only a key could stand here", _CHECK_INDENTATION),
    "did not find expected '-' indicator": Refusal(
        "syntax", "only an item (-) could stand here", _CHECK_INDENTATION
    ),
    "did not find expected <document start>": Refusal(
        "syntax", "the document ended before this", _CHECK_INDENTATION
    ),
    "did not find expected node content": Refusal(
        "syntax", "a value is missing here", "quote text that begins with a comma or a bracket"
    ),
    "did not find expected comment or line break": Refusal(
        "syntax",
        "text after | or > begins on the next line",
        "begin it there; quote text that begins with | or >",
    ),
    "found a tab character where an indentation space is expected": _TAB,
    "found a tab character that violates indentation": _TAB,
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
}


def refuse_syntax(error: MarkedYAMLError, text: str, path: str) -> NoReturn:
    """Raise the InputError of what libyaml could not parse in `text`."""
    from ddscore.documents.slips import find_slip

    failed = cast("Mark", error.problem_mark)
    slip = find_slip(error.problem, text, failed.line, failed.column)
    if slip is not None:
        Refusal("syntax", slip.message, slip.hint).at(path, slip.line + 1, slip.column + 1)
    began = _FROM_WHERE_IT_BEGAN.get(error.context) or _FROM_WHERE_IT_BEGAN.get(error.problem)
    mark = cast("Mark", error.context_mark if began else error.problem_mark)
    refusal = began or _WHERE_IT_FAILED.get(error.problem)
    if error.problem == "found character that cannot start any token":
        refusal = _cannot_begin(text[mark.index])
    if refusal is None:
        said = " ".join(filter(None, (error.context, error.problem)))
        refusal = Refusal("syntax", f"this is not valid YAML: {said}", "mend it, or quote the text")
    refusal.at(path, *_place(mark, text))


def _place(mark: Mark, text: str) -> tuple[int, int]:
    """The line and column of a mark; libyaml ends a text that lacks it with a line of its own."""
    if mark.index >= len(text) and mark.column == 0 and text and text[-1] not in "\r\n":
        return mark.line, len(text) - max(text.rfind("\n"), text.rfind("\r"))
    return mark.line + 1, mark.column + 1


def _cannot_begin(character: str) -> Refusal:
    if character == "\t":
        return _TAB
    return Refusal(
        "syntax", f"no value can begin with {character}", f"quote text that begins with {character}"
    )
