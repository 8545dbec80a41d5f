"""Child-level histories of one authority and year that add up exactly to given totals.

The totals have the names of our counts (`referrals`, `plans_starting` …) and are counted by the rules of
docs/decisions/0010-how-items-are-counted.md. What is not stated is chosen by the seed. Every child is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.example import looked_after, need
from safeguarding_report.example.around import contacts_of, early_help_of, factors_of
from safeguarding_report.example.assessments import assessments_of
from safeguarding_report.example.carried import GROWN, Carried, carried_from
from safeguarding_report.example.days import day
from safeguarding_report.example.draw import generator
from safeguarding_report.example.enquiries import NONE, protection_of
from safeguarding_report.example.people import ages, children_of
from safeguarding_report.example.plans import plans_of, reviews_of
from safeguarding_report.example.records import Histories, finished, first_events
from safeguarding_report.example.referrals import referrals_before, referrals_of
from safeguarding_report.example.totals import YearTotals, complete
from safeguarding_report.tables.code_lists import REFERRAL_SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

_SHARE_CARE_LEAVERS = 0.6


@dataclass
class _Numbers:
    """Hands out numbers to children; histories are joined by them before they get identifiers."""

    next: int

    def new(self, count: int) -> NDArray[np.int64]:
        """Return numbers for so many children of whom nothing is known yet."""
        self.next += count
        return np.arange(self.next - count, self.next)


def histories(
    totals: Mapping[str, int], authority: str, year: ReportingYear, seed: str, before: Histories | None = None
) -> Histories:
    """Make child-level histories whose counts are the given totals, each exactly.

    With the histories of the year `before`, what was open at its end goes on, and children who are referred again are
    children of that year; without them what began before this year is invented.

    Raises
    ------
    DataError
        When the totals contradict one another.

    """

    def rng(part: str) -> np.random.Generator:
        return generator("histories", seed, authority, year, part)

    carried = carried_from(before, totals, year, rng("carried")) if before else None
    chosen = complete({**totals, **carried.stated(year)} if carried else totals, rng("totals"))
    referrals = referrals_of(chosen, year, rng("referrals"))
    known = _closed_children(before, year) if before else None
    referred_before = referrals_before(referrals, chosen, year, rng("referrals before"), known)
    numbers = _Numbers(chosen.children_referred)
    assessments = assessments_of(referrals, chosen, year, rng("assessments"), carried)
    without = assessments["child"].to_numpy() < 0
    assessments.loc[without, "child"] = numbers.new(int(without.sum()))
    chance = rng("protection")
    plans = plans_of(chosen, year, chance).assign(carried=NONE)
    if carried:
        plans = carried.into_plans(plans, chosen)
        chosen = carried.agreed(chosen, plans, year)
    plans, reviews, enquiries, conferences, protected = _protection(
        plans, referrals, chosen, year, chance, numbers, carried
    )
    times = looked_after.times_of(chosen, year, rng("looked after"))
    times["child"] = numbers.new(len(times))
    under_protection = pd.concat([enquiries["child"], conferences["child"], plans["child"]])
    times, cared_for = _in_care(times, referrals, under_protection, year, rng("care"), carried)
    in_care = times[~times["short_break"]]
    earlier = [
        assessments.loc[without & assessments["referral_date"].notna(), ["child", "referral_date"]],
        protected,
        cared_for,
    ]
    if carried:
        earlier.append(carried.older())
    stock = need.long_term(
        referrals, sum(len(part) for part in earlier), chosen, year, rng("long term"), goes_on=carried is not None
    )
    earlier.append(pd.DataFrame({"child": numbers.new(len(stock)), "referral_date": stock}))
    older = pd.concat([part.astype({"referral_date": "datetime64[s]"}) for part in earlier], ignore_index=True)
    events = _last_events(assessments, enquiries, conferences, plans, in_care)
    under_protection = pd.concat([under_protection, in_care["child"]])
    closing = need.carried_over(referred_before, year, rng("carried over"))
    referred_before["held"] = referred_before.index.isin(closing.index)
    episodes = pd.concat(
        [_episodes(referrals, older, events, under_protection, chosen, year, rng("episodes"), carried), closing],
        ignore_index=True,
    )
    leavers = looked_after.care_leavers_of(int(chosen.looked_after_at_31_march * _SHARE_CARE_LEAVERS), rng("leavers"))
    leavers["child"] = numbers.new(len(leavers))
    children_in_care = times[~times["child"].isin(carried.grown)] if carried else times
    missing = looked_after.missing_of(children_in_care, year, rng("missing"))
    periods = looked_after.periods_of(times, year, rng("periods"), carried.periods if carried else None)
    frames = {
        "contacts": contacts_of(referrals, year, rng("contacts"), numbers.new),
        "early_help_episodes": early_help_of(chosen.referrals, year, rng("early help"), numbers.new),
        "referrals": _referral_rows(referrals, referred_before, older, rng("sources")),
        "assessments": assessments,
        "assessment_factors": factors_of(assessments, rng("factors")),
        "section47_enquiries": enquiries,
        "initial_conferences": conferences,
        "child_protection_plans": plans,
        "child_protection_reviews": reviews,
        "child_in_need_episodes": episodes,
        "looked_after_episodes": periods,
        "placements": periods,
        "missing_episodes": missing,
        "return_interviews": looked_after.interviews_of(missing, rng("interviews")),
        "care_leavers": leavers,
    }
    people = children_of(first_events(frames, year), pd.Index(times["child"]), year, rng("people"))
    if before and carried:
        people.update(pd.concat([_same_children(referred_before, before), carried.people()]))
    return finished(frames, people, times, chosen, authority, year)


def _closed_children(before: Histories, year: ReportingYear) -> pd.DataFrame:
    """Return the last referral of last year's children who may come again.

    All their episodes were closed by 31 March, and they are under 18 at the end of this year.
    """
    episodes = before.tables["child_in_need_episodes"]
    born = before.birth_dates.to_numpy().astype("datetime64[D]")
    grown = before.birth_dates.index[ages(born, np.full(len(born), day(year.end))) >= GROWN]
    gone = {*episodes.loc[episodes["end_date"].isna(), "child"], *grown}
    referrals = before.tables["referrals"]
    last = referrals.sort_values("referral_date").drop_duplicates("child", keep="last")
    last = last[last["referral_date"] >= pd.Timestamp(before.year.start)]
    return last.loc[~last["child"].isin(gone), ["child", "referral_date"]].rename(columns={"child": "id"})


def _same_children(referred_before: pd.DataFrame, before: Histories) -> pd.DataFrame:
    """Return what is known of the children who were referred last year, by their numbers of this year."""
    known = before.tables["children"].set_index("child").loc[referred_before["id"]]
    return pd.DataFrame(
        {
            "id": referred_before["id"].to_numpy(),
            "birth_date": before.birth_dates[referred_before["id"]].to_numpy(),
            **{column: known[column].to_numpy() for column in ("sex", "ethnicity", "disabled")},
        },
        index=referred_before["child"].to_numpy(),
    )


def _protection(
    plans: pd.DataFrame,
    referrals: pd.DataFrame,
    totals: YearTotals,
    year: ReportingYear,
    rng: np.random.Generator,
    numbers: _Numbers,
    carried: Carried | None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return plans, reviews, enquiries and conferences by child, and who of these was referred before 1 April."""
    reviews = reviews_of(plans, totals, year, rng, carried.reviewed(plans) if carried else None)
    protection = protection_of(plans, totals, year, rng)
    enquiries, conferences = protection.enquiries, protection.conferences
    known = max(totals.children_with_conference, totals.children_with_conference + totals.children_with_enquiry)
    led = conferences[conferences["plan"] != NONE]
    child_of_plan = np.full(len(plans), NONE)
    child_of_plan[led["plan"]] = led["child"]
    goes_on = plans["carried"].to_numpy() != NONE
    moved_in = (child_of_plan == NONE) & ~goes_on
    child_of_plan[moved_in] = known + np.arange(int(moved_in.sum()))
    plans["child"] = child_of_plan
    first = (
        pd.concat(
            [
                enquiries[["child", "start_date"]].set_axis(["child", "day"], axis=1),
                conferences[["child", "conference_date"]].set_axis(["child", "day"], axis=1),
                plans.loc[~goes_on, ["child", "start_date"]].set_axis(["child", "day"], axis=1),
            ]
        )
        .groupby("child")["day"]
        .min()
    )
    days = first.to_numpy().astype("datetime64[D]")
    linked = need.linked_to_referrals(days, referrals, year, rng)
    if carried:
        alone = np.flatnonzero(linked == NONE)
        linked[alone] = carried.taken_before(days[alone], year, rng)
        alone = np.flatnonzero(linked == NONE)
        linked[alone] = need.also_linked(days[alone], referrals, linked, rng)
    alone = linked == NONE
    linked[alone] = numbers.new(int(alone.sum()))
    number = pd.Series(linked, index=first.index)
    for rows in (enquiries, conferences):
        rows["child"] = number.reindex(rows["child"]).to_numpy()
    plans["child"] = number.reindex(plans["child"], fill_value=NONE).to_numpy()
    if carried:
        plans.loc[goes_on, "child"] = carried.plans["child"].loc[plans.loc[goes_on, "carried"]].to_numpy()
        reviews = pd.concat([carried.reviews_before(plans), reviews], ignore_index=True)
    reviews["child"] = plans["child"].to_numpy()[reviews["plan"]]
    reviews["plan_start_date"] = plans["start_date"].to_numpy()[reviews["plan"]]
    conferences["led_to_a_plan"] = np.where(conferences["plan"] == NONE, "no", "yes")
    enquiries["conference_unnecessary"] = np.where(enquiries["conference_date"].isna(), "yes", "no")
    before = pd.DataFrame(
        {"child": linked[alone], "referral_date": need.referred_before(days[alone], year, rng)},
    )
    return plans, reviews, enquiries, conferences, before


