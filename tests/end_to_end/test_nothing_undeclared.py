"""A task opens nothing but what its key is made of: each is done again where nothing else exists."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safeguarding_report.cache import CODE, Cache
from safeguarding_report.closure import PACKAGE
from safeguarding_report.environment import this_environment
from safeguarding_report.inputs import DeclaredInputs, files_handed_on
from safeguarding_report.store import sha256
from safeguarding_report.surroundings import task_environment
from safeguarding_report.tasks import FINISHING, INDEX, Task, straight_line
from safeguarding_report.year import ReportingYear

SCRIPT = Path(__file__).with_name("alone.py")
STRUCTURE = ("*/partnership.toml", "*/*/year.toml", "*/*/returns.toml")
"""Whether these are there says which reports there are; where a task does not declare them, they are empty here."""


class Alone:
    """A folder that holds what one task declares, and nothing else."""

    def __init__(self, cache: Cache, task: Task, needed: list[Task], home: Path) -> None:
        self.task = task
        self.home = home
        self.folder = home / "workspace"
        self.staging = home / "staging"
        self.runtime = home / "runtime"
        self.declared: set[str] = set()
        self._cache = cache
        for folder in (self.staging, self.runtime, self.folder / "outputs"):
            folder.mkdir(parents=True)
        self._make(needed)

    def _make(self, needed: list[Task]) -> None:
        root = self._cache.workspace.root
        for name, path in DeclaredInputs(self._cache.workspace).of(self.task).items():
            self._copy(Path(path), name)
        if self.task.is_notebook:
            self._copy(self._cache.workspace.notebook(self.task.name), f"notebooks/{self.task.name}.ipynb")
        for other in needed:
            for place in self._cache.last(other).outputs:
                if self.task.reads(other, place):
                    self._copy(root / "outputs" / place, f"outputs/{place}")
        for place in self.code():
            self._copy(PACKAGE / place, f"pipelines/safeguarding_report/{place}")
        structure = [path.relative_to(root).as_posix() for form in STRUCTURE for path in (root / "data").glob(form)]
        for name in (*structure, *files_handed_on(self._cache.workspace, self.task)):
            empty = self.folder / name
            empty.parent.mkdir(parents=True, exist_ok=True)
            empty.touch()

    def code(self) -> list[str]:
        digest = self._cache.last(self.task).parts[CODE]
        listing = self._cache.store.folder / "code" / f"{digest}.json"
        return list(json.loads(listing.read_text(encoding="utf-8")))

    def _copy(self, path: Path, name: str) -> None:
        if path.is_file():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, self.folder / name)
        self.declared.add(name)

    def described(self) -> dict[str, str]:
        made_with = self._cache.environment.as_record() | {"code": self._cache.code_of_report}
        return {
            "partnership": self.task.partnership,
            "year": self.task.year,
            "name": self.task.name,
            "folder": str(self.folder),
            "staging": str(self.staging),
            "runtime": str(self.runtime),
            "made_with": json.dumps(made_with),
        }

    def failure(self) -> str:
        place = self.home / "failed"
        return place.read_text(encoding="utf-8") if place.is_file() else ""

    def opened_undeclared(self, repository: Path) -> set[str]:
        """What was opened of this folder, or of the checkout beside its libraries, that the task does not declare."""
        opened = {Path(line) for line in (self.home / "opened").read_text(encoding="utf-8").splitlines()}
        inside = {path.relative_to(self.folder).as_posix() for path in opened if path.is_relative_to(self.folder)}
        inside = {as_source(place) for place in inside if (self.folder / place).is_file()}
        outside = {
            path.as_posix()
            for path in opened
            if path.is_relative_to(repository)
            and path.relative_to(repository).parts[0] != ".venv"
            # papermill looks for engines in every folder that Python imports from; no file is read.
            and path != PACKAGE.parent
        }
        # matplotlib's cache of fonts is no input: it says where fonts lie that the libraries carry.
        return {place for place in inside - self.declared | outside if "private/matplotlib" not in place}

    def differing(self) -> list[str]:
        """What was left otherwise than in the build, byte for byte."""
        ignored = {"finished.json"}
        left = {
            self.task.home(path.relative_to(self.staging).as_posix()): sha256(path.read_bytes())
            for path in self.staging.rglob("*")
            if path.is_file() and path.name not in ignored
        }
        built = self._cache.last(self.task).outputs
        return sorted(place for place in {*left, *built} if left.get(place) != built.get(place))


def as_source(place: str) -> str:
    """The module of a compiled file, which Python opens in its stead."""
    if "/__pycache__/" not in place:
        return place
    folder, _, name = place.rpartition("/__pycache__/")
    return f"{folder}/{name.split('.')[0]}.py"


def preloaded() -> list[str]:
    """The libraries that a build loads before its tasks; read, because to import the module is to load them."""
    statements = ast.parse((PACKAGE / "preloading.py").read_text(encoding="utf-8")).body
    said = {
        ast.unparse(statement.targets[0] if isinstance(statement, ast.Assign) else statement.target): statement.value
        for statement in statements
        if isinstance(statement, ast.Assign | ast.AnnAssign)
    }
    of_task = ast.literal_eval(said["OF_TASK"])
    return [*ast.literal_eval(said["EVERY_TASK"]), *(name for names in of_task.values() for name in names)]


def done_alone(workspace, tmp_path: Path, wanted: list[Task]) -> list[Alone]:
    """Do tasks of a built workspace again, each alone."""
    cache = Cache(workspace, this_environment(workspace.private / "environment.json"))
    line = straight_line(workspace)
    alone = [Alone(cache, task, line[task], tmp_path / f"{place}") for place, task in enumerate(wanted)]
    description = tmp_path / "described.json"
    description.write_text(
        json.dumps({"preloaded": preloaded(), "tasks": [each.described() for each in alone]}), encoding="utf-8"
    )
    environment = task_environment(
        tmp_path / "own", more={"MPLCONFIGDIR": str(workspace.private / "matplotlib"), "PYTHONDONTWRITEBYTECODE": "1"}
    )
    subprocess.run(
        [sys.executable, SCRIPT, description], check=True, capture_output=True, cwd=tmp_path, env=environment
    )
    return alone


def tasks_of(workspace, partnership: str, year: str) -> list[Task]:
    return [task for task in straight_line(workspace, partnership, year) if task.year == year]


def assert_all_declared(workspace, repository: Path, tmp_path: Path, wanted: list[Task]) -> None:
    alone = done_alone(workspace, tmp_path, wanted)
    assert [each.failure() for each in alone if each.failure()] == []
    assert {str(each.task): each.opened_undeclared(repository) for each in alone} == {
        str(task): set() for task in wanted
    }
    assert {str(each.task): each.differing() for each in alone} == {str(task): [] for task in wanted}


def test_the_tasks_of_a_report_with_returns_and_a_year_before_open_nothing_undeclared(
    built_workspace, repository, tmp_path
):
    wanted = [*tasks_of(built_workspace, "ashmere-and-wold", "2021-22"), Task("", "", INDEX)]
    assert len(wanted) == 8
    assert_all_declared(built_workspace, repository, tmp_path, wanted)


def test_measuring_opens_nothing_undeclared_where_a_register_hands_on_and_no_partner_returns(
    built_workspace, repository, tmp_path
):
    wanted = [Task("coventry", "2021-22", "02_measure")]
    assert not built_workspace.has_returns("coventry", ReportingYear(2020))
    assert built_workspace.looks_back("coventry", ReportingYear(2021))
    assert_all_declared(built_workspace, repository, tmp_path, wanted)


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["city-and-hackney", "coventry", "south-tees", "tower-hamlets", "ashmere-and-wold"])
def test_the_tasks_of_every_partnership_open_nothing_undeclared(built_workspace, repository, tmp_path, slug):
    wanted = [task for year in ("2019-20", "2023-24") for task in tasks_of(built_workspace, slug, year)]
    assert sum(task.name == FINISHING for task in wanted) == 2
    assert_all_declared(built_workspace, repository, tmp_path, wanted)
