"""What others have printed: the official figures as the source shows them, and the ledger of what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import Count, what_is_counted
from safeguarding_report.disclosure.counts import OFFICIAL
from safeguarding_report.disclosure.printed import Told
from safeguarding_report.disclosure.relations import Bound
from safeguarding_report.disclosure.restated import newest_first, without_restated
from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from safeguarding_report.disclosure.counts import Row
    from safeguarding_report.disclosure.known import KnownFigure
    from safeguarding_report.disclosure.rules import Rules
    from safeguarding_report.partnership import Partnership

AUTHORITY = "Local authority"
"""The source prints authorities; what several of them make together is our own sum."""

_NAMED = 5


def told_by_others(
    rows: Iterable[Row],
    ledger: Sequence[KnownFigure],
    rules: Rules,
    *,
    own: Mapping[Count, int],
    partnership: Partnership,
    official_counts: Iterable[Mapping[str, str]] = (),
    left_by_regions: Iterable[Mapping[str, str]] = (),
) -> Told:
    """Return what readers know of the partnership's areas before they read this report.

    Of what was restated, the newest word counts.

    Parameters
    ----------
    rows, ledger
        The results, of which official ones are known; and what was printed before.
    rules
        How counts are printed.
    own
        The numbers that the report is made of.
    partnership
        Whose report it is.
    official_counts
        What the department prints of these areas, whether or not a measure is made of it: area_code, time_period,
        item, value, symbol.
    left_by_regions
        Between what counts of these areas lie together by the totals of regions: time_period, area_codes, item, least,
        most.

    Raises
    ------
    DataError
        When a figure that was printed before is of a measure or category that no measure has any more.

    """
    told = Told()
    areas = set()
    for row in rows:
        if row.is_protected:
            areas.add(row.record["area_code"])
        is_official = row.record["status"].startswith(OFFICIAL) and row.record["geographic_level"] == AUTHORITY
        if is_official:
            told.take(row.record, row.counted, rules)
    for one in official_counts:
        told.take_count(Count(one["item"], one["area_code"], one["time_period"]), one["value"], one["symbol"])
    told.shares += [_together(one) for one in left_by_regions]
    known = what_is_counted()
    unknown = [figure for figure in ledger if (figure.measure, figure.category) not in known]
    if unknown:
        names = ", ".join(figure.figure_id for figure in unknown[:_NAMED])
        message = (
            f"{len(unknown)} figures that were printed before are of a measure or category that there is no longer, "
            f"first {names}. A list of categories that changed between years can give hidden counts away. "
            "Keep the old category in measures/, or say there how old and new ones go together."
        )
        raise DataError(message)
    of_sources = frozenset(told.numbers)
    for figure in newest_first(ledger):
        if figure.area_code in areas:
            told.take(vars(figure) | {"status": ""}, known[figure.measure, figure.category], rules)
    told = without_restated(told, of_sources, own, partnership)
    told.hidden -= told.numbers.keys()
    return told


def _together(left: Mapping[str, str]) -> Bound:
    counts = [Count(left["item"], area_code, left["time_period"]) for area_code in left["area_codes"].split()]
    # A source that errs in one authority errs here too, so that it may be given room like its own sums.
    return Bound(tuple((count, 1) for count in counts), int(left["least"]), int(left["most"]), may_be_missed=True)
