"""Results are held against the published figures and against last year, and each finding says which figure it is of."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from measure_tables import COVENTRY, ENGLAND, official, together

from safeguarding_report.measures.checked import CHECKED_RESULTS, checked_results, named
from safeguarding_report.measures.local_figures import sources_of_returns
from safeguarding_report.measures.moves import moves
from safeguarding_report.measures.results import compute
from safeguarding_report.partnership import Partnership
from safeguarding_report.suites import read_suite
from safeguarding_report.tables import AUTHORITY_SPREAD, NEIGHBOUR_FIGURES, PUBLISHED_RATES
from safeguarding_report.tables.counted import COUNTED_FIGURES
from safeguarding_report.validation import validate
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear.parse("2023-24")
PARTNERSHIP = Partnership(slug="coventry", name="Coventry", short_name="C", areas=(COVENTRY,))
RETURN = "council/census.xml"
POPULATION = (COVENTRY, "population_0_to_17", 80_000)


def spread(lowest="-9.00", highest="9.00", measure="referrals_rate"):
    """The middle four fifths of all authorities' changes of one measure."""
    row = dict.fromkeys(AUTHORITY_SPREAD.column_names, "0") | {"measure": measure, "time_period": "202324"}
    return AUTHORITY_SPREAD.check(pd.DataFrame([row | {"change_10": lowest, "change_90": highest}]))


def counted(*cells, status="final_local", return_id=f"returns_2023_24/{RETURN}"):
    rows = official(*cells, release="returns_2023_24").assign(status=status, reason="", source=return_id)
    return COUNTED_FIGURES.check(rows)


def checked(published, local=None, spread_of_all=None, partnership=PARTNERSHIP):
    empty = [pd.DataFrame(columns=table.column_names, dtype=str) for table in (NEIGHBOUR_FIGURES, PUBLISHED_RATES)]
    local = COUNTED_FIGURES.empty() if local is None else local
    spread_of_all = spread() if spread_of_all is None else spread_of_all
    sources = pd.concat(
        [
            sources_of_returns({RETURN: ("Census", "Council"), "other.csv": ("Other", "Council")}, YEAR),
            pd.DataFrame([{"source": f"{release}/file"} for release in sorted(published["release"].unique())]),
        ]
    )
    measured = compute(published, sources, spread_of_all, *empty, partnership, YEAR, local)
    return checked_results(measured.results, local, spread_of_all, partnership, YEAR)


@pytest.fixture
def suite(repository):
    return repository / "expectations" / "results.json"


@pytest.fixture
def found(suite):
    """What the suite finds in results."""

    def look(frame):
        return named(validate(frame, CHECKED_RESULTS, suite), frame)

    return look


def beside_england(*cells):
    return official(*cells, (ENGLAND, "referrals", 620_000), (ENGLAND, "population_0_to_17", 12_000_000))


@pytest.mark.parametrize(
    ("published", "local", "status", "expected"),
    [
        (100, 100, "final_local", []),
        (100, 99, "final_local", ["query"]),
        (100, 110, "final_local", ["query"]),
        (100, 111, "final_local", ["error", "query"]),
        (100, 111, "provisional_local", ["query"]),
        (10, 20, "final_local", ["query"]),
        (10, 21, "final_local", ["error", "query"]),
        (0, 3, "final_local", ["query"]),
        (0, 11, "final_local", ["error", "query"]),
        ("c", 3, "final_local", []),
        (100, "x", "final_local", []),
    ],
)
def test_a_few_children_are_a_query_and_a_final_return_far_off_is_an_error(found, published, local, status, expected):
    frame = checked(
        beside_england((COVENTRY, "referrals", published), POPULATION),
        counted((COVENTRY, "referrals", local), status=status),
    )
    assert expected == [finding.severity for finding in found(frame)]


def test_a_difference_names_return_measure_area_and_year_and_no_number(found):
    frame = checked(
        beside_england((COVENTRY, "referrals", 888), POPULATION),
        counted((COVENTRY, "referrals", 887), return_id=f"returns_2023_24/{RETURN}+returns_2023_24/other.csv"),
    )
    (finding,) = found(frame)
    assert (f"{RETURN}+other.csv", "results", "referrals_count") == (finding.file, finding.table, finding.column)
    assert "figure from a return that is not the published one: Coventry, 2023-24" == finding.rule
    assert not any(number in str(finding) for number in ("887", "888"))


