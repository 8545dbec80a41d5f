"""Entries of corrections.toml: where a known error stands, what it says, what it must say, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 — read_settings resolves the annotations
from typing import TYPE_CHECKING

from safeguarding_report.settings import KEY, read_settings

if TYPE_CHECKING:
    from pathlib import Path

CORRECTIONS_FILE = "corrections.toml"


@dataclass(frozen=True)
class Correction:
    """One known error: where it stands, what it says, what it must say, and who says so."""

    table: str
    file: str
    """The return, by its path under returns/."""
    reason: str
    who: str
    """The role of who reviewed it."""
    when: date
    column: str = ""
    rows: tuple[int, ...] = ()
    """Its lines in the file; or else the rows in which one column has one value."""
    where_column: str = ""
    where_value: str = ""
    from_value: str = field(default="", metadata={KEY: "from"})
    """What stands there now, as text; empty when it could not be read or is missing."""
    to_value: str = field(default="", metadata={KEY: "to"})
    leave_out: bool = False
    """Leave the rows out instead: for what nobody can put right, or what was not read as a row at all."""
    findings: tuple[str, ...] = ()
    """The rules of the findings that this entry answers, where reading found any: they are settled."""
    finding_column: str = ""
    """The column as these findings call it, where one row has several findings of one rule."""

    def __post_init__(self) -> None:
        if bool(self.rows) == bool(self.where_column):
            message = "say where: either `rows`, or `where_column` with `where_value`."
            raise ValueError(message)
        if bool(self.column) == self.leave_out:
            message = "say what to do: either `column` with `from` and `to`, or `leave_out = true`."
            raise ValueError(message)
        if not self.leave_out and self.from_value == self.to_value:
            message = "`from` and `to` are the same."
            raise ValueError(message)
        if not (self.reason.strip() and self.who.strip()):
            message = "reason and who are texts that say something."
            raise ValueError(message)


@dataclass(frozen=True)
class Corrections:
    """All that corrections.toml says."""

    corrections: tuple[Correction, ...] = ()


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """Read `corrections.toml` of a year's folder; without the file there is nothing to correct.

    Raises
    ------
    UsageError
        When it holds an unknown, absent or wrong key; all of them are named at once.

    """
    path = folder / CORRECTIONS_FILE
    return read_settings(path, Corrections).corrections if path.is_file() else ()
