"""Expectation suites: what a table must be like, run by great-expectations and told as findings without a value.

Great Expectations takes seconds to import, so nothing but this module knows it, and only while a suite is run.
"""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.findings import MOST_ROWS, Finding, worst_first
from safeguarding_report.suites import read_suite
from safeguarding_report.tables.table import row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from safeguarding_report.suites import Expectation
    from safeguarding_report.tables import Table

FIRST_ROW = 2
"""Rows of a table are numbered as a spreadsheet would show them: the header is row 1."""

_ORIGIN = ("return_id", "row")
_RESULT_FORMAT = {
    "result_format": "SUMMARY",
    "partial_unexpected_count": MOST_ROWS,
    "exclude_unexpected_values": True,
}
"""How breaches are located. The complete format names every row: with half a million breaches that takes longer than all checks."""
_BREACHED_OR_NOT = {"result_format": "BOOLEAN_ONLY"}
_PLACE = "place"
_BY_SIZE = ("expect_column_pair_values", "expect_column_values_to_be_between")
_NOT_TOLD_APART = 2.0**53
"""From here on two whole numbers may be one plain number, and a part that is 1 more than its total its equal."""
_PLAIN = (str, int, bool, type(None))
_FINDING_COLUMNS = ["severity", "file", "table", "column", "rule", "count", "rows", "reason"]
_SHOWN_ROWS = 5


def validate(frame: pd.DataFrame, table: Table, suite: Path) -> list[Finding]:
    """Check a table against its expectation suite; return what was found, worst first.

    Rows of a table made from returns are those of the file they were read from, and each finding is about one file.
    Other rows are numbered by the frame's index, or as a spreadsheet would number them where the index only counts.

    Raises
    ------
    UsageError
        When the suite is not fit to run.
    DataError
        When an expectation could not be run: a check that could not run has failed.

    """
    expectations = read_suite(suite)
    with warnings.catch_warnings():
        # Great Expectations imports a module that Python has deprecated, and searches where pandas would extract.
        warnings.filterwarnings("ignore", category=DeprecationWarning, message="module 'sre_")
        warnings.filterwarnings("ignore", category=UserWarning, message="This pattern is interpreted as a regular")
        if set(_ORIGIN) <= set(frame.columns):
            return worst_first(_validate_by_return(frame, table, suite, expectations))
        if isinstance(frame.index, pd.RangeIndex) and frame.index.start == 0:
            frame = frame.set_axis(range(FIRST_ROW, len(frame) + FIRST_ROW), axis="index")
        breached = [expectations[place] for place in _breached(frame, table, suite, expectations)]
        return worst_first(_located(frame, table, suite, breached))


