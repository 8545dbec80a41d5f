"""figures.xlsx: the figures that the report prints as a workbook that assistive technology can read, by gptables.

One measure stands on one sheet: areas and categories down, periods across, a number or a symbol in every cell.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from safeguarding_report.figures import SYMBOLS
from safeguarding_report.other_editions.held_by_measure import NOT_HELD, FigureRow, sheets_of
from safeguarding_report.other_editions.passages import FROM_THE_REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.other_editions.held_by_measure import MeasureSheet
    from safeguarding_report.released import Figure, Released

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 — a workbook knows no time zones
"""A workbook holds the time at which it was made; one fixed time makes the same bytes every time."""

NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False}
"""A text of a partner that begins with = stays a text, and nothing in a cell is an address."""

NOTES_SHEET = "Notes"
"""It follows cover and contents."""

_NOTES_COLUMNS = ("Symbol or note", "What it means")

WIDEST_NOTE = 90
"""Characters: as much of a note as a window shows; gptables makes a column as wide as its longest text."""


@dataclass(frozen=True)
class _Words:
    """What stands above a table."""

    title: str
    scope: str


def make_workbook(released: Released, figures: Sequence[Figure]) -> bytes:
    """Return the workbook of the figures that a report prints, the same bytes every time."""
    with warnings.catch_warnings():
        # gptables leaves a file open, and warns of pandas to come and of notes, which stand on a sheet of our own.
        warnings.simplefilter("ignore")
        return _written(released, figures)


def _written(released: Released, figures: Sequence[Figure]) -> bytes:
    # Imported here because it takes a second, and needs pandas.
    import gptables  # noqa: PLC0415

    content = io.BytesIO()
    sheets = {NOTES_SHEET: _notes(released)} | {
        str(number): _sheet(released, one) for number, one in enumerate(sheets_of(released, figures), 1)
    }
    workbook = gptables.produce_workbook(
        filename=content,
        sheets=sheets,
        cover=_cover(released),
        contentsheet_options={"title": "Contents", "instructions": "One sheet holds one measure."},
        workbook_options=NO_FORMULAS | {"in_memory": True},
    )
    title = f"Figures of the yearly report {released.report.year} of {released.report.name}"
    workbook.get_worksheet_by_name(NOTES_SHEET).set_column(1, 1, WIDEST_NOTE)
    workbook.set_properties(
        {"title": title, "subject": released.report.demonstration, "author": released.report.name, "created": CREATED}
    )
    workbook.close()
    return content.getvalue()


def _cover(released: Released) -> Any:  # noqa: ANN401 — gptables has no types
    import gptables  # noqa: PLC0415

    report = released.report
    about = [
        f"A number is printed as in the report. Where there is none, a symbol says why: see the sheet {NOTES_SHEET}.",
        "Rates and percentages of a hidden number are hidden too. A true zero is 0.",
        FROM_THE_REPORT,
    ]
    return gptables.Cover(
        title=f"{report.name}: figures of the yearly report {report.year}",
        intro=list(
            filter(
                None, (report.demonstration, f"1 April {report.period_start[:4]} to 31 March {report.period_end[:4]}")
            )
        ),
        about=about,
    )


def _notes(released: Released) -> Any:  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    rows = [(f"[{symbol}]", f"{meaning[:1].upper()}{meaning[1:]}") for symbol, meaning in SYMBOLS.items()]
    rows.append((NOT_HELD, "This build holds no figure of this area and time"))
    rows += [(f"note {number}", note.text) for number, note in enumerate(released.notes, 1)]
    return _table(
        pd.DataFrame(rows, columns=list(_NOTES_COLUMNS)),
        "notes",
        _Words("Symbols, and notes on the figures", "Symbols stand in cells in place of a number"),
        [{"column": {"columns": [_NOTES_COLUMNS[1]], "format": {"text_wrap": True}}}],
    )


def _sheet(released: Released, sheet: MeasureSheet) -> Any:  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    periods = list(sheet.periods)
    head = ["Area", "Area code", *([sheet.breakdown] if sheet.breakdown else []), "Unit"]
    table = pd.DataFrame(
        [
            [*row.labels(with_category=bool(sheet.breakdown)), *(_cell(row.figures.get(one)) for one in periods)]
            for row in sheet.rows
        ],
        columns=[*head, *(sheet.period_names[one] for one in periods)],
    ).astype(object)
    formats = [
        {"row": {"rows": [place], "format": {"num_format": _number_format(row)}}}
        for place, row in enumerate(sheet.rows, 1)
    ]
    return _table(table, f"measure_{sheet.title}", _Words(sheet.name, sheet.scope), formats, _source(released, sheet))


def _source(released: Released, sheet: MeasureSheet) -> str:
    used = {figure.source for row in sheet.rows for figure in row.figures.values()}
    # A partner sends the same return every year, under the same name.
    titles = dict.fromkeys(f"{one.title}, {one.publisher}" for one in released.sources if one.source in used)
    return f"Source: {'; '.join(titles) or 'The partnership and its partners'}"


def _table(
    table: Any,  # noqa: ANN401 — pandas comes late
    name: str,
    words: _Words,
    formats: Sequence[dict[str, Any]] = (),
    source: str | None = None,
) -> Any:  # noqa: ANN401
    import gptables  # noqa: PLC0415

    return gptables.GPTable(
        table=table,
        table_name=name,
        title=words.title,
        scope=words.scope,
        source=source,
        instructions="This sheet holds one table.",
        index_columns={},
        additional_formatting=list(formats),
    )


def _cell(figure: Figure | None) -> float | int | str:
    if figure is None:
        return NOT_HELD
    if not figure.value:
        return figure.text
    return float(figure.value) if "." in figure.value else int(figure.value)


def _number_format(row: FigureRow) -> str:
    decimals = max((len(figure.value.partition(".")[2]) for figure in row.figures.values()), default=0)
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")
