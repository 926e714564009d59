"""Rubrics that travel with ddscore: checked before they are packed, and trusted in an installed package."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore.documents import shipped
from ddscore.documents.files import read
from ddscore.documents.rubric import load_rubric, parse_rubric
from ddscore.errors import InputError

SMALL = Path(__file__).parent.parent / "data" / "cli" / "small.yaml"


@pytest.mark.parametrize("name", shipped.rubrics())
def test_every_shipped_rubric_passes_the_checks_of_any_other(name: str) -> None:
    assert parse_rubric(read(shipped.rubrics()[name]), f"elsewhere/{name}.yaml").id == name


@pytest.mark.parametrize(
    "flaw", ["title: [a list]", "caps: [{at_most: 20, when: {policies: {}}, because: so}]"]
)
def test_a_rubric_is_checked_but_for_those_inside_an_installed_package(
    flaw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first flaw is against the schema, the second against what a schema cannot say."""
    lines = [line for line in SMALL.read_text(encoding="utf-8").splitlines() if not line.startswith("title")]
    title = [] if flaw.startswith("title") else ["title: Small"]
    path = tmp_path / "rubrics" / "small.yaml"
    path.parent.mkdir()
    path.write_text("\n".join([*lines, *title, flaw, ""]), encoding="utf-8")
    with pytest.raises(InputError):
        load_rubric(path)
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    assert load_rubric("small").id == "small"
