"""Funnel limits: how far from the average an authority of a size may lie before it lies far from nearly all others.

Spiegelhalter, "Funnel plots for comparing institutional performance" (Statistics in Medicine 2005; 24: 1185-1202), and
"Handling over-dispersion of performance indicators" (Quality and Safety in Health Care 2005; 14: 347-351): authorities
differ by more than chance (recording, practice, need), so the limits hold that difference too. It is added (the random
effects model) and not multiplied: authorities differ however large they are. It is estimated with the tenth of
authorities at either end drawn in to where the others end (winsorised), so that the odd ones out do not widen the
limits they are judged by.

Shares and rates are put on a scale on which chance is as large everywhere for the same denominator: the arc sine of the
root of a share, the root of a rate (Spiegelhalter and others, "Statistical methods for healthcare regulation", Journal
of the Royal Statistical Society A 2012; 175: 1-47). There chance has a standard deviation of 1 / (2 √denominator).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, pi, sin, sqrt
from typing import TYPE_CHECKING, Literal

from safeguarding_report.rounding import PER_10000, PER_CENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Published

Kind = Literal["rate", "percent"]
Side = Literal["above", "below", "within"]

NEARLY_ALL = 1.959964
"""Standard deviations that hold 95 in 100 of what would be drawn by chance and the usual differences alone."""

ALMOST_ALL = 3.090232
"""The same for 998 in 1,000, Spiegelhalter's outer limit."""

DRAWN_IN = 0.1
"""The share of authorities at either end whose distance is drawn in before the difference is estimated."""

FEWEST_AUTHORITIES = 20
"""With fewer, a tenth at either end is one or two authorities, and what is usual cannot be told."""

_SCALES = {"rate": PER_10000, "percent": PER_CENT}


@dataclass(frozen=True)
class Funnel:
    """The average of all authorities, and how much they differ beside chance."""

    kind: Kind
    average: float
    """As printed: per 10,000 or per cent."""
    difference: float
    """The standard deviation between authorities on the scale of the roots; 0 where chance explains it all."""
    authorities: int

    def limits(self, denominator: float, deviations: float) -> tuple[float, float]:
        """Return the lower and upper limit for an authority of this size, as printed."""
        spread = deviations * sqrt(1 / (4 * denominator) + self.difference**2)
        centre = _root(self.kind, self.average / _SCALES[self.kind])
        return self._printed(centre - spread), self._printed(centre + spread)

    def side(self, numerator: int, denominator: int, deviations: float = NEARLY_ALL) -> Side:
        """Return where an authority lies; exactly on a limit is within."""
        lower, upper = self.limits(denominator, deviations)
        value = numerator * _SCALES[self.kind] / denominator
        return "above" if value > upper else "below" if value < lower else "within"

    def _printed(self, root: float) -> float:
        if self.kind == "rate":
            return max(root, 0.0) ** 2 * _SCALES["rate"]
        return sin(min(max(root, 0.0), pi / 2)) ** 2 * _SCALES["percent"]


def funnel_of(published: Sequence[Published], kind: Kind) -> Funnel | None:
    """Return the funnel of all authorities with a denominator; None where they are too few to tell what is usual."""
    counted = [one for one in published if one.denominator > 0]
    if len(counted) < FEWEST_AUTHORITIES:
        return None
    average = sum(one.numerator for one in counted) / sum(one.denominator for one in counted)
    centre = _root(kind, average)
    weights = [4.0 * one.denominator for one in counted]  # one divided by the variance of chance
    distances = [
        (_root(kind, one.numerator / one.denominator) - centre) * sqrt(weight)
        for one, weight in zip(counted, weights, strict=True)
    ]
    return Funnel(kind, average * _SCALES[kind], sqrt(_variance(drawn_in(distances), weights)), len(counted))


def drawn_in(distances: Sequence[float]) -> list[float]:
    """Return the distances with the tenth at either end set to the first that is not in it."""
    ordered = sorted(distances)
    cut = int(len(ordered) * DRAWN_IN)
    lowest, highest = ordered[cut], ordered[len(ordered) - 1 - cut]
    return [min(max(distance, lowest), highest) for distance in distances]


def _variance(distances: Sequence[float], weights: Sequence[float]) -> float:
    """Return the variance between authorities beside chance, by the method of moments; 0 where chance is enough."""
    more_than_chance = sum(distance**2 for distance in distances) - (len(distances) - 1)
    total = sum(weights)
    return max(more_than_chance / (total - sum(weight**2 for weight in weights) / total), 0.0)


def _root(kind: Kind, share: float) -> float:
    return sqrt(share) if kind == "rate" else asin(sqrt(share))
