"""What a reader needs to check a report: the facts, the gaps in them, the searches, the sources, the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.attribution import (
    cited,
    disputed,
    headline,
    known_sources,
    published,
    source_words,
    tellers,
    text,
    texts,
)
from ddscore.reports.story.blocks import (
    Code,
    Item,
    Items,
    Paragraph,
    Section,
    Sentence,
    paragraph,
    terms,
)
from ddscore.reports.story.coding import as_coded
from ddscore.reports.story.findings import cautions
from ddscore.reports.story.record import address, facts_of, note, quotation, statement, told_in_full
from ddscore.reports.story.replies import answers_to
from ddscore.reports.story.unsettled import bearing, need_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.assessment import Assessment, CaseIdentity, Need, RubricIdentity
    from ddscore.reports.story.attribution import Record
    from ddscore.reports.story.blocks import Block


def unknowns(assessment: Assessment) -> Section:
    """What is not known, and which figures it would settle."""
    items = tuple(_need(assessment, need, nodes) for need, nodes in bearing(assessment).items())
    told = (paragraph("Each entry names what is missing, and what it bears on."), Items(items))
    none = (paragraph("Nothing that this rubric asks is left open."),)
    return Section("What is unknown, and what would settle it", told if items else none, "unknowns")


def _need(assessment: Assessment, need: Need, nodes: tuple[str, ...]) -> Item:
    said = Sentence(f"{need_words(assessment, need)}; bears on: {'; '.join(nodes)}.")
    if need.fact is None or need.field is None:
        return Item(said)
    return Item(said, need.fact, to=f"fact-{need.fact}")


def research(assessment: Assessment, disagreed: Mapping[str, str] = {}) -> Section:
    """How far each search went; of some collections, by name, what rubrics that disagree make of it."""
    rows = []
    for collection, title in wording.COLLECTIONS.items():
        result = assessment.research.get(collection)
        if result is not None:
            searches = [_search(assessment, search) for search in result.searches]
            said = " ".join(sentence.text for sentence in searches)
            sources = tuple(dict.fromkeys(source for sentence in searches for source in sentence.sources))
            alike = (
                "What was not found there reads no."
                if result.closed
                else "What is not listed reads unknown, not no."
            )
            reads = disagreed.get(collection, alike)
            rows.append((title, Sentence(f"{said} {reads}".strip(), sources)))
        elif collection != "answers":
            rows.append((title, Sentence("No search is recorded: what is not listed reads unknown, not no.")))
    return Section("How far the research went", (terms(*rows),), "research")


def _search(assessment: Assessment, search: Mapping[str, object]) -> Sentence:
    extent = "Complete" if search.get("coverage") == "complete" else "Partial"
    places, until = texts(search, "searched"), text(search, "until")
    said = f"{extent} search{f' of {wording.listed(places)}' if places else ''}"
    said += f", until {wording.day(until)}." if until else "."
    sources = known_sources(assessment, texts(search, "sources"))
    if sources:
        said += f" It rests on {wording.listed([source_words(assessment, source) for source in sources])}."
    return Sentence(f"{said} {wording.sentence(text(search, 'note'))}".strip(), sources)


def record(assessment: Assessment) -> Section:
    """Every fact as known on the date, those that no longer score included."""
    sections = tuple(
        Section(title, (Items(tuple(_entry(assessment, fact_id, fact) for fact_id, fact in facts)),))
        for collection, title in wording.COLLECTIONS.items()
        if (facts := facts_of(assessment, collection))
    )
    none = paragraph("No fact was known on the date of assessment.")
    return Section("The record", sections or (none,), "record")


def _entry(assessment: Assessment, fact_id: str, fact: Mapping[str, object]) -> Item:
    return Item(
        told_in_full(assessment, fact_id),
        fact_id,
        anchor=f"fact-{fact_id}",
        more=tuple(_details(assessment, fact_id, fact)),
    )


def _details(assessment: Assessment, fact_id: str, fact: Mapping[str, object]) -> Iterator[Block]:
    if text(fact, "status") in wording.STATUSES:
        yield paragraph(wording.STATUSES[text(fact, "status")], tone="caution")
    if text(fact, "entity_name"):
        yield paragraph(wording.sentence(f"It concerns {text(fact, 'entity_name')}"))
    yield from quotation(assessment, fact)
    yield from cautions(assessment, fact_id)
    yield from statement(assessment, fact)
    yield from as_coded(assessment, fact)
    for source in known_sources(assessment, texts(fact, "disputed_by")):
        yield Paragraph(disputed(assessment, source))
    if fact["collection"] != "engagement":
        yield from answers_to(assessment, (fact_id,))
    yield from note(fact)
    told = {*tellers(assessment, fact), *texts(fact, "disputed_by")}
    besides = tuple(name for name in cited(assessment, fact) if name not in told)
    if besides:
        yield paragraph("Further sources of this entry, which do not tell the fact itself:", besides, "note")


def sources(assessment: Record) -> Section:
    """Every source that was public on the date."""
    items = tuple(_source(assessment, source_id, source) for source_id, source in assessment.sources.items())
    none = paragraph("No source was public on the date of assessment.")
    return Section("Sources", (Items(items) if items else none,), "sources")


def _source(assessment: Record, source_id: str, source: Mapping[str, object]) -> Item:
    roles = [wording.ROLES[role] for role in texts(source, "role") if role in wording.ROLES]
    url, archived, language = text(source, "url"), text(source, "archived"), text(source, "language")
    through, copied = (
        "".join(source_words(assessment, other) for other in known_sources(assessment, texts(source, field)))
        for field in ("read_in", "republishes")
    )
    read = f"read in {through} [{text(source, 'read_in')}], not in the original"
    unread = "not read in the original" if "read_in" in source else ""
    said = [
        f"{text(source, 'publisher')}, {published(source)}; {wording.body(source.get('kind', 'other'))}",
        f"language {language}" if language not in ("", "en") else "",
        read if through else unread,
        f"copies {copied}, with which it counts as one origin" if copied else "",
        f"commissioned by {text(source, 'commissioned_by')}" if text(source, "commissioned_by") else "",
        wording.listed(roles),
    ]
    places = [Item(Sentence(place), link=place) for place in (url, archived) if address(place)]
    details = paragraph(wording.sentence("; ".join(part for part in said if part)))
    return Item(
        Sentence(headline(source)),
        source_id,
        anchor=f"source-{source_id}",
        language=language,
        more=(details, *([Items(tuple(places))] if places else [])),
    )


def method(assessment: Assessment) -> Section:
    """How the figures were computed, so that anybody can do it again."""
    return method_of([assessment])


def method_of(assessments: Sequence[Assessment]) -> Section:
    """How the figures of one case by one rubric or more were computed."""
    first, case = assessments[0], assessments[0].case
    rubrics = [assessment.rubric for assessment in assessments]
    further = (
        ("Date of assessment", wording.day(first.as_of)),
        ("Tool", f"ddscore {first.tool_version}"),
    )
    chosen = (word for rubric in rubrics for word in ("-r", rubric.id))
    command = wording.command("assess", f"{case.id}.yaml", *chosen, "--as-of", first.as_of.text)
    return computed(case, rubrics, further, command)


def computed(
    case: CaseIdentity, rubrics: Sequence[RubricIdentity], further: Sequence[tuple[str, str]], command: str
) -> Section:
    """From which files figures were computed, and by which command."""
    tables = dict.fromkeys(rubric.instruments_sha256 for rubric in rubrics)
    rows = terms(
        *(row for rubric in rubrics for row in _versions(rubric)),
        ("Case", f"{case.id}, sha256 {case.sha256}"),
        *(("Instruments", f"the table of instruments, sha256 {sha256}") for sha256 in tables),
        *further,
    )
    resting = [block for rubric in rubrics if rubric.basis for block in _resting(rubric, len(rubrics) > 1)]
    again = paragraph(
        "The same files give the same figures, by this command in the folder of the case file; a rubric that "
        "ddscore does not ship is named by its path:"
    )
    return Section("How it was computed", (rows, *resting, again, Code(command)), "method")


def _versions(rubric: RubricIdentity) -> Iterator[tuple[str, str]]:
    yield "Rubric", f"{rubric.title} ({rubric.id} {rubric.version}), sha256 {rubric.sha256}"
    for base in rubric.bases:
        yield "Rubric that it extends", f"{base.id} {base.version}, sha256 {base.sha256}"


def _resting(rubric: RubricIdentity, by_name: bool) -> tuple[Block, ...]:
    rests = f"{rubric.id} rests on:" if by_name else "The rubric rests on:"
    return paragraph(rests), Items(tuple(_basis(entry) for entry in rubric.basis))


def _basis(entry: Mapping[str, object]) -> Item:
    said = ", ".join(text(entry, key) for key in ("title", "publisher", "year") if text(entry, key))
    url = text(entry, "url")
    return Item(Sentence(wording.sentence(said)), link=address(url))


def fallen(facts: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Facts that no longer stand, each with what became of it."""
    return [
        f"{name} ({fact['status']})"
        for name, fact in facts.items()
        if text(fact, "status") in wording.STATUSES
    ]


def corrections(case: CaseIdentity, facts: Mapping[str, Mapping[str, object]] = {}) -> Section:
    """What was corrected since publication."""
    items = tuple(
        Item(
            Sentence(wording.sentence(f"{wording.day(entry.get('date', 'undated'))}: {text(entry, 'what')}"))
        )
        for entry in case.corrections
    )
    gone = fallen(facts)
    marked = f" No longer standing, and marked so in the record: {wording.listed(gone)}." if gone else ""
    none = paragraph(f"No correction is recorded.{marked}")
    return Section("Corrections", (Items(items) if items else none,), "corrections")


def limits() -> Section:
    """What this report is, and what it is not."""
    items = tuple(Item(Sentence(sentence)) for sentence in wording.FIXED)
    return Section("How to read this report", (Items(items),), "limits")
