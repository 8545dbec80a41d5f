"""The headline of a chart: the news of the year in at most ten words, made from the figures that the chart shows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from safeguarding_report.changes import CHANGES_SHOWN, TOO_FEW_WORDS, change, is_telling, is_too_few_to_compare, level
from safeguarding_report.charts.content import GAP_WORDS
from safeguarding_report.charts.words import hidden_at_most, lower_first, way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.charts.content import Content, Series
    from safeguarding_report.released import Area, Figure, Released

MOST_WORDS = 10
"""Longest headline (Analysis Function, charts checklist)."""

ALL = 100
"""Per cent."""

QUARTERS = 4
"""Places from a quarter to the same one a year before."""

NUMBERS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
"""Numbers up to twenty in words: a headline has no digits."""

_INVENTED = " (invented)"
"""The page says this at its top; a headline needs its ten words for what is new."""


def headline(content: Content, released: Released) -> str:
    """Return the chart's message in at most ten words, without a figure."""
    headlines = {"in time": _in_time, "quarters": _of_quarters, "flow": _of_flow, "trend": _of_trend}
    return _first_that_fits(headlines.get(content.plan.kind, _of_categories)(content, released))


def _first_that_fits(said: Sequence[str]) -> str:
    return next((words for words in said if len(words.split()) <= MOST_WORDS), said[-1])


def _short(area: Area) -> str:
    return area.name.removesuffix(_INVENTED)


def _is_one_of_several(area: Area, released: Released) -> bool:
    """True where a headline about an area could be taken for one about the whole."""
    return len(released.own_areas) > 1 and area != released.whole


# ---- trends ------------------------------------------------------------------------------------------


def _of_trend(content: Content, released: Released) -> list[str]:
    """Say what became of the figure in the widest area of which that can be told, else where it stands, else why not."""
    own = [series for series in content.series if series.is_own]
    changes = [made for one in own if (made := change(released, content.plan.measure, one.area.code)) is not None]
    made = next((one for one in changes if not one.too_few), None)
    if made is not None:
        area = released.area(made.figure.area_code)
        speaks_of_all = area == released.whole and len({one.moved for one in changes}) == 1
        return _moved(_subject(content, area, is_named=not speaks_of_all), content, made)
    standing = _standing(content, own, released)
    if standing:
        return standing
    of_few = next(iter(changes), None)
    if of_few is not None:
        return _behind(content, released.area(of_few.figure.area_code), released, TOO_FEW_WORDS)
    with_number = next((one for one in own if one.values[-1] is not None), None)
    if with_number is not None:
        return _behind(content, with_number.area, released, f"year before {with_number.gaps[-2]}")
    return [f"{content.plan.subject}: {_why_silent(own)}"]


def _subject(content: Content, area: Area, *, is_named: bool) -> str:
    return f"{_short(area)}: {lower_first(content.plan.subject)}" if is_named else content.plan.subject


def _why_silent(own: Sequence[Series]) -> str:
    """Say what became of the year's figure; where it is hidden of one area and not available of another, that none is shown."""
    reasons = {series.gaps[-1] for series in own} or {GAP_WORDS[""]}
    return f"{reasons.pop() if len(reasons) == 1 else 'no figure shown'} this year"


def _moved(subject: str, content: Content, made: Change) -> list[str]:
    """Return what may be said of a change, the fullest first; each is true by itself."""
    plain = f"{subject} {made.moved}"
    said = [plain]
    if made.moved != made.direction or made.direction == "did not change":
        # Without "rate of" the headline would be about the number, which may have moved.
        even = [f"{subject} unchanged"] if made.moved == "did not change" else []
        return [plain, *even, f"{_short_of(content, made.figure.area_name)} {made.moved}"]
    if made.run > CHANGES_SHOWN:
        said.insert(0, f"{plain} in every year shown")
    elif made.run > 1:
        said.insert(0, f"{plain} {NUMBERS[made.run]} years running")
    if made.size == "large":
        said.insert(0, f"{plain}, a large change")
    return [*said, f"{_short_of(content, made.figure.area_name)} {made.moved}"]


def _short_of(content: Content, area_name: str) -> str:
    """Return the subject of a chart without "rate of" or "share of", for an area whose name has many words."""
    return f"{area_name.removesuffix(_INVENTED)}, {lower_first(_short_subject(content))}:"


def _short_subject(content: Content) -> str:
    things = content.plan.subject.removeprefix("Rate of ").removeprefix("Share of ")
    return f"{things[:1].upper()}{things[1:]}"


