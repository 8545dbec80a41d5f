"""The data dictionary: every table, column, code and indicator in words, as one page made from their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.tables import published
from safeguarding_report.tables.children import CHILD_TABLES
from safeguarding_report.tables.counted import COUNTED_FIGURES
from safeguarding_report.tables.partners import INDICATOR_IDS, INDICATORS, PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS
from safeguarding_report.tables.results import RESULTS
from safeguarding_report.tables.table import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.tables.table import Column, Table

_PUBLISHED = (
    published.OFFICIAL_FIGURES,
    published.OFFICIAL_SOURCES,
    published.OFFICIAL_TOTALS,
    published.PUBLISHED_RATES,
    published.AUTHORITY_SPREAD,
    published.AUTHORITY_FIGURES,
    published.NEIGHBOUR_FIGURES,
    published.REST_OF_REGIONS,
    published.LEFT_BY_REGIONS,
)

_PARTS = (
    (
        "Children",
        (
            "What is read from the sector's own formats. A child is a pseudonym, an age is a group; "
            "names, workers, pupil numbers, postcodes and birth dates are dropped as a file is read."
        ),
        CHILD_TABLES,
    ),
    (
        "Partner figures",
        "Counts that no national form holds. Never a row about a person.",
        (PARTNER_FIGURES,),
    ),
    (
        "Registers",
        (
            "What the partnership keeps about its own work. Offices and not names. "
            "The register of returns is `returns.toml` itself."
        ),
        REGISTERS,
    ),
    ("Published statistics", "The compact form of what the department publishes.", _PUBLISHED),
    ("Counted figures", "The same counts as the published ones, made from partner returns.", (COUNTED_FIGURES,)),
    ("Results", "What the measures give, before anything is hidden.", (RESULTS,)),
)


def tables() -> tuple[Table, ...]:
    """Return every declared table, in the order of the page."""
    return tuple(table for *_, part in _PARTS for table in part)


def data_dictionary() -> str:
    """Return the page as Markdown."""
    lines = [
        "# Data dictionary",
        "Every table, made from its declaration. `make golden` writes this page.",
        f"The last columns of every table that is made from returns are {_named(ORIGIN)}.",
    ]
    for title, words, part in _PARTS:
        lines += [f"## {title}", words]
        for table in part:
            lines += _table(table)
        if PARTNER_FIGURES in part:
            lines += _indicators()
    return "\n\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    from_returns = all(column in table.columns for column in ORIGIN)
    rows = [
        (f"`{column.name}`", column.type, column.words, _allowed(column), "yes" if column.may_be_missing else "no")
        for column in (table.asked if from_returns else table.columns)
    ]
    key = [name for name in table.key if not from_returns or name not in {column.name for column in ORIGIN}]
    told = f"Rows are told apart by {', '.join(f'`{name}`' for name in key)}" if key else "Rows are told apart"
    return [
        f"### {table.name}",
        f"{table.one_row_is[:1].upper()}{table.one_row_is[1:]}.",
        _grid(("column", "type", "what it holds", "allowed", "may be missing"), rows),
        f"{told}{', and by where they were read' if from_returns else ''}.",
    ]


def _indicators() -> list[str]:
    rows = [
        (
            f"`{one.id}`",
            one.owner,
            one.name,
            one.told,
            one.denominator or "–",
            one.unit,
            f"`{one.part_of}` by {one.breakdown.replace('_', ' ')}" if one.part_of else "–",
        )
        for one in INDICATORS
    ]
    header = ("indicator", "asked of", "name", "numerator", "denominator", "unit", "part of")
    return [
        "### Indicators",
        (
            "Where no national definition exists the words here are ours; "
            "a partner whose own wording differs writes it into the note of its figure."
        ),
        _grid(header, rows),
    ]


def _allowed(column: Column) -> str:
    if column.codes == INDICATOR_IDS:
        return "an indicator, see below"
    if column.codes:
        return ", ".join(f"`{code}`" for code in column.codes)
    if column.form:
        return f"`{column.form}`".replace("|", r"\|")
    return "any"


def _named(columns: Iterable[Column]) -> str:
    return " and ".join(f"`{column.name}` ({column.words})" for column in columns)


def _grid(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ("---",) * len(header), *rows))
