"""Numbers that boards cite: of chapters, annexes and paragraphs."""

from __future__ import annotations

import json
import re

import pytest
from markupsafe import Markup
from released_builder import seal_again, write_released

from safeguarding_report.released import Released
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.numbering import absent_chapters, chapters_of, number_paragraphs
from safeguarding_report.report.plan import CHAPTERS


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
    assert [f"<li>{plan.title}: not published.</li>" for plan in absent] == re.findall("<li>.*?</li>", told)


def test_a_chapter_that_takes_measures_from_the_annex_stands_where_one_is_held_and_moves_the_numbers(tmp_path):
    folder = write_released(tmp_path / "released")
    words = json.loads((folder / "measures.json").read_text(encoding="utf-8"))
    assert "allegations" not in chapters_of(Released(folder))
    kept = chapters_of(Released(folder))["data-quality"]
    for record in words:
        if record["title"] == "children_in_need":
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
