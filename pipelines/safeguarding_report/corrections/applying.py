"""Applying corrections to what was read, each only where it still fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.corrections.entries import CORRECTIONS_FILE
from safeguarding_report.errors import DataError, did_you_mean
from safeguarding_report.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguarding_report.corrections.entries import Correction
    from safeguarding_report.tables import Column, Table

_APPLIED_COLUMNS = ["correction", "table", "column", "file", "rows", "reason", "who", "when"]


_NOT_OF_ITS_TYPE = "a value of it cannot stand in its column. Write days like 2024-03-31 and numbers in digits"
_NOT_ALLOWED = "what it writes is not in the code list, is needed and empty, or makes two rows the same"
_ROWS_GONE = "its rows are not in what was read; the return may have been sent again"
_MENDED = "its rows no longer say what it corrects; the partner may have mended it"
_NOT_FOUND = "reading no longer finds what it answers; the partner may have mended it"
_FOUND_TWICE = "reading finds it twice in one row; say in finding_column which is meant"


class _MisfitError(Exception):
    """An entry that does not fit what was read; the message says why, without a value."""


@dataclass(frozen=True)
class Corrected:
    """Tables with the corrections in them, what is still to be found, and what was done."""

    tables: dict[str, pd.DataFrame]
    findings: tuple[Finding, ...]
    """Those of reading that no entry settled, and those of entries that no longer fit."""
    applied: pd.DataFrame
    """One row is one entry that was applied, for an analyst to look at; without a value."""


def correct(
    tables: Mapping[str, pd.DataFrame],
    findings: Sequence[Finding],
    corrections: Sequence[Correction],
    known: Mapping[str, Table],
) -> Corrected:
    """Apply every entry that still fits, and settle the finding that it answers; each that does not is an error."""
    work = _Work(dict(tables), list(findings), known)
    applied = []
    for number, correction in enumerate(corrections, 1):
        try:
            work.apply(correction)
        except _MisfitError as misfit:
            work.findings.append(_misfit(number, correction, str(misfit)))
        else:
            applied.append(_record(number, correction))
    return Corrected(work.tables, tuple(work.findings), pd.DataFrame(applied, columns=_APPLIED_COLUMNS))


@dataclass
class _Work:
    """Tables and findings while entries are applied to them."""

    tables: dict[str, pd.DataFrame]
    findings: list[Finding]
    known: Mapping[str, Table]

    def apply(self, correction: Correction) -> None:
        """Apply one entry.

        Raises
        ------
        _MisfitError
            When it does not fit; tables and findings are then as they were.

        """
        table = self._table(correction)
        frame = self.tables.get(table.name, table.empty())
        try:
            selected = _selected(frame, correction, table)
            changed = frame[~selected] if correction.leave_out else _changed(frame, selected, correction, table)
        except ValueError:
            raise _MisfitError(_NOT_OF_ITS_TYPE) from None
        # A row that could not be read stands in no table: the finding that the entry answers is its guard.
        if not (correction.findings and correction.leave_out):
            _guard(frame, selected, correction, table)
        settled = self._settled(correction, tuple(int(row) for row in frame.loc[selected, "row"]))
        try:
            self.tables[table.name] = table.check(changed)
        except DataError:
            raise _MisfitError(_NOT_ALLOWED) from None
        self.findings = settled

    def _table(self, correction: Correction) -> Table:
        if correction.table not in self.known:
            message = f"there is no table {correction.table}.{did_you_mean(correction.table, self.known)}"
            raise _MisfitError(message)
        table = self.known[correction.table]
        for name in (correction.column, correction.where_column):
            if name and name not in table.column_names:
                message = f"the table has no column {name}.{did_you_mean(name, table.column_names)}"
                raise _MisfitError(message)
        return table

    def _settled(self, correction: Correction, selected: tuple[int, ...]) -> list[Finding]:
        """Return the findings without what an entry answers: each of its rows has just one finding of each rule."""
        findings = self.findings
        for rule in correction.findings:
            for row in correction.rows or selected:
                answered = [finding for finding in findings if _is_answered(finding, correction, rule, row)]
                if len(answered) != 1:
                    raise _MisfitError(_NOT_FOUND if not answered else _FOUND_TWICE)
                findings = [
                    left
                    for finding in findings
                    if (left := _without(finding, row) if finding is answered[0] else finding) is not None
                ]
        return findings


def _is_answered(finding: Finding, correction: Correction, rule: str, row: int) -> bool:
    return (
        finding.file == correction.file
        and finding.rule == rule
        and row in finding.rows
        and correction.finding_column in {"", finding.column}
    )


def _without(finding: Finding, row: int) -> Finding | None:
    if finding.count <= 1:
        return None
    return replace(finding, count=finding.count - 1, rows=tuple(one for one in finding.rows if one != row))


def _selected(frame: pd.DataFrame, correction: Correction, table: Table) -> pd.Series[bool]:
    own = frame["return_id"].eq(correction.file).astype(bool)
    if correction.rows:
        return own & frame["row"].isin(list(correction.rows))
    column = _column(table, correction.where_column)
    return own & _has(frame[column.name], column, correction.where_value)


def _guard(frame: pd.DataFrame, selected: pd.Series[bool], correction: Correction, table: Table) -> None:
    """Refuse an entry that no longer fits: its rows are gone, or they do not say any more what it corrects."""
    found = set(frame.loc[selected, "row"])
    if not found or (correction.rows and found != set(correction.rows)):
        raise _MisfitError(_ROWS_GONE)
    if correction.column:
        column = _column(table, correction.column)
        if not _has(frame.loc[selected, column.name], column, correction.from_value).all():
            raise _MisfitError(_MENDED)


def _changed(frame: pd.DataFrame, selected: pd.Series[bool], correction: Correction, table: Table) -> pd.DataFrame:
    column = _column(table, correction.column)
    value = _typed(column, correction.to_value)
    return frame.assign(**{column.name: frame[column.name].mask(selected, value)})


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.columns if column.name == name)


def _has(values: pd.Series[str], column: Column, text: str) -> pd.Series[bool]:
    if not text:
        return values.isna()
    wanted = _typed(column, text)
    return values.eq(wanted).fillna(value=False).astype(bool)


def _typed(column: Column, text: str) -> Any:  # noqa: ANN401 — the column decides
    """Return what a text of an entry is in its column."""
    if not text:
        return pd.NaT if column.type == "date" else pd.NA
    if column.type == "date":
        return pd.Timestamp(date.fromisoformat(text))
    return int(text) if column.type == "whole number" else text


def _misfit(number: int, correction: Correction, wrong: str) -> Finding:
    return Finding(
        "error",
        CORRECTIONS_FILE,
        f"correction {number} does not fit any more",
        f"For {correction.file}: {wrong}{'' if wrong.endswith(('.', '?')) else '.'} Look at the return again, and delete the entry or write it anew.",
        table=correction.table,
        column=correction.column,
        count=max(1, len(correction.rows)),
        rows=correction.rows,
    )


def _record(number: int, correction: Correction) -> dict[str, object]:
    return {
        "correction": number,
        "table": correction.table,
        "column": correction.column or "(left out)",
        "file": correction.file,
        "rows": ", ".join(str(row) for row in correction.rows) or f"by {correction.where_column}",
        "reason": correction.reason,
        "who": correction.who,
        "when": correction.when.isoformat(),
    }
