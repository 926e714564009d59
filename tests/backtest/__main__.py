"""`python -m tests.backtest`: write the computed part of docs/backtest.md anew."""

from __future__ import annotations

from tests.backtest.page import PAGE, rewritten

if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
