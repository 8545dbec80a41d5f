"""Results as their suite sees them: how far a local figure is from the published one, and how large a change is.

The suite `expectations/results.json` speaks of these columns as of any other. Its limits are an analyst's to change;
how a difference is measured stands here, and how a change is in moves.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.measures.definition import unit
from safeguarding_report.measures.moves import moves
from safeguarding_report.rounding import PER_CENT
from safeguarding_report.tables import RESULTS
from safeguarding_report.tables.table import Column
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from safeguarding_report.findings import Finding
    from safeguarding_report.partnership import Partnership

FIRST_LINE = 2
"""Rows are numbered as a spreadsheet would show them: the header is line 1."""

CHECKED_RESULTS = replace(
    RESULTS,
    columns=(
        *RESULTS.columns,
        Column(
            "from_published",
            "whole number",
            "by how many the count from returns differs from the published one; missing where one of the two is",
            made_from=("measure",),
        ),
        Column(
            "final_percent_from_published",
            "whole number",
            "the same in per cent of the published one, where the return is said to be final",
            made_from=("measure",),
        ),
        Column("percent", "whole number", "the value of a percentage, as a number", made_from=("value",)),
        Column(
            "beyond_most_changes",
            "whole number",
            "how far a change since last year that the report calls large lies outside the middle four fifths of all",
            made_from=("measure",),
        ),
    ),
)
"""The table results with the columns that are worked out for its suite."""

_FIGURE = ["measure", "area_code", "time_period", "category"]
_PARTS = ("numerator", "denominator")


def checked_results(
    results: pd.DataFrame,
    counted: pd.DataFrame,
    spread: pd.DataFrame,
    partnership: Partnership,
    year: ReportingYear,
) -> pd.DataFrame:
    """Return the results with the columns that are worked out for their suite, and the returns that each comes from.

    Parameters
    ----------
    counted
        Rows of the table counted_figures, of all years.
    spread
        Rows of the table authority_spread.

    """
    rows = results.assign(category=results["category"].fillna(""), breakdown=results["breakdown"].fillna(""))
    numbers = pd.to_numeric(rows["value"])
    checked = rows.assign(
        **_against_published(rows, counted),
        percent=numbers.where(rows["unit"] == unit("percent")),
        beyond_most_changes=_beyond_most_changes(rows, spread, partnership, year),
    )
    return checked.set_axis(range(FIRST_LINE, len(checked) + FIRST_LINE), axis="index")


def named(findings: Iterable[Finding], checked: pd.DataFrame) -> list[Finding]:
    """Say of each figure by itself what was found, with its measure, area and year instead of a line, and no number."""
    told = []
    for finding in findings:
        figures = checked.loc[list(finding.rows)].to_dict("records")
        told += [_of_figure(finding, figure) for figure in figures]
        untold = finding.count - len(finding.rows)
        if untold:
            told.append(replace(finding, count=untold, rows=()))
    return told


def _of_figure(finding: Finding, figure: dict[Hashable, Any]) -> Finding:
    category = f", {figure['category']}" if figure["category"] else ""
    year = ReportingYear.from_time_period(figure["time_period"])
    return replace(
        finding,
        file=figure["returns"] if "measure" in finding.column.split(", ") else "",
        column=figure["measure"],
        rule=f"{finding.rule}: {figure['area_name']}, {year}{category}",
        count=1,
        rows=(),
    )


def _against_published(rows: pd.DataFrame, counted: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    """Return how far counts from returns are from the published ones that stand in the results in their place."""
    columns = ["numerator", "denominator", "status", "source"]
    local = figures_of(side_by_side(counted), MEASURES)[[*_FIGURE, *columns]] if len(counted) else None
    if local is None:
        nothing = pd.Series(np.nan, rows.index)
        return {
            "from_published": nothing,
            "final_percent_from_published": nothing,
            "returns": pd.Series("", rows.index),
        }
    beside = rows[_FIGURE].merge(local, on=_FIGURE, how="left").set_axis(rows.index, axis="index")
    # A measure is compared once, by its count; of a percentage what it is a share of, where that is no measure.
    counts = {measure.ids[0] for measure in MEASURES}
    wholes = {measure.numerator for measure in MEASURES if not measure.breakdown}
    shares = {one.id("percent") for one in MEASURES if one.denominator and (one.denominator,) not in wholes}
    part = np.select([rows["measure"].isin(counts), rows["measure"].isin(shares)], _PARTS, "")
    published = _chosen(rows, part)
    difference = (_chosen(beside, part) - published).abs().where(rows["status"].str.startswith("official"))
    percent = difference * PER_CENT / published.where(published > 0, 1.0)
    return {
        "from_published": difference,
        "final_percent_from_published": percent.where(beside["status"] == "final_local"),
        "returns": beside["source"].fillna("").str.replace(r"(^|\+)returns_[0-9_]+/", r"\1", regex=True),
    }


def _chosen(rows: pd.DataFrame, part: np.ndarray) -> pd.Series[float]:
    numbers = {name: rows[name].astype("Float64").to_numpy(np.float64, na_value=np.nan) for name in _PARTS}
    return pd.Series(np.select([part == name for name in _PARTS], list(numbers.values()), np.nan), rows.index)


def _beyond_most_changes(
    rows: pd.DataFrame, spread: pd.DataFrame, partnership: Partnership, year: ReportingYear
) -> pd.Series[float]:
    """Return how far each own figure's change lies outside those of the middle four fifths; 0 where it is not large.

    Missing where too few cases are behind it, and for what is not compared.
    """
    # Of a count alone, such as the population, nobody reports why it moved.
    told = {measure.ids[-1] for measure in MEASURES if not measure.breakdown and len(measure.ids) > 1}
    of_year = rows[(rows["time_period"] == year.time_period) & (rows["breakdown"] == "") & rows["measure"].isin(told)]
    beyond = moves(rows[rows["measure"].isin(told)], spread, partnership, year).beyond
    keys = pd.MultiIndex.from_frame(of_year[["measure", "area_code"]])
    return pd.Series(beyond.reindex(keys).to_numpy(), of_year.index, dtype=float).reindex(rows.index)
