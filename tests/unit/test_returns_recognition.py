"""What a return is, is told from what it holds; what is no return is refused in words that say why."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from annex_a_maker import (
    HEADERS,
    column,
    context,
    csv_bytes,
    day_texts,
    found,
    row,
    rules,
    write_list,
    write_workbook,
)

from safeguarding_report.formats import sheet as limits
from safeguarding_report.formats.returns import read_return

CENSUS = (
    b'<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year>'
    b"<ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></Header><Children/></Message>"
)


def _read(tmp_path, content, name="return.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_return(path, context(name))


def _referrals(encoding="utf-8", **cells):
    return csv_bytes(HEADERS[3], [row(3, **cells)], encoding)


def _zipped(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("name", ["return.csv", "return.xlsx", "return.pdf", "return"])
def test_a_file_is_known_by_what_it_holds_and_not_by_its_name(tmp_path, name):
    assert _read(tmp_path, _referrals(), name).form == "annex_a"
    assert _read(tmp_path, CENSUS, name).form == "children_in_need_census"


def test_a_workbook_is_known_whatever_its_sheets_are_called(tmp_path):
    path = write_workbook(tmp_path / "a.csv", [("Tabelle1", HEADERS[3], [row(3)])])
    assert len(read_return(path, context()).tables["referrals"]) == 1


def test_a_folder_of_csv_lists_is_one_return(tmp_path):
    for number in (3, 7):
        write_list(tmp_path / f"list {number}.csv", number, [row(number)])
    read = read_return(tmp_path, context("ashmere-council/lists"))
    assert {"children", "referrals", "child_protection_plans", "child_protection_reviews"} == set(read.tables)
    assert len(read.tables["children"]) == 1


def test_a_zip_archive_of_csv_lists_is_one_return(tmp_path):
    members = {f"lists/list {number}.csv": csv_bytes(HEADERS[number], [row(number)]) for number in (3, 7)}
    read = _read(tmp_path, _zipped(members), "lists.zip")
    assert {"children", "referrals", "child_protection_plans", "child_protection_reviews"} == set(read.tables)


def test_ssda903_files_are_known_by_their_columns(tmp_path):
    header = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
    content = f"{header}\r\n7,01/06/2023,S,C2,N1,U6,PR1,,,,,,\r\n".encode()
    assert _read(tmp_path, content).form == "ssda903"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_in_any_encoding_in_use_is_read_right(tmp_path, encoding):
    content = _referrals(encoding, **{"Allocated Worker": "Zoë O’Brien – Nuñez"})
    read = _read(tmp_path, content)
    assert ["police"] == column(read, "referrals", "source")
    assert ["query"] == [severity for severity, _ in rules(read)]  # too few dates to tell the year


def test_utf_16_without_a_mark_is_refused(tmp_path):
    assert "UTF-16 without its mark" == found(_read(tmp_path, _referrals("utf-16-le")), "UTF-16 without its mark").rule


def test_a_nul_byte_is_said_at_its_row(tmp_path):
    lines = _referrals("utf-8").split(b"\r\n")
    lines[1] = lines[1].replace(b"Police", b"Pol\0ce")
    finding = found(_read(tmp_path, b"\r\n".join(lines)), "NUL byte")
    assert ("error", (2,)) == (finding.severity, finding.rows)
    assert "damaged" in finding.reason


def test_bytes_that_no_encoding_explains_are_refused(tmp_path):
    content = _referrals().replace(b"A. Worker", b"\x81\x8d\xff")
    assert "error" == found(_read(tmp_path, content), "unknown encoding").severity


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_read(tmp_path, delimiter):
    lines = [delimiter.join(f'"{cell}"' for cell in cells) for cells in (HEADERS[3], row(3))]
    assert ["police"] == column(_read(tmp_path, "\r\n".join([*lines, ""]).encode()), "referrals", "source")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty file"),
        (b"\xef\xbb\xbf", "empty file"),
        (b" \r\n \r\n", "empty file"),
        (b"%PDF-1.7 ...", "not a return"),
        (b"<!DOCTYPE html><html></html>", "not a return"),
        (b"\xef\xbb\xbf<html><body>Sign in</body></html>", "not a return"),
        (b'{"a": 1}', "not a return"),
        (b"From: analyst\r\nSubject: return\r\n", "not a return"),
        (b"PK\x05\x06" + bytes(18), "empty archive"),
        (b"PK\x03\x04 and then nothing", "damaged archive"),
        (b"name,colour\r\na,b\r\n", "unknown file"),
        (b"one line of text", "header without rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(70_000) + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_return_is_refused_with_its_reason(tmp_path, content, rule):
    read = _read(tmp_path, content)
    assert {} == read.tables
    assert ("error", rule) in rules(read)


def test_a_header_without_rows_is_an_error(tmp_path):
    read = _read(tmp_path, csv_bytes(HEADERS[3], []))
    assert ("error", "header without rows") in rules(read)


def test_a_document_type_in_xml_is_never_read(tmp_path):
    content = CENSUS.replace(b"<Message>", b'<!DOCTYPE Message [<!ENTITY a "b">]><Message>', 1)
    read = _read(tmp_path, content)
    assert {} == read.tables
    assert ["error"] == [severity for severity, _ in rules(read)]


def test_a_workbook_with_macros_is_refused(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)])])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert [("error", "macros")] == rules(read_return(path, context()))


def test_a_workbook_whose_parts_declare_entities_is_refused(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)])])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/more.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert [("error", "XML with a document type")] == rules(read_return(path, context()))


def test_an_archive_that_swells_is_refused_before_it_is_unzipped(tmp_path):
    read = _read(tmp_path, _zipped({"list.csv": bytes(limits.SMALL_UNZIPPED_BYTES + 1)}))
    assert [("error", "archive that swells")] == rules(read)


def test_a_small_archive_may_swell(tmp_path):
    rows = [row(3, **{"Child Unique ID": "7"})] * 2000
    read = _read(tmp_path, _zipped({"list.csv": csv_bytes(HEADERS[3], rows)}))
    assert len(read.tables["referrals"]) == 2000


def test_an_archive_that_would_unzip_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    from safeguarding_report.formats import refusals

    monkeypatch.setattr(refusals, "MOST_UNZIPPED_BYTES", 99)
    assert [("error", "archive too large")] == rules(_read(tmp_path, _zipped({"list.csv": bytes(100)})))
    assert "archive too large" not in dict(map(reversed, rules(_read(tmp_path, _zipped({"list.csv": bytes(99)})))))


def test_a_part_that_lies_about_its_size_is_refused(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)] * 50)])
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))
    assert lying != content
    path.write_bytes(lying)
    assert [("error", "damaged workbook")] == rules(read_return(path, context()))


def test_a_workbook_that_was_cut_off_is_refused(tmp_path):
    content = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)])]).read_bytes()
    assert {} == _read(tmp_path, content[: len(content) // 2]).tables


def test_a_sheet_that_ends_before_its_end_is_refused(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)] * 9)])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    read = _read(tmp_path, _zipped(parts | {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]}), "cut.xlsx")
    assert [("error", "damaged workbook")] == rules(read)


@pytest.mark.parametrize(
    ("part", "rule"),
    [("xl/workbook.bin", "binary workbook"), ("content.xml", "OpenDocument"), ("word/document.xml", "not a return")],
)
def test_other_office_files_are_refused_by_what_they_are(tmp_path, part, rule):
    assert [("error", rule)] == rules(_read(tmp_path, _zipped({part: b"<a/>"})))


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_to_a_workbook_or_list_is_an_error_of_ours(tmp_path, seed):
    damage = random.Random(seed)  # noqa: S311 — no secret
    workbook = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)])]).read_bytes()
    for content in (workbook, _referrals()):
        damaged = bytearray(content)
        for _ in range(damage.choice((1, 5, 30))):
            damaged[damage.randrange(len(damaged))] = damage.randrange(256)
        read = _read(tmp_path, bytes(damaged))
        assert read.tables or any(finding.severity == "error" for finding in read.findings)


def test_a_file_above_the_size_limit_is_refused_unread(tmp_path, monkeypatch):
    from safeguarding_report.formats import refusals

    content = _referrals()
    monkeypatch.setattr(refusals, "MOST_BYTES", len(content))
    assert _read(tmp_path, content).form == "annex_a"
    assert [("error", "file too large")] == rules(_read(tmp_path, content + b"\n"))


@pytest.mark.parametrize(("columns", "refused"), [(500, False), (501, True)])
def test_more_than_500_columns_are_refused(tmp_path, columns, refused):
    header = [*HEADERS[3], *[""] * (columns - len(HEADERS[3]))]
    cells = [*row(3), *[""] * (columns - len(HEADERS[3]))]
    assert refused is (("error", "too many columns") in rules(_read(tmp_path, csv_bytes(header, [cells]))))
    wide = write_workbook(tmp_path / "a.xlsx", [("x", [*header[:-1], "last"], [cells])])
    assert refused is (("error", "too many columns") in rules(read_return(wide, context())))


def test_a_torn_row_is_an_error_at_its_row_and_the_others_are_read(tmp_path):
    lines = csv_bytes(HEADERS[3], [row(3), row(3), row(3)]).split(b"\r\n")
    lines[2] = lines[2][:20]
    read = _read(tmp_path, b"\r\n".join(lines))
    assert (3,) == found(read, "row with too few cells").rows
    assert [2, 4] == column(read, "referrals", "row")


def test_a_row_with_a_comma_too_many_is_an_error_at_its_row(tmp_path):
    lines = csv_bytes(HEADERS[3], [row(3), row(3)]).split(b"\r\n")
    lines[1] += b",x"
    assert (2,) == found(_read(tmp_path, b"\r\n".join(lines)), "row with too many cells").rows


def test_a_file_cut_off_in_its_last_row_is_an_error_there(tmp_path):
    content = csv_bytes(HEADERS[3], [row(3), row(3)])
    assert (3,) == found(_read(tmp_path, content[:-30]), "row with too few cells").rows


def test_a_last_row_without_a_line_end_is_a_query(tmp_path):
    query = found(_read(tmp_path, _referrals().rstrip()), "no line end after the last row")
    assert ("query", (2,)) == (query.severity, query.rows)


def test_quotation_marks_that_do_not_pair_up_are_an_error(tmp_path):
    content = csv_bytes(HEADERS[3], [row(3), row(3, **{"Allocated Team": '"'}), row(3)]).replace(b'""""', b'"')
    read = _read(tmp_path, content)
    assert "error" == found(read, "torn row").severity


