"""Counts that the office of the partnership hands in: reviews, escalations, training, audits, money."""

from __future__ import annotations

from safeguarding_report.tables.indicator import LAST_DAY, ONCE_EACH, Indicator, parts, share

_ACTIONS = Indicator(
    "rr_actions", "partnership", "Actions from reviews", "Actions in the plan on the last day", over_a_year=LAST_DAY
)
_CASES = Indicator("aud_cases", "partnership", "Cases audited", "Cases looked at in these audits")
_STANDARDS = Indicator(
    "s11_standards",
    "partnership",
    "Standards assessed",
    "Standards in all self-assessments returned",
    over_a_year=ONCE_EACH,
)

PARTNERSHIP = (
    Indicator("rr_notifications", "partnership", "Serious incidents notified", "Incidents notified to the panel"),
    Indicator("rr_reviews", "partnership", "Rapid reviews", "Rapid reviews done"),
    share(
        "rr_in_15_days", "partnership", "Rapid reviews in time",
        "Rapid reviews sent within 15 working days of the notification", "Rapid reviews done",
    ),
    Indicator("rr_practice_reviews_begun", "partnership", "Practice reviews begun", "Local practice reviews begun"),
    Indicator(
        "rr_practice_reviews_published", "partnership", "Practice reviews published", "Local practice reviews published"
    ),
    share(
        "rr_published_in_6_months", "partnership", "Practice reviews published in time",
        "Practice reviews published within six months of the decision", "Practice reviews published",
    ),
    _ACTIONS,
    *parts(
        _ACTIONS,
        "state",
        {"open": "open and not yet due", "overdue": "overdue", "closed": "closed"},
    ),
    share(
        "rr_actions_embedded", "partnership", "Actions with evidence that practice changed",
        "Closed actions with such evidence", "Closed actions",
        over_a_year=LAST_DAY,
    ),
    Indicator("esc_raised", "partnership", "Escalations", "Matters raised with the executive"),
    Indicator("esc_answered", "partnership", "Escalations answered", "Of these, answered by the last day", over_a_year=ONCE_EACH),
    Indicator(
        "esc_median_days", "partnership", "Days until an answer", "Median days from raised to answered", unit="days",
        over_a_year=ONCE_EACH,
    ),
    Indicator("trn_courses", "partnership", "Courses held", "Courses held"),
    Indicator("trn_bookings", "partnership", "Bookings for courses", "Bookings for courses that were held"),
    share(
        "trn_attended_of_places", "partnership", "Places taken", "People who came to a course", "Places there were"
    ),
    share(
        "trn_attended_of_bookings", "partnership", "Bookings kept", "People who had booked and came", "Bookings"
    ),
    share("trn_no_shows", "partnership", "Bookings not kept", "People who had booked and did not come", "Bookings"),
    share(
        "trn_confident_before", "partnership", "Confident before the course", "People who felt confident before",
        "People who answered",
    ),
    share(
        "trn_confident_after", "partnership", "Confident after the course", "People who felt confident after",
        "People who answered",
    ),
    share(
        "trn_used_after_3_months", "partnership", "Still used three months later",
        "People who use what they learnt", "People asked again after three months",
    ),
    Indicator("aud_audits", "partnership", "Audits done", "Multi-agency audits finished"),
    _CASES,
    *parts(
        _CASES,
        "grade",
        {
            "outstanding": "outstanding", "good": "good", "requires_improvement": "requiring improvement",
            "inadequate": "inadequate",
        },
    ),
    share(
        "s11_returned", "partnership", "Self-assessments returned", "Self-assessments returned on time",
        "Organisations that were asked",
        over_a_year=ONCE_EACH,
    ),
    _STANDARDS,
    *parts(
        _STANDARDS,
        "rating",
        {"green": "met", "amber": "met in part", "red": "not met"},
    ),
    Indicator("vcf_children", "partnership", "Children heard", "Children and young people who were consulted", over_a_year=ONCE_EACH),
    Indicator("vcf_families", "partnership", "Families heard", "Families who were consulted", over_a_year=ONCE_EACH),
    Indicator(
        "fund_contributions", "partnership", "Contributions", "What partners paid in the year", unit="pounds"
    ),
    Indicator("fund_spending", "partnership", "Spending", "What was spent in the year", unit="pounds"),
    Indicator("fund_carried", "partnership", "Carried forward", "What is carried into the next year", unit="pounds", over_a_year=LAST_DAY),
)  # fmt: skip
