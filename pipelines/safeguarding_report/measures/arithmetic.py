"""Official arithmetic, for all areas and years at once: rates and percentages, rounded exactly.

The symbol of a quotient is that of its strongest part: hidden before not available before not applicable; but what
does not apply is not applicable whatever it would be divided by, and what rounds to 0 without being 0 says so.
tests/backtest holds this against every rate and percentage that the department prints.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.measures.counts import (
    HIDDEN,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    NOT_HELD,
    NUMBER,
    RANKED_SYMBOLS,
    ROUNDS_TO_ZERO,
)
from safeguarding_report.measures.definition import POPULATION, scale, unit
from safeguarding_report.measures.origin import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from safeguarding_report.measures.counts import Counts
    from safeguarding_report.measures.definition import DataType, Measure

    Numbers = NDArray[np.int64]
    Ranks = NDArray[np.int8]
    Part = dict[str, NDArray[Any]]

PLACES_NAMED = 5
"""Of what is wrong at many places, so many are named; the message says how many there are."""


def figures_of(counts: Counts, measures: Iterable[Measure]) -> pd.DataFrame:
    """Work out measures: one row is one measure, area, year and category, from the newest release that holds it."""
    parts = [
        _figures(counts, measure, data_type, category, items)
        for measure in measures
        for data_type in measure.data_types
        for category, items in measure.parts
    ]
    # One frame for all: hundreds of small ones put together would take most of the time.
    figures = _together(parts)
    refuse_more_than_all(figures)
    return figures


def refuse_more_than_all(figures: pd.DataFrame) -> None:
    """Refuse a share of more than 100 per cent: one of its two counts is of something else.

    Raises
    ------
    DataError
        When a numerator is above its denominator; the places are named, and no number.

    """
    wrong = figures[
        figures["unit"].eq(unit("percent")) & figures["numerator"].gt(figures["denominator"]).fillna(value=False)
    ]
    if wrong.empty:
        return
    places = [f"{row.measure}/{row.area_code}/{row.time_period}" for row in wrong.head(PLACES_NAMED).itertuples()]
    more = ", …" if len(wrong) > PLACES_NAMED else ""
    message = (
        f"{len(wrong)} shares would be of more than all there is: {', '.join(places)}{more}. Expected the numerator "
        "to be among what the denominator counts. Compare the two counts with the files they come from, and correct "
        "the one that is of something else."
    )
    raise DataError(message)


def _together(parts: list[Part]) -> pd.DataFrame:
    columns: dict[str, Any] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    for name in ("numerator", "denominator"):
        columns[name] = pd.arrays.IntegerArray(columns[name], columns.pop(f"{name}_missing"))
    return pd.DataFrame(columns)


def _figures(counts: Counts, measure: Measure, data_type: DataType, category: str, items: tuple[str, ...]) -> Part:
    divisor = measure.divisor(data_type)
    numerator, rank = counts.total(items)
    if category and len(items) > 1:
        # A category added up from published parts is no secret of its own: with a part hidden nobody can add it up.
        rank = np.where(rank == HIDDEN, NOT_AVAILABLE, rank).astype(np.int8)
    newest = counts.newest((rank != NOT_HELD) & counts.is_of(measure.releases) & counts.is_printed(rank))
    numerator, rank = numerator[newest], rank[newest]
    units, symbol_rank = numerator, rank
    denominator, divisor_rank = np.zeros_like(numerator), np.full_like(rank, NOT_HELD)
    origin = counts.origins_of(items, newest)
    if divisor:
        divided_by = counts.populations_for(measure.releases)[newest] if divisor == POPULATION else newest
        all_denominators, all_divisor_ranks = counts.total([divisor])
        denominator, divisor_rank = all_denominators[divided_by], all_divisor_ranks[divided_by]
        units = rounded(numerator, denominator, scale(data_type), measure.decimals)
        symbol_rank = quotient_rank(rank, denominator, divisor_rank)
        symbol_rank[(symbol_rank == NUMBER) & (units == 0) & (numerator > 0)] = ROUNDS_TO_ZERO
        origin = [joined(pair) for pair in zip(origin, counts.origins_of([divisor], divided_by), strict=True)]
    words = {
        "measure": measure.id(data_type),
        "definition": measure.definition,
        "breakdown": measure.breakdown,
        "category": category,
        "unit": unit(data_type),
    }
    said = {name: np.full(len(newest), word, dtype=object) for name, word in words.items()}
    return {
        **{level: column[newest] for level, column in counts.levels.items()},
        **{name: said[name] for name in ("measure", "definition", "breakdown", "category")},
        "numerator": numerator,
        "denominator": denominator,
        "numerator_missing": rank != NUMBER,
        "denominator_missing": divisor_rank != NUMBER,
        "value": np.array(printed(units, symbol_rank == NUMBER, measure.decimals_of(data_type)), dtype=object),
        "symbol": np.array(RANKED_SYMBOLS, dtype=object)[symbol_rank],
        "unit": said["unit"],
        "source": np.array([one.source for one in origin], dtype=object),
        "status": np.array([one.status for one in origin], dtype=object),
    }


def quotient_rank(rank: Ranks, denominator: Numbers, divisor_rank: Ranks) -> Ranks:
    """Return the ranks of quotients: a quotient by 0 is not applicable, one by a count not held not available.

    An authority that did not exist has no figure to be not available, so what does not apply stays so.
    """
    known = np.where(divisor_rank == NOT_HELD, NOT_AVAILABLE, divisor_rank)
    strongest = np.where(rank == NOT_APPLICABLE, rank, np.maximum(rank, known))
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
