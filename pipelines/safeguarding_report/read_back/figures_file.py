"""figures.csv read back: the same figures as the page prints, each with the numbers that were released."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from safeguarding_report.figures import FIGURE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from safeguarding_report.released import Figure, Released
    from safeguarding_report.report.reader import Page

_NUMBERS = ("numerator", "denominator", "value", "lower", "upper")
_TELLS = (*_NUMBERS, "symbol")
_MUST_BE_EMPTY = ("numerator", "value", "lower", "upper")
"""Of a hidden figure. The denominator may be a count that is shown elsewhere."""


def read_figures_file(path: Path, page: Page, released: Released) -> Iterator[tuple[str, str]]:
    """Yield (figure, what is wrong) for every row that says something else than what was released."""
    known = released.by_id
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        every_row = list(reader)
    if tuple(reader.fieldnames or ()) != tuple(FIGURE_COLUMNS) or any(None in row for row in every_row):
        yield "", "other columns than figures have"
    for name, times in Counter(row["figure_id"] for row in every_row).items():
        if times > 1:
            yield name, "a figure that stands in figures.csv more than once"
    for row in every_row:
        rule = _wrong_row(row, known.get(row["figure_id"]))
        if rule:
            yield row["figure_id"], rule
    yield from _page_and_file(page, {row["figure_id"]: row for row in every_row}, known)


def _wrong_row(row: dict[str, str], figure: Figure | None) -> str:
    if figure is None:
        return "a figure that was not released"
    if any(row[column] != getattr(figure, column) for column in _TELLS):
        return "another number than the released one"
    if figure.is_hidden and any(row[column] for column in _MUST_BE_EMPTY):
        return "a number of a hidden figure"
    return ""


def _page_and_file(
    page: Page, rows: dict[str, dict[str, str]], known: Mapping[str, Figure]
) -> Iterator[tuple[str, str]]:
    printed: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for element in page.named("data"):
        if "data-figure" in element.attributes:
            end, value = element.attributes.get("data-end", ""), element.attributes.get("value", "")
            printed[element.attributes["data-figure"]].add((end, value, element.text))
    for name in sorted(printed.keys() ^ rows.keys()):
        yield name, "a figure that stands in the page or in figures.csv and not in the other"
    for name in sorted(printed.keys() & rows.keys() & known.keys()):
        if not printed[name] <= set(_as_printed(rows[name], known[name])):
            yield name, "a figure that the page prints otherwise than figures.csv"


def _as_printed(row: dict[str, str], figure: Figure) -> Iterator[tuple[str, str, str]]:
    """Yield what the page may print of a figure: itself, and where there is an interval its ends."""
    yield "", row["value"] or row["symbol"], figure.text
    for end in ("lower", "upper"):
        if row[end]:
            yield end, row[end], f"{Decimal(row[end]):,}"