def validate_all(tables: Iterable[tuple[Table, pd.DataFrame]], suite: Callable[[Table], Path]) -> list[Finding]:
    """Check several tables, each against the suite that `suite` names for it; return what was found, worst first."""
    return worst_first(finding for table, frame in tables for finding in validate(frame, table, suite(table)))


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table to look at, worst first."""
    records = [
        finding.as_record()
        | {"column": finding.column_as_told, "rows": ", ".join(str(row) for row in finding.rows[:_SHOWN_ROWS])}
        for finding in worst_first(findings)
    ]
    return pd.DataFrame(records, columns=_FINDING_COLUMNS)


def _validate_by_return(
    frame: pd.DataFrame, table: Table, suite: Path, expectations: list[Expectation]
) -> Iterator[Finding]:
    """Run everything on all returns together, and on each by itself what some row breaches."""
    returns, files = pd.factorize(frame["return_id"], sort=True)
    frame = frame.set_axis(pd.Index(frame["row"].to_numpy(dtype="int64")), axis="index")
    # A share is that of one return; what no row of any return breaches, every return has its share of.
    asked = [one.without_a_share for one in expectations] if len(files) > 1 else expectations
    again = [expectations[place] for place in _breached(frame, table, suite, asked)]
    for place, file in enumerate(files):
        part = frame[returns == place].sort_index() if again else frame
        yield from (replace(finding, file=str(file)) for finding in _located(part, table, suite, again))


def _breached(frame: pd.DataFrame, table: Table, suite: Path, expectations: list[Expectation]) -> list[int]:
    """Return the places of what a table breaches; most tables breach little, and this costs half of saying where."""
    results = _results(frame, table, suite, expectations, _BREACHED_OR_NOT)
    return [place for place in range(len(expectations)) if not results[place]["success"]]


def _located(frame: pd.DataFrame, table: Table, suite: Path, expectations: list[Expectation]) -> list[Finding]:
    """Return what of some expectations a table breaches, how often and in which rows."""
    results = _results(frame, table, suite, expectations, _RESULT_FORMAT) if expectations else {}
    return [
        _finding(expectation, results[place], table, frame)
        for place, expectation in enumerate(expectations)
        if not results[place]["success"]
    ]


def _results(
    frame: pd.DataFrame, table: Table, suite: Path, expectations: list[Expectation], result_format: dict[str, Any]
) -> dict[int, dict[str, Any]]:
    """Run expectations on one frame; that as many ran as were asked for is part of the check."""
    results = _run(_needed(frame, expectations), expectations, suite, result_format)
    if sorted(results) != list(range(len(expectations))):
        message = (
            f"expectations/{suite.name}: {len(results)} of {len(expectations)} expectations were run on table "
            f"{table.name}. Every one must run; a check that did not has failed."
        )
        raise DataError(message)
    for place, expectation in enumerate(expectations):
        if _has_raised(results[place].get("exception_info") or {}):
            message = (
                f'Table {table.name}, {expectation.columns or "all columns"}: the check "{expectation.rule}" could not '
                "be run, so it has failed. Check that its columns exist and hold what it can compare."
            )
            raise DataError(message)
    return results


def _needed(frame: pd.DataFrame, expectations: list[Expectation]) -> pd.DataFrame:
    """Return the columns that are looked at: the library hashes and copies all of a frame that it is given."""
    if any(expectation.needs_whole_table for expectation in expectations):
        return frame
    named = {column for expectation in expectations for column in expectation.named_columns}
    needed = frame[[column for column in frame.columns if column in named]]
    if not all(expectation.type.startswith(_BY_SIZE) for expectation in expectations):
        return needed
    # It takes the rows of all columns for each pair of two; plain numbers lie together and are taken at once.
    whole_numbers = [column for column, held in needed.dtypes.items() if held == pd.Int64Dtype()]
    plain = needed.astype(dict.fromkeys(whole_numbers, "float64")).copy()
    return needed if plain[whole_numbers].abs().ge(_NOT_TOLD_APART).to_numpy().any() else plain


def _run(
    frame: pd.DataFrame, expectations: list[Expectation], suite: Path, result_format: dict[str, Any]
) -> dict[int, dict[str, Any]]:
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
        batch = _rows().get_batch({"dataframe": frame})
        # Given all at once: what is added one by one is compared with all that stand there already.
        running = gx.ExpectationSuite(
            name=suite.stem,
            expectations=[
                ExpectationConfiguration(
                    type=expectation.type, kwargs=dict(expectation.kwargs), meta={_PLACE: place}
                ).to_domain_obj()
                for place, expectation in enumerate(expectations)
            ],
        )
        with _worked_out_once():
            validated: Any = batch.validate(running, result_format=result_format)
    except (GreatExpectationsError, ValueError, TypeError, KeyError) as error:
        # The library's own message may hold values of the table.
        message = f"expectations/{suite.name} could not be run ({type(error).__name__}). Check types and arguments."
        raise DataError(message) from None
    return {
        result.expectation_config.meta[_PLACE]: {
            "success": bool(result.success),
            "result": result.result,
            "exception_info": result.exception_info,
        }
        for result in validated.results
    }


@contextmanager
def _worked_out_once() -> Iterator[None]:
    """Let the library work out each expectation and its configuration once, while a suite is run.

    It does so each time it looks at an argument, some ninety times for one check, and of a small table that takes
    longer than all the rest. An expectation does not change while it is run.
    """
    from great_expectations.core import id_dict  # noqa: PLC0415 — takes seconds
    from great_expectations.expectations.expectation import Expectation as LibraryExpectation  # noqa: PLC0415
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration  # noqa: PLC0415

    theirs, ids = cast("Any", LibraryExpectation), cast("Any", id_dict)
    ours: tuple[tuple[Any, str, Any], ...] = (
        (theirs, "configuration", property(_once(theirs.configuration.fget))),
        (ExpectationConfiguration, "to_domain_obj", _once(ExpectationConfiguration.to_domain_obj)),
        (ids, "convert_to_json_serializable", _plain_left_alone(ids.convert_to_json_serializable)),
    )
    before = [(owner, name, vars(owner)[name]) for owner, name, _ in ours]
    for owner, name, work in ours:
        setattr(owner, name, work)
    try:
        yield
    finally:
        for owner, name, work in before:
            setattr(owner, name, work)


def _once(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the same work, done once for each thing."""
    kept: dict[int, tuple[Any, Any]] = {}

    def done(thing: Any) -> Any:  # noqa: ANN401 — the library's own types
        if id(thing) not in kept:
            # Kept with its thing, so that no other one can come by the same id.
            kept[id(thing)] = (thing, work(thing))
        return kept[id(thing)][1]

    return done


