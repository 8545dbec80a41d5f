"""The corpus of bad input: every faulty file is read right, or is a finding that says what is wrong and where.

A fault that a partner sends and that nobody foresaw is added here, made by a function and never copied from a return.
"""

from __future__ import annotations

import datetime as dt

import pytest
from annex_a_maker import HEADERS, day_texts, write_workbook
from faulty_files import (
    CANARY,
    EPISODES,
    archive,
    bomb_in_workbook,
    census,
    context,
    cut,
    cut_workbook,
    figures,
    hidden,
    hidden_template,
    locked,
    merged,
    merged_template,
    referral,
    referrals,
    saved,
    serial_dates,
    template_formula,
    template_row,
    template_workbook,
    wide,
    wide_workbook,
    with_part,
    workbook,
    zip_bomb,
)

from safeguarding_report.formats.returns import read_return
from safeguarding_report.tables.children import CHILD_TABLES

DAY = "Date of referral"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITY = '<!DOCTYPE Message [<!ENTITY robin "Robin Canary">]><Message>'
IN_YEAR = "2023-04-03"

# What a file is, how it is made, the rule that must be said, and the rows; None where a whole file or sheet is meant.
FAULTS = {
    "the wrong file in the folder": (lambda at: saved(at, f"name,colour\r\n{CANARY},red\r\n"), "unknown file", None),
    "a web page saved as CSV": (lambda at: saved(at, f"<html><body>{CANARY}</body></html>"), "not a return", None),
    "a PDF": (lambda at: saved(at, f"%PDF-1.7 {CANARY}"), "not a return", None),
    "an e-mail": (lambda at: saved(at, f"From: {CANARY}\r\nSubject: return"), "not a return", None),
    "an empty file": (lambda at: saved(at, b""), "empty file", None),
    "a file of blanks": (lambda at: saved(at, b" \r\n \r\n"), "empty file", None),
    "a header alone": (lambda at: saved(at, referrals().split(b"\r\n")[0] + b"\r\n"), "header without rows", None),
    "an old Excel workbook": (lambda at: saved(at, OLD_EXCEL + bytes(600)), "old Excel workbook", None),
    "a workbook with a password": (
        lambda at: saved(at, OLD_EXCEL + bytes(600) + "EncryptedPackage".encode("utf-16-le")), "password", None,
    ),
    "an archive with a password": (locked, "password", None),
    "a workbook with macros": (lambda at: with_part(at, "xl/vbaProject.bin", b"macro"), "macros", None),
    "a zip bomb": (zip_bomb, "archive that swells", None),
    "a bomb within a workbook": (bomb_in_workbook, "archive that swells", None),
    "XML with an entity": (lambda at: saved(at, census().replace("<Message>", ENTITY)), "document type or entity", (2,)),
    "a workbook with an entity": (
        lambda at: with_part(at, "docProps/more.xml", f"<?xml version='1.0'?>{ENTITY}</Message>"),
        "XML with a document type", None,
    ),
    "XML of something else": (
        lambda at: saved(at, f"<Pupils><Pupil>{CANARY}</Pupil></Pupils>"), "not a children in need census", (1,),
    ),
    "501 columns": (wide, "too many columns", (1,)),
    "merged cells": (merged, "merged cells", (4,)),
    "a hidden sheet with a list": (hidden, "hidden sheet with a list", None),
    "a date with the month first": (
        lambda at: saved(at, referrals(referral(**{DAY: "25/04/2023"}), referral(**{DAY: "04/25/2023"}))),
        "date with the month first", (3,),
    ),
    "a date that may have either first": (
        lambda at: saved(at, referrals(referral(**{DAY: "03/04/2023"}), referral(**{DAY: "04/25/2023"}))),
        "date that may have the month or the day first", (2,),
    ),
    "a date in a template that may have either first": (
        lambda at: saved(at, figures(period_start="03/04/2023")),
        "date that may have the month or the day first", (2,),
    ),
    "a year of two digits": (
        lambda at: saved(at, referrals(referral(**{DAY: "03/04/23"}))), "year of two digits", (2,),
    ),
    "a day that is not in the calendar": (
        lambda at: saved(at, referrals(referral(**{DAY: "31/04/2023"}))), "day that is not in the calendar", (2,),
    ),
    "a serial number that is no day of our time": (
        lambda at: serial_dates(at, DAY, 99999), "date that cannot be read", (2,),
    ),
    "words where a date belongs": (
        lambda at: saved(at, referrals(referral(**{DAY: CANARY}))), "date that cannot be read", (2,),
    ),
    "words where a code belongs": (
        lambda at: saved(at, referrals(referral(Gender=CANARY))), "value that is not in the code list", (2,),
    ),
    "words where a number belongs": (
        lambda at: saved(at, figures(numerator=CANARY)), "text where a whole number was expected", (2,),
    ),
    "a formula as text": (
        lambda at: saved(at, referrals(referral(**{"Referral Source": "=H2+5"}))), "formula instead of a value", (2,),
    ),
    "an indicator that we do not ask for": (
        lambda at: saved(at, figures(indicator_id=CANARY)), "value that is not in the code list", (2,),
    ),
    "a template of another version": (
        lambda at: saved(at, figures().replace("template_version_1", "template_version_99")),
        "template of another version", (1,),
    ),
    "a list cut off in a row": (
        lambda at: saved(at, referrals(referral(), referral())[:-40]), "row with too few cells", (3,),
    ),
    "a comma too many": (
        lambda at: saved(at, referrals().rstrip(b"\r\n") + b",x\r\n"), "row with too many cells", (2,),
    ),
    "a census cut off": (lambda at: saved(at, cut(census())), "file cut off", (43,)),
    "a workbook cut off": (cut_workbook, "damaged archive", None),
    "an archive cut off": (
        lambda at: saved(at, cut(archive({"a.csv": referrals() * 9})), "a.zip"), "damaged archive", None,
    ),
    "UTF-16 without its mark": (
        lambda at: saved(at, referrals(encoding="utf-16-le")), "UTF-16 without its mark", None,
    ),
    "bytes of no encoding": (
        lambda at: saved(at, referrals().replace(CANARY.encode(), b"\x81\x8d\xff")), "unknown encoding", None,
    ),
    "a census in the wrong encoding": (
        lambda at: saved(at, census().encode().replace(b"CANARY7", b"CAN\xc9RY7")), "wrong encoding", (20,),
    ),
    "a census of another year": (
        lambda at: saved(at, census(year="2023", reference="2023-03-31")), "wrong year", (7,),
    ),
    "a row of totals": (
        lambda at: saved(at, referrals(referral(), referral(**{"Child Unique ID": "Total"}))),
        "words where an identifier belongs", (3,),
    ),
    "a header in the middle, as after two exports": (
        lambda at: saved(at, referrals(referral(), HEADERS[3], referral())), "words where an identifier belongs", (3,),
    ),
    "a note below the list": (
        lambda at: workbook(at, [referral(), ("",) * len(HEADERS[3]), (f"Checked by {CANARY}",)]),
        "words where an identifier belongs", (4,),
    ),
    "an identifier that a spreadsheet shortened": (
        lambda at: saved(at, referrals(referral(), referral(**{"Child Unique ID": "1.23457E+11"}))),
        "identifier that a spreadsheet shortened", (3,),
    ),
    "an identifier in a column too narrow": (
        lambda at: saved(at, referrals(referral(**{"Child Unique ID": "########"}))),
        "identifier that a spreadsheet shortened", (2,),
    ),
    "a year with a digit too few": (
        lambda at: saved(at, referrals(referral(**{DAY: "03/04/0203"}))), "year that is not of our time", (2,),
    ),
    "a year of another century": (
        lambda at: saved(at, referrals(referral(**{DAY: "03/04/2203"}))), "year that is not of our time", (2,),
    ),
    "a birth date of the day that Excel begins with": (
        lambda at: saved(at, referrals(referral(**{"Date of Birth": "00/01/1900"}))),
        "day that is not in the calendar", (2,),
    ),
    "a date in a column too narrow": (
        lambda at: saved(at, referrals(referral(**{DAY: "########"}))), "date that cannot be read", (2,),
    ),
    "a date with a letter for a figure": (
        lambda at: saved(at, referrals(referral(**{DAY: "03/04/2O23"}))), "date that cannot be read", (2,),
    ),
    "a small number hidden by the sender": (
        lambda at: saved(at, figures(numerator="<5")), "text where a whole number was expected", (2,),
    ),
    "a number with a sign for thousands": (
        lambda at: saved(at, figures(numerator="1,234")), "text where a whole number was expected", (2,),
    ),
    "a number with the letter O": (
        lambda at: saved(at, figures(numerator="1O")), "text where a whole number was expected", (2,),
    ),
    "a list on two sheets": (
        lambda at: write_workbook(at / "a.xlsx", [(name, HEADERS[3], [referral()]) for name in ("Q1", "Q2")]),
        "list 3 (referrals) twice", (1,),
    ),
    "a key header misspelt": (
        lambda at: saved(at, referrals().replace(b"Date of referral", b"Date of referal")), "column absent", (1,),
    ),
    "a NUL byte": (
        lambda at: saved(at, referrals().replace(CANARY.encode(), b"Robin\0Canary")), "NUL byte", (2,),
    ),
    "a census whose episodes have another name": (
        lambda at: saved(at, census().replace("CINdetails", "CINDetails")), "census without an episode", (1,),
    ),
    "a census given twice in one file": (
        lambda at: saved(at, census() + census()), "not well-formed XML", (77,),
    ),
    "an SSDA903 list with a header alone": (
        lambda at: saved(at, EPISODES.split("\r\n", maxsplit=1)[0] + "\r\n"), "header without rows", None,
    ),
    "an SSDA903 list of another year": (
        lambda at: saved(at, EPISODES.replace("/2023", "/2019").replace("/2024", "/2019")), "wrong year", None,
    ),
    "an SSDA903 list cut off": (lambda at: saved(at, EPISODES[:-40]), "row with too few cells", (3,)),
    "an SSDA903 date with the month first": (
        lambda at: saved(at, EPISODES.replace("25/04/2023", "04/25/2023")), "date with the month first", (3,),
    ),
    "an SSDA903 date that may have either first": (
        lambda at: saved(at, EPISODES.replace("25/04/2023", "04/25/2023")),
        "date that may have the month or the day first", (2,),
    ),
    "an SSDA903 code of another list": (
        lambda at: saved(at, EPISODES.replace("CANARY7,03/04/2023,S,C2", "CANARY7,03/04/2023,S,??")),
        "value that is not a code of this list", (2,),
    ),
    "an SSDA903 row of totals": (
        lambda at: saved(at, EPISODES.replace("CANARY8", "Total")), "words where an identifier belongs", (3,),
    ),
    "merged cells in a template": (merged_template, "merged cells", (2,)),
    "a hidden sheet of a template": (
        hidden_template, "hidden sheet", (1,),
    ),
    "a formula without a result in a template": (template_formula, "formula without a result", (2,)),
    "a template with a header alone": (
        lambda at: saved(at, figures().split("\r\n", maxsplit=1)[0] + "\r\n"), "header without rows", None,
    ),
    "a template cut off in a row": (lambda at: saved(at, figures()[:-60]), "torn row", (2,)),
    "a template whose version column is gone and whose key is renamed": (
        lambda at: saved(at, figures().replace('"template_version_1"', '"version"').replace("indicator_id", "indicator")),
        "column absent", (1,),
    ),
    "a date of a template in a cell of another century": (
        lambda at: template_workbook(at, [template_row(period_start="2203-04-01")]),
        "year that is not of our time", (2,),
    ),
    "a year of two digits in a template": (
        lambda at: saved(at, figures(period_start="01/04/23")), "year of two digits", (2,),
    ),
    "501 columns in a workbook": (wide_workbook, "too many columns", None),
    "a census with a date of another form": (
        lambda at: saved(at, census().replace("<CPPstartDate>2023-06-01", "<CPPstartDate>03/04/2023")),
        "date that may have the month or the day first", (63,),
    ),
    "a census without a header": (
        lambda at: saved(at, census().replace("<Header>", "<Heading>").replace("</Header>", "</Heading>")),
        "element absent", (1,),
    ),
    "a list of another year": (
        lambda at: saved(at, referrals(*[referral(**{DAY: f"{day:02}/06/2019"}) for day in range(1, 30)])),
        "wrong year", None,
    ),
}  # fmt: skip

