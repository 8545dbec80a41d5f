"""What is made at first use: the returns of the invented partnership, and the secret of a workspace."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.pseudonyms import secret_of
from safeguarding_report.store import TEMPORARY_PREFIX, disk_errors
from safeguarding_report.tasks import NARRATIVES
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.tasks import Task
    from safeguarding_report.workspace import Workspace

RETURNS = "returns"


def make_at_first_use(workspace: Workspace, tasks: Iterable[Task]) -> None:
    """Make what tasks read that is in no repository, where it is not there yet."""
    reports = {(task.partnership, ReportingYear.parse(task.year)) for task in tasks if task.name == "01_validate"}
    written = {(task.partnership, ReportingYear.parse(task.year)) for task in tasks if task.name == NARRATIVES}
    if any(workspace.needs_secret(*report) for report in reports) or any(
        workspace.writes_with_secret(*report) for report in written
    ):
        secret_of(workspace.private)
    with_returns = [report for report in reports if workspace.has_returns(*report)]
    if any(
        workspace.partnership(slug).invented and not (workspace.data(slug, year) / RETURNS).is_dir()
        for slug, year in with_returns
    ):
        make_example_returns(workspace)


def make_example(workspace: Workspace) -> str:
    """Write settings, registers and returns of the invented partnership anew, and say so."""
    # Imported here: it needs what makes tables, and a build with nothing to do does not.
    from safeguarding_report.example.partnership import generate  # noqa: PLC0415
    from safeguarding_report.example.returns_log import SLUG  # noqa: PLC0415

    with disk_errors(f"data/{SLUG}"):
        generate(workspace.root)
    return f"Wrote data/{SLUG}: an invented partnership, for five years. Build its reports with `build {SLUG}`."


def make_example_returns(workspace: Workspace) -> str:
    """Write the returns of those years of the invented partnership that have none, each year whole; and say so."""
    from safeguarding_report.example.partnership import write_returns  # noqa: PLC0415
    from safeguarding_report.example.returns_log import SLUG  # noqa: PLC0415

    if SLUG not in workspace.slugs():
        return f"There is no data/{SLUG} in this workspace. Make it with `safeguarding-report example`."
    absent = [year for year in workspace.years(SLUG) if not (workspace.data(SLUG, year) / RETURNS).is_dir()]
    with (
        disk_errors(f"data/{SLUG}"),
        tempfile.TemporaryDirectory(prefix=TEMPORARY_PREFIX, dir=workspace.root / "data" / SLUG) as beside,
    ):
        if absent:
            write_returns(Path(beside))
        for year in absent:
            made = Path(beside) / "data" / SLUG / str(year) / RETURNS
            if made.is_dir():
                made.rename(workspace.data(SLUG, year) / RETURNS)
    return f"Wrote the returns of {', '.join(str(year) for year in absent) or 'no year: all are there'}."
