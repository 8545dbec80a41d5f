"""Counts that the partners of the invented partnership hand in, by our template."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from safeguarding_report.example.cells import csv_bytes
from safeguarding_report.example.draw import about, generator, split
from safeguarding_report.example.office_figures import office_figures
from safeguarding_report.example.process import POPULATION
from safeguarding_report.example.pupils import pupils_of
from safeguarding_report.formats.templates.contents import VERSION_COLUMN
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
    "miss_home_children": 40.0, "miss_home_repeat": 7.0, "camhs_referrals": 350.0,
    "camhs_waiting": 110.0, "ae_flagged": 60.0, "cdop_notified": 2.0, "cdop_reviewed": 2.0, "ehe_census_day": 75.0,
    "ehe_in_year": 110.0, "cme_census_day": 30.0, "cme_in_year": 95.0, "mash_contacts": 1100.0, "eh_opened": 130.0,
    "eh_stepped_up": 14.0, "eh_stepped_down": 22.0, "lado_contacts": 60.0, "lado_closed": 17.0,
}  # fmt: skip
_SHARES = {
    "s175_returned": 0.88, "exclusions_permanent": 0.001, "exclusions_suspensions": 0.08, "camhs_accepted": 0.72,
    "camhs_waiting_18_weeks": 0.3, "cdop_modifiable": 0.4, "lado_closed_in_12_months": 0.88,
    "lado_closed_in_1_month": 0.6, "miss_home_interviews_offered": 0.92, "miss_home_interviews_accepted": 0.86,
    "miss_home_interviews_in_72_hours": 0.86, "exclusions_pupils_suspended": 0.4, "mash_to_referral": 1.0,
}  # fmt: skip
_USUAL_SHARE = 0.8
_OUT_OF = {
    "mash_to_referral": "mash_contacts", "mash_decided_in_1_day": "mash_contacts", "camhs_accepted": "camhs_referrals",
    "camhs_waiting_18_weeks": "camhs_waiting", "iha_in_time": "entered_care", "rha_in_time": "in_care_for_long",
    "cdop_modifiable": "cdop_reviewed", "s175_returned": "schools", "exclusions_permanent": "pupils",
    "exclusions_suspensions": "pupils", "exclusions_pupils_suspended": "pupils",
    "lado_closed_in_12_months": "lado_closed", "lado_closed_in_3_months": "lado_closed",
    "lado_closed_in_1_month": "lado_closed", "miss_home_interviews_offered": "miss_home_episodes",
    "miss_home_interviews_accepted": "miss_home_interviews_offered",
    "miss_home_interviews_in_72_hours": "miss_home_episodes",
}  # fmt: skip
"""What each share is a share of: a count of the same partner, or one that another return of the year gives."""

_AMONG = {
    "mash_to_referral": "referrals", "lado_closed_in_3_months": "lado_closed_in_12_months",
    "lado_closed_in_1_month": "lado_closed_in_3_months", "exclusions_pupils_suspended": "exclusions_suspensions",
    "miss_home_interviews_in_72_hours": "miss_home_interviews_accepted",
}  # fmt: skip
"""Shares that count some of what another counts, whatever they are a share of: an interview in time was accepted."""

_AT_MOST = {
    "miss_home_children": "miss_home_episodes", "ehe_census_day": "ehe_in_year", "cme_census_day": "cme_in_year",
    "eh_stepped_up": "eh_opened",
}  # fmt: skip
"""Counts that are some of another one."""

_TIMES_OF_A_REPEAT = 3
"""Who is missing again and again was missing at least so many times."""


def figures_of(
    kind: str, known: Mapping[str, Mapping[str, int]], year: ReportingYear, sender: str, seed: str, until: date
) -> list[list[object]]:
    """Return the rows that one partner hands in until a day: each of its indicators for each of its areas.

    `known` says by area what other returns of the year say, by the names of `process.known_of`.
    """
    rows: list[list[object]] = []
    for area, counts in known.items():
        rng = generator("figures", seed, sender, area, year)
        # What may be left out is drawn apart, so that all other numbers stay what they were without it.
        asked = [one for one in indicators_of(kind) if not one.is_optional]
        given = pupils_of(area, counts["pupils"], year, seed) if kind == "local authority" else {}
        rows += _rows(kind, area, _numbers(asked, counts, rng) | given, year, until)
    return rows


def office_rows(area: str, year: ReportingYear) -> list[list[object]]:
    """Return the rows that the office hands in: counted from its registers, for the partnership as a whole."""
    return _rows("partnership", area, office_figures(year), year, year.end)


def _rows(
    kind: str, area: str, numbers: Mapping[str, tuple[int, int | None]], year: ReportingYear, until: date
) -> list[list[object]]:
    rows: list[list[object]] = []
    academic = academic_year_of(year.start)
    for indicator in indicators_of(kind):
        if indicator.id in numbers:
            numerator, denominator = numbers[indicator.id]
            start, end = academic if indicator.period_type == ACADEMIC else (year.start, until)
            whole = "" if denominator is None else denominator
            days = start.isoformat(), end.isoformat()
            rows.append(["", indicator.id, area, *days, numerator, whole, "final_local", ""])
    return rows


def figures_csv(rows: Sequence[Sequence[object]]) -> bytes:
    """Return the rows as a CSV file of our template."""
    return csv_bytes(HEADER, rows)


def _numbers(
    indicators: Sequence[Indicator],
    known: Mapping[str, int],
    rng: Any,  # noqa: ANN401
) -> dict[str, tuple[int, int | None]]:
    """Return numerator and denominator of each indicator; the parts of a whole add up to it, breakdown by breakdown."""
    counts = [one for one in indicators if not one.part_of and one.id not in _OUT_OF]
    numbers = _possible({one.id: _whole(one.id, known, rng) for one in counts}, known)
    waiting = [indicator for indicator in indicators if indicator.part_of]
    while waiting:
        groups: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for indicator in waiting:
            if indicator.part_of in numbers:
                groups[indicator.part_of, indicator.breakdown].append(indicator)
        for (whole, _), parts in groups.items():
            split_up = split(rng, numbers[whole], [None] * len(parts), [1.0] * len(parts), what=whole)
            numbers |= {part.id: count for part, count in zip(parts, split_up, strict=True)}
        waiting = [indicator for indicator in waiting if indicator.id not in numbers]
    wholes: dict[str, int] = {}
    given = {one.id for one in indicators}
    for share_of, whole in _OUT_OF.items():
        if share_of in given:
            held = {**known, **numbers}
            wholes[share_of] = held[whole]
            some = held[_AMONG.get(share_of, whole)]
            numbers[share_of] = int(rng.binomial(some, _SHARES.get(share_of, _USUAL_SHARE)))
    return {one.id: (numbers[one.id], wholes.get(one.id)) for one in indicators}


def _whole(indicator_id: str, known: Mapping[str, int], rng: Any) -> int:  # noqa: ANN401
    if indicator_id in known:
        return known[indicator_id]
    return about(rng, _PER_10_000.get(indicator_id, _USUAL) * known[POPULATION] / 10_000)


def _possible(numbers: dict[str, int], known: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers with none of some larger than that of all."""
    if "mash_contacts" in numbers:
        numbers["mash_contacts"] = max(numbers["mash_contacts"], known["referrals"])
    for some, of_these in _AT_MOST.items():
        if some in numbers and of_these in numbers:
            numbers[some] = min(numbers[some], numbers[of_these])
    if "miss_home_repeat" in numbers:
        further = numbers["miss_home_episodes"] - numbers["miss_home_children"]
        numbers["miss_home_repeat"] = min(
            numbers["miss_home_repeat"], numbers["miss_home_children"], further // (_TIMES_OF_A_REPEAT - 1)
        )
    return numbers
