"""How a build tells what it does: a bar on a terminal, plain lines elsewhere. Never a value of the data."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as RichProgress

    from safeguarding_report.tasks import Task


class Progress(Protocol):
    """Somebody who wants to know how a build goes."""

    def begun(self, tasks: int) -> None:
        """Hear how many tasks there are."""

    def started(self, task: Task, why: str) -> None:
        """Hear that a task was begun, and why it had to be."""

    def ended(self, task: Task, summary: str) -> None:
        """Hear that a task is done and its products stand in their places."""

    def restored(self, task: Task, why: str) -> None:
        """Hear that an earlier result was put back, and why it had to be."""

    def failed(self, task: Task, notebook: str) -> None:
        """Hear that a task failed, and where its notebook lies as far as it ran."""


class PlainProgress:
    """One line per event, as a log wants it."""

    def begun(self, tasks: int) -> None:
        """Say nothing: when all is up to date there is nothing to count."""

    def started(self, task: Task, why: str) -> None:
        """Say that a task was begun."""
        click.echo(f"{task}: {why}")

    def ended(self, task: Task, summary: str) -> None:
        """Say what there is to say of a task that is done; most often nothing."""
        if summary:
            click.echo(f"{task}: {summary}")

    def restored(self, task: Task, why: str) -> None:
        """Say that an earlier result was put back."""
        click.echo(f"{task}: put back from the store ({why})")

    def failed(self, task: Task, notebook: str) -> None:
        """Say that a task failed; the reasons are told together at the end."""
        click.echo(f"{task}: FAILED{f' (see {notebook})' if notebook else ''}")


class BarProgress:
    """A bar that counts tasks, and lines only for what a person should read."""

    def __init__(self) -> None:
        self._bar: RichProgress | None = None
        self._tasks = 0

    def begun(self, tasks: int) -> None:
        """Remember how many tasks the bar counts."""
        self._tasks = tasks

    def started(self, task: Task, why: str) -> None:
        """Show the task beside the bar."""
        self._show(str(task), why)

    def ended(self, task: Task, summary: str) -> None:
        """Move the bar on."""
        self._move(f"{task}: {summary}" if summary else "")

    def restored(self, task: Task, why: str) -> None:
        """Move the bar on."""
        self._show(str(task), why)
        self._move("")

    def failed(self, task: Task, notebook: str) -> None:
        """Say that a task failed."""
        self._move(f"{task}: FAILED{f' (see {notebook})' if notebook else ''}")

    def close(self) -> None:
        """Take the bar from the screen."""
        if self._bar is not None:
            self._bar.stop()

    def _started_bar(self) -> RichProgress:
        if self._bar is None:
            # Imported here: a build with nothing to do draws no bar and does not wait for it.
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
            from rich.progress import Progress as Bar  # noqa: PLC0415

            self._bar = Bar(BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
            self._bar.add_task("", total=self._tasks)
            self._bar.start()
        return self._bar

    def _show(self, task: str, why: str) -> None:
        bar = self._started_bar()
        bar.update(bar.task_ids[0], description=f"{task}: {why}")

    def _move(self, line: str) -> None:
        bar = self._started_bar()
        bar.advance(bar.task_ids[0])
        if line:
            bar.console.print(line, markup=False, highlight=False)


@contextmanager
def watching(*, quiet: bool) -> Iterator[Progress | None]:
    """Watch a build in the way that fits where its words go."""
    if quiet or not sys.stdout.isatty():
        yield None if quiet else PlainProgress()
        return
    bar = BarProgress()
    try:
        yield bar
    finally:
        bar.close()
