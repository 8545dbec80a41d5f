"""One published file of a known layout, as long rows: one row is one count of one area and year.

Beside the counts, the rates and percentages as they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.findings import Finding
from safeguarding_report.formats.layouts import (
    ACADEMIC_YEAR,
    BY_FILTER,
    REPORTING_YEAR,
    ComputedColumn,
    Family,
    Layout,
    first_and_columns,
    lead,
)
from safeguarding_report.formats.published_cells import (
    as_we_write_them,
    cell_findings,
    split_cells,
    what_is_wrong_with_a_count,
    what_is_wrong_with_a_number,
)
from safeguarding_report.reference import present_codes
from safeguarding_report.year import ACADEMIC, ReportingYear

if TYPE_CHECKING:
    from safeguarding_report.formats.published_csv import PublishedCsv

AREA_CODE = r"E[0-9]{8}"
_FORMS = {
    REPORTING_YEAR: (r"20[0-9]{2}", "Expected the year in which the reporting year ends, such as 2024."),
    ACADEMIC_YEAR: (r"20[0-9]{4}", "Expected the two years of an academic year, such as 202324."),
}
"""How each kind of period is written in published files."""
_REGION_OF = "region_code"
_AUTHORITY = "Local authority"
_DID_NOT_EXIST = "z"


@dataclass(frozen=True)
class OfficialRows:
    """What one file gives: its rows, and the year in which the newest of them ends."""

    rows: pd.DataFrame
    printed: tuple[pd.DataFrame, ...]
    """Of each column of rates or percentages, what stands in it."""
    newest_year: int


def read_rows(file: PublishedCsv, family: Family, layout: Layout) -> tuple[OfficialRows | None, list[Finding]]:
    """Turn a file into long rows; what is not understood is a finding, and its rows are left out.

    An authority's row is dropped when every number in it is `z`: the authority did not exist in that year.
    """
    frame = pd.DataFrame(
        list(file.cells), columns=list(file.header), index=pd.Index(file.rows, name="row"), dtype=pd.StringDtype()
    )
    names = {column: column.casefold() for column in file.header if column.casefold() in lead().known()}
    frame = frame.rename(columns=names)
    findings = _lead_findings(frame, layout, file.name) + _filter_findings(frame, layout, file.name)
    counts = layout.item_columns(file.header)
    shares = {name.casefold() for name in (*layout.computed_names, *layout.not_carried)}
    other_numbers = [column for column in file.header if column.casefold() in shares]
    findings += cell_findings(frame, counts, what_is_wrong_with_a_count, file.name)
    findings += cell_findings(frame, other_numbers, what_is_wrong_with_a_number, file.name)
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    not_applicable = frame[[*counts, *other_numbers]].isin([_DID_NOT_EXIST]).all(axis=1)
    frame = frame[~(frame["geographic_level"].eq(_AUTHORITY) & not_applicable)]
    where_and_when = _areas(frame).assign(time_period=_time_periods(frame, layout))
    rows = pd.concat([_count_rows(frame, layout, column, item, where_and_when) for column, item in counts.items()])
    printed = [
        _printed_rows(frame, layout, column, computed, where_and_when)
        for column, computed in layout.computed_columns(file.header).items()
    ]
    newest = _ends_in(frame, layout)
    where_from = {"release": f"{family.family}_{newest}", "layout": layout.id, "file": file.name}
    rows, *printed = [one.assign(**where_from).reset_index() for one in (rows, *printed)]
    return OfficialRows(rows, tuple(printed), newest), findings


def _count_rows(
    frame: pd.DataFrame, layout: Layout, column: str, item: str, where_and_when: pd.DataFrame
) -> pd.DataFrame:
    values, symbols = split_cells(frame[column])
    return where_and_when.assign(item=_items(frame, layout, item), value=values, symbol=symbols, column=column)


def _printed_rows(
    frame: pd.DataFrame, layout: Layout, column: str, computed: ComputedColumn, where_and_when: pd.DataFrame
) -> pd.DataFrame:
    return where_and_when.loc[frame.index, ["time_period", "area_code"]].assign(
        item=_items(frame, layout, computed.item),
        kind=computed.kind,
        value=as_we_write_them(frame[column]),
        column=column,
    )


def _items(frame: pd.DataFrame, layout: Layout, item: str) -> str | pd.Series[str]:
    if BY_FILTER not in item:
        return item
    _, columns = first_and_columns(item)
    return _values(frame, columns).map(layout.item_by_values(item))


def _values(frame: pd.DataFrame, columns: list[str]) -> pd.Series[Any]:
    """Return the values of filter columns side by side; one row is one tuple of texts."""
    actual = {name.casefold(): name for name in frame.columns}
    texts = [frame[actual[column.casefold()]].str.strip() for column in columns]
    return pd.Series(list(zip(*texts, strict=True)), index=frame.index, dtype=object)


def _time_periods(frame: pd.DataFrame, layout: Layout) -> pd.Series[str]:
    if layout.time_identifier == ACADEMIC_YEAR:
        return frame["time_period"] + ACADEMIC
    years = {
        year: ReportingYear.from_official(int(year) + layout.years_ahead).time_period
        for year in frame["time_period"].unique()
    }
    return frame["time_period"].map(years)


def _ends_in(frame: pd.DataFrame, layout: Layout) -> int:
    """Return the year in which the newest row ends."""
    newest = frame["time_period"].max()
    if layout.time_identifier == ACADEMIC_YEAR:
        return ReportingYear.from_time_period(newest).official_year
    return int(newest) + layout.years_ahead


def _areas(frame: pd.DataFrame) -> pd.DataFrame:
    areas = pd.DataFrame({"area_code": "", "area_name": "", "region_code": ""}, index=frame.index)
    for level in lead().levels:
        of_level = frame["geographic_level"].eq(level.level)
        areas.loc[of_level, "area_code"] = frame.loc[of_level, level.code]
        areas.loc[of_level, "area_name"] = frame.loc[of_level, level.name]
    in_region = frame["geographic_level"].eq(_AUTHORITY)
    areas.loc[in_region, "region_code"] = frame.loc[in_region, _REGION_OF]
    # An authority that stayed the same keeps one series, whatever code a table gives it.
    areas["area_code"] = areas["area_code"].replace(present_codes())
    return areas.assign(geographic_level=frame["geographic_level"])


def _is_period(texts: pd.Series[str], form: str) -> pd.Series[bool]:
    """True where a period has the form, and its two years, if it has two, follow each other."""
    follows = {
        text: len(text) == len("2024") or (int(text[2:4]) + 1) % 100 == int(text[4:])
        for text in texts[texts.str.fullmatch(form)].unique()
    }
    return texts.map(follows).astype("boolean").fillna(value=False).astype(bool)


def _lead_findings(frame: pd.DataFrame, layout: Layout, file: str) -> list[Finding]:
    form, expected = _FORMS[layout.time_identifier]
    findings = _finding(
        frame, ~_is_period(frame["time_period"], form), (file, "time_period", "unknown time period", expected)
    )
    findings += _finding(
        frame,
        frame["time_identifier"].ne(layout.time_identifier),
        (
            file,
            "time_identifier",
            "wrong kind of period",
            f'Expected "{layout.time_identifier}": kinds of period are never mixed.',
        ),
    )
    levels = ", ".join(level.level for level in lead().levels)
    findings += _finding(
        frame,
        ~frame["geographic_level"].isin([level.level for level in lead().levels]),
        (file, "geographic_level", "unknown geographic level", f"Expected one of {levels}."),
    )
    for level in lead().levels:
        of_level = frame["geographic_level"].eq(level.level)
        code = (file, level.code, "missing area code", "Expected a code such as E08000026; areas are joined by code.")
        findings += _finding(frame, of_level & ~frame[level.code].str.fullmatch(AREA_CODE), code)
        name = (file, level.name, "missing area name", "Expected the name of the area.")
        findings += _finding(frame, of_level & frame[level.name].str.strip().eq(""), name)
    region = (file, _REGION_OF, "missing area code", "Expected the code of the authority's region, such as E12000005.")
    authority = frame["geographic_level"].eq(_AUTHORITY)
    return findings + _finding(frame, authority & ~frame[_REGION_OF].str.fullmatch(AREA_CODE), region)


def _filter_findings(frame: pd.DataFrame, layout: Layout, file: str) -> list[Finding]:
    findings = []
    for known in layout.filters:
        values = [value.value for value in known.allowed]
        for column in frame.columns:
            if column.casefold() == known.column.casefold():
                reason = f"This is the table of {layout.title}; expected one of: {'; '.join(values)}."
                what = (file, column, "unknown category", reason)
                findings += _finding(frame, ~frame[column].str.strip().isin(values), what)
    return findings or _combination_findings(frame, layout, file)


def _combination_findings(frame: pd.DataFrame, layout: Layout, file: str) -> list[Finding]:
    """Find rows whose filter values are known one by one and together say nothing that is."""
    findings = []
    for by in dict.fromkeys(count.item for count in layout.counts if BY_FILTER in count.item):
        _, columns = first_and_columns(by)
        unknown = ~_values(frame, columns).isin(list(layout.item_by_values(by)))
        reason = f"This is the table of {layout.title}, and no release seen so far combines these categories."
        findings += _finding(frame, unknown, (file, columns[-1], "unknown combination of categories", reason))
    return findings


def _finding(frame: pd.DataFrame, wrong: pd.Series[bool], what: tuple[str, str, str, str]) -> list[Finding]:
    rows = frame.index[wrong.astype(bool)]
    if rows.empty:
        return []
    file, column, rule, reason = what
    return [Finding("error", file, rule, reason, column=column, count=len(rows), rows=tuple(rows))]
