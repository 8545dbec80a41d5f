"""What the chart of over-representation says in words: its headline, and what it tells, without figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.changes import TOO_FEW_WORDS
from safeguarding_report.charts.headlines import MOST_WORDS, NUMBERS
from safeguarding_report.charts.key import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts.representation import Compared, Group
    from safeguarding_report.released import Released

_INVENTED = " (invented)"
"""The page says this at its top; a headline needs its ten words for what is new."""

_WAYS = {"over": "Over-represented on plans", "under": "Under-represented on plans"}


def headline(shown: Sequence[Compared], released: Released) -> str:
    """Return the message in at most ten words; that a group is over-represented only where chance and doubt allow it."""
    if len(shown) == 1:
        is_named = len(released.own_areas) > 1 and shown[0].area != released.whole
        return _first_that_fits(_of_one(shown[0], is_named=is_named))
    first, second = (_of_one(one, is_named=False)[0] for one in shown)
    if first == second:
        return _first_that_fits((f"{first}, in both authorities", f"{first} in both", first))
    telling = next((one for one in shown if _names(one, "over") or _names(one, "under")), None)
    if telling is not None:
        return _first_that_fits(_of_one(telling, is_named=True))
    return f"Who is over-represented on plans: {TOO_FEW_WORDS}"


def _of_one(one: Compared, *, is_named: bool) -> tuple[str, ...]:
    """Return what may be said of one area, the fullest first; each is true by itself."""
    behind = f", {one.area.name.removesuffix(_INVENTED)}" if is_named else ""
    for verdict, way in _WAYS.items():
        if names := _names(one, verdict):
            how_many = f"{NUMBERS[len(names)]} ethnic {'group' if len(names) == 1 else 'groups'}"
            return (f"{way}{behind}: {listed(names)}", f"{way}{behind}: {how_many}", f"{way}: {how_many}")
    if any(group.verdict in {"few", "hidden"} for group in one.groups):
        return (f"Who is over-represented on plans{behind}: {TOO_FEW_WORDS}",)
    if _names(one, "open"):
        return (f"Who is over-represented{behind}: left open by gaps", "Who is over-represented: left open by gaps")
    return (
        f"No group’s share on plans differs beyond chance{behind}",
        "No group’s share on plans differs beyond chance",
    )


def _first_that_fits(said: Sequence[str]) -> str:
    return next((words for words in said if len(words.split()) <= MOST_WORDS), said[-1])


def _names(one: Compared, verdict: str) -> list[str]:
    return [group.name for group in one.groups if group.verdict == verdict]


def told(shown: Sequence[Compared]) -> str:
    """Say of each area which groups are over- or under-represented, which are not, and of which nothing can be told."""
    return " ".join(f"{f'{one.area.name}: ' if len(shown) > 1 else ''}{_told(one)}" for one in shown)


def _told(one: Compared) -> str:
    said = [
        f"{start}: {_quoted(groups)}{_caution(groups)}."
        for verdict, start in _STARTS.items()
        if (groups := [group for group in one.groups if group.verdict == verdict])
    ]
    return " ".join(said)


_STARTS = {
    "over": "A larger share of children on plans than of pupils, by more than chance",
    "under": "A smaller share of children on plans than of pupils, by more than chance",
    "alike": "No difference beyond chance",
    "few": f"Children on plans {TOO_FEW_WORDS}",
    "open": "Left open, because the group of some children is not known or not shown",
    "hidden": "Hidden or not given",
}


FEW_CASES = "even with so few cases"
"""Of a difference that is already said to be more than chance."""


def _quoted(groups: Sequence[Group]) -> str:
    return listed([f"“{group.name}”" for group in groups])


def _caution(groups: Sequence[Group]) -> str:
    """Return the word of caution where few children stand behind a difference that is told all the same."""
    few = [group for group in groups if group.is_few and group.verdict in _WAYS]
    if not few:
        return ""
    return f" ({FEW_CASES})" if len(few) == len(groups) else f" ({FEW_CASES}: {_quoted(few)})"
