"""The cases of a rubric's tests: whole, or as changes to a named one, each checked like a case file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents import schema, yaml
from ddscore.documents.case import load_case, parse_case
from ddscore.documents.case_checks import check_case
from ddscore.documents.files import read
from ddscore.documents.findings import Finding, guess
from ddscore.documents.overlay import (
    MissingPartError,
    Written,
    overlay,
    plain,
    spelled,
    trail,
    without,
    written,
)
from ddscore.documents.rubric_test_answers import spelled_out
from ddscore.documents.vocabulary import case_fields
from ddscore.errors import InputError
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.documents.positions import NodePath
    from ddscore.model.case import Case

_OF_THE_TEST = ("extends", "remove")
"""Keys that say how a case is made, and are no part of it."""
_FILES = (".yaml", ".yml")
MAX_BYTES = 2**23
"""All cases of a file of tests together: a few lines could have a large one read thousands of times."""


class _Start(NamedTuple):
    """A case as far as it has been put together."""

    document: Written
    folder: Path
    """Where its `answers_file` stands."""


class Cases:
    """Puts together the cases of one file of tests, and finds what is wrong with them."""

    def __init__(self, document: Mapping[str, Any], path: str) -> None:
        self.findings: list[Finding] = []
        self._cases: Mapping[str, Any] = document.get("cases", {})
        self._folder = Path(path).parent
        self._made: dict[str, _Start | None] = {}
        self._bytes = 0
        defaults = {"ddscore": "case/1", "id": "example", "company": {"name": "Example plc"}}
        nothing = written(defaults, None)
        if "as_of" in document:
            nothing = overlay(nothing, Written({"as_of": Written(document["as_of"], ("as_of",))}, None))
        self._nothing = _Start(nothing, self._folder)
        for name in self._cases:
            self._named(name, ("cases", name), ())

    def of(self, test: Mapping[str, Any], at: NodePath) -> Case | None:
        """The case of a test; None where it, or one that it starts from, is wrong."""
        if self._bytes > MAX_BYTES:
            return None
        given, changes = test["case"], test.get("changes")
        if isinstance(given, dict):
            start: _Start | None = self._changed(self._nothing, given, (*at, "case"))
        else:
            start = self._named(given, (*at, "case"), ())
        if start is not None and changes is not None:
            start = self._changed(start, changes, (*at, "changes"))
        if start is None:
            return None
        return self._built(start, at, ("case",) if changes is None else ("changes",))

    def _named(self, name: str, at: NodePath, chain: tuple[str, ...]) -> _Start | None:
        """The case of that name under `cases`, or in the file of that path."""
        if name.endswith(_FILES):
            return self._from_file(name, at)
        if name not in self._cases:
            known = f"`cases` has {', '.join(self._cases) or 'none'}; the path of a case file ends in .yaml"
            message = f"there is no case `{name}` here"
            self._find("unknown-case", at, message, guess(name, self._cases, known))
            return None
        if name in chain:
            message = f"`{name}` extends itself, through {' and '.join(chain)}"
            self._find("extends-circle", at, message, "let one of them be whole")
            return None
        if name not in self._made:
            record, place = self._cases[name], ("cases", name)
            start: _Start | None = self._nothing
            if "extends" in record:
                start = self._named(record["extends"], (*place, "extends"), (*chain, name))
            start = None if start is None else self._changed(start, record, place)
            # What is wrong with it is told here, once, and not at every test that starts from it.
            fit = start is not None and self._built(start, place, ()) is not None
            self._made[name] = start if fit else None
        return self._made[name]

    def _from_file(self, name: str, at: NodePath) -> _Start | None:
        path = self._folder / name
        try:
            load_case(path)
            document = yaml.load(read(path), str(path))
        except InputError as error:
            first, *others = error.problems
            more = f", the first of {len(others) + 1} problems" if others else ""
            self._find("invalid-case", at, f"the case cannot be used: {first}{more}", "mend that file")
            return None
        return _Start(overlay(self._nothing.document, written(document, None)), path.parent)

    def _changed(self, start: _Start, record: Mapping[str, Any], at: NodePath) -> _Start:
        """A case with what a record removes, adds and says anew."""
        document = start.document
        for index, part in enumerate(record.get("remove", ())):
            try:
                document = without(document, part.split("/"))
            except MissingPartError as missing:
                there = f"there are {', '.join(missing.known)}" if missing.known else "nothing is there"
                message = f"there is nothing to remove at {part}: no `{missing.name}`"
                hint = guess(missing.name, missing.known, there)
                self._find("nothing-to-remove", (*at, "remove", index), message, hint)
        own = {key: value for key, value in record.items() if key not in _OF_THE_TEST}
        folder = self._folder if "answers_file" in own else start.folder
        return _Start(overlay(document, written(own, at)), folder)

    def _built(self, start: _Start, owner: NodePath, last: NodePath) -> Case | None:
        """The case, if it passes as a case file does; else what is wrong is told where the owner says it."""
        whole = spelled_out(start.document)
        document = plain(whole)
        # JSON is YAML: so the case goes the very way of a case file.
        content = json.dumps(document, ensure_ascii=False).encode()
        self._bytes += len(content)
        if self._bytes > MAX_BYTES:
            message = f"the cases up to here are together larger than {MAX_BYTES / 2**20:g} MiB"
            self._find("too-large", owner, message, "leave out what the tests do not need")
            return None
        try:
            return parse_case(content, str(start.folder / "case"), lambda name: _beside(start.folder / name))
        except InputError as error:
            # What is wrong with the case itself has a place here; with its answers file, one there.
            found = list(_wrong(document)) or [
                Finding(one.id, (), f"{one.location}: {one.message}", one.hint) for one in error.problems
            ]
        self.findings += [_told(finding, whole, owner, last) for finding in found]
        return None

    def _find(self, check: str, at: NodePath, message: str, hint: str) -> None:
        finding = Finding(f"rubric-test/{check}", at, message, hint)
        # What a name leads to may be asked for more than once.
        if finding not in self.findings:
            self.findings.append(finding)


def _beside(path: Path) -> bytes:
    from ddscore.documents.tables import MAX_BYTES

    return read(path, limit=MAX_BYTES)


def _wrong(document: Any) -> Iterator[Finding]:
    """What is wrong with a case, by the keys that lead to it."""
    if not schema.accepts(schema.validator("case"), document):
        from ddscore.documents.explain import refusals

        yield from refusals("case", document)
        return
    found = check_case(document, case_fields())
    yield from (finding for finding in found if finding.severity is Severity.ERROR)


def _told(finding: Finding, document: Written, owner: NodePath, last: NodePath) -> Finding:
    """A finding about a whole case, at the place in this test, or this named case, that brings it about."""
    parts = trail(document, finding.path)
    own = [part.at if part.at is not None and part.at[: len(owner)] == owner else None for part in parts]
    place = own[-1]
    if place is not None:
        # What is missing has no place; it is told where it would stand.
        is_there = len(parts) > len(finding.path)
        return finding._replace(path=place, at_key=finding.at_key and is_there)
    told = next((at for at in reversed(own) if at is not None), (*owner, *last))
    where = spelled(document, finding.path)
    message = f"with what is said here the case no longer holds, at {where}: {finding.message}"
    return finding._replace(path=told, message=message, at_key=False)
