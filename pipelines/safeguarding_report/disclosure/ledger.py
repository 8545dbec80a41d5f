"""The ledger: every figure that readers of a partnership's reports have been given already.

What has been **published** counts, and nothing else: editions frozen by `publish`, and figures of reports older than
this tool, which an analyst writes into `printed_before.csv`. A trial build does not, nor does a later year's edition.
An addendum is the exception: it is written when later editions may be out, and prints the report's figures once more.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.known import KnownFigure
from safeguarding_report.disclosure.printed_before import read_printed_before
from safeguarding_report.editions import PRINTED_BEFORE, PUBLISHED, read_editions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.editions import Edition
    from safeguarding_report.year import ReportingYear

_FIGURES = "figures.csv"

_AS_BUILT = "the report as it was built"


@dataclass(frozen=True)
class Ledger:
    """What readers know already."""

    figures: tuple[KnownFigure, ...] = ()
    editions: tuple[str, ...] = ()
    """The editions and documents that it was read from, oldest first."""


def read_ledger(data: Path, year: ReportingYear) -> Ledger:
    """Return what readers of a report of this year know already; `data` is the partnership's own folder.

    Raises
    ------
    DataError
        When an edition was changed after it was published, or printed_before.csv holds an error.

    """
    editions = read_editions(data, year)
    before = read_printed_before(data / PRINTED_BEFORE, year)
    documents = dict.fromkeys(figure.printed_in for figure in before)
    printed = [figure for edition in editions for figure in _printed_in(data, edition)]
    return Ledger((*before, *printed), (*documents, *map(str, editions)))


def read_ledger_of_addendum(data: Path, last: ReportingYear, report: Path) -> Ledger:
    """Return what readers of an addendum know: all that was published up to a last year, and the report itself.

    `report` is its public folder. What the addendum prints of it is known too, whether or not it was published.
    """
    ledger = read_ledger(data, last)
    built = _printed(report / _FIGURES, _AS_BUILT)
    return Ledger((*built, *ledger.figures), (_AS_BUILT, *ledger.editions))


def _printed_in(data: Path, edition: Edition) -> Iterator[KnownFigure]:
    return _printed(data / edition.year / PUBLISHED / edition.edition / _FIGURES, str(edition))


def _printed(place: Path, document: str) -> Iterator[KnownFigure]:
    with place.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield KnownFigure(
                figure_id=row["figure_id"],
                measure=row["measure"],
                category=row["category"],
                area_code=row["area_code"],
                time_period=row["time_period"],
                numerator=row["numerator"],
                denominator=row["denominator"],
                value=row["value"],
                symbol=row["symbol"],
                printed_in=document,
            )