READ_RIGHT = {
    "a date of the form": lambda at: saved(at, referrals(referral(**{DAY: "03/04/2023"}))),
    "a date as other systems write it": lambda at: saved(at, referrals(referral(**{DAY: "2023-04-03"}))),
    "a date with a time": lambda at: saved(at, referrals(referral(**{DAY: "03/04/2023 00:00:00"}))),
    "a serial number": lambda at: serial_dates(at, DAY, 45019),
    "a non-breaking space": lambda at: saved(at, referrals(referral(**{DAY: "\u00a003/04/2023\u00a0"}))),
    "UTF-8 with its mark": lambda at: saved(at, referrals(referral(**{DAY: "03/04/2023"}), encoding="utf-8-sig")),
    "UTF-16": lambda at: saved(at, referrals(referral(**{DAY: "03/04/2023"}), encoding="utf-16")),
    "Windows text": lambda at: saved(
        at, referrals(referral(**{DAY: "03/04/2023", "Allocated Worker": "Zoë"}), encoding="cp1252")
    ),
    "another delimiter": lambda at: saved(at, referrals(referral(**{DAY: "03/04/2023"})).replace(b",", b";")),
    "a zip archive of lists": lambda at: saved(
        at, archive({"a.csv": referrals(referral(**{DAY: "03/04/2023"}))}), "a.zip"
    ),
    "a day and a time in one cell": lambda at: saved(at, referrals(referral(**{DAY: "2023-04-03T00:00:00"}))),
    "a title and a marking above the header": lambda at: saved(
        at, b"OFFICIAL SENSITIVE\r\nList 3, 2023-24\r\n" + referrals(referral(**{DAY: "03/04/2023"}))
    ),
    "a title that commas pad": lambda at: saved(
        at, b"OFFICIAL" + b"," * (len(HEADERS[3]) - 1) + b"\r\n" + referrals(referral(**{DAY: "03/04/2023"}))
    ),
    "a line that names the delimiter": lambda at: saved(
        at, b"sep=;\r\n" + referrals(referral(**{DAY: "03/04/2023"})).replace(b",", b";")
    ),
    "rows that end in empty cells": lambda at: saved(
        at, referrals(referral(**{DAY: "03/04/2023"})).replace(b"\r\n", b",,\r\n").replace(b",,\r\n", b"\r\n", 1)
    ),
    "line ends of an old Macintosh": lambda at: saved(
        at, referrals(referral(**{DAY: "03/04/2023"})).replace(b"\r\n", b"\r")
    ),
    "tabs": lambda at: saved(at, referrals(referral(**{DAY: "03/04/2023"})).replace(b",", b"\t")),
    "headers with other signs": lambda at: saved(
        at, referrals(referral(**{DAY: "03/04/2023"})).replace(b"Date of referral", "“DATE OF REFERRAL ”".encode())
    ),
    "a cell that is true or false": lambda at: write_workbook(
        at / "a.xlsx",
        [("L", HEADERS[3], [[False if cell == "b) No" else cell for cell in referral(**{DAY: "03/04/2023"})]])],
    ),
    "a hidden column or a wide sheet within limits": lambda at: workbook(at, [referral(**{DAY: "03/04/2023"})]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_by_its_rule_at_its_place_and_without_a_value(tmp_path, capfd, caplog, fault):
    make, rule, rows = FAULTS[fault]
    read = read_return(make(tmp_path), context("council/list.csv"))
    said = [(finding.severity, finding.rule, finding.rows) for finding in read.findings]
    assert ("error", rule) in [one[:2] for one in said], said
    assert rows is None or ("error", rule, rows) in said, said
    assert {"council/list.csv"} == {finding.file for finding in read.findings}
    told = [str(finding.as_record()) + str(finding) for finding in read.findings]
    assert "canary" not in " ".join([*told, *capfd.readouterr(), caplog.text]).casefold()


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_puts_the_canary_into_a_table(tmp_path, fault):
    make, *_ = FAULTS[fault]
    read = read_return(make(tmp_path), context("council/list.csv"))
    child_level = {table.name for table in CHILD_TABLES}
    tables = [frame for name, frame in read.tables.items() if name in child_level]
    assert not any("canary" in frame.to_csv().casefold() for frame in tables)


@pytest.mark.parametrize("oddity", READ_RIGHT)
def test_what_has_one_right_reading_is_read_right(tmp_path, oddity):
    read = read_return(READ_RIGHT[oddity](tmp_path), context("council/list.csv"))
    assert [IN_YEAR] == day_texts(read, "referrals", "referral_date")
    assert [] == [finding for finding in read.findings if finding.severity == "error"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("form", ["ssda903", "template"])
def test_every_encoding_in_use_is_read_in_every_form_of_text(tmp_path, form, encoding):
    text = {"ssda903": EPISODES, "template": figures(note="Zoë’s café")}[form]
    read = read_return(saved(tmp_path, text.encode(encoding)), context(authority=""))
    assert (form, []) == (read.form, [finding for finding in read.findings if finding.severity == "error"])
    assert {"ssda903": 2, "template": 1}[form] == max(len(frame) for frame in read.tables.values())


def test_dates_and_identifiers_that_a_spreadsheet_changed_are_read_right_in_ssda903(tmp_path):
    text = EPISODES.replace("03/04/2023", "45019").replace("CANARY7", "000712").replace("CANARY8", "\u00a0712 ")
    read = read_return(saved(tmp_path, text), context())
    assert "2023-04-03" in day_texts(read, "looked_after_episodes", "start_date")
    assert 1 == read.tables["looked_after_episodes"]["child"].nunique()


def test_a_serial_number_and_a_date_cell_of_a_template_are_days(tmp_path):
    rows = [template_row(period_start=45019), template_row(period_start=dt.date(2023, 4, 3))]
    read = read_return(template_workbook(tmp_path, rows), context(authority=""))
    assert ["2023-04-03"] * 2 == day_texts(read, "partner_figures", "period_start")


def test_a_title_above_the_header_moves_no_row_number(tmp_path):
    content = b"OFFICIAL\r\n" + referrals(referral(), referral(**{DAY: "soon"}))
    read = read_return(saved(tmp_path, content), context())
    assert [4] == [row for finding in read.findings if finding.severity == "error" for row in finding.rows]


def test_rows_that_a_filter_hides_are_read_and_asked_about(tmp_path):
    def hide(_name, sheet, _book):
        sheet.set_row(2, None, None, {"hidden": True})

    read = read_return(workbook(tmp_path, [referral()] * 3, change=hide), context())
    assert [("query", "list 3 (referrals)", (3,))] == [
        (finding.severity, finding.table, finding.rows) for finding in read.findings if finding.rule == "hidden rows"
    ]
    assert 3 == len(read.tables["referrals"])


def test_a_number_that_could_not_be_read_is_not_said_to_be_empty(tmp_path):
    read = read_return(saved(tmp_path, figures(numerator="<5")), context(authority=""))
    assert ["text where a whole number was expected"] == [finding.rule for finding in read.findings]


def test_a_census_without_an_episode_supports_no_count(tmp_path):
    read = read_return(saved(tmp_path, census().replace("CINdetails", "CINDetails")), context())
    assert () == read.supports


def test_lost_leading_zeros_make_no_second_child(tmp_path):
    rows = [referral(**{"Child Unique ID": written}) for written in ("000712", "712", "712.0", "'000712", "’712")]
    read = read_return(saved(tmp_path, referrals(*rows)), context())
    assert 1 == len(read.tables["children"])


def test_all_faults_of_a_file_are_said_in_one_run(tmp_path):
    rows = [referral(**{DAY: "soon"}), referral(Gender="?"), referral(**{"Referral Source": "=A1"}), referral()]
    read = read_return(saved(tmp_path, referrals(*rows)), context())
    assert [2, 3, 4] == sorted(row for finding in read.findings if finding.severity == "error" for row in finding.rows)
