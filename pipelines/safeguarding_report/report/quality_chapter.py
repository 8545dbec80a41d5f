"""The chapter "How good is the data": who returned what, for which period and area, when, and what follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.report import elements
from safeguarding_report.wording import possessive, with_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Released
    from safeguarding_report.report.elements import Cell
    from safeguarding_report.return_facts import ReturnFacts

PUBLISHED_ALONE = Markup(
    '<p class="lead">The figures of this report are published statistics. No partner sent a return for it, so there is '
    "nothing to say here about who sent what. {}</p>"
)

WHAT_IS_MISSING = "What is missing from them and what is hidden is told below."

NOTHING_MISSING = "What is hidden is told below; nothing that the chapters show is missing from them."

_COLUMNS = ("What came", "How complete")

_CAPTION = "Returns of partners, and what became of each"

_RETURNED, _TOO_LATE = "returned", "late after the cut-off"

_IN_TIME = (_RETURNED, "nil")
"""A return that says there was nothing to count is a whole one."""

MOST_NAMED_POINTS = 20
"""From here on a number of open points says no more than that there are many."""

_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def data_quality(released: Released) -> Markup:
    """Return the compliance return: a table of all expected returns, and what is missing means for the figures."""
    facts = released.returns
    gaps = missing_from_sources(released)
    if not facts:
        lead = PUBLISHED_ALONE.format(WHAT_IS_MISSING if gaps else NOTHING_MISSING)
        return elements.join([lead, *_missing(gaps), _hidden(released)])
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
            *_missing(gaps),
            _hidden(released),
        ]
    )


def missing_from_sources(released: Released) -> list[Markup]:
    """Return what published statistics do not have of the measures of the chapters in the years shown, a line each.

    Of each authority the years that its source has no figure for, and the first year of what is held from a later one.
    """
    measures = [words for words in released.measures.values() if not words.annex and not words.breakdown]
    periods = released.periods(narrative.SERIES_YEARS)
    lines = []
    for area in (one for one in released.own_areas if one.role == "authority"):
        by_years: dict[tuple[str, ...], dict[str, None]] = {}
        for words in measures:
            found = [(period, released.figure(words.measure, area.code, period)) for period in periods]
            years = tuple(
                f"{period[:4]}-{period[4:]}"
                for period, figure in found
                if figure is not None and figure.symbol == "x" and figure.status.startswith("official")
            )
            if years:
                by_years.setdefault(years, {})[narrative.things(words)] = None
        for years, things in by_years.items():
            whose = possessive(with_article(area.name))
            told = f"{whose[:1].upper()}{whose[1:]} figures for {_listed(years)} are not available from the source"
            lines.append(elements.named_below(told, [*things]))
    if released.returns:
        return lines  # what partners return goes back further than what is published may
    begin: dict[str, dict[str, None]] = {}
    for words in measures:
        first = released.report.first_period_held.get(words.title, "")
        if first > periods[0]:
            begin.setdefault(first, {})[narrative.things(words)] = None
    return [
        *lines,
        *(elements.named_below(f"Held from {first[:4]}-{first[4:6]} on", [*things]) for first, things in begin.items()),
    ]


def _listed(years: Sequence[str]) -> str:
    return "".join(str(part) for part in narrative.listed([(year,) for year in years]))


def _missing(gaps: Sequence[Markup]) -> list[Markup]:
    if not gaps:
        return []
    return [Markup("<h3>What is missing from published statistics</h3>"), elements.bullets(gaps)]


def _hidden(released: Released) -> Markup:
    return Markup(
        "<p>In all years held, {} figures of the partnership's own areas are hidden to protect children; "
        '<a href="#{}">the notes</a> say why.</p>'
    ).format(elements.fact_element("hidden", released.report.hidden), HIDING)


HIDING = "numbers-hidden"
"""The name by which links find what the notes say of hiding."""


@dataclass(frozen=True)
class _Same:
    """What was asked of all returns alike, and so is said once; empty where they differ."""

    due: str
    period: str


def _same_for_all(facts: tuple[ReturnFacts, ...]) -> _Same:
    due, period = {one.due for one in facts}, {one.expected_period for one in facts}
    return _Same(due.pop() if len(due) == 1 else "", period.pop() if len(period) == 1 else "")


def _opening(facts: tuple[ReturnFacts, ...], same: _Same) -> Markup:
    wanted = asked_for(facts)
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


def asked_for(facts: Sequence[ReturnFacts]) -> list[ReturnFacts]:
    """Return the returns that somebody asked for: of no other can it be said that it did not come."""
    return [one for one in facts if one.state not in {"not applicable", "never asked"}]


def late_or_missing(released: Released) -> str:
    """Return the sentence that says whose returns do not cover the whole year, for whoever reads their figures."""
    partners = list(dict.fromkeys(one.partner for one in asked_for(released.returns) if one.state not in _IN_TIME))
    if not partners:
        return "Every return that was asked for came whole and in time."
    return f"Not every return came whole and in time; look under “How good is the data” for: {', '.join(partners)}."
