"""A notebook that was edited into nonsense ends in one clear message, and in nothing put."""

from __future__ import annotations

import pytest
from little_workspace import make_little_workspace, run, write_notebook

from safeguarding_report.run import build
from safeguarding_report.workspace import Workspace

SECONDS = 3.0
"""Enough for every cell here but the endless one."""


@pytest.fixture
def folder(tmp_path):
    make_little_workspace(tmp_path / "w")
    return tmp_path / "w"


@pytest.fixture(params=[False, True], ids=["warm", "kernels"])
def outcome_of(request):
    """Build in forked shells and in ordinary kernels: both say the same."""

    def outcome_of(folder):
        return build(Workspace(folder), until="02_measure", cell_seconds=SECONDS, kernels=request.param)

    return outcome_of


def test_a_notebook_in_order_leaves_its_products_and_itself(outcome_of, folder):
    outcome = outcome_of(folder)
    private = folder / "outputs" / "private" / "arden" / "2023-24"
    assert outcome.in_words() == "Done."
    assert (private / "tables" / "rows.json").read_text(encoding="utf-8") == "[\n 1,\n 2\n]\n"
    assert str(folder) not in (private / "notebooks" / "01_validate.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("1 / 0", "cell 4 (Work) failed with ZeroDivisionError."),
        ("int('Jane Doe')", "cell 4 (Work) failed with ValueError."),
        ("import sys\nsys.exit(0)", "cell 4 (Work) ended the notebook"),
        ("while True: pass", "stopped: cell 4 (Work) took more than 3 seconds."),
        ("import os\nos.kill(os.getpid(), 9)", "stopped: its kernel died in cell 4 (Work)."),
        ("import warnings\nwarnings.warn('Jane Doe')", "cell 4 (Work) wrote a warning"),
        (
            "import threading\nthread = threading.Thread(target=lambda: 1 / 0)\nthread.start()\nthread.join()",
            "cell 4 (Work) wrote a warning",
        ),
        ("!false", "cell 4 is not plain Python."),
        ("step.finish = str", "did not end with `step.finish()`"),
        (
            "(step.output / 'more').write_text('x')\n(step.output.parent / 'more.txt').write_text('x')",
            "does not declare",
        ),
    ],
)
def test_what_a_cell_does_wrong_is_told_with_its_cell_and_nothing_is_put(outcome_of, folder, work, words):
    write_notebook(folder, "01_validate", work)
    outcome = outcome_of(folder)
    told = outcome.in_words()
    assert words in told
    assert outcome.exit_code == 1
    assert "Jane" not in told
    assert [str(task) for task in outcome.held_up] == ["arden 2023-24 02_measure"]
    assert not (folder / "outputs" / "private" / "arden" / "2023-24" / "tables").exists()


def test_a_notebook_without_parameters_is_refused_before_it_runs(outcome_of, folder):
    write_notebook(folder, "01_validate", "[1]", parameters='partnership = "arden"')
    assert '"year" is given but not declared.' in outcome_of(folder).in_words()
    write_notebook(folder, "01_validate", "[1]", parameters="")
    assert '"partnership" is given but not declared.' in outcome_of(folder).in_words()


def test_a_failed_notebook_is_kept_as_far_as_it_ran_until_it_runs_well(outcome_of, folder):
    write_notebook(folder, "01_validate", "1 / 0")
    kept = folder / "outputs" / "private" / "arden" / "2023-24" / "failed" / "01_validate.ipynb"
    assert "outputs/private/arden/2023-24/failed/01_validate.ipynb" in outcome_of(folder).in_words()
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    write_notebook(folder, "01_validate", "[1]")
    outcome_of(folder)
    assert not kept.exists()


def test_a_notebook_has_no_settings_of_its_user(outcome_of, folder, monkeypatch, tmp_path):
    start_up = tmp_path / "ipython" / "profile_default" / "startup"
    start_up.mkdir(parents=True)
    (start_up / "00.py").write_text("raise SystemExit\n", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(start_up / "00.py"))
    (folder / "pandas.py").write_text("raise SystemExit\n", encoding="utf-8")
    write_notebook(
        folder, "01_validate", "import pandas\nimport os\n[os.environ['PYTHONHASHSEED'], os.environ['MPLBACKEND']]"
    )
    assert outcome_of(folder).in_words() == "Done."
    rows = folder / "outputs" / "private" / "arden" / "2023-24" / "tables" / "rows.json"
    assert rows.read_text(encoding="utf-8") == '[\n "0",\n "agg"\n]\n'


EVERY_KIND_OF_OUTPUT = """
import sys
import pandas
from IPython.display import HTML, Markdown, display
print("first", end=" "); print("second")
display(HTML("<p>shown</p>"))
print("after")
display(Markdown("*words*"), {"a": 1})
display(HTML("<b>kept</b>"), metadata={"text/html": {"alt": "words"}})
pandas.DataFrame({f"a long column name {number}": range(3) for number in range(30)})
"""


def test_a_forked_shell_leaves_the_same_notebook_as_a_kernel(folder):
    executed = folder / "outputs" / "private" / "arden" / "2023-24" / "notebooks" / "01_validate.ipynb"
    write_notebook(folder, "01_validate", EVERY_KIND_OF_OUTPUT)
    build(Workspace(folder), until="01_validate", kernels=True)
    in_a_kernel = executed.read_text(encoding="utf-8")
    build(Workspace(folder), until="01_validate", force=True)
    assert executed.read_text(encoding="utf-8") == in_a_kernel
    assert in_a_kernel.count('"output_type"') > 5


def test_a_file_where_the_command_is_given_stands_for_no_library(folder, tmp_path):
    (tmp_path / "tabnanny.py").write_text("raise ValueError", encoding="utf-8")
    write_notebook(folder, "01_validate", "import tabnanny\n[tabnanny.__name__]")
    build_there = run(folder, "build", "--until", "01_validate", cwd=tmp_path)
    assert (build_there.returncode, build_there.stderr) == (0, "")
