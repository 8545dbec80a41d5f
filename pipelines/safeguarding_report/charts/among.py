"""Place among all authorities: funnel plots and dot strips, from published figures that the gate passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from safeguarding_report.changes import TOO_FEW_WORDS, exact_value, is_too_few_to_compare, level
from safeguarding_report.charts.chart import Chart, ChartRow
from safeguarding_report.charts.content import GAP_WORDS
from safeguarding_report.charts.key import listed
from safeguarding_report.charts.svg import clean
from safeguarding_report.charts.words import statistic
from safeguarding_report.funnel import ALMOST_ALL, FEWEST_AUTHORITIES, funnel_of

if TYPE_CHECKING:
    from safeguarding_report.funnel import Funnel, Side
    from safeguarding_report.released import Area, Figure, MeasureWords, Published, Released

ANNEX = "all-measures"

FUNNELS = (
    ("rereferrals_percent", "Share of re-referrals"),
    ("assessments_in_45_days_percent", "Share of assessments in time"),
    ("initial_conferences_in_15_days_percent", "Share of conferences in time"),
    ("child_protection_plans_rate", "Rate of plans"),
    ("repeat_child_protection_plans_percent", "Share of second or later plans"),
)
"""Measures for which a member may ask "is that unusual?"; they stand in the annex."""

PLACES = (
    ("referrals_rate", "Referrals"),
    ("rereferrals_percent", "Re-referrals"),
    ("assessments_in_45_days_percent", "Assessments in time"),
    ("section47_enquiries_rate", "Section 47 enquiries"),
    ("child_protection_plans_rate", "Child protection plans"),
    ("children_looked_after_rate", "Looked-after children"),
)
"""The six measures at a glance, as rates and percentages, which alone can be ranked."""

MOST_OWN = 4
"""More authorities than markers."""

METHOD = (
    "The limits allow for chance and for how much authorities usually differ. Nineteen in twenty authorities are expected "
    "between the inner limits, nearly all between the outer ones. "
    "The method is additive overdispersion, with the outer tenths drawn in (Spiegelhalter, 2005)."
)

_SAID = {"within": "within the usual range", "above": "above the usual range", "below": "below the usual range"}


@dataclass(frozen=True)
class OwnPlace:
    """One of the partnership's authorities among all: its figure, and the marker it has on every chart."""

    area: Area
    figure: Figure
    stroke: int
    side: Side = "within"
    is_too_few: bool = False
    """Whether it lies outside a funnel by so few cases that chance could have put it there."""

    @property
    def value(self) -> float:
        """Its number, unrounded."""
        return float(exact_value(self.figure))


@dataclass(frozen=True)
class FunnelContent:
    """What a funnel plot shows."""

    words: MeasureWords
    subject: str
    published: tuple[Published, ...]
    funnel: Funnel
    own: tuple[OwnPlace, ...]
    without: tuple[str, ...]
    """Why an own authority has no marker, in words."""


@dataclass(frozen=True)
class Strip:
    """One row of the dot strip: every authority's level on one measure, and our own."""

    name: str
    words: MeasureWords
    levels: tuple[float, ...]
    own: tuple[OwnPlace, ...]
    borders: tuple[float, ...] = ()
    """Where the lowest tenth, the middle half at both its ends, and the highest tenth begin or end."""


@dataclass(frozen=True)
class PlacesContent:
    """What the chart of places shows: a strip for each measure, and the authorities that are marked."""

    strips: tuple[Strip, ...]
    marked: tuple[tuple[int, str], ...]
    """Stroke and name of each own authority."""


def charts_among(released: Released) -> list[Chart]:
    """Draw the place of the partnership's authorities among all: the strip, then the funnel plots of the annex."""
    content = places_content(released)
    charts = [places_chart(content, released)] if content else []
    funnels = [funnel_content(measure, subject, released) for measure, subject in FUNNELS]
    return charts + [funnel_chart(one, released) for one in funnels if one is not None]


def funnel_content(measure: str, subject: str, released: Released) -> FunnelContent | None:
    """Return what a funnel plot shows; None where no own authority has a published figure among enough others."""
    published = released.authorities.get(measure, ())
    kind: Literal["rate", "percent"] = "rate" if measure.endswith("_rate") else "percent"
    funnel = funnel_of(published, kind) if measure in released.measures else None
    if funnel is None:
        return None
    own, without = [], []
    for place in _own(measure, released):
        numerator, denominator = int(place.figure.numerator), int(place.figure.denominator)
        side = funnel.side(numerator, denominator)
        own.append(OwnPlace(place.area, place.figure, place.stroke, side, _is_by_chance(place.figure, side, funnel)))
    for area in _authorities(released):
        figure = released.figure(measure, area.code)
        if not any(place.area == area for place in own):
            without.append(f"{area.name}: {GAP_WORDS[figure.symbol if figure else '']}")
    if not own:
        return None
    return FunnelContent(released.measures[measure], subject, tuple(published), funnel, tuple(own), tuple(without))


