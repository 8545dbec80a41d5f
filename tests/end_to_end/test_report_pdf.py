"""report.pdf as a checker, a reader's program and a printer see it."""

from __future__ import annotations

import itertools
import os
import re
import sys
from pathlib import Path

import page as page_validation
import pypdf
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from page_maker import make_page
from released_builder import write_released

from safeguarding_report.errors import DataError
from safeguarding_report.other_editions.pdf import LARGEST, fetch, for_print, make_pdf
from safeguarding_report.pango import pango_version
from safeguarding_report.read_back.pdf_text import read_pdf

LONGEST_BODY = 36
"""Sheets of A4 that a board is asked to read, with four to spare of forty; annexes come after."""

MOST_SHEETS = 40
"""What a board is asked to read at most, of the report that shows everything there can be."""

A4 = (595, 842)

SHORT = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>A report</title></head><body><h1>A report</h1>'
    "<p>A sentence.</p></body></html>"
)


@pytest.fixture(scope="module", autouse=True)
def _pango():
    if not pango_version():
        if os.environ.get("CI"):
            pytest.fail("Pango is absent, and CI must make every edition")
        pytest.skip("Pango is absent")


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    groups = [{"group": f"Group {number}", "footprint": "Both areas"} for number in range(1, 12)]
    released = write_released(folder / "released", joint=True, registers={"groups": groups})
    return make_page(folder / "public", released).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(html, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(make_pdf(html))
    return path


@pytest.fixture(scope="module")
def pdf(made):
    return pypdf.PdfReader(made)


def test_the_checker_of_pdf_ua_finds_nothing(made):
    found = page_validation.validate_pdf(str(made), profile="ua1")
    assert "no failures" in str(found), str(found)


def test_it_has_title_language_and_tags(pdf, html):
    assert pdf.metadata.title == re.search(r"<title>(.*?)</title>", html)[1]
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_its_bookmarks_are_the_headings_of_the_chapters(pdf, html):
    def titles(outline):
        return [title for one in outline for title in (titles(one) if isinstance(one, list) else [one.title])]

    headings = [" ".join(re.sub(r"<[^>]*>", "", one).split()) for one in re.findall(r"<h2.*?</h2>", html, re.DOTALL)]
    marked = [" ".join(title.split()) for title in titles(pdf.outline)]
    assert [heading for heading in headings if heading.replace("&#39;", "'") not in marked] == []


def test_every_table_header_says_whether_it_is_that_of_a_column_or_of_a_row(pdf):
    headers, scopes = 0, set()
    waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if not isinstance(one, dict):
            continue
        if one.get("/S") == "/TH":
            headers += 1
            attributes = one["/A"] if isinstance(one["/A"], list) else [one["/A"]]
            scopes |= {part.get_object().get("/Scope") for part in attributes if "/Scope" in part.get_object()}
            assert any("/Scope" in part.get_object() for part in attributes)
        below = one.get("/K", [])
        waiting += below if isinstance(below, list) else [below]
    assert headers
    assert scopes == {"/Column", "/Row"}


def test_it_is_a4_its_sheets_are_numbered_and_it_fits_into_a_mail(pdf, made):
    assert {tuple(round(float(side)) for side in (one.mediabox.width, one.mediabox.height)) for one in pdf.pages} == {
        A4
    }
    last = len(pdf.pages)
    assert f"Page {last} of {last}" in pdf.pages[-1].extract_text()
    assert made.stat().st_size < LARGEST


def sheets_of_the_body(pdf):
    """How many sheets stand before the first annex."""
    chapters = [one for one in pdf.outline[1] if not isinstance(one, list)]
    annex = next(one for one in chapters if one.title.startswith("A "))
    return pdf.get_destination_page_number(annex)


def test_the_body_has_at_most_thirty_six_sheets(pdf):
    assert 0 < sheets_of_the_body(pdf) <= LONGEST_BODY


def test_the_body_of_the_report_that_shows_everything_has_at_most_forty(built_workspace, tmp_path):
    report = built_workspace.public / "ashmere-and-wold" / "2023-24" / "report.html"
    (tmp_path / "report.pdf").write_bytes(make_pdf(report.read_text(encoding="utf-8")))
    assert 0 < sheets_of_the_body(pypdf.PdfReader(tmp_path / "report.pdf")) <= MOST_SHEETS


def _table(name, rows):
    body = "".join(f'<tr><th scope="row">{name} row {row}</th><td>{row}</td></tr>' for row in range(1, rows + 1))
    return (
        f'<div class="scroll"><table><caption><span>Caption of {name}</span> <span class="key">[c] hidden.</span>'
        f'</caption><thead><tr><th scope="col">Row</th><th scope="col">Number</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def test_a_table_stands_whole_below_its_caption_and_one_longer_than_a_sheet_begins_there(html, tmp_path):
    head = html[: html.index("<body")]
    short = [f"short-{number}." for number in range(1, 16)]
    body = "".join(_table(name, 9) for name in short) + _table("long.", 90)
    path = tmp_path / "tables.pdf"
    path.write_bytes(make_pdf(f"{head}<body><main><h1>Tables</h1>{body}</main></body></html>"))
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(path).pages]

    def sheets_of(words):
        return [number for number, text in enumerate(sheets) if words in text]

    for name in short:
        assert sheets_of(f"Caption of {name}") == sheets_of(f"{name} row 1 1\n") == sheets_of(f"{name} row 9 9\n")
    assert sheets_of("Caption of long.") == sheets_of("long. row 1 1\n")
    assert sheets_of("long. row 90 90") > sheets_of("long. row 1 1\n")


def test_the_list_that_says_what_the_drawing_of_the_organisation_says_stands_beside_it(pdf):
    begins = {"How the partnership is organised": [], "The drawing says the same": []}
    for number, sheet in enumerate(pdf.pages):
        lines = []
        sheet.extract_text(visitor_text=lambda *said, to=lines: to.append((said[0], said[2][4], said[2][5])))
        for start, places in begins.items():
            places += [(number, across, up) for text, across, up in lines if text.strip().startswith(start)]
    (drawn, left, top), (listed, right, beside) = (places[-1] for places in begins.values())
    assert drawn == listed
    assert right > left + A4[0] / 3
    assert abs(top - beside) < A4[1] / 20


def test_the_number_of_a_card_begins_where_the_words_below_it_begin(pdf, html):
    numbers = re.findall(r'<span class="value"><data[^>]*>([^<]*)<', html)
    said = []
    pdf.pages[1].extract_text(visitor_text=lambda *one: said.append((one[0].strip(), one[2][4])))
    begins = [(text, across) for text, across in said if text in numbers or text.endswith(" from")]
    # Each number of a card is followed by "Rose from" or "Fell from".
    pairs = [(above, below) for above, below in itertools.pairwise(begins) if below[0].endswith(" from")]
    assert len(pairs) == len(numbers)
    assert [above[1] for above, _ in pairs] == pytest.approx([below[1] for _, below in pairs], abs=1)


def test_it_says_nothing_that_the_page_does_not_print(made, html):
    assert [] == list(read_pdf(made, html))


def test_its_fonts_are_inside_it_and_are_not_the_machines(pdf):
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for sheet in pdf.pages
        for font in sheet["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert {font[: len("DejaVu-Sans")] for font in fonts} == {"DejaVu-Sans"}


def test_it_is_the_same_bytes_every_time():
    assert make_pdf(SHORT) == make_pdf(SHORT)


def test_it_fetches_nothing():
    with pytest.raises(DataError, match="outside itself"):
        fetch("https://example.org/a.png")
    with pytest.raises(DataError, match="outside itself"):
        fetch("font:../../../secret.ttf")


def test_on_paper_all_is_open_and_nothing_asks_to_be_pressed(html):
    paper = for_print(html)
    assert not re.search(r"<(details|summary|button)\b|popover=|tabindex=", paper)
    assert "Skip to the main content" not in paper


def test_the_reader_of_the_tests_sees_the_text_too(pdf):
    text = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert "Executive summary" in text


def test_a_pdf_of_a_page_that_is_larger_than_a_mail_takes_is_refused(monkeypatch):
    monkeypatch.setattr("safeguarding_report.other_editions.pdf.LARGEST", 10)
    with pytest.raises(DataError, match="may have 10"):
        make_pdf(SHORT)
