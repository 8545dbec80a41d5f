"""Official arithmetic, for all areas and years at once: sums that stay hidden, exact rounding, joint areas.

Counts stand side by side in whole numbers; a rank says why there is no number. The symbol of a sum is that of
its strongest part, and so is the symbol of a quotient: hidden before not available before not applicable.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.definition import scale, unit
from safeguarding_report.measures.origin import OFFICIAL, Origin, joined
from safeguarding_report.reference import present_codes
from safeguarding_report.tables.counted import RETURNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from safeguarding_report.measures.definition import DataType, Measure

    Numbers = NDArray[np.int64]
    Ranks = NDArray[np.int8]

RANKED_SYMBOLS = ("", "low", "u", "z", "x", "c")
"""Weakest first: a sum with a hidden part is hidden, whatever else is in it."""

NUMBER = 0
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
        columns = list(items)
        values = self.numbers.reindex(columns=columns, fill_value=0).to_numpy(np.int64)
        ranks = self.ranks.reindex(columns=columns, fill_value=NOT_HELD).to_numpy(np.int8)
        return values.sum(axis=1), ranks.max(axis=1)

    @cached_property
    def _releases(self) -> NDArray[np.object_]:
        return self.numbers.index.get_level_values("release").to_numpy(object)

    @cached_property
    def _places(self) -> Numbers:
        """One number for each area and year; rows of the same one stand together."""
        index = self.numbers.index
        places: Numbers = pd.factorize(index.get_level_values("time_period") + index.get_level_values("area_code"))[0]
        return places

    @cached_property
    def is_local(self) -> NDArray[np.bool_]:
        """True for the rows that are counted from partner returns."""
        return np.array([release.startswith(f"{RETURNS}_") for release in self._releases], dtype=np.bool_)

    def is_of(self, family: str) -> NDArray[np.bool_]:
        """True for the rows of a family of releases, and for those counted from returns, which hold every family."""
        own = np.array([release.startswith(f"{family}_") for release in self._releases], dtype=np.bool_)
        return own | self.is_local

    def is_printed(self, rank: Ranks) -> NDArray[np.bool_]:
        """True for the rows that may be printed: not those "not available" that a count from returns stands in for."""
        counted = np.isin(self._places, self._places[self.is_local & (rank == NUMBER)])
        stood_in_for: NDArray[np.bool_] = counted & ~self.is_local & (rank == NOT_AVAILABLE)
        return ~stood_in_for

    def newest(self, held: NDArray[np.bool_]) -> Numbers:
        """Return which rows to use: of those that hold a figure, the newest of each area and year."""
        rows: Numbers = np.flatnonzero(held)
        places = self._places[rows]
        is_last = np.append(places[1:] != places[:-1], np.ones(min(len(rows), 1), dtype=np.bool_))
        newest: Numbers = rows[is_last]
        return newest

    def origins_of(self, items: Iterable[str]) -> dict[tuple[str, str], Origin]:
        """Return, by release and area, where a figure made of these counts comes from."""
        named = list(items)
        index = self.numbers.index
        pairs = zip(self._releases, index.get_level_values("area_code"), strict=True)
        return {
            (release, area): joined(
                self.origins[release, area, item] for item in named if (release, area, item) in self.origins
            )
            for release, area in dict.fromkeys(pairs)
        }


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
    values = figures.pivot(index=ROW, columns="item", values="value")  # noqa: PD010
    ranks = figures.pivot(index=ROW, columns="item", values="rank")  # noqa: PD010
    numbers = values.astype("Int64").fillna(0).astype(np.int64)
    ranks = ranks.fillna(NOT_HELD).astype(np.int8)
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

    A sum with a hidden part is hidden; a sum with a part that has no number for another reason is not available.
    """
    rows = counts.numbers.index.to_frame(index=False)
    together = rows.loc[rows["area_code"].isin(list(areas)), ["release", "time_period"]].drop_duplicates()
    of_each = [pd.MultiIndex.from_frame(together.assign(area_code=area)) for area in areas]
    numbers = [counts.numbers.reindex(index, fill_value=0).to_numpy(np.int64) for index in of_each]
    parts = np.stack([counts.ranks.reindex(index, fill_value=NOT_HELD).to_numpy(np.int8) for index in of_each])
    rank = np.select(
        [(parts == NUMBER).all(axis=0), (parts == HIDDEN).any(axis=0), (parts != NOT_HELD).any(axis=0)],
        [NUMBER, HIDDEN, NOT_AVAILABLE],
        default=NOT_HELD,
    )
    index = pd.MultiIndex.from_frame(together.assign(area_code=joint_code))
    joint = pd.DataFrame(np.stack(numbers).sum(axis=0), index, counts.numbers.columns)
    joint_ranks = pd.DataFrame(rank.astype(np.int8), index, counts.ranks.columns)
    origins = counts.origins | {
        (release, joint_code, item): joined(
            counts.origins[release, area, item] for area in areas if (release, area, item) in counts.origins
        )
        for release in together["release"].unique()
        for item in counts.numbers.columns
    }
    return _newest_last(Counts(pd.concat([counts.numbers, joint]), pd.concat([counts.ranks, joint_ranks]), origins))


