"""Counts of section 47 enquiries and of the initial child protection conferences that follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.days import in_year, quarter_of, working_days_between
from safeguarding_report.measures.counting.records import band_of, count_once
from safeguarding_report.tables.children import INITIAL_CONFERENCES, SECTION47_ENQUIRIES
from safeguarding_report.tables.code_lists import QUARTERS

if TYPE_CHECKING:
    from safeguarding_report.measures.counting.days import Numbers
    from safeguarding_report.measures.counting.records import Holdings
    from safeguarding_report.year import ReportingYear

BANDS = {"0_to_10_days": 10, "11_to_15_days": 15, "16_to_20_days": 20}
"""The bands of the department's table c4, and the last working day of each; one more band has no end."""

_BAND_ITEMS = tuple(f"initial_conferences_{band}" for band in (*BANDS, "21_or_more_days"))

_ENQUIRIES_BY_QUARTER = tuple(f"section47_enquiries_in_{quarter}" for quarter in QUARTERS)

ENQUIRY_ITEMS = ("section47_enquiries", "children_with_section47_enquiry", *_ENQUIRIES_BY_QUARTER)

CONFERENCE_ITEMS = ("initial_conferences", "children_with_initial_conference", *_BAND_ITEMS)


def count_enquiries(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the enquiries started in the year; one child and one start is one enquiry."""
    enquiries = holdings.of(SECTION47_ENQUIRIES)
    started = enquiries.where(in_year(enquiries.day("start_date"), year)).once_per("start_date")
    return {
        "section47_enquiries": started.count(),
        "children_with_section47_enquiry": started.count_children(),
        **started.count_by(quarter_of(started.day("start_date"), year), _ENQUIRIES_BY_QUARTER),
    }


def count_conferences(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the conferences held in the year; one child and one date is one conference, wherever it stands.

    A duration runs from the earliest enquiry that led to it. Without one, or before one, it is unknown: in no band.
    """
    held = _held(holdings, year)
    authorities = len(holdings.authorities)
    who, start, end = (held[column].to_numpy() for column in ("who", "start", "held"))
    timed = start <= end
    band = band_of(
        working_days_between(start[timed].astype("datetime64[D]"), end[timed].astype("datetime64[D]")),
        list(BANDS.values()),
    )
    in_bands = np.bincount(
        (who[timed] % authorities) * len(_BAND_ITEMS) + band, minlength=authorities * len(_BAND_ITEMS)
    ).reshape(authorities, len(_BAND_ITEMS))
    return {
        "initial_conferences": np.bincount(who % authorities, minlength=authorities).astype(np.int64),
        "children_with_initial_conference": count_once(who, authorities),
        **{item: in_bands[:, place].astype(np.int64) for place, item in enumerate(_BAND_ITEMS)},
    }


def _held(holdings: Holdings, year: ReportingYear) -> pd.DataFrame:
    """Return one row for each conference of the year: whose, held when, and the earliest start of an enquiry."""
    places = (
        (holdings.of(INITIAL_CONFERENCES), "section47_start_date"),
        (holdings.of(SECTION47_ENQUIRIES), "start_date"),
    )
    rows = pd.concat(
        [
            pd.DataFrame({"who": records.who, "held": records.day("conference_date"), "start": records.day(start)})
            for records, start in places
        ],
        ignore_index=True,
    )
    of_year = rows[in_year(rows["held"].to_numpy("datetime64[D]"), year)]
    # The earliest stands first and a missing start last, so the first of each is the one that counts.
    return of_year.sort_values("start", kind="stable").drop_duplicates(["who", "held"])
