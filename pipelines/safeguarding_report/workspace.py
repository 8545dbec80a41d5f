"""Workspaces: the folder with a partnership's data and outputs, and the step that a notebook is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from safeguarding_report.errors import NotebookError, UsageError, did_you_mean
from safeguarding_report.office_files import files_put_in
from safeguarding_report.partnership import Partnership, YearSettings
from safeguarding_report.reference import check_areas
from safeguarding_report.settings import read_settings
from safeguarding_report.store import write_file
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from safeguarding_report.findings import Finding
    from safeguarding_report.tables import Table

FINDINGS_FILE = "findings.json"

LOCK_FILE = "build.lock"
STAGING_FOLDER = "staging"
"""In outputs/private: who builds holds the one, and what is being made lies in the other until it is whole."""

STAGING = "SAFEGUARDING_REPORT_STAGING"
"""Environment variable that a headless run sets: where a notebook leaves its products until they are whole."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,8}")
_PACKAGE = Path(__file__).parent


class Workspace:
    """A folder with `data/` and `outputs/`; its `notebooks/` and `expectations/` stand before ours."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace:
        """Return the workspace at `start`, or else the nearest one upward from the current folder.

        Raises
        ------
        UsageError
            When there is no folder with `data/` and `outputs/`.

        """
        candidates = [start.resolve()] if start else [Path.cwd(), *Path.cwd().parents]
        for folder in candidates:
            if (folder / "data").is_dir() and (folder / "outputs").is_dir():
                return cls(folder)
        message = (
            f"{f'{start} is not' if start else 'Neither this folder nor one above it is'} a workspace. "
            "Expected a folder with data/ and outputs/; name one with --workspace."
        )
        raise UsageError(message)

    @property
    def official(self) -> Path:
        """The folder of the compact table of published statistics."""
        return self.root / "data" / "official"

    @property
    def public(self) -> Path:
        """The only tree that is ever served or uploaded."""
        return self.root / "outputs" / "public"

    @property
    def private(self) -> Path:
        """What nobody outside may see."""
        return self.root / "outputs" / "private"

    @property
    def working(self) -> Path:
        """Where interactive runs write."""
        return self.root / "outputs" / "working"

    def slugs(self) -> list[str]:
        """Return the slugs of all partnerships, in alphabetical order."""
        return sorted(path.parent.name for path in (self.root / "data").glob("*/partnership.toml"))

    def partnership(self, slug: str) -> Partnership:
        """Read the settings of a partnership.

        Raises
        ------
        UsageError
            When there is no partnership of this name, or its settings are wrong: an area that is not a local
            authority included.

        """
        path = self.root / "data" / slug / "partnership.toml"
        if _SLUG.fullmatch(slug) is None or not path.is_file():
            # Only now: in a workspace of many it takes long to look for all of them, and this is asked for each report.
            self._refuse(slug)
        partnership = read_settings(path, Partnership, slug=slug)
        check_areas(
            (code for code in partnership.areas if code not in partnership.invented_names),
            f"data/{slug}/partnership.toml",
        )
        return partnership

    def _refuse(self, slug: str) -> NoReturn:
        known = self.slugs()
        if slug in known:
            message = (
                f'"{slug}" cannot be the name of a partnership\'s folder. Expected small letters and digits with '
                f"hyphens between, such as tower-hamlets. Rename data/{slug}/."
            )
            raise UsageError(message)
        message = (
            f'There is no partnership "{slug}" in data/.{did_you_mean(slug, known)} '
            f"Known: {', '.join(known) or 'none'}."
        )
        raise UsageError(message)

    def years(self, slug: str) -> list[ReportingYear]:
        """Return the reporting years of a partnership, oldest first."""
        folders = [path.parent.name for path in (self.root / "data" / slug).glob("*/year.toml")]
        try:
            return sorted(ReportingYear.parse(name) for name in folders)
        except UsageError as error:
            message = f"data/{slug}/: {error} Rename the folder."
            raise UsageError(message) from None

    def year_settings(self, slug: str, year: ReportingYear) -> YearSettings:
        """Read the settings of one year.

        Raises
        ------
        UsageError
            When the partnership has no such year, or its settings are wrong.

        """
        years = [str(known) for known in self.years(slug)]
        if str(year) not in years:
            message = (
                f"{slug} has no year {year}.{did_you_mean(str(year), years)} "
                f"Known: {', '.join(years) or 'none'}. To start one, write data/{slug}/{year}/year.toml."
            )
            raise UsageError(message)
        return read_settings(self.root / "data" / slug / str(year) / "year.toml", YearSettings, year=year)

    def data(self, slug: str, year: ReportingYear) -> Path:
        """Return the folder with what is of one partnership and year."""
        return self.root / "data" / slug / str(year)

    def has_returns(self, slug: str, year: ReportingYear) -> bool:
        """True when returns of partners are expected in that year: there is a returns.toml."""
        return (self.data(slug, year) / "returns.toml").is_file()

    def needs_secret(self, slug: str, year: ReportingYear, *, words: bool = False) -> bool:
        """True when something of that year is named by a keyed hash, unless its partnership is invented.

        That is a return, or a register that somebody answers for; of `words` a narrative.
        """
        own = self.data(slug, year)
        names, folder = (("sign_off.toml",), "narrative") if words else (("returns.toml", "sign_off.toml"), "registers")
        # A folder that nobody has put anything in names nobody.
        return any((own / name).exists() for name in names) or bool(files_put_in(own / folder))

    def registers_of(self, slug: str, year: ReportingYear) -> list[Path]:
        """Return the files of the registers that the partnership's own office keeps in that year."""
        folder = self.data(slug, year) / "registers"
        # A file may have any name and hold several registers, so which of them it holds is not known before it is read.
        return files_put_in(folder)

    def looks_back(self, slug: str, year: ReportingYear) -> bool:
        """True when a report of that year continues what years before counted from returns, or say in a register.

        A request of scrutiny is carried from report to report, so the last of them needs the first.
        """
        earlier = [known for known in self.years(slug) if known < year]
        return year.previous in earlier and any(
            self.has_returns(slug, known) or self.registers_of(slug, known) for known in earlier
        )

    def notebook(self, name: str) -> Path:
        """Return the path of a notebook: the workspace's own, or else ours."""
        return self._ours_or_own("notebooks", f"{name}.ipynb")

    def suite(self, table: str) -> Path:
        """Return the path of a table's expectation suite: the workspace's own, or else ours."""
        return self._ours_or_own("expectations", f"{table}.json")

    def shipped(self, folder: str) -> Path:
        """Return our own `notebooks` or `expectations` folder."""
        # In a wheel they lie inside the package, in a checkout beside `pipelines/`.
        inside = _PACKAGE / folder
        return inside if inside.is_dir() else _PACKAGE.parents[1] / folder

    def _ours_or_own(self, folder: str, name: str) -> Path:
        places = [self.root / folder, self.shipped(folder)]
        return next((place / name for place in places if (place / name).is_file()), places[0] / name)


