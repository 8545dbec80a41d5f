"""Nil returns: nothing came because there was nothing to count, so each of its counts is 0 and none is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.formats import ssda903
from safeguarding_report.formats.census.supports import SUPPORTS as CENSUS_SUPPORTS
from safeguarding_report.formats.read_return import ReadReturn
from safeguarding_report.receiving.asked import indicators_asked
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.periods import year_of

if TYPE_CHECKING:
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.receiving.standing import Standing

_SUPPORTS = {
    "children_in_need_census": CENSUS_SUPPORTS,
    "ssda903": (*ssda903.SUPPORTS, *ssda903.SUPPORTS_WITH_MISSING),
}
"""What a whole return of a form gives, and so what a nil one says is 0. Extracts in Annex A's shape are no statement."""


def nil_return(standing: Standing, partnership: Partnership) -> ReadReturn:
    """Return what a nil return says: of a form no row, of a template the status nil_return for each of its counts."""
    expected = standing.expected
    supports = () if standing.covers_part else _SUPPORTS.get(expected.form, ())
    if expected.form != "template":
        return ReadReturn(expected.form, {}, (), (), tuple(supports))
    indicators = indicators_asked(expected, partnership)
    rows = pd.DataFrame(
        [
            {
                "indicator_id": indicator.id,
                "area_code": expected.area or partnership.slug,
                "period_start": pd.Timestamp(year_of(indicator, *standing.period)[0]),
                "period_end": pd.Timestamp(year_of(indicator, *standing.period)[1]),
                "numerator": 0,
                "denominator": pd.NA,
                "status": "nil_return",
                "note": pd.NA,
                "return_id": expected.id,
                "row": row,
            }
            for row, indicator in enumerate(indicators, 1)
        ],
        columns=PARTNER_FIGURES.column_names,
    )
    return ReadReturn(expected.form, {PARTNER_FIGURES.name: PARTNER_FIGURES.check(rows)}, (), (), ())
