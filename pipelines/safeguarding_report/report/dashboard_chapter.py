"""The multi-agency dashboard: what partners return on the themes of the report, this year beside the year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.charts.key import listed
from safeguarding_report.charts.words import lower_first
from safeguarding_report.missing import why_not_available
from safeguarding_report.released import Figure
from safeguarding_report.report import elements
from safeguarding_report.report.plan import TAKEN_FROM_THE_ANNEX
from safeguarding_report.report.quality_chapter import late_or_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Area, MeasureWords, Released

YEARS = 2
QUARTER = "quarter"
"""The breakdown of measures that have quarters."""


def dashboard(released: Released) -> Markup:
    """Return one table of the whole area: the figures that chapters take from partners, this year and the year before.

    Those of each authority stand in the chapters, and all that partners return stands in the annex.
    """
    quarters = quarters_held(released)
    rows = _rows(released, released.whole)
    opening = Markup(
        '<p class="lead">These are the figures that partners return themselves{}. '
        "{}; figures of each authority stand in the chapters. {}</p>"
    ).format(
        "" if elements.empty_years(rows) else ", beside those of the year before",
        _which(released, quarters),
        late_or_missing(released),
    )
    return elements.join([opening, _table(released, rows), quarters_table(released, quarters)])


def _which(released: Released, quarters: Sequence[Quarters]) -> str:
    """Say of what there are quarters, and where they stand."""
    if not quarters:
        return "No quarters are held or may be shown"
    if len(quarters) == sum(words.breakdown == QUARTER for words in released.measures.values()):
        return "Quarters stand in a table of their own"
    names = [lower_first(_name(one.words)) for one in quarters]
    return f"Quarters stand in a table of their own, of {listed(names)} alone: no others are held or may be shown"


@dataclass(frozen=True)
class Quarters:
    """The quarters of one measure in one area: of each the name, and the figures of the year before and of this year."""

    words: MeasureWords
    area: Area
    rows: tuple[tuple[str, tuple[Figure | None, ...]], ...]

    @property
    def numbers(self) -> int:
        """How many of them have a number."""
        return sum(bool(figure and figure.value) for _, pair in self.rows for figure in pair)


def quarters_held(released: Released) -> list[Quarters]:
    """Return the quarters of every measure that has any, of the area of which most may be shown, in report order."""
    found = []
    for words in released.measures.values():
        if words.breakdown == QUARTER:
            fullest = max((_quarters_of(words, area, released) for area in released.own_areas), key=_numbers)
            if fullest.numbers:
                found.append(fullest)
    return found


def _numbers(quarters: Quarters) -> int:
    return quarters.numbers


def _quarters_of(words: MeasureWords, area: Area, released: Released) -> Quarters:
    years = released.periods(YEARS)
    rows = tuple(
        (name, tuple(released.figure(words.measure, area.code, year, category=code) for year in years))
        for code, name in words.categories
    )
    return Quarters(words, area, rows)


def quarters_table(released: Released, quarters: Sequence[Quarters]) -> Markup:
    """Return the table of quarters, each beside the same one of the year before; nothing where none is held.

    Of several authorities the area stands beside its figures, unless all are of the whole.
    """
    if not quarters:
        return Markup("")
    is_of_a_part = any(one.area != released.whole for one in quarters)
    rows: list[tuple[str, list[elements.Cell]]] = [
        (f"{_named(one, is_of_a_part=is_of_a_part)}: {name}", list(pair)) for one in quarters for name, pair in one.rows
    ]
    empty = elements.empty_years(rows)
    years = [f"{period[:4]}-{period[4:]}" for period in released.periods(YEARS)]
    beside = "" if empty else f", each beside the same quarter of {years[0]}"
    note = elements.NOTHING_EARLIER if empty else ""
    shown = [(label, cells[empty:]) for label, cells in rows]
    return elements.join(
        [
            elements.table(f"Quarters of {years[1]}{beside}", "Figure and quarter", years[empty:], shown, note=note),
            elements.about(released, [one.words.title for one in quarters]),
        ]
    )


def _name(words: MeasureWords) -> str:
    return words.name.removesuffix(f" by {QUARTER}")


def _named(one: Quarters, *, is_of_a_part: bool) -> str:
    return f"{_name(one.words)}, {one.area.name}" if is_of_a_part else _name(one.words)


def _rows(released: Released, area: Area) -> list[tuple[str, list[elements.Cell]]]:
    """Return a row of each figure of which this year or the year before has one, or says why it is not shown."""
    rows: list[tuple[str, list[elements.Cell]]] = []
    for words in returned_measures(released):
        series = released.series(words.measure, area.code, YEARS)
        if any(figure is not None and figure.symbol != "x" for figure in series):
            rows.append(
                (row_label(words, [period[:4] for period in released.periods_of(words.measure, YEARS)]), list(series))
            )
    return rows


def _table(released: Released, rows: Sequence[tuple[str, list[elements.Cell]]]) -> Markup:
    if not rows:
        return Markup("")
    empty = elements.empty_years(rows)
    years = [f"{period[:4]}-{period[4:6]}" for period in released.periods(YEARS)][empty:]
    figures = [cell for _, cells in rows for cell in cells if isinstance(cell, Figure)]
    notes = [why_not_available(released, figures), elements.NOTHING_EARLIER if empty else ""]
    return elements.table(
        f"{released.whole.name}: figures that partners return",
        "Figure",
        years,
        [(label, cells[empty:]) for label, cells in rows],
        note=" ".join(filter(None, notes)),
    )


def row_label(words: MeasureWords, starts: Sequence[str]) -> str:
    """Return the name of a figure, and its period where that is not the year in the head of the column."""
    unit = " (per cent)" if words.data_type == "percent" else ""
    if words.period_type == "academic year":
        years = " and ".join(f"{start}-{(int(start) + 1) % 100:02d}" for start in starts)
        return f"{words.name}{unit}, {words.period_type}s {years}"
    is_said = words.period_type in {"year", *([words.period_type] if words.period_type in words.name else [])}
    return f"{words.name}{unit}{'' if is_said else f', {words.period_type}'}"


def returned_measures(released: Released) -> list[MeasureWords]:
    """Return the measures that chapters take from partners' returns, without breakdowns and rates, in report order."""
    return [
        words
        for words in released.measures.values()
        if words.title in TAKEN_FROM_THE_ANNEX and not words.breakdown and words.data_type != "rate"
    ]
