"""Errors: one tree, one exit code each, and whole when they travel between processes."""

from __future__ import annotations

import errno
import pickle

import pytest

from safeguarding_report import cli
from safeguarding_report.errors import (
    DataError,
    DiskError,
    Interrupted,
    NotebookError,
    SafeguardingReportError,
    SealError,
    UsageError,
    UserError,
    did_you_mean,
)
from safeguarding_report.findings import MOST_ROWS, Finding, stop_on_errors, worst_first

TORN = Finding("error", "c1.csv", "torn row", "Every row has as many cells as the header.", rows=(3,))
GAP = Finding("query", "a1.csv", "gap", "Ask the sender.", column="referrals", count=9, rows=tuple(range(2, 11)))


@pytest.mark.parametrize(
    ("error", "code"),
    [(UserError, 1), (DataError, 1), (NotebookError, 1), (SealError, 1), (DiskError, 1), (UsageError, 2)],
)
def test_what_a_person_can_put_right_ends_in_1_or_2(error, code):
    assert code == error.exit_code
    assert issubclass(error, UserError)


def test_our_own_fault_ends_in_3_and_ctrl_c_in_130():
    assert SafeguardingReportError.exit_code == 3
    assert Interrupted.exit_code == 130


def test_a_data_error_arrives_whole_in_another_process():
    error = DataError("One thing is wrong.", [TORN])
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    assert str(error) == str(arrived)
    assert arrived.findings == (TORN,)


def test_findings_stand_below_the_message_worst_first():
    with pytest.raises(DataError) as caught:
        stop_on_errors([GAP, TORN], "Stopped.")
    assert str(caught.value).splitlines() == [
        "Stopped.",
        "  error: c1.csv, row 3: torn row. Every row has as many cells as the header.",
        "  query: a1.csv, column referrals, row 2, 3, 4, 5, 6, …: gap (9 times). Ask the sender.",
    ]


def test_queries_alone_stop_nothing():
    stop_on_errors([GAP], "Stopped.")
    assert worst_first([GAP, TORN]) == [TORN, GAP]


def test_a_finding_keeps_so_many_rows_and_the_full_count():
    finding = Finding("error", "a", "b", "c", count=MOST_ROWS + 1, rows=tuple(range(MOST_ROWS + 1)))
    assert len(finding.rows) == MOST_ROWS
    assert finding.count == MOST_ROWS + 1


@pytest.mark.parametrize(
    ("given", "hint"),
    [("coventri", ' Did you mean "coventry"?'), ("coventry", ' Did you mean "coventry"?'), ("zz", "")],
)
def test_a_near_name_is_offered_and_a_far_one_is_not(given, hint):
    assert hint == did_you_mean(given, ["coventry", "south-tees"])


def test_an_error_of_the_disk_is_told_at_the_command_line_without_a_traceback(monkeypatch, capsys):
    def fail(**_):
        raise OSError(errno.EIO, "Input/output error", "/w/data/arden/2023-24/returns/Robin.csv")

    monkeypatch.setattr(cli.commands, "main", fail)
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().err
    assert (ended.value.code, told.splitlines()[1:]) == (1, [])
    assert told.startswith("A file in data/arden/2023-24/returns could not be read or written (Input/output error).")
