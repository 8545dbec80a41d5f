"""How each expected return stands: which version counts, and which of the states it is in, each in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from safeguarding_report.receiving.settings import Expected, Received, ReturnsLog


class State(StrEnum):
    """What became of an expected return."""

    RETURNED = "returned"
    PART = "part of the year"
    LATE = "late"
    NIL = "nil"
    NOT_RETURNED = "not returned"
    NEVER_ASKED = "never asked"
    NOT_APPLICABLE = "not applicable"


FORM_WORDS = {
    "annex_a": "lists of children in the shape of Annex A",
    "children_in_need_census": "children in need census",
    "ssda903": "yearly return on looked-after children",
    "template": "figures on our template",
    "register": "registers on our template",
}
"""What each form is called in a sentence."""


@dataclass(frozen=True)
class Standing:
    """One expected return, and what became of it."""

    expected: Expected
    counted: Received | None = None
    """The newest accepted version: the only one that counts."""
    before: Received | None = None
    """The newest accepted version before it, which stays unused."""
    first_received: date | None = None
    unaccepted: int = 0
    """Versions that came and that nobody accepted."""

    @property
    def state(self) -> State:
        """The state that it is in; what came goes before what was said of it."""
        if self.counted is None:
            return self._without_a_version()
        if self.counted.is_nil:
            return State.NIL
        if self.covers_part:
            return State.PART
        return State.LATE if self.is_late else State.RETURNED

    def _without_a_version(self) -> State:
        if not self.expected.applicable:
            return State.NOT_APPLICABLE
        if self.unaccepted:
            return State.LATE if self.is_late else State.NOT_RETURNED
        return State.NOT_RETURNED if self.expected.asked else State.NEVER_ASKED

    @property
    def is_late(self) -> bool:
        """True when nothing had come by the cut-off."""
        due = self.expected.due
        return due is not None and self.first_received is not None and self.first_received > due

    @property
    def period(self) -> tuple[date, date]:
        """The first and last day that what counts covers; of what did not come, those that were expected."""
        start, end = self.expected.period_start, self.expected.period_end
        if self.counted is None:
            return start, end
        return self.counted.period_start or start, self.counted.period_end or end

    @property
    def covers_part(self) -> bool:
        """True when what counts covers less than what was expected."""
        start, end = self.period
        return start > self.expected.period_start or end < self.expected.period_end


def standings(log: ReturnsLog) -> tuple[Standing, ...]:
    """Return how every expected return stands, in the order of returns.toml; the newest accepted version counts."""
    return tuple(_standing(expected, log.versions_of(expected)) for expected in log.expected)


def _standing(expected: Expected, versions: list[Received]) -> Standing:
    accepted = [version for version in versions if version.accepted]
    return Standing(
        expected=expected,
        counted=accepted[0] if accepted else None,
        before=accepted[1] if len(accepted) > 1 else None,
        first_received=min((version.received for version in versions), default=None),
        unaccepted=len(versions) - len(accepted),
    )


def state_in_words(standing: Standing) -> str:
    """Say how a return stands, in a sentence of its own for each state."""
    received = standing.counted.received if standing.counted else standing.first_received
    due = standing.expected.due
    late = f", after the cut-off of {day_in_words(due)}" if standing.is_late and due else ""
    on = f"on {day_in_words(received)}" if received else ""
    if standing.state is State.LATE and standing.counted is None:
        return f"Came {on}{late}, and was not used."
    if standing.state is State.NOT_RETURNED and standing.unaccepted:
        return f"Came {on}, and was not accepted."
    words = {
        State.RETURNED: f"Returned {on}.",
        State.LATE: f"Returned {on}{late}.",
        State.PART: f"Returned {on}{late}, for part of the period.",
        State.NIL: f"Nil return {on}{late}: there was nothing to count.",
        State.NOT_RETURNED: f"Not returned{f' by {day_in_words(due)}' if due else ''}.",
        State.NEVER_ASKED: "Never asked for.",
        State.NOT_APPLICABLE: f"Not applicable: {standing.expected.reason.rstrip('.')}.",
    }
    return words[standing.state]


def period_in_words(start: date, end: date) -> str:
    """Return "April to December 2023" where a period is whole months, else its first and last day."""
    if start.day != 1 or _is_not_last_of_month(end):
        return f"{day_in_words(start)} to {day_in_words(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{end:%B %Y}"
    return f"{start:%B}{'' if start.year == end.year else f' {start.year}'} to {end:%B %Y}"


def day_in_words(day: date) -> str:
    """Return a day as readers write it: 3 June 2024."""
    return f"{day.day} {day:%B %Y}"


def _is_not_last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).day != 1