def _is_by_chance(figure: Figure, side: Side, funnel: Funnel) -> bool:
    """Return whether a figure of few cases lies outside only because the limits do not follow whole numbers."""
    if side == "within" or not is_too_few_to_compare(figure) or not figure.lower:
        return False
    return float(figure.lower) <= funnel.average <= float(figure.upper)


def places_content(released: Released) -> PlacesContent | None:
    """Return what the dot strip shows; None where nothing is published of enough authorities."""
    strips = []
    for measure, name in PLACES:
        published = [one for one in released.authorities.get(measure, ()) if one.denominator]
        own = _own(measure, released) if measure in released.measures else []
        if own and len(published) >= FEWEST_AUTHORITIES:
            words = released.measures[measure]
            times = 10_000 if words.data_type == "rate" else 100
            levels = sorted(one.numerator * times / one.denominator for one in published)
            strips.append(Strip(name, words, tuple(levels), tuple(own), _borders(measure, released)))
    marked = {place.stroke: place.area.name for strip in strips for place in strip.own}
    return PlacesContent(tuple(strips), tuple(sorted(marked.items()))) if strips else None


def _borders(measure: str, released: Released) -> tuple[float, ...]:
    comparison = released.comparisons.get((measure, released.time_period))
    if comparison is None:
        return ()
    borders = (comparison.level_10, comparison.level_25, comparison.level_75, comparison.level_90)
    return tuple(map(float, borders))


def _authorities(released: Released) -> list[Area]:
    return [area for area in released.own_areas if area.role == "authority"][:MOST_OWN]


def _own(measure: str, released: Released) -> list[OwnPlace]:
    first = released.own_areas.index(_authorities(released)[0])
    return [
        OwnPlace(area, figure, number)
        for number, area in enumerate(_authorities(released), first)
        if number < MOST_OWN
        and (figure := released.figure(measure, area.code)) is not None
        and figure.value
        and figure.numerator
        and figure.denominator not in {"", "0"}
    ]


# ---- words -------------------------------------------------------------------------------------------


def funnel_chart(content: FunnelContent, released: Released) -> Chart:
    """Draw a funnel plot and say what it shows."""
    name = content.words.measure.replace("_", "-")
    chart = f"{name}-funnel"
    said = {_side_told(place) for place in content.own if not place.is_too_few} or {TOO_FEW_WORDS}
    headline = f"{content.subject}: {said.pop() if len(said) == 1 else 'the authorities differ'}"
    return Chart(
        chart=chart,
        chapter=ANNEX,
        headline=headline,
        subtitle=f"{statistic(content.words)}, all authorities in England by size, {released.report.year}",
        alternative=_funnel_told(content),
        svg=_drawn(content, chart, f"Funnel plot: {statistic(content.words)}", _funnel_told(content)),
        columns=(f"Figure, {content.words.unit}",),
        rows=_rows(content.words.measure, [place.figure for place in content.own], released),
        notes=(),
        row_heading="Area",
        tells=" ".join(
            [_size_told(place) for place in content.own]
            + [f"There is no mark for {listed(content.without)}." for _ in content.without[:1]]
        ),
        unknown=f"{METHOD} A place outside says that something differs and not why. {content.words.limits}",
    )


def _funnel_told(content: FunnelContent) -> str:
    own = " ".join(
        f"{place.area.name}, {place.figure.text}, {'rests on numbers that are' if place.is_too_few else 'is'} "
        f"{_side_told(place)}{' and beyond the outer limit' if _is_far(content, place) else ''}."
        for place in content.own
    )
    return (
        f"Funnel plot: {statistic(content.words)}. A dot for each authority in England, the larger the further right; "
        f"lines show the average and the limits of the usual range, which are wider for small authorities. {own}"
    )


def _side_told(place: OwnPlace) -> str:
    return TOO_FEW_WORDS if place.is_too_few else _SAID[place.side]


def _size_told(place: OwnPlace) -> str:
    if place.is_too_few:
        return f"{place.area.name}: the figure rests on numbers that are {TOO_FEW_WORDS}."
    return f"{place.area.name} is {_side_told(place)} for an authority of its size."


