"""Measures of children known to social care at school: how much of it they miss, by academic year."""

from __future__ import annotations

from safeguarding_report.measures.definition import ABSENCE_RELEASES, Measure

CHAPTER = "schools"

GROUPS = {"children_in_need": "children_in_need", "on_a_plan": "on_a_plan", "looked_after": "looked_after_12_months"}
"""What the measures call each group, and what the counts do."""


def _missed(title: str, numerator: str, denominator: str) -> Measure:
    return Measure(
        title=title,
        chapter=CHAPTER,
        numerator=(numerator,),
        denominator=denominator,
        data_types=("count", "percent"),
        polarity="low",
        period_type="academic year",
        releases=ABSENCE_RELEASES,
        annex=True,
    )


ABSENCE = tuple(
    measure
    for group, items in GROUPS.items()
    for measure in (
        _missed(f"absence_{group}", f"sessions_missed_{items}", f"sessions_possible_{items}"),
        _missed(f"persistent_absence_{group}", f"pupils_missing_10_percent_{items}", f"pupils_{items}"),
        _missed(f"severe_absence_{group}", f"pupils_missing_50_percent_{items}", f"pupils_{items}"),
    )
)
"""Sessions missed, and pupils who missed a tenth or half of theirs, for each group."""
