"""The executive summary: its fixed form, and what may be called better or worse."""

from __future__ import annotations

import re

import pytest
from released_builder import ASHMERE, JOINT, WOLD, write_released

from safeguarding_report.released import Released
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.openings import OPENINGS
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.summary_choice import told_of

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
    # Among two outcomes it has room whatever became of it.
    others = ("repeat_child_protection_plans", "rereferrals", "child_protection_plans_reviewed")
    cells = {(one, ASHMERE, "202324"): "c" for one in others} | {("assessments_in_45_days", ASHMERE, "202324"): cell}
    html = summary(with_cells(tmp_path, cells))
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
    assert "of a large change in" not in html


def test_where_no_change_is_large_the_summary_does_not_say_that_none_needs_a_reason(tmp_path):
    said = under(summary(with_cells(tmp_path)), "Why")
    assert (
        "No change shown here is large, and reasons are asked for large ones alone. Members may ask for others." in said
    )


def test_of_a_notable_change_that_the_summary_asks_about_it_says_that_nobody_published_why(tmp_path):
    html = summary(with_cells(tmp_path))  # the rate of referrals fell by 11 per cent
    assert "Ask why referrals fell" in under(html, "What we ask of you")
    asked = "No explanation was published of a notable change that is asked about below, in: Referrals"
    assert asked in under(html, "Why")
    reason = {"title": "referrals", "area_code": ASHMERE, "text": "A", "source": "Office", "certainty": "known"}
    explained = Released(write_released(tmp_path / "explained", reasons=[reason]))
    assert "in: Referrals" not in under(summary(explained), "Why")


def cards(html):
    """Return the label of each card, without the buttons of terms, and the chapter that it leads to."""
    found = re.findall(r'<span class="label">(.*?)<a href="#([^"]*)">', html)
    return [(re.sub("<[^>]+>", "", label).strip().rstrip(","), chapter) for label, chapter in found]


def of_both_years(titles, area, cell):
    return {(title, area, period): cell for title in titles for period in ("202223", "202324")}


def test_where_the_whole_is_hidden_the_summary_speaks_of_the_largest_authority_that_can_be_told_by_name(tmp_path):
    html = summary(with_cells(tmp_path, joint=True))
    # Wold hides its assessments in time, and so the whole's; its few referrals are added to Ashmere's.
    assert "Assessments within 45 working days, Ashmere" in [label for label, _ in cards(html)]
    assert "Referrals" in [label for label, _ in cards(html)]
    assert "Where the change of the whole cannot be told, an authority whose change can be is named." in html
    said = under(html, "What we do not know")
    assert "Hidden to protect children, of Ashmere and Wold as a whole:\n" in said
    assert "\nthe share of assessments within 45 working days\n" in said
    assert "What is shown of Ashmere alone stands in the chapters." in said


def card_of(html, label):
    """Return the words of the card that begins with a label."""
    return next(one for one in re.findall(r"<li>(.*?)</li>", html) if re.sub("<[^>]+>", "", one).startswith(label))


@pytest.mark.parametrize(
    ("now", "said"),
    [(450, "450 Fell from 500;"), (500, "500 The same as the year before"), (550, "550 Rose from 500;")],
)
def test_a_card_of_a_figure_that_did_not_change_does_not_say_its_number_twice(tmp_path, now, said):
    cells = {
        ("children_looked_after", ASHMERE, "202223"): (500, 80000),
        ("children_looked_after", ASHMERE, "202324"): (now, 80000),
    }
    assert said in re.sub("<[^>]+>", "", card_of(summary(with_cells(tmp_path, cells)), "Looked-after children"))


def test_authorities_that_move_against_each_other_are_both_named_beside_the_whole(tmp_path):
    cells = {
        ("children_looked_after", ASHMERE, "202223"): (900, 78233),
        ("children_looked_after", ASHMERE, "202324"): (600, 80494),
        ("children_looked_after", WOLD, "202223"): (300, 841),
        ("children_looked_after", WOLD, "202324"): (350, 642),
    }
    html = summary(with_cells(tmp_path, cells, joint=True))
    said = re.sub("<[^>]+>", "", card_of(html, "Looked-after children"))
    assert "950 Fell from 1,200" in said
    assert re.search(
        r"Fell in Ashmere( \(a (large|notable) change\))?; rose in Wold( \(a (large|notable) change\))?\.", said
    )


def test_authorities_that_went_the_same_way_as_the_whole_are_not_told_one_by_one(tmp_path):
    cells = {
        ("children_looked_after", ASHMERE, "202223"): (900, 80494),
        ("children_looked_after", ASHMERE, "202324"): (600, 80494),
        ("children_looked_after", WOLD, "202223"): (300, 800),
        ("children_looked_after", WOLD, "202324"): (200, 800),
    }
    html = summary(with_cells(tmp_path, cells, joint=True))
    assert " in Wold" not in card_of(html, "Looked-after children")


