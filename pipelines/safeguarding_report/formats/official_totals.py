"""Published counts side by side: one row is one area and year, so that parts can be checked against their totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.tables import OFFICIAL_TOTALS, OFFICIAL_TOTALS_SUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

_AREA_AND_YEAR = ["release", "time_period", "area_code", "area_name", "geographic_level"]


def official_totals(figures: pd.DataFrame) -> pd.DataFrame:
    """Put the counts of each area and year side by side and add parts up, where every part is a number.

    Sums are made for local authorities only: figures of regions and England are rounded to 10.
    """
    wide = figures.set_index([*_AREA_AND_YEAR, "item"])["value"].unstack("item")  # noqa: PD010 — a key has one value
    numbers = wide.astype(pd.Int64Dtype())
    counts = [name for name in OFFICIAL_TOTALS.column_names if name not in {*_AREA_AND_YEAR, *OFFICIAL_TOTALS_SUMS}]
    side_by_side = numbers.reindex(columns=counts).reset_index()
    is_authority = side_by_side["geographic_level"].eq("Local authority").to_numpy()
    for name, parts in OFFICIAL_TOTALS_SUMS.items():
        side_by_side[name] = _sum(numbers, parts).where(is_authority).array
    return OFFICIAL_TOTALS.check(side_by_side)


def _sum(numbers: pd.DataFrame, parts: Sequence[str]) -> pd.Series[int]:
    return numbers.reindex(columns=list(parts)).sum(axis=1, skipna=False).astype(pd.Int64Dtype())
