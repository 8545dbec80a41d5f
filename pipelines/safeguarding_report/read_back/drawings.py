"""Drawings read back: every bar and every point of a line is measured against its axis, as a ruler on paper would."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.changes import exact_value
from safeguarding_report.read_back.places import value_of_place, wrong_others
from safeguarding_report.read_back.rulers import (
    BEYOND_ROUNDING,
    NAMESPACE,
    NUMBER,
    ROUNDED,
    Scale,
    UnreadableError,
    as_number,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from safeguarding_report.released import Figure, Released

_CHART = re.compile(r'<section class="chart" id="chart-([^"]*)">.*?</section>', re.DOTALL)
_SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)
_DATA = re.compile(r'<data value="[^"]*" data-(?:figure|entry)="([^"]*)">')
_GROUP = re.compile(r"-(series|bar|place|rank)-(?:(\d+)-)?(\d+)$")
_CORNER = re.compile(r"[ML] (-?[\d.]+) (-?[\d.]+)")


@dataclass(frozen=True)
class _Row:
    """One row of the table beside a drawing: its label, and the figures or cells of registers that its cells name."""

    label: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class _Mark:
    """One bar or point: its place in the table, and what it says."""

    row: int
    column: int
    value: float
    exact_to: float


def read_drawings(page: str, released: Released) -> Iterator[tuple[str, str]]:
    """Yield (chart, what is wrong) for every mark that is not that of a released number."""
    known = released.by_id
    for section in _CHART.finditer(page):
        drawing = _SVG.search(section[0])
        if drawing is None:
            continue
        try:
            for rule in _wrong(ET.fromstring(drawing[0]), section[0], known, released):  # noqa: S314 — made by us, read by us
                yield f"chart {section[1]}", rule
        except (UnreadableError, ET.ParseError):
            yield f"chart {section[1]}", "a drawing that cannot be read back, so that nobody knows what it tells"


def _wrong(drawing: ET.Element, section: str, known: Mapping[str, Figure], released: Released) -> Iterator[str]:
    columns, rows = _table(section)
    marks = list(_marks(drawing, columns, rows))
    yield from wrong_others(drawing, [row.figures[0] for row in rows if row.figures], released)
    if not marks:
        yield "a drawing without a mark"
    for mark in marks:
        if mark.row >= len(rows) or mark.column >= len(rows[mark.row].figures):
            yield "a mark that stands for no figure of its table"
            continue
        said = _released_numbers(rows[mark.row].figures[mark.column], known, released)
        if not said:
            yield "a mark where no number was released"
        elif min(abs(one - mark.value) for one in said) > mark.exact_to:
            yield "a mark that says another number than the released one"


def _released_numbers(name: str, known: Mapping[str, Figure], released: Released) -> list[float]:
    """Return the number of a figure, printed and exact, or that of a cell of a register; none where none was released."""
    figure = known.get(name)
    if figure is not None:
        return [] if figure.decimal is None else [float(figure.decimal), float(exact_value(figure))]
    register, _, cell = name.partition("/")
    place, _, column = cell.partition("/")
    entries = released.register(register).entries
    value = entries[int(place)].get(column) if place.isdigit() and int(place) < len(entries) else None
    return [float(value)] if isinstance(value, int) else []


def _table(section: str) -> tuple[list[str], list[_Row]]:
    """Return the headings of the columns and the rows of the table beside a drawing."""
    head = re.search(r"<thead>(.*?)</thead>", section, re.DOTALL)
    body = re.search(r"<tbody>(.*?)</tbody>", section, re.DOTALL)
    if head is None or body is None:
        raise UnreadableError
    columns = [_plain(cell) for cell in re.findall(r"<th[^>]*>(.*?)</th>", head[1], re.DOTALL)][1:]
    rows = []
    for row in re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL):
        label = re.search(r"<th[^>]*>(.*?)</th>", row, re.DOTALL)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        names = tuple(found[1] if (found := _DATA.search(cell)) else "" for cell in cells)
        rows.append(_Row(_plain(label[1]) if label else "", names))
    return columns, rows


def _plain(markup: str) -> str:
    return "".join(ET.fromstring(f"<p>{markup}</p>").itertext()).strip()  # noqa: S314 — made by us, read by us


def _marks(drawing: ET.Element, columns: list[str], rows: list[_Row]) -> Iterator[_Mark]:
    for group in drawing.iter(f"{NAMESPACE}g"):
        found = _GROUP.search(group.get("id", ""))
        if found is None:
            continue
        number = int(found[3])
        if found[1] == "series":
            yield from _points(drawing, group, number, columns, rows)
        elif found[1] in {"place", "rank"}:
            value, exact_to = value_of_place(drawing, group)
            yield _Mark(number, 0, value, exact_to)
    yield from _bars(drawing)


def _points(
    drawing: ET.Element, line: ET.Element, number: int, columns: list[str], rows: list[_Row]
) -> Iterator[_Mark]:
    corners = _corners(line)
    if not corners:
        return  # a line without any number has neither a point nor a name
    scale, places, column = Scale.of(drawing), _places(drawing, rows), _column_of(drawing, number, columns)
    for across, down in sorted(corners):
        row = min(range(len(rows)), key=lambda place: abs(places[place] - across))
        yield _Mark(row, column, scale.value(down), scale.exact_to)


def _corners(line: ET.Element) -> set[tuple[float, float]]:
    """Return where a line has its markers, and where its path begins, turns and ends."""
    outlines = {path for defs in line.iter(f"{NAMESPACE}defs") for path in defs.iter(f"{NAMESPACE}path")}
    paths = [path.get("d", "") for path in line.iter(f"{NAMESPACE}path") if path not in outlines]
    markers = {(float(use.get("x", "nan")), float(use.get("y", "nan"))) for use in line.iter(f"{NAMESPACE}use")}
    return markers | {(float(across), float(down)) for path in paths for across, down in _CORNER.findall(path)}


def _bars(drawing: ET.Element) -> Iterator[_Mark]:
    """Yield what bars say: upright ones against the scale, lying ones against the longest of them and its number."""
    bars = {
        (int(found[3]), int(found[2] or 0)): [
            (float(across), float(down)) for across, down in _CORNER.findall(path.get("d", ""))
        ]
        for group in drawing.iter(f"{NAMESPACE}g")
        if (found := _GROUP.search(group.get("id", ""))) and found[1] == "bar"
        for path in group.iter(f"{NAMESPACE}path")
    }
    if not bars:
        return
    try:
        scale = Scale.of(drawing)
    except UnreadableError:
        yield from _lying(drawing, bars)
        return
    for (row, column), corners in bars.items():
        yield _Mark(row, column, scale.value(min(down for _, down in corners)), scale.exact_to)


def _lying(drawing: ET.Element, bars: dict[tuple[int, int], list[tuple[float, float]]]) -> Iterator[_Mark]:
    lengths = {place: max(a for a, _ in corners) - min(a for a, _ in corners) for place, corners in bars.items()}
    numbers = [as_number(text) for _, _, text, anchor in texts(drawing) if anchor != "end" and NUMBER.fullmatch(text)]
    longest = max(lengths.values())
    # Bars of 0 have no length, and a chart of nothing but these says nothing by its lengths.
    per_unit = max(numbers, default=0.0) / longest if longest else 0.0
    for (row, column), length in lengths.items():
        yield _Mark(row, column, length * per_unit, ROUNDED * per_unit + BEYOND_ROUNDING)


def _places(drawing: ET.Element, rows: list[_Row]) -> list[float]:
    """Return how far across each row of the table stands: those that are named, and evenly between and beyond them."""
    named = {said: across for across, _, said, anchor in texts(drawing) if anchor == "middle"}
    known = [(place, named[row.label]) for place, row in enumerate(rows) if row.label in named]
    if len(known) < 2:  # noqa: PLR2004 — two points make a line
        raise UnreadableError
    (first, start), (last, end) = known[0], known[-1]
    return [start + (place - first) * (end - start) / (last - first) for place in range(len(rows))]


def _column_of(drawing: ET.Element, number: int, columns: list[str]) -> int:
    """Return the column of the table whose name stands beside a line's end."""
    lines = [
        "".join(group.itertext())
        for group in drawing.iter(f"{NAMESPACE}g")
        if re.search(rf"-label-{number}-\d+$", group.get("id", ""))
    ]
    name = "".join("".join(lines).split())
    found = [place for place, column in enumerate(columns) if "".join(column.split()) == name]
    if len(found) != 1:
        raise UnreadableError
    return found[0]
