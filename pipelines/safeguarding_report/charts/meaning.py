"""What a chart tells us and what it does not: two short texts beside it, without figures, from the same judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.changes import TOO_FEW_WORDS, change, level
from safeguarding_report.charts.key import listed
from safeguarding_report.charts.parts_told import (
    in_time_told,
    months_told,
    order_told,
    panels_told,
    quarters_told,
    steps_told,
)
from safeguarding_report.charts.words import STEPS_NOT_CHILDREN, lower_first

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.charts.content import Content, Series
    from safeguarding_report.released import Area, Released

_ALSO_UNKNOWN = {
    "columns": "One year does not show what is usual in a month.",
    "in time": "It does not show why some took longer, nor how good the work was.",
    "flow": STEPS_NOT_CHILDREN,
}


def tells(content: Content, released: Released) -> str:
    """Return what a chart tells us; of a trend how it moved and where it stands, for each own area."""
    if not content.is_drawn:
        return ""
    of_kind: dict[str, Callable[[], str]] = {
        "bars": lambda: order_told(content, released),
        "columns": lambda: months_told(content, released),
        "in time": lambda: in_time_told(content, released),
        "quarters": lambda: quarters_told(content),
        "panels": lambda: panels_told(content),
        "flow": lambda: steps_told(content, released),
    }
    if content.plan.kind != "trend":
        return of_kind[content.drawn_as]()
    own = [series for series in content.series if series.is_own]
    said = [_area_told(content, series.area, released) for series in own]
    return " ".join(filter(None, said)) or _not_compared(own)


_NOTHING_TO_COMPARE = (
    "This year's figure has no number of the year before beside it, and no place among all authorities is known."
)


def _not_compared(own: Sequence[Series]) -> str:
    """Say why nothing can be told of a trend: this year has no number, or nothing stands beside it."""
    if any(series.values[-1] is not None for series in own):
        return _NOTHING_TO_COMPARE
    reasons = listed(sorted({series.gaps[-1] for series in own}), "or")
    return f"This year's figure is {reasons}, so nothing can be said of how it moved or where it stands."


def _area_told(content: Content, area: Area, released: Released) -> str:
    measure = content.plan.measure
    changed, stands = change(released, measure, area.code), level(released, measure, area.code)
    subject = f"{area.name}: the {lower_first(content.plan.subject)}"
    parts = []
    is_told = changed is not None and changed.is_beyond_chance
    if (stands == TOO_FEW_WORDS and not is_told) or (changed is not None and changed.too_few and not stands):
        return f"{subject} rests on numbers that are {TOO_FEW_WORDS}."
    if changed is not None and changed.too_few:
        return f"{subject} is {stands}; of how it moved, the numbers are {TOO_FEW_WORDS}."
    if changed is not None:
        how = [changed.run_words, f"though {changed.others}" if changed.others else changed.size_words]
        parts.append(", ".join([f"{subject} {changed.moved}", *filter(None, how)]))
    if stands == TOO_FEW_WORDS:
        parts.append(f"Where it stands rests on numbers that are {TOO_FEW_WORDS}")
    elif stands and changed is not None:
        parts.append(f"It is {stands}")
    elif stands:
        parts.append(f"{subject} is {stands}")
    said = f"{'. '.join(parts)}." if parts else ""
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
