"""Whether a saved assessment can be reproduced: its inputs found by their hashes, and scored again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ddscore import __version__
from ddscore.documents.case import parse_case
from ddscore.documents.inputs import find_inputs
from ddscore.documents.rubric import parse_rubric
from ddscore.documents.saved import load
from ddscore.documents.vocabulary import instruments
from ddscore.library import assess
from ddscore.model.verification import NOTHING, Difference, Input, Verified
from ddscore.reports.json import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ddscore.documents.inputs import Found

    Record = Mapping[str, Any]

_SHIPPED_TABLE = "shipped with this ddscore"


def verify(records: Sequence[Record], paths: Iterable[Path], folder: Path) -> list[Verified]:
    """Score the inputs of saved assessments again and say what differs, each in turn.

    `records` have passed `saved_checks`. The inputs are looked for in `paths`, and around `folder`.
    InputError, WeightError or ScaleError where an input is found that this ddscore refuses.
    """
    wanted = {digest for record in records for _, digest in _roles(record)}
    found = find_inputs(wanted, paths, folder)
    return [_verified(record, found) for record in records]


def _roles(record: Record) -> Iterator[tuple[str, str]]:
    """The files that an assessment was computed from: what each is to it, and its hash."""
    case, rubric = record["case"], record["rubric"]
    yield f"the case {case['id']}", case["sha256"]
    if "answers_sha256" in case:
        yield f"the coded answers of {case['id']}", case["answers_sha256"]
    yield f"the rubric {rubric['id']} {rubric['version']}", rubric["sha256"]
    for base in rubric["bases"]:
        yield f"the rubric {base['id']} {base['version']}, which it extends", base["sha256"]


def _verified(record: Record, found: Mapping[str, Found]) -> Verified:
    inputs = [
        Input(role, digest, found[digest].path if digest in found else None)
        for role, digest in _roles(record)
    ]
    table = record["rubric"]["instruments_sha256"]
    is_ours = table == instruments().sha256
    inputs.append(Input("the table of instruments", table, _SHIPPED_TABLE if is_ours else None))
    complete = all(one.path is not None for one in inputs)
    return Verified(
        case=record["case"]["id"],
        rubric=record["rubric"]["id"],
        as_of=record["as_of"],
        inputs=tuple(inputs),
        differences=tuple(differences(record, _again(record, found))) if complete else (),
        saved_version=record["tool"]["version"],
        version=__version__,
    )


def _again(record: Record, found: Mapping[str, Found]) -> Record:
    """The assessment that the same files give now, as it would be saved."""
    rubric_file = found[record["rubric"]["sha256"]]
    bases = {base["id"]: found[base["sha256"]] for base in record["rubric"]["bases"]}
    rubric = parse_rubric(rubric_file.content, rubric_file.path, base=bases.get)
    case_file = found[record["case"]["sha256"]]
    answers = record["case"].get("answers_sha256")
    beside = None if answers is None else lambda _: found[answers].content
    case = parse_case(case_file.content, case_file.path, beside)
    again: Any = load(render([assess(case, rubric, record["as_of"])]).encode(), "")
    return {**again, "tool": record["tool"]}


def differences(saved: object, now: object, place: str = "") -> Iterator[Difference]:
    """Every value that differs, by the keys that lead to it; what has an id goes by it."""
    if isinstance(saved, dict) and isinstance(now, dict):
        for key in {**saved, **now}:
            inner = f"{place}.{key}" if place else str(key)
            yield from differences(saved.get(key, NOTHING), now.get(key, NOTHING), inner)
    elif isinstance(saved, list) and isinstance(now, list):
        yield from differences(_by_name(saved), _by_name(now), place)
        kept = [name for name in _by_name(saved) if name in _by_name(now)]
        moved = [name for name in _by_name(now) if name in _by_name(saved)]
        if kept != moved:
            yield Difference(f"{place} (order)", kept, moved)
    elif saved != now or isinstance(saved, bool) is not isinstance(now, bool):
        # To Python true is 1.
        yield Difference(place, saved, now)


def _by_name(members: Sequence[object]) -> Mapping[str, object]:
    """The members of a list by their ids, where each has its own; else by their places, from 0."""
    names = [member.get("id") if isinstance(member, dict) else None for member in members]
    if None in names or len(set(map(str, names))) < len(names):
        return {str(place): member for place, member in enumerate(members)}
    return dict(zip(map(str, names), members, strict=True))
