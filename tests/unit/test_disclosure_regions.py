"""The rest of the region: what a region's total, less everybody else, says of those that are hidden. Worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from made_up import OWNERS, partnership

from safeguarding_report.disclosure.counted import Count, Range
from safeguarding_report.disclosure.others import told_by_others
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.rest_of_regions import rest_of_regions
from safeguarding_report.disclosure.rules import read_rules
from safeguarding_report.disclosure.safe import Needed
from safeguarding_report.formats.left_by_regions import left_by_regions, regions_of, total_between

MIDDLESBROUGH, REDCAR, DARLINGTON, HARTLEPOOL = "E06000002", "E06000003", "E06000005", "E06000001"
NORTH_EAST, ENGLAND = "E12000001", "E92000001"
CARRIED = [MIDDLESBROUGH, REDCAR, NORTH_EAST, ENGLAND]
PERIOD = "202324"
PARTS = tuple(f"plans_ending_{length}" for length in (
    "3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more",
))  # fmt: skip
SHORT = PARTS[0]


def printed(**cells):
    """Return published counts: by area, the cells of a count; a number or a symbol."""
    rows = []
    for name, counts in cells.items():
        area = globals()[name]
        level = {"NORTH_EAST": "Regional", "ENGLAND": "National"}.get(name, "Local authority")
        for item, cell in counts.items():
            value, symbol = (pd.NA, cell) if isinstance(cell, str) else (cell, pd.NA)
            rows.append(("children_in_need_2024", PERIOD, area, level, item, value, symbol))
    columns = ["release", "time_period", "area_code", "geographic_level", "item", "value", "symbol"]
    return pd.DataFrame(rows, columns=columns)


def left(figures):
    """Return what is left for the two authorities, by item."""
    carried = figures[figures["area_code"].isin(CARRIED)]
    rows = left_by_regions(carried, rest_of_regions(figures, CARRIED), [MIDDLESBROUGH, REDCAR])
    return {row["item"]: (row["least"], row["most"]) for row in rows.to_dict("records")}


def test_a_total_is_what_rounds_half_up_to_it():
    assert (25, 34) == total_between(30)


def test_an_authority_lies_in_its_region_and_in_england():
    assert {NORTH_EAST, ENGLAND} == regions_of(MIDDLESBROUGH)
    assert {"E13000001", "E12000007", ENGLAND} == regions_of("E09000001")


def test_where_all_others_are_shown_ten_numbers_are_left():
    # 30 stands for 25 to 34; the others are 8 + 9 = 17; so ours are 8 to 17.
    figures = printed(
        NORTH_EAST={SHORT: 30}, MIDDLESBROUGH={SHORT: "c"}, REDCAR={SHORT: 6},
        DARLINGTON={SHORT: 8}, HARTLEPOOL={SHORT: 9},
    )  # fmt: skip
    assert {SHORT: (8, 17)} == left(figures)


def test_where_another_is_hidden_its_own_table_bounds_it():
    # Hartlepool hides two of 20: 8 + 4 are shown, so each of the two is 1 to 8, and 0 is shown.
    others = dict(zip(PARTS, ("c", 8, 4, "c", 0), strict=True)) | {"plans_ending": 20}
    figures = printed(
        NORTH_EAST={SHORT: 30}, MIDDLESBROUGH={SHORT: "c"}, REDCAR={SHORT: 6}, DARLINGTON={SHORT: 8}, HARTLEPOOL=others,
    )  # fmt: skip
    # 25 to 34, less 8 and 1 to 8.
    assert {SHORT: (9, 25)} == left(figures)


def test_where_another_is_hidden_and_nothing_bounds_it_only_the_upper_end_is_known():
    figures = printed(
        NORTH_EAST={SHORT: 30}, MIDDLESBROUGH={SHORT: "c"}, REDCAR={SHORT: 6}, DARLINGTON={SHORT: 8},
        HARTLEPOOL={SHORT: "c"},
    )  # fmt: skip
    # Nothing of its row is shown, so it may be 0: 34 less 8.
    assert {SHORT: (0, 26)} == left(figures)


@pytest.mark.parametrize("symbol", ["x", "z"])
def test_where_one_is_not_available_nothing_follows(symbol):
    figures = printed(
        NORTH_EAST={SHORT: 30}, MIDDLESBROUGH={SHORT: "c"}, REDCAR={SHORT: 6}, DARLINGTON={SHORT: symbol},
    )  # fmt: skip
    assert {} == left(figures)


def test_what_the_country_leaves_narrows_what_the_region_leaves():
    # By the region 8 to 17; by England 85 to 94, less 17 in the region and 55 elsewhere, 13 to 22: both, 13 to 17.
    figures = printed(
        NORTH_EAST={SHORT: 30}, ENGLAND={SHORT: 30}, MIDDLESBROUGH={SHORT: "c"}, REDCAR={SHORT: 6},
        DARLINGTON={SHORT: 8}, HARTLEPOOL={SHORT: 9},
    )  # fmt: skip
    wider = printed(
        NORTH_EAST={SHORT: 30}, ENGLAND={SHORT: 90}, MIDDLESBROUGH={SHORT: "c"}, REDCAR={SHORT: 6},
        DARLINGTON={SHORT: 8}, HARTLEPOOL={SHORT: 9},
    )  # fmt: skip
    coventry = wider.iloc[[-1]].assign(area_code="E08000026", value=55)
    assert {SHORT: (8, 17)} == left(figures)
    assert {SHORT: (13, 17)} == left(pd.concat([wider, coventry], ignore_index=True))


def test_nothing_is_carried_where_nothing_is_hidden_or_the_tables_say_as_much():
    shown = printed(NORTH_EAST={SHORT: 30}, MIDDLESBROUGH={SHORT: 7}, REDCAR={SHORT: 6}, DARLINGTON={SHORT: 17})
    assert rest_of_regions(shown, CARRIED).empty
    # Middlesbrough's own table leaves it 1 to 4, so ours are 7 to 10; with 20 elsewhere the region leaves 5 to 14.
    own = dict(zip(PARTS, ("c", 8, 4, "c", 0), strict=True)) | {"plans_ending": 16}
    for elsewhere, is_carried in ((20, False), (25, True), (18, False), (17, True)):
        figures = printed(
            NORTH_EAST={SHORT: 30}, MIDDLESBROUGH=own, REDCAR={SHORT: 6}, DARLINGTON={SHORT: elsewhere}
        )  # fmt: skip
        assert is_carried != rest_of_regions(figures, CARRIED).empty


def test_what_regions_leave_is_in_the_system_of_the_gate():
    south_tees = partnership()
    hidden, shown = Count(SHORT, MIDDLESBROUGH, PERIOD), Count(SHORT, REDCAR, PERIOD)
    row = {
        "time_period": PERIOD, "area_codes": f"{MIDDLESBROUGH} {REDCAR}", "item": SHORT, "least": "8", "most": "17",
    }  # fmt: skip
    counts = [
        {"item": SHORT, "area_code": MIDDLESBROUGH, "time_period": PERIOD, "value": "", "symbol": "c"},
        {"item": SHORT, "area_code": REDCAR, "time_period": PERIOD, "value": "6", "symbol": ""},
    ]
    told = told_by_others(
        (), (), read_rules(OWNERS, 5), own={}, partnership=south_tees, official_counts=counts, left_by_regions=[row]
    )
    ranges = {hidden: Range(1, None), shown: told.numbers[shown]}
    # 8 to 17 together, of which 6 are Redcar's.
    reach = Reaches().of(ranges, told.shares, {hidden: Needed(1, 6)})[hidden]
    assert (2, 11, False) == (reach.least, reach.most, reach.is_safe)