def _standing(content: Content, own: Sequence[Series], released: Released) -> list[str]:
    """Say where the figure of an authority stands among all, or that of a joint area beside England's, without a year before."""
    measure = content.plan.measure
    for series in own:
        figure = series.figures[-1]
        if figure is None or not figure.value:
            continue
        subject = _subject(content, series.area, is_named=_is_one_of_several(series.area, released))
        if series.area.role == "partnership":
            beside = _beside_england(figure, series.area, released)
            if beside:
                return [f"{subject} {beside} in England", f"{subject} {beside.removesuffix(' than')}"]
            continue
        stands = level(released, measure, series.area.code)
        if stands and stands != TOO_FEW_WORDS:
            short = stands.removesuffix(" of authorities")
            shortest = f"{_short_of(content, series.area.name)} {short.removeprefix('in the ')}"
            return [
                f"{subject} {stands}",
                f"{subject} {short}",
                f"{subject}, {short.removeprefix('in the ')}",
                shortest,
            ]
    return []


def _beside_england(figure: Figure, area: Area, released: Released) -> str:
    """Return "higher than" or "lower than" or "much as": how a figure lies beside England's; empty where nobody can tell."""
    england = next((released.area(code) for code in area.compared_with if released.area(code).role == "England"), None)
    other = released.figure(figure.measure, england.code) if england else None
    if other is None or other.decimal is None or figure.decimal is None or is_too_few_to_compare(figure):
        return ""
    if not is_telling(figure, other):
        return "much as"
    return "higher than" if figure.decimal > other.decimal else "lower than"


def _behind(content: Content, area: Area, released: Released, why: str) -> list[str]:
    """Say why nothing can be told, with the name of the area behind, so that two colons do not follow each other."""
    subject = content.plan.subject
    whose = f", {_short(area)}" if _is_one_of_several(area, released) else ""
    about = f"{_short_subject(content)}{whose}"
    return [f"{subject}{whose}: {why}", f"{about}: {why}", f"{about}: {why.removesuffix(' to tell')}", about]


# ---- what was in time --------------------------------------------------------------------------------


def _in_time(content: Content, released: Released) -> list[str]:
    """Say whether more or fewer were in time than in England, where that is known."""
    area = content.series[0].area
    named = f"{_short(area)}: " if _is_one_of_several(area, released) else ""
    subject = content.plan.subject
    things = subject if named else f"{subject[:1].upper()}{subject[1:]}"
    figure = released.figure(content.plan.share, area.code)
    beside = _beside_england(figure, area, released) if figure is not None and figure.value else ""
    if not beside:
        return [f"{named}{things} by how long they took", f"{named}{things} by time taken"]
    how = {"much as": "about as often as", "higher than": "more often than", "lower than": "less often than"}[beside]
    return [f"{named}{things} were in time {how} in England", f"{named}{things} in time {how} in England",
            f"{named}{things} in time {how} England's", f"{named}{things} by time taken"]  # fmt: skip


# ---- quarters and steps ------------------------------------------------------------------------------


def _of_quarters(content: Content, released: Released) -> list[str]:
    """Say which quarter differs most from the same one a year before; quarters next to each other differ anyhow."""
    area = content.series[0].area
    named = _short(area) if _is_one_of_several(area, released) else ""
    subject = content.plan.subject
    otherwise = f"{subject} by quarter{f', {named}' if named else ''}"
    pairs = pairs_of_quarters(content)
    known = [(place, now, before) for place, now, before in pairs if is_telling(now, before)]
    if not known or len(pairs) < QUARTERS:
        return [otherwise]
    more = sum(now_is_more(now, before) for _, now, before in known)
    things = lower_first(subject)
    if more in {0, QUARTERS} and len(known) == QUARTERS:
        start = f"{named}: {'more' if more else 'fewer'}" if named else "More" if more else "Fewer"
        return [
            f"{start} {things} in every quarter than a year before",
            f"{start} {things} in every quarter",
            otherwise,
        ]
    place, now, before = max(known, key=lambda one: _share_moved(one[1], one[2]))
    told = f"{'more' if now_is_more(now, before) else 'fewer'} {things} than a year before"
    return [f"{f'{named}, ' if named else ''}{place}: {told}", otherwise]


def pairs_of_quarters(content: Content) -> list[tuple[str, Figure, Figure]]:
    """Return each quarter with its number and that of a year before, where both have one."""
    figures, places = content.series[0].figures, content.places
    return [
        (places[number].rpartition(" ")[0], now, before)
        for number, (before, now) in enumerate(zip(figures[:QUARTERS], figures[QUARTERS:], strict=True))
        if now is not None and before is not None and now.value and before.value
    ]


