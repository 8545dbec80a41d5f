"""The flow of returns through the line: what runs when, what is made at first use, and what stays of a failure."""

from __future__ import annotations

import json
import stat

import pytest
from little_line import StandIns, make_workspace
from little_returns import make_workspace as make_returns

from safeguarding_report import first_use, perform
from safeguarding_report.errors import DataError
from safeguarding_report.findings import Finding
from safeguarding_report.inputs import DeclaredInputs, files_handed_on
from safeguarding_report.status import changes_of, findings_of
from safeguarding_report.tasks import Task, straight_line
from safeguarding_report.year import ReportingYear

FINDING = Finding("error", "council/census.xml", "value that is not in the code list", "Expected a code.", rows=(7,))


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    """Three years of one partnership, of which the first and second have returns; another partnership has none."""
    stand_ins = StandIns(
        make_workspace(tmp_path / "workspace", arden="2021-22 2022-23 2023-24", borley="2022-23 2023-24")
    )
    for year in ("2021-22", "2022-23"):
        write(stand_ins, year, "returns.toml", "")
        write(stand_ins, year, "returns/council/census.xml", "<Message/>")
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    return stand_ins


def write(line, year, name, text):
    path = line.workspace.root / "data" / "arden" / year / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def needed(line, slug, year, name):
    tasks = straight_line(line.workspace, slug, year)
    return sorted(f"{task.year} {task.name}" for task in tasks[Task(slug, year, name)])


def test_measuring_looks_back_where_returns_came(line):
    expected = ["2021-22 01_validate", "2021-22 02_measure", "2022-23 01_validate"]
    assert expected == needed(line, "arden", "2022-23", "02_measure")


def test_a_year_without_returns_keeps_what_was_counted_before(line):
    expected = ["2022-23 01_validate", "2022-23 02_measure", "2023-24 01_validate"]
    assert expected == needed(line, "arden", "2023-24", "02_measure")


def test_measuring_looks_back_where_a_register_was_kept_whatever_its_file_is_called(line):
    place = line.workspace.root / "data" / "borley" / "2022-23" / "registers" / "office" / "all.xlsx"
    place.parent.mkdir(parents=True)
    place.with_name(".hidden").touch()
    assert ["2023-24 01_validate"] == needed(line, "borley", "2023-24", "02_measure")
    place.touch()
    expected = ["2022-23 01_validate", "2022-23 02_measure", "2023-24 01_validate"]
    assert expected == needed(line, "borley", "2023-24", "02_measure")


def test_a_machine_elsewhere_is_given_the_registers_that_say_whether_measuring_looks_back(line):
    write(line, "2021-22", "registers/a.csv", "x")
    given = files_handed_on(line.workspace, Task("arden", "2023-24", "02_measure"))
    assert ["data/arden/2021-22/registers/a.csv"] == list(given)
    assert {} == files_handed_on(line.workspace, Task("arden", "2023-24", "03_chart"))


@pytest.mark.parametrize(("slug", "year"), [("arden", "2021-22"), ("borley", "2023-24")])
def test_measuring_does_not_look_back_where_no_returns_came(line, slug, year):
    assert [f"{year} 01_validate"] == needed(line, slug, year, "02_measure")


def test_reading_the_returns_of_a_year_depends_on_no_other_year(line):
    assert [] == needed(line, "arden", "2022-23", "01_validate")


def test_the_year_before_is_measured_first(line):
    line.build("arden", "2022-23")
    assert line.done.index("arden 2021-22 02_measure") < line.done.index("arden 2022-23 02_measure")


@pytest.mark.parametrize(
    "name",
    ["returns.toml", "returns/council/census.xml", "returns/police/new.csv", "corrections.toml", "registers/a.csv"],
)
def test_a_change_in_what_partners_returned_is_seen(line, name):
    line.build()
    write(line, "2022-23", name, "# another")
    line.build()
    assert "arden 2022-23 01_validate" == line.done[0]
    assert not any(done.startswith(("borley", "arden 2021-22")) for done in line.done)


def test_another_year_is_measured_anew_only_when_what_it_reads_changed(line):
    line.build()
    write(line, "2021-22", "corrections.toml", "# nothing to correct")
    line.build()
    # The stand-in makes the same tables whatever the corrections say.
    assert ["arden 2021-22 01_validate"] == line.done


def test_the_secret_is_made_before_anything_runs_and_is_an_input_of_reading(line):
    line.build("arden", "2021-22")
    secret = line.workspace.private / "secret.key"
    assert 0o600 == stat.S_IMODE(secret.stat().st_mode)
    inputs = DeclaredInputs(line.workspace).of(Task("arden", "2021-22", "01_validate"))
    assert str(secret) == inputs["outputs/private/secret.key"]
    line.build("arden", "2021-22")
    assert [] == line.done


def test_without_returns_there_is_no_secret(line):
    line.build("borley")
    assert not (line.workspace.private / "secret.key").exists()


@pytest.mark.parametrize("name", ["registers", "narrative"])
def test_words_alone_need_the_secret_as_well_for_what_somebody_answers_for(line, name):
    place = line.workspace.root / "data" / "borley" / "2022-23" / name
    place.mkdir(parents=True)
    line.build("borley")
    assert not (line.workspace.private / "secret.key").exists()
    (place / "anything.csv").write_text("asked\n", encoding="utf-8")
    line.build("borley")
    assert (line.workspace.private / "secret.key").exists()


