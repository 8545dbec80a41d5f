"""The shape of a CSV file: its delimiter, where its header stands, and how many columns that has."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice

from safeguarding_report.formats.sheet import HEADER_SEARCHED_ROWS

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_HEADER = 262_144
"""Bytes that the header is looked for in; a header cell may hold a line end."""
_MOST_CELLS_OF_A_TITLE = 2
"""A title, a marking or a date above the header fills a cell or two."""
_SEPARATOR_LINE = re.compile(r"sep=(.)[\r\n]", re.IGNORECASE)
"""What a spreadsheet is told of the delimiter in a line of its own."""


@dataclass(frozen=True)
class Shape:
    """How a CSV file is to be read."""

    delimiter: str
    width: int
    """Columns of the header."""
    above: int
    """Records that stand above the header."""
    starts: int
    """The byte at which the header starts."""
    ends: int
    """The byte at which the text of the header ends."""


def shape_of(content: bytes) -> Shape:
    """Find the header of a UTF-8 file: the first record that fills more than a title does, else the first."""
    start = content[:_LONGEST_HEADER].decode("utf-8", errors="ignore")
    lines = [*io.StringIO(start, newline="")]
    delimiter = _delimiter(start, lines)
    reader = csv.reader(lines, delimiter=delimiter)
    records = []
    ends = []
    for record in islice(reader, HEADER_SEARCHED_ROWS + 1):
        records.append(record)
        ends.append(reader.line_num)
    above = _records_above(records)
    first_line = ends[above - 1] if above else 0
    last_line = ends[above] if records else 0
    header = "".join(lines[first_line:last_line]).rstrip("\r\n")
    starts = len("".join(lines[:first_line]).encode())
    return Shape(delimiter, len(records[above]) if records else 0, above, starts, starts + len(header.encode()))


def _delimiter(start: str, lines: list[str]) -> str:
    if (said := _SEPARATOR_LINE.match(start)) and said[1] in DELIMITERS:
        return said[1]
    # A title above the header may hold one comma; what has two of a sign is divided by it.
    divided = (line for line in lines[: HEADER_SEARCHED_ROWS + 1] if max(map(line.count, DELIMITERS)) > 1)
    return max(DELIMITERS, key=next(divided, lines[0] if lines else "").count)


def _records_above(records: list[list[str]]) -> int:
    filled = [sum(bool(cell.strip()) for cell in record) for record in records]
    most = max(filled, default=0)
    for place, cells in enumerate(filled):
        if cells > _MOST_CELLS_OF_A_TITLE or 2 * cells >= most:
            return place
    return 0
