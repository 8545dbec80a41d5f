"""Figures counted from returns, beside the official ones: added to them where they fit, checked against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.findings import Finding
from safeguarding_report.measures.definition import CHILDREN_IN_NEED_RELEASES, POPULATION
from safeguarding_report.measures.origin import OFFICIAL
from safeguarding_report.rounding import PER_CENT
from safeguarding_report.tables import OFFICIAL_FIGURES
from safeguarding_report.tables.counted import COUNTED_FIGURES, release_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from safeguarding_report.year import ReportingYear

FAR_OFF_PER_CENT = 10
FAR_OFF_CHILDREN = 10
"""A local count is far off when both are exceeded: a tenth of a small number is hardly a child."""

_FIGURE = ["time_period", "area_code", "item"]


def with_counted(figures: pd.DataFrame, counted: pd.DataFrame | None, areas: Collection[str]) -> pd.DataFrame:
    """Return official figures and, of these areas, counted ones; each with its status.

    A rate needs a population of its own release: where the returns hold none, it is the published one of that year.
    """
    official = figures.assign(status=OFFICIAL)
    if counted is None or counted.empty:
        return official
    local = counted.loc[counted["area_code"].isin(list(areas)), [*OFFICIAL_FIGURES.column_names, "status"]]
    return pd.concat([official, local, _published_populations(official, local)], ignore_index=True)


def _published_populations(official: pd.DataFrame, local: pd.DataFrame) -> pd.DataFrame:
    """Return the published populations of areas and years of which the returns hold none, under their release."""
    given = local.loc[local["item"] == POPULATION, ["time_period", "area_code"]]
    places = local[["release", "time_period", "area_code"]].drop_duplicates()
    lacking = places.merge(given, how="left", indicator=True)
    lacking = lacking.loc[lacking["_merge"] == "left_only", ["release", "time_period", "area_code"]]
    published = official[(official["item"] == POPULATION) & official["value"].notna()]
    # The children in need release, whose rates are most of the report's; of one family the newest.
    family = published["release"].str.startswith(f"{CHILDREN_IN_NEED_RELEASES}_")
    newest = published.assign(family=family).sort_values(["family", "release"]).drop_duplicates(_FIGURE, keep="last")
    return lacking.merge(newest.drop(columns=["release", "family"]), on=["time_period", "area_code"])


def sources_of_returns(returns: Mapping[str, tuple[str, str]], year: ReportingYear) -> pd.DataFrame:
    """Return rows of sources.csv for returns of a year, given the title and the sender of each by its id.

    A return has no date of publication, and its hash is told to nobody: that of a tiny return could be guessed.
    """
    return pd.DataFrame(
        [
            {
                "source": return_id,
                "title": title,
                "publisher": sender,
                "release": release_of(year),
                "release_title": f"Partner returns, {year}",
                "publication_date": "",
                "sha256": "",
            }
            for return_id, (title, sender) in sorted(returns.items())
        ],
        columns=["source", "title", "publisher", "release", "release_title", "publication_date", "sha256"],
    )


def local_against_official(counted: pd.DataFrame, official: pd.DataFrame) -> list[Finding]:
    """Compare what was counted from returns with what was published; each count and year that differs is a finding.

    A few children more or less are a query: the department counts some edges otherwise, and files are corrected.
    A final return that is far off is an error: the file is another one, or something was lost as it was read.
    What has a number on one side only is not compared.
    """
    published = official[official["value"].notna()].sort_values("release", kind="stable")
    newest = published.drop_duplicates(_FIGURE, keep="last")[[*_FIGURE, "value", "source"]]
    both = counted[counted["value"].notna()].merge(newest, on=_FIGURE, suffixes=("", "_official"))
    difference = (both["value"] - both["value_official"]).abs()
    far_off = (difference > FAR_OFF_CHILDREN) & (difference * PER_CENT > both["value_official"] * FAR_OFF_PER_CENT)
    differing = both.assign(is_error=far_off & (both["status"] == "final_local"))[difference > 0]
    return [_differs(row) for _, row in differing.sort_values(_FIGURE).iterrows()]


def _differs(row: pd.Series[Any]) -> Finding:
    how = "is far from" if row["is_error"] else "differs from"
    final = "is said to be final" if row["status"] == "final_local" else "is not final yet"
    return Finding(
        severity="error" if row["is_error"] else "query",
        file=row["source"],
        table=COUNTED_FIGURES.name,
        column=row["item"],
        rule=f"{how} the published figure of {row['area_name']} for {row['time_period']}",
        reason=(
            f"The return {final}, and {row['source_official']} has another number. Find out which of the two is "
            "right and why; the published one is printed."
        ),
    )
