"""Who is over-represented: for each ethnic group its share of children on plans beside its share of pupils.

Only the shares that the gate released are read. A share is called larger or smaller only where the two intervals lie
apart and the children whose group is not known, or not shown, could not make up the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from safeguarding_report.chance import lie_apart
from safeguarding_report.changes import is_too_few_to_compare
from safeguarding_report.charts.chart import Chart, ChartRow
from safeguarding_report.charts.representation_told import headline, told
from safeguarding_report.charts.svg import clean

if TYPE_CHECKING:
    from safeguarding_report.released import Area, Figure, Released

CHART, CHAPTER = "over-representation", "equalities"
ON_PLANS = "child_protection_plans_by_ethnic_group_percent"
AMONG_PUPILS = "pupils_school_census_by_ethnic_group_percent"
NOT_KNOWN = "ethnicity_not_known"
"""The category that is no group: nobody is over-represented in it."""

SIDE_BY_SIDE = 2
"""Authorities whose pairs stand side by side on a phone."""

ALL = Decimal(100)

Verdict = Literal["over", "under", "alike", "few", "open", "hidden", ""]
"""Whether a group's share of plans is larger, smaller or alike; too few to tell; left open by children whose group is
not known; hidden or not given; or no group at all."""


@dataclass(frozen=True)
class Share:
    """One bar: its number where one was released, and the words at its end."""

    value: float | None
    words: str


@dataclass(frozen=True)
class Shares:
    """What is drawn: by panel a pair of shares for each name, of pupils first."""

    names: tuple[str, ...]
    heads: tuple[str, ...]
    """The authorities, where there are two panels."""
    panels: tuple[tuple[tuple[Share, Share], ...], ...]
    means: tuple[str, str]

    @property
    def largest(self) -> float:
        """The largest number drawn."""
        return max(one.value or 0.0 for panel in self.panels for pair in panel for one in pair)


@dataclass(frozen=True)
class Group:
    """One ethnic group of one area: its two shares, and what they say together."""

    name: str
    pupils: Figure | None
    plans: Figure | None
    verdict: Verdict
    is_few: bool = False
    """True where few children stand behind the share of plans."""


@dataclass(frozen=True)
class Compared:
    """All ethnic groups of one area."""

    area: Area
    groups: tuple[Group, ...]

    @property
    def pairs(self) -> int:
        """How many groups have both shares."""
        return sum(bool(one.pupils and one.pupils.value and one.plans and one.plans.value) for one in self.groups)


def charts_of_representation(released: Released) -> list[Chart]:
    """Draw who is over-represented among children on plans; nothing where no group has both shares."""
    shown = compared(released)
    return [_chart(shown, released)] if shown else []


def compared(released: Released) -> list[Compared]:
    """Return the areas that are shown: two authorities side by side where both have shares, else the one with most."""
    if not {ON_PLANS, AMONG_PUPILS} <= released.measures.keys():
        return []
    authorities = [_of(area, released) for area in released.own_areas if area.role == "authority"]
    if len(authorities) == SIDE_BY_SIDE and all(one.pairs for one in authorities):
        return authorities
    fullest = max((_of(area, released) for area in released.own_areas), key=lambda one: one.pairs)
    return [fullest] if fullest.pairs else []


def _of(area: Area, released: Released) -> Compared:
    pairs = [
        (code, name, released.figure(AMONG_PUPILS, area.code, "", code), released.figure(ON_PLANS, area.code, "", code))
        for code, name in released.measures[ON_PLANS].categories
    ]
    open_of_pupils = _not_shown([pupils for code, _, pupils, _ in pairs if code != NOT_KNOWN])
    open_of_plans = _not_shown([plans for code, _, _, plans in pairs if code != NOT_KNOWN])
    return Compared(
        area,
        tuple(
            Group(
                name,
                pupils,
                plans,
                "" if code == NOT_KNOWN else verdict(pupils, plans, open_of_pupils, open_of_plans),
                plans is not None and is_too_few_to_compare(plans),
            )
            for code, name, pupils, plans in pairs
        ),
    )


def _not_shown(groups: list[Figure | None]) -> Decimal:
    """Return the share of children who are in none of the groups shown: each of them could be of any group."""
    return max(ALL - sum((one.decimal or Decimal(0) for one in groups if one is not None), Decimal(0)), Decimal(0))


def verdict(pupils: Figure | None, plans: Figure | None, open_of_pupils: Decimal, open_of_plans: Decimal) -> Verdict:
    """Return whether a group's share of plans is larger or smaller than its share of pupils, beyond chance and doubt."""
    if pupils is None or plans is None or pupils.decimal is None or plans.decimal is None:
        return "hidden"
    if not lie_apart((plans.lower, plans.upper), (pupils.lower, pupils.upper)):
        return "few" if is_too_few_to_compare(plans) else "alike"
    if Decimal(plans.lower) > Decimal(pupils.upper) + open_of_pupils:
        return "over"
    if Decimal(plans.upper) + open_of_plans < Decimal(pupils.lower):
        return "under"
    return "open"