@dataclass(frozen=True)
class StepForm:
    """What a notebook reads and leaves: folders in the private tree of its partnership and year."""

    output: str
    inputs: tuple[str, ...]
    after: str
    """The task that makes the last of its inputs, or several with a comma between; empty when it needs none."""
    before: tuple[str, ...] = ()
    """Folders of the year before that it reads where a year before had returns or registers."""
    after_before: str = ""
    """The task of the year before that makes the last of these."""


STEPS = {
    "01_validate": StepForm("tables", (), ""),
    "02_measure": StepForm("results", ("tables",), "01_validate", ("tables", "results"), "02_measure"),
    "03_chart": StepForm("charts", ("released",), "gate"),
    "04_report": StepForm("report", ("released", "charts"), "03_chart,narratives"),
}


class Step:
    """One notebook at work on one partnership and year: its settings, its inputs, and where its outputs go."""

    def __init__(self, name: str, workspace: Workspace, slug: str, year: ReportingYear, staging: Path | None) -> None:
        self.name = name
        self.workspace = workspace
        self.slug = slug
        self.year = year
        self._staging = staging
        self._form = STEPS[name]

    @cached_property
    def partnership(self) -> Partnership:
        """The partnership's settings."""
        return self.workspace.partnership(self.slug)

    @cached_property
    def settings(self) -> YearSettings:
        """The year's settings."""
        return self.workspace.year_settings(self.slug, self.year)

    @property
    def is_interactive(self) -> bool:
        """True when an analyst runs the notebook, False when the pipeline does."""
        return self._staging is None

    @property
    def data(self) -> Path:
        """The folder with what is of this partnership and year: settings, returns, corrections, registers."""
        return self.workspace.data(self.slug, self.year)

    @property
    def has_returns(self) -> bool:
        """True when returns of partners are expected in this year."""
        return self.workspace.has_returns(self.slug, self.year)

    @property
    def output(self) -> Path:
        """The folder that this step fills."""
        base = self._staging or self.workspace.working / self.slug / str(self.year)
        folder = base / self._form.output
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def input(self, folder: str) -> Path:
        """Return one of the folders that this step reads: tables, results, released or charts.

        Raises
        ------
        NotebookError
            When the step has no such input, or it was not built.

        """
        path = self.workspace.private / self.slug / str(self.year) / folder
        if folder not in self._form.inputs or not path.is_dir():
            message = f"{self.name}: its input {folder}/ is absent or not declared. Run `safeguarding-report build`."
            raise NotebookError(message)
        return path

    def input_before(self, folder: str) -> Path | None:
        """Return a folder that the year before left, or None where no year before had returns or registers.

        Raises
        ------
        NotebookError
            When the step does not read it, or it was not built.

        """
        before = self.year.previous
        path = self.workspace.private / self.slug / str(before) / folder
        if not self.workspace.looks_back(self.slug, self.year):
            return None
        if folder not in self._form.before or not path.is_dir():
            message = (
                f"{self.name}: its input {folder}/ of {before} is absent or not declared. "
                "Run `safeguarding-report build`."
            )
            raise NotebookError(message)
        return path

    def suite(self, table: Table) -> Path:
        """Return the expectation suite of a table."""
        return self.workspace.suite(table.name)

    def read(self, table: Table) -> pd.DataFrame:
        """Read a table that an earlier step left."""
        places = [self.input(folder) / f"{table.name}.parquet" for folder in self._form.inputs]
        return table.read(next((place for place in places if place.is_file()), places[0]))

    def read_json(self, folder: str, name: str) -> Any:  # noqa: ANN401 — JSON is anything
        """Read plain data that an earlier step left."""
        return json.loads((self.input(folder) / f"{name}.json").read_text(encoding="utf-8"))

    def save(self, table: Table, rows: pd.DataFrame) -> None:
        """Save a table for the steps after this one."""
        table.write(rows, self.output / f"{table.name}.parquet")

    def save_json(self, name: str, content: Any) -> None:  # noqa: ANN401 — JSON is anything
        """Save plain data for the steps after this one."""
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False)
        write_file(self.output / f"{name}.json", f"{text}\n".encode())

    def save_findings(self, findings: Sequence[Finding]) -> None:
        """Save what was found in the data."""
        self.save_json(FINDINGS_FILE.removesuffix(".json"), [finding.as_record() for finding in findings])

    def finish(self) -> str:
        """Say that every cell ran to its end; a headless run without this has failed."""
        if self._staging is not None:
            write_file(self._staging / "finished.json", f'{{"step": "{self.name}"}}\n'.encode())
            return f"{self.name} ran to its end."
        return f"{self.name} ran to its end; its outputs are in outputs/working/{self.slug}/{self.year}/."


