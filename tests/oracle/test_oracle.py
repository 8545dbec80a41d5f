"""The oracle: invented children whose counts are the published ones go out as returns and come back as those counts.

The generator is given the published row of a real authority and year (hidden cells are its to choose). Its children
are written as the files that authorities send, in a temporary folder; they are read, counted and measured as any
return is. What comes out must be what was published: every count, and every measure made of them, as "n of n".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from safeguarding_report.example.annex_a_file import annex_a_csv, annex_a_lists
from safeguarding_report.example.census_file import census_xml
from safeguarding_report.example.histories import histories
from safeguarding_report.example.ssda903_files import ssda903_files
from safeguarding_report.formats.compact import read_official_figures
from safeguarding_report.formats.returns import ReturnContext, read_return
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counting import COUNTED_ITEMS, CountableReturn, Returned, count_items
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.measures.definition import POPULATION
from safeguarding_report.measures.local_figures import with_counted
from safeguarding_report.reference import areas
from safeguarding_report.tables.code_lists import CATEGORY_OF_ABUSE
from safeguarding_report.tables.counted import RETURNS
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.example.histories import Histories

COVENTRY, CITY_OF_LONDON = "E08000026", "E09000001"
SIX = (COVENTRY, CITY_OF_LONDON, "E09000012", "E09000030", "E06000002", "E06000003")
YEARS = [ReportingYear(start) for start in range(2019, 2024)]

# All six take minutes; the ordinary run takes the two that differ most, a large authority and the smallest.
IN_ORDINARY_RUN = (COVENTRY, CITY_OF_LONDON)
CASES = [
    pytest.param((code, year), id=f"{code}-{year}", marks=() if code in IN_ORDINARY_RUN else pytest.mark.slow)
    for code in SIX
    for year in YEARS
]

_LENGTHS = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")
# Counts of which the generator takes no total: no measure is made of them, and it chooses them itself.
CHOSEN_BY_THE_GENERATOR = frozenset(
    {
        "children_in_need_at_any_point", "children_in_need_episodes_at_any_point",
        "children_in_need_episodes_starting", "children_starting_to_be_in_need",
        "children_in_need_episodes_ending", "children_ceasing_to_be_in_need",
        "assessments_with_a_factor",
        "plans_at_any_point", "children_on_a_plan_at_any_point", "children_starting_a_plan", "children_ending_a_plan",
        *(f"plans_ending_{length}" for length in _LENGTHS),
        *(f"plans_starting_{category}_{when}" for category in CATEGORY_OF_ABUSE for when in ("initial", "latest")),
    }
)  # fmt: skip


def items_of(measure):
    return {item for item in (*measure.numerator, measure.denominator) if item and item != POPULATION}


# The measures made of counts that records give and the generator follows; the annex has others (docs/decisions/0014).
FOLLOWED = set(COUNTED_ITEMS) - CHOSEN_BY_THE_GENERATOR
COMPARED = [measure for measure in MEASURES if items_of(measure) <= FOLLOWED]
MEASURED_ITEMS = {item for measure in COMPARED for item in items_of(measure)}

CENSUS_AND_SSDA903 = "children in need census and SSDA903"
ANNEX_A = "Annex A"


@dataclass(frozen=True, repr=False)
class ReadBack:
    """One authority's year: what was published, and what was counted from the files of each kind of return."""

    published: pd.DataFrame
    counted: dict[str, pd.DataFrame]

    @property
    def stated(self) -> dict[str, int]:
        """The published counts that are numbers."""
        return stated(self.published)

    def compared(self, returns: str) -> tuple[dict[str, int], dict[str, int]]:
        """Return the published and the counted numbers of everything that both have."""
        numbers = self.counted[returns].dropna(subset=["value"])
        counted = {
            item: int(value)
            for item, value in zip(numbers["item"], numbers["value"], strict=True)
            if item in self.stated and item not in CHOSEN_BY_THE_GENERATOR
        }
        return {item: self.stated[item] for item in counted}, counted


def stated(published):
    numbers = published.dropna(subset=["value"]).sort_values("release")
    return {item: int(value) for item, value in zip(numbers["item"], numbers["value"], strict=True)}


