"""The compact table of published counts: `data/official/`, small enough for a repository and read by a person.

`official_figures.csv` is wide: one row is one area and year in one release, one column is one count.
A cell is a whole number, a symbol, or blank where the release does not hold it. `sources.csv` says where it is from.
`authority_spread.csv` and `neighbour_figures.csv` hold what comparing needs of all other authorities,
`authority_figures.csv` what charts show of them, for the years of the workspace's reports alone,
`published_rates.csv` the rates and percentages of England and regions that rounded counts do not give,
`rest_of_regions.csv` what all others of a region make together where its total tells of a hidden count.
`seal.json` holds the hashes of all seven, so that a figure changed after the import does not go out as official.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.errors import DataError, UserError, did_you_mean
from safeguarding_report.figures import SYMBOLS
from safeguarding_report.findings import Finding, stop_on_errors, worst_first
from safeguarding_report.formats.layouts import all_items, not_carried_items
from safeguarding_report.formats.left_by_regions import left_by_regions
from safeguarding_report.formats.official import FIGURE_COLUMNS, JOINED_BY, KEY, OfficialReading
from safeguarding_report.formats.official_rows import AREA_CODE
from safeguarding_report.formats.published_csv import PublishedCsv, read_published_csv
from safeguarding_report.formats.refusals import WITHOUT_ROWS
from safeguarding_report.formats.seal import check_seal, put_seal
from safeguarding_report.reference import areas_with_regions
from safeguarding_report.store import write_file
from safeguarding_report.tables import (
    AUTHORITY_FIGURES,
    AUTHORITY_SPREAD,
    GEOGRAPHIC_LEVELS,
    NEIGHBOUR_FIGURES,
    OFFICIAL_FIGURES,
    OFFICIAL_SOURCES,
    PUBLISHED_RATES,
    REST_OF_REGIONS,
    Table,
)
from safeguarding_report.year import ACADEMIC

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from safeguarding_report.year import ReportingYear

FIGURES_FILE = "official_figures.csv"
SOURCES_FILE = "sources.csv"
LEAD = ["release", "time_period", "area_code", "area_name", "geographic_level", "region_code"]

_MAY_BE_EMPTY = (AUTHORITY_FIGURES, NEIGHBOUR_FIGURES, PUBLISHED_RATES, REST_OF_REGIONS)
"""An authority may have no near neighbour and nothing hidden, and counts may give every printed rate."""

_SEALED = (
    FIGURES_FILE,
    SOURCES_FILE,
    *(
        f"{table.name}.csv"
        for table in (AUTHORITY_SPREAD, AUTHORITY_FIGURES, NEIGHBOUR_FIGURES, PUBLISHED_RATES, REST_OF_REGIONS)
    ),
)

_WHAT_TO_DO = "Import the files as downloaded with `safeguarding-report official DIR`."
_RESTORE = "Put the file back as it was, or import again with `safeguarding-report official DIR`."
_FORMS = {
    "release": r"[a-z][a-z_]*_20[0-9]{2}",
    "time_period": rf"20[0-9]{{4}}({ACADEMIC})?",
    "area_code": AREA_CODE,
    "area_name": r"\S.*",
    "geographic_level": "|".join(re.escape(level) for level in GEOGRAPHIC_LEVELS),
    "region_code": rf"({AREA_CODE})?",
}
_CELL = rf"[0-9]{{1,9}}|{'|'.join(SYMBOLS)}|"


@dataclass(frozen=True)
class OfficialFigures:
    """What one report needs of the published statistics; frames of the tables that their names say."""

    figures: pd.DataFrame
    sources: pd.DataFrame
    authority_spread: pd.DataFrame
    authority_figures: pd.DataFrame
    """Of the report's year alone: what the charts show of all authorities."""
    neighbour_figures: pd.DataFrame
    published_rates: pd.DataFrame
    left_by_regions: pd.DataFrame
    """What the totals of regions, less all other authorities, say of the report's own together."""
    first_periods: dict[str, dict[str, str]]
    """By family of releases and count: the first time period held, be it later than the report's year."""


def write_compact(
    reading: OfficialReading, areas: Collection[str], folder: Path, until: ReportingYear | None = None
) -> None:
    """Write official_figures.csv and sources.csv for some areas, up to a reporting year; the same reading, the same bytes.

    Counts that no release holds for any of these areas get no column.

    Raises
    ------
    DataError
        When the reading holds an error; nothing is written then.
    UserError
        When one of the areas is in none of the files.

    """
    stop_on_errors(reading.findings, "The published files hold errors; nothing was imported.")
    absent = sorted(set(areas) - set(reading.figures["area_code"]))
    if absent:
        message = f"No file holds a figure for {', '.join(absent)}. Check the codes, or add the files that do."
        raise UserError(message)
    figures = what_is_carried(reading.figures)
    figures = figures[figures["area_code"].isin(list(areas))]
    if until is not None:
        figures = figures[figures["time_period"] <= until.time_period]
    cells = figures["value"].astype(pd.StringDtype()).fillna(figures["symbol"])
    wide = figures.assign(cell=cells).set_index([*LEAD, "item"])["cell"].unstack("item")  # noqa: PD010 — a key has one cell
    held = [item for item in all_items() if item in wide.columns]
    table = wide[held].fillna("").reset_index().sort_values(LEAD)
    _write(folder / FIGURES_FILE, table)
    _write(folder / SOURCES_FILE, _sources_of(reading.sources, figures))


