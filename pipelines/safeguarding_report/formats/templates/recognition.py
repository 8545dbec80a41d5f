"""Which table a sheet of a template holds, found by its headers and never by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from safeguarding_report.formats.likeness import FEWEST_HEADERS, Headers, most_like
from safeguarding_report.formats.sheet import plain_header, plain_headers
from safeguarding_report.formats.templates.contents import VERSION_COLUMN
from safeguarding_report.formats.templates.notes import READ_ONLY_HEADERS
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.formats.sheet import Sheet
    from safeguarding_report.tables.table import Table

_VERSION = re.compile(r"template version ([0-9]{1,4})")


@dataclass(frozen=True)
class Recognised:
    """What a sheet is: the table that it holds, and the version of the template that it says it is of."""

    table: Table
    version: int | None
    """None where it does not say: a register that is kept without our template."""


def known_headers() -> frozenset[str]:
    """Return all headers of templates in plain spelling, which tell a header from the title above it."""
    own = {plain_header(VERSION_COLUMN)}
    own |= {header for table in _tables() for header in _plain_columns(table)}
    return frozenset(own | {plain_header(text) for header in READ_ONLY_HEADERS for text in header})


def declared_names() -> dict[str, str]:
    """Return how messages call each table, by the plain name that its file has."""
    return {plain_header(table.name): table.name for table in _tables()}


def recognises(sheets: Iterable[Sheet]) -> bool:
    """True when one of the sheets holds a table of ours."""
    return any(_known(sheet) is not None for sheet in sheets)


def resembles(sheets: Iterable[Sheet]) -> bool:
    """True when one of the sheets has most columns of a table of ours, without one that it cannot do without."""
    return any(recognise(sheet) is not None for sheet in sheets)


def recognise(sheet: Sheet) -> Recognised | None:
    """Return what a sheet holds, or None when it is none of ours.

    With the version in its header a sheet is ours as soon as it has half of a table's columns, so that the others can
    be named; without it, it must have all that may not be missing, and more of the table's than of others. A sheet that
    lacks one of these is the table that it has most headers of, so that the absent one can be named.
    """
    if known := _known(sheet):
        return known
    headers = plain_headers(sheet)
    meant = None if is_read_only(sheet) else most_like(headers, _all_headers())
    return Recognised(meant, None) if meant is not None and _version(set(headers)) is None else None


def _known(sheet: Sheet) -> Recognised | None:
    headers = set(plain_headers(sheet))
    version = _version(headers)
    fitting = [
        (len(columns & headers), -len(columns), table)
        for table in _tables()
        if (columns := _plain_columns(table)) and _fits(table, columns, headers, versioned=version is not None)
    ]
    if not fitting:
        return None
    *_, table = max(fitting, key=lambda candidate: candidate[:2])
    return Recognised(table, version)


def is_read_only(sheet: Sheet) -> bool:
    """True for the notes and lists of our own template, which hold nothing to read."""
    headers = {header for header in plain_headers(sheet) if header}
    return any({plain_header(text) for text in header} == headers for header in READ_ONLY_HEADERS)


def is_version_column(header: str) -> bool:
    """True for the column whose name carries the version of the template."""
    return _VERSION.fullmatch(plain_header(header)) is not None


def _fits(table: Table, columns: frozenset[str], headers: set[str], *, versioned: bool) -> bool:
    held = len(columns & headers)
    if versioned:
        return 2 * held >= len(columns)
    needed = {plain_header(column.name) for column in table.asked if not column.may_be_missing}
    return needed <= headers and 2 * held > len({header for header in headers if header})


@cache
def _all_headers() -> tuple[tuple[Table, Headers], ...]:
    return tuple((table, Headers(*_asked_and_also(table))) for table in _tables())


def _asked_and_also(table: Table) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """Return the columns that a sheet is known by: those it needs, or all of them where these are too few to tell."""
    needed = [column for column in table.asked if not column.may_be_missing]
    asked = needed if len(needed) >= FEWEST_HEADERS else table.asked
    return tuple(frozenset([plain_header(column.name)]) for column in asked), _plain_columns(table)


def _version(headers: set[str]) -> int | None:
    found = [int(match[1]) for header in sorted(headers) if (match := _VERSION.fullmatch(header))]
    return found[0] if found else None


@cache
def _tables() -> tuple[Table, ...]:
    return (PARTNER_FIGURES, *REGISTERS)


@cache
def _plain_columns(table: Table) -> frozenset[str]:
    return frozenset(plain_header(column.name) for column in table.asked)
