"""Tiny tables of official figures for tests, written as a person would on paper."""

from __future__ import annotations

import pandas as pd

from safeguarding_report.reference import areas
from safeguarding_report.tables import OFFICIAL_FIGURES

COVENTRY = "E08000026"
MIDDLESBROUGH = "E06000002"
REDCAR = "E06000003"
ENGLAND = "E92000001"


def official(
    *cells: tuple[str, str, int | str], release: str = "children_in_need_2024", time_period: str = "202324"
) -> pd.DataFrame:
    """Return official figures from (area code, item, number or symbol)."""
    rows = [
        {
            "release": release,
            "time_period": time_period,
            "area_code": area,
            "area_name": areas()[area].area_name,
            "geographic_level": areas()[area].geographic_level,
            "item": item,
            "value": cell if isinstance(cell, int) else pd.NA,
            "symbol": cell if isinstance(cell, str) else pd.NA,
            "source": f"{release}/file",
        }
        for area, item, cell in cells
    ]
    return OFFICIAL_FIGURES.check(pd.DataFrame(rows, columns=OFFICIAL_FIGURES.column_names))


def together(*tables: pd.DataFrame) -> pd.DataFrame:
    """Return several tables of official figures as one."""
    return pd.concat(tables, ignore_index=True)
