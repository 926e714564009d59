"""Every id of a problem that the source code names, be it whole or without its family."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "ddscore"

FAMILY_OF: Mapping[str, str] = {
    "cli/settings.py": "settings",
    "documents/answers_file.py": "answers",
    "documents/asked.py": "answers",
    "documents/characters.py": "yaml",
    "documents/explain.py": "schema",
    "documents/files.py": "file",
    "documents/git.py": "file",
    "documents/holdings.py": "holdings",
    "documents/holdings_currency.py": "holdings",
    "documents/holdings_rows.py": "holdings",
    "documents/holdings_text.py": "holdings",
    "documents/imported_files.py": "answers",
    "documents/importing.py": "answers",
    "documents/refusals.py": "yaml",
    "documents/rubric_test_cases.py": "rubric-test",
    "documents/rubric_test_expectations.py": "rubric-test",
    "documents/saved.py": "json",
    "documents/scalars.py": "yaml",
    "documents/tables.py": "answers",
    "documents/toml.py": "toml",
    "documents/wording.py": "schema",
    "documents/workbook.py": "answers holdings",
    "documents/yaml.py": "yaml",
}
"""The modules that name checks without their family, and which that is; of workbooks, one of two."""
RELAYED = frozenset(
    {
        *("answers/control-character", "answers/not-finite", "answers/number-too-large"),
        *("answers/number-too-long", "holdings/control-character"),
    }
)
"""Tables refuse the characters and numbers that YAML refuses, by the same names."""

_CALLS = frozenset(
    {
        "_find",
        "_problem",
        "_refuse",
        "_refused",
        "problem",
        "refuse",
        "refused",
        "Refusal",
        "Refused",
        "UnfitNumberError",
        "Wrong",
    }
)
"""What a check is given to, without its family: its first argument that has the form of one."""
_GIVES_AWAY = frozenset({"Listing", "Refusal", "Refused", "UnfitNumberError", "Wrong"})
"""A module that speaks of these may name a check without its family."""
_MENTIONS = re.compile(rf"\b(?:{'|'.join(sorted(_GIVES_AWAY))})\b")
_FAMILIES = "|".join(
    sorted({*" ".join(FAMILY_OF.values()).split(), "case", "rubric", "assessment", "portfolio"})
)
_WHOLE = re.compile(rf"(?:{_FAMILIES})/[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BEGINNING = re.compile(rf"(?:{_FAMILIES})/")
_OF_A_KIND = re.compile(r"f\"\{self\.kind\}/")
"""How a module puts a family before a name that is not always the same."""
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def named_checks() -> set[str]:
    """The ids of all checks that the code can fail."""
    found = set(RELAYED)
    for module, tree in _modules().items():
        found |= {text for text in _texts(ast.walk(tree)) if _WHOLE.fullmatch(text)}
        for family in FAMILY_OF.get(module, "").split():
            found |= {f"{family}/{name}" for name in _names(tree)}
    return found


def modules_that_may_name_checks() -> set[str]:
    """The modules that put a family before a name, or that make what a family is put before."""
    return {module for module, tree in _modules().items() if any(map(_may_name_a_check, ast.walk(tree)))}


@cache
def _modules() -> Mapping[str, ast.Module]:
    """The modules in which there is anything to be found."""
    texts = {
        path.relative_to(SOURCES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SOURCES.rglob("*.py"))
    }
    return {
        module: ast.parse(text)
        for module, text in texts.items()
        if module in FAMILY_OF or any(one.search(text) for one in (_BEGINNING, _MENTIONS, _OF_A_KIND))
    }


def _may_name_a_check(node: ast.AST) -> bool:
    return _puts_a_family_before(node) or _speaks_of_a_check(node) or _puts_a_kind_before(node)


def _puts_a_kind_before(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) and bool(_OF_A_KIND.match(ast.unparse(node).replace("'", '"')))


def _puts_a_family_before(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) and any(map(_BEGINNING.fullmatch, _texts(node.values[:1])))


def _speaks_of_a_check(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in _GIVES_AWAY and isinstance(node.ctx, ast.Load)


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=given) if name in _CALLS:
                yield from [text for text in _texts(given) if _NAME.fullmatch(text)][:1]
            case (
                ast.Return(value=ast.Tuple(elts=[first, _, *_]))
                | ast.Yield(value=ast.Tuple(elts=[first, _, *_]))
                | ast.Call(func=ast.Attribute(attr="append"), args=[ast.Tuple(elts=[first, _, _])])
            ):
                yield from filter(_NAME.fullmatch, _texts([first]))
            case ast.Assign(targets=[ast.Name(id="check")], value=ast.IfExp(body=one, orelse=other)):
                yield from filter(_NAME.fullmatch, _texts([one, other]))


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
