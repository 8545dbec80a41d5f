"""Narratives at their gate: read by paragraph, searched, held back where nobody answers for them, and sealed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from released_builder import write_released

from safeguarding_report.errors import DataError, SealError
from safeguarding_report.findings import Finding
from safeguarding_report.free_text import find_unsigned
from safeguarding_report.free_text.narratives import (
    LONGEST,
    check_narratives,
    passages_of_narratives,
    public_narratives,
    release_narratives,
)
from safeguarding_report.partnership import Partnership, YearSettings
from safeguarding_report.released import Released
from safeguarding_report.year import ReportingYear

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


def test_what_is_left_beside_an_open_text_is_no_narrative(folder):
    write(folder, TEXT, chapter="~$referrals")
    assert ([], {}) == (passages_of_narratives(folder), public_narratives(folder, ()))


def test_a_year_without_narratives_has_none(tmp_path):
    assert ([], [], {}) == (
        passages_of_narratives(tmp_path),
        check_narratives(tmp_path, ()),
        public_narratives(tmp_path, ()),
    )


def test_a_paragraph_about_few_that_nobody_answers_for_is_held_back_and_the_others_keep_their_lines(folder):
    write(folder, TEXT)
    findings = find_unsigned(passages_of_narratives(folder), (), 5, b"secret")
    assert [(3,)] == [one.rows for one in findings]
    released = public_narratives(folder, findings)
    assert released == {"referrals": {"text": "One record is read by all.\n\n\n\n\nIt works.", "held_back": True}}


def test_a_paragraph_that_somebody_answers_for_is_released(folder):
    write(folder, TEXT)
    released = public_narratives(folder, ())
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


def test_a_finding_of_another_kind_holds_nothing_back(folder):
    write(folder, "Fine.\n")
    other = Finding("query", "narrative/referrals.md", "hard words", "", rows=(1,))
    assert public_narratives(folder, [other])["referrals"]["held_back"] is False


PARTNERSHIP = Partnership("arden", "Arden Partnership", "AP", ("E08000026",))
SETTINGS = YearSettings(ReportingYear.parse("2023-24"))


def release(folder, output):
    release_narratives(folder, output, PARTNERSHIP, SETTINGS, folder / "private")
    return [
        json.loads((output / name).read_text()) for name in ("narratives/narratives.json", "searched/findings.json")
    ]


def test_what_may_be_printed_is_sealed_and_what_was_found_lies_apart(folder, tmp_path):
    write(folder, TEXT)
    words, found = release(folder, write_released(tmp_path / "report" / "released").parent)
    assert (True, [[3]]) == (words["referrals"]["held_back"], [one["rows"] for one in found])
    assert (
        TEXT.splitlines()[5] == Released(tmp_path / "report" / "released").narratives["referrals"].text.splitlines()[5]
    )


def test_a_paragraph_that_may_name_somebody_stops_the_report_and_is_told_to_the_analyst(folder, tmp_path):
    write(folder, "Write to jo.smith@example.org today.\n")
    with pytest.raises(DataError, match=r"may not be printed:\s+error: narrative/referrals\.md"):
        release(folder, tmp_path / "out")
    assert ["error"] == [one["severity"] for one in json.loads((tmp_path / "out/searched/findings.json").read_text())]
    assert not (tmp_path / "out/narratives").exists()


def test_words_that_were_changed_after_their_gate_are_refused_and_charts_do_not_wait_for_them(folder, tmp_path):
    write(folder, TEXT)
    released = write_released(tmp_path / "report" / "released")
    release(folder, released.parent)
    (released.parent / "narratives" / "narratives.json").write_text("{}", encoding="utf-8")
    known = Released(released)
    with pytest.raises(SealError, match=r"narratives\.json in narratives/"):
        assert known.narratives


def sign_off(folder, file, fingerprint="0" * 16):
    (folder / "sign_off.toml").write_text(
        f'[[sign_offs]]\nfile = "{file}"\nrow = 3\nfingerprint = "{fingerprint}"\n'
        'signed_off_by = "Independent scrutineer"\nreason = "They asked for it."\n',
        encoding="utf-8",
    )


def test_a_sign_off_of_a_narrative_that_fits_nothing_is_idle_and_one_of_a_register_is_settled_elsewhere(
    folder, tmp_path
):
    write(folder, "It works.\n")
    sign_off(folder, "registers/reviews.csv")
    assert [] == release(folder, tmp_path / "one")[1]
    sign_off(folder, "narrative/referrals.md")
    assert ["a sign-off that fits nothing"] == [one["rule"] for one in release(folder, tmp_path / "two")[1]]


def test_a_signed_paragraph_passes(folder, tmp_path):
    write(folder, TEXT)
    (one,) = release(folder, tmp_path / "one")[1]
    sign_off(folder, "narrative/referrals.md", one["reason"].partition('fingerprint = "')[2][:16])
    words, found = release(folder, tmp_path / "two")
    assert ([], {"text": TEXT.rstrip("\n"), "held_back": False}) == (found, words["referrals"])


def test_a_word_waits_for_no_library_that_only_figures_need():
    look = (
        "import sys, safeguarding_report.free_text.narratives\n"
        "print(sorted({'pandas', 'numpy', 'great_expectations', 'scipy'} & {*sys.modules}))"
    )
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout
    assert said == "[]\n"
