"""How a build tells what it does: a bar on a terminal, plain lines elsewhere, JSON for programs. Never a value of the data."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import click

from safeguarding_report.pace import Pace, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.progress import Progress as RichProgress

    from safeguarding_report.tasks import Task


class Progress(Protocol):
    """Somebody who wants to know how a build goes."""

    def begun(self, pace: Pace) -> None:
        """Hear how much there may be to do."""

    def kept(self, task: Task, words: str) -> None:
        """Hear that a task need not be done: what it made stands."""

    def started(self, task: Task, why: str) -> None:
        """Hear that a task was begun, and why it had to be."""

    def ended(self, task: Task, summary: str) -> None:
        """Hear that a task is done and its products stand in their places."""

    def restored(self, task: Task, why: str) -> None:
        """Hear that an earlier result was put back, and why it had to be."""

    def failed(self, task: Task, notebook: str) -> None:
        """Hear that a task failed, and where its notebook lies as far as it ran."""


class _Counting:
    """Keeps count of the tasks and of the time that is left."""

    def __init__(self) -> None:
        self._pace = Pace({}, dict, 1)

    def begun(self, pace: Pace) -> None:
        """Remember how much there may be to do."""
        self._pace = pace

    def kept(self, task: Task, words: str) -> None:
        """Count a task that need not be done, and say nothing: most often that is most of them."""
        del words
        self._pace.end(task)

    def _standing(self) -> str:
        return f"{self._pace.done} of {self._pace.tasks}, about {in_words(self._pace.seconds_left())} left"


class PlainProgress(_Counting):
    """One line per event, as a log wants it; those that begin a task say how far the build is."""

    def started(self, task: Task, why: str) -> None:
        """Say that a task was begun."""
        self._pace.start(task)
        click.echo(f"{task}: {why} ({self._standing()})")

    def ended(self, task: Task, summary: str) -> None:
        """Say what there is to say of a task that is done; most often nothing."""
        self._pace.end(task)
        if summary:
            click.echo(f"{task}: {summary}")

    def restored(self, task: Task, why: str) -> None:
        """Say that an earlier result was put back."""
        self._pace.end(task)
        click.echo(f"{task}: put back from the store ({why})")

    def failed(self, task: Task, notebook: str) -> None:
        """Say that a task failed; the reasons are told together at the end."""
        self._pace.end(task)
        click.echo(_failed(task, notebook))


class JsonProgress(_Counting):
    """One JSON object per line and event; docs/reference/command-line.md says what each holds."""

    def begun(self, pace: Pace) -> None:
        """Say how many tasks there are."""
        super().begun(pace)
        tell_event("begun", {"tasks": pace.tasks})

    def kept(self, task: Task, words: str) -> None:
        """Say that a task need not be done."""
        super().kept(task, words)
        self._tell("kept", task, {})

    def started(self, task: Task, why: str) -> None:
        """Say that a task was begun, and why."""
        self._pace.start(task)
        self._tell("started", task, {"why": why})

    def ended(self, task: Task, summary: str) -> None:
        """Say that a task is done."""
        self._tell("ended", task, {"seconds": round(self._pace.end(task), 2), "summary": summary})

    def restored(self, task: Task, why: str) -> None:
        """Say that an earlier result was put back."""
        self._pace.end(task)
        self._tell("restored", task, {"why": why})

    def failed(self, task: Task, notebook: str) -> None:
        """Say that a task failed; the outcome says why."""
        self._pace.end(task)
        self._tell("failed", task, {"notebook": notebook})

    def _tell(self, event: str, task: Task, more: Mapping[str, object]) -> None:
        left = {"done": self._pace.done, "seconds_left": round(self._pace.seconds_left(), 1)}
        tell_event(event, {"task": str(task), **more, **left})


class BarProgress(_Counting):
    """A bar that counts tasks, the time that is left, and lines only for what a person should read."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: RichProgress | None = None

    def started(self, task: Task, why: str) -> None:
        """Show the task beside the bar."""
        self._pace.start(task)
        self._show(f"{task}: {why}")

    def ended(self, task: Task, summary: str) -> None:
        """Move the bar on."""
        self._pace.end(task)
        self._show("", f"{task}: {summary}" if summary else "")

    def restored(self, task: Task, why: str) -> None:
        """Move the bar on."""
        self._pace.end(task)
        self._show(f"{task}: put back ({why})")

    def failed(self, task: Task, notebook: str) -> None:
        """Say that a task failed."""
        self._pace.end(task)
        self._show("", _failed(task, notebook))

    def close(self) -> None:
        """Take the bar from the screen."""
        if self._bar is not None:
            self._bar.stop()

    def _started_bar(self) -> RichProgress:
        if self._bar is None:
            # Imported here: a build with nothing to do draws no bar and does not wait for it.
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
            from rich.progress import Progress as Bar  # noqa: PLC0415
            from rich.table import Column  # noqa: PLC0415

            rest = Column(ratio=1, no_wrap=True, overflow="ellipsis")
            words = TextColumn("{task.fields[left]} {task.description}", markup=False, table_column=rest)
            self._bar = Bar(BarColumn(bar_width=20), MofNCompleteColumn(), words, expand=True)
            self._bar.add_task("", total=self._pace.tasks, left="")
            self._bar.start()
        return self._bar

    def _show(self, words: str, line: str = "") -> None:
        bar = self._started_bar()
        shown: dict[str, Any] = {"description": words} if words else {}
        is_done = self._pace.done == self._pace.tasks
        left = "" if is_done else f"about {in_words(self._pace.seconds_left())} left"
        bar.update(bar.task_ids[0], completed=self._pace.done, left=left, **shown)
        if line:
            bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


def _failed(task: Task, notebook: str) -> str:
    return f"{task}: FAILED{f' (see {notebook})' if notebook else ''}"


def tell_event(event: str, content: Mapping[str, object]) -> None:
    """Say one event to a program: one line of JSON, at once."""
    click.echo(json.dumps({"event": event, **content}, ensure_ascii=False))
    sys.stdout.flush()


@contextmanager
def telling(*, quiet: bool = False, as_json: bool = False) -> Iterator[Progress | None]:
    """Tell of a build in the way that fits where its words go."""
    if quiet:
        yield None
    elif as_json:
        yield JsonProgress()
    elif not sys.stdout.isatty():
        yield PlainProgress()
    else:
        bar = BarProgress()
        try:
            yield bar
        finally:
            bar.close()
