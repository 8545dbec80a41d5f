"""Which modules the code of a task can reach, and what is read beside them."""

from __future__ import annotations

import ast
import json

import pytest

from safeguarding_report.closure import BY_NAME, NAME, PACKAGE, PRODUCT_DATA, Code, as_notebook, imports_in
from safeguarding_report.known_files import KnownFiles

PACKAGE_OF_TESTS = {
    "__init__.py": "",
    "first.py": "from safeguarding_report.middle import thing\n",
    "middle/__init__.py": "",
    "middle/thing.py": "def late():\n    import safeguarding_report.last\n",
    "last.py": "",
    "apart.py": "from safeguarding_report import last\n",
    "glossary.py": "",
    "reference/glossary.toml": "",
    "stray.toml": "",
}


@pytest.fixture
def package(tmp_path):
    for name, text in PACKAGE_OF_TESTS.items():
        (tmp_path / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package" / name).write_text(text, encoding="utf-8")
    return tmp_path / "package"


def reached(package, *roots: str) -> list[str]:
    code = Code(KnownFiles(package.parent / "known.json"), package)
    return [
        place for place in code.reached_from(f"{NAME}.{root}".strip(".") for root in roots) if place != "stray.toml"
    ]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a.b", ["a.b"]),
        ("import a as b, c", ["a", "c"]),
        ("from a import b, c", ["a", "a.b", "a.c"]),
        ("from . import b", [".", ".b"]),
        ("from ..a import b", ["..a", "..a.b"]),
        ("if x:\n    import a\nelse:\n    import b", ["a", "b"]),
        ("try:\n    import a\nexcept E:\n    import b", ["a", "b"]),
        ("if TYPE_CHECKING:\n    import a\nelse:\n    import b", ["b"]),
        ("if typing.TYPE_CHECKING:\n    import a", []),
        ("class C:\n    def f(self):\n        import a", ["a"]),
        ("x = importlib.import_module('a.b')", ["a.b"]),
        ("x = __import__('a')", ["a"]),
        ("x = 'import a'", []),
        ("import_module(name)", []),
    ],
)
def test_what_a_module_imports(source, names):
    assert imports_in(source).get("", []) == names


def test_what_a_function_imports_is_told_apart():
    source = "import a\ndef one():\n    import b\ndef two():\n    def three():\n        import c\n"
    assert imports_in(source) == {"": ["a"], "one": ["b"], "two": ["c"]}


def test_a_module_reaches_what_it_imports_late_and_the_packages_on_the_way(package):
    assert reached(package, "first") == ["__init__.py", "first.py", "last.py", "middle/__init__.py", "middle/thing.py"]


def test_a_module_that_nothing_imports_is_not_reached(package):
    assert "apart.py" not in reached(package, "first")


def test_one_function_of_a_module_reaches_what_it_imports_and_not_what_others_do(package):
    text = "def one():\n    import safeguarding_report.last\ndef two():\n    import safeguarding_report.apart\n"
    (package / "first.py").write_text(text, encoding="utf-8")
    assert reached(package, "first:one") == ["__init__.py", "first.py", "last.py"]
    assert reached(package, "first:one", "first") == ["__init__.py", "apart.py", "first.py", "last.py"]


def test_relative_imports_are_followed_from_modules_and_from_packages(package):
    (package / "middle" / "__init__.py").write_text("from .thing import late\nfrom .. import apart\n", encoding="utf-8")
    assert reached(package, "middle") == ["__init__.py", "apart.py", "last.py", "middle/__init__.py", "middle/thing.py"]


def test_what_is_not_ours_is_left_to_the_lock(package):
    (package / "first.py").write_text("import pandas, nothing.of.ours\n", encoding="utf-8")
    assert reached(package, "first") == ["__init__.py", "first.py"]


def test_data_of_the_product_belong_to_the_module_that_reads_them(package):
    assert "reference/glossary.toml" in reached(package, "glossary")
    assert "reference/glossary.toml" not in reached(package, "first")


