"""Real decisions, and what the shipped rubrics say of the same record on the same day.

`python -m tests.backtest` writes the results into docs/backtest.md; decisions.yaml lists the decisions.
"""
