"""What a chart of parts tells: of categories, months, quarters and steps what was found in the numbers of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.changes import TOO_FEW_WORDS, change, is_apart, level
from safeguarding_report.charts.content import FLOW
from safeguarding_report.charts.headlines import ALL, NUMBERS, QUARTERS, now_is_more, pairs_of_quarters
from safeguarding_report.charts.key import listed
from safeguarding_report.charts.words import hidden_at_most, lower_first
from safeguarding_report.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguarding_report.charts.content import Content, Series
    from safeguarding_report.released import Area, Figure, Released

NAMED_IN_ORDER = 3
"""Categories that a sentence names before nobody listens."""

FEWEST_TO_MOVE = 20
"""Of fewer cases in both years a rise or fall is chance."""


def order_told(content: Content, released: Released) -> str:
    """Say which categories come after the largest, and which moved most since the year before.

    The headline names the largest. It is seldom most of all, so no sentence says "most"; and where what is hidden could
    be larger, the sentence is about the numbers that are shown.
    """
    return " ".join(filter(None, (_order(content, released), _moved_most(content, released))))


def _order(content: Content, released: Released) -> str:
    series = content.series[0]
    known = sorted(
        ((value, name) for value, name in zip(series.values, content.places, strict=True) if value), key=_by_size
    )
    names = [f"“{name}”" for _, name in known[:NAMED_IN_ORDER]]
    if not names:
        return f"No category has a number above nought{' that may be shown' if None in series.values else ''}."
    if content.plan.kind == "in time":
        return _largest_told(content, known)
    if len(names) == 1:
        return f"Only {names[0]} has a number above nought that may be shown."
    # What is hidden may stand anywhere at or below this number.
    hidden = hidden_at_most(content, series, released) if None in series.values else 0
    largest = [f"“{name}”" for value, name in known if value == known[0][0]]
    if len(largest) > 1:
        return _equals_told(largest, known, hidden)
    return _one_largest_told(names, [value for value, _ in known], hidden)


def _one_largest_told(names: Sequence[str], values: Sequence[float], hidden: float) -> str:
    """Say what comes after the largest number, and that it is of the numbers shown where a hidden one may stand between."""
    first, *others = names
    come = "come" if len(others) > 1 else "comes"
    if values[0] <= hidden:
        return f"Of the numbers shown, the largest is under {first}; next {come} {listed(others)}."
    if values[len(others)] <= hidden:
        return f"After {first}, of the numbers shown, {come} {listed(others)}."
    return f"After {first} {come} {listed(others)}."


def _equals_told(largest: Sequence[str], known: Sequence[tuple[float, str]], hidden: float) -> str:
    """Say which categories share the largest number, and what comes after two of them."""
    among = "Of the numbers shown, the" if known[0][0] <= hidden else "The"
    if len(largest) > NAMED_IN_ORDER:
        return f"{among} largest number stands under several, such as {listed(largest[:NAMED_IN_ORDER])}."
    told = f"{among} largest {NUMBERS[len(largest)]} are equal: {listed(largest)}"
    if len(largest) == NAMED_IN_ORDER or len(known) == len(largest):
        return f"{told}."
    shown = "of the numbers shown, " if among == "The" and known[len(largest)][0] <= hidden else ""
    return f"{told}; {shown}next comes “{known[len(largest)][1]}”."


def _largest_told(content: Content, known: Sequence[tuple[float, str]]) -> str:
    among = "Of the numbers shown, the largest" if None in content.series[0].values else "The largest number"
    largest = [f"“{name}”" for value, name in known if value == known[0][0]]
    return f"{among} is under {listed(largest)}."


def _by_size(pair: tuple[float, str]) -> float:
    return -pair[0]


def _moved_most(content: Content, released: Released) -> str:
    """Say which category's number rose most since the year before, and which fell most, of those that are not few.

    Where one of the two years hides a category, or lacks it, the sentence is about the numbers that are shown.
    """
    pairs = _beside_the_year_before(content, content.series[0], released)
    moved = [
        (float(now.value) - float(before.value), name)
        for name, now, before in pairs
        if max(float(now.value), float(before.value)) >= FEWEST_TO_MOVE and is_apart(now, before)
    ]
    rose = max((one for one in moved if one[0] > 0), default=None)
    fell = min((one for one in moved if one[0] < 0), default=None)
    said = [f"“{one[1]}” {verb} most" for one, verb in ((rose, "rose"), (fell, "fell")) if one is not None]
    among = "" if len(pairs) == len(content.places) else "of the numbers shown, "
    return f"Since the year before, {among}{listed(said)} in number." if said else ""


def _beside_the_year_before(content: Content, series: Series, released: Released) -> list[tuple[str, Figure, Figure]]:
    """Return each category with its number and that of the year before, where both have one of the same definition."""
    period = released.periods(2)[0]
    found = []
    for name, (code, _), now in zip(content.places, content.words.categories, series.figures, strict=True):
        before = released.figure(content.words.measure, series.area.code, period, category=code)
        if now and before and now.value and before.value and now.definition == before.definition:
            found.append((name, now, before))
    return found


def months_told(content: Content, released: Released) -> str:
    """Say which months were busiest and quietest, and in how many of them more came than a year before."""
    series = content.series[0]
    known = [(value, name) for value, name in zip(series.values, content.places, strict=True) if value is not None]
    ranked = sorted((value for value, _ in known), reverse=True)
    if len(ranked) <= NAMED_IN_ORDER:
        return "Too few months have a number that may be shown to say which were busy."
    are_all_shown = len(known) == len(content.places)
    told = f"{'The' if are_all_shown else 'Of the months shown, the'} busiest {_were(_busiest(known, ranked))}"
    quiet = [name for value, name in known if value == ranked[-1]]
    # A month that is hidden may have been quieter than any that is shown.
    if are_all_shown and len(quiet) <= NAMED_IN_ORDER:
        told += f"; the quietest {_were(quiet)}"
    pairs = _beside_the_year_before(content, series, released)
    return f"{told}." if len(pairs) < len(content.places) else f"{told}. {_more_than_before(pairs)}"


def _busiest(known: Sequence[tuple[float, str]], ranked: Sequence[float]) -> list[str]:
    """Return the months with the largest numbers: three, or fewer where the third is one of many alike."""
    third = ranked[NAMED_IN_ORDER - 1]
    busy = [name for value, name in known if value >= third]
    fewer = [name for value, name in known if value > third]
    return fewer if fewer and len(busy) > NAMED_IN_ORDER else busy


def _were(months: Sequence[str]) -> str:
    return f"{'was' if len(months) == 1 else 'were'} {listed(months)}"


def _more_than_before(pairs: Sequence[tuple[str, Figure, Figure]]) -> str:
    """Say in how many months more came than in the same month a year before."""
    more = sum(now_is_more(now, before) for _, now, before in pairs)
    if more in {0, len(pairs)}:
        return f"{'Every' if more else 'No'} month had more than a year before."
    return f"More than a year before came in {NUMBERS[more]} of the {NUMBERS[len(pairs)]} months."


def in_time_told(content: Content, released: Released) -> str:
    """Say what became of the share in time, where it stands, and how long the largest group took."""
    area = content.series[0].area
    return " ".join(filter(None, (_share_told(content, area, released), order_told(content, released))))


def _share_told(content: Content, area: Area, released: Released) -> str:
    made, stands = change(released, content.plan.share, area.code), level(released, content.plan.share, area.code)
    if stands == TOO_FEW_WORDS or (made is not None and made.too_few):
        return f"The share in time rests on numbers that are {TOO_FEW_WORDS}."
    said = []
    if made is not None:
        said.append(f"{made.moved} since the year before")
    if stands:
        said.append(f"is {stands}")
    return f"The share in time {listed(said)}." if said else ""


def quarters_told(content: Content) -> str:
    """Say which quarters had more, fewer or about as many as the same ones a year before, and which was busiest."""
    moved = [(name, _how_many(now, before)) for name, now, before in pairs_of_quarters(content)]
    this_year = list(zip(content.series[0].values[QUARTERS:], content.places[QUARTERS:], strict=True))
    known = [(value, name.rpartition(" ")[0]) for value, name in this_year if value is not None]
    busiest = ""
    if len(known) == QUARTERS:
        most = max(value for value, _ in known)
        busiest = (
            f"The busiest quarter of this year was {listed([name for value, name in known if value == most], 'or')}."
        )
    return " ".join(filter(None, (_more_and_fewer(moved, "than in the same quarter a year before"), busiest))) or (
        "No quarter can be set beside the same one a year before."
    )


def steps_told(content: Content, released: Released) -> str:
    """Say which steps had more, fewer or about as many as the year before, and of which the numbers are too few."""
    measures = {name: measure for measure, name in FLOW}
    made = [(lower_first(name), change(released, measures[name], released.whole.code)) for name in content.places]
    # As the text calls it: what "fell" there is fewer here, and what "hardly changed" there is about as many.
    moved = [(name, _MOVED.get(one.moved, _AS_MANY)) for name, one in made if one is not None and not one.too_few]
    few = [name for name, one in made if one is not None and one.too_few]
    said = [_more_and_fewer(moved, "than the year before"), f"Too few to tell: {listed(few)}." if few else ""]
    return " ".join(filter(None, said)) or (
        "No step can be set beside the year before, which has no number that may be shown."
    )


_MORE, _FEWER, _AS_MANY = "More", "Fewer", "About as many"

_MOVED = {"rose": _MORE, "fell": _FEWER}


def _how_many(now: Figure, before: Figure) -> str:
    if not is_apart(now, before):
        return _AS_MANY
    return _MORE if now_is_more(now, before) else _FEWER


def _more_and_fewer(moved: Iterable[tuple[str, str]], than: str) -> str:
    said: dict[str, list[str]] = {_MORE: [], _FEWER: [], _AS_MANY: []}
    for name, kind in moved:
        said[kind].append(name)
    used = [(kind, names) for kind, names in said.items() if names]
    told = [f"{kind} {than if not place and kind != _AS_MANY else ''}".strip() + f": {listed(names)}."
            for place, (kind, names) in enumerate(used)]  # fmt: skip
    return " ".join(told)


def panels_told(content: Content) -> str:
    """Say in which category two authorities differ most; a share that is hidden may differ more."""
    first, second = content.series
    apart = [
        (abs(one - other), name, first if one > other else second)
        for one, other, name in zip(first.values, second.values, content.places, strict=True)
        if one is not None and other is not None and one != other
    ]
    if not apart:
        return "No category has a share in both authorities that differs."
    most, name, more = max(apart, key=lambda one: one[0])
    among = "The" if _hidden_apart(first, second) <= most else "Of the shares shown in both, the"
    return f"{among} two authorities differ most under “{name}”, whose share is larger in {with_article(more.name)}."


def _hidden_apart(first: Series, second: Series) -> float:
    """Return the most that two shares can lie apart of which one or both are hidden."""
    left, other_left = (ALL - sum(value for value in one.values if value is not None) for one in (first, second))
    apart = [0.0]
    for one, other in zip(first.values, second.values, strict=True):
        if one is None and other is None:
            apart.append(max(left, other_left))
        elif one is None or other is None:
            shown, hidden = (other, left) if one is None else (one, other_left)
            apart.append(max(shown or 0.0, hidden - (shown or 0.0)))
    return max(apart)
