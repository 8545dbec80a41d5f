"""The chapter "How good is the data": who returned what, for which period and area, when, and what follows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements

if TYPE_CHECKING:
    from safeguarding_report.released import Released, ReturnFacts
    from safeguarding_report.report.elements import Cell

PUBLISHED_ALONE = Markup(
    "<p>This report is made from published statistics alone. No return of a partner was used for it, so there is "
    "nothing to say here about who sent what.</p>"
)

_COLUMNS = ("What was expected", "Area", "Period that it covers", "What came", "How complete", "Open points")

_RETURNED, _TOO_LATE = "returned", "late after the cut-off"

MOST_NAMED_POINTS = 20
"""From here on a number of open points says no more than that there are many."""

_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def data_quality(released: Released) -> Markup:
    """Return the compliance return: a table of all expected returns, and what is missing means for the figures."""
    facts = released.returns
    if not facts:
        return PUBLISHED_ALONE
    rows: list[tuple[str, list[Cell]]] = [(one.partner, _cells(one)) for one in facts]
    provisional = [one for one in facts if one.provisional]
    return elements.join(
        [
            _opening(facts),
            elements.table("Returns of partners, and what became of each", "Partner", _COLUMNS, rows),
            Markup("<h3>What this means for the figures</h3>"),
            _meanings(facts),
            _provisional(provisional),
            Markup(
                "<p>An open point is a kind of thing that was found in what a partner sent and that wants an "
                "explanation. What could not be right was put right before any figure was worked out.</p>"
            ),
        ]
    )


def _opening(facts: tuple[ReturnFacts, ...]) -> Markup:
    wanted = [one for one in facts if one.state not in {"not applicable", "never asked"}]
    too_late = sum(one.state == _TOO_LATE for one in wanted)
    came = [one for one in wanted if one.received and one.state != _TOO_LATE]
    late = sum(one.late for one in came)
    words = f"{_count(len(wanted), 'return')} {_was(len(wanted))} expected for this year. "
    words += f"{_number(len(came))} came{' in time to be used' if too_late else ''}"
    words += f", {_number(late).lower()} of them later than asked" if late else ""
    words += f"; {_number(too_late).lower()} came after the cut-off and {_was(too_late)} not used" if too_late else ""
    return Markup("<p>{}.</p>").format(words)


def _cells(one: ReturnFacts) -> list[Cell]:
    form = f"{one.form[:1].upper()}{one.form[1:]}"
    due = f", by {_day(one.due)}" if one.due else ""
    return [
        f"{form}{due}",
        one.area,
        one.period or f"None of {one.expected_period}",
        one.state_in_words,
        one.complete,
        _points(one) if one.period else "None: nothing came",
    ]


def _points(one: ReturnFacts) -> str:
    points = one.errors + one.queries
    return "Many" if points >= MOST_NAMED_POINTS else _number(points)


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
