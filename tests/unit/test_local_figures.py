"""Counted figures stand beside official ones: the official is printed where it exists, and the two are compared."""

from __future__ import annotations

import pandas as pd
import pytest
from measure_tables import COVENTRY, ENGLAND, MIDDLESBROUGH, REDCAR, official, together

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side, with_joint_area
from safeguarding_report.measures.local_figures import (
    sources_of_returns,
    with_counted,
    with_earlier,
)
from safeguarding_report.measures.results import compute, sources_used
from safeguarding_report.partnership import InventedAuthority, Partnership
from safeguarding_report.tables import AUTHORITY_SPREAD, NEIGHBOUR_FIGURES, PUBLISHED_RATES
from safeguarding_report.year import ReportingYear

RETURN = "council/census.xml"


def counted(*cells, status="final_local", return_id=RETURN, time_period="202324", release="returns_2023_24"):
    rows = official(*cells, release=release, time_period=time_period)
    return rows.assign(source=return_id, status=status, reason="")


def results(published, local, areas=(COVENTRY,)):
    figures = figures_of(side_by_side(with_counted(published, local, areas)), MEASURES)
    return figures.set_index(["measure", "area_code"])


def test_the_official_figure_is_printed_where_it_exists():
    row = results(official((COVENTRY, "referrals", 4505)), counted((COVENTRY, "referrals", 4499))).loc[
        ("referrals_count", COVENTRY)
    ]
    assert ("4505", "official", "children_in_need_2024") == (row["value"], row["status"], row["release"])


@pytest.mark.parametrize(("cell", "expected"), [("c", ""), ("z", ""), ("x", "7"), ("low", "")])
def test_a_counted_figure_stands_in_for_one_that_is_not_available_but_for_no_hidden_one(cell, expected):
    row = results(official((COVENTRY, "referrals", cell)), counted((COVENTRY, "referrals", 7))).loc[
        ("referrals_count", COVENTRY)
    ]
    assert expected == row["value"]


def test_where_nothing_is_published_the_counted_figure_is_printed_with_its_status_and_return():
    published = official((COVENTRY, "population_0_to_17", 80_000))
    row = results(published, counted((COVENTRY, "referrals", 4_000), status="provisional_local"))
    count, rate = row.loc[("referrals_count", COVENTRY)], row.loc[("referrals_rate", COVENTRY)]
    assert ("4000", "provisional_local", RETURN, "returns_2023_24") == tuple(
        count[["value", "status", "source", "release"]]
    )
    assert ("500.0", "provisional_local", f"children_in_need_2024/file+{RETURN}") == tuple(
        rate[["value", "status", "source"]]
    )


def test_a_rate_is_of_the_population_of_its_own_family_of_releases():
    published = together(
        official((COVENTRY, "population_0_to_17", 10_000)),
        official((COVENTRY, "population_0_to_17", 20_000), release="children_looked_after_2025"),
    )
    local = counted((COVENTRY, "referrals", 100), (COVENTRY, "children_looked_after_at_31_march", 100))
    rows = results(published, local)["value"]
    assert ("100.0", "50") == (
        rows["referrals_rate", COVENTRY],
        rows["children_looked_after_rate", COVENTRY],
    )


def test_a_rate_without_any_population_is_not_available():
    row = results(official((COVENTRY, "referrals", 1), time_period="202223"), counted((COVENTRY, "referrals", 100)))
    assert "x" == row.loc[("referrals_rate", COVENTRY)].query("time_period == '202324'")["symbol"].item()


def test_a_count_that_no_return_gives_is_not_available():
    row = results(official((ENGLAND, "referrals", 5)), counted((COVENTRY, "referrals", "x"))).loc[
        ("referrals_count", COVENTRY)
    ]
    assert ("x", "") == (row["symbol"], row["value"])


def test_a_joint_area_is_the_sum_of_its_returns_and_names_both():
    local = together(
        counted((MIDDLESBROUGH, "referrals", 10), return_id="m.xml"),
        counted((REDCAR, "referrals", 5), return_id="r.xml", status="provisional_local"),
    )
    areas = [MIDDLESBROUGH, REDCAR]
    counts = side_by_side(with_counted(official((ENGLAND, "referrals", 5)), local, areas))
    joint = figures_of(with_joint_area(counts, "south-tees", areas), MEASURES).set_index(["measure", "area_code"])
    row = joint.loc[("referrals_count", "south-tees")]
    assert ("15", "m.xml+r.xml", "provisional_local") == tuple(row[["value", "source", "status"]])


def test_each_authority_names_its_own_return():
    local = together(
        counted((MIDDLESBROUGH, "referrals", 10), return_id="m.xml"),
        counted((REDCAR, "referrals", 5), return_id="r.xml"),
    )
    rows = results(official((ENGLAND, "referrals", 5)), local, [MIDDLESBROUGH, REDCAR])
    assert "m.xml" == rows.loc[("referrals_count", MIDDLESBROUGH), "source"]


def test_a_return_is_a_source_without_a_hash():
    known = sources_of_returns({RETURN: ("Children in need census", "Coventry City Council")}, ReportingYear(2023))
    (record,) = sources_used(pd.DataFrame({"source": [f"returns_2023_24/{RETURN}", ""]}), known)
    assert (f"returns_2023_24/{RETURN}", "returns_2023_24", "Partner returns, 2023-24", "") == tuple(
        record[key] for key in ("source", "release", "release_title", "sha256")
    )


def test_the_figures_of_earlier_years_are_kept_as_they_were():
    kept = together(
        counted((COVENTRY, "referrals", 1), time_period="202122", release="returns_2021_22"),
        counted((COVENTRY, "referrals", 2), time_period="202223", release="returns_2022_23"),
    )
    now = counted((COVENTRY, "referrals", 3))
    assert [1, 2, 3] == list(with_earlier(now, kept)["value"])
    assert [3] == list(with_earlier(now, None)["value"])
    assert [3] == list(with_earlier(now, now.assign(value=9))["value"])


def test_an_invented_authority_has_its_own_name_and_is_compared_with_england_alone():
    invented = Partnership(
        slug="ashmere", name="Ashmere Safeguarding Children Partnership", short_name="A", areas=("Z06000001",),
        invented=True, authorities=(InventedAuthority("Z06000001", "Ashmere"),),
    )  # fmt: skip
    year = ReportingYear(2023)
    rows = official((COVENTRY, "referrals", 100), (COVENTRY, "population_0_to_17", 10_000), release="returns_2023_24")
    local = rows.assign(
        area_code="Z06000001", area_name="Ashmere", status="synthetic", reason="", source="returns_2023_24/a.xml"
    )
    sources = pd.concat(
        [
            sources_of_returns({"a.xml": ("Census", "Ashmere Council")}, year),
            pd.DataFrame([{"source": "children_in_need_2024/file"}]),
        ]
    )
    empty = [
        pd.DataFrame(columns=table.column_names, dtype=str)
        for table in (AUTHORITY_SPREAD, NEIGHBOUR_FIGURES, PUBLISHED_RATES)
    ]
    measured = compute(official((ENGLAND, "referrals", 5)), sources, *empty, invented, year, local)
    own = measured.results.set_index(["measure", "area_code"]).loc[("referrals_rate", "Z06000001")]
    assert ("Ashmere", "100.0", "synthetic") == tuple(own[["area_name", "value", "status"]])
    assert [("Ashmere", [ENGLAND]), ("England", [])] == [
        (area["name"], area["compared_with"]) for area in measured.areas
    ]
