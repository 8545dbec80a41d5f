"""Pupils of each ethnic group that the invented councils hand in, drawn apart so that no other number moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.example.draw import generator, split
from safeguarding_report.measures.partner_measures import PUPILS

if TYPE_CHECKING:
    from safeguarding_report.year import ReportingYear

FIRST_YEAR = 2023
"""Before, the councils did not hand them in: earlier reports show what a page says without them."""

_SHARES = {
    "white": 0.675, "mixed": 0.035, "asian": 0.175, "black": 0.075, "other_ethnic_group": 0.025,
    "ethnicity_not_known": 0.015,
}  # fmt: skip
"""Not those of the children who are known to social care: some groups are seen more often, and some less."""


def pupils_of(area: str, pupils: int, year: ReportingYear, seed: str) -> dict[str, tuple[int, int | None]]:
    """Return the pupils of an area on the January school census, all and by ethnic group; none before they are given."""
    if year.start_year < FIRST_YEAR:
        return {}
    rng = generator("pupils by ethnic group", seed, area, year)
    parts = split(rng, pupils, [None] * len(_SHARES), list(_SHARES.values()), what=PUPILS)
    by_group = {f"{PUPILS}_{group}": (number, None) for group, number in zip(_SHARES, parts, strict=True)}
    return {PUPILS: (pupils, None), **by_group}
