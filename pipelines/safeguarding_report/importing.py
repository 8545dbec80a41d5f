"""Importing published statistics: a folder of downloaded files becomes the workspace's compact table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.errors import UsageError
from safeguarding_report.findings import stop_on_errors
from safeguarding_report.formats.compact import read_official_figures, seal_compact, write_compact, write_table
from safeguarding_report.formats.official import read_official_folder
from safeguarding_report.measures.neighbours import neighbour_figures
from safeguarding_report.measures.published import published_rates
from safeguarding_report.measures.spread import authority_spread
from safeguarding_report.reference import areas_with_regions
from safeguarding_report.tables import AUTHORITY_SPREAD, NEIGHBOUR_FIGURES, PUBLISHED_RATES

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.findings import Finding
    from safeguarding_report.workspace import Workspace


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
            f"{self.files} files read, {len(self.not_carried)} recognised but not carried; "
            f"{self.figures:,} figures for {len(self.authorities)} authorities, their regions and England "
            "are now in data/official/."
        )


def import_official(workspace: Workspace, folder: Path) -> Import:
    """Read a folder of downloaded files and write data/official/ for the partnerships of this workspace.

    The table carries what the workspace's reports can use: its authorities, their regions and England, up to
    its newest reporting year. What comparing needs of all other authorities is carried as computed facts.

    Raises
    ------
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
    authorities = sorted({code for partnership in partnerships for code in partnership.areas})
    reading = read_official_folder(folder)
    stop_on_errors(reading.findings, "The published files hold errors; nothing was imported.")
    until = max(years)
    known = reading.figures[reading.figures["time_period"] <= until.time_period]
    carried = areas_with_regions(authorities)
    write_compact(reading, carried, workspace.official, until)
    write_table(AUTHORITY_SPREAD, authority_spread(known), workspace.official)
    write_table(NEIGHBOUR_FIGURES, neighbour_figures(known, authorities), workspace.official)
    of_carried = known[known["area_code"].isin(carried)]
    write_table(PUBLISHED_RATES, published_rates(of_carried, reading.printed), workspace.official)
    seal_compact(workspace.official)
    return Import(
        files=len(reading.sources) + len(reading.not_carried),
        not_carried=tuple(file.file for file in reading.not_carried),
        figures=len(read_official_figures(workspace.official)),
        authorities=tuple(authorities),
        findings=reading.findings,
    )