def test_what_a_percentage_is_a_share_of_is_compared_too(found):
    published = beside_england(
        (COVENTRY, "plans_reviewed_in_time", 300), (COVENTRY, "plans_at_31_march_open_3_months", 340), POPULATION
    )
    local = counted((COVENTRY, "plans_reviewed_in_time", 300), (COVENTRY, "plans_at_31_march_open_3_months", 341))
    assert ["child_protection_plans_reviewed_percent"] == [
        finding.column for finding in found(checked(published, local))
    ]


def test_a_whole_that_differs_is_told_once_and_not_with_every_share_of_it(found):
    published = beside_england((COVENTRY, "referrals", 100), (COVENTRY, "rereferrals", 20), POPULATION)
    local = counted((COVENTRY, "referrals", 101), (COVENTRY, "rereferrals", 20))
    assert ["referrals_count"] == [finding.column for finding in found(checked(published, local))]


def test_the_newest_release_is_the_one_compared_with(found):
    published = together(
        beside_england((COVENTRY, "referrals", 100), POPULATION),
        official((COVENTRY, "referrals", 101), POPULATION, release="children_in_need_2025"),
    )
    assert [] == found(checked(published, counted((COVENTRY, "referrals", 101))))


def two_years(before, now, population_before=80_000):
    return together(
        official(
            (COVENTRY, "referrals", before), (COVENTRY, "population_0_to_17", population_before), time_period="202223"
        ),
        beside_england((COVENTRY, "referrals", now), POPULATION),
    )


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (1000, 1090, 0),
        (1000, 1091, 1),
        (1000, 910, 0),
        (1000, 909, 1),
        (100, 300, 1),
        (99, 120, 0),
        (120, 99, 0),
        (99, 300, 1),  # few, and yet more than chance: the two intervals lie apart
        (300, 99, 1),
        (300, 100, 1),
        ("c", 300, 0),
    ],
)
def test_a_change_outside_the_middle_four_fifths_is_a_query_where_enough_cases_tell(found, before, now, expected):
    findings = found(checked(two_years(before, now)))
    assert ["query"] * expected == [finding.severity for finding in findings]


@pytest.mark.parametrize(
    ("lowest", "highest", "now", "expected"),
    [
        ("-0.50", "0.50", 1009, 0),
        ("-0.50", "0.50", 1010, 1),
        ("2.00", "9.00", 1015, 0),
        ("2.00", "9.00", 985, 1),
        ("2.00", "9.00", 1091, 1),
        ("-9.00", "-2.00", 985, 0),
        ("-9.00", "-2.00", 1015, 1),
    ],
)
def test_no_reason_is_asked_for_what_hardly_changed_or_moved_less_than_others(found, lowest, highest, now, expected):
    # The report calls neither of them large; the quarters lie on the tenths here.
    all_of_them = spread(lowest, highest).assign(change_25=lowest, change_75=highest)
    assert expected == len(found(checked(two_years(1000, now), spread_of_all=all_of_them)))


def test_a_change_of_a_joint_area_is_asked_about_as_the_report_tells_it(found):
    joint = Partnership(slug="both", name="Both", short_name="B", areas=(COVENTRY, "E08000025"))
    years = [
        official(
            *((code, "referrals", number) for code in joint.areas),
            *((code, "population_0_to_17", 80_000) for code in joint.areas),
            (ENGLAND, "referrals", 620_000), (ENGLAND, "population_0_to_17", 12_000_000), time_period=period,
        )
        for number, period in ((1000, "202223"), (1200, "202324"))
    ]  # fmt: skip
    asked = found(checked(together(*years), partnership=joint))
    assert {"Both", "Birmingham", "Coventry"} == {one.rule.split(": ")[1].split(", ")[0] for one in asked}


@pytest.mark.parametrize("without", ["202223", "202324"])
def test_a_figure_that_prints_no_number_is_placed_by_its_exact_one(without):
    frame = checked(two_years(1000, 2000))
    frame.loc[frame["time_period"] == without, "value"] = pd.NA
    assert "large" == moves(frame, spread(), PARTNERSHIP, YEAR).moved["referrals_rate", COVENTRY]


def test_a_change_from_one_definition_to_another_is_none():
    frame = checked(two_years(1000, 2000))
    frame.loc[frame["time_period"] == "202223", "definition"] = "referrals/0"
    assert moves(frame, spread(), PARTNERSHIP, YEAR).change.isna().all()


