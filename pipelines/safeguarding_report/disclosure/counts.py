"""The counts that stand in the rows of results: each once, with its number or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import PROTECTED_LEVELS, Count, Counted, counted_in, what_is_counted
from safeguarding_report.errors import DataError
from safeguarding_report.figures import figure_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

HIDDEN = "c"
NOT_AVAILABLE = "x"

OFFICIAL = "official"
"""How the statuses of official figures begin."""


@dataclass(frozen=True)
class Row:
    """One row of results as text, and the counts that stand in it; None for what is not sensitive."""

    figure_id: str
    record: dict[str, str]
    counted: Counted
    numerator: Count | None
    denominator: Count | None

    @property
    def is_count(self) -> bool:
        """True when the row is the count itself and not a rate or percentage made from it."""
        return self.counted.data_type == "count"

    @property
    def is_protected(self) -> bool:
        """True when it is about a local authority or a partnership."""
        return self.record["geographic_level"] in PROTECTED_LEVELS

    def counts(self) -> Iterator[tuple[Count, str]]:
        """Yield the counts that stand in the row, each with its number as text, which may be empty."""
        if self.numerator is not None:
            yield self.numerator, self.record["numerator"]
        if self.denominator is not None:
            yield self.denominator, self.record["denominator"]


@dataclass(frozen=True)
class Counts:
    """All counts of protected areas: their numbers, those that the source hides or lacks, those that are figures themselves."""

    numbers: dict[Count, int]
    hidden_by_source: frozenset[Count]
    figures: frozenset[Count]
    unavailable: frozenset[Count] = frozenset()
    official: frozenset[Count] = frozenset()
    """Those that the department publishes."""


def read_rows(results: pd.DataFrame) -> list[Row]:
    """Return the rows of results as text, each with the counts that stand in it.

    Raises
    ------
    DataError
        When the gate does not know a measure or category.

    """
    known = what_is_counted()
    return [_row(record, counted_in(known, record["measure"], record["category"])) for record in _records(results)]


def read_counts(rows: Iterable[Row]) -> Counts:
    """Collect the counts that stand in the rows.

    Raises
    ------
    DataError
        When one count stands in two rows with two numbers.

    """
    numbers: dict[Count, int] = {}
    figures, hidden, missing, unavailable, official, twice = set(), set(), set(), set(), set(), []
    for row in rows:
        if row.is_count and row.numerator is not None:
            figures.add(row.numerator)
            if row.record["symbol"] == HIDDEN:
                hidden.add(row.numerator)
        for count, number in row.counts():
            if row.record["status"].startswith(OFFICIAL):
                official.add(count)
            if number and numbers.setdefault(count, int(number)) != int(number):
                twice.append(count)
            if not number and row.record["symbol"] == HIDDEN:
                missing.add(count)
            if not number and row.record["symbol"] == NOT_AVAILABLE:
                unavailable.add(count)
    if twice:
        message = (
            f"{len(twice)} counts stand in results with two different numbers, first {twice[0]}. "
            "Check that the measures that hold it are made from the same release."
        )
        raise DataError(message)
    # A hidden percentage may lack both of its counts although only one of them is hidden.
    hidden |= missing - numbers.keys()
    unavailable -= numbers.keys() | hidden
    return Counts(numbers, *map(frozenset, (hidden, figures, unavailable, official)))


def _row(record: dict[str, str], counted: Counted) -> Row:
    area_code, time_period = record["area_code"], record["time_period"]
    is_protected = record["geographic_level"] in PROTECTED_LEVELS
    return Row(
        figure_id(record["measure"], area_code, time_period, record["breakdown"], record["category"]),
        record,
        counted,
        Count(counted.numerator, area_code, time_period) if is_protected and counted.is_sensitive else None,
        Count(counted.denominator, area_code, time_period) if is_protected and counted.is_share else None,
    )


def _records(results: pd.DataFrame) -> Iterator[dict[str, str]]:
    present = results.astype(object).where(results.notna(), "")
    columns = {name: [str(value) for value in present[name].tolist()] for name in present.columns}
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))
