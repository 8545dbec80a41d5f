"""What was open at 31 March goes on in the year after: the same children, the same dates, in the next year's returns.

So the stock at the end of one year is the stock at the beginning of the next: of children in need, on a plan and in
care alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.example.days import day, months_after
from safeguarding_report.example.draw import about
from safeguarding_report.example.people import ages
from safeguarding_report.tables.code_lists import CATEGORY_OF_ABUSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from safeguarding_report.example.records import Histories
    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

NOBODY = -1
FIRST_NUMBER = 1_000_000
"""Above every number that a year hands out to its own children."""
GROWN = 18
"""A child who becomes as old as that in the year is not on a plan, in care or in need at the end of it."""
_SHARE_OF_PLANS_THAT_LAST = 0.22
"""Of the plans open at one 31 March: those that are open at the next."""
_TWO_YEARS = 730
_LONG_AGO = np.datetime64("1990-01-01")
"""Before every referral."""
_PLAN = ["start_date", "initial_category", "latest_category", "previous_plans"]
_PERSON = ["sex", "ethnicity", "disabled"]


@dataclass
class Carried:
    """What goes on from the year before, by the numbers that this year's histories give to its children.

    children: one row per child in need at 31 March, by its number: id, birth_date, sex, ethnicity, disabled,
    referral_date, primary_need, source, grown.
    plans: their open plans, those that last first. Columns: child, start_date, initial_category, latest_category,
    previous_plans, lasts, last_review, is_late.
    reviews: the reviews of these plans. Columns: place (row of plans), review_date.
    periods: all periods in care of those in care at 31 March. care: child, start_date, unaccompanied; who leaves first.
    """

    children: pd.DataFrame
    plans: pd.DataFrame
    reviews: pd.DataFrame
    periods: pd.DataFrame
    care: pd.DataFrame

    def __post_init__(self) -> None:
        told_of = self.children.index.isin([*self.plans["child"], *self.care["child"]])
        self._free = self.children.index[~told_of & ~self.children["grown"].to_numpy(dtype=bool)]

    @property
    def grown(self) -> pd.Index[Any]:
        """The children who grow up in the year."""
        return self.children.index[self.children["grown"]]

    def stated(self, year: ReportingYear) -> dict[str, int]:
        """Return the totals of this year that follow from the plans that last."""
        start = self.plans.loc[self.plans["lasts"], "start_date"].to_numpy().astype("datetime64[D]")
        old = int(((day(year.end) - start).astype(np.int64) >= _TWO_YEARS).sum())
        return {"plans_at_31_march_1_to_2_years": len(start) - old, "plans_at_31_march_2_years_or_more": old}

    def taken(self, earliest: Days, latest: Days, rng: np.random.Generator, *, born: bool = False) -> NDArray[np.int64]:
        """Take for each range of days a child referred in it, of whom nothing else is told and who stays a child; -1 where there is none.

        Each child is taken once.
        """
        children = self.children.loc[self._free]
        referred = children["referral_date"].to_numpy().astype("datetime64[D]")
        birth = children["birth_date"].to_numpy().astype("datetime64[D]")
        free = np.ones(len(referred), dtype=bool)
        taken = np.full(len(earliest), NOBODY)
        # Who has the fewest to choose from chooses first.
        for place in np.lexsort((latest, -earliest.astype(np.int64))):
            fits = free & (referred >= earliest[place]) & (referred <= latest[place])
            fits = np.flatnonzero(fits & (birth <= latest[place]) if born else fits)
            if len(fits):
                chosen = fits[int(rng.integers(len(fits)))]
                free[chosen] = False
                taken[place] = self._free[chosen]
        self._free = self._free[free]
        return taken

    def taken_before(
        self, days: Days, year: ReportingYear, rng: np.random.Generator, *, born: bool = False
    ) -> NDArray[np.int64]:
        """Take a child referred on or before each day and before the year."""
        latest = np.minimum(days, day(year.start) - 1)
        return self.taken(np.full(len(days), _LONG_AGO), latest, rng, born=born)

    def referred(self, children: NDArray[np.int64]) -> Days:
        """Return when some of the children were referred."""
        return self.children.loc[children, "referral_date"].to_numpy().astype("datetime64[D]")

    def into_plans(self, plans: pd.DataFrame, totals: YearTotals) -> pd.DataFrame:
        """Return the year's plans with those of the year before in the place of the ones that began before it."""
        young = sum(totals.by_duration[:3])
        short = totals.plans_starting - young
        lasting = int(self.plans["lasts"].sum())
        places = np.concatenate(
            [young + np.arange(lasting), young + lasting + short + np.arange(len(self.plans) - lasting)]
        )
        plans = plans.assign(carried=NOBODY)
        for column in _PLAN:
            values = plans[column].to_numpy(copy=True)
            values[places] = self.plans[column].to_numpy()
            plans[column] = values
        carried = plans["carried"].to_numpy(copy=True)
        carried[places] = np.arange(len(self.plans))
        return plans.assign(carried=carried)

    def agreed(self, totals: YearTotals, plans: pd.DataFrame, year: ReportingYear) -> YearTotals:
        """Return the totals with what follows from the plans that go on: categories, and whether reviews are in time."""
        march = day(year.end)
        still_open = plans[plans["end_date"].isna()]
        initial, latest = (
            tuple(int((still_open[column] == category).sum()) for category in CATEGORY_OF_ABUSE)
            for column in ("initial_category", "latest_category")
        )
        measured = still_open[months_after(still_open["start_date"].to_numpy().astype("datetime64[D]"), 3) <= march]
        late = int(self.reviewed(measured)["is_late"].sum())
        return replace(
            totals,
            by_initial_category=initial,
            by_latest_category=latest,
            reviewed_in_time=min(totals.reviewed_in_time, len(measured) - late),
        )

    def reviewed(self, plans: pd.DataFrame) -> pd.DataFrame:
        """Return for each plan its last review of the years before, if any, and whether its first one is late by then."""
        carried = plans["carried"].to_numpy()
        known = (
            self.plans[["last_review", "is_late"]]
            .reindex(carried[carried != NOBODY])
            .set_axis(plans.index[carried != NOBODY])
        )
        reviewed = known.reindex(plans.index)
        return reviewed.assign(is_late=reviewed["is_late"].eq(other=True), is_carried=carried != NOBODY)

    def reviews_before(self, plans: pd.DataFrame) -> pd.DataFrame:
        """Return the reviews of the years before. Columns: plan (row of plans), review_date."""
        rows = np.flatnonzero(plans["carried"].to_numpy() != NOBODY)
        of_place = pd.Series(rows, index=plans["carried"].to_numpy()[rows])
        return pd.DataFrame(
            {"plan": of_place[self.reviews["place"]].to_numpy(), "review_date": self.reviews["review_date"].to_numpy()}
        )

    def into_times(self, times: pd.DataFrame, year: ReportingYear) -> pd.DataFrame:
        """Return the year's times in care with those of the year before in the place of the ones that began before it.

        Raises
        ------
        DataError
            When there are not as many.

        """
        places = np.flatnonzero(times["start_date"].to_numpy() < day(year.start))
        if len(places) != len(self.care):
            message = "Totals that cannot be: the children in care do not go on from those of the year before."
            raise DataError(message)
        times = times.copy()
        for column in ("child", "start_date", "unaccompanied"):
            times.loc[times.index[places], column] = self.care[column].to_numpy()
        # Who grows up leaves care by then.
        grown = self.care["grown"].to_numpy(dtype=bool) & times["end_date"].notna().to_numpy()[places]
        rows = times.index[places[grown]]
        birth = self.children["birth_date"].loc[self.care.loc[grown, "child"]].to_numpy().astype("datetime64[D]")
        last_day = np.maximum(months_after(birth, 12 * GROWN) - 1, day(year.start))
        times.loc[rows, "end_date"] = np.minimum(
            times.loc[rows, "end_date"].to_numpy().astype("datetime64[D]"), last_day
        )
        return times

    def older(self) -> pd.DataFrame:
        """Return their referrals, which are all from before the year."""
        return self.children[["referral_date", "source"]].rename_axis("child").reset_index()

    def people(self) -> pd.DataFrame:
        """Return who they are, by number."""
        return self.children[["id", "birth_date", *_PERSON]]


