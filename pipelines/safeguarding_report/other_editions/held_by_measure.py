"""The printed figures by measure: which sheet, row and column of the workbook each of them stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Figure, MeasureWords, Released

NOT_HELD = "not held"
"""Where this build holds no figure: neither a symbol nor 0, and a cell is never blank."""

_LETTERS_IN_YEAR = 6
"""The digits of a reporting year in a time period: 202324."""


@dataclass(frozen=True)
class FigureRow:
    """One row of a sheet: an area, a unit, in a breakdown a category, and its figures by period."""

    area: str
    area_code: str
    category: str
    unit: str
    figures: dict[str, Figure] = field(default_factory=dict)

    def labels(self, *, with_category: bool) -> list[str]:
        """Return what stands in its first cells."""
        return [self.area, self.area_code, *([self.category] if with_category else []), self.unit]


@dataclass(frozen=True)
class MeasureSheet:
    """One sheet: a measure with its count and its rate or percentage, for all areas and periods that the report prints."""

    title: str
    name: str
    scope: str
    breakdown: str
    """The heading of the column of categories; empty where there are none."""
    periods: tuple[str, ...]
    period_names: dict[str, str]
    rows: tuple[FigureRow, ...]


def sheets_of(released: Released, figures: Sequence[Figure]) -> list[MeasureSheet]:
    """Return the sheets of these figures in report order, each with its rows and columns in order."""
    by_title: dict[str, list[Figure]] = {}
    held = {figure.measure for figure in figures}
    titles = dict.fromkeys(words.title for words in released.measures.values() if words.measure in held)
    for figure in figures:
        by_title.setdefault(released.measures[figure.measure].title, []).append(figure)
    return [_sheet(released, title, by_title[title]) for title in titles]


def _sheet(released: Released, title: str, figures: list[Figure]) -> MeasureSheet:
    measures = [words for words in released.measures.values() if words.title == title]
    areas = [area.code for area in released.report.areas]
    categories = {code: (place, name) for words in measures for place, (code, name) in enumerate(words.categories)}
    order = [words.measure for words in measures]
    rows: dict[tuple[int, int, int], FigureRow] = {}
    for figure in figures:
        place, category = categories.get(figure.category, (len(categories), figure.category))
        at = areas.index(figure.area_code) if figure.area_code in areas else len(areas)
        key = (order.index(figure.measure), at, place)
        row = rows.setdefault(key, FigureRow(figure.area_name, figure.area_code, category, figure.unit))
        row.figures[figure.time_period] = figure
    periods = sorted({figure.time_period for figure in figures})
    words = measures[0]
    return MeasureSheet(
        title=title,
        name=words.name,
        scope=_scope(measures),
        breakdown=_capital(words.breakdown.replace("_", " ")),
        periods=tuple(periods),
        period_names={period: _named(period, words.period_type) for period in periods},
        rows=tuple(rows[key] for key in sorted(rows)),
    )


def _scope(measures: list[MeasureWords]) -> str:
    """Return what is counted, and of what a percentage is a share, in the words of the definition."""
    counted = f"Counted: {measures[0].numerator}"
    shares = [words.denominator for words in measures if words.data_type == "percent" and words.denominator]
    return f"{counted}; percentages are of: {shares[0]}" if shares else counted


def _named(period: str, period_type: str) -> str:
    """Return a period as the head of a column: 2023-24, 31 March 2024, academic year 2023-24, 2023-24 quarter 1."""
    year, rest = f"{period[:4]}-{period[4:_LETTERS_IN_YEAR]}", period[_LETTERS_IN_YEAR:]
    if rest == "AY":
        return f"Academic year {year}"
    if rest:
        return f"{year} quarter {rest[1:]}"
    return f"31 March {int(period[:4]) + 1}" if period_type == "at 31 March" else year


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
