"""`python -m tests.benchmarks`: measure and print; docs/performance.md says how to read it."""

from __future__ import annotations

import argparse
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import checking, commits, many, running, starting
from tests.benchmarks.documents import case_text, rubric_text
from tests.benchmarks.generate import write_cases


def main() -> None:
    """Print each ratio beside its target."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    options.add_argument("--cases", type=int, default=200, help="how many cases to score (200)")
    options.add_argument("--starts", type=int, default=25, help="how often to start each command (25)")
    options.add_argument(
        "--many", type=int, default=1000, help="cases in a portfolio (1000; DESIGN has 10000)"
    )
    given = options.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        case, rubric = folder / "case.yaml", folder / "rubric.yaml"
        case.write_text(case_text(), encoding="utf-8", newline="\n")
        rubric.write_text(rubric_text(), encoding="utf-8", newline="\n")
        rows = chain(
            running.rows(case, write_cases(given.cases, 2, folder / "others"), rubric),
            checking.rows(folder),
            many.rows(rubric, folder / "many", given.many),
            starting.rows(case, folder, given.starts),
            commits.rows(case_text(), folder / "commits", max(1, given.starts // 5)),
        )
        for what, ratio, target in rows:
            sys.stdout.write(f"{what:<60} {ratio:6.2f}  {target}\n")


if __name__ == "__main__":
    main()
