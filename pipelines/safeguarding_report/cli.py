"""The command line: every command finds the workspace, does one thing, and ends in one clear message and exit code.

What a command needs is imported when it runs: help and a build with nothing to do answer at once.
"""

from __future__ import annotations

import json
import signal
import sys
import traceback
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

import safeguarding_report
from safeguarding_report.errors import Interrupted, SafeguardingReportError, UsageError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from safeguarding_report.cluster import Cluster
    from safeguarding_report.workspace import Workspace

OUR_FAULT = 3
"""Exit code for what nobody at the keyboard can put right."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(safeguarding_report.__version__)
def commands() -> None:
    """Make the yearly reports of safeguarding children partnerships from published statistics."""


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def add(command: Callable[..., None]) -> Callable[..., None]:
        for option in (*reversed(options), _folder):
            command = option(command)
        return command

    return add


def _refuse_empty(context: click.Context, argument: click.Parameter, value: str) -> str:
    """Refuse a name that was given and is empty: leaving it out means all, and a variable that is not set must not."""
    given = context.get_parameter_source(str(argument.name)) is ParameterSource.COMMANDLINE
    if given and not value:
        message = (
            f"{argument.make_metavar(context).strip('[]')} was given and is empty: is a variable of the shell not set? "
            f"Name one{'' if argument.required else ', or leave it out for all'}."
        )
        raise UsageError(message)
    return value


_folder = click.option(
    "--workspace",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder with data/ and outputs/; the nearest one upward unless given.",
)
_partnership = click.argument("partnership", default="", callback=_refuse_empty)
_year = click.argument("year", default="", callback=_refuse_empty)
_jobs = click.option("--jobs", type=click.IntRange(min=1), help="Tasks at once; one per processor unless given.")
_json = click.option("--json", "as_json", is_flag=True, help="Say it as JSON, for other programs.")
_force = click.option("--force", is_flag=True, help="Do every task again, also those that are up to date.")
_kernels = click.option("--kernels", is_flag=True, help="Run notebooks in ordinary kernels: slower, the same bytes.")
_watch = click.option("--watch", is_flag=True, help="Build again whenever something is edited, and show the pages.")
_port = click.option(
    "--port", type=click.IntRange(1, 65535), help="With --watch: the port on this machine; a free one unless given."
)
_replace = click.option("--replace", is_flag=True, help="Let figures go that the table holds and DIR does not.")
_scheduler = click.option("--scheduler", metavar="ADDRESS", help="Do the tasks on the Dask cluster of this scheduler.")
_store = click.option("--store", metavar="ADDRESS", help="With --scheduler: the store that all its workers reach.")
_editions = click.option(
    "--editions", is_flag=True, help="Make the other editions too: PDF, workbook, members' summary and the rest."
)
_newest_editions = click.option(
    "--newest-editions", is_flag=True, help="The same, of each partnership's newest report alone."
)
_until = click.option("--until", default="", metavar="TASK", help="Stop after this task, such as 02_measure or gate.")


@commands.command()
@_options(
    _partnership,
    _year,
    _until,
    _editions,
    _newest_editions,
    _force,
    _jobs,
    _kernels,
    _watch,
    _port,
    _scheduler,
    _store,
    _json,
)
def build(
    partnership: str,
    year: str,
    until: str,
    jobs: int | None,
    port: int | None,
    scheduler: str | None,
    store: str | None,
    folder: Path | None,
    **flags: bool,
) -> None:
    """Build the reports: all, those of a PARTNERSHIP, or that of one YEAR such as 2023-24."""
    from safeguarding_report.progress import tell_event, telling  # noqa: PLC0415
    from safeguarding_report.run import build as run  # noqa: PLC0415

    workspace = _workspace(folder)
    options: dict[str, Any] = {"until": until, "jobs": jobs or 0, "kernels": flags["kernels"]}
    if flags["editions"] or flags["newest_editions"]:
        if until:
            message = "--editions come after everything else, and --until stops before; leave one of them out."
            raise UsageError(message)
        options["editions"] = "all" if flags["editions"] else "newest"
    if port is not None and not flags["watch"]:
        message = "--port says where --watch serves the reports, and there is no --watch."
        raise UsageError(message)
    if flags["watch"]:
        from safeguarding_report.watching import Watched, watch  # noqa: PLC0415

        if scheduler or store:
            message = (
                "--watch builds on this machine, where the libraries stay loaded; leave --scheduler and --store out."
            )
            raise UsageError(message)
        wanted = Watched(workspace, partnership, year, options)
        watch(wanted, port or 0, as_json=flags["as_json"], force=flags["force"])
    with _cluster(scheduler, store) as cluster, telling(as_json=flags["as_json"]) as progress:
        if cluster:
            options |= {"jobs": jobs or cluster.slots, "make_executor": lambda _jobs, _folder: cluster}
        outcome = run(workspace, partnership, year, force=flags["force"], progress=progress, **options)
    if flags["as_json"]:
        tell_event("outcome", outcome.as_record())
        sys.exit(outcome.exit_code)
    _end(outcome.in_words(), outcome.exit_code)


@commands.command()
@_options(_partnership, _year, _jobs, _json)
def check(partnership: str, year: str, jobs: int | None, folder: Path | None, *, as_json: bool) -> None:
    """Check the data and the measures without building reports; say all findings, worst first, and what changed."""
    from safeguarding_report.run import build as run  # noqa: PLC0415
    from safeguarding_report.status import changes_of, findings_of  # noqa: PLC0415

    workspace = _workspace(folder)
    outcome = run(workspace, partnership, year, until="02_measure,narratives", jobs=jobs or 0)
    found = findings_of(workspace, partnership, year)
    changed = changes_of(workspace, partnership, year)
    if as_json:
        answer = {"outcome": outcome.as_record(), "findings": found, "changes": changed}
        _end(_as_json(answer), outcome.exit_code, is_answer=True)
    records = [(report, record) for report, of_report in found.items() for record in of_report]
    # Worst first over all reports: what stops the one asked for may stand below the queries of the years before it.
    records.sort(key=lambda told: told[1]["severity"] != "error")
    records += [(report, record) for report, of_report in changed.items() for record in of_report]
    lines = [f"{report}: {record['words']}" for report, record in records]
    if outcome.failures:
        told = [task for task in outcome.failures if found.get(f"{task.partnership} {task.year}")]
        lines.append(outcome.in_words(told=told))
    _end("\n".join(lines) or "Nothing was found.", outcome.exit_code)


@commands.command()
@_options(_partnership, _year, _json)
def status(partnership: str, year: str, folder: Path | None, *, as_json: bool) -> None:
    """Say what is out of date, and why."""
    from safeguarding_report.status import status as find  # noqa: PLC0415
    from safeguarding_report.status import status_in_words  # noqa: PLC0415

    reasons = find(_workspace(folder), partnership, year)
    if as_json:
        _end(_as_json({str(task): reason for task, reason in reasons.items()}))
    _end("\n".join(status_in_words(reasons)))


@commands.command()
@click.argument("figure_id")
@_options(_json)
def explain(figure_id: str, folder: Path | None, *, as_json: bool) -> None:
    """Say what a figure counts and where it comes from, such as referrals_rate/E08000026/202324."""
    from safeguarding_report.explain import explain as find  # noqa: PLC0415

    pairs = find(_workspace(folder), figure_id)
    width = max(len(word) for word, _ in pairs)
    _end(_as_json(pairs) if as_json else "\n".join(f"{word:<{width}}  {text}" for word, text in pairs))


@commands.command()
@click.argument("partnership", callback=_refuse_empty)
@click.argument("year", callback=_refuse_empty)
@_options(_jobs, _json)
def update(partnership: str, year: str, jobs: int | None, folder: Path | None, *, as_json: bool) -> None:
    """Write an addendum: what a report printed, beside what has been published and counted since."""
    from safeguarding_report.progress import telling  # noqa: PLC0415
    from safeguarding_report.update import update as write  # noqa: PLC0415

    with telling(quiet=as_json) as progress:
        updated = write(_workspace(folder), partnership, year, jobs=jobs or 0, progress=progress)
    words = updated.as_json() if as_json else updated.in_words()
    _end(words, updated.outcome.exit_code, is_answer=as_json)


@commands.command()
@_options(_partnership, _year, _jobs, _json)
def verify(partnership: str, year: str, jobs: int | None, folder: Path | None, *, as_json: bool) -> None:
    """Build the reports again in a fresh place and compare every public byte."""
    from safeguarding_report.progress import telling  # noqa: PLC0415
    from safeguarding_report.verify import verify as compare  # noqa: PLC0415

    workspace = _workspace(folder)
    with telling(quiet=as_json) as progress:
        verdict = compare(workspace, partnership, year, jobs=jobs or 0, progress=progress)
    exit_code = 1 if verdict.differences else 0
    _end(verdict.as_json() if as_json else verdict.in_words(), exit_code, is_answer=as_json)


@commands.command()
@click.option("--all", "everything", is_flag=True, help="Remove the reports too, and all that a build can make again.")
@_options()
def clean(folder: Path | None, *, everything: bool) -> None:
    """Remove earlier results that no report needs as it stands; they bring nothing back any more."""
    from safeguarding_report.keeping import clean as remove  # noqa: PLC0415
    from safeguarding_report.keeping import clean_all  # noqa: PLC0415

    workspace = _workspace(folder)
    _end(clean_all(workspace) if everything else remove(workspace).in_words())


@commands.command()
@click.argument("partnership", callback=_refuse_empty)
@click.argument("year", callback=_refuse_empty)
@click.option(
    "--approved-by", "approved_by", required=True, metavar="ROLE", help="The office that approved it, no name."
)
@click.option(
    "--edition", default="", metavar="NAME", help="What the edition is called; edition-1 and on unless given."
)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of approval; today unless given.")
@_options(_json)
def publish(
    partnership: str,
    year: str,
    approved_by: str,
    edition: str,
    day: datetime | None,
    folder: Path | None,
    *,
    as_json: bool,
) -> None:
    """Freeze an approved report as a published edition, which counts as known to readers from then on."""
    from safeguarding_report.publish import publish as freeze  # noqa: PLC0415

    published = freeze(
        _workspace(folder),
        partnership,
        year,
        approved_by=approved_by,
        edition=edition,
        day=day.date() if day else None,
    )
    _end(published.as_json() if as_json else published.in_words())


@commands.command()
@click.argument("files", metavar="DIR", callback=_refuse_empty)
@_options(_replace)
def official(files: str, folder: Path | None, *, replace: bool) -> None:
    """Import a folder of published statistics, as downloaded, into data/official/."""
    from safeguarding_report.importing import import_official  # noqa: PLC0415

    imported = import_official(_workspace(folder), Path(files), replace=replace)
    _end("\n".join([*(str(finding) for finding in imported.findings), str(imported)]))


@commands.command()
@click.option("--returns", "only_returns", is_flag=True, help="Write only the returns of years that have none.")
@_options()
def example(folder: Path | None, *, only_returns: bool) -> None:
    """Make the invented partnership Ashmere and Wold: its settings, registers and returns of five years."""
    from safeguarding_report.first_use import make_example, make_example_returns  # noqa: PLC0415

    make = make_example_returns if only_returns else make_example
    _end(make(_workspace(folder)))


@commands.command()
@click.argument("partner")
@click.option("--partnership", "slug", default="", help="The partnership whose areas and partners it is for.")
@click.option("--year", default="", help="The reporting year that is asked for, such as 2023-24.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="The day by which it is to come back.")
@click.option("--to", "target", type=click.Path(path_type=Path), default=Path(), help="The folder to write into.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV lists instead of a workbook.")
@_options()
def template(
    partner: str, slug: str, year: str, due: datetime | None, target: Path, folder: Path | None, *, as_csv: bool
) -> None:
    """Write the empty template for a PARTNER: a kind such as police, or a partner's name."""
    from safeguarding_report.asking import partnership_of, template_for, write_templates  # noqa: PLC0415

    asked = template_for(partner, partnership_of(folder, slug), year, due.date() if due else None)
    _end("\n".join(str(path) for path in write_templates(asked, target, as_csv=as_csv)))


