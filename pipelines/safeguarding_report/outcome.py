"""What a build did, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from safeguarding_report.errors import SafeguardingReportError
    from safeguarding_report.tasks import Task
    from safeguarding_report.workspace import Workspace

OUR_FAULT_SHORTLY = "failed in a way that nobody foresaw, which is our fault; the terminal says more."
"""Instead of a traceback."""


@dataclass(frozen=True)
class GateLine:
    """What the gate did for one report: how many figures, how many of them hidden and why, and how safe that is."""

    figures_released: int
    hidden_by_source: int
    hidden_primary: int
    hidden_complementary: int
    left_out: int
    narrowest_range: int | None
    """How many different numbers each protected count can still be, at least; None where there is none to protect."""
    seconds: str
    """How long it took; it stands in no file that is made."""

    @classmethod
    def of(cls, facts: Mapping[str, Any], seconds: str) -> GateLine:
        """Take what disclosure/summary.json says of the gate, and the time from the record of its task."""
        said = {name.name: facts[name.name] for name in fields(cls) if name.name != "seconds"}
        return cls(**said, seconds=seconds)

    def __str__(self) -> str:
        narrowest = "none needed" if self.narrowest_range is None else f"{self.narrowest_range:,} numbers"
        return (
            f"{self.figures_released:,} figures; hidden: {self.hidden_by_source:,} by the source, "
            f"{self.hidden_primary:,} primary, {self.hidden_complementary:,} complementary; "
            f"left out {self.left_out:,}; narrowest range {narrowest}; {self.seconds} s"
        )


def gate_line(workspace: Workspace, task: Task, seconds: str) -> GateLine:
    """Return what the gate did for the report of a task, as it left it."""
    path = workspace.private / task.partnership / task.year / "disclosure" / "summary.json"
    return GateLine.of(json.loads(path.read_text(encoding="utf-8")), seconds)


def queries_in_words(workspace: Workspace, task: Task) -> str:
    """Return in one line what a task found that wants an explanation; most often nothing."""
    path = workspace.private / task.partnership / task.year / task.findings
    found = len(json.loads(path.read_text(encoding="utf-8"))) if task.findings and path.is_file() else 0
    queries = "1 query" if found == 1 else f"{found} queries"
    return f"{queries}, see `safeguarding-report check {task.partnership} {task.year}`" if found else ""


@dataclass
class Outcome:
    """What a build did."""

    reports: int
    ran: list[Task] = field(default_factory=list)
    kept: list[Task] = field(default_factory=list)
    """Not done, because what they made stands and nothing that they depend on is another."""
    restored: list[Task] = field(default_factory=list)
    failures: dict[Task, SafeguardingReportError] = field(default_factory=dict)
    failed_notebooks: dict[Task, str] = field(default_factory=dict)
    """Where the notebooks of failed tasks lie, as far as they ran."""
    held_up: list[Task] = field(default_factory=list)
    """Not done because a task that they need failed."""
    gates: dict[Task, GateLine] = field(default_factory=dict)
    """What the gate did for each report that it was run for, or whose result was put back."""
    undeclared: list[str] = field(default_factory=list)
    """Files in outputs/public that nothing in this workspace made."""
    not_made: str = ""
    """One line on an edition that was asked for and cannot be made on this machine."""

    @property
    def exit_code(self) -> int:
        """0 when all is done; otherwise that of the worst failure."""
        codes = [failure.exit_code for failure in self.failures.values()]
        return max([*codes, 1 if self.undeclared else 0])

    def in_words(self, *, told: Collection[Task] = (), traces: bool = True) -> str:
        """All failures together, and what the build did, in plain words; of those `told` already the first line.

        Without `traces` a fault of ours is told without its traceback, which may hold what nobody chose to show.
        """
        lines = [f"{task.partnership} {task.year}: {line}" for task, line in sorted(self.gates.items())]
        lines += [
            f"{task}: {_words(error, shortly=task in told, traces=traces)}{self._see(task)}"
            for task, error in sorted(self.failures.items())
        ]
        if self.held_up:
            reports = sorted({f"{task.partnership} {task.year}".strip() or task.name for task in self.held_up})
            lines.append(
                f"Not built because of this: {', '.join(reports)}. Public files that were there before still stand."
            )
        if self.undeclared:
            lines.append(f"Nothing here made these files; remove them: {', '.join(self.undeclared)}.")
        if self.not_made:
            lines.append(self.not_made)
        if not self.exit_code:
            lines.append(self._done())
        return "\n".join(lines)

    def _see(self, task: Task) -> str:
        place = self.failed_notebooks.get(task)
        return f"\n  As far as it ran: {place}" if place else ""

    def _done(self) -> str:
        reports = f"All {self.reports} reports are" if self.reports > 1 else "The report is"
        if not self.reports:
            return "Done." if self.ran or self.restored else "Up to date."
        if not self.ran and not self.restored:
            return f"{reports} up to date."
        done = "1 task" if len(self.ran) == 1 else f"{len(self.ran)} tasks"
        return (
            f"{reports} built: {done} done, {len(self.restored)} put back from the store, {len(self.kept)} up to date."
        )

    def as_record(self) -> dict[str, object]:
        """Return the same as plain data, for other programs."""
        return {
            "exit_code": self.exit_code,
            "reports": self.reports,
            "ran": [str(task) for task in self.ran],
            "kept": [str(task) for task in self.kept],
            "restored": [str(task) for task in self.restored],
            "failures": {str(task): str(error) for task, error in self.failures.items()},
            "gates": {f"{task.partnership} {task.year}": asdict(line) for task, line in sorted(self.gates.items())},
            "held_up": [str(task) for task in self.held_up],
            "undeclared": self.undeclared,
            "not_made": self.not_made,
        }


def _words(error: SafeguardingReportError, *, shortly: bool, traces: bool) -> str:
    if not traces and not isinstance(error, UserError):
        return OUR_FAULT_SHORTLY
    return str(error).splitlines()[0] if shortly else str(error)
