"""How much of what a template asks for a return gave: which counts, for which time and area, and which not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.receiving.asked import areas_asked, indicators_asked
from safeguarding_report.tables.indicator import ACADEMIC, ONCE_EACH
from safeguarding_report.tables.partners import INDICATORS, PARTNER_FIGURES
from safeguarding_report.tables.periods import academic_year_of, as_counted, give_the_whole, period_in_words, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.receiving.standing import Standing
    from safeguarding_report.tables.indicator import Indicator

_BY_ID = {indicator.id: indicator for indicator in INDICATORS}

_NIL = "nil_return"

_MOST_NAMED = 6
"""Counts named in a sentence; more of them a reader looks up in the list of indicators."""


@dataclass(frozen=True)
class Given:
    """What one return on our template gave of what it was asked for."""

    asked: int
    in_part: tuple[str, ...]
    """Names of counts that came for part of the time or of the area only."""
    absent: tuple[str, ...]
    """Names of counts of which no number came."""
    period: tuple[date, date] | None
    """The first and last day that any number covers."""

    @property
    def is_whole(self) -> bool:
        """True when every count came, for all of the time and area."""
        return not (self.in_part or self.absent)

    @property
    def in_words(self) -> str:
        """How complete it is: 10 of 12 counts, 2 of them in part."""
        number, partly = self.asked - len(self.absent), len(self.in_part)
        if not number:
            return f"None of {self.asked} counts"
        counts = f"All {self.asked} counts" if number == self.asked else f"{number} of {self.asked} counts"
        if not partly:
            return f"{counts}, for the whole period"
        return f"{counts}, in part" if partly == number else f"{counts}, {partly} of them in part"

    @property
    def what_is_missing(self) -> str:
        """Which counts are not available because of it, in sentences; empty where all came."""
        absent = f" No number came for: {_named(self.absent)}." if self.absent else ""
        in_part = (
            f" For part of the year or of the area only, and never scaled up: {_named(self.in_part)}."
            if self.in_part
            else ""
        )
        return f"{absent}{in_part}".strip()


def given_in(figures: pd.DataFrame, standing: Standing, partnership: Partnership) -> Given:
    """Return what a return gave of what it was asked for, from the partner figures that were read of it."""
    expected = standing.expected
    numbers = figures[figures["numerator"].notna() | (figures["status"] == _NIL)]
    periods: dict[tuple[str, str], set[tuple[date, date]]] = {}
    columns = (numbers[name] for name in ("indicator_id", "area_code", "period_start", "period_end"))
    for indicator_id, area, start, end in zip(*columns, strict=True):
        periods.setdefault((indicator_id, area), set()).add(as_counted(_BY_ID[indicator_id], start.date(), end.date()))
    asked = indicators_asked(expected, partnership)
    areas = areas_asked(expected, partnership)
    absent = [one.name for one in asked if not any((one.id, area) in periods for area in areas)]

    def is_whole(indicator: Indicator) -> bool:
        whole = {
            area
            for area in areas
            if give_the_whole(
                periods.get((indicator.id, area), ()),
                *year_of(indicator, expected.period_start, expected.period_end),
                indicator.over_a_year,
            )
        }
        return partnership.slug in whole or whole >= {area for area in areas if area != partnership.slug}

    by_academic_year = {one.id for one in INDICATORS if one.period_type == ACADEMIC}
    days = [day for (name, _), of_count in periods.items() if name not in by_academic_year for day in of_count]
    return Given(
        asked=len(asked),
        in_part=tuple(one.name for one in asked if one.name not in absent and not is_whole(one)),
        absent=tuple(absent),
        period=(min(start for start, _ in days), max(end for _, end in days)) if days else None,
    )


def part_of_the_period(tables: Mapping[str, pd.DataFrame], all_standing: Sequence[Standing]) -> Iterator[Finding]:
    """Give the counts that cover less than their return is said to cover: the figure of the whole is not available."""
    figures = tables.get(PARTNER_FIGURES.name, PARTNER_FIGURES.empty())
    for standing in all_standing:
        if standing.counted is None or not standing.counted.file:
            continue
        rows = figures[figures["return_id"] == standing.counted.file]
        too_little: list[int] = []
        in_parts: list[int] = []
        of_another: list[int] = []
        for (indicator_id, _), own in rows.groupby(["indicator_id", "area_code"]):
            indicator = _BY_ID[str(indicator_id)]
            over_a_year = indicator.over_a_year
            periods = [
                as_counted(indicator, start.date(), end.date())
                for start, end in zip(own["period_start"], own["period_end"], strict=True)
            ]
            if not give_the_whole(periods, *year_of(indicator, *standing.period), over_a_year):
                if indicator.period_type == ACADEMIC:
                    of_another.extend(own["row"])
                    continue
                (in_parts if over_a_year == ONCE_EACH and len(periods) > 1 else too_little).extend(own["row"])
        period = period_in_words(*standing.period)
        yield from _query(
            standing,
            too_little,
            "figure for part of the period",
            f"The return is said to cover {period}, and these rows cover less, so that there is no figure of the whole. "
            "Ask for the rest, or say in returns.toml that it is partial.",
        )
        academic = period_in_words(*academic_year_of(standing.period[0]))
        yield from _query(
            standing,
            of_another,
            "figure of another academic year",
            f"It is counted by academic year, and the report prints {academic}. These rows cover another time: they are "
            "kept and not printed. Ask for that academic year.",
        )
        yield from _query(
            standing,
            in_parts,
            "figure in parts that do not add up",
            f"It counts each child or case once, and one that comes in two parts of {period} is in both. Ask for one "
            "figure of the whole.",
        )


def _query(standing: Standing, rows: list[int], rule: str, reason: str) -> Iterator[Finding]:
    if rows and standing.counted:
        numbers = sorted(rows)
        yield Finding(
            "query",
            standing.counted.file,
            rule,
            reason,
            PARTNER_FIGURES.name,
            "period_end",
            len(numbers),
            tuple(numbers),
        )


def _named(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return "; ".join([*names[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])
