"""Publishing: only what a build of today's inputs made, approved by a role, once and for ever."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import date

import pytest
from little_line import StandIns, make_workspace
from page_maker import make_page
from released_builder import write_released

from safeguarding_report import perform
from safeguarding_report import publish as publishing
from safeguarding_report.editions import Edition, edition_folders, read_editions
from safeguarding_report.errors import DataError, UsageError, UserError
from safeguarding_report.findings import Finding
from safeguarding_report.identifiable import check_role
from safeguarding_report.publish import publish
from safeguarding_report.released import Released
from safeguarding_report.report import Approval, as_published
from safeguarding_report.store import sha256
from safeguarding_report.year import ReportingYear

ROLE = "Independent Scrutineer"
YEAR = "2023-24"


class WithManifest(StandIns):
    """Stands in for the tasks, and writes a manifest that tells the truth."""

    findings: tuple[Finding, ...] = ()

    def products(self, task):
        products = super().products(task)
        if task.name == "01_validate":
            products["tables/findings.json"] = json.dumps([one.as_record() for one in self.findings])
        if task.name == "finishing":
            hashes = {name: sha256(products[f"public/{name}"].encode()) for name in ("report.html", "figures.csv")}
            manifest = {"code": {"version": "1", "sha256": "c"}, "lock": "l", "outputs": hashes}
            products["public/manifest.json"] = json.dumps(manifest)
        return products


@pytest.fixture
def line(tmp_path, monkeypatch):
    stand_ins = WithManifest(make_workspace(tmp_path / "workspace", arden=YEAR))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    monkeypatch.setattr(
        publishing, "_as_edition", lambda _, built, record: built | {"manifest.json": record.date.encode()}
    )
    monkeypatch.setattr(publishing, "_read_back", lambda *_: None)
    return stand_ins


@pytest.fixture
def built(line):
    assert line.build().exit_code == 0
    return line.workspace


def editions(workspace):
    return [folder.name for folder in edition_folders(workspace.root / "data" / "arden", ReportingYear.parse(YEAR))]


def test_the_bytes_that_are_frozen_are_those_that_were_checked(built, monkeypatch):
    seen = {}

    def read(_, _record, folder):
        seen.update({path.name: path.read_bytes() for path in folder.iterdir()})
        # Whatever happens to the public files meanwhile has no say.
        (built.public / "arden" / YEAR / "report.html").write_text("another page", encoding="utf-8")

    monkeypatch.setattr(publishing, "_read_back", read)
    place = built.root / publish(built, "arden", YEAR, approved_by=ROLE).place
    assert seen == {path.name: path.read_bytes() for path in place.iterdir() if path.name != "edition.json"}
    assert seen["report.html"] != b"another page"


def test_files_that_change_while_they_are_checked_are_not_published(built, monkeypatch):
    monkeypatch.setattr(
        publishing, "_read_back", lambda _, _record, folder: (folder / "report.html").write_text("another page")
    )
    with pytest.raises(UserError, match="changed while they were checked"):
        publish(built, "arden", YEAR, approved_by=ROLE)
    assert [] == editions(built)


def test_a_page_that_does_not_say_which_edition_it_is_is_not_published(built, tmp_path, monkeypatch):
    monkeypatch.undo()
    record = Edition("ashmere", YEAR, "edition-1", ROLE, "2024-06-01", "1", "c", "l", {})
    folder = tmp_path / "page"
    page = make_page(folder, write_released(tmp_path / "released")).read_text(encoding="utf-8")
    released = Released(tmp_path / "released")
    monkeypatch.setattr(publishing, "_released", lambda *_: released)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="does not say which edition it is"):
        publishing._read_back(built, record, folder)
    approval = Approval("edition-1", ROLE, date(2024, 6, 1))
    (folder / "report.html").write_text(as_published(page, released.report, approval), encoding="utf-8")
    publishing._read_back(built, record, folder)


def test_the_public_files_are_frozen_with_who_approved_them_and_when(built):
    published = publish(built, "arden", YEAR, approved_by=ROLE, day=date(2024, 6, 1))
    place = built.root / published.place
    for name in ("report.html", "figures.csv"):
        assert (built.public / "arden" / YEAR / name).read_bytes() == (place / name).read_bytes()
    record = json.loads((place / "edition.json").read_text(encoding="utf-8"))
    assert (ROLE, "2024-06-01", "edition-1") == (record["approved_by"], record["date"], record["edition"])
    assert "data/arden/2023-24/published/edition-1" in published.in_words()


def test_a_published_edition_is_an_input_of_the_gate(line, built):
    publish(built, "arden", YEAR, approved_by=ROLE)
    line.build("arden")
    assert ["arden 2023-24 gate"] == line.done


def test_the_same_files_are_not_published_twice(built):
    publish(built, "arden", YEAR, approved_by=ROLE)
    build_again(built)
    with pytest.raises(UserError, match="published already, as edition-1"):
        publish(built, "arden", YEAR, approved_by=ROLE, edition="another")
    assert ["edition-1"] == editions(built)


def build_again(workspace):
    from little_line import AtOnce

    from safeguarding_report.run import build

    build(workspace, "arden", make_executor=AtOnce)


def test_a_second_edition_has_the_next_name_and_stands_beside_the_first(line, built):
    publish(built, "arden", YEAR, approved_by=ROLE)
    (built.official / "official_figures.csv").write_text("other figures\n", encoding="utf-8")
    line.build()
    assert "edition-2" == publish(built, "arden", YEAR, approved_by=ROLE).edition.edition
    assert ["edition-1", "edition-2"] == editions(built)


def test_a_name_that_is_taken_is_refused(line, built):
    publish(built, "arden", YEAR, approved_by=ROLE, edition="final")
    (built.official / "official_figures.csv").write_text("other figures\n", encoding="utf-8")
    line.build()
    with pytest.raises(UsageError, match="never overwritten"):
        publish(built, "arden", YEAR, approved_by=ROLE, edition="final")


@pytest.mark.parametrize("name", ["../x", "A", "a b", ".writing-x", "a--b"])
def test_an_edition_has_a_plain_name(built, name):
    with pytest.raises(UsageError, match="cannot be the name of an edition"):
        publish(built, "arden", YEAR, approved_by=ROLE, edition=name)


def test_a_report_that_was_never_built_is_not_published(line):
    with pytest.raises(UserError, match="not up to date"):
        publish(line.workspace, "arden", YEAR, approved_by=ROLE)


def test_a_report_whose_inputs_changed_is_not_published_and_the_reason_is_named(built):
    (built.official / "official_figures.csv").write_text("other figures\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"official_figures\.csv changed.*build arden 2023-24"):
        publish(built, "arden", YEAR, approved_by=ROLE)
    assert [] == editions(built)


def test_a_public_file_that_was_changed_by_hand_is_not_published(built):
    with (built.public / "arden" / YEAR / "report.html").open("a") as page:
        page.write(" ")
    with pytest.raises(UserError, match=r"report\.html is missing or was changed"):
        publish(built, "arden", YEAR, approved_by=ROLE)


def test_an_undeclared_file_beside_the_public_ones_is_not_published(built):
    (built.public / "arden" / YEAR / "notes.txt").write_text("a word", encoding="utf-8")
    with pytest.raises(UserError, match=r"notes\.txt of the public files is not what manifest\.json says"):
        publish(built, "arden", YEAR, approved_by=ROLE)


def test_what_tells_of_few_children_stops_publishing_until_it_is_settled(line):
    line.findings = (
        Finding("query", "registers/reviews.csv", "a row about one person or very few", "Answer for it."),
        Finding("query", "police/template.xlsx", "few dates", "Check with the sender."),
    )
    assert line.build().exit_code == 0
    with pytest.raises(DataError, match="Settle these first") as caught:
        publish(line.workspace, "arden", YEAR, approved_by=ROLE)
    assert [("error", "a row about one person or very few")] == [
        (one.severity, one.rule) for one in caught.value.findings
    ]
    assert [] == editions(line.workspace)


@pytest.mark.parametrize("role", [
    "Independent Scrutineer", "Executive of the partnership", "Director of Children's Services, Coventry",
    "Chief Constable", "Lead Safeguarding Partners", "the delegated safeguarding partners", "Head of Quality",
    "Designated Nurse for Safeguarding, NHS Coventry and Warwickshire",
])  # fmt: skip
def test_an_office_may_approve(role):
    check_role(role, {"Coventry", "NHS Coventry and Warwickshire"}, "--approved-by")


@pytest.mark.parametrize("role", [
    "", " ", "Jane", "Jane Archer", "jane", "Jane Archer, Director", "Director (Jane Archer)", "Mr Archer",
    "ARCHER Jane", "Director of Services - Jane Archer", "yes", "j.archer@example.org", "Chair " * 40,
])  # fmt: skip
def test_a_person_or_nobody_may_not_and_the_refusal_does_not_repeat_the_name(built, role):
    with pytest.raises(UsageError, match="--approved-by is not a role") as caught:
        publish(built, "arden", YEAR, approved_by=role)
    assert "Archer" not in str(caught.value)
    assert [] == editions(built)


KILLED = """
import os, signal, sys
from pathlib import Path
from safeguarding_report import editions
from safeguarding_report.store import sha256

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(editions, sys.argv[2], kill) if sys.argv[2] != "os.replace" else setattr(editions.os, "replace", kill)
contents = {"report.html": b"x" * 100_000, "figures.csv": b"y"}
record = editions.Edition("arden", "2023-24", "edition-1", "Executive", "2024-06-01", "1", "c", "l",
                          {name: sha256(content) for name, content in contents.items()})
