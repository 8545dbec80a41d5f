"""Counts of child-level tables in plain Python, one record at a time, by docs/decisions/0010-how-items-are-counted.md.

Written apart from the measures, so that two readings of the rules must agree.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache

import holidays
import pandas as pd

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
ASSESSMENT_BANDS = (
    (0, "same_day"),
    (10, "1_to_10_days"),
    (20, "11_to_20_days"),
    (30, "21_to_30_days"),
    (40, "31_to_40_days"),
    (45, "41_to_45_days"),
    (50, "46_to_50_days"),
    (60, "51_to_60_days"),
    (10_000, "61_or_more_days"),
)
CONFERENCE_BANDS = ((10, "0_to_10_days"), (15, "11_to_15_days"), (20, "16_to_20_days"), (10_000, "21_or_more_days"))


@cache
def bank_holidays():
    return holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2030))


@cache
def is_working_day(day):
    return day.weekday() < 5 and day not in bank_holidays()


@cache
def working_days(first, last):
    return sum(is_working_day(first + timedelta(days=back)) for back in range(1, (last - first).days + 1))


def months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def rows_of(tables, name):
    return [
        {
            key: None if pd.isna(value) else value.date() if isinstance(value, pd.Timestamp) else value
            for key, value in row.items()
        }
        for row in tables[name].to_dict("records")
    ]


def duration_of(start, day):
    if months_after(start, 3) >= day:
        return "3_months_or_less"
    if months_after(start, 6) >= day:
        return "3_to_6_months"
    days = (day - start).days
    return "6_months_to_1_year" if days < 365 else "1_to_2_years" if days < 730 else "2_years_or_more"


def band_of(days, bands):
    return next(name for most, name in bands if days <= most)


def counted(tables, previous, year):
    """Return every count that the tables of one authority and year give."""
    counts = Counter()
    for count in (_referrals, _assessments, _enquiries, _plans, _looked_after):
        count(tables, previous, year, counts)
    return counts


def _referrals(tables, previous, year, counts):
    dates, seen = defaultdict(set), set()
    for row in [*rows_of(previous, "referrals"), *rows_of(tables, "referrals")]:
        dates[row["child"]].add(row["referral_date"])
    reasons = {
        (row["child"], row["start_date"]): row["closure_reason"] for row in rows_of(tables, "child_in_need_episodes")
    }
    rereferred = set()
    for row in once(rows_of(tables, "referrals"), "referral_date"):
        day, child = row["referral_date"], row["child"]
        if not year.start <= day <= year.end:
            continue
        seen.add(child)
        counts["referrals"] += 1
        counts[f"referrals_from_{row['source'] or 'unknown'}"] += 1
        counts[f"referrals_in_{MONTHS[day.month - 1]}"] += 1
        if row["no_further_action"] == "yes":
            counts["referrals_no_further_action"] += 1
        elif reasons.get((child, day)) in {"RC8", "RC9"}:
            counts["referrals_not_in_need"] += 1
        if any(earlier < day <= months_after(earlier, 12) for earlier in dates[child]):
            counts["rereferrals"] += 1
            rereferred.add(child)
    counts["children_referred"], counts["children_rereferred"] = len(seen), len(rereferred)
    for row in once(rows_of(tables, "child_in_need_episodes"), "start_date"):
        counts["children_in_need_at_31_march"] += is_open(row, year.end)


def is_open(row, day):
    return row["start_date"] <= day and (row["end_date"] is None or row["end_date"] > day)


def _assessments(tables, _previous, year, counts):
    for row in rows_of(tables, "assessments"):
        if row["authorisation_date"] and year.start <= row["authorisation_date"] <= year.end:
            counts["assessments_completed"] += 1
            if row["referral_date"] and row["referral_date"] <= row["authorisation_date"]:
                days = working_days(row["referral_date"], row["authorisation_date"])
                counts[f"assessments_{band_of(days, ASSESSMENT_BANDS)}"] += 1


def once(rows, *columns):
    """Keep one row of each child and day: that is one referral, one enquiry, one conference."""
    return {tuple(row[column] for column in ("child", *columns)): row for row in reversed(rows)}.values()


def _enquiries(tables, _previous, year, counts):
    enquired, conferred = set(), set()
    for row in once(rows_of(tables, "section47_enquiries"), "start_date"):
        if year.start <= row["start_date"] <= year.end:
            counts["section47_enquiries"] += 1
            enquired.add(row["child"])
    for row in once(rows_of(tables, "initial_conferences"), "conference_date"):
        if year.start <= row["conference_date"] <= year.end:
            counts["initial_conferences"] += 1
            conferred.add(row["child"])
            if row["section47_start_date"]:
                days = working_days(row["section47_start_date"], row["conference_date"])
                counts[f"initial_conferences_{band_of(days, CONFERENCE_BANDS)}"] += 1
    counts["children_with_section47_enquiry"] = len(enquired)
    counts["children_with_initial_conference"] = len(conferred)


def _plans(tables, _previous, year, counts):
    reviews = defaultdict(list)
    for row in rows_of(tables, "child_protection_reviews"):
        reviews[row["child"], row["plan_start_date"]].append(row["review_date"])
    for row in rows_of(tables, "child_protection_plans"):
        start, end = row["start_date"], row["end_date"]
        if year.start <= start <= year.end:
            counts["plans_starting"] += 1
            counts["plans_starting_second_or_subsequent"] += row["previous_plans"] > 0
        counts["plans_ending"] += end is not None and year.start <= end <= year.end
        if not is_open(row, year.end):
            continue
        counts["plans_at_31_march"] += 1
        counts[f"plans_at_31_march_{row['initial_category']}_initial"] += 1
        counts[f"plans_at_31_march_{row['latest_category']}_latest"] += 1
        counts[f"plans_at_31_march_{duration_of(start, year.end)}"] += 1
        if months_after(start, 3) <= year.end:
            counts["plans_at_31_march_open_3_months"] += 1
            held = sorted(reviews[row["child"], start])
            counts["plans_reviewed_in_time"] += bool(
                held
                and held[0] <= months_after(start, 3)
                and all(later <= months_after(one, 6) for one, later in zip(held, [*held[1:], year.end], strict=True))
            )


def _looked_after(tables, _previous, year, counts):
    times = defaultdict(list)
    for row in sorted(rows_of(tables, "looked_after_episodes"), key=lambda row: (row["child"], row["start_date"])):
        if row["legal_status"] in {"V3", "V4"}:
            continue
        own = times[row["child"]]
        if own and own[-1]["end_date"] == row["start_date"]:
            own[-1]["end_date"] = row["end_date"]
        else:
            own.append(row)
    for own in times.values():
        counts["children_looked_after_at_31_march"] += any(is_open(row, year.end) for row in own)
        counts["children_starting_to_be_looked_after"] += any(
            year.start <= row["start_date"] <= year.end for row in own
        )
        counts["children_ceasing_to_be_looked_after"] += any(
            row["end_date"] is not None and year.start <= row["end_date"] <= year.end for row in own
        )
