"""Areas of a report: the partnership's own, the partnership as a whole, and what each is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.reference import (
    ENGLAND,
    NEIGHBOUR_MODEL,
    NOT_CLOSE,
    areas,
    areas_with_regions,
    has_neighbours,
    neighbours,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

PARTNERSHIP_WORDS = " Safeguarding Children Partnership"
"""What the names of most partnerships end with; what stands before is the place."""

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_REGION_ROLES = ("region", "wider region")


def neighbours_code(area_code: str) -> str:
    """Return the code under which an authority's statistical neighbours are one area."""
    return f"neighbours-of-{area_code}"


def neighbours_name(area_code: str) -> str:
    """Return what a reader calls an authority's statistical neighbours."""
    return f"Statistical neighbours of {areas()[area_code].area_name}"


def place(partnership: Partnership) -> str:
    """Return the place that a partnership is of: "South Tees" of the South Tees Safeguarding Children Partnership."""
    return partnership.name.replace(PARTNERSHIP_WORDS, "")


def own_and_around(partnership: Partnership) -> list[str]:
    """Return the codes of its authorities, of the regions around them, and of England, in that order.

    An invented authority lies in no region and is compared with England alone.
    """
    own = list(partnership.areas)
    real = areas_with_regions(code for code in own if code not in partnership.invented_names)
    return list(dict.fromkeys([*own, *real, ENGLAND]))


def names_and_levels(partnership: Partnership, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the name of each of these areas and what kind of area it is; of the whole partnership too."""
    invented = partnership.invented_names
    return {
        code: (invented[code], "Local authority")
        if code in invented
        else (areas()[code].area_name, areas()[code].geographic_level)
        for code in codes
    } | {partnership.slug: (place(partnership), "Partnership")}


def report_areas(partnership: Partnership, year: ReportingYear) -> list[dict[str, Any]]:
    """Return the records of areas.json: own areas first, the whole before its parts, then the comparators."""
    own = list(partnership.areas)
    around = [code for code in own_and_around(partnership) if code not in own]
    names = names_and_levels(partnership, [*own, *around])
    records = []
    if partnership.is_joint:
        compared = around
        records.append(_record(partnership.slug, place(partnership), "Partnership", "partnership", compared, ""))
    for code in own:
        nearest = [neighbours_code(code)] if has_neighbours(code) else []
        regions = [ENGLAND] if code in partnership.invented_names else areas_with_regions([code])[1:]
        records.append(_record(code, *names[code], "authority", [*nearest, *regions], ""))
    records += [
        _record(
            neighbours_code(code), neighbours_name(code), "Statistical neighbours", "neighbours", [], _note(code, year)
        )
        | {"members": [areas()[one.area_code].area_name for one in neighbours()[code]]}
        for code in own
        if has_neighbours(code)
    ]
    nearest_regions = {areas()[code].region_code for code in own if code not in partnership.invented_names}
    records += [
        _record(code, *names[code], _REGION_ROLES[code not in nearest_regions], [], "")
        for code in around
        if code != ENGLAND
    ]
    return [*records, _record(ENGLAND, *names[ENGLAND], "England", [], "")]


def _record(code: str, name: str, level: str, role: str, compared: list[str], note: str) -> dict[str, Any]:
    return {"code": code, "name": name, "level": level, "role": role, "compared_with": compared, "note": note}


def _note(area_code: str, year: ReportingYear) -> str:
    note = (
        f"Statistical neighbours are the ten authorities that the Department for Education's {NEIGHBOUR_MODEL} model "
        "finds most like this one. Their figure is the mean of those that have one."
    )
    if year.official_year < int(NEIGHBOUR_MODEL):
        note += f" The {NEIGHBOUR_MODEL} model is not the model that was in use in {year}."
    far = sum(neighbour.closeness == NOT_CLOSE for neighbour in neighbours()[area_code])
    if far:
        verb = "is" if far == 1 else "are"
        note += f" Of the ten, {_NUMBERS[far]} {verb} rated not close, so compare with care."
    return note
