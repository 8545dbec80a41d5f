"""What makes a notebook fit to run, and what proves that it ran; without a kernel."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from safeguarding_report.errors import NotebookError
from safeguarding_report.executed import normalise, prove, running
from safeguarding_report.notebook import check_fit_to_run, read_notebook

GIVEN = {"partnership": "arden", "year": "2023-24", "workspace": ""}
DECLARED = 'partnership = "coventry"\nyear = "2022-23"\nworkspace = ""'


def parameters(source: str = DECLARED):
    return new_code_cell(source, metadata={"tags": ["parameters"]})


def notebook(*cells):
    return new_notebook(cells=list(cells))


def ran(source: str, count: int | None, *outputs, tags=()):
    return new_code_cell(source, execution_count=count, outputs=list(outputs), metadata={"tags": list(tags)})


def refusal(*cells, given=GIVEN) -> str:
    with pytest.raises(NotebookError) as refused:
        check_fit_to_run("02_measure", notebook(*cells), given)
    return str(refused.value)


def failure(*cells) -> str:
    with pytest.raises(NotebookError) as failed:
        prove("02_measure", notebook(*cells))
    return str(failed.value)


def test_a_notebook_that_declares_what_it_is_given_is_fit_to_run():
    check_fit_to_run("02_measure", notebook(parameters(), new_code_cell("1 + 1")), GIVEN)


def test_a_notebook_without_a_parameters_cell_is_refused():
    assert refusal(new_code_cell(DECLARED)).startswith("02_measure.ipynb: 0 cells are tagged `parameters`.")


def test_a_notebook_with_two_parameters_cells_is_refused():
    assert "2 cells are tagged `parameters`" in refusal(parameters(), parameters())


def test_a_misspelt_parameter_is_refused_with_its_right_name():
    words = refusal(parameters(DECLARED.replace("partnership", "partnershp")))
    assert '"partnership" is given but not declared. Did you mean "partnershp"?' in words
    assert '"partnershp" is declared but not given.' in words


def test_a_parameter_that_is_declared_but_not_given_is_refused():
    assert '"threshold" is declared but not given.' in refusal(parameters(f'{DECLARED}\nthreshold = "5"'))


def test_a_parameter_outside_the_fixed_names_is_refused_even_when_given():
    code = "x = 1; import os; y"
    words = refusal(parameters(f'{DECLARED}\nthreshold = "5"'), given={**GIVEN, "threshold": "5"})
    assert '"threshold" is not a parameter that a notebook may have.' in words
    assert f'"{code}" is given but not declared.' in refusal(parameters(), given={**GIVEN, code: ""})


def test_a_value_that_is_not_a_text_is_refused():
    assert '"year" must be a text.' in refusal(parameters(), given={**GIVEN, "year": 2023})


@pytest.mark.parametrize("line", ["import os", "year = 2023", 'year = f"{1}"', "year: str", 'a = b = "c"'])
def test_a_parameters_cell_holds_names_and_texts_only(line):
    assert "may only hold lines such as" in refusal(parameters(f"{DECLARED}\n{line}"))


@pytest.mark.parametrize("source", ["!pip install x", "%matplotlib inline", "def unfinished("])
def test_a_cell_that_is_not_plain_python_is_refused(source):
    assert "cell 2 is not plain Python" in refusal(parameters(), new_code_cell(source))


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception", "injected-parameters"])
def test_a_tag_that_lets_a_cell_off_is_refused(tag):
    assert f"cell 2 is tagged {tag}" in refusal(parameters(), new_code_cell("1", metadata={"tags": [tag]}))


def test_a_torn_notebook_is_refused(tmp_path):
    path = tmp_path / "02_measure.ipynb"
    path.write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(NotebookError, match="is not a notebook"):
        read_notebook(path)


def test_a_notebook_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotebookError, match=r"notebooks/02_measure.ipynb does not exist"):
        read_notebook(tmp_path / "02_measure.ipynb")


def test_a_notebook_whose_cells_all_ran_in_order_is_proven():
    prove("02_measure", notebook(new_markdown_cell("# A"), ran("1", 1), ran("", None), ran("2", 2)))


def test_a_cell_that_did_not_run_fails_the_notebook():
    words = failure(new_markdown_cell("## Work"), ran("1", 1), ran("2", None))
    assert words.startswith("02_measure.ipynb: cell 3 (Work) did not run in its turn.")


def test_cells_that_ran_out_of_order_fail_the_notebook():
    assert "cell 1 did not run in its turn" in failure(ran("1", 2), ran("2", 1))


def test_an_error_is_told_by_its_type_and_never_by_its_message():
    error = new_output("error", ename="ValueError", evalue="invalid literal: 'Jane Doe'", traceback=["Jane Doe"])
    words = failure(ran("int(name)", 1, error))
    assert "cell 1 failed with ValueError" in words
    assert "Jane" not in words


def test_a_message_of_ours_is_told_whole():
    error = new_output("error", ename="DataError", evalue="Table referrals: 2 rows are torn.", traceback=[])
    assert failure(ran("check()", 1, error)).endswith("cell 1 said no: Table referrals: 2 rows are torn.")


def test_ending_the_notebook_early_is_a_failure_even_with_exit_code_0():
    end = new_output("error", ename="SystemExit", evalue="0", traceback=[])
    assert "cell 1 ended the notebook" in failure(ran("import sys; sys.exit(0)", 1, end), ran("2", None))


def test_a_full_disk_is_told_as_one():
    full = new_output("error", ename="OSError", evalue="[Errno 28] No space left on device", traceback=[])
    assert "the disk is full" in failure(ran("save()", 1, full))


def test_a_warning_fails_the_notebook_without_being_repeated():
    words = failure(ran("warn()", 1, new_output("stream", name="stderr", text="UserWarning: Jane Doe")))
    assert "cell 1 wrote a warning" in words
    assert "Jane" not in words


def test_cells_are_counted_as_the_analyst_sees_them():
    put_in_by_papermill = ran("x", 2, tags=["injected-parameters"])
    words = failure(ran("p", 1), put_in_by_papermill, new_markdown_cell("## Work"), ran("1", None))
    assert "cell 3 (Work)" in words


def test_the_cell_at_work_is_the_last_that_began():
    began = new_code_cell("1", metadata={"papermill": {"start_time": "12:00"}})
    waiting = new_code_cell("2", metadata={"papermill": {"start_time": None}})
    assert running(notebook(new_markdown_cell("## Work"), began, waiting)) == "cell 2 (Work)"


def test_two_runs_of_a_notebook_are_the_same_once_normalised():
    def run(address: str, time: str):
        shown = new_output("execute_result", {"text/plain": f"<object at {address}>"}, execution_count=1)
        cell = ran("object()", 1, shown, new_output("stream", name="stdout", text=f"made {address}\n"))
        cell.metadata["papermill"] = {"start_time": time}
        cell.metadata["execution"] = {"iopub.status.busy": time}
        made = notebook(cell)
        made.metadata["papermill"] = {"input_path": "/somewhere", "start_time": time}
        made.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
        return normalise(made)

    first, second = run("0x7f12ab34cd56", "12:00"), run("0x7fffffffffff", "13:00")
    assert first == second
    assert "papermill" not in first.metadata
    assert first.metadata.language_info == {"name": "python"}
    assert first.cells[0].id == "c001"


def test_a_notebook_is_not_changed_by_normalising_it():
    made = notebook(ran("1", 1))
    before = made.cells[0].id
    normalise(made)
    assert made.cells[0].id == before
