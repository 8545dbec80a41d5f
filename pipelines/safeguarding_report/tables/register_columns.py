"""How registers are declared: short words for their columns, and the code lists that several of them share."""

from __future__ import annotations

from safeguarding_report.tables.code_lists import YES_NO
from safeguarding_report.tables.table import ORIGIN, Column, Table

AGENCIES = (
    "local authority", "health", "police", "education", "voluntary and community", "faith", "housing", "probation",
    "youth justice", "other", "partnership",
)  # fmt: skip
"""Who does or says something; `partnership` is all of them together, or the office that serves them."""

YEAR_FORM = r"20[0-9]{2}(-[0-9]{2})?"
"""A reporting year as people write it, 2023-24; a document that says no more may say the calendar year, 2021."""


SAID_IN = Column(
    "said_in",
    "text",
    "the document that says so, and where readers find it; empty for what the partnership says here for the first time",
    may_be_missing=True,
    example="Minutes of the Scrutiny Board, 9 November 2023",
)
"""The last column of every register: an entry taken over from a published document names it."""


def register(name: str, one_row_is: str, *columns: Column, key: tuple[str, ...]) -> Table:
    """Declare a register; `key` is what tells two entries apart for a reader."""
    return Table(name, one_row_is, (*columns, SAID_IN, *ORIGIN), (*key, "return_id", "row"))


def text(
    name: str, words: str, example: str = "", *, codes: tuple[str, ...] = (), form: str = "", optional: bool = False
) -> Column:
    """Declare a column of words; with `codes` it is chosen from a list."""
    return Column(name, "text", words, codes=codes, form=form, may_be_missing=optional, example=example)


def number(name: str, words: str, example: str = "", *, optional: bool = False) -> Column:
    """Declare a column of whole numbers."""
    return Column(name, "whole number", words, may_be_missing=optional, example=example)


def day(name: str, words: str, example: str = "", *, optional: bool = False) -> Column:
    """Declare a column of days, written 2024-03-31."""
    return Column(name, "date", words, may_be_missing=optional, example=example)


def agency(name: str, words: str, example: str = "", *, optional: bool = False) -> Column:
    """Declare a column that names an agency."""
    return text(name, words, example, codes=AGENCIES, optional=optional)


def yes_no(name: str, words: str, example: str = "", *, optional: bool = False) -> Column:
    """Declare a column that says yes or no."""
    return text(name, words, example, codes=YES_NO, optional=optional)


def year(name: str, words: str, example: str = "", *, optional: bool = False) -> Column:
    """Declare a column of reporting years, written 2023-24."""
    return text(name, words, example, form=YEAR_FORM, optional=optional)
