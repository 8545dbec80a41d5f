"""SSDA903, the yearly return on children looked after: a set of CSV files, or one of them, read into our tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.formats.annex_a.coverage import allowed_gap
from safeguarding_report.formats.read_return import ReadReturn, refused
from safeguarding_report.formats.ssda903.building import Building
from safeguarding_report.formats.ssda903.layout import declared_names, meant_list, which_list
from safeguarding_report.formats.ssda903.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.formats.sheet import Opened, Sheet
    from safeguarding_report.formats.ssda903.rows import ListRows

FORM = "ssda903"

SUPPORTS = (
    "children_looked_after_at_31_march",
    "children_starting_to_be_looked_after",
    "children_ceasing_to_be_looked_after",
)
"""The counts that the list Episodes gives, where it covers the year.

Legal statuses V3 and V4 (short breaks) stand in the tables like any other: whoever counts leaves them out.
"""

SUPPORTS_WITH_MISSING = (
    "missing_episodes",
    "children_missing",
    "children_missing_repeatedly",
    "away_without_authorisation_episodes",
    "children_away_without_authorisation",
)
"""The counts that the list Missing gives: of a set without it nobody knows whether nobody was missing."""

__all__ = ["FORM", "SUPPORTS", "SUPPORTS_WITH_MISSING", "declared_names", "read_opened", "recognises", "resembles"]


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Tell whether any of the files has the columns of a list of SSDA903."""
    return any(which_list(sheet) is not None for sheet in sheets)


def resembles(sheets: Sequence[Sheet]) -> bool:
    """Tell whether any of the files has most columns of a list, without one that it is known by."""
    return any(meant_list(sheet) is not None for sheet in sheets)


def read_opened(opened: Opened, context: ReturnContext) -> ReadReturn:
    """Read the lists that a set of CSV files holds into tables."""
    lists_read: dict[str, ListRows] = {}
    findings = list(opened.findings)
    left_out: list[str] = []
    found = {sheet.number: which_list(sheet) or meant_list(sheet) for sheet in opened.sheets}
    times = Counter(known.name for known in found.values() if known is not None)
    for sheet in opened.sheets:
        known = found[sheet.number]
        if known is None:
            reason = "Its columns are those of no list of SSDA903, so nothing of it is read. Check the header."
            findings.append(_about(sheet, context, "unknown file", reason))
        elif times[known.name] > 1:
            reason = "Which of the two is right cannot be told, so neither is read. Send only one."
            findings.append(_about(sheet, context, f"list {known.name} twice", reason))
        elif sheet.hidden:
            reason = f"It holds the list {known.name}, and a hidden sheet is not read. Show it and send it again."
            findings.append(_about(sheet, context, "hidden sheet", reason))
        elif not known.is_read:
            left_out.append(known.name)
        else:
            rows = read_rows(sheet, known, context)
            lists_read[known.name] = rows
            findings += (*sheet.findings_of(known.name), *rows.findings)
            left_out += rows.left_out
    if not lists_read and not left_out:
        return refused(*findings, form=FORM)
    building = Building(lists_read, context)
    tables = building.tables()
    covers_year, uncovered = _coverage(lists_read, context)
    return ReadReturn(
        form=FORM,
        tables=tables,
        findings=tuple(worst_first([*findings, *building.findings, *uncovered])),
        left_out=tuple(left_out),
        supports=(*SUPPORTS, *(SUPPORTS_WITH_MISSING if "Missing" in lists_read else ())) if covers_year else (),
    )


def _coverage(lists_read: dict[str, ListRows], context: ReturnContext) -> tuple[bool, list[Finding]]:
    """Judge by the dates of Episodes whether the return is for this year, and for the whole of it."""
    episodes = lists_read.get("Episodes")
    if episodes is None or not episodes.is_whole or episodes.frame.empty:
        return False, []
    first, last = pd.Timestamp(context.year.start), pd.Timestamp(context.year.end)
    days = pd.concat([episodes.frame["DECOM"], episodes.frame["DEC"]]).dropna()
    year = f"1 April {first.year} to 31 March {last.year}"
    inside = days[days.between(first, last)]
    late = days.index[days > last].unique()
    if inside.empty or len(late) > len(inside):
        reason = f"Few or none of its dates are in the year {year}. Send the return of this year."
        return False, [Finding("error", context.return_id, "wrong year", reason, episodes.name)]
    findings = []
    if len(late):
        reason = f"A return for {year} holds nothing later. Check the date."
        rows = tuple(late)
        findings.append(
            Finding(
                "query", context.return_id, "date after the year", reason, episodes.name, count=len(rows), rows=rows
            )
        )
    days_short = (last - inside.max()).days
    if days_short > allowed_gap(len(inside)):
        reason = (
            f"Its dates end {days_short} days before 31 March, more than chance explains. Send the whole of {year}."
        )
        findings.append(Finding("query", context.return_id, "part of the year", reason, episodes.name))
        return False, findings
    return True, findings


def _about(sheet: Sheet, context: ReturnContext, rule: str, reason: str) -> Finding:
    return Finding("error", context.return_id, rule, reason, table=sheet.called, rows=(sheet.header_row,))
