"""The last checks of an addendum: it is read back, and every number must be one that readers may have."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from safeguarding_report.addendum.page import COUNTED, THEN
from safeguarding_report.findings import Finding, stop_on_errors
from safeguarding_report.report.checks import check_edition
from safeguarding_report.report.reader import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguarding_report.addendum.compared import Comparing
    from safeguarding_report.figures import Figure

_OTHER = re.compile(rf'<data value="([^"]*)" ({THEN}|{COUNTED})="([^"]*)">([^<]*)</data>')
"""Numbers that are compared here; all others are compared with the released figures, as on every page."""

_RELEASED = re.compile(r'data-figure="([^"]*)"')

_REASON = "Report this: an addendum shows what was printed and what was released, and nothing else."


def check_addendum(page: str, rows: str, compared: Comparing) -> None:
    """Refuse a page or rows that say something else than was printed and released.

    Raises
    ------
    DataError
        With everything that is wrong, by file and place, and no value.

    """
    wrong = [Finding("error", "addendum.html", rule, _REASON) for rule in dict.fromkeys(_of_page(page, compared))]
    wrong += [Finding("error", "addendum.csv", rule, _REASON) for rule in dict.fromkeys(_of_rows(rows, compared))]
    others = check_edition("addendum.html", Page(_OTHER.sub("", page)), compared.now)
    facts = compared.now.report
    stop_on_errors([*wrong, *others], f"The addendum of {facts.partnership} {facts.year} may not be made public:")


def _of_page(page: str, compared: Comparing) -> Iterator[str]:
    counts = {str(row.why): 0 for row in compared.rows}
    for row in compared.rows:
        counts[str(row.why)] += 1
    for value, kind, name, text in _OTHER.findall(page):
        printed = compared.printed.figures.get(name)
        if kind == COUNTED:
            is_right = value.isdigit() and int(value) == counts.get(name, 0) and text == f"{int(value):,}"
        else:
            is_right = printed is not None and (value, text) == (printed.value or printed.symbol, printed.text)
        if not is_right:
            yield "a number is not the one that the report printed"
    released = {figure.figure_id: figure for figure in compared.now.figures}
    for name in _RELEASED.findall(page):
        if not _may_be_read(compared.printed.figures.get(name), released.get(name), "value"):
            yield _OWN


def _of_rows(rows: str, compared: Comparing) -> Iterator[str]:
    released = {figure.figure_id: figure for figure in compared.now.figures}
    for row in csv.DictReader(io.StringIO(rows, newline="")):
        then, now = compared.printed.figures.get(row["figure_id"]), released.get(row["figure_id"])
        for prefix, figure in (("printed_", then), ("", now)):
            said = {name: row[f"{prefix}{name}"] for name in (*_NUMBERS, "symbol")}
            if any(text and getattr(figure, name, "") != text for name, text in said.items()):
                yield f"a {prefix.replace('_', ' ')}number is not the one that readers may have"
        if any(row[name] and not _may_be_read(then, now, name) for name in _NUMBERS):
            yield _OWN


_NUMBERS = ("numerator", "denominator", "value")

_OWN = "an own number is shown that the report did not print"


def _may_be_read(then: Figure | None, now: Figure | None, name: str) -> bool:
    """True of a number of the department's, and of an own one that the report printed."""
    if now is None or now.status.startswith("official"):
        return True
    return getattr(now, name) in {"", getattr(then, name, "")}
