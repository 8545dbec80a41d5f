"""What a chart tells us and what it does not: two short texts beside it, without figures, from the same judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.changes import TOO_FEW_WORDS, change, level
from safeguarding_report.charts.words import STEPS_NOT_CHILDREN, hidden_at_most, lower_first

if TYPE_CHECKING:
    from safeguarding_report.changes import Change
    from safeguarding_report.charts.content import Content
    from safeguarding_report.released import Area, Released

_OF_KIND = {
    "bars": "It shows who or what stands behind most of them, and what is rare.",
    "columns": "It shows in which months most of them came.",
    "in time": "Full bars are within the limit, open bars are beyond it.",
    "quarters": "Time runs from top to bottom. Open bars are last year's quarters, full bars this year's.",
    "panels": "Shares stand on one scale, so a large authority and a small one may be compared.",
    "flow": "It shows how much work each step was in the year.",
}

_ALSO_UNKNOWN = {
    "columns": "One year does not show what is usual in a month.",
    "in time": "It does not show why some took longer, nor how good the work was.",
    "flow": STEPS_NOT_CHILDREN,
}


def tells(content: Content, released: Released) -> str:
    """Return what a chart tells us; of a trend how it moved and where it stands, for each own area."""
    if not content.is_drawn:
        return ""
    if content.drawn_as == "bars":
        return _order_told(content, released)
    if content.plan.kind != "trend":
        return _OF_KIND[content.drawn_as]
    said = [_area_told(content, series.area, released) for series in content.series if series.is_own]
    return " ".join(filter(None, said))


_NAMED_IN_ORDER = 3


def _order_told(content: Content, released: Released) -> str:
    """Return which categories come first, where there are enough with a number and their names are words alone.

    The largest is seldom most of all, so no sentence says "most"; and where what is hidden could be larger, the
    sentence is about the numbers that are shown.
    """
    series = content.series[0]
    known = sorted(
        ((value, name) for value, name in zip(series.values, content.places, strict=True) if value), key=_by_size
    )
    names = [name for _, name in known[:_NAMED_IN_ORDER]]
    if len(names) < _NAMED_IN_ORDER or any(letter.isdigit() for letter in "".join(names)):
        return _OF_KIND["bars"]
    first, second, third = (f"“{name}”" for name in names)
    is_open = None in series.values and known[0][0] <= hidden_at_most(content, series, released)
    among = "Of the numbers shown, the" if is_open else "The"
    if known[0][0] == known[1][0]:
        return f"{among} largest two are equal: {first} and {second}; next comes {third}."
    return f"{among} largest number is under {first}; next come {second} and {third}."


def _by_size(pair: tuple[float, str]) -> float:
    return -pair[0]


def _area_told(content: Content, area: Area, released: Released) -> str:
    measure = content.plan.measure
    changed, stands = change(released, measure, area.code), level(released, measure, area.code)
    subject = f"{area.name}: the {lower_first(content.plan.subject)}"
    parts = []
    if stands == TOO_FEW_WORDS or (changed is not None and changed.too_few and not stands):
        return f"{subject} rests on numbers that are {TOO_FEW_WORDS}."
    if changed is not None and changed.too_few:
        return f"{subject} is {stands}; of how it moved, the numbers are {TOO_FEW_WORDS}."
    if changed is not None:
        run = "" if changed.is_slight else changed.run_words
        how = [run, f"though {changed.others}" if changed.others else changed.size_words]
        parts.append(", ".join([f"{subject} {changed.moved}", *filter(None, how)]))
    if stands and changed is not None:
        parts.append(f"it is {stands}")
    elif stands:
        parts.append(f"{subject} is {stands}")
    said = f"{'; '.join(parts)}." if parts else ""
    return " ".join(filter(None, (said, _against_its_count(changed, area, released))))


def _against_its_count(changed: Change | None, area: Area, released: Released) -> str:
    """Say why a rate moved and its number did not, or the other way: it is the number of children that did."""
    if changed is None or not changed.figure.measure.endswith("_rate") or changed.moved != changed.direction:
        return ""
    if changed.direction == "did not change":
        return ""
    count = change(released, changed.figure.measure.removesuffix("_rate") + "_count", area.code)
    if count is None or count.is_slight or count.direction == changed.direction:
        return ""
    children = "fewer" if changed.direction == "rose" else "more"
    return (
        f"The number itself {count.direction}; the rate {changed.direction} "
        f"because it is taken of {children} children than the year before."
    )


def unknown(content: Content, released: Released) -> str:
    """Return what a chart does not say: the limits of its measure, and that a large change is not explained."""
    if not content.is_drawn:
        return ""
    if content.plan.kind == "flow":
        return STEPS_NOT_CHILDREN
    limits = [content.words.limits, _ALSO_UNKNOWN.get(content.plan.kind, "")]
    moved = [change(released, content.plan.measure, area.code) for area in released.own_areas]
    large = [one for one in moved if one is not None and one.size == "large" and content.plan.kind == "trend"]
    without = [one for one in large if (content.words.title, one.figure.area_code) not in released.reasons]
    if without:
        limits.append("No explanation of the large change was published.")
    return " ".join(filter(None, limits))
