"""Gaps told in words below a line chart: one row for each line that has any, each word under its years."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts.plan import Content

EVERY_LINE = "All areas"

_LETTERS = 13
"""Letters of a name in one line beside the drawing; "Middlesbrough" just fits."""


@dataclass(frozen=True)
class GapRow:
    """Why one line is broken: words, each centred below the years they are about."""

    name: str
    stroke: int | None
    """The line's stroke; None for all lines together."""
    words: tuple[tuple[float, str], ...]
    """(place along the axis, words)."""

    @property
    def lines(self) -> int:
        """Lines of text in the row."""
        return 1 + max(text.count("\n") for text in (self.name, *(words for _, words in self.words)))


def gap_rows(content: Content) -> list[GapRow]:
    """Return the rows of gaps: first what all lines have in common, then what is of each."""
    gaps = [series.gaps for series in content.series]
    common = [reasons[0] if len(set(reasons)) == 1 else "" for reasons in zip(*gaps, strict=True)]
    shared = common if len(gaps) > 1 else [""] * len(common)
    named: list[tuple[str, int | None, list[str]]] = [(EVERY_LINE, None, shared)]
    named += [
        (
            series.name,
            series.stroke,
            [reason if reason != also else "" for reason, also in zip(series.gaps, shared, strict=True)],
        )
        for series in content.series
    ]
    return [GapRow(wrapped(name), stroke, _words(reasons)) for name, stroke, reasons in named if any(reasons)]


def _words(reasons: Sequence[str]) -> tuple[tuple[float, str], ...]:
    """Say a reason once for neighbouring years; below a single year its words stand under each other."""
    words = []
    place = 0
    for reason, group in groupby(reasons):
        years = len(list(group))
        if reason:
            words.append((place + (years - 1) / 2, reason if years > 1 else reason.replace(" ", "\n")))
        place += years
    return tuple(words)


def wrapped(name: str, letters: int = _LETTERS) -> str:
    """Return a name in lines of at most so many letters; words stay whole."""
    return textwrap.fill(name, letters, break_long_words=False, break_on_hyphens=False)
