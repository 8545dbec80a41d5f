"""What the registers of a report say about the theme of a chapter, with the way to where they say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.entries import cell
from safeguarding_report.report.openings import OPENINGS
from safeguarding_report.report.plan import chapter_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from safeguarding_report.released import MeasureWords, Released


@dataclass(frozen=True)
class Place:
    """Where a register may speak of a theme: the chapter it stands in, what an entry is called, and which column names it."""

    register: str
    chapter: str
    noun: str
    column: str


PLACES = (
    Place("priorities", "priorities", "Priority", "priority"),
    Place("achievements", "priorities", "Achievement", "achievement"),
    Place("audits", "audits", "Audit", "theme"),
    Place("review_actions", "learning", "Action from a review", "recommendation"),
    Place("learning", "learning", "Learning", "learning"),
    Place("training", "training", "Course", "course"),
    Place("events", "training", "Event", "event"),
    Place("procedures", "procedures", "Procedure", "document"),
    Place("resources", "procedures", "Tool or resource", "resource"),
    Place("surveys", "voices", "Survey", "survey"),
    Place("challenges", "challenges", "Challenge", "challenge"),
    Place("next_year", "year-ahead", "Plan for next year", "plan"),
    Place("questions", "scrutiny", "Question or topic of scrutiny", "topic"),
    Place("recommendations", "scrutiny", "Request of scrutiny", "recommendation"),
)

CARRIED = Place(
    "recommendations_before", "scrutiny", "Request of scrutiny, carried from an earlier year", "recommendation"
)
"""What the board asked for before and has not closed: it is told in a chapter on its theme, and makes none by itself."""

_READ = ("priority", "achievement", "theme", "recommendation", "learning", "course", "event", "document", "resource",
         "survey", "challenge", "plan", "topic", "question", "aim")  # fmt: skip
"""Columns in which the words of a theme are looked for; a tool of a priority belongs to the theme of the priority."""

THEMES: dict[str, tuple[str, ...]] = {
    "front-door": ("front door", "early help", "right help", "multi-agency safeguarding hub", "threshold"),
    "exploitation": ("exploit", "missing", "traffick", "cuckooing", "outside the home"),
    "domestic-abuse": ("domestic abuse",),
    "neglect": ("neglect",),
    "online-safety": ("online", "gaming"),
    "mental-health": ("mental health", "self harm", "self-harm"),
    "allegations": ("designated officer", "allegation"),
    "child-deaths": ("child death",),
}
"""By chapter the words, in small letters, by which an entry of a register is known to speak of it."""


def mentions(chapter: str, released: Released) -> list[tuple[Place, int]]:
    """Return where the registers of the year speak of the theme of a chapter, in page order."""
    return _speaking_of(chapter, released, PLACES)


def carried_requests(chapter: str, released: Released) -> list[tuple[Place, int]]:
    """Return the requests of earlier years on the theme of a chapter that the board has not closed."""
    return _speaking_of(chapter, released, (CARRIED,))


def _speaking_of(chapter: str, released: Released, places: Iterable[Place]) -> list[tuple[Place, int]]:
    words = THEMES.get(chapter, ())
    return [
        (where, place)
        for where in places
        if words
        for place, entry in enumerate(released.register(where.register).entries)
        if where.column in entry
        and any(word in str(entry[column]).lower() for column in _READ if column in entry for word in words)
    ]


def themed(
    chapter: str,
    title: str,
    released: Released,
    numbers: Mapping[str, str],
    figures: Iterable[tuple[MeasureWords, str]] = (),
) -> Markup:
    """Return the list of what other chapters say about the theme of this one; nothing where they say nothing.

    `figures` are the measures that tell of the theme elsewhere, each with where it stands.
    """
    found = [*mentions(chapter, released), *carried_requests(chapter, released)]
    said: dict[tuple[str, str], Markup] = {}
    for words, anchor in figures:
        part = "chapter" if numbers[anchor].isdecimal() else "annex"
        link = Markup('<a href="#{}">{} {}</a>').format(anchor, part, numbers[anchor])
        said["Figures", words.name] = Markup("Figures: {} ({}).").format(words.name, link)
    for where, place in found:
        link = Markup('<a href="#{0}">chapter {1}</a>').format(where.chapter, numbers[where.chapter])
        named = cell(released.register(where.register), place, where.column)
        said.setdefault((where.noun, named.striptags()), Markup("{}: {} ({}).").format(where.noun, named, link))
    if not said:
        return Markup("")
    heading = Markup("<h3>{}</h3>").format(f"{title}: what other chapters say")
    return elements.join([heading, elements.bullets(list(said.values()), "themed", cited=True)])


def theme_opening(chapter: str, released: Released) -> Markup:
    """Return the three sentences that a chapter on a theme opens with where it holds no figures."""
    there = mentions(chapter, released) or carried_requests(chapter, released)
    figures = (
        "No figures of partners on it are published for this year."
        if chapter_plan(chapter).measures
        else "There is no figure of its own in this chapter."
    )
    where = (
        "What other chapters say about it is listed here."
        if there
        else "What is said here is in the partnership's own words."
    )
    return Markup('<p class="lead">{} {} {}</p>').format(OPENINGS[chapter].about, figures, where)
