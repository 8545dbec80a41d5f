"""The narratives of a year on their way from 01_validate to the gate: nothing is counted of them here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeguarding_report.workspace import Step

NARRATIVES = "narratives"


def pass_on_narratives(step: Step) -> None:
    """Leave for the gate what 01_validate read of the partnership's narratives; nothing where it wrote none."""
    step.save_json(NARRATIVES, step.read_json("tables", NARRATIVES))
