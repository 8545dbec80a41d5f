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
    return own | carried_over(own, _read(before)) if before else own


def carried_over(own: Mapping[str, Sequence[dict[str, Any]]], before: Mapping[str, Sequence[dict[str, Any]]]) -> Rows:
    """Return what a year hands on: its funding to compare with, its plans to be held to, its open requests.

    A request that stands in this year's register again is not carried: what is said there of it is newer.
    """
    said = {_request(row) for row in own.get("recommendations", ())}
    earlier = [*before.get(f"recommendations{BEFORE}", ()), *before.get("recommendations", ())]
    carried = {
        "funding": list(before.get("funding", ())),
        "next_year": list(before.get("next_year", ())),
        "recommendations": [row for row in earlier if row["board_view"] != CLOSED and _request(row) not in said],
    }
    return {f"{name}{BEFORE}": rows for name, rows in carried.items() if rows}


def _request(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row["body"]), str(row["recommendation"])


def _read(folder: Path) -> Rows:
    rows: Rows = json.loads((folder / f"{REGISTERS}.json").read_text(encoding="utf-8"))
    return rows
