"""Verifying: where reports are built again, and what becomes of that place."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from little_line import StandIns, make_workspace

from safeguarding_report import perform, verify
from safeguarding_report.errors import DiskError
from safeguarding_report.fresh_place import fresh_place
from safeguarding_report.outcome import Outcome
from safeguarding_report.outputs import hold_outputs
from safeguarding_report.unchanged import MEMORY

KILLED = """
import os, signal, sys
from pathlib import Path
from safeguarding_report.fresh_place import fresh_place
from safeguarding_report.workspace import Workspace
with fresh_place(Workspace(Path(sys.argv[1]))) as folder:
    (folder / "secret.key").write_text("private")
    print(folder.parent, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    """A report that was built; a fresh build makes the same again, and temporary folders are of this test alone."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    stand_ins = StandIns(make_workspace(tmp_path / "workspace", arden="2023-24"))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    stand_ins.build()

    def build_again(fresh, *_, **__):
        shutil.copytree(stand_ins.workspace.public, fresh.public)
        return Outcome(1)

    monkeypatch.setattr(verify, "build", build_again)
    return stand_ins


def left_in_temporary_folders() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("verify-*"))


def killed_in_a_fresh_place(line: StandIns) -> Path:
    variables = os.environ | {"TMPDIR": tempfile.gettempdir()}
    command = [sys.executable, "-c", KILLED, str(line.workspace.root)]
    killed = subprocess.run(command, capture_output=True, text=True, check=False, env=variables)
    assert killed.returncode == -signal.SIGKILL
    return Path(killed.stdout.strip())


def test_a_report_that_is_the_same_again_is_said_to_be_and_nothing_is_left(line):
    assert verify.verify(line.workspace).in_words() == "All 4 public files are the same, byte for byte."
    assert left_in_temporary_folders() == []


def test_a_byte_that_differs_is_named_by_its_place(line, monkeypatch):
    page = line.workspace.public / "arden" / "2023-24" / "report.html"
    before = page.read_bytes()
    build = verify.build

    def build_otherwise(fresh, *what, **options):
        outcome = build(fresh, *what, **options)
        (fresh.public / "arden" / "2023-24" / "report.html").write_bytes(b"R" + before[1:])
        return outcome

    monkeypatch.setattr(verify, "build", build_otherwise)
    [difference] = verify.verify(line.workspace).differences
    assert "outputs/public/arden/2023-24/report.html: differs from byte 1 on, in line 1" in difference


def test_a_link_that_leads_nowhere_is_absent_for_verifying_too(line):
    (line.workspace.official / ".#figures.csv").symlink_to("somebody@machine.123")
    assert verify.verify(line.workspace).differences == []


def test_a_file_that_may_not_be_copied_is_said_plainly_and_not_by_its_name(line, monkeypatch):
    def refuse(path, *_: object, **__: object):
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(DiskError, match=r"^\d+ of the files in data/ could not be copied\. Check who owns them"):
        verify.verify(line.workspace)
    assert left_in_temporary_folders() == []


@pytest.mark.parametrize("again", ["verify", "build"])
def test_what_a_killed_verifying_left_is_swept_by_the_next_one_and_by_a_build(line, again):
    left = killed_in_a_fresh_place(line)
    assert (left / "workspace" / "secret.key").is_file()
    if again == "verify":
        verify.verify(line.workspace)
    else:
        line.build(force=True)
    assert not left.exists()


def test_after_a_killed_verifying_a_build_that_finds_nothing_changed_sweeps_too(line):
    memory = line.workspace.private / MEMORY
    memory.write_text("{}", encoding="utf-8")
    verify.verify(line.workspace)
    assert not memory.exists()


def test_what_a_verifying_at_work_or_another_workspace_needs_is_left_alone(line, tmp_path):
    other = make_workspace(tmp_path / "other", arden="2023-24")
    with fresh_place(line.workspace) as ours, fresh_place(other) as others:
        with hold_outputs(line.workspace), fresh_place(line.workspace) as second:
            assert (ours.is_dir(), others.is_dir(), second.is_dir()) == (True, True, True)
        assert (ours.is_dir(), others.is_dir(), second.is_dir()) == (True, True, False)
    assert left_in_temporary_folders() == []
