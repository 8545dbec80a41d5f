"""Bad published files: each fault is a finding at its place, all are told at once, and no value is repeated."""

from __future__ import annotations

import zipfile

import pytest
from published_files import (
    AREA,
    OTHER_AREA,
    looked_after,
    months,
    of_england,
    of_region,
    placements,
    population,
    referrals,
    where,
    write,
    write_release_of_2024,
)  # fmt: skip

from safeguarding_report.formats.official import read_official_folder


def told(folder):
    """Severity, file, rule, column and rows of each finding."""
    return [
        (finding.severity, finding.file, finding.rule, finding.column, finding.rows)
        for finding in read_official_folder(folder).findings
    ]


def rows_of_two_years(**cells):
    return [referrals(where(2024), **cells), referrals(where(2023))]


def test_categories_that_are_known_and_never_stood_together_are_an_error(tmp_path):
    odd = "Living with the same carer for at least 2 years"
    write(tmp_path / "a.csv", [placements(where(2024)), placements(where(2024), stability=odd)])
    expected = ("error", "a.csv", "unknown combination of categories", "placement_stability", (3,))
    assert [expected] == told(tmp_path)


@pytest.mark.parametrize("period", ["2024", "202325", "202324"])
def test_an_academic_year_is_written_as_two_years_that_follow_and_never_mixed_with_others(tmp_path, period):
    groups = {
        "absence_terms": "six half terms",
        "social_care_group": "CINO at 31 March",
        "phase_type_grouping": "Total",
    }
    row = where(period) | {"time_identifier": "Academic year"} | groups | {"t_pupils": "10", "t_sess_possible": "900"}
    write(tmp_path / "a.csv", [row])
    errors = [one for one in told(tmp_path) if one[0] == "error"]
    wrong = [("error", "a.csv", "unknown time period", "time_period", (2,))]
    assert ([] if period == "202324" else wrong) == errors
    write(tmp_path / "a.csv", [row | {"time_identifier": "Reporting year", "time_period": "202324"}])
    assert [("error", "a.csv", "wrong kind of period", "time_identifier", (2,))] == [
        one for one in told(tmp_path) if one[0] == "error"
    ]


def test_a_torn_row_is_a_finding_at_its_line(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    lines = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join([lines[0], lines[1][:-30], lines[2], b""]))
    assert [("error", "c1.csv", "row with too few cells", "", (2,))] == told(tmp_path)


def test_a_file_cut_off_in_its_last_row_is_torn(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes()[:-40])
    assert ("error", "c1.csv", "row with too few cells", "", (3,)) in told(tmp_path)


def test_a_file_cut_off_in_its_last_cell_is_torn(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes()[: -len(".7\r\n")])
    assert [("error", "c1.csv", "no line end after the last row", "", (3,))] == told(tmp_path)


def test_a_file_cut_off_inside_quotation_marks_is_torn(tmp_path):
    path = write(tmp_path / "c1.csv", [referrals(where(2024)), referrals(where(2023, name="Wold, City of"))])
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"City of")])
    assert ("error", "c1.csv", "torn row", "", (3,)) in told(tmp_path)


def test_a_row_with_an_unquoted_comma_has_too_many_cells(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes().replace(b"Ashmere", b"Ashmere, City of", 1))
    assert [("error", "c1.csv", "row with too many cells", "", (2,))] == told(tmp_path)


