"""Corrections: a known error is put right while the entry still fits, and the entry fails once it does not."""

from __future__ import annotations

import pandas as pd
import pytest

from safeguarding_report.corrections import correct, read_corrections
from safeguarding_report.errors import UsageError
from safeguarding_report.findings import Finding
from safeguarding_report.tables.children import REFERRALS

FILE = "council/census.xml"
KNOWN = {REFERRALS.name: REFERRALS}
REVIEWED = 'reason = "The system wrote the wrong century."\nwho = "Performance analyst"\nwhen = 2024-06-14\n'
DATE = 'column = "referral_date"\nrows = [30]\nfrom = "2032-05-02"\nto = "2023-05-02"\n'
NOT_IN_LIST = "value that is not in the code list"


def referrals(*rows):
    return REFERRALS.check(
        pd.DataFrame(
            [
                {
                    "authority_code": "Z06000008",
                    "child": f"child-{row}",
                    "referral_date": pd.Timestamp(day),
                    "source": source,
                    "no_further_action": "no",
                    "referrals_in_12_months_before": pd.NA,
                    "age_group": "5_to_9",
                    "return_id": FILE,
                    "row": row,
                }
                for row, day, source in rows
            ]
        )
    )


TABLE = referrals((20, "2023-05-01", "police"), (30, "2032-05-02", "police"), (40, "2023-05-03", None))


@pytest.fixture
def corrected(tmp_path):
    """Apply the entries of a corrections.toml to the table of referrals."""

    def run(*entries, table=TABLE, findings=()):
        text = "".join(
            f'[[corrections]]\ntable = "referrals"\nfile = "{FILE}"\n{REVIEWED}{entry}\n' for entry in entries
        )
        (tmp_path / "corrections.toml").write_text(text, encoding="utf-8")
        return correct({"referrals": table}, findings, read_corrections(tmp_path), KNOWN)

    return run


def days(result):
    frame = result.tables["referrals"]
    return dict(zip(frame["row"], frame["referral_date"].dt.strftime("%Y-%m-%d"), strict=True))


def why(result):
    [finding] = result.findings
    assert "error" == finding.severity
    return finding.reason


def test_a_value_is_put_right_in_its_row_alone(corrected):
    result = corrected(DATE)
    assert {20: "2023-05-01", 30: "2023-05-02", 40: "2023-05-03"} == days(result)
    assert () == result.findings
    assert ["referral_date"] == result.applied["column"].tolist()


def test_rows_are_found_by_what_another_column_says(corrected):
    entry = 'column = "source"\nwhere_column = "child"\nwhere_value = "child-20"\nfrom = "police"\nto = "housing"\n'
    result = corrected(entry)
    assert ["housing", "police"] == result.tables["referrals"].sort_values("row")["source"].tolist()[:2]


def test_a_missing_value_is_filled(corrected):
    result = corrected('column = "source"\nrows = [40]\nto = "schools"\n')
    assert "schools" == result.tables["referrals"].set_index("row").loc[40, "source"]


def test_the_entry_fails_once_the_partner_has_mended_it(corrected):
    mended = referrals((30, "2023-05-02", "police"))
    result = corrected(DATE, table=mended)
    assert "may have mended it" in why(result)
    assert {30: "2023-05-02"} == days(result)
    assert 0 == len(result.applied)


def test_the_entry_fails_when_its_row_is_gone(corrected):
    assert "may have been sent again" in why(corrected(DATE, table=referrals((20, "2023-05-01", "police"))))


def test_an_entry_for_another_version_of_the_return_fails(corrected):
    other = TABLE.assign(return_id="council/census_v2.xml")
    assert "may have been sent again" in why(corrected(DATE, table=other))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('column = "source"\nrows = [20]\nfrom = "police"\nto = "nobody"\n', "not in the code list"),
        ('column = "referral_date"\nrows = [30]\nfrom = "2032-05-02"\nto = "2 May"\n', "cannot stand in its column"),
        ('column = "referral_date"\nrows = [30]\nfrom = "2032-05-02"\nto = ""\n', "needed and empty"),
        ('column = "sauce"\nrows = [20]\nfrom = "police"\nto = "housing"\n', 'Did you mean "source"?'),
    ],
)
def test_what_cannot_stand_in_the_table_is_refused_and_changes_nothing(corrected, entry, told):
    result = corrected(entry)
    assert told in why(result)
    pd.testing.assert_frame_equal(TABLE, result.tables["referrals"])


