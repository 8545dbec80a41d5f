"""What is known of files without reading them again, and when that is not to be trusted."""

from __future__ import annotations

import builtins
import os
import time
from pathlib import Path

import pytest

from safeguarding_report import known_files
from safeguarding_report.known_files import SETTLED_NANOSECONDS, KnownFiles
from safeguarding_report.store import sha256

HOUR = 3_600_000_000_000


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []
    real = builtins.open

    def spy(path, mode="r", *arguments, **options):
        if mode == "rb":
            names.append(Path(path).name)
        return real(path, mode, *arguments, **options)

    monkeypatch.setattr(known_files, "open", spy, raising=False)
    return names


@pytest.fixture
def clock(monkeypatch) -> list[int]:
    """The time as the tool sees it; files here are written at the real time."""
    now = [time.time_ns() + HOUR]
    monkeypatch.setattr(known_files.time, "time_ns", lambda: now[0])
    return now


@pytest.fixture
def file(tmp_path) -> Path:
    (tmp_path / "rows.csv").write_bytes(b"1,2")
    return tmp_path / "rows.csv"


def known(tmp_path) -> KnownFiles:
    return KnownFiles(tmp_path / "known.json")


@pytest.mark.usefixtures("clock")
def test_a_file_that_settled_is_read_once_in_all_runs(tmp_path, file, reads):
    first = known(tmp_path)
    assert first.hash_of(file) == first.hash_of(str(file)) == sha256(b"1,2")
    first.save()
    assert known(tmp_path).hash_of(file) == sha256(b"1,2")
    assert reads == ["rows.csv"]


@pytest.mark.parametrize(("age", "times"), [(-1, 2), (0, 2), (1, 1)])
def test_a_file_is_remembered_only_when_it_is_older_than_a_change_could_hide(tmp_path, file, reads, clock, age, times):
    state = file.stat()
    clock[0] = max(state.st_mtime_ns, state.st_ctime_ns) + SETTLED_NANOSECONDS + age
    files = known(tmp_path)
    files.hash_of(file)
    files.hash_of(file)
    assert len(reads) == times


@pytest.mark.usefixtures("clock")
def test_what_was_found_in_a_file_counts_only_for_who_finds_it_in_the_same_way(tmp_path, file):
    first = KnownFiles(tmp_path / "known.json", "as yesterday")
    assert first.fact_of(file, "length", len) == 3
    first.save()
    assert KnownFiles(tmp_path / "known.json", "as yesterday").fact_of(file, "length", str) == 3
    assert KnownFiles(tmp_path / "known.json", "as today").fact_of(file, "length", str) == "b'1,2'"


@pytest.mark.usefixtures("clock")
def test_a_change_of_the_same_size_that_hides_its_time_is_seen(tmp_path, file):
    files = known(tmp_path)
    files.hash_of(file)
    state = file.stat()
    file.write_bytes(b"1,3")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert files.hash_of(file) == sha256(b"1,3")


@pytest.mark.usefixtures("clock")
def test_another_file_of_the_same_size_and_time_in_its_place_is_seen(tmp_path, file):
    files = known(tmp_path)
    files.hash_of(file)
    state = file.stat()
    (tmp_path / "other").write_bytes(b"9,9")
    os.utime(tmp_path / "other", ns=(state.st_atime_ns, state.st_mtime_ns))
    (tmp_path / "other").replace(file)
    assert files.hash_of(file) == sha256(b"9,9")


@pytest.mark.usefixtures("clock")
def test_a_touched_file_has_the_same_hash(tmp_path, file):
    files = known(tmp_path)
    before = files.hash_of(file)
    os.utime(file, ns=(1, 1))
    assert files.hash_of(file) == before


def test_when_the_clock_went_backwards_every_file_is_read_again(tmp_path, file, reads, clock):
    first = known(tmp_path)
    first.hash_of(file)
    first.save()
    clock[0] = (tmp_path / "known.json").stat().st_mtime_ns - 1
    assert known(tmp_path).hash_of(file) == sha256(b"1,2")
    assert reads == ["rows.csv", "rows.csv"]


def test_a_file_from_the_future_is_read_every_time(tmp_path, file, reads):
    os.utime(file, ns=(time.time_ns() + HOUR, time.time_ns() + HOUR))
    files = known(tmp_path)
    files.hash_of(file)
    files.hash_of(file)
    assert len(reads) == 2


@pytest.mark.usefixtures("clock")
def test_a_fact_is_found_once_for_each_content(tmp_path, file):
    found: list[bytes] = []

    def count(content: bytes) -> int:
        found.append(content)
        return len(content)

    first = known(tmp_path)
    assert [first.fact_of(file, "length", count), first.fact_of(file, "length", count)] == [3, 3]
    first.save()
    assert known(tmp_path).fact_of(file, "length", count) == 3
    file.write_bytes(b"longer")
    assert known(tmp_path).fact_of(file, "length", count) == 6
    assert found == [b"1,2", b"longer"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"files": {"a": 1}, "facts": {}}'])
def test_a_damaged_memory_counts_as_none(tmp_path, file, damage):
    (tmp_path / "known.json").write_bytes(damage)
    assert known(tmp_path).hash_of(file) == sha256(b"1,2")


@pytest.mark.usefixtures("clock")
def test_a_hash_that_is_remembered_with_another_letter_is_found_anew(tmp_path, file):
    files = known(tmp_path)
    right = files.hash_of(file)
    files.save()
    memory = tmp_path / "known.json"
    assert right in memory.read_text(encoding="utf-8")
    memory.write_text(memory.read_text(encoding="utf-8").replace(right, "0" * 64), encoding="utf-8")
    assert known(tmp_path).hash_of(file) == right


@pytest.mark.usefixtures("clock")
def test_a_memory_that_may_not_be_written_harms_nothing(tmp_path, file, monkeypatch):
    def refuse(*_arguments, **_named):
        raise OSError(30, "Read-only file system")

    files = known(tmp_path)
    files.hash_of(file)
    monkeypatch.setattr(os, "replace", refuse)
    files.save()
    assert not (tmp_path / "known.json").exists()


@pytest.mark.usefixtures("clock")
def test_what_is_remembered_of_files_that_are_gone_is_forgotten(tmp_path, file):
    first = known(tmp_path)
    first.hash_of(file)
    first.save()
    file.unlink()
    (tmp_path / "other").write_bytes(b"x")
    second = known(tmp_path)
    second.hash_of(tmp_path / "other")
    second.save()
    assert "rows.csv" not in (tmp_path / "known.json").read_text(encoding="utf-8")
