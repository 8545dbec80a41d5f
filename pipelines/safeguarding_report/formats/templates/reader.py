"""Read a filled template, a workbook or CSV lists, into partner figures and registers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.formats.read_return import ReadReturn
from safeguarding_report.formats.templates.contents import TEMPLATE_VERSION
from safeguarding_report.formats.templates.recognition import Recognised, is_read_only, recognise
from safeguarding_report.formats.templates.rows import SheetReading
from safeguarding_report.tables.partners import PARTNER_FIGURES

if TYPE_CHECKING:
    import pandas as pd

    from safeguarding_report.findings import Severity
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.formats.sheet import Opened, Sheet
    from safeguarding_report.tables import Table

FORM = "template"

EMPTY_TEMPLATE = "empty template"
"""What is found in a workbook of which no row is filled."""


def read_opened(opened: Opened, context: ReturnContext) -> ReadReturn:
    """Read every sheet that holds a table of ours; an empty cell stays empty and is never 0."""
    file = context.return_id
    recognised = {sheet.number: recognise(sheet) for sheet in opened.sheets}
    times = Counter(
        found.table.name for sheet in opened.sheets if (found := recognised[sheet.number]) and not sheet.hidden
    )
    tables: dict[str, pd.DataFrame] = {}
    findings = list(opened.findings)
    for sheet in opened.sheets:
        found = recognised[sheet.number]
        if wrong := _why_not_read(sheet, found, times):
            findings.append(wrong.finding(file, sheet))
        elif found is not None:
            where = _where(sheet, found.table, opened)
            findings += sheet.findings_of(where)
            reading = SheetReading(sheet, found.table, file, where)
            rows = reading.rows(file)
            findings += reading.findings
            if found.table.name == PARTNER_FIGURES.name:
                findings += _numbers_and_statuses(rows, file, where)
            tables[found.table.name] = rows
    if tables and not findings and all(rows.empty for rows in tables.values()):
        reason = "No row of it is filled. Fill it, or tell us that there is nothing to return."
        findings.append(Finding("error", file, EMPTY_TEMPLATE, reason))
    return ReadReturn(FORM, tables, tuple(findings), (), ())


def _where(sheet: Sheet, table: Table, opened: Opened) -> str:
    """Return how findings call a table: by its name, and among the sheets of a workbook by its place too."""
    return f"{table.name}, {sheet.called}" if len(opened.sheets) > 1 and not sheet.is_file else table.name


@dataclass(frozen=True)
class _NotRead:
    """Why a sheet is not read; its name may hold anything, so its place says which it is."""

    severity: Severity
    rule: str
    reason: str

    def finding(self, file: str, sheet: Sheet) -> Finding:
        return Finding(self.severity, file, self.rule, self.reason, sheet.called, rows=(sheet.header_row,))


def _why_not_read(sheet: Sheet, found: Recognised | None, times: Counter[str]) -> _NotRead | None:
    if found is None:
        if is_read_only(sheet) or (sheet.cells.empty and not sheet.is_file):
            return None
        reason = "It holds none of our tables and was not read. Take it out, or use the template."
        return _NotRead("query", f"unknown {'file' if sheet.is_file else 'sheet'}", reason)
    if sheet.hidden:
        return _NotRead("error", "hidden sheet", "What cannot be seen is not read. Show the sheet, or take it out.")
    if found.version not in {None, TEMPLATE_VERSION}:
        reason = f"It was not read. Copy the rows into version {TEMPLATE_VERSION} of the template."
        return _NotRead("error", "template of another version", reason)
    if times[found.table.name] > 1:
        reason = f"Which sheet of {found.table.title} is right cannot be told, so none is read. Send only one."
        return _NotRead("error", "two sheets of one table", reason)
    return None


def _numbers_and_statuses(rows: pd.DataFrame, file: str, where: str) -> list[Finding]:
    """Return findings about figures whose number and status contradict each other; the suite finds absent numbers."""
    number, status = rows["numerator"], rows["status"]
    checks = (
        (
            number.notna() & (status == "not_available"),
            "number that is said not to be available",
            "Take the number or the status back.",
        ),
        (
            (number > 0).fillna(value=False) & (status == "nil_return"),
            "number in a nil return",
            "A nil return says that there was nothing to count. Take the number or the status back.",
        ),
    )
    return [
        Finding(
            "error",
            file,
            rule,
            reason,
            where,
            "numerator",
            count=int(wrong.sum()),
            rows=tuple(sorted(rows["row"][wrong])),
        )
        for wrong, rule, reason in checks
        if wrong.any()
    ]
