"""The executive summary: its fixed form, and what may be called better or worse."""

from __future__ import annotations

import re

import pytest
from released_builder import ASHMERE, write_released

from safeguarding_report.released import Released
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.openings import OPENINGS
from safeguarding_report.report.plan import CHAPTERS

HEADINGS = [
    "What improved",
    "What worsened",
    "What moved",
    "What we do not know",
    "Why",
    "What became of last year&#39;s requests",
    "What we ask of you",
]


def with_cells(tmp_path, cells=None, **options):
    return Released(write_released(tmp_path / "released", cells=cells or {}, **options))


def summary(released):
    return write_chapter("executive-summary", released, [])._repr_html_()


def under(html, heading):
    """Return the text between one heading and the next."""
    return re.sub("<[^>]+>", "", html.split(f"<h3>{heading}</h3>")[1].split("<h3>")[0].split('class="about"')[0])


@pytest.mark.parametrize("options", [{}, {"joint": True}, {"year": "2019-20"}])
def test_the_summary_has_the_same_headings_whatever_a_report_holds(tmp_path, options):
    assert HEADINGS == re.findall("<h3>(.*?)</h3>", summary(with_cells(tmp_path, **options)))


@pytest.mark.parametrize(
    ("now", "heading"), [(4790, "What improved"), (3700, "What worsened"), ("same", "What moved"), ("c", "")]
)
def test_a_share_of_assessments_in_time_improves_when_it_rises_worsens_when_it_falls_and_moves_otherwise(
    tmp_path, now, heading
):
    cell = {"same": (3790, 4844), "c": "c"}.get(now, (now, 4801))
    html = summary(with_cells(tmp_path, {("assessments_in_45_days", ASHMERE, "202324"): cell}))
    found = [one for one in HEADINGS[:3] if "Assessments within 45 working days" in under(html, one)]
    assert [heading] * bool(heading) == found


def test_more_referrals_are_neither_better_nor_worse(tmp_path):
    html = summary(with_cells(tmp_path, {("referrals", ASHMERE, "202324"): (9000, 80494)}))
    assert "Referrals" in under(html, "What moved")
    assert "Referrals" not in under(html, "What improved") + under(html, "What worsened")


def test_a_large_change_says_why_or_that_nobody_published_why(tmp_path):
    cells = {("referrals", ASHMERE, "202324"): (9000, 80494)}
    html = summary(with_cells(tmp_path, cells))
    assert "No explanation was published of a large change in: Referrals." in under(html, "Why")
    reason = {
        "title": "referrals",
        "area_code": ASHMERE,
        "text": "A new form",
        "source": "Office",
        "certainty": "known",
    }
    html = summary(Released(write_released(tmp_path / "explained", cells=cells, reasons=[reason])))
    assert "The reason: A new form (source: Office)." in under(html, "Why")
    assert "No explanation" not in html


def test_where_no_change_is_large_the_summary_does_not_say_that_none_needs_a_reason(tmp_path):
    said = under(summary(with_cells(tmp_path)), "Why")
    assert (
        "No change shown here is large, and reasons are asked for large ones alone. Members may ask for others." in said
    )


def test_what_is_hidden_is_said_to_be_not_known(tmp_path):
    html = summary(with_cells(tmp_path, {("children_looked_after", ASHMERE, "202324"): "c"}))
    assert "Hidden to protect children: Looked-after children." in under(html, "What we do not know")


def test_every_chapter_of_figures_closes_with_three_questions_with_a_figure_of_its_own_or_the_word_for_none(tmp_path):
    released = with_cells(tmp_path)
    for plan in CHAPTERS:
        if plan.always and plan.lead and plan.chapter != "local-context":
            html = write_chapter(plan.chapter, released, [])._repr_html_()
            questions = re.findall(r'<li class="numbered"[^>]*>(.*?)</li>', html.split("questions that members")[1])
            asked = [re.findall(r'data-figure="([^"]+)"', one) for one in questions]
            assert [3, True] == [len(questions), any(asked)], plan.chapter
            told = [figure for one in asked for figure in one]
            assert len(told) == len(set(told)), f"{plan.chapter} asks about one number twice"
            assert all(one.endswith("?") for one in questions)


def asked_in(chapter, released):
    html = write_chapter(chapter, released, [])._repr_html_().split("questions that members may ask")[1]
    items = re.findall(r'<li class="numbered"[^>]*>(.*?)</li>', html)
    return [re.sub(r"<[^>]+>", "", one.partition("</span>")[2]).strip() for one in items]


