"""What the office of the invented partnership hands in: counted from its registers, so that both say the same."""

from __future__ import annotations

import csv
import io
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.review_clocks import (
    MET,
    PUBLISH_MONTHS,
    RAPID_REVIEW_WORKING_DAYS,
    within_months,
    within_working_days,
)
from safeguarding_report.example.registers import register_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguarding_report.year import ReportingYear

    Entry = Mapping[str, str]
    Counted = dict[str, tuple[int, int | None]]

_RAPID, _PRACTICE = "rapid review", "local child safeguarding practice review"
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_RATINGS = ("green", "amber", "red")
_OF_FAMILIES = ("parent", "carer", "famil")
_OF_CHILDREN = ("child", "young", "pupil")


def office_figures(year: ReportingYear) -> Counted:
    """Return numerator and denominator of each indicator of the office, counted from the registers of a year."""
    registers = {name.removesuffix(".csv"): _entries(content) for name, content in register_files(year).items()}

    def of(register: str) -> Sequence[Entry]:
        return registers.get(register, [])

    return {
        **_of_reviews(of("reviews"), year),
        **_of_actions(of("review_actions"), year),
        **_of_escalations(of("escalations"), year),
        **_of_training(of("training")),
        **_of_audits(of("audits")),
        **_of_self_assessments(of("self_assessments")),
        **_of_voices([*of("feedback"), *of("surveys")]),
        **_of_money(of("funding")),
    }


def _entries(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def _of_reviews(reviews: Sequence[Entry], year: ReportingYear) -> Counted:
    """Count the reviews by what happened in the year; their clocks are those by which the page judges them."""
    rapid = [one for one in reviews if one["kind"] == _RAPID and _in(one["sent_date"], year)]
    others = [one for one in reviews if one["kind"] == _PRACTICE]
    published = [one for one in others if _in(one["published_date"], year)]
    in_time = [
        one
        for one in rapid
        if within_working_days(one["notified_date"], one["sent_date"], RAPID_REVIEW_WORKING_DAYS) == MET
    ]
    soon = [
        one for one in published if within_months(one["decision_date"], one["published_date"], PUBLISH_MONTHS) == MET
    ]
    return {
        "rr_notifications": (sum(_in(one["notified_date"], year) for one in reviews), None),
        "rr_reviews": (len(rapid), None),
        "rr_in_15_days": (len(in_time), len(rapid)),
        "rr_practice_reviews_begun": (sum(_in(one["decision_date"], year) for one in others), None),
        "rr_practice_reviews_published": (len(published), None),
        "rr_published_in_6_months": (len(soon), len(published)),
    }


def _of_actions(actions: Sequence[Entry], year: ReportingYear) -> Counted:
    closed = [one for one in actions if one["done_date"] and one["done_date"] <= year.end.isoformat()]
    overdue = [
        one for one in actions if one not in closed and one["due_date"] and one["due_date"] <= year.end.isoformat()
    ]
    return {
        "rr_actions": (len(actions), None),
        "rr_actions_open": (len(actions) - len(closed) - len(overdue), None),
        "rr_actions_overdue": (len(overdue), None),
        "rr_actions_closed": (len(closed), None),
        "rr_actions_embedded": (sum(bool(one["evidence_embedded"]) for one in closed), len(closed)),
    }


def _of_escalations(escalations: Sequence[Entry], year: ReportingYear) -> Counted:
    raised = [one for one in escalations if _in(one["raised_date"], year)]
    answered = [one for one in raised if one["answered_date"] and one["answered_date"] <= year.end.isoformat()]
    days = [(_day(one["answered_date"]) - _day(one["raised_date"])).days for one in answered]
    waited: Counted = {"esc_median_days": (round(median(days)), None)} if days else {}
    return {"esc_raised": (len(raised), None), "esc_answered": (len(answered), None), **waited}


def _of_training(courses: Sequence[Entry]) -> Counted:
    """Count courses and who came; a share is of those courses alone that say both of its numbers."""
    with_places = [one for one in courses if one["places"] and one["attended"]]
    booked = [one for one in courses if one["bookings"]]
    bookings = _sum(booked, "bookings")
    before = [one for one in courses if one["confident_before"]]
    after = [one for one in courses if one["confident_after"]]
    return {
        "trn_courses": (len(courses), None),
        "trn_bookings": (bookings, None),
        "trn_attended_of_places": (_sum(with_places, "attended"), _sum(with_places, "places")),
        "trn_attended_of_bookings": (_sum(booked, "attended"), bookings),
        "trn_no_shows": (_sum(booked, "no_shows"), bookings),
        "trn_confident_before": (_sum(before, "confident_before"), _sum(before, "replies")),
        "trn_confident_after": (_sum(after, "confident_after"), _sum(after, "replies")),
        "trn_used_after_3_months": (_sum(courses, "use_after_3_months"), _sum(courses, "followed_up")),
    }


def _of_audits(audits: Sequence[Entry]) -> Counted:
    """Count audits and cases; grades only where every case of every audit has one, for they must add up."""
    cases = _sum(audits, "cases")
    grades = {grade: _sum(audits, grade) for grade in _GRADES}
    graded: Counted = {f"aud_cases_{grade}": (number, None) for grade, number in grades.items()}
    return {
        "aud_audits": (len(audits), None),
        "aud_cases": (cases, None),
        **(graded if sum(grades.values()) == cases else {}),
    }


def _of_self_assessments(asked: Sequence[Entry]) -> Counted:
    ratings = {rating: _sum(asked, rating) for rating in _RATINGS}
    in_time = sum(
        bool(one["returned_date"]) and one["returned_date"] <= (one["due_date"] or one["returned_date"])
        for one in asked
    )
    return {
        "s11_returned": (in_time, len(asked)),
        "s11_standards": (sum(ratings.values()), None),
        **{f"s11_standards_{rating}": (number, None) for rating, number in ratings.items()},
    }


def _of_voices(heard: Sequence[Entry]) -> Counted:
    """Count whom feedback and surveys heard; who is neither a child nor of a family is staff."""
    families = [one for one in heard if _names(one["who"], _OF_FAMILIES)]
    children = [one for one in heard if one not in families and _names(one["who"], _OF_CHILDREN)]
    return {"vcf_children": (_sum(children, "heard"), None), "vcf_families": (_sum(families, "heard"), None)}


def _of_money(sums: Sequence[Entry]) -> Counted:
    kinds = {"contribution": "fund_contributions", "spending": "fund_spending", "carried forward": "fund_carried"}
    return {
        indicator: (_sum([one for one in sums if one["kind"] == kind], "pounds"), None)
        for kind, indicator in kinds.items()
    }


def _sum(entries: Sequence[Entry], column: str) -> int:
    return sum(int(one[column]) for one in entries if one[column])


def _names(who: str, words: Sequence[str]) -> bool:
    return any(word in who.casefold() for word in words)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _in(day: str, year: ReportingYear) -> bool:
    return year.start.isoformat() <= day <= year.end.isoformat()
