"""What the board needs most: the counts of measures that a priority of the year is followed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import joined
from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.definition import POPULATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.partnership import Priority


def counts_of_priorities(priorities: Iterable[Priority], place: str) -> frozenset[str]:
    """Return the names of all counts that the measures of priorities are made of, above the line and below it.

    Raises
    ------
    UsageError
        When a priority names a measure that there is not; all of them are named, with the settings file `place`.

    """
    known = {measure.title: measure for measure in MEASURES}
    named = [(number, title) for number, one in enumerate(priorities, 1) for title in one.measures]
    wrong = [
        f'priorities[{number}].measures: there is no measure "{title}".{did_you_mean(title, known)}'
        for number, title in named
        if title not in known
    ]
    if wrong:
        message = f"{place}: {' '.join(wrong)} docs/reference/measures.md lists them, by title."
        raise UsageError(message)
    counts = {
        name
        for _, title in named
        for data_type in known[title].data_types
        for name in (*(joined(items) for _, items in known[title].parts), known[title].divisor(data_type))
    }
    return frozenset(counts - {"", POPULATION})
