"""What readers know already: figures that somebody has printed for them, before the report that is being made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownFigure:
    """One figure that somebody has already printed for readers; all its numbers as they were printed."""

    figure_id: str
    measure: str
    category: str
    area_code: str
    time_period: str
    numerator: str
    denominator: str
    """Empty, like the numerator and the value, where none was printed."""
    value: str
    symbol: str
    printed_in: str
    """The edition or document that printed it."""
