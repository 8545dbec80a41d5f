"""Every authority: what is carried of each for the charts, and what the gate passes on."""

from __future__ import annotations

import pandas as pd
from measure_tables import ENGLAND, official, together

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.among_authorities import authority_figures, without_names
from safeguarding_report.reference import areas, present_codes
from safeguarding_report.tables.published import SHOWN_AMONG_AUTHORITIES
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear.parse("2023-24")
FIRST, SECOND, THIRD = [
    code for code, area in areas().items() if area.geographic_level == "Local authority" and code not in present_codes()
][:3]


def referrals(*cells, time_period="202324"):
    return official(*cells, time_period=time_period)


def test_every_measure_that_is_shown_is_a_measure():
    assert set(SHOWN_AMONG_AUTHORITIES) <= {one for measure in MEASURES for one in measure.ids}


def test_numerator_and_denominator_are_carried_of_authorities_of_the_wanted_years_alone():
    figures = together(
        referrals((FIRST, "referrals", 400), (FIRST, "rereferrals", 80), (ENGLAND, "referrals", 9000)),
        referrals((FIRST, "referrals", 300), (FIRST, "rereferrals", 90), time_period="202223"),
    )

    rows = authority_figures(figures, [YEAR])

    assert [("202324", FIRST)] == list(zip(rows["time_period"], rows["area_code"], strict=True))
    assert "80/400" == rows["rereferrals_percent"].iloc[0]


def test_what_is_hidden_or_not_applicable_is_an_empty_cell():
    figures = referrals(
        (FIRST, "referrals", 400), (FIRST, "rereferrals", "c"), (SECOND, "referrals", 0), (SECOND, "rereferrals", 0),
        (THIRD, "referrals", 9), (THIRD, "rereferrals", 3),
    )  # fmt: skip

    cells = authority_figures(figures, [YEAR]).set_index("area_code")["rereferrals_percent"]

    assert {THIRD: "3/9"} == {code: cell for code, cell in cells.items() if cell}


def test_nobody_is_named_and_the_smallest_stands_first():
    rows = pd.DataFrame({measure: ["80/400", "", "9/60", "3/60"] for measure in SHOWN_AMONG_AUTHORITIES})

    assert ["3/60", "9/60", "80/400"] == without_names(rows, {"referrals_rate"})["referrals_rate"]


def test_of_a_measure_whose_release_is_not_used_nobody_else_is_shown():
    rows = pd.DataFrame({measure: ["3/60"] for measure in SHOWN_AMONG_AUTHORITIES})
    assert {measure: [] for measure in SHOWN_AMONG_AUTHORITIES} == without_names(rows, ())
