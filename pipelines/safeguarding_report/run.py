"""The whole pipeline on one screen: every report's tasks in their order, done when needed, put when whole.

```
                                     narratives ─┐
01_validate ─▶ 02_measure ─▶ gate ─▶ 03_chart ─▶ 04_report ─▶ finishing ─▶ (all reports) index
                              ▲                                   │                        ▲
          what has been published              (when asked for) editions: PDF, workbook … ─┘
```
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from safeguarding_report.cache import Cache, Record
from safeguarding_report.environment import this_environment
from safeguarding_report.errors import (
    DiskError,
    InputChangedError,
    Interrupted,
    NotebookError,
    SafeguardingReportError,
    UserError,
)
from safeguarding_report.first_use import make_at_first_use
from safeguarding_report.keeping import throw_away_oldest
from safeguarding_report.outcome import Outcome, gate_line, queries_in_words
from safeguarding_report.outputs import Outputs, hold_outputs
from safeguarding_report.pace import Pace
from safeguarding_report.pango import NO_PANGO, pango_version
from safeguarding_report.schedule import longest_paths, seconds_of
from safeguarding_report.store import write_file
from safeguarding_report.tasks import (
    ADDENDUM,
    ASKED_FOR,
    EDITIONS,
    FINISHING,
    GATE,
    INDEX,
    LINE,
    Task,
    all_tasks,
    number_of_reports,
    straight_line,
)
from safeguarding_report.unchanged import Unchanged
from safeguarding_report.work import Work
from safeguarding_report.workers import Workers, processors

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from safeguarding_report.progress import Progress
    from safeguarding_report.workspace import Workspace


def build(
    workspace: Workspace,
    partnership: str = "",
    year: str = "",
    *,
    until: str = "",
    editions: str | Collection[tuple[str, str]] = (),
    addenda: Collection[tuple[str, str]] = (),
    force: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
    make_executor: Callable[[int, Path], Executor] | None = None,
    cell_seconds: float | None = None,
    kernels: bool = False,
) -> Outcome:
    """Build the reports that are wanted, as far as they are out of date; in ordinary `kernels` only when told to.

    The other `editions` are made when asked for: "all", "newest" (of each partnership's newest report), or of reports
    by partnership and year; `addenda` of reports by partnership and year.

    Raises
    ------
    UsageError
        When partnership, year or task do not exist.
    Interrupted
        When somebody pressed Ctrl-C; all that was at work has been killed.

    """
    wish = {"reports": [partnership, year], "until": until, "editions": editions, "addenda": addenda}
    unchanged = Unchanged(workspace, this_environment(workspace.private / "environment.json"), wish)
    if not force and (kept := unchanged.kept()):
        return _nothing_to_do(kept, progress)
    line = straight_line(workspace, partnership, year, until, editions, addenda)
    without_pdf = _without_pdf(line)
    with hold_outputs(workspace) as outputs:
        make_at_first_use(workspace, line)
        started = Build(workspace, line, outputs, progress, force=force, cell_seconds=cell_seconds, kernels=kernels)
        if progress is not None:
            progress.begun(Pace(line, started.seconds_before, jobs or processors()))
        started.put_back_reports()
        with Workers(make_executor, jobs, outputs.root / "private") as workers:
            try:
                outcome = started.go(workers)
            except KeyboardInterrupt:
                workers.kill()
                message = "Stopped. What was finished is kept, and the next build goes on from there."
                raise Interrupted(message) from None
            finally:
                started.cache.files.save()
        outcome.not_made = without_pdf
        if outcome.ran:
            throw_away_oldest(started.cache)
        if outcome == Outcome(outcome.reports, kept=outcome.kept):
            unchanged.remember(outcome.kept, started.cache.files.looked_at)
        return outcome


def _nothing_to_do(kept: list[Task], progress: Progress | None) -> Outcome:
    """Tell that all these tasks need not be done."""
    if progress is not None:
        progress.begun(Pace(dict.fromkeys(kept, ()), dict, 1))
        for task in kept:
            progress.kept(task, "")
    return Outcome(number_of_reports(kept), kept=kept)


def _without_pdf(line: dict[Task, list[Task]]) -> str:
    """Return one line where PDFs are wanted and cannot be made here; in CI, where nobody reads it, refuse to go on."""
    if not any(task.name == EDITIONS for task in line) or pango_version():
        return ""
    if os.environ.get("CI"):
        raise UserError(NO_PANGO)
    return NO_PANGO


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
        self.running: dict[Future[float], Work] = {}
        self.waiting: list[tuple[float, Task]] = []
        self.reasons: dict[Task, str] = {}
        self.outcome = Outcome(number_of_reports(line))

    def seconds_before(self) -> dict[Task, float]:
        """Return how long each task took when it was last done."""
        records = {task: self.cache.last(task) for task in self.line}
        return {task: seconds_of(task, record.times) for task, record in records.items() if record}

    def put_back_reports(self) -> None:
        """Before anything else: finish putting the public files that an interrupted build left half put."""
        for task in all_tasks(self.workspace):
            record = self.cache.last(task) if task.name in {FINISHING, INDEX} else None
            if record and self.cache.out_of_place(task, record) and self._put(task, record):
                self._tell("restored", task, "its public files were not whole")

    def go(self, workers: Workers) -> Outcome:
        """Do the tasks in their order; a failure holds up what depends on it and nothing else."""
        order = TopologicalSorter(self.line)
        order.prepare()
        while True:
            while ready := order.get_ready():
                order.done(*(task for task in ready if self._is_done_with(task)))
            self._begin_waiting(workers)
            if not self.running:
                break
            ended = self._ended()
            # Others begin before what these left is put away, or a processor would stand idle meanwhile.
            self._begin_waiting(workers)
            for work in ended:
                if self._ended_well(work):
                    order.done(work.task)
        self.outcome.held_up = sorted(set(self.line) - set(self.records) - set(self.outcome.failures))
        self.outcome.undeclared = self._undeclared()
        return self.outcome

    def _is_done_with(self, task: Task) -> bool:
        """Return True when nothing is left to do for a task; otherwise it waits for its turn, or has failed."""
        try:
            if self._is_up_to_date(task):
                return True
        except SafeguardingReportError as error:
            self._fail(task, error)
            return False
        # What begins the longest path comes first: it decides when the whole build ends.
        heappush(self.waiting, (-self.longest[task], task))
        return False

    @cached_property
    def longest(self) -> dict[Task, float]:
        """How long it takes from a task to the end of the build, by what each task took the last time."""
        records = {task: self.cache.last(task) for task in self.line}
        return longest_paths(self.line, {task: record.times for task, record in records.items() if record})

    def _is_up_to_date(self, task: Task) -> bool:
        """Return True when nothing is left to do for a task, if need be after putting an earlier result back."""
        parts = self._parts(task)
        why = self.cache.why(task, parts) if not self.force else "asked for with --force"
        if not why:
            self.records[task] = self._known(task)
            self.outcome.kept.append(task)
            self._tell("kept", task, "")
            return True
        before = None if self.force else self.cache.made_before(self.cache.key(task, parts))
        if before and self._put(task, before):
            self._clear(task, before)
            self._settle(task, before)
            self._note_gate(task, before)
            self.outcome.restored.append(task)
            self._tell("restored", task, why)
            return True
        self.reasons[task] = why
        return False

    def _begin_waiting(self, workers: Workers) -> None:
        while self.waiting and len(self.running) < workers.slots:
            self._begin(heappop(self.waiting)[1], workers)

    def _begin(self, task: Task, workers: Workers) -> None:
        from safeguarding_report.perform import CELL_SECONDS, Order  # noqa: PLC0415 — only a build that works

        # It may have waited for its turn, and its inputs may have been edited meanwhile.
        self.cache.look_again()
        try:
            states = self.cache.states(task)
            parts, inputs = self._parts(task), self._inputs(task)
            staging = self.outputs.staging(task)
        except SafeguardingReportError as error:
            self._fail(task, error)
            return
        made_with = self.environment.as_record() | {"code": self.cache.code_of_report}
        if task.name == EDITIONS:
            made_with |= {"editions": self.cache.code_of_editions, "pango": pango_version()}
        if task.name == ADDENDUM:
            made_with |= {"addendum": self.cache.code_of_addendum}
        order = Order(
            task=task,
            workspace=str(self.workspace.root),
            staging=str(staging),
            runtime=str(self.outputs.runtime),
            made_with=made_with,
            cell_seconds=self.cell_seconds or CELL_SECONDS,
            kernels=self.kernels,
            inputs=inputs,
        )
        self._tell("started", task, self.reasons[task])
        self.running[workers.submit(order)] = Work(task, parts, states, staging)

    def _inputs(self, task: Task) -> dict[str, str]:
        """Return every file that a task reads: its place in the workspace, and where it lies."""
        made = [
            place
            for other in self.line[task]
            for place in self.cache.standing(other, self.records[other])
            if task.reads(other, place)
        ]
        lie = self.cache.files_of(task) | {f"outputs/{place}": f"{self.outputs.root}/{place}" for place in made}
        return {name: path for name, path in lie.items() if os.path.isfile(path)}  # noqa: PTH113 — a text, as it travels

    def _ended(self) -> list[Work]:
        from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415 — only a build that works

        ended = wait(self.running, return_when=FIRST_COMPLETED).done
        return [replace(self.running.pop(future), answer=future) for future in ended]

    def _ended_well(self, work: Work) -> bool:
        try:
            seconds = work.seconds()
            self._check_inputs(work)
            products = self.outputs.collect(work.task, work.staging)
            times = {"ended": datetime.now(UTC).isoformat(timespec="seconds"), "seconds": f"{seconds:.2f}"}
            record = Record(str(work.task), self.cache.key(work.task, work.parts), work.parts, products, times)
            self.cache.keep(record)
            self._clear(work.task, record)
            self._settle(work.task, record)
            if not self._put(work.task, record):
                message = f"{work.task}: the store lost what it made. Check the disk and run the command again."
                raise NotebookError(message)
        except SafeguardingReportError as error:
            self._fail(work.task, error, work.staging)
            return False
        finally:
            shutil.rmtree(work.staging, ignore_errors=True)
        self.outputs.forget_failed(work.task)
        self.outcome.ran.append(work.task)
        self._note_gate(work.task, record)
        self._tell("ended", work.task, queries_in_words(self.workspace, work.task))
        return True

    def _put(self, task: Task, record: Record) -> bool:
        """Put what stands in a task's places; False when the store lacks a part of what the task made."""
        if task.name not in {FINISHING, *ASKED_FOR}:
            return self.outputs.put(record.outputs)
        if task.name in ASKED_FOR:
            # What was made before counts as what stands from here on, or the report would be put without it.
            self.cache.remember(task, record)
        finishing = replace(task, name=FINISHING)
        report = record if task.name == FINISHING else self._known(finishing)
        if not self.outputs.put(self.cache.standing(finishing, report)):
            for name in ASKED_FOR:
                self.cache.forget(replace(task, name=name))
            if task.name in ASKED_FOR or not self.outputs.put(record.outputs):
                return False
        self.outputs.remove_others(finishing, self.cache.standing(finishing, report))
        return True

    def _clear(self, task: Task, record: Record) -> None:
        """Before a result counts as what stands, take away what another one left: later tasks read whole folders."""
        if task.name != FINISHING:  # `_put` clears the public folder, which must never lack a file
            self.outputs.remove_others(task, record.outputs)

    def _check_inputs(self, work: Work) -> None:
        self.cache.look_again()
        changed = work.changed(self._parts(work.task), self.cache.states(work.task))
        if changed:
            message = f"{work.task}: {changed[0]} while it ran. Run the command again."
            raise InputChangedError(message)

    def _settle(self, task: Task, record: Record) -> None:
        # Written down before the files are put: an interruption between the two is seen and mended by the next build.
        self.cache.remember(task, record)
        self.records[task] = record
        if task.name in {FINISHING, *ASKED_FOR}:
            self._write_private_manifest(task)

    def _write_private_manifest(self, task: Task) -> None:
        from safeguarding_report.manifest import private_manifest  # noqa: PLC0415

        tasks = {name: self.cache.last(replace(task, name=name)) for name in LINE}
        if task.name == FINISHING:
            # What is made beside a report comes after it; what was there may be of an earlier page.
            for name in ASKED_FOR:
                tasks.pop(name)
        content = private_manifest({name: asdict(record) for name, record in tasks.items() if record})
        write_file(self.workspace.private / task.partnership / task.year / "manifest.json", content)

    def _fail(self, task: Task, error: SafeguardingReportError, staging: Path | None = None) -> None:
        self.outcome.failures[task] = error
        notebook = ""
        # A disk that is full has been told already, or is the next thing to be told.
        with contextlib.suppress(DiskError):
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
        # What was made beside a report that this build does not look at may be out of date, as the report may be.
        names = {FINISHING, INDEX, *ASKED_FOR}
        public = (task for task in all_tasks(self.workspace) if task.name in names)
        records = [(task, self.cache.last(task)) for task in public]
        places = (place for task, record in records if record for place in self.cache.standing(task, record))
        return self.outputs.undeclared(places)

    def _note_gate(self, task: Task, record: Record) -> None:
        """Note what the gate did, for the last words of the build."""
        if task.name == GATE:
            self.outcome.gates[task] = gate_line(self.workspace, task, record.times.get("seconds", ""))

    def _tell(self, event: str, task: Task, words: str) -> None:
        if self.progress is not None:
            getattr(self.progress, event)(task, words)
