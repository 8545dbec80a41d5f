"""A chart with all that stands around it on the page; made once, saved, and loaded without matplotlib."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING

from safeguarding_report.errors import NotebookError
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CHARTS_FILE = "charts.json"

ENTRY = "entry:"
"""What a number of a register begins with where a figure's id would stand: entry:funding/2/pounds."""


@dataclass(frozen=True)
class ChartRow:
    """One row of the table beside a chart: its label, and per column a figure id, an entry, or None where none is held."""

    label: str
    figures: tuple[str | None, ...]


@dataclass(frozen=True)
class Chart:
    """One chart: a message, what is shown, the drawing, its text alternative, and the figures behind it."""

    chart: str
    """The id: referrals-rate."""
    chapter: str
    headline: str
    """The message, in at most ten words and without digits."""
    subtitle: str
    """What is shown: measure, places, period."""
    alternative: str
    """The drawing in words; where nothing could be drawn, why."""
    svg: str
    """Empty when nothing could be drawn."""
    columns: tuple[str, ...]
    """Labels of the columns of figures."""
    rows: tuple[ChartRow, ...]
    notes: tuple[str, ...]
    """Notes that travel with the figures shown."""
    row_heading: str = "Year"
    """The heading above the rows' labels."""
    tells: str = ""
    """What this tells us, in sentences without figures."""
    unknown: str = ""
    """What we do not know."""

    @property
    def figure_ids(self) -> list[str]:
        """The ids of all figures in the table, row by row."""
        return [one for row in self.rows for one in row.figures if one and not one.startswith(ENTRY)]

    def _repr_svg_(self) -> str | None:
        return self.svg or None

    def _repr_html_(self) -> str:
        # The analyst sees in JupyterLab what the page will say; the page itself is made by the report.
        words = "" if self.svg else f"<p>{escape(self.alternative)}</p>"
        return (
            f"<h4>{escape(self.headline)}</h4><p>{escape(self.subtitle)}</p>"
            f'<div style="max-width:28em">{self.svg or words}</div>'
            f"<p>What this tells us: {escape(self.tells)}</p><p>What we do not know: {escape(self.unknown)}</p>"
        )


def save_charts(charts: Sequence[Chart], folder: Path) -> None:
    """Save each drawing as `<chart>.svg`, and everything about all charts, in page order, in charts.json."""
    for chart in charts:
        if chart.svg:
            write_file(folder / f"{chart.chart}.svg", f"{chart.svg}\n".encode())
    text = json.dumps([asdict(chart) for chart in charts], ensure_ascii=False, indent=1)
    write_file(folder / CHARTS_FILE, f"{text}\n".encode())


def load_charts(folder: Path) -> list[Chart]:
    """Load the charts that 03_chart left, in page order.

    Raises
    ------
    NotebookError
        When the folder holds no charts.

    """
    path = folder / CHARTS_FILE
    if not path.is_file():
        message = f"There are no charts in {folder.name}/: {CHARTS_FILE} is absent. Run 03_chart first."
        raise NotebookError(message)
    return [
        Chart(
            **record
            | {
                "columns": tuple(record["columns"]),
                "rows": tuple(ChartRow(row["label"], tuple(row["figures"])) for row in record["rows"]),
                "notes": tuple(record["notes"]),
            }
        )
        for record in json.loads(path.read_text(encoding="utf-8"))
    ]
