"""The catalogue of checks: what each id of a problem means, why it matters, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from ddscore.documents import yaml
from ddscore.model.checked import Check
from ddscore.problems import Severity

FOLDER = Path(__file__).parent.parent / "schemas" / "checks"
"""A file for each family: `yaml.yaml` holds `yaml/alias` and all its like."""


class Catalogue(Mapping[str, Check]):
    """Every check by its id; a family is read when one of it is first asked for."""

    def __getitem__(self, name: str) -> Check:
        family, _, _ = name.partition("/")
        if family not in _families():
            raise KeyError(name)
        return _family(family)[name]

    def __iter__(self) -> Iterator[str]:
        for family in _families():
            yield from _family(family)

    def __len__(self) -> int:
        return sum(len(_family(family)) for family in _families())


def checks() -> Mapping[str, Check]:
    """Every check by its id, family by family."""
    return Catalogue()


@cache
def _families() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def _family(family: str) -> Mapping[str, Check]:
    path = FOLDER / f"{family}.yaml"
    document = cast("dict[str, dict[str, Any]]", yaml.load(path.read_bytes(), path.name))
    found = (_check(f"{family}/{name}", entry) for name, entry in document.items())
    return {check.id: check for check in found}


def _check(name: str, entry: Mapping[str, Any]) -> Check:
    return Check(**{**entry, "id": name, "severity": Severity(entry.get("severity", "error"))})
