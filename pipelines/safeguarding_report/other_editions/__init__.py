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

from safeguarding_report.errors import UserError
from safeguarding_report.findings import stop_on_errors
from safeguarding_report.other_editions.committee import make_committee_report
from safeguarding_report.other_editions.csv_metadata import csv_metadata
from safeguarding_report.other_editions.fragment import make_fragment
from safeguarding_report.other_editions.pdf import make_pdf
from safeguarding_report.other_editions.summary import make_summaries
from safeguarding_report.other_editions.workbook import make_workbook
from safeguarding_report.other_editions.young_people import make_young_people
from safeguarding_report.pango import NO_PANGO, pango_version
from safeguarding_report.report.checks import check_edition
from safeguarding_report.report.reader import Page
from safeguarding_report.report.standing import as_published
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from safeguarding_report.partnership import YoungPeople
    from safeguarding_report.released import Figure, Released
    from safeguarding_report.report.standing import Approval

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
    approval: YoungPeople | None = None,
    with_pdf: bool = True,
) -> dict[str, str]:
    """Write the other editions of the report in `report` into `output`; return what was not made, and why.

    `approval` says which young people wrote or approved the text for children, and when.

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
    for_children = make_young_people(released, approval)
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


def editions_as_published(contents: Mapping[str, bytes], released: Released, approval: Approval) -> dict[str, bytes]:
    """Return those of the other editions that say how the report stands, saying that it is published.

    `contents` are the public files by name, the page among them as it is published.

    Raises
    ------
    UserError
        When there is a PDF, and this machine cannot set it anew.

    """
    page = contents["report.html"].decode()
    made = {
        name: as_published(content.decode(), released.report, approval).encode()
        for name, content in contents.items()
        if name.endswith(".html") and name not in {"report.html", FRAGMENT}
    }
    if FRAGMENT in contents:
        made[FRAGMENT] = make_fragment(page, released)
    if "report.pdf" in contents:
        if not pango_version():
            raise UserError(NO_PANGO)
        made["report.pdf"] = make_pdf(page)
    return made


def printed_figures(path: Path, released: Released) -> list[Figure]:
    """Return the released figures that stand in figures.csv, in its order."""
    known = {figure.figure_id: figure for figure in released.figures}
    with path.open(encoding="utf-8", newline="") as lines:
        return [known[row["figure_id"]] for row in csv.DictReader(lines)]
