"""Histories given out as SSDA903: the lists on looked-after children, missing children and care leavers as CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.example.cells import british, csv_bytes, text
from safeguarding_report.example.census_file import SEX_CODES

if TYPE_CHECKING:
    from safeguarding_report.example.records import Histories

_ACCOMMODATION = {"suitable": "B1", "unsuitable": "B2", "no_information": "0"}
_MISSING = {"missing": "M", "away_without_authorisation": "A"}
_OLD_SEX = {"female": "2", "male": "1", "unknown": "0"}
_LETTERS_FROM = 2024
"""Until the return of 2025 the sex of a child was written 1 or 2."""


def ssda903_files(histories: Histories) -> dict[str, bytes]:
    """Return the files of the set by name; a list without a child is not sent."""
    tables = histories.tables
    episodes, missing, leavers = tables["looked_after_episodes"], tables["missing_episodes"], tables["care_leavers"]
    born = pd.Series(british(histories.birth_dates), index=histories.birth_dates.index)
    children = tables["children"].set_index("child")
    listed = sorted({*episodes["child"], *leavers["child"]})
    sexes = SEX_CODES if histories.year.start_year >= _LETTERS_FROM else _OLD_SEX
    header = children.loc[listed]
    alone = sorted(set(episodes.loc[episodes["unaccompanied"] == "yes", "child"]))
    blank = [""] * len(episodes)
    placements = (
        tables["placements"]
        .set_index(["child", "start_date"])
        .reindex(pd.MultiIndex.from_frame(episodes[["child", "start_date"]]))
    )
    files = {
        "Header.csv": csv_bytes(
            ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"],
            zip(listed, header["sex"].map(sexes), born[listed], text(header["ethnicity"]), *([[""] * len(listed)] * 3), strict=True),
        ),
        "Episodes.csv": csv_bytes(
            ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"],
            zip(
                episodes["child"], british(episodes["start_date"]), text(episodes["reason_started"]),
                text(episodes["legal_status"]), ["N1"] * len(episodes), text(placements["placement_type"]),
                text(placements["provider"]), british(episodes["end_date"]), text(episodes["reason_ended"]),
                blank, blank, blank, blank, strict=True,
            ),
        ),
        "UASC.csv": csv_bytes(
            ["CHILD", "SEX", "DOB", "DUC"],
            zip(alone, children.loc[alone, "sex"].map(sexes), born[alone], [""] * len(alone), strict=True),
        ),
        "OC3.csv": csv_bytes(
            ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"],
            zip(
                leavers["child"], born[leavers["child"]], leavers["in_touch"].str.upper(), text(leavers["activity"]),
                leavers["accommodation"].map(_ACCOMMODATION), strict=True,
            ),
        ),
        "Missing.csv": csv_bytes(
            ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
            zip(
                missing["child"], born[missing["child"]], missing["missing_type"].map(_MISSING),
                british(missing["start_date"]), british(missing["end_date"]), strict=True,
            ),
        ),
    }  # fmt: skip
    return {name: content for name, content in files.items() if content.count(b"\r\n") > 1}