def test_blank_rows_are_no_rows_and_move_no_row_number(tmp_path):
    lines = csv_bytes(HEADERS[3], [row(3), [""] * 11, row(3)]).split(b"\r\n")
    lines.insert(1, b"")
    read = _read(tmp_path, b"\r\n".join(lines))
    assert [3, 5] == column(read, "referrals", "row")
    assert not any(severity == "error" for severity, _ in rules(read))


def test_merged_cells_are_an_error_at_their_rows(tmp_path):
    def merge(_name, sheet, _book):
        sheet.merge_range(3, 5, 4, 5, "03/04/2023")

    rows = [row(3)] * 4
    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], rows)], change=merge)
    error = found(read_return(path, context()), "merged cells")
    assert ("error", (4,), "F") == (error.severity, error.rows, error.column)


def test_a_hidden_sheet_with_a_list_is_an_error_and_is_not_read(tmp_path):
    sheets = [("List 3", HEADERS[3], [row(3)]), ("old", HEADERS[4], [row(4)])]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets, hidden=("old",)), context())
    error = found(read, "hidden sheet with a list")
    assert ("error", "sheet 2") == (error.severity, error.table)
    assert "assessments" not in read.tables


def test_any_other_hidden_or_unknown_sheet_is_a_query_and_its_name_is_not_said(tmp_path):
    sheets = [("List 3", HEADERS[3], [row(3)]), ("Canary Child", ("a", "b"), [("1", "2")]), ("Old", ("a",), [("1",)])]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets, hidden=("Old",)), context())
    assert ("query", "sheet 2") == (found(read, "unknown sheet").severity, found(read, "unknown sheet").table)
    assert ("query", "sheet 3") == (found(read, "hidden sheet").severity, found(read, "hidden sheet").table)
    assert "Canary" not in str(read.findings)


