"""Facts on data quality at the gate: only words, dates and states pass, and nothing that was not foreseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORDS = ("partner", "form", "area", "period", "expected_period", "state", "state_in_words", "complete", "means")
_DAYS = ("due", "received")
_NUMBERS = ("errors", "queries")
_FLAGS = ("late", "provisional", "whole")
_LISTS = ("open_points",)

_DAY = re.compile(r"(20\d{2}-\d{2}-\d{2})?", re.ASCII)

_LONGEST = 1000
"""Characters: a sentence or two of a settings file; a pasted document is none."""

_RULE = re.compile(r"[^\n\r<>]{1,120}")
"""What was found, in words of ours: one line, without a value."""


def passed_quality(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the facts as they may be published.

    Raises
    ------
    DataError
        When one holds anything else than the words, days and numbers of findings that are foreseen.

    """
    passed = []
    for number, record in enumerate(records, 1):
        wrong = sorted({*record} ^ {*_WORDS, *_DAYS, *_NUMBERS, *_FLAGS, *_LISTS}) or [
            name for name, value in record.items() if not _is_foreseen(name, value)
        ]
        if wrong:
            message = (
                f"data_quality.json, record {number}: {', '.join(wrong)} is not what may be published of a return. "
                "Run `safeguarding-report build` again; if it stays, it is our fault."
            )
            raise DataError(message)
        passed.append(dict(record))
    return passed


def _is_foreseen(name: str, value: object) -> bool:
    if name in _FLAGS:
        return isinstance(value, bool)
    if name in _NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) and _RULE.fullmatch(one) for one in value)
    if name in _DAYS:
        return isinstance(value, str) and _DAY.fullmatch(value) is not None
    return isinstance(value, str) and len(value) <= _LONGEST
