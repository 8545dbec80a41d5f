"""A canary child, planted in every field of every form, reaches no table, message, log or error."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from annex_a_maker import HEADERS, csv_bytes, row, write_workbook
from census_maker import WHOLE_CHILD, census_text
from faulty_files import context, saved
from template_files import filled_row, header
from test_ssda903 import WHOLE_SET

from safeguarding_report.formats.annex_a.layout import lists
from safeguarding_report.formats.census.elements import known_elements
from safeguarding_report.formats.read_return import ReadReturn
from safeguarding_report.formats.returns import read_return
from safeguarding_report.formats.ssda903.layout import lists as ssda903_lists
from safeguarding_report.identifiable.in_tables import find_identifiable
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS

NAME, NHS_NUMBER, PUPIL_NUMBER, POSTCODE, BORN = (
    "Robin Canary", "943 476 5919", "B801200005001", "ZE1 0AA", "03/04/2015",
)  # fmt: skip
EVERYTHING = f"{NAME}, {BORN}, NHS {NHS_NUMBER}, UPN {PUPIL_NUMBER}, {POSTCODE}"
CANARIES = {
    "all at once": EVERYTHING,
    "name": NAME,
    "NHS number": NHS_NUMBER,
    "bare NHS number": "9434765919",
    "pupil number": PUPIL_NUMBER,
    "postcode": POSTCODE,
}
TRACES = ("canary", "robin", "4765919", "476 5919", "801200005001", "ze1", "03/04/2015", "2015-04-03")


def traces_in(text):
    folded = text.casefold()
    return [trace for trace in TRACES if trace in folded]


def nothing_of_the_canary(read, capfd, caplog):
    """Assert that no message shows it, and that each table that does is refused by the check for such data."""
    told = " ".join(f"{finding} {finding.as_record()}" for finding in read.findings)
    out, err = capfd.readouterr()
    assert [] == traces_in(" ".join((told, " ".join(read.left_out), " ".join(read.supports), out, err, caplog.text)))
    found = find_identifiable(read.tables)
    assert [] == traces_in(str(found))
    refused = {(finding.table, finding.column) for finding in found if finding.severity == "error"}
    for name, frame in read.tables.items():
        for column in frame.columns:
            held = traces_in(" ".join(frame[column].astype("str").fillna("")))
            assert not held or (name, column) in refused or column in FREE_TEXT.get(name, ()), (name, column)


FREE_TEXT = {table.name: tuple(column.name for column in table.asked if column.type == "text" and not column.codes)
             for table in (PARTNER_FIGURES, *REGISTERS)}  # fmt: skip
FREE_TEXT["early_help_episodes"] = ("organisation",)
"""Where a partner writes words of its own. A bare name there looks like any two words; see the last test."""

LISTS = [(number, column) for number in HEADERS for column in HEADERS[number]]


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("number", HEADERS)
def test_no_field_of_an_annex_a_list_lets_the_canary_out(tmp_path, capfd, caplog, number, canary):
    rows = [row(number, **{column: CANARIES[canary]}) for column in HEADERS[number]]
    read = read_return(saved(tmp_path, csv_bytes(HEADERS[number], [row(number), *rows])), context())
    assert "annex_a" == read.form
    nothing_of_the_canary(read, capfd, caplog)


@pytest.mark.parametrize("number", HEADERS)
def test_no_cell_header_or_sheet_name_of_a_workbook_lets_the_canary_out(tmp_path, capfd, caplog, number):
    rows = [row(number, **{column: EVERYTHING}) for column in HEADERS[number]]
    sheets = [(NAME, (*HEADERS[number], EVERYTHING), [(*cells, EVERYTHING) for cells in rows])]
    read = read_return(write_workbook(tmp_path / f"{NAME}.xlsx", sheets), context())
    nothing_of_the_canary(read, capfd, caplog)


COMMON = ("Child's Name", "Forename", "Surname", "UPN", "NHS Number", "Home Postcode", "Allocated Worker", "Age")
WHOLE_LISTS = {
    annex_list.number: tuple(
        dict.fromkeys((*(column.title for column in annex_list.columns), *COMMON, *annex_list.left_out))
    )
    for annex_list in lists()
}
"""Every column that a list may hold: those that are read under Ofsted's own header, and all that are left out."""


