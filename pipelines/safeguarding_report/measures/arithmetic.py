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
from safeguarding_report.reference import present_codes

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


@dataclass(frozen=True)
class Counts:
    """Published counts side by side: one row is one release, year and area, one column is one count."""

    numbers: pd.DataFrame
    """Whole numbers; 0 where there is none."""
    ranks: pd.DataFrame
    """Why there is none: a place in RANKED_SYMBOLS, or NOT_HELD."""
    sources: dict[tuple[str, str], str]
    """The file of each release and count."""

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

    def is_of(self, family: str) -> NDArray[np.bool_]:
        """True for the rows of a family of releases."""
        return np.array([release.startswith(f"{family}_") for release in self._releases], dtype=np.bool_)

    def newest(self, held: NDArray[np.bool_]) -> Numbers:
        """Return which rows to use: of those that hold a figure, the newest of each area and year."""
        rows: Numbers = np.flatnonzero(held)
        places = self._places[rows]
        is_last = np.append(places[1:] != places[:-1], np.ones(min(len(rows), 1), dtype=np.bool_))
        newest: Numbers = rows[is_last]
        return newest

    def files_of(self, items: Iterable[str]) -> dict[str, str]:
        """Return, by release, the files that these counts come from, joined by +."""
        named = list(items)
        return {
            release: "+".join(
                sorted({self.sources[release, item] for item in named if (release, item) in self.sources})
            )
            for release in dict.fromkeys(self._releases)
        }


def side_by_side(figures: pd.DataFrame) -> Counts:
    """Put official figures side by side, the newest release of an area and year last.

    An authority whose code changed while it stayed the same stands under its present code in all years.
    """
    figures = figures[[*ROW, "item", "value", "symbol", "source"]].assign(
        area_code=figures["area_code"].replace(present_codes()),
        rank=figures["symbol"].fillna("").map(RANKED_SYMBOLS.index),
    )
    # pivot_table would silently take the mean of one figure with two values; pivot stops.
    values = figures.pivot(index=ROW, columns="item", values="value")  # noqa: PD010
    ranks = figures.pivot(index=ROW, columns="item", values="rank")  # noqa: PD010
    numbers = values.astype("Int64").fillna(0).astype(np.int64)
    ranks = ranks.fillna(NOT_HELD).astype(np.int8)
    named = figures.drop_duplicates(["release", "item"])
    sources = dict(zip(zip(named["release"], named["item"], strict=True), named["source"], strict=True))
    return _newest_last(Counts(numbers, ranks, sources))


def _newest_last(counts: Counts) -> Counts:
    rows = counts.numbers.index.to_frame(index=False)
    edition = rows["release"].str.rsplit("_", n=1).str[-1].astype(int)
    order = np.lexsort((edition, rows["area_code"], rows["time_period"]))
    return Counts(counts.numbers.iloc[order], counts.ranks.iloc[order], counts.sources)


def with_joint_area(counts: Counts, joint_code: str, areas: Sequence[str]) -> Counts:
    """Add the area that several authorities make together: sums of their counts, in each release and year.

    A sum with a part that has no number is not available, or hidden when all such parts are hidden: nobody could
    make the sum where a part is not available, so saying that it is hidden would tell the wrong reason.
    """
    rows = counts.numbers.index.to_frame(index=False)
    together = rows.loc[rows["area_code"].isin(list(areas)), ["release", "time_period"]].drop_duplicates()
    of_each = [pd.MultiIndex.from_frame(together.assign(area_code=area)) for area in areas]
    numbers = [counts.numbers.reindex(index, fill_value=0).to_numpy(np.int64) for index in of_each]
    parts = np.stack([counts.ranks.reindex(index, fill_value=NOT_HELD).to_numpy(np.int8) for index in of_each])
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
    joint = pd.DataFrame(np.stack(numbers).sum(axis=0), index, counts.numbers.columns)
    joint_ranks = pd.DataFrame(rank.astype(np.int8), index, counts.ranks.columns)
    return _newest_last(
        Counts(pd.concat([counts.numbers, joint]), pd.concat([counts.ranks, joint_ranks]), counts.sources)
    )


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
    newest = counts.newest((rank != NOT_HELD) & counts.is_of(measure.releases))
    rows = counts.numbers.index[newest]
    numerator, rank = numerator[newest], rank[newest]
    units, symbol_rank = numerator, rank
    denominator, divisor_rank = np.zeros_like(numerator), np.full_like(rank, NOT_HELD)
    if divisor:
        all_denominators, all_divisor_ranks = counts.total([divisor])
        denominator, divisor_rank = all_denominators[newest], all_divisor_ranks[newest]
        symbol_rank = quotient_rank(rank, denominator, divisor_rank)
        units = rounded(numerator, denominator, scale(data_type), measure.decimals)
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
            "source": rows.get_level_values("release").map(counts.files_of([*items, divisor])).to_numpy(object),
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
