"""The chapters that are made of registers: which sections each has, and the few that say more than a table can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.charts.representation import compared
from safeguarding_report.report import elements
from safeguarding_report.report import sections_of_learning as learning
from safeguarding_report.report import sections_of_scrutiny as scrutiny
from safeguarding_report.report import sections_of_work as work
from safeguarding_report.report.arrangements_chapter import ARRANGEMENTS, arrangements, has_history, partners_over_time
from safeguarding_report.report.features_chapter import six_features
from safeguarding_report.report.last_years_plans import last_years_plans
from safeguarding_report.report.money import in_short, money
from safeguarding_report.report.openings import OPENINGS
from safeguarding_report.report.plan import chapter_plan
from safeguarding_report.report.reviews import reviews
from safeguarding_report.report.sections import Section, counted, in_full, is_in_annex, sections
from safeguarding_report.report.worked import work_out, worked

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguarding_report.register import Register
    from safeguarding_report.released import Released

SECTIONS: dict[str, tuple[Section, ...]] = {
    "equalities": (work.EQUALITIES,),
    "priorities": (work.PRIORITIES, work.ACHIEVEMENTS),
    "learning": (learning.REVIEW_ACTIONS, learning.LEARNING),
    "audits": (learning.AUDITS,),
    "training": (learning.TRAINING, learning.EVENTS),
    "procedures": (learning.PROCEDURES, learning.RESOURCES),
    "voices": (learning.FEEDBACK, learning.SURVEYS),
    "self-assessments": (learning.SELF_ASSESSMENTS, learning.POWERS),
    "challenges": (work.CHALLENGES, work.RISKS, work.ESCALATIONS),
    "funding": (work.CAPACITY,),
    "year-ahead": (work.PLANS_OF_LAST_YEAR, work.SLIPPED_PLANS, work.NEXT_YEAR),
    "scrutiny": (
        scrutiny.REQUESTS_BEFORE,
        scrutiny.REQUESTS,
        scrutiny.QUESTIONS,
        scrutiny.DECISIONS,
        scrutiny.DOCUMENTS,
    ),
}
"""By chapter the sections of registers that stand in it, in page order."""

POWERS = Markup(
    "<p>Members of the City of London asked what partners can do where an agency does not assess itself. They were told, "
    "about the report of 2019-20: in law, safeguarding partners can ask a court for an injunction, and working together "
    "is preferred. What applies here is in the partners' own published arrangements.</p>"
)


def powers_in_words(released: Released) -> Markup:
    """Return what can be said of powers over sectors where no register says more of them."""
    return Markup("") if released.register("powers").entries else POWERS


def names_priorities(released: Released) -> bool:
    """True where a reader can see which priorities there are, in a register or in the settings of the year."""
    return bool(released.register("priorities").entries or released.report.priorities)


NO_PRIORITY_NAMED = Markup("<p>No priority of the year is named in the documents of this report.</p>")


def priorities_of_the_settings(released: Released) -> Markup:
    """Return the priorities that the year's settings name, where no register says more, or that none is published."""
    register = released.register("priorities")
    if register.entries or register.held_back:
        return Markup("")
    if not (released.report.priorities or released.returns):
        return NO_PRIORITY_NAMED
    named = [
        Markup("<strong>{}</strong>{}{}").format(
            one["name"], f", led by {one['lead']}" if one["lead"] else "", f": {one['aim']}" if one["aim"] else ""
        )
        for one in released.report.priorities
    ]
    return (
        Markup("<p>The priorities of the year were:</p>\n{}").format(elements.bullets(named)) if named else Markup("")
    )


BY_ETHNIC_GROUP = "child_protection_plans_by_ethnic_group_count"
PUPILS = "pupils_school_census_by_ethnic_group_count"

NO_PUPILS = (
    "No chart says whether a group is over-represented. That needs the number of children of each group, and no return "
    "of the year gives the pupils of each group on the January school census."
)
TOO_MUCH_HIDDEN = (
    "No chart says whether a group is over-represented: of no group may both its children on plans and its pupils be "
    "shown."
)
HOW_JUDGED = (
    "The chart above sets each group’s share of them beside its share of pupils. A group is called over-represented or "
    "under-represented only where chance alone would hardly put the two so far apart, and where children whose group is "
    "not known or not shown could not make up the difference."
)


