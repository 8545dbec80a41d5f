"""What readers know already: editions that nobody changed, and what older reports printed."""

from __future__ import annotations

import json
import shutil

import pytest

from safeguarding_report.disclosure import read_ledger
from safeguarding_report.editions import (
    Edition,
    edition_folders,
    known_to_readers,
    read_editions,
    take_up,
    write_edition,
)
from safeguarding_report.errors import DataError, UsageError
from safeguarding_report.figures import FIGURE_COLUMNS
from safeguarding_report.store import sha256
from safeguarding_report.year import ReportingYear

Y2022, Y2023 = ReportingYear(2022), ReportingYear(2023)
FIGURE = "referrals_count/E08000026/202223"


def figures(*rows):
    cells = [dict.fromkeys(FIGURE_COLUMNS, "") | row for row in rows]
    return "\n".join([",".join(FIGURE_COLUMNS), *(",".join(row.values()) for row in cells), ""]).encode()


ROW = {
    "figure_id": FIGURE, "measure": "referrals_count", "area_code": "E08000026", "time_period": "202223",
    "numerator": "9", "value": "9",
}  # fmt: skip


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data" / "coventry"
    for year in ("2022-23", "2023-24"):
        (folder / year).mkdir(parents=True)
    return folder


def put(data, year="2022-23", name="edition-1", content=None, day="2024-06-01"):
    contents = {"figures.csv": content or figures(ROW), "report.html": b"<html>"}
    hashes = {file: sha256(one) for file, one in contents.items()}
    edition = Edition("coventry", year, name, "Executive", day, "1", "c", "l", hashes)
    return write_edition(data, edition, contents)


def rules(data, year=Y2022):
    with pytest.raises(DataError) as caught:
        read_ledger(data, year)
    return [finding.rule for finding in caught.value.findings]


def test_a_partnership_that_published_nothing_has_an_empty_ledger(data):
    assert ((), ()) == (read_ledger(data, Y2023).figures, read_ledger(data, Y2023).editions)


def test_every_figure_of_an_edition_is_known_with_where_it_was_printed(data):
    put(data)
    ledger = read_ledger(data, Y2022)
    assert ("2022-23 edition-1",) == ledger.editions
    (figure,) = ledger.figures
    assert (FIGURE, "9", "", "2022-23 edition-1") == (
        figure.figure_id, figure.value, figure.symbol, figure.printed_in
    )  # fmt: skip


def test_an_edition_of_a_later_year_never_counts_for_an_earlier_report(data):
    put(data, "2023-24")
    assert () == read_ledger(data, Y2022).editions
    assert ("2023-24 edition-1",) == read_ledger(data, Y2023).editions


def test_an_edition_of_the_year_itself_counts(data):
    put(data)
    put(data, name="edition-2")
    assert ("2022-23 edition-1", "2022-23 edition-2") == read_ledger(data, Y2022).editions


def test_the_files_of_an_edition_are_inputs_and_those_of_a_later_year_are_not(data):
    put(data)
    put(data, "2023-24")
    names = [path.relative_to(data).as_posix() for path in known_to_readers(data, Y2022)]
    place = "2022-23/published/edition-1"
    files = [f"{place}/edition.json", f"{place}/figures.csv", f"{place}/report.html"]
    assert ["2022-23/published.json", *files] == names


@pytest.mark.parametrize("name", ["figures.csv", "report.html"])
def test_a_published_file_that_was_changed_stops_the_build(data, name):
    with (put(data) / name).open("ab") as file:
        file.write(b" ")
    assert ["a published file was changed"] == rules(data)


def test_a_published_file_that_is_gone_stops_the_build(data):
    (put(data) / "report.html").unlink()
    assert ["a published file is absent"] == rules(data)


def test_a_file_that_was_never_published_stops_the_build(data):
    (put(data) / "notes.txt").write_text("a word", encoding="utf-8")
    assert ["a file that was never published"] == rules(data)


@pytest.mark.parametrize("record", ["", "{", "[]", "{}"])
def test_an_edition_without_a_whole_record_stops_the_build(data, record):
    (put(data) / "edition.json").write_text(record, encoding="utf-8")
    assert ["an edition without a whole record"] == rules(data)


