"""One case in a running process, against PyYAML's bare event loop and against the obvious way to do it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from yaml import CSafeLoader
from yaml.cyaml import CParser
from yaml.events import StreamEndEvent

from ddscore.analysis.history import history
from ddscore.analysis.robustness import robustness
from ddscore.documents import case_checks, findings, schema, shipped, yaml
from ddscore.documents.case import build_case, load_case
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.engine.answers import add_answers
from ddscore.engine.assess import unknowns
from ddscore.engine.derived import derive
from ddscore.engine.evaluation import Run, compile_rubric
from ddscore.engine.known import view
from ddscore.engine.results import explained_summary, node_results, summary
from ddscore.library import assess, score
from ddscore.model.dates import PartialDate
from ddscore.model.history import Every
from tests.benchmarks.timing import Row, in_turn, medians

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.case import Case
    from ddscore.model.rubric import Rubric


def rows(case: Path, others: Sequence[Path], rubric_path: Path) -> Iterator[Row]:
    """What ddscore takes for a case, whole and by stages, for each unit of the bare event loop.

    Of cases that differ, as those of a portfolio do: what one comes to would be remembered of the next.
    """
    rubric, rounds = load_rubric(rubric_path), len(others)
    validator = Draft202012Validator(schema.parsed("case"))
    seconds = medians(
        {
            "bare": in_turn(_bare, others),
            "figures": in_turn(partial(_figures, rubric), others),
            "reasons": in_turn(partial(_reasons, rubric), others),
            "naive figures": in_turn(partial(_naive_figures, rubric, validator), others),
            "naive reasons": in_turn(partial(_naive_reasons, rubric, validator), others),
            "stages": in_turn(partial(_stages, rubric), others),
        },
        rounds,
    )
    bare = seconds["bare"]
    for name, told in (("figures", "in figures only"), ("reasons", "with reasons")):
        targets = ("at most 2.2", "at least 7") if name == "figures" else ("", "")
        yield Row(f"a case read, checked and scored, {told}", seconds[name] / bare, targets[0])
        yield Row("  the naive way, to the same", seconds[f"naive {name}"] / seconds[name], targets[1])
    yield Row("load alone, to the bare event loop", seconds["load"] / bare, "at most 1.6")
    for name in (
        "read",
        "validate",
        "checks",
        "build",
        "as-of view",
        "derive",
        "its figures",
        "its reasons",
    ):
        yield Row(f"  {name}", seconds[name] / bare)
    own = load_case(case), rubric
    hikvision = load_case(shipped.folder("cases") / "hikvision.yaml"), load_rubric(default_rubric())
    for name, (loaded, by) in {"the case": own, "the case hikvision": hikvision}.items():
        yield Row(f"100 dates of {name}, to assessing it once", _history(loaded, by, rounds), "below 20")
        yield Row(f"1,000 draws of {name}, to assessing it once", _draws(loaded, by, rounds), "below 10")


def _history(case: Case, rubric: Rubric, rounds: int) -> float:
    """How long 100 months take for each assessment of one day, both from a case that is loaded."""
    begins, ends = PartialDate.parse("2017-09"), PartialDate.parse("2025-12")

    def dates() -> Mapping[str, float]:
        start = process_time()
        assert len(history(case, rubric, begins, ends, Every.MONTH).rows) == 100
        return {"dates": process_time() - start}

    def once() -> Mapping[str, float]:
        start = process_time()
        assess(case, rubric)
        return {"once": process_time() - start}

    seconds = medians({"dates": dates, "once": once}, max(rounds // 10, 5))
    return seconds["dates"] / seconds["once"]


def _bare(case: Path) -> Mapping[str, float]:
    content = case.read_bytes()
    start = process_time()
    get_event = CParser(content).get_event
    while type(get_event()) is not StreamEndEvent:
        pass
    return {"bare": process_time() - start}


def _figures(rubric: Rubric, path: Path) -> Mapping[str, float]:
    start = process_time()
    score(load_case(path), rubric)
    return {"figures": process_time() - start}


def _reasons(rubric: Rubric, path: Path) -> Mapping[str, float]:
    start = process_time()
    assess(load_case(path), rubric)
    return {"reasons": process_time() - start}


def _draws(case: Case, rubric: Rubric, rounds: int) -> float:
    """How long 1,000 sets of weights take for each assessment by one, both from a case that is loaded."""

    def draws() -> Mapping[str, float]:
        start = process_time()
        assert robustness([case], rubric, None, 25, 1, 1000).draws == 1000
        return {"draws": process_time() - start}

    def once() -> Mapping[str, float]:
        start = process_time()
        assess(case, rubric)
        return {"once": process_time() - start}

    seconds = medians({"draws": draws, "once": once}, max(rounds // 10, 5))
    return seconds["draws"] / seconds["once"]


class _PlainLoader(CSafeLoader):
    """PyYAML's own, but for dates, which the schema takes as text, and Norway, which is no boolean."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [
        (tag, form)
        for tag, form in resolvers
        if not tag.endswith(":timestamp") and not (tag.endswith(":bool") and first in "yYnNoO")
    ]
    for first, resolvers in CSafeLoader.yaml_implicit_resolvers.items()
}


def _naive_figures(rubric: Rubric, validator: Any, path: Path) -> Mapping[str, float]:
    start = process_time()
    score(_naively_loaded(path, validator), rubric)
    return {"naive figures": process_time() - start}


def _naive_reasons(rubric: Rubric, validator: Any, path: Path) -> Mapping[str, float]:
    start = process_time()
    assess(_naively_loaded(path, validator), rubric)
    return {"naive reasons": process_time() - start}


def _naively_loaded(path: Path, validator: Any) -> Case:
    """With what everybody has at hand: CSafeLoader, jsonschema, no checks beyond it."""
    content = path.read_bytes()
    loader = _PlainLoader(content)
    document = loader.get_single_data()
    loader.dispose()
    validator.validate(document)
    return build_case(document, case_fields(), sha256(content))


def _stages(rubric: Rubric, path: Path) -> Mapping[str, float]:
    seconds: dict[str, float] = {}
    last = process_time()

    def done(stage: str) -> None:
        nonlocal last
        seconds[stage] = process_time() - last
        last = process_time()

    content = read(path)
    done("read")
    document: Any = yaml.load(content, str(path))
    done("load")
    schema.validate("case", document, content, str(path))
    done("validate")
    findings.refuse(case_checks.check_case(document, case_fields()), content, str(path))
    done("checks")
    case = build_case(document, case_fields(), sha256(content))
    done("build")
    assert case.as_of is not None
    known = view(case, rubric.fields, case.as_of, rubric.search_stands)
    add_answers(known, (rubric.id,))
    done("as-of view")
    derive(known, rubric.instruments)
    done("derive")
    run = Run(compile_rubric(rubric), known)
    summary(run)
    done("its figures")
    explained_summary(run)
    node_results(run)
    unknowns(run)
    done("its reasons")
    return seconds