def _in_care(
    times: pd.DataFrame,
    referrals: pd.DataFrame,
    protected: pd.Series[int],
    year: ReportingYear,
    rng: np.random.Generator,
    carried: Carried | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the times in care with the children they are of, and the referrals before 1 April of those that are new."""
    if carried:
        times = carried.into_times(times, year)
    in_care = times[~times["short_break"]]
    begun = in_care["start_date"].to_numpy().astype("datetime64[D]")
    children = in_care["child"].to_numpy(copy=True)
    alone = np.arange(len(in_care))
    if carried:
        new = np.flatnonzero(begun >= day(year.start))
        taken = carried.taken_before(begun[new], year, rng, born=True)
        others = taken == NONE
        taken[others] = need.also_linked(begun[new[others]], referrals, protected, rng)
        children[new[taken != NONE]] = taken[taken != NONE]
        alone = new[taken == NONE]
        times.loc[in_care.index, "child"] = children
    before = pd.DataFrame({"child": children[alone], "referral_date": need.referred_before(begun[alone], year, rng)})
    return times, before


def _episodes(
    referrals: pd.DataFrame,
    older: pd.DataFrame,
    events: pd.Series[Any],
    protected: pd.Series[int],
    totals: YearTotals,
    year: ReportingYear,
    rng: np.random.Generator,
    carried: Carried | None,
) -> pd.DataFrame:
    """Return the episodes of need; what was known of those that go on stays as it was."""
    if carried is None:
        return need.episodes_of(referrals, older, events, protected, totals, year, rng)
    episodes = need.episodes_of(referrals, older, events, protected, totals, year, rng, carried.grown)
    known = carried.children["primary_need"].reindex(episodes["child"]).to_numpy()
    return episodes.assign(primary_need=np.where(pd.isna(known), episodes["primary_need"], known))


def _last_events(
    assessments: pd.DataFrame,
    enquiries: pd.DataFrame,
    conferences: pd.DataFrame,
    plans: pd.DataFrame,
    in_care: pd.DataFrame,
) -> pd.Series[Any]:
    """Return by child the last day on which something happened; missing where a plan or a time in care goes on."""
    ended = pd.concat(
        [
            rows[["child", column]].set_axis(["child", "day"], axis=1)
            for rows, column in (
                (assessments, "authorisation_date"),
                (enquiries, "start_date"),
                (conferences, "conference_date"),
                (plans, "end_date"),
                (in_care, "end_date"),
            )
        ]
    )
    last = ended.groupby("child")["day"].max()
    lasting = pd.concat([rows.loc[rows["end_date"].isna(), "child"] for rows in (plans, in_care)])
    return last.mask(last.index.isin(lasting))


def _referral_rows(
    referrals: pd.DataFrame, before: pd.DataFrame, older: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the referrals of the year and those before it; `held` are those that this year's returns hold."""
    earlier = pd.concat([before[["child", "referral_date", "held"]], older.assign(held=True)], ignore_index=True)
    drawn = rng.choice(np.array(REFERRAL_SOURCE), len(earlier))
    earlier["source"] = earlier["source"].where(earlier["source"].notna(), drawn) if "source" in earlier else drawn
    earlier["no_further_action"] = False
    rows = pd.concat(
        [referrals[["child", "referral_date", "source", "no_further_action"]].assign(held=True), earlier],
        ignore_index=True,
    )
    rows["no_further_action"] = np.where(rows["no_further_action"], "yes", "no")
    return rows
