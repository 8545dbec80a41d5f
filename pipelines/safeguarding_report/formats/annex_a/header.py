"""The header of a list: which columns are absent, given twice, unknown, or left out on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.formats.likeness import place_of_a_misspelling
from safeguarding_report.formats.sheet import column_letter, plain_header, plain_headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from safeguarding_report.findings import Severity
    from safeguarding_report.formats.annex_a.layout import AnnexList, ListColumn
    from safeguarding_report.formats.sheet import Sheet


class HeaderFindings:
    """Compares the header of a sheet with the columns of its list; unknown columns are called by their letters.

    A header that is not known may be a misplaced row, so no finding repeats it.
    """

    def __init__(self, sheet: Sheet, annex_list: AnnexList, file: str, places: Mapping[str, Sequence[int]]) -> None:
        self._sheet = sheet
        self._list = annex_list
        self._file = file
        self._places = places
        self._headers = plain_headers(sheet)
        self._on_purpose = {plain_header(text): text for text in annex_list.left_out}
        self._unknown = [*self._unknown_places()]
        self._meant = {
            place: column
            for column in annex_list.columns
            if column.name not in places and (place := self._misspelt_at(column)) is not None
        }

    @property
    def left_out(self) -> tuple[str, ...]:
        """Columns that are recognised and left out on purpose."""
        held = (self._on_purpose[header] for header in self._headers if header in self._on_purpose)
        return tuple(f"{self._list.words}: {title}" for title in held)

    def findings(self) -> list[Finding]:
        """Return what is wrong with the header."""
        return [*self._twice(), *self._absent(), *(self._unknown_column(place) for place in self._unknown)]

    def _unknown_places(self) -> Iterator[int]:
        read = {place for at in self._places.values() for place in at}
        for place, header in enumerate(self._headers):
            if place in read or header in self._on_purpose:
                continue
            if header or (len(self._sheet.cells) and (self._sheet.column(place) != "").any()):
                yield place

    def _misspelt_at(self, column: ListColumn) -> int | None:
        return place_of_a_misspelling([plain_header(text) for text in column.headers], self._headers, self._unknown)

    def _twice(self) -> Iterator[Finding]:
        for column in self._list.columns:
            if len(at := self._places.get(column.name, ())) > 1:
                letters = " and ".join(column_letter(place) for place in at)
                reason = f"Columns {letters} have headers that mean the same; the first is read. Send only one of them."
                yield self._about("error", "column twice", reason, column.title)

    def _absent(self) -> Iterator[Finding]:
        """A column that a row or the list cannot do without is an error, and any other that is misspelt a query."""
        misspelt = {column.name: place for place, column in self._meant.items()}
        for column in self._list.columns:
            needed = column.needed or ("The list is known by it." if column.name in self._list.known_by else "")
            if column.name in self._places or not (needed or column.name in misspelt):
                continue
            expected = f"Expected a column “{column.title}”."
            place = misspelt.get(column.name)
            near = "" if place is None else f" Column {column_letter(place)} has a header much like it; is it meant?"
            why = needed or "What it tells is not known."
            reason = f"{why} {expected}{near} Mend the header and send the list again."
            yield self._about("error" if needed else "query", "column absent", reason, column.title)

    def _unknown_column(self, place: int) -> Finding:
        meant = self._meant.get(place)
        near = f" Did you mean “{meant.title}”?" if meant else ""
        reason = f"Annex A has no such column under that header, so it is not read.{near} Check the header."
        return self._about("query", "unknown column", reason, f"column {column_letter(place)}")

    def _about(self, severity: Severity, rule: str, reason: str, column: str) -> Finding:
        rows = (self._sheet.header_row,)
        return Finding(severity, self._file, rule, reason, table=self._list.words, column=column, rows=rows)
