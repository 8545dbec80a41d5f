"""Charts of what registers say: who pays, and whether people felt surer of their work after training."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safeguarding_report.charts.chart import ENTRY, Chart, ChartRow
from safeguarding_report.charts.headlines import MOST_WORDS
from safeguarding_report.charts.key import listed
from safeguarding_report.charts.svg import clean
from safeguarding_report.year import period_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.register import Register
    from safeguarding_report.released import Released

FEWEST_PARTNERS = 2
"""A bar that stands alone compares nothing."""

MOST_COURSES = 8
"""More courses than this make a drawing that nobody reads; the table has them all."""


@dataclass(frozen=True)
class Bar:
    """One bar: how long it is, and which number of the table it draws."""

    value: int
    column: int
    """In which column of the table beside the drawing its number stands."""
    is_open: bool
    """True for what was before."""

    @property
    def words(self) -> str:
        """The number at its end."""
        return f"{self.value:,}"


@dataclass(frozen=True)
class Row:
    """A name with its bars, the earlier one first."""

    name: str
    bars: tuple[Bar, ...]


PRICES = "The sums are not adjusted for prices."
NONE_BEFORE = "What they gave the year before is not held in this report."

LONGEST_NAME = 90
"""Letters of a name that a drawing has room for; the table beside it has all of it."""


def short(name: str) -> str:
    """Return a name as a drawing has room for it."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


@dataclass(frozen=True)
class PairsContent:
    """What a chart of pairs of bars shows, with what an open and a full bar stand for."""

    rows: tuple[Row, ...]
    open_means: str
    """Empty where nothing is known of before, so that no bar is open."""
    full_means: str


def charts_of_registers(released: Released) -> list[Chart]:
    """Draw the charts of the registers of funding and training, as far as these hold enough to compare."""
    return [chart for chart in (funding_chart(released), training_chart(released)) if chart is not None]


def funding_chart(released: Released) -> Chart | None:
    """Return the chart of what each partner gave, beside the year before where that is known; None for fewer than two."""
    now, before = released.register("funding"), released.register("funding_before")
    given = [place for place, entry in enumerate(now.entries) if _is_contribution(entry)]
    if len(given) < FEWEST_PARTNERS:
        return None
    earlier = {place: _same(before, now.entries[place]) for place in given}
    is_compared = any(place is not None for place in earlier.values())
    rows, content = [], []
    for place in given:
        name = str(now.entries[place].get("partner", "The partnership"))
        then = earlier[place]
        bars = [] if then is None else [_bar(before, then, "pounds", 0, is_open=True)]
        content.append(Row(short(name), (*bars, _bar(now, place, "pounds", int(is_compared)))))
        this_year = _id(now, place, "pounds")
        rows.append(
            ChartRow(
                name,
                (then if then is None else _id(before, then, "pounds"), this_year) if is_compared else (this_year,),
            )
        )
    years = (_years(period_before(released.time_period)), released.report.year)
    # Whoever gave last year alone belongs to the total of that year.
    gave_before = [place for place, entry in enumerate(before.entries) if _is_contribution(entry)]
    totals = [_sum(before, gave_before), _sum(now, given)]
    partners = _by_partner([row.label for row in rows], content)
    drawn = PairsContent(tuple(content), years[0] if is_compared else "", years[1])
    all_known = None not in earlier.values()
    return Chart(
        chart="funding-by-partner",
        chapter="funding",
        headline=_of_money(totals) if all_known else _who_gave_most(partners),
        subtitle=f"Contributions in pounds by partner, {f'{years[0]} and {years[1]}' if is_compared else years[1]}",
        alternative=_alternative(drawn, "what partners gave, in pounds"),
        svg=_drawn(drawn, "funding-by-partner", "Contributions by partner", "what partners gave, in pounds"),
        columns=tuple(f"Pounds, {year}" for year in (years if is_compared else years[1:])),
        rows=tuple(rows),
        notes=(),
        row_heading="Partner",
        tells=_money_told(partners),
        unknown=f"What partners give in staff, rooms and time has no bar. {PRICES if is_compared else NONE_BEFORE}",
    )


def training_chart(released: Released) -> Chart | None:
    """Return the chart of who felt confident before and after each course; None where no course asked both."""
    register = released.register("training")
    asked = [
        place
        for place, entry in enumerate(register.entries)
        if "confident_before" in entry and "confident_after" in entry
    ][:MOST_COURSES]
    if not asked:
        return None
    columns = ("confident_before", "confident_after")
    rows = [
        ChartRow(
            str(register.entries[place]["course"]), tuple(_id(register, place, one) for one in (*columns, "replies"))
        )
        for place in asked
    ]
    content = tuple(
        Row(
            short(str(register.entries[place]["course"])),
            tuple(_bar(register, place, one, number, is_open=number == 0) for number, one in enumerate(columns)),
        )
        for place in asked
    )
    drawn = PairsContent(content, "Felt confident before", "Felt confident after")
    return Chart(
        chart="training-confidence",
        chapter="training",
        headline=_of_confidence(content),
        subtitle=f"People who felt confident before and after, by course, {released.report.year}",
        alternative=_alternative(drawn, "people who felt confident"),
        svg=_drawn(drawn, "training-confidence", "Confidence before and after training", "people who felt confident"),
        columns=("Confident before", "Confident after", "Answered"),
        rows=tuple(rows),
        notes=(),
        row_heading="Course",
        tells=_confidence_told(content),
        unknown="Whether they still do so months later, whether practice changed, and what those think who did not answer.",
    )