@pytest.mark.parametrize(("now", "is_told"), [(1728, True), (1729, False)])
def test_what_improved_and_still_stands_in_the_lowest_tenth_says_so(tmp_path, now, is_told):
    cells = {
        ("assessments_in_45_days", ASHMERE, "202223"): (1500, 4801),
        ("assessments_in_45_days", ASHMERE, "202324"): (now, 4801),
    }
    html = summary(with_cells(tmp_path, cells))
    assert "Assessments within 45 working days" in under(html, "What improved")
    said = card_of(html, "Assessments within 45 working days")
    assert is_told == ("Still in the lowest tenth of authorities." in said)


def test_a_card_of_the_whole_names_the_authority_that_stands_where_nobody_wants_to_be(tmp_path):
    cells = {
        ("assessments_completed", WOLD, "202223"): (400, 841),
        ("assessments_completed", WOLD, "202324"): (400, 642),
        ("assessments_in_45_days", WOLD, "202223"): (120, 400),
        ("assessments_in_45_days", WOLD, "202324"): (130, 400),
    }
    html = summary(with_cells(tmp_path, cells, joint=True))
    assert "In the lowest tenth of authorities: Wold." in card_of(html, "Assessments within 45 working days")


def test_a_small_authority_is_named_where_the_large_one_cannot_be_told_and_its_numbers_are_not_few(tmp_path):
    cells = of_both_years(["children_looked_after"], JOINT, "c") | of_both_years(
        ["children_looked_after"], ASHMERE, "x"
    )
    few = summary(with_cells(tmp_path / "few", cells, joint=True))
    enough = cells | {
        ("children_looked_after", WOLD, "202223"): (300, 841),
        ("children_looked_after", WOLD, "202324"): (150, 642),
    }
    told = summary(with_cells(tmp_path / "told", enough, joint=True))
    assert [False, True] == ["Looked-after children, Wold" in [label for label, _ in cards(one)] for one in (few, told)]


def test_of_a_joint_report_whose_only_known_authority_has_few_cases_no_change_is_told(tmp_path):
    cells = of_both_years(["children_looked_after"], JOINT, "c") | of_both_years(
        ["children_looked_after"], ASHMERE, "x"
    )
    assert told_of(with_cells(tmp_path, cells, joint=True), "children_looked_after_count") is None


def test_a_joint_report_shows_twelve_figures_at_most(tmp_path):
    assert 6 == len(cards(summary(with_cells(tmp_path, joint=True))))


def test_what_the_summary_asks_about_stands_among_its_figures(tmp_path):
    # Nothing moved as much as assessments, which the summary shows of itself in no report.
    cells = {("assessments_completed", ASHMERE, "202324"): (7000, 80494)}
    html = summary(with_cells(tmp_path, cells))
    assert "Ask why the number of assessments completed rose" in under(html, "What we ask of you")
    assert ("Assessments completed", "assessments") in cards(html)


def test_half_of_the_summary_is_for_outcomes_however_far_numbers_of_children_moved(tmp_path):
    large = {
        "referrals": 9000, "section47_enquiries": 4000, "children_in_need": 6000, "children_looked_after": 1000,
        "child_protection_plans": 800, "initial_conferences": 1200,
    }  # fmt: skip
    html = summary(with_cells(tmp_path, {(title, ASHMERE, "202324"): (cell, 80494) for title, cell in large.items()}))
    judged = sum(one in under(html, "What improved") + under(html, "What worsened") for one, _ in cards(html))
    assert [6, 3] == [len(cards(html)), judged]


def test_the_summary_names_eight_subjects_that_it_holds_nothing_on_and_the_last_annex_all(tmp_path):
    released = with_cells(tmp_path)
    said = under(summary(released), "What we do not know").split("This report holds nothing on:\n")[1]
    assert 8 == len(said.split("\nand others See what is not in it.")[0].split("\n"))
    annex = write_chapter("not-in-this-report", released, [])._repr_html_()
    assert annex.count("nothing in this report") > 8


OUTCOMES = ("assessments_in_45_days", "initial_conferences_in_15_days", "rereferrals", "repeat_child_protection_plans",
            "child_protection_plans_reviewed", "child_protection_plans_two_years")  # fmt: skip


