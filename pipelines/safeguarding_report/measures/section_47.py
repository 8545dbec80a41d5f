"""Measures of the chapter on section 47: enquiries into significant harm and the conferences that follow."""

from __future__ import annotations

from safeguarding_report.measures.definition import Measure

CHAPTER = "section-47"

SECTION47_ENQUIRIES = Measure(title="section47_enquiries", chapter=CHAPTER, numerator=("section47_enquiries",))

INITIAL_CONFERENCES = Measure(title="initial_conferences", chapter=CHAPTER, numerator=("initial_conferences",))

SECTION47_ENQUIRIES_BY_QUARTER = Measure.by_quarter(SECTION47_ENQUIRIES, "section47_enquiries")

# The percentage is of all initial conferences: in 125 authority-years the bands fall short of them.
INITIAL_CONFERENCES_IN_15_DAYS = Measure(
    title="initial_conferences_in_15_days",
    chapter=CHAPTER,
    numerator=("initial_conferences_0_to_10_days", "initial_conferences_11_to_15_days"),
    denominator="initial_conferences",
    data_types=("count", "percent"),
    polarity="high",
)

DURATIONS = ("0_to_10_days", "11_to_15_days", "16_to_20_days", "21_or_more_days")

INITIAL_CONFERENCES_BY_DURATION = Measure(
    title="initial_conferences_by_duration",
    chapter=CHAPTER,
    numerator=tuple(f"initial_conferences_{duration}" for duration in DURATIONS),
    denominator="initial_conferences",
    data_types=("count", "percent"),
    breakdown="duration",
    parts_of="initial_conferences",
    categories=DURATIONS,
    annex=True,
)