def _is_contribution(entry: dict[str, str | int]) -> bool:
    return entry.get("kind") == "contribution" and "pounds" in entry


def _by_partner(names: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Return one row for each partner, what it gave under several headings added up.

    The year before is left out where one of them is not known of it.
    """
    of_each: dict[str, list[Row]] = {}
    for name, row in zip(names, rows, strict=True):
        of_each.setdefault(name, []).append(row)
    return [Row(several[0].name, _added_up([row.bars for row in several])) for several in of_each.values()]


def _added_up(bars: Sequence[tuple[Bar, ...]]) -> tuple[Bar, ...]:
    years = min(len(one) for one in bars)
    return tuple(
        replace(bars[0][-place], value=sum(one[-place].value for one in bars)) for place in range(years, 0, -1)
    )


def _same(before: Register, entry: dict[str, str | int]) -> int | None:
    """Return where the same contribution stands in the year before; None where it does not stand there once."""
    keys = ("kind", "partner", "heading")
    found = [
        place
        for place, one in enumerate(before.entries)
        if "pounds" in one and all(one.get(key) == entry.get(key) for key in keys)
    ]
    return found[0] if len(found) == 1 else None


def _bar(register: Register, place: int, column: str, number: int, *, is_open: bool = False) -> Bar:
    return Bar(int(register.entries[place][column]), number, is_open)


def _id(register: Register, place: int, column: str) -> str | None:
    return f"{ENTRY}{register.name}/{place}/{column}" if column in register.entries[place] else None


def _sum(register: Register, places: Sequence[int]) -> int:
    return sum(int(register.entries[place]["pounds"]) for place in places)


def _years(period: str) -> str:
    return f"{period[:4]}-{period[4:6]}"


def _of_money(totals: Sequence[int]) -> str:
    before, now = totals
    if now == before:
        return "Partners together gave as much as the year before"
    return f"Partners together gave {'more' if now > before else 'less'} than the year before"


IN_THE_TABLE = "one of those in the table"
"""What stands for a name with digits, which beside a chart would be taken for a figure."""


def _name(row: Row) -> str:
    return IN_THE_TABLE if any(letter.isdigit() for letter in row.name) else row.name


def _largest(rows: Sequence[Row]) -> list[str]:
    most = max(row.bars[-1].value for row in rows)
    return [_name(row) for row in rows if row.bars[-1].value == most]


def _who_gave_most(rows: Sequence[Row]) -> str:
    largest = _largest(rows)
    return (
        f"{largest[0]} gave most"
        if len(largest) == 1 and IN_THE_TABLE not in largest and len(largest[0].split()) <= MOST_WORDS - 2
        else GIVEN
    )


GIVEN = "What each partner gave"


def _money_told(rows: Sequence[Row]) -> str:
    """Say who gave most and least, and who gave more or less than the year before, where that is known."""
    least = min(row.bars[-1].value for row in rows)
    smallest = [_name(row) for row in rows if row.bars[-1].value == least]
    largest = _largest(rows)
    if largest == smallest:
        said = ["All partners gave the same."]
    else:
        said = [capital(f"{_once(largest)} gave most, {_once(smallest)} least.")]
    moves: dict[str, list[str]] = {"More": [], "Less": [], "As much": []}
    for row in rows:
        if len(row.bars) > 1:
            before, now = row.bars[0].value, row.bars[1].value
            moves["More" if now > before else "Less" if now < before else "As much"].append(_name(row))
    beside = {"More": "More than", "Less": "Less than", "As much": "As much as"}
    said += [f"{beside[how]} the year before: {_once(names)}." for how, names in moves.items() if names]
    return " ".join(said)


def _confidence_told(rows: Sequence[Row]) -> str:
    """Say after which course most more people felt confident, and after which no more did."""
    gains = [(row.bars[1].value - row.bars[0].value, _name(row)) for row in rows]
    most = max(gain for gain, _ in gains)
    best = _once([name for gain, name in gains if gain == most])
    without = _once([name for gain, name in gains if gain <= 0])
    said = "The number who felt confident"
    if most <= 0:
        return f"{said} did not rise after {without}."
    return f"{said} rose most after {best}.{f' It did not rise after {without}.' if without else ''}"


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def _once(names: Sequence[str]) -> str:
    return listed(list(dict.fromkeys(names))) if names else ""


def _of_confidence(rows: Sequence[Row]) -> str:
    risen = sum(row.bars[1].value > row.bars[0].value for row in rows)
    if risen == len(rows):
        return "More felt confident after every course that asked"
    return "More felt confident after some courses" if risen else "No more felt confident after training"


def _alternative(content: PairsContent, what: str) -> str:
    names = "; ".join(row.name for row in content.rows)
    meaning = f"Each bar is {content.full_means.lower()}"
    if content.open_means:
        meaning = f"An open bar is {content.open_means.lower()}, a full bar {content.full_means.lower()}"
    return f"Bar chart of {what}: {names}. {meaning}. The numbers stand in the table."


def _drawn(content: PairsContent, chart: str, title: str, what: str) -> str:
    from safeguarding_report.charts.draw_pairs import draw_pairs  # noqa: PLC0415 — whoever loads charts needs no matplotlib

    return clean(draw_pairs(content), chart, title, _alternative(content, what))
