"""Every measure: registered once, told in words, and worked out by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
from measure_tables import COVENTRY, official

from safeguarding_report import measures as measures_package
from safeguarding_report.formats.layouts import all_items
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counting import COUNTED_ITEMS
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.measures.definition import RETURNED, Measure
from safeguarding_report.measures.not_measured import NOT_MEASURED
from safeguarding_report.measures.partner_measures import PARTNER_MEASURES
from safeguarding_report.measures.referrals import MONTHS
from safeguarding_report.measures.schools import GROUPS
from safeguarding_report.measures.words import measure_words, words_by_title
from safeguarding_report.released import MeasureWords
from safeguarding_report.tables.indicators import INDICATORS

POPULATION = ("population_0_to_17", 80_000)

PERCENTS_OF_400 = {9: "2.3", 10: "2.5", 11: "2.8", 12: "3.0", 13: "3.3", 14: "3.5"}
"""2.25, 2.75 and 3.25 are rounded half up."""

# Measure: the published counts it is made of, and by category the figures that follow from them by hand.
WORKED = (
    {
        "population": ([POPULATION], {"": {"count": "80000"}}),
        # 3,597 × 10,000 ÷ 80,000 = 449.625
        "children_in_need": (
            [POPULATION, ("children_in_need_at_31_march", 3597)],
            {"": {"count": "3597", "rate": "449.6"}},
        ),
        # 1,230 × 10,000 ÷ 80,000 = 153.75, half up
        "child_in_need_plans": (
            [POPULATION, ("child_in_need_plans_at_31_march", 1230)],
            {"": {"count": "1230", "rate": "153.8"}},
        ),
        # 2,002 × 10,000 ÷ 80,000 = 250.25, half up
        "child_in_need_plans_starting": (
            [POPULATION, ("child_in_need_plans_starting", 2002)],
            {"": {"count": "2002", "rate": "250.3"}},
        ),
        "child_in_need_plans_ending": (
            [POPULATION, ("child_in_need_plans_ending", 1600)],
            {"": {"count": "1600", "rate": "200.0"}},
        ),
        "child_in_need_plans_in_year": (
            [POPULATION, ("child_in_need_plans_at_any_point", 3204)],
            {"": {"count": "3204", "rate": "400.5"}},
        ),
        # 450 of 3,600 = 12.5 %
        "children_in_need_with_a_disability": (
            [("children_in_need_at_31_march", 3600), ("children_in_need_at_31_march_with_a_disability", 450)],
            {"": {"count": "450", "percent": "12.5"}},
        ),
        # 4,505 × 10,000 ÷ 80,000 = 563.125
        "referrals": ([POPULATION, ("referrals", 4505)], {"": {"count": "4505", "rate": "563.1"}}),
        # 4,098 × 10,000 ÷ 80,000 = 512.25, half up
        "children_referred": ([POPULATION, ("children_referred", 4098)], {"": {"count": "4098", "rate": "512.3"}}),
        # 9 of 400 = 2.25 %, half up
        "rereferrals": ([("rereferrals", 9), ("referrals", 400)], {"": {"count": "9", "percent": "2.3"}}),
        "referrals_by_source": (
            [("referrals", 400), ("referrals_from_police", 100), ("referrals_from_schools", 50)],
            {"police": {"count": "100", "percent": "25.0"}, "schools": {"count": "50", "percent": "12.5"}},
        ),
        "referrals_by_month": (
            [("referrals_in_april", 30), ("referrals_in_march", 40)],
            {"april": {"count": "30"}, "march": {"count": "40"}},
        ),
        "referrals_by_quarter": (
            [(f"referrals_in_{month}", number) for number, month in enumerate(MONTHS, 30)],
            # 30 + 31 + 32, and 39 + 40 + 41.
            {"quarter_1": {"count": "93"}, "quarter_4": {"count": "120"}},
        ),
        "referrals_no_further_action": (
            [("referrals", 400), ("referrals_no_further_action", 25)],
            {"": {"count": "25", "percent": "6.3"}},
        ),
        "referrals_not_in_need": (
            [("referrals", 400), ("referrals_not_in_need", 121)],
            {"": {"count": "121", "percent": "30.3"}},
        ),
        "assessments_completed": (
            [POPULATION, ("assessments_completed", 4801)],
            {"": {"count": "4801", "rate": "600.1"}},
        ),
        # 1 + 2 + 3 + 4 + 5 + 60 = 75 of all 100 completed; the 20 of later bands do not count, 5 have no duration
        "assessments_in_45_days": (
            [
                ("assessments_completed", 100),
                ("assessments_same_day", 1),
                ("assessments_1_to_10_days", 2),
                ("assessments_11_to_20_days", 3),
                ("assessments_21_to_30_days", 4),
                ("assessments_31_to_40_days", 5),
                ("assessments_41_to_45_days", 60),
                ("assessments_46_to_50_days", 20),
            ],
            {"": {"count": "75", "percent": "75.0"}},
        ),
        # of the 200 with a factor, not of all 300; the two factors may stand in one assessment
        # 33 of 400 = 8.25, half up.
        "assessments_by_duration": (
            [("assessments_completed", 400), ("assessments_41_to_45_days", 33), ("assessments_61_or_more_days", 100)],
            {
                "41_to_45_days": {"count": "33", "percent": "8.3"},
                "61_or_more_days": {"count": "100", "percent": "25.0"},
            },
        ),
        "assessments_by_factor": (
            [
                ("assessments_completed", 300),
                ("assessments_with_a_factor", 200),
                ("assessments_with_factor_neglect", 150),
                ("assessments_with_factor_self_harm", 61),
            ],
            {"neglect": {"count": "150", "percent": "75.0"}, "self_harm": {"count": "61", "percent": "30.5"}},
        ),
        "section47_enquiries": ([POPULATION, ("section47_enquiries", 2548)], {"": {"count": "2548", "rate": "318.5"}}),
        "section47_enquiries_by_quarter": (
            [(f"section47_enquiries_in_quarter_{place}", 20 + place) for place in (1, 2, 3, 4)],
            {"quarter_1": {"count": "21"}, "quarter_4": {"count": "24"}},
        ),
        # 605 × 10,000 ÷ 80,000 = 75.625
        "initial_conferences": ([POPULATION, ("initial_conferences", 605)], {"": {"count": "605", "rate": "75.6"}}),
        # 105 + 400 = 505 of all 605, not of the 590 in bands
        "initial_conferences_in_15_days": (
            [
                ("initial_conferences", 605),
                ("initial_conferences_0_to_10_days", 105),
                ("initial_conferences_11_to_15_days", 400),
                ("initial_conferences_16_to_20_days", 85),
            ],
            {"": {"count": "505", "percent": "83.5"}},
        ),
        "initial_conferences_by_duration": (
            [("initial_conferences", 600), ("initial_conferences_21_or_more_days", 66)],
            {"21_or_more_days": {"count": "66", "percent": "11.0"}},
        ),
        "child_protection_plans": ([POPULATION, ("plans_at_31_march", 511)], {"": {"count": "511", "rate": "63.9"}}),
        # 578 × 10,000 ÷ 80,000 = 72.25, half up
        "child_protection_plans_starting": (
            [POPULATION, ("plans_starting", 578)],
            {"": {"count": "578", "rate": "72.3"}},
        ),
        "child_protection_plans_starting_by_quarter": (
            [(f"plans_starting_in_quarter_{place}", 20 + place) for place in (1, 2, 3, 4)],
            {"quarter_1": {"count": "21"}, "quarter_4": {"count": "24"}},
        ),
        "repeat_child_protection_plans": (
            [("plans_starting", 200), ("plans_starting_second_or_subsequent", 25)],
            {"": {"count": "25", "percent": "12.5"}},
        ),
        "child_protection_plans_two_years": (
            [("plans_at_31_march", 112), ("plans_at_31_march_2_years_or_more", 7)],
            {"": {"count": "7", "percent": "6.3"}},
        ),
        "child_protection_plans_reviewed": (
            [("plans_at_31_march_open_3_months", 128), ("plans_reviewed_in_time", 104), ("plans_at_31_march", 200)],
            {"": {"count": "104", "percent": "81.3"}},
        ),
        "child_protection_plans_by_category": (
            [
                ("plans_at_31_march", 80),
                ("plans_at_31_march_neglect_initial", 20),
                ("plans_at_31_march_neglect_latest", 30),
            ],
            {"neglect": {"count": "20", "percent": "25.0"}},
        ),
        **{
            f"child_protection_plans_by_{breakdown}": (
                [(f"plans_at_31_march_of_{category}", 41)],
                {category: {"count": "41"}},
            )
            for breakdown, category in (
                ("age_group", "under_5"),
                ("sex", "sex_male"),
            )
        },
        # 9 of 400 counted = 2.25 %, half up, whatever total is published
        "child_protection_plans_by_ethnic_group": (
            [
                ("plans_at_31_march_in_returns", 400),
                ("plans_at_31_march", 410),
                ("plans_at_31_march_of_asian", 9),
            ],
            {"asian": {"count": "9", "percent": "2.3"}},
        ),
        "child_protection_plans_by_disability": (
            [("plans_at_31_march_of_disability_yes", 41)],
            {"disability_yes": {"count": "41"}},
        ),
        "child_protection_plans_ending": ([POPULATION, ("plans_ending", 547)], {"": {"count": "547", "rate": "68.4"}}),
        "child_protection_plans_ending_two_years": (
            [("plans_ending", 384), ("plans_ending_2_years_or_more", 24)],
            {"": {"count": "24", "percent": "6.3"}},
        ),
        # 676 × 10,000 ÷ 80,000 = 84.5, half up to a whole number
        "children_looked_after": (
            [POPULATION, ("children_looked_after_at_31_march", 676)],
            {"": {"count": "676", "rate": "85"}},
        ),
        # 260 × 10,000 ÷ 80,000 = 32.5, half up to a whole number
        "children_starting_to_be_looked_after": (
            [POPULATION, ("children_starting_to_be_looked_after", 260)],
            {"": {"count": "260", "rate": "33"}},
        ),
        "children_ceasing_to_be_looked_after": (
            [POPULATION, ("children_ceasing_to_be_looked_after", 251)],
            {"": {"count": "251", "rate": "31"}},
        ),
        # 79 of 672 = 11.76 %, a whole number in this family
        "looked_after_three_placements": (
            [("children_looked_after_at_31_march", 672), ("looked_after_with_3_or_more_placements", 79)],
            {"": {"count": "79", "percent": "12"}},
        ),
        "looked_after_three_placements_in_two_years": (
            [("looked_after_for_2_years", 400), ("looked_after_for_2_years_with_3_or_more_placements", 110)],
            {"": {"count": "110", "percent": "28"}},
        ),
        # 155 of 254 = 61.02 %
        "looked_after_same_carer": (
            [
                ("looked_after_under_16_for_2_and_a_half_years", 254),
                ("looked_after_under_16_with_same_carer_for_2_years", 155),
            ],
            {"": {"count": "155", "percent": "61"}},
        ),
        "care_leavers_17_to_18_suitable_accommodation": (
            [("care_leavers_17_to_18", 80), ("care_leavers_17_to_18_in_suitable_accommodation", 74)],
            {"": {"count": "74", "percent": "93"}},
        ),
        "care_leavers_19_to_21_suitable_accommodation": (
            [("care_leavers_19_to_21", 200), ("care_leavers_19_to_21_in_suitable_accommodation", 175)],
            {"": {"count": "175", "percent": "88"}},
        ),
    }
    | {
        # 17,000 of 80,000 sessions = 21.25 %; 25 and 9 of 400 pupils
        f"{kind}_{group}": (
            [(f"{part}_{items}", number), (f"{whole}_{items}", of)],
            {"": {"count": str(number), "percent": percent}},
        )
        for group, items in GROUPS.items()
        for kind, part, number, whole, of, percent in (
            ("absence", "sessions_missed", 17_000, "sessions_possible", 80_000, "21.3"),
            ("persistent_absence", "pupils_missing_10_percent", 25, "pupils", 400, "6.3"),
            ("severe_absence", "pupils_missing_50_percent", 9, "pupils", 400, "2.3"),
        )
    }
    | {
        # What partners hand in: 9 of 400 = 2.25 %, half up, 10 of 400 = 2.5 %; the parts of a whole are 9, 10, 11 …
        measure.title: (
            [(item, number) for number, item in enumerate(measure.numerator, 9)]
            + ([(measure.denominator, 400)] if measure.denominator else []),
            {
                category: {"count": str(number)} | ({"percent": PERCENTS_OF_400[number]} if measure.denominator else {})
                for number, category in enumerate(measure.categories or ("",), 9)
            },
        )
        for measure in PARTNER_MEASURES
    }
)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.title)
def test_a_measure_is_what_a_person_works_out_by_hand(measure):
    counts, expected = WORKED[measure.title]
    # Returns of a year are called by both its years, a published release by the one in which it ends.
    release = f"{measure.releases}_{'2023_24' if measure.releases == RETURNED else 2024}"
    figures = official(*((COVENTRY, item, number) for item, number in counts), release=release)
    results = figures_of(side_by_side(figures), [measure])
    actual = {
        category: {
            row.measure.rpartition("_")[2]: row.value for row in results[results["category"] == category].itertuples()
        }
        for category in expected
    }
    assert expected == actual


def test_every_measure_is_registered_once_and_has_a_worked_example():
    assert list(WORKED) == [measure.title for measure in MEASURES]


def test_measures_stand_in_the_order_of_the_chapters():
    chapters = list(dict.fromkeys(measure.chapter for measure in MEASURES))
    expected = [
        "local-context",
        "children-in-need",
        "referrals",
        "assessments",
        "section-47",
        "child-protection-plans",
        "looked-after",
        "schools",
        "police",
        "health",
        "education",
        "front-door",
        "equalities",
        "partnership-work",
    ]
    assert expected == chapters


def test_no_two_figures_share_an_id():
    ids = Counter(one for measure in MEASURES for one in measure.ids)
    assert [] == [one for one, times in ids.items() if times > 1]


def test_every_count_that_a_measure_needs_is_one_that_published_files_or_partners_hold():
    counts = {item for measure in MEASURES for _, items in measure.parts for item in items}
    needed = counts | {measure.denominator for measure in MEASURES if measure.denominator}
    handed_in = {one.id for one in INDICATORS} | {f"{one.id}_denominator" for one in INDICATORS if one.denominator}
    assert set() == needed - set(all_items()) - handed_in - set(COUNTED_ITEMS)


def test_every_indicator_of_partners_is_measured_or_said_not_to_be():
    measured = {item for measure in MEASURES for item in measure.numerator}
    not_measured = {one for gap in NOT_MEASURED for one in gap.indicators}
    assert {one.id for one in INDICATORS} == {one.id for one in INDICATORS} & (measured | not_measured)
    assert set() == measured & not_measured


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.title)
def test_every_measure_has_all_its_words_and_no_others(measure):
    expected = {"name", "why_it_matters", "numerator", "limits", "owner", "definition_source"}
    expected |= {"denominator"} if measure.denominator else set()
    expected |= {"categories"} if measure.breakdown else set()
    words = words_by_title()[measure.title]
    assert expected == set(words)
    assert list(measure.categories) == list(words.get("categories", {}))
    assert all(text.strip() == text != "" for text in words.values() if isinstance(text, str))


def test_no_words_are_without_a_measure():
    assert {measure.title for measure in MEASURES} == set(words_by_title())


def test_words_stand_beside_the_module_of_their_chapter():
    folder = Path(measures_package.__file__).parent
    assert [] == [path.name for path in folder.glob("*.toml") if not path.with_suffix(".py").is_file()]


def test_the_records_of_measures_are_those_that_released_figures_are_read_with():
    records = measure_words()
    assert [one for measure in MEASURES for one in measure.ids] == [record["measure"] for record in records]
    assert {tuple(sorted(field.name for field in fields(MeasureWords)))} == {tuple(sorted(one)) for one in records}


def test_a_rate_says_in_words_that_it_is_of_the_population_and_a_count_of_nothing():
    by_id = {record["measure"]: record for record in measure_words()}
    assert "mid-2023" in by_id["referrals_rate"]["denominator"]
    assert by_id["referrals_count"]["denominator"] == ""
    assert by_id["rereferrals_percent"]["denominator"] == "All referrals in the year"


def test_a_count_is_never_better_when_high_or_low():
    assert {"none"} == {record["polarity"] for record in measure_words() if record["data_type"] == "count"}


def test_a_percentage_without_a_denominator_cannot_be_declared():
    with pytest.raises(ValueError, match="names its denominator"):
        Measure(title="shares", chapter="referrals", numerator=("referrals",), data_types=("count", "percent"))


def test_a_breakdown_with_a_category_too_few_cannot_be_declared():
    with pytest.raises(ValueError, match="one for each count"):
        Measure(
            title="parts",
            chapter="referrals",
            numerator=("referrals_from_police", "referrals_from_schools"),
            data_types=("count",),
            breakdown="source",
            categories=("police",),
        )