def test_a_list_twice_is_an_error_and_neither_is_read(tmp_path):
    sheets = [("List 3", HEADERS[3], [row(3)]), ("List 3 (2)", HEADERS[3], [row(3)])]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets), context())
    assert [("error", "list 3 (referrals) twice")] * 2 == rules(read)
    assert {} == read.tables


def test_a_formula_is_read_as_what_it_showed_and_is_a_query(tmp_path):
    def formulas(_name, sheet, _book):
        sheet.write_formula(1, 6, '="6"', None, "6: Police")
        sheet.write_formula(2, 6, "=H2+5", None, "")

    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3), row(3)])], change=formulas)
    read = read_return(path, context())
    assert (2,) == found(read, "formula, read as the result it showed").rows
    without = found(read, "formula without a result")
    assert ("error", "Referral Source", (3,)) == (without.severity, without.column, without.rows)
    assert ["police", None] == column(read, "referrals", "source")


def test_a_formula_in_a_column_that_is_not_read_is_no_finding(tmp_path):
    def formula(_name, sheet, _book):
        sheet.write_formula(1, 4, "=H2+5", None, "")

    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)])], change=formula)
    assert [("query", "dates too few to show the whole year")] == rules(read_return(path, context()))


def test_a_formula_as_text_is_an_error_at_its_row(tmp_path):
    error = found(_read(tmp_path, _referrals(**{"Referral Source": "=H2+5"})), "formula instead of a value")
    assert ("error", (2,)) == (error.severity, error.rows)


