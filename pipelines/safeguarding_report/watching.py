"""The loop edit, run, look: builds again whenever something is edited, and shows the pages as their readers see them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import watchfiles

import safeguarding_report
from safeguarding_report.environment import this_environment
from safeguarding_report.errors import InputChangedError, Interrupted, UserError
from safeguarding_report.office_files import LEFT_BESIDE
from safeguarding_report.outputs import OutputsBusyError
from safeguarding_report.processes import PRELOADING, start_server
from safeguarding_report.progress import tell_event, telling
from safeguarding_report.run import build
from safeguarding_report.serving import Noticeboard, serve
from safeguarding_report.serving.public_files import edition_of
from safeguarding_report.store import as_disk_error
from safeguarding_report.tasks import straight_line
from safeguarding_report.unchanged import EDITED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import NoReturn

    from safeguarding_report.outcome import Outcome
    from safeguarding_report.pace import Pace
    from safeguarding_report.progress import Progress
    from safeguarding_report.serving import Preview
    from safeguarding_report.tasks import Task
    from safeguarding_report.workspace import Workspace

QUIET_MILLISECONDS = 20
"""An editor writes a file in several steps, all within a few milliseconds; so long after the last we begin."""

LONGEST_MILLISECONDS = 400
"""A folder that is copied in never falls quiet; after so long we begin with what is there."""

TICK_MILLISECONDS = 200
"""How often we look whether a watched folder came or went."""

BUSY_SECONDS = 0.5
"""How long we wait for another build in the same workspace before we try again."""

_PACKAGE = Path(safeguarding_report.__file__).parent

_BEGIN_ANEW = "import safeguarding_report.cli, safeguarding_report.watching"


@dataclass(frozen=True)
class Watched:
    """What is built again and again."""

    workspace: Workspace
    partnership: str
    year: str
    options: Mapping[str, Any]
    """What else `build` is told each time."""

    @property
    def first_page(self) -> str:
        """The public file to show first."""
        return f"{self.partnership}/{self.year}/report.html" if self.year else "index.html"

    def folders(self) -> list[Path]:
        """Return the folders where an edit may change a report: the workspace's, and our own."""
        ours = [_PACKAGE, *(self.workspace.shipped(name) for name in ("notebooks", "expectations"))]
        places = [*(self.workspace.root / name for name in EDITED), *ours]
        return sorted({place.resolve() for place in places if place.is_dir()})


class EditsOnly(watchfiles.DefaultFilter):
    """Knows the files that editors and offices leave beside the one that is edited."""

    ignore_dirs = (*watchfiles.DefaultFilter.ignore_dirs, ".ipynb_checkpoints")
    ignore_entity_patterns = (
        *watchfiles.DefaultFilter.ignore_entity_patterns,
        *LEFT_BESIDE,
    )


def watch(watched: Watched, port: int, *, as_json: bool, force: bool) -> NoReturn:
    """Build, serve, and build again after each edit, until somebody presses Ctrl-C.

    Raises
    ------
    UsageError
        When there is nothing of this name to build, or the port is taken.

    """
    straight_line(watched.workspace, watched.partnership, watched.year)
    board = Noticeboard()
    with serve(watched.workspace.public, watched.first_page, board, port) as preview:
        _say_where(preview, as_json=as_json)
        watching = _Watching(watched, preview, board, as_json=as_json)
        start_server(watched.workspace.private)
        for number, edited in enumerate(edits(watched)):
            if edited or number == 0:
                watching.take_in(edited, force=force and number == 0)
    message = "Stopped."
    raise Interrupted(message)


def edits(watched: Watched) -> Iterator[set[Path]]:
    """Give the files edited, each time that it falls quiet; an empty set when nothing was for a while.

    What is edited while the last ones are being dealt with comes next.
    """
    came: set[Path] = set()
    while True:
        folders = watched.folders()
        for found in watchfiles.watch(
            *folders,
            watch_filter=EditsOnly(),
            step=QUIET_MILLISECONDS,
            debounce=LONGEST_MILLISECONDS,
            rust_timeout=TICK_MILLISECONDS,
            yield_on_timeout=True,
        ):
            # Nobody saw what was edited in a folder between its coming and its being watched, so it counts as edited.
            yield {Path(path) for _, path in found} | came
            came = set()
            if watched.folders() != folders:
                break
        came = {*watched.folders()} ^ {*folders}


