"""Generated sentences: right, plain, and every number in them a released figure."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from released_builder import ASHMERE, JOINT, NEIGHBOURS, WOLD, default_comparisons, write_released

from safeguarding_report import narrative
from safeguarding_report.released import Released
from safeguarding_report.report.figure_openings import lead, opening
from safeguarding_report.report.plan import CHAPTERS, chapter_plan
from safeguarding_report.wording import with_article


@pytest.fixture
def ashmere(tmp_path):
    return Released(write_released(tmp_path / "released"))


def with_cells(tmp_path, cells, **options):
    return Released(write_released(tmp_path / "released", cells=cells, **options))


def told(sentence):
    return None if sentence is None else sentence.text


@pytest.mark.parametrize("together", [False, True])
def test_the_mean_of_neighbours_stands_before_the_reason_of_a_large_change(tmp_path, together):
    cells = {("assessments_in_45_days", ASHMERE, "202324"): (1500, 4801)}
    released = Released(write_released(tmp_path / "released", cells=cells, joint=together))
    said = str(opening(chapter_plan("assessments"), released))
    mean = said.index("the share of assessments completed within 45 working days averages")
    share = "the share of assessments completed within 45 working days"
    assert mean < said.index(f"No explanation of the large change in {share} was published.", mean)


def test_what_stands_between_a_change_and_its_reason_is_not_taken_for_what_is_explained(tmp_path):
    cells = {("referrals", ASHMERE, "202324"): (9000, 80494)}
    given = {
        "title": "referrals",
        "area_code": ASHMERE,
        "text": "A new form.",
        "source": "Minutes",
        "certainty": "known",
    }
    why = {}
    for name, reasons in (("none", []), ("given", [given])):
        released = Released(write_released(tmp_path / name, cells=cells, reasons=reasons))
        why[name] = [
            told(narrative.why_sentence(released, "referrals_count", released.whole, apart=apart))
            for apart in (False, True)
        ]
    assert [narrative.NO_EXPLANATION, "No explanation of the large change in referrals was published."] == why["none"]
    assert [
        "The reason: A new form (source: Minutes).",
        "The reason why referrals rose: A new form (source: Minutes).",
    ] == why["given"]


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("chapter", "share"),
    [
        ("referrals", "re-referrals within 12 months"),
        ("section-47", "initial conferences held within 15 working days"),
        ("child-protection-plans", "second or later plans"),
    ],
)
def test_a_share_in_an_opening_stands_beside_what_the_neighbours_have_on_average(tmp_path, together, chapter, share):
    released = Released(write_released(tmp_path / "released", joint=together))
    told_of_ashmere = [one.text for one in lead(chapter_plan(chapter), released, released.area(ASHMERE))]
    (place,) = [place for place, text in enumerate(told_of_ashmere) if share in text]
    expected = r"The average of Ashmere's statistical neighbours was [\d.]+ per cent\."
    assert re.fullmatch(expected, told_of_ashmere[place + 1])
    said = unescape(re.sub("<[^>]+>", "", str(opening(chapter_plan(chapter), released))))
    # The share stands before the average, in the same paragraph: the average alone would say nothing.
    assert " ".join(told_of_ashmere[place : place + 2]) in said


def test_a_sentence_tells_direction_run_size_and_children(ashmere):
    expected = (
        "Referrals fell to 4,505 from 4,925, the third fall in a row and a notable change among authorities; "
        "they concerned 4,098 children."
    )
    sentence = narrative.referrals_sentence(ashmere, "referrals_count", ashmere.whole)
    assert expected == told(sentence)
    assert ["referrals_count", "referrals_count", "children_referred_count"] == [
        figure.measure for figure in sentence.figures
    ]


def test_who_was_concerned_is_said_of_the_referrals_and_not_of_the_numbers_told_before(tmp_path):
    released = with_cells(tmp_path, {("referrals", ASHMERE, "202223"): "c"})
    sentence = narrative.referrals_sentence(released, "referrals_count", released.whole)
    assert (
        "Referrals numbered 4,505 in 2023-24; that of the year before is hidden to protect children; "
        "the referrals concerned 4,098 children."
    ) == told(sentence)


def test_a_rate_stands_beside_england_region_and_neighbours(ashmere):
    sentence = narrative.level_sentence(ashmere, "referrals_rate", ashmere.whole, follows=True)
    assert re.fullmatch(
        r"This is 559\.7 for every 10,000 children, against [\d.]+ in England and [\d.]+ in North Marches "
        r"\(2023-24\)\.",
        told(sentence),
    )
    neighbours = narrative.neighbours_sentence(ashmere, "referrals_rate", ashmere.whole)
    assert re.fullmatch(
        r"Among Ashmere's statistical neighbours, the rate of referrals averages [\d.]+ for every 10,000 children\.",
        told(neighbours),
    )


def test_a_percentage_that_was_just_told_is_not_told_again(ashmere):
    sentence = narrative.level_sentence(ashmere, "assessments_in_45_days_percent", ashmere.whole, follows=True)
    assert re.fullmatch(
        r"This compares with [\d.]+ in England and [\d.]+ in North Marches \(2023-24\)\.", told(sentence)
    )


def test_a_row_of_changes_of_few_cases_is_told_in_two_sentences(tmp_path):
    numbers = zip(("202122", "202223", "202324"), (60, 70, 80), strict=True)
    released = with_cells(tmp_path, {("referrals", ASHMERE, period): (number, 80494) for period, number in numbers})
    assert told(narrative.change_sentence(released, "referrals_count", released.whole)) == (
        "Referrals rose to 80 from 70, the second rise in a row. The numbers are too few to tell more."
    )


def test_how_many_children_live_somewhere_is_not_called_large_or_ordinary(tmp_path):
    # Where nearly all authorities grow, 873 children fewer lie outside the middle four fifths.
    cells = {("population", ASHMERE, "202223"): (64373, None), ("population", ASHMERE, "202324"): (63500, None)}
    released = with_cells(tmp_path, cells)
    sentence = narrative.change_sentence(released, "population_count", released.whole)
    expected = (
        "The number of children aged 0 to 17 fell to 63,500 at 30 June 2023 from 64,373, the second fall in a row."
    )
    assert expected == told(sentence)


def test_a_count_on_one_day_carries_its_day(ashmere):
    sentence = narrative.change_sentence(ashmere, "child_protection_plans_count", ashmere.whole)
    expected = "The number of children on a child protection plan rose to 511 at 31 March 2024 from 489, "
    assert told(sentence).startswith(expected)


def test_below_a_hundred_the_words_are_too_few_to_tell(tmp_path):
    cells = {("section47_enquiries", ASHMERE, "202324"): (99, 80494)}
    released = with_cells(tmp_path, cells)
    sentence = narrative.change_sentence(released, "section47_enquiries_count", released.whole)
    assert told(sentence) == "Section 47 enquiries fell to 99 from 2,244, though the numbers are too few to tell more."


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (0, 120, "Referrals rose to 120 from 0, though the numbers are too few to tell more."),
        (120, 120, "Referrals did not change: 120, as in the year before."),
        ("x", 120, "Referrals numbered 120 in 2023-24; that of the year before is not available."),
        ("c", 120, "Referrals numbered 120 in 2023-24; that of the year before is hidden to protect children."),
        (120, "c", "Referrals are hidden to protect children, shown as [c]."),
        (120, "low", "Referrals round to 0 but are not 0, shown as [low]."),
    ],
)
def test_zero_equal_hidden_and_absent_neighbours_in_time_each_have_their_words(tmp_path, before, now, expected):
    cells = {
        ("referrals", ASHMERE, period): cell if isinstance(cell, str) else (cell, 80494)
        for period, cell in (("202223", before), ("202324", now))
    }
    released = with_cells(tmp_path, cells)
    assert expected == told(narrative.change_sentence(released, "referrals_count", released.whole))


def test_a_percentage_of_nothing_cannot_be_given(tmp_path):
    released = with_cells(tmp_path, {("rereferrals", ASHMERE, "202324"): (0, 0)})
    assert told(narrative.change_sentence(released, "rereferrals_percent", released.whole)) == (
        "The share of referrals that were re-referrals within 12 months cannot be given ([z]): "
        "there was nothing to take it from."
    )


def test_figures_that_the_source_does_not_have_are_said_to_be_whose(tmp_path):
    released = with_cells(tmp_path, {("referrals", ASHMERE, "202324"): "x"}, joint=True)
    whole = released.figure("referrals_count", JOINT)
    assert told(narrative.symbol_sentence(released, whole)) == (
        "Ashmere's figures on referrals for 2023-24 are not available from the source. "
        "So none can be given for Ashmere and Wold as a whole."
    )
    assert told(narrative.symbol_sentence(released, released.figure("referrals_count", ASHMERE))) == (
        "Ashmere's figures on referrals for 2023-24 are not available from the source."
    )


def test_a_year_before_the_first_held_one_is_not_held_rather_than_missing(tmp_path):
    released = Released(write_released(tmp_path / "released", year="2019-20"))
    assert released.figure("children_looked_after_count", ASHMERE) is None
    words = released.measures["children_looked_after_count"]
    assert told(narrative.missing_sentences(released, [words], released.whole)[0]) == (
        "Looked-after children: figures for 2019-20 are not held in this report; they begin with 2020-21."
    )


def test_a_joint_report_says_of_which_authority_a_figure_is_not_held(tmp_path):
    released = Released(write_released(tmp_path / "released", joint=True, year="2019-20"))
    words = released.measures["children_looked_after_count"]
    assert told(narrative.missing_sentences(released, [words], released.area(WOLD))[0]) == (
        "Looked-after children in Wold: figures for 2019-20 are not held in this report; they begin with 2020-21."
    )


def test_what_partners_count_themselves_is_named_and_not_taken_for_the_children_in_need_census(tmp_path):
    released = with_cells(tmp_path, {("referrals", ASHMERE, "202324"): "x"}, joint=True)
    own = replace(released.measures["referrals_count"], chapter="police", title="da_child_incidents", name="Incidents")
    released.measures["referrals_count"] = own
    assert told(narrative.symbol_sentence(released, released.figure("referrals_count", JOINT))) == (
        "Ashmere's figures on domestic abuse incidents with children for 2023-24 are not available from the source. "
        "So none can be given for Ashmere and Wold as a whole."
    )


def test_a_joint_partnership_names_the_area_once_in_each_paragraph(tmp_path):
    released = Released(write_released(tmp_path / "released", joint=True))
    plan = next(plan for plan in CHAPTERS if plan.chapter == "section-47")
    for area in released.own_areas:
        paragraph = " ".join(sentence.text for sentence in lead(plan, released, area))
        assert paragraph.count(f"n {area.name}, ") == 1
        assert paragraph.startswith("In ")


def test_a_count_and_its_rate_that_are_hidden_are_said_once(tmp_path):
    released = Released(write_released(tmp_path / "released", joint=True))
    plan = next(plan for plan in CHAPTERS if plan.chapter == "child-protection-plans")
    sentences = [sentence.text for sentence in lead(plan, released, released.area(WOLD))]
    assert sentences[0] == (
        "In Wold, the number of children on a child protection plan is hidden to protect children, shown as [c]."
    )
    assert len(sentences) == 2


def test_no_sentence_says_that_a_change_is_good_or_bad_and_sentences_are_short(tmp_path):
    lengths = []
    for joint in (False, True):
        released = Released(write_released(tmp_path / str(joint), joint=joint))
        for plan in CHAPTERS:
            for area in released.own_areas:
                for sentence in lead(plan, released, area) if plan.lead else ():
                    lengths.append(len(sentence.text.split()))
                    assert not re.search(r"\b(good|bad|better|worse|improved|worsened)\b", sentence.text)
                    assert re.fullmatch(r"[A-Z].*\.", sentence.text)
                    assert "  " not in sentence.text
    assert sum(lengths) / len(lengths) < 20


@pytest.mark.parametrize(
    ("name", "expected"),
    [("West Midlands", "the West Midlands"), ("England", "England"), ("Inner London", "Inner London"),
     ("North East", "the North East"), ("South Tees", "South Tees"), ("Westmorland", "Westmorland")],
)  # fmt: skip
def test_compass_regions_take_an_article_and_other_places_do_not(name, expected):
    assert expected == with_article(name)


def test_a_name_in_s_takes_a_bare_apostrophe():
    assert ("Hackney's", "Tower Hamlets'") == (narrative.possessive("Hackney"), narrative.possessive("Tower Hamlets"))


@pytest.mark.parametrize(
    ("period_type", "period", "expected"),
    [
        ("year", "202324", "in 2023-24"),
        ("at 31 March", "202324", "at 31 March 2024"),
        ("academic year", "202223AY", "in the academic year 2022-23"),
    ],
)
def test_a_sentence_says_the_time_of_its_figure_in_the_words_of_that_period(tmp_path, period_type, period, expected):
    known = Released(write_released(tmp_path / "released"))
    figure = replace(known.figure("referrals_count", ASHMERE), time_period=period)
    known.measures["referrals_count"] = replace(known.measures["referrals_count"], period_type=period_type)
    assert expected == narrative.when(figure, known)


@pytest.mark.parametrize(("cases", "is_few"), [(99, True), (100, False)])
def test_a_level_of_few_cases_never_stands_beside_england_without_a_caution(tmp_path, cases, is_few):
    released = with_cells(tmp_path, {("referrals", ASHMERE, "202324"): (cases, 80494)})
    said = [
        narrative.level_sentence(released, "referrals_rate", released.whole, follows=follows)
        for follows in (True, False)
    ]
    assert [is_few, is_few] == [told(one).endswith("(2023-24), though so few cases tell little.") for one in said]


@pytest.mark.parametrize(("base", "is_few"), [(99, True), (100, False)])
def test_a_percentage_of_few_cases_never_stands_beside_england_without_a_caution(tmp_path, base, is_few):
    released = with_cells(tmp_path, {("rereferrals", ASHMERE, "202324"): (30, base)})
    said = [
        narrative.level_sentence(released, "rereferrals_percent", released.whole, follows=follows)
        for follows in (True, False)
    ]
    assert [is_few, is_few] == [told(one).endswith("though so few cases tell little.") for one in said]


def test_a_figure_that_hardly_changed_prints_both_years_and_what_most_authorities_did(tmp_path):
    rows = [
        row | {"change_10": "0.2", "change_25": "1", "change_75": "5", "change_90": "9"}
        for row in default_comparisons("2023-24")
        if row["change_25"]
    ]
    cells = {("rereferrals", ASHMERE, "202223"): (835, 1000), ("rereferrals", ASHMERE, "202324"): (836, 1000)}
    released = with_cells(tmp_path, cells, comparisons=rows)
    assert told(narrative.change_sentence(released, "rereferrals_percent", released.whole)) == (
        "The share of referrals that were re-referrals within 12 months hardly changed: 83.6 per cent, after 83.5 the year "
        "before, though nine in ten authorities rose by more."
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (79989, "hardly changed: 79,989 at 30 June 2023, after 80,000 the year before."),
        (80000, "did not change: 80,000 at 30 June 2023, as in the year before."),
        (80799, "hardly changed: 80,799 at 30 June 2023, after 80,000 the year before."),
        (80800, "rose to 80,800 at 30 June 2023 from 80,000, the second rise in a row."),
    ],
)
def test_a_population_that_moves_by_less_than_one_in_a_hundred_has_hardly_changed(tmp_path, now, expected):
    cells = {("population", ASHMERE, "202223"): (80000, 1), ("population", ASHMERE, "202324"): (now, 1)}
    # Where all others grow, a standstill is rare among authorities, and says nothing: it is not told.
    others = [
        row | {"change_10": "2", "change_25": "3", "change_75": "5", "change_90": "9"}
        for row in default_comparisons("2023-24")
        if row["change_25"]
    ]
    released = with_cells(tmp_path, cells, comparisons=others)
    said = told(narrative.change_sentence(released, "population_count", released.whole))
    assert f"The number of children aged 0 to 17 {expected}" == said


@pytest.mark.parametrize(
    ("now", "children", "expected"),
    [
        # In the year before 500 of 80,000, which is 62.5 for every 10,000; now 60.0, 62.4, 62.6 and 62.5.
        (
            502,
            83667,
            "hardly changed: 502 at 31 March 2024, after 500 the year before; the rate fell.",
        ),
        (502, 80450, "hardly changed: 502 at 31 March 2024, after 500 the year before."),
        (510, 81470, "rose to 510 at 31 March 2024 from 500; the rate hardly changed."),
        (500, 80000, "did not change: 500 at 31 March 2024, as in the year before."),
    ],
)
def test_a_rate_that_went_another_way_than_its_number_is_told_with_it(tmp_path, now, children, expected):
    cells = {
        ("child_protection_plans", ASHMERE, "202122"): (500, 80000),
        ("child_protection_plans", ASHMERE, "202223"): (500, 80000),
        ("child_protection_plans", ASHMERE, "202324"): (now, children),
    }
    released = with_cells(tmp_path, cells, comparisons=[])
    said = told(narrative.change_sentence(released, "child_protection_plans_count", released.whole))
    assert f"The number of children on a child protection plan {expected}" == said


@pytest.mark.parametrize(("warns_of", "is_noted"), [("202223", True), ("202324", True), ("202122", False)])
def test_a_large_change_that_nobody_explained_leads_to_the_note_that_warns_of_either_year(tmp_path, warns_of, is_noted):
    note = {
        "note": "gap", "text": "The first year after a gap.", "areas": [ASHMERE], "titles": ["referrals"],
        "time_periods": [warns_of], "source": "census",
    }  # fmt: skip
    released = with_cells(tmp_path, {("referrals", ASHMERE, "202324"): (9000, 80494)}, notes=[note])
    said = told(narrative.why_sentence(released, "referrals_count", released.whole))
    assert said.startswith(narrative.NO_EXPLANATION)
    assert is_noted == said.endswith(narrative.SEE_NOTE)


def test_a_note_on_the_neighbours_of_an_area_does_not_say_why_its_own_two_years_are_unlike(tmp_path):
    note = {
        "note": "mean", "text": "The mean is that of nine.", "areas": [NEIGHBOURS, ASHMERE], "titles": ["referrals"],
        "time_periods": ["202324"], "source": "worked out",
    }  # fmt: skip
    released = with_cells(tmp_path, {("referrals", ASHMERE, "202324"): (9000, 80494)}, notes=[note])
    assert narrative.NO_EXPLANATION == told(narrative.why_sentence(released, "referrals_count", released.whole))


def test_after_the_children_whom_referrals_concerned_a_rate_is_said_to_be_that_of_referrals(ashmere):
    (plan,) = [plan for plan in CHAPTERS if plan.chapter == "referrals"]
    first, second, *_ = [sentence.text for sentence in lead(plan, ashmere, ashmere.whole)]
    assert first.endswith("they concerned 4,098 children.")
    assert second.startswith("The rate of referrals was 559.7 for every 10,000 children, against ")