def test_na_is_blank_and_a_query_in_workbook_and_csv(tmp_path):
    def not_available(_name, sheet, _book):
        sheet.write_formula(1, 6, "=NA()", None, "#N/A")

    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)])], change=not_available)
    for read in (read_return(path, context()), _read(tmp_path, _referrals(**{"Referral Source": "#N/A"}))):
        assert (2,) == found(read, "#N/A, read as blank").rows
        assert [None] == column(read, "referrals", "source")


def test_a_failed_formula_is_an_error_in_workbook_and_csv(tmp_path):
    def failed(_name, sheet, _book):
        sheet.write_formula(1, 6, "=1/0", None, "#DIV/0!")

    path = write_workbook(tmp_path / "a.xlsx", [("List 3", HEADERS[3], [row(3)])], change=failed)
    for read in (read_return(path, context()), _read(tmp_path, _referrals(**{"Referral Source": "#DIV/0!"}))):
        assert (2,) == found(read, "formula that failed").rows


@pytest.mark.parametrize("blank", ["", "-", ".", "..", "<blank>", "\u00a0", "NULL"])
def test_a_blank_however_it_is_written_is_missing_and_no_finding(tmp_path, blank):
    read = _read(tmp_path, _referrals(**{"Referral Source": blank}))
    assert [None] == column(read, "referrals", "source")
    assert [("query", "dates too few to show the whole year")] == rules(read)


def test_a_blank_where_a_value_is_needed_is_an_error_at_its_row(tmp_path):
    read = _read(tmp_path, csv_bytes(HEADERS[3], [row(3), row(3, **{"Date of referral": "-"})]))
    error = found(read, "blank where a value is needed")
    assert ("Date of referral", (3,), 1) == (error.column, error.rows, error.count)
    assert ["2023-04-03"] == day_texts(read, "referrals", "referral_date")


def test_a_canary_in_every_cell_is_in_no_finding(tmp_path):
    canary = "Canary Kestrel 9434765919 A123456789012"
    for number, header in HEADERS.items():
        sheets = [(f"List {number}", header, [row(number), [canary] * len(header)])]
        read = read_return(write_workbook(tmp_path / f"{number}.xlsx", sheets), context())
        said = f"{read.findings} {read.left_out} {[str(finding) for finding in read.findings]}"
        assert "kestrel" not in said.casefold()
        assert "9434765919" not in said
        assert any(finding.rows == (3,) for finding in read.findings)
