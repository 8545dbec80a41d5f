"""Partner figures that are not those that were asked for: of another area, partner or time, or of one time twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.findings import Finding
from safeguarding_report.receiving.asked import areas_asked, owners_asked
from safeguarding_report.tables.partners import INDICATORS, PARTNER_FIGURES
from safeguarding_report.tables.periods import may_be_given_for, period_in_words
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.receiving.standing import Standing

_BY_ID = {indicator.id: indicator for indicator in INDICATORS}
_OWNER = {indicator.id: indicator.owner for indicator in INDICATORS}

_OWNERS_IN_WORDS = {
    "local authority": "local authorities",
    "health": "health bodies",
    "police": "the police",
    "education": "education",
    "partnership": "the office of the partnership",
}

_ANOTHER_FILE = "Where the whole file is another one, put the right one there"


def check_figures(
    tables: Mapping[str, pd.DataFrame], all_standing: Sequence[Standing], partnership: Partnership
) -> Iterator[Finding]:
    """Give the rows of partner figures and registers that nobody asked the sender for."""
    figures = tables.get(PARTNER_FIGURES.name, PARTNER_FIGURES.empty())
    for standing in all_standing:
        if standing.counted is not None and standing.counted.file:
            rows = figures[figures["return_id"] == standing.counted.file]
            yield from _of_another_area(rows, standing, partnership)
            yield from _of_another_partner(rows, standing, partnership)
            yield from _outside_the_period(rows, standing)
            yield from _overlapping(rows)
    for register in REGISTERS:
        if register.name in tables and "area_code" in register.column_names:
            yield from _registers_of_another_area(tables[register.name], register.name, partnership)


def _of_another_area(rows: pd.DataFrame, standing: Standing, partnership: Partnership) -> Iterator[Finding]:
    asked = areas_asked(standing.expected, partnership)
    reason = (
        f"Expected {_listed(asked)} in this return. {_ANOTHER_FILE}; else mend the code, or say in returns.toml that the "
        "return is for more than this area."
    )
    yield from _found(rows[~rows["area_code"].isin(asked)], "area_code", "area that was not asked for", reason)


def _of_another_partner(rows: pd.DataFrame, standing: Standing, partnership: Partnership) -> Iterator[Finding]:
    asked = owners_asked(standing.expected, partnership)
    owners = rows["indicator_id"].map(_OWNER)
    others = rows[~owners.isin(asked)]
    if not asked or others.empty:
        # A partner that partnership.toml does not know is said of returns.toml.
        return
    theirs = [words for owner, words in _OWNERS_IN_WORDS.items() if owner in set(owners[others.index])]
    reason = (
        f"{_listed(theirs, 'and').capitalize()} count this, and {standing.expected.partner} is asked for what "
        f"{_listed([_OWNERS_IN_WORDS[owner] for owner in asked], 'and')} count. {_ANOTHER_FILE}; else take the rows out, "
        "or choose the indicator that is meant from the list in the sender's own template."
    )
    yield from _found(others, "indicator_id", "indicator of another kind of partner", reason)


def _outside_the_period(rows: pd.DataFrame, standing: Standing) -> Iterator[Finding]:
    columns = (rows[name] for name in ("indicator_id", "period_start", "period_end"))
    outside = rows[
        [
            not may_be_given_for(_BY_ID[indicator_id], start.date(), end.date(), standing.period)
            for indicator_id, start, end in zip(*columns, strict=True)
        ]
    ]
    reason = (
        f"The return is to cover {period_in_words(*standing.period)}. {_ANOTHER_FILE}; else mend the period of these "
        "rows, or say in returns.toml which period came."
    )
    yield from _found(outside, "period_start", "period that was not asked for", reason)


def _overlapping(rows: pd.DataFrame) -> Iterator[Finding]:
    """Give rows whose period has days of an earlier one of the same count; the same period twice is the suite's."""
    count = ["indicator_id", "area_code"]
    periods = rows.sort_values([*count, "period_start", "period_end"], kind="stable").drop_duplicates(
        [*count, "period_start", "period_end"]
    )
    latest_end = periods.groupby(count)["period_end"].cummax()
    ends = latest_end.groupby([periods[column] for column in count]).shift()
    reason = (
        "Its period has days in common with that of another row of the same count and area, so the two can neither be "
        "added nor told apart. Give the whole year once, or each part of it once."
    )
    yield from _found(periods[periods["period_start"] <= ends], "period_start", "overlapping periods", reason)


def _registers_of_another_area(rows: pd.DataFrame, name: str, partnership: Partnership) -> Iterator[Finding]:
    known = (*partnership.areas, partnership.slug)
    reason = f"Expected {_listed(known)}, or nothing where it is about all. Mend the code, or take the row out."
    wrong = rows[rows["area_code"].notna() & ~rows["area_code"].isin(known)]
    for _, own in wrong.groupby("return_id", sort=True):
        yield from _found(own, "area_code", "area that is none of the partnership's", reason, table=name)


def _found(
    rows: pd.DataFrame, column: str, rule: str, reason: str, *, table: str = PARTNER_FIGURES.name
) -> Iterator[Finding]:
    if rows.empty:
        return
    numbers: list[Any] = sorted(rows["row"])
    file = str(rows["return_id"].iloc[0])
    yield Finding("error", file, rule, reason, table, column, count=len(numbers), rows=tuple(numbers))


def _listed(words: Sequence[str], last: str = "or") -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))
