"""One list as read: its fields as values, and what of it could not be read, was not known or was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.formats import cells
from safeguarding_report.formats.annex_a.header import HeaderFindings
from safeguarding_report.formats.annex_a.layout import code_forms, code_lists
from safeguarding_report.formats.cells import Where
from safeguarding_report.formats.dates import DATES, read_dates

if TYPE_CHECKING:
    from safeguarding_report.findings import Finding, Severity
    from safeguarding_report.formats.annex_a.layout import AnnexList, ListColumn
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.formats.sheet import Sheet

_WITHOUT_RESULT = (
    "formula without a result",
    "Formulas are not worked out, and this one holds no stored result. Paste the column as values and send it again.",
)
_WITH_RESULT = (
    "formula, read as the result it showed",
    "Formulas are not worked out. Send values, so that what arrives is what was checked.",
)
_FAILED = ("formula that failed", "The cell shows an error of the spreadsheet. Mend it or leave the cell empty.")


@dataclass(frozen=True)
class ListRows:
    """The rows of one list: each field is a column of values with the row numbers of the file as index."""

    annex_list: AnnexList
    fields: dict[str, pd.Series[Any]]
    present: frozenset[str]
    """Fields whose column is in the sheet."""
    unusable: pd.Series[Any]
    """True for rows that lack what a row cannot be used without; each has a finding."""
    unread: pd.Series[Any]
    """True for rows in which a cell could not be read; each has a finding."""
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]

    def where(self, context: ReturnContext, name: str) -> Where:
        """Return where the column of a field stands."""
        title = next(column.title for column in self.annex_list.columns if column.name == name)
        return Where(context.return_id, title, self.annex_list.words)


def read_rows(sheet: Sheet, annex_list: AnnexList, context: ReturnContext) -> ListRows:
    """Read the columns of a sheet that is a list."""
    places = annex_list.places(sheet)
    header = HeaderFindings(sheet, annex_list, context.return_id, places)
    findings = header.findings()
    fields: dict[str, pd.Series[Any]] = {}
    unusable = pd.Series(data=False, index=sheet.cells.index)
    unread = unusable.copy()
    for column in annex_list.columns:
        where = Where(context.return_id, column.title, annex_list.words)
        at = places.get(column.name, [])
        if not at:
            fields[column.name] = _missing(column, sheet.cells.index)
            unusable |= bool(column.needed)
            continue
        read, wrong = _read_column(sheet.column(at[0]), column, where, context)
        told = (*sheet.formulas_without_result.get(at[0], ()), *sheet.failed.get(at[0], ()))
        wrong += _findings_behind(sheet, at[0], where)
        if any(finding.severity == "error" for finding in wrong):
            unread |= (read.isna() & ~cells.is_blank(read, sheet.column(at[0]))) | read.index.isin(told)
        if column.needed:
            wrong = cells.with_blank_rows(wrong, read, sheet.column(at[0]), where, column.needed, told)
            unusable |= read.isna()
        fields[column.name] = read.fillna(column.blank) if column.blank else read
        findings += wrong
    return ListRows(annex_list, fields, frozenset(places), unusable, unread, tuple(findings), header.left_out)


def _read_column(
    column_cells: pd.Series[Any], column: ListColumn, where: Where, context: ReturnContext
) -> tuple[pd.Series[Any], list[Finding]]:
    if column.kind == "date":
        return read_dates(column_cells, where)
    if column.kind == "child":
        return cells.read_pseudonyms(column_cells, where, context.pseudonym)
    if column.kind in {"number", "referrals_before"}:
        numbers, wrong = cells.read_whole_numbers(column_cells, where)
        return (_before_this_one(numbers) if column.kind == "referrals_before" else numbers), wrong
    if column.kind in code_forms():
        form, expected = code_forms()[column.kind]
        return cells.read_codes_of_form(column_cells, where, form, expected)
    # Which kind of organisation helped is told in free words by many senders: not known is no error there.
    severity: Severity = "query" if column.kind == "organisation" else "error"
    return cells.read_codes(column_cells, where, code_lists()[column.kind], severity)


def _before_this_one(stated: pd.Series[Any]) -> pd.Series[Any]:
    """Return how many referrals came before; some senders count the referral itself, so none of theirs states 0."""
    counts_itself = stated.notna().any() and int(stated.min()) >= 1
    before: pd.Series[Any] = stated - 1 if counts_itself else stated
    return before


def _missing(column: ListColumn, index: pd.Index) -> pd.Series[Any]:
    if column.blank:
        return pd.Series(column.blank, index=index, dtype="str")
    dtype: Any = {"date": DATES, "number": "Int64", "referrals_before": "Int64"}.get(column.kind, "str")
    missing: pd.Series[Any] = pd.Series(None, index=index, dtype=dtype)
    return missing


def _findings_behind(sheet: Sheet, place: int, where: Where) -> list[Finding]:
    """Return findings about formulas: what a spreadsheet shows is read, and what it does not show is not guessed."""
    behind: tuple[tuple[Severity, cells.Problem, dict[int, tuple[int, ...]]], ...] = (
        ("error", _WITHOUT_RESULT, sheet.formulas_without_result),
        ("error", _FAILED, sheet.failed),
        ("query", _WITH_RESULT, sheet.formulas),
    )
    return [
        where.finding(severity, problem, rows)
        for severity, problem, by_place in behind
        if len(rows := sheet.cells.index.intersection(list(by_place.get(place, ()))))
    ]
