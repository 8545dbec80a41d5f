"""The registers of a year on their way from 01_validate to the gate: nothing is counted of them here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from safeguarding_report.workspace import Step

REGISTERS = "registers"


def kept_registers(step: Step) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every register that 01_validate left; without registers there is nothing."""
    rows: dict[str, list[dict[str, Any]]] = json.loads(
        (step.input("tables") / f"{REGISTERS}.json").read_text(encoding="utf-8")
    )
    return rows
