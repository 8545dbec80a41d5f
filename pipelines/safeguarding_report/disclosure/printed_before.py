"""Figures printed by reports older than this tool, as an analyst writes them down: read strictly, every row judged."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.known import KnownFigure
from safeguarding_report.errors import DataError, did_you_mean
from safeguarding_report.figures import SYMBOLS
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.identifiable import kinds_in
from safeguarding_report.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from safeguarding_report.year import ReportingYear

COLUMNS = ("figure_id", "numerator", "denominator", "value", "symbol", "document")
"""Those of figures.csv that a printed figure has, and the document that printed it."""

_FIRST_LINE = 2
"""Line numbers as a spreadsheet shows them: the header is line 1."""

_FIGURE_ID = re.compile(r"(\w+)/([A-Z]\d{8}|[a-z0-9-]+)/(20\d{4})(?:/(\w+)=([\w-]+))?", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,2})?", re.ASCII)

_Wrong = tuple[str, str, str]
"""(column, rule, reason)."""


def read_printed_before(path: Path, year: ReportingYear) -> list[KnownFigure]:
    """Return the figures of older documents about years up to this one; none where there is no such file.

    Raises
    ------
    DataError
        With every row that cannot be taken as it stands, and why; never with what stands in it.

    """
    if not path.is_file():
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refusal(path, [_finding(path, ("", "the file is not UTF-8", "Save it as CSV UTF-8."), [1])]) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise _refusal(
            path, [_finding(path, ("", "other columns than expected", f"Expected {','.join(COLUMNS)}."), [1])]
        )
    try:
        rows = [(line, row) for line, row in enumerate(reader, _FIRST_LINE) if any(row.values())]
    except csv.Error:
        raise _refusal(
            path, [_finding(path, ("", "the file is not CSV", "Look for a stray quotation mark."), [1])]
        ) from None
    wrong: dict[_Wrong, list[int]] = defaultdict(list)
    for line, row in rows:
        for one in _wrong_in(row):
            wrong[one].append(line)
    for line in _printed_twice(rows):
        wrong["value", "one document prints a figure twice", "Keep the row that the document really prints."].append(
            line
        )
    if wrong:
        raise _refusal(path, [_finding(path, one, lines) for one, lines in wrong.items()])
    figures = (_figure(row) for _, row in rows)
    return [figure for figure in figures if figure.time_period <= year.time_period]


def _wrong_in(row: dict[str, str]) -> Iterator[_Wrong]:
    if None in row or None in row.values():
        yield "", "a row has another number of cells than the header", "Quote a cell that holds a comma."
        return
    yield from _wrong_name(row["figure_id"])
    form, expected = _form_of_value(row["figure_id"])
    for column in ("numerator", "denominator"):
        if row[column] and _COUNT.fullmatch(row[column]) is None:
            yield column, "not a whole number", "Write it with digits alone, or leave it empty where none was printed."
    if row["value"] and form.fullmatch(row["value"]) is None:
        yield "value", f"not {expected}", "Write it as it was printed, without thousands separators or signs."
    if row["symbol"] and row["symbol"] not in SYMBOLS:
        yield "symbol", "unknown symbol", f"Known: {', '.join(SYMBOLS)}. A hidden figure is c."
    if bool(row["value"]) == bool(row["symbol"]):
        yield "value", "neither a value nor a symbol, or both", "A printed figure has one of them."
    if not row["document"].strip():
        yield "document", "no document", "Say what printed it, such as: Annual report 2018-19."
    for kind in kinds_in(row["document"]):
        yield "document", kind, "Name the document without naming a person."


def _wrong_name(name: str) -> Iterator[_Wrong]:
    found = _FIGURE_ID.fullmatch(name)
    if found is None:
        expected = "referrals_count/E08000026/201819, with /breakdown=category where it is of one category"
        yield "figure_id", "not the name of a figure", f"Expected a name such as {expected}."
        return
    measure, _, period, breakdown, category = found.groups()
    known = {one: definition for definition in MEASURES for one in definition.ids}
    if measure not in known:
        reason = f"docs/reference/measures.md lists them.{did_you_mean(measure, known)}"
        yield "figure_id", "unknown measure", reason
    elif (breakdown or "") != known[measure].breakdown or (category or "") not in dict(known[measure].parts):
        categories = ", ".join(filter(None, dict(known[measure].parts))) or "none"
        yield "figure_id", "a category that the measure has not", f"It has: {categories}."
    if (int(period[2:4]) + 1) % 100 != int(period[4:]):
        yield "figure_id", "a period that is no reporting year", "Expected a year such as 201819."


def _form_of_value(figure_id: str) -> tuple[re.Pattern[str], str]:
    is_count = figure_id.partition("/")[0].endswith("_count")
    return (_COUNT, "a whole number") if is_count else (_DECIMAL, "a number with at most two decimals")


def _printed_twice(rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[int]:
    seen: set[tuple[str, str]] = set()
    for line, row in rows:
        name = (row["figure_id"], row["document"])
        if name in seen:
            yield line
        seen.add(name)


def _figure(row: dict[str, str]) -> KnownFigure:
    measure, area_code, time_period, *rest = row["figure_id"].split("/")
    return KnownFigure(
        figure_id=row["figure_id"],
        measure=measure,
        category=rest[0].partition("=")[2] if rest else "",
        area_code=area_code,
        time_period=time_period,
        numerator=row["numerator"],
        denominator=row["denominator"],
        value=row["value"],
        symbol=row["symbol"],
        printed_in=row["document"],
    )


def _finding(path: Path, wrong: _Wrong, lines: Collection[int]) -> Finding:
    column, rule, reason = wrong
    place = f"data/{path.parent.name}/{path.name}"
    return Finding("error", place, rule, reason, column=column, count=len(lines), rows=tuple(lines))


def _refusal(path: Path, findings: list[Finding]) -> DataError:
    message = f"data/{path.parent.name}/{path.name}: what older reports printed cannot be read. Nothing is released."
    return DataError(message, worst_first(findings))
