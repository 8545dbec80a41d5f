"""Moves: what became of figures since the year before, row by row, as the report calls what became of each.

The rules stand in chance.py: the bench, the check of results and the page ask the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.chance import LARGE, is_few, is_slight, lie_apart, place_of_move
from safeguarding_report.measures.definition import scale, unit
from safeguarding_report.rounding import PER_CENT

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from safeguarding_report.measures.definition import DataType
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

TOO_FEW, SLIGHT, NOT_COMPARED = "too few to tell", "hardly changed", ""

EXACT = 9
"""Decimals that a quotient of floating point is true to: what lies on a border stays on it."""

FIGURE = ["measure", "area_code"]
"""What a table of one year is indexed by."""

_BORDERS = ["change_10", "change_25", "change_50", "change_75", "change_90"]
_ENDS = ("lower", "upper")
_QUOTIENTS: tuple[DataType, ...] = ("rate", "percent")


@dataclass(frozen=True)
class Moves:
    """Own figures without a breakdown beside the year before; all are indexed by measure and area."""

    now: pd.DataFrame
    before: pd.DataFrame
    borders: pd.DataFrame
    """Where the tenth, quarter, half, three quarters and nine tenths of all authorities' changes lie."""
    change: pd.Series[float]
    """In per cent of last year's level, of a percentage in points, from unrounded values."""
    moved: pd.Series[str]
    """What the report calls it, such as "large" or "too few to tell"; empty where it is not compared."""

    @property
    def beyond(self) -> pd.Series[float]:
        """How far each large change lies outside the middle four fifths, 0 for others; missing where nothing can be told."""
        outside = pd.concat([self.borders["change_10"] - self.change, self.change - self.borders["change_90"]], axis=1)
        told = ~self.moved.isin((NOT_COMPARED, TOO_FEW))
        farthest: pd.Series[float] = outside.max(axis=1)
        return farthest.where(self.moved == LARGE, 0.0).where(told)


def moves(results: pd.DataFrame, spread: pd.DataFrame, partnership: Partnership, year: ReportingYear) -> Moves:
    """Return what became of the partnership's own figures of a year, of a joint area too.

    Parameters
    ----------
    results
        Rows of the table results.
    spread
        Rows of the table authority_spread.

    """
    is_own = results["area_code"].isin([partnership.slug, *partnership.areas])
    own = results[is_own & (results["breakdown"].fillna("") == "")]
    own = own.assign(level=unrounded(own))
    now = own[own["time_period"] == year.time_period].set_index(FIGURE)
    before = own[own["time_period"] == year.previous.time_period].set_index(FIGURE).reindex(now.index)
    change = now["level"] - before["level"]
    in_points = now["unit"] == unit("percent")
    change = change.where(in_points, change * PER_CENT / before["level"].where(before["level"] > 0))
    change = change.where(now["definition"] == before["definition"]).astype(float).round(EXACT)
    borders = _borders(spread, now, year)
    return Moves(now, before, borders, change, _moved(now, before, change, borders))


def unrounded(rows: pd.DataFrame) -> pd.Series[float]:
    """Return the values before rounding: printed ones would turn a rounding into a change."""
    numerator, denominator = (rows[name].astype("Float64").astype(float) for name in ("numerator", "denominator"))
    scales: pd.Series[float] = rows["unit"].map({unit(kind): scale(kind) for kind in _QUOTIENTS}).astype(float)
    quotient: pd.Series[float] = numerator * scales / denominator.where(denominator > 0)
    return quotient.where(rows["unit"] != unit("count"), numerator)


def _borders(spread: pd.DataFrame, now: pd.DataFrame, year: ReportingYear) -> pd.DataFrame:
    of_year = spread[spread["time_period"] == year.time_period].set_index("measure")[_BORDERS]
    numbers: pd.DataFrame = of_year.apply(pd.to_numeric).astype(float)
    return numbers.reindex(now.index.get_level_values("measure")).set_index(now.index)


def _moved(now: pd.DataFrame, before: pd.DataFrame, change: pd.Series[float], borders: pd.DataFrame) -> pd.Series[str]:
    """Return what the report calls each change: by chance first, then by its place among the changes of all."""
    known = change.notna() & borders.notna().all(axis=1)
    outer = borders[["change_10", "change_25", "change_75", "change_90"]]
    parts = zip(known, _records(now), _records(before), change, outer.itertuples(index=False), strict=True)
    words = [
        _word(this, then, moved, limits) if is_known else NOT_COMPARED for is_known, this, then, moved, limits in parts
    ]
    return pd.Series(words, change.index, dtype=object)


def _records(rows: pd.DataFrame) -> list[dict[Hashable, object]]:
    return rows[["unit", "value", "numerator", "denominator", *_ENDS]].to_dict("records")


def _word(now: dict[Hashable, object], before: dict[Hashable, object], moved: float, borders: Iterable[float]) -> str:
    ends = [["" if _is_empty(one[end]) else str(one[end]) for end in _ENDS] for one in (now, before)]
    if any(_is_few(one) for one in (now, before)) and not lie_apart(*ends):
        return TOO_FEW
    # Of a percentage that rounds to 0 no number is printed; by the exact ones it has moved.
    printed = [Decimal(str(one["value"])) for one in (before, now) if not _is_empty(one["value"])]
    if len(set(printed)) == len(("before", "now")) and is_slight(str(now["unit"]), *printed):
        return SLIGHT
    return place_of_move(moved, tuple(borders))


def _is_empty(cell: object) -> bool:
    return bool(pd.isna(cell))  # type: ignore[call-overload] # a cell, or nothing


def _is_few(one: dict[Hashable, object]) -> bool:
    return is_few(str(one["unit"]), _whole(one["numerator"]), _whole(one["denominator"]))


def _whole(number: object) -> int | None:
    return None if _is_empty(number) else int(str(number))