def test_data_that_nobody_declares_belong_to_every_task(package):
    code = Code(KnownFiles(package.parent / "known.json"), package)
    assert "stray.toml" in code.reached_from([f"{NAME}.last"])


def test_a_module_that_is_not_python_is_reached_and_reaches_nothing(package):
    (package / "first.py").write_text("import safeguarding_report.last (", encoding="utf-8")
    assert reached(package, "first") == ["__init__.py", "first.py"]


def test_an_edited_module_has_another_hash_and_the_others_the_same(package):
    files = KnownFiles(package.parent / "known.json")
    before = Code(files, package).reached_from([f"{NAME}.first"])
    (package / "last.py").write_text("# a remark\n", encoding="utf-8")
    now = Code(files, package).reached_from([f"{NAME}.first"])
    assert [place for place in now if now[place] != before[place]] == ["last.py"]


# ---- the package itself ---------------------------------------------------------------------------


def test_every_module_that_is_declared_exists():
    declared = {*PRODUCT_DATA, *BY_NAME, *(name for names in BY_NAME.values() for name in names)}
    missing = [
        name
        for name in declared
        if not (PACKAGE / f"{name.replace('.', '/')}.py").is_file() and not (PACKAGE / name.replace(".", "/")).is_dir()
    ]
    assert missing == []


def test_every_file_of_the_package_that_is_no_module_is_declared():
    undeclared = [
        place
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
        if not (place := path.relative_to(PACKAGE).as_posix()).startswith(tuple(PRODUCT_DATA.values()))
    ]
    assert undeclared == []


MAY_LOOK_BESIDE_THEMSELVES = {"closure", "elsewhere", "processes", "watching", "workspace"}
"""They name the package itself: to hash it, to run it, to watch it, to find the notebooks and suites that it ships."""

MAY_IMPORT_BY_NAME = ["preloading.py"]
"""It loads other people's libraries before the first task, and none of our modules."""


def test_a_module_that_reads_files_beside_it_declares_them():
    reading = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "__file__" in text or "importlib.resources" in text:
            reading.add(
                path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
            )
    assert reading - MAY_LOOK_BESIDE_THEMSELVES - set(PRODUCT_DATA) == set()


def test_whatever_is_imported_by_a_name_that_is_not_written_out_is_declared():
    hidden = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            is_hidden = called in {"import_module", "__import__"} and not isinstance(node.args[0], ast.Constant)
            if is_hidden or called in {"exec", "run_module", "run_path", "spec_from_file_location"}:
                hidden.append(path.name)
    assert hidden == MAY_IMPORT_BY_NAME


# ---- notebooks ------------------------------------------------------------------------------------


def notebook(*cells: dict[str, object], **more: object) -> bytes:
    return json.dumps({"cells": cells, "metadata": more}).encode()


def cell(source: object, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None} | more


def test_a_notebook_that_was_run_and_saved_is_the_same_notebook():
    ran = cell("1 + 1", outputs=[{"data": {}}], execution_count=3, id="a1", metadata={"execution": {"at": "noon"}})
    assert as_notebook(notebook(cell("1 + 1"))) == as_notebook(notebook(ran, language_info={"version": "3.11.7"}))


@pytest.mark.parametrize("other", [cell("1 + 2"), cell("1 + 1", metadata={"tags": ["chapter"]})])
def test_a_notebook_with_another_cell_or_tag_is_another_notebook(other):
    assert as_notebook(notebook(cell("1 + 1")))["sha256"] != as_notebook(notebook(other))["sha256"]


def test_the_imports_of_all_cells_count():
    cells = notebook(
        cell("import a\n"), cell(["from b import c\n", "x = 1"]), {"cell_type": "markdown", "source": "import d"}
    )
    assert as_notebook(cells)["imports"] == ["a", "b", "b.c"]


@pytest.mark.parametrize("content", [b"not JSON", b"[]", notebook(cell("%matplotlib inline"))])
def test_a_notebook_that_cannot_be_read_may_reach_everything(content):
    assert as_notebook(content)["imports"] is None
