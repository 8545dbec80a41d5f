"""The other editions that need no type to be set: workbook, metadata, summary, covering report, fragment, a version for children."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from copy import copy
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from csvw import CSVW
from page_maker import make_page
from python_calamine import CalamineWorkbook
from released_builder import WOLD, write_released

from safeguarding_report.errors import DataError
from safeguarding_report.other_editions import editions_as_published, make_editions, printed_figures
from safeguarding_report.other_editions.committee import make_committee_report
from safeguarding_report.other_editions.fragment import BETWEEN
from safeguarding_report.other_editions.passages import chapter_of, chapters_in, for_reading, without_dead_links
from safeguarding_report.other_editions.rewriting import UNWRAPPED, rewritten
from safeguarding_report.other_editions.summary import make_summaries
from safeguarding_report.other_editions.workbook import WIDEST_NOTE, make_workbook
from safeguarding_report.other_editions.young_people import HELD_BACK, NO_TEXT, NOT_APPROVED, make_young_people
from safeguarding_report.partnership import YoungPeople
from safeguarding_report.register import Narrative
from safeguarding_report.released import Released
from safeguarding_report.report.checks import check_edition
from safeguarding_report.report.questions import MAY_ASK
from safeguarding_report.report.reader import Page
from safeguarding_report.report.standing import Approval, as_published

APPROVAL = YoungPeople("Young scrutineers of the partnership", date(2024, 9, 12))


def make(folder, **options):
    made = Released(write_released(folder / "released", **options))
    make_page(folder / "public", folder / "released")
    editions = folder / "editions"
    editions.mkdir()
    not_made = make_editions(folder / "public", made, editions, with_pdf=False)
    return SimpleNamespace(released=made, report=folder / "public", folder=editions, not_made=not_made)


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    return make(tmp_path_factory.mktemp("single"))


@pytest.fixture(scope="module")
def joint(tmp_path_factory):
    return make(tmp_path_factory.mktemp("joint"), joint=True)


def text(made, name):
    return (made.folder / name).read_text(encoding="utf-8")


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_what_was_not_made_is_said_with_its_reason(single):
    assert set(single.not_made) == {"report.pdf", "young-people.html"}
    assert single.not_made["young-people.html"] == NO_TEXT


def test_the_editions_are_the_same_bytes_every_time(single, tmp_path):
    make_editions(single.report, single.released, tmp_path, with_pdf=False)
    assert {path.name: path.read_bytes() for path in single.folder.iterdir()} == {
        path.name: path.read_bytes() for path in tmp_path.iterdir()
    }


# ---- figures.csv-metadata.json -------------------------------------------------------------------


def described(made, folder, change=lambda text: text):
    for name in ("figures.csv", "figures.csv-metadata.json"):
        source = made.report if name == "figures.csv" else made.folder
        shutil.copy2(source / name, folder / name)
    figures = folder / "figures.csv"
    figures.write_text(change(figures.read_text(encoding="utf-8")), encoding="utf-8")
    return CSVW(str(folder / "figures.csv-metadata.json"), validate=True)


def test_figures_csv_is_what_its_metadata_say(single, tmp_path):
    assert described(single, tmp_path).is_valid


@pytest.mark.parametrize(
    ("old", "new"),
    [(",count,,", ",count,q,"), ("2023-04-01", "1 April 2023"), ("_count,", "_count,,")],
)
@pytest.mark.filterwarnings("always")  # csvw notes what is wrong as warnings
def test_figures_csv_with_another_form_is_not_valid(single, tmp_path, old, new):
    assert not described(single, tmp_path, lambda text: text.replace(old, new, 1)).is_valid


def test_the_metadata_name_every_column_and_no_number(single):
    metadata = json.loads(text(single, "figures.csv-metadata.json"))
    header = (single.report / "figures.csv").read_text(encoding="utf-8").splitlines()[0]
    assert [column["name"] for column in metadata["tableSchema"]["columns"]] == header.split(",")


# ---- figures.xlsx --------------------------------------------------------------------------------


def sheets(content):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names}


def test_the_workbook_begins_with_cover_contents_and_notes_and_every_sheet_with_its_title(single):
    read = sheets((single.folder / "figures.xlsx").read_bytes())
    assert list(read)[:4] == ["Cover", "Contents", "Notes", "1"]
    assert all(rows[0][0] for rows in read.values())
    assert ["[c]", "Hidden to protect children"] in read["Notes"]


def test_a_hidden_figure_is_a_symbol_in_the_workbook_and_every_other_cell_holds_something(single):
    read = sheets((single.folder / "figures.xlsx").read_bytes())
    body = [row for name, rows in read.items() if name.isdigit() for row in rows[5:]]
    assert any("[c]" in row for row in body)
    assert all(cell != "" for row in body for cell in row)


def test_the_workbook_holds_each_printed_figure_once(single):
    figures = printed_figures(single.report / "figures.csv", single.released)
    read = sheets((single.folder / "figures.xlsx").read_bytes())
    cells = [cell for name, rows in read.items() if name.isdigit() for row in rows[5:] for cell in row]
    numbers = sorted(float(cell) for cell in cells if not isinstance(cell, str))
    assert sorted(float(figure.value) for figure in figures if figure.value) == numbers


def test_one_sheet_holds_one_table_with_one_row_of_headings(single):
    with zipfile.ZipFile(single.folder / "figures.xlsx") as parts:
        tables = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/tables/")]
        pages = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) - 1 == len(tables)
    assert all('<tableParts count="1">' in page for page in pages[1:])
    assert not any("mergeCell" in page for page in pages)


def test_no_column_of_the_workbook_is_wider_than_a_window_and_long_notes_wrap(single, tmp_path):
    note = {"note": "a", "text": "A long note. " * 30, "areas": [], "titles": [], "time_periods": [], "source": ""}
    released = Released(write_released(tmp_path / "released", notes=[note]))
    content = make_workbook(released, printed_figures(single.report / "figures.csv", released))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        styles = parts.read("xl/styles.xml").decode()
    widths = [float(width) for page in pages for width in re.findall(r'<col [^>]*width="([\d.]+)"', page)]
    assert max(widths) < WIDEST_NOTE + 1
    assert 'wrapText="1"' in styles


def test_a_sheet_of_the_workbook_names_each_source_once(joint):
    for rows in (rows for name, rows in sheets((joint.folder / "figures.xlsx").read_bytes()).items() if name.isdigit()):
        source = next(row[0] for row in rows if str(row[0]).startswith("Source: "))
        named = source.removeprefix("Source: ").split("; ")
        assert sorted(set(named)) == sorted(named)


def test_a_text_that_looks_like_a_formula_or_an_address_stays_a_text(single, tmp_path):
    notes = [{"note": "a", "text": "=1+1", "areas": [], "titles": [], "time_periods": [], "source": ""}]
    notes.append(notes[0] | {"text": "https://example.org"})
    released = Released(write_released(tmp_path / "released", notes=notes))
    content = make_workbook(released, printed_figures(single.report / "figures.csv", released))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = b"".join(parts.read(name) for name in parts.namelist())
    assert b"=1+1" in inside
    assert b"<f>" not in inside
    assert b'TargetMode="External"' not in inside


# ---- summary, covering report, fragment ----------------------------------------------------------


def test_one_authority_has_one_summary_and_two_have_one_each(single, joint):
    assert sorted(path.name for path in single.folder.glob("summary*")) == ["summary.html"]
    assert sorted(path.name for path in joint.folder.glob("summary*")) == ["summary-ashmere.html", "summary-wold.html"]


def test_the_summary_for_a_council_begins_with_its_own_area(joint):
    page = text(joint, "summary-wold.html")
    assert chapters_in(page)[0] == "own-area"
    assert 1 == words(chapter_of(page, "own-area")).count("In Wold")  # its heading, and not each line below it
    areas = re.findall(r'data-figure="[^/"]*/([^/"]*)/', chapter_of(page, "own-area"))
    assert set(areas) == {WOLD}


def test_a_council_is_told_once_why_figures_are_missing_and_which_are_hidden(tmp_path):
    cells = {(title, WOLD, "202324"): "x" for title in ("referrals", "section47_enquiries", "children_in_need")}
    released = Released(write_released(tmp_path / "released", joint=True, cells=cells))
    made = make_summaries("", released)["summary-wold.html"].decode()
    items = [words(one) for one in re.split(r"<li>|</ul>", chapter_of(made, "own-area"))[1:]]
    assert items[0].startswith("The number of looked-after children fell to 7 at 31 March 2024")
    missing = "Wold's figures on referrals, section 47 enquiries and children in need for 2023-24 are not available"
    assert items[1:10] == [
        f"{missing} from the source.",
        "Hidden to protect children:",
        "children on a child protection plan",
        "the share of assessments within 45 working days",
        "the share of conferences within 15 working days",
        "the share of re-referrals",
        "the share of second or later plans",
        "the share of plans reviewed in time",
        "the share of plans open for two years or more",
    ]


def test_summaries_and_the_covering_report_say_in_which_part_of_the_report_the_rest_stands(joint):
    for name in ("summary-ashmere.html", "summary-wold.html", "committee.html"):
        led = re.findall(r"\b[Ss]ee (?:where|what|how)\b[^.;]*?(?=[.;])", words(text(joint, name)))
        assert led, name
        assert [one for one in led if not re.search(r"\((?:chapter|annex) \w+ of the report\)$", one)] == []


def test_the_covering_report_has_the_sections_of_one_and_names_who_completes_it(single):
    page = text(single, "committee.html")
    assert chapters_in(page) == [
        "purpose", "recommendations", "background", "summary", "financial-implications", "legal-implications",
        "equalities", "appendices",
    ]  # fmt: skip
    for section in ("financial-implications", "legal-implications", "equalities"):
        assert "To be completed by" in words(chapter_of(page, section))
    assert "report.pdf" not in words(chapter_of(page, "appendices"))


def test_the_covering_report_says_what_was_considered_for_equality_and_asks_no_questions_of_its_own(tmp_path):
    considered = {"consideration": "Disabled children are heard less often", "group_concerned": "Disabled children"}
    made = Released(write_released(tmp_path / "released", registers={"equalities": [considered]}))
    make_page(tmp_path / "public", tmp_path / "released")
    page = (tmp_path / "public" / "report.html").read_text(encoding="utf-8")
    covering = make_committee_report(page, made, {}).decode()
    chapter, said = (words(chapter_of(one, "equalities")) for one in (page, covering))
    assert "This chapter says" in chapter
    assert MAY_ASK in chapter
    assert "Disabled children are heard less often" in said
    assert "This chapter says" not in said
    assert MAY_ASK not in said


def test_every_edition_says_what_kind_of_demonstration_it_is(single):
    for name in ("summary.html", "committee.html", "fragment.html"):
        assert "Invented figures for tests." in words(text(single, name))


def test_the_fragment_has_no_page_around_it_no_style_and_no_name_that_clashes(single):
    fragment = text(single, "fragment.html")
    words_of_it = re.sub(r"<svg.*?</svg>", "", fragment, flags=re.DOTALL)
    assert not re.search(r"<(html|head|body|meta|title|style|main|header|footer|nav|aside|h1)\b", words_of_it)
    assert not re.search(r'\bstyle="|\bclass="(?!number")', words_of_it)
    names = re.findall(r'\bid="([^"]*)"', fragment)
    assert names
    assert all(name.startswith("ashmere-2023-24-") for name in names)


def test_a_drawing_of_the_fragment_has_a_size_that_needs_no_style_and_keeps_its_proportions(single):
    report = (single.report / "report.html").read_text(encoding="utf-8")
    boxes = [[float(one) for one in box.split()] for box in re.findall(r'<svg\b[^>]*viewBox="0 0 ([^"]*)"', report)]
    sizes = re.findall(r'<svg\b[^>]* width="(\d+)" height="(\d+)"', text(single, "fragment.html"))
    # A telephone is 375 pixels wide, and a page leaves a margin of 16 on either side.
    expected = [(min(340, wide), tall * min(340, wide) / wide) for wide, tall in boxes]
    assert expected
    assert expected == [(int(wide), pytest.approx(int(tall), abs=1)) for wide, tall in sizes]
    # A browser would set a figure in by 40 pixels more.
    assert "<figure" in report
    assert "<figure" not in text(single, "fragment.html")


def test_every_link_and_reference_of_the_fragment_leads_to_a_name_in_it(single):
    fragment = text(single, "fragment.html")
    names = set(re.findall(r'\bid="([^"]*)"', fragment))
    led_to = re.findall(r'\bhref="#([^"]*)"|url\(#([^)]*)\)', fragment)
    assert {one or other for one, other in led_to} <= names
    assert set(" ".join(re.findall(r'aria-labelledby="([^"]*)"', fragment)).split()) <= names


def test_the_fragment_says_word_for_word_what_the_page_says(single):
    body = (single.report / "report.html").read_text(encoding="utf-8").partition("<body>")[2]
    page = re.sub(r'<a class="skip".*?</a>', "", body)
    # What pops up is left out: the same words stand in the glossary.
    open_to_all = rewritten(page, lambda name, attributes, _: None if "popover" in attributes else (name, attributes))
    # Without our style, words keep apart what opens.
    fragment = text(single, "fragment.html").replace(f"<p>{BETWEEN}</p>", "")
    # A term is a button in the page and a word in the fragment, so spaces differ.
    assert "".join(words(open_to_all).split()) == "".join(words(fragment).split())


def test_a_number_typed_by_hand_stops_an_edition(single):
    page = Page(text(single, "summary.html").replace("</p>", " 4,321 children</p>", 1))
    found = check_edition("summary.html", page, single.released)
    assert ["summary.html"] == [one.file for one in found]


# ---- for children --------------------------------------------------------------------------------


def for_children(made, text, approval=APPROVAL, *, held_back=False):
    """What comes of a text, beside the narratives that the report has."""
    released = copy(made.released)
    released.narratives = {"young-people": Narrative(text, held_back)} if text else {}
    return make_young_people(released, approval)


def test_there_is_no_version_for_children_without_text_or_without_approval(single):
    assert for_children(single, "") == NO_TEXT
    assert for_children(single, "Hello", None) == NOT_APPROVED
    assert for_children(single, "Hello", held_back=True) == HELD_BACK


def test_the_version_for_children_says_who_approved_it_and_when(single):
    page = for_children(single, "## What we asked\n\n- Listen\n- Act").decode()
    assert "read and approved by Young scrutineers of the partnership (12 September 2024)" in page
    assert [] == check_edition("young-people.html", Page(page), single.released)
    assert "<h2>What we asked</h2>" in page


def test_a_number_typed_into_the_text_for_children_is_an_error(single):
    with pytest.raises(DataError, match="young-people"):
        for_children(single, "There were 4,505 referrals.")


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[press](javascript:alert(1))",
        "![](http://a.example/b)",
    ],
)
def test_nothing_runs_in_the_version_for_children(single, payload):
    page = for_children(single, f"Hello\n\n{payload}").decode()
    assert [] == check_edition("young-people.html", Page(page), single.released)
    assert "<script" not in page
    assert "<img" not in page


# ---- published -----------------------------------------------------------------------------------


def test_every_published_edition_says_which_it_is_and_none_that_it_is_a_draft(tmp_path):
    made = make(tmp_path, demonstration="")
    approval = Approval("edition-1", "Lead safeguarding partners", date(2024, 11, 8))
    page = (made.report / "report.html").read_text(encoding="utf-8")
    published = as_published(page, made.released.report, approval)
    contents = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    now = editions_as_published(contents | {"report.html": published.encode()}, made.released, approval)
    assert set(now) == {"summary.html", "committee.html", "fragment.html"}
    for name, content in now.items():
        assert "Draft" in contents[name].decode(), name
        assert "Draft" not in content.decode(), name
        assert "Lead safeguarding partners" in content.decode(), name


# ---- writing anew --------------------------------------------------------------------------------


def test_what_is_not_changed_is_written_as_it_stood():
    html = '<p class="a">1 &lt; 2 &amp; 3<br><svg viewbox="0 0 1 1"><path d="M 0 0"/></svg></p>'
    assert html == rewritten(html, lambda name, attributes, _: (name, attributes))


def test_an_element_goes_with_or_without_what_is_in_it():
    html = "<div><p>a<b>c</b></p><ul><li>d</li></ul></div>"
    gone = {"p": None, "li": UNWRAPPED}
    assert rewritten(html, lambda name, attributes, _: gone.get(name, (name, attributes))) == "<div><ul>d</ul></div>"


def test_a_link_to_what_is_not_there_is_plain_text():
    assert (
        without_dead_links('<a href="#a">x</a><p id="a"><a href="#b">y</a></p>') == '<a href="#a">x</a><p id="a">y</p>'
    )


LED_TO = """
<section id="figures" aria-labelledby="figures-heading"><h2><span class="number">12</span> Figures</h2>
<p id="p12.1"><span class="number">12.1</span> x</p><h3 id="bare">y</h3><h3 id="judged">z</h3>
<p id="p12.2"><span class="number">12.2</span> x</p><div id="table">t</div></section>
<section id="absent" aria-labelledby="absent-heading"><h2><span class="number">G</span> Not in this report</h2></section>
<section id="contents" aria-labelledby="contents-heading"><h2>Contents</h2></section>
"""


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('see <a href="#absent">where they are</a>.', "see where they are (annex G of the report)."),
        ('see <a href="#figures">why</a>.', "see why (chapter 12 of the report)."),
        ('see <a href="#judged">how</a>.', "see how (paragraph 12.2 of the report)."),
        ('see <a href="#bare">how</a>.', "see how (chapter 12 of the report)."),
        ('see <a href="#table">how</a>.', "see how (chapter 12 of the report)."),
        (
            'none (<a href="#figures">the figure of 2022-23</a>).',
            "none (the figure of 2022-23; chapter 12 of the report).",
        ),
        # These say it already, or stand on a card.
        ('see <a href="#figures">chapter 12, Figures</a>.', "see chapter 12, Figures."),
        ('Referrals, <a href="#figures"><span class="year">2022-23</span></a>', "Referrals, 2022-23"),
        # Nobody can be told where this is.
        ('see <a href="#contents">this</a> and <a href="#nowhere">that</a>', "see this and that"),
    ],
)
def test_what_a_link_led_to_is_named_by_its_place_in_the_report(link, expected):
    assert expected == re.sub(r"<[^>]*>", "", for_reading(link, LED_TO))


def test_a_link_that_still_leads_somewhere_is_left_as_it_is():
    link = '<h3 id="judged">z</h3> <a href="#judged">how</a>'
    assert link == for_reading(link, LED_TO)


@pytest.mark.parametrize(
    ("kind", "expected"), [("about", ""), ("about answers", ""), ("aboutness", '<p class="aboutness">x</p>')]
)
def test_what_leads_from_a_passage_to_its_sources_and_duties_is_left_out_for_reading(kind, expected):
    assert expected == for_reading(f'<p class="{kind}">x</p>')
