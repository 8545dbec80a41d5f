"""How all authorities are spread on a measure: where their levels lie, and how much they moved in a year.

A change is judged by its place among all authorities' changes of that year, because chance alone explains little
of how much they move. All authorities with a number are counted, small ones too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.measures.definition import scale
from safeguarding_report.rounding import PER_CENT
from safeguarding_report.tables import AUTHORITY_SPREAD
from safeguarding_report.year import period_before

if TYPE_CHECKING:
    from safeguarding_report.measures.definition import DataType

QUANTILES = (10, 25, 50, 75, 90)
"""Per cent of authorities at or below; between two authorities the line is straight."""

DECIMALS = 2


def authority_spread(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the spread of every measure of the chapters without a breakdown and every year, from the figures of all authorities.

    Changes are those of authorities with a number in both years: in per cent of the year before for counts and
    rates, in percentage points for percentages, all from unrounded values. Numbers are text with two decimals.
    """
    counts = side_by_side(figures[figures["geographic_level"] == "Local authority"])
    # Changes and levels are told of what the chapters show; the annex sets figures side by side and judges nothing.
    whole = [measure for measure in MEASURES if not measure.breakdown and not measure.annex]
    results = figures_of(counts, whole)
    rows = [
        row
        for measure in whole
        for data_type in measure.data_types
        for row in _rows(measure.id(data_type), data_type, results)
    ]
    return AUTHORITY_SPREAD.check(pd.DataFrame(rows, columns=AUTHORITY_SPREAD.column_names))


def levels(results: pd.DataFrame, data_type: DataType) -> pd.DataFrame:
    """Return the unrounded numbers of one measure: one row per authority, one column per year."""
    numbers = results[results["symbol"] == ""]
    level = numbers["numerator"].astype(float)
    if data_type != "count":
        level = level * scale(data_type) / numbers["denominator"].astype(float)
    return numbers.assign(level=level).pivot_table(index="area_code", columns="time_period", values="level")


def changes(before: pd.Series[float], now: pd.Series[float], data_type: DataType) -> pd.Series[float]:
    """Return how much each authority with a number in both years moved; from 0 there is no change in per cent."""
    if data_type == "percent":
        return (now - before).dropna()
    started = before[before > 0]
    return ((now - started) / started * PER_CENT).dropna()


def _rows(measure_id: str, data_type: DataType, results: pd.DataFrame) -> list[list[str]]:
    by_year = levels(results[results["measure"] == measure_id], data_type)
    rows = []
    for time_period in by_year.columns:
        now = by_year[time_period]
        before = by_year.get(period_before(time_period), pd.Series(dtype=float))
        moved = changes(before, now, data_type)
        rows.append(
            [measure_id, time_period, str(now.count()), *_quantiles(now.dropna()), str(len(moved)), *_quantiles(moved)]
        )
    return rows


def _quantiles(values: pd.Series[float]) -> list[str]:
    if values.empty:
        return [""] * len(QUANTILES)
    found = np.quantile(np.sort(values.to_numpy()), np.array(QUANTILES) / PER_CENT)
    # Adding 0.0 turns the minus zero of a small fall into zero.
    return [f"{round(float(number), DECIMALS) + 0.0:.{DECIMALS}f}" for number in found]
