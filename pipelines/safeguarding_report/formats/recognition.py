"""Which layout a published file has, found by what its columns mean and never by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.errors import did_you_mean
from safeguarding_report.findings import Finding
from safeguarding_report.formats.layouts import Family, Layout, OtherFile, families, lead, other_files

if TYPE_CHECKING:
    from safeguarding_report.formats.published_csv import PublishedCsv


@dataclass(frozen=True)
class Recognised:
    """What a file is: one with a layout whose counts are carried, or a known one that is not carried."""

    family: Family | None = None
    layout: Layout | None = None
    other: OtherFile | None = None


def recognise(file: PublishedCsv) -> tuple[Recognised | None, list[Finding]]:
    """Find out what a file is; unknown columns, absent columns and unknown files are findings.

    Among the layouts that fit, the one that leaves fewest columns unexplained is the file's.
    """
    lead_names = lead().known()
    columns = {column.casefold(): column for column in file.header if column.casefold() not in lead_names}
    fitting: list[tuple[int, Recognised]] = [
        (len(set(columns) - layout.known()), Recognised(family, layout))
        for family in families()
        for layout in family.layouts
        if layout.is_recognised(file.header)
    ]
    for other in other_files():
        expected = {column.casefold() for column in other.columns}
        if expected <= {column.casefold() for column in file.header}:
            fitting.append((len(set(columns) - expected), Recognised(other=other)))
    if not fitting:
        return None, [_unknown_file(file)]
    _, found = min(fitting, key=lambda candidate: candidate[0])
    if found.layout is None:
        return found, []
    return found, _column_findings(file, found.layout, columns)


def _column_findings(file: PublishedCsv, layout: Layout, columns: dict[str, str]) -> list[Finding]:
    known = sorted({name for count in layout.counts for name in count.names} | set(layout.computed_names))
    findings = [
        Finding(
            "error",
            file.name,
            "unknown column",
            f"This is the table of {layout.title}, and no release seen so far has such a column."
            f"{did_you_mean(name, known)} If the release renamed a column, its new name must be added to the layout.",
            column=name,
            rows=(1,),
        )
        for folded, name in columns.items()
        if folded not in layout.known()
    ]
    present = {column.casefold() for column in file.header}
    findings += [
        Finding(
            "error", file.name, "column absent", "It says when or where; every file has it.", column=name, rows=(1,)
        )
        for name in lead().required
        if name not in present
    ]
    held = set(layout.item_columns(file.header).values())
    findings += [
        Finding(
            "query",
            file.name,
            "column absent",
            f"Expected in the table of {layout.title}; this release is taken not to hold it.",
            column=count.names[0],
            rows=(1,),
        )
        for count in layout.counts
        if count.item not in held
    ]
    return findings


def _unknown_file(file: PublishedCsv) -> Finding:
    nearest = max(
        (layout for family in families() for layout in family.layouts),
        key=lambda layout: (
            layout.recognisable(file.header),
            len({column.casefold() for column in file.header} & layout.known()),
        ),
    )
    near = f" It is most like the table of {nearest.title}." if nearest.recognisable(file.header) else ""
    reason = f"Its columns are those of no published file we know.{near} Take it out of the folder, or add its layout."
    return Finding("error", file.name, "unknown file", reason, rows=(1,))
