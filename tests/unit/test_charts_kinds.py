"""Charts of every kind: the way to care, what was in time, quarters, two authorities, places among all, events."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from released_builder import ASHMERE, JOINT, WOLD, default_figures, write_released

from safeguarding_report.charts import draw_chart, draw_charts
from safeguarding_report.charts.among import funnel_content, places_content
from safeguarding_report.charts.content import Series, content_of
from safeguarding_report.charts.draw_among import draw_funnel, draw_places, same_decimals
from safeguarding_report.charts.headlines import headline
from safeguarding_report.charts.parts_told import panels_told
from safeguarding_report.charts.plan import PLANS
from safeguarding_report.charts.plane import Plane
from safeguarding_report.released import Released
from safeguarding_report.report.chart_blocks import chart_block
from safeguarding_report.report.elements import years_whole

AUTHORITIES = {
    "rereferrals_percent": [f"{share * 40}/4000" for share in range(10, 40)],
    "referrals_rate": [f"{number * 100}/80000" for number in range(20, 60)],
}
"""Thirty authorities with 10 to 39 per cent of 4,000, and forty with 250 to 738 of 80,000."""


def plan(chart):
    return next(one for one in PLANS if one.chart == chart)


def released(folder, **settings):
    return Released(write_released(folder / "released", **settings))


def content(folder, chart, **settings):
    held = released(folder, **settings)
    return content_of(plan(chart), held), held


@pytest.fixture(scope="module")
def among(tmp_path_factory):
    folder = tmp_path_factory.mktemp("among")
    cells = {
        ("referrals", WOLD, "202324"): (63, 642),
        ("rereferrals", WOLD, "202324"): (40, 63),
        ("rereferrals", ASHMERE, "202324"): (941, 4505),
    }
    return released(folder, joint=True, authorities=AUTHORITIES, cells=cells)


# ---- the way to care ----------------------------------------------------------------------------------


def test_the_way_to_care_holds_counts_of_one_year_and_nothing_of_one_day(tmp_path):
    shown, _ = content(tmp_path, "from-contact-to-care")

    assert [
        "referrals_count", "assessments_completed_count", "section47_enquiries_count", "initial_conferences_count",
        "child_protection_plans_starting_count",
    ] == [figure.measure for figure in shown.figures]  # fmt: skip
    assert {"202324"} == {figure.time_period for figure in shown.figures}


def test_the_way_to_care_says_that_these_are_not_the_same_children(tmp_path):
    chart = draw_chart(plan("from-contact-to-care"), released(tmp_path))

    assert "not the same children" in chart.unknown
    assert ("Step", ("Number",)) == (chart.row_heading, chart.columns)


def test_with_fewer_than_three_counts_there_is_no_way_to_care(tmp_path):
    cells = {
        (title, ASHMERE, "202324"): None
        for title in ("assessments_completed", "initial_conferences", "child_protection_plans_starting")
    }
    assert "from-contact-to-care" not in {chart.chart for chart in draw_charts(released(tmp_path, cells=cells))}


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        (450, "About ten referrals for each child protection plan that started"),
        (474, "About ten referrals for each child protection plan that started"),
        (475, "About nine referrals for each child protection plan that started"),
        ("c", "About seven referrals for each initial conference held"),
    ],
)
def test_the_headline_of_the_way_to_care_sets_a_late_step_beside_an_early_one(tmp_path, plans, expected):
    cell = plans if isinstance(plans, str) else (plans, 80494)
    cells = {("child_protection_plans_starting", ASHMERE, "202324"): cell}
    assert expected == headline(*content(tmp_path, "from-contact-to-care", cells=cells))


def test_what_the_way_to_care_tells_is_which_steps_had_more_than_the_year_before(tmp_path):
    told = draw_chart(plan("from-contact-to-care"), released(tmp_path)).tells
    assert told.startswith("More than the year before: section 47 enquiries started")
    assert "Fewer: referrals" in told


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # 49 of 4,925 is less than one per cent, 50 is not: the text says "hardly changed", then "fell".
        (4876, "About as many: referrals"),
        (4875, "Fewer: referrals"),
    ],
)
def test_the_way_to_care_calls_a_step_fewer_from_where_the_text_says_that_it_fell(tmp_path, now, expected):
    cells = {("referrals", ASHMERE, "202324"): (now, 80494)}
    told = draw_chart(plan("from-contact-to-care"), released(tmp_path, cells=cells)).tells
    assert expected in told


def test_of_a_step_with_few_cases_the_way_to_care_says_that_they_are_too_few_to_tell(tmp_path):
    cells = {
        ("initial_conferences", ASHMERE, "202223"): (60, 80494),
        ("initial_conferences", ASHMERE, "202324"): (66, 80494),
    }
    told = draw_chart(plan("from-contact-to-care"), released(tmp_path, cells=cells)).tells
    assert told.endswith(" Too few to tell: initial conferences held.")
    assert 1 == told.count("initial conferences held")


@pytest.mark.parametrize(
    ("assessments", "expected"),
    [(4400, "From referral to plan: fewer at every step"), (4505, "From referral to plan: counts of the year"),
     ("c", "From referral to plan: counts of the year")],
)  # fmt: skip
def test_without_two_steps_to_compare_the_headline_says_fewer_only_where_every_step_is(tmp_path, assessments, expected):
    cell = assessments if isinstance(assessments, str) else (assessments, 80494)
    few = {"child_protection_plans_starting": 3, "initial_conferences": 4, "children_starting_to_be_looked_after": 2}
    cells = {("assessments_completed", ASHMERE, "202324"): cell}
    cells |= {(title, ASHMERE, "202324"): (number, 80494) for title, number in few.items()}
    assert expected == headline(*content(tmp_path, "from-contact-to-care", cells=cells))


# ---- what was in time ---------------------------------------------------------------------------------


def test_bars_after_the_limit_are_open_and_the_limit_stands_between(tmp_path):
    shown, _ = content(tmp_path, "assessments-by-duration")
    svg = draw_chart(plan("assessments-by-duration"), released(tmp_path / "again")).svg

    assert ({2, 3}, (2, "Limit: 45 working days")) == (shown.open_places, shown.rule)
    assert "Limit: 45 working days" in svg
    assert "[c]" in svg


@pytest.mark.parametrize(
    ("numerator", "expected"),
    [
        # 76.1, 76.2, 78.0 and 78.1 per cent of 4,800 beside England's 77.1: a point apart is apart.
        (3653, "Assessments were in time less often than in England"),
        (3658, "Assessments were in time about as often as in England"),
        (3744, "Assessments were in time about as often as in England"),
        (3749, "Assessments were in time more often than in England"),
        ("c", "Assessments by how long they took"),
    ],
)
def test_the_headline_on_what_was_in_time_stands_beside_england(tmp_path, numerator, expected):
    cell = numerator if isinstance(numerator, str) else (numerator, 4800)
    cells = {("assessments_in_45_days", ASHMERE, "202324"): cell}
    assert expected == headline(*content(tmp_path, "assessments-by-duration", cells=cells))


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (78, 99, "Assessments by how long they took"),
        (19, 100, "Assessments by how long they took"),
        (77, 100, "Assessments were in time about as often as in England"),
    ],
)
def test_of_few_cases_no_headline_says_how_often_they_were_in_time(tmp_path, numerator, denominator, expected):
    cells = {("assessments_in_45_days", ASHMERE, "202324"): (numerator, denominator)}
    assert expected == headline(*content(tmp_path, "assessments-by-duration", cells=cells))


# ---- quarters -----------------------------------------------------------------------------------------


def test_each_quarter_stands_below_the_quarter_before_it_and_last_years_are_open(tmp_path):
    shown, _ = content(tmp_path, "referrals-by-quarter")

    assert ("January to March 2023", "April to June 2023") == shown.places[3:5]
    assert {0, 1, 2, 3} == shown.open_places
    assert ["202223"] * 4 + ["202324"] * 4 == [figure.time_period for figure in shown.figures]


def of_quarters(*numbers, before=(1000, 1000, 1000, 1000)):
    cells = {}
    for period, four in (("202223", before), ("202324", numbers)):
        for place, number in enumerate(four, 1):
            cell = number if isinstance(number, str) else (number, 4505)
            cells["referrals_by_quarter", ASHMERE, period, f"quarter_{place}"] = cell
    return cells


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1020, 1500, 990, 900), "July to September: more referrals than a year before"),
        ((980, 1030, 990, 900), "January to March: fewer referrals than a year before"),
        ((1020, 1500, 1100, 1030), "More referrals in every quarter than a year before"),
        ((980, 500, 900, 970), "Fewer referrals in every quarter than a year before"),
        ((1019, 981, 1000, 990), "Referrals by quarter"),
        (("c", 1500, 990, 900), "Referrals by quarter"),
    ],
)
def test_the_headline_on_quarters_is_of_the_one_that_differs_most_from_a_year_before(tmp_path, numbers, expected):
    assert expected == headline(*content(tmp_path, "referrals-by-quarter", cells=of_quarters(*numbers)))


def test_quarters_tell_which_had_more_and_which_fewer(tmp_path):
    made = released(tmp_path, cells=of_quarters(1020, 1500, 990, 900))
    assert (
        "More than in the same quarter a year before: April to June and July to September. Fewer: January to March. "
        "About as many: October to December. The busiest quarter of this year was July to September."
    ) == draw_chart(plan("referrals-by-quarter"), made).tells


# ---- two authorities on one scale ---------------------------------------------------------------------


def of_wold(number):
    return {
        ("child_protection_plans_by_category", WOLD, "202324", category): (share, 100)
        for category, share in (
            ("neglect", number),
            ("physical", 20),
            ("sexual", 5),
            ("emotional", 30),
            ("multiple", 0),
        )
    }


def test_two_authorities_stand_side_by_side_as_shares(tmp_path):
    shown, _ = content(tmp_path, "child-protection-plans-by-category", joint=True, cells=of_wold(45))

    assert "panels" == shown.drawn_as
    assert [ASHMERE, WOLD] == [series.area.code for series in shown.series]
    assert {"per cent"} == {figure.unit for figure in shown.figures}


@pytest.mark.parametrize(("number", "expected"), [(45, ": Neglect in both"), (25, ": the authorities differ")])
def test_the_headline_says_whether_the_largest_is_the_same(tmp_path, number, expected):
    shown = content(tmp_path, "child-protection-plans-by-category", joint=True, cells=of_wold(number))

    assert headline(*shown).endswith(expected)


def test_where_one_authority_is_hidden_the_other_stands_alone(tmp_path):
    shown, _ = content(tmp_path, "child-protection-plans-by-category", joint=True)

    assert ("bars", 1) == (shown.drawn_as, len(shown.series))


# ---- among all authorities ----------------------------------------------------------------------------


def test_a_funnel_marks_the_partnerships_authorities_and_not_the_joint_area(among):
    shown = funnel_content("rereferrals_percent", "Share of re-referrals", among)

    assert [(ASHMERE, "within"), (WOLD, "above")] == [(place.area.code, place.side) for place in shown.own]
    assert JOINT not in {place.area.code for place in shown.own}


def test_a_funnel_tells_in_words_what_its_markers_show(among):
    chart = next(chart for chart in draw_charts(among) if chart.chart == "rereferrals-percent-funnel")

    assert "Share of re-referrals: the authorities differ" == chart.headline
    assert "Wold is above the usual range for an authority of its size." in chart.tells
    assert "Spiegelhalter" in chart.unknown
    assert "all-measures" == chart.chapter


def test_markers_differ_in_shape_and_every_authority_is_a_dot(among):
    svg = next(chart.svg for chart in draw_charts(among) if chart.chart == "rereferrals-percent-funnel")
    markers = {re.search(rf'id="[^"]*-place-{number}".*?d="([^"]+)"', svg)[1] for number in (0, 1)}

    assert 2 == len(markers)
    dots = re.search(r'id="[^"]*-others-0"><path d="([^"]+)"', svg)[1]
    assert 30 == len(re.findall("M", dots))


def test_without_what_others_published_there_is_no_funnel_and_no_strip(tmp_path):
    held = released(tmp_path)

    assert (None, None) == (funnel_content("rereferrals_percent", "Share", held), places_content(held))


def test_an_authority_without_a_figure_has_no_marker_and_a_word_instead(tmp_path):
    held = released(tmp_path, joint=True, authorities=AUTHORITIES)

    shown = funnel_content("rereferrals_percent", "Share of re-referrals", held)

    assert [ASHMERE] == [place.area.code for place in shown.own]
    assert ("Wold: hidden",) == shown.without


def test_a_strip_says_where_each_authority_stands(among):
    chart = next(chart for chart in draw_charts(among) if chart.chart == "place-among-authorities")

    assert "Ashmere 559.7, in the highest quarter of authorities" in chart.alternative
    assert [("Referrals, Ashmere, per 10,000 children", (f"referrals_rate/{ASHMERE}/202324",))] == [
        (row.label, row.figures) for row in chart.rows[:1]
    ]


def test_a_strip_tells_which_figures_stand_at_an_end(among, monkeypatch):
    places = {
        "referrals_rate": "in the highest tenth of authorities",
        "rereferrals_percent": "in the lowest tenth of authorities",
    }

    def stands(_, measure, code):
        return places.get(measure) if code == ASHMERE else "among the middle half of authorities"

    monkeypatch.setattr("safeguarding_report.charts.among.level", stands)
    told = next(one for one in draw_charts(among) if one.chart == "place-among-authorities").tells
    assert (
        "In the highest tenth of authorities: Referrals, Ashmere. In the lowest tenth of authorities: Re-referrals, Ashmere."
        == told
    )

    monkeypatch.setattr("safeguarding_report.charts.among.level", lambda *_: "in the highest quarter of authorities")
    told = next(one for one in draw_charts(among) if one.chart == "place-among-authorities").tells
    assert told.startswith("In the highest quarter of authorities: Referrals, Ashmere; ")

    monkeypatch.setattr("safeguarding_report.charts.among.level", lambda *_: "among the middle half of authorities")
    told = next(one for one in draw_charts(among) if one.chart == "place-among-authorities").tells
    assert "No figure shown stands outside the middle half of authorities." == told


@pytest.mark.parametrize(
    ("ashmere", "headline"),
    [
        ("among the middle half of authorities", "Mostly among the middle half of authorities"),
        ("in the lowest quarter of authorities", "Often outside the middle half of authorities"),
        (None, "Place among authorities: too few to tell"),
        ("too few to tell", "Place among authorities: too few to tell"),
    ],
)
def test_places_that_cannot_be_told_count_neither_inside_nor_outside_the_middle_half(
    among, monkeypatch, ashmere, headline
):
    monkeypatch.setattr(
        "safeguarding_report.charts.among.level",
        lambda _, __, code: ashmere if code == ASHMERE else "too few to tell",
    )
    chart = next(one for one in draw_charts(among) if one.chart == "place-among-authorities")
    assert headline == chart.headline
    assert chart.tells.startswith("Too few to tell: ")
    assert ("No other figure shown stands" in chart.tells) == headline.startswith("Mostly")


def said_in(charts, name):
    svg = next(chart.svg for chart in charts if chart.chart == name)
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_strips_and_funnels_say_what_they_count_in(among):
    charts = draw_charts(among)
    assert {"Referrals, per 10,000", "Re-referrals, per cent"} <= set(said_in(charts, "place-among-authorities"))
    funnel = said_in(charts, "rereferrals-percent-funnel")
    assert {"Per cent", "Each small dot: one authority"} <= set(funnel)
    whole = among.measures["rereferrals_percent"].denominator.partition(",")[0].removeprefix("All ")
    assert f"Size: {whole}" in " ".join(funnel)


# ---- events -------------------------------------------------------------------------------------------


def with_events(folder, *entries):
    held = released(folder)
    held.registers = {"marked_events": SimpleNamespace(entries=entries)}
    return held


def event(day, **more):
    return {"event": "Schools were closed to most children", "start_date": day, **more}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-09-30", [0.0]),
        ("2020-03-23", [0.48]),
        ("2024-03-31", [4.0]),
        ("2019-03-31", []),
        ("2024-04-02", []),
    ],
)
def test_an_event_is_marked_where_it_lies_within_the_years(tmp_path, day, expected):
    # The years are 2019-20 to 2023-24; a year's figure stands in its middle.
    shown = content_of(plan("referrals-rate"), with_events(tmp_path, event(day)))

    assert expected == [one.place for one in shown.events if one.text.startswith("Schools")]


def test_an_event_has_a_letter_in_the_drawing_and_words_in_the_key_and_the_alternative(tmp_path):
    chart = draw_chart(plan("referrals-rate"), with_events(tmp_path, event("2020-03-23")))

    assert ">A<" in chart.svg
    assert "closed to most children" in chart.svg
    assert "Marked: Schools were closed to most children, from March 2020." in chart.alternative


def test_an_event_of_another_area_is_not_marked(tmp_path):
    shown = content_of(plan("referrals-rate"), with_events(tmp_path, event("2021-03-08", area_code=WOLD)))

    assert ["The first national lockdown, from March 2020"] == [one.text for one in shown.events]


def test_the_first_lockdown_is_marked_everywhere_unless_the_register_has_words_of_its_own_for_the_day(tmp_path):
    told = [
        [one.text for one in content_of(plan("referrals-rate"), with_events(tmp_path / str(place), *entries)).events]
        for place, entries in enumerate(((), (event("2021-03-08"),), (event("2020-03-23"),)))
    ]
    lockdown, schools = (
        "The first national lockdown, from March 2020",
        "Schools were closed to most children, from March",
    )
    assert [[lockdown], [lockdown, f"{schools} 2021"], [f"{schools} 2020"]] == told


# ---- words beside a chart -----------------------------------------------------------------------------


def test_every_drawn_chart_says_what_it_tells_and_what_is_not_known(among):
    without = [chart.chart for chart in draw_charts(among) if chart.svg and not (chart.tells and chart.unknown)]

    assert [] == without


def test_what_a_trend_tells_is_the_judgement_of_the_sentences(tmp_path):
    chart = draw_chart(plan("referrals-rate"), released(tmp_path))

    assert (
        "Ashmere: the rate of referrals fell, the third fall in a row, a notable change among authorities. "
        "It is in the highest quarter of authorities."
    ) == chart.tells


def shares(*numbers):
    categories = ("neglect", "physical", "sexual", "emotional", "multiple")
    return {
        ("child_protection_plans_by_category", ASHMERE, "202324", category): number if number == "c" else (number, 511)
        for category, number in zip(categories, numbers, strict=True)
    }


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        # 205 of 511 are the largest number and no more than two in five.
        (
            (205, 100, 36, 150, 20),
            "After “Neglect” come “Emotional abuse” and “Physical abuse”.",
        ),
        (
            (200, 100, 11, 200, 0),
            "The largest two are equal: “Neglect” and “Emotional abuse”; next comes “Physical abuse”.",
        ),
        # 151 stand under what is hidden, so either of the two may be larger than 150.
        (
            (150, 110, 100, "c", "c"),
            "Of the numbers shown, the largest is under “Neglect”; next come “Physical abuse” and “Sexual abuse”.",
        ),
        # 61 stand under what is hidden: either of the two may come second.
        (
            (350, 60, 40, "c", "c"),
            "After “Neglect”, of the numbers shown, come “Physical abuse” and “Sexual abuse”.",
        ),
        # 60 are left: neither can be more than the third, which has 61.
        (
            (300, 90, 61, "c", "c"),
            "After “Neglect” come “Physical abuse” and “Sexual abuse”.",
        ),
        # 211 are left, so two of 150 need not be the largest.
        (
            (150, "c", "c", 150, 0),
            "Of the numbers shown, the largest two are equal: “Neglect” and “Emotional abuse”.",
        ),
        # 71 are left, under which one may have more than 40.
        (
            (200, 40, "c", 200, "c"),
            "The largest two are equal: “Neglect” and “Emotional abuse”; of the numbers shown, next comes “Physical abuse”.",
        ),
        (
            (170, 170, 1, 170, 0),
            "The largest three are equal: “Neglect”, “Physical abuse” and “Emotional abuse”.",
        ),
        (
            (120, 120, 31, 120, 120),
            "The largest number stands under several, such as “Neglect”, “Physical abuse” and “Emotional abuse”.",
        ),
        (("c", "c", 0, 0, 0), "No category has a number above nought that may be shown."),
        ((0, 0, 0, 0, 0), "No category has a number above nought."),
    ],
)
def test_the_largest_category_is_not_called_most_and_what_is_hidden_may_be_larger(tmp_path, numbers, expected):
    made = released(tmp_path, cells=shares(*numbers))
    told = draw_chart(plan("child-protection-plans-by-category"), made).tells
    assert expected == told.partition(" Since the year before")[0]


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        (None, "Since the year before, “Neglect” rose most and “Physical abuse” fell most in number."),
        (
            "sexual",
            "Since the year before, of the numbers shown, “Neglect” rose most and “Physical abuse” fell most in number.",
        ),
    ],
)
def test_where_a_category_is_hidden_what_moved_most_is_said_of_the_numbers_shown(tmp_path, hidden, expected):
    before = dict(zip(("neglect", "physical", "sexual", "emotional", "multiple"), (200, 200, 31, 150, 20), strict=True))
    cells = shares(300, 100, 31, 60, 20) | {
        ("child_protection_plans_by_category", ASHMERE, "202223", category): "c"
        if category == hidden
        else (number, 601)
        for category, number in before.items()
    }
    told = draw_chart(plan("child-protection-plans-by-category"), released(tmp_path, cells=cells)).tells
    assert told.endswith(expected)


def test_a_level_of_few_children_rests_on_numbers_too_few_to_tell_whether_or_not_it_can_be_compared(tmp_path):
    before_hidden = {("referrals", ASHMERE, "202324"): (90, 80494), ("referrals", ASHMERE, "202223"): "c"}
    told = draw_chart(plan("referrals-rate"), released(tmp_path, cells=before_hidden)).tells
    assert "Ashmere: the rate of referrals rests on numbers that are too few to tell." == told


@pytest.mark.parametrize(
    ("number", "children", "expected"),
    [
        # 490 per 10,000 in the year before; 4,900 of 90,000 are 544.4, of 110,000 they are 445.5.
        (
            4900,
            90000,
            "The number itself fell; the rate rose because it is taken of fewer children than the year before.",
        ),
        (
            5000,
            110000,
            "The number itself did not change; the rate fell because it is taken of more children than the year before.",
        ),
        (4900, 100000, ""),
    ],
)
def test_where_a_rate_and_its_number_part_the_number_of_children_is_why(tmp_path, number, children, expected):
    cells = {
        ("referrals", ASHMERE, "202223"): (5000, 100000),
        ("referrals", ASHMERE, "202324"): (number, children),
    }
    told = draw_chart(plan("referrals-rate"), released(tmp_path, cells=cells)).tells
    assert expected == "".join(told.partition("The number itself")[1:])


def test_a_large_change_without_a_reason_is_said_to_be_unexplained(tmp_path):
    cells = {("referrals", ASHMERE, "202324"): (7000, 80494)}
    reason = {
        "title": "referrals", "area_code": ASHMERE, "text": "Recording changed.", "source": "x", "certainty": "known",
    }  # fmt: skip
    told = [
        draw_chart(plan("referrals-rate"), released(tmp_path / name, cells=cells, reasons=reasons)).unknown
        for name, reasons in (("without", ()), ("with", (reason,)))
    ]

    assert ["No explanation" in text for text in told] == [True, False]


def test_no_year_breaks_at_its_hyphen_below_a_headline(tmp_path):
    held = released(tmp_path)
    block = years_whole(chart_block(held, draw_chart(plan("referrals-rate"), held)))
    (subtitle,) = re.findall(r'<p class="subtitle">(.*?)</p>', block)
    assert '<span class="year">2019-20</span> to <span class="year">2023-24</span>' in subtitle
    assert "&lt;" not in subtitle


def planes_of(drawing):
    return [one for one in drawing.get_children() if isinstance(one, Plane)]


def test_a_strip_has_a_box_around_the_middle_half_and_lines_where_the_outer_tenths_begin(among):
    strip = places_content(among).strips[0]
    comparison = among.comparisons["referrals_rate", "202324"]
    borders = (comparison.level_10, comparison.level_25, comparison.level_75, comparison.level_90)
    assert tuple(map(float, borders)) == strip.borders

    (plane, *_) = planes_of(draw_places(places_content(among)))
    (box,) = [one for one in plane.get_children() if isinstance(one, Rectangle)]
    assert (strip.borders[1], strip.borders[2] - strip.borders[1]) == (box.get_x(), box.get_width())
    lines = [one for one in plane.get_children() if isinstance(one, Line2D)]
    upright = [line.get_xdata() for line in lines if line.get_marker() == "None"]
    assert [[strip.borders[0]] * 2, [strip.borders[3]] * 2] == upright


def test_a_strip_of_which_no_spread_is_known_has_no_box(among):
    content = places_content(among)
    bare = replace(content, strips=tuple(replace(strip, borders=()) for strip in content.strips))
    pieces = [one for plane in planes_of(draw_places(bare)) for one in plane.get_children()]
    assert pieces
    assert [] == [one for one in pieces if isinstance(one, Rectangle)]


@pytest.mark.parametrize(
    ("ends", "told"),
    [((48.0, 497.5), ["48.0", "497.5"]), ((20.0, 83.0), ["20", "83"]), ((24.94, 1083.0), ["24.9", "1,083.0"])],
)
def test_both_ends_of_a_strip_are_said_with_as_many_decimals(ends, told):
    assert told == same_decimals(*ends)


def test_every_row_of_a_key_that_names_a_line_shows_a_piece_of_it(among):
    funnel = draw_funnel(funnel_content("rereferrals_percent", "Re-referrals", among))
    samples = [line for line in funnel.findobj(Line2D) if line in funnel.artists and not line.get_gid()]
    assert 4 == len(samples)


def told_of_referrals(tmp_path, then, now, **settings):
    """Return what the chart of the rate of referrals tells of two years."""
    cells = {("referrals", ASHMERE, "202223"): then, ("referrals", ASHMERE, "202324"): now}
    return draw_chart(plan("referrals-rate"), released(tmp_path, cells=cells, **settings)).tells


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        # 500.0 for every 10,000, and the same; 504.9 is less than one per cent more, 505.0 is not.
        ((40000, 800000), (40000, 800000), "the rate of referrals did not change. "),
        ((40000, 800000), (40392, 800000), "the rate of referrals hardly changed. "),
        ((40000, 800000), (40400, 800000), "the rate of referrals rose, an ordinary change among authorities. "),
        ((99, 80000), (120, 80000), "; of how it moved, the numbers are too few to tell."),
    ],
)
def test_a_chart_tells_how_a_figure_moved_in_the_words_of_the_text(tmp_path, then, now, expected):
    told = told_of_referrals(tmp_path, then, now)
    assert expected in told
    assert "of authorities" in told  # where it stands is told of all four: this year's cases are not few
    assert "did not change, " not in told


def test_a_change_of_few_cases_that_is_more_than_chance_is_told_below_the_headline_that_tells_it(tmp_path):
    cells = {("referrals", ASHMERE, "202223"): (99, 80000), ("referrals", ASHMERE, "202324"): (24, 80000)}
    ends = {f"referrals_rate/{ASHMERE}/202223": ("10.1", "15.1"), f"referrals_rate/{ASHMERE}/202324": ("1.9", "4.5")}
    figures = [
        row | dict(zip(("lower", "upper"), ends.get(row["figure_id"], ("", "")), strict=True))
        for row in default_figures(joint=False, cells=cells, year="2023-24")
    ]
    chart = draw_chart(plan("referrals-rate"), released(tmp_path, figures=figures))
    assert "Rate of referrals fell, a large change" == chart.headline
    assert chart.tells == (
        "Ashmere: the rate of referrals fell, the third fall in a row, a large change among authorities and more than "
        "chance even with so few cases. Where it stands rests on numbers that are too few to tell."
    )


def test_of_a_figure_that_is_hidden_this_year_a_chart_says_so_and_not_that_the_year_before_lacks(tmp_path):
    told = told_of_referrals(tmp_path, (4000, 80000), "c")
    assert "This year's figure is hidden, so nothing can be said of how it moved or where it stands." == told


@pytest.mark.parametrize(("ends", "is_told"), [(("70.1", "100.0"), False), (("84.0", "100.0"), True)])
def test_a_funnel_does_not_place_few_cases_that_chance_could_have_put_there(tmp_path, monkeypatch, ends, is_told):
    """Nine of nine lie above the limits, and by chance alone none of nine is late in one year of ten."""
    measure = "initial_conferences_in_15_days_percent"
    cells = {
        ("initial_conferences", WOLD, "202324"): (9, 642),
        ("initial_conferences_in_15_days", WOLD, "202324"): (9, 9),
    }
    others = {measure: [f"{share * 4}/400" for share in range(63, 93)]}
    made = released(tmp_path, joint=True, cells=cells, authorities=others)
    given = Released.figure
    of_wold_now = replace(made.figure(measure, WOLD), lower=ends[0], upper=ends[1])

    def figure(self, wanted, area, *rest, **more):
        is_this = (wanted, area, rest) == (measure, WOLD, ())
        return of_wold_now if is_this else given(self, wanted, area, *rest, **more)

    monkeypatch.setattr(Released, "figure", figure)
    chart = next(one for one in draw_charts(made) if one.chart == "initial-conferences-in-15-days-percent-funnel")

    assert is_told == ("Wold is above the usual range for an authority of its size." in chart.tells)
    assert is_told != ("Wold: the figure rests on numbers that are too few to tell." in chart.tells)
    assert is_told == chart.headline.endswith(": the authorities differ")


# ---- what is hidden, equal or none --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("neglect", "sexual", "start"),
    [
        (60, "c", "The two authorities"),  # 5 may hide: no further from Ashmere's share than neglect
        ("c", 5, "Of the shares shown in both, the two authorities"),  # 60 may hide
    ],
)
def test_where_a_hidden_share_may_differ_more_two_authorities_are_compared_by_the_shares_shown(
    tmp_path, neglect, sexual, start
):
    cells = of_wold(60) | {
        ("child_protection_plans_by_category", WOLD, "202324", "physical"): (0, 100),
        ("child_protection_plans_by_category", WOLD, "202324", "emotional"): (35, 100),
        ("child_protection_plans_by_category", WOLD, "202324", "neglect"): neglect
        if neglect == "c"
        else (neglect, 100),
        ("child_protection_plans_by_category", WOLD, "202324", "sexual"): sexual if sexual == "c" else (sexual, 100),
    }
    made = released(tmp_path, joint=True, cells=cells)

    assert draw_chart(plan("child-protection-plans-by-category"), made).tells.startswith(f"{start} differ most under ")


def of_months(*numbers, period="202324"):
    months = ("april", "may", "june", "july", "august", "september", "october", "november", "december", "january",
              "february", "march")  # fmt: skip
    return {
        ("referrals_by_month", ASHMERE, period, month): number if number == "c" else (number, 4505)
        for month, number in zip(months, numbers, strict=True)
    }


def months_of(folder, numbers, before=None):
    cells = of_months(*numbers) | (of_months(*before, period="202223") if before else {})
    return draw_chart(plan("referrals-by-month"), released(folder, cells=cells)).tells


def test_of_months_of_which_some_are_hidden_none_is_called_the_quietest_nor_all_the_busiest(tmp_path):
    """The City of London's months of 2020-21: seven are shown."""
    shown = [6, "c", "c", 8, "c", 7, 10, "c", 7, "c", 6, 7]

    assert "Of the months shown, the busiest were July and October." == months_of(tmp_path, shown)


