"""The registers of the invented partnership: gentle, sensible and made up, one CSV file each and year."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.example.cells import csv_bytes
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from safeguarding_report.year import ReportingYear

_FILES = "registers_of_*.toml"
_FROM, _UNTIL = "from", "until"


def register_rows(year: ReportingYear) -> dict[str, list[dict[str, Any]]]:
    """Return by register the entries of a year."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(Path(__file__).parent.glob(_FILES)):
        for name, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            rows[name] = [_filled(entry, year) for entry in entries if _stands_in(entry, year)]
    return rows


def register_files(year: ReportingYear) -> dict[str, bytes]:
    """Return the register of each table that has an entry as a file, by its name; its header are the columns we ask for."""
    rows = register_rows(year)
    files = {}
    for table in REGISTERS:
        columns = [column.name for column in table.asked]
        if rows[table.name]:
            cells = [[row.get(column, "") for column in columns] for row in rows[table.name]]
            files[f"{table.name}.csv"] = csv_bytes(columns, cells)
    return files


def _stands_in(row: dict[str, Any], year: ReportingYear) -> bool:
    return bool(row.get(_FROM, year.start_year) <= year.start_year <= row.get(_UNTIL, year.start_year))


def _filled(row: dict[str, Any], year: ReportingYear) -> dict[str, Any]:
    words = {
        "start": year.start_year,
        "end": year.official_year,
        "year": year,
        "before": year.previous,
        "after": type(year)(year.official_year),
    }
    of_year = {key: _of_year(value, year) for key, value in row.items() if key not in {_FROM, _UNTIL}}
    return {
        key: value.format(**words) if isinstance(value, str) else value
        for key, value in of_year.items()
        if value is not None
    }


def _of_year(value: Any, year: ReportingYear) -> Any:  # noqa: ANN401 — what TOML holds
    """Return a value as it is in a year: of values by year that of the last one named until then, if any."""
    if not isinstance(value, dict):
        return value
    until_then = [int(first) for first in value if int(first) <= year.start_year]
    return value[str(max(until_then))] if until_then else None
