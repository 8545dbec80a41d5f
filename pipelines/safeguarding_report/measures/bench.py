"""The analyst's bench: each figure of the year beside last year, its comparators and the published figure.

What moved furthest from what is usual among authorities stands first; the report says it in words of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.chance import LARGE, LESS, NOTABLE, ORDINARY
from safeguarding_report.measures.areas import report_areas
from safeguarding_report.measures.moves import FIGURE, NOT_COMPARED, SLIGHT, TOO_FEW, moves

if TYPE_CHECKING:
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

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
    compared = moves(checked, spread, partnership, year)
    now, borders = compared.now, compared.borders
    change = compared.change.round(1)
    table = pd.DataFrame(
        {
            "area_name": now["area_name"],
            "last_year": compared.before["value"],
            "this_year": now["value"].fillna(now["symbol"]),
            "change": change,
            "moved": _as_rates(compared.moved),
            "usual_from": borders["change_25"],
            "usual_to": borders["change_75"],
            **_comparators(checked[checked["breakdown"] == ""], now, partnership, year),
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


def _comparators(
    rows: pd.DataFrame, now: pd.DataFrame, partnership: Partnership, year: ReportingYear
) -> dict[str, pd.Series[str]]:
    """Return the printed figures of each area's neighbours, region and England in the same year."""
    records = {record["code"]: record for record in report_areas(partnership, year)}
    printed = rows[rows["time_period"] == year.time_period].set_index(FIGURE)["value"]
    found: dict[str, list[str]] = {column: [] for column in dict.fromkeys(COMPARED.values())}
    for measure, area in now.index:
        nearest: dict[str, str] = {}
        for code in records[area]["compared_with"] if area in records else ():
            nearest.setdefault(COMPARED[records[code]["role"]], code)
        for column, numbers in found.items():
            number = printed.get((measure, nearest.get(column, "")), pd.NA)
            numbers.append("" if pd.isna(number) else str(number))
    return {column: pd.Series(numbers, now.index) for column, numbers in found.items()}
