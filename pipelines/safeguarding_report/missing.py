"""Missing: why a measure has no figure for an area and year, as far as the released data say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.wording import possessive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.released import Area, Figure, MeasureWords, Released
    from safeguarding_report.return_facts import ReturnFacts

NOT_IN_SOURCE = "not available from the source"

NOT_FROM_RETURNS = "it cannot be worked out from what was returned"
"""Of what is counted from lists of children: the list came, and does not reach back far enough."""

_OWN_COUNTS = "figures on our template"
"""The form on which partners return what they count themselves."""

_CENSUS, _LOOKED_AFTER = "children in need census", "yearly return on looked-after children"

_RETURNED_BY = {
    "police": ("police", _OWN_COUNTS),
    "health": ("health", _OWN_COUNTS),
    "education": ("education", _OWN_COUNTS),
    "front-door": ("local authority", _OWN_COUNTS),
    "partnership-work": ("other", _OWN_COUNTS),
    "looked-after": ("local authority", _LOOKED_AFTER),
}
"""By chapter of a measure the kind of partner that returns it, and on which form; all others are of the census."""

_WHOLE_AREA = "the whole area"

NIL = "nil"


@dataclass(frozen=True)
class Gap:
    """Why there is no figure: whose it is that is missing, and what the data say about it."""

    areas: tuple[Area, ...]
    """Of a joint partnership the authorities without a figure; otherwise the area itself."""
    why: str
    """What became of the return, such as "Wold Police's return came too late to be used", or NOT_IN_SOURCE; else empty."""
    begins: str = ""
    """The first year held, where it is a later one: "2020-21"."""


def gap(released: Released, words: MeasureWords, area: Area) -> Gap | None:
    """Return why a measure has no figure for the year; None where it has one, or a symbol that says why by itself."""
    if not _is_missing(released, words, area):
        return None
    first = released.report.first_period_held.get(words.title, "")
    if first > released.time_period:
        return Gap((area,), "", f"{first[:4]}-{first[4:6]}")
    areas: tuple[Area, ...] = (area,)
    if area.role == "partnership":
        authorities = [own for own in released.own_areas if own.role == "authority"]
        areas = tuple(own for own in authorities if _is_missing(released, words, own)) or areas
    held = released.figure(words.measure, area.code) or released.figure(words.measure, areas[0].code)
    is_published = held is not None and held.status.startswith("official")
    became = [] if is_published else [_became(one) for one in _returns(released, words, areas)]
    if became:
        return Gap(areas, " and ".join(dict.fromkeys(became)))
    return Gap(areas, NOT_IN_SOURCE if held is not None else "")


def in_a_cell(released: Released, words: MeasureWords, area: Area) -> str:
    """Return why a measure has no figure for the year in the few words of a table's cell; empty where nobody knows."""
    found = gap(released, words, area)
    if found is None or not (found.why or found.begins):
        return ""
    if found.begins:
        return f"begins in {found.begins}"
    authorities = [own for own in released.own_areas if own.role == "authority"]
    if area not in found.areas and len(found.areas) < len(authorities):
        return f"none of {' and '.join(own.name for own in found.areas)}"
    if _is_told_of_all(released, words, area):
        return AS_A_WHOLE
    return "; ".join(dict.fromkeys(_in_short(one) for one in _returns(released, words, found.areas))) or found.why


AS_A_WHOLE = "as a whole only"
"""What a cell of an authority says of what is counted for the partnership as a whole."""


def why_not_available(released: Released, figures: Iterable[Figure | None]) -> str:
    """Return the sentence that says why figures of the year have the symbol x, as far as the returns say it; else empty.

    A breakdown is left out: of its categories the returns say nothing.
    """
    own = {area.code: area for area in released.own_areas}
    why: dict[str, None] = {}
    for one in figures:
        is_asked = one is not None and one.symbol == "x" and one.area_code in own and not one.category
        if one is not None and is_asked and one == released.figure(one.measure, one.area_code):
            found = gap(released, released.measures[one.measure], own[one.area_code])
            why |= dict.fromkeys([found.why] if found and found.why not in {"", NOT_IN_SOURCE} else [])
    return f"In {released.report.year} [x] stands because {'; '.join(why)}." if why else ""


def _is_told_of_all(released: Released, words: MeasureWords, area: Area) -> bool:
    """Return whether a partner counts for the whole area together what there is no figure of one authority on."""
    asked = _returns(released, words, (area,))
    is_of_all = bool(asked) and all(one.area == _WHOLE_AREA for one in asked)
    return is_of_all and area != released.whole and not _is_missing(released, words, released.whole)


def _in_short(one: ReturnFacts) -> str:
    otherwise = "not in the return" if one.form == _OWN_COUNTS else "cannot be worked out"
    return _SHORT.get(one.state, otherwise)


_SHORT = {
    "late after the cut-off": "came too late",
    "part of the year": "part of the year",
    "not returned": "not returned",
    "never asked": "not asked for",
}
"""By state of a return what a cell says in place of a number."""


def _is_missing(released: Released, words: MeasureWords, area: Area) -> bool:
    figure = released.figure(words.measure, area.code)
    return figure is None or figure.symbol == "x"


def nil_return(released: Released, words: MeasureWords, area: Area) -> ReturnFacts | None:
    """Return the return that says that there was nothing to count; None where a measure of an area has another."""
    return next((one for one in _returns(released, words, (area,)) if one.state == NIL), None)


def _returns(released: Released, words: MeasureWords, areas: tuple[Area, ...]) -> list[ReturnFacts]:
    """Return the returns that were to give a measure of these areas, one for each partner that it was expected of."""
    kind, form = _RETURNED_BY.get(words.chapter, ("local authority", _CENSUS))
    names = {partner["name"] for partner in released.report.partners if partner["kind"] == kind}
    places = {_WHOLE_AREA, *(area.name for area in areas)}
    return [one for one in released.returns if one.partner in names and one.form == form and one.area in places]


def _became(one: ReturnFacts) -> str:
    whose = possessive(one.partner)
    return {
        "late after the cut-off": f"{whose} return came too late to be used",
        "part of the year": f"{whose} return covers {one.period} alone",
        "not returned": f"{one.partner} sent no return",
        "never asked": f"{one.partner} was not asked for it",
    }.get(one.state, f"{whose} return gives no number for it" if one.form == _OWN_COUNTS else NOT_FROM_RETURNS)
