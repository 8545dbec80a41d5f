"""What is checked of child-level tables beside their own columns: the order of dates, the year, and other tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.relations.columns import END_OF_YEAR, START_OF_YEAR, Alike, Days
from safeguarding_report.relations.flags import Contradiction
from safeguarding_report.relations.histories import DaysAfterFirst, DaysFromPrevious, DaysSince, EarlierRows, Rows
from safeguarding_report.tables import children

if TYPE_CHECKING:
    from safeguarding_report.relations.columns import Checked
    from safeguarding_report.tables import Table

_IN_CHILDREN = Rows("rows_in_children", "children")
_PLAN_STARTED = Rows("plans_that_started_then", "child_protection_plans", ("plan_start_date", "start_date"))
_ASSESSMENT_STARTED = Rows("assessments_that_started_then", "assessments", ("assessment_start_date", "start_date"))

_OWN: tuple[tuple[Table, tuple[Checked, ...]], ...] = (
    (children.CHILDREN, ()),
    (children.CONTACTS, (Days(START_OF_YEAR, "contact_date"), Days("contact_date", END_OF_YEAR))),
    (
        children.EARLY_HELP_EPISODES,
        (Days("start_date", "completion_date"), Days("start_date", END_OF_YEAR)),
    ),
    (children.REFERRALS, (Days(START_OF_YEAR, "referral_date"), Days("referral_date", END_OF_YEAR))),
    (
        children.ASSESSMENTS,
        (
            Days("referral_date", "start_date"),
            Days("start_date", "authorisation_date"),
            DaysAfterFirst("referral", "referrals", "referral_date", "start_date"),
            Days("start_date", END_OF_YEAR),
            Days("authorisation_date", END_OF_YEAR),
        ),
    ),
    (children.ASSESSMENT_FACTORS, (_ASSESSMENT_STARTED,)),
    (
        children.SECTION47_ENQUIRIES,
        (
            DaysAfterFirst("referral", "referrals", "referral_date", "start_date"),
            Days("start_date", "conference_date"),
            Contradiction("conferences_deemed_unnecessary", "conference_unnecessary", "yes", "conference_date"),
            Days("start_date", END_OF_YEAR),
        ),
    ),
    (
        children.INITIAL_CONFERENCES,
        (
            Days("section47_start_date", "conference_date"),
            DaysSince("enquiry", "section47_enquiries", "start_date", "conference_date"),
            Days("conference_date", END_OF_YEAR),
        ),
    ),
    (
        children.CHILD_PROTECTION_PLANS,
        (
            DaysSince("conference", "initial_conferences", "conference_date", "start_date"),
            Days("start_date", "end_date"),
            DaysFromPrevious("plan"),
            EarlierRows("earlier_plans_in_the_table", "start_date"),
            Days("start_date", END_OF_YEAR),
        ),
    ),
    (
        children.CHILD_PROTECTION_REVIEWS,
        (Days("plan_start_date", "review_date"), _PLAN_STARTED, Days("review_date", END_OF_YEAR)),
    ),
    (children.CHILD_IN_NEED_EPISODES, (Days("start_date", "end_date"), Days("start_date", END_OF_YEAR))),
    (
        children.LOOKED_AFTER_EPISODES,
        (Days("start_date", "end_date"), DaysFromPrevious("period"), Days("start_date", END_OF_YEAR)),
    ),
    (children.PLACEMENTS, (Days("start_date", "end_date"), DaysFromPrevious("placement"))),
    (
        children.MISSING_EPISODES,
        (Days("start_date", "end_date"), Days(START_OF_YEAR, "start_date"), Days("start_date", END_OF_YEAR)),
    ),
    (
        children.RETURN_INTERVIEWS,
        (Contradiction("interviews_accepted_but_not_offered", "interview_offered", "no", "interview_accepted", "yes"),),
    ),
    (children.CARE_LEAVERS, ()),
)


def checked_child_tables() -> dict[str, tuple[Table, tuple[Checked, ...]]]:
    """Return each child-level table by name, with the columns that are worked out for its suite."""
    return {
        table.name: (table, (*own, *(() if table == children.CHILDREN else (_IN_CHILDREN,)), _alike(table)))
        for table, own in _OWN
    }


def _alike(table: Table) -> Alike:
    return Alike(tuple(column for column in table.key if column not in {"authority_code", "return_id", "row"}))
