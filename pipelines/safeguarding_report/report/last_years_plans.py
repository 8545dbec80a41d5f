"""What last year's report planned for this year, each plan with what became of it as other registers say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.entries import NOT_SAID, Shown, cell, in_one_cell

if TYPE_CHECKING:
    from safeguarding_report.released import Released

PLANS, CAPTION = "next_year_before", "What last year's report planned for this year, and what became of it"

_COLUMNS = ("Led by, and sign of success", "What became of it")
_LED = Shown("", (("Led by: ", "lead_agency"), ("Sign of success: ", "sign_of_success")))
_DONE = Shown("", (("Done: ", "achievement"), ("What changed: ", "impact"), ("Evidence: ", "evidence")))
_PUT_OFF = Shown("", (("Put off to ", "planned_again_for"), ("Why: ", "reason")))
_GIVEN_UP = Shown("", (("Given up: ", "reason"),))
_AGAIN = "Not finished: planned again for next year"


def last_years_plans(released: Released) -> Markup:
    """Return the table of last year's plans with what became of each; nothing where none was handed on."""
    plans = released.register(PLANS)
    if not plans.entries:
        return Markup("")
    rows: list[tuple[str, list[elements.Cell]]] = [
        (cell(plans, place, "plan"), [in_one_cell(plans, place, _LED), _became(released, str(plan["plan"]))])
        for place, plan in enumerate(plans.entries)
    ]
    return elements.table(CAPTION, "Plan", _COLUMNS, rows, of_words=True)


def _became(released: Released, plan: str) -> Markup:
    """Say what became of a plan: it was carried out, put off or given up, is planned again, or nobody says."""
    done, slipped, again = (released.register(name) for name in ("achievements", "slipped_plans", "next_year"))
    for place, entry in enumerate(done.entries):
        if entry.get("plan") == plan:
            return in_one_cell(done, place, _DONE)
    for place, entry in enumerate(slipped.entries):
        if entry["plan"] == plan:
            return in_one_cell(slipped, place, _PUT_OFF if "planned_again_for" in entry else _GIVEN_UP)
    is_again = any(entry["plan"] == plan for entry in again.entries)
    return Markup("{}").format(_AGAIN if is_again else NOT_SAID)
