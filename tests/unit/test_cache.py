"""What a task's key is made of, and why a task must be done again."""

from __future__ import annotations

import errno
import json

import pytest
from little_line import make_workspace

from safeguarding_report import known_files
from safeguarding_report.cache import Cache, Record
from safeguarding_report.environment import Environment, installed_libraries, this_environment
from safeguarding_report.errors import UserError
from safeguarding_report.tasks import Task

HERE = Environment(version="1", libraries="l", python="3.11", platform="Linux x86_64")
VALIDATE = Task("arden", "2023-24", "01_validate")
MEASURE = Task("arden", "2023-24", "02_measure")
TABLES = Record(
    "arden 2023-24 01_validate",
    "key",
    {},
    {"private/arden/2023-24/tables/rows.txt": "r1", "private/arden/2023-24/notebooks/01_validate.ipynb": "n1"},
)


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(make_workspace(tmp_path / "w", arden="2023-24"), HERE)


def remembered(cache: Cache, **changes: str) -> str:
    """Why 02_measure must run again after the named parts changed since its record was made."""
    parts = cache.parts(MEASURE, [(VALIDATE, TABLES)])
    before = {name: changes.get(name, digest) for name, digest in parts.items()}
    cache.remember(MEASURE, Record(str(MEASURE), cache.key(MEASURE, before), before, {}))
    return cache.why(MEASURE, parts)


def test_a_task_depends_on_its_notebook_its_settings_the_figures_and_what_it_runs_on(cache):
    assert {
        "data/arden/partnership.toml",
        "data/arden/2023-24/year.toml",
        "data/official/official_figures.csv",
        "notebooks/02_measure.ipynb",
        "arden/2023-24/tables/rows.txt",
        "the code",
        "the installed libraries",
        "Python",
        "the platform",
    } <= set(cache.parts(MEASURE, [(VALIDATE, TABLES)]))


def test_a_task_does_not_depend_on_how_the_notebook_before_it_looks(cache):
    assert "arden/2023-24/notebooks/01_validate.ipynb" not in cache.parts(MEASURE, [(VALIDATE, TABLES)])


def test_a_key_names_no_folder_of_this_machine(cache, tmp_path):
    other = Cache(make_workspace(tmp_path / "elsewhere" / "w", arden="2023-24"), HERE)
    parts, others = ({**each.parts(VALIDATE, [])} for each in (cache, other))
    assert cache.key(VALIDATE, parts) == other.key(VALIDATE, others)


def test_a_register_in_a_folder_of_its_own_counts_like_any_other(cache):
    kept = cache.workspace.root / "data" / "arden" / "2023-24" / "registers" / "of the office"
    kept.mkdir(parents=True)
    (kept / "groups.csv").write_text("group", encoding="utf-8")
    assert "data/arden/2023-24/registers/of the office/groups.csv" in cache.parts(VALIDATE, [])


LEFT_BESIDE = (
    ".~lock.groups.csv#",
    "~$groups.xlsx",
    ".groups.csv.swp",
    "groups.csv~",
    "#groups.csv#",
    ".hidden/groups.csv",
)


@pytest.mark.parametrize("folder", ["data/arden/2023-24/registers", "data/arden/2023-24/returns/police"])
def test_what_is_left_beside_an_open_return_or_register_is_no_input(cache, folder):
    (cache.workspace.root / "data" / "arden" / "2023-24" / "returns.toml").write_text("", encoding="utf-8")
    for name in ("groups.csv", *LEFT_BESIDE):
        path = cache.workspace.root / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("group", encoding="utf-8")
    assert [f"{folder}/groups.csv"] == [name for name in cache.parts(VALIDATE, []) if name.startswith(folder)]


def test_what_is_left_beside_an_open_notebook_or_narrative_is_no_input(cache):
    for name in ("notebooks/.~03_chart.ipynb", "data/arden/2023-24/narrative/~$plans.md"):
        path = cache.workspace.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    of_all = [name for task in ("narratives", "finishing") for name in cache.parts(Task("arden", "2023-24", task), [])]
    assert [] == [name for name in of_all if "~" in name]


def test_an_input_that_may_not_be_read_is_said_plainly(cache, monkeypatch):
    def refuse(path, *_: object):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(known_files, "open", refuse, raising=False)
    with pytest.raises(UserError, match=r"^data/arden/partnership.toml could not be read \(Permission denied\)"):
        cache.parts(VALIDATE, [])


