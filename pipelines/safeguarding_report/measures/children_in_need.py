"""Measures of the chapter on children in need."""

from __future__ import annotations

from safeguarding_report.measures.definition import Measure

CHAPTER = "children-in-need"

CHILDREN_IN_NEED = Measure(
    title="children_in_need",
    chapter=CHAPTER,
    numerator=("children_in_need_at_31_march",),
    period_type="at 31 March",
)
