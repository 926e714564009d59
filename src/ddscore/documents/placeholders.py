"""Texts that say what to write, left as the templates of `ddscore new` have them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ddscore.documents import starts
from ddscore.documents.findings import Finding
from ddscore.documents.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.positions import NodePath

_CHECKS = {
    "case": "case/placeholder",
    "rubric": "rubric/placeholder",
    "rubric-test": "rubric-test/placeholder",
}
_HINT = "write in its place what holds here, or take it out"


def lint_placeholders(kind: str, document: object) -> Iterator[Finding]:
    """Refuse what a document still says as the examples of a template do."""
    left = placeholders()
    if left.isdisjoint(leaves(document)):
        return
    for text, at in _texts(document, ()):
        if text in left:
            yield Finding(_CHECKS[kind], at, f'"{text}" is still what the template says', _HINT)


@cache
def placeholders() -> frozenset[str]:
    """The texts and addresses that stand in the examples of the templates alone."""
    found: set[str] = set()
    for as_it_stands, with_examples in starts.templates():
        said = {text for text, _ in _texts(as_it_stands, ())}
        found.update(text for text, _ in _texts(with_examples, ()) if text not in said)
    return frozenset(found)


def _texts(value: object, at: NodePath) -> Iterator[tuple[str, NodePath]]:
    """The texts of several words and the addresses that are alone in their fields.

    What stands in a list may well be as somebody needs it: the company's website was searched.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                if " " in inner or "://" in inner:
                    yield inner, (*at, name)
            else:
                yield from _texts(inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*at, index))
