"""Files put safely, and the store that gives a product back by its hash."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys

import pytest

from safeguarding_report.errors import DiskError
from safeguarding_report.store import Store, as_disk_error, read_memory, sha256, write_file, write_memory


def _refuse(number):
    def refuse(*_arguments, **_named):
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_file_is_put_in_place_whole_and_its_folder_made(tmp_path):
    write_file(tmp_path / "a" / "b" / "page.html", b"whole")
    assert (tmp_path / "a" / "b" / "page.html").read_bytes() == b"whole"
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["page.html"]


def test_writing_again_replaces(tmp_path):
    write_file(tmp_path / "page.html", b"old and longer")
    write_file(tmp_path / "page.html", b"new")
    assert (tmp_path / "page.html").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full: page.html"),
        (errno.EDQUOT, "The disk is full: page.html"),
        (errno.EFBIG, "The disk is full: page.html"),
        (errno.EROFS, "page.html may not be written to"),
        (errno.EACCES, "page.html may not be written to"),
        (errno.EPERM, "page.html may not be written to"),
        (errno.EIO, "page.html could not be read or written"),
    ],
)
@pytest.mark.parametrize("at", ["replace", "fsync"])
def test_a_full_or_read_only_disk_is_one_clear_message_and_the_old_file_stays(tmp_path, monkeypatch, number, words, at):
    write_file(tmp_path / "page.html", b"good")
    monkeypatch.setattr(os, at, _refuse(number))
    with pytest.raises(DiskError, match=words):
        write_file(tmp_path / "page.html", b"never", outlasting=True)
    assert (tmp_path / "page.html").read_bytes() == b"good"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_what_is_remembered_is_told_again_and_not_when_a_single_byte_of_it_is_another(tmp_path):
    memory = tmp_path / "memory.json"
    write_memory(memory, {"task": "gate", "outputs": {"public/report.html": "ab"}})
    content = memory.read_bytes()
    assert read_memory(memory) == {"task": "gate", "outputs": {"public/report.html": "ab"}}
    assert json.loads(content)["outputs"] == {"public/report.html": "ab"}
    for place, byte in enumerate(content):
        memory.write_bytes(content[:place] + bytes([byte ^ 1]) + content[place + 1 :])
        assert read_memory(memory) == {}
        memory.write_bytes(content[:place])
        assert read_memory(memory) == {}
    memory.unlink()
    assert read_memory(memory) == {}


@pytest.mark.parametrize(
    ("number", "file", "words"),
    [
        (
            errno.EIO,
            "/w/data/arden/2023-24/returns/Robin.csv",
            "A file in data/arden/2023-24/returns could not be read",
        ),
        (
            errno.EACCES,
            "/w/outputs/public/index.html",
            "A file in outputs/public could not be read or written (Permission",
        ),
        (errno.EMFILE, "/etc/hosts", "A file could not be read or written (Too many open files). Check the disk"),
        (errno.ESTALE, None, "A file could not be read or written (Stale file handle)"),
        (errno.ENOSPC, None, "The disk is full: a file could not be written."),
    ],
)
def test_an_error_of_the_disk_is_told_by_its_folder_and_never_by_a_name_that_may_be_a_childs(number, file, words):
    told = str(as_disk_error(OSError(number, os.strerror(number), file)))
    assert told.startswith(words)
    assert "Robin" not in told


def test_what_is_no_error_of_the_disk_is_told_as_our_fault():
    assert as_disk_error(FileNotFoundError(errno.ENOENT, "No such file or directory", "/w/data/a.csv")) is None


def test_a_fault_that_is_not_the_disks_keeps_its_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", _refuse(errno.ENAMETOOLONG))
    with pytest.raises(OSError, match="File name too long"):
        write_file(tmp_path / "page.html", b"never")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_file_that_may_not_grow_so_large_is_a_clear_message(tmp_path):
    # In a process of its own: the limit cannot be raised again. Python ignores SIGXFSZ, so the write fails.
    script = (
        "import resource, sys; from pathlib import Path; from safeguarding_report.store import write_file\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_file(Path(sys.argv[1]), b'x' * 5000)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "page.html"], capture_output=True, text=True, check=False
    )
    assert "DiskError: The disk is full: page.html could not be written." in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_store_gives_back_what_it_keeps(tmp_path):
    store = Store(tmp_path / "store")
    digest = store.put_bytes(b"figures")
    assert sha256(b"figures") == digest
    assert store.holds(digest)
    assert store.fetch_bytes(digest) == b"figures"


def test_the_store_keeps_a_content_once(tmp_path):
    store = Store(tmp_path)
    assert store.put_bytes(b"figures") == store.put_bytes(b"figures")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_the_store_never_had_is_none(tmp_path):
    store = Store(tmp_path)
    assert store.fetch_bytes(sha256(b"never")) is None
    assert not store.holds(sha256(b"never"))


@pytest.mark.parametrize("damage", [b"", b"figure", b"figures and more"])
def test_a_damaged_entry_is_none_and_can_be_kept_anew(tmp_path, damage):
    store = Store(tmp_path)
    digest = store.put_bytes(b"figures")
    entry = next(path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(damage)
    assert store.fetch_bytes(digest) is None
    assert not store.holds(digest)
    assert store.put_bytes(b"figures") == digest
    assert store.fetch_bytes(digest) == b"figures"


def test_what_is_put_again_replaces_an_entry_that_was_damaged(tmp_path):
    store = Store(tmp_path)
    digest = store.put_bytes(b"figures")
    entry = next(path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(b"figurez")
    assert store.put_bytes(b"figures") == digest
    assert entry.read_bytes() == b"figures"


def test_the_store_takes_files_and_gives_them_back_at_a_path(tmp_path):
    store = Store(tmp_path / "store")
    (tmp_path / "rows.csv").write_bytes(b"1,2")
    digest = store.put_file(tmp_path / "rows.csv")
    assert store.fetch_to(digest, tmp_path / "elsewhere" / "rows.csv")
    assert (tmp_path / "elsewhere" / "rows.csv").read_bytes() == b"1,2"
    assert not store.fetch_to(sha256(b"never"), tmp_path / "never.csv")
    assert not (tmp_path / "never.csv").exists()


def test_the_store_lists_what_it_keeps_and_lets_go_what_it_is_told_to(tmp_path):
    store = Store(tmp_path / "store")
    kept, gone = store.put_bytes(b"figures"), store.put_bytes(b"rows")
    assert store.sizes() == {kept: 7, gone: 4}
    store.remove(gone)
    store.remove(gone)
    assert store.sizes() == {kept: 7}


def test_a_damaged_entry_that_may_not_be_removed_is_none_all_the_same(tmp_path, monkeypatch):
    store = Store(tmp_path)
    digest = store.put_bytes(b"figures")
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(b"torn")
    monkeypatch.setattr(os, "unlink", _refuse(errno.EROFS))
    assert store.fetch_bytes(digest) is None
