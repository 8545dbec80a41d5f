"""The cut-off of a report: what was published later is not used in it, though it is held.

No downloaded file says on which day it was published. Whoever knows the day writes it into `releases.toml` of
data/official/, with where it stands. Of every other release one thing is certain: it came after the year that it is
about had ended.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.findings import Finding
from safeguarding_report.partnership import RELEASES_FILE
from safeguarding_report.settings import KEY, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from safeguarding_report.formats.compact import OfficialFigures

_SURELY_OUT = 2
"""Years after the end of the year that a release is about: the department publishes within the first."""

_PLACE = f"data/official/{RELEASES_FILE}"


@dataclass(frozen=True)
class Release:
    """One release whose day of publication somebody has found."""

    release: str
    published: date
    source: str
    """Where the day stands, so that another can look."""

    def __post_init__(self) -> None:
        if not self.source.strip():
            message = "source says where the day of publication stands."
            raise ValueError(message)


@dataclass(frozen=True)
class Releases:
    """All that releases.toml says."""

    entries: tuple[Release, ...] = field(default=(), metadata={KEY: "releases"})


def days_of_publication(folder: Path, releases: set[str]) -> dict[str, date]:
    """Read on which days releases were published, as far as somebody has written it down; none without the file.

    Raises
    ------
    UsageError
        When the file names a release twice, or one that data/official/ does not hold.

    """
    if not (folder / RELEASES_FILE).is_file():
        return {}
    days: dict[str, date] = {}
    for number, one in enumerate(read_settings(folder / RELEASES_FILE, Releases).entries, 1):
        if one.release not in releases or one.release in days:
            wrong = "stands twice" if one.release in days else "is not in data/official/"
            hint = "" if one.release in days else did_you_mean(one.release, releases)
            message = f'{_PLACE}, entry {number}: "{one.release}" {wrong}.{hint} Known: {", ".join(sorted(releases))}.'
            raise UsageError(message)
        days[one.release] = one.published
    return days


def by_the_cut_off(
    official: OfficialFigures, folder: Path, until: date | None
) -> tuple[OfficialFigures, list[Finding]]:
    """Return the published figures without releases that came after the cut-off, and what is uncertain about others.

    Parameters
    ----------
    official
        What is held of the published statistics.
    folder
        data/official/, where the days of publication are written down.
    until
        The last day on which a release may have been published; without it everything is used.

    """
    releases = {str(name) for name in official.sources["release"]}
    days = days_of_publication(folder, releases)
    official = replace(official, sources=_with_days(official.sources, days))
    if until is None:
        return official, []
    late = {release for release in releases if days.get(release, _earliest(release)) > until}
    unsure = sorted(
        release for release in releases - late - days.keys() if until < _earliest(release, later=_SURELY_OUT)
    )
    reason = (
        f"Whether it was published by {until} is not known, so it is used. Write the day into {_PLACE} with where it "
        "stands: what came after the cut-off is left out then."
    )
    findings = [
        Finding("query", "data/official/sources.csv", "release without a day", f"{one}: {reason}") for one in unsure
    ]
    return _without(official, late) if late else official, findings


def _earliest(release: str, *, later: int = 0) -> date:
    """Return the day after the year that a release is about, which its name ends with: no release is earlier."""
    return date(int(release.rpartition("_")[2]) + later, 4, 1)


def _with_days(sources: pd.DataFrame, days: Mapping[str, date]) -> pd.DataFrame:
    before = sources["publication_date"]
    known = {release: day.isoformat() for release, day in days.items()}
    written = [known.get(str(release), old) for release, old in zip(sources["release"], before, strict=True)]
    return sources.assign(publication_date=pd.Series(written, index=before.index, dtype=before.dtype))


def _without(official: OfficialFigures, late: set[str]) -> OfficialFigures:
    families = {release.rpartition("_")[0] for release in late}
    kept = {str(release) for release in official.sources["release"]} - late
    families -= {release.rpartition("_")[0] for release in kept}
    return replace(
        official,
        figures=_of_others(official.figures, late),
        sources=_of_others(official.sources, late),
        published_rates=_of_others(official.published_rates, late),
        left_by_regions=_of_others(official.left_by_regions, late),
        first_periods={family: held for family, held in official.first_periods.items() if family not in families},
    )


def _of_others(rows: pd.DataFrame, late: set[str]) -> pd.DataFrame:
    return rows[~rows["release"].isin(late)].reset_index(drop=True)
