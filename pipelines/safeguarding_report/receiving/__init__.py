"""Receiving: what was expected of whom, what came, which version counts, and what it holds.

`returns.toml` says what is expected and what came. The newest accepted version counts, older ones stay unused.
Every expected return is in one of seven states, each with its own words. All findings of all files come together.
"""

from __future__ import annotations

from safeguarding_report.receiving.differences import what_changed
from safeguarding_report.receiving.receive import Returns, receive, save, validate
from safeguarding_report.receiving.settings import Expected, Received, ReturnsLog, read_returns_log
from safeguarding_report.receiving.standing import Standing, State, standings

__all__ = [
    "Expected",
    "Received",
    "Returns",
    "ReturnsLog",
    "Standing",
    "State",
    "read_returns_log",
    "receive",
    "save",
    "standings",
    "validate",
    "what_changed",
]
