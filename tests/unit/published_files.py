"""Made-up published files: invented areas and numbers, laid out as Explore Education Statistics lays them out."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AREA = "E06000099"
OTHER_AREA = "E06000098"
REGION = "E12000099"
ENGLAND = "E92000001"

LEAD = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip

REFERRALS_2024 = (
    "Referrals", "Referrals_rate", "Re_referrals", "Re_referrals_percent", "No_Further_Action",
    "No_Further_Action_percent", "Not_in_Need", "Not_in_Need_percent", "Referrals_child", "Referrals_child_rate",
    "Re_referrals_child", "Re_referrals_child_percent",
)  # fmt: skip

REFERRALS_2025 = (
    "referral_count", "rereferral_count", "rereferral_percent", "no_further_action_count",
    "no_further_action_percent", "not_in_need_count", "not_in_need_percent", "referral_child_count",
    "rereferral_child_count", "rereferral_child_percent",
)  # fmt: skip

MONTHS = (
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "January", "February", "March",
)  # fmt: skip


def where(year, area=AREA, name="Ashmere", region=REGION, region_name="The Marches"):
    """The lead columns of an authority's row."""
    return {
        "time_period": str(year), "time_identifier": "Reporting year", "geographic_level": "Local authority",
        "country_code": ENGLAND, "country_name": "England", "region_code": region, "region_name": region_name,
        "old_la_code": "999", "new_la_code": area, "la_name": name,
    }  # fmt: skip


def of_region(year, code=REGION, name="The Marches"):
    """The lead columns of a region's row."""
    blank = {"old_la_code": "", "new_la_code": "", "la_name": ""}
    return where(year) | {"geographic_level": "Regional", "region_code": code, "region_name": name} | blank


def of_england(year):
    """The lead columns of England's row."""
    return of_region(year) | {"geographic_level": "National", "region_code": "", "region_name": ""}


def referrals(place, **cells):
    """A row of the table of referrals as the 2024 release has it."""
    numbers = dict(
        zip(
            REFERRALS_2024,
            ["400", "80.0", "100", "25.0", "40", "10.0", "80", "20.0", "350", "70.0", "90", "25.7"],
            strict=True,
        )
    )
    return place | {"category": "Referrals and Re-referrals"} | numbers | cells


def referrals_of_2025(place, **cells):
    """A row of the table of referrals with the columns that the 2025 release gave it."""
    numbers = dict(
        zip(REFERRALS_2025, ["410", "110", "26.8", "41", "10.0", "82", "20.0", "360", "95", "26.4"], strict=True)
    )
    return place | {"category": "Referrals and Re-referrals"} | numbers | cells


def months(place, total="400"):
    """A row of the table of referrals by month."""
    return place | {"category": "Month of referral", "Referrals": total} | dict.fromkeys(MONTHS, "33")


def population(place, estimate="50000"):
    """A row of the table of mid-year population estimates."""
    return place | {"age_group": "Children aged 0 to 17 years", "population_estimate": estimate}


def looked_after(place, population_type="Children looked after on 31 March each year", **cells):
    """A row of the table of looked-after children."""
    numbers = {"population_estimate": "50100", "children_count": "310", "rate_per_10000": "62"}
    return place | {"population_type": population_type} | numbers | cells


def placements(place, group="CLA on 31 March", stability="Total children", **cells):
    """A row of the table of placement stability, where two columns say together what is counted."""
    numbers = {"children_count": "310", "children_percent": "100"}
    return place | {"cla_group": group, "placement_stability": stability} | numbers | cells


def write(path: Path, rows, *, bom=False, line_end="\r\n", columns=()):
    """Write rows as a published file; `columns` gives them another order."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns or rows[0]), lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode())
    return path


def write_release_of_2024(folder: Path):
    """A small whole release: two authorities, their region and England, two years."""
    places = [
        place
        for year in (2024, 2023)
        for place in (
            of_england(year), of_region(year), where(year), where(year, OTHER_AREA, "Wold, City of"),
        )
    ]  # fmt: skip
    write(folder / "c1.csv", [referrals(place) for place in places])
    write(folder / "c6.csv", [months(place) for place in places], bom=True)
    a_year_before = [place | {"time_period": str(int(place["time_period"]) - 1)} for place in places]
    write(folder / "population.csv", [population(place) for place in a_year_before], line_end="\n")
    return folder