def test_none_improved_is_said_only_where_an_outcome_was_compared(tmp_path):
    before = {(title, ASHMERE, "202223"): "x" for title in OUTCOMES}
    html = summary(with_cells(tmp_path / "none", before))
    why = "Figures of this year or of the year before are not available."
    assert f"No outcome can be compared with the year before. {why}" in under(html, "What improved")
    assert "No outcome can be compared with the year before." in under(html, "What worsened")
    assert "none improved" not in html
    one = before | {("assessments_in_45_days", ASHMERE, "202223"): (4070, 4801)}
    html = summary(with_cells(tmp_path / "one", one))
    assert "Of the measures shown here, none improved." in under(html, "What improved")


def test_an_outcome_that_hardly_changed_neither_improved_nor_worsened(tmp_path):
    cells = {(title, ASHMERE, "202223"): "x" for title in OUTCOMES} | {
        ("assessments_in_45_days", ASHMERE, "202223"): (4014, 4801)  # 83.6 per cent, after which 83.8
    }
    html = summary(with_cells(tmp_path, cells))
    assert "Hardly changed from 83.6 per cent" in under(html, "What moved")
    assert "none improved" in under(html, "What improved")
    assert "none worsened" in under(html, "What worsened")


def test_a_report_of_the_first_year_says_that_no_figure_stands_beside_another_and_has_no_change_to_explain(tmp_path):
    html = summary(with_cells(tmp_path, year="2019-20"))
    assert [] == cards(html)
    assert "No figure stands beside that of the year before, because none can be compared with it." in html
    assert "Nothing here can be compared with the year before, so there is no change to explain." in under(html, "Why")
    assert "No change shown here is large" not in html


def test_a_large_change_of_an_authority_is_named_though_that_of_the_whole_is_ordinary(tmp_path):
    cells = {("referrals", WOLD, "202223"): (200, 800), ("referrals", WOLD, "202324"): (300, 800)}
    said = under(summary(with_cells(tmp_path, cells, joint=True)), "Why")
    assert "No explanation was published of a large change in: Referrals (Wold)." in said
    assert "No change shown here is large" not in said


def test_a_large_change_that_only_a_chapter_tells_is_named(tmp_path):
    # Six other large changes fill the summary, so that of plans that started has no room in it.
    large = {
        "referrals": (9000, 80494), "section47_enquiries": (4000, 80494), "children_in_need": (6000, 80494),
        "children_looked_after": (1000, 80494), "child_protection_plans": (800, 80494), "assessments_in_45_days": (2000, 4801),
        "child_protection_plans_starting": (900, 80494),
    }  # fmt: skip
    html = summary(with_cells(tmp_path, {(title, ASHMERE, "202324"): cell for title, cell in large.items()}))
    named = {label for label, _ in cards(html)}
    said = under(html, "Why")
    assert "The chapters tell of further large changes, in: " in said
    further = said.split("further large changes, in: ")[1].split(".")[0].split("; ")
    assert further
    assert not named.intersection(further)


def test_a_change_that_a_note_warns_of_leads_to_the_note(tmp_path):
    note = {
        "note": "first", "text": "The first year after a gap.", "areas": [ASHMERE], "titles": ["referrals"],
        "time_periods": ["202223"], "source": "census",
    }  # fmt: skip
    html = summary(with_cells(tmp_path, {("referrals", ASHMERE, "202324"): (9000, 80494)}, notes=[note]))
    assert "a large change among authorities; see the note in the chapter." in html


def test_measures_without_a_year_before_are_named_with_what_is_wrong_with_it_and_whose_it_is(tmp_path):
    before = {("referrals", ASHMERE, "202223"): "x", ("section47_enquiries", ASHMERE, "202223"): None}
    said = under(summary(with_cells(tmp_path / "one", before)), "What we do not know")
    assert "Not compared, as the figure of the year before is not available: referrals (the figure of 2023-24)." in said
    assert (
        "Not compared, as the figure of the year before is not held: section 47 enquiries (the figure of 2023-24)."
        in said
    )
    joint = with_cells(tmp_path / "joint", {("referrals", ASHMERE, "202223"): "x"}, joint=True)
    said = under(summary(joint), "What we do not know")
    assert (
        "Not compared of Ashmere and Wold as a whole, as the figure of the year before is not available for Ashmere: "
        "referrals ("
    ) in said


def test_what_is_not_compared_stands_with_its_figure_where_there_is_room_and_else_with_the_way_to_it(tmp_path):
    before = {("referrals", ASHMERE, "202223"): "x"}
    html = summary(with_cells(tmp_path / "full", before))
    assert 6 == len(cards(html))
    assert "referrals (the figure of 2023-24)." in under(html, "What we do not know")
    others = (
        "children_in_need",
        "children_looked_after",
        "section47_enquiries",
        "child_protection_plans",
        "assessments_completed",
    )
    few = before | {(one, ASHMERE, period): None for one in others for period in ("202223", "202324")}
    html = summary(with_cells(tmp_path / "few", few | {(one, ASHMERE, "202223"): "x" for one in OUTCOMES}))
    assert "(4,505 in 2023-24)" in under(html, "What we do not know")
    assert html.count("<data") <= 12
    none = {
        ("child_protection_plans_two_years", ASHMERE, "202223"): "c",
        ("child_protection_plans_two_years", ASHMERE, "202324"): (0, 511),
    }
    said = under(summary(with_cells(tmp_path / "none", none)), "What we do not know")
    assert "the share of plans open for two years or more (none in 2023-24)" in said


