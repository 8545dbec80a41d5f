"""What a table is: columns declared once, against which rows are checked whenever they are written or read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ColumnType = Literal["text", "whole number", "date"]

_PANDAS_TYPES: dict[str, Any] = {"text": pd.StringDtype(), "whole number": pd.Int64Dtype(), "date": "datetime64[s]"}
_ARROW_TYPES: dict[str, Any] = {"text": pa.string(), "whole number": pa.int64(), "date": pa.date32()}
_TYPES_READ = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype()}


@dataclass(frozen=True)
class Column:
    """One column of a table: its type, what it holds in words, and what is allowed in it."""

    name: str
    type: ColumnType
    words: str
    codes: tuple[str, ...] = ()
    """The only values allowed; none means any."""
    form: str = ""
    """A regular expression that the whole of a value matches; none means any."""
    may_be_missing: bool = False
    example: str = ""
    """An invented value, as a partner would type it into our template."""
    made_from: tuple[str, ...] | None = None
    """Of a column that is worked out for a check: the columns that a finding names instead; it may be none."""


ORIGIN = (
    Column("return_id", "text", "the return it was read from, as returns.toml calls it"),
    Column("row", "whole number", "its line in that file; for XML the line of its element"),
)
"""Where a row was read: the last columns of every table that is made from returns. Nobody is asked for them."""


def row_of(column: str) -> str:
    """Return what a table that is put together from rows calls the line that the number in a column was read from."""
    return f"row_of_{column}"


@dataclass(frozen=True)
class Table:
    """A kind of record: what one row is, its columns in order, and which of them tell rows apart."""

    name: str
    one_row_is: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = field(default=())
    made_from: str = ""
    """Of a table that is worked out for a check: the table that a finding names instead."""

    @property
    def column_names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    @property
    def asked(self) -> tuple[Column, ...]:
        """The columns that a partner fills: all but those that say where a row was read."""
        return tuple(column for column in self.columns if column not in ORIGIN)

    @property
    def title(self) -> str:
        """Its name as a person writes it: review actions."""
        return self.name.replace("_", " ")

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with this table's columns and types, sorted by its key.

        Raises
        ------
        DataError
            When a column is absent or unknown, a value is of another type, form or code list than declared,
            something is missing that may not be, or two rows have the same key.

        """
        typed = self._typed(frame)
        wrong = [words for column in self.columns for words in _wrong_in(column, typed[column.name])]
        keys = list(zip(*(_plain(typed[name]) for name in self._sorted_by), strict=True))
        if self.key and (twice := len(keys) - len(set(keys))):
            wrong.append(f"{twice} rows have the same {', '.join(self.key)} as another")
        if wrong:
            message = f"Table {self.name} ({self.one_row_is}): {'; '.join(wrong)}."
            raise DataError(message)
        return self._in_order(typed, keys)

    @property
    def _sorted_by(self) -> list[str]:
        return list(self.key) or self.column_names

    def _in_order(self, typed: pd.DataFrame, keys: list[tuple[Any, ...]]) -> pd.DataFrame:
        """Return the rows sorted by their keys; most frames were checked before and are in order already."""
        if any(typed[name].array.isna().any() for name in self._sorted_by):
            return typed.sort_values(self._sorted_by, kind="stable").reset_index(drop=True)
        if any(before > after for before, after in pairwise(keys)):
            typed = typed.take(sorted(range(len(keys)), key=keys.__getitem__))
        return typed.reset_index(drop=True)

    def _typed(self, frame: pd.DataFrame) -> pd.DataFrame:
        absent = [name for name in self.column_names if name not in frame.columns]
        unknown = [name for name in frame.columns if name not in self.column_names]
        if absent or unknown:
            message = f"Table {self.name}: columns absent {absent}, unknown {unknown}."
            raise DataError(message)
        try:
            # Most frames have their columns and types already, and each change costs as much as a check.
            held = frame if list(frame.columns) == self.column_names else frame[self.column_names]
            other = {
                column.name: _PANDAS_TYPES[column.type]
                for column, given in zip(self.columns, held.dtypes, strict=True)
                if given != _PANDAS_TYPES[column.type]
            }
            return held.astype(other) if other else held
        except (TypeError, ValueError) as error:
            message = (
                f"Table {self.name}: a column holds values of another type than declared ({type(error).__name__})."
            )
            raise DataError(message) from None

    def empty(self) -> pd.DataFrame:
        """Return this table without a row."""
        return pd.DataFrame({column.name: pd.Series(dtype=_PANDAS_TYPES[column.type]) for column in self.columns})

    def write(self, frame: pd.DataFrame, path: Path) -> None:
        """Write the checked rows as Parquet; the same rows give the same bytes."""
        checked = self.check(frame)
        schema = pa.schema([(column.name, _ARROW_TYPES[column.type]) for column in self.columns])
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(
            pa.Table.from_pandas(checked, schema=schema, preserve_index=False).replace_schema_metadata(None),
            path,
            compression="zstd",
        )

    def read(self, path: Path) -> pd.DataFrame:
        """Read the rows back, checked again."""
        held = pq.ParquetFile(path).read().to_pandas(types_mapper=_TYPES_READ.get, date_as_object=False)
        return self.check(held)


def _plain(values: pd.Series[Any]) -> list[Any]:
    """Return the values of a column as plain ones, which cost far less to compare; days as numbers."""
    return (values.to_numpy().astype("int64") if values.dtype.kind == "M" else values.array).tolist()


def _wrong_in(column: Column, values: pd.Series[Any]) -> Iterator[str]:
    missing = int(values.array.isna().sum())
    if missing and not column.may_be_missing:
        yield f"column {column.name} is missing in {missing} rows"
    if not column.codes and not column.form:
        return
    times = Counter(values.array.tolist())
    times.pop(pd.NA, None)
    if column.codes and (outside := sum(count for value, count in times.items() if value not in column.codes)):
        yield f"column {column.name} is outside its code list in {outside} rows"
    if column.form and (
        otherwise := sum(count for value, count in times.items() if not re.fullmatch(column.form, value))
    ):
        yield f"column {column.name} is written otherwise than declared in {otherwise} rows"
