"""The header of a census: which collection it is, for which year, and from which authority."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safeguarding_report.formats.census.notices import Notice
from safeguarding_report.reference import areas
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.formats.census.notices import Notices
    from safeguarding_report.formats.census.walk import Block
    from safeguarding_report.formats.read_return import ReturnContext

_COLLECTION = "CIN"


def check_header(header: Block | None, context: ReturnContext, notices: Notices) -> None:
    """Note what in the header does not agree with what was expected: collection, year, authority."""
    if header is None:
        reason = "Which year and authority the file is for cannot be told. Export the file again."
        notices.add(Notice("error", "Header", "element absent", reason), 1)
        return
    details = _values(header.all("CollectionDetails"))
    collection, row = details.get("Collection", ("", header.row))
    if collection.upper() != _COLLECTION:
        reason = "Expected CIN, the children in need census. Is it the right file?"
        notices.add(Notice("error", "Collection", "other collection", reason), row)
    _check_year(details, header.row, context.year, notices)
    _check_authority(_values(header.all("Source")), context, notices)


def _check_year(details: dict[str, tuple[str, int]], row: int, expected: ReportingYear, notices: Notices) -> None:
    """The reference date says which year a file is for; where the element Year says another, that is a query."""
    year_text, year_row = details.get("Year", ("", row))
    date_text, date_row = details.get("ReferenceDate", ("", row))
    year = ReportingYear.from_official(int(year_text)) if _is_year(year_text) else None
    reference = _reporting_year(date_text)
    if reference is None:
        reason = f"Expected 31 March of the year that the census ends in, such as {expected.end}."
        notices.add(Notice("error", "ReferenceDate", "reference date absent or not 31 March", reason), date_row)
    if year is None:
        reason = f"Expected the year in which the census ends, such as {expected.official_year}."
        notices.add(Notice("query", "Year", "year absent or not a year", reason), year_row)
    elif reference is not None and year != reference:
        reason = f"ReferenceDate says {reference}, Year says {year}. The file is taken to be for {reference}."
        notices.add(Notice("query", "Year", "year and reference date disagree", reason), year_row)
    said = reference or year
    if said is not None and said != expected:
        reason = f"The file is for {said}; expected {expected}. Is it filed under the right year?"
        notices.add(Notice("error", "ReferenceDate", "wrong year", reason), date_row if reference else year_row)


def _check_authority(source: dict[str, tuple[str, int]], context: ReturnContext, notices: Notices) -> None:
    """Compare the department's three digits; those of an invented authority are in no list and not compared."""
    given, row = source.get("LEA", ("", 1))
    known = areas().get(context.authority_code)
    is_of_another = given in {area.old_la_code for area in areas().values() if area.old_la_code}
    if (known is not None and given != known.old_la_code) or (known is None and is_of_another):
        name = f"{known.area_name} ({known.old_la_code})" if known else "an invented authority"
        reason = f"Expected {name}. Is it filed under the right partner?"
        notices.add(Notice("error", "LEA", "other authority", reason), row)


def _values(blocks: Iterable[Block]) -> dict[str, tuple[str, int]]:
    return {
        name: (given[0][0].strip(), given[0][1]) for block in blocks for name, given in block.texts.items() if given
    }


def _is_year(text: str) -> bool:
    return len(text) == len("2024") and text.isascii() and text.isdigit()


def _reporting_year(text: str) -> ReportingYear | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    year = ReportingYear.from_official(day.year)
    return year if day == year.end else None
