"""Which figures a report needs at all: each one more is one number more that the gate must keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.measures.child_protection_plans import BY_ETHNIC_GROUP
from safeguarding_report.measures.partner_measures import PUPILS, title_of_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.measures.definition import Measure
    from safeguarding_report.year import ReportingYear

BESIDE = {f"{BY_ETHNIC_GROUP}_percent": f"{title_of_parts(PUPILS, 'ethnic_group')}_percent"}
"""Shares that are worked out only to be set beside others, each with those."""

_PLACE = ["area_code", "time_period"]


def needed(results: pd.DataFrame, measures: Iterable[Measure], year: ReportingYear) -> pd.DataFrame:
    """Return results without shares that stand beside nothing, and without years that no page of the report shows."""
    idle = pd.Series(data=False, index=results.index)
    for shares, others in BESIDE.items():
        held = pd.MultiIndex.from_frame(results.loc[results["measure"].eq(others), _PLACE])
        idle |= results["measure"].eq(shares) & ~pd.MultiIndex.from_frame(results[_PLACE]).isin(held)
    of_two_years = [one for measure in measures if measure.is_of_two_years for one in measure.ids]
    idle |= results["measure"].isin(of_two_years) & results["time_period"].lt(year.previous.time_period)
    return results[~idle].reset_index(drop=True)
