"""What each chart shows: which figures, of which areas, and along which places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.charts.events import events_of
from safeguarding_report.charts.plan import YEARS_SHOWN

if TYPE_CHECKING:
    from safeguarding_report.charts.events import Event
    from safeguarding_report.charts.plan import Plan
    from safeguarding_report.released import Area, Figure, MeasureWords, Released

MOST_SERIES = 4
"""More lines than this cannot be told apart (Analysis Function, charts checklist)."""

SIDE_BY_SIDE = 2
"""Two sets of bars stand side by side on a phone; three do not."""

FEWEST_STEPS = 3
"""Fewer counts are no way from contact to care."""

_LAST_QUARTER = 3

FLOW = (
    ("mash_contacts_count", "Contacts to the front door"),
    ("referrals_count", "Referrals"),
    ("assessments_completed_count", "Assessments completed"),
    ("section47_enquiries_count", "Section 47 enquiries started"),
    ("initial_conferences_count", "Initial conferences held"),
    ("child_protection_plans_starting_count", "Child protection plans started"),
    ("children_starting_to_be_looked_after_count", "Children starting to be looked after"),
)
"""Counts of one year, from contact to care; what is counted on one day does not belong among them."""

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
    """What one chart shows: its series, and the labels of the places along it (years, categories or steps)."""

    plan: Plan
    words: MeasureWords
    places: tuple[str, ...]
    series: tuple[Series, ...]
    open_places: frozenset[int] = frozenset()
    """Places whose bars are not filled: last year's, or those after a limit."""
    rule: tuple[int, str] | None = None
    """A limit that stands before a place, in words."""
    events: tuple[Event, ...] = ()

    @property
    def drawn_as(self) -> str:
        """Which drawing it gets: categories of two authorities stand side by side."""
        return "panels" if self.plan.kind == "bars" and len(self.series) > 1 else self.plan.kind

    @property
    def is_drawn(self) -> bool:
        """True when one of the partnership's own areas has a number to draw."""
        return any(series.is_own and series.is_drawn for series in self.series)

    @property
    def figures(self) -> list[Figure]:
        """All figures shown."""
        return [figure for series in self.series for figure in series.figures if figure]


def is_planned(plan: Plan, released: Released) -> bool:
    """True when a report has this chart: its measure is known, and there is a figure, if only one that is hidden.

    Of years and of the older breakdowns a chart says why nothing is drawn; of a new breakdown it is left out then.
    """
    if plan.measure not in released.measures:
        return False
    content = content_of(plan, released)
    says_why = plan.kind in {"trend", "bars", "columns"} and not released.measures[plan.measure].annex
    is_held = any(series.is_own and any(series.figures) for series in content.series)
    return content.is_drawn or (says_why and is_held)


def content_of(plan: Plan, released: Released) -> Content:
    """Return what a chart shows of these released figures."""
    words = released.measures[plan.measure]
    if plan.kind == "trend":
        periods = released.periods(YEARS_SHOWN)
        places = tuple(f"{period[:4]}-{period[4:]}" for period in periods)
        return Content(
            plan, words, places, _trend_series(plan, released), events=events_of(released, words, periods[0])
        )
    if plan.kind == "flow":
        return _flow(plan, words, released)
    if plan.kind == "quarters":
        return _quarters(plan, words, released)
    # What a category holds beside its first word ("Individuals, such as family") stands in the table.
    places = tuple(name.split(",")[0] for _, name in words.categories)
    if plan.kind == "in time":
        after = [code for code, _ in words.categories].index(plan.last_in_time) + 1
        series = (_category_series(plan.measure, words, released),)
        return Content(plan, words, places, series, frozenset(range(after, len(places))), (after, plan.limit))
    both = _of_two_authorities(plan, released) if plan.also else ()
    if both:
        return Content(plan, released.measures[plan.also], places, both)
    return Content(plan, words, places, (_category_series(plan.measure, words, released),))


def _trend_series(plan: Plan, released: Released) -> tuple[Series, ...]:
    shown = [
        Series(area, tuple(released.series(plan.measure, area.code, YEARS_SHOWN)), number)
        for number, area in enumerate(_areas_shown(released))
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


def _category_series(measure: str, words: MeasureWords, released: Released) -> Series:
    """Return the figures by category of the area of which most may be shown: of the whole where no other has more."""
    all_series = [_by_category(measure, words, area, released) for area in released.own_areas]
    return max(all_series, key=lambda series: sum(value is not None for value in series.values))


def _by_category(measure: str, words: MeasureWords, area: Area, released: Released, period: str = "") -> Series:
    return Series(
        area, tuple(released.figure(measure, area.code, period, category=code) for code, _ in words.categories)
    )


def _of_two_authorities(plan: Plan, released: Released) -> tuple[Series, ...]:
    """Return the shares of each of two authorities: numbers of a large one and a small one cannot be compared."""
    words = released.measures[plan.also]
    authorities = [area for area in released.own_areas if area.role == "authority"]
    both = tuple(_by_category(plan.also, words, area, released) for area in authorities)
    return both if len(both) == SIDE_BY_SIDE and all(series.is_drawn for series in both) else ()


def _quarters(plan: Plan, words: MeasureWords, released: Released) -> Content:
    """Return last year's quarters and this year's, so that each stands below the quarter before it.

    Without a number of this year nothing is shown: bars of last year alone are no news.
    """
    area = _category_series(plan.measure, words, released).area
    before, now = released.periods(2)
    places, figures = [], []
    for period in (before, now):
        series = _by_category(plan.measure, words, area, released, period)
        figures += list(series.figures)
        places += [f"{name} {_year_of_quarter(number, period)}" for number, (_, name) in enumerate(words.categories)]
    held = Series(area, tuple(figures))
    is_of_this_year = any(value is not None for value in held.values[len(words.categories) :])
    return Content(
        plan, words, tuple(places), (held,) if is_of_this_year else (), frozenset(range(len(words.categories)))
    )


def _year_of_quarter(number: int, period: str) -> str:
    """Return the calendar year of a quarter: the last one, January to March, lies in the next."""
    return str(int(period[:4]) + (number == _LAST_QUARTER))


def _flow(plan: Plan, words: MeasureWords, released: Released) -> Content:
    """Return the counts of one year from contact to care, as far as there are counts of that year."""
    whole = released.whole
    steps = [(name, released.figure(measure, whole.code)) for measure, name in FLOW if measure in released.measures]
    held = [(name, figure) for name, figure in steps if figure is not None]
    shown = Series(whole, tuple(figure for _, figure in held))
    numbered = sum(value is not None for value in shown.values)
    return Content(plan, words, tuple(name for name, _ in held), (shown,) if numbered >= FEWEST_STEPS else ())
