"""Measures of the chapter on the local context: how many children live here."""

from __future__ import annotations

from safeguarding_report.measures.definition import POPULATION, Measure

CHAPTER = "local-context"

CHILD_POPULATION = Measure(
    title="population",
    chapter=CHAPTER,
    numerator=(POPULATION,),
    data_types=("count",),
)
