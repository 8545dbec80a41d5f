"""The line of tasks: what each one needs, what it reads, and where what it leaves belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.workspace import FINDINGS_FILE, STEPS
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from safeguarding_report.workspace import Workspace

INDEX = "index"
GATE = "gate"
NARRATIVES = "narratives"
FINISHING = "finishing"
EDITIONS = "editions"
ADDENDUM = "addendum"

_PUBLIC = "public"

LINE = {
    "01_validate": {},
    "02_measure": {"01_validate": "tables"},
    GATE: {"02_measure": "results"},
    "03_chart": {GATE: "released"},
    NARRATIVES: {},
    "04_report": {GATE: "released", "03_chart": "charts", NARRATIVES: "narratives"},
    FINISHING: {GATE: "released", "03_chart": "charts", "04_report": "notebooks", NARRATIVES: "narratives"},
    EDITIONS: {GATE: "released", FINISHING: _PUBLIC, NARRATIVES: "narratives"},
    ADDENDUM: {"02_measure": "results", GATE: "released", FINISHING: _PUBLIC, NARRATIVES: "narratives"},
}
"""The tasks of one report in their order; for each, the tasks it needs and the folder it reads of what they left.

What the partnership wrote has a gate of its own, so that a word of it waits for no figure.
"""

_FOLDERS = {GATE: ("released", "disclosure"), NARRATIVES: ("narratives", "searched"), ADDENDUM: (ADDENDUM, _PUBLIC)}
"""What may be printed, and beside it what the analyst alone reads; of other tasks a single folder."""

ASKED_FOR = (EDITIONS, ADDENDUM)
"""Tasks that a build does only when asked; what they made stands beside the report as long as it would be made so now."""

BEFORE = {"02_measure": {"01_validate": "tables", "02_measure": "results"}}
"""The tasks of the year before that a task needs, and the folder it reads of each.

What is counted from returns looks back: a referral is one again within twelve months, and a figure has its history.
A request of scrutiny is carried until the board closes it, where no partner returns anything either.
"""

PUBLIC_FILES = ("report.html", "figures.csv", "manifest.json")
"""What a report's public folder always holds; the manifest is put last."""

EDITION_FILES = (
    "report.pdf",
    "figures.csv-metadata.json",
    "figures.xlsx",
    "summary.html",
    "committee.html",
    "fragment.html",
    "young-people.html",
)
"""What it holds beside when the other editions were asked for; a joint partnership has one summary for each council."""

ADDENDUM_FILES = ("addendum.html", "addendum.csv", "addendum.json")
"""What `update` writes there later; the last says what the others were made of, and the report's manifest nothing."""

_SUMMARY_OF_A_COUNCIL = re.compile(r"summary-[a-z0-9]+(?:-[a-z0-9]+)*\.html", re.ASCII)

ALL_REPORTS = "all"
NEWEST_REPORTS = "newest"


def is_edition(name: str) -> bool:
    """True when a file of this name in a report's public folder is one of its other editions."""
    return name in EDITION_FILES or _SUMMARY_OF_A_COUNCIL.fullmatch(name) is not None


@dataclass(frozen=True, order=True)
class Task:
    """One piece of work: a run of a notebook, a gate, finishing or the other editions; or the index, of no report."""

    partnership: str
    year: str
    name: str

    def __str__(self) -> str:
        return f"{self.partnership} {self.year} {self.name}".strip()

    @property
    def is_notebook(self) -> bool:
        """True when the task is the run of a notebook."""
        return self.name in STEPS

    @property
    def folders(self) -> tuple[str, ...]:
        """The top-level folders that the task may leave in its staging place."""
        if self.is_notebook:
            return (STEPS[self.name].output, "notebooks")
        return _FOLDERS.get(self.name, (_PUBLIC,))

    @property
    def findings(self) -> str:
        """Where the task says what it found in the data, as a place among its products; empty where it looks for nothing."""
        folder = STEPS[self.name].output if self.is_notebook else "searched" if self.name == NARRATIVES else ""
        return folder and f"{folder}/{FINDINGS_FILE}"

    def may_leave(self, name: str) -> bool:
        """True when a file of this name is one that the task may make public."""
        if self.name == INDEX:
            return name == "index.html"
        if self.name == ADDENDUM:
            return name in ADDENDUM_FILES
        return name in PUBLIC_FILES if self.name == FINISHING else is_edition(name) or name == PUBLIC_FILES[-1]

    def home(self, product: str) -> str:
        """Return where a product belongs, as a path in `outputs/`; private unless it says `public/`."""
        if self.name == INDEX:
            return product
        kind, _, rest = product.partition("/") if product.startswith("public/") else ("private", "", product)
        return f"{kind}/{self.partnership}/{self.year}/{rest}"

    def reads(self, needed: Task, product: str) -> bool:
        """True when the task reads this product (a path in `outputs/`) of a task that it needs."""
        if self.name == INDEX:
            # It comes after the pages, so that it never links to one that failed; it reads what the gates released,
            # how large the other editions are, and whether there is an addendum.
            if needed.name == FINISHING:
                name = product.rpartition("/")[2]
                return is_edition(name) or name in ADDENDUM_FILES
            released = f"private/{needed.partnership}/{needed.year}/released/"
            return needed.name == GATE and product.startswith(released)
        folders = LINE if needed.year == self.year else BEFORE
        folder = folders[self.name][needed.name]
        report = f"{needed.partnership}/{needed.year}/"
        return product.startswith(f"public/{report}" if folder == _PUBLIC else f"private/{report}{folder}/")