def test_an_empty_line_inside_a_file_is_a_torn_row(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\r\n\r\n", 1))
    assert [("error", "c1.csv", "row with too few cells", "", (2,))] == told(tmp_path)


def test_empty_lines_at_the_end_do_no_harm(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes() + b"\r\n\r\n")
    assert [] == told(tmp_path)


def test_a_file_that_is_not_utf_8_says_where_it_ceases_to_be(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes().replace(b"Ashmere", b"Ashm\xe8re", 1))
    assert [("error", "c1.csv", "not UTF-8", "", (2,))] == told(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_an_empty_file_is_an_error(tmp_path, content):
    (tmp_path / "c1.csv").write_bytes(content)
    assert [("error", "c1.csv", "empty file", "", ())] == told(tmp_path)


def test_a_header_without_rows_is_an_error(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes().split(b"\r\n")[0] + b"\r\n")
    assert [("error", "c1.csv", "header without rows", "", ())] == told(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 \n",
        b"<!DOCTYPE html><html></html>",
        b"\xef\xbb\xbf  <html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x1f\x8b\x08\x00",
        b"\xff\xfet\x00i\x00m\x00e\x00",
        b'{"time_period": 2024}',
        b"time_period\x00,la_name\r\n",
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_an_error(tmp_path, content):
    (tmp_path / "c1.csv").write_bytes(content)
    assert [("error", "c1.csv", "not a CSV file", "", ())] == told(tmp_path)


def test_a_workbook_that_is_called_csv_is_an_error(tmp_path):
    with zipfile.ZipFile(tmp_path / "c1.csv", "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    assert [("error", "c1.csv", "not a CSV file", "", ())] == told(tmp_path)


def test_a_csv_that_is_nothing_we_know_is_an_error(tmp_path):
    write(tmp_path / "a.csv", [{"team": "Ashmere Rovers", "points": "3"}])
    assert [("error", "a.csv", "unknown file", "", (1,))] == told(tmp_path)


def test_an_unknown_file_is_told_what_it_is_most_like(tmp_path):
    rows = [{key.replace("April", "Apr"): cell for key, cell in months(where(2024)).items()}]
    write(tmp_path / "a.csv", rows)
    (finding,) = read_official_folder(tmp_path).findings
    assert "months of referral" in finding.reason


def test_an_unknown_column_is_an_error_and_is_not_guessed(tmp_path):
    rows = [
        {key.replace("Not_in_Need", "not_needed"): cell for key, cell in row.items()} for row in rows_of_two_years()
    ]
    write(tmp_path / "c1.csv", rows)
    expected = [
        ("error", "c1.csv", "unknown column", "not_needed", (1,)),
        ("error", "c1.csv", "unknown column", "not_needed_percent", (1,)),
        ("query", "c1.csv", "column absent", "Not_in_Need", (1,)),
    ]
    assert expected == told(tmp_path)


def test_a_misspelt_column_is_asked_back(tmp_path):
    rows = [{key.replace("Not_in_Need_p", "Not_in_Ned_p"): cell for key, cell in referrals(where(2024)).items()}]
    write(tmp_path / "c1.csv", rows)
    (finding,) = read_official_folder(tmp_path).findings
    assert 'Did you mean "Not_in_Need_percent"?' in finding.reason


def test_a_column_that_stands_twice_is_an_error(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes().replace(b"Not_in_Need,", b"Referrals,", 1))
    assert ("error", "c1.csv", "column named twice", "Referrals", (1,)) in told(tmp_path)


def test_a_column_without_a_name_is_an_error(tmp_path):
    path = write(tmp_path / "c1.csv", rows_of_two_years())
    path.write_bytes(path.read_bytes().replace(b"Not_in_Need,", b",", 1))
    assert ("error", "c1.csv", "column without a name", "", (1,)) in told(tmp_path)


def test_a_file_without_a_column_that_says_where_is_an_error(tmp_path):
    rows = rows_of_two_years()
    for row in rows:
        del row["new_la_code"]
    write(tmp_path / "c1.csv", rows)
    assert [("error", "c1.csv", "column absent", "new_la_code", (1,))] == told(tmp_path)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "blank cell"),
        (" ", "blank cell"),
        ("q", "unknown symbol"),
        ("~", "unknown symbol"),
        ("C", "unknown symbol"),
        ("-7", "negative number"),
        ("7.5", "count that is not a whole number"),
        ("7.0", "count that is not a whole number"),
        ("1234567890", "count that is not a whole number"),
        ("1,234", "text where a number was expected"),
        ("=H2+5", "text where a number was expected"),
        ("many children", "text where a number was expected"),
        ("1e3", "text where a number was expected"),
        ("\u0667", "text where a number was expected"),
    ],
)
def test_a_cell_that_is_neither_count_nor_symbol_is_an_error(tmp_path, text, rule):
    write(tmp_path / "c1.csv", rows_of_two_years(Re_referrals=text))
    assert [("error", "c1.csv", rule, "Re_referrals", (2,))] == told(tmp_path)


def test_a_rate_that_is_no_number_is_an_error_too(tmp_path):
    write(tmp_path / "c1.csv", rows_of_two_years(Referrals_rate="n/a yet"))
    assert [("error", "c1.csv", "text where a number was expected", "Referrals_rate", (2,))] == told(tmp_path)


def test_no_value_of_a_cell_stands_in_a_finding(tmp_path):
    write(tmp_path / "c1.csv", rows_of_two_years(Re_referrals="Jane Doe", Referrals="-987"))
    findings = read_official_folder(tmp_path).findings
    assert 2 == len(findings)
    assert not any("Jane" in str(finding) or "987" in str(finding) for finding in findings)


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("time_identifier", "Academic year", "wrong kind of period"),
        ("time_period", "202324", "unknown time period"),
        ("time_period", "", "unknown time period"),
        ("geographic_level", "Ward", "unknown geographic level"),
        ("new_la_code", "", "missing area code"),
        ("new_la_code", "999", "missing area code"),
        ("region_code", "", "missing area code"),
        ("la_name", " ", "missing area name"),
        ("category", "Referrals of something else", "unknown category"),
    ],
)
def test_a_row_that_does_not_say_when_where_and_what_is_an_error(tmp_path, column, text, rule):
    write(tmp_path / "c1.csv", rows_of_two_years(**{column: text}))
    assert [("error", "c1.csv", rule, column, (2,))] == told(tmp_path)


