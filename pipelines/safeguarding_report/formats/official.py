"""Published statistics as a person downloads them: a folder of CSV files becomes one long table of counts.

Files are recognised by what their columns mean. Everything wrong in any file is reported at once, and no value of a
cell stands in a finding. Rates and percentages are computed from the counts; as printed they are read to be compared
with what we compute, and because those of England and regions were made before their counts were rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.errors import UsageError, UserError
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.formats.layouts import Family, Layout, families
from safeguarding_report.formats.official_rows import OfficialRows, read_rows
from safeguarding_report.formats.published_csv import read_published_csv
from safeguarding_report.formats.recognition import recognise
from safeguarding_report.tables import OFFICIAL_FIGURES

if TYPE_CHECKING:
    from pathlib import Path

FIGURE_COLUMNS = [*OFFICIAL_FIGURES.column_names, "region_code"]

SOURCE_COLUMNS = [
    "source", "title", "publisher", "release", "release_title", "publication_date", "sha256", "file", "items",
]  # fmt: skip

KEY = list(OFFICIAL_FIGURES.key)
PRINTED_KEY = [*KEY, "kind"]
PRINTED_COLUMNS = [*PRINTED_KEY, "value"]
_PLACE = ["file", "column", "row"]
JOINED_BY = "+"
"""Between sources where one count of a release was gathered from several files."""


@dataclass(frozen=True)
class NotCarried:
    """A file that was recognised and holds nothing the table carries."""

    file: str
    title: str


@dataclass(frozen=True)
class OfficialReading:
    """Everything a folder of published files holds, for all areas and years, and what was found wrong."""

    figures: pd.DataFrame
    """Columns of OFFICIAL_FIGURES and `region_code`; an authority in London lies in Inner or Outer London."""
    printed: pd.DataFrame
    """Rates and percentages as printed: `value` is a number or a symbol, as text."""
    sources: pd.DataFrame
    findings: tuple[Finding, ...]
    not_carried: tuple[NotCarried, ...]
    files: int


@dataclass(frozen=True)
class _File:
    name: str
    sha256: str
    family: Family
    layout: Layout
    content: OfficialRows

    @property
    def release(self) -> str:
        return f"{self.family.family}_{self.content.newest_year}"


def read_official_folder(folder: Path) -> OfficialReading:
    """Read every CSV in a folder and the folders below it, whatever the files are called.

    The release of a file is its family and the newest year it holds: children_in_need_2024.

    Raises
    ------
    UsageError
        When the folder does not exist.
    UserError
        When it holds no CSV.

    """
    if not folder.is_dir():
        message = f"There is no folder {folder}. Name the folder that holds the files as downloaded."
        raise UsageError(message)
    paths = sorted(path for path in folder.rglob("*") if path.suffix.casefold() == ".csv" and path.is_file())
    if not paths:
        message = f"There is no CSV file in {folder}. Name the folder that holds the files as downloaded."
        raise UserError(message)
    files: list[_File] = []
    findings: list[Finding] = []
    not_carried: list[NotCarried] = []
    for path in paths:
        read, found = _read_file(path, path.relative_to(folder).as_posix())
        findings += found
        if isinstance(read, _File):
            files.append(read)
        elif isinstance(read, NotCarried):
            not_carried.append(read)
    figures, twice = _gather(files)
    figures = figures.drop(columns=_PLACE)
    printed, printed_twice = _gather_printed(files)
    return OfficialReading(
        figures,
        printed,
        _sources(files, figures),
        tuple(worst_first([*findings, *twice, *printed_twice])),
        tuple(not_carried),
        len(paths),
    )


def _read_file(path: Path, name: str) -> tuple[_File | NotCarried | None, list[Finding]]:
    file, findings = read_published_csv(path, name)
    if file is None:
        return None, findings
    found, unknown = recognise(file)
    findings += unknown
    if found is None:
        return None, findings
    if found.other is not None:
        return NotCarried(name, found.other.title), findings
    columns_are_wrong = any(finding.severity == "error" and finding.rows == (1,) for finding in findings)
    if found.family is None or found.layout is None or columns_are_wrong or not file.cells:
        return None, findings
    content, wrong = read_rows(file, found.family, found.layout)
    findings += wrong
    return (_File(name, file.sha256, found.family, found.layout, content) if content else None), findings


def _gather(files: list[_File]) -> tuple[pd.DataFrame, list[Finding]]:
    """Put the rows of all files together, each figure once: from the layout that stands first, then by file name."""
    if not files:
        return pd.DataFrame({column: pd.Series(dtype=pd.StringDtype()) for column in [*FIGURE_COLUMNS, *_PLACE]}), []
    order = {layout.id: place for place, layout in enumerate(_all_layouts())}
    files = sorted(files, key=lambda file: (order[file.layout.id], file.name))
    sources = _source_ids(files)
    rows = pd.concat([file.content.rows.assign(source=sources[file.name]) for file in files], ignore_index=True)
    findings = _two_values(rows, KEY, rows["value"].astype(pd.StringDtype()).fillna(rows["symbol"]))
    figures = rows.drop_duplicates(KEY)
    joined = figures.groupby(["release", "item"])["source"].agg(lambda ids: JOINED_BY.join(ids.unique()))
    figures = figures.drop(columns="source").merge(joined.reset_index(), on=["release", "item"], validate="many_to_one")
    newest = figures.sort_values(["time_period", "release"]).drop_duplicates("area_code", keep="last")
    for column in ("area_name", "geographic_level", "region_code"):
        figures[column] = figures["area_code"].map(newest.set_index("area_code")[column])
    figures = figures.sort_values(KEY, ignore_index=True)
    text = [column for column in FIGURE_COLUMNS if column != "value"]
    return figures[[*FIGURE_COLUMNS, *_PLACE]].astype(dict.fromkeys(text, pd.StringDtype())), findings


def _gather_printed(files: list[_File]) -> tuple[pd.DataFrame, list[Finding]]:
    frames = [rows for file in files for rows in file.content.printed if not rows.empty]
    if not frames:
        return pd.DataFrame({column: pd.Series(dtype=pd.StringDtype()) for column in PRINTED_COLUMNS}), []
    rows = pd.concat(frames, ignore_index=True)
    findings = _two_values(rows, PRINTED_KEY, rows["value"].map(_without_trailing_zeros))
    printed = rows.drop_duplicates(PRINTED_KEY).sort_values(PRINTED_KEY, ignore_index=True)
    return printed[PRINTED_COLUMNS].astype(pd.StringDtype()), findings


def _without_trailing_zeros(cell: str) -> str:
    return cell.rstrip("0").rstrip(".") if "." in cell else cell


def _two_values(rows: pd.DataFrame, key: list[str], cells: pd.Series[str]) -> list[Finding]:
    """Find figures that stand twice in one release with two values; the same value twice is fine."""
    repeated = rows[rows.duplicated(key, keep=False)]
    different = cells[repeated.index].groupby([repeated[column] for column in key]).transform("nunique").gt(1)
    repeated = repeated[different]
    known = pd.Series("", index=repeated.index, dtype=pd.StringDtype())
    for family in families():
        for difference in family.known_differences:
            known[
                repeated["release"].str.startswith(f"{family.family}_")
                & repeated["item"].eq(difference.item)
                & repeated["time_period"].eq(difference.time_period)
                & repeated["area_code"].isin(difference.areas)
            ] = difference.reason
    findings: list[Finding] = []
    for (file, column, reason), places in repeated.groupby(["file", "column", known], sort=True):
        if reason and any(finding.reason.startswith(str(reason)) for finding in findings):
            continue  # What is known is said once, and names the other files.
        same = repeated.merge(places[key].drop_duplicates(), on=key)
        others = sorted(set(same["file"]) - {file})
        where = f"Compare it with {', '.join(others)}." if others else "Both stand in this file."
        findings.append(
            Finding(
                "query" if reason else "error",
                str(file),
                "one figure with two values",
                f"{reason or 'One release gives one value for an area and year.'} {where}",
                column=str(column),
                count=len(places),
                rows=tuple(sorted(places["row"])),
            )
        )
    return findings


def _all_layouts() -> list[Layout]:
    return [layout for family in families() for layout in family.layouts]


def _source_ids(files: list[_File]) -> dict[str, str]:
    """Return what each file is called in sources.csv: release and layout, numbered where a layout stands twice."""
    ids: dict[str, str] = {}
    for file in files:
        first = f"{file.release}/{file.layout.id}"
        again = sum(known == first or known.startswith(f"{first}-") for known in ids.values())
        ids[file.name] = f"{first}-{again + 1}" if again else first
    return ids


def _sources(files: list[_File], figures: pd.DataFrame) -> pd.DataFrame:
    order = {layout.id: place for place, layout in enumerate(_all_layouts())}
    ids = _source_ids(sorted(files, key=lambda file: (order[file.layout.id], file.name)))
    held = figures[["source", "item"]].drop_duplicates()
    held = held.assign(source=held["source"].str.split(JOINED_BY, regex=False)).explode("source")
    records = []
    for file in files:
        items = sorted(held.loc[held["source"].eq(ids[file.name]), "item"])
        if items:
            title = f"{file.family.title}, reporting year {file.content.newest_year}"
            records.append(
                {
                    "source": ids[file.name],
                    "title": f"{title}: {file.layout.title}",
                    "publisher": file.layout.publisher or file.family.publisher,
                    "release": file.release,
                    "release_title": title,
                    "publication_date": "",  # no downloaded file says when it was published
                    "sha256": file.sha256,
                    "file": file.name,
                    "items": " ".join(items),
                }
            )
    frame = pd.DataFrame(records, columns=SOURCE_COLUMNS, dtype=pd.StringDtype())
    return frame.sort_values("source", ignore_index=True)
