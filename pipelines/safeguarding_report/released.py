"""Released figures: the only thing that charts, narrative and report may see, and only under an unbroken seal.

`released/` is written by the gate alone:

```
figures.csv        one row is one figure that may be printed (hidden ones stand in it with their symbol)
comparisons.csv    one row is one measure and year: how all authorities' levels and yearly changes are spread
measures.json      the words of each measure, in report order
report.json        partnership, year, areas, comparators, partners, demonstration, what was hidden
notes.json         notes that travel with figures
sources.json       files and releases the figures come from
data_quality.json  which returns were expected of partners, and what came: offices, dates and states
authorities.json   published counts of all authorities in the reporting year, without their names
why.json           why figures moved, as the partnership says it: text, source, certainty
registers.json     the registers that the partnership keeps: the columns and entries that may be published
seal.json          the sha256 of each of these
```

Beside it lies `narratives/`, written by the gate of words, with a seal of its own:

```
narratives.json    what the partnership wrote, by chapter, without the paragraphs that nobody answers for
```
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from safeguarding_report.figures import (
    FIGURE_COLUMNS,
    SEALED,
    SEALED_WORDS,
    Figure,
    Published,
    check_seal,
    figure_id,
)
from safeguarding_report.register import Narrative, Register
from safeguarding_report.return_facts import ReturnFacts
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "FIGURE_COLUMNS", "SEALED", "Area", "Comparison", "Figure", "MeasureWords", "Narrative", "Note", "Published",
    "Reason", "Register", "Released", "ReportFacts", "ReturnFacts", "Source", "Trace", "check_seal", "figure_id",
]  # fmt: skip


@dataclass(frozen=True)
class MeasureWords:
    """What a measure is, in words that are printed as they stand."""

    measure: str
    """The id with its data type: referrals_rate."""
    title: str
    """The id without it: referrals. A count and its rate share a title."""
    data_type: str
    """count, rate or percent."""
    name: str
    """Plain name: "Referrals"."""
    why_it_matters: str
    numerator: str
    denominator: str
    unit: str
    decimals: int
    polarity: str
    """high (higher is better), low, or none."""
    period_type: str
    """"year" (1 April to 31 March), "at 31 March", or "academic year" (September to July)."""
    owner: str
    definition: str
    definition_source: str
    limits: str
    chapter: str
    annex: bool
    """True when it stands in the annex alone."""
    breakdown: str
    """What its categories are of; empty for the whole."""
    categories: tuple[tuple[str, str], ...]
    """(category, plain name), in the order in which they are printed."""


@dataclass(frozen=True)
class Comparison:
    """How all authorities are spread on one measure in one year: levels, and changes since the year before.

    Changes are in per cent for counts and rates, in percentage points for percentages.
    """

    measure: str
    time_period: str
    authorities: int
    level_10: Decimal
    level_25: Decimal
    level_50: Decimal
    level_75: Decimal
    level_90: Decimal
    changed_authorities: int
    """0 where there is no year before; the changes are then None."""
    change_10: Decimal | None
    change_25: Decimal | None
    change_50: Decimal | None
    change_75: Decimal | None
    change_90: Decimal | None


@dataclass(frozen=True)
class Area:
    """An area of the report: one of the partnership's own, the partnership as a whole, or a comparator."""

    code: str
    name: str
    level: str
    role: str
    """One of "authority", "partnership" (several authorities together), "neighbours", "region", "wider region" or "England"."""
    compared_with: tuple[str, ...]
    """Codes of the comparators of this area, nearest first: neighbours, region, England."""
    note: str
    """For neighbours: model year, and a warning where they are not close; after it their names, nearest first."""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """A note that travels with the figures of some areas, measures and years. Empty means all."""

    note: str
    text: str
    areas: tuple[str, ...]
    titles: tuple[str, ...]
    time_periods: tuple[str, ...]
    source: str
    shared: str = ""
    """How its text begins, where notes on several measures begin alike: said once where they stand together."""
    named: str = ""
    """The measure as its text names it: notes that say the same of several measures are told as one."""

    def concerns(self, figure: Figure, title: str) -> bool:
        """True when the note is about this figure."""
        return (
            (not self.areas or figure.area_code in self.areas)
            and (not self.titles or title in self.titles)
            and (not self.time_periods or figure.time_period in self.time_periods)
        )


