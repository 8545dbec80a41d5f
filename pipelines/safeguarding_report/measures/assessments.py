"""Measures of the chapter on assessments: how many, and how many in time."""

from __future__ import annotations

from safeguarding_report.measures.definition import Measure

CHAPTER = "assessments"

ASSESSMENTS_COMPLETED = Measure(
    title="assessments_completed",
    chapter=CHAPTER,
    numerator=("assessments_completed",),
)

# The percentage is of all assessments completed: the bands leave out those whose duration is not known.
ASSESSMENTS_IN_45_DAYS = Measure(
    title="assessments_in_45_days",
    chapter=CHAPTER,
    numerator=(
        "assessments_same_day",
        "assessments_1_to_10_days",
        "assessments_11_to_20_days",
        "assessments_21_to_30_days",
        "assessments_31_to_40_days",
        "assessments_41_to_45_days",
    ),
    denominator="assessments_completed",
    data_types=("count", "percent"),
    polarity="high",
)
