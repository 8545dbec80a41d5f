"""Figures on a theme that has no chapter in a report: those of other measures, and the way to where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.report.figure_chapters import is_category_shown
from safeguarding_report.report.numbering import chapters_of

if TYPE_CHECKING:
    from safeguarding_report.released import Area, MeasureWords, Released

_FACTORS = "assessments_by_factor_count"

_CATEGORIES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "equalities": (("children_in_need_with_a_disability_percent", ()),),
    "domestic-abuse": ((_FACTORS, ("domestic_abuse_child", "domestic_abuse_parent", "domestic_abuse_person")),),
    "neglect": (("child_protection_plans_by_category_count", ("neglect",)), (_FACTORS, ("neglect",))),
    "mental-health": ((_FACTORS, ("mental_health_child", "mental_health_parent", "mental_health_person")),),
    "exploitation": (
        (
            _FACTORS,
            ("going_missing", "child_sexual_exploitation", "child_criminal_exploitation", "gangs", "trafficking"),
        ),
    ),
}
"""By chapter of a subject the measures and their categories that tell of it beside its own; no category is the whole."""

ANNEX = "all-measures"

WHOLE = ""
"""The category of a figure that is not broken down."""


def figures_elsewhere(chapter: str, released: Released) -> list[tuple[MeasureWords, str]]:
    """Return the measures that tell of a theme, each with the name by which a link finds the chapter or annex it is in."""
    there = chapters_of(released)
    found = []
    for measure, categories in _CATEGORIES.get(chapter, ()):
        words = released.measures.get(measure)
        if words is not None and any(
            _is_shown(released, words, area, category)
            for area in released.own_areas
            for category in categories or (WHOLE,)
        ):
            found.append((words, ANNEX if words.annex or words.chapter not in there else words.chapter))
    return found


def _is_shown(released: Released, words: MeasureWords, area: Area, category: str) -> bool:
    if category != WHOLE:
        return is_category_shown(released, words, area, category)
    figure = released.figure(words.measure, area.code)
    return figure is not None and bool(figure.value)
