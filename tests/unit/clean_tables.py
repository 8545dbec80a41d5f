"""Small clean tables for tests of suites: every child-level table, partner figures and every register."""

from __future__ import annotations

import pandas as pd

from safeguarding_report.tables.children import CHILD_TABLES
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS
from safeguarding_report.tables.table import ORIGIN
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear(2023)
AREA = "Z06000001"
RETURN = "ashmere-council/lists_v1.xlsx"
TABLES = {table.name: table for table in (*CHILD_TABLES, PARTNER_FIGURES, *REGISTERS)}

ROBIN = {"child": "robin"}
"""One child's way through the system; each table has one row of it."""

HISTORY = {
    "children": {"sex": "female", "ethnicity": "WBRI", "disabled": "no", "age_group": "5_to_9"},
    "contacts": {"contact_date": "2023-05-01", "source": "police"},
    "early_help_episodes": {"start_date": "2023-04-10", "completion_date": "2023-04-20", "organisation": "School"},
    "referrals": {
        "referral_date": "2023-05-02",
        "source": "police",
        "no_further_action": "no",
        "referrals_in_12_months_before": 0,
    },
    "assessments": {"referral_date": "2023-05-02", "start_date": "2023-05-03", "authorisation_date": "2023-06-10"},
    "assessment_factors": {"assessment_start_date": "2023-05-03", "factor_code": "3B"},
    "section47_enquiries": {
        "start_date": "2023-05-10",
        "conference_date": "2023-06-01",
        "conference_unnecessary": "no",
    },
    "initial_conferences": {
        "conference_date": "2023-06-01",
        "section47_start_date": "2023-05-10",
        "led_to_a_plan": "yes",
    },
    "child_protection_plans": {
        "start_date": "2023-06-01",
        "end_date": "2024-02-01",
        "initial_category": "neglect",
        "latest_category": "emotional",
        "previous_plans": 0,
    },
    "child_protection_reviews": {"plan_start_date": "2023-06-01", "review_date": "2023-08-29"},
    "child_in_need_episodes": {
        "start_date": "2023-05-02",
        "end_date": "2024-02-27",
        "primary_need": "N4",
        "closure_reason": "RC7",
    },
    "looked_after_episodes": {
        "start_date": "2023-07-01",
        "end_date": "2023-08-01",
        "reason_started": "S",
        "legal_status": "C2",
        "reason_ended": "E4A",
        "unaccompanied": "no",
    },
    "placements": {
        "start_date": "2023-07-01",
        "end_date": "2023-08-01",
        "placement_type": "U6",
        "provider": "PR1",
    },
    "missing_episodes": {"start_date": "2023-07-04", "end_date": "2023-07-05", "missing_type": "missing"},
    "return_interviews": {"missing_episodes": 1, "interview_offered": "yes", "interview_accepted": "yes"},
    "care_leavers": {"in_touch": "yes", "activity": "F2", "accommodation": "suitable", "age": 19},
}

FIGURES = {
    "lado_referrals": 20, "lado_advice": 10, "lado_contacts": 30,
    "miss_home_episodes": 90, "miss_home_children": 40, "miss_home_repeat": 4,
}  # fmt: skip


def made(name, *rows):
    """A table of these rows, numbered from 2, with what every row of it has."""
    table = TABLES[name]
    common = {"authority_code": AREA, "return_id": RETURN, "age_group": "5_to_9", **ROBIN}
    full = [
        {column.name: (common | {"row": at} | row).get(column.name) for column in table.columns}
        for at, row in enumerate(rows, start=2)
    ]
    frame = pd.DataFrame(full, columns=table.column_names)
    dates = {column.name: pd.to_datetime(frame[column.name]) for column in table.columns if column.type == "date"}
    return table.check(frame.assign(**dates))


def history(**changes):
    """All child-level tables with the rows of one child; a change replaces cells of one table's row."""
    return {name: made(name, row | changes.get(name, {})) for name, row in HISTORY.items()}


def figures(**numbers):
    """Partner figures of one area and year; a change adds a figure or replaces one."""
    whole_year = {"area_code": AREA, "period_start": "2023-04-01", "period_end": "2024-03-31", "status": "final_local"}
    rows = [{"indicator_id": name, "numerator": number, **whole_year} for name, number in (FIGURES | numbers).items()]
    return {"partner_figures": made("partner_figures", *rows)}


def example(table, **cells):
    """The example row of a register as its declaration gives it."""
    typed = {column.name: column.example or None for column in table.columns if column not in ORIGIN}
    whole = {column.name: int(typed[column.name]) for column in table.asked
             if column.type == "whole number" and typed[column.name]}  # fmt: skip
    return typed | whole | cells


def registers(**changes):
    """Every register with its example row; a change replaces cells of one register's row."""
    return {table.name: made(table.name, example(table, **changes.get(table.name, {}))) for table in REGISTERS}


def everything():
    """Every table that can be returned, clean."""
    return history() | figures() | registers()
