"""`python -m tests.fuzz`: check many broken files, and say how long and how much memory that took."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from tests.fuzz.batches import figures
from tests.fuzz.trying import made, tried

if TYPE_CHECKING:
    from tests.fuzz.batches import Figures


def main() -> int:
    """Print the figures; 1 where anything broke."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("--inputs", type=int, default=200_000, help="how many files to try (200,000)")
    options.add_argument("--seed", type=int, default=1, help="which files these are (1)")
    options.add_argument("--processes", type=int, default=1, help="how many to run at once (1)")
    options.add_argument("--only", type=int, metavar="NUMBER", help="try one input, and print it")
    given = options.parse_args()
    if given.only is not None:
        one = made(given.seed, given.only)
        sys.stdout.write(f"{one.path}\n{one.content.decode(errors='backslashreplace')}\n")
        sys.stdout.writelines(f"{problem}\n" for file in tried(one, given.only) for problem in file.problems)
        return 0
    done: list[Figures] = []
    for each in figures(given.inputs, given.seed, given.processes):
        done.append(each)
        for number, told in each.failures:
            sys.stdout.write(f"--seed {given.seed} --only {number}\n{told}\n")
        sys.stderr.write(f"{sum(one.inputs for one in done):,} inputs\n")
    _print(done)
    return 1 if any(each.failures for each in done) else 0


def _print(done: list[Figures]) -> None:
    inputs, slowest = sum(each.inputs for each in done), max(each.slowest for each in done)
    problems = sum((each.problems for each in done), Counter[str]())
    rows = {
        "inputs": f"{inputs:,}",
        "bytes, on average": f"{sum(each.size for each in done) / inputs:,.0f}",
        "with nothing wrong": f"{sum(each.sound for each in done):,}",
        "that broke something": f"{sum(len(each.failures) for each in done):,}",
        "milliseconds, on average": f"{1000 * sum(each.seconds for each in done) / inputs:.2f}",
        "milliseconds, the slowest": f"{1000 * slowest[0]:.0f} (--only {slowest[1]})",
        "MiB, the most of any process": f"{max(each.memory for each in done) / 2**20:.0f}",
        "different problems told": f"{len(problems)}",
    }
    sys.stdout.writelines(f"{what:<32} {figure}\n" for what, figure in rows.items())
    sys.stdout.writelines(f"  {check:<36} {count:>9,}\n" for check, count in problems.most_common())


if __name__ == "__main__":
    sys.exit(main())
