"""Findings: what is wrong with data, said so that somebody can put it right without seeing a value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_ROWS = 1000
"""Row numbers kept with a finding; its `count` is always the full number."""

SHOWN_ROWS = 5

Severity = Literal["error", "query"]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (an error) or wants an explanation (a query), without any value.

    `rows` are line numbers as a spreadsheet shows them: the header is line 1.
    """

    severity: Severity
    file: str
    rule: str
    """What was found, in words: "unknown column", "one figure with two values"."""
    reason: str
    """What was expected, and what to do."""
    table: str = ""
    column: str = ""
    count: int = 1
    rows: tuple[int, ...] = ()
    in_words: str = ""
    """The column in the words of the field, where `column` is a name of ours, which corrections.toml wants beside them."""

    @property
    def column_as_told(self) -> str:
        """The column as a reader is told of it: “when it was authorised” (authorisation_date)."""
        return self.in_words or self.column

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(int(row) for row in self.rows[:MOST_ROWS]))

    def __str__(self) -> str:
        where = f"{self.file}, {self.table}" if self.file and self.table else self.file or self.table
        if self.column:
            where += f", column {self.column_as_told}"
        if self.rows:
            more = ", …" if self.count > min(len(self.rows), SHOWN_ROWS) else ""
            where += f", row {', '.join(str(row) for row in self.rows[:SHOWN_ROWS])}{more}"
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.severity}: {where}: {self.rule}{times}. {self.reason}"

    def as_record(self) -> dict[str, Any]:
        """Return the finding as plain data for a JSON file."""
        return asdict(self) | {"rows": list(self.rows)}


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings: errors before queries, then by file, table, column and rule."""
    return sorted(
        findings,
        key=lambda finding: (
            finding.severity != "error",
            finding.file,
            finding.table,
            finding.column,
            finding.rule,
            finding.rows,
        ),
    )


def stop_on_errors(findings: Sequence[Finding], message: str) -> None:
    """Raise a DataError that lists all findings when one of them is an error."""
    if any(finding.severity == "error" for finding in findings):
        raise DataError(message, worst_first(findings))
