"""Tables: one declared Table per kind of record; what is written and read back is checked against it."""

from __future__ import annotations

from safeguarding_report.tables.areas import GEOGRAPHIC_LEVELS
from safeguarding_report.tables.published import (
    AUTHORITY_FIGURES,
    AUTHORITY_SPREAD,
    NEIGHBOUR_FIGURES,
    OFFICIAL_FIGURES,
    OFFICIAL_SOURCES,
    OFFICIAL_TOTALS,
    OFFICIAL_TOTALS_SUMS,
    PUBLISHED_RATES,
)
from safeguarding_report.tables.results import RESULTS
from safeguarding_report.tables.table import Column, Table

__all__ = [
    "AUTHORITY_FIGURES",
    "AUTHORITY_SPREAD",
    "GEOGRAPHIC_LEVELS",
    "NEIGHBOUR_FIGURES",
    "OFFICIAL_FIGURES",
    "OFFICIAL_SOURCES",
    "OFFICIAL_TOTALS",
    "OFFICIAL_TOTALS_SUMS",
    "PUBLISHED_RATES",
    "RESULTS",
    "Column",
    "Table",
]
