"""The published files as downloaded: every one is recognised, and the figures that people know stand in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeguarding_report.formats.compact import (
    FIGURES_FILE,
    SOURCES_FILE,
    read_official_figures,
    what_is_carried,
    write_compact,
    write_table,
)
from safeguarding_report.formats.official import KEY, read_official_folder
from safeguarding_report.formats.official_totals import official_totals
from safeguarding_report.measures.published import published_rates
from safeguarding_report.reference import areas_with_regions
from safeguarding_report.tables import PUBLISHED_RATES
from safeguarding_report.year import ReportingYear

TOWER_HAMLETS, MIDDLESBROUGH, REDCAR = "E09000030", "E06000002", "E06000003"
COVENTRY, CITY, HACKNEY, ENGLAND = "E08000026", "E09000001", "E09000012", "E92000001"
SOUTH_EAST = "E12000008"
DEMONSTRATION = (TOWER_HAMLETS, MIDDLESBROUGH, REDCAR, COVENTRY, CITY, HACKNEY)
LAST_YEAR = ReportingYear.parse("2023-24")
LARGEST_TABLE = 170_000
LARGEST_FOLDER = 600_000

CHILDREN_IN_NEED, LOOKED_AFTER = "children_in_need_2024", "children_looked_after_2025"
ABSENCE = "pupil_absence_2025"


@pytest.fixture(scope="module")
def reading(shared_data):
    return read_official_folder(shared_data / "official")


def test_every_file_is_recognised_and_none_is_an_error(reading, shared_data):
    assert len(list((shared_data / "official").rglob("*.csv"))) == reading.files
    assert reading.files == len(reading.sources) + len(reading.not_carried)
    assert [] == [finding for finding in reading.findings if finding.severity == "error"]


def test_files_without_counts_of_authorities_are_told_apart_from_unknown_ones(reading):
    not_carried = {Path(file.file).name.split("_")[0].split("-")[0] for file in reading.not_carried}
    assert {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "headline", "ons", "sn"} == not_carried


def test_the_two_differences_between_published_tables_are_queries(reading):
    twice = "one figure with two values"
    assert [(twice, "CPP_At31", 3), (twice, "children_count", 5)] == [
        (finding.rule, finding.column, finding.count) for finding in reading.findings
    ]


@pytest.mark.parametrize(
    ("item", "area", "period", "expected"),
    [
        ("population_0_to_17", TOWER_HAMLETS, "202324", 63147),
        ("population_0_to_17", CITY, "202223", 841),
        ("population_0_to_17", ENGLAND, "201920", 11790492),
        ("children_in_need_at_31_march", MIDDLESBROUGH, "202324", 1951),
        ("children_in_need_at_31_march", ENGLAND, "202324", 399460),
        ("referrals", COVENTRY, "202324", 4505),
        ("referrals", COVENTRY, "202021", 5754),
        ("referrals", CITY, "202324", 63),
        ("referrals", HACKNEY, "202122", "x"),
        ("referrals", HACKNEY, "202021", "x"),
        ("rereferrals", CITY, "202324", "c"),
        ("rereferrals", HACKNEY, "202223", 413),
        ("children_referred", COVENTRY, "202324", 4098),
        ("assessments_completed", REDCAR, "202223", 2714),
        ("assessments_completed", CITY, "201920", 67),
        ("section47_enquiries", CITY, "202324", 9),
        ("section47_enquiries", ENGLAND, "202223", 225400),
        ("initial_conferences", REDCAR, "202324", 423),
        ("initial_conferences_0_to_10_days", REDCAR, "202324", "c"),
        ("initial_conferences_11_to_15_days", REDCAR, "202324", 362),
        ("plans_starting", CITY, "202324", "c"),
        ("plans_starting", COVENTRY, "202324", 578),
        ("plans_starting_second_or_subsequent", TOWER_HAMLETS, "202223", 84),
        ("plans_at_31_march", TOWER_HAMLETS, "202324", 305),
        ("plans_at_31_march", CITY, "202223", 0),
        ("plans_at_31_march_2_years_or_more", COVENTRY, "201920", 9),
        ("plans_reviewed_in_time", REDCAR, "202324", 135),
        ("plans_at_31_march_open_3_months", REDCAR, "202324", 148),
    ],
)
def test_a_figure_that_people_know_stands_in_the_reading(reading, item, area, period, expected):
    figures = reading.figures.set_index(KEY)
    row = figures.loc[(CHILDREN_IN_NEED, period, area, item)]
    assert expected == (row["symbol"] if isinstance(expected, str) else row["value"])


@pytest.mark.parametrize(
    ("release", "item", "period", "expected"),
    [
        (LOOKED_AFTER, "looked_after_with_3_or_more_placements", "202324", 79),
        (LOOKED_AFTER, "looked_after_for_2_years", "202324", 493),
        (LOOKED_AFTER, "looked_after_for_2_years_with_3_or_more_placements", "202324", 127),
        (LOOKED_AFTER, "looked_after_under_16_with_same_carer_for_2_years", "202324", 155),
        (LOOKED_AFTER, "looked_after_under_16_for_2_and_a_half_years", "202324", 254),
        (ABSENCE, "pupils_on_a_plan", "202223AY", 275),
        (ABSENCE, "sessions_missed_on_a_plan", "202223AY", 16977),
        (ABSENCE, "sessions_possible_on_a_plan", "202223AY", 94289),
        (ABSENCE, "pupils_missing_50_percent_on_a_plan", "202223AY", 27),
    ],
)
def test_what_two_columns_say_together_is_one_count_of_coventry(reading, release, item, period, expected):
    assert expected == reading.figures.set_index(KEY).loc[(release, period, COVENTRY, item), "value"]


def test_one_kind_of_school_is_read_and_not_carried(reading):
    carried = set(what_is_carried(reading.figures)["item"])
    assert "pupils_on_a_plan_in_primary" in set(reading.figures["item"])
    assert {"pupils_on_a_plan"} == {item for item in carried if item.startswith("pupils_on_a_plan")}


@pytest.mark.parametrize(
    ("area", "period", "expected"),
    [(HACKNEY, "202122", 405), (CITY, "202324", 7), (ENGLAND, "202223", 83750), (CITY, "202425", "c")],
)
def test_looked_after_children_stand_in_their_own_release(reading, area, period, expected):
    row = reading.figures.set_index(KEY).loc[(LOOKED_AFTER, period, area, "children_looked_after_at_31_march")]
    assert expected == (row["symbol"] if isinstance(expected, str) else row["value"])


def test_two_vintages_of_one_population_stand_side_by_side(reading):
    figures = reading.figures.set_index(KEY)["value"]
    assert 642 == figures[(CHILDREN_IN_NEED, "202324", CITY, "population_0_to_17")]
    assert 918 == figures[(LOOKED_AFTER, "202324", CITY, "population_0_to_17")]


def test_tower_hamlets_lies_in_inner_london(reading):
    of_tower_hamlets = reading.figures[reading.figures["area_code"].eq(TOWER_HAMLETS)]
    assert ["E13000001"] == list(of_tower_hamlets["region_code"].unique())


def test_an_authority_has_enquiries_and_a_population_under_one_code(reading):
    codes = set(reading.figures["area_code"])
    assert not {"E08000020", "E06000048"} & codes
    assert {"E08000037", "E06000057"} <= codes


def test_published_parts_are_never_more_than_their_totals(reading):
    totals = official_totals(reading.figures)
    with_months = totals.dropna(subset=["referrals_in_all_months"])
    assert 1785 == len(with_months)
    assert with_months["referrals"].tolist() == with_months["referrals_in_all_months"].tolist()


def test_the_repository_holds_what_an_import_writes_now(reading, repository, tmp_path):
    write_compact(reading, areas_with_regions(DEMONSTRATION), tmp_path, until=LAST_YEAR)
    carried = reading.figures[reading.figures["area_code"].isin(areas_with_regions(DEMONSTRATION))]
    rates = published_rates(carried[carried["time_period"].le(LAST_YEAR.time_period)], reading.printed)
    write_table(PUBLISHED_RATES, rates, tmp_path)
    for name in (FIGURES_FILE, SOURCES_FILE, "published_rates.csv"):
        assert (tmp_path / name).read_bytes() == (repository / "data" / "official" / name).read_bytes(), name


def test_published_rates_are_found_for_every_region_whether_it_is_carried_or_not(reading):
    rates = published_rates(reading.figures, reading.printed).set_index(["measure", "area_code", "time_period"])
    assert "2.6" == rates.loc[("child_protection_plans_two_years_percent", ENGLAND, "202324"), "value"]
    assert "37.7" == rates.loc[("child_protection_plans_rate", SOUTH_EAST, "202324"), "value"]


def test_the_compact_table_gives_back_what_was_read(reading, tmp_path):
    wanted = areas_with_regions(DEMONSTRATION)
    write_compact(reading, wanted, tmp_path)
    carried = what_is_carried(reading.figures)
    expected = carried[carried["area_code"].isin(wanted)].reset_index(drop=True)
    assert expected.equals(read_official_figures(tmp_path))


def test_the_compact_tables_stay_small(repository):
    folder = repository / "data" / "official"
    assert (folder / FIGURES_FILE).stat().st_size < LARGEST_TABLE
    assert "published_rates.csv" in {path.name for path in folder.iterdir()}
    assert sum(path.stat().st_size for path in folder.iterdir()) < LARGEST_FOLDER
