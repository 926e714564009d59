"""How each row of a rubric's decision tables fares, for whoever asks why one decides and another does not."""

from typing import NamedTuple

from ddscore.model.assessment import Reason
from ddscore.model.dates import Truth


class RowResult(NamedTuple):
    """A row of the profiles or of the outcomes, its condition taken by itself."""

    kind: str
    """Of its table: profile or outcome."""
    id: str
    holds: Truth
    reason: Reason
    """The facts and searches on which that rests; where it is undetermined, what would settle it."""
