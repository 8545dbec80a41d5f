"""Histories given out in the shape of Annex A: lists 1 to 9 for the whole year, as a workbook or as CSV files."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.example.cells import british, csv_bytes, text
from safeguarding_report.example.census_file import SOURCE_CODES
from safeguarding_report.example.people import ages

if TYPE_CHECKING:
    from safeguarding_report.example.records import Histories

    Lists = dict[str, dict[str, list[Any]]]

_SEX = {"female": "b) Female", "male": "a) Male", "unknown": "c) Not stated"}
_YES_NO = {"yes": "a) Yes", "no": "b) No"}
_CATEGORY = {
    "neglect": "a) Neglect", "physical": "b) Physical abuse", "sexual": "c) Sexual abuse",
    "emotional": "d) Emotional abuse", "multiple": "e) Multiple",
}  # fmt: skip
_ORGANISATION = {"health service": "health", "voluntary organisation": "voluntary"}
_A_YEAR = pd.DateOffset(years=1)
_CREATED = datetime(2024, 1, 1, tzinfo=UTC)
"""A fixed day: the day of writing would change the bytes and tell nobody anything."""


def annex_a_lists(histories: Histories) -> Lists:
    """Return lists 1 to 9 by name: each its columns in order."""
    writer = _Writer(histories)
    tables = histories.tables
    return {
        "List 1": writer.contacts(tables["contacts"]),
        "List 2": writer.early_help(tables["early_help_episodes"]),
        "List 3": writer.referrals(tables["referrals"]),
        "List 4": writer.assessments(tables["assessments"]),
        "List 5": writer.enquiries(tables["section47_enquiries"], tables["initial_conferences"]),
        "List 6": writer.in_need(tables["child_in_need_episodes"]),
        "List 7": writer.plans(tables["child_protection_plans"], tables["child_protection_reviews"]),
        "List 8": writer.looked_after(tables),
        "List 9": writer.care_leavers(tables["care_leavers"]),
    }


def annex_a_workbook(lists: Lists) -> bytes:
    """Return the lists as a workbook, one sheet each; the same lists give the same bytes."""
    import xlsxwriter  # noqa: PLC0415 — most commands write no workbook

    written = io.BytesIO()
    # Row by row and with texts in their cells: three times as fast, and read the same.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(written, options)
    book.set_properties({"title": "Invented data", "created": _CREATED})
    for name, columns in lists.items():
        sheet = book.add_worksheet(name)
        for row, values in enumerate([tuple(columns), *zip(*columns.values(), strict=True)]):
            for place, value in enumerate(values):
                if value != "":
                    (sheet.write_string if isinstance(value, str) else sheet.write_number)(row, place, value)
    book.close()
    return written.getvalue()


def annex_a_csv(lists: Lists) -> dict[str, bytes]:
    """Return the lists as CSV files by name."""
    return {
        f"{name}.csv": csv_bytes(list(columns), zip(*columns.values(), strict=True)) for name, columns in lists.items()
    }


class _Writer:
    """Writes tables as lists; knows the children that the rows are of."""

    def __init__(self, histories: Histories) -> None:
        self._histories = histories
        self._children = histories.tables["children"].set_index("child")
        self._births = histories.birth_dates

    def _child(self, rows: pd.DataFrame, *, disability: bool = False) -> dict[str, list[Any]]:
        children = self._children.loc[rows["child"]]
        born = self._births[rows["child"]]
        march = np.full(len(rows), np.datetime64(self._histories.year.end, "D"))
        columns: dict[str, list[Any]] = {
            "Child Unique ID": rows["child"].tolist(),
            "Gender": children["sex"].map(_SEX).tolist(),
            "Ethnicity": text(children["ethnicity"]),
            "Date of Birth": british(born),
            "Age of Child (Years)": np.maximum(ages(born.to_numpy().astype("datetime64[D]"), march), 0).tolist(),
        }
        if disability:
            columns["Does the Child have a Disability"] = (
                children["disabled"].map({**_YES_NO, "unknown": "c) Unknown"}).tolist()
            )
        return columns

    def _in_year(self, rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
        """Keep the rows with a date in the year."""
        first, last = pd.Timestamp(self._histories.year.start), pd.Timestamp(self._histories.year.end)
        return rows[np.logical_or.reduce([rows[column].between(first, last) for column in columns])]

    def contacts(self, rows: pd.DataFrame) -> dict[str, list[Any]]:
        """List 1."""
        return {
            **self._child(rows),
            "Date of Contact": british(rows["contact_date"]),
            "Contact Source": rows["source"].map(SOURCE_CODES).tolist(),
        }

    def early_help(self, rows: pd.DataFrame) -> dict[str, list[Any]]:
        """List 2."""
        return {
            **self._child(rows),
            "Assessment start date": british(rows["start_date"]),
            "Assessment completion date": british(rows["completion_date"]),
            "Organisation completing assessment": text(rows["organisation"].replace(_ORGANISATION)),
        }

    def referrals(self, rows: pd.DataFrame) -> dict[str, list[Any]]:
        """List 3: the referrals of the year."""
        within = self._in_year(rows, "referral_date")
        return {
            **self._child(within),
            "Date of referral": british(within["referral_date"]),
            "Referral Source": within["source"].map(SOURCE_CODES).tolist(),
            "Referral NFA?": within["no_further_action"].map(_YES_NO).tolist(),
            "Number of Referrals in Last 12 Months": self._referrals_before(within).tolist(),
        }

    def _referrals_before(self, within: pd.DataFrame) -> pd.Series[Any]:
        """Count the referrals of the same child in the twelve months before each."""
        known = pd.concat(
            [self._histories.previous["referrals"], self._histories.tables["referrals"]], ignore_index=True
        ).drop_duplicates(["child", "referral_date"])[["child", "referral_date"]]
        pairs = within.reset_index()[["index", "child", "referral_date"]].merge(
            known, on="child", suffixes=("", "_before")
        )
        before = pairs["referral_date_before"]
        again = (before < pairs["referral_date"]) & (before + _A_YEAR >= pairs["referral_date"])
        return again.groupby(pairs["index"]).sum().reindex(within.index, fill_value=0)

    def assessments(self, rows: pd.DataFrame) -> dict[str, list[Any]]:
        """List 4."""
        return {
            **self._child(rows, disability=True),
            "Continuous Assessment Start Date": british(rows["start_date"]),
            "Continuous Assessment Date of Authorisation": british(rows["authorisation_date"]),
        }

    def enquiries(self, enquiries: pd.DataFrame, conferences: pd.DataFrame) -> dict[str, list[Any]]:
        """List 5: enquiries and conferences of the year, one row for both where one led to the other."""
        alone = conferences[conferences["section47_start_date"].isna()]
        after = enquiries[["child", "start_date", "conference_date", "conference_unnecessary"]]
        without = alone[["child", "conference_date"]].assign(conference_unnecessary="no")
        rows = pd.concat([after, without], ignore_index=True).astype({"start_date": "datetime64[s]"})
        rows = self._in_year(rows, "start_date", "conference_date")
        led = conferences.set_index(["child", "conference_date"])["led_to_a_plan"]
        outcome = led.reindex(pd.MultiIndex.from_frame(rows[["child", "conference_date"]]))
        return {
            **self._child(rows, disability=True),
            "Strategy discussion initiating Section 47 Enquiry Start Date": british(rows["start_date"]),
            "Was an Initial Child Protection Conference deemed unnecessary?": rows["conference_unnecessary"]
            .map(_YES_NO)
            .tolist(),
            "Date of Initial Child Protection Conference": british(rows["conference_date"]),
            "Did the Initial Child Protection Conference Result in a Child Protection Plan": text(outcome.map(_YES_NO)),
        }

    def in_need(self, rows: pd.DataFrame) -> dict[str, list[Any]]:
        """List 6."""
        return {
            **self._child(rows, disability=True),
            "CIN Start Date": british(rows["start_date"]),
            "Primary Need Code": text(rows["primary_need"]),
            "CIN Closure Date": british(rows["end_date"]),
            "Reason for Closure": text(rows["closure_reason"]),
        }

    def plans(self, rows: pd.DataFrame, reviews: pd.DataFrame) -> dict[str, list[Any]]:
        """List 7: of reviews it holds the latest only."""
        latest = reviews.groupby(["child", "plan_start_date"])["review_date"].max()
        reviewed = latest.reindex(pd.MultiIndex.from_frame(rows[["child", "start_date"]]))
        return {
            **self._child(rows, disability=True),
            "Child Protection Plan Start Date": british(rows["start_date"]),
            "Initial Category of Abuse": rows["initial_category"].map(_CATEGORY).tolist(),
            "Latest Category of Abuse": rows["latest_category"].map(_CATEGORY).tolist(),
            "Date of latest review conference": british(reviewed),
            "Child Protection Plan End Date": british(rows["end_date"]),
            "Number of Previous Child Protection Plans": rows["previous_plans"].astype(int).tolist(),
        }

    def looked_after(self, tables: dict[str, pd.DataFrame]) -> dict[str, list[Any]]:
        """List 8: one row for each child."""
        periods = tables["looked_after_episodes"].sort_values(["child", "start_date"])
        last = periods.groupby("child").tail(1).set_index("child")
        started = periods.groupby("child")["start_date"].min()[last.index]
        placements = (
            tables["placements"]
            .sort_values(["child", "start_date"])
            .groupby("child")
            .tail(1)
            .set_index("child")
            .loc[last.index]
        )
        interviews = tables["return_interviews"].set_index("child").reindex(last.index)
        rows = last.reset_index()
        return {
            **self._child(rows, disability=True),
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": rows["unaccompanied"]
            .map(_YES_NO)
            .tolist(),
            "Date Started to be Looked After": british(started),
            "Child's Legal Status": text(rows["legal_status"]),
            "Date Ceased to be Looked After": british(rows["end_date"]),
            "Reason Ceased to be Looked After": text(rows["reason_ended"]),
            "Start Date of Most Recent Placement": british(placements["start_date"]),
            "Placement Type": text(placements["placement_type"]),
            "Placement Provider": text(placements["provider"]),
            "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": text(
                interviews["missing_episodes"]
            ),
            "Was the child offered a Return Interview after their last missing episode (Y/N)?": text(
                interviews["interview_offered"].map(_YES_NO)
            ),
            "Did the child accept a Return Interview after their last missing episode (Y/N)?": text(
                interviews["interview_accepted"].map(_YES_NO)
            ),
        }

    def care_leavers(self, rows: pd.DataFrame) -> dict[str, list[Any]]:
        """List 9."""
        suitable = {"suitable": "a) Suitable", "unsuitable": "b) Unsuitable", "no_information": ""}
        return {
            **self._child(rows),
            "LA in Touch": rows["in_touch"].map(_YES_NO).tolist(),
            "Suitability of Accommodation": rows["accommodation"].map(suitable).tolist(),
            "Activity Status": text(rows["activity"]),
        }
