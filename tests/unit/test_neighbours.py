"""Statistical neighbours: mean, lowest and highest of printed figures, worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from measure_tables import COVENTRY, official, together

from safeguarding_report.measures.neighbour_notes import are_too_few, notes_on_neighbours
from safeguarding_report.measures.neighbours import neighbour_figures
from safeguarding_report.partnership import Partnership
from safeguarding_report.reference import neighbours
from safeguarding_report.year import ReportingYear

CITY_OF_LONDON = "E09000001"
NEAREST = [neighbour.area_code for neighbour in neighbours()[COVENTRY]]


def row_of(figures, measure, area=COVENTRY):
    rows = neighbour_figures(figures, [area]).set_index(["measure", "area_code"])
    return rows.loc[(measure, area)]


def with_rates(*counts):
    return together(
        official(*((code, "referrals", count) for code, count in zip(NEAREST, counts, strict=False))),
        official(*((code, "population_0_to_17", 10_000) for code in NEAREST[: len(counts)])),
    )


def test_the_mean_is_that_of_printed_rates_half_up():
    assert row_of(with_rates(100, 101), "referrals_rate")["mean"] == "100.5"
    # 33.3 and 33.4: 33.35
    uneven = together(
        official((NEAREST[0], "referrals", 333), (NEAREST[1], "referrals", 334)),
        official(*((code, "population_0_to_17", 100_000) for code in NEAREST[:2])),
    )
    assert row_of(uneven, "referrals_rate")["mean"] == "33.4"


def test_each_rate_is_rounded_before_the_mean_is_taken():
    # 12.34, 12.34 and 12.44 are printed 12.3, 12.3 and 12.4, whose mean is 12.3; unrounded it would be 12.4.
    figures = together(
        official(*((code, "referrals", count) for code, count in zip(NEAREST, [1234, 1234, 1244], strict=False))),
        official(*((code, "population_0_to_17", 1_000_000) for code in NEAREST[:3])),
    )
    row = row_of(figures, "referrals_rate")
    assert ("12.3", "12.3", "12.4") == (row["mean"], row["lowest"], row["highest"])


def test_neighbours_without_a_number_are_left_out_and_those_with_one_counted():
    row = row_of(with_rates(100, "c", "x", 300), "referrals_rate")
    assert ("2", "200.0") == (row["neighbours"], row["mean"])


@pytest.mark.parametrize(("known", "too_few"), [(1, True), (4, True), (5, False), (10, False)])
def test_a_mean_of_fewer_than_half_of_the_neighbours_is_not_printed(known, too_few):
    assert [too_few] == list(are_too_few(neighbour_figures(with_rates(*range(100, 100 + known)), [COVENTRY])))


def of_years(**numbers):
    """Return rows of neighbour_figures that say how many neighbours have a figure, by year."""
    rows = neighbour_figures(with_rates(100), [COVENTRY])
    return pd.concat([rows.assign(time_period=year[1:], neighbours=str(many)) for year, many in numbers.items()])


def test_of_how_many_neighbours_a_mean_is_is_told_where_it_is_not_of_all_ten():
    whose = Partnership(slug="coventry", name="Coventry", short_name="C", areas=(COVENTRY,))
    rows = of_years(y201819=9, y201920=9, y202021=10, y202122=5, y202223=4, y202324=9, y202425=9)
    (told,) = notes_on_neighbours(rows, whose, ReportingYear(2023))
    assert told["shared"] == (
        "Of the ten statistical neighbours of Coventry, some have no figure that may be printed: it is hidden, or the "
        "source has none. The mean is that of the others."
    )
    assert told["text"] == (
        f"{told['shared']} For “Referrals” they are 9 in 2019-20 and 2023-24; 5 in 2021-22. "
        "Fewer than half have one in 2022-23, so no mean is printed."
    )
    assert "“Referrals”" == told["named"]
    # 2018-19 is in no table of the report of 2023-24, and 2024-25 comes later.
    assert ["201920", "202122", "202223", "202324"] == told["time_periods"]
    assert (["neighbours-of-E08000026", COVENTRY], ["referrals"]) == (told["areas"], told["titles"])
    assert [] == notes_on_neighbours(of_years(y202324=10), whose, ReportingYear(2023))
    (of_few,) = notes_on_neighbours(of_years(y202324=4), whose, ReportingYear(2023))
    assert of_few["text"].endswith(
        "others. For “Referrals” fewer than half have one in 2023-24, so no mean is printed."
    )


def test_lowest_and_highest_are_ordered_as_numbers():
    row = row_of(with_rates(9, 100), "referrals_rate")
    assert ("9.0", "100.0") == (row["lowest"], row["highest"])


def test_looked_after_rates_are_whole_numbers():
    figures = official(
        *((code, "children_looked_after_at_31_march", count) for code, count in zip(NEAREST, [83, 84], strict=False)),
        *((code, "population_0_to_17", 10_000) for code in NEAREST[:2]),
        release="children_looked_after_2025",
    )
    assert row_of(figures, "children_looked_after_rate")["mean"] == "84"


def test_counts_and_breakdowns_are_not_compared_with_neighbours():
    figures = together(with_rates(100, 200), official((NEAREST[0], "referrals_from_police", 20)))
    assert set(neighbour_figures(figures, [COVENTRY])["measure"]) == {"referrals_rate"}


def test_an_authority_all_of_whose_neighbours_are_not_close_has_no_rows():
    figures = together(
        *(
            official((neighbour.area_code, "referrals", 10), (neighbour.area_code, "population_0_to_17", 1000))
            for neighbour in neighbours()[CITY_OF_LONDON]
        )
    )
    assert neighbour_figures(figures, [CITY_OF_LONDON]).empty


def test_the_model_is_named():
    assert row_of(with_rates(100), "referrals_rate")["model"] == "2025"


@pytest.mark.parametrize("name", ["authority_spread", "neighbour_figures"])
def test_what_comparing_needs_is_small(repository, name):
    files = [repository / "data" / "official" / f"{one}.csv" for one in ("authority_spread", "neighbour_figures")]
    assert sum(file.stat().st_size for file in files) < 160_000
    assert not pd.read_csv(repository / "data" / "official" / f"{name}.csv").empty
