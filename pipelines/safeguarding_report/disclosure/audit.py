"""The audit: reads the released figures back as a reader would, and says no when a hidden count can be found.

It knows nothing of how the gate chose what to hide. It opens figures.csv as it was written and shares with the gate only the declared relations. Its findings name cells, never values.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.bounds import Range, narrow
from safeguarding_report.disclosure.relations import (
    PROTECTED_LEVELS,
    Count,
    Counted,
    Sum,
    counted_in,
    sums_of_areas,
    sums_of_categories,
    what_is_counted,
)
from safeguarding_report.errors import DataError
from safeguarding_report.findings import Finding, worst_first

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from safeguarding_report.partnership import Partnership

FIGURES = "figures.csv"
NUMBERS = ("numerator", "denominator", "value", "lower", "upper")
FIRST_LINE = 2
"""Line numbers as a spreadsheet shows them: the header is line 1."""

NAMED_CELLS = 5
"""Cells that a finding names; it always says how many there are."""


class Reader:
    """What somebody who reads figures.csv knows: the counts that are shown, and those that are hidden."""

    def __init__(self, folder: Path) -> None:
        known = what_is_counted()
        with (folder / FIGURES).open(encoding="utf-8", newline="") as lines:
            self.protected = [
                (line, row, counted_in(known, row["measure"], row["category"]))
                for line, row in enumerate(csv.DictReader(lines), FIRST_LINE)
                if row["geographic_level"] in PROTECTED_LEVELS
            ]
        self.shown: dict[Count, set[int]] = defaultdict(set)
        missing: set[Count] = set()
        self.hidden: set[Count] = set()
        for _, row, counted in self.protected:
            for count, texts in _counts(row, counted):
                self.shown[count] |= {int(text) for text in texts if text}
                if row["symbol"] == "c" and not any(texts):
                    missing.add(count)
            if row["symbol"] == "c" and counted.data_type == "count" and counted.is_sensitive:
                self.hidden.add(_count(row, counted.numerator))
        self.hidden |= {count for count in missing if not self.shown[count]}


def audit(folder: Path, partnership: Partnership, threshold: int, must_stay_hidden: Collection[str]) -> None:
    """Stop the build when the released figures show, or let a reader work out, a count that is hidden.

    Raises
    ------
    DataError
        With every finding; each names its cells and no value.

    """
    reader = Reader(folder)
    findings = [
        *_rows(reader, threshold, must_stay_hidden),
        *_counts_shown(reader),
        *_sums(reader, partnership, threshold),
    ]
    if findings:
        message = (
            "The audit of the gate says no: the released figures would give hidden counts away. Nothing is released. "
            "This is a fault in the rules of the gate or in a hand-edited file; report it with the cells named here."
        )
        raise DataError(message, worst_first(findings))


def _rows(reader: Reader, threshold: int, must_stay_hidden: Collection[str]) -> Iterable[Finding]:
    small, open_cells, made_from, shown = [], [], [], []
    for line, row, counted in reader.protected:
        cell = (line, row["figure_id"])
        if any(1 <= int(text) <= threshold for _, texts in _counts(row, counted) for text in texts if text):
            small.append(cell)
        if row["symbol"] == "c" and any(row[column] for column in NUMBERS if column != "denominator"):
            open_cells.append(cell)
        if counted.data_type != "count" and _tells_of_hidden(row, counted, reader.hidden):
            made_from.append(cell)
        if row["figure_id"] in must_stay_hidden and any(row[column] for column in ("numerator", "value")):
            shown.append(cell)
    yield from _finding("a small count is shown", "Counts from 1 to the threshold are hidden.", small)
    yield from _finding("a hidden figure shows a number", "A figure with the symbol c has no number.", open_cells)
    yield from _finding(
        "a rate or percentage is made from a count that is not shown", "It gives the count back.", made_from
    )
    yield from _finding(
        "a figure is shown that was hidden", "What the source or an earlier release hides stays hidden.", shown
    )


def _tells_of_hidden(row: dict[str, str], counted: Counted, hidden: Collection[Count]) -> bool:
    if row["value"] and not (row["numerator"] and row["denominator"]):
        return True
    # "Not applicable" says that the denominator is 0, "low" that the numerator is small.
    return row["symbol"] not in {"c", "x"} and any(count in hidden for count, _ in _counts(row, counted))


def _counts_shown(reader: Reader) -> Iterable[Finding]:
    hidden = [(0, str(count)) for count in sorted(reader.hidden) if reader.shown[count]]
    twice = [(0, str(count)) for count, numbers in sorted(reader.shown.items()) if len(numbers) > 1]
    yield from _finding("a hidden count is shown elsewhere", "It is hidden in every row that it stands in.", hidden)
    yield from _finding("one count is shown with two numbers", "Every row shows the same.", twice)


def _sums(reader: Reader, partnership: Partnership, threshold: int) -> Iterable[Finding]:
    known = {count: Range(min(numbers), min(numbers)) for count, numbers in reader.shown.items() if numbers}
    known |= dict.fromkeys(reader.hidden, Range(0, None))
    areas = list(sums_of_areas(known, partnership.slug, partnership.areas)) if partnership.is_joint else []
    joint = [
        one
        for one in areas
        if one.whole not in reader.hidden
        and any(part in reader.hidden for part in one.parts)
        and reader.shown[one.whole]
    ]
    yield from _finding(
        "a partnership's count is shown and an authority's is not",
        "The others, taken from it, give that one back.",
        [(0, str(one.whole)) for one in joint],
    )
    breakdowns = [_held(one, known) for one in sums_of_categories(known) if one.whole in known]
    # A breakdown that is left out whole tells nothing more than its total.
    told = [
        one
        for one in [*breakdowns, *(one for one in areas if all(member in known for member in one.members))]
        if any(member in reader.hidden for member in one.members)
        and not all(part in reader.hidden for part in one.parts)
    ]
    least = narrow(told, known)
    # Zeros are shown, so a reader may take every hidden count for at least 1.
    most = narrow(told, known | dict.fromkeys(reader.hidden & _parts(told), Range(1, None)))
    pinned, narrowed = [], []
    for count in sorted(reader.hidden & {member for one in told for member in one.members}):
        upper = most[count].most
        if upper is not None and upper <= max(least[count].least, most[count].least):
            pinned.append((0, str(count)))
        elif (upper is not None and upper <= threshold) or 1 < least[count].least <= threshold:
            narrowed.append((0, str(count)))
    yield from _finding("a hidden count follows from what is shown", "Never is exactly one hidden in a sum.", pinned)
    yield from _finding("a hidden count is too narrow", "It must reach from at most 1 to the threshold + 1.", narrowed)


def _parts(sums: Iterable[Sum]) -> set[Count]:
    return {part for one in sums for part in one.parts}


def _held(one: Sum, known: Collection[Count]) -> Sum:
    return Sum(one.whole, tuple(part for part in one.parts if part in known))


def _count(row: dict[str, str], counted: str) -> Count:
    return Count(counted, row["area_code"], row["time_period"])


def _counts(row: dict[str, str], counted: Counted) -> Iterable[tuple[Count, list[str]]]:
    if counted.is_sensitive:
        columns = NUMBERS if counted.data_type == "count" else ("numerator",)
        yield _count(row, counted.numerator), [row[column] for column in columns if column != "denominator"]
    if counted.is_share:
        yield _count(row, counted.denominator), [row["denominator"]]


def _finding(rule: str, reason: str, cells: list[tuple[int, str]]) -> Iterable[Finding]:
    if cells:
        named = ", ".join(name for _, name in cells[:NAMED_CELLS])
        more = ", …" if len(cells) > NAMED_CELLS else ""
        yield Finding(
            "error",
            FIGURES,
            rule,
            f"{reason} Cells: {named}{more}.",
            count=len(cells),
            rows=tuple(line for line, _ in cells if line),
        )
