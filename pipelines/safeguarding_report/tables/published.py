"""Tables of published statistics: what the department publishes, in the compact form that lies in data/official/."""

from __future__ import annotations

from safeguarding_report.figures import SYMBOLS
from safeguarding_report.tables.areas import AREA
from safeguarding_report.tables.table import Column, Table

OFFICIAL_FIGURES = Table(
    name="official_figures",
    one_row_is="one row is one published count or population of one area and year in one release",
    columns=(
        Column("release", "text", "the release it was published in, such as children_in_need_2024"),
        Column("time_period", "text", "the reporting year, such as 202324"),
        *AREA,
        Column("item", "text", "what is counted, such as referrals"),
        Column("value", "whole number", "the number, where one is published", may_be_missing=True),
        Column("symbol", "text", "why there is no number", codes=tuple(SYMBOLS), may_be_missing=True),
        Column("source", "text", "the file it stands in, as data/official/sources.csv calls it"),
    ),
    key=("release", "time_period", "area_code", "item"),
)

OFFICIAL_SOURCES = Table(
    name="official_sources",
    one_row_is="one row is one published file that figures come from",
    columns=(
        Column("source", "text", "what figures call the file: its release and its table"),
        Column("title", "text", "what the file is about"),
        Column("publisher", "text", "who published it"),
        Column("release", "text", "the release, such as children_in_need_2024"),
        Column("release_title", "text", "the release in words"),
        Column("publication_date", "text", "when it was published; empty where nobody knows for certain"),
        Column("sha256", "text", "the sha256 of the file as downloaded"),
        Column("file", "text", "where it lay in the folder that was imported"),
        Column("items", "text", "the counts taken from it, separated by spaces"),
    ),
    key=("source",),
)

_TENTHS_AND_QUARTERS = (10, 25, 50, 75, 90)

_PERIOD = "20[0-9]{4}(AY)?"
_WHOLE = "[0-9]+"
_DECIMAL = r"(-?[0-9]+(\.[0-9]+)?)?"
"""Numbers kept as the text that is printed; blank where there is none."""

AUTHORITY_SPREAD = Table(
    name="authority_spread",
    one_row_is="one row is how all authorities are spread on one measure in one year",
    columns=(
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("authorities", "text", "how many authorities have a figure", form=_WHOLE),
        *(
            Column(f"level_{share}", "text", f"the level that {share} per cent of them do not exceed", form=_DECIMAL)
            for share in _TENTHS_AND_QUARTERS
        ),
        Column("changed_authorities", "text", "how many have a figure in the year before too", form=_WHOLE),
        *(
            Column(
                f"change_{share}",
                "text",
                f"the change since then that {share} per cent of them do not exceed",
                form=_DECIMAL,
            )
            for share in _TENTHS_AND_QUARTERS
        ),
    ),
    key=("measure", "time_period"),
)

SHOWN_AMONG_AUTHORITIES = (
    "referrals_rate", "rereferrals_percent", "assessments_in_45_days_percent",
    "section47_enquiries_rate", "initial_conferences_in_15_days_percent", "child_protection_plans_rate",
    "repeat_child_protection_plans_percent", "children_looked_after_rate",
)  # fmt: skip
"""Measures of which a chart shows every authority: what stands above and below the line is carried for each."""

AUTHORITY_FIGURES = Table(
    name="authority_figures",
    one_row_is="one row is one authority in one reporting year: of each measure what is counted and what it is divided by",
    columns=(
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("area_code", "text", "the authority"),
        *(
            Column(
                measure, "text", "count/denominator, such as 941/4505; empty without a number", form="([0-9]+/[0-9]+)?"
            )
            for measure in SHOWN_AMONG_AUTHORITIES
        ),
    ),
    key=("time_period", "area_code"),
)

NEIGHBOUR_FIGURES = Table(
    name="neighbour_figures",
    one_row_is="one row is the statistical neighbours of one authority on one measure in one year",
    columns=(
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("area_code", "text", "the authority whose neighbours they are"),
        Column("model", "text", "the model that says who its neighbours are"),
        Column("neighbours", "text", "how many of them have a figure", form=_WHOLE),
        Column("mean", "text", "the mean of their figures", form=_DECIMAL),
        Column("lowest", "text", "the lowest of them", form=_DECIMAL),
        Column("highest", "text", "the highest of them", form=_DECIMAL),
    ),
    key=("measure", "time_period", "area_code"),
)