def test_an_edition_that_was_moved_to_another_name_stops_the_build(data):
    place = put(data)
    place.rename(place.with_name("edition-9"))
    assert {
        "a published edition is absent", "an edition that published.json does not name", "an edition without a whole record",
    } == {*rules(data)}  # fmt: skip


def test_an_edition_that_was_deleted_folder_and_all_stops_the_build_and_what_to_do_is_said(data):
    shutil.rmtree(put(data).parent)
    with pytest.raises(DataError, match="from version control or a backup") as caught:
        read_ledger(data, Y2022)
    assert [("data/coventry/2022-23/published/edition-1", "a published edition is absent")] == [
        (one.file, one.rule) for one in caught.value.findings
    ]


def test_one_deleted_edition_of_two_stops_the_build(data):
    shutil.rmtree(put(data))
    put(data, name="edition-2")
    assert ["a published edition is absent"] == rules(data)


def test_an_edition_whose_record_was_changed_with_its_files_stops_the_build(data):
    place = put(data)
    record = json.loads((place / "edition.json").read_text(encoding="utf-8"))
    content = figures(ROW | {"value": "8"})
    (place / "figures.csv").write_bytes(content)
    record["files"]["figures.csv"] = sha256(content)
    (place / "edition.json").write_text(json.dumps(record), encoding="utf-8")
    assert ["the record of an edition was changed"] == rules(data)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"editions": [{}]}', '{"editions": [1]}'])
def test_a_damaged_list_of_editions_stops_the_build(data, content):
    put(data)
    (data / "2022-23" / "published.json").write_text(content, encoding="utf-8")
    assert ["the list of editions is damaged"] == rules(data)


def test_an_edition_that_is_not_in_the_list_stops_the_build_until_it_is_taken_up(data):
    put(data)
    (data / "2022-23" / "published.json").unlink()
    assert ["an edition that published.json does not name"] == rules(data)
    assert ("edition-1",) == take_up(data, Y2022)
    assert ("2022-23 edition-1",) == read_ledger(data, Y2022).editions


def test_half_an_edition_is_never_taken_up(data):
    (put(data) / "report.html").unlink()
    (data / "2022-23" / "published.json").unlink()
    assert () == take_up(data, Y2022)


def test_editions_stand_in_the_order_of_their_approval_and_of_one_day_by_number(data):
    for name in ("edition-10", "edition-9", "edition-2"):
        put(data, name=name)
    put(data, name="corrected", day="2024-07-01")
    put(data, name="edition-11", day="2024-05-01")
    expected = ("edition-11", "edition-2", "edition-9", "edition-10", "corrected")
    assert tuple(f"2022-23 {name}" for name in expected) == read_ledger(data, Y2022).editions


@pytest.mark.parametrize("day", ["", "1 June 2024", "2024-6-1", "2024-02-30"])
def test_an_edition_without_a_day_of_approval_has_no_whole_record(data, day):
    put(data, day=day)
    assert ["an edition without a whole record"] == rules(data)


def test_all_that_is_wrong_is_said_together_and_what_to_do(data):
    (put(data) / "report.html").unlink()
    (put(data, name="edition-2") / "edition.json").unlink()
    with pytest.raises(DataError, match="was changed") as caught:
        read_editions(data, Y2022)
    assert 2 == len(caught.value.findings)
    assert "from version control or a backup" in str(caught.value)


def test_what_an_interrupted_publication_left_counts_for_nothing_and_is_swept(data):
    left = data / "2022-23" / "published" / ".writing-abc"
    left.mkdir(parents=True)
    (left / "report.html").write_text("half", encoding="utf-8")
    assert [] == edition_folders(data, Y2022)
    put(data)
    assert not left.exists()


def test_what_has_been_published_is_never_overwritten(data):
    place = put(data)
    before = (place / "edition.json").read_bytes()
    with pytest.raises(UsageError, match="never overwritten"):
        put(data, content=figures())
    assert before == (place / "edition.json").read_bytes()
    assert ["edition-1"] == [path.name for path in place.parent.iterdir()]


