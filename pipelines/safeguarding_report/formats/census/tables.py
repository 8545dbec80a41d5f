"""What was gathered from a census becomes our tables; a record without what it is counted by is left out and found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.findings import MOST_ROWS, Finding
from safeguarding_report.tables.children import (
    ASSESSMENT_FACTORS,
    ASSESSMENTS,
    CHILD_IN_NEED_EPISODES,
    CHILD_PROTECTION_PLANS,
    CHILD_PROTECTION_REVIEWS,
    CHILDREN,
    INITIAL_CONFERENCES,
    REFERRALS,
    SECTION47_ENQUIRIES,
)

if TYPE_CHECKING:
    from safeguarding_report.formats.census.gathering import Gathered, Gathering
    from safeguarding_report.formats.census.reading import Reading
    from safeguarding_report.tables import Table

_REFERRAL = "A referral without it is left out."
_ASSESSMENT = "An assessment without it is left out, and so are its factors."
_ENQUIRY = "An enquiry without it is left out."
_PLAN = "A plan without it is left out, and so are its reviews."


class CensusTables:
    """Builds the tables of one census, one after the other."""

    def __init__(self, gathering: Gathering, reading: Reading) -> None:
        self._gathering = gathering
        self._reading = reading
        self._children: pd.Series[Any] = pd.Series(dtype="str")
        self._births = pd.DataFrame()
        self._referral_dates: pd.Series[Any] = pd.Series(dtype="datetime64[s]")

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table that a census gives."""
        steps = (
            self._make_children,
            self._make_episodes,
            self._make_assessments,
            self._make_conferences,
            self._make_plans,
        )
        # One step's frames are checked before the next step's are made: a large census needs the room.
        return {table.name: self._checked(table, frame) for make in steps for table, frame in make()}

    def _make_children(self) -> list[tuple[Table, pd.DataFrame]]:
        gathered, reading = self._gathering.children, self._reading
        self._children = reading.pseudonyms(gathered, "LAchildID", CHILDREN)
        self._births = reading.births(gathered, CHILDREN)
        last_day = pd.Series(
            pd.Timestamp(reading.context.year.end), index=np.array(gathered.rows), dtype="datetime64[s]"
        )
        frame = pd.DataFrame(
            {
                "sex": reading.codes(gathered, "Sex", CHILDREN, "sex").fillna("unknown"),
                "ethnicity": reading.codes(gathered, "Ethnicity", CHILDREN, "ethnicity"),
                "disabled": self._disabled(),
                "age_group": reading.age_groups(self._births, last_day, CHILDREN).to_numpy(),
            }
        )
        return [(CHILDREN, self._of(gathered, frame))]

    def _disabled(self) -> pd.Series[Any]:
        gathered = self._gathering.disabilities
        codes = self._reading.codes(gathered, "Disability", CHILDREN, "disability")
        children = pd.Series(np.array(gathered.children))
        everyone = pd.Series(range(len(self._gathering.children)))
        disabled = everyone.isin(children[codes == "yes"])
        return pd.Series(
            np.select([disabled, everyone.isin(children[codes == "no"])], ["yes", "no"], "unknown"), dtype="str"
        )

    def _make_episodes(self) -> list[tuple[Table, pd.DataFrame]]:
        gathered, reading = self._gathering.details, self._reading
        self._referral_dates = reading.dates(gathered, "CINreferralDate", REFERRALS, _REFERRAL)
        age = self._age(gathered, self._referral_dates)
        referrals = pd.DataFrame(
            {
                "referral_date": self._referral_dates,
                "source": reading.codes(gathered, "ReferralSource", REFERRALS, "referral_source"),
                "no_further_action": reading.flags(gathered, "ReferralNFA", REFERRALS, _REFERRAL),
                "referrals_in_12_months_before": None,
                "age_group": age,
            }
        )
        episodes = pd.DataFrame(
            {
                "start_date": self._referral_dates,
                "end_date": reading.dates(gathered, "CINclosureDate", CHILD_IN_NEED_EPISODES),
                "primary_need": reading.codes(gathered, "PrimaryNeedCode", CHILD_IN_NEED_EPISODES, "primary_need"),
                "closure_reason": reading.codes(gathered, "ReasonForClosure", CHILD_IN_NEED_EPISODES, "closure_reason"),
                "age_group": age,
            }
        )
        # A referral with no further action begins no episode of need (docs/decisions/0010).
        begins = (referrals["no_further_action"] != "yes").fillna(value=True)
        return [
            (REFERRALS, self._of(gathered, referrals)),
            (CHILD_IN_NEED_EPISODES, self._of(gathered, episodes)[begins.to_numpy()]),
        ]

    def _make_assessments(self) -> list[tuple[Table, pd.DataFrame]]:
        gathered, factors, reading = self._gathering.assessments, self._gathering.factors, self._reading
        starts = reading.dates(gathered, "AssessmentActualStartDate", ASSESSMENTS, _ASSESSMENT)
        assessments = pd.DataFrame(
            {
                "referral_date": _of_what_it_stands_in(self._referral_dates, gathered),
                "start_date": starts,
                "authorisation_date": reading.dates(gathered, "AssessmentAuthorisationDate", ASSESSMENTS),
                "age_group": self._age(gathered, starts),
            }
        )
        identified = pd.DataFrame(
            {
                "assessment_start_date": _of_what_it_stands_in(starts, factors),
                "factor_code": reading.factors(factors, "AssessmentFactors", ASSESSMENT_FACTORS),
            }
        )
        return [(ASSESSMENTS, self._of(gathered, assessments)), (ASSESSMENT_FACTORS, self._of(factors, identified))]

    def _make_conferences(self) -> list[tuple[Table, pd.DataFrame]]:
        gathered, details, reading = self._gathering.enquiries, self._gathering.details, self._reading
        starts = reading.dates(gathered, "S47ActualStartDate", SECTION47_ENQUIRIES, _ENQUIRY)
        conferences = reading.dates(gathered, "DateOfInitialCPC", INITIAL_CONFERENCES)
        others = reading.dates(details, "DateOfInitialCPC", INITIAL_CONFERENCES)
        enquiries = pd.DataFrame(
            {
                "start_date": starts,
                "conference_date": conferences,
                "conference_unnecessary": reading.flags(gathered, "ICPCnotRequired", SECTION47_ENQUIRIES),
                "age_group": self._age(gathered, starts),
            }
        )
        after_enquiries = pd.DataFrame(
            {
                "conference_date": conferences,
                "section47_start_date": starts,
                "age_group": self._age(gathered, conferences),
            }
        )
        of_details = pd.DataFrame({"conference_date": others, "age_group": self._age(details, others)})
        held = pd.concat([self._of(gathered, after_enquiries), self._of(details, of_details)], ignore_index=True)
        return [
            (SECTION47_ENQUIRIES, self._of(gathered, enquiries)),
            (INITIAL_CONFERENCES, _one_a_day(held.dropna(subset="conference_date")).assign(led_to_a_plan=None)),
        ]

    def _make_plans(self) -> list[tuple[Table, pd.DataFrame]]:
        gathered, held, reading = self._gathering.plans, self._gathering.reviews, self._reading
        table = CHILD_PROTECTION_PLANS
        starts = reading.dates(gathered, "CPPstartDate", table, _PLAN)
        plans = pd.DataFrame(
            {
                "start_date": starts,
                "end_date": reading.dates(gathered, "CPPendDate", table),
                "initial_category": reading.codes(
                    gathered, "InitialCategoryOfAbuse", table, "category_of_abuse", _PLAN
                ),
                "latest_category": reading.codes(gathered, "LatestCategoryOfAbuse", table, "category_of_abuse", _PLAN),
                "previous_plans": reading.numbers(gathered, "NumberOfPreviousCPP", table, _PLAN),
                "age_group": self._age(gathered, starts),
            }
        )
        reviews = pd.DataFrame(
            {
                "plan_start_date": _of_what_it_stands_in(starts, held),
                "review_date": reading.dates(held, "CPPreviewDate", CHILD_PROTECTION_REVIEWS),
            }
        )
        return [
            (CHILD_PROTECTION_PLANS, self._of(gathered, plans)),
            (CHILD_PROTECTION_REVIEWS, self._of(held, reviews)),
        ]

    def _age(self, gathered: Gathered, days: pd.Series[Any]) -> pd.Series[Any]:
        return self._reading.age_groups(self._births.iloc[np.array(gathered.children)], days)

    def _of(self, gathered: Gathered, frame: pd.DataFrame) -> pd.DataFrame:
        """Say whose records these are and where they stand."""
        children = np.array(gathered.children)
        return frame.assign(
            authority_code=self._reading.context.authority_code,
            child=self._children.iloc[children].set_axis(frame.index),
            return_id=self._reading.context.return_id,
            row=np.array(gathered.rows),
        )

    def _checked(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        needed = [column.name for column in table.columns if not column.may_be_missing]
        whole = frame.dropna(subset=needed)
        again = whole.duplicated(list(table.key))
        if again.any():
            rows = tuple(whole.loc[again, "row"].iloc[:MOST_ROWS])
            reason = "Two records agree in all that tells them apart; one is kept."
            file = self._reading.context.return_id
            self._reading.findings.append(
                Finding("query", file, "record given twice", reason, table.name, count=int(again.sum()), rows=rows)
            )
        return table.check(whole[~again])


def _of_what_it_stands_in(values: pd.Series[Any], gathered: Gathered) -> pd.Series[Any]:
    return values.iloc[np.array(gathered.within)].reset_index(drop=True)


def _one_a_day(held: pd.DataFrame) -> pd.DataFrame:
    """Keep one row of each child and day: a conference may stand at its episode and at several enquiries.

    The clock of the conference starts with the earliest of the enquiries (docs/decisions/0010).
    """
    return held.sort_values(
        ["child", "conference_date", "section47_start_date", "row"], na_position="last", kind="stable"
    ).drop_duplicates(["child", "conference_date"])
