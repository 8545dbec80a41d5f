"""Tests of the SSDA903 reader: a folder, an archive or one CSV file of the return on children looked after."""

from __future__ import annotations

import hashlib
import zipfile

import pandas as pd
import pytest

from safeguarding_report.formats import ssda903
from safeguarding_report.formats.read_return import ReturnContext
from safeguarding_report.formats.returns import read_return
from safeguarding_report.tables.children import CHILD_TABLES
from safeguarding_report.year import ReportingYear

CANARY = "Zebedee Canary 943 476 5919"

HEADER = """\
CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
101,1,27/03/2010,WBRI,A123456789123,,
102,F,01/06/2023,MOTH,UN1,1,02/01/2024
103,2,15/08/2006,REFU,UN3,,
"""

EPISODES = """\
CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
101,03/04/2023,S,C1,N1,U1,PR1,10/07/2023,X1,,CV1 1AA,CV1 1AB,SC000001
101,10/07/2023,L,C2,N1,U1,PR1,05/01/2024,X1,,CV1 1AA,CV1 1AB,SC000001
101,05/01/2024,P,C2,N1,K2,PR4,,,CARPL,CV1 1AA,CV1 1AC,SC000002
102,20/03/2024,S,V3,N2,U1,PR1,29/03/2024,E4A,,CV1 1AA,CV1 1AB,SC000001
103,01/02/2022,S,V2,N8,U1,PR1,,,,,CV1 1AB,SC000001
"""

UASC = "CHILD,SEX,DOB,DUC\n103,2,15/08/2006,\n"

OC3 = """\
CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
201,10/05/2004,YES,F4,U1
202,31/03/2004,NO,0,0
203,01/04/2004,REFU,,
204,01/12/2004,DIED,,
205,01/12/2004,YES,G4,X2
"""

MISSING = """\
CHILD,DOB,MISSING,MIS_START,MIS_END
101,27/03/2010,M,01/02/2024,02/02/2024
101,27/03/2010,A,28/03/2024,
"""

NOT_READ = {
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE\n101,27/03/2010,01/09/2023,PN1\n",
    "oc2": (
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
        "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n101,27/03/2010,,SDQ1,0,1,1,1,1,0,,\n"
    ),
    "ad1": (
        "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
        "101,27/03/2010,01/09/2023,,0,2,MF,L11\n"
    ),
    "placed": ("CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n101,27/03/2010,01/09/2023,,\n"),
    "prevperm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n101,27/03/2010,P1,,\n",
    "sw": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n101,27/03/2010,SW1,01/09/2023,,INITIA\n",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END\n101,27/03/2010,01/09/2023,\n",
}

WHOLE_SET = {"a": HEADER, "b": EPISODES, "c": UASC, "d": OC3, "e": MISSING, **NOT_READ}
"""The whole set under names that say nothing: a list is known by its columns."""

CONTEXT = ReturnContext(
    "council/903",
    "E08000026",
    ReportingYear(2023),
    lambda text: hashlib.blake2b(text.encode(), digest_size=8).hexdigest(),
)


