"""What a reader of partner returns is told, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from safeguarding_report.findings import Finding
    from safeguarding_report.year import ReportingYear


@dataclass(frozen=True)
class ReturnContext:
    """What a reader must know that the file itself does not say."""

    return_id: str
    """The path of the file under returns/, such as `ashmere-council/annex_a_v2.xlsx`."""
    authority_code: str
    """The local authority whose children these are; empty for partner figures and registers."""
    year: ReportingYear
    pseudonym: Callable[[str], str]
    """Turns a child's identifier in the file into a pseudonym, the same in all files of one authority."""


@dataclass(frozen=True)
class ReadReturn:
    """What a return holds: its tables, what could not be read, what was left out, and what it can support."""

    form: str
    """annex_a, children_in_need_census, ssda903, template; empty where nobody could tell."""
    tables: dict[str, pd.DataFrame]
    """By name of table; exactly the columns of that Table."""
    findings: tuple[Finding, ...]
    """Everything that could not be read, counted and located by file, column and row; never a value."""
    left_out: tuple[str, ...]
    """Columns or elements recognised and left out on purpose (names, workers, postcodes …), by name."""
    supports: tuple[str, ...]
    """The counts that this return can give for a whole year."""


def refused(*findings: Finding, form: str = "") -> ReadReturn:
    """Return what is left of a file that was refused: findings, and no row of any table."""
    return ReadReturn(form, {}, findings, (), ())