def test_a_chapter_whose_figures_are_hidden_still_closes_with_three_questions(tmp_path):
    hidden = {
        (title, ASHMERE, period): "x"
        for title in (
            "children_in_need",
            "section47_enquiries",
            "initial_conferences",
            "initial_conferences_in_15_days",
        )
        for period in ("202223", "202324")
    }
    released = with_cells(tmp_path, hidden)
    for chapter in ("children-in-need", "section-47"):
        said = asked_in(chapter, released)
        assert [3, 3] == [len(said), len(set(said))]
        assert "of which the source has no figure ([x])?" in said[0]


def test_nobody_is_asked_why_numbers_that_are_too_few_to_tell_moved(tmp_path):
    few = {("children_in_need", ASHMERE, "202223"): (95, 78233), ("children_in_need", ASHMERE, "202324"): (102, 80494)}
    assert [] == [one for one in asked_in("children-in-need", with_cells(tmp_path, few)) if one.startswith("Why did")]


def test_no_chapter_asks_about_the_distance_of_one_rate_from_two_others(tmp_path):
    cells = {
        ("children_in_need", ASHMERE, "202223"): (3000, 80494),
        ("children_in_need", ASHMERE, "202324"): (3000, 80494),
    }
    said = asked_in("children-in-need", with_cells(tmp_path, cells))
    assert 1 == sum(one.startswith("What ") and "the rate of children in need" in one for one in said)


@pytest.mark.parametrize(("number", "is_asked"), [(4925, False), (4835, False), (4825, True)])
def test_a_small_change_is_not_asked_about(tmp_path, number, is_asked):
    cells = {("referrals", ASHMERE, "202223"): (4925, 80494), ("referrals", ASHMERE, "202324"): (number, 80494)}
    released = with_cells(tmp_path, cells, comparisons=[])
    assert is_asked == any(one.startswith("Why did referrals") for one in asked_in("referrals", released))


def test_a_question_that_the_page_answers_by_a_number_is_not_asked():
    assert "when will the board see the number" in OPENINGS["allegations"].asks_of(())[0]
    assert OPENINGS["allegations"].asks == OPENINGS["allegations"].asks_of({"lado_referrals_count"})


def test_a_large_change_that_nobody_explained_is_asked_about_first_and_an_explained_one_later(tmp_path):
    cells = {("referrals", ASHMERE, "202324"): (9000, 80494)}
    first = (
        r'questions that members may ask</h3>\n<ul class="questions"><li[^>]*><span[^>]*>[^<]*</span> (Why did [a-z]+)'
    )
    html = write_chapter("referrals", with_cells(tmp_path, cells), [])._repr_html_()
    assert ["Why did referrals"] == re.findall(first, html)
    reason = {
        "title": "referrals",
        "area_code": ASHMERE,
        "text": "A new form",
        "source": "Office",
        "certainty": "known",
    }
    explained = Released(write_released(tmp_path / "explained", cells=cells, reasons=[reason]))
    html = write_chapter("referrals", explained, [])._repr_html_()
    assert ["Why did referrals"] != re.findall(first, html)


def test_a_chapter_opens_with_three_sentences(tmp_path):
    html = write_chapter("referrals", with_cells(tmp_path), [])._repr_html_()
    opening = re.sub("<[^>]+>", "", re.search(r'<p class="lead".*?</p>', html)[0])
    assert len(re.findall(r"[.?](?= [A-Z]|$)", opening)) == 3


def test_what_we_do_not_know_names_the_chapters_that_this_report_has_nothing_for(tmp_path):
    said = under(summary(with_cells(tmp_path)), "What we do not know")
    assert "Nothing is published on:" in said
    assert "Audits" in said


def test_a_request_made_after_the_year_is_a_new_one_and_one_of_an_earlier_report_is_not(tmp_path):
    asked = {"body": "Scrutiny Board", "owner": "Manager", "state": "open"}
    registers = {
        "recommendations": [
            asked | {"recommendation": "Say why", "meeting_date": "2023-11-09"},
            asked | {"recommendation": "Add a glossary", "meeting_date": "2024-11-09"},
            asked | {"recommendation": "Write shorter"},
        ]
    }
    said = under(summary(with_cells(tmp_path, registers=registers)), "What became of last year&#39;s requests")
    assert re.findall(r"(New, when this report was considered: )?Scrutiny Board: ([A-Z][a-z ]+) \(open\)", said) == [
        ("", "Say why"),
        ("New, when this report was considered: ", "Add a glossary"),
        ("New, when this report was considered: ", "Write shorter"),
    ]


def test_a_report_with_new_requests_alone_says_that_none_of_an_earlier_report_is_recorded(tmp_path):
    one = {"body": "Board", "recommendation": "Write shorter", "state": "open"}
    said = under(
        summary(with_cells(tmp_path, registers={"recommendations": [one]})), "What became of last year&#39;s requests"
    )
    assert "No request about an earlier report is recorded." in said