def straight_line(
    workspace: Workspace,
    partnership: str = "",
    year: str = "",
    until: str = "",
    editions: str | Collection[tuple[str, str]] = (),
    addenda: Collection[tuple[str, str]] = (),
) -> dict[Task, list[Task]]:
    """Return the tasks to be done, each with the tasks it needs; all reports of the workspace unless told fewer.

    With `until` the line ends after this task; several may be named, with a comma between.

    Other `editions` are made of all reports, of each partnership's newest, or of those named by partnership and year;
    `addenda` of those named.

    Raises
    ------
    UsageError
        When there is no such partnership, year or task, or nothing to report on.

    """
    last = until.split(",") if until else []
    for name in last:
        if name not in {*LINE, INDEX}:
            message = f'There is no task "{name}".{did_you_mean(name, LINE)} Known: {", ".join([*LINE, INDEX])}.'
            raise UsageError(message)
    slugs = [workspace.partnership(partnership).slug] if partnership else workspace.slugs()
    if not slugs:
        message = "The workspace has no partnerships. Write data/<partnership>/partnership.toml to begin one."
        raise UsageError(message)
    reports = [(slug, str(known)) for slug in slugs for known in _years(workspace, slug, year)]
    wanted = {Task(*report, name) for report in reports for name in last or [FINISHING] if name != INDEX}
    if not until:
        wanted |= {Task(*report, EDITIONS) for report in reports if _has_editions(workspace, report, editions)}
        wanted |= {Task(*report, ADDENDUM) for report in reports if report in addenda}
    everything = all_tasks(workspace)
    if not partnership and (not last or INDEX in last):
        wanted.add(Task("", "", INDEX))
    return _with_needs(workspace, wanted, everything)


def _has_editions(workspace: Workspace, report: tuple[str, str], editions: str | Collection[tuple[str, str]]) -> bool:
    if editions == NEWEST_REPORTS:
        return report[1] == str(max(workspace.years(report[0])))
    return editions == ALL_REPORTS or report in editions


def all_tasks(workspace: Workspace) -> list[Task]:
    """Return every task of every report of the workspace, and the index."""
    reports = [(slug, str(year)) for slug in workspace.slugs() for year in workspace.years(slug)]
    return [Task(slug, year, name) for slug, year in reports for name in LINE] + [Task("", "", INDEX)]


def number_of_reports(tasks: Iterable[Task]) -> int:
    """Return how many reports are finished by these tasks."""
    return sum(task.name == FINISHING for task in tasks)


def _years(workspace: Workspace, slug: str, year: str) -> list[ReportingYear]:
    workspace.partnership(slug)
    if year:
        return [workspace.year_settings(slug, ReportingYear.parse(year)).year]
    years = workspace.years(slug)
    if not years:
        message = f"{slug} has no year to report on. To start one, write data/{slug}/2024-25/year.toml (your year)."
        raise UsageError(message)
    return [workspace.year_settings(slug, known).year for known in years]


def _with_needs(workspace: Workspace, wanted: set[Task], everything: list[Task]) -> dict[Task, list[Task]]:
    line: dict[Task, list[Task]] = {}
    waiting = set(wanted)
    while waiting:
        task = waiting.pop()
        line[task] = _needs(workspace, task, everything)
        waiting |= set(line[task]) - set(line)
    for task in line:
        if task.name == INDEX:
            # Where something is made beside a report too, it links to it.
            line[task] += sorted(other for other in line if other.name in ASKED_FOR)
    return line


def _needs(workspace: Workspace, task: Task, everything: list[Task]) -> list[Task]:
    """Return the tasks whose products a task reads, of those that there are."""
    if task.name == INDEX:
        return sorted(other for other in everything if other.name in {FINISHING, GATE})
    needed = [Task(task.partnership, task.year, name) for name in LINE[task.name]]
    year = ReportingYear.parse(task.year)
    if task.name in BEFORE and workspace.looks_back(task.partnership, year):
        before = (Task(task.partnership, str(year.previous), name) for name in BEFORE[task.name])
        needed += [other for other in before if other in everything]
    return needed
