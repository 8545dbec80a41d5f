"""Cells of published files: a whole number, or a symbol that says why there is none; anything else is a finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PUBLISHED_SYMBOLS = {"c": "c", "z": "z", "x": "x", ":": "x", "k": "low", "low": "low", "u": "u"}
"""As published, and as we write them: `:` is the old way to say not available, `k` means rounds to 0."""

_SYMBOL_LIST = ", ".join(PUBLISHED_SYMBOLS)
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_NEGATIVE = re.compile(r"-[0-9]+(\.[0-9]+)?")
_SHORT_WORD = re.compile(r"\W|[A-Za-z]{1,4}")


def what_is_wrong_with_a_count(text: str) -> tuple[str, str] | None:
    """Return what was found and what was expected, or None for a whole number or a known symbol."""
    if _NUMBER.fullmatch(text) and not _WHOLE.fullmatch(text):
        return (
            "count that is not a whole number",
            "Counts of children and events are whole and under a thousand million.",
        )
    return what_is_wrong_with_a_number(text)


def what_is_wrong_with_a_number(text: str) -> tuple[str, str] | None:
    """Return what was found and what was expected, or None for a number or a known symbol."""
    if text in PUBLISHED_SYMBOLS or _NUMBER.fullmatch(text):
        return None
    if not text.strip():
        return "blank cell", f"A blank has no meaning, and is not 0. Expected a number or one of {_SYMBOL_LIST}."
    if _NEGATIVE.fullmatch(text):
        return "negative number", "Nothing that is counted here can be less than 0."
    if _SHORT_WORD.fullmatch(text):
        return "unknown symbol", f"Expected a number or one of {_SYMBOL_LIST}. A new symbol must be added first."
    return "text where a number was expected", f"Expected digits only, or one of {_SYMBOL_LIST}."


def cell_findings(
    cells: pd.DataFrame,
    columns: Iterable[str],
    wrong_with: Callable[[str], tuple[str, str] | None],
    file: str,
) -> list[Finding]:
    """Return a finding for each column and each kind of cell in it that is not understood.

    The index of `cells` holds the row numbers of the file.
    """
    findings = []
    for column in columns:
        # A column has few different texts: looking at each once is what keeps an import to seconds.
        wrong = {text: problem for text in cells[column].unique() if (problem := wrong_with(text)) is not None}
        for problem in sorted(set(wrong.values())):
            texts = [text for text, found in wrong.items() if found == problem]
            rows = cells.index[cells[column].isin(texts)]
            rule, reason = problem
            findings.append(Finding("error", file, rule, reason, column=column, count=len(rows), rows=tuple(rows)))
    return findings


def as_we_write_them(texts: pd.Series[str]) -> pd.Series[str]:
    """Return cells that are understood as they stand, with symbols as we write them."""
    return texts.map(PUBLISHED_SYMBOLS).astype(pd.StringDtype()).fillna(texts)


def split_cells(texts: pd.Series[str]) -> tuple[pd.Series[int], pd.Series[str]]:
    """Return the whole numbers and the symbols of cells that are understood, apart from the first moment."""
    symbols = texts.map(PUBLISHED_SYMBOLS).astype(pd.StringDtype())
    values = texts.where(symbols.isna()).astype(pd.Int64Dtype())
    return values, symbols