def pseudonym(child):
    return hashlib.blake2b(child.encode(), key=b"a key of this test", digest_size=8).hexdigest()


def sent(made: Histories, folder: Path) -> dict[str, list[Path]]:
    """Write the returns of one authority and year, as it would send them."""
    census, ssda903, annex_a = folder / "census.xml", folder / "ssda903", folder / "annex_a"
    census.write_bytes(census_xml(made, areas()[made.authority].old_la_code))
    for target, files in ((ssda903, ssda903_files(made)), (annex_a, annex_a_csv(annex_a_lists(made)))):
        target.mkdir()
        for name, content in files.items():
            (target / name).write_bytes(content)
    return {CENSUS_AND_SSDA903: [census, ssda903], ANNEX_A: [annex_a]}


def received(paths: list[Path], code: str, year: ReportingYear) -> Returned:
    """Read returns, as any return is read."""
    returns, tables = [], {}
    for path in paths:
        one = read_return(path, ReturnContext(path.name, code, year, pseudonym))
        assert [finding for finding in one.findings if finding.severity == "error"] == []
        returns.append(CountableReturn(path.name, code, one.form, frozenset(one.supports), year.start, year.end))
        for name, frame in one.tables.items():
            tables.setdefault(name, []).append(frame)
    joined = {name: pd.concat(frames, ignore_index=True) for name, frames in tables.items()}
    return Returned(year, joined, tuple(returns))


def of_the_year_before(made: Histories) -> Returned:
    """Return what last year's returns left of the referrals that this year looks back to."""
    before = made.year.previous
    tables = {name: frame.assign(child=frame["child"].map(pseudonym)) for name, frame in made.previous.items()}
    complete = CountableReturn(
        "last_year.xml", made.authority, "children_in_need_census", frozenset(COUNTED_ITEMS), before.start, before.end
    )
    return Returned(before, tables, (complete,))


@pytest.fixture(scope="module")
def all_published(repository):
    return read_official_figures(repository / "data" / "official")


@pytest.fixture(scope="module", params=CASES)
def read_back(request, all_published, tmp_path_factory):
    code, year = request.param
    published = all_published[all_published["area_code"].eq(code) & all_published["time_period"].eq(year.time_period)]
    made = histories(stated(published), code, year, "oracle")
    before = of_the_year_before(made)
    return ReadBack(
        published,
        {
            returns: count_items(received(paths, code, year), before, {code: areas()[code].area_name})
            for returns, paths in sent(made, tmp_path_factory.mktemp(f"{code}-{year}")).items()
        },
    )


@pytest.fixture(scope="module")
def code(read_back):
    return read_back.published["area_code"].iloc[0]


@pytest.mark.parametrize("returns", [CENSUS_AND_SSDA903, ANNEX_A])
def test_every_count_is_the_published_one(read_back, returns):
    expected, actual = read_back.compared(returns)
    differing = sorted(item for item, number in expected.items() if number != actual[item])
    agreeing = len(expected) - len(differing)
    assert differing == [], f"{agreeing} of {len(expected)} published counts, from {returns}"


def test_every_measure_of_the_chapters_is_compared():
    assert [] == [measure.title for measure in MEASURES if not measure.annex and measure not in COMPARED]


def test_every_published_count_that_a_measure_is_made_of_is_compared(read_back):
    compared, _ = read_back.compared(CENSUS_AND_SSDA903)
    assert [] == sorted(MEASURED_ITEMS & set(read_back.stated) - set(compared))


def test_every_measure_is_the_published_one(read_back, code):
    key = ["measure", "category"]
    official = figures_of(side_by_side(read_back.published), COMPARED).set_index(key)
    beside = with_counted(read_back.published, read_back.counted[CENSUS_AND_SSDA903], [code])
    # Without the published counts nothing but the population is left to print from.
    alone = beside[beside["release"].str.startswith(RETURNS) | beside["item"].eq(POPULATION)]
    local = figures_of(side_by_side(alone), COMPARED).set_index(key)
    published = official.loc[official["symbol"].eq(""), "value"]
    differing = [name for name, value in published.items() if value != local["value"].get(name)]
    agreeing = len(published) - len(differing)
    assert differing == [], f"{agreeing} of {len(published)} published measures"
    assert {"final_local", "official"} >= set(local["status"])