def _plain_left_alone(convert: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes JSON of arguments, without asking of each None whether it is an array or a shape on a map."""

    def converted(data: dict[str, Any]) -> Any:  # noqa: ANN401 — the library's own types
        return data if all(type(value) in _PLAIN for value in data.values()) else convert(data)

    return converted


@cache
def _rows() -> Any:  # noqa: ANN401 — the library's own types change from release to release
    """Return where the library takes frames from: made once, because that takes longer than most checks."""
    import great_expectations as gx  # noqa: PLC0415 — takes seconds

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("rows")


def _finding(expectation: Expectation, result: dict[str, Any], table: Table, frame: pd.DataFrame) -> Finding:
    found = result.get("result", {})
    rows = list(found.get("partial_unexpected_index_list") or [])
    own_rows = [name for name in map(row_of, expectation.named_columns) if name in frame.columns]
    if own_rows:
        own = frame.loc[rows, own_rows[0]]
        rows = own.fillna(own.index.to_series()).sort_values().tolist()
    told = _told_columns(expectation, table)
    return Finding(
        expectation.severity,
        "",
        expectation.rule,
        expectation.reason,
        table=table.made_from or table.name,
        column=", ".join(told),
        count=max(1, int(found.get("unexpected_count", 1))),
        rows=tuple(rows),
        in_words=_in_words(told, table),
    )


def _in_words(columns: list[str], table: Table) -> str:
    """Return columns in the words in which the table declares them, each with its name, which a correction wants."""
    words = {column.name: column.words for column in table.columns}
    return ", ".join(f"“{words[name]}” ({name})" if words.get(name) else name for name in columns)


def _told_columns(expectation: Expectation, table: Table) -> list[str]:
    """Return the columns of the table that a finding names: of one that is worked out those that it is made from."""
    made_from = {column.name: column.made_from for column in table.columns if column.made_from is not None}
    told = [known for name in expectation.named_columns for known in made_from.get(name, (name,))]
    return list(dict.fromkeys(told))


def _has_raised(exception_info: dict[str, Any]) -> bool:
    """True when an expectation raised: its record is flat, or one record for each thing it had to work out."""
    records = [record for record in exception_info.values() if isinstance(record, dict)]
    return bool(exception_info.get("raised_exception")) or any(record.get("raised_exception") for record in records)
