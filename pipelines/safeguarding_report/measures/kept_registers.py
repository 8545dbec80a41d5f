"""The registers of a year on their way from 01_validate to the gate, and what is carried over from the year before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from safeguarding_report.workspace import Step

REGISTERS = "registers"

BEFORE = "_before"
"""What is carried over is called after its register: funding_before."""

CLOSED = "closed"
"""What the board says of a request that it needs to hear no more of; until then it is carried."""

Rows = dict[str, list[dict[str, Any]]]


def kept_registers(step: Step) -> Rows:
    """Return the rows of every register that 01_validate left, with what the year before hands on."""
    own = _read(step.input("tables"))
    before = step.input_before("results")
    return own | carried_over(own, _read(before), str(step.year.previous)) if before else own


def carried_over(
    own: Mapping[str, Sequence[dict[str, Any]]], before: Mapping[str, Sequence[dict[str, Any]]], year_before: str
) -> Rows:
    """Return what a year hands on: its funding to compare with, its plans to be held to, its open requests.

    A request that stands in this year's register again is not carried: what is said there of it is newer. Either way
    it says in which report it was first recorded. So does a plan that stood in the report before: it is not new.
    """
    earlier = {
        _request(row): row | {"carried_from": row["carried_from"] or year_before}
        for row in (*before.get(f"recommendations{BEFORE}", ()), *before.get("recommendations", ()))
        if row["board_view"] != CLOSED
    }
    again = [_first_recorded(row, earlier.get(_request(row))) for row in own.get("recommendations", ())]
    said = {_request(row) for row in again}
    planned = {
        str(row["plan"]): row | {"carried_from": row["carried_from"] or year_before}
        for row in before.get("next_year", ())
    }
    carried = {
        f"funding{BEFORE}": list(before.get("funding", ())),
        f"next_year{BEFORE}": list(before.get("next_year", ())),
        f"recommendations{BEFORE}": [row for request, row in earlier.items() if request not in said],
        "recommendations": again,
        "next_year": [_first_recorded(row, planned.get(str(row["plan"]))) for row in own.get("next_year", ())],
    }
    return {name: rows for name, rows in carried.items() if rows}


def _first_recorded(row: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """Return a request or a plan as this year says it, with the report that recorded it first where that is an earlier one."""
    return row | {"carried_from": row["carried_from"] or before["carried_from"]} if before else row


def _request(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row["body"]), str(row["recommendation"])


def _read(folder: Path) -> Rows:
    rows: Rows = json.loads((folder / f"{REGISTERS}.json").read_text(encoding="utf-8"))
    return rows
