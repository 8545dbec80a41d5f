"""Expectation suites: what a table must be like, run by great-expectations and told as findings without a value.

A suite is a JSON list in `expectations/`: the type of an expectation, its arguments, how bad a breach is, and why.
Great Expectations takes seconds to import, so nothing but this module knows it, and only while a suite is run.
"""

from __future__ import annotations

import json
import logging
import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import pandas as pd

from safeguarding_report.errors import DataError, UsageError, did_you_mean
from safeguarding_report.findings import MOST_ROWS, Finding, Severity, worst_first

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from safeguarding_report.tables import Table

FIRST_ROW = 2
"""Rows of a table are numbered as a spreadsheet would show them: the header is row 1."""

_KEYS = ("type", "kwargs", "severity", "reason")
_PREFIX = "expect_"
_COLUMN_ARGUMENTS = ("column", "column_A", "column_B", "column_list")
_RESULT_FORMAT = {"result_format": "COMPLETE", "exclude_unexpected_values": True}
_PLACE = "place"
_FINDING_COLUMNS = ["severity", "file", "table", "column", "rule", "count", "rows", "reason"]
_SHOWN_ROWS = 5


@dataclass(frozen=True)
class Expectation:
    """One thing that is expected of a table, and why."""

    type: str
    kwargs: dict[str, Any]
    severity: Severity
    reason: str

    @property
    def rule(self) -> str:
        """The rule in words: "values to be in set"."""
        return self.type.removeprefix(_PREFIX).removeprefix("column_").replace("_", " ")

    @property
    def columns(self) -> str:
        """The columns it speaks of, separated by commas."""
        named = [self.kwargs[key] for key in _COLUMN_ARGUMENTS if key in self.kwargs]
        return ", ".join(", ".join(columns) if isinstance(columns, list) else columns for columns in named)


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


def validate(frame: pd.DataFrame, table: Table, suite: Path) -> list[Finding]:
    """Check a table against its expectation suite; return what was found, worst first.

    Rows are numbered by the frame's index, or as a spreadsheet would number them where the index only counts.

    Raises
    ------
    UsageError
        When the suite is not fit to run.
    DataError
        When an expectation could not be run: a check that could not run has failed.

    """
    expectations = read_suite(suite)
    if isinstance(frame.index, pd.RangeIndex) and frame.index.start == 0:
        frame = frame.set_axis(range(FIRST_ROW, len(frame) + FIRST_ROW), axis="index")
    with warnings.catch_warnings():
        # Great Expectations imports a module that Python has deprecated, and searches where pandas would extract.
        warnings.filterwarnings("ignore", category=DeprecationWarning, message="module 'sre_")
        warnings.filterwarnings("ignore", category=UserWarning, message="This pattern is interpreted as a regular")
        results = _run(frame, expectations, suite)
    if sorted(results) != list(range(len(expectations))):
        message = (
            f"expectations/{suite.name}: {len(results)} of {len(expectations)} expectations were run on table "
            f"{table.name}. Every one must run; a check that did not has failed."
        )
        raise DataError(message)
    return worst_first(
        _finding(expectation, results[place], table)
        for place, expectation in enumerate(expectations)
        if not results[place]["success"]
    )


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table to look at, worst first."""
    records = [
        finding.as_record() | {"rows": ", ".join(str(row) for row in finding.rows[:_SHOWN_ROWS])}
        for finding in worst_first(findings)
    ]
    return pd.DataFrame(records, columns=_FINDING_COLUMNS)


def _run(frame: pd.DataFrame, expectations: list[Expectation], suite: Path) -> dict[int, dict[str, Any]]:
    """Run the expectations and return each one's result by its place in the suite."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"  # it is read at import, and would send an event over the network
    import great_expectations as gx  # noqa: PLC0415 — takes seconds
    from great_expectations.exceptions.exceptions import GreatExpectationsError  # noqa: PLC0415 — the same
    from great_expectations.expectations.expectation_configuration import (  # noqa: PLC0415 — the same
        ExpectationConfiguration,
    )

    # Once imported it sends every warning to a log that nobody reads.
    logging.captureWarnings(capture=False)
    try:
        context: Any = gx.get_context(mode="ephemeral")  # its own types change from release to release
        context.variables.progress_bars = {"globally": False}
        asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
        batch = asset.add_batch_definition_whole_dataframe("rows").get_batch({"dataframe": frame})
        running = gx.ExpectationSuite(name=suite.stem)
        for place, expectation in enumerate(expectations):
            configuration = ExpectationConfiguration(
                type=expectation.type, kwargs=dict(expectation.kwargs), meta={_PLACE: place}
            )
            # Not add_expectation_configuration: it overwrites one of the same type on the same column.
            running.add_expectation(configuration.to_domain_obj())
        validated: Any = batch.validate(running, result_format=_RESULT_FORMAT)
    except (GreatExpectationsError, ValueError, TypeError, KeyError) as error:
        # The library's own message may hold values of the table.
        message = f"expectations/{suite.name} could not be run ({type(error).__name__}). Check types and arguments."
        raise DataError(message) from None
    return {result.expectation_config.meta[_PLACE]: result.to_json_dict() for result in validated.results}


def _finding(expectation: Expectation, result: dict[str, Any], table: Table) -> Finding:
    if _has_raised(result.get("exception_info") or {}):
        message = (
            f'Table {table.name}, {expectation.columns or "all columns"}: the check "{expectation.rule}" could not be '
            "run, so it has failed. Check that its columns exist and hold what it can compare."
        )
        raise DataError(message)
    found = result.get("result", {})
    rows = tuple(int(row) for row in found.get("unexpected_index_list", [])[:MOST_ROWS])
    return Finding(
        expectation.severity,
        "",
        expectation.rule,
        expectation.reason,
        table=table.name,
        column=expectation.columns,
        count=max(1, int(found.get("unexpected_count", 1))),
        rows=rows,
    )


def _has_raised(exception_info: dict[str, Any]) -> bool:
    """True when an expectation raised: its record is flat, or one record for each thing it had to work out."""
    records = [record for record in exception_info.values() if isinstance(record, dict)]
    return bool(exception_info.get("raised_exception")) or any(record.get("raised_exception") for record in records)


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
    if not all(isinstance(record[key], str) and record[key] for key in ("type", "reason")):
        wrong.append(f"{where} type and reason are texts that say something.")
    return wrong
