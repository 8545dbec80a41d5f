"""One fault is told once: what reading has said of a cell, a suite does not say again of the same cell left empty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from safeguarding_report.formats.cells import LOOKED_UP_RULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from safeguarding_report.findings import Finding

_PERIOD = ("period_start", "period_end")

_Cell = tuple[str, str, int]
"""The file, the column and the line."""


def told_once(
    reading: Sequence[Finding], suites: Sequence[Finding], tables: Mapping[str, pd.DataFrame]
) -> list[Finding]:
    """Return both kinds of findings, without those that tell of one empty cell a second time.

    A cell that could not be read is empty in its table, and its suite would call it empty although the sender filled
    it. A cell that shows #N/A is read as blank with a query, which the error of a suite about the blank makes needless.
    """
    unread = {cell for finding in reading if finding.severity == "error" for cell in _cells(finding)}
    empty = {cell for finding in suites for cell in _empty(finding, tables)}
    kept = _without(suites, unread & empty)
    asked_for = {cell for finding in kept if finding.severity == "error" for cell in _cells(finding)} & empty
    looked_up = [finding for finding in reading if finding.rule == LOOKED_UP_RULE]
    other = [finding for finding in reading if finding.rule != LOOKED_UP_RULE]
    return [*other, *_without(looked_up, asked_for), *kept]


def without_periods_told(findings: Iterable[Finding], asked: Iterable[Finding]) -> list[Finding]:
    """Return findings without queries about periods of rows whose period is an error already: nobody asked for it."""
    refused = {
        (finding.file, column, row)
        for finding in asked
        if finding.severity == "error" and finding.column in _PERIOD
        for row in finding.rows
        for column in _PERIOD
    }
    return [
        left
        for finding in findings
        for left in (_without([finding], refused) if finding.severity == "query" else [finding])
    ]


def _cells(finding: Finding) -> set[_Cell]:
    return {(finding.file, finding.column, row) for row in finding.rows}


def _empty(finding: Finding, tables: Mapping[str, pd.DataFrame]) -> set[_Cell]:
    """Return the cells of a finding that are empty in their table."""
    frame = tables.get(finding.table)
    if frame is None or finding.column not in frame.columns:
        return set()
    own = frame["return_id"].eq(finding.file) & frame["row"].isin(finding.rows) & frame[finding.column].isna()
    return {(finding.file, finding.column, int(row)) for row in frame.loc[own, "row"]}


def _without(findings: Iterable[Finding], told: set[_Cell]) -> list[Finding]:
    """Return the findings without the rows whose cell was told of; one of which nothing is left goes."""
    left = []
    for finding in findings:
        rows = tuple(row for row in finding.rows if (finding.file, finding.column, row) not in told)
        count = finding.count - (len(finding.rows) - len(rows))
        if count:
            left.append(replace(finding, rows=rows, count=count))
    return left
