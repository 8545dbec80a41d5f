"""The registers of the invented partnership: gentle, sensible and made up, one CSV file each and year."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.example.cells import csv_bytes
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from safeguarding_report.year import ReportingYear

_FILE = Path(__file__).with_name("registers.toml")
_FROM, _UNTIL = "from", "until"


def register_files(year: ReportingYear) -> dict[str, bytes]:
    """Return the register of each table that has an entry as a file, by its name; its header are the columns we ask for."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    files = {}
    for table in REGISTERS:
        columns = [column.name for column in table.asked]
        rows = [_filled(row, year) for row in content[table.name] if _stands_in(row, year)]
        if rows:
            cells = [[row.get(column, "") for column in columns] for row in rows]
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
    return {
        key: value.format(**words) if isinstance(value, str) else value
        for key, value in row.items()
        if key not in {_FROM, _UNTIL}
    }