def test_what_is_hidden_is_said_to_be_not_known(tmp_path):
    html = summary(with_cells(tmp_path, {("children_looked_after", ASHMERE, "202324"): "c"}))
    assert "Hidden to protect children: looked-after children." in under(html, "What we do not know")


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
    nothing, figures = (
        said.split("This report holds nothing on:\n")[1],
        said.split("There are figures but no chapter on: ")[1],
    )
    assert "Domestic abuse\n" in nothing
    assert "Neglect" not in nothing
    assert figures.startswith("Neglect. See where they are.")


def test_more_than_three_things_that_are_hidden_or_missing_stand_in_a_list_and_three_in_the_sentence(tmp_path):
    def hidden(titles):
        return under(
            summary(with_cells(tmp_path / str(len(titles)), {(one, ASHMERE, "202324"): "c" for one in titles})),
            "What we do not know",
        )

    three = ["the share of assessments within 45 working days", "the share of conferences within 15 working days"]
    three += ["the share of re-referrals"]
    assert f"Hidden to protect children: {'; '.join(three)}." in hidden(OUTCOMES[:3])
    listed = "\n".join([*three, "the share of second or later plans"])
    assert f"Hidden to protect children:\n{listed}\n" in hidden(OUTCOMES[:4])


REQUESTS = "What became of last year&#39;s requests"


def test_a_request_made_after_the_year_is_a_new_one_and_one_of_an_earlier_report_is_not(tmp_path):
    asked = {"body": "Scrutiny Board", "owner": "Manager", "state": "open"}
    registers = {
        "recommendations": [
            asked | {"recommendation": "Say why", "meeting_date": "2023-11-09"},
            asked | {"recommendation": "Add a glossary", "meeting_date": "2024-11-09"},
            asked | {"recommendation": "Write shorter"},
            asked | {"recommendation": "Say it in time", "carried_from": "2022-23"},
            asked | {"recommendation": "Say it twice", "carried_from": "2022-23", "meeting_date": "2024-11-09"},
        ],
        "recommendations_before": [asked | {"recommendation": "Say who", "carried_from": "2020-21"}],
    }
    said = under(summary(with_cells(tmp_path, registers=registers)), REQUESTS)
    assert re.findall(r"(New: )?Scrutiny Board, ([^:]*): ([A-Z][a-z ]+) \(([^)]*)\)", said) == [
        ("", "first recorded in the report of 2020-21", "Say who", "open; nothing newer is recorded"),
        ("", "9 November 2023", "Say why", "open"),
        ("", "first recorded in the report of 2022-23", "Say it in time", "open"),
        ("", "9 November 2024", "Say it twice", "open"),
        ("New: ", "9 November 2024", "Add a glossary", "open"),
        ("", "first recorded in this report", "Write shorter", "open"),
    ]
    assert "No request about an earlier report is recorded." not in said


def test_of_a_request_for_a_glossary_members_are_told_that_this_page_has_one_until_it_is_recorded_as_done(tmp_path):
    asked = {"body": "Board", "recommendation": "Add a Glossary, and circulate it"}
    for state, expected in (("open", True), ("under way", True), ("done", False)):
        registers = {"recommendations": [asked | {"state": state}]}
        said = under(summary(with_cells(tmp_path / state.replace(" ", ""), registers=registers)), REQUESTS)
        assert expected is ("The page of this report has a glossary." in said), state
        assert f"({state})" in said


def test_a_request_that_the_board_has_closed_says_so(tmp_path):
    one = {"body": "Board", "recommendation": "Write shorter", "state": "done", "board_view": "closed", "done": "Done"}
    said = under(summary(with_cells(tmp_path, registers={"recommendations": [one]})), REQUESTS)
    assert "Write shorter (done; closed by the board). Done." in said


def test_a_report_with_new_requests_alone_says_that_none_of_an_earlier_report_is_recorded(tmp_path):
    one = {"body": "Board", "recommendation": "Write shorter", "state": "open"}
    said = under(
        summary(with_cells(tmp_path, registers={"recommendations": [one]})), "What became of last year&#39;s requests"
    )
    assert "No request about an earlier report is recorded." in said
