"""Which charts a report has, in page order, and which figures each of them shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from safeguarding_report.released import Area, Figure, MeasureWords, Released

YEARS_SHOWN = 5

MOST_SERIES = 4
"""More lines than this cannot be told apart (Analysis Function, charts checklist)."""

Kind = Literal["trend", "bars", "columns"]

GAP_WORDS = {
    "c": "hidden",
    "x": "not available",
    "z": "not applicable",
    "low": "rounds to nought",
    "u": "not reliable",
    "": "not held",
}
"""Why nothing is drawn, by symbol; the empty one is a figure that this build does not hold."""


@dataclass(frozen=True)
class Plan:
    """One chart as it is planned: what it shows and how its headline calls it."""

    chart: str
    kind: Kind
    measure: str
    subject: str
    """What the headline speaks of: at most six words, so that with "fell two years running" it stays within ten."""
    also: str = ""
    """A second measure of the same categories, in the table only."""


PLANS = (
    Plan("children-in-need-rate", "trend", "children_in_need_rate", "Rate of children in need"),
    Plan("referrals-rate", "trend", "referrals_rate", "Rate of referrals"),
    Plan("rereferrals-percent", "trend", "rereferrals_percent", "Share of re-referrals"),
    Plan(
        "referrals-by-source",
        "bars",
        "referrals_by_source_count",
        "Largest source of referrals",
        "referrals_by_source_percent",
    ),
    Plan("referrals-by-month", "columns", "referrals_by_month_count", "Busiest month for referrals"),
    Plan("assessments-in-45-days-percent", "trend", "assessments_in_45_days_percent", "Share of assessments in time"),
    Plan("section47-enquiries-rate", "trend", "section47_enquiries_rate", "Rate of child protection enquiries"),
    Plan(
        "initial-conferences-in-15-days-percent",
        "trend",
        "initial_conferences_in_15_days_percent",
        "Share of conferences in time",
    ),
    Plan("child-protection-plans-rate", "trend", "child_protection_plans_rate", "Rate of child protection plans"),
    Plan(
        "repeat-child-protection-plans-percent",
        "trend",
        "repeat_child_protection_plans_percent",
        "Share of repeat plans",
    ),
    Plan(
        "child-protection-plans-reviewed-percent",
        "trend",
        "child_protection_plans_reviewed_percent",
        "Share of plans reviewed in time",
    ),
    Plan(
        "child-protection-plans-by-category",
        "bars",
        "child_protection_plans_by_category_count",
        "Largest category of child protection plans",
        "child_protection_plans_by_category_percent",
    ),
    Plan("children-looked-after-rate", "trend", "children_looked_after_rate", "Rate of looked-after children"),
)


@dataclass(frozen=True)
class Series:
    """A line, or one set of bars: an area's figures, one per year or category; None where none is held."""

    area: Area
    figures: tuple[Figure | None, ...]
    stroke: int = 0
    """Which stroke it is drawn with: an area has the same on every chart of a report."""

    @property
    def name(self) -> str:
        """The area as a label calls it."""
        return "Statistical neighbours" if self.area.role == "neighbours" else self.area.name

    @property
    def is_own(self) -> bool:
        """True for the partnership's own areas."""
        return self.area.role in {"partnership", "authority"}

    @property
    def values(self) -> list[float | None]:
        """The numbers to draw, None for each gap: whatever has a symbol instead of a number is not drawn."""
        return [float(figure.value) if figure and figure.value else None for figure in self.figures]

    @property
    def gaps(self) -> list[str]:
        """Why nothing is drawn, in words, or an empty text, for each place."""
        return [
            "" if figure and figure.value else GAP_WORDS[figure.symbol if figure else ""] for figure in self.figures
        ]

    @property
    def is_drawn(self) -> bool:
        """True when there is at least one number."""
        return any(value is not None for value in self.values)


@dataclass(frozen=True)
class Content:
    """What one chart shows: its series, and the labels of the places along it (years or categories)."""

    plan: Plan
    words: MeasureWords
    places: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def is_drawn(self) -> bool:
        """True when one of the partnership's own areas has a number to draw."""
        return any(series.is_own and series.is_drawn for series in self.series)

    @property
    def figures(self) -> list[Figure]:
        """All figures shown."""
        return [figure for series in self.series for figure in series.figures if figure]


def content_of(plan: Plan, released: Released) -> Content:
    """Return what a chart shows of these released figures."""
    words = released.measures[plan.measure]
    if plan.kind == "trend":
        places = tuple(f"{period[:4]}-{period[4:]}" for period in released.periods(YEARS_SHOWN))
        return Content(plan, words, places, _trend_series(plan, released))
    # What a category holds beside its first word ("Individuals, such as family") stands in the table.
    places = tuple(name.split(",")[0] for _, name in words.categories)
    return Content(plan, words, places, (_category_series(plan, words, released),))


def _trend_series(plan: Plan, released: Released) -> tuple[Series, ...]:
    shown = [
        Series(area, tuple(released.series(plan.measure, area.code, YEARS_SHOWN)), stroke)
        for stroke, area in enumerate(_areas_shown(released))
    ]
    return tuple(series for series in shown if any(series.figures) and not _is_idle_whole(series))


def _areas_shown(released: Released) -> list[Area]:
    """Own areas, then comparators, nearest first: a joint report has no room for more than England."""
    own = released.own_areas
    england = [area for area in released.report.areas if area.role == "England"]
    if len(own) > 1:
        # All authorities or none of them: a chart that leaves one out would be unfair.
        return [*(own if len(own) + len(england) <= MOST_SERIES else own[:1]), *england]
    compared = [released.area(code) for code in own[0].compared_with]
    nearest = [next((area for area in compared if area.role == role), None) for role in ("neighbours", "region")]
    return [*own, *(area for area in nearest if area), *england]


def _is_idle_whole(series: Series) -> bool:
    return series.area.role == "partnership" and not series.is_drawn


def _category_series(plan: Plan, words: MeasureWords, released: Released) -> Series:
    """Return the whole's figures by category; where all are hidden, those of the first authority that has any."""
    all_series = [
        Series(area, tuple(released.figure(plan.measure, area.code, category=code) for code, _ in words.categories))
        for area in released.own_areas
    ]
    return next((series for series in all_series if series.is_drawn), all_series[0])
