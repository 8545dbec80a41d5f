"""Measures of the chapter on looked-after children."""

from __future__ import annotations

from safeguarding_report.measures.definition import LOOKED_AFTER_RELEASES, Measure

CHAPTER = "looked-after"

# The department prints the rates of this family as whole numbers.
CHILDREN_LOOKED_AFTER = Measure(
    title="children_looked_after",
    chapter=CHAPTER,
    numerator=("children_looked_after_at_31_march",),
    decimals=0,
    period_type="at 31 March",
    releases=LOOKED_AFTER_RELEASES,
)
