"""A promise of which it is not recorded whether it was kept is neither open nor passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.reports import FORMATS

CASE = """
ddscore: case/1
id: example-mining
company: {name: Example Mining plc}
as_of: 2020-09-23
research: {promises: [{coverage: complete, searched: [website], until: 2020-09-23}]}
sources: {site: {title: Website, publisher: Example Mining plc, kind: company, published: 2020-01-01}}
promises:
  - {id: review, title: A review, promised: review, made: 2019-04, %ssources: [site]}
"""


@pytest.mark.parametrize(
    ("kept", "said", "unsaid"),
    [
        ("", "whether it was kept is not recorded", "No open promise was found"),
        ("kept: 2019-12-01, ", "No open promise was found", "is not recorded"),
        ("kept: null, ", "Open 17 months", "No open promise was found"),
    ],
)
def test_only_a_promise_that_was_kept_is_no_open_promise(
    kept: str, said: str, unsaid: str, tmp_path: Path
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE % kept, encoding="utf-8")
    text = " ".join(FORMATS["text"].render([assess(load_case(path), load_rubric("ungp"))]).split())
    section = text.partition("Open promises ==")[2].partition("Questions put to the company ==")[0]
    assert said in section
    assert unsaid not in section