def now_is_more(now: Figure, before: Figure) -> bool:
    """True where the later of two figures is the larger."""
    return (now.decimal or 0) > (before.decimal or 0)


def _share_moved(now: Figure, before: Figure) -> float:
    return abs(float(now.value) - float(before.value)) / max(float(before.value), 1.0)


_FOR_EACH = (
    ("Referrals", "Child protection plans started", "referrals for each child protection plan that started"),
    ("Referrals", "Initial conferences held", "referrals for each initial conference held"),
    ("Contacts to the front door", "Referrals", "contacts with the front door for each referral"),
)
"""Two steps of the way to care, and how a headline puts one beside the other; the most telling first."""


def _of_flow(content: Content, released: Released) -> list[str]:  # noqa: ARG001 — all headlines are asked alike
    """Say how many of an early step there were for each of a late one, else whether every step counts fewer."""
    numbers = dict(zip(content.places, content.series[0].values, strict=True))
    said = []
    for early, late, words in _FOR_EACH:
        many, few = numbers.get(early), numbers.get(late)
        if many and few and 1 < round(many / few) < len(NUMBERS):
            said.append(f"About {NUMBERS[round(many / few)]} {words}")
    held = [value for value in numbers.values() if value is not None]
    falls = len(held) == len(numbers) and all(later < earlier for earlier, later in pairwise(held))
    return [*said, f"{way(content)}: {'fewer at every step' if falls else 'counts of the year'}"]


# ---- categories --------------------------------------------------------------------------------------


def _of_categories(content: Content, released: Released) -> list[str]:
    """Name the category with the largest count, where what is hidden cannot be larger, and that of the year before."""
    if content.drawn_as == "panels":
        return _of_two(content)
    series, subject = content.series[0], content.plan.subject
    whose = f", {_short(series.area)}" if _is_one_of_several(series.area, released) else ""
    about = [f"{subject}{whose}", f"{subject.replace('child protection plans', 'plans')}{whose}"]
    largest = largest_of(content, series, released)
    if largest is None:
        if not series.is_drawn:
            return [f"{one}: {_why_silent([series])}" for one in about]
        return [
            f"{one}: {why}"
            for one in about
            for why in ("hidden numbers leave it open", "left open, some hidden", "some are hidden")
        ]
    names = " and ".join(largest)
    before = _largest_before(content, series, released)
    then = ", as the year before" if before == largest else f"; the year before {' and '.join(before)}"
    return [
        *(f"{one}: {names}{then}" for one in about if before),
        *(f"{one}: {names}" for one in about),
        *(f"{one}: see the table" for one in about),
    ]


def largest_of(content: Content, series: Series, released: Released) -> list[str] | None:
    """Return the categories with the largest number; None where there is none or what is hidden could be larger."""
    held = [(value, name) for value, name in zip(series.values, content.places, strict=True) if value is not None]
    if not held:
        return None
    most = max(value for value, _ in held)
    if len(held) < len(content.places) and most <= hidden_at_most(content, series, released):
        return None
    return [name for value, name in held if value == most]


def _largest_before(content: Content, series: Series, released: Released) -> list[str]:
    """Return the categories with the largest number a year before; none where one of them had no number."""
    before = released.periods(2)[0]
    measure, area = content.words.measure, series.area.code
    figures = [released.figure(measure, area, before, category=code) for code, _ in content.words.categories]
    values = [float(one.value) if one is not None and one.value else None for one in figures]
    if None in values:
        return []
    most = max(value for value in values if value is not None)
    return [name for value, name in zip(values, content.places, strict=True) if value == most]


def _of_two(content: Content) -> list[str]:
    """Name the category with the largest share where it is the same in both authorities and nothing larger is hidden."""
    largest = set()
    for series in content.series:
        held = [(value, name) for value, name in zip(series.values, content.places, strict=True) if value is not None]
        most = max(value for value, _ in held)
        names = [name for value, name in held if value == most]
        if most <= ALL - sum(value for value, _ in held) or len(names) > 1:
            return [f"{content.plan.subject}: see the table"]
        largest |= set(names)
    if len(largest) > 1:
        return [f"{content.plan.subject}: the authorities differ"]
    return [f"{content.plan.subject}: {largest.pop()} in both", f"{content.plan.subject}: see the table"]