def test_an_invented_partnership_reads_no_secret(tmp_path):
    workspace = make_returns(tmp_path / "workspace")
    inputs = DeclaredInputs(workspace).of(Task("elm-and-oak", "2023-24", "01_validate"))
    assert "outputs/private/secret.key" not in inputs
    assert "data/elm-and-oak/2023-24/returns/elm-council/census.xml" in inputs


def fail_with_findings(line, task):
    """Let a task leave its findings and then say no, as 01_validate does."""

    def perform_it(order):
        from pathlib import Path

        if str(order.task) != task:
            return line.perform(order)
        staging = Path(order.staging)
        (staging / "failed").mkdir()
        (staging / "failed" / "01_validate.ipynb").write_text("as far as it ran", encoding="utf-8")
        (staging / "tables" / "send_back").mkdir(parents=True)
        changes = [
            {"file": "v2", "before": "v1", "table": table, "rows_before": 4, "rows_now": 4 + n, **counts}
            for table, n in (("referrals", 1), ("assessments", 0))
            for counts in [{"added": n, "removed": 0, "changed": 0}]
        ]
        (staging / "tables" / "findings.json").write_text(json.dumps([FINDING.as_record()]), encoding="utf-8")
        (staging / "tables" / "changes.json").write_text(json.dumps(changes), encoding="utf-8")
        (staging / "tables" / "send_back" / "council.csv").write_text("its own", encoding="utf-8")
        (staging / "tables" / "referrals.parquet").write_text("rows", encoding="utf-8")
        message = "The returns hold errors."
        raise DataError(message, [FINDING])

    return perform_it


def test_what_was_found_is_kept_when_it_stops_the_build_and_no_row_is(line, monkeypatch):
    monkeypatch.setattr(perform, "perform", fail_with_findings(line, "arden 2021-22 01_validate"))
    outcome = line.build("arden", "2021-22")
    failed = line.workspace.private / "arden" / "2021-22" / "failed"
    assert {"01_validate.ipynb", "findings.json", "changes.json", "council.csv"} == {
        path.name for path in failed.rglob("*") if path.is_file()
    }
    assert [str(FINDING)] == [one["words"] for one in findings_of(line.workspace, "arden", "2021-22")["arden 2021-22"]]
    [change] = changes_of(line.workspace, "arden", "2021-22")["arden 2021-22"]
    assert "v2, sent again for v1: referrals: 4 rows before, 5 now, 1 added, 0 removed, 0 changed" == change["words"]
    told = list(outcome.failures)
    assert FINDING.reason not in outcome.in_words(told=told)
    assert FINDING.reason in outcome.in_words()


def test_what_was_found_in_a_failed_run_goes_when_it_runs_well(line, monkeypatch):
    stands = perform.perform
    monkeypatch.setattr(perform, "perform", fail_with_findings(line, "arden 2021-22 01_validate"))
    line.build("arden", "2021-22")
    monkeypatch.setattr(perform, "perform", stands)
    line.build("arden", "2021-22")
    assert [] == list((line.workspace.private / "arden" / "2021-22" / "failed").rglob("*"))
    assert [] == findings_of(line.workspace, "arden", "2021-22")["arden 2021-22"]


@pytest.fixture
def example(tmp_path, monkeypatch):
    """A workspace with settings of the invented partnership, and a generator that writes one little file a year."""
    from safeguarding_report.example import partnership
    from safeguarding_report.example.returns_log import SLUG

    workspace = make_workspace(tmp_path / "workspace", **{SLUG: "2022-23 2023-24"})
    own = workspace.root / "data" / SLUG
    settings = 'name = "A"\nshort_name = "A"\nareas = ["Z06000001"]\ninvented = true\n'
    settings += 'authorities = [{ code = "Z06000001", name = "Ashmere" }]\n'
    (own / "partnership.toml").write_text(settings, encoding="utf-8")
    for year in ("2022-23", "2023-24"):
        (own / year / "returns.toml").write_text("", encoding="utf-8")
    made = []

    def write_returns(root):
        made.append(root)
        for year in ("2022-23", "2023-24"):
            folder = root / "data" / SLUG / year / "returns"
            folder.mkdir(parents=True)
            (folder / "census.xml").write_text(f"made {len(made)}", encoding="utf-8")

    monkeypatch.setattr(partnership, "write_returns", write_returns)
    return workspace, SLUG, made


def tasks_of(workspace, slug):
    return list(straight_line(workspace, slug, "2023-24"))


def test_the_returns_of_the_invented_partnership_are_made_at_first_use(example):
    workspace, slug, made = example
    first_use.make_at_first_use(workspace, tasks_of(workspace, slug))
    assert (workspace.data(slug, ReportingYear(2023)) / "returns" / "census.xml").is_file()
    first_use.make_at_first_use(workspace, tasks_of(workspace, slug))
    assert 1 == len(made)


def test_only_years_without_returns_are_made_again_and_nothing_unfinished_stays(example):
    workspace, slug, _ = example
    first_use.make_at_first_use(workspace, tasks_of(workspace, slug))
    folder = workspace.data(slug, ReportingYear(2023)) / "returns"
    (folder / "census.xml").unlink()
    folder.rmdir()
    first_use.make_at_first_use(workspace, tasks_of(workspace, slug))
    texts = [
        (workspace.data(slug, ReportingYear(start)) / "returns" / "census.xml").read_text(encoding="utf-8")
        for start in (2022, 2023)
    ]
    assert ["made 1", "made 2"] == texts
    assert [] == list((workspace.root / "data" / slug).glob(".writing-*"))


def test_a_workspace_without_the_example_says_how_to_make_it(line):
    assert "safeguarding-report example" in first_use.make_example_returns(line.workspace)
