"""From returns to the released facts without a notebook: counted, beside the year before, and past the gate."""

from __future__ import annotations

import pytest
from little_returns import CENSUS, ELM, HEALTH, OAK, SLUG, census, expected, log, make_workspace, put, received, step

from safeguarding_report.disclosure.quality import passed_quality
from safeguarding_report.errors import DataError
from safeguarding_report.measures.returned import count_returns, data_quality
from safeguarding_report.receiving import receive, save

FACTS = {
    "partner": "Elm Council",
    "form": "children in need census",
    "area": "Elm",
    "period": "April 2023 to March 2024",
    "expected_period": "April 2023 to March 2024",
    "due": "2024-05-31",
    "received": "",
    "state": "not returned",
    "state_in_words": "Not returned by 31 May 2024.",
    "late": False,
    "provisional": False,
    "whole": True,
    "errors": 0,
    "queries": 2,
    "open_points": ["contact before 1 April", "row that is there twice"],
    "complete": "Nothing",
    "means": "Nothing is known.",
}


@pytest.fixture
def counted(tmp_path):
    """Validate and count one year after the other, and return what was counted in the last."""

    def run(*logs, censuses=None):
        workspace = make_workspace(tmp_path / "workspace")
        for year, text in zip(("2022-23", "2023-24"), logs, strict=True):
            put(workspace.root, year, "returns.toml", text)
        for year, text in (censuses or {}).items():
            put(workspace.root, year, f"returns/{CENSUS}", text)
        made = None
        for year in ("2022-23", "2023-24"):
            private = workspace.private / SLUG / year
            first, second = step(workspace, private, year), step(workspace, private, year, "02_measure")
            came = receive(first)
            corrected = came.correct()
            assert () == corrected.findings
            save(first, came, corrected, corrected.findings)
            made = count_returns(second)
            made.save(second, [])
        return made, data_quality(second)

    return run


def cell(made, item, area=ELM, period="202324"):
    rows = made.figures.set_index(["item", "area_code", "time_period"]).loc[[(item, area, period)]]
    [row] = rows.to_dict("records")
    return row


def test_a_year_is_counted_with_the_returns_of_the_year_before_beside_it(counted):
    made, _ = counted(log("2022-23"), log("2023-24"))
    assert (200, 200) == (cell(made, "referrals")["value"], cell(made, "referrals", period="202223")["value"])
    # Children 160 to 199 of the year before come again in the second: each a year or less after its first referral.
    assert 40 == cell(made, "rereferrals")["value"]
    assert "x" == cell(made, "rereferrals", period="202223")["symbol"]


def test_figures_carry_their_return_and_that_they_are_invented(counted):
    made, _ = counted(log("2022-23"), log("2023-24"))
    assert f"returns_2023_24/{CENSUS}" == cell(made, "referrals")["source"]
    assert {"synthetic"} == set(made.figures["status"])
    sources = made.sources.set_index("source")["sha256"]
    assert sources[f"returns_2022_23/{CENSUS}"] != sources[f"returns_2023_24/{CENSUS}"]
    assert sources.str.startswith("hmac-sha256:").all()


def test_figures_of_an_earlier_year_stay_as_they_were_counted_then(counted):
    later = {"2023-24": census("2023-24", range(20))}
    made, _ = counted(log("2022-23"), log("2023-24"), censuses=later)
    assert (200, 20) == (cell(made, "referrals", period="202223")["value"], cell(made, "referrals")["value"])


def test_part_of_a_year_is_never_scaled_up(counted):
    partial = log("2023-24").replace(
        f'file = "{CENSUS}"\n', f'file = "{CENSUS}"\nstate = "partial"\nperiod_end = 2023-12-31\n'
    )
    made, quality = counted(log("2022-23"), partial)
    row = cell(made, "referrals")
    assert "x" == row["symbol"]
    assert "April to December 2023" in row["reason"]
    facts = quality[0]
    assert ("April to December 2023", "Part of the period") == (facts["period"], facts["complete"])
    assert "never scaled up" in facts["means"]


def test_a_nil_return_counts_as_nothing_and_not_as_missing(counted):
    more = [expected("oak-police", HEALTH, "children_in_need_census", OAK), received("oak-police", "", state="nil")]
    made, quality = counted(log("2022-23"), log("2023-24", *more))
    assert (0, "") == (cell(made, "referrals", OAK)["value"], cell(made, "referrals", OAK)["reason"])
    assert "nil" in [facts["state"] for facts in quality]


def test_what_the_gate_passes_of_data_quality_is_what_was_foreseen(counted):
    _, quality = counted(log("2022-23"), log("2023-24"))
    assert quality == passed_quality(quality)
    assert set(FACTS) == set(quality[0])


@pytest.mark.parametrize(
    "change",
    [
        {"child": "1001"},
        {"errors": "3"},
        {"errors": True},
        {"queries": -1},
        {"due": "soon"},
        {"means": "x" * 1001},
        {"provisional": 1},
        {"late": "no"},
        {"whole": 1},
        {"open_points": "row that is there twice"},
        {"open_points": [1001]},
        {"open_points": ["two\nlines"]},
        {"open_points": ["x" * 121]},
    ],
)
def test_anything_else_than_words_days_and_numbers_of_findings_stops_at_the_gate(change):
    with pytest.raises(DataError, match="is not what may be published") as refused:
        passed_quality([FACTS | change])
    assert "1001" not in str(refused.value)


def test_without_returns_there_are_no_facts():
    assert [] == passed_quality([])
