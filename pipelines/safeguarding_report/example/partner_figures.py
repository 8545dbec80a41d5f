"""Counts that the partners of the invented partnership hand in, by our template."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from safeguarding_report.example.cells import csv_bytes
from safeguarding_report.example.draw import about, generator, split
from safeguarding_report.example.office_figures import office_figures
from safeguarding_report.example.returns_log import SLUG
from safeguarding_report.formats.templates.contents import PARTNERSHIP_OFFICE, VERSION_COLUMN
from safeguarding_report.tables.indicator import ACADEMIC
from safeguarding_report.tables.partners import PARTNER_FIGURES, indicators_of
from safeguarding_report.tables.periods import academic_year_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from safeguarding_report.tables.indicator import Indicator
    from safeguarding_report.year import ReportingYear

HEADER = [VERSION_COLUMN, *(column.name for column in PARTNER_FIGURES.asked)]

_USUAL = 40.0
"""Of each 10,000 children, where nothing else is said of an indicator."""
_PER_10_000 = {
    "da_child_incidents": 220.0, "da_child_encompass": 190.0, "ppn_notifications": 300.0, "ppn_police_protection": 6.0,
    "ppn_custody_overnight": 3.0, "ppn_strip_searches": 0.6, "mace_children": 12.0, "mace_nrm_referrals": 2.0,
    "miss_home_episodes": 80.0, "miss_home_children": 40.0, "miss_home_repeat": 7.0, "camhs_referrals": 350.0,
    "camhs_waiting": 110.0, "ae_flagged": 60.0, "cdop_notified": 2.0, "cdop_reviewed": 2.0, "ehe_census_day": 75.0,
    "ehe_in_year": 110.0, "cme_census_day": 30.0, "cme_in_year": 95.0, "mash_contacts": 1100.0, "eh_opened": 130.0,
    "eh_stepped_up": 14.0, "eh_stepped_down": 22.0, "lado_contacts": 60.0, "lado_closed": 17.0,
}  # fmt: skip
_SHARES = {
    "s175_returned": 0.88, "exclusions_permanent": 0.001, "exclusions_suspensions": 0.08,
    "mash_to_referral": 0.48, "camhs_accepted": 0.72, "camhs_waiting_18_weeks": 0.3, "cdop_modifiable": 0.4,
    "lado_closed_in_1_month": 0.5, "lado_closed_in_3_months": 0.8,
    "exclusions_pupils_suspended": 0.03,
}  # fmt: skip
_USUAL_SHARE = 0.8
_OUT_OF = {
    "mash_to_referral": "mash_contacts", "mash_decided_in_1_day": "mash_contacts", "camhs_accepted": "camhs_referrals",
    "camhs_waiting_18_weeks": "camhs_waiting", "cdop_modifiable": "cdop_reviewed",
    "lado_closed_in_1_month": "lado_closed",
    "lado_closed_in_3_months": "lado_closed", "lado_closed_in_12_months": "lado_closed",
}  # fmt: skip
"""Shares of a count that the same partner gives."""

_AT_MOST = {
    "miss_home_children": "miss_home_episodes", "miss_home_repeat": "miss_home_children",
    "ehe_census_day": "ehe_in_year", "cme_census_day": "cme_in_year",
    "miss_home_interviews_accepted": "miss_home_interviews_offered",
    "lado_closed_in_3_months": "lado_closed_in_12_months", "lado_closed_in_1_month": "lado_closed_in_3_months",
    "exclusions_pupils_suspended": "exclusions_suspensions",
}  # fmt: skip
"""Counts that are some of another one; the larger stands before what is some of it."""


def figures_of(
    kind: str, children: Mapping[str, int], year: ReportingYear, sender: str, seed: str, until: date
) -> list[list[object]]:
    """Return the rows that one partner hands in until a day: each of its indicators for each of its areas."""
    rows: list[list[object]] = []
    academic = academic_year_of(year.start)
    by_academic_year = {one.id for one in indicators_of(kind) if one.period_type == ACADEMIC}
    areas = (SLUG,) if kind == PARTNERSHIP_OFFICE else tuple(children)
    for area in areas:
        count = children.get(area, 0)
        numbers = (
            office_figures(year)
            if kind == PARTNERSHIP_OFFICE
            else _possible(_numbers(indicators_of(kind), count, generator("figures", seed, sender, area, year)))
        )
        if "population_0_to_17" in numbers:
            numbers["population_0_to_17"] = (count, None)
        for indicator_id, (numerator, denominator) in numbers.items():
            start, end = academic if indicator_id in by_academic_year else (year.start, until)
            rows.append(
                [
                    "",
                    indicator_id,
                    area,
                    start.isoformat(),
                    end.isoformat(),
                    numerator,
                    "" if denominator is None else denominator,
                    "final_local",
                    "",
                ]
            )
    return rows


def figures_csv(rows: Sequence[Sequence[object]]) -> bytes:
    """Return the rows as a CSV file of our template."""
    return csv_bytes(HEADER, rows)


def _numbers(indicators: Sequence[Indicator], children: int, rng: Any) -> dict[str, tuple[int, int | None]]:  # noqa: ANN401
    """Return numerator and denominator of each indicator; the parts of a whole add up to it, breakdown by breakdown."""
    numbers: dict[str, tuple[int, int | None]] = {}
    for indicator in indicators:
        if not indicator.part_of and indicator.id not in _OUT_OF:
            numbers[indicator.id] = _whole(indicator, children, rng)
    waiting = [indicator for indicator in indicators if indicator.part_of]
    while waiting:
        groups: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for indicator in waiting:
            if indicator.part_of in numbers:
                groups[indicator.part_of, indicator.breakdown].append(indicator)
        for (whole, _), parts in groups.items():
            counts = split(rng, numbers[whole][0], [None] * len(parts), [1.0] * len(parts), what=whole)
            numbers |= {part.id: (count, None) for part, count in zip(parts, counts, strict=True)}
        waiting = [indicator for indicator in waiting if indicator.id not in numbers]
    for share_of, whole in _OUT_OF.items():
        if whole in numbers:
            count = numbers[whole][0]
            numbers[share_of] = (int(rng.binomial(count, _SHARES.get(share_of, _USUAL_SHARE))), count)
    return {indicator.id: numbers[indicator.id] for indicator in indicators}


def _possible(numbers: dict[str, tuple[int, int | None]]) -> dict[str, tuple[int, int | None]]:
    """Return the numbers with none of some larger than that of all."""
    for some, of_these in _AT_MOST.items():
        if some in numbers and of_these in numbers:
            numbers[some] = (min(numbers[some][0], numbers[of_these][0]), numbers[some][1])
    return numbers


def _whole(indicator: Indicator, children: int, rng: Any) -> tuple[int, int | None]:  # noqa: ANN401
    expected = _PER_10_000.get(indicator.id, _USUAL) * children / 10_000
    if indicator.unit == "per cent":
        denominator = about(rng, expected * 4, least=1)
        return int(rng.binomial(denominator, _SHARES.get(indicator.id, _USUAL_SHARE))), denominator
    return about(rng, expected), None
