"""Cells of returns: text as received becomes a value, or is a finding that says in which rows it could not be read.

Every function takes one column as a Series of text whose index holds the row numbers of the file, and gives back
the values and the findings; a value that could not be read is missing in the one and located in the other.
A column has few different texts, so each text is looked at once, however many rows hold it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.findings import MOST_ROWS, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pandas.api.extensions import ExtensionDtype

BLANKS = frozenset({"", "-", "--", ".", "..", "...", "<blank>", "(blank)", "null", "n/a", "nan", "nat"})
"""How senders write that a cell holds nothing (in small letters)."""

NOT_AVAILABLE = "#n/a"
"""What a spreadsheet shows where a look-up found nothing: a blank, but one that the sender should know of."""

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_OPTION = re.compile(r"^\(?[a-z]{1,2}\)\s*")
_LEADING_CODE = re.compile(r"^([a-z0-9]{1,5})(?=\s*[:–-]|\s|$)")
_CODE_IN_BRACKETS = re.compile(r"[\[(]([a-z0-9]{1,5})[\])]$")
_WHOLE = re.compile(r"[0-9]{1,9}(\.0+)?")

YES_NO_WORDS: dict[str, str] = {
    "yes": "yes", "y": "yes", "true": "yes", "t": "yes", "1": "yes",
    "no": "no", "n": "no", "false": "no", "f": "no", "0": "no",
}  # fmt: skip

Problem = tuple[str, str]
"""What was found and what was expected, in words."""

_FORMULA = ("formula instead of a value", "Formulas are not worked out. Paste the column as values and send it again.")
_FAILED = ("formula that failed", "The cell shows an error of the spreadsheet. Mend it or leave the cell empty.")
BLANK_RULE = "blank where a value is needed"
LOOKED_UP_RULE = "#N/A, read as blank"
_LOOKED_UP = (LOOKED_UP_RULE, "A look-up found nothing there. Fill the cell, or leave it empty.")


_NO_WHOLE_NUMBER = (
    "text where a whole number was expected",
    "Expected digits only, such as 1234. Write a small number as it is: it is hidden where the report is made.",
)
_SHORTENED = re.compile(r"\d[.,]\d+[Ee]\+?\d+|\d[Ee]\+\d+|#+")
_IDENTIFIER_SHORTENED = (
    "identifier that a spreadsheet shortened",
    "It shows a long number as 1.2E+11, or as ####, and other children's alike. Send the column as text.",
)
_TOTALS = frozenset(("total", "totals", "subtotal", "sum", "count", "average", "note", "notes", "key", "end"))
_NO_IDENTIFIER = (
    "words where an identifier belongs",
    "A total, a note, a name or a second header is no child. Take the row out, or write the child's identifier.",
)


@dataclass(frozen=True)
class Where:
    """Where a column stands: what a finding about it says."""

    file: str
    column: str
    table: str = ""

    def finding(self, severity: Severity, problem: Problem, rows: pd.Index) -> Finding:
        """Return a finding about rows of this column."""
        rule, reason = problem
        first = tuple(int(row) for row in rows[:MOST_ROWS])
        return Finding(
            severity, self.file, rule, reason, table=self.table, column=self.column, count=len(rows), rows=first
        )


@dataclass(frozen=True)
class CodeList:
    """The codes and words that a column may hold, in small letters, and our code for each; "" means not applicable.

    A code may lead or end a longer text ("6: Police", "White British [WBRI]"); words must be the whole text.
    """

    codes: Mapping[str, str]
    words: Mapping[str, str]
    expected: str
    """What a sender is told to write."""

    def meaning(self, text: str) -> str | None:
        """Return our code for a text, or None; a list letter such as "b) " before it means nothing."""
        whole = text.casefold()
        found = self._known(whole)
        return self._known(_OPTION.sub("", whole, count=1)) if found is None else found

    def _known(self, text: str) -> str | None:
        for known in (self.words, self.codes):
            if text in known:
                return known[text]
        for pattern in (_LEADING_CODE, _CODE_IN_BRACKETS):
            if (match := pattern.search(text)) and match[1] in self.codes:
                return self.codes[match[1]]
        return None


YES_NO_CODES = CodeList(
    codes={"1": "yes", "0": "no"}, words=YES_NO_WORDS, expected="Yes or No (Y, N, 1, 0, true and false are read too)."
)


def clean(text: str) -> str:
    """Return the text with plain single spaces and nothing around it."""
    return text if text.isalnum() else _SPACES.sub(" ", text).strip()


def read_each(
    cells: pd.Series[Any],
    where: Where,
    dtype: str | ExtensionDtype,
    read: Callable[[str], object | Problem],
    severity: Severity = "error",
) -> tuple[pd.Series[Any], list[Finding]]:
    """Read a column text by text: `read` gives the value of a cleaned text that is not blank, or the problem with it."""
    places, texts = pd.factorize(cells, use_na_sentinel=True)
    values: list[object] = []
    problems: dict[tuple[Severity, Problem], list[int]] = {}
    for place, received in enumerate(texts.tolist()):
        text = clean(received)
        if text.casefold() in BLANKS:
            values.append(None)
            continue
        how_bad, value = (text[0] in "#=" and _spreadsheet_problem(text)) or (severity, read(text))
        if isinstance(value, tuple):
            problems.setdefault((how_bad, value), []).append(place)
            value = None
        values.append(value)
    lookup = pd.Series([*values, None], dtype=dtype).array
    # A missing cell has place -1: the last of the looked-up values, which is missing.
    column = pd.Series(lookup.take(places % len(lookup)), index=cells.index)
    findings = [
        where.finding(how_bad, problem, cells.index[np.isin(places, wrong)])
        for (how_bad, problem), wrong in problems.items()
    ]
    return column, findings


def _spreadsheet_problem(text: str) -> tuple[Severity, Problem] | None:
    if text.startswith("="):
        return "error", _FORMULA
    if text.casefold() == NOT_AVAILABLE:
        return "query", _LOOKED_UP
    return ("error", _FAILED) if text.endswith(("!", "?")) else None


def read_codes(
    cells: pd.Series[Any], where: Where, codes: CodeList, severity: Severity = "error"
) -> tuple[pd.Series[Any], list[Finding]]:
    """Read codes or words of a list as our codes; what is not in the list is a finding."""
    unknown = ("value that is not in the code list", f"Expected {codes.expected}")

    def read(text: str) -> object:
        meaning = codes.meaning(text)
        return unknown if meaning is None else meaning or None

    return read_each(cells, where, "str", read, severity)


def read_yes_no(cells: pd.Series[Any], where: Where) -> tuple[pd.Series[Any], list[Finding]]:
    """Read yes and no in all their spellings."""
    return read_codes(cells, where, YES_NO_CODES)


def read_codes_of_form(
    cells: pd.Series[Any], where: Where, form: str, expected: str
) -> tuple[pd.Series[Any], list[Finding]]:
    """Read codes of a long national list by their form, such as `[A-Z][0-9]`; words after the code are left."""
    code = re.compile(form)
    unknown = ("value that is not a code of this list", f"Expected {expected}.")

    def read(text: str) -> object:
        bare = _OPTION.sub("", text.casefold(), count=1)
        match = _LEADING_CODE.search(bare)
        leading = match[1].upper() if match else ""
        return leading if code.fullmatch(leading) else unknown

    return read_each(cells, where, "str", read)


def read_whole_numbers(cells: pd.Series[Any], where: Where) -> tuple[pd.Series[Any], list[Finding]]:
    """Read whole numbers that are not negative."""
    return read_each(
        cells, where, pd.Int64Dtype(), lambda text: int(float(text)) if _WHOLE.fullmatch(text) else _NO_WHOLE_NUMBER
    )


def read_pseudonyms(
    cells: pd.Series[Any], where: Where, pseudonym: Callable[[str], str]
) -> tuple[pd.Series[Any], list[Finding]]:
    """Turn identifiers of children into pseudonyms, the same for one child however a spreadsheet wrote its number."""
    return read_each(cells, where, "str", lambda text: _no_identifier(text) or pseudonym(plain_identifier(text)))


def _no_identifier(text: str) -> Problem | None:
    """Tell what stands where an identifier should: two children whose numbers were shortened would become one."""
    if text.isalnum() and text[-1].isdigit():
        return None  # most identifiers: nothing below can be true of them
    if _SHORTENED.fullmatch(text):
        return _IDENTIFIER_SHORTENED
    is_words = not any(sign.isdigit() for sign in text)
    return _NO_IDENTIFIER if is_words and (" " in text or text.casefold() in _TOTALS) else None


def plain_identifier(text: str) -> str:
    """Return an identifier as all files write it.

    A spreadsheet drops leading zeros, may add ".0", and shows an apostrophe before a number that is kept as text.
    """
    if text.isdigit():
        return text.lstrip("0") or "0"
    if text.isalnum():
        return text.upper()
    bare = clean(text).lstrip("'’").upper()
    if bare.endswith(".0") and bare[:-2].isdigit():
        bare = bare[:-2]
    return (bare.lstrip("0") or "0") if bare.isdigit() else bare


def with_blank_rows(
    findings: Iterable[Finding],
    values: pd.Series[Any],
    received: pd.Series[Any],
    where: Where,
    needed_for: str,
    told: Iterable[int] = (),
) -> list[Finding]:
    """Return what was found in a column, with an error for rows in which a needed cell is blank.

    A cell that holds something which could not be read is a finding already, and so are the rows in `told`: their
    cells look blank and hold a formula. A cell that shows #N/A is blank, and said to be so once, by the error.
    """
    found = list(findings)
    rows = values.index[is_blank(values, received)]
    blank = rows[~rows.isin([*told])]
    if not len(blank):
        return found
    looked_up = " A cell that shows #N/A holds nothing." if any(one.rule == LOOKED_UP_RULE for one in found) else ""
    error = where.finding("error", (BLANK_RULE, f"{needed_for} Fill the cell.{looked_up}"), blank)
    return [*(one for one in found if one.rule != LOOKED_UP_RULE), error]


def is_blank(values: pd.Series[Any], received: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell for each row whether it has no value because nothing was sent, and not because it could not be read."""
    blank = values.isna().to_numpy(copy=True)
    if blank.any():
        texts = received[blank]
        unread = {text for text in texts.dropna().unique() if not _is_blank(clean(text))}
        blank[blank] = ~texts.isin(unread).to_numpy()
    return blank


def _is_blank(text: str) -> bool:
    return text.casefold() in BLANKS or text.casefold() == NOT_AVAILABLE
