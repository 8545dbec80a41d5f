"""How each expected return stands: which version counts, and which of the states it is in, each in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from safeguarding_report.tables.periods import day_in_words

if TYPE_CHECKING:
    from datetime import date

    from safeguarding_report.receiving.settings import Expected, Received, ReturnsLog


class State(StrEnum):
    """What became of an expected return."""

    RETURNED = "returned"
    PART = "part of the year"
    LATE = "late"
    AFTER_CUT_OFF = "late after the cut-off"
    NIL = "nil"
    NOT_RETURNED = "not returned"
    NEVER_ASKED = "never asked"
    NOT_APPLICABLE = "not applicable"


FORM_WORDS = {
    "annex_a": "lists of children as Ofsted asks for them (Annex A)",
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
    """The newest accepted version that came by the cut-off: the only one that counts."""
    before: Received | None = None
    """The newest accepted version before it, which stays unused."""
    first_received: date | None = None
    unaccepted: int = 0
    """Versions that came by the cut-off and that nobody accepted."""
    cut_off: date | None = None
    too_late: Received | None = None
    """The newest accepted version that came after the cut-off, which is not used."""

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
            return State.NOT_RETURNED
        if self.too_late:
            return State.AFTER_CUT_OFF
        return State.NOT_RETURNED if self.expected.asked else State.NEVER_ASKED

    @property
    def is_late(self) -> bool:
        """True when nothing had come by the day on which it was due."""
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


def standings(log: ReturnsLog, cut_off: date | None = None) -> tuple[Standing, ...]:
    """Return how every expected return stands, in the order of returns.toml.

    Of the versions that came by the cut-off and were accepted the newest counts; without a cut-off, of all.
    """
    return tuple(_standing(expected, log.versions_of(expected), cut_off) for expected in log.expected)


def _standing(expected: Expected, versions: list[Received], cut_off: date | None) -> Standing:
    in_time = [version for version in versions if cut_off is None or version.received <= cut_off]
    accepted = [version for version in in_time if version.accepted]
    return Standing(
        expected=expected,
        counted=accepted[0] if accepted else None,
        before=accepted[1] if len(accepted) > 1 else None,
        first_received=min((version.received for version in versions), default=None),
        unaccepted=len(in_time) - len(accepted),
        cut_off=cut_off,
        too_late=next((version for version in versions if version.accepted and version not in in_time), None),
    )


def state_in_words(standing: Standing) -> str:
    """Say how a return stands, in a sentence of its own for each state."""
    if standing.counted is None:
        return _without_a_version_in_words(standing)
    on = f"{'late ' if standing.is_late else ''}on {day_in_words(standing.counted.received)}"
    words = {
        State.RETURNED: f"Returned {on}.",
        State.LATE: f"Returned {on}.",
        State.PART: f"Returned {on}, for part of the period.",
        State.NIL: f"Nil return {on}: there was nothing to count.",
    }
    due = standing.expected.due
    was_due = f" It was due by {day_in_words(due)}." if standing.is_late and due else ""
    first = standing.first_received
    earlier = (
        f" An earlier version came on {day_in_words(first)}." if first and first < standing.counted.received else ""
    )
    later = f" A later version came {_after_cut_off(standing)}." if standing.too_late else ""
    return f"{words[standing.state]}{was_due}{earlier}{later}"


def _without_a_version_in_words(standing: Standing) -> str:
    expected, first = standing.expected, standing.first_received
    if standing.state is State.NOT_RETURNED and standing.unaccepted and first:
        return f"Came {'late ' if standing.is_late else ''}on {day_in_words(first)}, and was not accepted."
    words = {
        State.AFTER_CUT_OFF: f"Came {_after_cut_off(standing)}.",
        State.NOT_RETURNED: f"Not returned{f' by {day_in_words(expected.due)}' if expected.due else ''}.",
        State.NEVER_ASKED: "Never asked for.",
        State.NOT_APPLICABLE: f"Not applicable: {expected.reason.rstrip('.')}.",
    }
    return words[standing.state]


def _after_cut_off(standing: Standing) -> str:
    """Return when it came that came too late, where something did."""
    if standing.too_late is None or standing.cut_off is None:
        return ""
    return (
        f"on {day_in_words(standing.too_late.received)}, after the cut-off of {day_in_words(standing.cut_off)}, "
        "and was not used"
    )