@pytest.mark.parametrize(
    ("more_by", "expected"),
    [
        ([1] * 12, "Every month had more than a year before."),
        ([-1] * 12, "No month had more than a year before."),
        ([1] * 2 + [-1] * 10, "More than a year before came in two of the twelve months."),
    ],
)
def test_months_are_counted_that_had_more_than_a_year_before(tmp_path, more_by, expected):
    now = list(range(300, 420, 10))
    before = [number - one * 50 for number, one in zip(now, more_by, strict=True)]

    assert months_of(tmp_path, now, before).endswith(f" {expected}")


def test_quarters_of_the_year_before_alone_are_no_chart(tmp_path):
    cells = of_quarters("x", "x", "x", "x")
    made = released(tmp_path, cells=cells)

    assert not content_of(plan("referrals-by-quarter"), made).is_drawn


def test_the_area_whose_share_is_larger_has_its_article(tmp_path):
    released = Released(write_released(tmp_path / "released", joint=True))
    city = next(area for area in released.own_areas if area.code == ASHMERE)
    figures = [one for one in released.figures if one.measure == "referrals_rate" and one.area_code == ASHMERE][:1]
    half = [replace(one, value=str(float(one.value) / 2)) for one in figures]
    two = (Series(replace(city, name="City of London"), tuple(figures)), Series(city, tuple(half)))
    told = panels_told(SimpleNamespace(series=two, places=("Schools",)))
    assert told.endswith("differ most under “Schools”, whose share is larger in the City of London.")
