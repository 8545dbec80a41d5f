"""Counts side by side, for all areas and years at once: sums that stay hidden, joint areas, the newest release.

Counts stand in whole numbers; a rank says why there is no number. The symbol of a sum is that of its strongest part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.measures.definition import POPULATION
from safeguarding_report.measures.origin import OFFICIAL, Origin, joined
from safeguarding_report.reference import present_codes
from safeguarding_report.tables.counted import RETURNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]
    Ranks = NDArray[np.int8]

RANKED_SYMBOLS = ("", "low", "u", "z", "x", "c")
"""Weakest first: a sum with a hidden part is hidden, whatever else is in it."""

NUMBER = 0
ROUNDS_TO_ZERO = RANKED_SYMBOLS.index("low")
NOT_APPLICABLE = RANKED_SYMBOLS.index("z")
NOT_AVAILABLE = RANKED_SYMBOLS.index("x")
HIDDEN = RANKED_SYMBOLS.index("c")
NOT_HELD = len(RANKED_SYMBOLS)
"""The release says nothing about it: no figure, rather than a figure without a number."""

ROW = ["release", "time_period", "area_code"]
_WHOSE = ("release", "area_code")


@dataclass(frozen=True)
class Counts:
    """Published counts side by side: one row is one release, year and area, one column is one count."""

    numbers: pd.DataFrame
    """Whole numbers; 0 where there is none."""
    ranks: pd.DataFrame
    """Why there is none: a place in RANKED_SYMBOLS, or NOT_HELD."""
    origins: dict[tuple[str, str, str], Origin]
    """Where each count comes from, by release, area and count."""

    def total(self, items: Sequence[str]) -> tuple[Numbers, Ranks]:
        """Return the sums of these counts, and the rank of the strongest symbol among them."""
        known = [self._columns[item] for item in items if item in self._columns]
        numbers, ranks = self._arrays
        strongest = ranks[:, known].max(axis=1, initial=NUMBER)
        if len(known) < len(items):
            strongest = np.full_like(strongest, NOT_HELD)
        return numbers[:, known].sum(axis=1), strongest

    @cached_property
    def _columns(self) -> dict[str, int]:
        """The place of each count, for the hundreds of sums that are made of few columns each."""
        return {str(item): place for place, item in enumerate(self.numbers.columns)}

    @cached_property
    def _arrays(self) -> tuple[Numbers, Ranks]:
        return self.numbers.to_numpy(np.int64), self.ranks[self.numbers.columns].to_numpy(np.int8)

    @cached_property
    def levels(self) -> dict[str, NDArray[np.object_]]:
        """Release, year and area of each row, looked up once for the hundreds of figures that are made of them."""
        return {level: self.numbers.index.get_level_values(level).to_numpy(object) for level in ROW}

    @property
    def _releases(self) -> NDArray[np.object_]:
        return self.levels["release"]

    @cached_property
    def _places(self) -> Numbers:
        """One number for each area and year; rows of the same one stand together."""
        index = self.numbers.index
        places: Numbers = pd.factorize(index.get_level_values("time_period") + index.get_level_values("area_code"))[0]
        return places

    @cached_property
    def is_local(self) -> Flags:
        """True for the rows that are counted from partner returns."""
        return np.array([release.startswith(f"{RETURNS}_") for release in self._releases], dtype=np.bool_)

    def is_of(self, family: str) -> Flags:
        """True for the rows of a family of releases, and for those counted from returns, which hold every family."""
        if family not in self._families:
            own = np.array([release.startswith(f"{family}_") for release in self._releases], dtype=np.bool_)
            self._families[family] = own | self.is_local
        return self._families[family]

    @cached_property
    def _families(self) -> dict[str, Flags]:
        return {}

    def is_printed(self, rank: Ranks) -> Flags:
        """True for the rows that may be printed: not those "not available" that a count from returns stands in for."""
        counted = np.isin(self._places, self._places[self.is_local & (rank == NUMBER)])
        stood_in_for: Flags = counted & ~self.is_local & (rank == NOT_AVAILABLE)
        return ~stood_in_for

    def populations_for(self, family: str) -> Numbers:
        """Return for each row the row that holds its population: itself, but for returns that do not hold one.

        They take the published one of their area and year: that of the family of releases that the measure is of,
        because releases use populations of different vintages.
        """
        rows: Numbers = np.arange(len(self._places))
        ranks = self.total([POPULATION])[1]
        given_by = np.full(self._places.max(initial=-1) + 1, -1)
        published = ~self.is_local & (ranks == NUMBER)
        # The last one to be written stays: the family's own before any other, and of one family the newest.
        for some in (published, published & self.is_of(family)):
            given_by[self._places[some]] = rows[some]
        lent = given_by[self._places]
        chosen: Numbers = np.where(self.is_local & (ranks == NOT_HELD) & (lent >= 0), lent, rows)
        return chosen

    def newest(self, held: Flags) -> Numbers:
        """Return which rows to use: of those that hold a figure, the newest of each area and year."""
        rows: Numbers = np.flatnonzero(held)
        places = self._places[rows]
        is_last = np.append(places[1:] != places[:-1], np.ones(min(len(rows), 1), dtype=np.bool_))
        newest: Numbers = rows[is_last]
        return newest

    def origins_of(self, items: Iterable[str], rows: Numbers) -> list[Origin]:
        """Return for each of these rows where a figure made of these counts comes from."""
        named = list(items)
        whose = list(zip(self._releases[rows], self.levels["area_code"][rows], strict=True))
        known = {
            (release, area): joined(
                self.origins[release, area, item] for item in named if (release, area, item) in self.origins
            )
            for release, area in dict.fromkeys(whose)
        }
        return [known[one] for one in whose]


def side_by_side(figures: pd.DataFrame) -> Counts:
    """Put figures side by side, the newest release of an area and year last; what is counted from returns first.

    Figures without a column status are official ones.
    An authority whose code changed while it stayed the same stands under its present code in all years.
    """
    figures = figures[[*ROW, "item", "value", "symbol", "source"]].assign(
        status=figures.get("status", OFFICIAL),
        area_code=figures["area_code"].replace(present_codes()),
        rank=figures["symbol"].fillna("").map(RANKED_SYMBOLS.index),
    )
    # pivot_table would silently take the mean of one figure with two values; pivot stops.
    places = figures.assign(place=np.arange(len(figures))).pivot(index=ROW, columns="item", values="place")  # noqa: PD010
    # What no figure stands for has place -1: the last of the looked-up values, which is that of nothing held.
    at = places.fillna(-1).to_numpy(np.int64)
    values = np.append(figures["value"].astype("Int64").fillna(0).to_numpy(np.int64), 0)
    known = np.append(figures["rank"].to_numpy(np.int8), np.int8(NOT_HELD))
    numbers, ranks = (pd.DataFrame(held[at], places.index, places.columns) for held in (values, known))
    named = figures.drop_duplicates(["release", "area_code", "item"])
    keys = zip(named["release"], named["area_code"], named["item"], strict=True)
    origins = dict(zip(keys, map(Origin, named["source"], named["status"]), strict=True))
    return _newest_last(Counts(numbers, ranks, origins))


def _newest_last(counts: Counts) -> Counts:
    rows = counts.numbers.index.to_frame(index=False)
    # Returns are never the newest: where an official figure exists, it is the one that is printed.
    local = rows["release"].str.startswith(f"{RETURNS}_")
    edition = rows["release"].str.rsplit("_", n=1).str[-1].astype(int).mask(local, 0)
    order = np.lexsort((edition, rows["area_code"], rows["time_period"]))
    return Counts(counts.numbers.iloc[order], counts.ranks.iloc[order], counts.origins)


def with_joint_area(counts: Counts, joint_code: str, areas: Sequence[str]) -> Counts:
    """Add the area that several authorities make together: sums of their counts, in each release and year.

    A sum with a part that has no number is not available, or hidden when all such parts are hidden: nobody could
    make the sum where a part is not available, so saying that it is hidden would tell the wrong reason.
    """
    rows = counts.numbers.index.to_frame(index=False)
    together = rows.loc[rows["area_code"].isin(list(areas)), ["release", "time_period"]].drop_duplicates()
    of_each = [_values(counts, pd.MultiIndex.from_frame(together.assign(area_code=area))) for area in areas]
    parts = np.stack([ranks for _, ranks in of_each])
    rank = np.select(
        [
            (parts == NUMBER).all(axis=0),
            ((parts == HIDDEN) | (parts == NUMBER)).all(axis=0),
            (parts != NOT_HELD).any(axis=0),
        ],
        [NUMBER, HIDDEN, NOT_AVAILABLE],
        default=NOT_HELD,
    )
    index = pd.MultiIndex.from_frame(together.assign(area_code=joint_code))
    joint = pd.DataFrame(np.stack([numbers for numbers, _ in of_each]).sum(axis=0), index, counts.numbers.columns)
    joint_ranks = pd.DataFrame(rank.astype(np.int8), index, counts.ranks.columns)
    origins = counts.origins | {
        (release, joint_code, item): joined(
            counts.origins[release, area, item] for area in areas if (release, area, item) in counts.origins
        )
        for release in together["release"].unique()
        for item in counts.numbers.columns
    }
    return _newest_last(_with_given(counts, Counts(joint, joint_ranks, origins), joint_code))


def _with_given(counts: Counts, joint: Counts, joint_code: str) -> Counts:
    """Put the joint area beside the others; what was handed in for it as a whole stands before the sum of its parts."""
    given = counts.numbers.index.get_level_values("area_code") == joint_code
    index = counts.numbers.index[given].union(joint.numbers.index)
    own, own_rank = _values(counts, index)
    summed, summed_rank = _values(joint, index)
    is_given, columns = own_rank != NOT_HELD, counts.numbers.columns
    numbers = pd.DataFrame(np.where(is_given, own, summed), index, columns)
    ranks = pd.DataFrame(np.where(is_given, own_rank, summed_rank), index, columns)
    return Counts(
        pd.concat([counts.numbers[~given], numbers]),
        pd.concat([counts.ranks[~given], ranks]),
        {**joint.origins, **counts.origins},
    )


def _values(counts: Counts, index: pd.Index[Any]) -> tuple[Numbers, Ranks]:
    """Return the numbers and ranks of these rows; of a row that is not there nothing is held."""
    numbers = counts.numbers.reindex(index, fill_value=0)
    ranks = counts.ranks.reindex(index, fill_value=NOT_HELD)
    return numbers.to_numpy(np.int64), ranks.to_numpy(np.int8)
