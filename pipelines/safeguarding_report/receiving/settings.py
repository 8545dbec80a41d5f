"""What is expected from whom, and what came: `returns.toml` of one partnership and year, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 — read_settings resolves the annotations
from pathlib import Path, PurePosixPath

from safeguarding_report.errors import did_you_mean
from safeguarding_report.office_files import is_left_beside
from safeguarding_report.settings import read_settings

RETURNS_FILE = "returns.toml"
RETURNS_FOLDER = "returns"
REGISTERS_FOLDER = "registers"
"""Registers that the partnership's own office keeps, as CSV files of our template beside returns.toml."""

CHILD_LEVEL_FORMS = ("annex_a", "children_in_need_census", "ssda903")
FORMS = (*CHILD_LEVEL_FORMS, "template", "register")

RECEIVED_STATES = ("final", "provisional", "partial", "nil")


@dataclass(frozen=True)
class Expected:
    """One return that is expected: from whom, in which form, for which area and period, and by when."""

    id: str
    partner: str
    form: str
    area: str
    period_start: date
    period_end: date
    due: date | None = None
    asked: bool = True
    """False when nobody asked for it, though it would have served the report."""
    applicable: bool = True
    """False when there can be no such return; the reason says why."""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            message = f"form must be one of {', '.join(FORMS)}.{did_you_mean(self.form, FORMS)}"
            raise ValueError(message)
        if self.period_end < self.period_start:
            message = "`period_end` is before `period_start`."
            raise ValueError(message)
        if not self.applicable and not self.reason:
            message = "what is not applicable needs a reason."
            raise ValueError(message)

    @property
    def is_child_level(self) -> bool:
        """True when its rows are about single children."""
        return self.form in CHILD_LEVEL_FORMS


@dataclass(frozen=True)
class Received:
    """One file that came, or the word that there is nothing to return."""

    answers: str
    received: date
    file: str = ""
    """Its path under returns/; empty for a nil return."""
    sender_role: str = ""
    version: int = 1
    supersedes: str = ""
    """The file that it replaces."""
    state: str = "final"
    accepted: bool = True
    """False while nobody has agreed that it counts."""
    period_start: date | None = None
    """Where its period is not the expected one."""
    period_end: date | None = None
    permitted_use: str = ""

    def __post_init__(self) -> None:
        if self.state not in RECEIVED_STATES:
            message = f"state must be one of {', '.join(RECEIVED_STATES)}.{did_you_mean(self.state, RECEIVED_STATES)}"
            raise ValueError(message)
        if bool(self.file) == (self.state == "nil"):
            message = "a nil return has no file, and every other has one."
            raise ValueError(message)
        path = PurePosixPath(self.file)
        if self.file and (str(path) != self.file or "\\" in self.file or path.is_absolute() or ".." in path.parts):
            message = "file is a plain path under returns/, written with /, such as police/figures_v1.xlsx."
            raise ValueError(message)
        if any(map(is_left_beside, path.parts)):
            message = "file names what a program leaves beside an open file. Name the file itself."
            raise ValueError(message)
        if self.version < 1:
            message = "version is 1 or more."
            raise ValueError(message)

    @property
    def is_nil(self) -> bool:
        """True when there is nothing to return."""
        return self.state == "nil"


@dataclass(frozen=True)
class ReturnsLog:
    """All that returns.toml says."""

    expected: tuple[Expected, ...] = ()
    received: tuple[Received, ...] = ()

    def __post_init__(self) -> None:
        ids = [expected.id for expected in self.expected]
        files = [received.file for received in self.received if received.file]
        if len(set(ids)) < len(ids):
            message = "two expected returns have the same id."
            raise ValueError(message)
        if len(set(files)) < len(files):
            message = "one file was received twice. Each version is a file of its own."
            raise ValueError(message)
        if inside := [file for file in files if any(file.startswith(f"{other}/") for other in files)]:
            message = f"{inside[0]} lies in a folder that was received too, and would count twice. Name one of the two."
            raise ValueError(message)

    def versions_of(self, expected: Expected) -> list[Received]:
        """Return what came in answer to an expectation, the newest version first."""
        answers = [received for received in self.received if received.answers == expected.id]
        return sorted(answers, key=lambda received: (received.version, received.received), reverse=True)


def read_returns_log(folder: Path) -> ReturnsLog:
    """Read `returns.toml` of a year's folder; without the file nothing is expected.

    Raises
    ------
    UsageError
        When it holds an unknown, absent or wrong key; all of them are named at once.

    """
    path = folder / RETURNS_FILE
    return read_settings(path, ReturnsLog) if path.is_file() else ReturnsLog()
