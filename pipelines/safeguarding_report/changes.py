"""Changes and levels: what became of a figure since the year before, and where it stands, judged among authorities.

Siblings, practice and recording move figures more than chance does, so a change is judged by its place among
the yearly changes of all authorities, and a level by its place among their levels, never by a test of significance
(domain/measures.md, section 9). Of few cases nothing is told, unless the intervals that the page prints lie apart.
A number of children is judged by its rate, so that one measure is called by one word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from safeguarding_report.chance import LESS, is_few, is_slight, lie_apart, place_of_move
from safeguarding_report.rounding import PER_10000, PER_CENT
from safeguarding_report.year import period_before

if TYPE_CHECKING:
    from safeguarding_report.released import Comparison, Figure, Released

TOO_FEW_WORDS = "too few to tell"

MORE_THAN_CHANCE = "more than chance even with so few cases"

HARDLY_CHANGED = "hardly changed"

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
    """How many yearly changes in this direction in a row, this one included; none that hardly is one."""
    size: Size
    """Its place among the changes of all authorities; empty where they cannot be compared, or it is none to speak of."""
    too_few: bool
    """True when too few cases stand behind one of the two to say anything."""
    is_slight: bool = False
    """True when the printed numbers lie so near each other that it has hardly changed."""
    is_beyond_chance: bool = False
    """True when there are few cases, and yet the two intervals that the page prints lie apart."""
    others: str = ""
    """What most authorities did, where this one is unusual because it moved less: "three in four … rose by more"."""

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
        if self.too_few:
            return TOO_FEW_WORDS
        return " and ".join(filter(None, (_SIZE_WORDS[self.size] or self.others, self.caution)))

    @property
    def caution(self) -> str:
        """What is said of a change of few cases that is more than chance; empty otherwise."""
        return MORE_THAN_CHANCE if self.is_beyond_chance else ""

    @property
    def moved(self) -> str:
        """What became of it in words: "rose", "fell", "hardly changed" or "did not change"."""
        return HARDLY_CHANGED if self.is_slight else self.direction


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
    judged, judged_before = (figure, before) if category else _judged_by(released, figure, before)
    few = any(_is_few(one) for one in (judged, judged_before))
    made = Change(
        figure=figure,
        before=before,
        direction=direction,
        run=_run(released, figure, direction),
        size="",
        too_few=few,
        is_slight=_is_slight(figure, before),
    )
    if category:
        return made
    if few and not _is_beyond_chance(direction, judged, judged_before):
        return made
    place = _place(released, replace(made, figure=judged, before=judged_before))
    return replace(made, too_few=False, is_beyond_chance=few, size=place[0], others=place[1])


def _judged_by(released: Released, figure: Figure, before: Figure) -> tuple[Figure, Figure]:
    """Return the figures by which a change is judged: of a number the rates or percentages, where there are both."""
    title = released.measures[figure.measure].title
    measure = next((one for kind in _JUDGES if (one := f"{title}_{kind}") in released.measures), "")
    if released.measures[figure.measure].data_type != "count" or not measure:
        return figure, before
    now, then = (released.figure(measure, one.area_code, one.time_period) for one in (figure, before))
    if now is None or then is None or not now.value or not then.value or now.definition != then.definition:
        return figure, before
    return now, then


_JUDGES = ("rate", "percent")
"""What a number is judged by, so that one measure is called by one word."""


def _is_beyond_chance(direction: Direction, figure: Figure, before: Figure) -> bool:
    """Return whether two figures of few cases differ by more than chance: their printed intervals lie apart."""
    is_same_way = _direction(figure, before) == direction
    return is_same_way and lie_apart((figure.lower, figure.upper), (before.lower, before.upper))


def level(released: Released, measure: str, area_code: str, time_period: str = "") -> str | None:
    """Return where an own figure stands among authorities, in words; None where it is not known or not compared."""
    period = time_period or released.time_period
    figure = released.figure(measure, area_code, period)
    comparison = released.comparisons.get((measure, period))
    if area_code not in {area.code for area in released.own_areas} or figure is None or not figure.value:
        return None
    if comparison is None:
        return None
    return TOO_FEW_WORDS if _is_few(figure) else level_words(comparison, exact_value(figure))


def is_too_few_to_compare(figure: Figure) -> bool:
    """Return whether a figure rests on too few cases to stand beside that of another area without a word of caution."""
    return _is_few(figure)


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


def _place(released: Released, made: Change) -> tuple[Size, str]:
    """Return the place of a change among those of all authorities, or what most did where this one moved less.

    `made` is of the figures by which it is judged. Nothing where it goes the other way than they do, as a number of
    children may rise whose rate falls: each is then told by itself.
    """
    comparison = released.comparisons.get((made.figure.measure, made.figure.time_period))
    moved = _moved(made.figure, made.before)
    if comparison is None or moved is None or _direction(made.figure, made.before) != made.direction:
        return "", ""
    borders = (comparison.change_10, comparison.change_25, comparison.change_75, comparison.change_90)
    held = [Fraction(border) for border in borders if border is not None]
    if len(held) < len(borders):
        return "", ""
    is_still = made.is_slight or _is_slight(made.figure, made.before) or made.direction == "did not change"
    place = place_of_move(moved, held, is_still=is_still)
    if place == LESS:
        return "", _others(moved, held)
    return "" if is_still else place, ""


def _others(moved: Fraction, borders: list[Fraction]) -> str:
    """Return what most authorities did where a change is unusual for being small."""
    lowest, low, _, highest = borders
    if low > 0:
        return f"{_NINE_IN_TEN if lowest > 0 and moved < lowest else _THREE_IN_FOUR} rose by more"
    return f"{_NINE_IN_TEN if highest < 0 and moved > highest else _THREE_IN_FOUR} fell by more"


_THREE_IN_FOUR, _NINE_IN_TEN = "three in four authorities", "nine in ten authorities"


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
        if earlier is None or _direction(later, earlier) != direction or _is_slight(later, earlier):
            return run
        run, later = run + 1, earlier


def _is_slight(figure: Figure, before: Figure) -> bool:
    now, then = figure.decimal, before.decimal
    return now is not None and then is not None and now != then and is_slight(figure.unit, then, now)


def _is_few(figure: Figure) -> bool:
    numerator, denominator = (int(part) if part else None for part in (figure.numerator, figure.denominator))
    return is_few(figure.unit, numerator, denominator)
