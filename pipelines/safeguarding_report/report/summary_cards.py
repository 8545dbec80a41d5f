"""The cards of the executive summary: a figure beside that of the year before, where it stands, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.changes import change, level
from safeguarding_report.report import elements
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.released import MeasureWords, Released

_BETTER = {("high", "rose"), ("low", "fell")}

_WORST = {"high": "in the lowest tenth of authorities", "low": "in the highest tenth of authorities"}
"""Where nobody wants to stand, by which way is better."""

_SHORT_NAMES = {
    "assessments_in_45_days_percent": "Assessments within 45 working days",
    "repeat_child_protection_plans_percent": "New plans that were a second or later plan",
    "child_protection_plans_two_years_percent": "Plans open for two years or more",
}


SAME = Markup("The same as the year before")
"""Of a figure that did not change: the same number a second time would tell nobody anything."""


def card(released: Released, made: Change) -> Markup:
    """Return a figure of the year and of the year before, how unusual the change is, and what the whole conceals."""
    words = released.measures[made.figure.measure]
    unit = narrative.unit_after(made.figure)
    before = elements.data_element(made.before)
    size = f"; {made.size_words}" if made.size_words else ""
    noted = "; see the note in the chapter" if narrative.is_noted(released, made) else ""
    told = Markup("{} from {}{}").format(made.moved.capitalize(), before, unit)
    if made.moved == made.direction == "did not change":
        told = SAME
    since = Markup("{}{}{}.").format(told, size, noted)
    area = f", {made.figure.area_name}" if is_of_part(released, made) else ""
    return Markup(
        '<span class="label">{}{}, <a href="#{}">{}</a></span> <span class="value">{}{}</span> '
        '<span class="since">{}</span>'
    ).format(
        _SHORT_NAMES.get(words.measure, words.name),
        area,
        chapter_of(words),
        made.figure.short_year,
        elements.data_element(made.figure),
        Markup(' <span class="unit">{}</span>').format(unit.strip()) if unit else "",
        Markup(" ").join([since, *_standing(released, made), *_of_authorities(released, made)]),
    )


def is_better(released: Released, made: Change) -> bool:
    """Return whether a change is one for the better, of a measure of which one way is."""
    return (released.measures[made.figure.measure].polarity, made.direction) in _BETTER


def is_of_part(released: Released, made: Change) -> bool:
    """Return whether a change is that of one authority of several."""
    return made.figure.area_code != released.whole.code


def chapter_of(words: MeasureWords) -> str:
    """Return the chapter that a measure stands in: what partners count may stand in one that takes it from the annex."""
    return next((plan.chapter for plan in CHAPTERS if words.title in plan.measures), words.chapter)


def _standing(released: Released, made: Change) -> list[str]:
    """Return that what improved still stands where nobody wants to be; nothing elsewhere."""
    place = level(released, made.figure.measure, made.figure.area_code)
    worst = _WORST.get(released.measures[made.figure.measure].polarity)
    is_still = made.moved == made.direction and is_better(released, made) and place is not None and place == worst
    return [f"Still {place}."] if is_still else []


def _of_authorities(released: Released, made: Change) -> list[str]:
    """Return of the whole area which way its authorities went, where one cannot tell it from the whole, and who stands out."""
    if is_of_part(released, made):
        return []
    moved = [
        one
        for area in released.own_areas[1:]
        if (one := change(released, made.figure.measure, area.code)) is not None and not one.too_few
    ]
    return [*_ways(released, made, moved), *_outer(released, made)]


def _ways(released: Released, made: Change, moved: Sequence[Change]) -> list[str]:
    """Return each authority's way where they move against each other, or one far and the whole did not."""
    ways = {one.direction for one in moved if one.moved == one.direction != "did not change"}
    is_far = made.size != "large" and any(one.size == "large" for one in moved)
    is_judged = narrative.is_judged(released, made.figure.measure)
    if len(ways) == 1 and not (is_far and is_judged):
        return []
    told = [f"{one.moved} in {with_article(one.figure.area_name)}{_size(one)}" for one in moved]
    said = "; ".join(told)
    return [f"{said[:1].upper()}{said[1:]}."] if ways else []


def _size(made: Change) -> str:
    return f" (a {made.size} change)" if made.size in {"notable", "large"} else ""


def _outer(released: Released, made: Change) -> list[str]:
    """Return which authorities stand where nobody wants to be, of a measure of which one way is better."""
    worst = _WORST.get(released.measures[made.figure.measure].polarity)
    there = [
        with_article(area.name)
        for area in released.own_areas[1:]
        if worst and level(released, made.figure.measure, area.code) == worst
    ]
    return [f"{worst[:1].upper()}{worst[1:]}: {' and '.join(there)}."] if worst and there else []
