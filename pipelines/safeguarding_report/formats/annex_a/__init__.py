"""Annex A: the lists of children that authorities keep for Ofsted's inspections, as a workbook or as CSV files.

As Ofsted asks for them the lists take six months; what is read here is an extract in their shape for a whole year.
List 4 has no referral date, so the 45 working days cannot be counted; list 7 has only the latest review.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.formats.annex_a.building import build_tables, usable_rows
from safeguarding_report.formats.annex_a.coverage import coverage
from safeguarding_report.formats.annex_a.layout import (
    common_headers,
    declared_names,
    known_headers,
    lists,
    meant_list,
    which_list,
    which_list_not_read,
)
from safeguarding_report.formats.annex_a.rows import read_rows
from safeguarding_report.formats.likeness import FEWEST_HEADERS
from safeguarding_report.formats.read_return import ReadReturn, refused
from safeguarding_report.formats.sheet import plain_headers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.findings import Severity
    from safeguarding_report.formats.annex_a.layout import AnnexList
    from safeguarding_report.formats.annex_a.rows import ListRows
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.formats.sheet import Opened, Sheet

FORM = "annex_a"

__all__ = ["FORM", "declared_names", "known_headers", "read_opened", "recognises", "resembles"]


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Tell whether any of the sheets or files has the headers of a list."""
    return any(which_list(sheet) is not None for sheet in sheets)


def resembles(sheets: Sequence[Sheet]) -> bool:
    """Tell whether any of the sheets or files has most headers of a list, without one that it is known by."""
    return any(_list_of(sheet) is not None for sheet in sheets)


def read_opened(opened: Opened, context: ReturnContext) -> ReadReturn:
    """Read the lists that a workbook or set of CSV files holds into tables."""
    lists_read, findings, left_out = _read_lists(opened.sheets, context)
    findings = [*opened.findings, *findings]
    if not lists_read:
        return refused(*findings, form=FORM)
    tables, wrong = build_tables(lists_read, context)
    findings += wrong
    supports: list[str] = []
    for rows in lists_read:
        covered = coverage(rows, context)
        findings += covered.findings
        if covered.whole_year:
            supports += _supported(rows)
    return ReadReturn(FORM, tables, tuple(findings), tuple(left_out), tuple(supports))


def _read_lists(sheets: Sequence[Sheet], context: ReturnContext) -> tuple[list[ListRows], list[Finding], list[str]]:
    found = {sheet.number: _list_of(sheet) for sheet in sheets}
    times = Counter(
        annex_list.number for sheet in sheets if not sheet.hidden and (annex_list := found[sheet.number]) is not None
    )
    lists_read: list[ListRows] = []
    findings: list[Finding] = []
    left_out: list[str] = []
    for sheet in sheets:
        annex_list = found[sheet.number]
        if sheet.hidden:
            findings.append(_hidden(sheet, context, is_list=annex_list is not None))
        elif annex_list is None:
            if name := which_list_not_read(plain_headers(sheet)):
                left_out.append(name)
            else:
                findings.append(_unknown(sheet, context))
        elif times[annex_list.number] > 1:
            reason = "Which of the two is right cannot be told, so neither is read. Send only one."
            findings.append(_about(sheet, context, "error", f"{annex_list.words} twice", reason))
        else:
            rows = read_rows(sheet, annex_list, context)
            lists_read.append(rows)
            findings += (*sheet.findings_of(annex_list.words), *rows.findings)
            left_out += rows.left_out
    return lists_read, findings, left_out


def _list_of(sheet: Sheet) -> AnnexList | None:
    if known := which_list(sheet):
        return known
    return None if which_list_not_read(plain_headers(sheet)) else meant_list(sheet)


def _supported(rows: ListRows) -> list[str]:
    """Return the counts that a list gives: those that need a field only where every row has it."""
    if not rows.annex_list.needed <= rows.present:
        return []
    supports: list[str] = []
    for declared in rows.annex_list.tables:
        if declared.when and (declared.when not in rows.present or rows.fields[declared.when].isna().all()):
            # A column that nobody filled says nothing, and so not that there was none.
            continue
        supports += declared.supports
        of_table = usable_rows(rows, declared)
        for name, items in declared.supports_with.items():
            known = name in rows.present and (name == declared.when or bool(rows.fields[name][of_table].notna().all()))
            supports += items if known else ()
    return supports


def _hidden(sheet: Sheet, context: ReturnContext, *, is_list: bool) -> Finding:
    if is_list:
        reason = "A hidden sheet is not read, and this one holds a list. Show it or delete it, and send it again."
        return _about(sheet, context, "error", "hidden sheet with a list", reason)
    reason = "A hidden sheet is not read. Delete it: it may hold what was not meant to be sent."
    return _about(sheet, context, "query", "hidden sheet", reason)


def _unknown(sheet: Sheet, context: ReturnContext) -> Finding:
    kind = "file" if sheet.is_file else "sheet"
    if sheet.cells.empty:
        return _about(sheet, context, "query", f"{kind} without rows", "Nothing of it is read.")
    if len(common_headers() & set(plain_headers(sheet))) >= FEWEST_HEADERS:
        # It tells of children, so it was meant to be read.
        titles = ", ".join(f"“{_known_by(one)}” (list {one.number})" for one in lists())
        reason = f"It has no header that only one list has, so nothing of it is read. Expected one of {titles}."
        return _about(sheet, context, "error", "list that cannot be told", reason)
    reason = "Its headers are those of no list of Annex A, so nothing of it is read. Check them, or delete it."
    return _about(sheet, context, "query", f"unknown {kind}", reason)


def _known_by(annex_list: AnnexList) -> str:
    return next(column.title for column in annex_list.columns if column.name == annex_list.known_by[0])


def _about(sheet: Sheet, context: ReturnContext, severity: Severity, rule: str, reason: str) -> Finding:
    return Finding(severity, context.return_id, rule, reason, table=sheet.called, rows=(sheet.header_row,))
