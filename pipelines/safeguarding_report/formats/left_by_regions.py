"""What the totals of regions and England leave for the authorities of a partnership together, as published.

A total is printed rounded to 10; the other authorities are printed or hidden one by one. What is left for the
partnership's own is known to everybody who subtracts. The gate puts it into its system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.reference import areas, areas_with_regions, present_codes
from safeguarding_report.tables import LEFT_BY_REGIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Mapping

LEVEL = "Local authority"

ROUNDED_TO = 10
"""Totals of regions and England, half up."""

_HIDDEN = "c"
_Cells = dict[tuple[str, str, str, str], tuple[int | None, str]]


def regions_of(area_code: str) -> frozenset[str]:
    """Return the regions that an authority lies in, and England; none where nobody knows the code."""
    code = present_codes().get(area_code, area_code)
    return frozenset(areas_with_regions([code])) - {code} if code in areas() else frozenset()


def total_between(printed: int) -> tuple[int, int]:
    """Return the least and the most that is rounded half up to a printed total."""
    return printed - ROUNDED_TO // 2, printed + ROUNDED_TO // 2 - 1


def left_by_regions(figures: pd.DataFrame, rest: pd.DataFrame, own: Collection[str]) -> pd.DataFrame:
    """Return between what the counts of a partnership's authorities lie together, by the totals around them.

    Parameters
    ----------
    figures
        All that the compact table carries: of other authorities, too.
    rest
        What the authorities make that it does not carry: rows of REST_OF_REGIONS.
    own
        The authorities of the partnership.

    """
    cells = _cells(figures)
    within = _by_region(own)
    beside = _by_region(set(figures.loc[figures["geographic_level"].eq(LEVEL), "area_code"]) - set(own))
    found: dict[tuple[str, str, str, str], tuple[int, int]] = {}
    for row in rest[rest["area_code"].isin(list(within))].to_dict("records"):
        region = str(row["area_code"])
        between = _left(row, cells, within[region], beside.get(region, []))
        if between is not None:
            key = (str(row["release"]), str(row["time_period"]), " ".join(within[region]), str(row["item"]))
            low, high = found.get(key, between)
            found[key] = max(low, between[0]), min(high, between[1])
    rows = [(*key, least, most) for key, (least, most) in sorted(found.items()) if least <= most]
    frame = pd.DataFrame(rows, columns=LEFT_BY_REGIONS.column_names)
    text = dict.fromkeys(["release", "time_period", "area_codes", "item"], pd.StringDtype())
    return LEFT_BY_REGIONS.check(frame.astype(text | {"least": "Int64", "most": "Int64"}))


def _cells(figures: pd.DataFrame) -> _Cells:
    """Return each count by where it stands, with the code that its area has now."""
    columns = [figures[name].tolist() for name in ("release", "time_period", "area_code", "item", "value", "symbol")]
    now = present_codes()
    return {
        (release, time_period, now.get(area_code, area_code), item): (None, symbol) if value is pd.NA else (value, "")
        for release, time_period, area_code, item, value, symbol in zip(*columns, strict=True)
    }


def _by_region(codes: Collection[str]) -> dict[str, list[str]]:
    """Return by region which of these authorities lie in it, in order."""
    found: dict[str, list[str]] = {}
    for code in sorted(codes):
        for region in regions_of(code):
            found.setdefault(region, []).append(code)
    return found


def _left(
    row: Mapping[Hashable, object], cells: _Cells, within: list[str], beside: list[str]
) -> tuple[int, int] | None:
    """Return between what one total leaves for our authorities; None where it says nothing of them."""
    release, time_period, region, item = (str(row[name]) for name in ("release", "time_period", "area_code", "item"))
    total, _ = cells.get((release, time_period, region, item), (None, ""))
    ours = [cells.get((release, time_period, code, item), (None, "")) for code in within]
    if total is None or not any(symbol == _HIDDEN for _, symbol in ours) or not all(_is_known(*one) for one in ours):
        return None
    low, high = total_between(total)
    least, most = int(str(row["least"])), int(str(row["most"])) if row["most"] else None
    for value, symbol in _present(cells, release, time_period, beside, item):
        if not _is_known(value, symbol):
            return None
        least += 1 if value is None else value
        most = None if most is None or value is None else most + value
    return (max(low - most, 0) if most is not None else 0), high - least


def _present(
    cells: _Cells, release: str, time_period: str, codes: list[str], item: str
) -> Iterator[tuple[int | None, str]]:
    for code in codes:
        if (release, time_period, code, item) in cells:
            yield cells[release, time_period, code, item]


def _is_known(value: int | None, symbol: str) -> bool:
    return value is not None or symbol == _HIDDEN
