"""Does one task, in whatever process it was sent to, and leaves what it made in a staging place."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.tasks import ADDENDUM, EDITIONS, FINISHING, GATE, NARRATIVES, Task, all_tasks
from safeguarding_report.workspace import Workspace
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Mapping


CELL_SECONDS = 300.0
"""The slowest cell takes a few seconds; one that takes minutes has lost its way."""


@dataclass(frozen=True)
class Order:
    """All that a worker must know to do a task: names, places and hashes, never a table."""

    task: Task
    workspace: str
    staging: str
    runtime: str
    made_with: Mapping[str, str]
    """The environment and the code, for the manifest."""
    cell_seconds: float = CELL_SECONDS
    kernels: bool = False
    """Run the notebook in an ordinary kernel instead of a forked shell."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """All files that the task reads: places in the workspace, and where they lie; a worker elsewhere is given these."""


def perform(order: Order) -> float:
    """Do one task and return how many seconds it took.

    Raises
    ------
    UserError
        When the data or a check said no, or a notebook did not run to its end.

    """
    began = time.monotonic()
    task = order.task
    workspace = Workspace(Path(order.workspace))
    if task.is_notebook:
        _run_notebook(order, workspace)
    elif task.name == GATE:
        _release(order, workspace)
    elif task.name == NARRATIVES:
        _release_narratives(order, workspace)
    elif task.name == FINISHING:
        _finish(order, workspace)
    elif task.name == EDITIONS:
        _make_editions(order, workspace)
    elif task.name == ADDENDUM:
        _make_addendum(order, workspace)
    else:
        _write_index(order, workspace)
    return time.monotonic() - began


def _run_notebook(order: Order, workspace: Workspace) -> None:
    from safeguarding_report.notebook import run_notebook  # noqa: PLC0415 — what a task does not import is not its code

    staging = Path(order.staging)
    run_notebook(
        source=workspace.notebook(order.task.name),
        output=staging / "notebooks" / f"{order.task.name}.ipynb",
        # The kernel's working folder is the workspace, so that no path of this machine stands in the notebook.
        parameters={"partnership": order.task.partnership, "year": order.task.year, "workspace": ""},
        staging=staging,
        folder=workspace.root,
        runtime=Path(order.runtime),
        cell_seconds=order.cell_seconds,
        warm=not order.kernels,
    )


def _release(order: Order, workspace: Workspace) -> None:
    from safeguarding_report.disclosure import read_ledger, release  # noqa: PLC0415 — needs pandas, as no other task here does

    task = order.task
    year = ReportingYear.parse(task.year)
    release(
        _private(workspace, task.partnership, task.year) / "results",
        Path(order.staging) / "released",
        workspace.partnership(task.partnership),
        workspace.year_settings(task.partnership, year),
        ledger=read_ledger(workspace.root / "data" / task.partnership, year),
    )


def _release_narratives(order: Order, workspace: Workspace) -> None:
    from safeguarding_report.free_text.narratives import release_narratives  # noqa: PLC0415 — needs no pandas

    task, year = order.task, ReportingYear.parse(order.task.year)
    release_narratives(
        workspace.data(task.partnership, year),
        Path(order.staging),
        workspace.partnership(task.partnership),
        workspace.year_settings(task.partnership, year),
        workspace.private,
    )


def _finish(order: Order, workspace: Workspace) -> None:
    from safeguarding_report.inputs import own_files  # noqa: PLC0415
    from safeguarding_report.manifest import public_manifest  # noqa: PLC0415
    from safeguarding_report.read_back import check_finished_files  # noqa: PLC0415
    from safeguarding_report.released import Released  # noqa: PLC0415
    from safeguarding_report.report import finish  # noqa: PLC0415 — needs nbconvert
    from safeguarding_report.store import sha256, write_file  # noqa: PLC0415

    private = _private(workspace, order.task.partnership, order.task.year)
    page = Path(order.staging) / "public"
    page.mkdir()
    released = Released(private / "released")
    finish(private / "notebooks" / "04_report.ipynb", released, private / "charts", page)
    own = {name: sha256(path.read_bytes()) for name, path in own_files(workspace).items()}
    write_file(page / "manifest.json", public_manifest(page, released.report, released.sources, order.made_with, own))
    check_finished_files(page, released)


def _make_editions(order: Order, workspace: Workspace) -> None:
    from safeguarding_report.manifest import manifest_with_editions  # noqa: PLC0415
    from safeguarding_report.other_editions import make_editions  # noqa: PLC0415 — needs what only editions need
    from safeguarding_report.pango import check_pango  # noqa: PLC0415
    from safeguarding_report.read_back.of_editions import check_other_editions  # noqa: PLC0415
    from safeguarding_report.released import Released  # noqa: PLC0415
    from safeguarding_report.store import write_file  # noqa: PLC0415

    task, output = order.task, Path(order.staging) / "public"
    check_pango(order.made_with["pango"])
    report = workspace.public / task.partnership / task.year
    released = Released(_private(workspace, task.partnership, task.year) / "released")
    settings = workspace.year_settings(task.partnership, ReportingYear.parse(task.year))
    output.mkdir()
    not_made = make_editions(
        report,
        released,
        output,
        approval=settings.young_people,
        with_pdf=bool(order.made_with["pango"]),
    )
    write_file(output / "manifest.json", manifest_with_editions(report, output, order.made_with, not_made))
    check_other_editions(report, output, released)


def _make_addendum(order: Order, workspace: Workspace) -> None:
    from safeguarding_report.addendum import read_printed, write_addendum  # noqa: PLC0415
    from safeguarding_report.disclosure import read_ledger_of_addendum, release  # noqa: PLC0415
    from safeguarding_report.measures.since import measure_since  # noqa: PLC0415 — needs pandas, as the gate does
    from safeguarding_report.released import Released  # noqa: PLC0415

    task, output = order.task, Path(order.staging)
    year, partnership = ReportingYear.parse(task.year), workspace.partnership(task.partnership)
    private, public = _private(workspace, task.partnership, task.year), workspace.public / task.partnership / task.year
    data, made = workspace.root / "data" / task.partnership, output / ADDENDUM
    measure_since(workspace.official, partnership, year, private / "results", made / "results")
    release(
        made / "results",
        made / "released",
        partnership,
        workspace.year_settings(task.partnership, year),
        ledger=read_ledger_of_addendum(data, max(workspace.years(task.partnership)), public),
    )
    (output / "public").mkdir()
    write_addendum(
        read_printed(data, year, public),
        Released(private / "released"),
        Released(made / "released", private / "narratives"),
        order.made_with["addendum"],
        output / "public",
    )


def _write_index(order: Order, workspace: Workspace) -> None:
    from safeguarding_report.report import write_index  # noqa: PLC0415

    reports = [task for task in all_tasks(workspace) if task.name == FINISHING]
    output = Path(order.staging) / "public"
    output.mkdir()
    write_index(
        [_private(workspace, task.partnership, task.year) / "released" for task in reports],
        output,
        {(task.partnership, task.year): workspace.public / task.partnership / task.year for task in reports},
    )


def _private(workspace: Workspace, partnership: str, year: str) -> Path:
    return workspace.private / partnership / year
