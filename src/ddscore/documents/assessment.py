"""Saved assessments: from JSON back to what a report is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ddscore.documents import findings, saved
from ddscore.documents.files import read
from ddscore.documents.kinds import kind_of
from ddscore.documents.saved_checks import saved_findings
from ddscore.model.assessment import (
    Assessment,
    CapResult,
    CaseIdentity,
    Contradiction,
    LevelResult,
    Need,
    NodeResult,
    OpenPromise,
    Reason,
    ResearchResult,
    RubricIdentity,
    Summary,
    Unanswered,
    UnknownNode,
)
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Band, Base, Row, Side
from ddscore.model.score import Score, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Record = Mapping[str, Any]


def load_assessments(path: Path | str) -> list[Assessment]:
    """Read the assessments that `ddscore assess -f json` saved, one or a list of them.

    InputError with every problem found where the file cannot be read, or does not hold together.
    """
    return [build_assessment(record) for record in load_records(path)]


def load_records(path: Path | str) -> list[Record]:
    """The saved assessments as data, checked whole."""
    return parse_records(read(path, limit=saved.MAX_BYTES), str(path))


def parse_records(content: bytes, path: str) -> list[Record]:
    """The assessments in the bytes of a file as data; `path` is what problems name."""
    document: Any = saved.load(content, path)
    kind = kind_of(document)
    wrong = [kind] if isinstance(kind, findings.Finding) else saved_findings(document)
    findings.refuse(wrong, content, path)
    return document if isinstance(document, list) else [document]


def build_assessment(record: Record) -> Assessment:
    """An assessment from a document that has passed every check."""
    return Assessment(
        tool_version=record["tool"]["version"],
        case=_case(record["case"]),
        rubric=_rubric(record["rubric"]),
        as_of=PartialDate.parse(record["as_of"]),
        warnings=tuple(record["warnings"]),
        summary=_summary(record["summary"]),
        nodes=tuple(map(_node, record["nodes"])),
        contradictions=tuple(map(_pair, record["contradictions"])),
        possible_contradictions=tuple(map(_pair, record["possible_contradictions"])),
        disputed=tuple(map(_pair, record["disputed"])),
        later=tuple(map(_pair, record["later"])),
        open_promises=tuple(map(_promise, record["open_promises"])),
        unanswered=tuple(
            Unanswered(asked["id"], _date(asked["asked"]), _date(asked["deadline"]))
            for asked in record["unanswered"]
        ),
        unknowns=tuple(
            UnknownNode(unknown["node"], tuple(Need(**need) for need in unknown["needs"]))
            for unknown in record["unknowns"]
        ),
        facts=record["facts"],
        research={
            collection: ResearchResult(result["closed"], tuple(result["searches"]))
            for collection, result in record["research"].items()
        },
        sources=record["sources"],
    )


def _case(record: Record) -> CaseIdentity:
    return CaseIdentity(**{**record, "corrections": tuple(record["corrections"])})


def _rubric(record: Record) -> RubricIdentity:
    return RubricIdentity(
        id=record["id"],
        title=record["title"],
        version=record["version"],
        higher_is=record["higher_is"],
        basis=tuple(record["basis"]),
        sha256=record["sha256"],
        bases=tuple(Base(**base) for base in record["bases"]),
        instruments_sha256=record["instruments_sha256"],
        bands=tuple(Band(band["id"], band["title"], band.get("below")) for band in record["bands"]),
        profiles=tuple(map(_row, record["profiles"])),
        outcomes=tuple(map(_row, record["outcomes"])),
    )


def _row(record: Record) -> Row:
    return Row(record["id"], record["title"], record.get("when"), record.get("because"))


def _summary(record: Record) -> Summary:
    return Summary(
        policy=_score(record["policy"]),
        practice=_score(record["practice"]),
        gap=_score(record["gap"]),
        understatement=_score(record["understatement"]),
        overall=_score(record["overall"]),
        coverage=record["coverage"],
        band=record["band"],
        possible_bands=tuple(record["possible_bands"]),
        profile=record["profile"],
        possible_profiles=tuple(record["possible_profiles"]),
        outcome=record["outcome"],
        possible_outcomes=tuple(record["possible_outcomes"]),
        profile_reason=_reason(record.get("profile_reason")),
        outcome_reason=_reason(record.get("outcome_reason")),
    )


def _reason(record: Record | None) -> Reason:
    """What a profile or an outcome rests on; nothing, where an older ddscore did not say."""
    if record is None:
        return Reason()
    needs = tuple(Need(**need) for need in record["needs"])
    return Reason(tuple(record["facts"]), tuple(record["searched"]), needs)


def _node(record: Record) -> NodeResult:
    return NodeResult(
        id=record["id"],
        title=record["title"],
        kind=record["kind"],
        side=_side(record["side"]),
        weight=record["weight"],
        status=Status(record["status"]),
        policy=_score(record.get("policy")),
        practice=_score(record.get("practice")),
        gap=_score(record.get("gap")),
        overall=_score(record.get("overall")),
        coverage=record["coverage"],
        band=record["band"],
        question=record["question"],
        principle=record["principle"],
        ask=record["ask"],
        levels=tuple(map(_level, record["levels"])),
        level=record["level"],
        possible_levels=tuple(record["possible_levels"]),
        because=record["because"],
        caps=tuple(map(_cap, record["caps"])),
        facts=tuple(record["facts"]),
        sources=tuple(record["sources"]),
        children=tuple(map(_node, record["children"])),
        applies_when=record.get("applies_when"),
        for_each=record.get("for_each"),
    )


def _score(record: Record | None) -> Score | None:
    return None if record is None else Score(**record)


def _side(name: str | None) -> Side | None:
    return None if name is None else Side(name)


def _level(record: Record) -> LevelResult:
    return LevelResult(record["label"], record["points"], record.get("when"), record["holds"])


def _cap(record: Record) -> CapResult:
    return CapResult(
        record["at_most"],
        _side(record["side"]),
        record["because"],
        record["holds"],
        tuple(record["facts"]),
        record.get("when"),
    )


def _pair(record: Record) -> Contradiction:
    lists = {name: tuple(record[name]) for name in ("instruments", "rights")}
    # What an earlier version wrote has no such list.
    unrecorded = tuple((one["fact"], one["field"]) for one in record.get("unrecorded", ()))
    return Contradiction(**{**record, **lists, "unrecorded": unrecorded})


def _promise(record: Record) -> OpenPromise:
    return OpenPromise(
        id=record["id"],
        made=PartialDate.parse(record["made"]),
        months_open=record["months_open"],
        partly_kept=_date(record["partly_kept"]),
        overdue=record["overdue"],
        due=_date(record.get("due")),
    )


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