def test_a_large_change_names_measure_area_and_year(found):
    (finding,) = found(checked(two_years(1000, 2000)))
    assert ("", "referrals_rate") == (finding.file, finding.column)
    assert "change since last year that is among the largest of all authorities: Coventry, 2023-24" == finding.rule


def test_a_change_is_that_of_unrounded_levels_and_of_their_own_populations(found):
    assert [] == found(checked(two_years(1000, 2000, population_before=40_000)))


def test_of_a_percentage_the_change_is_in_points(found):
    def cells(rereferrals):
        return [(COVENTRY, "referrals", 1000), (COVENTRY, "rereferrals", rereferrals), POPULATION]

    published = together(official(*cells(200), time_period="202223"), beside_england(*cells(251)))
    limits = [spread("-5.00", upper, "rereferrals_percent") for upper in ("5.10", "5.00")]
    findings = [[one.column for one in found(checked(published, spread_of_all=limit))] for limit in limits]
    assert [[], ["rereferrals_percent"]] == findings


def test_the_change_of_a_comparator_or_of_an_earlier_year_is_no_query(found):
    published = together(
        official((ENGLAND, "referrals", 300_000), (COVENTRY, "referrals", 1000), POPULATION, time_period="202223"),
        official((COVENTRY, "referrals", 100), POPULATION, time_period="202122"),
        beside_england((COVENTRY, "referrals", 1000), POPULATION),
    )
    assert [] == found(checked(published))


CLEAN = (COVENTRY, "referrals", 1000), (COVENTRY, "rereferrals", 200), (COVENTRY, "plans_reviewed_in_time", "c")


def put(column, value, measure="rereferrals_percent"):
    def change(frame):
        changed = frame.astype({column: object})
        changed.loc[changed["measure"] == measure, column] = value
        return changed.astype({column: frame[column].dtype})

    return change


# Each expectation, by the beginning of its reason, and a change that must break it.
BREACHES = {
    "A report without a result": lambda frame: frame.iloc[:0],
    "A measure has one figure": lambda frame: frame.assign(area_code=COVENTRY),
    "A count is a whole number": lambda frame: frame.assign(numerator=frame["numerator"].astype("Float64")),
    "A measure is named": put("measure", "Re-referrals"),
    "A reporting year is written": put("time_period", "2024"),
    "An area without a name": put("area_name", " "),
    "Every number names the files": put("source", ""),
    "A figure is a number as": put("value", "20 %"),
    "A figure is a count, a rate": put("unit", "per 1,000"),
    "Symbols are those": put("symbol", ":", "child_protection_plans_reviewed_count"),
    "Readers are told how final": put("status", "draft"),
    "A symbol stands in place": put("value", "3", "child_protection_plans_reviewed_count"),
    "Where there is no number": put("value", None),
    "Nothing that is counted": put("numerator", -1),
    "A percentage here": put("percent", 100.1),
    "The numerator of a percentage": put("denominator", 199),
    "More than a tenth": lambda frame: frame.assign(from_published=11.0, final_percent_from_published=10.1),
    "The department counts": put("from_published", 1.0),
    "Eight authorities in ten": put("beyond_most_changes", 0.01),
}  # fmt: skip


def test_clean_results_meet_their_suite(found):
    assert [] == found(checked(beside_england(*CLEAN, POPULATION)))


def test_what_nobody_returned_needs_no_source(found):
    clean = checked(beside_england(*CLEAN, POPULATION))
    assert [] == found(put("source", "", "child_protection_plans_reviewed_count")(clean))


@pytest.mark.parametrize("reason", BREACHES)
def test_every_expectation_can_fail(suite, tmp_path, reason):
    records = json.loads(suite.read_text(encoding="utf-8"))
    (record,) = [record for record in records if record["reason"].startswith(reason)]
    path = tmp_path / "results.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    clean = checked(beside_england(*CLEAN, POPULATION))
    assert [] == validate(clean, CHECKED_RESULTS, path)
    (finding,) = validate(BREACHES[reason](clean), CHECKED_RESULTS, path)
    assert (record["severity"], record["rule"]) == (finding.severity, finding.rule)


def test_every_expectation_of_the_suite_is_broken_here(suite):
    assert len(BREACHES) == len(read_suite(suite))


def test_a_finding_about_all_results_stays_as_it_is(suite):
    clean = checked(beside_england(*CLEAN, POPULATION))
    nothing = clean.iloc[:0]
    assert ["no result at all"] == [
        finding.rule for finding in named(validate(nothing, CHECKED_RESULTS, suite), nothing)
    ]
