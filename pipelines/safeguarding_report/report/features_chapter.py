"""The six features of effective multi-agency partnerships as a self-assessment: what this report holds on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.guidance import load_edition
from safeguarding_report.report import elements
from safeguarding_report.report.worked import work_out, worked

if TYPE_CHECKING:
    from safeguarding_report.released import Released

FEATURES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Children are safeguarded and their welfare is promoted",
        (
            (
                "priorities/impact",
                "priority that says what changed for children",
                "priorities that say what changed for children",
            ),
        ),
    ),
    (
        "Agencies collaborate, share and co-own the vision",
        (
            ("membership/meetings", "seat with attendance recorded", "seats with attendance recorded"),
            ("funding", "sum of money registered", "sums of money registered"),
        ),
    ),
    (
        "Agencies challenge each other and hold one another to account",
        (
            ("escalations/answered_date", "escalation answered", "escalations answered"),
            ("self_assessments/returned_date", "self-assessment returned", "self-assessments returned"),
        ),
    ),
    (
        "New safeguarding issues and emerging threats are identified and analysed",
        (
            ("challenges", "difficulty or threat named", "difficulties or threats named"),
            ("risks", "risk on the register", "risks on the register"),
            ("audits", "audit", "audits"),
        ),
    ),
    (
        "Learning is promoted and embedded",
        (
            ("learning/embedded/yes", "thing learnt and embedded", "things learnt and embedded"),
            ("review_actions/evidence_embedded", "action with evidence", "actions with evidence"),
        ),
    ),
    (
        "Information is shared for more accurate and timely decisions",
        (("reviews/sent_in_time/met", "rapid review done in time", "rapid reviews done in time"),),
    ),
)
"""Each feature in short, with what is counted as evidence of it, one and several; the six are those of Working Together 2018."""


def six_features(released: Released) -> Markup:
    """Return a table: each feature, and what the registers hold on it. It counts evidence and judges nothing."""
    rows: list[tuple[str, list[elements.Cell]]] = [
        (feature, [_evidence(released, counted)]) for feature, counted in FEATURES
    ]
    table = elements.table(
        "Six features of effective partnerships, and the evidence in this report",
        "Feature",
        ("Evidence in this report",),
        rows,
        of_words=True,
    )
    opening = Markup(
        '<p class="lead">Working Together 2018 describes six features of an effective partnership. '
        "This table says what the registers of the year hold on each. It counts evidence and does not judge.</p>"
    )
    return elements.join([opening, _another_edition(released), table])


def _another_edition(released: Released) -> Markup:
    """Return a paragraph where the guidance of the year is another edition than the one that describes the features."""
    guidance = released.report.guidance
    if guidance in {"", FEATURES_OF}:
        return Markup("")
    return Markup(
        "<p>The guidance of this year is another edition: {}. What it asks for, and where this report answers it, stands "
        'in <a href="#requirements">the index of what the statutory guidance asks for</a>. The six features are kept '
        "so that reports of several years can be compared.</p>"
    ).format(load_edition(guidance).title)


FEATURES_OF = "wt2018"
"""The edition of the guidance that describes the six features."""


def _evidence(released: Released, counted: tuple[tuple[str, str, str], ...]) -> Markup:
    told = [
        Markup('<span class="piece">{} {}</span>').format(
            worked(released, f"count/{name}"), one if number == 1 else many
        )
        for name, one, many in counted
        if released.register(name.partition("/")[0]).entries and (number := work_out(released, f"count/{name}"))
    ]
    return Markup(" ").join(told) or Markup("None yet")
