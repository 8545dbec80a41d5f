"""What no return can give for the whole year is not available, and the board is told why."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from counting_tables import ASHMERE, CENSUS, NAMES, WOLD, YEAR, a_return, last_year, returned, rows_of

from safeguarding_report.measures.counting import (
    COUNTED_ITEMS,
    CountableReturn,
    Returned,
    count_items,
    count_partner_figures,
)
from safeguarding_report.tables import OFFICIAL_FIGURES
from safeguarding_report.tables.counted import COUNTED_FIGURES
from safeguarding_report.tables.partners import PARTNER_FIGURES

ANNEX_A = "ashmere-council/annex_a.xlsx"
FROM_CENSUS, FROM_ANNEX_A = f"returns_2023_24/{CENSUS}", f"returns_2023_24/{ANNEX_A}"


def figures_of(handed_in, before=None):
    return count_items(handed_in, before, NAMES).set_index(["area_code", "item"])


def two_referrals(**more):
    dates = ({"child": "a", "referral_date": "2023-05-01"}, {"child": "b", "referral_date": "2023-06-01"})
    return ("referrals", rows_of("referrals", *dates, **more))


def test_every_authority_has_one_row_for_each_count():
    figures = count_items(returned(two_referrals()), None, NAMES)
    assert len(NAMES) * len(COUNTED_ITEMS) == len(figures)
    assert {(area, item) for area in NAMES for item in COUNTED_ITEMS} == set(
        zip(figures["area_code"], figures["item"], strict=True)
    )


def test_counted_figures_have_the_columns_of_official_ones():
    figures = count_items(returned(two_referrals()), None, NAMES)
    assert OFFICIAL_FIGURES.column_names == COUNTED_FIGURES.column_names[: len(OFFICIAL_FIGURES.columns)]
    assert len(figures) == len(OFFICIAL_FIGURES.check(figures[OFFICIAL_FIGURES.column_names]))
    assert {"returns_2023_24"} == set(figures["release"])


def test_a_count_names_its_return_and_a_true_zero_is_zero():
    figures = figures_of(returned(two_referrals()))
    assert (2, FROM_CENSUS, "final_local", "") == tuple(
        figures.loc[(ASHMERE, "referrals"), ["value", "source", "status", "reason"]]
    )
    assert 0 == figures.loc[(ASHMERE, "plans_starting"), "value"]


def test_an_authority_that_sent_nothing_has_no_number():
    figures = figures_of(returned(two_referrals()))
    row = figures.loc[(WOLD, "referrals")]
    assert row["value"] is pd.NA
    assert ("x", "", "no return was sent") == (row["symbol"], row["source"], row["reason"])


def test_a_return_is_read_from_what_the_first_notebook_left():
    whole = a_return()
    record = {
        "return_id": CENSUS, "authority_code": ASHMERE, "form": "children_in_need_census",
        "supports": sorted(COUNTED_ITEMS), "period_start": "2023-04-01", "period_end": "2024-03-31",
        "status": "final_local", "title": "what else stands there",
    }  # fmt: skip
    assert whole == CountableReturn.from_record(record)


def test_part_of_a_year_is_never_scaled_up():
    part = a_return(period_end=date(2023, 12, 31), status="provisional_local")
    row = figures_of(returned(two_referrals(), returns=(part,))).loc[(ASHMERE, "referrals")]
    assert ("x", "the return covers April to December 2023 only") == (row["symbol"], row["reason"])


def test_rows_of_a_return_that_does_not_count_are_left_out():
    superseded = two_referrals(return_id="ashmere-council/census_v1.xml")
    assert 0 == figures_of(returned(superseded)).loc[(ASHMERE, "referrals"), "value"]


def test_a_count_that_the_form_does_not_give_is_not_available():
    some = a_return(items=("referrals", "children_referred"), form="annex_a")
    figures = figures_of(returned(two_referrals(), returns=(some,)))
    assert 2 == figures.loc[(ASHMERE, "referrals"), "value"]
    reason = "an extract in the shape of Ofsted's Annex A as it was sent cannot give it"
    assert ("x", reason) == tuple(figures.loc[(ASHMERE, "referrals_not_in_need"), ["symbol", "reason"]])
    assert "no return that was sent can give it" == figures.loc[(ASHMERE, "plans_starting"), "reason"]


def test_two_forms_of_one_authority_are_not_added_up():
    rows = pd.concat([two_referrals()[1], two_referrals(return_id=ANNEX_A)[1].assign(child=["c", "d"])])
    annex = a_return(return_id=ANNEX_A, form="annex_a")
    for returns in ((a_return(), annex), (annex, a_return())):
        row = figures_of(returned(("referrals", rows), returns=returns)).loc[(ASHMERE, "referrals")]
        assert (2, FROM_CENSUS) == (row["value"], row["source"])


def test_the_form_that_gives_most_of_a_group_is_taken():
    rows = pd.concat([two_referrals()[1], two_referrals(return_id=ANNEX_A)[1]])
    returns = (a_return(items=("referrals",)), a_return(return_id=ANNEX_A, form="annex_a"))
    row = figures_of(returned(("referrals", rows), returns=returns)).loc[(ASHMERE, "referrals")]
    assert FROM_ANNEX_A == row["source"]


def test_rereferrals_need_the_year_before():
    without = figures_of(returned(two_referrals())).loc[(ASHMERE, "rereferrals")]
    assert ("x", True) == (without["symbol"], "twelve months" in without["reason"])
    assert 0 == figures_of(returned(two_referrals()), last_year()).loc[(ASHMERE, "rereferrals"), "value"]


def test_part_of_the_year_before_is_not_the_year_before():
    before = last_year({"child": "a", "referral_date": "2022-10-01"})
    part = returned(
        *before.tables.items(), returns=(a_return(before.year, period_end=date(2022, 12, 31)),), year=before.year
    )
    assert "x" == figures_of(returned(two_referrals()), part).loc[(ASHMERE, "rereferrals"), "symbol"]


def test_the_same_pseudonym_in_two_authorities_is_two_children():
    both = pd.concat([two_referrals()[1], two_referrals(authority=WOLD, return_id="wold.xml")[1]])
    returns = (a_return(), a_return(authority=WOLD, return_id="wold.xml"))
    figures = figures_of(returned(("referrals", both), returns=returns), None)
    assert [2, 2] == [figures.loc[(area, "children_referred"), "value"] for area in NAMES]


def test_a_return_that_is_not_final_says_so():
    part = a_return(status="provisional_local")
    row = figures_of(returned(two_referrals(), returns=(part,))).loc[(ASHMERE, "referrals")]
    assert "provisional_local" == row["status"]


def handed_in(*rows, status="final_local"):
    full = [
        {
            "area_code": ASHMERE,
            "period_start": YEAR.start,
            "period_end": YEAR.end,
            "status": "final_local",
            "return_id": "police.csv",
            **row,
            "row": number,
        }
        for number, row in enumerate(rows, start=2)
    ]
    table = PARTNER_FIGURES.check(pd.DataFrame(full).reindex(columns=PARTNER_FIGURES.column_names))
    returns = tuple(a_return(return_id=name, status=status) for name in table["return_id"].unique())
    return returned((PARTNER_FIGURES.name, table), returns=returns)


def partner_figures(*rows, **more):
    return count_partner_figures(handed_in(*rows, **more), NAMES).set_index("item")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"numerator": 12}, (12, "")),
        ({"numerator": 0}, (0, "")),
        ({"status": "nil_return"}, (0, "")),
        ({}, (None, "no number was given")),
        ({"status": "not_available"}, (None, "the partner says that it is not available")),
        (
            {"numerator": 9, "period_end": date(2023, 12, 31)},
            (None, "what was sent covers April to December 2023 only"),
        ),
    ],
)
def test_a_partners_figure_is_a_number_of_the_whole_year_or_none(row, expected):
    figure = partner_figures({"indicator_id": "ppn_notifications", **row}).loc["ppn_notifications"]
    value = None if figure["value"] is pd.NA else figure["value"]
    assert expected == (value, figure["reason"])
    assert pd.isna(figure["symbol"]) == (value is not None)


def test_a_share_gives_two_counts():
    figures = partner_figures({"indicator_id": "rr_in_15_days", "numerator": 2, "denominator": 3})
    assert {"rr_in_15_days": 2, "rr_in_15_days_denominator": 3} == dict(figures["value"])


def test_two_returns_with_two_numbers_give_none_and_with_one_number_one():
    first = {"indicator_id": "ppn_notifications", "numerator": 12}
    second = {**first, "return_id": "council.csv"}
    assert 12 == partner_figures(first, second).loc["ppn_notifications", "value"]
    other = partner_figures(first, {**second, "numerator": 13}).loc["ppn_notifications"]
    assert ("x", "returns_2023_24/council.csv+returns_2023_24/police.csv") == (other["symbol"], other["source"])


def test_the_figures_of_an_invented_authority_are_synthetic():
    row = {"indicator_id": "population_0_to_17", "numerator": 50_000, "status": "provisional_local"}
    assert "synthetic" == partner_figures(row, status="synthetic").loc["population_0_to_17", "status"]
    assert "provisional_local" == partner_figures(row).loc["population_0_to_17", "status"]


Q1, Q2, Q3, Q4 = (
    {"period_start": date(2023, 4, 1), "period_end": date(2023, 6, 30)},
    {"period_start": date(2023, 7, 1), "period_end": date(2023, 9, 30)},
    {"period_start": date(2023, 10, 1), "period_end": date(2023, 12, 31)},
    {"period_start": date(2024, 1, 1), "period_end": date(2024, 3, 31)},
)
ADDED, ONCE, LAST = "ppn_notifications", "miss_home_children", "camhs_waiting"


def year_of(indicator, *rows, **more):
    figure = partner_figures(*({"indicator_id": indicator, **row} for row in rows), **more).loc[indicator]
    return (None if figure["value"] is pd.NA else figure["value"], figure["reason"])


def numbers(*parts):
    return [{**part, "numerator": number} for number, part in enumerate(parts, 1)]


def test_four_quarters_of_what_happened_make_the_year():
    assert (10, "") == year_of(ADDED, *numbers(Q1, Q2, Q3, Q4))


def test_a_quarter_that_is_missing_makes_the_year_not_available():
    assert (None, "what was sent covers April to December 2023 only") == year_of(ADDED, *numbers(Q1, Q2, Q3))
    gap = "what was sent covers April to June 2023 and October 2023 to March 2024 only"
    assert (None, gap) == year_of(ADDED, *numbers(Q1, Q3, Q4))
    empty = [*numbers(Q1, Q2, Q3), {**Q4, "status": "not_available"}]
    assert (None, "what was sent covers April to December 2023 only") == year_of(ADDED, *empty)


def test_quarters_with_a_day_in_common_are_not_added():
    longer = {**Q1, "period_end": date(2023, 7, 1)}
    assert (None, "it was given for parts of the year that have days in common") == year_of(
        ADDED, *numbers(longer, Q2, Q3, Q4)
    )


def test_a_child_who_comes_in_two_quarters_is_one_child():
    reason = "it was given in parts of the year, and what is counted once each cannot be added up"
    assert (None, reason) == year_of(ONCE, *numbers(Q1, Q2, Q3, Q4))


def test_what_is_counted_on_the_last_day_is_that_of_the_last_quarter():
    assert (4, "") == year_of(LAST, *numbers(Q1, Q2, Q3, Q4))
    assert (1, "") == year_of(LAST, *numbers(Q4))
    assert (None, "what was sent covers April to December 2023 only") == year_of(LAST, *numbers(Q1, Q2, Q3))


def test_quarters_that_differ_from_the_year_give_no_number():
    whole = [{"numerator": 11}]
    assert (None, "two numbers were given, and they differ") == year_of(ADDED, *whole, *numbers(Q1, Q2, Q3, Q4))
    assert (10, "") == year_of(ADDED, {"numerator": 10}, *numbers(Q1, Q2, Q3, Q4))


def test_a_return_that_is_said_to_cover_part_of_the_year_gives_no_figure_of_the_year():
    rows = handed_in({"indicator_id": ADDED, "numerator": 12})
    part = Returned(YEAR, rows.tables, (a_return(return_id="police.csv", period_end=date(2023, 12, 31)),))
    figure = count_partner_figures(part, NAMES).set_index("item").loc[ADDED]
    assert ("x", "what was sent covers April to December 2023 only") == (figure["symbol"], figure["reason"])


def test_quarters_of_four_returns_make_the_year():
    rows = [{**row, "return_id": f"q{number}.csv"} for number, row in enumerate(numbers(Q1, Q2, Q3, Q4), 1)]
    quarters = handed_in(*({"indicator_id": ADDED, **row} for row in rows))
    returns = tuple(
        a_return(return_id=row["return_id"], period_start=row["period_start"], period_end=row["period_end"])
        for row in rows
    )
    figure = count_partner_figures(Returned(YEAR, quarters.tables, returns), NAMES).set_index("item").loc[ADDED]
    assert (10, 4) == (figure["value"], len(figure["source"].split("+")))
