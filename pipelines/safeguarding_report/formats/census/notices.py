"""What is noticed while a census is read: counted and located at once, so that a large file needs no more room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safeguarding_report.findings import MOST_ROWS, Finding, worst_first

if TYPE_CHECKING:
    from safeguarding_report.findings import Severity


@dataclass(frozen=True)
class Notice:
    """One kind of thing that is noticed, in one element."""

    severity: Severity
    element: str
    rule: str
    reason: str
    table: str = ""


@dataclass
class Notices:
    """All that was noticed in one file."""

    file: str
    _rows: dict[Notice, list[int]] = field(default_factory=dict)
    _counts: dict[Notice, int] = field(default_factory=dict)

    def add(self, notice: Notice, row: int) -> None:
        """Note that something stands at a row once more."""
        self._counts[notice] = self._counts.get(notice, 0) + 1
        rows = self._rows.setdefault(notice, [])
        if len(rows) < MOST_ROWS and (not rows or rows[-1] != row):
            rows.append(row)

    def findings(self) -> tuple[Finding, ...]:
        """Return a finding for each kind of thing, worst first."""
        return tuple(
            worst_first(
                Finding(
                    notice.severity,
                    self.file,
                    notice.rule,
                    notice.reason,
                    table=notice.table,
                    column=notice.element,
                    count=count,
                    rows=tuple(self._rows[notice]),
                )
                for notice, count in self._counts.items()
            )
        )
