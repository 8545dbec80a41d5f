"""Annex A lists become tables: every list, in a workbook and as CSV, with what senders really write."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from annex_a_maker import (
    HEADERS,
    YEAR,
    column,
    context,
    day_texts,
    days,
    found,
    place,
    referrals,
    row,
    rules,
    write_list,
    write_workbook,
)

from safeguarding_report.formats.annex_a.coverage import allowed_gap
from safeguarding_report.formats.annex_a.layout import lists
from safeguarding_report.formats.returns import read_return
from safeguarding_report.formats.sheet import column_letter, plain_header


def _whole_workbook(tmp_path):
    sheets = [(f"List {number}", HEADERS[number], [row(number)]) for number in HEADERS]
    return read_return(write_workbook(tmp_path / "any name.bin", sheets), context())


def test_a_workbook_of_nine_lists_becomes_thirteen_tables(tmp_path):
    read = _whole_workbook(tmp_path)
    assert read.form == "annex_a"
    assert {name: len(frame) for name, frame in read.tables.items()} == {
        "children": 1, "contacts": 1, "early_help_episodes": 1, "referrals": 1, "assessments": 1,
        "section47_enquiries": 1, "initial_conferences": 1, "child_in_need_episodes": 1,
        "child_protection_plans": 1, "child_protection_reviews": 1, "looked_after_episodes": 1, "placements": 1,
        "return_interviews": 1, "care_leavers": 1,
    }  # fmt: skip
    assert [finding for finding in read.findings if finding.severity == "error"] == []


def test_every_cell_of_a_plain_referral_is_read_right(tmp_path):
    read = read_return(write_list(tmp_path / "list.csv", 3, [row(3)]), context())
    assert read.tables["referrals"].astype("str").to_dict("records") == [
        {
            "authority_code": "Z06000001", "child": "p-7", "referral_date": "2023-04-03", "source": "police",
            "no_further_action": "no", "referrals_in_12_months_before": "0", "age_group": "10_to_15",
            "return_id": "ashmere-council/annex_a.xlsx", "row": "2",
        }
    ]  # fmt: skip
    assert read.tables["children"].astype("str").to_dict("records") == [
        {
            "authority_code": "Z06000001", "child": "p-7", "sex": "female", "ethnicity": "WBRI",
            "disabled": "unknown", "age_group": "10_to_15", "return_id": "ashmere-council/annex_a.xlsx", "row": "2",
        }
    ]  # fmt: skip


def test_what_tables_do_not_hold_is_named_as_left_out(tmp_path):
    read = _whole_workbook(tmp_path)
    assert {"list 3 (referrals): Allocated Worker", "list 8 (children looked after): Placement postcode"} <= set(
        read.left_out
    )
    assert not any(rule == "unknown column" for _, rule in rules(read))


def test_no_birth_date_name_or_postcode_reaches_a_table(tmp_path):
    read = _whole_workbook(tmp_path)
    held = " ".join(frame.to_csv() for frame in read.tables.values())
    for personal in ("2012-09-14", "14/09", "2004-09-14", "A. Worker", "North team", "ZZ1 1ZZ"):
        assert personal not in held


def test_the_conference_of_list_5_keeps_the_enquiry_that_led_to_it(tmp_path):
    read = _whole_workbook(tmp_path)
    assert ["2023-04-05"] == day_texts(read, "initial_conferences", "section47_start_date")
    assert ["2023-04-20"] == day_texts(read, "initial_conferences", "conference_date")
    assert ["yes"] == column(read, "initial_conferences", "led_to_a_plan")


def test_every_cell_of_a_plain_plan_is_read_right(tmp_path):
    read = _whole_workbook(tmp_path)
    plan = read.tables["child_protection_plans"].astype("str").iloc[0].to_dict()
    assert [None] == day_texts(read, "child_protection_plans", "end_date")
    assert ("2023-04-20", "neglect", "physical", "1", "10_to_15") == tuple(
        plan[name] for name in ("start_date", "initial_category", "latest_category", "previous_plans", "age_group")
    )
    assert ["2023-07-15"] == day_texts(read, "child_protection_reviews", "review_date")
    assert ["2023-04-20"] == day_texts(read, "child_protection_reviews", "plan_start_date")


def test_every_cell_of_a_plain_period_of_being_looked_after_is_read_right(tmp_path):
    read = _whole_workbook(tmp_path)
    assert ["S"] == column(read, "looked_after_episodes", "reason_started")
    assert ["C2"] == column(read, "looked_after_episodes", "legal_status")
    assert ["no"] == column(read, "looked_after_episodes", "unaccompanied")
    assert ["2023-06-01"] == day_texts(read, "looked_after_episodes", "start_date")
    assert ["2023-08-01"] == day_texts(read, "placements", "start_date")
    assert (["U6"], ["PR1"]) == (column(read, "placements", "placement_type"), column(read, "placements", "provider"))
    assert [2] == column(read, "return_interviews", "missing_episodes")
    assert ["no"] == column(read, "return_interviews", "interview_accepted")


def test_a_child_who_was_never_missing_has_no_row_of_return_interviews(tmp_path):
    name = "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"
    read = read_return(write_list(tmp_path / "list.csv", 8, [row(8, **{name: "0"})]), context())
    assert read.tables["return_interviews"].empty


MISSING_NUMBER, OFFERED, ACCEPTED = (
    "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
    "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    "Did the child accept a Return Interview after their last missing episode (Y/N)?",
)
INTERVIEWS = ("missing", "offered_a_return_interview")


@pytest.mark.parametrize(
    ("cells", "supported"),
    [
        ({MISSING_NUMBER: "0", OFFERED: "", ACCEPTED: ""}, {*INTERVIEWS, "who_accepted_a_return_interview"}),
        ({MISSING_NUMBER: "2", OFFERED: "Yes", ACCEPTED: ""}, {*INTERVIEWS}),
        ({MISSING_NUMBER: "", OFFERED: "Yes", ACCEPTED: "Yes"}, {*INTERVIEWS, "who_accepted_a_return_interview"}),
    ],
)
def test_a_return_interview_is_counted_where_it_is_known_of_every_child_who_was_missing(tmp_path, cells, supported):
    rows = [row(8, **{MISSING_NUMBER: "1", OFFERED: "Yes", ACCEPTED: "No"}), row(8, **cells)]
    read = read_return(write_list(tmp_path / "list.csv", 8, rows), context())
    assert {f"looked_after_children_{one}" for one in supported} == {
        item for item in read.supports if item.startswith("looked_after_children_")
    }


def test_a_list_in_which_nobody_filled_who_was_missing_says_nothing_of_it(tmp_path):
    read = read_return(write_list(tmp_path / "list.csv", 8, [row(8, **{MISSING_NUMBER: ""})]), context())
    assert [] == [item for item in read.supports if item.startswith("looked_after_children_")]


def test_two_enquiries_with_one_conference_are_one_conference(tmp_path):
    rows = [row(5), row(5, **{"Strategy discussion initiating Section 47 Enquiry Start Date": "10/04/2023"})]
    read = read_return(write_list(tmp_path / "list.csv", 5, rows), context())
    assert len(read.tables["section47_enquiries"]) == 2
    assert ["2023-04-10"] == day_texts(read, "initial_conferences", "section47_start_date")


def test_rows_whose_dates_cannot_be_read_are_not_said_to_have_none_however_many_they_are(tmp_path):
    plain = {"Date of Initial Child Protection Conference": ""}
    day = "Strategy discussion initiating Section 47 Enquiry Start Date"
    rows = [row(5, **(plain | {day: "soon"})) for _ in range(1200)]
    read = read_return(write_list(tmp_path / "a.csv", 5, [*rows, row(5, **(plain | {day: ""}))]), context())
    assert 1200 == found(read, "date that cannot be read").count
    assert (1202,) == found(read, "row without any of its dates").rows


def test_an_enquiry_without_a_conference_gives_no_conference(tmp_path):
    rows = [row(5, **{"Date of Initial Child Protection Conference": ""})]
    read = read_return(write_list(tmp_path / "list.csv", 5, rows), context())
    assert read.tables["initial_conferences"].empty
    assert len(read.tables["section47_enquiries"]) == 1


def test_a_row_of_list_5_without_any_date_is_an_error_at_its_row(tmp_path):
    empty = {
        "Date of Initial Child Protection Conference": "",
        "Strategy discussion initiating Section 47 Enquiry Start Date": "",
    }
    read = read_return(write_list(tmp_path / "list.csv", 5, [row(5), row(5, **empty)]), context())
    assert (3,) == found(read, "row without any of its dates").rows


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("q) 6: Police", "police"), ("6", "police"), ("6 - Police", "police"), ("Police", "police"),
        ("a) 1A: Individual - Family member/relative/carer", "individual"), ("5D", "local_authority_services"),
        ("u) 10: Unknown", "unknown"), ("10", "unknown"), ("1a", "individual"), ("s) 8: Other", "other"),
    ],
)  # fmt: skip
def test_a_source_is_read_however_it_is_written(tmp_path, written, meaning):
    read = read_return(write_list(tmp_path / "list.csv", 3, [row(3, **{"Referral Source": written})]), context())
    assert [meaning] == column(read, "referrals", "source")


@pytest.mark.parametrize("written", ["Yes", "Y", "y", "1", "true", "TRUE", "a) Yes", "a) Y", " Yes\u00a0"])
def test_yes_is_read_however_it_is_written(tmp_path, written):
    read = read_return(write_list(tmp_path / "list.csv", 3, [row(3, **{"Referral NFA?": written})]), context())
    assert ["yes"] == column(read, "referrals", "no_further_action")


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("b) Physical Abuse", "physical"),
        ("Physical abuse", "physical"),
        ("NEG", "neglect"),
        ("d) Emotional", "emotional"),
    ],
)
def test_a_category_of_abuse_is_read_however_it_is_written(tmp_path, written, meaning):
    read = read_return(write_list(tmp_path / "l.csv", 7, [row(7, **{"Initial Category of Abuse": written})]), context())
    assert [meaning] == column(read, "child_protection_plans", "initial_category")


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("Female", "female"),
        ("b) Female", "female"),
        ("2", "female"),
        ("1 - Male", "male"),
        ("c) Not stated/recorded (or unborn)", "unknown"),
    ],
)
def test_a_gender_is_read_however_it_is_written(tmp_path, written, meaning):
    read = read_return(write_list(tmp_path / "list.csv", 3, [row(3, Gender=written)]), context())
    assert [meaning] == column(read, "children", "sex")


def test_headers_are_known_in_the_spellings_that_senders_use(tmp_path):
    renamed = {"Age of Child (Years)": "Age", "Date of referral": "Date of  Referral ", "Referral NFA?": "referral nfa"}
    header = [renamed.get(name, name) for name in HEADERS[3]]
    read = read_return(write_list(tmp_path / "list.csv", 3, [row(3)], header=header), context())
    assert len(read.tables["referrals"]) == 1
    assert [rule for rule in rules(read) if rule[0] == "error"] == []


def test_an_unknown_column_is_a_query_by_its_letter_and_never_by_its_name(tmp_path):
    header = [*HEADERS[3], "Canary Child 9434765919"]
    read = read_return(write_list(tmp_path / "list.csv", 3, [(*row(3), "x")], header=header), context())
    query = found(read, "unknown column")
    assert ("query", "column L") == (query.severity, query.column)
    assert "Canary" not in str(read.findings)


def test_a_column_that_a_row_cannot_do_without_is_missed_by_name(tmp_path):
    at = place(3, "Referral NFA?")
    cut = [[*cells[:at], *cells[at + 1 :]] for cells in (HEADERS[3], row(3))]
    read = read_return(write_list(tmp_path / "list.csv", 3, cut[1:], header=cut[0]), context())
    assert "Referral NFA?" == found(read, "column absent").column
    assert read.tables["referrals"].empty


KEY_HEADERS = [
    (number, next(text for text in HEADERS[number] if plain_header(text) in spellings))
    for number in HEADERS
    for annex_list in lists()
    if annex_list.number == number
    for name in dict.fromkeys(("child", *annex_list.known_by))
    for spellings in [{plain_header(text) for one in annex_list.columns if one.name == name for text in one.headers}]
]


@pytest.mark.parametrize(("number", "title"), KEY_HEADERS)
def test_a_list_with_a_misspelt_header_is_known_by_the_others_and_the_column_is_named(tmp_path, number, title):
    misspelt = f"{title[:3]}{title[4:]}"
    headers = [misspelt if header == title else header for header in HEADERS[number]]
    read = read_return(write_list(tmp_path / "a.csv", number, [row(number)], header=headers), context())
    words = next(one.words for one in lists() if one.number == number)
    absent, unknown = found(read, "column absent"), found(read, "unknown column")
    letter = column_letter(HEADERS[number].index(title))
    assert ("error", words, title, (1,)) == (absent.severity, absent.table, absent.column, absent.rows)
    assert f"Expected a column “{title}”. Column {letter} has a header much like it" in absent.reason
    assert f"column {letter}" == unknown.column
    assert f"Did you mean “{title}”?" in unknown.reason
    assert not any(misspelt in f"{finding} {finding.as_record()}" for finding in read.findings)
    assert () == read.supports


def test_a_list_in_a_workbook_with_a_renamed_header_is_no_unknown_sheet(tmp_path):
    renamed = ["When it came" if header == "Date of referral" else header for header in HEADERS[3]]
    sheets = [("List 1", HEADERS[1], [row(1)]), ("List 3", renamed, [row(3)])]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets), context())
    assert ("list 3 (referrals)", "Date of referral") == (
        found(read, "column absent").table,
        found(read, "column absent").column,
    )
    assert [] == [rule for _, rule in rules(read) if rule == "unknown sheet"]
    assert 1 == len(read.tables["contacts"])


def test_a_list_without_any_header_of_its_own_is_an_error_that_names_what_was_expected(tmp_path):
    headers = [*HEADERS[1][:5], "When", "From"]
    sheets = [("List 1", headers, [row(1)]), ("List 3", HEADERS[3], [row(3)])]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets), context())
    finding = found(read, "list that cannot be told")
    assert ("error", "sheet 1", (1,)) == (finding.severity, finding.table, finding.rows)
    assert "“Date of Contact” (list 1)" in finding.reason


def test_a_misspelt_column_that_a_row_can_do_without_is_a_query(tmp_path):
    headers = ["Referal Source" if header == "Referral Source" else header for header in HEADERS[3]]
    read = read_return(write_list(tmp_path / "a.csv", 3, [row(3)], header=headers), context())
    assert ("query", "Referral Source") == (found(read, "column absent").severity, found(read, "column absent").column)
    assert 1 == len(read.tables["referrals"])


def test_two_columns_that_mean_the_same_are_an_error(tmp_path):
    read = read_return(
        write_list(tmp_path / "list.csv", 3, [(*row(3), "04/04/2023")], header=[*HEADERS[3], "Referral Date"]),
        context(),
    )
    assert "error" == found(read, "column twice").severity


def test_a_plan_that_starts_before_birth_is_of_an_unborn_child_and_no_finding(tmp_path):
    read = read_return(write_list(tmp_path / "l.csv", 7, [row(7, **{"Date of Birth": "10/09/2023"})]), context())
    assert ["unborn"] == column(read, "child_protection_plans", "age_group")
    assert ["under_1"] == column(read, "children", "age_group")
    assert "birth date more than 300 days after the event" not in dict(map(reversed, rules(read)))


def births_found(read):
    return [(one.severity, one.rule, one.rows) for one in read.findings if "birth date" in one.rule]


def test_a_birth_date_long_after_the_event_is_an_error(tmp_path):
    read = read_return(write_list(tmp_path / "l.csv", 7, [row(7, **{"Date of Birth": "20/04/2024"})]), context())
    assert [("error", "birth date more than 300 days after the event", (2,))] == births_found(read)
    assert ["unknown"] == column(read, "child_protection_plans", "age_group")


@pytest.mark.parametrize(
    ("birth", "rule"),
    [("25/01/2025", "birth date more than 300 days after the event"), ("26/01/2025", "birth date in the future")],
)
def test_nobody_is_expected_later_than_a_pregnancy_at_the_end_of_the_year_ends(tmp_path, birth, rule):
    read = read_return(write_list(tmp_path / "l.csv", 3, [row(3, **{"Date of Birth": birth})]), context())
    assert [("error", rule, (2,))] == births_found(read)
    assert ["unknown"] == column(read, "referrals", "age_group")


def test_a_child_looked_after_before_birth_is_an_error(tmp_path):
    read = read_return(write_list(tmp_path / "l.csv", 8, [row(8, **{"Date of Birth": "10/09/2023"})]), context())
    assert [("error", "birth date after the child came to be looked after", (2,))] == births_found(read)


@pytest.mark.parametrize(
    ("birth", "queries"), [("04/04/1997", 0), ("03/04/1997", 1), ("02/04/1997", 1), ("04/04/2002", 0)]
)
def test_a_child_of_26_is_a_query_and_one_of_25_is_not(tmp_path, birth, queries):
    read = read_return(write_list(tmp_path / "list.csv", 3, [row(3, **{"Date of Birth": birth})]), context())
    assert queries == sum(rule == "birth date that makes the child older than 25" for _, rule in rules(read))
    assert ["18_and_over"] == column(read, "referrals", "age_group")


@pytest.mark.parametrize(
    ("birth", "group"),
    [
        ("03/04/2022", "1_to_4"), ("04/04/2022", "under_1"), ("03/04/2018", "5_to_9"), ("04/04/2018", "1_to_4"),
        ("03/04/2013", "10_to_15"), ("03/04/2007", "16_to_17"), ("04/04/2007", "10_to_15"), ("", "unknown"),
        ("03/04/2005", "18_and_over"), ("04/04/2005", "16_to_17"), ("03/04/2023", "under_1"),
        ("04/04/2023", "unborn"),
    ],
)  # fmt: skip
def test_a_birthday_is_where_an_age_group_changes(tmp_path, birth, group):
    read = read_return(write_list(tmp_path / "list.csv", 3, [row(3, **{"Date of Birth": birth})]), context())
    assert [group] == column(read, "referrals", "age_group")


def test_a_child_of_several_lists_is_one_child_however_its_number_is_written(tmp_path):
    sheets = [
        ("List 3", HEADERS[3], [row(3, **{"Child Unique ID": "0007"})]),
        ("List 4", HEADERS[4], [row(4, **{"Child Unique ID": 7.0})]),
    ]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets), context())
    assert ["p-7"] == column(read, "children", "child")
    assert ["no"] == column(read, "children", "disabled")


def test_two_birth_dates_of_one_child_are_a_query(tmp_path):
    sheets = [
        ("List 3", HEADERS[3], [row(3)]),
        ("List 4", HEADERS[4], [row(4, **{"Date of Birth": "15/09/2012"})]),
    ]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets), context())
    query = found(read, "a child with two different entries for birth date")
    assert ("list 4 (assessments)", (2,)) == (query.table, query.rows)


def test_a_number_of_referrals_is_of_those_before_whether_or_not_the_sender_counts_this_one(tmp_path):
    name = "Number of Referrals in Last 12 Months"
    before = [row(3, **{name: "0"}), row(3, **{name: "2", "Child Unique ID": "8"})]
    with_this = [row(3, **{name: "1"}), row(3, **{name: "3", "Child Unique ID": "8"})]
    for rows in (before, with_this):
        read = read_return(write_list(tmp_path / "list.csv", 3, rows), context())
        assert [0, 2] == column(read, "referrals", "referrals_in_12_months_before")


def test_care_leavers_get_their_age_at_the_end_of_the_year(tmp_path):
    read = _whole_workbook(tmp_path)
    assert [19] == column(read, "care_leavers", "age")
    assert ["suitable"] == column(read, "care_leavers", "accommodation")
    assert ["yes"] == column(read, "care_leavers", "in_touch")


def test_date_cells_and_serial_numbers_are_days(tmp_path):
    header = "Date of referral"
    rows = [
        row(3, **{header: date(2023, 4, 3)}),
        row(3, **{header: 45019}),  # 3 April 2023 as a spreadsheet counts days
        row(3, **{header: "45019"}),
        row(3, **{header: "2023-04-03"}),
        row(3, **{header: "03 Apr 2023"}),
        row(3, **{header: "03/04/2023 00:00:00"}),
    ]
    read = read_return(write_workbook(tmp_path / "a.xlsx", [("x", HEADERS[3], rows)]), context())
    assert ["2023-04-03"] * 6 == day_texts(read, "referrals", "referral_date")


def test_lists_10_and_11_are_recognised_and_left_out(tmp_path):
    adoption = ("Child Unique ID", "Date of Decision that Child Should be Placed for Adoption")
    sheets = [("List 3", HEADERS[3], [row(3)]), ("List 10", adoption, [("7", "01/02/2024")])]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets), context())
    assert "list 10 (adoption)" in read.left_out
    assert not any(rule == "unknown sheet" for _, rule in rules(read))


def test_a_title_above_the_header_moves_no_row_number(tmp_path):
    rows = [("",), HEADERS[3], row(3, **{"Referral Source": "nobody"})]
    read = read_return(write_workbook(tmp_path / "a.xlsx", [("x", ("Referrals of the year",), rows)]), context())
    assert (4,) == found(read, "value that is not in the code list").rows


def test_a_list_for_a_whole_year_supports_its_counts(tmp_path):
    read = read_return(write_list(tmp_path / "list.csv", 3, referrals(200)), context())
    assert {"referrals", "children_referred", "referrals_in_march", "referrals_from_police", "rereferrals"} <= set(
        read.supports
    )
    assert not {"assessments_completed", "plans_reviewed_in_time"} & set(read.supports)
    assert rules(read) == []


@pytest.mark.parametrize(
    ("first", "last"), [(date(2023, 10, 1), date(2024, 3, 31)), (date(2023, 4, 1), date(2023, 12, 31))]
)
def test_a_list_for_a_part_of_the_year_supports_no_yearly_count(tmp_path, first, last):
    read = read_return(write_list(tmp_path / "list.csv", 3, referrals(200, first, last)), context())
    assert () == read.supports
    assert "query" == found(read, "part of the year").severity
    assert len(read.tables["referrals"]) == 200


def test_a_list_of_another_year_is_an_error(tmp_path):
    rows = referrals(50, date(2022, 4, 1), date(2023, 3, 31))
    read = read_return(write_list(tmp_path / "list.csv", 3, rows), context())
    assert "error" == found(read, "wrong year").severity
    assert () == read.supports


def test_too_few_dates_to_tell_are_a_query_and_support_the_year(tmp_path):
    read = read_return(write_list(tmp_path / "list.csv", 3, referrals(5)), context())
    assert "query" == found(read, "dates too few to show the whole year").severity
    assert "referrals" in read.supports


@pytest.mark.parametrize(
    ("dates", "gap"), [(0, 2555), (1, 2555), (14, 183), (15, 171), (182, 15), (183, 14), (5000, 14)]
)
def test_the_gap_that_chance_explains_is_seven_average_gaps_and_at_least_a_fortnight(dates, gap):
    assert gap == allowed_gap(dates)


def test_plans_of_six_months_are_known_by_the_ends_that_are_absent(tmp_path):
    starts = days(100, date(2022, 4, 1), YEAR.end)
    ends = days(100, date(2023, 10, 1), YEAR.end)
    rows = [
        row(
            7,
            **{
                "Child Unique ID": str(at),
                "Child Protection Plan Start Date": start,
                "Child Protection Plan End Date": end,
            },
        )
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    read = read_return(write_list(tmp_path / "list.csv", 7, rows), context())
    assert () == read.supports
    assert "part of the year" in dict(map(reversed, rules(read)))


def test_every_count_that_annex_a_supports_is_a_published_count(repository):
    from safeguarding_report.formats.annex_a.layout import lists
    from safeguarding_report.measures.child_protection_plans import CHILD_PROTECTION_PLANS_STARTING_BY_QUARTER
    from safeguarding_report.measures.counting.missing import INTERVIEW_ITEMS
    from safeguarding_report.measures.section_47 import SECTION47_ENQUIRIES_BY_QUARTER

    with (repository / "data" / "official" / "official_figures.csv").open(encoding="utf-8", newline="") as stream:
        items = set(next(csv.reader(stream)))
    declared = {
        item
        for annex_list in lists()
        for table in annex_list.tables
        for item in (*table.supports, *(item for more in table.supports_with.values() for item in more))
    }
    # No release has return interviews nor these quarters: they are counted for the partnership alone.
    quarters = {
        *CHILD_PROTECTION_PLANS_STARTING_BY_QUARTER.numerator,
        *SECTION47_ENQUIRIES_BY_QUARTER.numerator,
    }
    assert {*INTERVIEW_ITEMS, *quarters} == declared - items
    assert "plans_reviewed_in_time" not in declared
    assert not any(item.startswith("assessments_") and item != "assessments_completed" for item in declared)


def test_every_code_of_annex_a_is_a_code_of_its_table():
    from safeguarding_report.formats.annex_a.layout import code_lists, lists
    from safeguarding_report.tables.children import CHILD_TABLES, CHILDREN

    tables = {table.name: table for table in CHILD_TABLES}
    for annex_list in lists():
        for table in (*(tables[declared.name] for declared in annex_list.tables), CHILDREN):
            for declared_column in annex_list.columns:
                codes = {known.name: known.codes for known in table.columns}.get(declared_column.name)
                if codes and declared_column.kind in code_lists():
                    known = code_lists()[declared_column.kind]
                    assert {*known.codes.values(), *known.words.values()} - {"", *codes} == set(), declared_column.name
