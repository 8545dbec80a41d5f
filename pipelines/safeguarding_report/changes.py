"""Changes and levels: what became of a figure since the year before, and where it stands, judged among authorities.

Siblings, practice and recording move figures more than chance does, so a change is judged by its place among
the yearly changes of all authorities, and a level by its place among their levels, never by a test of significance
(domain/measures.md, section 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from safeguarding_report.rounding import PER_10000, PER_CENT
from safeguarding_report.year import period_before

if TYPE_CHECKING:
    from safeguarding_report.released import Comparison, Figure, Released

SMALLEST_TELLING_COUNT = 100
"""Below this many cases a change or a level says too little about an authority."""

TOO_FEW_WORDS = "too few to tell"

Direction = Literal["rose", "fell", "did not change"]
Size = Literal["ordinary", "notable", "large", ""]

CHANGES_SHOWN = 4
"""The page shows five years side by side, so that a reader can count four changes and no more."""

ORDINALS = ("", "first", "second", "third", "fourth")

_TELLING_POINTS = 1
_TELLING_PER_CENT = 2
"""A smaller gap than this, in points of a percentage or per cent of anything else, says nothing to anybody."""

_SCALES = {"per 10,000 children": PER_10000, "per cent": PER_CENT}

_RUN_NOUNS: dict[Direction, str] = {"rose": "rise", "fell": "fall", "did not change": "year without change"}
_EVERY_YEAR: dict[Direction, str] = {"rose": "a rise", "fell": "a fall", "did not change": "no change"}
_SIZE_WORDS: dict[Size, str] = {
    "ordinary": "an ordinary change among authorities",
    "notable": "a notable change among authorities",
    "large": "a large change among authorities",
    "": "",
}


@dataclass(frozen=True)
class Change:
    """What became of one figure since the year before."""

    figure: Figure
    before: Figure
    direction: Direction
    """By the printed numbers, so that a sentence never says that 83 fell to 83."""
    run: int
    """How many yearly changes in this direction in a row, this one included."""
    size: Size
    """Its place among the changes of all authorities; empty where they cannot be compared."""
    too_few: bool
    """True when one of the two counts is too small to say anything."""

    @property
    def run_words(self) -> str:
        """The row it belongs to, such as "the third fall in a row"; empty for a first one."""
        if self.run < 2:  # noqa: PLR2004 — one change is not a row of changes
            return ""
        if self.run > CHANGES_SHOWN:
            return f"{_EVERY_YEAR[self.direction]} in every year shown"
        return f"the {ORDINALS[self.run]} {_RUN_NOUNS[self.direction]} in a row"

    @property
    def size_words(self) -> str:
        """Its size, such as "an ordinary change among authorities" or "too few to tell"; empty where not compared."""
        return TOO_FEW_WORDS if self.too_few else _SIZE_WORDS[self.size]


def change(
    released: Released, measure: str, area_code: str, time_period: str = "", category: str = ""
) -> Change | None:
    """Return what became of a figure of one of the partnership's own areas since the year before.

    None when either year is hidden, not available or not held, the two are of different definitions, or the area is a
    comparator.
    """
    if area_code not in {area.code for area in released.own_areas}:
        return None
    period = time_period or released.time_period
    figure = released.figure(measure, area_code, period, category)
    before = released.figure(measure, area_code, period_before(period), category)
    direction = _direction(figure, before)
    if figure is None or before is None or direction is None or figure.definition != before.definition:
        return None
    too_few = any(_is_too_few(one) for one in (figure, before))
    comparison = None if category else released.comparisons.get((measure, period))
    return Change(
        figure=figure,
        before=before,
        direction=direction,
        run=_run(released, figure, direction),
        size="" if too_few or comparison is None else _size(figure, before, comparison),
        too_few=too_few,
    )


def level(released: Released, measure: str, area_code: str, time_period: str = "") -> str | None:
    """Return where an own figure stands among authorities, in words; None where it is not known or not compared."""
    period = time_period or released.time_period
    figure = released.figure(measure, area_code, period)
    comparison = released.comparisons.get((measure, period))
    if area_code not in {area.code for area in released.own_areas} or figure is None or not figure.value:
        return None
    if comparison is None:
        return None
    return TOO_FEW_WORDS if _is_too_few(figure) else level_words(comparison, exact_value(figure))


def is_apart(figure: Figure, other: Figure) -> bool:
    """True where two printed numbers lie apart by a point of a percentage, or by 2 per cent of anything else."""
    ours, theirs = figure.decimal, other.decimal
    if ours is None or theirs is None or ours == theirs:
        return False
    if figure.unit == "per cent":
        return abs(ours - theirs) >= _TELLING_POINTS
    return abs(ours - theirs) * PER_CENT >= _TELLING_PER_CENT * abs(theirs)


def is_telling(figure: Figure, other: Figure) -> bool:
    """True where two figures lie apart, and chance alone could not have put the first where the other is."""
    theirs = other.decimal
    by_chance = theirs is not None and figure.lower and Decimal(figure.lower) <= theirs <= Decimal(figure.upper)
    return is_apart(figure, other) and not by_chance


def level_words(comparison: Comparison, value: Decimal | Fraction) -> str:
    """Return the place of a level among all authorities; exactly on a border belongs to the middle."""
    exact = Fraction(value)
    if exact < Fraction(comparison.level_10):
        return "in the lowest tenth of authorities"
    if exact < Fraction(comparison.level_25):
        return "in the lowest quarter of authorities"
    if exact <= Fraction(comparison.level_75):
        return "among the middle half of authorities"
    if exact <= Fraction(comparison.level_90):
        return "in the highest quarter of authorities"
    return "in the highest tenth of authorities"


def exact_value(figure: Figure) -> Fraction:
    """Return the number before rounding: from numerator and denominator where there are both.

    The scale is that of the printed value (per 10,000 or per cent), found from the unit.
    """
    if figure.numerator and figure.denominator and figure.unit in _SCALES:
        return Fraction(int(figure.numerator) * _SCALES[figure.unit], int(figure.denominator))
    return Fraction(Decimal(figure.value))


def _size(figure: Figure, before: Figure, comparison: Comparison) -> Size:
    borders = (comparison.change_10, comparison.change_25, comparison.change_75, comparison.change_90)
    moved = _moved(figure, before)
    held = [Fraction(border) for border in borders if border is not None]
    if moved is None or len(held) < len(borders):
        return ""
    lowest, low, high, highest = held
    if low <= moved <= high:
        return "ordinary"
    return "notable" if lowest <= moved <= highest else "large"


def _moved(figure: Figure, before: Figure) -> Fraction | None:
    """Return the change: points for percentages, else per cent of the year before (None when that was 0)."""
    now, then = exact_value(figure), exact_value(before)
    if figure.unit == "per cent":
        return now - then
    return (now - then) / then * PER_CENT if then else None


def _direction(figure: Figure | None, before: Figure | None) -> Direction | None:
    now = figure.decimal if figure else None
    then = before.decimal if before else None
    if now is None or then is None:
        return None
    if now == then:
        return "did not change"
    return "rose" if now > then else "fell"


def _run(released: Released, figure: Figure, direction: Direction) -> int:
    run, later = 0, figure
    while True:
        earlier = released.figure(figure.measure, figure.area_code, period_before(later.time_period), figure.category)
        if earlier is None or _direction(later, earlier) != direction:
            return run
        run, later = run + 1, earlier


def _is_too_few(figure: Figure) -> bool:
    return bool(figure.numerator) and int(figure.numerator) < SMALLEST_TELLING_COUNT
