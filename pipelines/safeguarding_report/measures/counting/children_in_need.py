"""Counts of episodes of need: starting, ending, open, and the children they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.measures.counting.days import in_year, open_at_the_end, open_in_year
from safeguarding_report.tables.children import CHILD_IN_NEED_EPISODES

if TYPE_CHECKING:
    from safeguarding_report.measures.counting.days import Numbers
    from safeguarding_report.measures.counting.records import Holdings
    from safeguarding_report.year import ReportingYear

ITEMS = (
    "children_in_need_at_31_march",
    "children_in_need_episodes_at_any_point",
    "children_in_need_at_any_point",
    "children_in_need_episodes_starting",
    "children_starting_to_be_in_need",
    "children_in_need_episodes_ending",
    "children_ceasing_to_be_in_need",
)


def count(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the episodes of the year; one child and one start is one episode."""
    episodes = holdings.of(CHILD_IN_NEED_EPISODES).once_per("start_date")
    start, end = episodes.day("start_date"), episodes.day("end_date")
    at_any_point = episodes.where(open_in_year(start, end, year))
    starting = episodes.where(in_year(start, year))
    ending = episodes.where(in_year(end, year))
    return {
        "children_in_need_at_31_march": episodes.where(open_at_the_end(start, end, year)).count(),
        "children_in_need_episodes_at_any_point": at_any_point.count(),
        "children_in_need_at_any_point": at_any_point.count_children(),
        "children_in_need_episodes_starting": starting.count(),
        "children_starting_to_be_in_need": starting.count_children(),
        "children_in_need_episodes_ending": ending.count(),
        "children_ceasing_to_be_in_need": ending.count_children(),
    }
