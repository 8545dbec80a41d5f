"""What is hidden by rule: by the source, from 1 to the threshold, and where a number tells about everyone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from safeguarding_report.disclosure.counted import Range, complement, what_is_counted
from safeguarding_report.disclosure.relations import PARTITIONS, breakdowns
from safeguarding_report.errors import DataError, did_you_mean
from safeguarding_report.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.counts import Counts, Row

DEFAULT_CLASS = "department"


class Reason(StrEnum):
    """Why a count is hidden; readers see one symbol for all of them."""

    SOURCE = "hidden by the source"
    THRESHOLD = "from 1 to the threshold"
    EVERYONE = "tells about everyone"
    LEFT_OUT = "left out with its whole row"
    COMPLEMENTARY = "hidden to protect another"

    @property
    def tells_about_everyone(self) -> bool:
        """True when any one number would be too much to know, however large."""
        return self is Reason.EVERYONE


@dataclass(frozen=True)
class Rule:
    """What is hidden of one kind of count, and how it is printed."""

    threshold: int
    round_to: int = 1
    hides_none_and_all: bool = False
    hides_complement: bool = True
    """True when few who are not among a share count as much as few who are, in what is counted from returns."""

    @property
    def hides_nothing(self) -> bool:
        """True for what is not about people: organisations and events."""
        return self.threshold == 0

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
        if self.round_to == 1 or not printed:
            # What would round to 0 is small, so it is hidden: a printed 0 is none.
            return Range(printed, printed)
        least = printed - self.round_to // 2
        return Range(max(least, self.threshold + 1), least + self.round_to - 1)

    def stricter(self, other: Rule) -> Rule:
        """Return the strictest of both in everything."""
        return Rule(
            max(self.threshold, other.threshold),
            max(self.round_to, other.round_to),
            self.hides_none_and_all or other.hides_none_and_all,
            self.hides_complement or other.hides_complement,
        )


@dataclass(frozen=True)
class Rules:
    """The rule of every count: the strictest of the measures that it stands in, of their owners, and of the settings."""

    classes: Mapping[str, Rule]
    classes_of_owner: Mapping[str, tuple[str, ...]]
    class_of_measure: Mapping[str, str]
    costs: Mapping[str, float]
    owners: Mapping[str, str]
    """The owner of each measure id."""
    least_threshold: int
    """That of the partnership and the year; it tightens every class."""
    official: Collection[Count] = frozenset()
    """Counts that the department publishes, by its own rule: no owner's rule is asked for what is not from a return."""

    def of(self, count: Count) -> Rule:
        """Return the rule of a count."""
        rules = self._of_published if count in self.official else self._of_returned
        return rules.get(count.counted, self._least)

    @cached_property
    def _least(self) -> Rule:
        return self.classes[DEFAULT_CLASS].stricter(Rule(self.least_threshold))

    @cached_property
    def _of_published(self) -> dict[str, Rule]:
        return self._strictest({})

    @cached_property
    def _of_returned(self) -> dict[str, Rule]:
        return self._strictest(self.owners)

    def _strictest(self, owners: Mapping[str, str]) -> dict[str, Rule]:
        found: dict[str, Rule] = {}
        for (measure, _), counted in what_is_counted().items():
            named = [
                *self.classes_of_owner.get(owners.get(measure, ""), (DEFAULT_CLASS,)),
                self.class_of_measure.get(counted.title, DEFAULT_CLASS),
            ]
            # What is about nobody is so whoever owns it; a count that stands in a measure about children is not.
            nobody = self.classes[named[-1]]
            rules = [nobody] if nobody.hides_nothing else [self._least, *(self.classes[name] for name in named)]
            tied = (counted.denominator, complement(counted.numerator, counted.denominator))
            for one in (counted.numerator, *(tied if counted.is_share else ())):
                for rule in rules:
                    found[one] = found.get(one, rule).stricter(rule)
        return found


def read_rules(
    owners: Mapping[str, str],
    least_threshold: int,
    official: Collection[Count] = frozenset(),
    record: Mapping[str, Any] | None = None,
) -> Rules:
    """Return the rules of this package for measures of these owners, tightened to a threshold.

    Raises
    ------
    DataError
        With everything that does not fit: a class that there is not, an owner without a class, an owner or measure
        that there is not.

    """
    if record is None:
        record = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    classes = {name: Rule(**one) for name, one in record["classes"].items()}
    classes_of_owner = {owner: tuple(names) for owner, names in record["owners"].items()}
    wrong = [
        *_unknown_classes(classes, [*classes_of_owner.values(), tuple(record["measures"].values())]),
        *_owners_apart(classes_of_owner, owners.values()),
        *_unknown_measures(record["measures"]),
    ]
    if wrong:
        raise DataError(" ".join(["rules.toml does not fit the measures, so nothing is released.", *wrong]))
    return Rules(classes, classes_of_owner, record["measures"], record["costs"], owners, least_threshold, official)


