"""The tables of a portfolio's database, and what their columns mean."""

from __future__ import annotations

from pathlib import Path

SCHEMA = Path(__file__).with_name("tables.sql")

_PERCENT = "percent, 0 to 100"
_WEIGHT = "part of the whole value, 0 to 1"
COLUMNS: tuple[tuple[str, str, str | None, str], ...] = (
    ("lists", "as_of", "day", "The day of assessment; empty where each case has its own date."),
    ("lists", "total", "currency of the list", "The positions above 0 together; weights are of it."),
    ("lists", "unread", "lines", "Lines that say no value, or not of what, and are left out."),
    ("positions", "value", "currency of the list", "All lines of one company; below 0 where it is short."),
    (
        "positions",
        "weight",
        _WEIGHT,
        "0 where it is listed and not held; empty where it is short.",
    ),
    (
        "positions",
        "held",
        None,
        "Only `assessed` says anything. `no-record`: no case is about it; `unclear`; `invalid`: its case is.",
    ),
    ("matches", "by", None, "lei, isin, ticker, name, or entity: the name of one of its legal persons."),
    ("near_names", "case", None, "A case whose name is near: for a person to look at, and never a match."),
    ("standings", "policy", _PERCENT, "What the company says. Empty where no figure may be shown."),
    ("standings", "policy_low", _PERCENT, "What is certain at the least."),
    ("standings", "policy_high", _PERCENT, "What is possible at the most."),
    ("standings", "practice", _PERCENT, "What the record shows. Empty where no figure may be shown."),
    ("standings", "practice_low", _PERCENT, "What is certain at the least."),
    ("standings", "practice_high", _PERCENT, "What is possible at the most."),
    ("standings", "gap", "percent, -100 to 100", "Policy less practice, at the least."),
    ("standings", "gap_low", "percent, -100 to 100", "The smallest gap that the bounds allow."),
    ("standings", "gap_high", "percent, -100 to 100", "The greatest gap that the bounds allow."),
    ("standings", "overall", _PERCENT, "The one figure of a rubric without two sides."),
    ("standings", "overall_low", _PERCENT, "What is certain at the least."),
    ("standings", "overall_high", _PERCENT, "What is possible at the most."),
    ("standings", "coverage", "part, 0 to 1", "How much of what the figures could be is settled."),
    ("standings", "band", None, "The one that is certain; else empty, and all are in `possible`."),
    ("standings", "profile", None, "The one that is certain; else empty, and all are in `possible`."),
    ("standings", "outcome", None, "The one that is certain; else empty, and all are in `possible`."),
    ("standings", "contradictions", "pairs", "Commitments that a finding contradicts."),
    ("standings", "longest_promise_months", "months", "How long the oldest open promise has been open."),
    ("standings", "unanswered", "questions", "Questions to the company without an answer."),
    ("shares", "least", _WEIGHT, "What the share counts for certain; empty where it counts nothing."),
    ("shares", "most", _WEIGHT, "With all that is possible, and all without a record."),
    ("share_rows", "weight", _WEIGHT, "In companies of which it is certain."),
    ("share_rows", "possible_weight", _WEIGHT, "Besides, in companies of which it is one possibility."),
    ("averages", "is_as_asked", "0 or 1", "Whether the days are those that the rubric asks for."),
)
"""What the columns of the tables hold, where their names do not say it: table, column, unit, meaning."""
