"""What all other authorities of a region make together: with the region's total it tells of those that are hidden.

The department prints the totals of regions and England rounded to 10, and hides counts of single authorities. Where all
other authorities are shown, the total less their sum leaves what is hidden within ten numbers; where some are not, each
is at least 1, and no more than its own published tables leave of it.
Held against all published counts to 2024: of 12,683 regional totals of which every authority is shown, every one is
the sum of its authorities rounded half up to 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.disclosure.counted import NOT_SENSITIVE
from safeguarding_report.disclosure.counts import HIDDEN
from safeguarding_report.disclosure.published_sums import CHILDREN_AND_EVENTS, SUMS
from safeguarding_report.formats.left_by_regions import LEVEL, regions_of, total_between
from safeguarding_report.tables import REST_OF_REGIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_SUMS_WITH = {
    part: tuple(one for one in SUMS if part in one.parts) for part in {part for one in SUMS for part in one.parts}
}
_EVENTS_OF = dict(CHILDREN_AND_EVENTS)

_Cells = dict[str, "int | str"]
"""What is printed of one authority in one release and year: numbers and symbols."""


@dataclass(frozen=True)
class _Between:
    least: int
    most: int | None

    def plus(self, other: _Between) -> _Between:
        """Return what both make together."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return _Between(self.least + other.least, most)


def rest_of_regions(figures: pd.DataFrame, carried: Collection[str]) -> pd.DataFrame:
    """Return, where it narrows a hidden count of an authority that is carried, what the others of its region make.

    Parameters
    ----------
    figures
        Every published count of every area: columns of OFFICIAL_FIGURES.
    carried
        Authorities, regions and England that the compact table carries.

    """
    figures = figures[~figures["item"].isin(NOT_SENSITIVE)]
    authorities = figures[figures["geographic_level"].eq(LEVEL)]
    cells = _cells(authorities)
    totals = _cells(figures[figures["area_code"].isin(list(carried)) & ~figures["geographic_level"].eq(LEVEL)])
    around = {code: regions_of(code) for code in sorted(set(authorities["area_code"]))}
    rows = []
    for (release, time_period, region), printed in totals.items():
        members = {
            code: cells[release, time_period, code]
            for code, regions in around.items()
            if region in regions and (release, time_period, code) in cells
        }
        own = {code: one for code, one in members.items() if code in carried}
        others = [one for code, one in members.items() if code not in carried]
        hidden = {item for one in own.values() for item, cell in one.items() if cell == HIDDEN}
        for item in sorted(hidden & printed.keys()):
            rest = _together(others, item)
            ours = _together(list(own.values()), item)
            total = printed[item]
            if rest is not None and ours is not None and isinstance(total, int) and _narrows(rest, ours, total):
                most = "" if rest.most is None else str(rest.most)
                rows.append((release, time_period, region, item, str(rest.least), most))
    frame = pd.DataFrame(rows, columns=REST_OF_REGIONS.column_names, dtype=pd.StringDtype())
    return REST_OF_REGIONS.check(frame.sort_values(list(REST_OF_REGIONS.key), ignore_index=True))


def _cells(figures: pd.DataFrame) -> dict[tuple[str, str, str], _Cells]:
    found: dict[tuple[str, str, str], _Cells] = {}
    columns = [figures[name].tolist() for name in ("release", "time_period", "area_code", "item", "value", "symbol")]
    for release, time_period, area_code, item, value, symbol in zip(*columns, strict=True):
        cell = symbol if pd.isna(value) else int(value)
        found.setdefault((release, time_period, area_code), {})[item] = cell
    return found


def _together(authorities: Collection[Mapping[str, int | str]], item: str) -> _Between | None:
    """Return what a count of several authorities makes; None where one of them is not available."""
    sum_ = _Between(0, 0)
    for cells in authorities:
        cell = cells.get(item, 0)
        if isinstance(cell, str) and cell != HIDDEN:
            return None
        sum_ = sum_.plus(_left_by_tables(cells, item) if isinstance(cell, str) else _Between(cell, cell))
    return sum_


def _left_by_tables(cells: Mapping[str, int | str], item: str) -> _Between:
    """Return between what the published tables of an authority leave a hidden count: its total less what is shown."""
    least, tops = 1, list(_tops(cells, item))
    tables = [one for one in _SUMS_WITH.get(item, ()) if one.is_table]
    if any(all(not isinstance(cells.get(part), int) for part in one.parts) for one in tables):
        least = 0  # of a row that is hidden whole the zeros are hidden too
    most = min(tops, default=None)
    # What contradicts itself, such as parts that exceed their total, tells nothing.
    return _Between(least, most) if most is None or most >= least else _Between(0, None)


def _tops(cells: Mapping[str, int | str], item: str) -> Iterator[int]:
    for one in _SUMS_WITH.get(item, ()):
        whole = cells.get(one.whole)
        if isinstance(whole, int):
            yield whole - sum(cell for part in one.parts if isinstance(cell := cells.get(part), int))
    events = cells.get(_EVENTS_OF.get(item, ""))
    if isinstance(events, int):
        yield events


def _narrows(rest: _Between, ours: _Between, total: int) -> bool:
    """True when the total less the rest says more of ours than the tables of our authorities do."""
    low, high = total_between(total)
    is_above = rest.most is not None and low - rest.most > ours.least
    return is_above or ours.most is None or high - rest.least < ours.most
