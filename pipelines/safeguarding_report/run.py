"""The whole pipeline on one screen: every report's tasks in their order, done when needed, put when whole.

```
01_validate ─▶ 02_measure ─▶ gate ─▶ 03_chart ─▶ 04_report ─▶ finishing ─▶ (all reports) index
                              ▲
          gate of the year before
```
"""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from safeguarding_report.cache import Cache, Record
from safeguarding_report.environment import this_environment
from safeguarding_report.errors import InputChangedError, Interrupted, NotebookError, SafeguardingReportError
from safeguarding_report.first_use import make_at_first_use
from safeguarding_report.outcome import Outcome
from safeguarding_report.outputs import Outputs, hold_outputs
from safeguarding_report.pace import Pace
from safeguarding_report.store import write_file
from safeguarding_report.tasks import FINISHING, GATE, INDEX, LINE, Task, all_tasks, straight_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from safeguarding_report.progress import Progress
    from safeguarding_report.workspace import Workspace


def build(
    workspace: Workspace,
    partnership: str = "",
    year: str = "",
    *,
    until: str = "",
    force: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
    make_executor: Callable[[int, Path], Executor] | None = None,
    cell_seconds: float | None = None,
    kernels: bool = False,
) -> Outcome:
    """Build the reports that are wanted, as far as they are out of date; in ordinary `kernels` only when told to.

    Raises
    ------
    UsageError
        When partnership, year or task do not exist.
    Interrupted
        When somebody pressed Ctrl-C; all that was at work has been killed.

    """
    line = straight_line(workspace, partnership, year, until)
    with hold_outputs(workspace) as outputs:
        make_at_first_use(workspace, line)
        started = Build(workspace, line, outputs, progress, force=force, cell_seconds=cell_seconds, kernels=kernels)
        at_once = jobs or _processors()
        if progress is not None:
            progress.begun(Pace(line, started.seconds_before, at_once))
        started.put_back_reports()
        with _executor(make_executor, at_once, outputs) as executor:
            try:
                return started.go(executor)
            except KeyboardInterrupt:
                executor.shutdown(wait=True, cancel_futures=True)
                message = "Stopped. What was finished is kept, and the next build goes on from there."
                raise Interrupted(message) from None


def _executor(make: Callable[[int, Path], Executor] | None, jobs: int, outputs: Outputs) -> Executor:
    if make is None:
        from safeguarding_report.processes import ProcessPerTask  # noqa: PLC0415 — multiprocessing is slow to import

        make = ProcessPerTask
    return make(jobs, outputs.root / "private")


