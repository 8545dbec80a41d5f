"""What is checked of registers beside their own columns: the order of dates, parts and their sums, the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.relations.columns import END_OF_YEAR, START_OF_YEAR, Alike, Days, Sum
from safeguarding_report.relations.flags import Owed
from safeguarding_report.relations.references import Named, NamedBySource
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from safeguarding_report.relations.columns import Checked
    from safeguarding_report.tables import Table


def _held_in_year(column: str) -> tuple[Checked, ...]:
    return Days(START_OF_YEAR, column), Days(column, END_OF_YEAR)


_WHILE = (Days("from_date", "until_date"),)

_OWN: dict[str, tuple[Checked, ...]] = {
    "hosts": _WHILE,
    "partner_history": _WHILE,
    "chairs": _WHILE,
    "membership": _WHILE,
    "sponsors": _WHILE,
    "funding": (Owed("contributions_without_a_partner", "partner", "kind", ("contribution",)),),
    "escalations": (
        Days("raised_date", "answered_date"),
        Days("answered_date", "circulated_date"),
        Days("raised_date", END_OF_YEAR),
    ),
    "reviews": (
        Days("aware_date", "notified_date"),
        Days("notified_date", "panel_date"),
        Days("panel_date", "sent_date"),
        Days("sent_date", "published_date"),
    ),
    "review_actions": (Named("reviews_of_this_number", "review_reference", "reviews", "reference"),),
    "learning": (
        NamedBySource(
            "sources_of_this_number",
            "source_reference",
            "source",
            (("audit", "audits"), ("rapid review", "reviews"), ("practice review", "reviews")),
        ),
    ),
    "audits": (
        Sum("cases_of_all_grades", ("outstanding", "good", "requires_improvement", "inadequate")),
        *_held_in_year("audit_date"),
    ),
    "powers": (Owed("used_without_a_date", "used_date", "used", ("yes",)),),
    "training": (Sum("came_or_did_not", ("attended", "no_shows")), *_held_in_year("course_date")),
    "events": _held_in_year("event_date"),
    "procedures": (Days("issued_date", "review_date"),),
    "feedback": _held_in_year("heard_date"),
    "decisions": (Days("meeting_date", "due_date"),),
    "recommendations": (
        Days("meeting_date", "done_date"),
        Owed("done_without_a_date", "done_date", "state", ("done",)),
    ),
    "marked_events": (Days("start_date", "end_date"),),
    "priorities": (Owed("priorities_ended_without_a_year", "year_ended", "state", ("ended",)),),
}

_ROWS_OF = {"training": ("course", "course_date", "agency"), "capacity": ("post", "agency", "state", "from_date")}
"""What tells rows apart where that is more than the key by which readers know an entry."""


def checked_registers() -> dict[str, tuple[Table, tuple[Checked, ...]]]:
    """Return each register by name, with the columns that are worked out for its suite."""
    return {table.name: (table, (*_OWN.get(table.name, ()), _alike(table))) for table in REGISTERS}


def _alike(table: Table) -> Alike:
    key = tuple(column for column in table.key if column not in {"return_id", "row"})
    return Alike(_ROWS_OF.get(table.name, key))