@pytest.mark.parametrize("number", WHOLE_LISTS)
def test_no_column_that_a_list_may_hold_lets_the_canary_out(tmp_path, capfd, caplog, number):
    titles = WHOLE_LISTS[number]
    plain = dict(zip(HEADERS[number], row(number), strict=True))
    rows = [[EVERYTHING if header == planted else plain.get(header, "") for header in titles] for planted in titles]
    sheets = [
        ("list", titles, rows),
        ("adoption", NOT_READ_HEADERS[0], [[EVERYTHING] * 3]),
        ("adopters", NOT_READ_HEADERS[1], [[EVERYTHING] * 3]),
    ]
    read = read_return(write_workbook(tmp_path / "a.xlsx", sheets), context())
    assert "annex_a" == read.form
    assert {"list 10 (adoption)", "list 11 (adopters)"} <= set(read.left_out)
    assert len(read.left_out) > len(lists()[number - 1].left_out)
    nothing_of_the_canary(read, capfd, caplog)


NOT_READ_HEADERS = (
    ("Child Unique ID", "Date of Decision that Child Should be Placed for Adoption", "Notes"),
    ("Adopter Identifier", "Date enquiry received", "Notes"),
)

PLACES = [(parent, leaf) for parent, known in known_elements().items() for leaf in sorted(known.read | known.left_out)]


def whole_census(parent="", leaf="", canary=""):
    """A census of one child with every element that a census may hold, the canary in one or, without one, in all."""
    plain = dict(re.findall(r"<(\w+)>([^<\n]+)</", census_text(WHOLE_CHILD)))

    def inside(name):
        known = known_elements()[name]
        leaves = (
            f"<{one}>{canary if (name, one) == (parent, leaf) or not leaf else plain.get(one, '1')}</{one}>\n"
            for one in sorted(known.read | known.left_out)
        )
        return "".join((*leaves, *(f"<{one}>\n{inside(one)}</{one}>\n" for one in sorted(known.holds, reverse=True))))

    return f"<Message>\n{inside('Message')}</Message>\n"


@pytest.mark.parametrize(("parent", "leaf"), PLACES)
def test_no_element_of_a_census_lets_the_canary_out(tmp_path, capfd, caplog, parent, leaf):
    text = whole_census(parent, leaf, EVERYTHING)
    assert 1 == text.count(NAME)
    read = read_return(saved(tmp_path, text, "census.xml"), context(authority="E08000026"))
    assert "children_in_need_census" == read.form
    nothing_of_the_canary(read, capfd, caplog)


@pytest.mark.parametrize("canary", CANARIES)
def test_a_census_of_canaries_lets_none_out(tmp_path, capfd, caplog, canary):
    text = whole_census(canary=CANARIES[canary])
    assert len(PLACES) == text.count(CANARIES[canary])
    read = read_return(saved(tmp_path, text, "census.xml"), context(authority="E08000026"))
    assert 1 == len(read.tables["children"]) or canary in {"all at once", "name"}
    nothing_of_the_canary(read, capfd, caplog)


def test_no_element_attribute_or_stray_text_that_is_unknown_lets_the_canary_out(tmp_path, capfd, caplog):
    strays = (
        f"<Canary>{EVERYTHING}</Canary>",
        f'<Assessments name="{EVERYTHING}"></Assessments>',
        EVERYTHING,
        f"<!-- {EVERYTHING} -->",
        f"<?canary {EVERYTHING}?>",
    )
    for stray in strays:
        text = census_text(WHOLE_CHILD.replace("<CINdetails>", f"<CINdetails>{stray}", 1))
        read = read_return(saved(tmp_path, text, "census.xml"), context(authority="E08000026"))
        read_without_names = [name for name in read.left_out if name.casefold() != "canary"]
        assert [] == traces_in(" ".join(read_without_names))
        told = " ".join(str(finding.as_record()) for finding in read.findings).replace("Canary'", "'")
        assert [] == [trace for trace in traces_in(told) if trace != "canary"]
        assert [] == [trace for frame in read.tables.values() for trace in traces_in(frame.to_csv())]
    assert [] == traces_in(" ".join(capfd.readouterr()) + caplog.text)