@dataclass(frozen=True)
class Source:
    """One file that figures come from."""

    source: str
    title: str
    publisher: str
    release: str
    release_title: str
    publication_date: str
    sha256: str


@dataclass(frozen=True)
class Reason:
    """Why a measure moved in an area, as the partnership says it."""

    title: str
    """The measure without its data type: a count and its rate move for one reason."""
    area_code: str
    text: str
    source: str
    certainty: str
    """known, likely or not known."""


@dataclass(frozen=True)
class Trace:
    """Where the figures of one measure come from: files, years and how final they are."""

    title: str
    sources: frozenset[str]
    periods: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class ReportFacts:
    """What the report is about, and what the gate did."""

    partnership: str
    """The slug."""
    name: str
    short_name: str
    year: str
    period_start: str
    period_end: str
    demonstration: str
    """What kind of demonstration this is, in words that stand on every page; empty for a real report."""
    areas: tuple[Area, ...]
    """Own areas first (the partnership as a whole before its authorities where there are several), then comparators."""
    partners: tuple[dict[str, str], ...]
    """kind, name, area, period of those who were partners in the year."""
    first_period_held: dict[str, str]
    """By measure title: the first time period that this build holds."""
    threshold: int
    hidden: int
    """Numbers of figures of the partnership's own areas, all years held."""
    left_out: int = 0
    """Breakdowns of an area and year that are hidden whole."""
    narrowed_by_others: int = 0
    """Hidden counts that others have printed, or that follow from what they print."""
    narrowest_range: int | None = None
    """How many different numbers every other hidden count can still be, at least."""
    figures_released: int = 0
    all_partners: tuple[dict[str, str], ...] = ()
    """kind, name, area, from, until and source of everyone who was ever a partner, up to the end of the year."""
    guidance: str = ""
    """The edition of the statutory guidance that the report answers to: wt2018, wt2023 or wt2026."""
    priorities: tuple[dict[str, Any], ...] = ()
    """name, lead, aim, source and measures of the year's priorities, as the settings of the year say them."""
    priorities_in_all: int = 0
    """How many priorities the documents of the year speak of, where they name fewer."""
    restated: tuple[dict[str, str], ...] = ()
    """figure_id, value and printed_in of figures that readers were given with another number."""