def test_a_looked_after_row_of_an_unknown_kind_is_an_error(tmp_path):
    write(tmp_path / "a.csv", [looked_after(where(2025)), looked_after(where(2025), "Children adopted each year")])
    assert [("error", "a.csv", "unknown category", "population_type", (3,))] == told(tmp_path)


@pytest.mark.parametrize(("level", "column"), [(of_region(2024), "region_code"), (of_england(2024), "country_code")])
def test_regions_and_england_need_their_codes(tmp_path, level, column):
    write(tmp_path / "c1.csv", [referrals(where(2024)), referrals(level | {column: ""})])
    assert [("error", "c1.csv", "missing area code", column, (3,))] == told(tmp_path)


def test_one_figure_twice_in_a_file_with_two_values_is_an_error(tmp_path):
    write(tmp_path / "c1.csv", [referrals(where(2024)), referrals(where(2024), Re_referrals="101")])
    assert [("error", "c1.csv", "one figure with two values", "Re_referrals", (2, 3))] == told(tmp_path)


def test_a_number_and_a_symbol_are_two_values(tmp_path):
    write(tmp_path / "c1.csv", [referrals(where(2024)), referrals(where(2024), Re_referrals="c")])
    assert [("error", "c1.csv", "one figure with two values", "Re_referrals", (2, 3))] == told(tmp_path)


def test_one_figure_in_two_files_with_two_values_is_an_error_in_both(tmp_path):
    write(tmp_path / "c1.csv", [referrals(where(2023)), referrals(where(2024))])
    write(tmp_path / "c6.csv", [months(where(2024), total="401")])
    expected = [
        ("error", "c1.csv", "one figure with two values", "Referrals", (3,)),
        ("error", "c6.csv", "one figure with two values", "Referrals", (2,)),
    ]
    assert expected == told(tmp_path)
    assert "c6.csv" in read_official_folder(tmp_path).findings[0].reason


def test_two_values_in_two_releases_are_a_restatement_and_no_error(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024))])
    write(tmp_path / "b.csv", [referrals(where(2025)), referrals(where(2024), Re_referrals="101")])
    assert [] == told(tmp_path)


def test_a_difference_that_is_known_is_one_query(tmp_path):
    west_sussex = where(2013, "E10000032", "West Sussex")
    newest = where(2024, "E10000032", "West Sussex")
    plans = ("CPP_start", "CPP_child_start", "CPP_end", "CPP_child_end", "CPP_anypoint", "CPP_child_anypoint")
    d1 = {"category": "Child Protection Plans"} | dict.fromkeys(plans, "50") | {"CPP_At31": "70"}
    bands = (
        "3_months_or_less", "more_than_3_months_6_months", "more_than_6_months_less_than_1_year",
        "1_year_less_than_2_years", "2_years_or_more",
    )  # fmt: skip
    d5 = {"category": "Child Protection Plans by length of time", "CPP_At31": "70"} | dict.fromkeys(bands, "14")
    write(tmp_path / "d1.csv", [newest | d1, west_sussex | d1])
    write(tmp_path / "d5.csv", [newest | d5, west_sussex | d5 | {"CPP_At31": "65"}])
    assert [("query", "d1.csv", "one figure with two values", "CPP_At31", (3,))] == told(tmp_path)
    figures = read_official_folder(tmp_path).figures
    of_2013 = figures[figures["time_period"].eq("201213") & figures["item"].eq("plans_at_31_march")]
    assert [70] == list(of_2013["value"])


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    write_release_of_2024(tmp_path)
    (tmp_path / "x.csv").write_bytes(b"%PDF")
    write(tmp_path / "d.csv", [population(where(2023), "-1"), population(where(2022, OTHER_AREA), "")])
    path = write(tmp_path / "e.csv", [months(where(2024, AREA)), months(where(2023, AREA))])
    path.write_bytes(path.read_bytes().replace(b"Month of referral", b"Season of referral", 1))
    expected = [
        ("d.csv", "blank cell"),
        ("d.csv", "negative number"),
        ("e.csv", "unknown category"),
        ("x.csv", "not a CSV file"),
    ]
    assert expected == [(file, rule) for _, file, rule, _, _ in told(tmp_path)]


def test_a_file_that_nobody_may_read_is_a_finding(tmp_path, monkeypatch):
    write(tmp_path / "c1.csv", rows_of_two_years())

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "read_bytes", refuse)
    assert [("error", "c1.csv", "the file cannot be read", "", ())] == told(tmp_path)
