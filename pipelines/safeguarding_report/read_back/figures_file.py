"""figures.csv read back: the same figures as the page prints, each with the numbers that were released."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.released import Released
    from safeguarding_report.report.reader import Page

_NUMBERS = ("numerator", "denominator", "value", "lower", "upper")
_TELLS = (*_NUMBERS, "symbol")
_MUST_BE_EMPTY = ("numerator", "value", "lower", "upper")
"""Of a hidden figure. The denominator may be a count that is shown elsewhere."""


def read_figures_file(path: Path, page: Page, released: Released) -> Iterator[tuple[str, str]]:
    """Yield (figure, what is wrong) for every row that says something else than what was released."""
    known = {figure.figure_id: figure for figure in released.figures}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {row["figure_id"]: row for row in csv.DictReader(lines)}
    for name, row in rows.items():
        figure = known.get(name)
        if figure is None:
            yield name, "a figure that was not released"
        elif any(row[column] != getattr(figure, column) for column in _TELLS):
            yield name, "another number than the released one"
        elif figure.is_hidden and any(row[column] for column in _MUST_BE_EMPTY):
            yield name, "a number of a hidden figure"
    printed: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for element in page.named("data"):
        if "data-figure" in element.attributes:
            printed[element.attributes["data-figure"]].add((element.attributes.get("value", ""), element.text))
    for name in sorted(printed.keys() ^ rows.keys()):
        yield name, "a figure that stands in the page or in figures.csv and not in the other"
    for name in sorted(printed.keys() & rows.keys() & known.keys()):
        row = rows[name]
        if printed[name] != {(row["value"] or row["symbol"], known[name].text)}:
            yield name, "a figure that the page prints otherwise than figures.csv"
