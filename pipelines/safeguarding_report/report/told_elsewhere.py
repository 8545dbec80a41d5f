"""What a report tells of a subject that has no chapter in it: figures, requests and entries, with the ways to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report.figures_elsewhere import figures_elsewhere
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.themes import CARRIED, PLACES, THEMES, Place, carried_requests

if TYPE_CHECKING:
    from safeguarding_report.released import Released

SUBJECTS: dict[str, tuple[str, ...]] = {
    **THEMES,
    "equalities": ("equalit", "ethnic", "racis", "disproportion"),
    "priorities": ("priorities",),
    "online-safety": (*THEMES["online-safety"], "social media", "cyber"),
    "dashboard": ("dashboard",),
    "audits": ("audit",),
    "learning": ("practice review", "rapid review", "learning from reviews"),
    "training": ("training",),
    "voices": ("voice of the child", "survey"),
    "self-assessments": ("self-assessment",),
    "independent-scrutiny": ("independent scrutin", "independent chair"),
    "funding": ("funding",),
}
"""By chapter the words, in small letters, by which any entry is known to speak of its subject.

More than the words of a theme: an entry may tell of a subject in passing, which makes no chapter of its own.
"""

_PLACES = (
    Place("chairs", "arrangements", "chair", "body"),
    Place("membership", "arrangements", "seat", "body"),
    Place("groups", "arrangements", "group", "group"),
    *PLACES,
    Place("decisions", "scrutiny", "decision", "decision"),
    Place("documents", "scrutiny", "paper that names it", "title"),
)

_OF_THE_SOURCE = frozenset({"said_in", "published_at"})
"""Columns that name documents and not what is done: a report on neglect is no word on neglect."""


def told_elsewhere(chapter: str, released: Released) -> list[Markup]:
    """Return what the report tells of the subject of a chapter that does not stand in it, each with the way to it."""
    ways = [
        Markup('<a href="#{}">{}</a>').format(place, words.name)
        for words, place in figures_elsewhere(chapter, released)
    ]
    told = [Markup("figures under {}").format(Markup(" and ").join(ways))] if ways else []
    numbers = chapters_of(released)
    found = [where for where in _PLACES if where.chapter in numbers and _speaks_of(chapter, where.register, released)]
    if carried_requests(chapter, released):
        found.append(CARRIED)
    told += [
        Markup('{} (<a href="#{}">chapter {}</a>)').format(_small(where.noun), where.chapter, numbers[where.chapter])
        for where in found
    ]
    return list(dict.fromkeys(told))


def _small(noun: str) -> str:
    return f"{noun[:1].lower()}{noun[1:]}"


def _speaks_of(chapter: str, register: str, released: Released) -> bool:
    return any(
        word in str(told).lower()
        for entry in released.register(register).entries
        for column, told in entry.items()
        if column not in _OF_THE_SOURCE
        for word in SUBJECTS.get(chapter, ())
    )
