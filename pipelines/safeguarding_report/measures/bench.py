"""The analyst's bench: each figure of the year beside last year, its comparators and the published figure.

What moved furthest from what is usual among authorities stands first; the report says it in words of its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.chance import is_few, is_slight, lie_apart
from safeguarding_report.measures.areas import report_areas
from safeguarding_report.measures.checked import unrounded
from safeguarding_report.measures.definition import unit
from safeguarding_report.rounding import PER_CENT

if TYPE_CHECKING:
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

_FIGURE = ["measure", "area_code"]
_BORDERS = ["change_10", "change_25", "change_50", "change_75", "change_90"]

TOO_FEW, LARGE, NOTABLE, ORDINARY, NOT_COMPARED = "too few to tell", "large", "notable", "ordinary", ""
SLIGHT, LESS = "hardly changed", "less than others"

_ORDER = (LARGE, NOTABLE, ORDINARY, LESS, SLIGHT, NOT_COMPARED, TOO_FEW)

COMPARED = {"neighbours": "neighbours", "region": "region", "wider region": "region", "England": "england"}
"""The column of each kind of comparator; the nearest region stands in that of regions."""


def bench(checked: pd.DataFrame, spread: pd.DataFrame, partnership: Partnership, year: ReportingYear) -> pd.DataFrame:
    """Return one row for each figure of the partnership's own areas that has no breakdown, what moved most first.

    `change` is in per cent of last year's level, of a percentage in points, from unrounded values. `moved` is its place
    among all authorities' changes as the report calls it: large, notable, ordinary, hardly changed, less than others,
    or too few to tell; of a number of children by its rate. `from_published` is by how many the count from returns
    differs from the published one, where there are both.

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
    table = pd.DataFrame(
        {
            "area_name": now["area_name"],
            "last_year": before["value"],
            "this_year": now["value"].fillna(now["symbol"]),
            "change": change,
            "moved": _as_rates(_moved(now, before, change, borders)),
            "usual_from": borders["change_25"],
            "usual_to": borders["change_75"],
            **_comparators(rows, now, partnership, year),
            "from_published": now["from_published"],
            "status": now["status"],
        }
    )
    far = (change - borders["change_50"]).abs() / (borders["change_90"] - borders["change_10"])
    order = table["moved"].map(_ORDER.index)
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


def _moved(now: pd.DataFrame, before: pd.DataFrame, change: pd.Series[float], borders: pd.DataFrame) -> pd.Series[str]:
    """Return what the report calls each change: by chance first, then by its place among the changes of all."""
    few = _is_few(now) | _is_few(before)
    known = change.notna() & borders.notna().all(axis=1)
    rises, falls = change >= 0, change <= 0
    less = (rises & (change < borders["change_25"])) | (falls & (change > borders["change_75"]))
    inner = change.between(borders["change_25"], borders["change_75"])
    outer = change.between(borders["change_10"], borders["change_90"])
    words = np.select(
        [~known, few & ~_lie_apart(now, before), _is_slight(now, before), less, inner, outer],
        [NOT_COMPARED, TOO_FEW, SLIGHT, LESS, ORDINARY, NOTABLE],
        LARGE,
    )
    return pd.Series(words, change.index)


def _as_rates(moved: pd.Series[str]) -> pd.Series[str]:
    """Call a number what its rate or percentage is called, where it has one: one measure, one word."""
    keys = moved.index.to_frame(index=False)
    words = dict(zip(zip(keys["measure"], keys["area_code"], strict=True), moved, strict=True))
    own = []
    for (measure, area), word in words.items():
        title = str(measure).removesuffix("_count")
        judges = [(f"{title}_{kind}", area) for kind in ("rate", "percent")]
        own.append(next((words[one] for one in judges if one in words), word))
    return pd.Series(own, moved.index)


def _is_few(rows: pd.DataFrame) -> pd.Series[bool]:
    parts = zip(rows["unit"], rows["numerator"], rows["denominator"], strict=True)
    return pd.Series([is_few(str(unit_), _whole(one), _whole(other)) for unit_, one, other in parts], rows.index)


def _whole(number: object) -> int | None:
    return None if pd.isna(number) else int(str(number))  # type: ignore[call-overload] # a cell, or nothing


def _is_slight(now: pd.DataFrame, before: pd.DataFrame) -> pd.Series[bool]:
    parts = zip(now["unit"], before["value"], now["value"], strict=True)
    slight = [
        not (pd.isna(then) or pd.isna(this)) and then != this and is_slight(str(unit_), Decimal(then), Decimal(this))
        for unit_, then, this in parts
    ]
    return pd.Series(slight, now.index)


def _lie_apart(now: pd.DataFrame, before: pd.DataFrame) -> pd.Series[bool]:
    ends = [frame[name].fillna("") for frame in (now, before) for name in ("lower", "upper")]
    return pd.Series([lie_apart(row[:2], row[2:]) for row in zip(*ends, strict=True)], now.index)


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