def _cluster(scheduler: str | None, store: str | None) -> AbstractContextManager[Cluster | None]:
    """Return the cluster that does the tasks, or nothing where they are done here."""
    if scheduler is None and store is None:
        return nullcontext()
    if scheduler is None or store is None:
        message = (
            "--scheduler and --store are given together: the workers of the cluster take inputs out of the store "
            "and put products into it. See docs/how-to/many-machines.md."
        )
        raise UsageError(message)
    from safeguarding_report.cluster import connect  # noqa: PLC0415

    return connect(scheduler, store)


def _workspace(folder: Path | None) -> Workspace:
    from safeguarding_report.workspace import Workspace  # noqa: PLC0415

    return Workspace.find(folder)


def _as_json(content: object) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False)


def _end(text: str, exit_code: int = 0, *, is_answer: bool = False) -> None:
    """Say the last words; what went wrong goes to stderr, what a program reads always to stdout."""
    click.echo(text, err=bool(exit_code) and not is_answer)
    sys.exit(exit_code)


def main() -> None:
    """Run the command line; what the user can put right is said without a traceback."""
    # A build that is told to end must still kill what it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        commands.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _end("Stopped.", Interrupted.exit_code)
    except (UserError, Interrupted) as error:
        _end(str(error), error.exit_code)
    except (SafeguardingReportError, Exception) as error:  # noqa: BLE001 — the one place where everything is caught
        from safeguarding_report.store import as_disk_error  # noqa: PLC0415

        told = as_disk_error(error) if isinstance(error, OSError) else None
        if told:
            _end(str(told), told.exit_code)
        _end(
            f"{traceback.format_exc()}\nThis is our fault, not yours. Please report it with the lines above.", OUR_FAULT
        )
