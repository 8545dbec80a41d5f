"""The other editions of a report, made from its finished page and its released figures and from nothing else.

```
pdf            report.pdf                   the page on paper, PDF/UA-1
csv_metadata   figures.csv-metadata.json    what each column of figures.csv holds, for programs
workbook       figures.xlsx                 the printed figures, one measure on each sheet
summary        summary….html                two pages for members, one for each council
committee      committee.html               the covering report for committee
fragment       fragment.html                the page for a council's content system
young_people   young-people.html            only of text that young people wrote or approved
```

Every edition passes the last checks of a page where it is one, and is read back like the page before it is put.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from safeguarding_report.findings import stop_on_errors
from safeguarding_report.other_editions.committee import make_committee_report
from safeguarding_report.other_editions.csv_metadata import csv_metadata
from safeguarding_report.other_editions.fragment import make_fragment
from safeguarding_report.other_editions.pdf import make_pdf
from safeguarding_report.other_editions.summary import make_summaries
from safeguarding_report.other_editions.workbook import make_workbook
from safeguarding_report.other_editions.young_people import make_young_people
from safeguarding_report.pango import NO_PANGO
from safeguarding_report.report.checks import check_edition
from safeguarding_report.report.reader import Page
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.partnership import YoungPeople
    from safeguarding_report.released import Figure, Released

APPENDICES = {
    "report.html": "the yearly report, the accessible original",
    "report.pdf": "the same on paper",
    "figures.csv": "every figure that it prints",
    "figures.xlsx": "the same as a workbook",
}
"""What goes to committee with the covering report; a PDF that cannot be made here is not named."""

FRAGMENT = "fragment.html"


def make_editions(
    report: Path,
    released: Released,
    output: Path,
    *,
    young_people: tuple[str, YoungPeople | None] = ("", None),
    with_pdf: bool = True,
) -> dict[str, str]:
    """Write the other editions of the report in `report` into `output`; return what was not made, and why.

    `young_people` is the text that young people wrote or approved for children, and who approved it.

    Raises
    ------
    DataError
        When the last checks find something wrong with an edition; it lists all of it.

    """
    page = (report / "report.html").read_text(encoding="utf-8")
    not_made = {} if with_pdf else {"report.pdf": NO_PANGO}
    pages = make_summaries(page, released) | {
        "committee.html": make_committee_report(
            page, released, {name: what for name, what in APPENDICES.items() if name not in not_made}
        ),
        FRAGMENT: make_fragment(page, released),
    }
    for_children = make_young_people(*young_people, released)
    if isinstance(for_children, bytes):
        pages["young-people.html"] = for_children
    else:
        not_made["young-people.html"] = for_children
    found = [
        finding
        for name, content in pages.items()
        for finding in check_edition(name, Page(content.decode()), released, is_whole=name != FRAGMENT)
    ]
    facts = released.report
    stop_on_errors(found, f"The other editions of {facts.partnership} {facts.year} may not be made public:")
    contents = pages | {
        "figures.csv-metadata.json": csv_metadata(released),
        "figures.xlsx": make_workbook(released, printed_figures(report / "figures.csv", released)),
    }
    if with_pdf:
        contents["report.pdf"] = make_pdf(page)
    for name, content in sorted(contents.items()):
        write_file(output / name, content)
    return not_made


def printed_figures(path: Path, released: Released) -> list[Figure]:
    """Return the released figures that stand in figures.csv, in its order."""
    known = {figure.figure_id: figure for figure in released.figures}
    with path.open(encoding="utf-8", newline="") as lines:
        return [known[row["figure_id"]] for row in csv.DictReader(lines)]
