"""Rubric files: from text to a rubric that can score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ddscore.documents import findings, rubric_checks, schema, shipped, yaml
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import (
    Aggregate,
    Band,
    Cap,
    Criterion,
    ForEach,
    Group,
    Level,
    Row,
    Rubric,
    Side,
    Theme,
)
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from pathlib import Path

Document = Mapping[str, Any]
"""A document whose shape the schema has vouched for."""


def load_rubric(name: Path | str) -> Rubric:
    """Read a rubric by its file's path or, for a shipped one, by its name; the same file is read once."""
    path = shipped.rubric_path(name)
    return _parsed(read(path), str(path))


@lru_cache(maxsize=64)
def _parsed(content: bytes, path: str) -> Rubric:
    return parse_rubric(content, path)


def parse_rubric(content: bytes, path: str) -> Rubric:
    """A rubric from the bytes of its file; `path` is what problems name."""
    document = yaml.load(content, path)
    schema.validate("rubric", document, content, path)
    assert isinstance(document, Mapping)  # noqa: S101 - the schema has said so
    found = rubric_checks.check_rubric(document, case_fields(), instruments().entails)
    findings.refuse(found, content, path)
    return build_rubric(document, sha256(content))


def build_rubric(document: Document, digest: str) -> Rubric:
    """A rubric from a document that has passed every check."""
    unknown = Unknown(document.get("unknown", "low"))
    in_force = document.get("in_force", {})
    return Rubric(
        id=document["id"],
        version=document["version"],
        title=document["title"],
        basis=tuple(document.get("basis", ())),
        in_force=(_date(in_force.get("from")), _date(in_force.get("to"))),
        higher_is=document.get("higher_is", "better"),
        minimum_coverage=document.get("minimum_coverage", 0),
        search_stands=document.get("search_stands", {}).get("months", 0),
        themes=tuple(_theme(theme, unknown) for theme in document.get("themes", ())),
        overall=_overall(document, unknown),
        caps=_caps(document),
        bands=_bands(document),
        profiles=_rows(document.get("profiles", ())),
        outcomes=_rows(document.get("outcomes", ())),
        fields=case_fields(),
        instruments=instruments(),
        sha256=digest,
    )


def _overall(document: Document, unknown: Unknown) -> Group | None:
    """A benchmark's nodes under the one group that is its overall score."""
    if "children" not in document:
        return None
    top = {key: document[key] for key in ("aggregate", "caps", "bands", "children") if key in document}
    # No node can have an empty id, so that the whole never hides one.
    return _group({"id": "", "title": document["title"], **top}, unknown)


def _theme(record: Document, unknown: Unknown) -> Theme:
    own = Unknown(record.get("unknown", unknown))
    return Theme(
        **_common(record, own), policy=_side(record, "policy", own), practice=_side(record, "practice", own)
    )


def _side(record: Document, side: str, unknown: Unknown) -> Group | None:
    """One side of a theme, as a group that no report lists."""
    if side not in record:
        return None
    whole = {key: record[key] for key in ("aggregate", "weight") if key in record}
    return _group({"id": f"{record['id']} {side}", "title": side, "children": record[side], **whole}, unknown)


def _node(record: Document, unknown: Unknown) -> Criterion | Group:
    return _group(record, unknown) if "children" in record else _criterion(record, unknown)


def _group(record: Document, unknown: Unknown) -> Group:
    own = Unknown(record.get("unknown", unknown))
    return Group(
        **_common(record, own),
        aggregate=Aggregate(record.get("aggregate", "mean")),
        children=tuple(_node(child, own) for child in record["children"]),
    )


def _criterion(record: Document, unknown: Unknown) -> Criterion:
    own = Unknown(record.get("unknown", unknown))
    return Criterion(
        **_common({"title": record["question"], **record}, own),
        question=record["question"],
        levels=tuple(Level(level["points"], level["label"], level.get("when")) for level in record["levels"]),
        for_each=_for_each(record),
    )


def _for_each(record: Document) -> ForEach | None:
    if "for_each" not in record:
        return None
    ((collection, pattern),) = record["for_each"].items()
    ((field, weights),) = record.get("weight_by", {None: {}}).items()
    return ForEach(collection, pattern, Aggregate(record.get("aggregate", "min")), field, weights)


def _common(record: Document, unknown: Unknown) -> dict[str, Any]:
    return {
        "id": record["id"],
        "title": record["title"],
        "weight": record.get("weight", 1),
        "of": record.get("of"),
        "applies_when": record.get("applies_when"),
        "caps": _caps(record),
        "unknown": unknown,
        "bands": _bands(record),
        "side": Side(record["side"]) if "side" in record else None,
        "principle": record.get("principle"),
        "ask": record.get("ask"),
    }


def _caps(record: Document) -> tuple[Cap, ...]:
    return tuple(
        Cap(cap["at_most"], cap["when"], cap["because"], Side(cap["side"]) if "side" in cap else None)
        for cap in record.get("caps", ())
    )


def _bands(record: Document) -> tuple[Band, ...]:
    return tuple(Band(band["id"], band["title"], band.get("below")) for band in record.get("bands", ()))


def _rows(records: Sequence[Document]) -> tuple[Row, ...]:
    return tuple(Row(row["id"], row["title"], row.get("when"), row.get("because")) for row in records)


def _date(value: object) -> PartialDate | None:
    return None if value is None else PartialDate.parse(str(value))