def test_two_tasks_with_the_same_inputs_have_different_keys(cache):
    assert cache.key(VALIDATE, {}) != cache.key(MEASURE, {})


def test_a_task_that_was_never_built_says_so(cache):
    assert cache.why(VALIDATE, cache.parts(VALIDATE, [])) == "never built"


def test_a_torn_record_counts_as_none(cache):
    remembered(cache)
    path = cache.workspace.private / "arden" / "2023-24" / "tasks" / "02_measure.json"
    path.write_text(path.read_text(encoding="utf-8")[:40], encoding="utf-8")
    assert Cache(cache.workspace, HERE).last(MEASURE) is None


def test_nothing_changed_is_no_reason(cache):
    assert remembered(cache) == ""


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("data/official/official_figures.csv", "data/official/official_figures.csv changed"),
        ("notebooks/02_measure.ipynb", "notebooks/02_measure.ipynb changed"),
        ("arden/2023-24/tables/rows.txt", "arden/2023-24/tables/rows.txt changed"),
        ("the code", "the code changed"),
        ("the installed libraries", "the installed libraries changed"),
        ("Python", "Python changed"),
    ],
)
def test_the_reason_is_named_in_words(cache, part, reason):
    assert remembered(cache, **{part: "before"}) == reason


def test_several_reasons_are_counted(cache):
    assert remembered(cache, **{"the code": "b", "Python": "3.10"}) == "Python changed (and 1 more)"


def test_a_new_input_is_a_reason(cache):
    remembered(cache)
    (cache.workspace.official / "sources.csv").write_text("new", encoding="utf-8")
    cache.look_again()
    assert cache.why(MEASURE, cache.parts(MEASURE, [(VALIDATE, TABLES)])) == "data/official/sources.csv is new"


def test_a_missing_product_is_a_reason(cache):
    parts = cache.parts(MEASURE, [(VALIDATE, TABLES)])
    record = Record(str(MEASURE), cache.key(MEASURE, parts), parts, {"private/arden/2023-24/results/rows.txt": "r"})
    cache.remember(MEASURE, record)
    assert cache.why(MEASURE, parts) == "outputs/private/arden/2023-24/results/rows.txt is missing or was changed"


def test_a_result_counts_as_made_before_only_while_all_its_products_are_kept(cache):
    digest = cache.store.put_bytes(b"rows")
    cache.keep(Record("t", "k", {}, {"private/rows.txt": digest}))
    assert cache.made_before("k") is not None
    (cache.store.folder / digest[:2] / digest[2:]).unlink()
    assert cache.made_before("k") is None


def test_a_record_with_a_letter_that_is_another_brings_nothing_back(cache):
    cache.keep(Record("t", "k", {}, {"private/rows.txt": cache.store.put_bytes(b"rows")}))
    place = cache.store.folder / "records" / "k.json"
    place.write_text(place.read_text(encoding="utf-8").replace("rows.txt", "rowz.txt"), encoding="utf-8")
    assert cache.made_before("k") is None


def test_a_record_under_the_key_of_another_brings_nothing_back(cache):
    cache.keep(Record("t", "k", {}, {"private/rows.txt": cache.store.put_bytes(b"rows")}))
    records = cache.store.folder / "records"
    (records / "k.json").rename(records / "l.json")
    assert cache.made_before("l") is None


def test_a_library_that_is_remembered_with_another_letter_is_looked_up_again(tmp_path):
    memory = tmp_path / "environment.json"
    right = this_environment(memory).libraries
    memory.write_text(memory.read_text(encoding="utf-8").replace("pandas==", "pandaz=="), encoding="utf-8")
    assert this_environment(memory).libraries == right


def test_a_record_can_be_read_by_a_person(cache):
    remembered(cache)
    path = cache.workspace.private / "arden" / "2023-24" / "tasks" / "02_measure.json"
    assert json.loads(path.read_text(encoding="utf-8"))["task"] == "arden 2023-24 02_measure"


def test_the_libraries_that_count_are_those_the_package_needs(tmp_path):
    libraries = {library.partition("==")[0].lower() for library in installed_libraries()}
    assert {"pandas", "papermill", "numpy", "jinja2"} <= libraries
    assert not {"pytest", "ruff", "mypy"} & libraries
    memory = tmp_path / "environment.json"
    assert this_environment(memory) == this_environment(memory)
