"""Each figure of a report then and now, and why the two differ: only what the data show, else "not explained"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguarding_report.addendum.printed import Printed
    from safeguarding_report.released import Figure, Released, Source


class Why(StrEnum):
    """Why a figure is another now; its value is the word in addendum.csv, `WORDS` has the sentence."""

    SAME = "the same"
    SINCE = "published since"
    HIDDEN_THEN = "hidden then"
    HIDDEN_NOW = "hidden now"
    WITHDRAWN = "withdrawn"
    DEFINITION = "different definition"
    RESTATED = "restated by the department"
    POPULATION = "another denominator"
    ROUNDING = "rounding"
    PROVISIONAL = "the return was provisional"
    RETURN = "another return accepted since"
    CORRECTED = "corrected since"
    NOT_EXPLAINED = "not explained"


WORDS = {
    Why.SAME: "The number is the same.",
    Why.SINCE: "The report had no number; an official one came out that it was not made of.",
    Why.HIDDEN_THEN: "The report hid the number to protect children; the department prints it.",
    Why.HIDDEN_NOW: "The report printed the number; the one that is known now is hidden to protect children.",
    Why.WITHDRAWN: "The report printed a number; what is held now gives none.",
    Why.DEFINITION: "The two numbers follow different definitions, so they do not measure the same thing.",
    Why.RESTATED: "Both numbers are the department's: a release or a file that came later gives another.",
    Why.POPULATION: "The count is the same; what it is divided by was revised or is another.",
    Why.ROUNDING: "Count and denominator are the same; the two numbers were rounded in different ways.",
    Why.PROVISIONAL: "The report's number was counted from a return that was provisional.",
    Why.RETURN: "A return came after the report, and counting it gives the other number.",
    Why.CORRECTED: "The same return, counted in the same way, gives the other number since it was corrected.",
    Why.NOT_EXPLAINED: "The data do not show why the two differ.",
}
"""What a reader is told of each reason."""


@dataclass(frozen=True)
class Compared:
    """One figure as it was printed and as it is known now."""

    then: Figure | None
    now: Figure | None
    """Without a number and a symbol where the partnership counts another one now: that is for an edition to print."""
    why: Why

    @property
    def now_in_words(self) -> str:
        """Why no number of now can stand here; empty where one can, or its symbol."""
        if self.now is None:
            return "not shown"
        return "" if self.now.value or self.now.symbol else "another; see the next edition"

    @property
    def figure(self) -> Figure:
        """The figure that says which measure, area and period this is about."""
        figure = self.now or self.then
        if figure is None:
            message = "A comparison is of a figure that was printed, or is known now."
            raise ValueError(message)
        return figure


@dataclass(frozen=True)
class Comparing:
    """All that an addendum says: each figure compared, and what both sides are."""

    rows: tuple[Compared, ...]
    printed: Printed
    now: Released

    def of(self, *reasons: Why) -> list[Compared]:
        """Return the rows with one of these reasons, in report order."""
        return [row for row in self.rows if row.why in reasons]

    @property
    def differing(self) -> list[Compared]:
        """The rows whose printed number is another now, or is not shown any more."""
        return [row for row in self.rows if row.why not in {Why.SAME, Why.SINCE, Why.HIDDEN_THEN}]

    @property
    def new_sources(self) -> list[Source]:
        """The files and returns that figures come from now, and that the report was not made of."""
        used = {name for row in self.rows if row.now is not None for name in row.now.source.split("+")}
        return [one for one in self.now.sources if one.source in used and not self.printed.was_made_of(one)]


def compare(printed: Printed, built: Released, now: Released) -> Comparing:
    """Compare every figure that a report printed of its own areas with what is known now.

    `built` is the report as it is built today, by its own cut-off: it says what the partnership counts today.
    """
    own = {area.code for area in now.own_areas}
    counted = {one.figure_id: one for one in built.figures if one.area_code in own and not _is_official(one)}
    known = [one for one in now.figures if one.area_code in own]
    # An academic year of the report ended in it.
    of_year = {period for measure in now.measures for period in now.periods_of(measure, 1)}
    newer = {one.source for one in now.sources if not printed.was_made_of(one)}
    rows: list[Compared] = []
    for figure in known:
        then = printed.figures.get(figure.figure_id)
        came_since = not newer.isdisjoint(figure.source.split("+"))
        if then is not None and (then.value or (figure.value and _is_official(figure))):
            built_today = None if _is_official(then) else counted.get(figure.figure_id)
            sides = _Sides(then, figure, built_today, same_code=printed.was_counted_as_now, came_since=came_since)
            rows.append(Compared(then, _may_be_shown(then, figure), _why(sides)))
        elif then is None and came_since and figure.value and _is_official(figure) and figure.time_period in of_year:
            rows.append(Compared(None, figure, Why.SINCE))
    ids = {figure.figure_id for figure in known}
    gone = [one for one in printed.figures.values() if one.area_code in own and one.value and one.figure_id not in ids]
    return Comparing((*rows, *(Compared(one, None, Why.WITHDRAWN) for one in gone)), printed, now)


def _is_official(figure: Figure) -> bool:
    return figure.status.startswith("official")


def _may_be_shown(then: Figure, now: Figure) -> Figure:
    """Return a figure without what readers were not given: of the partnership's own numbers, the printed ones stay.

    What the gate of a later report knows is what was published, and an addendum is not published: a new number of the
    partnership's own, printed here and hidden there, would give away what is hidden beside it.
    """
    if _is_official(now) or not now.value:
        return now
    is_same = now.value == then.value
    return replace(
        now,
        numerator=now.numerator if is_same and now.numerator == then.numerator else "",
        denominator=now.denominator if is_same and now.denominator == then.denominator else "",
        value=now.value if is_same else "",
        symbol=now.symbol if is_same else "",
        lower="",
        upper="",
    )


@dataclass(frozen=True)
class _Sides:
    """All that a reason is drawn from."""

    then: Figure
    now: Figure
    counted: Figure | None
    """What the partnership counts today; None where the department's own number was printed."""
    same_code: bool
    came_since: bool
    """True where the number of now comes from a file that the report was not made of."""


def _why(sides: _Sides) -> Why:
    """Return the first reason that the data show for a figure that stood in the report."""
    then, now = sides.then, sides.now
    if (then.value, then.symbol) == (now.value, now.symbol):
        return Why.SAME
    if not then.value:
        since = Why.SINCE if sides.came_since else Why.NOT_EXPLAINED
        return Why.HIDDEN_THEN if then.is_hidden else since
    if not now.value:
        return Why.HIDDEN_NOW if now.is_hidden else Why.WITHDRAWN
    return next(_shown_by(sides), Why.NOT_EXPLAINED)


def _shown_by(sides: _Sides) -> Iterator[Why]:
    then, now = sides.then, sides.now
    if then.definition != now.definition:
        yield Why.DEFINITION
    if then.numerator and then.numerator == now.numerator and then.denominator and now.denominator:
        yield Why.ROUNDING if then.denominator == now.denominator else Why.POPULATION
    if _is_official(then) and _is_official(now) and (then.release != now.release or sides.came_since):
        yield Why.RESTATED
    if then.status == "provisional_local":
        yield Why.PROVISIONAL
    # What the partnership counts today explains the difference only where it gives the very number.
    today = None if sides.counted is None else sides.counted if _is_official(now) else now
    if today is not None and today.value == now.value:
        if today.source != then.source:
            yield Why.RETURN
        elif sides.same_code:
            yield Why.CORRECTED
