"""Reading the returns that count: each by its form, all into the same tables, with everything that was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.findings import Finding
from safeguarding_report.formats.read_return import ReadReturn, ReturnContext
from safeguarding_report.formats.refusals import WITHOUT_ROWS
from safeguarding_report.formats.returns import read_return
from safeguarding_report.formats.templates import EMPTY_TEMPLATE
from safeguarding_report.pseudonyms import pseudonyms_of
from safeguarding_report.receiving.differences import what_changed
from safeguarding_report.receiving.log_checks import registers_in
from safeguarding_report.receiving.nil import nil_return
from safeguarding_report.receiving.settings import REGISTERS_FOLDER, RETURNS_FOLDER
from safeguarding_report.receiving.standing import FORM_WORDS
from safeguarding_report.tables.children import CHILD_TABLES
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.receiving.log_reading import LogRead
    from safeguarding_report.receiving.settings import Expected
    from safeguarding_report.receiving.standing import Standing
    from safeguarding_report.year import ReportingYear

RETURN_TABLES = {table.name: table for table in (*CHILD_TABLES, PARTNER_FIGURES, *REGISTERS)}
"""Every table that returns and registers are read into, by its name."""

CHANGES_COLUMNS = ("file", "before", "table", "rows_before", "rows_now", "added", "removed", "changed")

NO_CHANGES = pd.DataFrame(columns=[*CHANGES_COLUMNS])

_NIL_IN_WORDS = "a nil return"

_READ_AS = {"register": "template"}
"""Forms that readers know by another name."""


@dataclass(frozen=True)
class OneRead:
    """One return that counts, and what reading it gave."""

    standing: Standing
    return_id: str
    read: ReadReturn
    changes: pd.DataFrame
    """What changed since the version before; no row where there was none."""


class Reader:
    """Reads what stands in the folder of one partnership and year."""

    def __init__(self, folder: Path, partnership: Partnership, year: ReportingYear, secret: bytes) -> None:
        self.folder = folder
        self.partnership = partnership
        self.year = year
        self._secret = secret

    def read_counted(self, all_standing: Sequence[Standing]) -> Iterator[OneRead]:
        """Read every return that counts and whose file is there, and compare it with the version before."""
        for standing in all_standing:
            counted = standing.counted
            if counted is None:
                continue
            if counted.is_nil:
                nil = nil_return(standing, self.partnership)
                yield OneRead(standing, standing.expected.id, nil, self._changes({}, standing))
            elif self._is_there(counted.file):
                read = self._read(counted.file, standing.expected)
                yield OneRead(standing, counted.file, read, self._changes(read.tables, standing))

    def read_registers(self) -> Iterator[ReadReturn]:
        """Read the registers that the partnership's own office keeps."""
        for called, path in registers_in(self.folder / REGISTERS_FOLDER).items():
            yield _may_be_empty(self._checked(read_return(path, self._context(called, "")), "register", called))

    def read_unsure(self, log_read: LogRead) -> Iterator[ReadReturn]:
        """Read files of which an entry of returns.toml cannot be read, so that what is wrong in them is told as well."""
        areas = {expected.id: expected.area for expected in log_read.log.expected if expected.is_child_level}
        for file, answers in sorted(log_read.unsure.items()):
            if self._is_there(file):
                yield read_return(self.folder / RETURNS_FOLDER / file, self._context(file, areas.get(answers, "")))

    def _is_there(self, file: str) -> bool:
        path = self.folder / RETURNS_FOLDER / file
        return path.exists() and path.resolve().is_relative_to((self.folder / RETURNS_FOLDER).resolve())

    def _read(self, file: str, expected: Expected) -> ReadReturn:
        authority = expected.area if expected.is_child_level else ""
        read = read_return(self.folder / RETURNS_FOLDER / file, self._context(file, authority))
        return self._checked(read, expected.form, file)

    def _context(self, return_id: str, authority: str) -> ReturnContext:
        return ReturnContext(return_id, authority, self.year, pseudonyms_of(self._secret, authority))

    def _checked(self, read: ReadReturn, form: str, file: str) -> ReadReturn:
        """Return what was read, without a row where it is another form than the expected one."""
        allowed = _allowed(form)
        other = [name for name in read.tables if name not in allowed]
        if not read.form or (read.form == _READ_AS.get(form, form) and not other):
            return read
        found = FORM_WORDS.get(read.form, read.form)
        reason = (
            f"Expected the {FORM_WORDS[form]}, and this is the {found}. "
            "Nothing of it is used. Put the right file there, or say in returns.toml what it is."
        )
        wrong = Finding("error", file, "another form than expected", reason)
        return ReadReturn(read.form, {}, (wrong, *read.findings), read.left_out, ())

    def _changes(self, tables: dict[str, pd.DataFrame], standing: Standing) -> pd.DataFrame:
        """Return what changed since the version before; a nil return is a version without a row."""
        counted, before = standing.counted, standing.before
        if counted is None or before is None or not (before.is_nil or self._is_there(before.file)):
            return NO_CHANGES
        older = {} if before.is_nil else self._read(before.file, standing.expected).tables
        changed = what_changed(tables, older, RETURN_TABLES)
        names = {"file": counted.file or _NIL_IN_WORDS, "before": before.file or _NIL_IN_WORDS}
        return changed.assign(**names)[[*CHANGES_COLUMNS]]


def _may_be_empty(read: ReadReturn) -> ReadReturn:
    """Return what was read of a register of the office, which may have no entry yet: the page says what is missing."""
    findings = (
        replace(one, severity="query", rule="register without rows", reason=_NO_ENTRY)
        if one.rule in {WITHOUT_ROWS, EMPTY_TEMPLATE} and read.tables
        else one
        for one in read.findings
    )
    return replace(read, findings=tuple(findings))


_NO_ENTRY = "It has no entry, and the report says so. Where there are any, put them in."


def _allowed(form: str) -> set[str]:
    registers = {table.name for table in REGISTERS}
    if form == "register":
        return registers
    return registers | {PARTNER_FIGURES.name} if form == "template" else {table.name for table in CHILD_TABLES}


def together(parts: Iterable[ReadReturn]) -> dict[str, pd.DataFrame]:
    """Return the rows of all returns as one frame per table, in the order in which tables are declared."""
    frames: dict[str, list[pd.DataFrame]] = {}
    for part in parts:
        for name, frame in part.tables.items():
            frames.setdefault(name, []).append(frame)
    return {
        # A reader gives back checked rows: what comes from one return alone is as it must be.
        name: frames[name][0] if len(frames[name]) == 1 else table.check(pd.concat(frames[name], ignore_index=True))
        for name, table in RETURN_TABLES.items()
        if name in frames
    }
