"""The finished page and its figures, made from invented released figures."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from page_maker import executed_notebook, make_page
from released_builder import ASHMERE, NEIGHBOURS, WOLD, default_figures, seal_again, write_released

from safeguarding_report import report
from safeguarding_report.charts import load_charts
from safeguarding_report.charts.chart import Chart, ChartRow
from safeguarding_report.errors import NotebookError, UsageError
from safeguarding_report.released import FIGURE_COLUMNS, Figure, Released
from safeguarding_report.report import elements
from safeguarding_report.report.back_chapters import notes as notes_chapter
from safeguarding_report.report.chart_blocks import chart_block
from safeguarding_report.report.elements import data_element
from safeguarding_report.report.figure_chapters import figure_chapter, notes_told
from safeguarding_report.report.front_chapters import local_context
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plan import CHAPTERS, chapter_plan
from safeguarding_report.report.public_figures import public_figures
from safeguarding_report.report.reader import Page
from safeguarding_report.report.standing import DRAFT

MOST_AT_A_GLANCE = 12
LARGEST_PAGE = 1_000_000


@pytest.fixture(scope="module")
def joint(tmp_path_factory):
    folder = tmp_path_factory.mktemp("joint")
    released = write_released(folder / "released", joint=True)
    notebook, charts = executed_notebook(folder, released)
    report.finish(notebook, Released(released), charts, folder / "public")
    return SimpleNamespace(
        folder=folder,
        released_folder=released,
        released=Released(released),
        notebook=notebook,
        charts=charts,
        html=(folder / "public" / "report.html").read_text(encoding="utf-8"),
        rows=list(csv.DictReader(io.StringIO((folder / "public" / "figures.csv").read_text(encoding="utf-8")))),
    )


def text_of(html, chapter):
    return " ".join("".join(Page(html).text_by_section.get(chapter, [])).split())


def whole_text(html, chapter):
    element = next(one for one in Page(html).named("section") if one.attributes.get("id") == chapter)
    return " ".join(element.text.split())


@pytest.mark.parametrize(("together", "begins"), [(False, ""), (True, "Ashmere: ")])
def test_the_note_on_statistical_neighbours_is_told_once_and_of_whom_where_there_are_several(
    tmp_path, together, begins
):
    released = Released(write_released(tmp_path / "released", joint=together))
    note = next(area.note for area in released.report.areas if area.role == "neighbours")
    chapter = str(local_context(released, []))
    assert f"<li>{begins}{note}</li>" in chapter
    assert "Statistical neighbours of" not in chapter


def test_neighbours_are_named_where_they_are_explained(tmp_path):
    folder = write_released(tmp_path / "released")
    facts = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    next(one for one in facts["areas"] if one["role"] == "neighbours")["members"] = ["Eastmere", "Bath and Wells"]
    (folder / "report.json").write_text(json.dumps(facts), encoding="utf-8")
    seal_again(folder)
    assert "They are, nearest first: Eastmere; Bath and Wells.</li>" in str(local_context(Released(folder), []))


@pytest.mark.parametrize("together", [False, True])
def test_a_joint_report_says_how_figures_of_the_whole_are_made_and_another_does_not(tmp_path, together):
    released = Released(write_released(tmp_path / "released", joint=together))
    said = "Published figures of Ashmere and Wold as a whole are added up from those of its authorities."
    assert [together, together] == [said in str(local_context(released, [])), said in str(notes_chapter(released, []))]


def test_figures_of_the_whole_are_worked_out_from_official_statistics_and_are_none_themselves(tmp_path):
    def status(folder, *, together):
        figures = [one | {"status": "official"} for one in default_figures(together, {}, "2023-24")]
        return str(elements.about(Released(write_released(folder, joint=together, figures=figures)), ["referrals"]))

    assert "Status: official statistics.</li>" in status(tmp_path / "alone", together=False)
    end = "Status: official statistics; of Ashmere and Wold, worked out from official statistics.</li>"
    assert end in status(tmp_path / "together", together=True)


def test_a_report_of_a_year_before_the_first_figure_says_when_the_figures_begin_and_why(tmp_path):
    note = {
        "note": "begins",
        "text": "The file begins in 2020-21.",
        "areas": [],
        "titles": ["children_looked_after"],
        "time_periods": [],
        "source": "children_looked_after_2025/a",
    }
    released = Released(write_released(tmp_path / "released", year="2019-20", notes=[note]))
    chapter = str(figure_chapter(chapter_plan("looked-after"), released, []))
    assert "not held in this report; they begin with 2020-21." in chapter
    assert "The file begins in 2020-21." in chapter
    assert "The file begins" not in str(figure_chapter(chapter_plan("referrals"), released, []))


def test_figures_csv_holds_exactly_the_figures_that_the_page_prints(joint):
    printed = set(re.findall(r'data-figure="([^"]+)"', joint.html))
    ids = [row["figure_id"] for row in joint.rows]
    assert sorted(printed) == ids
    assert list(FIGURE_COLUMNS) == list(joint.rows[0])


def test_a_figure_is_printed_with_its_value_and_its_id(joint):
    expected = f'<data value="4505" data-figure="referrals_count/{ASHMERE}/202324">4,505</data>'
    assert expected in joint.html


def test_a_hidden_figure_is_printed_as_its_symbol(joint):
    assert f'<data value="c" data-figure="child_protection_plans_count/{WOLD}/202324">[c]</data>' in joint.html


def test_the_executive_summary_prints_twelve_figures_at_most(tmp_path):
    html = make_page(tmp_path, write_released(tmp_path / "released")).read_text(encoding="utf-8")
    figures = [one for one in Page(html).named("data") if one.section == "executive-summary"]
    assert len(figures) == MOST_AT_A_GLANCE


def test_the_page_is_one_file_without_script_and_small(joint):
    assert "<script" not in joint.html
    assert len(joint.html.encode()) < LARGEST_PAGE


def test_the_same_notebook_gives_the_same_bytes(joint, tmp_path):
    report.finish(joint.notebook, Released(joint.released_folder), joint.charts, tmp_path)
    for name in ("report.html", "figures.csv"):
        assert (joint.folder / "public" / name).read_bytes() == (tmp_path / name).read_bytes()


def test_a_demonstration_says_so_and_anything_else_says_draft(joint, tmp_path):
    assert "Invented figures for tests." in joint.html
    released = write_released(tmp_path / "released", demonstration="")
    assert DRAFT in make_page(tmp_path, released).read_text(encoding="utf-8")


def test_partners_stand_with_their_kind_and_period(joint):
    text = whole_text(joint.html, "local-context")
    assert "Health NHS Marches Integrated Care Board, from 1 July 2022" in text


def test_a_chart_without_any_figure_has_no_empty_table(tmp_path):
    released = Released(write_released(tmp_path / "released"))
    chart = Chart(
        "c",
        "referrals",
        "Nothing held",
        "Referrals, Ashmere",
        "There is no chart.",
        "",
        (),
        (ChartRow("2023-24", ()),),
        (),
    )
    assert "<table" not in chart_block(released, chart)


def test_a_partner_whose_name_says_its_area_does_not_say_it_twice(tmp_path):
    folder = write_released(tmp_path / "released")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    report["partners"] = [
        {"kind": "local authority", "name": "Ashmere Council", "area": "Ashmere", "period": ""},
        {"kind": "police", "name": "Marches Police", "area": "City of Wold", "period": ""},
    ]
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    seal_again(folder)
    text = whole_text(make_page(tmp_path, folder).read_text(encoding="utf-8"), "local-context")
    assert "Local authority Ashmere Council Police Marches Police, for the City of Wold" in text


def test_figures_that_are_not_available_are_said_in_sentence_chart_and_table(tmp_path):
    cells = {(title, WOLD, "202324"): "x" for title in ("referrals", "children_referred", "rereferrals")}
    released = write_released(tmp_path / "released", joint=True, cells=cells)
    html = make_page(tmp_path, released).read_text(encoding="utf-8")
    text = whole_text(html, "referrals")
    sentence = "Wold's figures on referrals and re-referrals for 2023-24 are not available from the source"
    assert f"{sentence}. So none can be given for Ashmere and Wold as a whole." in text
    assert f'<data value="x" data-figure="referrals_rate/{WOLD}/202324">[x]</data>' in html
    assert "[x] not available from the source" in text


def test_what_is_not_available_is_told_with_the_reason_that_holds_where_it_stands(tmp_path):
    released = Released(write_released(tmp_path / "released"))
    own = replace(released.figure("referrals_rate", ASHMERE), symbol="x", value="")
    mean = replace(released.figure("referrals_rate", NEIGHBOURS), symbol="x", value="")
    quarter = replace(own, breakdown="quarter", category="quarter_1")
    source, few = "not available from the source", "fewer than five neighbours have a figure"
    added = "not to be added up from what is published"
    told = [elements.meanings_of(one) for one in ([own], [mean], [quarter], [own, mean])]
    assert told == [{"x": [source]}, {"x": [few]}, {"x": [added]}, {"x": [source, few]}]


def test_the_sources_say_that_figures_are_those_of_the_releases_named_and_may_have_been_revised(joint):
    said = "Figures are those of the releases named here. They may differ from what was printed at the time"
    assert said in whole_text(joint.html, "sources")


def test_figures_that_this_build_does_not_hold_are_said_to_be_not_held(tmp_path):
    released = write_released(tmp_path / "released", year="2019-20")
    text = whole_text(make_page(tmp_path, released).read_text(encoding="utf-8"), "not-in-this-report")
    assert "Looked-after children: figures for 2019-20 are not held in this report" in text


def test_a_note_on_england_stands_once_in_the_notes_and_chapters_lead_to_it(joint):
    note = "England's referrals for 2020-21 hold the figures of one authority for the year before."
    assert note not in whole_text(joint.html, "referrals")
    assert "Notes on England, regions and neighbours" in whole_text(joint.html, "referrals")
    assert whole_text(joint.html, "notes").count(note) == 1


def test_what_notes_on_several_measures_share_is_said_once_in_a_chapter(tmp_path):
    shared = "Some neighbours of Ashmere have no figure."
    notes = [
        {
            "note": title, "text": f"{shared} For “{title}” they are {number}.", "shared": shared, "named": f"“{title}”",
            "areas": [NEIGHBOURS, ASHMERE], "titles": [title], "time_periods": ["202324"], "source": "worked out",
        }
        for title, number in (("referrals", 9), ("rereferrals", 8), ("children_referred", 9))
    ]  # fmt: skip
    html = make_page(tmp_path, write_released(tmp_path / "released", notes=notes)).read_text(encoding="utf-8")
    every = f"{shared} For “referrals” and “children_referred” they are 9. For “rereferrals” they are 8."
    assert [1, 1] == [whole_text(html, chapter).count(shared) for chapter in ("referrals", "notes")]
    assert [1, 1] == [whole_text(html, chapter).count(every) for chapter in ("referrals", "notes")]
    assert shared not in whole_text(html, "section-47")


def test_a_note_names_three_measures_in_a_sentence_and_says_of_the_others_that_the_same_holds(tmp_path):
    shared, titles = "Some have no figure.", ("referrals", "rereferrals", "children_referred", "section47_enquiries")
    notes = [
        {
            "note": title, "text": f"{shared} For “{title}” they are 9.", "shared": shared, "named": f"“{title}”",
            "areas": [NEIGHBOURS, ASHMERE], "titles": [title], "time_periods": ["202324"], "source": "worked out",
        }
        for title in titles
    ]  # fmt: skip
    told = notes_told(released := Released(write_released(tmp_path, notes=notes)), released.measures.values())
    assert (
        "Some have no figure. For “referrals”, “rereferrals” and “children_referred” they are 9. "
        "The same holds for “section47_enquiries”."
    ) in told


def test_a_note_on_an_area_of_the_partnership_stands_in_its_chapter_too(tmp_path):
    note = {
        "note": "moved",
        "text": "Ashmere changed its form.",
        "areas": [ASHMERE],
        "titles": ["referrals"],
        "time_periods": [],
        "source": "a",
    }
    html = make_page(tmp_path, write_released(tmp_path / "released", notes=[note])).read_text(encoding="utf-8")
    assert "Ashmere changed its form." in whole_text(html, "referrals")
    assert "Ashmere changed its form." in whole_text(html, "notes")


def test_the_words_of_a_measure_are_printed_as_they_stand(joint):
    text = whole_text(joint.html, "definitions")
    for words in joint.released.measures.values():
        assert all(said in text for said in (words.name, words.numerator, words.why_it_matters, words.limits))


def test_what_is_hidden_is_counted_in_words_of_the_gate(joint):
    said = whole_text(joint.html, "notes")
    assert "7 figures of the partnership's own areas are hidden. The source hides some. Others are small" in said
    assert "more were hidden" not in said


def test_markup_in_names_is_text(tmp_path):
    cells = {}
    released_folder = write_released(tmp_path / "released", cells=cells)
    figure = Released(released_folder).figures[0]
    hostile = Figure(**figure.__dict__ | {"value": "", "symbol": '"><script>alert(1)</script>'})
    assert "<script" not in str(data_element(hostile))


def test_text_that_a_spreadsheet_would_run_is_made_harmless(joint):
    released = SimpleNamespace(
        figures=[
            Figure(**joint.released.figures[0].__dict__ | {"figure_id": "a/b/c", "area_name": name, "value": "-1"})
            for name in ("=cmd", "+1", "-1", "@x", "Wold")
        ]
    )
    content = public_figures(Page('<p><data value="-1" data-figure="a/b/c">-1</data></p>'), released).decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    assert ["'=cmd", "'+1", "'-1", "'@x", "Wold"] == [row["area_name"] for row in rows]
    assert {"-1"} == {row["value"] for row in rows}


def test_an_unknown_chapter_is_refused_with_a_suggestion(joint):
    with pytest.raises(UsageError, match='Did you mean "referrals"'):
        report.write_chapter("referals", joint.released, [])


def test_a_chapter_shows_itself_the_same_way_every_time(joint):
    chapter = report.write_chapter("glossary", joint.released, [])
    assert repr(chapter) == "Chapter('glossary')"
    assert chapter._repr_html_() == report.write_chapter("glossary", joint.released, [])._repr_html_()


def test_the_preview_is_the_same_page_and_only_for_an_analyst(joint):
    charts = load_charts(joint.charts)
    shown = report.preview(SimpleNamespace(is_interactive=True), joint.released, charts)
    assert shown.page == joint.html
    assert "<script" not in shown._repr_html_()
    assert report.preview(SimpleNamespace(is_interactive=False), joint.released, charts) is None


def test_a_notebook_that_cannot_be_read_is_one_clear_message(joint, tmp_path):
    torn = tmp_path / "04_report.ipynb"
    torn.write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(NotebookError, match="cannot be read as a notebook"):
        report.finish(torn, joint.released, joint.charts, tmp_path)


def test_the_index_leads_to_the_definition_of_each_measure_in_the_newest_report(tmp_path):
    report.write_index([write_released(tmp_path / year, year=year) for year in ("2022-23", "2023-24")], tmp_path)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert html.count('href="ashmere/2023-24/report.html#definition-referrals"') == 1
    assert "2022-23/report.html#" not in html
    assert "<dt>Looked-after child</dt>" in html


def test_the_index_lists_every_report_by_partnership_with_the_newest_first(tmp_path):
    folders = [
        write_released(tmp_path / "a", year="2022-23"),
        write_released(tmp_path / "b", year="2023-24"),
        write_released(tmp_path / "c", joint=True),
    ]
    report.write_index(folders, tmp_path)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    links = [one.attributes["href"] for one in Page(html).named("a") if one.attributes["href"].endswith("report.html")]
    assert [
        "ashmere/2023-24/report.html",
        "ashmere/2022-23/report.html",
        "ashmere-and-wold/2023-24/report.html",
    ] == links
    assert "Demonstration" in html


def test_every_chapter_stands_once_and_in_the_order_of_the_plan(joint):
    headings = [one.text for one in Page(joint.html).named("h2")]
    numbers = chapters_of(joint.released)
    titles = {plan.chapter: plan.title for plan in CHAPTERS}
    assert ["Contents", *(f"{number} {titles[chapter]}" for chapter, number in numbers.items())] == headings


def test_notes_count_one_hidden_number_without_a_wrong_plural(tmp_path):
    facts = {"left_out": 1, "narrowed_by_others": 1}
    released = Released(write_released(tmp_path / "released", facts=facts))
    text = " ".join(re.sub(r"<[^>]+>", "", report.write_chapter("notes", released, [])._repr_html_()).split())
    assert "Hidden numbers that follow from what others have published already: 1. That cannot be taken back" in text
    assert "Breakdowns of an area and year that are left out whole: 1. No part of them could be printed" in text
