"""Why a figure moved: what the partnership knows or believes, with its source, read from why.toml of the year.

The text is printed as it stands, so it is public: whatever could name a person is refused, and so is a number that
looks like a figure, because every figure of the page stands in figures.csv.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.identifiable import kinds_in
from safeguarding_report.measures import MEASURES
from safeguarding_report.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from safeguarding_report.workspace import Step

WHY_FILE = "why.toml"

CERTAINTIES = ("known", "likely", "not known")

_FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,}|\d,\d{3}|\d\.\d|\d\s?%|\d\s+per\s+cent")
"""What looks like a figure, as the last checks of a page see it; a year does not."""


@dataclass(frozen=True)
class Why:
    """Why a measure moved in an area: of a figure, or of a measure and an area."""

    text: str
    source: str
    certainty: str
    figure: str = ""
    """A figure_id, such as referrals_count/E09000030/202223; instead of it, measure and area."""
    measure: str = ""
    area: str = ""

    def __post_init__(self) -> None:
        if bool(self.figure) == bool(self.measure and self.area) or bool(self.measure) != bool(self.area):
            message = "a why names its figure, or its measure and area, and not both."
            raise ValueError(message)
        if self.certainty not in CERTAINTIES:
            message = f"certainty is one of {', '.join(CERTAINTIES)}.{did_you_mean(self.certainty, CERTAINTIES)}"
            raise ValueError(message)
        if not self.text.strip() or not self.source.strip():
            message = "a why has a text and a source."
            raise ValueError(message)

    @property
    def measure_id(self) -> str:
        """The measure as it was written: referrals or referrals_count."""
        return self.measure or self.figure.split("/", maxsplit=1)[0]

    @property
    def area_code(self) -> str:
        """The area it is about."""
        return self.area or [*self.figure.split("/"), ""][1]


@dataclass(frozen=True)
class Reasons:
    """What why.toml holds."""

    why: tuple[Why, ...] = field(default=())


def given_reasons(step: Step) -> list[dict[str, Any]]:
    """Return the records of why.json: what the partnership says of this year's changes; none without a why.toml."""
    path = step.data / WHY_FILE
    if not path.is_file():
        return []
    partnership = step.partnership
    areas = [*partnership.areas, partnership.slug] if partnership.is_joint else list(partnership.areas)
    return read_reasons(path, areas, step.year.time_period, step.settings.known_names)


def read_reasons(path: Path, areas: Collection[str], time_period: str, known: Collection[str]) -> list[dict[str, Any]]:
    """Read why.toml; `areas` are those that the report is about, `known` the names that a text may hold.

    Raises
    ------
    UsageError
        With everything that is wrong in the file at once: unknown keys, measures, areas or years, a reason given
        twice, a text that names somebody or holds a figure.

    """
    reasons = read_settings(path, Reasons).why
    titles = {one: measure.title for measure in MEASURES for one in (measure.title, *measure.ids)}
    records = [
        {"title": titles.get(one.measure_id, ""), "area_code": one.area_code}
        | {key: text for key, text in asdict(one).items() if key in {"text", "source", "certainty"}}
        for one in reasons
    ]
    wrong = [
        f"why {place}: {told}"
        for place, one in enumerate(reasons, 1)
        for told in _what_is_wrong(one, titles, areas, time_period, known)
    ]
    wrong += _twice(records)
    if wrong:
        raise UsageError(f"{path.name}: " + " ".join(wrong))
    return records


def _what_is_wrong(
    one: Why, titles: Collection[str], areas: Collection[str], time_period: str, known: Collection[str]
) -> Iterable[str]:
    if one.measure_id not in titles:
        yield f'"{one.measure_id}" is not a measure.{did_you_mean(one.measure_id, list(titles))}'
    if one.area_code not in areas:
        yield f'"{one.area_code}" is not an area of this report. Expected one of {", ".join(areas)}.'
    if one.figure and one.figure.split("/")[2:] != [time_period]:
        yield f"the figure is of another year; this file is about {time_period}, and about no category."
    kinds = [*kinds_in(one.text, known), *kinds_in(one.source, known)]
    if kinds:
        yield f"the text may name somebody ({', '.join(dict.fromkeys(kinds))}). It is printed: take that out."
    if _FIGURE.search(one.text) or _FIGURE.search(one.source):
        yield "the text holds a number that looks like a figure. Say it in words, or refer to the figure printed."


def _twice(records: Iterable[dict[str, Any]]) -> list[str]:
    places = [(record["title"], record["area_code"]) for record in records if record["title"]]
    return [f"{title} of {area} has two reasons; give one." for title, area in dict.fromkeys(
        place for place in places if places.count(place) > 1
    )]  # fmt: skip
