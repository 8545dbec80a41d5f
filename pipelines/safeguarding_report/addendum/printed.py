"""What a report printed for its readers: its newest published edition, or without one the report as it was built."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safeguarding_report.editions import PUBLISHED, read_editions
from safeguarding_report.figures import FIGURE_COLUMNS, Figure
from safeguarding_report.store import sha256

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.released import Source
    from safeguarding_report.year import ReportingYear

_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Printed:
    """The figures of a report as they were printed, and what says which report it was."""

    figures: dict[str, Figure]
    """By figure_id, in the order in which they were printed."""
    manifest: dict[str, Any]
    code_now: str
    """The sha256 of the code that builds the report today."""
    manifest_sha256: str = ""
    """Of a published edition; of a build the file names what was made beside it, of which an addendum says nothing."""
    edition: str = ""
    """Its name where it was published, such as edition-1; else empty."""
    date: str = ""
    """The day on which the edition was approved."""

    def was_made_of(self, source: Source) -> bool:
        """True when this very file or return, as it is now, is what the report was made of."""
        return bool(self.manifest["inputs"].get(source.source) == source.sha256)

    @property
    def was_counted_as_now(self) -> bool:
        """True when the code that made it is the code of today."""
        return bool(self.manifest["code"]["sha256"] == self.code_now)


def read_printed(data: Path, year: ReportingYear, public: Path) -> Printed:
    """Read what readers were given of a year's report.

    Parameters
    ----------
    data
        The partnership's own folder, with its editions.
    year
        The report's year.
    public
        The public folder of the report as it is built.

    """
    editions = [one for one in read_editions(data, year) if one.year == str(year)]
    folder = data / str(year) / PUBLISHED / editions[-1].edition if editions else public
    manifest = (folder / _MANIFEST).read_bytes()
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as lines:
        figures = [Figure(**{name: row[name] for name in FIGURE_COLUMNS}) for row in csv.DictReader(lines)]
    return Printed(
        figures={figure.figure_id: figure for figure in figures},
        manifest=json.loads(manifest),
        code_now=json.loads((public / _MANIFEST).read_text(encoding="utf-8"))["code"]["sha256"],
        manifest_sha256=sha256(manifest) if editions else "",
        edition=editions[-1].edition if editions else "",
        date=editions[-1].date if editions else "",
    )
