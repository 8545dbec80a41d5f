"""The six features of effective multi-agency partnerships: the partners' judgement of each, and the evidence held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.guidance import load_edition
from safeguarding_report.register import JUDGEMENTS, SIX_FEATURES
from safeguarding_report.report import elements
from safeguarding_report.report.entries import Shown, held_back, in_one_cell
from safeguarding_report.report.worked import work_out, worked

if TYPE_CHECKING:
    from safeguarding_report.released import Released

_COUNTED: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        (
            "priorities/impact",
            "priority that says what changed for children",
            "priorities that say what changed for children",
        ),
    ),
    (
        ("membership/meetings", "seat with attendance recorded", "seats with attendance recorded"),
        ("funding", "sum of money registered", "sums of money registered"),
    ),
    (
        ("escalations/answered_date", "escalation answered", "escalations answered"),
        ("self_assessments/returned_date", "self-assessment returned", "self-assessments returned"),
    ),
    (
        ("challenges", "difficulty or threat named", "difficulties or threats named"),
        ("risks", "risk on the register", "risks on the register"),
        ("audits", "audit", "audits"),
    ),
    (
        ("learning/embedded/yes", "thing learnt and embedded", "things learnt and embedded"),
        ("review_actions/evidence_embedded", "action with evidence", "actions with evidence"),
    ),
    (("reviews/sent_in_time/met", "rapid review done in time", "rapid reviews done in time"),),
)
"""What is counted as evidence of each feature, one and several, in the order of the features."""

FEATURES = tuple(zip(SIX_FEATURES, _COUNTED, strict=True))
"""Each feature in short, with what is counted as evidence of it."""

FEATURES_OF = "wt2018"
"""The edition of the guidance that describes the six features."""

_OF_2018 = "The six features of an effective partnership are those that Working Together 2018 describes."

NOT_JUDGED = "The partners' own judgement is not published. This table counts evidence and does not judge."
JUDGED = "The partners judged each for themselves. Beside it stands how they know, and what this report counts."


def six_features(released: Released) -> Markup:
    """Return a table: each feature, what the partners judge of it, and what the registers hold on it."""
    judged = {str(one["feature"]): place for place, one in enumerate(released.register("features").entries)}
    rows: list[tuple[str, list[elements.Cell]]] = [
        (feature, [*_judged(released, judged, feature), _evidence(released, counted)]) for feature, counted in FEATURES
    ]
    columns = ("The partners' judgement", "How they know", "Counted in this report")
    table = elements.table(
        "Six features of effective partnerships, and the evidence in this report",
        "Feature",
        columns if judged else ("Evidence in this report",),
        rows,
        of_words=True,
    )
    said = Markup('<p class="lead">{} {}{}</p>').format(
        _OF_2018, JUDGED if judged else NOT_JUDGED, _how_many(released) if judged else ""
    )
    return elements.join(
        part for part in (held_back(released, "features"), said, _another_edition(released), table) if part
    )


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


def _how_many(released: Released) -> Markup:
    """Return the sentence on how many features the partners think they have."""
    told = [
        Markup("{} “{}”").format(worked(released, name), word)
        for word in JUDGEMENTS
        if work_out(released, name := f"count/features/judgement/{word}")
    ]
    return Markup(" They answered {}.").format(Markup(", ").join(told))


def _judged(released: Released, judged: dict[str, int], feature: str) -> list[Markup]:
    """Return the two cells of what the partners judge of a feature; none where they published no judgement of any."""
    if not judged:
        return []
    if feature not in judged:
        return [Markup("Not said"), Markup("None yet")]
    register, place = released.register("features"), judged[feature]
    judgement = in_one_cell(register, place, Shown("", (("", "judgement"), ("Next: ", "next"))))
    return [judgement, in_one_cell(register, place, Shown("", (("", "evidence"),), "None yet"))]


def _evidence(released: Released, counted: tuple[tuple[str, str, str], ...]) -> Markup:
    told = [
        Markup('<span class="piece">{} {}</span>').format(
            worked(released, f"count/{name}"), one if number == 1 else many
        )
        for name, one, many in counted
        if released.register(name.partition("/")[0]).entries and (number := work_out(released, f"count/{name}"))
    ]
    return Markup(" ").join(told) or Markup("None yet")
