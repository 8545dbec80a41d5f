"""Entries of registers as the page prints them: each word and number tied to the cell that was released."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.register import Register
    from safeguarding_report.released import Released
    from safeguarding_report.report.elements import Cell

HELD_BACK = Markup(
    "<p>Entries that tell of very few people are held back until somebody answers for them, and are not counted here.</p>"
)

LEFT_OUT = Markup(
    "<p>Some numbers are left out here, large ones too: added up they would give back a figure of this report that is "
    "hidden because it tells of very few people.</p>"
)

NOT_SAID = "Not said"
"""What stands where an entry says nothing: neither no nor none."""

BEFORE = "_before"
"""How the name of a register ends that a year before handed on."""

_DAY = re.compile(r"20\d\d-\d\d-\d\d|19\d\d-\d\d-\d\d")
_MONTH_COLUMNS = frozenset({"expected_month"})


NOT_PUBLISHED = "not published"
"""Of what a reader asks first and no document says."""


@dataclass(frozen=True)
class Shown:
    """One column of a table of entries: its heading, and the cells that stand in it, each after its own words."""

    heading: str
    parts: tuple[tuple[str, str], ...]
    """(words before, column of the register); a cell that is empty is left out with its words."""
    empty: str = NOT_SAID
    empty_in_document: str = ""
    """What stands instead where the entry was taken from a published document: its silence is not the partnership's."""
    unpublished: tuple[str, ...] = ()
    """Columns of the register of which it is said that they are not published, in an entry taken from a document."""


def shown(column: str, value: str | int) -> str:
    """Return a cell as readers see it: 9 November 2023, October 2024, 1,567, or its words."""
    if isinstance(value, int):
        return f"{value:,}"
    if column in _MONTH_COLUMNS:
        return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
    if _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return value


def cell(register: Register, place: int, column: str) -> Markup:
    """Return one cell of an entry, tied to where it stands; nothing where it is empty."""
    value = register.entries[place].get(column)
    if value is None:
        return Markup("")
    name = f"{register.name}/{place}/{column}"
    if isinstance(value, int):
        return Markup('<data value="{}" data-entry="{}">{}</data>').format(value, name, shown(column, value))
    return Markup('<span data-entry="{}">{}</span>').format(name, shown(column, value))


def in_one_cell(register: Register, place: int, column: Shown) -> Markup:
    """Return what stands in one cell of a table of entries."""
    pieces = [
        Markup('<span class="piece">{}{}</span>').format(words, cell(register, place, name) or NOT_PUBLISHED)
        for words, name in column.parts
        if name in register.entries[place] or (name in column.unpublished and "said_in" in register.entries[place])
    ]
    empty = column.empty_in_document if "said_in" in register.entries[place] else ""
    return Markup(" ").join(pieces) or Markup("{}").format(empty or column.empty)


def entry_table(register: Register, caption: str, heading: Shown, *columns: Shown) -> Markup:
    """Return a table of all entries of a register; nothing where it has none.

    A column that no entry fills is left out, unless its emptiness says something.
    """
    if not register.entries:
        return Markup("")
    kept = [column for column in columns if column.empty != NOT_SAID or _is_filled(register, column)]
    rows: list[tuple[str, Sequence[Cell]]] = [
        (in_one_cell(register, place, heading), [in_one_cell(register, place, column) for column in kept])
        for place in range(len(register.entries))
    ]
    return elements.table(caption, heading.heading, [column.heading for column in kept], rows, of_words=True)


def _is_filled(register: Register, column: Shown) -> bool:
    return any(name in entry for entry in register.entries for _, name in column.parts)


def said_in(register: Register) -> Markup:
    """Return the line that says from which documents the entries were taken; nothing where none says so."""
    places: dict[str, int] = {}
    for place, entry in enumerate(register.entries):
        if "said_in" in entry:
            places.setdefault(str(entry["said_in"]), place)
    if not places:
        return Markup("")
    said = Markup("; ").join(cell(register, place, "said_in") for place in places.values())
    return Markup('<p class="about">Said in: {}.</p>').format(said)


def about_entries(released: Released, register: Register) -> Markup:
    """Return what leads from a table of entries to where they come from: source, period, status and checks."""
    from_documents = sum("said_in" in entry for entry in register.entries)
    sources = [
        *(["the documents named here"] if from_documents else []),
        *(["the register that the partnership keeps"] if from_documents < len(register.entries) else []),
    ]
    year = released.report.year
    period = f"handed on from before {year}" if register.name.endswith(BEFORE) else year
    if is_invented(released):
        status = "invented for a demonstration"
    elif from_documents:
        status = "taken from published documents, shortened, and confirmed by nobody else"
    else:
        status = "as the partnership says it, confirmed by nobody else"
    return Markup(
        '<details class="about"><summary>About these entries</summary>\n'
        "<p>Source: {}. Period: {}. Status: {}.</p>\n{}</details>"
    ).format(" and ".join(sources), period, status, ENTRIES_CHECKED)


def is_invented(released: Released) -> bool:
    """True for a partnership that does not exist, whose figures are its example's."""
    return any("synthetic" in trace.statuses for trace in released.traces.values())


ENTRIES_CHECKED = Markup(
    "<p>Checks: columns, dates and sums as the register declares them; searched for words that tell of very few people; "
    'read back from this page. See <a href="#notes">the notes on the figures</a>.</p>'
)


def held_back(released: Released, *registers: str) -> Markup:
    """Return the sentences that entries are held back or numbers left out, where it is so for any of these registers."""
    told = [released.register(name) for name in registers]
    parts = (
        (HELD_BACK, any(one.held_back for one in told)),
        (LEFT_OUT, any(one.without and one.entries for one in told)),
    )
    return Markup("\n").join(words for words, holds in parts if holds)
