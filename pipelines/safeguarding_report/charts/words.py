"""The words around a chart: subtitle, and the drawing in words, all made from the figures it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.charts.key import gaps_told, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts.content import Content, Series
    from safeguarding_report.released import Figure, MeasureWords, Released

_KINDS = {"trend": "Line chart", "columns": "Column chart", "panels": "Two bar charts on one scale"}
_BAR_CHART = "Bar chart"

_STEPS = {
    "Contacts to the front door": "contact",
    "Referrals": "referral",
    "Assessments completed": "assessment",
    "Section 47 enquiries started": "section 47 enquiry",
    "Initial conferences held": "conference",
    "Child protection plans started": "plan",
    "Children starting to be looked after": "care",
}
"""What a step leads from or to."""

STEPS_NOT_CHILDREN = (
    "These are counts of one year, and not the same children followed from step to step. One child may be referred "
    "twice, and a plan of this year may follow a referral of the last."
)


def hidden_at_most(content: Content, series: Series, released: Released) -> float:
    """Return the most that the hidden categories can hold together: what the shown ones leave of the whole."""
    title = content.words.title.split("_by_")[0]
    measure = f"{_WHOLES.get(title, title)}_count"
    whole = released.figure(measure, series.area.code) if measure in released.measures else None
    if whole is None or not whole.value:
        return float("inf")
    return float(whole.value) - sum(value for value in series.values if value is not None)


_WHOLES = {"assessments": "assessments_completed"}
"""By the title of a breakdown before "by" that of the count it is taken of, where the two are called differently."""


def subtitle(content: Content, released: Released) -> str:
    """Return what is shown: measure, places and period."""
    if content.plan.kind == "flow":
        return f"Counts of the year, {content.series[0].name}, {released.report.year}"
    years = content.places if content.plan.kind == "trend" else (released.report.year,)
    if content.plan.kind == "quarters":
        years = tuple(f"{period[:4]}-{period[4:]}" for period in released.periods(2))
    period = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return f"{statistic(content.words)}, {_places(content, released)}, {period}"


def _places(content: Content, released: Released) -> str:
    """Name the areas shown; a joint partnership's authorities, whose names may hold an "and", by what they are."""
    own = [series for series in content.series if series.is_own]
    if content.drawn_as == "panels":
        return "each authority"
    if len(own) <= 1:
        return listed([_named(series) for series in content.series] or [released.whole.name])
    whole = [series.name for series in own if series.area == released.whole]
    return listed([*whole, "each authority", *(series.name for series in content.series if not series.is_own)])


def statistic(words: MeasureWords) -> str:
    """Return what is measured, with its unit: "Referrals per 10,000 children aged 0 to 17"."""
    name = words.name
    if words.period_type.startswith("at ") and words.period_type not in name:
        name += f" {words.period_type}"
    return name + {"rate": " per 10,000 children aged 0 to 17", "percent": " (per cent)"}.get(words.data_type, "")


def alternative(content: Content) -> str:
    """Return the drawing in words; where nothing is drawn, why."""
    if not content.is_drawn:
        reasons = {gap for series in content.series if series.is_own for gap in series.gaps if gap}
        return f"There is no chart: the figures are {listed(sorted(reasons), 'or') or 'not held'}."
    told = [
        _trend_told(content, series) if content.plan.kind == "trend" else _bars_told(content, series)
        for series in content.series
    ]
    events = "".join(f" Marked: {event.text}." for event in content.events)
    return f"{title(content)}. {' '.join(told)}{events}"


def title(content: Content) -> str:
    """Return a short name of the drawing."""
    what = (
        f"{lower_first(way(content))}, counts of the year" if content.plan.kind == "flow" else statistic(content.words)
    )
    return f"{_KINDS.get(content.drawn_as, _BAR_CHART)}: {what}"


def _trend_told(content: Content, series: Series) -> str:
    held = [
        (place, figure)
        for place, figure in zip(content.places, series.figures, strict=True)
        if figure is not None and figure.value
    ]
    said = [f"{figure.text} in {place}" for place, figure in _ends(held)]
    if len(held) > 2:  # noqa: PLR2004 — with one or two figures the ends say it all
        said += [f"highest {_extreme(held, highest=True)}, lowest {_extreme(held, highest=False)}"]
    gaps = gaps_told(content.places, series.gaps)
    return f"{series.name}: {'; '.join(said + gaps)}."


def _ends(held: Sequence[tuple[str, Figure]]) -> Sequence[tuple[str, Figure]]:
    return [held[0], held[-1]] if len(held) > 1 else held


def _extreme(held: Sequence[tuple[str, Figure]], *, highest: bool) -> str:
    choose = max if highest else min
    place, figure = choose(held, key=lambda pair: pair[1].decimal or 0)
    return f"{figure.text} in {place}"


def _bars_told(content: Content, series: Series) -> str:
    said = [
        f"{place} {figure.text if figure and figure.value else gap}"
        for place, figure, gap in zip(content.places, series.figures, series.gaps, strict=True)
    ]
    return f"{series.name}: {', '.join(said)}."


def _named(series: Series) -> str:
    return "statistical neighbours" if series.area.role == "neighbours" else series.name


def way(content: Content) -> str:
    """Return from where to where the steps go that have a number: "From referral to care"."""
    values = content.series[0].values if content.series else []
    known = [place for place, value in zip(content.places, values, strict=False) if value is not None]
    return f"From {_STEPS[known[0]]} to {_STEPS[known[-1]]}" if known else content.plan.subject


def lower_first(text: str) -> str:
    """Return a text that goes on a sentence."""
    return text[:1].lower() + text[1:]
