"""Importing published statistics: a folder of downloaded files becomes the workspace's compact table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.disclosure.rest_of_regions import rest_of_regions
from safeguarding_report.errors import UsageError, UserError
from safeguarding_report.findings import stop_on_errors
from safeguarding_report.formats.compact import (
    FIGURES_FILE,
    read_official_figures,
    seal_compact,
    what_is_carried,
    write_compact,
    write_table,
)
from safeguarding_report.formats.official import JOINED_BY, KEY, read_official_folder
from safeguarding_report.measures.among_authorities import authority_figures
from safeguarding_report.measures.neighbours import neighbour_figures
from safeguarding_report.measures.published import published_rates
from safeguarding_report.measures.spread import authority_spread
from safeguarding_report.reference import areas_with_regions
from safeguarding_report.tables import (
    AUTHORITY_FIGURES,
    AUTHORITY_SPREAD,
    NEIGHBOUR_FIGURES,
    PUBLISHED_RATES,
    REST_OF_REGIONS,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from safeguarding_report.findings import Finding
    from safeguarding_report.workspace import Workspace
    from safeguarding_report.year import ReportingYear


@dataclass(frozen=True)
class Import:
    """What an import read and what the workspace now holds."""

    files: int
    not_carried: tuple[str, ...]
    figures: int
    authorities: tuple[str, ...]
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        return (
            f"{_counted(self.files, 'file', 'files')} read, {len(self.not_carried)} recognised but not carried; "
            f"{_counted(self.figures, 'figure', 'figures')} for "
            f"{_counted(len(self.authorities), 'authority, its region', 'authorities, their regions')} and England "
            "are now in data/official/."
        )


def _counted(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def import_official(workspace: Workspace, folder: Path, *, replace: bool = False) -> Import:
    """Read a folder of downloaded files and write data/official/ for the partnerships of this workspace.

    The table carries what the workspace's reports can use: its authorities, their regions and England, up to
    its newest reporting year. What comparing needs of all other authorities is carried as computed facts.
    Figures that the table holds and the folder does not are let go only when told to `replace` the table.

    Raises
    ------
    UserError
        When the table would lose figures that reports can use; nothing is written then.
    UsageError
        When the workspace has no partnership yet, or one names an unknown authority.
    DataError
        When a file holds an error; nothing is written then.

    """
    partnerships = [workspace.partnership(slug) for slug in workspace.slugs()]
    years = [year for partnership in partnerships for year in workspace.years(partnership.slug)]
    if not years:
        message = (
            "This workspace has no partnership with a year yet. Write data/<partnership>/partnership.toml and "
            "data/<partnership>/<year>/year.toml first: they say which authorities to carry."
        )
        raise UsageError(message)
    # Nothing is published of an invented authority, and nothing is to be looked up.
    authorities = sorted({code for known in partnerships for code in known.areas if code not in known.invented_names})
    reading = read_official_folder(folder)
    stop_on_errors(reading.findings, "The published files hold errors; nothing was imported.")
    until = max(years)
    carried_figures = what_is_carried(reading.figures)
    known = carried_figures[carried_figures["time_period"] <= until.time_period]
    carried = areas_with_regions(authorities)
    of_carried = known[known["area_code"].isin(carried)]
    if not replace:
        _refuse_to_lose(_present(workspace.official, carried, until), of_carried)
    write_compact(reading, carried, workspace.official, until)
    write_table(AUTHORITY_SPREAD, authority_spread(known), workspace.official)
    write_table(AUTHORITY_FIGURES, authority_figures(known, years), workspace.official)
    write_table(NEIGHBOUR_FIGURES, neighbour_figures(known, authorities), workspace.official)
    write_table(PUBLISHED_RATES, published_rates(of_carried, reading.printed), workspace.official)
    write_table(REST_OF_REGIONS, rest_of_regions(known, carried), workspace.official)
    seal_compact(workspace.official)
    return Import(
        files=len(reading.sources) + len(reading.not_carried),
        not_carried=tuple(file.file for file in reading.not_carried),
        figures=len(read_official_figures(workspace.official)),
        authorities=tuple(authorities),
        findings=reading.findings,
    )


def _present(official: Path, carried: Collection[str], until: ReportingYear) -> pd.DataFrame:
    """Return what the table holds now and reports can use; nothing where it is absent or torn, which an import mends."""
    nothing = pd.DataFrame(columns=[*KEY, "source"], dtype=pd.StringDtype())
    if not (official / FIGURES_FILE).is_file():
        return nothing
    try:
        figures = read_official_figures(official)
    except UserError:
        return nothing
    return figures[figures["area_code"].isin(carried) & figures["time_period"].le(until.time_period)]


def _refuse_to_lose(present: pd.DataFrame, imported: pd.DataFrame) -> None:
    kept = pd.MultiIndex.from_frame(imported[KEY])
    lost = present[~pd.MultiIndex.from_frame(present[KEY]).isin(kept)]
    if lost.empty:
        return
    of_source = lost.assign(source=lost["source"].str.replace(JOINED_BY, " and ", regex=False)).groupby("source").size()
    message = (
        f"data/official/ would lose {_counted(len(lost), 'figure', 'figures')} that this folder does not hold; nothing "
        "was imported. An import makes the whole table anew: put all files that reports need into one folder and "
        "import that, or let these go with `--replace`:"
    )
    lines = [f"  {source}: {_counted(number, 'figure', 'figures')}" for source, number in of_source.items()]
    raise UserError("\n".join([message, *lines]))
