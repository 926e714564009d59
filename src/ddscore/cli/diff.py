"""`ddscore diff`: what changed, and which facts changed it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore.analysis.diff import Input
from ddscore.analysis.diff import diff as diff_of
from ddscore.analysis.saved_diff import diff_saved
from ddscore.cli import completion
from ddscore.cli.diff_gates import failures, gate
from ddscore.cli.options import Day, case_paths
from ddscore.cli.output import format_of, spare_the_inputs, write_file, write_stdout
from ddscore.cli.progress import progress
from ddscore.cli.reporting import output_options
from ddscore.documents.case import load_case
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import GateError, UsageError
from ddscore.reports.diff import DIFF_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.diff import Diff
    from ddscore.model.rubric import Rubric

    Days = tuple[PartialDate | None, PartialDate | None]

_TO = ".."
_BOTH = 2


class Span(click.ParamType["Days"]):
    """Two days, `A..B`, either of which may be left out; one day is both."""

    name = "dates"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Days:
        """Read `2020-09-01..2020-09-23`; anything else is wrong usage."""
        if isinstance(value, tuple):
            return value
        first, to, last = str(value).partition(_TO)
        days = [Day().convert(day, param, ctx) if day else None for day in (first, last if to else first)]
        return days[0], days[1]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="A [B]", shell_complete=completion.cases)
@click.option(
    "-r",
    "--rubric",
    "rubrics",
    multiple=True,
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="A shipped rubric's name or a file's path; may be repeated. Default: the shipped default.",
)
@click.option(
    "--rubric-a",
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="The rubric of the state before, where it is another.",
)
@click.option(
    "--rubric-b",
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="The rubric of the state after, where it is another.",
)
@click.option(
    "--as-of",
    "days",
    type=Span(),
    metavar="A..B",
    default=None,
    help="Two days (YYYY-MM-DD..YYYY-MM-DD), or one for both. Default: each case's own as_of.",
)
@click.option(
    "--rev",
    metavar="A..B",
    help="Two revisions of the one case named, as git takes them; A alone: from then to the file as it is.",
)
@output_options(DIFF_FORMATS, where="Write the report here instead of stdout.")
@click.option(
    "--fail-on",
    "gates",
    multiple=True,
    metavar="WHAT",
    help="Exit with 1 where it holds: worse; practice:-5, gap:+5; outcome:urgent, profile:contradicted, "
    "band:wide newly reached, or outcome:undetermined. May be repeated.",
)
def diff(
    files: tuple[str, ...],
    rubrics: tuple[str, ...],
    rubric_a: str | None,
    rubric_b: str | None,
    days: Days | None,
    rev: str | None,
    name: str | None,
    output: Path | None,
    gates: tuple[str, ...],
) -> None:
    """Say what changed from A to B, and which facts changed it.

    A and B are two case files, two saved assessments (JSON), or one case at two dates (--as-of A..B), at two
    revisions (--rev A..B) or by two rubrics (--rubric-a, --rubric-b).
    """
    suffixes = {key: form.suffix for key, form in DIFF_FORMATS.items()}
    form = DIFF_FORMATS[name or format_of(output, suffixes)]
    spare_the_inputs(output, (*files, *rubrics, *filter(None, (rubric_a, rubric_b))))
    ends = [(rubric_a or one, rubric_b or one) for one in rubrics or (default_rubric(),)]
    pairs = list(dict.fromkeys(ends))
    diffs = _diffs(files, pairs, days or (None, None), rev)
    wanted = [gate(one, diffs) for one in gates]
    report = form.render(diffs)
    if output is None or str(output) == "-":
        write_stdout(report)
    else:
        write_file(output, report)
    failed = [reason for one in diffs for reason in failures(one, wanted)]
    if failed:
        raise GateError("--fail-on:\n" + "\n".join(f"  {reason}" for reason in failed))


def _diffs(
    files: Sequence[str], rubrics: Sequence[tuple[str, str]], days: Days, rev: str | None
) -> list[Diff]:
    """The diffs asked for, one a rubric or one a pair of saved assessments."""
    if len(files) > _BOTH:
        raise UsageError(f"a diff has two sides, and {len(files)} files are named: name A and B")
    saved = [Path(file).suffix.lower() == ".json" for file in files]
    if any(saved):
        if not all(saved) or len(files) < _BOTH:
            raise UsageError(
                "a saved assessment is compared with another: save one of the other side too, with "
                "`ddscore assess … -f json -o …`"
            )
        if rev or any(days) or any(first != last for first, last in rubrics):
            raise UsageError(
                "a saved assessment has its date and its rubric: leave out --as-of, --rev, --rubric-a and -b"
            )
        return _of_saved(*files)
    if rev is not None:
        if len(files) > 1:
            raise UsageError("--rev compares two revisions of one case: name one file")
        from ddscore.cli.revisions import at_revisions

        return [diff_of(*ends, progress) for ends in at_revisions(files[0], rubrics, days, rev)]
    cases = [_case(file) for file in files]
    if len(cases) < _BOTH and days[0] == days[1] and all(first == last for first, last in rubrics):
        raise UsageError(
            f"what is {files[0]} to be compared with? Name a second file, or two dates (--as-of A..B), two "
            "revisions (--rev A..B) or two rubrics (--rubric-a, --rubric-b)"
        )
    return [
        diff_of(
            Input(files[0], cases[0], load(first), days[0]),
            Input(files[-1], cases[-1], load(last), days[1]),
            progress,
        )
        for load in [_loader()]
        for first, last in rubrics
    ]


def _loader() -> Callable[[str], Rubric]:
    """Rubrics by name, each read once: one rubric on both sides is one and the same."""
    loaded: dict[str, Rubric] = {}

    def load(name: str) -> Rubric:
        if name not in loaded:
            loaded[name] = load_rubric(name)
        return loaded[name]

    return load


def _case(name: str) -> Case:
    paths = case_paths(name)
    if len(paths) > 1:
        raise UsageError(f"{name} holds {len(paths)} cases: name one of them")
    return load_case(paths[0])


def _of_saved(first: str, last: str) -> list[Diff]:
    """Saved assessments in pairs, each with the one of the same rubric."""
    from ddscore.documents.assessment import load_assessments

    before, after = load_assessments(first), load_assessments(last)
    pairs = [
        (old, new)
        for new in after
        for old in before
        if (old.rubric.id, old.case.id) == (new.rubric.id, new.case.id)
    ]
    if len(before) == len(after) == 1:
        pairs = [(before[0], after[0])]
    if not pairs:
        raise UsageError(f"{first} and {last} hold no assessments of one case by one rubric")
    return [diff_saved(old, new, (first, last)) for old, new in pairs]
