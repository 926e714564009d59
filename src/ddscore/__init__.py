"""Score corporate human-rights due diligence: what a company says, set against what the record shows.

    from ddscore import assess, load_case, load_rubric

    assessment = assess(load_case("cases/hikvision.yaml"), load_rubric("ungp"), "2020-09-23")

What is exported here is public; everything else may change without notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ddscore.errors import DdscoreError, InputError, UsageError
    from ddscore.library import assess, load_case, load_rubric
    from ddscore.model.assessment import Assessment
    from ddscore.model.case import Case
    from ddscore.model.rubric import Rubric

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Case",
    "DdscoreError",
    "InputError",
    "Rubric",
    "UsageError",
    "assess",
    "load_case",
    "load_rubric",
]

_HOMES = {
    "Assessment": "ddscore.model.assessment",
    "Case": "ddscore.model.case",
    "DdscoreError": "ddscore.errors",
    "InputError": "ddscore.errors",
    "Rubric": "ddscore.model.rubric",
    "UsageError": "ddscore.errors",
    "assess": "ddscore.library",
    "load_case": "ddscore.library",
    "load_rubric": "ddscore.library",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `ddscore --version` imports none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