def carried_from(
    before: Histories, totals: Mapping[str, int], year: ReportingYear, rng: np.random.Generator
) -> Carried:
    """Return what goes on from the year before.

    Raises
    ------
    DataError
        When the totals of the two years contradict one another.

    """
    children = _children(before, year)
    number = pd.Series(children.index.to_numpy(), index=children["id"].to_numpy())
    plans = _plans(before, children, number, totals, rng)
    reviews, plans = _reviews(before, plans, children, year)
    periods = _periods(before, number)
    times = periods.groupby("child")["start_date"].min().rename("start_date").reset_index()
    care = times.assign(
        unaccompanied=periods.drop_duplicates("child")
        .set_index("child")["unaccompanied"]
        .loc[times["child"]]
        .eq("yes")
        .to_numpy(),
        grown=children["grown"].loc[times["child"]].to_numpy(),
    )
    order = rng.permutation(len(care))
    care = care.iloc[order].sort_values("grown", ascending=False, kind="stable", ignore_index=True)
    return Carried(children, plans, reviews, periods, care)


def _children(before: Histories, year: ReportingYear) -> pd.DataFrame:
    episodes = before.tables["child_in_need_episodes"]
    open_at_the_end = episodes[episodes["end_date"].isna()]
    ids = open_at_the_end["child"].to_numpy()
    known = before.tables["children"].set_index("child").loc[ids]
    sources = before.tables["referrals"].set_index(["child", "referral_date"])["source"]
    when = pd.MultiIndex.from_frame(open_at_the_end[["child", "start_date"]])
    birth = before.birth_dates[ids].to_numpy().astype("datetime64[D]")
    return pd.DataFrame(
        {
            "id": ids,
            "birth_date": birth,
            **{column: known[column].to_numpy() for column in _PERSON},
            "referral_date": open_at_the_end["start_date"].to_numpy(),
            "primary_need": open_at_the_end["primary_need"].to_numpy(),
            "source": sources.loc[when].to_numpy(),
            "grown": ages(birth, np.full(len(birth), day(year.end))) >= GROWN,
        },
        index=FIRST_NUMBER + np.arange(len(ids)),
    )


