"""The notebooks that stand in the repository: thin, alike, and without outputs."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from safeguarding_report.notebook import PARAMETERS, check_fit_to_run, read_notebook
from safeguarding_report.workspace import STEPS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
HEADINGS = ["Parameters", "Inputs", "Work", "Outputs", "Checks"]

# What a notebook may import of the package; what comes after the gate sees nothing from before it.
ALLOWED = {
    "01_validate": {"workspace", "findings", "tables", "formats", "corrections", "receiving", "validation"},
    "02_measure": {"workspace", "findings", "tables", "measures", "validation"},
    "03_chart": {"workspace", "released", "charts"},
    "04_report": {"workspace", "released", "charts", "narrative", "glossary", "guidance", "report"},
}
NOT_IN_A_NOTEBOOK = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.If, ast.IfExp, ast.Try, ast.With, ast.Delete,
)  # fmt: skip
SHOWN_ROWS = {30}
"""How many rows a table shows; no other number stands in a notebook, so that no threshold can."""

pytestmark = pytest.mark.parametrize("name", sorted(STEPS))


def code_cells(name: str) -> list[str]:
    return [cell.source for cell in read_notebook(NOTEBOOKS / f"{name}.ipynb").cells if cell.cell_type == "code"]


def nodes(name: str) -> list[ast.AST]:
    return [node for source in code_cells(name) for node in ast.walk(ast.parse(source))]


def test_a_notebook_is_fit_to_run(name):
    notebook = read_notebook(NOTEBOOKS / f"{name}.ipynb")
    check_fit_to_run(name, notebook, dict.fromkeys(PARAMETERS, ""))


def test_a_notebook_has_the_five_headings_in_order(name):
    cells = read_notebook(NOTEBOOKS / f"{name}.ipynb").cells
    lines = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == HEADINGS
    assert lines[0].startswith("# ")


def test_run_all_shows_a_demonstration(name):
    assert code_cells(name)[0] == 'partnership = "coventry"\nyear = "2023-24"\nworkspace = ""'


def test_a_notebook_imports_what_its_side_of_the_gate_may_see(name):
    found = set()
    for node in nodes(name):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            package, _, module = (node.module or "").partition(".")
            assert package == "safeguarding_report"
            found |= {module.split(".")[0]} if module else {alias.name for alias in node.names}
    assert found <= ALLOWED[name]


def test_a_notebook_holds_no_logic(name):
    assert [type(node).__name__ for node in nodes(name) if isinstance(node, NOT_IN_A_NOTEBOOK)] == []


def test_a_notebook_holds_no_path_and_no_threshold(name):
    constants = [node.value for node in nodes(name) if isinstance(node, ast.Constant)]
    assert {
        value for value in constants if isinstance(value, int | float) and not isinstance(value, bool)
    } <= SHOWN_ROWS
    assert [value for value in constants if isinstance(value, str) and ("/" in value or "\\" in value)] == []


def test_a_notebook_opens_its_own_step_and_finishes_it(name):
    assert f'open_step("{name}", partnership, year, workspace)' in "\n".join(code_cells(name))
    assert code_cells(name)[-1] == "step.finish()"


def test_a_notebook_is_committed_without_outputs(name):
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert {(cell["execution_count"], len(cell["outputs"])) for cell in code} == {(None, 0)}


def test_a_notebook_keeps_the_name_of_its_kernel(name):
    # nbstripout can take it away, and papermill does not run a notebook without it.
    assert read_notebook(NOTEBOOKS / f"{name}.ipynb").metadata.kernelspec.name == "python3"
