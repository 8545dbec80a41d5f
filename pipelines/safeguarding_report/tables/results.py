"""The table of results: every figure that the measures give, before anything is hidden."""

from __future__ import annotations

from safeguarding_report.figures import SYMBOLS
from safeguarding_report.tables.areas import AREA
from safeguarding_report.tables.table import Column, Table

STATUSES = ("official", "official_revised", "final_local", "provisional_local", "synthetic")

RESULTS = Table(
    name="results",
    one_row_is="one row is one figure: a measure for one area, period and category",
    columns=(
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("definition", "text", "the version of its definition, such as referrals/1"),
        *AREA,
        Column("time_period", "text", "the reporting year, such as 202324"),
        Column("breakdown", "text", "what the categories are of; empty for the whole", may_be_missing=True),
        Column("category", "text", "the category; empty for the whole", may_be_missing=True),
        Column("numerator", "whole number", "the count", may_be_missing=True),
        Column("denominator", "whole number", "what it is divided by, where it is", may_be_missing=True),
        Column("value", "text", "the number as printed, trailing zero and all", may_be_missing=True),
        Column(
            "lower",
            "text",
            "the lower end of the 95 per cent interval; for statistical neighbours the lowest of them",
            may_be_missing=True,
        ),
        Column(
            "upper",
            "text",
            "the upper end of the 95 per cent interval; for statistical neighbours the highest of them",
            may_be_missing=True,
        ),
        Column("unit", "text", "count, per 10,000 children, or per cent"),
        Column("symbol", "text", "why there is no number", codes=tuple(SYMBOLS), may_be_missing=True),
        Column("status", "text", "how final the figure is", codes=STATUSES),
        Column("source", "text", "the files it comes from, as sources.csv calls them, joined by +"),
        Column("release", "text", "the release of its numerator"),
    ),
    key=("measure", "area_code", "time_period", "breakdown", "category"),
)