def open_step(name: str, partnership: str, year: str, workspace: str = "") -> Step:
    """Begin a notebook: find the workspace, check partnership and year, and build the inputs that are missing.

    Raises
    ------
    UsageError
        When the workspace, partnership or year does not exist.
    NotebookError
        When the inputs could not be built.

    """
    place = Workspace.find(Path(workspace) if workspace else None)
    reporting_year = ReportingYear.parse(year)
    place.year_settings(place.partnership(partnership).slug, reporting_year)
    staging = os.environ.get(STAGING)
    step = Step(name, place, partnership, reporting_year, Path(staging) if staging else None)
    if step.is_interactive:
        for command in _to_begin_with(step):
            built = subprocess.run(  # noqa: S603 — our own command, checked names
                [sys.executable, "-m", "safeguarding_report", *command, "--workspace", str(place.root)],
                capture_output=True,
                text=True,
                check=False,
            )
            if built.returncode:
                message = f"The inputs of {name} could not be built:\n{built.stdout}{built.stderr}"
                raise NotebookError(message)
    return step


def _to_begin_with(step: Step) -> list[list[str]]:
    """Return the commands that make what an interactive step reads."""
    form = STEPS[step.name]
    commands = []
    if form.after_before and step.workspace.looks_back(step.slug, step.year):
        commands.append(["build", step.slug, str(step.year.previous), "--until", form.after_before])
    if form.after:
        commands.append(["build", step.slug, str(step.year), "--until", form.after])
    elif step.partnership.invented and not (step.data / "returns").is_dir():
        commands.append(["example", "--returns"])
    return commands
