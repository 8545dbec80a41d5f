"""Why a measure has no figure: as far as the returns and the released data say it, and once for each reason."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from released_builder import ASHMERE, JOINT, PERIODS, WOLD, default_figures, write_released
from test_quality_chapter import FACTS

from safeguarding_report import narrative
from safeguarding_report.missing import gap, in_a_cell, nil_return
from safeguarding_report.released import Released
from safeguarding_report.report.elements import empty_years
from safeguarding_report.report.figure_chapters import measure_table
from safeguarding_report.report.figure_openings import opening
from safeguarding_report.report.plan import ChapterPlan, chapter_plan

COUNTS = FACTS | {"form": "figures on our template"}
POLICE = COUNTS | {"partner": "Wold Police", "area": "Wold"}
BOARD = COUNTS | {"partner": "Marches Board", "area": "the whole area"}
PARTNERS = [
    {"kind": "police", "name": "Wold Police", "area": "Wold", "period": ""},
    {"kind": "health", "name": "Marches Board", "area": "", "period": ""},
    {"kind": "local authority", "name": "Ashmere Council", "area": "Ashmere", "period": ""},
]


@pytest.fixture
def joint(tmp_path):
    """Return a function that makes a joint report whose referrals are what one kind of partner counts."""

    def make(chapter, *returns, cells=None, partners=PARTNERS):
        folder = write_released(
            tmp_path / "released", joint=True, cells=cells, returns=returns, facts={"partners": partners}
        )
        released = Released(folder)
        for measure in ("referrals_count", "referrals_rate"):
            released.measures[measure] = replace(released.measures[measure], chapter=chapter)
        return released

    return make


def told(released, area=JOINT, *measures):
    words = [released.measures[one] for one in measures or ("referrals_count",)]
    return [sentence.text for sentence in narrative.missing_sentences(released, words, released.area(area))]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("late after the cut-off", "Wold Police's return came too late to be used"),
        ("part of the year", "Wold Police's return covers April to December 2023 alone"),
        ("not returned", "Wold Police sent no return"),
        ("never asked", "Wold Police was not asked for it"),
        ("returned", "Wold Police's return gives no number for it"),
        ("late", "Wold Police's return gives no number for it"),
    ],
)
@pytest.mark.parametrize("cell", ["x", None])
def test_what_became_of_a_return_is_why_its_count_is_missing_whether_or_not_a_row_of_it_is_held(
    joint, state, why, cell
):
    released = joint(
        "police",
        POLICE | {"state": state, "period": "April to December 2023"},
        cells={("referrals", WOLD, "202324"): cell, ("referrals", JOINT, "202324"): "x"},
    )
    assert told(released) == [
        (
            f"There is no figure on referrals in Wold for 2023-24, because {why}. "
            "So none can be given for Ashmere and Wold as a whole."
        )
    ]
    assert told(released, WOLD) == [f"There is no figure on referrals in Wold for 2023-24, because {why}."]
    assert [] == told(released, ASHMERE)


def test_a_return_of_another_partner_area_or_form_explains_nothing(joint):
    others = (
        POLICE | {"partner": "Marches Board", "state": "not returned"},
        POLICE | {"area": "Ashmere", "state": "not returned"},
        POLICE | {"form": "children in need census", "state": "not returned"},
    )
    released = joint("police", *others, cells={("referrals", WOLD, "202324"): "x"})
    assert told(released, WOLD) == ["Wold's figures on referrals for 2023-24 are not available from the source."]


def test_what_a_census_that_came_does_not_give_cannot_be_worked_out_from_it(joint):
    released = joint("referrals", FACTS, cells={("referrals", ASHMERE, "202324"): "x"})
    assert told(released, ASHMERE) == [
        "There is no figure on referrals in Ashmere for 2023-24, because it cannot be worked out from what was returned."
    ]


def test_a_published_figure_is_missing_from_its_source_whatever_became_of_a_return(tmp_path):
    cells = {("referrals", ASHMERE, "202324"): "x"}
    rows = [row | {"status": "official"} for row in default_figures(joint=False, cells=cells, year="2023-24")]
    facts = {"partners": PARTNERS}
    released = Released(write_released(tmp_path / "released", figures=rows, returns=[FACTS], facts=facts))
    assert told(released, ASHMERE) == ["Ashmere's figures on referrals for 2023-24 are not available from the source."]


def test_one_return_that_is_missing_for_the_whole_area_is_told_once_for_all_that_it_would_give(joint):
    part = BOARD | {"state": "part of the year", "period": "April to December 2023"}
    cells = {(title, area, "202324"): "x" for title in ("referrals", "rereferrals") for area in (ASHMERE, WOLD, JOINT)}
    released = joint("health", part, cells=cells)
    rereferrals = replace(released.measures["rereferrals_percent"], chapter="health")
    released.measures["rereferrals_percent"] = rereferrals
    assert told(released, JOINT, "referrals_count", "rereferrals_percent") == [
        (
            "There is no figure on referrals or re-referrals in Ashmere and Wold for 2023-24, because Marches Board's return "
            "covers April to December 2023 alone."
        )
    ]


def test_more_than_three_things_are_listed_after_the_sentence(tmp_path):
    titles = ("referrals", "children_referred", "rereferrals", "section47_enquiries")
    released = Released(write_released(tmp_path / "released", cells={(one, ASHMERE, "202324"): "x" for one in titles}))
    three, four = ([f"{one}_count" for one in titles[:number]] for number in (3, 4))
    start = "Ashmere's figures"
    assert told(released, ASHMERE, *three) == [
        f"{start} on referrals, children referred and re-referrals for 2023-24 are not available from the source."
    ]
    assert told(released, ASHMERE, *four) == [
        (
            f"{start} for 2023-24 are not available from the source: "
            "referrals; children referred; re-referrals; section 47 enquiries."
        )
    ]


def test_a_figure_or_a_symbol_that_says_why_by_itself_is_no_gap(tmp_path):
    cells = {("referrals", ASHMERE, "202324"): "c", ("rereferrals", ASHMERE, "202324"): "z"}
    released = Released(write_released(tmp_path / "released", cells=cells))
    measures = ("referrals_count", "rereferrals_percent", "section47_enquiries_count")
    assert [None] * 3 == [gap(released, released.measures[one], released.whole) for one in measures]


def test_only_a_nil_return_of_whoever_counts_a_measure_says_that_there_was_nothing_to_count(joint):
    released = joint("police", POLICE | {"state": "nil"}, BOARD, cells={("referrals", WOLD, "202324"): (0, 642)})
    words = released.measures["referrals_count"]
    assert "Wold Police" == nil_return(released, words, released.area(WOLD)).partner
    assert nil_return(released, words, released.area(ASHMERE)) is None
    said = narrative.nil_sentence(released, [words, words], released.area(WOLD))
    assert "Wold Police's return says that there was nothing to count." == said.text
    assert (
        narrative.nil_sentence(released, [released.measures["section47_enquiries_count"]], released.area(WOLD)) is None
    )


@pytest.mark.parametrize(
    ("state", "of_wold"),
    [
        ("late after the cut-off", "came too late"),
        ("part of the year", "part of the year"),
        ("not returned", "not returned"),
        ("never asked", "not asked for"),
        ("returned", "not in the return"),
    ],
)
def test_a_table_says_in_few_words_what_the_text_says_of_a_missing_figure(joint, state, of_wold):
    missing = {("referrals", area, "202324"): None for area in (WOLD, JOINT)}
    released = joint("police", POLICE | {"state": state}, cells=missing)
    table = measure_table(released, [released.measures["referrals_count"]])
    last = [re.sub("<[^>]+>", "", one) for one in re.findall(r"<td[^>]*>((?:(?!<td).)*?)</td></tr>", table)]
    assert last[:3] == ["none of Wold", "4,505", of_wold]


def last_cells(released):
    table = measure_table(released, [released.measures["referrals_count"]])
    rows = re.findall(r"<tr><th scope=\"row\">(?:Ashmere|Wold).*?</tr>", table)
    return [[re.sub("<[^>]+>", "", one) for one in re.findall("<td.*?</td>", row)][-2:] for row in rows]


def test_where_no_authority_has_a_figure_the_whole_says_why_of_each(joint):
    missing = {("referrals", area, "202324"): None for area in (ASHMERE, WOLD, JOINT)}
    late, other = (
        POLICE | {"state": "late after the cut-off"},
        POLICE | {"partner": "Ashmere Police", "area": "Ashmere"},
    )
    released = joint(
        "police", late, other, cells=missing, partners=[*PARTNERS, PARTNERS[0] | {"name": "Ashmere Police"}]
    )
    assert [one[-1] for one in last_cells(released)] == [
        "came too late; not in the return", "not in the return", "came too late",
    ]  # fmt: skip


COUNTED_AS_A_WHOLE = "Counted for the area as a whole only, not for each authority."


def caption_of(table):
    return unescape(re.sub("<[^>]+>", "", re.search("<caption>(.*?)</caption>", table)[1]))


@pytest.mark.parametrize(
    ("of_ashmere_before", "said", "shown"),
    [
        (None, [COUNTED_AS_A_WHOLE], [["4,000", "4,100"]]),
        ((3000, 78233), [COUNTED_AS_A_WHOLE], [["4,000", "4,100"], ["3,000", "as a whole only"]]),
    ],
)
def test_what_is_counted_for_the_whole_alone_is_said_once_above_a_table_and_has_no_rows_of_authorities(
    joint, of_ashmere_before, said, shown
):
    cells = {("referrals", area, period): None for area in (ASHMERE, WOLD) for period in PERIODS}
    cells |= {("referrals", JOINT, "202223"): (4000, None), ("referrals", JOINT, "202324"): (4100, None)}
    released = joint("health", BOARD, cells=cells | {("referrals", ASHMERE, "202223"): of_ashmere_before})
    caption = caption_of(measure_table(released, [released.measures["referrals_count"]]))
    assert said == re.findall(r"Counted for .*?\.", caption)
    assert shown == last_cells(released)


def test_of_what_each_authority_counts_no_table_says_that_the_whole_alone_is_counted(joint):
    released = joint("police", POLICE | {"state": "returned"})
    assert "Counted for" not in measure_table(released, [released.measures["referrals_count"]])


@pytest.mark.parametrize(
    ("chapter", "cells", "said"),
    [
        (
            "police",
            {("referrals", JOINT, "202324"): "x", ("referrals", WOLD, "202324"): None},
            "[x] not available from the source. In 2023-24 [x] stands because Wold Police's return came too late to be used.",
        ),
        # What became of the return of an earlier year, this year's returns do not say.
        ("police", {("referrals", JOINT, "202223"): "x"}, "[x] not available from the source."),
        # Nobody's return that was expected gives what the census counts.
        ("referrals", {("referrals", JOINT, "202324"): "x"}, "[x] not available from the source."),
        ("police", {}, ""),
    ],
)
def test_where_the_returns_say_why_a_figure_of_the_whole_is_not_available_the_table_says_it(
    joint, chapter, cells, said
):
    released = joint(chapter, POLICE | {"state": "late after the cut-off"}, cells=cells)
    caption = caption_of(measure_table(released, [released.measures["referrals_count"]]))
    assert said == "".join(re.findall(r"\[x\] not.*", caption))


def columns_of(table):
    return re.findall(r'<th scope="col" class="year">(.*?)</th>', table)


@pytest.mark.parametrize(
    ("year", "years", "caption"),
    [
        ("2019-20", ["2019-20"], "Referrals, 2019-20 No earlier figure is held."),
        (
            "2021-22",
            ["2019-20", "2020-21", "2021-22"],
            "Referrals, 2019-20 to 2021-22 No earlier figure is held.",
        ),
        ("2023-24", ["2019-20", "2020-21", "2021-22", "2022-23", "2023-24"], "Referrals, 2019-20 to 2023-24"),
    ],
)
def test_a_table_begins_with_the_first_year_of_which_any_figure_is_held(tmp_path, year, years, caption):
    released = Released(write_released(tmp_path / "released", year=year))
    table = measure_table(released, [released.measures["referrals_count"]])
    assert [years, caption] == [columns_of(table), caption_of(table)]
    assert {len(years)} == {row.count("<td") for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table)}


@pytest.mark.parametrize(
    ("rows", "empty"),
    [
        ([], 0),
        ([("a", [None, None, None])], 2),
        ([("a", [None, None, "came too late"])], 2),
        ([("a", [None, None, "1"]), ("b", [None, "1", None])], 1),
        ([("a", ["1", None, None])], 0),
    ],
)
def test_only_years_before_the_first_figure_are_left_out_and_never_the_newest(rows, empty):
    assert empty == empty_years(rows)


def test_a_table_says_what_is_not_held_where_nobody_knows_why_and_when_a_measure_begins(tmp_path):
    cells = {("referrals", ASHMERE, "202324"): None}
    released = Released(write_released(tmp_path / "released", cells=cells, facts={
        "first_period_held": {"rereferrals": "202425"}}))  # fmt: skip
    assert "" == in_a_cell(released, released.measures["referrals_count"], released.whole)
    assert 'class="words">not held<' in measure_table(released, [released.measures["referrals_count"]])
    none = Released(write_released(tmp_path / "none", cells={("rereferrals", ASHMERE, "202324"): None}, facts={
        "first_period_held": {"rereferrals": "202425"}}))  # fmt: skip
    assert "begins in 2024-25" == in_a_cell(none, none.measures["rereferrals_count"], none.whole)


def test_what_is_missing_and_what_follows_from_it_are_two_of_the_three_sentences_of_an_opening(joint):
    late = POLICE | {"state": "late after the cut-off"}
    released = joint("police", late, cells={("referrals", WOLD, "202324"): None, ("referrals", JOINT, "202324"): "x"})
    html = unescape("".join(opening(chapter_plan("referrals"), released)))
    lead = re.sub("<[^>]+>", "", re.search('<p class="lead">(.*?)</p>', html)[1])
    assert 3 >= len(re.findall(r"[.](?= [A-Z]|$)", lead))


def test_a_chapter_opens_with_what_there_is_and_says_once_why_the_rest_is_missing(joint):
    late = POLICE | {"state": "late after the cut-off"}
    released = joint("police", late, cells={("referrals", WOLD, "202324"): None, ("referrals", JOINT, "202324"): "x"})
    plan = ChapterPlan("domestic-abuse", "Domestic abuse", (("change", "referrals_count"), ("level", "referrals_rate")))
    html = unescape("".join(opening(plan, released)))
    assert 1 == html.count("came too late to be used")
    assert 1 == html.count('<a href="#data-quality">Why figures are missing</a>')
    assert 1 == html.count('<li class="numbered">')  # of Ashmere; of Wold there is nothing more to say
    assert "Children who see, hear or live with domestic abuse" in html  # for the whole has no figure to open with
    assert "What came and what did not" not in html  # three sentences stand there without it


def test_a_chapter_that_misses_nothing_has_no_way_to_why(tmp_path):
    html = "".join(opening(chapter_plan("referrals"), Released(write_released(tmp_path / "released"))))
    assert "Why figures are missing" not in html


@pytest.mark.parametrize("missing", [(), ("rereferrals",), ("referrals", "children_referred", "rereferrals")])
def test_a_chapter_of_figures_opens_with_three_sentences_whatever_is_missing(tmp_path, missing):
    cells = {(one, ASHMERE, "202324"): "x" for one in missing}
    html = "".join(opening(chapter_plan("referrals"), Released(write_released(tmp_path / "released", cells=cells))))
    lead = re.sub("<[^>]+>", "", re.search('<p class="lead">(.*?)</p>', html)[1])
    assert 3 == len(re.findall(r"[.](?= [A-Z]|$)", lead))
    # Why a measure matters fills what its figures leave empty, and takes no room from them.
    assert (len(missing) == 3) == lead.startswith("Referrals show how much help is asked for.")