def read_set(folder, files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return read_return(folder, CONTEXT)


def read_one(folder, text):
    path = folder / "any.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read_return(path, CONTEXT)


def rules(returned):
    return [(finding.table, finding.column, finding.rule, finding.rows) for finding in returned.findings]


def rows_of(returned, table, *columns):
    frame = returned.tables[table].sort_values("row")
    return [
        tuple("" if pd.isna(value) else str(value).removesuffix(" 00:00:00") for value in row)
        for row in frame[list(columns)].itertuples(index=False)
    ]


def test_a_whole_set_fills_its_tables_and_names_what_is_left_out(tmp_path):
    returned = read_set(tmp_path, WHOLE_SET)
    assert [] == list(returned.findings)
    assert "ssda903" == returned.form
    assert {
        "children": 3,
        "looked_after_episodes": 5,
        "placements": 4,
        "missing_episodes": 2,
        "care_leavers": 5,
    } == {name: len(frame) for name, frame in returned.tables.items()}
    assert {
        "AD1", "OC2", "Reviews", "PlacedAdoption", "PrevPerm", "SWEpisodes", "DoLo",
        "Header: UPN", "Header: MOTHER", "Header: MC_DOB", "UASC: SEX",
        "Episodes: CIN", "Episodes: REASON_PLACE_CHANGE", "Episodes: HOME_POST", "Episodes: PL_POST", "Episodes: URN",
    } == set(returned.left_out)  # fmt: skip
    assert (
        "children_looked_after_at_31_march",
        "children_starting_to_be_looked_after",
        "children_ceasing_to_be_looked_after",
        "missing_episodes",
        "children_missing",
        "children_missing_repeatedly",
        "away_without_authorisation_episodes",
        "children_away_without_authorisation",
    ) == returned.supports


def test_every_table_has_exactly_its_declared_columns(tmp_path):
    declared = {table.name: table.column_names for table in CHILD_TABLES}
    returned = read_set(tmp_path, WHOLE_SET)
    assert {name: declared[name] for name in returned.tables} == {
        name: list(frame.columns) for name, frame in returned.tables.items()
    }


def test_children_have_an_age_group_and_no_birth_date(tmp_path):
    returned = read_set(tmp_path, WHOLE_SET)
    assert [
        ("male", "WBRI", "unknown", "10_to_15", "2"),
        ("female", "MOTH", "unknown", "under_1", "3"),
        ("female", "REFU", "unknown", "16_to_17", "4"),
    ] == rows_of(returned, "children", "sex", "ethnicity", "disabled", "age_group", "row")
    assert not [name for name, frame in returned.tables.items() if "2010-03-27" in frame.to_csv()]


def test_episodes_keep_their_legal_status_and_know_who_is_unaccompanied(tmp_path):
    returned = read_set(tmp_path, WHOLE_SET)
    assert [
        ("2023-04-03", "2023-07-10", "S", "C1", "X1", "no", "10_to_15"),
        ("2023-07-10", "2024-01-05", "L", "C2", "X1", "no", "10_to_15"),
        ("2024-01-05", "", "P", "C2", "", "no", "10_to_15"),
        ("2024-03-20", "2024-03-29", "S", "V3", "E4A", "no", "under_1"),
        ("2022-02-01", "", "S", "V2", "", "yes", "10_to_15"),
    ] == rows_of(
        returned,
        "looked_after_episodes",
        "start_date",
        "end_date",
        "reason_started",
        "legal_status",
        "reason_ended",
        "unaccompanied",
        "age_group",
    )


def test_a_child_is_unaccompanied_until_the_date_in_the_list(tmp_path):
    ended = UASC.replace("15/08/2006,\n", "15/08/2006,01/02/2022\n")
    returned = read_set(tmp_path, {"a": EPISODES, "b": ended})
    assert "no" == rows_of(returned, "looked_after_episodes", "unaccompanied")[4][0]


def test_a_change_of_legal_status_alone_ends_no_placement(tmp_path):
    returned = read_set(tmp_path, WHOLE_SET)
    assert [
        ("2023-04-03", "2024-01-05", "U1", "PR1", "2"),
        ("2024-01-05", "", "K2", "PR4", "4"),
        ("2024-03-20", "2024-03-29", "U1", "PR1", "5"),
        ("2022-02-01", "", "U1", "PR1", "6"),
    ] == rows_of(returned, "placements", "start_date", "end_date", "placement_type", "provider", "row")


def test_missing_and_away_without_authorisation_are_told_apart(tmp_path):
    returned = read_set(tmp_path, WHOLE_SET)
    assert [
        ("2024-02-01", "2024-02-02", "missing", "10_to_15"),
        ("2024-03-28", "", "away_without_authorisation", "10_to_15"),
    ] == rows_of(returned, "missing_episodes", "start_date", "end_date", "missing_type", "age_group")


def test_care_leavers_have_the_age_of_their_last_birthday_in_the_year(tmp_path):
    returned = read_set(tmp_path, WHOLE_SET)
    assert [
        ("yes", "F4", "suitable", "19"),
        ("no", "", "no_information", "20"),
        ("no", "", "no_information", "19"),
        ("", "", "no_information", "19"),
        ("yes", "G4", "unsuitable", "19"),
    ] == rows_of(returned, "care_leavers", "in_touch", "activity", "accommodation", "age")


def test_an_archive_is_read_as_its_folder_is(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    expected = read_set(folder, WHOLE_SET)
    with zipfile.ZipFile(tmp_path / "set.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in WHOLE_SET.items():
            archive.writestr(f"{name}.csv", text)
    returned = read_return(tmp_path / "set.zip", CONTEXT)
    assert list(expected.tables) == list(returned.tables)
    for name, frame in expected.tables.items():
        pd.testing.assert_frame_equal(frame, returned.tables[name])


@pytest.mark.parametrize(
    ("text", "tables", "supported"),
    [
        (EPISODES, ["looked_after_episodes", "placements"], 3),
        (HEADER, ["children"], 0),
        (OC3, ["care_leavers"], 0),
        (MISSING, ["missing_episodes"], 0),
        (NOT_READ["ad1"], [], 0),
    ],
)
def test_one_file_of_the_set_is_read_too(tmp_path, text, tables, supported):
    returned = read_one(tmp_path, text)
    assert "ssda903" == returned.form
    assert tables == list(returned.tables)
    assert supported == len(returned.supports)
    assert [] == list(returned.findings)


def test_episodes_alone_know_neither_age_nor_who_is_unaccompanied(tmp_path):
    returned = read_one(tmp_path, EPISODES)
    assert {("", "unknown")} == set(rows_of(returned, "looked_after_episodes", "unaccompanied", "age_group"))


def test_capitals_and_the_order_of_columns_do_not_matter(tmp_path):
    returned = read_one(tmp_path, "dob,missing,mis_end,mis_start,child\n27/03/2010,M,,01/02/2024,101\n")
    assert [("2024-02-01", "")] == rows_of(returned, "missing_episodes", "start_date", "end_date")


@pytest.mark.parametrize("column", HEADER.splitlines()[0].split(",")[:4])
def test_a_person_named_in_the_header_list_reaches_no_finding_and_no_table(tmp_path, column):
    assert_no_canary(tmp_path, HEADER, column)


@pytest.mark.parametrize("column", EPISODES.splitlines()[0].split(","))
def test_a_person_named_in_the_episodes_reaches_no_finding_and_no_table(tmp_path, column):
    assert_no_canary(tmp_path, EPISODES, column)


@pytest.mark.parametrize("column", OC3.splitlines()[0].split(","))
def test_a_person_named_among_care_leavers_reaches_no_finding_and_no_table(tmp_path, column):
    assert_no_canary(tmp_path, OC3, column)


def assert_no_canary(folder, text, column):
    header, *rows = (line.split(",") for line in text.splitlines())
    rows[0][header.index(column)] = CANARY
    returned = read_one(folder, "".join(",".join(row) + "\n" for row in [header, *rows]))
    seen = [str(finding.as_record()) for finding in returned.findings]
    seen += [frame.to_csv() for frame in returned.tables.values()]
    assert not [text for text in seen if "Zebedee" in text or "Canary" in text]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("103,01/02/2022", "103,2022", ("Episodes", "DECOM", "date that cannot be read", (6,))),
        ("103,01/02/2022", "103,31/02/2022", ("Episodes", "DECOM", "day that is not in the calendar", (6,))),
        ("103,01/02/2022", "103,", ("Episodes", "DECOM", "blank where a value is needed", (6,))),
        ("103,01", ",01", ("Episodes", "CHILD", "blank where a value is needed", (6,))),
        ("S,V3", "S,XYZ", ("Episodes", "LS", "value that is not a code of this list", (5,))),
        ("S,V3", "Q,V3", ("Episodes", "RNE", "value that is not a code of this list", (5,))),
    ],
)
def test_a_value_that_cannot_be_read_is_a_finding_at_its_row(tmp_path, old, new, expected):
    assert [expected] == rules(read_one(tmp_path, EPISODES.replace(old, new)))


def test_a_date_with_the_month_first_makes_the_column_a_finding(tmp_path):
    returned = read_one(tmp_path, EPISODES.replace("103,01/02/2022", "103,02/21/2022"))
    assert {("Episodes", "DECOM")} == {(finding.table, finding.column) for finding in returned.findings}
    assert "date with the month first" in [finding.rule for finding in returned.findings]


def test_an_unknown_column_is_a_query_by_its_letter(tmp_path):
    returned = read_one(tmp_path, MISSING.replace("MIS_END", "MIS_END,NOTE").replace("02/02/2024", "02/02/2024,x"))
    assert ("Missing", "column F", "unknown column", (1,)) in rules(returned)


def test_an_absent_column_is_an_error(tmp_path):
    returned = read_one(tmp_path, EPISODES.replace("DEC,REC", "DEX,REC"))
    assert ("Episodes", "DEC", "column absent", (1,)) in rules(returned)


@pytest.mark.parametrize(
    ("name", "text", "column"),
    [
        ("Episodes", EPISODES, "DECOM"),
        ("Episodes", EPISODES, "CHILD"),
        ("Header", HEADER, "ETHNIC"),
        ("OC3", OC3, "IN_TOUCH"),
        ("Missing", MISSING, "MIS_START"),
    ],
)
def test_a_list_with_a_renamed_column_is_known_by_the_others_and_the_column_is_named(tmp_path, name, text, column):
    returned = read_one(tmp_path, text.replace(column, "WHICH", 1))
    absent = [finding for finding in returned.findings if finding.rule == "column absent"]
    assert [("error", name, column, (1,))] == [(one.severity, one.table, one.column, one.rows) for one in absent]
    assert () == returned.supports


def test_a_misspelt_column_is_asked_about_by_its_letter(tmp_path):
    returned = read_one(tmp_path, EPISODES.replace("DECOM", "DECOMM", 1))
    (absent,) = [finding for finding in returned.findings if finding.rule == "column absent"]
    assert "Column B has a header much like it" in absent.reason


def test_a_file_with_a_header_alone_is_an_error(tmp_path):
    returned = read_one(tmp_path, EPISODES.splitlines()[0] + "\n")
    assert ["header without rows"] == [finding.rule for finding in returned.findings]
    assert () == returned.supports


def test_a_list_given_twice_is_not_read(tmp_path):
    returned = read_set(tmp_path, {"a": MISSING, "b": MISSING, "c": HEADER})
    places = ["file 1 of 3 by name, 1 kB", "file 2 of 3 by name, 1 kB"]
    assert [(place, "", "list Missing twice", (1,)) for place in places] == rules(returned)
    assert ["children"] == list(returned.tables)


def test_a_file_of_another_kind_in_the_set_is_an_error(tmp_path):
    returned = read_set(tmp_path, {"a": HEADER, "b": "one,two\n1,2\n"})
    assert [("file 2 of 2 by name, 1 kB", "", "unknown file", (1,))] == rules(returned)
    assert ["children"] == list(returned.tables)


def test_a_child_with_two_birth_dates_is_a_query(tmp_path):
    returned = read_set(tmp_path, {"a": HEADER, "b": MISSING.replace("27/03/2010,A", "28/03/2010,A")})
    assert [("Missing", "DOB", "a child with two birth dates", (3,))] == rules(returned)


def test_the_return_of_another_year_is_an_error_and_supports_nothing(tmp_path):
    other = EPISODES.replace("/2024", "/2022").replace("/2023", "/2021")
    returned = read_one(tmp_path, other)
    assert [("Episodes", "", "wrong year", ())] == rules(returned)
    assert () == returned.supports


def test_a_date_after_the_year_is_a_query(tmp_path):
    returned = read_one(tmp_path, EPISODES.replace("29/03/2024", "02/04/2024"))
    assert [("Episodes", "", "date after the year", (5,))] == rules(returned)


def test_a_return_that_ends_months_before_31_march_supports_no_year(tmp_path):
    lines = [f"{300 + day},{day % 28 + 1:02d}/{4 + day % 6:02d}/2023,S,C2,N1,U1,PR1,,,,,," for day in range(100)]
    returned = read_one(tmp_path, EPISODES.splitlines()[0] + "\n" + "\n".join(lines) + "\n")
    assert [("Episodes", "", "part of the year", ())] == rules(returned)
    assert () == returned.supports


def test_sheets_of_other_forms_are_not_recognised():
    assert not ssda903.recognises(())


@pytest.mark.parametrize(
    ("day", "expected"), [("31/03/2024", []), ("01/04/2024", [("Header", "DOB", "birth date in the future", (2,))])]
)
def test_a_looked_after_child_is_born_by_the_end_of_the_year(tmp_path, day, expected):
    lines = HEADER.splitlines()
    born = lines[1].split(",")[2]
    assert expected == rules(read_one(tmp_path, HEADER.replace(born, day, 1)))