def _is_far(content: FunnelContent, place: OwnPlace) -> bool:
    if place.is_too_few:
        return False
    numerator, denominator = int(place.figure.numerator), int(place.figure.denominator)
    return content.funnel.side(numerator, denominator, ALMOST_ALL) != "within"


def places_chart(content: PlacesContent, released: Released) -> Chart:
    """Draw the strip of places among all authorities and say what it shows."""
    chart = "place-among-authorities"
    names = listed([name for _, name in content.marked])
    told = [
        f"{strip.name}: {'; '.join(_place_told(strip, place, released) for place in strip.own)}."
        for strip in content.strips
    ]
    alternative = (
        "Dot strips, one for each measure: a thin line for each authority in England from the lowest to the highest, "
        f"a box around the middle half of them, dotted lines where the outer tenths begin, and a marker for {names}. "
        f"{' '.join(told)}"
    )
    rows = tuple(
        ChartRow(
            f"{strip.name}{f', {place.area.name}' if len(content.marked) > 1 else ''}, {strip.words.unit}",
            (place.figure.figure_id,),
        )
        for strip in content.strips
        for place in strip.own
    )
    return Chart(
        chart=chart,
        chapter="local-context",
        headline=_places_headline(content, released),
        subtitle=f"Rates and percentages of {names} among all authorities in England, {released.report.year}",
        alternative=alternative,
        svg=_drawn(content, chart, "Dot strips: place among all authorities", alternative),
        columns=("Figure",),
        rows=rows,
        notes=(),
        row_heading="Measure",
        tells=_ends_told(content, released),
        unknown=(
            "A high or low place is neither good nor bad in itself. Need, practice and recording differ, and one "
            "authority more or less between two places says little."
        ),
    )


_ENDS = tuple(
    f"in the {end} of authorities" for end in ("highest tenth", "highest quarter", "lowest quarter", "lowest tenth")
)


def _ends_told(content: PlacesContent, released: Released) -> str:
    """Say which figures stand in the highest or lowest tenth or quarter of authorities, or that none does."""
    ends: dict[str, list[str]] = {end: [] for end in _ENDS}
    few: list[str] = []
    known = 0
    for strip in content.strips:
        for place in strip.own:
            stands = level(released, strip.words.measure, place.area.code)
            whose = f", {place.area.name}" if len(content.marked) > 1 else ""
            known += stands is not None and stands != TOO_FEW_WORDS
            if stands in ends:
                ends[stands].append(f"{strip.name}{whose}")
            elif stands == TOO_FEW_WORDS:
                few.append(f"{strip.name}{whose}")
    told = [f"{end[:1].upper()}{end[1:]}: {'; '.join(names)}." for end, names in ends.items() if names]
    if not told and known:
        told = [f"No {'other ' if few else ''}figure shown stands outside the middle half of authorities."]
    without = [f"{TOO_FEW_WORDS[:1].upper()}{TOO_FEW_WORDS[1:]}: {'; '.join(few)}."] if few else []
    return " ".join([*without, *told])


def _places_headline(content: PlacesContent, released: Released) -> str:
    every = [level(released, strip.words.measure, place.area.code) for strip in content.strips for place in strip.own]
    levels = [one for one in every if one is not None and one != TOO_FEW_WORDS]
    middle = sum("middle half" in one for one in levels)
    if not levels:
        return f"Place among authorities: {TOO_FEW_WORDS}"
    return (
        "Mostly among the middle half of authorities"
        if 2 * middle > len(levels)
        else "Often outside the middle half of authorities"
    )


def _place_told(strip: Strip, place: OwnPlace, released: Released) -> str:
    stands = level(released, strip.words.measure, place.area.code)
    return f"{place.area.name} {place.figure.text}{f', {stands}' if stands else ''}"


def _rows(measure: str, own: list[Figure], released: Released) -> tuple[ChartRow, ...]:
    england = [area for area in released.report.areas if area.role == "England"]
    others = [figure for area in england if (figure := released.figure(measure, area.code)) is not None]
    return tuple(ChartRow(figure.area_name, (figure.figure_id,)) for figure in [*own, *others])


def _drawn(content: FunnelContent | PlacesContent, chart: str, title: str, alternative: str) -> str:
    from safeguarding_report.charts.draw import draw_among  # noqa: PLC0415 — whoever only loads charts needs no matplotlib

    return clean(draw_among(content), chart, title, alternative)
