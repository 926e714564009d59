"""A rubric's document with all that it takes from the rubrics that it extends, checked as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents import shipped
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.memory import NO_MEMORY
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.model.rubric import Base

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ddscore.documents.findings import Finding
    from ddscore.documents.memory import Memory

    Document = Mapping[str, Any]
    FindBase = Callable[[str], tuple[str, bytes] | None]
    """From the id of a rubric to a path, which problems name, and the bytes; None where it is not at hand."""

# What finds faults is imported late: a rubric found good before needs none of it, and one that travels sealed
# in the package little. To import and to run it takes as long as all the rest.


class Whole(NamedTuple):
    """A rubric's document with all that it takes from others."""

    document: Document
    contents: tuple[bytes, ...]
    """What its file holds, and what those of the rubrics hold that it extends, nearest first."""
    bases: tuple[Base, ...] = ()
    """The rubrics that it extends, nearest first."""


def read_whole(
    content: bytes,
    path: str,
    memory: Memory,
    find: FindBase | None = None,
    extending: tuple[str, ...] = (),
) -> Whole:
    """The checked document, on top of the rubric that it extends; `extending` guards against a circle.

    `find` gives that rubric, where it is not to be looked for beside `path` and among the shipped ones.
    InputError with every problem found where it cannot be trusted.
    """
    # Apart, since what travels sealed is not checked, and the same elsewhere must be.
    kind = "sealed-rubric" if shipped.is_sealed(Path(path)) else "rubric"
    document = memory.recall(kind, content)
    if document is None:
        document = _accepted(content, path)
        memory.keep(document, kind, content)
    if "extends" not in document:
        return Whole(document, (content,))
    base = _base(document, content, path, memory, find, extending)
    contents = (content, *base.contents)
    whole = memory.recall(kind, *contents)
    if whole is None:
        whole = _extended(base.document, document, content, path)
        memory.keep(whole, kind, *contents)
    nearest = Base(base.document["id"], base.document["version"], sha256(base.contents[0]))
    return Whole(whole, contents, (nearest, *base.bases))


def rubric_findings(document: Document, content: bytes, path: str) -> list[Finding]:
    """All that is wrong with a rubric that its schema accepts, warnings too, wherever it comes to be wrong.

    InputError where the rubric that it extends cannot be found, or is not fit to be extended.
    """
    if "extends" not in document:
        return _check(document)
    from ddscore.documents.extends import extend

    extended = extend(_base(document, content, path, NO_MEMORY).document, document)
    return extended.findings or [extended.placed(one) for one in _check_again(extended.document)]


def _base(
    document: Document,
    content: bytes,
    path: str,
    memory: Memory,
    find: FindBase | None = None,
    extending: tuple[str, ...] = (),
) -> Whole:
    """The rubric that another one extends."""
    # By its file's name too, under which it would find itself.
    chain = tuple(dict.fromkeys((*extending, document["id"], Path(path).stem)))
    _refuse_circle(document["extends"], chain, content, path)
    given = None if find is None else find(document["extends"])
    base_path = _base_path(document["extends"], content, path) if given is None else Path(given[0])
    base_content = read(base_path) if given is None else given[1]
    base = read_whole(base_content, str(base_path), memory, find, chain)
    _is_the_base(base.document["id"], base_path, document["extends"], content, path)
    return base


def _accepted(content: bytes, path: str) -> Document:
    """A file's own document: checked, but for what only a whole can have, where it extends another."""
    from ddscore.documents import findings, schema, yaml

    document = yaml.load(content, path)
    sealed = shipped.is_sealed(Path(path))
    if not sealed:
        schema.validate("rubric", document, content, path)
    assert isinstance(document, dict)  # noqa: S101 - the schema has said so
    if not sealed and "extends" not in document:
        findings.refuse(_check(document), content, path)
    return document


def _extended(base: Document, document: Document, content: bytes, path: str) -> Document:
    """The base with what the document changes, checked as one."""
    from ddscore.documents import findings
    from ddscore.documents.extends import extend

    extended = extend(base, document)
    findings.refuse(extended.findings, content, path)
    found = [] if shipped.is_sealed(Path(path)) else _check_again(extended.document)
    findings.refuse([extended.placed(one) for one in found], content, path)
    return extended.document


def _check(document: Document) -> list[Finding]:
    from ddscore.documents import rubric_checks

    return rubric_checks.check_rubric(document, case_fields(), instruments().entails)


def _check_again(document: Document) -> list[Finding]:
    """The whole that two rubrics make must have the shape of one, and pass as one."""
    from ddscore.documents import schema

    if schema.accepts(schema.validator("rubric"), document):
        return _check(document)
    from ddscore.documents.explain import refusals

    return refusals("rubric", document)


def _is_the_base(found: str, base_path: Path, wanted: str, content: bytes, path: str) -> None:
    """Refuse a file that is called as the base is, and is another rubric: answers are found by its id."""
    if found != wanted:
        message = f"{base_path.name} is the rubric `{found}`, not `{wanted}`"
        hint = f"give the file the name of its id, and write `extends: {found}`"
        _refuse("rubric/dangling-extends", message, hint, content, path)


def _refuse_circle(name: str, chain: tuple[str, ...], content: bytes, path: str) -> None:
    if name in chain:
        message = f"`{name}` extends itself, through {' and '.join(chain)}"
        _refuse("rubric/extends-circle", message, "let one of them stand on its own", content, path)


def _base_path(name: str, content: bytes, path: str) -> Path:
    """The file of the rubric that is extended: beside the one that extends it, else a shipped one."""
    beside = Path(path).parent / f"{name}.yaml"
    if beside.exists():
        return beside
    shipped_rubrics = shipped.rubrics()
    if name not in shipped_rubrics:
        from ddscore.documents.findings import guess

        hint = guess(name, shipped_rubrics, f"the shipped ones are {', '.join(shipped_rubrics)}")
        message = (
            f"there is no rubric `{name}` to extend, neither beside this file nor among the shipped ones"
        )
        _refuse("rubric/dangling-extends", message, hint, content, path)
    return shipped_rubrics[name]


def _refuse(check: str, message: str, hint: str, content: bytes, path: str) -> None:
    from ddscore.documents.findings import Finding, refuse

    refuse([Finding(check, ("extends",), message, hint)], content, path)