editions.write_edition(Path(sys.argv[1]), record, contents)
"""


@pytest.mark.parametrize("moment", ["write_files", "_refuse_to_overwrite", "os.replace"])
def test_a_publication_that_was_killed_leaves_no_edition_that_counts(built, moment):
    data = built.root / "data" / "arden"
    run = subprocess.run([sys.executable, "-c", KILLED, str(data), moment], check=False)
    assert -signal.SIGKILL == run.returncode
    assert [] == editions(built)
    assert any(path.name.startswith(".writing-") for path in (data / YEAR / "published").iterdir())
    publish(built, "arden", YEAR, approved_by=ROLE)
    assert ["edition-1"] == [path.name for path in (data / YEAR / "published").iterdir()]


def test_an_edition_whose_publication_was_killed_before_it_stood_in_the_list_is_taken_up(line, built):
    data = built.root / "data" / "arden"
    run = subprocess.run([sys.executable, "-c", KILLED, str(data), "write_list"], check=False)
    assert -signal.SIGKILL == run.returncode
    with pytest.raises(DataError, match=r"published\.json does not name"):
        read_editions(data, ReportingYear.parse(YEAR))
    with pytest.raises(UserError, match="not up to date"):
        publish(built, "arden", YEAR, approved_by=ROLE)
    assert ["edition-1"] == [one.edition for one in read_editions(data, ReportingYear.parse(YEAR))]
    assert line.build().exit_code == 0