def what_is_carried(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that the compact table carries: not those that are read only to be held against a print."""
    return figures[~figures["item"].isin(not_carried_items())]


def write_table(table: Table, frame: pd.DataFrame, folder: Path) -> None:
    """Write another table of the compact folder as CSV, checked and sorted; the same rows give the same bytes."""
    _write(folder / _file_of(table), table.check(frame))


def seal_compact(folder: Path) -> None:
    """End an import: seal all files, so that a later change of one is seen."""
    put_seal(folder, _SEALED)


def read_official_figures(folder: Path) -> pd.DataFrame:
    """Read official_figures.csv back as long rows: columns of OFFICIAL_FIGURES and `region_code`.

    Raises
    ------
    UserError
        When the workspace has no such file.
    DataError
        When the file is torn, or was edited into something that an import does not write.

    """
    return _long(_read_wide(folder), folder)


def _read_wide(folder: Path) -> pd.DataFrame:
    """Read official_figures.csv as it stands, a column for each count, and check every cell."""
    file = _read(folder, FIGURES_FILE)
    items = [column for column in file.header if column not in LEAD]
    wrong = _header_findings(file, items)
    if wrong:
        raise DataError(_refused(FIGURES_FILE), worst_first(wrong))
    wide = pd.DataFrame(list(file.cells), columns=list(file.header), index=list(file.rows), dtype=pd.StringDtype())
    wrong = _cell_findings(wide, items)
    if wrong:
        raise DataError(_refused(FIGURES_FILE), worst_first(wrong))
    return wide


def _long(wide: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Return one row for each cell that is not blank, sorted, with the file that it stands in."""
    items = np.array([column for column in wide.columns if column not in LEAD], dtype=object)
    cells = wide[items].to_numpy(dtype=object)
    rows, columns = np.nonzero(cells != "")
    text = pd.Series(cells[rows, columns], dtype=pd.StringDtype())
    is_symbol = text.isin(list(SYMBOLS))
    long = wide[LEAD].take(rows).reset_index(drop=True)
    long = long.assign(
        item=pd.Series(items[columns], dtype=pd.StringDtype()),
        value=text.mask(is_symbol).astype(pd.Int64Dtype()),
        symbol=text.where(is_symbol),
    )
    files = _source_of_each_item(read_sources(folder))
    sources = [files.get(key) for key in zip(long["release"].tolist(), long["item"].tolist(), strict=True)]
    if None in sources:
        message = f"{SOURCES_FILE} does not say where all counts of {FIGURES_FILE} come from. {_RESTORE}"
        raise DataError(message)
    long = long.assign(source=pd.Series(sources, dtype=pd.StringDtype()))
    return long[FIGURE_COLUMNS].sort_values(KEY, ignore_index=True)


def read_sources(folder: Path) -> pd.DataFrame:
    """Read sources.csv: one row is one published file that figures come from."""
    return _read_table(folder, OFFICIAL_SOURCES)


def load_official(
    folder: Path, areas: Collection[str], year: ReportingYear, *, year_may_be_absent: bool = False
) -> OfficialFigures:
    """Load what a report of one year needs: these areas, their regions and England, and no later year.

    A punctual report is made of returns before the year is published: then the year itself may be absent.

    Raises
    ------
    UserError
        When nothing was imported yet, a file was changed after the import, or there are no figures for one of the
        areas, or none for the year.
    DataError
        When a file of the compact table is torn or was edited into nonsense.

    """
    wide, sources = _read_wide(folder), read_sources(folder)
    wanted = areas_with_regions(areas)
    around = _long(wide, folder)
    figures = around[around["area_code"].isin(wanted)].reset_index(drop=True)
    spread, all_authorities, neighbours, rates, rest = (
        _read_table(folder, table)
        for table in (AUTHORITY_SPREAD, AUTHORITY_FIGURES, NEIGHBOUR_FIGURES, PUBLISHED_RATES, REST_OF_REGIONS)
    )
    # After reading: of a torn file the row is told, and not only that it was changed.
    check_seal(folder, _SEALED)
    held = set(figures["area_code"].unique())
    absent = [code for code in wanted if code not in held]
    if absent:
        message = f"data/official/ holds no figures for {', '.join(absent)}. {_WHAT_TO_DO}"
        raise UserError(message)
    of_year = set(figures.loc[figures["time_period"].eq(year.time_period), "area_code"])
    without = [code for code in areas if code not in of_year]
    if without and not year_may_be_absent:
        newest = figures.loc[figures["area_code"].isin(list(areas)), "time_period"].max()
        message = (
            f"data/official/ holds no figures of {year} for {', '.join(without)}; the newest time period it holds "
            f"is {newest}. {_WHAT_TO_DO}"
        )
        raise UserError(message)
    first_periods = _first_periods(figures)
    figures = _up_to(year, figures)
    neighbours, rates = _up_to(year, neighbours), _up_to(year, rates)
    return OfficialFigures(
        OFFICIAL_FIGURES.check(figures[OFFICIAL_FIGURES.column_names]),
        sources,
        _up_to(year, spread),
        all_authorities[all_authorities["time_period"].eq(year.time_period)].reset_index(drop=True),
        neighbours[neighbours["area_code"].isin(list(areas))].reset_index(drop=True),
        rates[rates["area_code"].isin(wanted)].reset_index(drop=True),
        left_by_regions(_up_to(year, around), _up_to(year, rest), areas),
        first_periods,
    )


def _first_periods(figures: pd.DataFrame) -> dict[str, dict[str, str]]:
    first: dict[str, dict[str, str]] = {}
    columns = (figures[name].tolist() for name in ("release", "item", "time_period"))
    for release, item, time_period in zip(*columns, strict=True):
        held = first.setdefault(release.rpartition("_")[0], {})
        held[item] = min(time_period, held.get(item, time_period))
    return {family: dict(sorted(held.items())) for family, held in sorted(first.items())}


def _up_to(year: ReportingYear, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["time_period"].le(year.time_period)].reset_index(drop=True)


def _write(path: Path, frame: pd.DataFrame) -> None:
    write_file(path, frame.to_csv(index=False, lineterminator="\n").encode())


def _sources_of(sources: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    held = figures[["source", "item"]].drop_duplicates()
    held = held.assign(source=held["source"].str.split(JOINED_BY, regex=False)).explode("source")
    items = held.groupby("source")["item"].agg(lambda names: " ".join(sorted(names)))
    kept = sources[sources["source"].isin(items.index)]
    return kept.assign(items=kept["source"].map(items)).sort_values("source")


def _source_of_each_item(sources: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return by release and count the files that it stands in, in the order of sources.csv."""
    files: dict[tuple[str, str], list[str]] = {}
    for release, items, source in zip(sources["release"], sources["items"], sources["source"], strict=True):
        for item in items.split():
            files.setdefault((release, item), []).append(source)
    return {key: JOINED_BY.join(names) for key, names in files.items()}


def _read(folder: Path, name: str, *, may_be_empty: bool = False) -> PublishedCsv:
    if not (folder / name).is_file():
        message = f"data/official/{name} does not exist. {_WHAT_TO_DO}"
        raise UserError(message)
    file, findings = read_published_csv(folder / name, f"data/official/{name}", _RESTORE)
    if may_be_empty:
        findings = [finding for finding in findings if finding.rule != WITHOUT_ROWS]
    if file is None or findings:
        raise DataError(_refused(name), worst_first(findings))
    return file


def _file_of(table: Table) -> str:
    return SOURCES_FILE if table is OFFICIAL_SOURCES else f"{table.name}.csv"


def _read_table(folder: Path, table: Table) -> pd.DataFrame:
    file = _read(folder, _file_of(table), may_be_empty=table in _MAY_BE_EMPTY)
    try:
        return table.check(pd.DataFrame(list(file.cells), columns=list(file.header), dtype=pd.StringDtype()))
    except DataError as error:
        message = f"{_refused(_file_of(table))} {error}"
        raise DataError(message) from None


def _header_findings(file: PublishedCsv, items: list[str]) -> list[Finding]:
    findings = [
        Finding("error", file.name, "column absent", _RESTORE, column=column, rows=(1,))
        for column in LEAD
        if column not in file.header
    ]
    return findings + [
        Finding(
            "error", file.name, "unknown column", _RESTORE + did_you_mean(item, all_items()), column=item, rows=(1,)
        )
        for item in items
        if item not in all_items()
    ]


def _cell_findings(wide: pd.DataFrame, items: list[str]) -> list[Finding]:
    wrong = {column: ~wide[column].str.fullmatch(form) for column, form in _FORMS.items()}
    # Most cells of so wide a table are alike: each text is looked at once, wherever it stands.
    texts = pd.Series(pd.unique(wide[items].to_numpy(dtype=object).ravel()), dtype=pd.StringDtype())
    wrong_texts = list(texts[~texts.str.fullmatch(_CELL).astype(bool)])
    if wrong_texts:
        wrong |= {item: wide[item].isin(wrong_texts) for item in items}
    findings = [_finding(wide, bad, column, "cell that no import writes") for column, bad in wrong.items() if bad.any()]
    twice = wide.duplicated(["release", "time_period", "area_code"], keep=False)
    return (
        [*findings, _finding(wide, twice, "area_code", "one area and year twice in a release")]
        if twice.any()
        else findings
    )


def _finding(wide: pd.DataFrame, wrong: pd.Series[bool], column: str, rule: str) -> Finding:
    rows = wide.index[wrong.astype(bool)]
    return Finding("error", f"data/official/{FIGURES_FILE}", rule, _RESTORE, "", column, len(rows), tuple(rows))


def _refused(name: str) -> str:
    return f"data/official/{name} is not as an import writes it. {_RESTORE}"
