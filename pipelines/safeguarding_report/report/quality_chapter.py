"""The chapter "How good is the data": who returned what, for which period and area, when, and what follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements

if TYPE_CHECKING:
    from safeguarding_report.released import Released, ReturnFacts
    from safeguarding_report.report.elements import Cell

PUBLISHED_ALONE = Markup(
    '<p class="lead">The figures of this report are published statistics. No partner sent a return for it, so there is '
    "nothing to say here about who sent what.</p>"
)

_COLUMNS = ("What came", "How complete")

_CAPTION = "Returns of partners, and what became of each"

_RETURNED, _TOO_LATE = "returned", "late after the cut-off"

MOST_NAMED_POINTS = 20
"""From here on a number of open points says no more than that there are many."""

_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def data_quality(released: Released) -> Markup:
    """Return the compliance return: a table of all expected returns, and what is missing means for the figures."""
    facts = released.returns
    if not facts:
        return PUBLISHED_ALONE
    same = _same_for_all(facts)
    rows: list[tuple[str, list[Cell]]] = [(_what_was_expected(one, same), _cells(one, same)) for one in facts]
    provisional = [one for one in facts if one.provisional]
    return elements.join(
        [
            _opening(facts, same),
            elements.table(_CAPTION, "Return", _COLUMNS, rows, of_words=True),
            Markup("<h3>What this means for the figures</h3>"),
            _meanings(facts),
            _provisional(provisional),
            Markup(
                "<p>An open point is a kind of thing that was found in what a partner sent and that wants an "
                "explanation. What could not be right was put right before any figure was worked out.</p>"
            ),
        ]
    )


@dataclass(frozen=True)
class _Same:
    """What was asked of all returns alike, and so is said once; empty where they differ."""

    due: str
    period: str


def _same_for_all(facts: tuple[ReturnFacts, ...]) -> _Same:
    due, period = {one.due for one in facts}, {one.expected_period for one in facts}
    return _Same(due.pop() if len(due) == 1 else "", period.pop() if len(period) == 1 else "")


def _opening(facts: tuple[ReturnFacts, ...], same: _Same) -> Markup:
    wanted = [one for one in facts if one.state not in {"not applicable", "never asked"}]
    too_late = sum(one.state == _TOO_LATE for one in wanted)
    came = [one for one in wanted if one.received and one.state != _TOO_LATE]
    late = sum(one.late for one in came)
    words = f"{_count(len(wanted), 'return')} {_was(len(wanted))} expected for this year. "
    words += f"{_number(len(came))} came{' in time to be used' if too_late else ''}"
    words += f", {_number(late).lower()} of them later than asked" if late else ""
    words += f"; {_number(too_late).lower()} came after the cut-off and {_was(too_late)} not used" if too_late else ""
    due = f" They were due by {_day(same.due)}." if same.due else ""
    period = f" Each was to cover {same.period}, and does unless the table says otherwise." if same.period else ""
    return Markup('<p class="lead">{}.{}{}</p>').format(words, due, period)


def _what_was_expected(one: ReturnFacts, same: _Same) -> str:
    due = f", by {_day(one.due)}" if one.due and not same.due else ""
    return f"{one.partner}, {one.area}: {one.form}{due}"


def _cells(one: ReturnFacts, same: _Same) -> list[Cell]:
    covers = f" It covers {one.period}." if one.period and one.period != same.period else ""
    was_to_cover = f" It was to cover {one.expected_period}." if not (one.period or same.period) else ""
    return [f"{one.state_in_words}{covers}{was_to_cover}", f"{one.complete}.{_points(one)}"]


def _points(one: ReturnFacts) -> str:
    points = one.errors + one.queries
    if not points:
        return ""
    if points >= MOST_NAMED_POINTS:
        return " Many open points."
    named = "; ".join(
        rule if number == 1 else f"{rule} ({number} times)" for rule, number in Counter(one.open_points).items()
    )
    return f" {_count(points, 'open point')}{': ' if named else ''}{named}."


def _meanings(facts: tuple[ReturnFacts, ...]) -> Markup:
    """Return what is missing means, one line for each return that did not come whole and in time."""
    told = [
        Markup("<strong>{}</strong> ({}, {}): {}").format(one.partner, one.form, one.area, one.means)
        for one in facts
        if one.state != _RETURNED or not one.whole
    ]
    if not told:
        return Markup("<p>Everything that was expected came, so no figure is missing for want of a return.</p>")
    return elements.bullets(told)


def _provisional(facts: list[ReturnFacts]) -> Markup:
    if not facts:
        return Markup("")
    names = ", ".join(dict.fromkeys(f"{one.partner} ({one.form})" for one in facts))
    return Markup("<p>Still provisional, so their figures may change: {}.</p>").format(names)


def _count(number: int, noun: str) -> str:
    return f"{_number(number)} {noun}{'' if number == 1 else 's'}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def late_or_missing(released: Released) -> str:
    """Return the sentence that says whose returns do not cover the whole year, for whoever reads their figures."""
    partners = list(dict.fromkeys(one.partner for one in released.returns if one.state != _RETURNED))
    if not partners:
        return "Every return that was expected came whole and in time."
    return f"Not every return came whole and in time; look under “How good is the data” for: {', '.join(partners)}."
