"""Whatever is edited, a build gives what a build from nothing gives, and does only what the edit can change.

Which tasks an edit can change is worked out here from a table written by hand, not from the cache's declarations.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from concurrent.futures import Executor, Future
from pathlib import Path

import oracle_tasks
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle_tasks import CELLS, LINE, NOTEBOOKS, REACHED, YEARS

from safeguarding_report import closure, environment, perform
from safeguarding_report.run import build
from safeguarding_report.workspace import Workspace

WORDS = ("one", "two")
"""So few that an edit often brings back what stood there before."""


class AtOnce(Executor):
    """Does tasks where it stands."""

    def __init__(self, *_: object) -> None:
        pass

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        future.set_result(function(*args, **kwargs))
        return future


class Edited:
    """A workspace that is edited, the package it is built with, and what is known to have been done already."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = oracle_tasks.make_workspace(home / "workspace")
        self.package = home / "package"
        shutil.copytree(closure.PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__"))
        self.libraries = "lock"
        self.comments = dict.fromkeys(REACHED, "")
        self.known: set[str] = set()

    def edit(self, what: str, where: str, word: str) -> None:
        getattr(self, f"_edit_{what}")(where, word)

    def _edit_year(self, where: str, word: str) -> None:
        (self.root / "data" / where / "year.toml").write_text(f"# {word}\n", encoding="utf-8")

    def _edit_official(self, _: str, word: str) -> None:
        (self.root / "data" / "official" / "official_figures.csv").write_text(word, encoding="utf-8")

    def _edit_remark(self, _: str, word: str) -> None:
        (self.root / "data" / "official" / "official_figures.csv").write_text(f"figures # {word}", encoding="utf-8")

    def _edit_row(self, where: str, word: str) -> None:
        (self.root / "data" / "arden" / where / "returns" / "rows.csv").write_text(f"{word},2\n", encoding="utf-8")

    def _edit_new_return(self, where: str, word: str) -> None:
        place = self.root / "data" / "arden" / where / "returns" / "more.csv"
        place.write_text("3\n", encoding="utf-8") if word == "one" else place.unlink(missing_ok=True)

    def _edit_register(self, where: str, word: str) -> None:
        place = self.root / "data" / "borley" / where / "registers" / "requests.csv"
        place.parent.mkdir(exist_ok=True)
        place.write_text("asked\n", encoding="utf-8") if word == "one" else place.unlink(missing_ok=True)

    def _edit_narrative(self, where: str, word: str) -> None:
        (self.root / "data" / "arden" / where / "narrative" / "foreword.md").write_text(word, encoding="utf-8")

    def _edit_suite(self, _: str, word: str) -> None:
        (self.root / "expectations" / "own_table.json").write_text(json.dumps([word]), encoding="utf-8")

    def _edit_cell(self, where: str, word: str) -> None:
        oracle_tasks.write_notebook(self.root, where, f"{CELLS[where]}\n{word} = 1")

    def _edit_outputs_of_notebook(self, where: str, word: str) -> None:
        source = json.loads(oracle_tasks.cells_of(self.root / "notebooks" / f"{where}.ipynb"))[0]
        oracle_tasks.write_notebook(self.root, where, source, (word,))

    def _edit_module(self, where: str, word: str) -> None:
        original = (closure.PACKAGE / where).read_text(encoding="utf-8")
        comment = f"/* {word} */" if where.endswith(".css") else f"# {word}"
        (self.package / where).write_text(f"{original}{comment}\n", encoding="utf-8")
        self.comments[where] = word

    def _edit_lock(self, _: str, word: str) -> None:
        self.libraries = word

    def _edit_nothing(self, *_: str) -> None:
        for path in self.root.joinpath("data").rglob("*.toml"):
            os.utime(path, (1, 1))

    def build(self, root: Path):
        """Build with tasks of a few lines, and with this package and lock."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(perform, "perform", oracle_tasks.perform)
            patch.setattr(closure, "PACKAGE", self.package)
            patch.setattr(environment, "_hash_of_libraries", lambda _: self.libraries)
            known = root / "outputs" / "private" / "known_files.json"
            if not known.exists():
                known.parent.mkdir(parents=True, exist_ok=True)
                known.write_bytes(self.known_of_the_package)
            outcome = build(Workspace(root), make_executor=AtOnce)
        self.known_of_the_package = known.read_bytes() if known.is_file() else b""
        assert outcome.exit_code == 0, outcome.in_words()
        return outcome

    known_of_the_package = b""

    def expected(self) -> list[str]:
        """The tasks that nobody did yet with what they now read; call it when all products are in place."""
        must = []
        for slug, year, name in oracle_tasks.all_tasks():
            read = [self.libraries, *(word for place, word in self.comments.items() if name in REACHED[place])]
            read += [path.read_text(encoding="utf-8") for path in oracle_tasks.files_read(self.root, slug, year, name)]
            read += [str(path.name) for path in oracle_tasks.files_read(self.root, slug, year, name)]
            private = self.root / "outputs" / "private"
            read += [
                oracle_tasks.read_all(private / place)
                for place in oracle_tasks.products_read(self.root, slug, year, name)
            ]
            if name in NOTEBOOKS:
                read.append(oracle_tasks.cells_of(self.root / "notebooks" / f"{name}.ipynb"))
            if name == "finishing":
                # The manifest says with what code the report was made: that of all its tasks.
                read += [word for place, word in self.comments.items() if set(LINE) & set(REACHED[place])]
            key = json.dumps([slug, year, name, read])
            if key not in self.known:
                self.known.add(key)
                must.append(f"{slug} {year} {name}".strip())
        return sorted(must)

    def check(self) -> None:
        """Build after an edit; compare with a build from nothing, and with what must be done."""
        outcome = self.build(self.root)
        assert sorted(str(task) for task in outcome.ran) == self.expected()
        fresh = oracle_tasks.fresh_copy(self.root, self.home / "fresh")
        self.build(fresh)
        assert oracle_tasks.products(self.root) == oracle_tasks.products(fresh)


REPORTS = [f"{slug}/{year}" for slug, years in YEARS.items() for year in years]
EDITS = [
    *(("year", report) for report in REPORTS),
    ("official", ""),
    ("remark", ""),
    *(("row", year) for year in YEARS["arden"]),
    *(("new_return", year) for year in YEARS["arden"]),
    *(("register", year) for year in YEARS["borley"]),
    *(("narrative", year) for year in YEARS["arden"]),
    ("suite", ""),
    *(("cell", name) for name in NOTEBOOKS),
    *(("outputs_of_notebook", name) for name in NOTEBOOKS),
    *(("module", place) for place in REACHED),
    ("lock", ""),
    ("nothing", ""),
]


@contextlib.contextmanager
def edited():
    # In memory where there is such a place: every file is forced to the disk, and that is not what is searched here.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory) as home:
        workspace = Edited(Path(home))
        workspace.check()
        yield workspace


def search(edits: list[tuple[tuple[str, str], str]]) -> None:
    with edited() as workspace:
        for (what, where), word in edits:
            workspace.edit(what, where, word)
            workspace.check()


some_edits = st.lists(st.tuples(st.sampled_from(EDITS), st.sampled_from(WORDS)), min_size=1, max_size=6)


def test_every_kind_of_edit_does_what_it_can_change_and_no_more():
    with edited() as workspace:
        for what, where in {kind: (kind, where) for kind, where in EDITS}.values():
            for word in ("one", "two"):
                # Some make a file with one word and take it away with the other: what is left is an empty folder.
                workspace.edit(what, where, word)
                workspace.check()


def test_a_remark_in_a_file_of_the_package_reruns_the_tasks_that_reach_it():
    with edited() as workspace:
        rerun = {}
        for place in REACHED:
            workspace.edit("module", place, "one")
            rerun[place] = {task.name for task in workspace.build(workspace.root).ran}
        manifest = {place: {"finishing"} if set(LINE) & set(tasks) else set() for place, tasks in REACHED.items()}
        assert rerun == {place: {*tasks, *manifest[place]} for place, tasks in REACHED.items()}


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_edits)
def test_after_any_edits_a_build_equals_a_build_from_nothing_and_reruns_no_more_than_it_must(edits):
    search(edits)
