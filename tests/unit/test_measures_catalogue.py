"""The catalogue: all that was asked for is measured, or said not to be and why."""

from __future__ import annotations

import re

import pytest

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.not_measured import NOT_MEASURED

TITLES = {measure.title for measure in MEASURES}
TOLD = " | ".join(one.name for one in NOT_MEASURED)

MEASURED = {
    "cin_31mar": "children_in_need", "cin_plans": "child_in_need_plans", "ref": "referrals", "reref": "rereferrals",
    "ref_nfa": "referrals_no_further_action", "ref_notneed": "referrals_not_in_need",
    "asmt45": "assessments_in_45_days", "s47": "section47_enquiries", "icpc": "initial_conferences",
    "icpc15": "initial_conferences_in_15_days", "cpp_31mar": "child_protection_plans",
    "cpp_start": "child_protection_plans_starting", "cpp_end": "child_protection_plans_ending",
    "cpp_repeat": "repeat_child_protection_plans", "cpp_cat": "child_protection_plans_by_category",
    "cpp_2y_open": "child_protection_plans_two_years", "cpp_2y_end": "child_protection_plans_ending_two_years",
    "cpp_review": "child_protection_plans_reviewed", "ref_source": "referrals_by_source",
    "ref_month": "referrals_by_month", "factors": "assessments_by_factor", "cla_31mar": "children_looked_after",
    "cla_start": "children_starting_to_be_looked_after", "cla_cease": "children_ceasing_to_be_looked_after",
    "cla_3plac": "looked_after_three_placements", "cla_longstab": "looked_after_same_carer",
    "cl_acc": "care_leavers_19_to_21_suitable_accommodation", "abs_all": "absence_children_in_need",
    "pa10": "persistent_absence_children_in_need", "pa50": "severe_absence_children_in_need", "excl_perm": "exclusions_permanent",
    "susp": "exclusions_suspensions", "ehe": "ehe_census_day", "cme": "cme_census_day", "s175": "school_audits_returned",
    "camhs": "camhs_referrals", "ae": "ae_flagged", "iha": "iha_in_time", "rha": "rha_in_time", "cdop": "cdop_notified",
    "da_child": "da_child_incidents", "ppn": "ppn_notifications", "mace": "mace_children",
    "miss_home": "miss_home_episodes", "mash": "mash_contacts", "eh": "eh_opened", "lado": "lado_referrals",
    "rr": "rr_reviews", "esc": "esc_raised", "trn": "trn_courses", "aud": "aud_audits", "s11": "s11_returned",
    "vcf": "vcf_children", "quarters": "referrals_by_quarter", "age": "child_protection_plans_by_age_group",
    "sex": "child_protection_plans_by_sex", "ethnicity": "child_protection_plans_by_ethnic_group",
    "disability": "child_protection_plans_by_disability", "pupils": "pupils_school_census_by_ethnic_group",
}  # fmt: skip
"""By the name of a row of domain/measures.md, or of a breakdown that is asked for: the measure of it."""

NAMED = {
    "uasc": "Unaccompanied children", "cla_20mi": "20 miles", "cla_miss": "missing or away",
    "cla_health": "Health, immunisation", "cla_sdq": "strengths and difficulties", "cla_conv": "convicted",
    "cl_eet": "education, employment or training", "cla_school_move": "changed school mid-year",
    "care applications": "Care applications", "workforce": "caseloads", "finance": "Spending of authorities",
    "youth justice": "first-time entrants", "reoffending": "Reoffending", "hosp_inj": "admissions for injuries",
    "mh_adm": "mental health and alcohol", "fund": "Contributions", "esc median": "escalation is answered",
    "median days": "from referral to assessment", "length of serious case reviews": "serious case reviews in days",
    "child death process": "child death review process", "head injuries": "Head injuries",
    "mental health problems": "Mental health problems", "cyber-crimes": "online", "cuckooing": "cuckooing",
    "predators reoffending": "offend again", "disruption plans": "Disruption plans",
    "Signs of Safety": "Signs of Safety", "survey": "surveys", "multiple disadvantage": "several disadvantages",
    "over-representation": "no pupils are handed in", "latest category": "last recorded",
}  # fmt: skip
"""By what the catalogue or a founding document names: words of the entry that says why there is no measure."""


@pytest.mark.parametrize(("asked", "title"), MEASURED.items())
def test_what_the_catalogue_asks_for_is_measured(asked, title):
    assert title in TITLES, asked


@pytest.mark.parametrize(("asked", "words"), NAMED.items())
def test_what_is_named_and_not_measured_is_said_with_its_reason(asked, words):
    (entry,) = [one for one in NOT_MEASURED if words in one.name]
    assert entry.reason.endswith("."), asked


@pytest.mark.parametrize("entry", NOT_MEASURED, ids=lambda one: one.name[:40])
def test_why_something_is_not_measured_is_said_without_words_of_those_who_make_the_report(entry):
    """A board knows what a report is, and not what a build is."""
    assert [] == re.findall(r"\bbuild\w*", entry.reason)


def test_nothing_is_said_twice_not_to_be_measured():
    assert len(NOT_MEASURED) == len({one.name for one in NOT_MEASURED})
