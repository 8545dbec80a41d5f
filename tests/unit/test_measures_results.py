"""Results of a partnership: its areas and comparators, every year up to the report's, and what goes with them."""

from __future__ import annotations

import csv
import json
from dataclasses import MISSING, fields

import pandas as pd
import pytest
from measure_tables import COVENTRY, ENGLAND, official, together

from safeguarding_report.errors import DataError, UsageError
from safeguarding_report.formats.compact import load_official
from safeguarding_report.measures.results import NEIGHBOUR_SOURCE, compute, first_periods_held, sources_used
from safeguarding_report.partnership import Partnership
from safeguarding_report.released import Area, Note, Source
from safeguarding_report.tables import AUTHORITY_SPREAD, NEIGHBOUR_FIGURES, OFFICIAL_SOURCES, PUBLISHED_RATES, RESULTS
from safeguarding_report.workspace import Workspace
from safeguarding_report.year import ReportingYear

LAST_YEAR = ReportingYear(2023)
CITY_OF_LONDON = "E09000001"

# 0 of a hidden number: the department prints 0 per cent, we hide what is made from a hidden number.
HIDDEN_HERE_ONLY = {
    ("child_protection_plans_two_years_percent", CITY_OF_LONDON, "202324"),
    ("child_protection_plans_two_years_percent", CITY_OF_LONDON, "202122"),
    ("child_protection_plans_two_years_percent", CITY_OF_LONDON, "202021"),
    ("child_protection_plans_two_years_percent", CITY_OF_LONDON, "201920"),
    ("repeat_child_protection_plans_percent", CITY_OF_LONDON, "202122"),
    ("repeat_child_protection_plans_percent", CITY_OF_LONDON, "202021"),
    ("child_protection_plans_reviewed_percent", CITY_OF_LONDON, "202122"),
}


def partnership(*areas, slug="coventry", name="Coventry Safeguarding Children Partnership"):
    return Partnership(slug=slug, name=name, short_name="CSCP", areas=areas)


def tables(figures):
    sources = pd.DataFrame(
        [dict.fromkeys(OFFICIAL_SOURCES.column_names, "") | {"source": "children_in_need_2024/file"}]
    )
    spread = pd.DataFrame(columns=AUTHORITY_SPREAD.column_names, dtype=str)
    neighbours = pd.DataFrame(columns=NEIGHBOUR_FIGURES.column_names, dtype=str)
    published_rates = pd.DataFrame(columns=PUBLISHED_RATES.column_names, dtype=str)
    return [figures, sources, spread, neighbours, published_rates]


def of_year(time_period, number=100):
    return official((COVENTRY, "referrals", number), (ENGLAND, "referrals", 620_000), time_period=time_period)


def measured(repository, slug, year=LAST_YEAR):
    workspace = Workspace(repository)
    whose = workspace.partnership(slug)
    held = load_official(workspace.official, whose.areas, year)
    return compute(
        held.figures,
        held.sources,
        held.authority_spread,
        held.neighbour_figures,
        held.published_rates,
        whose,
        year,
        first_periods=held.first_periods,
    )


@pytest.fixture(scope="module")
def demonstrations(repository):
    workspace = Workspace(repository)
    published = [slug for slug in workspace.slugs() if not workspace.partnership(slug).invented]
    return {slug: measured(repository, slug) for slug in published}


def test_every_figure_of_the_cases_is_reproduced_as_it_was_printed(repository, demonstrations):
    results = pd.concat([one.results for one in demonstrations.values()])
    whole = results[results["breakdown"].eq("")].astype(object)
    whole = whole.where(whole.notna(), "")
    ours = {
        (row.measure, row.area_code, row.time_period): (str(row.numerator), row.denominator, row.value, row.symbol)
        for row in whole.itertuples()
    }
    with (repository / "tests" / "golden" / "cases.csv").open(encoding="utf-8", newline="") as lines:
        cases = list(csv.DictReader(lines))
    wrong = [case for case in cases if not _agrees(case, ours)]
    expected = f"{len(cases)} of {len(cases)} cases"
    assert expected == f"{len(cases) - len(wrong)} of {len(cases)} cases", wrong
    assert len(cases) == 919


def _agrees(case, ours):
    key = (case["measure"], case["area_code"], case["time_period"])
    numerator, denominator, value, symbol = ours[key]
    if key in HIDDEN_HERE_ONLY:
        return (case["numerator"], "0.0", "c") == (numerator, case["value"], symbol)
    if case["denominator"] not in {"", "c"} and case["denominator"] != str(denominator):
        return False
    return (case["numerator"], case["value"], case["symbol"]) == (numerator, value, symbol)


def test_the_same_tables_give_the_same_files(repository, demonstrations, tmp_path):
    first, second = demonstrations["coventry"], measured(repository, "coventry")
    first.write(tmp_path / "first")
    second.write(tmp_path / "second")
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    expected = [
        "areas.json",
        "comparisons.csv",
        "data_quality.json",
        "held.json",
        "left_by_regions.csv",
        "measures.json",
        "notes.json",
        "official_counts.csv",
        "registers.json",
        "results.parquet",
        "sources.json",
        "why.json",
    ]
    assert expected == names
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes(), name
    RESULTS.read(tmp_path / "first" / "results.parquet")


