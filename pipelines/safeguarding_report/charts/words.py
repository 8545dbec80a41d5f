"""The words around a chart: headline, subtitle, and the drawing in words, all made from the figures it shows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from safeguarding_report.changes import TOO_FEW_WORDS, Change, change, exact_value
from safeguarding_report.charts.content import GAP_WORDS
from safeguarding_report.charts.key import gaps_told, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts.content import Content, Series
    from safeguarding_report.released import Figure, MeasureWords, Released

MOST_WORDS = 10
"""Longest headline (Analysis Function, charts checklist)."""

HALF, ALL = 50, 100
"""Per cent."""

_NUMBERS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_KINDS = {"trend": "Line chart", "columns": "Column chart", "panels": "Two bar charts on one scale"}
_BAR_CHART = "Bar chart"

STEPS_NOT_CHILDREN = (
    "These are counts of one year, and not the same children followed from step to step: one child may be referred "
    "twice, and a plan of this year may follow a referral of the last."
)


def headline(content: Content, released: Released) -> str:
    """Return the chart's message in at most ten words, without digits."""
    headlines = {"in time": _in_time_headline, "quarters": _quarter_headline, "flow": _flow_headline}
    if content.plan.kind != "trend":
        return headlines.get(content.plan.kind, _category_headline)(content, released)
    own = [series for series in content.series if series.is_own]
    speaking = next((series for series in own if series.values[-1] is not None), None)
    if speaking is None:
        return f"{content.plan.subject}: {_why_silent(own)}"
    # The whole is meant when no area is named.
    is_plain = speaking.area == released.whole and not _directions_differ(content, released)
    subject = content.plan.subject if is_plain else f"{speaking.name}: {lower_first(content.plan.subject)}"
    changed = change(released, content.plan.measure, speaking.area.code)
    if changed is None:
        return _first_that_fits([f"{subject}: year before {speaking.gaps[-2]}", subject, content.plan.subject])
    return _first_that_fits([*_trend_headlines(subject, changed), content.plan.subject])


def _directions_differ(content: Content, released: Released) -> bool:
    """True when the whole moved one way and one of its authorities another: the headline is then of the whole alone."""
    changes = [change(released, content.plan.measure, area.code) for area in released.own_areas]
    return len({changed.direction for changed in changes if changed}) > 1


def _why_silent(own: Sequence[Series]) -> str:
    return f"{own[0].gaps[-1]} this year" if own else f"{GAP_WORDS['']} this year"


def _trend_headlines(subject: str, changed: Change) -> list[str]:
    """Return what may be said, the fullest first; each is true by itself."""
    if changed.too_few:
        return [f"{subject}: {TOO_FEW_WORDS}", subject]
    plain = f"{subject} {changed.moved}"
    if changed.is_slight:
        return [plain, subject]
    said = [plain]
    if 1 < changed.run < len(_NUMBERS) and changed.direction != "did not change":
        said.insert(0, f"{plain} {_NUMBERS[changed.run]} years running")
    if changed.size == "large":
        said.insert(0, f"{plain}, a large change")
    return [*said, subject]


def _in_time_headline(content: Content, released: Released) -> str:
    """Say whether most were in time, where that is known."""
    subject = content.plan.subject
    figure = released.figure(content.plan.share, content.series[0].area.code)
    if figure is None or not figure.value:
        return f"{subject[:1].upper()}{subject[1:]}: how long they took"
    return (
        f"Most {subject} were within the limit"
        if exact_value(figure) > HALF
        else f"Half or fewer {subject} were within the limit"
    )


def _quarter_headline(content: Content, released: Released) -> str:  # noqa: ARG001 — all headlines are asked alike
    """Say whether the last quarter had more than the same one a year before: quarters next to each other differ anyhow."""
    values = content.series[0].values
    last, before = values[-1], values[-1 - QUARTERS] if len(values) > QUARTERS else None
    subject = lower_first(content.plan.subject)
    if before is None or last is None:
        return f"{content.plan.subject} by quarter"
    if before == last:
        return f"Last quarter: as many {subject} as a year before"
    return f"Last quarter: {'more' if last > before else 'fewer'} {subject} than a year before"


QUARTERS = 4
"""Places from a quarter to the same one a year before."""


def _flow_headline(content: Content, released: Released) -> str:  # noqa: ARG001 — all headlines are asked alike
    """Say whether every step counts fewer than the one before it; of a step without a number nobody knows."""
    values = content.series[0].values
    held = [value for value in values if value is not None]
    falls = len(held) == len(values) and all(later < earlier for earlier, later in pairwise(held))
    return f"{content.plan.subject}: {'fewer at every step' if falls else 'counts of the year'}"


def _category_headline(content: Content, released: Released) -> str:
    """Name the category with the largest count, where what is hidden cannot be larger."""
    if content.drawn_as == "panels":
        return _two_headline(content)
    series, subject = content.series[0], content.plan.subject
    held = [(value, name) for value, name in zip(series.values, content.places, strict=True) if value is not None]
    if not held:
        return f"{subject}: {_why_silent([series])}"
    most = max(value for value, _ in held)
    largest = [name for value, name in held if value == most]
    if len(held) < len(content.places) and most <= hidden_at_most(content, series, released):
        return f"{subject}: hidden numbers leave it open"
    return _first_that_fits([f"{subject}: {' and '.join(largest)}", f"{subject}: see the table"])


def _two_headline(content: Content) -> str:
    """Name the category with the largest share where it is the same in both authorities and nothing larger is hidden."""
    largest = set()
    for series in content.series:
        held = [(value, name) for value, name in zip(series.values, content.places, strict=True) if value is not None]
        most = max(value for value, _ in held)
        names = [name for value, name in held if value == most]
        if most <= ALL - sum(value for value, _ in held) or len(names) > 1:
            return f"{content.plan.subject}: see the table"
        largest |= set(names)
    if len(largest) > 1:
        return f"{content.plan.subject}: the authorities differ"
    return _first_that_fits(
        [f"{content.plan.subject}: {largest.pop()} in both", f"{content.plan.subject}: see the table"]
    )


def hidden_at_most(content: Content, series: Series, released: Released) -> float:
    """Return the most that the hidden categories can hold together: what the shown ones leave of the whole."""
    whole = released.figure(content.words.title.split("_by_")[0] + "_count", series.area.code)
    if whole is None or not whole.value:
        return float("inf")
    return float(whole.value) - sum(value for value in series.values if value is not None)


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
    what = "from contact to care, counts of the year" if content.plan.kind == "flow" else statistic(content.words)
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


def _first_that_fits(said: Sequence[str]) -> str:
    return next((words for words in said if len(words.split()) <= MOST_WORDS), "")


def lower_first(text: str) -> str:
    """Return a text that goes on a sentence."""
    return text[:1].lower() + text[1:]