def figures_of(counts: Counts, measures: Iterable[Measure]) -> pd.DataFrame:
    """Work out measures: one row is one measure, area, year and category, from the newest release that holds it."""
    return pd.concat(
        [
            _figures(counts, measure, data_type, category, items)
            for measure in measures
            for data_type in measure.data_types
            for category, items in measure.parts
        ],
        ignore_index=True,
    )


def _figures(
    counts: Counts, measure: Measure, data_type: DataType, category: str, items: tuple[str, ...]
) -> pd.DataFrame:
    divisor = measure.divisor(data_type)
    numerator, rank = counts.total(items)
    newest = counts.newest((rank != NOT_HELD) & counts.is_of(measure.releases) & counts.is_printed(rank))
    rows = counts.numbers.index[newest]
    numerator, rank = numerator[newest], rank[newest]
    units, symbol_rank = numerator, rank
    denominator, divisor_rank = np.zeros_like(numerator), np.full_like(rank, NOT_HELD)
    if divisor:
        all_denominators, all_divisor_ranks = counts.total([divisor])
        denominator, divisor_rank = all_denominators[newest], all_divisor_ranks[newest]
        symbol_rank = quotient_rank(rank, denominator, divisor_rank)
        units = rounded(numerator, denominator, scale(data_type), measure.decimals)
    origins = counts.origins_of([*items, divisor])
    origin = [
        origins[release, area]
        for release, area in zip(*(rows.get_level_values(level) for level in _WHOSE), strict=True)
    ]
    return pd.DataFrame(
        {
            **{level: rows.get_level_values(level).to_numpy(object) for level in ROW},
            "measure": measure.id(data_type),
            "definition": measure.definition,
            "breakdown": measure.breakdown,
            "category": category,
            "numerator": pd.arrays.IntegerArray(numerator, rank != NUMBER),
            "denominator": pd.arrays.IntegerArray(denominator, divisor_rank != NUMBER),
            "value": np.array(printed(units, symbol_rank == NUMBER, measure.decimals_of(data_type)), dtype=object),
            "symbol": np.array(RANKED_SYMBOLS, dtype=object)[symbol_rank],
            "unit": unit(data_type),
            "source": np.array([one.source for one in origin], dtype=object),
            "status": np.array([one.status for one in origin], dtype=object),
        }
    )


def quotient_rank(rank: Ranks, denominator: Numbers, divisor_rank: Ranks) -> Ranks:
    """Return the ranks of quotients: a quotient by 0 is not applicable, one by a count not held not available."""
    known = np.where(divisor_rank == NOT_HELD, NOT_AVAILABLE, divisor_rank)
    strongest = np.maximum(rank, known)
    return np.where((strongest == NUMBER) & (denominator == 0), NOT_APPLICABLE, strongest).astype(np.int8)


def rounded(numerator: Numbers, denominator: Numbers, times: int, decimals: int) -> Numbers:
    """Return `numerator × times ÷ denominator`, rounded half up, in units of the last decimal; exact, in integers.

    Agrees with `rounding.ratio`, which does one at a time; where the denominator is 0 the outcome means nothing.
    """
    divisor = np.maximum(denominator, 1)
    units: Numbers = (2 * numerator * times * np.int64(10**decimals) + divisor) // (2 * divisor)
    return units


def printed(units: Numbers, is_number: NDArray[np.bool_], decimals: int) -> list[str]:
    """Return numbers as they are printed, trailing zero and all; an empty text where there is none."""
    return [
        str(Decimal(int(whole)).scaleb(-decimals)) if shown else ""
        for whole, shown in zip(units, is_number, strict=True)
    ]