def test_the_records_are_those_that_released_figures_are_read_with(demonstrations):
    one = demonstrations["city-and-hackney"]
    for records, form in ((one.areas, Area), (one.notes, Note), (one.sources, Source)):
        names = {field.name for field in fields(form)}
        always = {field.name for field in fields(form) if field.default is MISSING}
        assert [record for record in records if not always <= set(record) <= names] == []
        assert records == json.loads(json.dumps(records))


def test_neighbours_have_rates_and_percentages_but_no_counts(demonstrations):
    results = demonstrations["coventry"].results
    rows = results[results["area_code"] == f"neighbours-of-{COVENTRY}"]
    assert set(rows["unit"]) == {"per 10,000 children", "per cent"}
    row = rows.set_index(["measure", "time_period"]).loc[("referrals_rate", "202324")]
    assert ("588.3", "447.9", "797.5") == (row["value"], row["lower"], row["upper"])
    assert row["source"].endswith(f"+{NEIGHBOUR_SOURCE}")


def test_a_report_of_an_earlier_year_holds_no_later_figure_and_no_note_that_is_only_about_later_years(repository):
    one = measured(repository, "city-and-hackney", ReportingYear(2020))
    assert one.results["time_period"].max() == "202021"
    assert one.comparisons["time_period"].max() == "202021"
    notes = {note["note"] for note in one.notes}
    assert "hackney_census_missing" in notes
    assert not notes & {"totals_hold_hampshire_2023", "hackney_rereferrals_after_the_gap", "two_populations"}


def test_a_year_of_x_stays_a_gap_and_the_looked_after_figures_beside_it_stand(demonstrations):
    results = demonstrations["city-and-hackney"].results
    row = results[results["time_period"].eq("202122")].set_index(["measure", "area_code"])
    assert row.loc[("referrals_count", "E09000012"), "symbol"] == "x"
    assert row.loc[("referrals_count", "city-and-hackney"), "symbol"] == "x"
    assert row.loc[("children_looked_after_count", "E09000012"), "value"] == "405"


def test_a_rate_of_england_is_the_published_one_where_rounded_counts_do_not_give_it_back(demonstrations):
    results = demonstrations["coventry"].results.set_index(["measure", "area_code", "time_period"])
    # 1,270 × 100 ÷ 49,900 is 2.545, but both counts are rounded to 10.
    assert results.loc[("child_protection_plans_two_years_percent", ENGLAND, "202324"), "value"] == "2.6"


def test_a_joint_partnership_bears_the_name_of_its_place(demonstrations):
    results = demonstrations["south-tees"].results
    row = results[results["area_code"] == "south-tees"].iloc[0]
    assert ("South Tees", "Partnership") == (row["area_name"], row["geographic_level"])


def test_a_year_without_figures_stops_with_what_to_do():
    with pytest.raises(DataError, match=r"no figure of 2023-24 for E08000026.*safeguarding-report official"):
        compute(*tables(of_year("202223")), partnership(COVENTRY), LAST_YEAR)


def test_an_unknown_area_stops_before_anything_is_computed():
    with pytest.raises(UsageError, match=r"Did you mean"):
        compute(*tables(of_year("202324")), partnership("E08000062"), LAST_YEAR)


def test_a_source_that_nobody_wrote_down_stops():
    figures, sources, *others = tables(of_year("202324"))
    with pytest.raises(DataError, match=r"sources\.csv does not hold children_in_need_2024/file"):
        compute(figures, sources.iloc[:0], *others, partnership(COVENTRY), LAST_YEAR)


def test_a_source_with_an_empty_cell_has_an_empty_text():
    figures, sources, *others = tables(of_year("202324"))
    results = compute(figures, sources, *others, partnership(COVENTRY), LAST_YEAR).results
    records = sources_used(results, sources.assign(publication_date=pd.NA))
    assert [""] == [record["publication_date"] for record in records]


def test_a_report_of_a_year_before_the_first_figure_is_told_when_the_figures_begin(repository):
    assert "202021" == measured(repository, "coventry", ReportingYear(2019)).held["children_looked_after"]


def test_a_later_year_tells_an_old_report_only_when_a_measure_begins():
    of_both = together(of_year("202122"), of_year("202223"))
    first_periods = {"children_in_need": {"referrals": "202122", "assessments_completed": "202324"}}
    alone = compute(*tables(of_year("202122")), partnership(COVENTRY), ReportingYear(2021))
    later = compute(*tables(of_both), partnership(COVENTRY), ReportingYear(2021), first_periods=first_periods)
    assert {"referrals": "202122", "assessments_completed": "202324"} == later.held
    assert {"referrals": "202122"} == alone.held
    assert alone.results.equals(later.results)


def test_the_first_period_held_is_that_of_the_first_figure_of_a_measure():
    figures = together(of_year("202122"), of_year("202324"))
    results = compute(*tables(figures), partnership(COVENTRY), LAST_YEAR).results
    assert first_periods_held(results) == {"referrals": "202122"}
