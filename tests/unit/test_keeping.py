"""How much the store keeps, what goes first, and what cleaning removes."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner
from little_line import StandIns, make_workspace

from safeguarding_report import cli, perform
from safeguarding_report.cache import Cache
from safeguarding_report.environment import this_environment
from safeguarding_report.keeping import clean, clean_all, throw_away_oldest
from safeguarding_report.outputs import OutputsBusyError, hold_outputs


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    stand_ins = StandIns(make_workspace(tmp_path / "w", arden="2023-24"))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    return stand_ins


def built_with(line: StandIns, *figures: str) -> None:
    """Build once with each of these figures, the last ones stand; each time a minute later."""
    for minute, text in enumerate(figures):
        (line.workspace.official / "official_figures.csv").write_text(text, encoding="utf-8")
        line.build()
        for path in (line.workspace.private / "store" / "records").iterdir():
            if path.stat().st_mtime > 1_000_000:
                os.utime(path, (minute * 60, minute * 60))


def cache_of(line: StandIns) -> Cache:
    return Cache(line.workspace, this_environment(line.workspace.private / "environment.json"))


def kept(line: StandIns) -> int:
    return sum(cache_of(line).store.sizes().values())


def restores(line: StandIns, figures: str) -> bool:
    (line.workspace.official / "official_figures.csv").write_text(figures, encoding="utf-8")
    line.build()
    return line.done == []


def standing(line: StandIns) -> dict[str, bytes]:
    folders = (line.workspace.public, line.workspace.private / "arden")
    return {
        str(path): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json" and path.parent.name != "tasks"
    }


def test_a_store_within_its_limit_keeps_everything(line):
    built_with(line, "one", "two")
    assert throw_away_oldest(cache_of(line), kept(line)).files == 0
    assert restores(line, "one")


def test_a_store_beyond_its_limit_lets_the_oldest_results_go_first(line):
    built_with(line, "one", "two", "three")
    assert throw_away_oldest(cache_of(line), kept(line) - 1).results > 0
    assert restores(line, "two")
    assert not restores(line, "one")


def test_a_result_that_came_back_counts_as_used(line):
    built_with(line, "one", "two", "one", "three")
    throw_away_oldest(cache_of(line), kept(line) - 1)
    assert restores(line, "one")
    assert not restores(line, "two")


def test_what_the_reports_need_as_they_stand_is_never_let_go(line):
    built_with(line, "one", "two")
    before = standing(line)
    throw_away_oldest(cache_of(line), 0)
    for path in line.workspace.public.rglob("*"):
        if path.is_file():
            path.unlink()
    line.build()
    assert line.done == []
    assert standing(line) == before


def test_a_build_that_did_something_keeps_the_store_within_its_limit(line, monkeypatch):
    from safeguarding_report import keeping

    monkeypatch.setattr(keeping.throw_away_oldest, "__defaults__", (0,))
    built_with(line, "one", "two")
    assert not restores(line, "one")


def test_cleaning_lets_go_what_no_report_needs_and_says_how_much(line):
    built_with(line, "one", "two")
    before, size = standing(line), kept(line)
    cleaned = clean(line.workspace)
    assert cleaned.bytes == size - kept(line) > 0
    assert "Kept: the reports as they stand" in cleaned.in_words()
    assert standing(line) == before
    line.build()
    assert line.done == []
    assert not restores(line, "one")


def test_cleaning_twice_removes_nothing_more(line):
    built_with(line, "one", "two")
    clean(line.workspace)
    assert clean(line.workspace).files == 0


def test_cleaning_removes_the_private_files_of_reports_that_there_are_no_more(tmp_path, monkeypatch):
    line = StandIns(make_workspace(tmp_path / "w", arden="2022-23 2023-24", borley="2023-24"))
    monkeypatch.setattr(perform, "perform", line.perform)
    line.build()
    (line.workspace.root / "data" / "arden" / "2022-23" / "year.toml").unlink()
    (line.workspace.root / "data" / "borley" / "partnership.toml").unlink()
    clean(line.workspace)
    private = line.workspace.private
    assert sorted(path.name for path in (private / "arden").iterdir()) == ["2023-24"]
    assert not (private / "borley").exists()
    assert (private / "store").is_dir()


def test_cleaning_all_keeps_what_no_build_can_make_again(line):
    built_with(line, "one")
    (line.workspace.private / "secret.key").write_bytes(b"s" * 32)
    line.workspace.working.mkdir()
    (line.workspace.working / "notes.txt").write_text("mine", encoding="utf-8")
    before = standing(line)
    assert "Kept: data/, outputs/working/ and outputs/private/secret.key." in clean_all(line.workspace)
    left = [path for path in (line.workspace.root / "outputs").rglob("*") if path.is_file()]
    assert sorted(path.name for path in left if path.name != "build.lock") == ["notes.txt", "secret.key"]
    line.build()
    assert standing(line) == before


def test_nothing_is_cleaned_while_a_build_is_at_work(line):
    built_with(line, "one", "two")
    with hold_outputs(line.workspace):
        for remove in (clean, clean_all):
            with pytest.raises(OutputsBusyError):
                remove(line.workspace)


@pytest.mark.parametrize(("options", "is_there"), [([], True), (["--all"], False)])
def test_the_command_cleans(line, options, is_there):
    built_with(line, "one")
    said = CliRunner().invoke(cli.commands, ["clean", "--workspace", str(line.workspace.root), *options])
    assert said.output.startswith("Removed ")
    assert (line.workspace.public / "index.html").is_file() is is_there