def over_representation(released: Released) -> Markup:
    """Return what can be said of children by ethnic group, how it is judged, and why there is no chart where none is."""
    of_year = {
        figure.measure
        for area in released.own_areas
        for measure in (BY_ETHNIC_GROUP, PUPILS)
        if measure in released.measures
        for category, _ in released.measures[measure].categories
        if (figure := released.figure(measure, area.code, category=category)) is not None and figure.symbol != "x"
    }
    if BY_ETHNIC_GROUP not in of_year:
        return Markup("")
    how = NO_PUPILS if PUPILS not in of_year else HOW_JUDGED if compared(released) else TOO_MUCH_HIDDEN
    return Markup(
        "<h3>Who is over-represented</h3>\n"
        "<p>Children on a child protection plan are shown by ethnic group in "
        '<a href="#child-protection-plans">the chapter on child protection plans</a>. {}</p>'
    ).format(how)


BEFORE: dict[str, Callable[[Released], Markup]] = {
    "arrangements": arrangements,
    "six-features": six_features,
    "equalities": over_representation,
    "priorities": priorities_of_the_settings,
    "learning": reviews,
    "funding": money,
    "self-assessments": powers_in_words,
    "year-ahead": last_years_plans,
}
"""By chapter what stands before its sections."""


def register_opening(chapter: str, released: Released) -> Markup:
    """Return the three sentences that a chapter of registers opens with: what it is about, how much, what is missing."""
    first = _first(chapter, released)
    told = [Markup("{}").format(OPENINGS[chapter].about)]
    of_money = in_short(released) if chapter == "funding" else []
    if first is not None and not of_money:
        of_entries = counted(released, first)
        if chapter == "priorities" and released.report.priorities_in_all:
            of_entries[0] = _some_named(released)
        told += of_entries if of_entries[1:] else [*of_entries, _told_by(released.register(first.register))]
    told += of_money
    return Markup('<p class="lead">{}</p>').format(Markup(" ").join(told))


def _some_named(released: Released) -> Markup:
    """Return how many of the priorities that there are have a name in what is published."""
    named = work_out(released, "count/priorities")
    return Markup("{} of {} priorities {} named in the documents of this report.").format(
        worked(released, "count/priorities"),
        elements.fact_element("priorities_in_all", released.report.priorities_in_all),
        "is" if named == 1 else "are",
    )


def _told_by(register: Register) -> Markup:
    """Return the sentence on who says what a register holds, where nothing is missing in it that a member would ask."""
    from_documents = sum("said_in" in entry for entry in register.entries)
    if from_documents == len(register.entries):
        return BY_DOCUMENTS
    return BY_BOTH if from_documents else BY_THE_PARTNERSHIP


BY_DOCUMENTS = Markup("All of it is taken from published documents, which are named below.")
BY_BOTH = Markup("Some of it is taken from published documents, which are named below.")
BY_THE_PARTNERSHIP = Markup("All of it is told here by the partnership itself.")


def register_chapter(chapter: str, released: Released) -> Markup:
    """Return what stands between the opening of a chapter that is made of registers and its questions."""
    before = BEFORE[chapter](released) if chapter in BEFORE else Markup("")
    first = _first(chapter, released)
    is_told = first is not None and not (chapter == "funding" and in_short(released))
    told = sections(released, *SECTIONS.get(chapter, ()), told_before=first.register if first and is_told else "")
    return elements.join(part for part in (before, told) if part)


def registers_in_full(released: Released) -> Markup:
    """Return all columns of the registers of which the body shows the most asked about, by chapter."""
    parts = []
    for chapter, found in {"arrangements": ARRANGEMENTS, **SECTIONS}.items():
        first = [partners_over_time(released)] if chapter == "arrangements" and has_history(released) else []
        full = [table for part in found if is_in_annex(released, part) for table in in_full(released, part)]
        tables = [table for table in (*first, *full) if table]  # a register without an entry has none
        if tables:
            parts += [Markup("<h3>{}</h3>").format(f"{chapter_plan(chapter).title}: registers in full"), *tables]
    return elements.join([WHY_IN_FULL, *parts])


WHY_IN_FULL = Markup("<p>Of long registers the chapters show what boards ask about first. Here they stand in full.</p>")


def _first(chapter: str, released: Released) -> Section | None:
    return next((part for part in SECTIONS.get(chapter, ()) if released.register(part.register).entries), None)
