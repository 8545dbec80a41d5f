"""The analyst's bench: each figure of the year beside last year, its comparators and the published figure.

What moved furthest from what is usual among authorities stands first; the report says it in words of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.areas import report_areas
from safeguarding_report.measures.checked import SMALLEST_TELLING_COUNT, unrounded
from safeguarding_report.measures.definition import unit
from safeguarding_report.rounding import PER_CENT

if TYPE_CHECKING:
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

_FIGURE = ["measure", "area_code"]
_BORDERS = ["change_10", "change_25", "change_50", "change_75", "change_90"]

TOO_FEW, LARGE, NOTABLE, ORDINARY, NOT_COMPARED = "too few to tell", "large", "notable", "ordinary", ""

COMPARED = {"neighbours": "neighbours", "region": "region", "wider region": "region", "England": "england"}
"""The column of each kind of comparator; the nearest region stands in that of regions."""


def bench(checked: pd.DataFrame, spread: pd.DataFrame, partnership: Partnership, year: ReportingYear) -> pd.DataFrame:
    """Return one row for each figure of the partnership's own areas that has no breakdown, what moved most first.

    `change` is in per cent of last year's level, of a percentage in points, from unrounded values. `moved` is its place
    among all authorities' changes: large, notable, ordinary, or too few to tell. `from_published` is by how many the
    count from returns differs from the published one, where there are both.

    Parameters
    ----------
    checked
        What `checked_results` gives.
    spread
        Rows of the table authority_spread.

    """
    rows = checked[checked["breakdown"] == ""].assign(level=unrounded(checked))
    own = rows[rows["area_code"].isin([partnership.slug, *partnership.areas])]
    now = own[own["time_period"] == year.time_period].set_index(_FIGURE)
    before = own[own["time_period"] == year.previous.time_period].set_index(_FIGURE).reindex(now.index)
    change = now["level"] - before["level"]
    in_points = now["unit"] == unit("percent")
    change = (
        change.where(in_points, change * PER_CENT / before["level"].where(before["level"] > 0)).astype(float).round(1)
    )
    borders = _borders(spread, now, year)
    least = pd.concat([now["numerator"], before["numerator"]], axis=1).min(axis=1)
    table = pd.DataFrame(
        {
            "area_name": now["area_name"],
            "last_year": before["value"],
            "this_year": now["value"].fillna(now["symbol"]),
            "change": change,
            "moved": _moved(change, borders, is_too_few=least < SMALLEST_TELLING_COUNT),
            "usual_from": borders["change_25"],
            "usual_to": borders["change_75"],
            **_comparators(rows, now, partnership, year),
            "from_published": now["from_published"],
            "status": now["status"],
        }
    )
    far = (change - borders["change_50"]).abs() / (borders["change_90"] - borders["change_10"])
    order = table["moved"].map([LARGE, NOTABLE, ORDINARY, NOT_COMPARED, TOO_FEW].index)
    return (
        table.assign(order=order, far=-far)
        .sort_values(["order", "far"], kind="stable")
        .drop(columns=["order", "far"])
        .reset_index()
    )


def _borders(spread: pd.DataFrame, now: pd.DataFrame, year: ReportingYear) -> pd.DataFrame:
    of_year = spread[spread["time_period"] == year.time_period].set_index("measure")[_BORDERS]
    numbers: pd.DataFrame = of_year.apply(pd.to_numeric).astype(float)
    return numbers.reindex(now.index.get_level_values("measure")).set_index(now.index)


def _moved(change: pd.Series[float], borders: pd.DataFrame, *, is_too_few: pd.Series[bool]) -> pd.Series[str]:
    known = change.notna() & borders.notna().all(axis=1)
    inner = change.between(borders["change_25"], borders["change_75"])
    outer = change.between(borders["change_10"], borders["change_90"])
    too_few = is_too_few.fillna(value=False).astype(bool)
    words = np.select([~known, too_few, inner, outer], [NOT_COMPARED, TOO_FEW, ORDINARY, NOTABLE], LARGE)
    return pd.Series(words, change.index)


def _comparators(
    rows: pd.DataFrame, now: pd.DataFrame, partnership: Partnership, year: ReportingYear
) -> dict[str, pd.Series[str]]:
    """Return the printed figures of each area's neighbours, region and England in the same year."""
    records = {record["code"]: record for record in report_areas(partnership, year)}
    printed = rows[rows["time_period"] == year.time_period].set_index(_FIGURE)["value"]
    found: dict[str, list[str]] = {column: [] for column in dict.fromkeys(COMPARED.values())}
    for measure, area in now.index:
        nearest: dict[str, str] = {}
        for code in records[area]["compared_with"] if area in records else ():
            nearest.setdefault(COMPARED[records[code]["role"]], code)
        for column, numbers in found.items():
            number = printed.get((measure, nearest.get(column, "")), pd.NA)
            numbers.append("" if pd.isna(number) else str(number))
    return {column: pd.Series(numbers, now.index) for column, numbers in found.items()}
