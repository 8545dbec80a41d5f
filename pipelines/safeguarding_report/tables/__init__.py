"""Tables: one declared Table per kind of record; what is written and read back is checked against it."""

from __future__ import annotations

from safeguarding_report.tables.areas import GEOGRAPHIC_LEVELS
from safeguarding_report.tables.published import (
    AUTHORITY_FIGURES,
    AUTHORITY_SPREAD,
    LEFT_BY_REGIONS,
    NEIGHBOUR_FIGURES,
    OFFICIAL_FIGURES,
    OFFICIAL_SOURCES,
    OFFICIAL_TOTALS,
    OFFICIAL_TOTALS_SUMS,
    PUBLISHED_RATES,
    REST_OF_REGIONS,
)
from safeguarding_report.tables.results import RESULTS
from safeguarding_report.tables.table import Column, Table

__all__ = [
    "AUTHORITY_FIGURES",
    "AUTHORITY_SPREAD",
    "GEOGRAPHIC_LEVELS",
    "LEFT_BY_REGIONS",
    "NEIGHBOUR_FIGURES",
    "OFFICIAL_FIGURES",
    "OFFICIAL_SOURCES",
    "OFFICIAL_TOTALS",
    "OFFICIAL_TOTALS_SUMS",
    "PUBLISHED_RATES",
    "REST_OF_REGIONS",
    "RESULTS",
    "Column",
    "Table",
]
