"""What the office of the invented partnership counts, from the registers that it keeps, for the partnership as a whole.

So that no register of the report says another number than the figures beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

from safeguarding_report.example.registers import register_rows

if TYPE_CHECKING:
    from safeguarding_report.year import ReportingYear

_Rows = Sequence[Mapping[str, Any]]
_Registers = Mapping[str, _Rows]
_Numbers = dict[str, tuple[int, int | None]]

_RAPID, _PRACTICE = "rapid review", "local child safeguarding practice review"
_FAMILIES = ("Parents",)
"""Who is heard as a family; all others that are counted are children."""
_NEITHER = ("Practitioners who came to a course",)
_RATINGS, _GRADES = ("green", "amber", "red"), ("outstanding", "good", "requires_improvement", "inadequate")
_DAYS_OF_RAPID_REVIEW = 25
"""Fifteen working days are three weeks; with the holidays of the year no review of the example takes longer and is in time."""


def office_figures(year: ReportingYear) -> _Numbers:
    """Return numerator and denominator of each indicator that the office of the partnership gives."""
    rows = register_rows(year)
    return {
        name: numbers
        for count in (_reviews, _escalations, _training, _audits, _self_assessments, _voices, _money)
        for name, numbers in count(rows, year).items()
    }


def _sum(rows: _Rows, column: str) -> int:
    return sum(int(row[column]) for row in rows if column in row)


def _where(rows: _Rows, holds: Callable[[Mapping[str, Any]], bool]) -> int:
    return sum(1 for row in rows if holds(row))


def _days(row: Mapping[str, Any], first: str, last: str) -> int:
    return (date.fromisoformat(row[last]) - date.fromisoformat(row[first])).days


def _reviews(rows: _Registers, year: ReportingYear) -> _Numbers:
    rapid = [row for row in rows["reviews"] if row["kind"] == _RAPID]
    practice = [row for row in rows["reviews"] if row["kind"] == _PRACTICE]
    published = [row for row in practice if "published_date" in row]
    in_year = (year.start.isoformat(), year.end.isoformat())
    actions = rows["review_actions"]
    closed = [row for row in actions if "done_date" in row]
    return {
        "rr_notifications": (len(rapid), None),
        "rr_reviews": (len(rapid), None),
        "rr_in_15_days": (
            _where(rapid, lambda row: _days(row, "notified_date", "sent_date") <= _DAYS_OF_RAPID_REVIEW),
            len(rapid),
        ),
        "rr_practice_reviews_begun": (
            _where(practice, lambda row: in_year[0] <= row["decision_date"] <= in_year[1]),
            None,
        ),
        "rr_practice_reviews_published": (len(published), None),
        "rr_published_in_6_months": (
            _where(published, lambda row: row["published_date"] <= row["publication_due_date"]),
            len(published),
        ),
        "rr_actions": (len(actions), None),
        "rr_actions_open": (0, None),
        "rr_actions_overdue": (len(actions) - len(closed), None),
        "rr_actions_closed": (len(closed), None),
        "rr_actions_embedded": (_where(closed, lambda row: "evidence_embedded" in row), len(closed)),
    }


def _escalations(rows: _Registers, _year: ReportingYear) -> _Numbers:
    raised = rows["escalations"]
    answered = [_days(row, "raised_date", "answered_date") for row in raised if "answered_date" in row]
    return {
        "esc_raised": (len(raised), None),
        "esc_answered": (len(answered), None),
        "esc_median_days": (int(median(answered)), None),
    }


def _training(rows: _Registers, _year: ReportingYear) -> _Numbers:
    courses = rows["training"]
    with_places = [row for row in courses if "places" in row]
    bookings, came = _sum(with_places, "bookings"), _sum(with_places, "attended")
    answered = _sum(courses, "replies")
    return {
        "trn_courses": (len(courses), None),
        "trn_bookings": (bookings, None),
        "trn_attended_of_places": (came, _sum(with_places, "places")),
        "trn_attended_of_bookings": (came, bookings),
        "trn_no_shows": (_sum(with_places, "no_shows"), bookings),
        "trn_confident_before": (_sum(courses, "confident_before"), answered),
        "trn_confident_after": (_sum(courses, "confident_after"), answered),
        "trn_used_after_3_months": (_sum(courses, "use_after_3_months"), _sum(courses, "followed_up")),
    }


def _audits(rows: _Registers, _year: ReportingYear) -> _Numbers:
    audits = rows["audits"]
    return {
        "aud_audits": (len(audits), None),
        "aud_cases": (_sum(audits, "cases"), None),
        **{f"aud_cases_{grade}": (_sum(audits, grade), None) for grade in _GRADES},
    }


def _self_assessments(rows: _Registers, _year: ReportingYear) -> _Numbers:
    asked = rows["self_assessments"]
    in_time = _where(asked, lambda row: "returned_date" in row and row["returned_date"] <= row["due_date"])
    return {
        "s11_returned": (in_time, len(asked)),
        "s11_standards": (sum(_sum(asked, rating) for rating in _RATINGS), None),
        **{f"s11_standards_{rating}": (_sum(asked, rating), None) for rating in _RATINGS},
    }


def _voices(rows: _Registers, _year: ReportingYear) -> _Numbers:
    heard = [*rows["feedback"], *rows["surveys"]]
    families = [row for row in heard if row["who"] in _FAMILIES]
    children = [row for row in heard if row["who"] not in (*_FAMILIES, *_NEITHER)]
    return {"vcf_children": (_sum(children, "heard"), None), "vcf_families": (_sum(families, "heard"), None)}


def _money(rows: _Registers, _year: ReportingYear) -> _Numbers:
    def pounds(kind: str) -> tuple[int, None]:
        return _sum([row for row in rows["funding"] if row["kind"] == kind], "pounds"), None

    return {
        "fund_contributions": pounds("contribution"),
        "fund_spending": pounds("spending"),
        "fund_carried": pounds("carried forward"),
    }
