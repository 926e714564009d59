"""What a problem is known by from one run to the next."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from ddscore.reports.problems.paths import slashed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.problems import Problem


def fingerprints(problems: Sequence[Problem]) -> Iterator[str]:
    """A SHA-256 for each problem, in their order; no two are the same.

    It is made of the file, the check and the message, and of how many like it stand before, never of a line
    or an index: what moves with its text is still the same problem.
    """
    before: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        known_by = (slashed(problem.location.path), problem.id, problem.message)
        parts = (*known_by, str(before[known_by]))
        before[known_by] += 1
        # Each part with its length, since any character may stand in a message.
        text = "".join(f"{len(part)}:{part}" for part in parts)
        yield sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
