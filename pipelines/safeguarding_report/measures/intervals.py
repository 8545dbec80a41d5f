"""Intervals: how far chance alone could move a rate or percentage. They stand in the annex, never in a sentence.

Rates have Byar's approximation to the exact Poisson interval (Breslow and Day, Statistical Methods in Cancer Research,
volume II, 1987, page 69); percentages have Wilson's score interval (Wilson 1927; Newcombe, Statistics in Medicine 17,
1998, method 3). Both at 95 per cent, as the Office for Health Improvement and Disparities prints them. They are made
of numerator and denominator alone, so they tell nothing that those do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.measures.arithmetic import printed
from safeguarding_report.measures.definition import scale

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from safeguarding_report.measures.definition import DataType, Measure

    Floats = NDArray[np.float64]

Z_95 = 1.959963984540054
"""The standard normal quantile of 97.5 per cent: an interval of 95 per cent."""

OWN_LEVELS = ("Local authority", "Partnership")
"""Counts of England and regions are printed rounded, and too large for chance to matter."""


def byar(count: Floats) -> tuple[Floats, Floats]:
    """Return the lower and upper limit of counts of events; the lower limit of none is 0."""
    events = np.maximum(count, 1)
    below = events * (1 - 1 / (9 * events) - Z_95 / (3 * np.sqrt(events))) ** 3
    above = count + 1
    upper = above * (1 - 1 / (9 * above) + Z_95 / (3 * np.sqrt(above))) ** 3
    return np.where(count > 0, below, 0.0), upper


def wilson(numerator: Floats, denominator: Floats) -> tuple[Floats, Floats]:
    """Return the lower and upper limit of shares, each from 0 to 1."""
    share = numerator / denominator
    centre = 2 * numerator + Z_95**2
    spread = Z_95 * np.sqrt(Z_95**2 + 4 * numerator * (1 - share))
    whole = 2 * (denominator + Z_95**2)
    return (centre - spread) / whole, (centre + spread) / whole


def with_intervals(figures: pd.DataFrame, measures: tuple[Measure, ...]) -> pd.DataFrame:
    """Return results with the limits of every own rate and percentage that is a number, as many decimals as it has."""
    lower, upper = figures["lower"].to_numpy(object, copy=True), figures["upper"].to_numpy(object, copy=True)
    of_own = np.flatnonzero(_is_own_number(figures).to_numpy())
    own = figures.iloc[of_own].reset_index(drop=True)
    places = dict(own.groupby("measure").indices)
    for measure in measures:
        for data_type in measure.data_types:
            rows = places.get(measure.id(data_type))
            if data_type != "count" and rows is not None:
                limits = _limits(own.iloc[rows], data_type, measure.decimals)
                lower[of_own[rows]], upper[of_own[rows]] = limits
    return figures.assign(lower=lower, upper=upper)


def _is_own_number(figures: pd.DataFrame) -> pd.Series[bool]:
    return (
        figures["geographic_level"].isin(OWN_LEVELS)
        & figures["symbol"].eq("")
        & figures["numerator"].notna()
        & figures["denominator"].notna()
    )


def _limits(figures: pd.DataFrame, data_type: DataType, decimals: int) -> list[NDArray[np.object_]]:
    numerator = figures["numerator"].to_numpy(np.float64)
    denominator = figures["denominator"].to_numpy(np.float64)
    if data_type == "percent":
        limits = wilson(numerator, denominator)
    else:
        low, high = byar(numerator)
        limits = low / denominator, high / denominator
    shown = np.ones(len(figures), dtype=np.bool_)
    texts = [printed(_half_up(limit * scale(data_type), decimals), shown, decimals) for limit in limits]
    return [np.array(text, dtype=object) for text in texts]


def _half_up(limit: Floats, decimals: int) -> NDArray[np.int64]:
    units: NDArray[np.int64] = np.floor(limit * 10.0**decimals + 0.5).astype(np.int64)
    return units
