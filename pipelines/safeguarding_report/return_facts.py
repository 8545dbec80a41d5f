"""What became of one return, as a report prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReturnFacts:
    """One return that was expected of a partner, and what became of it, in words that are printed as they stand."""

    partner: str
    form: str
    area: str
    period: str
    """What it covers; empty where nothing came."""
    expected_period: str
    due: str
    received: str
    state: str
    """returned, part of the year, late, late after the cut-off, nil, not returned, never asked or not applicable."""
    state_in_words: str
    late: bool
    """It came after it was due, and is used."""
    provisional: bool
    errors: int
    queries: int
    """How many kinds of finding there are, never how many rows they are about."""
    open_points: tuple[str, ...]
    """What was found, in words; a kind that was found in several lists stands here as often."""
    whole: bool
    """Nothing of what was expected of it is missing."""
    complete: str
    means: str
    """What that means for the figures."""