def _chart(shown: list[Compared], released: Released) -> Chart:
    names = tuple(group.name for group in shown[0].groups)
    several = len(shown) > 1
    columns = tuple(
        f"{f'{one.area.name}, ' if several else ''}{whose} (per cent)"
        for one in shown
        for whose in ("pupils" if several else "Pupils", "children on plans" if several else "Children on plans")
    )
    rows = tuple(
        ChartRow(name, tuple(_id(figure) for one in shown for figure in _pair(one.groups[place])))
        for place, name in enumerate(names)
    )
    where = "each authority" if several else shown[0].area.name
    figures = [figure for one in shown for group in one.groups for figure in _pair(group) if figure is not None]
    alternative = _alternative(shown)
    return Chart(
        chart=CHART,
        chapter=CHAPTER,
        headline=headline(shown, released),
        subtitle=f"Children on a child protection plan at 31 March and pupils on the January school census, by ethnic "
        f"group (per cent), {where}, {released.report.year}",
        alternative=alternative,
        svg=_drawn(shown, names, alternative),
        columns=columns,
        rows=rows,
        notes=tuple(note.text for note in released.notes_about(figures)),
        row_heading="Ethnic group",
        tells=told(shown),
        unknown=UNKNOWN,
    )


MEANS = ("Pupils on the January school census", "Children on a child protection plan")

UNKNOWN = (
    "Why a group’s share of plans is larger or smaller than its share of pupils: more or less harm, or harm that is "
    "noticed, referred and judged differently. Children under school age are on plans and not among pupils. Brothers and sisters often have plans "
    "together, so chance moves these shares further than is allowed for here."
)


def _pair(group: Group) -> tuple[Figure | None, Figure | None]:
    return group.pupils, group.plans


def _id(figure: Figure | None) -> str | None:
    return figure.figure_id if figure is not None else None


def _share(figure: Figure | None) -> Share:
    if figure is None:
        return Share(None, "not held")
    return Share(float(figure.value) if figure.value else None, figure.text)


def _alternative(shown: list[Compared]) -> str:
    said = []
    for one in shown:
        groups = "; ".join(
            f"{group.name}: pupils {_share(group.pupils).words}, children on plans {_share(group.plans).words}"
            for group in one.groups
        )
        said.append(f"{one.area.name}: {groups}.")
    kind = "Two bar charts on one scale" if len(shown) > 1 else "Bar chart"
    return f"{kind}: shares of pupils and of children on plans by ethnic group (per cent). {' '.join(said)}"


def _drawn(shown: list[Compared], names: tuple[str, ...], alternative: str) -> str:
    from safeguarding_report.charts.draw_shares import draw_shares  # noqa: PLC0415 — whoever loads charts needs no matplotlib

    content = Shares(
        names,
        tuple(one.area.name for one in shown) if len(shown) > 1 else (),
        tuple(tuple((_share(group.pupils), _share(group.plans)) for group in one.groups) for one in shown),
        MEANS,
    )
    return clean(draw_shares(content), CHART, "Children on plans and pupils by ethnic group", alternative)