def _unknown_classes(classes: Collection[str], named: Iterable[tuple[str, ...]]) -> Iterable[str]:
    for name in dict.fromkeys(name for names in named for name in names if name not in classes):
        yield f'There is no class "{name}".{did_you_mean(name, classes)} Known: {", ".join(classes)}.'


def _owners_apart(classes_of_owner: Mapping[str, tuple[str, ...]], owners: Collection[str]) -> Iterable[str]:
    for owner in dict.fromkeys(owner for owner in owners if not classes_of_owner.get(owner)):
        yield f'The owner "{owner}" of a measure has no class.{did_you_mean(owner, classes_of_owner)} Name it under [owners].'
    for owner in classes_of_owner:
        if owner not in owners:
            yield f'[owners] names "{owner}", which owns no measure.{did_you_mean(owner, owners)} Take it out.'


def _unknown_measures(named: Iterable[str]) -> Iterable[str]:
    titles = {measure.title for measure in MEASURES}
    for title in named:
        if title not in titles:
            yield f'[measures] names "{title}", which is no measure.{did_you_mean(title, titles)}'


def hidden_by_rule(rows: Iterable[Row], counts: Counts, rules: Rules) -> dict[Count, Reason]:
    """Return every count that is hidden by rule, with the first reason that holds."""
    of_everyone = [*_of_everyone(rows, rules), *_all_alike(counts.numbers, rules)]
    everyone = dict.fromkeys(of_everyone, Reason.EVERYONE)
    small = {count: Reason.THRESHOLD for count, number in counts.numbers.items() if rules.of(count).hides(number)}
    hidden = everyone | small | dict.fromkeys(counts.hidden_by_source, Reason.SOURCE)
    few_others = dict.fromkeys(_complements(rows, rules), Reason.THRESHOLD)
    return dict.fromkeys(_zeros_of_everyone(counts.numbers, hidden), Reason.EVERYONE) | few_others | hidden


def _of_everyone(rows: Iterable[Row], rules: Rules) -> Iterable[Count]:
    """Yield the counts that are none or all of a whole, where their rule hides that."""
    for row in rows:
        if row.numerator is None or row.denominator is None or not rules.of(row.numerator).hides_none_and_all:
            continue
        part, whole = row.record["numerator"], row.record["denominator"]
        if part and whole and int(whole) and int(part) in {0, int(whole)}:
            yield row.numerator


def _all_alike(numbers: Mapping[Count, int], rules: Rules) -> Iterable[Count]:
    """Yield the category that all who were counted from returns stand in: it would say the same of each of them.

    Whoever knows that a child has a plan would know its group, its disability or what was done to it, however many
    they are. What the department prints is printed.
    """
    for row in breakdowns(numbers):
        some = [part for part in row.parts if numbers.get(part)]
        if len(some) == 1 and len(row.parts) > 1:
            only = some[0]
            if (
                only not in rules.official
                and not rules.of(only).hides_nothing
                and numbers.get(row.whole) == numbers[only]
            ):
                yield only


def _complements(rows: Iterable[Row], rules: Rules) -> Iterable[Count]:
    """Yield what a whole and a part from returns leave, where it is small: with 97 of 100 reviewed, 3 were not.

    The department prints them, so they are hidden of nothing official. The categories of a closed breakdown are each
    hidden by themselves.
    """
    for row in rows:
        part, whole = row.numerator, row.denominator
        if part is None or whole is None or row.counted.title in PARTITIONS or part in rules.official:
            continue
        rest = part._replace(counted=complement(part.counted, whole.counted))
        numbers = row.record["numerator"], row.record["denominator"]
        rule = rules.of(rest)
        if all(numbers) and rule.hides_complement and rule.hides(int(numbers[1]) - int(numbers[0])):
            yield rest


def _zeros_of_everyone(numbers: Mapping[Count, int], hidden: Collection[Count]) -> Iterable[Count]:
    """Yield the zeros that say of a hidden number of children that all stand in one category."""
    for row in breakdowns({*numbers, *hidden}):
        zeros = [part for part in row.parts if part not in hidden and numbers[part] == 0]
        others = [part for part in row.parts if part not in zeros]
        if len(others) == 1 and not {row.whole, *others}.isdisjoint(hidden):
            yield from zeros
