"""Reading back: the finished files of a report are read as an attacker reads them, before they are put or published.

```
figures_file   figures.csv: every number is the released one, and what is hidden has none
drawings       every mark of a drawing, measured against its axis, is a figure that was released
words          no text alternative, comment or attribute holds a number that is not a released figure's
pdf_text       report.pdf: no number, drawn or said, that the page does not print as often
workbook       figures.xlsx: every cell is the figure that its sheet, row and column say
parts_of_pages other pages: nothing is drawn, and nothing is read to somebody, that the page does not hold
```

What the audit of the gate has proved of `released/` holds of the finished files only as long as they say nothing
more. That is what is proved here: whatever number can be read out of them, wherever it stands, is a released one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.errors import DataError
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.read_back.drawings import read_drawings
from safeguarding_report.read_back.figures_file import read_figures_file
from safeguarding_report.read_back.words import read_words
from safeguarding_report.report.reader import taken_apart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.released import Released

REASON = "Nothing may be read from a finished file that was not released. Report it with what is named here."


def check_finished_files(folder: Path, released: Released) -> None:
    """Refuse finished files from which more can be read than was released.

    Raises
    ------
    DataError
        With everything that was found, by file and place, and no value.

    """
    found = read_back(folder, released)
    if found:
        message = (
            f"The finished files of {released.report.partnership} {released.report.year} say more than was released:"
        )
        raise DataError(message, found)


def read_back(folder: Path, released: Released) -> list[Finding]:
    """Return everything that can be read from finished files and was not released; each place once."""
    told: dict[tuple[str, str, str], int] = {}
    for found in _told(folder, released):
        told[found] = told.get(found, 0) + 1
    return worst_first(
        Finding("error", file, rule, REASON, table=place, count=count) for (file, place, rule), count in told.items()
    )


def _told(folder: Path, released: Released) -> Iterator[tuple[str, str, str]]:
    """Yield (file, place, what is wrong)."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    read = taken_apart(page)
    for figure, rule in read_figures_file(folder / "figures.csv", read, released):
        yield "figures.csv", figure, rule
    for chart, rule in read_drawings(page, released):
        yield "report.html", chart, rule
    if "<!--" in page:
        yield "report.html", "", "a comment"
    for place, rule in read_words(read, (folder / "manifest.json").read_text(encoding="utf-8"), released):
        yield "report.html" if place != "manifest.json" else place, place, rule
