"""The chapter on arrangements and governance: the organisation as a drawing and a list, and the history behind it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report import sections_of_scrutiny as bodies
from safeguarding_report.report.diagram import DECIDES, GROUPS, diagram, levels
from safeguarding_report.report.sections import has_annex, sections

if TYPE_CHECKING:
    from safeguarding_report.released import Released

ARRANGEMENTS = (
    bodies.GROUPS,
    bodies.HOSTS,
    bodies.PREDECESSORS,
    bodies.PARTNER_HISTORY,
    bodies.CHAIRS,
    bodies.MEMBERSHIP,
    bodies.SPONSORS,
)


def arrangements(released: Released) -> Markup:
    """Return how the partnership is made: a drawing, its partners with dates, host, predecessors, chairs and seats."""
    drawn = diagram(released)
    opening = Markup('<p class="lead">{}</p>').format(
        "The safeguarding partners share the responsibility for the arrangements. "
        f"{_with_drawing(released) if drawn else _WITHOUT_DRAWING} "
        "The tables say from when to when, as far as that is recorded."
    )
    is_in_annex = has_history(released) and has_annex(released)
    partners = Markup("") if is_in_annex else partners_over_time(released)
    told = [part for part in ARRANGEMENTS if part is not bodies.PARTNER_HISTORY or has_history(released)]
    return elements.join(part for part in (opening, drawn, partners, sections(released, *told)) if part)


def _with_drawing(released: Released) -> str:
    """Say what the drawing shows, and of deciding and working what is not published."""
    there = {level.title for level in levels(released)}
    told = {DECIDES: "who decides", GROUPS: "which groups do the work"}
    shown = " and ".join(words for title, words in told.items() if title in there)
    absent = " and ".join(words for title, words in told.items() if title not in there)
    return " ".join(
        [
            f"The drawing shows {shown or 'who takes part'}.",
            *([f"{absent[:1].upper()}{absent[1:]} is not published for this report."] if absent else []),
        ]
    )


def has_history(released: Released) -> bool:
    """True where a register says which partners came or went; a list of those that stayed is no list of changes."""
    return any({"from_date", "until_date"} & one.keys() for one in released.register("partner_history").entries)


_WITHOUT_DRAWING = "Which groups do the work, and who leads them, is not published for this report."


def partners_over_time(released: Released) -> Markup:
    """Return the table of all partners with their dates; nothing where none is known."""
    partners = released.report.all_partners
    if not partners:
        return Markup("")
    sources = {one["source"] for one in partners}
    is_said_once = len(sources) == 1
    rows: list[tuple[str, list[elements.Cell]]] = [
        (
            one["name"],
            [
                _kind(one),
                _period(one, released.report.period_end),
                *([] if is_said_once else [one["source"] or "Not said"]),
            ],
        )
        for one in partners
    ]
    columns = ("Kind and area", "Partner when", *(() if is_said_once else ("Said in",)))
    table = elements.table("Who has been a partner, and when", "Partner", columns, rows, of_words=True)
    said = (
        Markup('\n<p class="about">Said in: {}.</p>').format(*sources) if is_said_once and any(sources) else Markup("")
    )
    return Markup("<h3>Partners over time</h3>\n") + table + said


def _kind(partner: dict[str, str]) -> str:
    return f"{partner['kind'].capitalize()}{', for ' + partner['area'] if partner['area'] else ''}"


def _period(partner: dict[str, str], end: str) -> str:
    """Say from when to when a body was a partner, as it was known on the last day of the year."""
    known = (name for name in ("from", "until") if partner[name] and partner[name] <= end)
    words = [f"{name} {_day(partner[name])}" for name in known]
    told = " ".join(words)
    return told[:1].upper() + told[1:] or "No change is recorded"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