def test_the_record_names_the_role_the_day_and_every_file(data):
    record = json.loads((put(data) / "edition.json").read_text(encoding="utf-8"))
    assert ("Executive", "2024-06-01") == (record["approved_by"], record["date"])
    assert {"figures.csv", "report.html"} == set(record["files"])


HEADER = "figure_id,numerator,denominator,value,symbol,document\n"


def printed(data, *lines, header=HEADER):
    (data / "printed_before.csv").write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_figures_of_older_documents_are_known(data):
    printed(data, "referrals_count/E08000026/201819,12,,12,,Annual report 2018-19",
            "referrals_by_source_count/E08000026/201819/source=police,,,,c,Annual report 2018-19")  # fmt: skip
    ledger = read_ledger(data, Y2022)
    assert ("Annual report 2018-19",) == ledger.editions
    assert [("201819", "", "12", ""), ("201819", "police", "", "c")] == [
        (figure.time_period, figure.category, figure.value, figure.symbol) for figure in ledger.figures
    ]


def test_figures_of_later_years_do_not_count_for_an_earlier_report(data):
    printed(data, "referrals_count/E08000026/202324,12,,12,,Council paper")
    assert () == read_ledger(data, Y2022).figures
    assert 1 == len(read_ledger(data, Y2023).figures)


@pytest.mark.parametrize(("line", "column", "rule"), [
    ("referals_count/E08000026/201819,,,12,,Paper", "figure_id", "unknown measure"),
    ("referrals_count,,,12,,Paper", "figure_id", "not the name of a figure"),
    ("referrals_count/E08000026/201818,,,12,,Paper", "figure_id", "a period that is no reporting year"),
    ("referrals_by_source_count/E08000026/201819/source=polis,,,12,,Paper", "figure_id",
     "a category that the measure has not"),
    ("referrals_count/E08000026/201819/source=police,,,12,,Paper", "figure_id", "a category that the measure has not"),
    ("referrals_count/E08000026/201819,,,12.5,,Paper", "value", "not a whole number"),
    ("referrals_rate/E08000026/201819,,,12.555,,Paper", "value", "not a number with at most two decimals"),
    ("referrals_count/E08000026/201819,1 2,,12,,Paper", "numerator", "not a whole number"),
    ("referrals_count/E08000026/201819,,-1,12,,Paper", "denominator", "not a whole number"),
    ("referrals_count/E08000026/201819,,,,*,Paper", "symbol", "unknown symbol"),
    ("referrals_count/E08000026/201819,,,,,Paper", "value", "neither a value nor a symbol, or both"),
    ("referrals_count/E08000026/201819,,,12,c,Paper", "value", "neither a value nor a symbol, or both"),
    ("referrals_count/E08000026/201819,,,12,,", "document", "no document"),
    ("referrals_count/E08000026/201819,,,12,,Letter of Mrs Archer", "document", "name of a person"),
    ("referrals_count/E08000026/201819,,,12", "", "a row has another number of cells than the header"),
])  # fmt: skip
def test_a_row_that_cannot_be_taken_as_it_stands_is_a_finding_with_its_row(data, line, column, rule):
    printed(data, "referrals_count/E08000026/201718,,,12,,Paper", line)
    with pytest.raises(DataError) as caught:
        read_ledger(data, Y2022)
    assert [(column, rule, (3,))] == [(one.column, one.rule, one.rows) for one in caught.value.findings]
    assert "Archer" not in str(caught.value)


def test_one_document_prints_a_figure_once(data):
    line = "referrals_count/E08000026/201819,,,12,,Paper"
    printed(data, line, line)
    assert ["one document prints a figure twice"] == rules(data)


def test_another_document_may_print_it_again(data):
    printed(data, *(f"referrals_count/E08000026/201819,,,12,,{name}" for name in ("Paper", "Report")))
    assert 2 == len(read_ledger(data, Y2022).figures)


def test_other_columns_are_refused_and_the_expected_ones_named(data):
    printed(data, header="figure,value\n")
    assert ["other columns than expected"] == rules(data)


def test_a_file_that_is_not_utf_8_is_refused(data):
    (data / "printed_before.csv").write_bytes(b"\xff\xfe")
    assert ["the file is not UTF-8"] == rules(data)
