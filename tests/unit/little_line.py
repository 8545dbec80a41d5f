"""A workspace of the smallest kind, and stand-ins for the tasks, so that the pipeline runs without a kernel."""

from __future__ import annotations

import json
import tempfile
from concurrent.futures import Executor, Future
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.closure import Code, how_found
from safeguarding_report.environment import this_environment
from safeguarding_report.errors import DataError
from safeguarding_report.known_files import KnownFiles
from safeguarding_report.run import build
from safeguarding_report.tasks import PUBLIC_FILES
from safeguarding_report.workspace import Workspace

if TYPE_CHECKING:
    from safeguarding_report.perform import Order

PARTNERSHIP = 'name = "{name}"\nshort_name = "{name}"\nareas = ["{area}"]\n'


def make_workspace(folder: Path, **partnerships: str) -> Workspace:
    """A workspace whose partnerships have the years named, separated by spaces."""
    (folder / "outputs").mkdir(parents=True)
    (folder / "data" / "official").mkdir(parents=True)
    (folder / "data" / "official" / "official_figures.csv").write_text("some figures\n", encoding="utf-8")
    (folder / "notebooks").mkdir()
    for name in ("01_validate", "02_measure", "03_chart", "04_report"):
        write_notebook(folder, name)
    for slug, years in partnerships.items():
        own = folder / "data" / slug
        own.mkdir()
        text = PARTNERSHIP.format(name=slug.title(), area="E08000026")
        (own / "partnership.toml").write_text(text, encoding="utf-8")
        for year in years.split():
            (own / year).mkdir()
            (own / year / "year.toml").write_text("", encoding="utf-8")
    (folder / "outputs" / "private").mkdir()
    (folder / "outputs" / "private" / "known_files.json").write_bytes(known_of_the_package())
    (folder / "outputs" / "private" / "environment.json").write_bytes(known_of_the_libraries())
    return Workspace(folder)


def write_notebook(folder: Path, name: str, source: str = "") -> None:
    """Write a notebook of one cell, which nobody runs here."""
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}]
    (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}), encoding="utf-8")


@cache
def known_of_the_package() -> bytes:
    """What a workspace knows of the package after its first build, so that not every test reads all modules."""
    with tempfile.TemporaryDirectory() as folder:
        files = KnownFiles(Path(folder) / "known.json", how_found())
        code = Code(files)
        code.reached_from(code.all_modules())
        files.save()
        place = Path(folder) / "known.json"
        return place.read_bytes() if place.is_file() else b""


@cache
def known_of_the_libraries() -> bytes:
    """What a workspace knows of the installed libraries after its first build."""
    with tempfile.TemporaryDirectory() as folder:
        this_environment(Path(folder) / "environment.json")
        return (Path(folder) / "environment.json").read_bytes()


class AtOnce(Executor):
    """Runs what it is given where it stands."""

    def __init__(self, *_: object) -> None:
        self.is_killed = False

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 — carried, as every executor does
            future.set_exception(error)
        return future


class StandIns:
    """Stands in for the real tasks: each writes a little file made of what it reads, and is counted."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.done: list[str] = []
        self.failing: set[str] = set()
        self.extra: dict[str, str] = {}
        self.before_end = lambda _task: None

    def perform(self, order: Order) -> float:
        task, staging = order.task, Path(order.staging)
        self.done.append(str(task))
        if str(task) in self.failing:
            message = f"{task} said no"
            raise DataError(message)
        for name, content in self.products(task).items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_text(content, encoding="utf-8")
        self.before_end(task)
        return 0.0

    def products(self, task) -> dict[str, str]:
        if task.name == "gate":
            hidden = {
                "figures_released": 9, "hidden_by_source": 1, "hidden_primary": 2, "hidden_complementary": 3,
                "left_out": 0, "narrowest_range": 7,
            }  # fmt: skip
            products = {
                "disclosure/summary.json": json.dumps(hidden),
                "released/figures.csv": self.read(task, "results"),
            }
        elif task.name == "finishing":
            products = {f"public/{name}": f"{name} {self.read(task, 'released')}" for name in PUBLIC_FILES}
        elif task.name == "editions":
            page = (self.workspace.public / task.partnership / task.year / "report.html").read_text(encoding="utf-8")
            products = {"public/report.pdf": f"on paper: {page}", "public/manifest.json": f"with editions: {page}"}
        elif task.name == "addendum":
            page = (self.workspace.public / task.partnership / task.year / "report.html").read_text(encoding="utf-8")
            products = {f"public/addendum.{ending}": f"since: {page}" for ending in ("html", "csv", "json")}
        elif task.name == "index":
            products = {"public/index.html": "the index"}
        elif task.name == "narratives":
            products = {"narratives/words.txt": "words", "searched/findings.json": "[]"}
        elif task.name == "01_validate":
            text = (self.workspace.official / "official_figures.csv").read_text(encoding="utf-8")
            products = {"tables/rows.txt": text.strip()}
        else:
            folder = task.folders[0]
            products = {f"{folder}/rows.txt": f"{task.name} {self.read(task, 'tables')}"}
        if task.is_notebook:
            products[f"notebooks/{task.name}.ipynb"] = "executed"
        return products | {name: text for name, text in self.extra.items() if task.name in name}

    def read(self, task, folder: str) -> str:
        place = self.workspace.private / task.partnership / task.year / folder
        return " ".join(path.read_text(encoding="utf-8") for path in sorted(place.iterdir()))

    def build(self, *which: str, **options):
        """Build with the stand-ins; `done` then names the tasks that ran."""
        self.done.clear()
        return build(self.workspace, *which, make_executor=AtOnce, **options)
