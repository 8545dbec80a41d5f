"""Tables: one declared Table per kind of record; what is written and read back is checked against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from safeguarding_report.errors import DataError
from safeguarding_report.figures import SYMBOLS

if TYPE_CHECKING:
    from pathlib import Path

ColumnType = Literal["text", "whole number"]

_PANDAS_TYPES = {"text": pd.StringDtype(), "whole number": pd.Int64Dtype()}
_ARROW_TYPES = {"text": pa.string(), "whole number": pa.int64()}

GEOGRAPHIC_LEVELS = ("Local authority", "Partnership", "Statistical neighbours", "Regional", "National")

STATUSES = ("official", "official_revised", "final_local", "provisional_local", "synthetic")


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

    def what_is_wrong(self, values: pd.Series[Any]) -> list[str]:
        """Say what is wrong with the values of this column, and in how many rows; never the values."""
        present = values.dropna()
        faults = {
            "is missing": 0 if self.may_be_missing else len(values) - len(present),
            "is outside its code list": int((~present.isin(self.codes)).sum()) if self.codes else 0,
            "is written otherwise than declared": int((~present.str.fullmatch(self.form)).sum()) if self.form else 0,
        }
        return [f"column {self.name} {fault} in {rows} rows" for fault, rows in faults.items() if rows]


@dataclass(frozen=True)
class Table:
    """A kind of record: what one row is, its columns in order, and which of them tell rows apart."""

    name: str
    one_row_is: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = field(default=())

    @property
    def column_names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with this table's columns and types, sorted by its key.

        Raises
        ------
        DataError
            When a column is absent or unknown, a value is of another type, form or code list than declared,
            something is missing that may not be, or two rows have the same key.

        """
        wrong = []
        absent = [name for name in self.column_names if name not in frame.columns]
        unknown = [name for name in frame.columns if name not in self.column_names]
        if absent or unknown:
            message = f"Table {self.name}: columns absent {absent}, unknown {unknown}."
            raise DataError(message)
        try:
            typed = frame[self.column_names].astype(
                {column.name: _PANDAS_TYPES[column.type] for column in self.columns}
            )
        except (TypeError, ValueError) as error:
            message = (
                f"Table {self.name}: a column holds values of another type than declared ({type(error).__name__})."
            )
            raise DataError(message) from None
        for column in self.columns:
            wrong += column.what_is_wrong(typed[column.name])
        if self.key:
            twice = int(typed.duplicated(list(self.key)).sum())
            if twice:
                wrong.append(f"{twice} rows have the same {', '.join(self.key)} as another")
        if wrong:
            message = f"Table {self.name} ({self.one_row_is}): {'; '.join(wrong)}."
            raise DataError(message)
        return typed.sort_values(list(self.key) or self.column_names, kind="stable").reset_index(drop=True)

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
        return self.check(pq.read_table(path).to_pandas())


def _area_columns() -> tuple[Column, ...]:
    return (
        Column("area_code", "text", "the area: a nine-character code, a partnership, or neighbours-of-CODE"),
        Column("area_name", "text", "its name"),
        Column("geographic_level", "text", "what kind of area it is", codes=GEOGRAPHIC_LEVELS),
    )


OFFICIAL_FIGURES = Table(
    name="official_figures",
    one_row_is="one row is one published count or population of one area and year in one release",
    columns=(
        Column("release", "text", "the release it was published in, such as children_in_need_2024"),
        Column("time_period", "text", "the reporting year, such as 202324"),
        *_area_columns(),
        Column("item", "text", "what is counted, such as referrals"),
        Column("value", "whole number", "the number, where one is published", may_be_missing=True),
        Column("symbol", "text", "why there is no number", codes=tuple(SYMBOLS), may_be_missing=True),
        Column("source", "text", "the file it stands in, as data/official/sources.csv calls it"),
    ),
    key=("release", "time_period", "area_code", "item"),
)

RESULTS = Table(
    name="results",
    one_row_is="one row is one figure: a measure for one area, period and category",
    columns=(
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("definition", "text", "the version of its definition, such as referrals/1"),
        *_area_columns(),
        Column("time_period", "text", "the reporting year, such as 202324"),
        Column("breakdown", "text", "what the categories are of; empty for the whole", may_be_missing=True),
        Column("category", "text", "the category; empty for the whole", may_be_missing=True),
        Column("numerator", "whole number", "the count", may_be_missing=True),
        Column("denominator", "whole number", "what it is divided by, where it is", may_be_missing=True),
        Column("value", "text", "the number as printed, trailing zero and all", may_be_missing=True),
        Column("lower", "text", "for statistical neighbours: the lowest of them", may_be_missing=True),
        Column("upper", "text", "for statistical neighbours: the highest of them", may_be_missing=True),
        Column("unit", "text", "count, per 10,000 children, or per cent"),
        Column("symbol", "text", "why there is no number", codes=tuple(SYMBOLS), may_be_missing=True),
        Column("status", "text", "how final the figure is", codes=STATUSES),
        Column("source", "text", "the files it comes from, as sources.csv calls them, joined by +"),
        Column("release", "text", "the release of its numerator"),
    ),
    key=("measure", "area_code", "time_period", "breakdown", "category"),
)

