"""Filled templates: what a partner typed is read, or is a finding at its sheet, column and row."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from template_files import CONTEXT, FILE, Formula, filled_row, header, read_csv, read_workbook, said

from safeguarding_report.formats.delimited import open_csv_folder
from safeguarding_report.formats.returns import read_return
from safeguarding_report.formats.sheet import column_letter
from safeguarding_report.formats.templates import (
    TEMPLATE_KINDS,
    Template,
    known_headers,
    read_opened,
    recognises,
    write_csv_templates,
    write_template,
)
from safeguarding_report.formats.templates.contents import example_row
from safeguarding_report.formats.workbook import open_workbook
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS
from safeguarding_report.tables.registers_of_learning import TRAINING
from safeguarding_report.tables.registers_of_work import ACHIEVEMENTS, ESCALATIONS, PRIORITIES

EMPTY = ("error", "empty template", "", ())


def _figure(**cells):
    return filled_row(PARTNER_FIGURES, indicator_id="ppn_notifications", **cells)


def _figures(path, *rows, **how):
    return read_csv(path / "f.csv", header(PARTNER_FIGURES), *rows, **how)


@pytest.mark.parametrize("kind", TEMPLATE_KINDS)
def test_an_empty_template_is_known_whole_and_said_to_be_empty(tmp_path, kind):
    template = Template(kind)
    write_template(template, tmp_path / "t.xlsx")
    opened = open_workbook(tmp_path / "t.xlsx", FILE, known_headers())
    read = read_opened(opened, CONTEXT)
    assert recognises(opened.sheets)
    assert {table.name for table in template.tables} == set(read.tables)
    assert [0] * len(read.tables) == [len(rows) for rows in read.tables.values()]
    assert [EMPTY] == said(read)
    write_csv_templates(template, tmp_path / "lists")
    assert set(read.tables) == set(read_opened(open_csv_folder(tmp_path / "lists", FILE, {}), CONTEXT).tables)


@pytest.mark.parametrize("table", REGISTERS, ids=lambda table: table.name)
@pytest.mark.parametrize("with_version", [True, False])
def test_a_register_is_known_by_its_columns_and_its_rows_are_read(tmp_path, table, with_version):
    first = 0 if with_version else 1
    read = read_csv(tmp_path / "any.csv", header(table)[first:], filled_row(table)[first:])
    assert [] == said(read)
    assert [table.name] == list(read.tables)
    rows = read.tables[table.name]
    assert [(FILE, 2)] == list(zip(rows["return_id"], rows["row"], strict=True))
    assert "template" == read.form


def test_figures_are_read_with_their_types(tmp_path):
    read = _figures(tmp_path, _figure(numerator="0", note="our own, “wider” definition"))
    row = read.tables["partner_figures"].iloc[0]
    assert [] == said(read)
    assert ("ppn_notifications", 0, "final_local") == (row["indicator_id"], row["numerator"], row["status"])
    assert pd.Timestamp(2023, 4, 1) == row["period_start"]
    assert "our own, “wider” definition" == row["note"]
    assert pd.isna(row["denominator"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_is_read_in_every_encoding_in_use(tmp_path, encoding):
    read = _figures(tmp_path, _figure(note="no “Encompass” in Ashmère – yet"), encoding=encoding)
    assert ["no “Encompass” in Ashmère – yet"] == read.tables["partner_figures"]["note"].tolist()


def test_an_empty_number_stays_empty_and_is_never_0(tmp_path):
    read = _figures(tmp_path, _figure(), _figure(numerator=""), _figure(numerator="", status="not_available"))
    assert [] == said(read)  # the suite of partner figures says it
    assert [240, None, None] == [None if pd.isna(one) else one for one in read.tables["partner_figures"]["numerator"]]


def test_a_number_that_is_not_available_or_stands_in_a_nil_return_is_a_contradiction(tmp_path):
    read = _figures(
        tmp_path,
        _figure(status="not_available"),
        _figure(status="nil_return"),
        _figure(status="nil_return", numerator="0"),
        _figure(status="nil_return", numerator=""),
    )
    assert [
        ("error", "number that is said not to be available", "numerator", (2,)),
        ("error", "number in a nil return", "numerator", (3,)),
    ] == said(read)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("03/04/2024", "date that may have the month or the day first"),
        ("2024-02-30", "day that is not in the calendar"),
        ("April 2023", "date that cannot be read"),
        ("01/04/23", "year of two digits"),
    ],
)
def test_a_day_is_never_guessed_and_its_row_is_not_read(tmp_path, day, rule):
    read = _figures(tmp_path, _figure(), _figure(period_start=day))
    assert [("error", rule, "period_start", (3,))] == said(read)
    assert [2] == read.tables["partner_figures"]["row"].tolist()


def test_an_unknown_indicator_is_a_finding_at_its_row_and_no_message_shows_it(tmp_path):
    read = _figures(tmp_path, _figure(), filled_row(PARTNER_FIGURES, indicator_id="Jane Canary"))
    assert [("error", "value that is not in the code list", "indicator_id", (3,))] == said(read)
    assert "Canary" not in "".join(str(finding) for finding in read.findings)


def test_a_number_in_words_is_a_finding_and_the_row_is_read_without_it(tmp_path):
    read = _figures(tmp_path, _figure(denominator="about 30"))
    assert [("error", "text where a whole number was expected", "denominator", (2,))] == said(read)
    assert [240] == read.tables["partner_figures"]["numerator"].tolist()


def test_what_may_not_be_missing_is_asked_for_and_its_row_is_not_read(tmp_path):
    read = _figures(tmp_path, _figure(area_code=""), _figure(area_code="#N/A"))
    assert ("error", "blank where a value is needed", "area_code", (2, 3)) in said(read)
    assert read.tables["partner_figures"].empty


def test_a_row_that_is_marked_and_worded_as_the_example_is_not_read(tmp_path):
    read = read_csv(
        tmp_path / "p.csv", header(PRIORITIES), ["example", *example_row(PRIORITIES)], filled_row(PRIORITIES)
    )
    assert [] == said(read)
    assert [3] == read.tables["priorities"]["row"].tolist()


def test_a_filled_row_that_kept_the_mark_is_an_error_because_it_would_be_lost(tmp_path):
    kept = ["Example", *filled_row(PRIORITIES)[1:]]
    read = read_csv(tmp_path / "p.csv", header(PRIORITIES), kept, filled_row(PRIORITIES))
    assert [("error", "filled row that is marked as the example", "", (2,))] == said(read)
    assert [3] == read.tables["priorities"]["row"].tolist()


def test_an_example_that_lost_its_mark_is_still_known_for_one(tmp_path):
    read = read_csv(tmp_path / "p.csv", header(PRIORITIES), ["", *example_row(PRIORITIES)], filled_row(PRIORITIES))
    assert [("query", "example row without its mark", "", (2,))] == said(read)
    assert [3] == read.tables["priorities"]["row"].tolist()


def test_an_unknown_column_is_named_by_its_letter_because_a_header_may_hold_anything(tmp_path):
    columns = header(PRIORITIES)
    read = read_csv(tmp_path / "p.csv", [*columns, "Jane Canary"], [*filled_row(PRIORITIES), "x"])
    assert [("error", "unknown column", "N", (1,))] == said(read)
    assert "Canary" not in str(read.findings[0])
    assert [2] == read.tables["priorities"]["row"].tolist()


def test_a_misspelt_column_is_asked_about_by_the_name_it_may_mean(tmp_path):
    columns = ["impct" if name == "impact" else name for name in header(PRIORITIES)]
    read = read_csv(tmp_path / "p.csv", columns, filled_row(PRIORITIES))
    assert [("error", "unknown column", "J", (1,)), ("query", "column absent", "impact", (1,))] == said(read)
    assert 'Did you mean "impact"?' in read.findings[0].reason


def test_a_template_from_before_a_column_was_added_is_read_and_the_column_named(tmp_path):
    columns, row = header(ACHIEVEMENTS), filled_row(ACHIEVEMENTS)
    place = columns.index("plan")
    read = read_csv(tmp_path / "a.csv", columns[:place] + columns[place + 1 :], row[:place] + row[place + 1 :])
    assert [("query", "column absent", "plan", (1,))] == said(read)
    assert "It is taken as empty." == read.findings[0].reason
    assert [2] == read.tables["achievements"]["row"].tolist()


def test_without_a_column_that_is_needed_no_row_can_be_read(tmp_path):
    columns, row = header(PRIORITIES), filled_row(PRIORITIES)
    read = read_csv(tmp_path / "p.csv", columns[:1] + columns[2:], row[:1] + row[2:])
    assert [("error", "column absent", "priority", (1,))] == said(read)
    assert read.tables["priorities"].empty


@pytest.mark.parametrize("table", [PARTNER_FIGURES, *REGISTERS], ids=lambda table: table.name)
def test_a_register_with_one_renamed_header_is_named_with_the_column_that_is_absent(tmp_path, table):
    """Told from the others by most of its columns, one after the other of those that it needs."""
    for column in table.asked:
        if column.may_be_missing:
            continue
        renamed = f"{column.name}s"
        columns = [renamed if name == column.name else name for name in header(table)[1:]]
        path = tmp_path / f"{column.name}.csv"
        path.write_text(f"{','.join(columns)}\r\n{',' * (len(columns) - 1)}x\r\n", encoding="utf-8")
        read = read_return(path, CONTEXT)
        letter = column_letter(columns.index(renamed))
        assert [("error", "unknown column", letter, (1,)), ("error", "column absent", column.name, (1,))] == said(read)
        assert {table.name} == {finding.table for finding in read.findings}
        assert f'Did you mean "{column.name}"?' in read.findings[0].reason


def test_a_template_of_another_version_is_refused(tmp_path):
    read = read_csv(tmp_path / "p.csv", ["template_version_99", *header(PRIORITIES)[1:]], filled_row(PRIORITIES))
    assert [("error", "template of another version", "", (1,))] == said(read)
    assert {} == read.tables


def test_words_of_the_list_are_read_in_any_case_and_yes_in_every_spelling(tmp_path):
    read = read_csv(tmp_path / "t.csv", header(TRAINING), filled_row(TRAINING, commissioned="Y", agency="Health"))
    assert [] == said(read)
    assert [("yes", "health")] == list(
        zip(read.tables["training"]["commissioned"], read.tables["training"]["agency"], strict=True)
    )


def test_a_reporting_year_has_one_form(tmp_path):
    read = read_csv(tmp_path / "p.csv", header(PRIORITIES), filled_row(PRIORITIES, year_set="2022/23"))
    assert ("error", "text of another form", "year_set", (2,)) in said(read)


def test_a_workbook_says_sheet_and_row(tmp_path):
    good, bad = filled_row(ESCALATIONS), filled_row(ESCALATIONS, raised_date="soon")
    read = read_workbook(
        tmp_path / "t.xlsx",
        {
            "Notes": [["Whatever it is called"], ["Subject", "What to know"], ["Period", "2023-24"]],
            "Renamed": [["Escalations"], header(ESCALATIONS), good, bad],
        },
    )
    assert [("error", "date that cannot be read", "raised_date", (4,))] == said(read)
    assert "escalations, sheet 2" == read.findings[0].table
    assert [3] == read.tables["escalations"]["row"].tolist()


def test_days_and_numbers_of_a_workbook_are_read_as_cells(tmp_path):
    row = _figure()
    row[3], row[4], row[5] = dt.date(2023, 4, 1), dt.date(2024, 3, 31), 17
    read = read_workbook(tmp_path / "t.xlsx", {"a": [["title"], header(PARTNER_FIGURES), row]})
    figure = read.tables["partner_figures"].iloc[0]
    assert [] == said(read)
    assert (17, pd.Timestamp(2024, 3, 31)) == (figure["numerator"], figure["period_end"])


@pytest.mark.parametrize(
    ("cell", "severity", "rule", "number"),
    [
        (Formula("=16+1", 17), "query", "formula, read as the result it showed", 17),
        (Formula("=16+1"), "error", "formula without a result", None),
        (Formula("=1/0", "#DIV/0!"), "error", "formula that failed", None),
    ],
    ids=["stored", "not stored", "failed"],
)
def test_a_formula_is_read_as_its_stored_result_or_not_at_all(tmp_path, cell, severity, rule, number):
    row = _figure(status="not_available" if number is None else "final_local")
    row[5] = cell
    read = read_workbook(tmp_path / "t.xlsx", {"a": [["title"], header(PARTNER_FIGURES), row]})
    assert [(severity, rule, "numerator", (3,))] == said(read)
    assert [number] == [None if pd.isna(one) else one for one in read.tables["partner_figures"]["numerator"]]


def test_of_two_sheets_of_one_table_neither_is_read(tmp_path):
    sheet = [["title"], header(PRIORITIES), filled_row(PRIORITIES)]
    read = read_workbook(tmp_path / "t.xlsx", {"a": sheet, "b": sheet})
    assert [("error", "two sheets of one table", "", (2,))] * 2 == said(read)
    assert {} == read.tables


def test_a_hidden_sheet_is_not_read_and_an_unknown_one_is_said(tmp_path):
    read = read_workbook(
        tmp_path / "t.xlsx",
        {
            "a": [["title"], header(PRIORITIES), filled_row(PRIORITIES)],
            "b": [["title"], header(ESCALATIONS), filled_row(ESCALATIONS)],
            "c": [["to do"], ["telephone the school"]],
        },
        hidden=("b",),
    )
    assert [("error", "hidden sheet", "", (2,)), ("query", "unknown sheet", "", (1,))] == said(read)
    assert ["priorities"] == list(read.tables)


def test_a_file_of_another_form_is_not_taken_for_a_template(tmp_path):
    (tmp_path / "a.csv").write_text("Child Unique ID,Gender,Date of Birth\r\n1,F,01/01/2010\r\n", encoding="utf-8")
    assert not recognises(open_csv_folder(tmp_path, FILE, {}).sheets)


@pytest.mark.parametrize("table", [PARTNER_FIGURES, *REGISTERS], ids=lambda table: table.name)
def test_no_finding_shows_what_stands_in_a_cell_or_a_header(tmp_path, table):
    canary = "Jane Canary 9434765919"
    read = read_csv(
        tmp_path / "c.csv",
        [*header(table), canary],
        *(["", *(canary if at == place else cell for place, cell in enumerate(filled_row(table)[1:])), canary]
          for at in range(len(table.asked))),
        [canary] * (len(table.asked) + 2),
    )  # fmt: skip
    assert read.findings
    assert "Canary" not in "".join(str(finding.as_record()) for finding in read.findings)
