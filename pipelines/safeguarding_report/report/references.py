"""References in a narrative: {{figure(referrals_rate)}} and its like, each replaced by what was released.

```
{{partnership}}  {{year}}                    the name of the partnership, the reporting year
{{figure(referrals_rate)}}                   a figure of this year and the whole area, with its unit
{{figure(referrals_rate/E08000026/202324)}}  a figure by its id, as figures.csv has it
{{change(referrals_count)}}                  "rose to 4,505 from 4,300"; with an area: change(referrals_count/E08000026)
{{comparison(referrals_rate)}}               "559.7 for every 10,000 children, against 518.3 in England"
{{chart(referrals-trend)}}                   the way to a chart
{{register(priorities)}}                     the way to the chapter that a register stands in
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.changes import HARDLY_CHANGED, change
from safeguarding_report.errors import did_you_mean
from safeguarding_report.report import elements
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Area, Figure, Released

REFERENCE = re.compile(r"\{\{\s*(?P<name>[a-z_]{1,40})\s*(?:\(\s*(?P<argument>[^(){}]{0,200}?)\s*\))?\s*\}\}")

_ARGUMENT = re.compile(r"[A-Za-z0-9_/=&+-]*")
"""What ids are made of; anything else is not repeated in a message."""


class BadReferenceError(Exception):
    """A reference that says nothing: its words are what is wrong with it, for a finding."""


@dataclass(frozen=True)
class Resolved:
    """What stands in the page in place of a reference, and the figures that it prints."""

    markup: Markup
    figures: tuple[Figure, ...] = ()
    says_direction: bool = False
    """True where it says itself whether the figure rose or fell."""


class References:
    """Looks up what references of a narrative name, among what was released."""

    def __init__(self, released: Released, charts: Sequence[Chart]) -> None:
        self._released = released
        self._charts = {chart.chart: chart for chart in charts}
        self._figures = released.by_id

    def resolve(self, name: str, argument: str | None) -> Resolved:
        """Return what a reference stands for.

        Raises
        ------
        BadReferenceError
            When its name is unknown, or there is nothing of what it names: what is wrong, in words.

        """
        plain: dict[str, str] = {
            "partnership": self._released.report.name,
            "year": self._released.report.year,
        }
        named: dict[str, Callable[[str], Resolved]] = {
            "figure": self._figure,
            "change": self._change,
            "comparison": self._comparison,
            "chart": self._chart,
            "register": self._register,
        }
        known = [*plain, *named]
        if name not in known:
            message = f'there is no "{name}".{did_you_mean(name, known)} Known: {", ".join(known)}'
            raise BadReferenceError(message)
        if name in plain:
            if argument:
                message = f"{name} is written without brackets"
                raise BadReferenceError(message)
            return Resolved(Markup("{}").format(plain[name]))
        if not argument or not _ARGUMENT.fullmatch(argument):
            message = f"{name} wants one name in its brackets, made of letters, digits, _ / = and -"
            raise BadReferenceError(message)
        return named[name](argument)

    def _own_figure(self, argument: str) -> Figure:
        """Return the figure of an id, or of a measure (and area) in the reporting year."""
        figure = self._figures.get(argument)
        if figure is None:
            measure, _, area = argument.partition("/")
            if measure not in self._released.measures:
                known = did_you_mean(measure, list(self._released.measures))
                message = f'there is no figure "{argument}".{known}'
                raise BadReferenceError(message)
            if "/" not in area:
                figure = self._released.figure(measure, area or self._released.whole.code)
        if figure is None:
            message = f'the figure "{argument}" is not held in this report'
            raise BadReferenceError(message)
        if not figure.value:
            why = "is hidden to protect children" if figure.is_hidden else "has no number"
            message = f'the figure "{argument}" {why}, so no sentence can be about it'
            raise BadReferenceError(message)
        return figure

    def _figure(self, argument: str) -> Resolved:
        figure = self._own_figure(argument)
        unit = narrative.unit_after(figure)
        return Resolved(Markup("{}{}").format(elements.data_element(figure), unit), (figure,))

    def _change(self, argument: str) -> Resolved:
        figure = self._own_figure(argument)
        made = change(self._released, figure.measure, figure.area_code, figure.time_period)
        if made is None:
            message = f'"{argument}" cannot be compared with the year before'
            raise BadReferenceError(message)
        now, before = elements.data_element(made.figure), elements.data_element(made.before)
        unit = narrative.unit_after(made.figure)
        if made.direction == "did not change":
            return Resolved(Markup("did not change from {}{}").format(before, unit), (made.figure, made.before), True)  # noqa: FBT003
        if made.is_slight:
            told = Markup("{}: {}{}, after {}").format(HARDLY_CHANGED, now, unit, before)
            return Resolved(told, (made.figure, made.before), says_direction=True)
        told = Markup("{} to {}{} from {}").format(made.direction, now, unit, before)
        return Resolved(told, (made.figure, made.before), says_direction=True)

    def _comparison(self, argument: str) -> Resolved:
        figure = self._own_figure(argument)
        area: Area = self._released.area(figure.area_code)
        others = [
            (one, other)
            for one, other in narrative.comparators_of(self._released, figure.measure, area)
            if one.role != "neighbours"
        ]
        if not others:
            message = f'nothing is held to compare "{argument}" with'
            raise BadReferenceError(message)
        told = [
            Markup("{} in {}").format(elements.data_element(other), with_article(one.name)) for one, other in others
        ]
        text = Markup("{}{}, against {}").format(
            elements.data_element(figure), narrative.unit_after(figure), Markup(" and ").join(told)
        )
        return Resolved(text, (figure,))

    def _chart(self, argument: str) -> Resolved:
        chart = self._charts.get(argument)
        if chart is None:
            message = f'there is no chart "{argument}".{did_you_mean(argument, list(self._charts))}'
            raise BadReferenceError(message)
        return Resolved(Markup('<a href="#chart-{}">the chart “{}”</a>').format(chart.chart, chart.headline))

    def _register(self, argument: str) -> Resolved:
        there = chapters_of(self._released)
        # The chapter stands before the annex that shows all its columns.
        shown = [plan for plan in CHAPTERS if plan.chapter in there and plan.chapter != "registers"]
        plans = {register: plan for plan in shown for register in plan.registers}
        plan = plans.get(argument)
        if plan is None:
            known = did_you_mean(argument, list(plans))
            message = f'no chapter of this report shows the register "{argument}".{known}'
            raise BadReferenceError(message)
        return Resolved(
            Markup('<a href="#{}">chapter {}, {}</a>').format(plan.chapter, there[plan.chapter], plan.title)
        )
