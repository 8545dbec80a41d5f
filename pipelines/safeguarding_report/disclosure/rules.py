"""What is hidden by rule: by the source, from 1 to the threshold, and where a number tells about everyone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from safeguarding_report.disclosure.counted import Range, what_is_counted
from safeguarding_report.disclosure.relations import breakdowns
from safeguarding_report.errors import DataError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.counts import Counts, Row
    from safeguarding_report.disclosure.reach import Reach

DEFAULT_CLASS = "department"


class Reason(StrEnum):
    """Why a count is hidden; readers see one symbol for all of them."""

    SOURCE = "hidden by the source"
    THRESHOLD = "from 1 to the threshold"
    EVERYONE = "tells about everyone"
    LEFT_OUT = "left out with its whole row"
    COMPLEMENTARY = "hidden to protect another"


@dataclass(frozen=True)
class Rule:
    """What is hidden of one kind of count, and how it is printed."""

    threshold: int
    round_to: int = 1
    hides_none_and_all: bool = False

    @property
    def needed(self) -> int:
        """How far up a hidden count must reach."""
        return self.threshold + 1

    @property
    def least_hidden(self) -> int:
        """The least that a reader may take a hidden count for: zeros are shown, or they are not."""
        return 0 if self.hides_none_and_all else 1

    def hides(self, number: int) -> bool:
        """True when a count is hidden for being small. Zero is shown."""
        return 1 <= number <= self.threshold

    def printed(self, number: int) -> int:
        """Return the number as it is printed."""
        return (2 * number + self.round_to) // (2 * self.round_to) * self.round_to

    def meant_by(self, printed: int) -> Range:
        """Return which numbers are printed like this one."""
        if self.round_to == 1:
            return Range(printed, printed)
        least = printed - self.round_to // 2
        return Range(max(least, 0), least + self.round_to - 1)

    def stricter(self, other: Rule) -> Rule:
        """Return the strictest of both in everything."""
        return Rule(
            max(self.threshold, other.threshold),
            max(self.round_to, other.round_to),
            self.hides_none_and_all or other.hides_none_and_all,
        )


@dataclass(frozen=True)
class Rules:
    """The rule of every count: the strictest of the measures that it stands in, of their owners, and of the settings."""

    classes: Mapping[str, Rule]
    class_of_owner: Mapping[str, str]
    class_of_measure: Mapping[str, str]
    costs: Mapping[str, float]
    owners: Mapping[str, str]
    """The owner of each measure id."""
    least_threshold: int
    """That of the partnership and the year; it tightens every class."""

    def of(self, count: Count) -> Rule:
        """Return the rule of a count."""
        return self._of_counted.get(count.counted, self._least)

    @cached_property
    def _least(self) -> Rule:
        return self.classes[DEFAULT_CLASS].stricter(Rule(self.least_threshold))

    @cached_property
    def _of_counted(self) -> dict[str, Rule]:
        found: dict[str, Rule] = {}
        for (measure, _), counted in what_is_counted().items():
            named = [
                self.class_of_owner.get(self.owners.get(measure, ""), DEFAULT_CLASS),
                self.class_of_measure.get(counted.title, DEFAULT_CLASS),
            ]
            for one in (counted.numerator, counted.denominator) if counted.is_share else (counted.numerator,):
                for name in named:
                    found[one] = found.get(one, self._least).stricter(self.classes[name])
        return found


def read_rules(owners: Mapping[str, str], least_threshold: int, record: Mapping[str, Any] | None = None) -> Rules:
    """Return the rules of this package for measures of these owners, tightened to a threshold.

    Raises
    ------
    DataError
        When a measure or owner names a class that there is not.

    """
    if record is None:
        record = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    classes = {name: Rule(**one) for name, one in record["classes"].items()}
    for name in [*record["owners"].values(), *record["measures"].values()]:
        if name not in classes:
            message = (
                f'rules.toml: there is no class "{name}".{did_you_mean(name, classes)} Known: {", ".join(classes)}.'
            )
            raise DataError(message)
    return Rules(classes, record["owners"], record["measures"], record["costs"], owners, least_threshold)


def is_unsafe(reach: Reach, reason: Reason) -> bool:
    """True when a reader can narrow a hidden count down too far: to a small number, or to what tells about everyone."""
    return not reach.is_safe and (reach.could_be_small or reason is Reason.EVERYONE)


def hidden_by_rule(rows: Iterable[Row], counts: Counts, rules: Rules) -> dict[Count, Reason]:
    """Return every count that is hidden by rule, with the first reason that holds."""
    everyone = dict.fromkeys(_of_everyone(rows, rules), Reason.EVERYONE)
    small = {count: Reason.THRESHOLD for count, number in counts.numbers.items() if rules.of(count).hides(number)}
    hidden = everyone | small | dict.fromkeys(counts.hidden_by_source, Reason.SOURCE)
    return dict.fromkeys(_zeros_of_everyone(counts.numbers, hidden), Reason.EVERYONE) | hidden


def _of_everyone(rows: Iterable[Row], rules: Rules) -> Iterable[Count]:
    """Yield the counts that are none or all of a whole, where their rule hides that."""
    for row in rows:
        if row.numerator is None or row.denominator is None or not rules.of(row.numerator).hides_none_and_all:
            continue
        part, whole = row.record["numerator"], row.record["denominator"]
        if part and whole and int(whole) and int(part) in {0, int(whole)}:
            yield row.numerator


def _zeros_of_everyone(numbers: Mapping[Count, int], hidden: Collection[Count]) -> Iterable[Count]:
    """Yield the zeros that say of a hidden number of children that all stand in one category."""
    for row in breakdowns({*numbers, *hidden}):
        zeros = [part for part in row.parts if part not in hidden and numbers[part] == 0]
        others = [part for part in row.parts if part not in zeros]
        if len(others) == 1 and not {row.whole, *others}.isdisjoint(hidden):
            yield from zeros
