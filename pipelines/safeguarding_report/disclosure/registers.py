"""Registers at the gate: the columns that may be published, of the rows that somebody answers for; reviews as clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.disclosure.review_clocks import review_entry
from safeguarding_report.errors import DataError
from safeguarding_report.measures.kept_registers import BEFORE
from safeguarding_report.tables.public_columns import PUBLIC_COLUMNS
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")

_Numbers = dict[str, tuple[str, ...]]

ADDED_UP: dict[str, tuple[_Numbers, ...]] = {
    "audits": ({"cases": ("aud_cases",), **{grade: (f"aud_cases_{grade}",) for grade in _GRADES}},),
    "feedback": ({"heard": ("vcf_children", "vcf_families")},),
    "surveys": ({"heard": ("vcf_children", "vcf_families")},),
    "training": (
        {
            "places": ("trn_attended_of_places_denominator",),
            "bookings": ("trn_bookings", "trn_attended_of_bookings_denominator", "trn_no_shows_denominator"),
            "attended": ("trn_attended_of_places", "trn_attended_of_bookings"),
            "no_shows": ("trn_no_shows",),
        },
        {
            "replies": ("trn_confident_before_denominator", "trn_confident_after_denominator"),
            "confident_before": ("trn_confident_before",),
            "confident_after": ("trn_confident_after",),
        },
        {
            "followed_up": ("trn_used_after_3_months_denominator",),
            "use_after_3_months": ("trn_used_after_3_months",),
        },
    ),
}
"""Numbers of registers about people, and the figures that they make when somebody adds them up.

Numbers of one group tell of each other, and pass together or not at all.
"""

_LONGEST = 50_000
"""Characters of a cell; what is longer was pasted by mistake."""


def public_registers(
    registers: Mapping[str, Sequence[Mapping[str, Any]]], threshold: int, hidden: Collection[str] = ()
) -> dict[str, dict[str, Any]]:
    """Return by register its entries as they may be published, and whether some are held back.

    What the year before handed on is a register of its own, such as funding_before.

    How many are held back is not said: of a register of reviews that would be the number itself.
    Where a figure of the year is hidden of any area (`hidden` names its count), a register keeps its words and loses
    the numbers that add up to it; likewise where a row is held back or an audit looked at few cases.

    Raises
    ------
    DataError
        When there is a register that no table declares, or a row is not whole.

    """
    known = {name: table for table in REGISTERS for name in (table.name, f"{table.name}{BEFORE}")}
    if unknown := sorted(registers.keys() - known.keys()):
        message = f"registers.json: {', '.join(unknown)} is no register that a table declares. Nothing of it passes."
        raise DataError(message)
    released = {}
    for name, rows in registers.items():
        columns = {*known[name].column_names, "answered_for"}
        if wrong := [place for place, row in enumerate(rows, 1) if row.keys() != columns or not _is_plain(row)]:
            message = (
                f"registers.json, {name}, entries {', '.join(map(str, wrong))}: a column is absent, unknown, or holds "
                "what no register holds. Run `safeguarding-report build` again."
            )
            raise DataError(message)
        answered = [row for row in rows if row["answered_for"] is True]
        without = _told_by_adding_up(known[name].name, rows, threshold, hidden)
        entries = [_entry(known[name].name, row, threshold, without) for row in answered]
        released[name] = {"entries": entries, "held_back": len(answered) < len(rows)}
    return released


def _is_plain(row: Mapping[str, Any]) -> bool:
    return all(
        value is None or (isinstance(value, (int, str)) and len(str(value)) <= _LONGEST) for value in row.values()
    )


def _entry(name: str, row: Mapping[str, Any], threshold: int, without: Collection[str]) -> dict[str, str | int]:
    """Return what may be published of one row; an empty cell is not there."""
    if name == "reviews":
        return review_entry(row)
    columns = PUBLIC_COLUMNS.get(name, ())
    if name == "audits" and _tells_grades_of_few(row, threshold):
        without = {*without, *_GRADES}
    columns = tuple(column for column in columns if column not in without)
    shown = {column: row[column] for column in (*columns, "said_in") if row[column] is not None}
    return shown if columns else {}


def _told_by_adding_up(
    name: str, rows: Sequence[Mapping[str, Any]], threshold: int, hidden: Collection[str]
) -> Collection[str]:
    """Return the numbers of a register that do not pass: added up, or taken from a figure, they would tell of few.

    A figure that is hidden must not be their sum; and a figure that is shown, less all the others, would be the number
    of a row that is held back, or of an audit of few cases.
    """
    groups = ADDED_UP.get(name, ())
    is_few = name == "audits" and any(row["cases"] is not None and 1 <= row["cases"] <= threshold for row in rows)
    is_held_back = any(row["answered_for"] is not True for row in rows)
    return {
        number
        for group in groups
        if is_few or is_held_back or any(one in hidden for names in group.values() for one in names)
        for number in group
    }


def _tells_grades_of_few(row: Mapping[str, Any], threshold: int) -> bool:
    """True when a grade was given to very few cases; then no grade is shown, for the others would tell it."""
    return any(row[grade] is not None and 1 <= row[grade] <= threshold for grade in _GRADES)
