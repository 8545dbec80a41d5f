"""The addendum of a report: what it printed beside what is known since, each difference explained as far as data show.

```
printed     what readers were given: the newest published edition, or the report as it was built
compared    each figure then and now, and why the two differ
page        addendum.html
record      addendum.csv, one row for each compared figure, and addendum.json, which says what both were made of
checks      the last checks: a number is the one that was printed then, or the one that the gate released now
```

The report itself is never changed by it. Of the partnership's own numbers nothing is shown that the report did not print: no later gate would know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.addendum.checks import check_addendum
from safeguarding_report.addendum.compared import Comparing, compare
from safeguarding_report.addendum.page import render_addendum
from safeguarding_report.addendum.printed import Printed, read_printed
from safeguarding_report.addendum.record import as_csv, manifest_of_addendum
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.released import Released

__all__ = ["Comparing", "Printed", "compare", "read_printed", "write_addendum"]

PAGE, ROWS, RECORD = "addendum.html", "addendum.csv", "addendum.json"


def write_addendum(printed: Printed, built: Released, now: Released, code: str, output: Path) -> None:
    """Write the addendum's page, rows and record.

    Parameters
    ----------
    printed
        What readers were given.
    built
        The released figures of the report as it is built now, by its own cut-off.
    now
        What the gate released of all that is known today.
    code
        The sha256 of the code that makes an addendum.
    output
        The folder that is written.

    Raises
    ------
    DataError
        When the last checks find something wrong; it lists all of it.

    """
    compared = compare(printed, built, now)
    page, rows = render_addendum(compared), as_csv(compared)
    check_addendum(page, rows, compared)
    contents = {PAGE: page.encode(), ROWS: rows.encode()}
    for name, content in contents.items():
        write_file(output / name, content)
    write_file(output / RECORD, manifest_of_addendum(compared, code, contents))