PUBLISHED_RATES = Table(
    name="published_rates",
    one_row_is="one row is a printed rate or percentage of England or a region that its rounded counts do not give",
    columns=(
        Column("release", "text", "the release it was printed in, such as children_in_need_2024"),
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("area_code", "text", "England or the region"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("value", "text", "the number as the department printed it", form=r"[0-9]+(\.[0-9]+)?"),
    ),
    key=("release", "measure", "area_code", "time_period"),
)

REST_OF_REGIONS = Table(
    name="rest_of_regions",
    one_row_is=(
        "one row is what the authorities of a region that the compact table does not carry make together, "
        "where it tells of a hidden count of one that it carries"
    ),
    columns=(
        Column("release", "text", "the release, such as children_in_need_2024"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("area_code", "text", "the region, or England"),
        Column("item", "text", "what is counted, such as referrals"),
        Column("least", "text", "the least that they can make: what is hidden is 1 at least", form=_WHOLE),
        Column("most", "text", "the most; empty where a hidden count has no end", form="([0-9]+)?"),
    ),
    key=("release", "time_period", "area_code", "item"),
)

LEFT_BY_REGIONS = Table(
    name="left_by_regions",
    one_row_is="one row is between what a count of the partnership's authorities lies by the totals of regions and England",
    columns=(
        Column("release", "text", "the release, such as children_in_need_2024"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("area_codes", "text", "the partnership's authorities of the region, separated by spaces"),
        Column("item", "text", "what is counted, such as referrals"),
        Column("least", "whole number", "the least that they make together"),
        Column("most", "whole number", "the most"),
    ),
    key=("release", "time_period", "area_codes", "item"),
)

OFFICIAL_TOTALS_SUMS = {
    "referrals_in_all_months": tuple(
        f"referrals_in_{month}"
        for month in (
            "april", "may", "june", "july", "august", "september",
            "october", "november", "december", "january", "february", "march",
        )
    ),
    "referrals_from_all_sources": tuple(
        f"referrals_from_{source}"
        for source in (
            "individual", "schools", "education_services", "health_services", "housing", "local_authority_services",
            "police", "other_legal_agency", "other", "anonymous", "unknown",
        )
    ),
    "assessments_in_45_days": tuple(
        f"assessments_{band}"
        for band in ("same_day", "1_to_10_days", "11_to_20_days", "21_to_30_days", "31_to_40_days", "41_to_45_days")
    ),
    "initial_conferences_in_15_days": ("initial_conferences_0_to_10_days", "initial_conferences_11_to_15_days"),
    "plans_at_31_march_in_all_categories": tuple(
        f"plans_at_31_march_{category}_initial"
        for category in ("neglect", "physical", "sexual", "emotional", "multiple")
    ),
    "plans_at_31_march_of_all_durations": tuple(
        f"plans_at_31_march_{duration}"
        for duration in (
            "3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more",
        )
    ),
}  # fmt: skip
"""Sums that are checked against a total, and the counts that they are made of."""

OFFICIAL_TOTALS = Table(
    name="official_totals",
    one_row_is="one row is one area and year in one release, its published counts side by side",
    columns=(
        Column("release", "text", "the release the counts were published in"),
        Column("time_period", "text", "the reporting year, such as 202324"),
        *AREA,
        *(
            Column(item, "whole number", "a published count", may_be_missing=True)
            for item in (
                "population_0_to_17", "children_in_need_at_31_march", "referrals", "children_referred", "rereferrals",
                "children_rereferred", "referrals_no_further_action", "referrals_not_in_need", "assessments_completed",
                "section47_enquiries", "children_with_section47_enquiry", "initial_conferences",
                "children_with_initial_conference", "plans_starting", "plans_starting_second_or_subsequent",
                "plans_at_31_march", "plans_at_31_march_open_3_months", "plans_reviewed_in_time",
                "children_looked_after_at_31_march",
            )
        ),
        *(
            Column(
                name,
                "whole number",
                "the sum of its parts, where every part is a number",
                may_be_missing=True,
                made_from=(),  # a finding names the total
            )
            for name in OFFICIAL_TOTALS_SUMS
        ),
    ),
    key=("release", "time_period", "area_code"),
)  # fmt: skip
