"""Measures of what partners hand in as counts: one for each indicator that they are asked for, in the annex.

No national form holds these, so their definitions are those of the list of indicators, and a partner's own wording
reaches the reader in a note. Why they matter and what they cannot say is told for each group of them in
partner_measures.toml. Sums of money and days are no counts of children or events: NOT_MEASURED says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.measures.definition import POPULATION, RETURNED, Measure
from safeguarding_report.tables.indicators import INDICATORS

if TYPE_CHECKING:
    from safeguarding_report.tables.indicator import Indicator

DENOMINATOR = "_denominator"
"""What an indicator is a share of is handed in beside it, and is named after it."""

CHAPTERS = {
    "police": "police",
    "health": "health",
    "education": "education",
    "local authority": "front-door",
    "partnership": "partnership-work",
}
"""The chapter of the annex for each kind of partner that hands figures in."""

PUPILS = "pupils_school_census"

_CHAPTERS_OF_THEIR_OWN = {PUPILS: "equalities"}
"""By whole: the chapter of what is asked for the sake of another chapter than its partner's."""

_WITH_SHARES = frozenset({PUPILS})
"""Wholes whose parts are printed as shares too, because something is set beside these."""

_TITLES = {"s175_returned": "school_audits_returned"}
"""A title with a number of three digits would look like a figure on the page."""

COUNTED = tuple(one for one in INDICATORS if one.unit in {"count", "per cent"} and one.id != POPULATION)
"""Indicators that are counts, or shares of counts."""


def title_of_parts(whole: str, breakdown: str) -> str:
    """Return the title of the measure that divides another: mace_children_by_main_risk."""
    return f"{whole}_by_{breakdown}"


def parts_of(whole: str, breakdown: str) -> tuple[Indicator, ...]:
    """Return the indicators that one whole is divided into by one breakdown."""
    return tuple(one for one in COUNTED if (one.part_of, one.breakdown) == (whole, breakdown))


def category_of(part: Indicator) -> str:
    """Return what a part is called within its breakdown: its id without that of the whole, where it begins so."""
    return part.id.removeprefix(f"{part.part_of}_")


def _whole(one: Indicator) -> Measure:
    is_share = bool(one.denominator)
    return Measure(
        title=_TITLES.get(one.id, one.id),
        chapter=_chapter(one.id, one.owner),
        numerator=(one.id,),
        denominator=f"{one.id}{DENOMINATOR}" if is_share else "",
        data_types=("count", "percent") if is_share else ("count",),
        period_type=one.period_type,
        releases=RETURNED,
        annex=True,
    )


def _divided(whole: str, breakdown: str) -> Measure:
    parts = parts_of(whole, breakdown)
    return Measure(
        title=title_of_parts(whole, breakdown),
        chapter=_chapter(whole, parts[0].owner),
        numerator=tuple(part.id for part in parts),
        denominator=whole if whole in _WITH_SHARES else "",
        data_types=("count", "percent") if whole in _WITH_SHARES else ("count",),
        breakdown=breakdown,
        categories=tuple(category_of(part) for part in parts),
        parts_of=whole,
        releases=RETURNED,
        annex=True,
    )


def _chapter(whole: str, owner: str) -> str:
    return _CHAPTERS_OF_THEIR_OWN.get(whole, CHAPTERS[owner])


def _measures() -> tuple[Measure, ...]:
    breakdowns = dict.fromkeys((one.part_of, one.breakdown) for one in COUNTED if one.part_of)
    # A part that is divided again, or that stands in a rate of its own, is a measure too.
    divided = {whole for whole, _ in breakdowns}
    found: list[Measure] = []
    for one in COUNTED:
        if not one.part_of or one.id in divided:
            found.append(_whole(one))
        found += [_divided(*pair) for pair in breakdowns if pair[0] == one.id]
    return tuple(found)


PARTNER_MEASURES = _measures()
"""In the order of the list of indicators, each whole before its parts."""
