"""Each row of a rubric's tables taken by itself."""

from __future__ import annotations

import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.analysis.rows import rows
from ddscore.documents import shipped

CASES = [load_case(file) for file in sorted(shipped.folder("cases").glob("*.yaml"))]


@pytest.fixture(scope="module")
def ungp():
    return load_rubric("ungp")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_rows_taken_by_themselves_give_the_decision(case, ungp):
    summary, found = assess(case, ungp).summary, rows(case, ungp, None)
    for kind, possible in (("outcome", summary.possible_outcomes), ("profile", summary.possible_profiles)):
        table = [row for row in found if row.kind == kind]
        until = next((place for place, row in enumerate(table) if row.holds), len(table))
        assert tuple(row.id for row in table[: until + 1] if row.holds is not False) == possible


def test_a_row_that_is_undetermined_says_what_would_settle_it(ungp):
    for case in CASES:
        for row in rows(case, ungp, None):
            assert bool(row.reason.needs) is (row.holds is None)


def test_a_row_below_the_one_that_decides_is_judged_too(ungp):
    hikvision = next(case for case in CASES if case.id == "hikvision")
    found = {row.id: row for row in rows(hikvision, ungp, None)}
    assert found["urgent"].holds is True
    assert found["monitor"].holds is True
    assert "coe-2020" in found["monitor"].reason.facts
