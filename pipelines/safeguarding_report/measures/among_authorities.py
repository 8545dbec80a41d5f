"""Every authority beside the partnership's own: what charts need to show a place among all of them.

Published counts of other authorities, of the report's year alone and without their names. They are passed on by the
gate as they are: what the department prints of others is no secret, and what it hides is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.tables import AUTHORITY_FIGURES
from safeguarding_report.tables.published import SHOWN_AMONG_AUTHORITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd

    from safeguarding_report.year import ReportingYear

_BETWEEN = "/"


def authority_figures(figures: pd.DataFrame, years: Iterable[ReportingYear]) -> pd.DataFrame:
    """Return what is counted and what it is divided by of every authority, for the reporting years of a workspace."""
    wanted = sorted({year.time_period for year in years})
    of_years = figures["geographic_level"].eq("Local authority") & figures["time_period"].isin(wanted)
    shown = [measure for measure in MEASURES if set(measure.ids) & set(SHOWN_AMONG_AUTHORITIES)]
    results = figures_of(side_by_side(figures[of_years]), shown)
    held = results[results["measure"].isin(SHOWN_AMONG_AUTHORITIES) & results["symbol"].eq("")]
    pairs = held["numerator"].astype(str) + _BETWEEN + held["denominator"].astype(str)
    wide = held.assign(pair=pairs).pivot(index=["time_period", "area_code"], columns="measure", values="pair")  # noqa: PD010 — a pair has one cell
    rows = wide.reindex(columns=list(SHOWN_AMONG_AUTHORITIES)).astype("string").fillna("").sort_index().reset_index()
    return AUTHORITY_FIGURES.check(rows.rename_axis(columns=None))


def without_names(figures: pd.DataFrame, used: Collection[str]) -> dict[str, list[str]]:
    """Return for each measure what every authority counts and divides by (941/4505), smallest first, nobody named.

    `used` are the measures of which the report uses an official figure of its year: of a release that came after the
    cut-off nothing is shown.
    """
    return {
        measure: sorted((pair for pair in figures[measure] if pair), key=_size) if measure in used else []
        for measure in SHOWN_AMONG_AUTHORITIES
    }


def _size(pair: str) -> tuple[int, int]:
    numerator, _, denominator = pair.partition(_BETWEEN)
    return int(denominator), int(numerator)
