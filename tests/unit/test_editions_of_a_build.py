"""When the other editions of a report are made, how long they stand, and what becomes of them; with stand-ins for the tasks."""

from __future__ import annotations

import pytest
from little_line import StandIns, make_workspace

from safeguarding_report import perform, run
from safeguarding_report.errors import UserError
from safeguarding_report.pango import NO_PANGO, check_pango, pango_version
from safeguarding_report.status import status
from safeguarding_report.tasks import Task, is_edition

PUBLIC = {"figures.csv", "manifest.json", "report.html"}


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    """Two partnerships with three reports between them."""
    stand_ins = StandIns(make_workspace(tmp_path / "workspace", arden="2022-23 2023-24", borley="2023-24"))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    monkeypatch.setattr(run, "pango_version", lambda: "Pango 1, HarfBuzz 1")
    return stand_ins


def folder(line, year="2023-24"):
    return line.workspace.public / "arden" / year


def names(line, year="2023-24"):
    return {path.name for path in folder(line, year).iterdir()}


def text(line, name):
    return (folder(line) / name).read_text(encoding="utf-8")


def edit(line, rows):
    path = line.workspace.official / "official_figures.csv"
    path.write_text(rows, encoding="utf-8")


def rows(line):
    return (line.workspace.official / "official_figures.csv").read_text(encoding="utf-8")


def test_a_build_makes_no_other_editions_unless_asked(line):
    line.build("arden", "2023-24")
    assert "arden 2023-24 editions" not in line.done
    assert names(line) == PUBLIC


def test_editions_that_are_asked_for_come_after_the_page_and_their_manifest_stands_last(line):
    line.build("arden", "2023-24", editions="all")
    assert line.done[-2:] == ["arden 2023-24 finishing", "arden 2023-24 editions"]
    assert names(line) == PUBLIC | {"report.pdf"}
    assert text(line, "manifest.json") == f"with editions: {text(line, 'report.html')}"


def test_the_index_comes_after_the_editions(line):
    line.build(editions="all")
    assert line.done[-1] == "index"
    assert sum(done.endswith("editions") for done in line.done) == 3


def test_the_newest_editions_are_those_of_each_partnerships_last_year(line):
    line.build(editions="newest")
    assert {done for done in line.done if done.endswith("editions")} == {
        "arden 2023-24 editions",
        "borley 2023-24 editions",
    }
    assert names(line, "2022-23") == PUBLIC


def test_editions_stay_as_long_as_they_are_true(line):
    line.build(editions="all")
    assert line.build().in_words() == "All 3 reports are up to date."
    assert names(line) == PUBLIC | {"report.pdf"}
    line.build(editions="all")
    assert line.done == []


def test_editions_go_with_the_page_that_they_were_made_of(line):
    line.build("arden", "2023-24", editions="all")
    before = rows(line)
    edit(line, "other rows\n")
    line.build("arden", "2023-24")
    assert names(line) == PUBLIC
    assert text(line, "manifest.json").startswith("manifest.json")
    edit(line, before)
    line.build("arden", "2023-24")
    assert line.done == []
    assert names(line) == PUBLIC | {"report.pdf"}
    assert text(line, "manifest.json").startswith("with editions")


def test_editions_of_another_page_never_stand_beside_one_that_was_put_back(line):
    line.build("arden", "2023-24")
    before = rows(line)
    edit(line, "other rows\n")
    line.build("arden", "2023-24", editions="all")
    edit(line, before)
    line.build("arden", "2023-24")
    assert line.done == []
    assert names(line) == PUBLIC


def test_an_edition_that_was_taken_away_or_changed_is_put_back(line):
    line.build("arden", "2023-24", editions="all")
    (folder(line) / "report.pdf").unlink()
    (folder(line) / "manifest.json").write_text("torn", encoding="utf-8")
    line.build("arden", "2023-24")
    assert line.done == []
    assert text(line, "report.pdf").startswith("on paper")
    assert text(line, "manifest.json").startswith("with editions")


def test_editions_that_the_store_lost_go_and_the_report_stays(line):
    line.build("arden", "2023-24", editions="all")
    for path in (line.workspace.private / "store").rglob("*"):
        if path.is_file() and b"on paper" in path.read_bytes():
            path.unlink()
    (folder(line) / "report.pdf").unlink()
    assert line.build("arden", "2023-24").exit_code == 0
    assert names(line) == PUBLIC
    assert text(line, "manifest.json").startswith("manifest.json")
    assert line.build("arden", "2023-24", editions="all").exit_code == 0
    assert names(line) == PUBLIC | {"report.pdf"}


def test_settings_that_change_make_editions_anew_and_a_plain_build_drops_them(line):
    line.build("arden", "2023-24", editions="all")
    settings = line.workspace.root / "data/arden/2023-24/year.toml"
    approved = settings.read_text(encoding="utf-8") + '[young_people]\napproved_by = "Young scrutineers"\n'
    settings.write_text(f"{approved}approved_on = 2024-09-12\n", encoding="utf-8")
    line.build("arden", "2023-24", editions="all")
    assert line.done[-1] == "arden 2023-24 editions"
    settings.write_text(f"{approved}approved_on = 2024-09-13\n", encoding="utf-8")
    line.build("arden", "2023-24")
    assert "arden 2023-24 editions" not in line.done
    assert names(line) == PUBLIC


def test_a_file_that_is_no_edition_is_not_put(line):
    line.extra = {"public/editions.txt": "undeclared"}
    outcome = line.build("arden", "2023-24", editions="all")
    assert "which it does not declare" in str(outcome.failures[Task("arden", "2023-24", "editions")])


def test_status_does_not_ask_for_editions_and_knows_when_those_that_stand_are_stale(line):
    line.build("arden", "2023-24", editions="all")
    assert set(status(line.workspace, "arden", "2023-24").values()) == {""}
    (folder(line) / "report.pdf").unlink()
    assert "report.pdf is missing" in status(line.workspace, "arden", "2023-24")[Task("arden", "2023-24", "finishing")]


def test_without_pango_one_plain_line_says_so_and_in_ci_nothing_is_built(line, monkeypatch):
    monkeypatch.setattr(run, "pango_version", lambda: "")
    monkeypatch.delenv("CI", raising=False)
    assert NO_PANGO in line.build("arden", "2023-24", editions="all").in_words()
    assert NO_PANGO not in line.build("arden", "2023-24").in_words()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(UserError, match="Pango"):
        line.build("arden", "2023-24", editions="all")


def test_a_worker_with_another_pango_is_refused():
    check_pango(pango_version())
    with pytest.raises(UserError, match="Install the same"):
        check_pango("Pango 0.1, HarfBuzz 0.1")


@pytest.mark.parametrize("name", ["report.pdf", "summary.html", "summary-city-of-london.html", "figures.xlsx"])
def test_an_edition_is_known_by_its_name(name):
    assert is_edition(name)


@pytest.mark.parametrize(
    "name", ["report.html", "summary-.html", "summary-a/b.html", "Summary-a.html", "summary-a.csv"]
)
def test_nothing_else_is_an_edition(name):
    assert not is_edition(name)
