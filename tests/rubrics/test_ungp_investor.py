"""ungp-investor: the questions of ungp under other weights."""

from __future__ import annotations

from ddscore import assess, load_case, load_rubric
from ddscore.documents import shipped


def test_only_three_weights_differ_from_ungp() -> None:
    base, investor = load_rubric("ungp"), load_rubric("ungp-investor")
    weights = {theme.id: theme.weight for theme in base.themes}
    assert [theme.id for theme in investor.themes] == list(weights)
    changed = {theme.id: theme.weight for theme in investor.themes if theme.weight != weights[theme.id]}
    assert changed == {"conduct": 5, "remediation": 3, "communicating": 2}
    assert [(one.id, one.version, one.sha256) for one in investor.bases] == [
        ("ungp", base.version, base.sha256)
    ]


def test_other_weights_give_another_summary_and_the_same_themes() -> None:
    case = load_case(shipped.folder("cases") / "hikvision.yaml")
    by_ungp, by_investor = (
        assess(case, load_rubric(name), "2020-09-23") for name in ("ungp", "ungp-investor")
    )
    assert by_ungp.summary.practice != by_investor.summary.practice
    for ours, theirs in zip(by_ungp.nodes, by_investor.nodes, strict=True):
        assert (ours.policy, ours.practice, ours.gap) == (theirs.policy, theirs.practice, theirs.gap)
