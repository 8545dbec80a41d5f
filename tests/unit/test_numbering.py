"""Numbers that boards cite: of chapters, annexes and paragraphs."""

from __future__ import annotations

import html
import json
import re

import pytest
from markupsafe import Markup
from released_builder import ASHMERE, JOINT, PERIODS, WOLD, seal_again, write_released

from safeguarding_report.released import Released
from safeguarding_report.report.back_chapters import ASKED_OF
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.elements import years_whole
from safeguarding_report.report.numbering import absent_chapters, chapters_of, number_paragraphs
from safeguarding_report.report.plan import CHAPTERS, chapter_plan


@pytest.fixture
def ashmere(tmp_path):
    return Released(write_released(tmp_path / "released"))


def test_chapters_of_the_body_have_numbers_and_annexes_letters_without_a_gap(ashmere):
    numbers = chapters_of(ashmere)
    parts = {plan.chapter: plan.part for plan in CHAPTERS}
    body = [number for chapter, number in numbers.items() if parts[chapter] == "body"]
    annexes = [number for chapter, number in numbers.items() if parts[chapter] == "annex"]
    assert [str(place) for place in range(1, len(body) + 1)] == body
    assert list("ABCDEFGHIJ")[: len(annexes)] == annexes
    assert list(numbers) == [plan.chapter for plan in CHAPTERS if plan.chapter in numbers]


def test_a_chapter_without_content_shows_nothing_and_is_a_line_in_the_last_annex(ashmere):
    absent = absent_chapters(ashmere)
    assert "allegations" in {plan.chapter for plan in absent}
    assert write_chapter("allegations", ashmere, [])._repr_html_() == ""
    told = write_chapter("not-in-this-report", ashmere, [])._repr_html_()
    assert [plan.title for plan in absent if plan.chapter != "neglect"] == re.findall(
        r"<li>([^<]*?): nothing in this report[^<]*\.</li>", told
    )


def test_an_absent_subject_says_what_members_ask_of_it_where_its_name_does_not(ashmere):
    told = write_chapter("not-in-this-report", ashmere, [])._repr_html_()
    for subject, asked in ASKED_OF.items():
        if subject in {plan.chapter for plan in absent_chapters(ashmere)}:
            assert f"{chapter_plan(subject).title}: nothing in this report on {asked}." in html.unescape(told)
    assert "how many cases they hold" in ASKED_OF["funding"]
    assert set(ASKED_OF) <= {plan.chapter for plan in CHAPTERS if not plan.always}


def test_a_figure_on_disability_is_no_silence_on_equalities(tmp_path):
    folder = write_released(tmp_path / "released")
    for name in ("figures.csv", "comparisons.csv", "measures.json"):
        text = (folder / name).read_text(encoding="utf-8")
        text = text.replace("child_protection_plans_two_years", "children_in_need_with_a_disability")
        (folder / name).write_bytes(text.encode())
    seal_again(folder)
    told = write_chapter("not-in-this-report", Released(folder), [])._repr_html_()
    line = re.search(r"<li>Equalities: .*?</li>", told)[0]
    assert line.startswith("<li>Equalities: no chapter on children")
    assert 'but: figures under <a href="#child-protection-plans">Plans of two years or more</a>.' in line


def test_a_theme_without_a_chapter_leads_to_the_figures_on_it_that_stand_elsewhere(ashmere):
    told = write_chapter("not-in-this-report", ashmere, [])._repr_html_()
    way = '<a href="#child-protection-plans">Plans by category of abuse</a>'
    assert f"<li>Neglect: no chapter, but: figures under {way}.</li>" in told


def test_a_chapter_of_figures_without_any_shrinks_to_the_line_that_says_why(tmp_path):
    released = Released(write_released(tmp_path / "released", year="2019-20"))
    assert "looked-after" not in chapters_of(released)
    assert write_chapter("looked-after", released, [])._repr_html_() == ""
    told = write_chapter("not-in-this-report", released, [])._repr_html_()
    why = "Looked-after children: figures for 2019-20 are not held in this report; they begin with 2020-21."
    assert f"<li>{years_whole(why)}</li>" in told


def test_a_chapter_of_figures_stands_while_one_year_of_one_authority_has_a_number(tmp_path):
    hidden = {("children_looked_after", area, period): "c" for area in (ASHMERE, WOLD, JOINT) for period in PERIODS}
    released = Released(write_released(tmp_path / "all", joint=True, cells=hidden))
    assert "looked-after" not in chapters_of(released)
    told = write_chapter("not-in-this-report", released, [])._repr_html_()
    assert "<li>Looked-after children: every figure of the years shown is hidden to protect children.</li>" in told
    one = hidden | {("children_looked_after", ASHMERE, "202122"): (724, 76520)}
    assert "looked-after" in chapters_of(Released(write_released(tmp_path / "one", joint=True, cells=one)))


def test_a_chapter_that_takes_measures_from_the_annex_stands_where_one_is_held_and_moves_the_numbers(tmp_path):
    folder = write_released(tmp_path / "released")
    words = json.loads((folder / "measures.json").read_text(encoding="utf-8"))
    assert "allegations" not in chapters_of(Released(folder))
    kept = chapters_of(Released(folder))["data-quality"]
    for record in words:
        if record["title"] == "children_referred":
            record |= {"title": "lado_contacts", "annex": True}
    (folder / "measures.json").write_text(json.dumps(words), encoding="utf-8")
    seal_again(folder)
    numbers = chapters_of(Released(folder))
    assert kept == numbers["allegations"]
    assert str(int(kept) + 1) == numbers["data-quality"]


def test_paragraphs_and_items_that_are_cited_have_numbers_and_what_belongs_to_a_table_has_none():
    body = Markup(
        '<p class="lead">One.</p><p class="about">Not this.</p><ul><li>Nor <p>this</p></li></ul>'
        "<details><summary>x</summary><p>Nor this.</p></details>"
        '<ul><li class="numbered">Two.</li></ul><p>Three &lt;p&gt;.</p>'
    )
    expected = (
        '<p class="lead" id="p4.1"><span class="number">4.1</span> One.</p><p class="about">Not this.</p>'
        "<ul><li>Nor <p>this</p></li></ul><details><summary>x</summary><p>Nor this.</p></details>"
        '<ul><li class="numbered" id="p4.2"><span class="number">4.2</span> Two.</li></ul>'
        '<p id="p4.3"><span class="number">4.3</span> Three &lt;p&gt;.</p>'
    )
    assert expected == number_paragraphs(body, "4")


def test_every_chapter_has_a_paragraph_that_a_board_can_cite(ashmere):
    for chapter, number in chapters_of(ashmere).items():
        if chapter not in {"definitions", "glossary"}:  # lists of terms, cited by the term
            assert f'id="p{number}.1"' in write_chapter(chapter, ashmere, [])._repr_html_(), chapter


def test_the_notebook_has_one_cell_for_each_chapter_in_the_order_of_the_plan(repository):
    notebook = json.loads((repository / "notebooks" / "04_report.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if "chapter" in cell["metadata"].get("tags", [])]
    assert [f'report.write_chapter("{plan.chapter}", figures, drawn)' for plan in CHAPTERS] == cells


def test_the_notes_say_once_that_a_reason_which_does_not_stand_there_was_not_published(ashmere):
    told = write_chapter("notes", ashmere, [])._repr_html_()
    where = told.index("None of these words says that a change is good or bad.")
    said = "Where no reason stands beside a change, or beside a high or low figure, none was published."
    assert [1, True] == [told.count(said), told.index(said) > where]
