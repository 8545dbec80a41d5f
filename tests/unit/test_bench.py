"""The analyst's bench: results beside last year, comparators and published figures, what moved most on top."""

from __future__ import annotations

import pandas as pd
import pytest
from measure_tables import COVENTRY, ENGLAND, official, together
from test_checked_results import PARTNERSHIP, YEAR, checked, counted, spread

from safeguarding_report.measures.bench import bench
from safeguarding_report.tables import AUTHORITY_SPREAD


def of_all(*measures):
    """A tenth of authorities fell by more than 9, half by less than 4 or rose by less than 4."""
    return AUTHORITY_SPREAD.check(
        pd.concat(
            [
                spread(measure=measure).assign(change_25="-4.00", change_50="0.00", change_75="4.00")
                for measure in measures
            ],
            ignore_index=True,
        )
    )


def two_years(before, now, *, england=620_000, local=None):
    def year(number, time_period):
        return official(
            (COVENTRY, "referrals", number), (COVENTRY, "population_0_to_17", 80_000), (ENGLAND, "referrals", england),
            (ENGLAND, "population_0_to_17", 12_000_000), time_period=time_period,
        )  # fmt: skip

    frame = checked(together(year(before, "202223"), year(now, "202324")), local)
    rows = bench(frame, of_all("referrals_rate", "referrals_count"), PARTNERSHIP, YEAR)
    return rows.set_index("measure")


@pytest.mark.parametrize(
    ("now", "change", "moved"),
    [
        (1040, 4.0, "ordinary"),
        (1041, 4.1, "notable"),
        (1090, 9.0, "notable"),
        (1091, 9.1, "large"),
        (909, -9.1, "large"),
    ],
)
def test_a_change_is_placed_among_all_authorities_changes(now, change, moved):
    row = two_years(1000, now).loc["referrals_rate"]

    assert (change, moved) == (row["change"], row["moved"])


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        (100, 120, "large"),
        (99, 120, "too few to tell"),
        (120, 99, "too few to tell"),
        (99, 150, "large"),  # 10.1 to 15.1 and 15.9 to 22.0 for every 10,000: more than chance
        (150, 99, "large"),
    ],
)
def test_below_a_hundred_cases_nothing_is_told_unless_the_intervals_lie_apart(before, now, moved):
    assert moved == two_years(before, now).loc["referrals_rate", "moved"]


@pytest.mark.parametrize(("now", "moved"), [(1009, "hardly changed"), (1010, "ordinary")])
def test_what_hardly_changed_is_called_so_and_a_number_what_its_rate_is_called(now, moved):
    rows = two_years(1000, now)

    assert [moved, moved] == list(rows.loc[["referrals_rate", "referrals_count"], "moved"])


def test_a_number_is_called_what_its_rate_is_called_where_more_children_live_there():
    def year(number, children, time_period):
        return official(
            (COVENTRY, "referrals", number), (COVENTRY, "population_0_to_17", children), (ENGLAND, "referrals", 620_000),
            (ENGLAND, "population_0_to_17", 12_000_000), time_period=time_period,
        )  # fmt: skip

    # Ten per cent more referrals, and of 82,000 children 7.3 per cent: beyond a half of all changes, not beyond most.
    frame = checked(together(year(1000, 80_000, "202223"), year(1100, 82_000, "202324")))
    rows = bench(frame, of_all("referrals_rate", "referrals_count"), PARTNERSHIP, YEAR).set_index("measure")
    assert {"referrals_rate": "notable", "referrals_count": "notable"} == {
        one: rows.loc[one, "moved"] for one in ("referrals_rate", "referrals_count")
    }


def test_beside_a_rate_stand_last_year_and_england():
    row = two_years(1000, 1100).loc["referrals_rate"]

    # 1,000 and 1,100 of 80,000; 620,000 of 12,000,000.
    assert ("125.0", "137.5", "516.7") == (row["last_year"], row["this_year"], row["england"])


def test_beside_a_published_count_stands_by_how_many_the_returned_one_differs():
    row = two_years(1000, 1100, local=counted((COVENTRY, "referrals", 1093))).loc["referrals_count"]

    assert 7 == row["from_published"]


def test_what_moved_furthest_from_what_is_usual_stands_first():
    def year(referrals, children, time_period):
        return official(
            (COVENTRY, "referrals", referrals), (COVENTRY, "children_referred", children),
            (COVENTRY, "population_0_to_17", 80_000), (ENGLAND, "referrals", 600_000),
            (ENGLAND, "population_0_to_17", 12_000_000), time_period=time_period,
        )  # fmt: skip

    frame = checked(together(year(1000, 1000, "202223"), year(1050, 1200, "202324")))
    rows = bench(frame, of_all("referrals_rate", "children_referred_rate"), PARTNERSHIP, YEAR)

    assert ["children_referred_rate", "referrals_rate"] == [one for one in rows["measure"] if one.endswith("_rate")][:2]


def test_a_year_without_the_one_before_has_no_change():
    frame = checked(
        official(
            (COVENTRY, "referrals", 1000), (COVENTRY, "population_0_to_17", 80_000), (ENGLAND, "referrals", 600_000),
            (ENGLAND, "population_0_to_17", 12_000_000),
        )
    )  # fmt: skip
    rows = bench(frame, of_all("referrals_rate"), PARTNERSHIP, YEAR).set_index("measure")

    assert pd.isna(rows.loc["referrals_rate", "change"])
    assert "" == rows.loc["referrals_rate", "moved"]
