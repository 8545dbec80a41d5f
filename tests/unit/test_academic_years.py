"""What schools count by academic year is taken for that year, printed as that year, and mixed with no other period."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from clean_tables import YEAR, made
from counting_tables import a_return
from little_returns import SLUG, expected, log, make_workspace, put, received, step
from template_files import filled_row, header

from safeguarding_report.measures.counting import Returned, count_partner_figures
from safeguarding_report.receiving import receive, validate
from safeguarding_report.receiving.completeness import given_in
from safeguarding_report.relations import as_checked
from safeguarding_report.tables.partners import INDICATORS, PARTNER_FIGURES
from safeguarding_report.tables.periods import academic_year_of, may_be_given_for
from safeguarding_report.validation import validate_all

BY_ID = {indicator.id: indicator for indicator in INDICATORS}
AT_HOME, ON_CENSUS_DAY = "ehe_in_year", "ehe_census_day"
ENDED, BEGUN = ("2022-09-01", "2023-08-31"), ("2023-09-01", "2024-08-31")
SCHOOLS, FILE = "Elm Schools", "elm-schools/figures.csv"


def row(indicator=AT_HOME, period=ENDED, numerator="31"):
    start, end = period
    return {"indicator_id": indicator, "area_code": SLUG, "period_start": start, "period_end": end,
            "numerator": numerator, "denominator": ""}  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    own = make_workspace(tmp_path / "workspace", years=("2023-24",))
    path = own.root / "data" / SLUG / "partnership.toml"
    partner = f'partners = [\n    {{ kind = "education", name = "{SCHOOLS}" }},'
    path.write_text(path.read_text(encoding="utf-8").replace("partners = [", partner), encoding="utf-8")
    more = expected("schools", SCHOOLS, "template", SLUG) + received("schools", FILE)
    put(own.root, "2023-24", "returns.toml", log("2023-24", more))
    return own


@pytest.fixture
def returned(workspace, tmp_path):
    """What came of a file of the schools, and what was found in it."""

    def run(*rows):
        lines = [header(PARTNER_FIGURES), *(filled_row(PARTNER_FIGURES, **one) for one in rows)]
        text = "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
        put(workspace.root, "2023-24", f"returns/{FILE}", text)
        one = step(workspace, tmp_path / "staging")
        came = receive(one)
        found = validate(came.correct(), one)
        return came, [(each.severity, each.rule, each.rows) for each in found if each.file == FILE]

    return run


@pytest.mark.parametrize("period", [ENDED, ("2022-09-01", "2023-07-31")])
def test_the_academic_year_that_ended_in_the_reporting_year_is_no_finding(returned, period):
    assert [] == returned(row(period=period))[1]


@pytest.mark.parametrize("period", [BEGUN, ("2022-09-01", "2022-12-31"), ("2023-04-01", "2024-03-31")])
def test_another_time_than_that_academic_year_is_kept_and_a_query(returned, period):
    assert [("query", "figure of another academic year", (2,))] == returned(row(period=period))[1]


@pytest.mark.parametrize("period", [("2021-09-01", "2022-08-31"), ("2022-09-01", "2024-03-31")])
def test_a_time_that_no_such_academic_year_has_is_an_error(returned, period):
    assert ("error", "period that was not asked for", (2,)) in returned(row(period=period))[1]


def test_what_is_not_counted_by_academic_year_may_not_be_given_by_it(returned):
    assert ("error", "period that was not asked for", (2,)) in returned(row(ON_CENSUS_DAY))[1]


@pytest.mark.parametrize(
    ("start", "end", "expected_answer"),
    [
        (date(2022, 9, 1), date(2023, 8, 31), True),
        (date(2022, 8, 31), date(2023, 8, 31), False),
        (date(2022, 9, 1), date(2023, 9, 1), False),
        (date(2023, 9, 1), date(2024, 8, 31), True),
        (date(2024, 9, 1), date(2025, 8, 31), False),
    ],
)
def test_an_academic_year_begins_in_september_and_ends_in_august(start, end, expected_answer):
    whole = (date(2023, 4, 1), date(2024, 3, 31))
    assert expected_answer == may_be_given_for(BY_ID[AT_HOME], start, end, whole)
    assert not may_be_given_for(BY_ID[ON_CENSUS_DAY], start, end, whole)


@pytest.mark.parametrize(
    ("day", "first"), [(date(2023, 8, 31), 2022), (date(2023, 9, 1), 2023), (date(2024, 1, 1), 2023)]
)
def test_the_academic_year_of_a_day_is_the_one_that_began_last(day, first):
    assert (date(first, 9, 1), date(first + 1, 8, 31)) == academic_year_of(day)


def counted(*rows):
    figures = made("partner_figures", *({"status": "final_local", "area_code": "Z06000001", **one} for one in rows))
    one = a_return(items=(), authority="", return_id=figures["return_id"].iloc[0], form="template")
    [figure] = count_partner_figures(
        Returned(YEAR, {"partner_figures": figures}, (one,)), {"Z06000001": "Ashmere"}
    ).to_dict("records")
    return figure


@pytest.mark.parametrize("end", ["2023-07-31", "2023-08-31"])
def test_a_figure_of_the_academic_year_is_printed_as_that_year(end):
    figure = counted({"indicator_id": AT_HOME, "period_start": "2022-09-01", "period_end": end, "numerator": 31})
    assert ("202223AY", 31) == (figure["time_period"], figure["value"])


def test_a_figure_of_the_reporting_year_is_none_of_the_academic_year():
    figure = counted(
        {"indicator_id": AT_HOME, "period_start": "2023-04-01", "period_end": "2024-03-31", "numerator": 31}
    )
    assert pd.isna(figure["value"])
    assert "what was sent covers April 2023 to March 2024 only" == figure["reason"]


@pytest.mark.parametrize(("indicator", "queries"), [(AT_HOME, 0), (ON_CENSUS_DAY, 1)])
def test_the_suite_asks_about_days_before_april_only_of_what_is_counted_by_the_reporting_year(
    repository, indicator, queries
):
    start, end = ENDED
    one = {"indicator_id": indicator, "area_code": "Z06000001", "period_start": start, "period_end": end}
    tables = {"partner_figures": made("partner_figures", one | {"numerator": 3, "status": "final_local"})}
    found = validate_all(as_checked(tables, YEAR), lambda table: repository / "expectations" / f"{table.name}.json")
    assert ["period that begins before 1 April"] * queries == [one.rule for one in found]


def test_a_return_that_gives_the_academic_year_gave_the_whole_of_that_count(returned, workspace):
    came, _ = returned(row(), row("cme_in_year", BEGUN))
    [one] = [each for each in came.read if each.return_id == FILE]
    given = given_in(came.tables["partner_figures"].query("return_id == @FILE"), one.standing, came.partnership)
    assert (BY_ID["cme_in_year"].name,) == given.in_part
    assert workspace.root.is_dir()
