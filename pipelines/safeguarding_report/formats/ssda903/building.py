"""Lists of SSDA903 become our tables; birth dates become age groups and go no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.formats.ages import age_findings, age_groups, ages, ages_on, born_by
from safeguarding_report.formats.cells import Where
from safeguarding_report.formats.dates import DATES
from safeguarding_report.tables.children import (
    CARE_LEAVERS,
    CHILDREN,
    LOOKED_AFTER_EPISODES,
    MISSING_EPISODES,
    PLACEMENTS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.findings import Finding
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.formats.ssda903.rows import ListRows
    from safeguarding_report.tables import Table

_ONLY_LEGAL_STATUS_CHANGED = "L"
_NOTHING_KNOWN = "0"
_SUITABLE, _UNSUITABLE = "1", "2"

_IN_TOUCH = {"YES": "yes", "NO": "no", "REFU": "no", "NREQ": "no"}
"""One who wants no contact is not in touch; of one who died or went home (DIED, RHOM) neither can be said."""

_TWO_BIRTH_DATES = ("a child with two birth dates", "The first is used. Say which is right.")


class Building:
    """Makes the tables of one return from the lists that it holds."""

    def __init__(self, lists_read: Mapping[str, ListRows], context: ReturnContext) -> None:
        self._lists = {name: rows.frame for name, rows in lists_read.items()}
        self._context = context
        self.findings: list[Finding] = []
        self._birth_dates = self._all_birth_dates()

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables that the lists give, checked against their declarations."""
        makers = {
            "Header": [(CHILDREN, self._children)],
            "Episodes": [(LOOKED_AFTER_EPISODES, self._episodes), (PLACEMENTS, self._placements)],
            "Missing": [(MISSING_EPISODES, self._missing_episodes)],
            "OC3": [(CARE_LEAVERS, self._care_leavers)],
        }
        return {
            table.name: self._checked(table, make(self._lists[name]))
            for name, steps in makers.items()
            if name in self._lists
            for table, make in steps
        }

    def _all_birth_dates(self) -> pd.Series[Any]:
        """Return one birth date for each child, from whichever list has it; episodes have none of their own."""
        given = []
        for name, values in self._lists.items():
            if "DOB" not in values:
                continue
            of_list = Where(self._context.return_id, "DOB", name)
            born, wrong = born_by(values["DOB"], self._context.year.end, of_list, "Check the birth date.")
            self.findings += wrong
            given.append(values[["CHILD"]].assign(DOB=born, list=name, row=values.index).dropna())
        if not given:
            return pd.Series(dtype=DATES)
        different = pd.concat(given, ignore_index=True).drop_duplicates(["CHILD", "DOB"])
        again = different[different.duplicated("CHILD")]
        for of_list_name, rows in again.groupby("list", sort=True):
            where = Where(self._context.return_id, "DOB", str(of_list_name))
            self.findings.append(where.finding("query", _TWO_BIRTH_DATES, pd.Index(rows["row"])))
        return different.drop_duplicates("CHILD").set_index("CHILD")["DOB"]

    def _born(self, rows: pd.DataFrame) -> pd.Series[Any]:
        return self._birth_dates.reindex(rows["CHILD"]).set_axis(rows.index)

    def _children(self, rows: pd.DataFrame) -> pd.DataFrame:
        born = self._born(rows)
        last_day = pd.Series(pd.Timestamp(self._context.year.end), index=rows.index, dtype=DATES)
        self.findings += age_findings(born, last_day, Where(self._context.return_id, "DOB", "Header"))
        return pd.DataFrame(
            {
                "sex": rows["SEX"].fillna("unknown"),
                "ethnicity": rows["ETHNIC"],
                "disabled": "unknown",
                "age_group": age_groups(ages(born, last_day)),
            }
        ).assign(child=rows["CHILD"])

    def _episodes(self, rows: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "child": rows["CHILD"],
                "start_date": rows["DECOM"],
                "end_date": rows["DEC"],
                "reason_started": rows["RNE"],
                "legal_status": rows["LS"],
                "reason_ended": rows["REC"],
                "unaccompanied": self._unaccompanied(rows),
                "age_group": age_groups(ages(self._born(rows), rows["DECOM"])),
            }
        )

    def _unaccompanied(self, rows: pd.DataFrame) -> pd.Series[Any]:
        """A child is unaccompanied until the date in the list UASC; without that list nobody can tell."""
        if "UASC" not in self._lists:
            return pd.Series(None, index=rows.index, dtype="str")
        listed = self._lists["UASC"].sort_values("DUC").drop_duplicates("CHILD", keep="last").set_index("CHILD")["DUC"]
        until = listed.reindex(rows["CHILD"]).set_axis(rows.index)
        is_listed = rows["CHILD"].isin(listed.index) & (until.isna() | (rows["DECOM"] < until))
        return pd.Series(np.where(is_listed, "yes", "no"), index=rows.index, dtype="str")

    def _placements(self, rows: pd.DataFrame) -> pd.DataFrame:
        """A change of the legal status alone ends no placement: such rows carry on the one before."""
        ordered = rows.assign(row=rows.index).sort_values(["CHILD", "DECOM", "row"], kind="stable")
        goes_on = (
            (ordered["RNE"] == _ONLY_LEGAL_STATUS_CHANGED).fillna(value=False).astype(bool)
            & (ordered["CHILD"] == ordered["CHILD"].shift())
            & (ordered["DECOM"] == ordered["DEC"].shift())
        )
        placement = (~goes_on).cumsum().to_numpy()
        by_placement = ordered.groupby(placement, sort=False)
        first = by_placement.head(1)
        return pd.DataFrame(
            {
                "child": first["CHILD"],
                "start_date": first["DECOM"],
                "end_date": by_placement.tail(1)["DEC"].set_axis(first.index),
                "placement_type": first["PLACE"],
                "provider": first["PLACE_PROVIDER"],
            }
        )

    def _missing_episodes(self, rows: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "child": rows["CHILD"],
                "start_date": rows["MIS_START"],
                "end_date": rows["MIS_END"],
                "missing_type": rows["MISSING"],
                "age_group": age_groups(ages(self._born(rows), rows["MIS_START"])),
            }
        )

    def _care_leavers(self, rows: pd.DataFrame) -> pd.DataFrame:
        suitability = rows["ACCOM"].str[1:].map({_SUITABLE: "suitable", _UNSUITABLE: "unsuitable"})
        return pd.DataFrame(
            {
                "child": rows["CHILD"],
                "in_touch": rows["IN_TOUCH"].map(_IN_TOUCH),
                "activity": rows["ACTIV"].mask(rows["ACTIV"] == _NOTHING_KNOWN),
                "accommodation": suitability.fillna("no_information"),
                "age": ages_on(self._born(rows), self._context.year.end),
            }
        )

    def _checked(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        return table.check(
            frame.assign(
                authority_code=self._context.authority_code, return_id=self._context.return_id, row=frame.index
            )
        )