def _processors() -> int:
    """Return how many processors this build may use; only Linux tells them from how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Build:
    """One build at work."""

    def __init__(
        self,
        workspace: Workspace,
        line: dict[Task, list[Task]],
        outputs: Outputs,
        progress: Progress | None,
        *,
        force: bool,
        cell_seconds: float | None,
        kernels: bool,
    ) -> None:
        self.workspace = workspace
        self.line = line
        self.outputs = outputs
        self.progress = progress
        self.force = force
        self.cell_seconds = cell_seconds
        self.kernels = kernels
        self.environment = this_environment(workspace.private / "environment.json")
        self.cache = Cache(workspace, self.environment)
        self.records: dict[Task, Record] = {}
        self.running: dict[Future[float], _Work] = {}
        self.outcome = Outcome(reports=sum(task.name == FINISHING for task in line))

    def seconds_before(self) -> dict[Task, float]:
        """Return how long each task took when it was last done."""
        records = {task: self.cache.last(task) for task in self.line}
        return {task: float(record.times.get("seconds", "0")) for task, record in records.items() if record}

    def put_back_reports(self) -> None:
        """Before anything else: finish putting the public files that an interrupted build left half put."""
        for task in all_tasks(self.workspace):
            record = self.cache.last(task) if task.name in {FINISHING, INDEX} else None
            if record and self.cache.out_of_place(record) and self.outputs.put(record.outputs):
                self._tell("restored", task, "its public files were not whole")

    def go(self, executor: Executor) -> Outcome:
        """Do the tasks in their order; a failure holds up what depends on it and nothing else."""
        order = TopologicalSorter(self.line)
        order.prepare()
        while True:
            while ready := order.get_ready():
                for task in ready:
                    if self._is_up_to_date(task, executor):
                        order.done(task)
            if not self.running:
                break
            for future in wait(self.running, return_when=FIRST_COMPLETED).done:
                work = self.running.pop(future)
                if self._ended_well(future, work):
                    order.done(work.task)
        self.outcome.held_up = sorted(set(self.line) - set(self.records) - set(self.outcome.failures))
        self.outcome.undeclared = self._undeclared()
        return self.outcome

    def _is_up_to_date(self, task: Task, executor: Executor) -> bool:
        """Return True when nothing is left to do for a task; otherwise begin it."""
        parts = self._parts(task)
        why = self.cache.why(task, parts) if not self.force else "asked for with --force"
        if not why:
            self.records[task] = self._known(task)
            self.outcome.kept.append(task)
            self._tell("kept", task, "")
            return True
        before = None if self.force else self.cache.made_before(self.cache.key(task, parts))
        if before and self.outputs.put(before.outputs):
            self._settle(task, before)
            self.outcome.restored.append(task)
            self._tell("restored", task, why)
            return True
        self._begin(task, parts, why, executor)
        return False

    def _begin(self, task: Task, parts: dict[str, str], why: str, executor: Executor) -> None:
        from safeguarding_report.notebook import CELL_SECONDS  # noqa: PLC0415 — only a build that works
        from safeguarding_report.perform import Order, perform  # noqa: PLC0415

        try:
            staging = self.outputs.staging(task)
        except SafeguardingReportError as error:
            self._fail(task, error)
            return
        order = Order(
            task=task,
            workspace=str(self.workspace.root),
            staging=str(staging),
            runtime=str(self.outputs.runtime),
            made_with=self.environment.as_record(),
            cell_seconds=self.cell_seconds or CELL_SECONDS,
            kernels=self.kernels,
        )
        self._tell("started", task, why)
        self.running[executor.submit(perform, order)] = _Work(task, parts, staging)

    def _ended_well(self, future: Future[float], work: _Work) -> bool:
        try:
            seconds = future.result()
            self._check_inputs(work)
            products = self.outputs.collect(work.task, work.staging)
            times = {"ended": datetime.now(UTC).isoformat(timespec="seconds"), "seconds": f"{seconds:.2f}"}
            record = Record(str(work.task), self.cache.key(work.task, work.parts), work.parts, products, times)
            self.cache.keep(record)
            self._settle(work.task, record)
            self.outputs.put(record.outputs)
        except SafeguardingReportError as error:
            self._fail(work.task, error, work.staging)
            return False
        finally:
            shutil.rmtree(work.staging, ignore_errors=True)
        self.outputs.remove_others(work.task, products)
        self.outputs.forget_failed(work.task)
        self.outcome.ran.append(work.task)
        self._tell("ended", work.task, self._summary(work.task))
        return True

    def _check_inputs(self, work: _Work) -> None:
        changed = [name for name, digest in self._parts(work.task).items() if work.parts.get(name) != digest]
        if changed:
            message = f"{work.task}: {changed[0]} changed while it ran. Run the command again."
            raise InputChangedError(message)

    def _settle(self, task: Task, record: Record) -> None:
        # Written down before the files are put: an interruption between the two is seen and mended by the next build.
        self.cache.remember(task, record)
        self.records[task] = record
        if task.name == FINISHING:
            self._write_private_manifest(task)

    def _write_private_manifest(self, task: Task) -> None:
        from safeguarding_report.manifest import private_manifest  # noqa: PLC0415

        tasks = {name: self.cache.last(Task(task.partnership, task.year, name)) for name in LINE}
        content = private_manifest({name: asdict(record) for name, record in tasks.items() if record})
        write_file(self.workspace.private / task.partnership / task.year / "manifest.json", content)

    def _fail(self, task: Task, error: SafeguardingReportError, staging: Path | None = None) -> None:
        self.outcome.failures[task] = error
        notebook = self.outputs.keep_failed(task, staging) if staging else ""
        if notebook:
            self.outcome.failed_notebooks[task] = notebook
        self._tell("failed", task, notebook)

    def _parts(self, task: Task) -> dict[str, str]:
        return self.cache.parts(task, [(needed, self.records[needed]) for needed in self.line[task]])

    def _known(self, task: Task) -> Record:
        record = self.cache.last(task)
        if record is None:
            message = f"The record of {task} vanished while the build ran. Run the command again."
            raise NotebookError(message)
        return record

    def _undeclared(self) -> list[str]:
        records = [self.cache.last(task) for task in all_tasks(self.workspace) if task.name in {FINISHING, INDEX}]
        return self.outputs.undeclared(place for record in records if record for place in record.outputs)

    def _summary(self, task: Task) -> str:
        """What the gate hid, in one line."""
        if task.name != GATE:
            return ""
        path = self.workspace.private / task.partnership / task.year / "released" / "report.json"
        facts = json.loads(path.read_text(encoding="utf-8"))
        return (
            f"hidden by the source {facts['hidden_by_source']}, hidden here {facts['hidden_primary']}, "
            f"hidden to protect these {facts['hidden_complementary']}"
        )

    def _tell(self, event: str, task: Task, words: str) -> None:
        if self.progress is not None:
            getattr(self.progress, event)(task, words)


@dataclass(frozen=True)
class _Work:
    """A task that is being done."""

    task: Task
    parts: dict[str, str]
    staging: Path
