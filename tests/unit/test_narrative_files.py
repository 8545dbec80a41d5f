"""Narratives on their way to the gate: read by paragraph, searched, and held back where nobody answers for them."""

from __future__ import annotations

import pytest

from safeguarding_report.disclosure.narratives import public_narratives
from safeguarding_report.errors import DataError
from safeguarding_report.findings import Finding
from safeguarding_report.free_text import find_unsigned
from safeguarding_report.receiving.narratives import (
    LONGEST,
    check_narratives,
    narratives_for_the_gate,
    passages_of_narratives,
)

TEXT = "One record is read by all.\n\nThree girls aged 14 told us.\nThey said so.\n\nIt works.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "narrative").mkdir()
    return tmp_path


def write(folder, text, chapter="referrals"):
    (folder / "narrative" / f"{chapter}.md").write_text(text, encoding="utf-8")


def test_a_paragraph_is_what_stands_between_empty_lines_and_knows_its_line(folder):
    write(folder, TEXT)
    found = [(one.file, one.row, one.text.splitlines()[0]) for one in passages_of_narratives(folder)]
    assert found == [
        ("narrative/referrals.md", 1, "One record is read by all."),
        ("narrative/referrals.md", 3, "Three girls aged 14 told us."),
        ("narrative/referrals.md", 6, "It works."),
    ]


def test_a_year_without_narratives_has_none(tmp_path):
    assert ([], [], {}) == (
        passages_of_narratives(tmp_path),
        check_narratives(tmp_path, ()),
        narratives_for_the_gate(tmp_path, ()),
    )


def test_a_paragraph_about_few_that_nobody_answers_for_is_held_back_and_the_others_keep_their_lines(folder):
    write(folder, TEXT)
    findings = find_unsigned(passages_of_narratives(folder), (), 5, b"secret")
    assert [(3,)] == [one.rows for one in findings]
    released = public_narratives(narratives_for_the_gate(folder, findings))
    assert released == {"referrals": {"text": "One record is read by all.\n\n\n\n\nIt works.", "held_back": True}}


def test_a_paragraph_that_somebody_answers_for_is_released(folder):
    write(folder, TEXT)
    released = public_narratives(narratives_for_the_gate(folder, ()))
    assert released == {"referrals": {"text": TEXT.rstrip("\n"), "held_back": False}}


def test_a_paragraph_that_may_name_somebody_is_an_error_with_its_line_and_without_the_name(folder):
    write(folder, "Fine.\n\nWrite to jo.smith@example.org today.\n")
    found = check_narratives(folder, ())
    assert [("error", (3,))] == [(one.severity, one.rows) for one in found]
    assert "smith" not in "".join(map(str, found))
    assert [] == check_narratives(folder, ["jo.smith@example.org"])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xff\xfe\x00", "a text that cannot be read"),
        (b"x" * (LONGEST + 1), "a narrative that is too long"),
        (b"x" * LONGEST, ""),
    ],
)
def test_a_file_that_is_no_text_or_too_long_is_an_error_and_nothing_of_it_goes_on(folder, content, rule):
    (folder / "narrative" / "referrals.md").write_bytes(content)
    assert [rule] * bool(rule) == [one.rule for one in check_narratives(folder, ())]
    assert bool(rule) is not bool(passages_of_narratives(folder))


def test_the_gate_refuses_a_paragraph_that_is_not_whole():
    with pytest.raises(DataError, match="not whole"):
        public_narratives({"referrals": [{"line": 1, "text": "x"}]})


def test_a_finding_of_another_kind_holds_nothing_back(folder):
    write(folder, "Fine.\n")
    other = Finding("query", "narrative/referrals.md", "hard words", "", rows=(1,))
    assert narratives_for_the_gate(folder, [other])["referrals"][0]["answered_for"] is True
