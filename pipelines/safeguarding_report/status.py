"""What is out of date, and why."""

from __future__ import annotations

import json
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

from safeguarding_report.cache import Cache, Record
from safeguarding_report.environment import this_environment
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.tasks import Task, straight_line
from safeguarding_report.workspace import STEPS

if TYPE_CHECKING:
    from safeguarding_report.workspace import Workspace


def status(workspace: Workspace, partnership: str = "", year: str = "") -> dict[Task, str]:
    """Return every task with the reason why a build would do it again; an empty text when it would not."""
    line = straight_line(workspace, partnership, year)
    cache = Cache(workspace, this_environment(workspace.private / "environment.json"))
    reasons: dict[Task, str] = {}
    for task in TopologicalSorter(line).static_order():
        stale = [needed for needed in line[task] if reasons[needed]]
        records = [(needed, cache.last(needed)) for needed in line[task]]
        known = [(needed, record) for needed, record in records if isinstance(record, Record)]
        if stale or len(known) < len(records):
            reasons[task] = f"waits for {stale[0] if stale else 'what it needs'}"
        else:
            reasons[task] = cache.why(task, cache.parts(task, known))
    cache.files.save()
    return reasons


def status_in_words(reasons: dict[Task, str]) -> list[str]:
    """Return one line per report: up to date, or its first task that is not and why."""
    lines: dict[str, str] = {}
    for task, reason in reasons.items():
        report = f"{task.partnership} {task.year}".strip() or task.name
        if reason and lines.get(report, "up to date") == "up to date":
            lines[report] = reason if task.name == report else f"{task.name}: {reason}"
        lines.setdefault(report, "up to date")
    return [f"{report}: {line}" for report, line in sorted(lines.items())]


def findings_of(workspace: Workspace, partnership: str = "", year: str = "") -> dict[str, list[dict[str, Any]]]:
    """Return what was found in the data of each report, worst first, each with its words."""
    found: dict[str, list[Finding]] = {}
    for task in sorted(straight_line(workspace, partnership, year)):
        if task.findings:
            records = _left_by(workspace, task, task.findings)
            found.setdefault(f"{task.partnership} {task.year}", []).extend(Finding(**record) for record in records)
    return {
        report: [finding.as_record() | {"words": str(finding)} for finding in worst_first(findings)]
        for report, findings in found.items()
    }


def changes_of(workspace: Workspace, partnership: str = "", year: str = "") -> dict[str, list[dict[str, Any]]]:
    """Return what changed in returns that were sent again, by report: numbers of rows by table, each with its words."""
    changed: dict[str, list[dict[str, Any]]] = {}
    for task in sorted(straight_line(workspace, partnership, year)):
        if task.name == "01_validate":
            records = _left_by(workspace, task, f"{STEPS[task.name].output}/changes.json")
            changed[f"{task.partnership} {task.year}"] = [
                record | {"words": _change_in_words(record)}
                for record in records
                if record["added"] or record["removed"] or record["changed"]
            ]
    return changed


def _left_by(workspace: Workspace, task: Task, product: str) -> list[dict[str, Any]]:
    """Return the records that a task left: of its last run where that failed, else of what stands."""
    home = workspace.private / task.partnership / task.year
    places = (home / "failed" / task.name / product.partition("/")[2], home / product)
    path = next((place for place in places if place.is_file()), None)
    records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path else []
    return records


def _change_in_words(record: dict[str, Any]) -> str:
    return (
        f"{record['file']}, sent again for {record['before']}: {record['table']}: {record['rows_before']} rows before, "
        f"{record['rows_now']} now, {record['added']} added, {record['removed']} removed, {record['changed']} changed"
    )
