"""Partner figures side by side: one row is one area and period of one return, so that parts meet their totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.relations.columns import END_OF_YEAR, START_OF_YEAR, Alike, Days
from safeguarding_report.relations.flags import Owed
from safeguarding_report.tables.indicator import ACADEMIC
from safeguarding_report.tables.partners import INDICATOR_IDS, INDICATORS, PARTNER_FIGURES
from safeguarding_report.tables.periods import SEPTEMBER
from safeguarding_report.tables.table import ORIGIN, Column, Table, row_of

if TYPE_CHECKING:
    import pandas as pd

    from safeguarding_report.relations.columns import Checked, Numbers, Tables

_SHARES = tuple(indicator.id for indicator in INDICATORS if indicator.denominator)
_AREA_AND_PERIOD = ("area_code", "period_start", "period_end")

_BY_ACADEMIC_YEAR = tuple(indicator.id for indicator in INDICATORS if indicator.period_type == ACADEMIC)


@dataclass(frozen=True)
class DaysOfTheYear(Days):
    """Days to or from an end of the reporting year; missing where a figure is of an academic year, as it may be."""

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the days in each row."""
        frame = tables.frames[table]
        start, end = (frame[name].to_numpy("datetime64[D]") for name in ("period_start", "period_end"))
        september = (start.astype("datetime64[M]").astype(np.int64) - SEPTEMBER + 1) // 12  # years since 1970
        last = ((september + 1) * 12 + SEPTEMBER - 1).astype("datetime64[M]").astype("datetime64[D]")
        is_academic = frame["indicator_id"].isin(_BY_ACADEMIC_YEAR).to_numpy(np.bool_) & (end < last)
        return np.where(is_academic, np.nan, super().of(table, tables))


CHECKED_FIGURES: tuple[Checked, ...] = (
    Days("period_start", "period_end"),
    DaysOfTheYear(START_OF_YEAR, "period_start"),
    DaysOfTheYear("period_end", END_OF_YEAR),
    Owed("shares_without_denominator", "denominator", "indicator_id", _SHARES),
    Owed("figures_without_number", "numerator", "status", ("provisional_local", "final_local", "nil_return")),
    Alike(("indicator_id", *_AREA_AND_PERIOD)),
)
"""Columns that are worked out for the suite of partner figures."""


def sums_of_parts() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return for each sum its whole and its parts: the parts of one whole by one breakdown add up to it."""
    sums: dict[str, tuple[str, tuple[str, ...]]] = {}
    for one in INDICATORS:
        if one.part_of:
            name = f"{one.part_of}_by_{one.breakdown}"
            whole, parts = sums.get(name, (one.part_of, ()))
            sums[name] = (whole, (*parts, one.id))
    return sums


PARTNER_TOTALS = Table(
    name="partner_totals",
    one_row_is="one row is one area and period of one return, its partner figures side by side",
    columns=(
        Column("area_code", "text", "the area that the counts cover"),
        Column("period_start", "date", "the first day of the period"),
        Column("period_end", "date", "its last day"),
        *(Column(one.id, "whole number", one.numerator, may_be_missing=True) for one in INDICATORS),
        *(
            Column(
                name,
                "whole number",
                f"the parts of {whole} added up, where all are given",
                may_be_missing=True,
                # A finding names the total, as the partner's file does.
                made_from=(),
            )
            for name, (whole, _) in sums_of_parts().items()
        ),
        *(Column(row_of(one.id), "whole number", "the line it stands in", may_be_missing=True) for one in INDICATORS),
        *ORIGIN,
    ),
    key=("return_id", *_AREA_AND_PERIOD, "row"),
    made_from=PARTNER_FIGURES.name,
)
"""Its `row` is the first of the rows that were put side by side."""


def partner_totals(figures: pd.DataFrame) -> pd.DataFrame:
    """Put the figures of each return, area and period side by side and add up the parts of each whole."""
    by = ["return_id", *_AREA_AND_PERIOD]
    # Of a figure that is given twice the first is taken: that it is twice is said by the suite of partner figures.
    once = figures.drop_duplicates([*by, "indicator_id"]).assign(numerator=figures["numerator"].astype("Int64"))
    numbers, lines = _side_by_side(once, by, "numerator"), _side_by_side(once, by, "row")
    sums = {
        name: numbers[list(parts)].sum(axis=1, skipna=False).astype("Int64")
        for name, (_, parts) in sums_of_parts().items()
    }
    side_by_side = (
        numbers.assign(**sums, row=once.groupby(by)["row"].min()).join(lines.rename(columns=row_of)).reset_index()
    )
    return PARTNER_TOTALS.check(side_by_side)


def _side_by_side(rows: pd.DataFrame, by: list[str], column: str) -> pd.DataFrame:
    wide = rows.set_index([*by, "indicator_id"])[column].unstack("indicator_id")  # noqa: PD010 — a key has one value
    return wide.reindex(columns=list(INDICATOR_IDS)).astype("Int64")


def checked_figures() -> dict[str, tuple[Table, tuple[Checked, ...]]]:
    """Return the table of partner figures by name, with the columns that are worked out for its suite."""
    return {PARTNER_FIGURES.name: (PARTNER_FIGURES, CHECKED_FIGURES)}