class _Watching:
    """The builds, one after the other, and what is said of them."""

    def __init__(self, watched: Watched, preview: Preview, board: Noticeboard, *, as_json: bool) -> None:
        self._watched = watched
        self._preview = preview
        self._board = board
        self._as_json = as_json
        self._libraries = self._installed()

    def take_in(self, edited: set[Path], *, force: bool) -> None:
        """Build again what the edited files touch."""
        if any(map(_is_at_work_here, edited)) or self._installed() != self._libraries:
            fault = _fault_of_own_code()
            if not fault:
                self._begin_anew()
            self._end("failed", f"The package itself cannot be loaded: {fault}")
            return
        self._board.say("building", "")
        try:
            outcome = self._build(force=force)
        except UserError as error:
            self._end("failed", str(error))
        except OSError as error:
            # The disk, or a file that went away in this moment: the next edit is built all the same.
            self._end("failed", str(as_disk_error(error) or f"A file was not there ({error.strerror}). Save again."))
        else:
            words = outcome.in_words()
            shown = outcome.in_words(traces=False)
            self._end("failed" if outcome.exit_code else "good", shown, words, outcome)

    def _build(self, *, force: bool) -> Outcome:
        """Build once; again where something was edited meanwhile, and later where another build is at work."""
        while True:
            try:
                outcome = self._build_once(force=force)
            except OutputsBusyError:
                self._board.say("building", "waiting for another build in this workspace")
                time.sleep(BUSY_SECONDS)
                continue
            failures = outcome.failures.values()
            if not failures or not all(isinstance(failure, InputChangedError) for failure in failures):
                return outcome

    def _build_once(self, *, force: bool) -> Outcome:
        watched = self._watched
        with telling(as_json=self._as_json) as told:
            progress = _OnTheBoard(self._board, told) if told else None
            return build(
                watched.workspace, watched.partnership, watched.year, force=force, progress=progress, **watched.options
            )

    def _end(self, state: Any, shown: str, words: str = "", outcome: Outcome | None = None) -> None:  # noqa: ANN401
        self._board.say(state, shown, edition_of(self._watched.workspace.public))
        if self._as_json:
            tell_event("outcome", outcome.as_record() if outcome else {"exit_code": 1, "failures": {"": shown}})
        else:
            click.echo(words or shown, err=state == "failed")

    def _installed(self) -> str:
        return this_environment(self._watched.workspace.private / "environment.json").libraries

    def _begin_anew(self) -> None:
        """Become a fresh process: what plans the build, or a library that is loaded already, is another now."""
        self._board.say("building", "beginning anew with the edited package")
        arguments = [*sys.orig_argv[1:], "--port", str(self._preview.server_port)]
        self._preview.server_close()
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 — ourselves


class _OnTheBoard:
    """Tells a build to two who want to know: the terminal, and the frame page."""

    def __init__(self, board: Noticeboard, told: Progress) -> None:
        self._board = board
        self._told = told
        self._tasks: list[Task] = []

    def begun(self, pace: Pace) -> None:
        self._told.begun(pace)

    def kept(self, task: Task, words: str) -> None:
        self._told.kept(task, words)

    def started(self, task: Task, why: str) -> None:
        self._told.started(task, why)
        self._tasks.append(task)
        self._say()

    def ended(self, task: Task, summary: str) -> None:
        self._told.ended(task, summary)
        self._tasks.remove(task)
        self._say()

    def restored(self, task: Task, why: str) -> None:
        self._told.restored(task, why)

    def failed(self, task: Task, notebook: str) -> None:
        self._told.failed(task, notebook)
        self._tasks = [other for other in self._tasks if other != task]
        self._say()

    def _say(self) -> None:
        self._board.say("building", ", ".join(map(str, self._tasks)))


def _is_at_work_here(path: Path) -> bool:
    """True when this process has loaded what stands in a file of the package; tasks load it afresh each time."""
    try:
        inside = path.resolve().relative_to(_PACKAGE)
    except ValueError:
        return False
    parts = inside.with_suffix("").parts if path.suffix == ".py" else inside.parts[:-1]
    module = ".".join([safeguarding_report.__name__, *parts]).removesuffix(".__init__")
    return module in sys.modules or module == PRELOADING


def _fault_of_own_code() -> str:
    """Say in a line why the package cannot be loaded as it stands now; an empty text when it can."""
    tried = subprocess.run([sys.executable, "-c", _BEGIN_ANEW], capture_output=True, text=True, check=False)  # noqa: S603
    return (tried.stderr.strip().splitlines() or ["it ended without a word"])[-1] if tried.returncode else ""


def _say_where(preview: Preview, *, as_json: bool) -> None:
    if as_json:
        tell_event("serving", {"address": preview.address})
    else:
        click.echo(f"Watching. The reports are at {preview.address} on this machine alone; Ctrl-C ends it.")
        sys.stdout.flush()
