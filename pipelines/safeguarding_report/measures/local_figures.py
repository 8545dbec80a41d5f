"""Figures counted from returns, beside the official ones: added to them where they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.measures.origin import OFFICIAL
from safeguarding_report.tables import OFFICIAL_FIGURES
from safeguarding_report.tables.counted import COUNTED_FIGURES, release_of, source_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from safeguarding_report.year import ReportingYear


def with_counted(
    figures: pd.DataFrame, counted: pd.DataFrame | None, areas: Collection[str], whole: str = ""
) -> pd.DataFrame:
    """Return official figures and, of these areas, counted ones; each with its status.

    What is counted for the partnership as a `whole` is kept too; where it has one authority it is that authority's.
    """
    official = figures.assign(status=OFFICIAL)
    if counted is None or counted.empty:
        return official
    wanted = [*areas, whole]
    local = counted.loc[counted["area_code"].isin(wanted), [*OFFICIAL_FIGURES.column_names, "status"]]
    if len(areas) == 1:
        only = next(iter(areas))
        of_whole = local["area_code"].eq(whole)
        local = local.assign(area_code=local["area_code"].mask(of_whole, only))
        local = local[~(of_whole & local.duplicated(["release", "time_period", "area_code", "item"], keep=False))]
    return pd.concat([official, local], ignore_index=True)


def with_earlier(counted: pd.DataFrame, kept: pd.DataFrame | None) -> pd.DataFrame:
    """Return this year's counted figures and those of earlier years, as the year before kept them.

    Each year's figures are those of that year's returns: a later return changes nothing that an earlier one gave.
    """
    if kept is None:
        return COUNTED_FIGURES.check(counted)
    earlier = kept[~kept["time_period"].isin(counted["time_period"].unique())]
    return COUNTED_FIGURES.check(pd.concat([earlier, counted], ignore_index=True))


def sources_of_returns(returns: Mapping[str, tuple[str, str]], year: ReportingYear) -> pd.DataFrame:
    """Return rows of sources.csv for returns of a year, given the title and the sender of each by its id.

    A return has no date of publication, and its hash is told to nobody: that of a tiny return could be guessed.
    """
    return pd.DataFrame(
        [
            {
                "source": source_of(return_id, year),
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
