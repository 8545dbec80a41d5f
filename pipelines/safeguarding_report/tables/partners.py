"""Partner figures: counts that partners hand in on one long table, never a row about a person."""

from __future__ import annotations

from safeguarding_report.tables.indicator import Indicator
from safeguarding_report.tables.indicators import INDICATORS
from safeguarding_report.tables.table import ORIGIN, Column, Table

__all__ = ["INDICATORS", "INDICATOR_IDS", "PARTNER_FIGURES", "PARTNER_FIGURE_STATUSES", "Indicator", "indicators_of"]

PARTNER_FIGURE_STATUSES = ("provisional_local", "final_local", "not_available", "nil_return")
"""nil_return says that there was nothing to count; not_available, that nobody counted."""

INDICATOR_IDS = tuple(indicator.id for indicator in INDICATORS)

PARTNER_FIGURES = Table(
    name="partner_figures",
    one_row_is="one row is one count of one partner for one area and period",
    columns=(
        Column("indicator_id", "text", "what is counted, by the id in the list of indicators", codes=INDICATOR_IDS),
        Column("area_code", "text", "the area that the count covers, by its code", example="Z06000001"),
        Column("period_start", "date", "the first day of the period", example="2023-04-01"),
        Column("period_end", "date", "its last day", example="2024-03-31"),
        Column(
            "numerator",
            "whole number",
            "the count; empty when there is none, which is not 0",
            may_be_missing=True,
            example="240",
        ),
        Column("denominator", "whole number", "what it is a share of; empty for a plain count", may_be_missing=True),
        Column("status", "text", "how final it is", codes=PARTNER_FIGURE_STATUSES, example="final_local"),
        Column(
            "note",
            "text",
            "what a reader should know, such as your own definition",
            may_be_missing=True,
            example="we count each child once a month",
        ),
        *ORIGIN,
    ),
    key=("indicator_id", "area_code", "period_start", "period_end", "return_id", "row"),
)


def indicators_of(owner: str) -> tuple[Indicator, ...]:
    """Return the indicators that one kind of partner gives, in their order."""
    return tuple(indicator for indicator in INDICATORS if indicator.owner == owner)
