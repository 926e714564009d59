"""`ddscore check --explain`: what an id means, and the page of all of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ddscore.documents.catalogue import checks

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
AGAIN = "docs/checks.md is not what the catalogue says: ddscore check --explain all > docs/checks.md"


def test_one_id_is_explained(ddscore: Run) -> None:
    ran = ddscore("check", "--explain", "case/dangling-reference")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# case/dangling-reference\n\n**Error.** An id is named")
    assert ran.out.removeprefix("# ") in PAGE.read_text(encoding="utf-8")


def test_the_page_in_the_docs_is_what_all_ids_explained_are(ddscore: Run) -> None:
    ran = ddscore("check", "--explain", "all")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.encode() == PAGE.read_bytes(), AGAIN


def test_every_link_of_the_page_leads_to_one_heading() -> None:
    text = PAGE.read_text(encoding="utf-8")
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.M
    )
    anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r"\]\(#(.+?)\)", text)) == set(anchors) - {"checks"}
    assert {heading for heading in headings if "/" in heading} == set(checks())


def test_an_id_that_is_close_is_suggested(ddscore: Run) -> None:
    ran = ddscore("check", "--explain", "case/dangling-referense")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `case/dangling-reference`" in ran.err


def test_an_id_without_its_family_is_found_too(ddscore: Run) -> None:
    ran = ddscore("check", "--explain", "duplicate-key")
    assert ran.code == 2
    assert "/duplicate-key`" in ran.err


def test_an_id_like_no_other_is_told_where_all_are_listed(ddscore: Run) -> None:
    ran = ddscore("check", "--explain", "xyz")
    assert ran.code == 2
    assert "no check has this id" in ran.err
    assert "`ddscore check --explain all` lists them" in ran.err


def test_nothing_is_checked_where_an_id_is_explained(ddscore: Run, tmp_path: Path) -> None:
    ran = ddscore("check", tmp_path / "missing.yaml", "--explain", "yaml/alias")
    assert (ran.code, ran.err) == (0, "")
