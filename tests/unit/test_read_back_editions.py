"""The other editions read back: a number that the page does not print is found, wherever it was put."""

from __future__ import annotations

import io
import re
import zipfile
from types import SimpleNamespace

import pikepdf
import pytest
from page_maker import make_page
from released_builder import write_released

from safeguarding_report.other_editions import printed_figures
from safeguarding_report.other_editions.fragment import make_fragment
from safeguarding_report.other_editions.pdf import make_pdf
from safeguarding_report.other_editions.workbook import make_workbook
from safeguarding_report.pango import pango_version
from safeguarding_report.read_back.parts_of_pages import read_part
from safeguarding_report.read_back.pdf_text import read_pdf
from safeguarding_report.read_back.workbook import read_workbook
from safeguarding_report.released import Released

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>A report</title><style>p { margin: 0 }</style></head><body>
<h1>A report</h1><nav class="contents"><ol><li><a href="#a">First</a></li></ol></nav>
<section id="a"><h2>First</h2><p>There were <data value="4505">4,505</data> referrals, 27.2 per cent more.</p>
<svg role="img" aria-label="A line" width="200" height="40"><title>A line</title><text x="9" y="20">1,250</text></svg>
</section></body></html>"""

needs_pango = pytest.mark.skipif(not pango_version(), reason="Pango is absent")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    released = Released(write_released(folder / "released"))
    page = make_page(folder / "public", folder / "released")
    figures = printed_figures(folder / "public" / "figures.csv", released)
    workbook = make_workbook(released, figures)
    return SimpleNamespace(page=page.read_text(encoding="utf-8"), released=released, figures=figures, workbook=workbook)


# ---- report.pdf ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf():
    return make_pdf(PAGE)


def found_in_pdf(content, folder, page=PAGE):
    path = folder / "report.pdf"
    path.write_bytes(content)
    return {rule for _, rule in read_pdf(path, page)}


@needs_pango
def test_a_pdf_of_the_page_says_nothing_more(pdf, tmp_path):
    assert set() == found_in_pdf(pdf, tmp_path)


@needs_pango
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4,505", "4,504"),
        ("27.2", "27.3"),
        ("1,250", "1,251"),
        ("referrals,", "referrals (3 of them hidden, 3 and 3),"),
    ],
)
def test_a_number_that_the_page_does_not_print_is_found_in_the_text_and_in_drawings(tmp_path, old, new):
    content = make_pdf(PAGE.replace(f">{old}<", f">{new}<") if f">{old}<" in PAGE else PAGE.replace(old, new))
    assert {"a number that the page does not print, or not as often"} == found_in_pdf(content, tmp_path)


@needs_pango
def test_the_edition_that_each_sheet_names_is_no_stray_number(tmp_path):
    marked = PAGE.replace("</style>", '@page { @top-right { content: "Edition 7"; } }</style>')
    assert set() == found_in_pdf(make_pdf(marked), tmp_path, marked)
    assert found_in_pdf(make_pdf(marked), tmp_path, PAGE)


@needs_pango
def test_a_number_printed_oftener_than_on_the_page_is_found(tmp_path):
    content = make_pdf(PAGE.replace("referrals,", "referrals and 4,505 again,"))
    assert {"a number that the page does not print, or not as often"} == found_in_pdf(content, tmp_path)


@needs_pango
@pytest.mark.parametrize("name", ["/Alt", "/ActualText"])
def test_a_number_that_is_only_read_to_somebody_is_found(pdf, tmp_path, name):
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.Root.StructTreeRoot.K[0][name] = pikepdf.String("hidden: 3,333")
        opened.save(changed)
    assert {"a number that the page does not print"} == found_in_pdf(changed.getvalue(), tmp_path)


@needs_pango
def test_a_file_inside_a_pdf_is_found(pdf, tmp_path):
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.attachments["rows.csv"] = b"rows"
        opened.save(changed)
    assert "a file inside the PDF" in found_in_pdf(changed.getvalue(), tmp_path)


# ---- figures.xlsx --------------------------------------------------------------------------------


def found_in_workbook(made, content, folder):
    path = folder / "figures.xlsx"
    path.write_bytes(content)
    return {rule for _, rule in read_workbook(path, made.page, made.released, made.figures)}


def changed_part(content, part, change):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(made, "w") as written:
        for name in parts.namelist():
            inside = parts.read(name)
            if re.fullmatch(part, name):
                assert change(inside) != inside
                inside = change(inside)
            written.writestr(name, inside)
    return made.getvalue()


FIRST_SHEET = r"xl/worksheets/sheet4\.xml"
ANOTHER = "a cell with another number than the printed one, or with one where none is printed"


def test_a_workbook_of_the_printed_figures_says_nothing_more(made, tmp_path):
    assert set() == found_in_workbook(made, made.workbook, tmp_path)


def test_a_cell_with_another_number_is_found(made, tmp_path):
    content = changed_part(
        made.workbook, FIRST_SHEET, lambda sheet: re.sub(rb"<v>(\d+\.\d+|\d{4,})</v>", rb"<v>7\1</v>", sheet, count=1)
    )
    assert ANOTHER in found_in_workbook(made, content, tmp_path)


def test_a_number_in_place_of_a_symbol_is_found(made, tmp_path):
    hidden = next(figure for figure in made.figures if figure.is_hidden)
    told = [
        figure if figure != hidden else SimpleNamespace(**{**vars(figure), "value": "3", "symbol": "", "text": "3"})
        for figure in made.figures
    ]
    content = make_workbook(made.released, told)
    assert {ANOTHER} == found_in_workbook(made, content, tmp_path)


def test_a_sheet_and_a_row_too_many_are_found(made, tmp_path):
    fewer = [figure for figure in made.figures if figure.measure != made.figures[0].measure]
    path = tmp_path / "figures.xlsx"
    path.write_bytes(made.workbook)
    assert list(read_workbook(path, made.page, made.released, fewer))


@pytest.mark.parametrize(
    ("sign", "put"),
    [(b"<v>", b"<f>1+1</f><v>"), (b"<sheetData>", b'<x TargetMode="External"/><sheetData>')],
)
def test_a_formula_or_an_address_in_a_workbook_is_found(made, tmp_path, sign, put):
    content = changed_part(made.workbook, FIRST_SHEET, lambda sheet: sheet.replace(sign, put, 1))
    rule = "a formula, a program or an address outside the workbook"
    assert rule in {rule for _, rule in read_alive(made, content, tmp_path)}


def read_alive(made, content, folder):
    path = folder / "figures.xlsx"
    path.write_bytes(content)
    found = read_workbook(path, made.page, made.released, made.figures)
    return [next(found)]


# ---- other pages ---------------------------------------------------------------------------------


def test_a_drawing_that_the_page_does_not_draw_is_found(made, tmp_path):
    drawing = re.search(r"<svg.*?</svg>", made.page, re.DOTALL)[0]
    part = tmp_path / "fragment.html"
    part.write_text(f"<div>{drawing}</div>", encoding="utf-8")
    assert [] == list(read_part(part, made.page, "{}", made.released))
    moved = re.sub(r'\bd="M (\d)', r'd="M 7\1', drawing, count=1)
    part.write_text(f"<div>{moved}</div>", encoding="utf-8")
    rules = [rule for _, rule in read_part(part, made.page, "{}", made.released)]
    assert "something is drawn that the page does not draw" in rules


def test_the_fragment_draws_what_the_page_draws_though_each_drawing_has_a_size(made, tmp_path):
    part = tmp_path / "fragment.html"
    fragment = make_fragment(made.page, made.released).decode()
    part.write_text(fragment, encoding="utf-8")
    found = {rule for _, rule in read_part(part, made.page, "{}", made.released)}
    # One bar or point that has another size is found all the same.
    part.write_text(re.sub(r'(<use [^>]*\by=")', r"\g<1>7", fragment, count=1), encoding="utf-8")
    assert "something is drawn that the page does not draw" not in found
    assert "something is drawn that the page does not draw" in {
        rule for _, rule in read_part(part, made.page, "{}", made.released)
    }


def test_a_number_that_is_read_to_somebody_is_found_in_a_part(made, tmp_path):
    part = tmp_path / "summary.html"
    part.write_text('<div role="img" aria-label="7,777 children">x</div>', encoding="utf-8")
    assert ["an attribute aria-label with a number"] == [
        rule for _, rule in read_part(part, made.page, "{}", made.released)
    ]
