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

DURATIONS = (
    "same_day", "1_to_10_days", "11_to_20_days", "21_to_30_days", "31_to_40_days", "41_to_45_days", "46_to_50_days",
    "51_to_60_days", "61_or_more_days",
)  # fmt: skip

ASSESSMENTS_BY_DURATION = Measure(
    title="assessments_by_duration",
    chapter=CHAPTER,
    numerator=tuple(f"assessments_{duration}" for duration in DURATIONS),
    denominator="assessments_completed",
    data_types=("count", "percent"),
    breakdown="duration",
    parts_of="assessments_completed",
    categories=DURATIONS,
    annex=True,
)

FACTORS = (
    "alcohol_misuse_child", "alcohol_misuse_parent", "alcohol_misuse_person", "drug_misuse_child", "drug_misuse_parent",
    "drug_misuse_person", "domestic_abuse_child", "domestic_abuse_parent", "domestic_abuse_person",
    "mental_health_child", "mental_health_parent", "mental_health_person", "learning_disability_child",
    "learning_disability_parent", "learning_disability_person", "physical_disability_child",
    "physical_disability_parent", "physical_disability_person", "young_carer", "privately_fostered",
    "unaccompanied_asylum_seeker", "going_missing", "child_sexual_exploitation", "trafficking", "gangs",
    "socially_unacceptable_behaviour", "self_harm", "neglect", "emotional_abuse", "physical_abuse_unknown",
    "physical_abuse_child_on_child", "physical_abuse_adult_on_child", "sexual_abuse_unknown",
    "sexual_abuse_child_on_child", "sexual_abuse_adult_on_child", "female_genital_mutilation", "faith_linked_abuse",
    "child_criminal_exploitation", "other",
)  # fmt: skip

# Several factors may stand in one assessment: they are no parts of a whole and add up to nothing.
ASSESSMENTS_BY_FACTOR = Measure(
    title="assessments_by_factor",
    chapter=CHAPTER,
    numerator=tuple(f"assessments_with_factor_{factor}" for factor in FACTORS),
    denominator="assessments_with_a_factor",
    data_types=("count", "percent"),
    breakdown="factor",
    categories=FACTORS,
    annex=True,
)