def test_entries_that_fail_do_not_hold_up_the_others(corrected):
    result = corrected('column = "source"\nrows = [99]\nfrom = "police"\nto = "housing"\n', DATE)
    assert "2023-05-02" == days(result)[30]
    assert ["correction 1 does not fit any more"] == [finding.rule for finding in result.findings]


def test_the_finding_that_an_entry_answers_is_settled_and_others_stay(corrected):
    found = Finding("error", FILE, NOT_IN_LIST, "Expected a code.", column="ReferralSource", count=2, rows=(40, 50))
    entry = f'column = "source"\nrows = [40]\nto = "unknown"\nfindings = ["{NOT_IN_LIST}"]\n'
    [left] = corrected(entry, findings=[found]).findings
    assert (1, (50,)) == (left.count, left.rows)


def test_a_row_that_was_not_read_can_be_left_out_and_its_finding_settled(corrected):
    found = Finding("error", FILE, "day that is not in the calendar", "Expected a date.", rows=(60,))
    entry = 'rows = [60]\nleave_out = true\nfindings = ["day that is not in the calendar"]\n'
    result = corrected(entry, findings=[found])
    assert () == result.findings
    pd.testing.assert_frame_equal(TABLE, result.tables["referrals"])


def test_a_row_that_was_read_can_be_left_out(corrected):
    assert {20, 40} == set(days(corrected("rows = [30]\nleave_out = true\n")))


def test_an_entry_fails_when_reading_no_longer_finds_what_it_answers(corrected):
    entry = 'rows = [60]\nleave_out = true\nfindings = ["day that is not in the calendar"]\n'
    assert "reading no longer finds" in why(corrected(entry))


def test_two_findings_of_one_rule_in_one_row_are_told_apart_by_their_column(corrected):
    found = [Finding("error", FILE, NOT_IN_LIST, "", column=column, rows=(40,)) for column in ("Source", "Need")]
    entry = f'column = "source"\nrows = [40]\nto = "unknown"\nfindings = ["{NOT_IN_LIST}"]\n'
    assert any("twice in one row" in finding.reason for finding in corrected(entry, findings=found).findings)
    [left] = corrected(f'{entry}finding_column = "Source"\n', findings=found).findings
    assert "Need" == left.column


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('column = "source"\nfrom = "police"\nto = "housing"\n', "say where"),
        ('column = "source"\nrows = [1]\nwhere_column = "child"\nto = "housing"\n', "say where"),
        ("rows = [1]\n", "say what to do"),
        ('rows = [1]\ncolumn = "source"\nleave_out = true\n', "say what to do"),
        ('rows = [1]\ncolumn = "source"\nfrom = "police"\nto = "police"\n', "the same"),
        ('rows = [1]\ncolumn = "source"\nfrm = "police"\nto = "housing"\n', 'Did you mean "from"?'),
    ],
)
def test_an_entry_that_says_nothing_clear_is_refused(corrected, entry, told):
    with pytest.raises(UsageError) as refused:
        corrected(entry)
    assert told in str(refused.value)


def test_an_entry_without_a_reason_is_refused(tmp_path):
    entry = REVIEWED.replace("The system wrote the wrong century.", " ")
    text = f'[[corrections]]\ntable = "referrals"\nfile = "{FILE}"\n{entry}{DATE}'
    (tmp_path / "corrections.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="reason and who"):
        read_corrections(tmp_path)


def test_no_value_of_an_entry_is_told(corrected):
    entry = (
        'column = "source"\nwhere_column = "child"\nwhere_value = "JaneCanary"\nfrom = "CanaryFrom"\nto = "CanaryTo"\n'
    )
    result = corrected(entry, DATE)
    said = f"{[str(finding) for finding in result.findings]} {result.applied.to_dict('records')}"
    assert not any(word in said for word in ("Canary", "2032-05-02", "2023-05-02"))


def test_without_corrections_nothing_changes(tmp_path):
    result = correct({"referrals": TABLE}, (), read_corrections(tmp_path), KNOWN)
    assert TABLE is result.tables["referrals"]
    assert result.applied.empty