@pytest.mark.parametrize("canary", CANARIES)
def test_no_field_of_ssda903_lets_the_canary_out(tmp_path, capfd, caplog, canary):
    for name, text in WHOLE_SET.items():
        head, first, *others = text.strip().splitlines()
        cells = first.split(",")
        planted = [",".join([*cells[:at], f'"{CANARIES[canary]}"', *cells[at + 1 :]]) for at in range(len(cells))]
        content = "\r\n".join([head, first, *planted, *others, ""])
        read = read_return(saved(tmp_path, content, f"{name}.csv"), context())
        nothing_of_the_canary(read, capfd, caplog)


def test_every_column_of_ssda903_that_is_known_is_in_the_set_that_the_canary_is_planted_in():
    planted = {name for text in WHOLE_SET.values() for name in text.strip().splitlines()[0].split(",")}
    for known in ssda903_lists():
        assert set(known.known_by) <= planted
    columns = {column.name for known in ssda903_lists() for column in known.columns}
    assert set() == columns - planted


def test_the_canary_is_seen_where_it_is():
    """Each trace would be noticed: without this, a misspelt trace would make every test here pass."""
    assert [*TRACES] == [trace for trace in TRACES if trace in f"{EVERYTHING} 9434765919 2015-04-03".casefold()]
    assert all(traces_in(canary) for canary in CANARIES.values())
    table = REGISTERS[0].name
    frame = pd.DataFrame({"note": [NAME], "return_id": ["a.csv"], "row": [2]}, dtype="str")
    read = ReadReturn("template", {table: frame.assign(other=frame["note"])}, (), (), ())
    with pytest.raises(AssertionError):
        nothing_of_the_canary(read, _Silent(), _Silent())


class _Silent:
    """Nothing was printed and nothing logged."""

    text = ""

    def readouterr(self):
        return "", ""


@pytest.mark.parametrize("table", [PARTNER_FIGURES, *REGISTERS], ids=lambda table: table.name)
@pytest.mark.parametrize("canary", CANARIES)
def test_no_field_of_a_template_lets_the_canary_out(tmp_path, capfd, caplog, table, canary):
    ids = {"indicator_id": "mash_contacts"} if table == PARTNER_FIGURES else {}
    rows = [filled_row(table, **(ids | {column.name: CANARIES[canary]})) for column in table.asked]
    read = read_return(saved(tmp_path, csv_bytes(header(table), rows)), context(authority=""))
    assert {table.name} == set(read.tables)
    nothing_of_the_canary(read, capfd, caplog)


@pytest.mark.parametrize("table", [PARTNER_FIGURES, *REGISTERS], ids=lambda table: table.name)
@pytest.mark.parametrize("canary", [canary for canary in CANARIES if canary != "name"])
def test_what_stays_in_free_text_is_an_error_before_anything_is_computed(tmp_path, table, canary):
    words = [column.name for column in table.asked if column.type == "text" and not column.codes and not column.form]
    ids = {"indicator_id": "mash_contacts"} if table == PARTNER_FIGURES else {}
    rows = [filled_row(table, **(ids | {name: f"told by {CANARIES[canary]}"})) for name in words]
    read = read_return(saved(tmp_path, csv_bytes(header(table), rows)), context(authority=""))
    found = find_identifiable(read.tables)
    assert {(name, "error") for name in words} == {(finding.column, finding.severity) for finding in found}
