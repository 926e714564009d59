"""Rubric files: from text to a rubric that can score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents import shipped
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.memory import NO_MEMORY, Memory
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.documents.whole_rubric import read_whole
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import (
    Aggregate,
    AnswerRule,
    Band,
    Base,
    Cap,
    Criterion,
    ForEach,
    Group,
    Level,
    PortfolioRules,
    Row,
    Rubric,
    Scale,
    Share,
    Side,
    Steps,
    Theme,
    Worth,
)
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.documents.whole_rubric import FindBase

Document = Mapping[str, Any]
"""A document whose shape the schema has vouched for."""


class Rules(NamedTuple):
    """A rubric's checked document, to be built again elsewhere without its files."""

    document: Document
    sha256: str
    bases: tuple[Base, ...]

    def build(self) -> Rubric:
        """The rubric."""
        return build_rubric(self.document, self.sha256, self.bases)


def load_rules(name: Path | str, memory: Memory = NO_MEMORY) -> Rules:
    """Read a rubric as `load_rubric` does, and check it whole, but leave it to be built."""
    path = shipped.rubric_path(name)
    content = read(path)
    whole = read_whole(content, str(path), memory)
    return Rules(whole.document, sha256(content), whole.bases)


def load_rubric(name: Path | str, memory: Memory = NO_MEMORY) -> Rubric:
    """Read a rubric by its file's path or, for a shipped one, by its name, and check it whole.

    InputError with every problem found where it cannot be trusted.
    """
    path = shipped.rubric_path(name)
    return parse_rubric(read(path), str(path), memory)


def parse_rubric(
    content: bytes, path: str, memory: Memory = NO_MEMORY, base: FindBase | None = None
) -> Rubric:
    """A rubric from the bytes of its file; `path` is what problems name.

    `base` gives the rubric that it extends, by id, as a path and its bytes; what it has not, or all where it
    is left out, is looked for beside `path`, then among the shipped rubrics.
    """
    whole = read_whole(content, path, memory, base)
    return build_rubric(whole.document, sha256(content), whole.bases)


def build_rubric(document: Document, digest: str, bases: tuple[Base, ...] = ()) -> Rubric:
    """A rubric from a whole document that has passed every check."""
    inherited = _Inherited(
        Unknown(document.get("unknown", "low")),
        document.get("answers", {}),
        {name: _scale(scale) for name, scale in document.get("scales", {}).items()},
    )
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
        themes=tuple(_theme(theme, inherited) for theme in document.get("themes", ())),
        overall=_overall(document, inherited),
        caps=_caps(document),
        bands=_bands(document),
        profiles=_rows(document.get("profiles", ())),
        outcomes=_rows(document.get("outcomes", ())),
        fields=case_fields(),
        instruments=instruments(),
        sha256=digest,
        bases=bases,
        portfolio=_portfolio(document.get("portfolio", {})),
    )


class _Inherited(NamedTuple):
    """What a node hands down to those below it."""

    unknown: Unknown
    answers: Document
    scales: Mapping[str, Scale]

    def below(self, record: Document) -> _Inherited:
        """The same with what a node sets anew; `answers` are merged by key."""
        answers = {**self.answers, **record.get("answers", {})}
        return self._replace(unknown=Unknown(record.get("unknown", self.unknown)), answers=answers)


def _overall(document: Document, inherited: _Inherited) -> Group | None:
    """A benchmark's nodes under the one group that is its overall score."""
    if "children" not in document:
        return None
    top = {key: document[key] for key in ("aggregate", "caps", "bands", "children") if key in document}
    # No node can have an empty id, so that the whole never hides one.
    return _group({"id": "", "title": document["title"], **top}, inherited)


def _theme(record: Document, inherited: _Inherited) -> Theme:
    own = inherited.below(record)
    return Theme(
        **_common(record, own), policy=_side(record, "policy", own), practice=_side(record, "practice", own)
    )


def _side(record: Document, side: str, inherited: _Inherited) -> Group | None:
    """One side of a theme, as a group that no report lists."""
    if side not in record:
        return None
    whole = {key: record[key] for key in ("aggregate", "weight", "of") if key in record}
    return _group(
        {"id": f"{record['id']} {side}", "title": side, "children": record[side], **whole}, inherited
    )


def _node(record: Document, inherited: _Inherited) -> Criterion | Group:
    return _group(record, inherited) if "children" in record else _criterion(record, inherited)


def _group(record: Document, inherited: _Inherited) -> Group:
    own = inherited.below(record)
    return Group(
        **_common(record, own),
        aggregate=Aggregate(record.get("aggregate", "mean")),
        children=tuple(_node(child, own) for child in record["children"]),
    )


def _criterion(record: Document, inherited: _Inherited) -> Criterion:
    own = inherited.below(record)
    levels = record.get("levels", ())
    return Criterion(
        **_common({"title": record["question"], **record}, own),
        question=record["question"],
        levels=tuple(Level(level["points"], level["label"], level.get("when")) for level in levels),
        for_each=_for_each(record),
        answers=None if levels else _answers(record["id"], own),
    )


def _answers(criterion: str, inherited: _Inherited) -> AnswerRule:
    record, scales = inherited.answers, inherited.scales
    steps = record.get("steps")
    return AnswerRule(
        scale=scales[record["scale"]],
        elements={element: scales[name] for element, name in record.get("elements", {}).items()},
        where=record.get("where", {"question": criterion}),
        mean_by=tuple(record.get("mean_by", ())),
        expect=tuple(record.get("expect", ())),
        steps=None if steps is None else Steps(steps["all"], steps["some"], steps["none"]),
    )


def _scale(record: Document) -> Scale:
    return Scale(
        points={answer: _worth(worth) for answer, worth in record.get("points", {}).items()},
        otherwise=_worth(record["otherwise"]) if "otherwise" in record else None,
        range=(record["from"], record["to"]) if "from" in record else None,
    )


def _worth(worth: float | str) -> float | Worth:
    return Worth(worth) if isinstance(worth, str) else worth


def _for_each(record: Document) -> ForEach | None:
    if "for_each" not in record:
        return None
    ((collection, pattern),) = record["for_each"].items()
    ((field, weights),) = record.get("weight_by", {None: {}}).items()
    return ForEach(collection, pattern, Aggregate(record.get("aggregate", "min")), field, weights)


def _common(record: Document, inherited: _Inherited) -> dict[str, Any]:
    return {
        "id": record["id"],
        "title": record["title"],
        "weight": record.get("weight", 1),
        "of": record.get("of"),
        "applies_when": record.get("applies_when"),
        "caps": _caps(record),
        "unknown": inherited.unknown,
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


def _portfolio(record: Document) -> PortfolioRules:
    return PortfolioRules(
        tuple(
            Share(
                share["id"],
                share["title"],
                share.get("by", "band"),
                share.get("node"),
                tuple(share.get("counts", ())),
                share.get("principle"),
            )
            for share in record.get("shares", ())
        ),
        tuple(record.get("averaged_on", ())),
    )