def _plans(
    before: Histories,
    children: pd.DataFrame,
    number: pd.Series[Any],
    totals: Mapping[str, int],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Choose the plans that last: as many as the totals leave room for, none of a child who grows up."""
    plans = before.tables["child_protection_plans"]
    plans = plans[plans["end_date"].isna()]
    starting, ending, now = (totals[name] for name in ("plans_starting", "plans_ending", "plans_at_31_march"))
    if len(plans) + starting - ending != now:
        message = "Totals that cannot be: the plans of this year do not go on from those of the year before."
        raise DataError(message)
    lasting = about(
        rng, len(plans) * _SHARE_OF_PLANS_THAT_LAST, least=max(now - starting, 0), most=min(len(plans), now)
    )
    plans = plans.iloc[rng.permutation(len(plans))].assign(child=lambda rows: number[rows["child"]].to_numpy())
    grown = children["grown"].loc[plans["child"]].to_numpy()
    plans = plans.iloc[np.argsort(grown, kind="stable")].reset_index(drop=True)
    plans["lasts"] = np.arange(len(plans)) < lasting
    # The oldest stand last, as durations do.
    plans = plans.sort_values(["lasts", "start_date"], ascending=False, kind="stable", ignore_index=True)
    return plans[["child", *_PLAN, "lasts"]].astype({"previous_plans": np.int64})


def _reviews(
    before: Histories, plans: pd.DataFrame, children: pd.DataFrame, year: ReportingYear
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the reviews of the plans, and the plans with their last one and whether the first was late."""
    own = plans.assign(place=plans.index, id=children["id"].loc[plans["child"]].to_numpy())
    reviews = before.tables["child_protection_reviews"].merge(
        own[["place", "id", "start_date"]], left_on=["child", "plan_start_date"], right_on=["id", "start_date"]
    )
    by_plan = reviews.groupby("place")["review_date"]
    first, last = (found.reindex(plans.index) for found in (by_plan.min(), by_plan.max()))
    due = months_after(plans["start_date"].to_numpy().astype("datetime64[D]"), 3)
    held = first.to_numpy().astype("datetime64[D]")
    late = np.where(np.isnat(held), due < day(year.start), held > due)
    return reviews[["place", "review_date"]], plans.assign(last_review=last, is_late=late)


def _periods(before: Histories, number: pd.Series[Any]) -> pd.DataFrame:
    """Return all periods of the children in care at 31 March, with where they lived."""
    key = ["child", "start_date"]
    homes = before.tables["placements"][[*key, "placement_type", "provider"]]
    periods = before.tables["looked_after_episodes"].merge(homes, on=key, how="left")
    staying = periods.loc[periods["end_date"].isna(), "child"]
    periods = periods[periods["child"].isin(staying)].sort_values(key, ignore_index=True)
    return periods.assign(child=number[periods["child"]].to_numpy()).drop(
        columns=["authority_code", "return_id", "row", "age_group"], errors="ignore"
    )
