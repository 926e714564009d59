"""The run itself: what is known is looked up, the rest is judged, and all is given back in order."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ddscore.running.crew import crew_for
from ddscore.running.lookup import Lookup, Unknown
from ddscore.running.work import Done, Failed, How, Result, Work

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from concurrent.futures import Future

    from ddscore.running.batch import Answers
    from ddscore.running.crew import Crew

SEGMENT = 200
"""Files that are looked up at once, and of which all are done before the first of the next is given back."""
_MOST_BYTES = 4 * 2**20
"""In one batch: what is sent to a cluster in one piece should be small."""


def run(files: Sequence[Path] | Sequence[str], work: Work, how: How) -> Generator[Result, None, None]:
    """Ask the judge about each file; results come in the order of the files, as they get ready.

    Files are given by their paths; as text these take less memory, where there are many. Only a part of the
    files and results is in memory at a time. Whoever stops before the end closes the iterator, which ends all
    processes at once (`contextlib.closing`). UsageError where a cluster cannot be used.
    """
    lookup = Lookup(work, how, len(files))
    try:
        crew = crew_for(work, how, len(files))
        try:
            yield from _Run(work, how, lookup, crew).results(files)
        finally:
            crew.close()
    finally:
        lookup.close()


class _Batch(NamedTuple):
    future: Future[Answers]
    files: Sequence[tuple[int, Unknown]]
    """Each with its number in the segment."""


@dataclass(slots=True)
class _Segment:
    """Files that stand next to each other, and what is known of them so far."""

    results: list[Result | None]
    batches: deque[_Batch] = field(default_factory=deque)


@dataclass(frozen=True, slots=True)
class _Run:
    work: Work
    how: How
    lookup: Lookup
    crew: Crew

    def results(self, files: Sequence[Path] | Sequence[str]) -> Iterator[Result]:
        """The result of each file, in order."""
        waiting: deque[_Segment] = deque()
        for start in range(0, len(files), SEGMENT):
            waiting.append(self._begin(list(map(Path, files[start : start + SEGMENT]))))
            while waiting and self._is_enough(waiting):
                yield from self._end(waiting.popleft())
        while waiting:
            yield from self._end(waiting.popleft())

    def _is_enough(self, waiting: Sequence[_Segment]) -> bool:
        """Whether to wait for the first of what is under way: it is done, or enough follows it."""
        following = sum(len(segment.batches) for segment in waiting) - len(waiting[0].batches)
        return not waiting[0].batches or following >= self.crew.width

    def _begin(self, files: Sequence[Path]) -> _Segment:
        segment = _Segment([None] * len(files))
        unknown: list[tuple[int, Unknown]] = []
        size = known = 0
        for number, found in enumerate(self.lookup.find(files)):
            if isinstance(found, Unknown):
                unknown.append((number, found))
                size += found.size
                if len(unknown) >= self.crew.batch or size >= _MOST_BYTES:
                    self._submit(segment, unknown)
                    unknown, size = [], 0
            else:
                segment.results[number] = found
                known += 1
        if unknown:
            self._submit(segment, unknown)
        self.how.progress(known)
        return segment

    def _submit(self, segment: _Segment, files: Sequence[tuple[int, Unknown]]) -> None:
        future = self.crew.submit([file.as_content() for _, file in files])
        batch = _Batch(future, files)
        if future.done() and not self.crew.width:
            self._take(segment, batch)
        else:
            segment.batches.append(batch)

    def _end(self, segment: _Segment) -> Iterator[Result]:
        while segment.batches:
            self._take(segment, segment.batches.popleft())
        for result in segment.results:
            assert result is not None  # noqa: S101 - each was found, has failed or was judged
            yield result

    def _take(self, segment: _Segment, batch: _Batch) -> None:
        """Put the answers to a batch where they belong."""
        contents = [file.as_content() for _, file in batch.files]
        answers = self.crew.result(batch.future, contents)
        for (number, file), answer in zip(batch.files, answers.answers, strict=True):
            if isinstance(answer, bytes):
                segment.results[number] = Done(file.path, answer)
                self.lookup.keep(file, answer, answers.surroundings)
            else:
                segment.results[number] = Failed(file.path, answer.as_error())
        self.how.progress(len(batch.files))
