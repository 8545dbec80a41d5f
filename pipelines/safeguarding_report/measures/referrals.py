"""Measures of the chapter on referrals: how many, of how many children, again within a year, from whom, when."""

from __future__ import annotations

from safeguarding_report.measures.definition import ADDED, Measure

CHAPTER = "referrals"

SOURCES = (
    "individual", "schools", "education_services", "health_services", "housing", "local_authority_services",
    "police", "other_legal_agency", "other", "anonymous", "unknown",
)  # fmt: skip

MONTHS = (
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "january", "february", "march",
)  # fmt: skip

QUARTERS = {"quarter_1": MONTHS[:3], "quarter_2": MONTHS[3:6], "quarter_3": MONTHS[6:9], "quarter_4": MONTHS[9:]}
"""Quarters of the reporting year, and the months that each is the sum of."""

REFERRALS = Measure(title="referrals", chapter=CHAPTER, numerator=("referrals",))

CHILDREN_REFERRED = Measure(title="children_referred", chapter=CHAPTER, numerator=("children_referred",))

REREFERRALS = Measure(
    title="rereferrals",
    chapter=CHAPTER,
    numerator=("rereferrals",),
    denominator="referrals",
    data_types=("count", "percent"),
    polarity="low",
)

REFERRALS_BY_SOURCE = Measure(
    title="referrals_by_source",
    chapter=CHAPTER,
    numerator=tuple(f"referrals_from_{source}" for source in SOURCES),
    denominator="referrals",
    data_types=("count", "percent"),
    breakdown="source",
    parts_of="referrals",
    categories=SOURCES,
)

REFERRALS_BY_MONTH = Measure(
    title="referrals_by_month",
    chapter=CHAPTER,
    numerator=tuple(f"referrals_in_{month}" for month in MONTHS),
    data_types=("count",),
    breakdown="month",
    parts_of="referrals",
    categories=MONTHS,
)

REFERRALS_BY_QUARTER = Measure(
    title="referrals_by_quarter",
    chapter=CHAPTER,
    numerator=tuple(ADDED.join(f"referrals_in_{month}" for month in months) for months in QUARTERS.values()),
    data_types=("count",),
    breakdown="quarter",
    parts_of="referrals",
    categories=tuple(QUARTERS),
    annex=True,
)

REFERRALS_NO_FURTHER_ACTION = Measure(
    title="referrals_no_further_action",
    chapter=CHAPTER,
    numerator=("referrals_no_further_action",),
    denominator="referrals",
    data_types=("count", "percent"),
    annex=True,
)

REFERRALS_NOT_IN_NEED = Measure(
    title="referrals_not_in_need",
    chapter=CHAPTER,
    numerator=("referrals_not_in_need",),
    denominator="referrals",
    data_types=("count", "percent"),
    annex=True,
)
