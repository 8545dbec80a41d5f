"""Empty templates: one table on each sheet, drop-downs and notes, an example row, no macros, the same bytes twice."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date

import pytest

from safeguarding_report.formats.templates import TEMPLATE_KINDS, Template, known_headers, write_csv_templates
from safeguarding_report.formats.templates.contents import TEMPLATE_VERSION, VERSION_COLUMN, example_row
from safeguarding_report.formats.templates.notes import sheet_name
from safeguarding_report.formats.templates.writer import workbook_bytes, write_template
from safeguarding_report.formats.workbook import open_workbook
from safeguarding_report.tables.children import CHILD_TABLES
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS

POLICE = Template(
    "police",
    "Ashmere Constabulary",
    ("Z06000001", "Z09000001"),
    (date(2023, 4, 1), date(2024, 3, 31)),
    date(2024, 5, 31),
)
EVERY_KIND = [Template(kind) for kind in TEMPLATE_KINDS]

OF_A_CHILD = re.compile(
    r"(^|_)(name|surname|forename|first|last|born|birth|birthday|dob|age|nhs|upn|uln|postcode|address|child|pupil"
    r"|identifier|id)($|_)"
)


@pytest.fixture(scope="module")
def parts():
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(POLICE))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.fixture(scope="module")
def sheets(parts):
    return [text for name, text in parts.items() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "police.xlsx"
    write_template(POLICE, path)
    return open_workbook(path, "police.xlsx", known_headers())


def test_the_same_template_gives_the_same_bytes():
    assert workbook_bytes(POLICE) == workbook_bytes(POLICE)


def test_the_file_name_and_the_notes_say_the_version(opened):
    assert POLICE.file_stem == f"template_ashmere-constabulary_v{TEMPLATE_VERSION}"
    notes = dict(zip(opened.sheets[0].column(0), opened.sheets[0].column(1), strict=True))
    assert str(TEMPLATE_VERSION) == notes["Template version"]


def test_the_notes_come_first_and_say_what_and_by_when(opened):
    notes = opened.sheets[0]
    told = dict(zip(notes.column(0), notes.column(1), strict=True))
    assert notes.name == "Notes"
    assert told["Period"] == "1 April 2023 to 31 March 2024"
    assert told["Please send it by"] == "31 May 2024"


def test_each_table_that_the_partner_fills_has_its_own_sheet_with_a_title_a_header_and_an_example(opened):
    tables = [sheet for sheet in opened.sheets if VERSION_COLUMN in sheet.columns]
    assert [sheet_name(table) for table in POLICE.tables] == [sheet.name for sheet in tables]
    assert {2} == {sheet.header_row for sheet in tables}
    assert {1} == {len(sheet.cells) for sheet in tables}
    assert [["example", *example_row(table)] for table in POLICE.tables] == [
        list(sheet.cells.iloc[0]) for sheet in tables
    ]


def test_every_sheet_has_one_table_a_title_a_frozen_header_and_no_merged_cell(parts, sheets):
    assert len(sheets) == 1 + len(POLICE.tables) + 3
    for text in sheets:
        assert text.count("<tablePart ") == 1
        assert '<c r="A1"' in text
        assert 'ySplit="2"' in text
        assert 'state="frozen"' in text
        assert "mergeCell" not in text
        assert "<f>" not in text
    assert [name for name in parts if re.search(r"vba|macro|activeX|comment|vml", name)] == []


def test_the_document_has_a_title_a_language_and_a_fixed_day(parts):
    core = parts["docProps/core.xml"]
    assert "<dc:title>Safeguarding partnership: figures and registers of Ashmere Constabulary</dc:title>" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert "2024-01-01T00:00:00Z</dcterms:created>" in core


def test_a_column_with_a_code_list_has_a_drop_down_of_exactly_that_list(opened, sheets):
    lists = next(sheet for sheet in opened.sheets if sheet.name == "Code lists")
    offered = {}
    for place, table in enumerate(POLICE.tables, start=1):
        ranges = re.findall(r"<formula1>'Code lists'!\$B\$(\d+):\$B\$(\d+)</formula1>", sheets[place])
        coded = [column for column in table.asked if column.codes]
        assert len(coded) == len(ranges), table.name
        for column, (first, last) in zip(coded, ranges, strict=True):
            offered[table.name, column.name] = tuple(lists.column(1).loc[int(first) : int(last)])
            assert column.codes == offered[table.name, column.name]
    assert offered["partner_figures", "area_code"] == POLICE.areas


def test_dates_and_numbers_are_asked_for_as_such_and_every_column_has_a_note(sheets):
    figures = sheets[1]
    assert 2 == figures.count('type="date"')
    assert 2 == figures.count('type="whole"')
    for column in POLICE.tables[0].asked:
        assert 2 == figures.count(f'promptTitle="{column.name}"')


def test_a_partner_is_asked_for_its_own_indicators_alone():
    for template in EVERY_KIND:
        ids = {one.id for one in template.indicators}
        assert {one.owner for one in template.indicators} <= {template.kind}
        figures = [table for table in template.tables if table.name == "partner_figures"]
        assert bool(ids) == bool(figures)
        for table in figures:
            assert ids == set(table.asked[0].codes)
    assert [] == [table.name for table in Template("other").tables if table.name == "partner_figures"]


def test_the_office_of_the_partnership_keeps_every_register():
    assert {PARTNER_FIGURES.name, *(table.name for table in REGISTERS)} == {
        table.name for table in Template("partnership").tables
    }


@pytest.mark.parametrize("template", EVERY_KIND, ids=lambda template: template.kind)
def test_no_template_asks_for_a_childs_name_birth_date_or_identifier(template):
    allowed = {"indicator_id"}
    asked = {column.name for table in template.tables for column in table.asked} - allowed
    assert [name for name in sorted(asked) if OF_A_CHILD.search(name)] == []
    assert {table.name for table in template.tables}.isdisjoint(table.name for table in CHILD_TABLES)


@pytest.mark.parametrize("template", EVERY_KIND, ids=lambda template: template.kind)
def test_every_example_begins_by_saying_that_it_is_one(template):
    for table in template.tables:
        assert 1 == sum(text.startswith("Example: ") for text in example_row(table)), table.name


def test_the_csv_lists_have_one_header_row_and_the_example(tmp_path):
    paths = write_csv_templates(POLICE, tmp_path)
    assert [f"{POLICE.file_stem}_{table.name}.csv" for table in POLICE.tables] == [path.name for path in paths]
    with paths[0].open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert [VERSION_COLUMN, *(column.name for column in POLICE.tables[0].asked)] == rows[0]
    assert ["example", *example_row(POLICE.tables[0])] == rows[1]
    assert 2 == len(rows)


def test_a_partners_name_can_hold_any_sign_and_the_file_name_none():
    assert Template("health", "NHS Ashmere & Wold: ../ICB").file_stem == "template_nhs-ashmere-wold-icb_v1"