OFFICIAL_SOURCES = Table(
    name="official_sources",
    one_row_is="one row is one published file that figures come from",
    columns=(
        Column("source", "text", "what figures call the file: its release and its table"),
        Column("title", "text", "what the file is about"),
        Column("publisher", "text", "who published it"),
        Column("release", "text", "the release, such as children_in_need_2024"),
        Column("release_title", "text", "the release in words"),
        Column("publication_date", "text", "when it was published; empty where nobody knows for certain"),
        Column("sha256", "text", "the sha256 of the file as downloaded"),
        Column("file", "text", "where it lay in the folder that was imported"),
        Column("items", "text", "the counts taken from it, separated by spaces"),
    ),
    key=("source",),
)

_TENTHS_AND_QUARTERS = (10, 25, 50, 75, 90)

_PERIOD = "20[0-9]{4}"
_WHOLE = "[0-9]+"
_DECIMAL = r"(-?[0-9]+(\.[0-9]+)?)?"
"""Numbers kept as the text that is printed; blank where there is none."""

AUTHORITY_SPREAD = Table(
    name="authority_spread",
    one_row_is="one row is how all authorities are spread on one measure in one year",
    columns=(
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("authorities", "text", "how many authorities have a figure", form=_WHOLE),
        *(
            Column(f"level_{share}", "text", f"the level that {share} per cent of them do not exceed", form=_DECIMAL)
            for share in _TENTHS_AND_QUARTERS
        ),
        Column("changed_authorities", "text", "how many have a figure in the year before too", form=_WHOLE),
        *(
            Column(
                f"change_{share}",
                "text",
                f"the change since then that {share} per cent of them do not exceed",
                form=_DECIMAL,
            )
            for share in _TENTHS_AND_QUARTERS
        ),
    ),
    key=("measure", "time_period"),
)

NEIGHBOUR_FIGURES = Table(
    name="neighbour_figures",
    one_row_is="one row is the statistical neighbours of one authority on one measure in one year",
    columns=(
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("area_code", "text", "the authority whose neighbours they are"),
        Column("model", "text", "the model that says who its neighbours are"),
        Column("neighbours", "text", "how many of them have a figure", form=_WHOLE),
        Column("mean", "text", "the mean of their figures", form=_DECIMAL),
        Column("lowest", "text", "the lowest of them", form=_DECIMAL),
        Column("highest", "text", "the highest of them", form=_DECIMAL),
    ),
    key=("measure", "time_period", "area_code"),
)

PUBLISHED_RATES = Table(
    name="published_rates",
    one_row_is="one row is a printed rate or percentage of England or a region that its rounded counts do not give",
    columns=(
        Column("release", "text", "the release it was printed in, such as children_in_need_2024"),
        Column("measure", "text", "the measure, such as referrals_rate"),
        Column("area_code", "text", "England or the region"),
        Column("time_period", "text", "the reporting year, such as 202324", form=_PERIOD),
        Column("value", "text", "the number as the department printed it", form=r"[0-9]+(\.[0-9]+)?"),
    ),
    key=("release", "measure", "area_code", "time_period"),
)

OFFICIAL_TOTALS_SUMS = {
    "referrals_in_all_months": tuple(
        f"referrals_in_{month}"
        for month in (
            "april", "may", "june", "july", "august", "september",
            "october", "november", "december", "january", "february", "march",
        )
    ),
    "referrals_from_all_sources": tuple(
        f"referrals_from_{source}"
        for source in (
            "individual", "schools", "education_services", "health_services", "housing", "local_authority_services",
            "police", "other_legal_agency", "other", "anonymous", "unknown",
        )
    ),
    "assessments_in_45_days": tuple(
        f"assessments_{band}"
        for band in ("same_day", "1_to_10_days", "11_to_20_days", "21_to_30_days", "31_to_40_days", "41_to_45_days")
    ),
    "initial_conferences_in_15_days": ("initial_conferences_0_to_10_days", "initial_conferences_11_to_15_days"),
    "plans_at_31_march_in_all_categories": tuple(
        f"plans_at_31_march_{category}_initial"
        for category in ("neglect", "physical", "sexual", "emotional", "multiple")
    ),
    "plans_at_31_march_of_all_durations": tuple(
        f"plans_at_31_march_{duration}"
        for duration in (
            "3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more",
        )
    ),
}  # fmt: skip
"""Sums that are checked against a total, and the counts that they are made of."""

OFFICIAL_TOTALS = Table(
    name="official_totals",
    one_row_is="one row is one area and year in one release, its published counts side by side",
    columns=(
        Column("release", "text", "the release the counts were published in"),
        Column("time_period", "text", "the reporting year, such as 202324"),
        *_area_columns(),
        *(
            Column(item, "whole number", "a published count", may_be_missing=True)
            for item in (
                "population_0_to_17", "children_in_need_at_31_march", "referrals", "children_referred", "rereferrals",
                "children_rereferred", "referrals_no_further_action", "referrals_not_in_need", "assessments_completed",
                "section47_enquiries", "children_with_section47_enquiry", "initial_conferences",
                "children_with_initial_conference", "plans_starting", "plans_starting_second_or_subsequent",
                "plans_at_31_march", "plans_at_31_march_open_3_months", "plans_reviewed_in_time",
                "children_looked_after_at_31_march",
            )
        ),
        *(
            Column(name, "whole number", "the sum of its parts, where every part is a number", may_be_missing=True)
            for name in OFFICIAL_TOTALS_SUMS
        ),
    ),
    key=("release", "time_period", "area_code"),
)  # fmt: skip
