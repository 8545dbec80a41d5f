"""Expectation suites as files: JSON lists that an analyst edits, read and refused where they say nothing.

Each entry has the type of an expectation, its arguments, how bad a breach is, what was found then, and why it matters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.findings import Severity

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = ("type", "kwargs", "severity", "rule", "reason")
_SHARE = "mostly"
_COLUMN_ARGUMENTS = ("column", "column_A", "column_B", "column_list")


@dataclass(frozen=True)
class Expectation:
    """One thing that is expected of a table, and why."""

    type: str
    kwargs: dict[str, Any]
    severity: Severity
    rule: str
    """What was found where it is breached, in the words of the field: "plan that ends before it starts"."""
    reason: str

    @property
    def named_columns(self) -> list[str]:
        """The columns it speaks of."""
        named = [self.kwargs[key] for key in _COLUMN_ARGUMENTS if key in self.kwargs]
        return [column for columns in named for column in (columns if isinstance(columns, list) else [columns])]

    @property
    def columns(self) -> str:
        """The columns it speaks of, separated by commas."""
        return ", ".join(self.named_columns)

    @property
    def needs_whole_table(self) -> bool:
        """True when it looks at more than the columns that it names."""
        return "row_condition" in self.kwargs or self.type.startswith("expect_table_column")

    @property
    def is_of_a_share(self) -> bool:
        """True when it allows a share of the rows to be otherwise, so that each return is judged by its own share."""
        return _SHARE in self.kwargs

    @property
    def without_a_share(self) -> Expectation:
        """The same, asked of every row."""
        return replace(self, kwargs={key: value for key, value in self.kwargs.items() if key != _SHARE})


def read_suite(path: Path) -> list[Expectation]:
    """Read an expectation suite.

    Raises
    ------
    UsageError
        When the file is absent, is not a JSON list, is empty, or an expectation has an unknown, absent or wrong key.

    """
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"expectations/{path.name} does not exist. Write it, or delete what asks for it."
        raise UsageError(message) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        message = f"expectations/{path.name} is not UTF-8 JSON ({error})."
        raise UsageError(message) from None
    if not isinstance(records, list) or not records:
        message = f"expectations/{path.name}: expected a list of at least one expectation."
        raise UsageError(message)
    wrong = [words for place, record in enumerate(records, 1) for words in _what_is_wrong(record, place)]
    if wrong:
        message = f"expectations/{path.name}: {' '.join(wrong)}"
        raise UsageError(message)
    return [Expectation(**record) for record in records]


def _what_is_wrong(record: object, place: int) -> list[str]:
    where = f"Expectation {place}:"
    if not isinstance(record, dict):
        return [f"{where} expected an object."]
    wrong = [f'{where} unknown key "{key}".{did_you_mean(key, _KEYS)}' for key in record if key not in _KEYS]
    wrong += [f'{where} key "{key}" is absent.' for key in _KEYS if key not in record]
    if wrong:
        return wrong
    if record["severity"] not in get_args(Severity):
        wrong.append(f"{where} severity is one of {', '.join(get_args(Severity))}.")
    if not isinstance(record["kwargs"], dict):
        wrong.append(f"{where} kwargs is an object.")
    if not all(isinstance(record[key], str) and record[key] for key in ("type", "rule", "reason")):
        wrong.append(f"{where} type, rule and reason are texts that say something.")
    return wrong
