"""What the registers of a year hold, for the gate: every row, and whether somebody answers for what it tells of few."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.free_text import STOPS_PUBLISHING
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from safeguarding_report.findings import Finding


def registers_for_the_gate(
    tables: Mapping[str, pd.DataFrame], findings: Iterable[Finding]
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each register that has any, with all columns; `answered_for` is False while nobody signed.

    These rows are private: the gate passes on what may be published of them.
    """
    unsigned = {(finding.file, row) for finding in findings if finding.rule in STOPS_PUBLISHING for row in finding.rows}
    return {
        table.name: [
            {column.name: _plain(row[column.name]) for column in table.columns}
            | {"answered_for": (str(row["return_id"]), int(row["row"])) not in unsigned}
            for row in tables[table.name].to_dict("records")
        ]
        for table in REGISTERS
        if table.name in tables and len(tables[table.name])
    }


def _plain(value: Any) -> str | int | None:  # noqa: ANN401 — a cell holds what its column says
    """Return a cell as JSON can hold it: days as people type them."""
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    return int(value) if isinstance(value, int) else str(value)
