"""What moved since last year: a first look for the analyst; the report says it in words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

_KEY = ["measure", "area_code", "area_name", "breakdown", "category"]


def against_last_year(results: pd.DataFrame, partnership: Partnership, year: ReportingYear) -> pd.DataFrame:
    """Put this year's figures of the partnership's own areas beside last year's; what moved most stands first.

    `change_percent` is the change in per cent of last year's figure; missing where one of the two has no number or
    last year's is 0.
    """
    own = results[results["area_code"].isin([partnership.slug, *partnership.areas])]
    numbers = own.assign(number=pd.to_numeric(own["value"]), breakdown=own["breakdown"].fillna(""))
    side_by_side = numbers.assign(category=numbers["category"].fillna("")).pivot_table(
        index=_KEY, columns="time_period", values="number", aggfunc="first"
    )
    pair = side_by_side.reindex(columns=[year.previous.time_period, year.time_period])
    before, now = pair[year.previous.time_period], pair[year.time_period]
    change = ((now - before) / before.where(before != 0) * 100).round(1)
    moved = pair.assign(change_percent=change)
    return moved.sort_values("change_percent", key=lambda values: -values.abs(), kind="stable").reset_index()
