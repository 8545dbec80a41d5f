"""The key below a drawing: a row for each line, with its marker, its name and why it is broken."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts.content import Content

Sample = Literal["", "dot", "tick", "box", "whole line", "dotted line", "dashed line", "dotted tick"]

EVERY_LINE = "All areas"

LETTERS = 33
"""Letters of a name in one line beside its marker."""


@dataclass(frozen=True)
class KeyRow:
    """One row of the key: the stroke that is meant, or a letter that stands in the drawing, and lines of words."""

    stroke: int | None
    lines: tuple[str, ...]
    """The name."""
    more: tuple[str, ...] = ()
    """What else is said, such as why the line is broken."""
    letter: str = ""
    sample: Sample = ""
    """What is drawn beside the words where no marker is meant."""


def key_rows(content: Content) -> list[KeyRow]:
    """Return the rows of a line chart's key: each line, then what all lines lack, then the events that are marked."""
    gaps = [series.gaps for series in content.series]
    common = [reasons[0] if len(set(reasons)) == 1 else "" for reasons in zip(*gaps, strict=True)]
    shared = common if len(gaps) > 1 else [""] * len(common)
    rows = []
    for series in content.series:
        own = [reason if reason != also else "" for reason, also in zip(series.gaps, shared, strict=True)]
        more = [line for said in gaps_told(content.places, own) for line in lines_of(said)]
        rows.append(KeyRow(series.stroke if series.is_drawn else None, tuple(lines_of(series.name)), tuple(more)))
    rows += [KeyRow(None, tuple(lines_of(f"{EVERY_LINE}: {said}"))) for said in gaps_told(content.places, shared)]
    return rows + [
        KeyRow(None, tuple(lines_of(event.text)), letter=letter)
        for letter, event in zip(EVENT_LETTERS, content.events, strict=False)
    ]


EVENT_LETTERS = "ABCDE"


def gaps_told(places: Sequence[str], reasons: Sequence[str]) -> list[str]:
    """Return why nothing is drawn: "hidden in 2020-21 and 2021-22", once for each reason."""
    if len(places) > 1 and reasons[0] and len(set(reasons)) == 1:
        return [f"{reasons[0]} in every year"]
    return [
        f"{reason} in {listed(_spans([why == reason for why in reasons], places))}"
        for reason in dict.fromkeys(filter(None, reasons))
    ]


FEWEST_IN_A_SPAN = 3
"""From three neighbouring places on, the first and the last say it all: "2015-16 to 2018-19"."""


def _spans(lies: Sequence[bool], places: Sequence[str]) -> list[str]:
    """Return the places that lie, those that follow each other as one span."""
    said: list[str] = []
    for does, group in groupby(zip(lies, places, strict=True), key=lambda pair: pair[0]):
        names = [place for _, place in group]
        if does:
            said += [f"{names[0]} to {names[-1]}"] if len(names) >= FEWEST_IN_A_SPAN else names
    return said


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list is said: one, two and three."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def lines_of(text: str, letters: int = LETTERS) -> list[str]:
    """Return a text in lines of at most so many letters; words stay whole."""
    return textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)