class Released:
    """The released figures of one partnership and year, looked up by measure, area and period.

    What the partnership wrote lies beside them, or in `words` where figures were released once more for another page.
    """

    def __init__(self, folder: Path, words: Path | None = None) -> None:
        check_seal(folder)
        self._words = words or folder.with_name("narratives")
        self._folder = folder
        self.measures = {
            record["measure"]: MeasureWords(
                **record | {"categories": tuple((code, name) for code, name in record["categories"])}
            )
            for record in _read_json(folder / "measures.json")
        }
        self.report = _report_facts(_read_json(folder / "report.json"))
        self.notes = tuple(_note(record) for record in _read_json(folder / "notes.json"))
        self.sources = tuple(Source(**record) for record in _read_json(folder / "sources.json"))
        reasons = [Reason(**record) for record in _read_json(folder / "why.json")]
        self.reasons = {(reason.title, reason.area_code): reason for reason in reasons}
        self.authorities = {
            measure: tuple(Published.of(pair) for pair in pairs)
            for measure, pairs in _read_json(folder / "authorities.json").items()
        }
        self.registers = {
            name: Register(name, tuple(record["entries"]), record["held_back"], tuple(record.get("without", ())))
            for name, record in _read_json(folder / "registers.json").items()
        }
        self.returns = tuple(ReturnFacts(**record) for record in _read_json(folder / "data_quality.json"))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every released figure; read when first asked for, as the index of all reports has those of a few."""
        with (self._folder / "figures.csv").open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            # The gate writes, and seals, its columns in the order of a figure's own.
            next(rows)
            return tuple(map(Figure.of_row, rows))

    @cached_property
    def comparisons(self) -> dict[tuple[str, str], Comparison]:
        """How the partnership stands among others, by measure and period."""
        with (self._folder / "comparisons.csv").open(encoding="utf-8", newline="") as lines:
            return {(row["measure"], row["time_period"]): _comparison(row) for row in csv.DictReader(lines)}

    @cached_property
    def narratives(self) -> dict[str, Narrative]:
        """What the partnership wrote, by chapter; read when first asked for, as charts have no words of it."""
        check_seal(self._words, SEALED_WORDS)
        return {chapter: Narrative(**record) for chapter, record in _read_json(self._words / "narratives.json").items()}

    def register(self, name: str) -> Register:
        """Return a register of the year; without an entry where the partnership keeps none."""
        return self.registers.get(name) or Register(name)

    @cached_property
    def _by_id(self) -> dict[str, Figure]:
        return {figure.figure_id: figure for figure in self.figures}

    @property
    def by_id(self) -> Mapping[str, Figure]:
        """Every released figure by its id."""
        return self._by_id

    @cached_property
    def traces(self) -> dict[str, Trace]:
        """Where the figures of each measure of the report's own areas come from, by title."""
        own = {area.code for area in self.own_areas}
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if figure.area_code in own and figure.measure in self.measures:
                found.setdefault(self.measures[figure.measure].title, []).append(figure)
        return {
            title: Trace(
                title=title,
                sources=frozenset(
                    one for several in {figure.source for figure in figures} for one in several.split("+")
                ),
                periods=tuple(sorted({one.time_period for one in figures})),
                statuses=tuple(sorted({one.status for one in figures})),
            )
            for title, figures in found.items()
        }

    @property
    def time_period(self) -> str:
        """The reporting year of the report: `202324`."""
        return self.report.year.replace("-", "")

    def periods(self, count: int) -> list[str]:
        """Return the last `count` time periods up to the reporting year, oldest first."""
        last = int(self.time_period[:4])
        return [f"{year}{(year + 1) % 100:02d}" for year in range(last - count + 1, last + 1)]

    def periods_of(self, measure: str, count: int) -> list[str]:
        """Return the last `count` time periods of a measure, oldest first: academic years for what has those.

        The last academic year is the one that ended in the reporting year.
        """
        if self.measures[measure].period_type != "academic year":
            return self.periods(count)
        years = [ReportingYear.from_time_period(period) for period in self.periods(count)]
        return [year.academic_period for year in years]

    def figure(self, measure: str, area_code: str, time_period: str = "", category: str = "") -> Figure | None:
        """Return the figure, or None where this build does not hold it."""
        breakdown = self.measures[measure].breakdown if category else ""
        period = time_period or self.periods_of(measure, 1)[0]
        return self._by_id.get(figure_id(measure, area_code, period, breakdown, category))

    def series(self, measure: str, area_code: str, count: int, category: str = "") -> list[Figure | None]:
        """Return the figures of the last `count` years, oldest first; None where this build does not hold one."""
        return [self.figure(measure, area_code, period, category) for period in self.periods_of(measure, count)]

    def notes_about(self, figures: list[Figure]) -> list[Note]:
        """Return the notes that concern any of these figures, in the order of notes.json."""
        return [
            note
            for note in self.notes
            if any(note.concerns(figure, self.measures[figure.measure].title) for figure in figures)
        ]

    def area(self, code: str) -> Area:
        """Return the area of this code."""
        return next(area for area in self.report.areas if area.code == code)

    @property
    def own_areas(self) -> list[Area]:
        """The partnership's own areas: the whole first where there are several authorities."""
        return [area for area in self.report.areas if area.role in {"partnership", "authority"}]

    @property
    def whole(self) -> Area:
        """The area the report speaks of first: the only authority, or all of them together."""
        return self.own_areas[0]


def _read_json(path: Path) -> Any:  # noqa: ANN401 — what stands in the file decides
    return json.loads(path.read_text(encoding="utf-8"))


def _comparison(row: dict[str, str]) -> Comparison:
    whole = {"authorities", "changed_authorities"}
    typed: dict[str, Any] = {"measure": row["measure"], "time_period": row["time_period"]}
    for column in fields(Comparison)[2:]:
        text = row[column.name]
        typed[column.name] = int(text) if column.name in whole else Decimal(text) if text else None
    return Comparison(**typed)


def _note(record: dict[str, Any]) -> Note:
    return Note(**record | {name: tuple(record[name]) for name in ("areas", "titles", "time_periods")})


def _report_facts(record: dict[str, Any]) -> ReportFacts:
    several = ("compared_with", "members")
    areas = tuple(Area(**one | {name: tuple(one.get(name, ())) for name in several}) for one in record["areas"])
    return ReportFacts(
        **record
        | {"areas": areas}
        | {name: tuple(record.get(name, ())) for name in ("partners", "all_partners", "priorities", "restated")}
    )
