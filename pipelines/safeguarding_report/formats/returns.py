"""Partner returns: what a file is, told from what it holds and never from its name, and the reader that reads it."""

from __future__ import annotations

import zipfile
from functools import cache
from typing import TYPE_CHECKING

from safeguarding_report.formats import annex_a, census, refusals, ssda903, templates
from safeguarding_report.formats.delimited import open_csv, open_csv_archive, open_csv_folder
from safeguarding_report.formats.read_return import ReadReturn, ReturnContext, refused
from safeguarding_report.formats.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from safeguarding_report.formats.sheet import Opened, Sheet

__all__ = ["ReadReturn", "ReturnContext", "read_return"]

_HEAD = 65_536
"""Bytes that a file is recognised by."""

_FORMATS: tuple[tuple[Callable[[Sequence[Sheet]], bool], Callable[[Opened, ReturnContext], ReadReturn]], ...] = (
    (annex_a.recognises, annex_a.read_opened),
    (ssda903.recognises, ssda903.read_opened),
    (templates.recognises, templates.read_opened),
    (annex_a.resembles, annex_a.read_opened),
    (ssda903.resembles, ssda903.read_opened),
    (templates.resembles, templates.read_opened),
)
"""Formats of workbooks and CSV files: each tells whether it knows the sheets, and reads them.

A sheet that no format knows is read by the one that it is most like, so that the header to mend is named.
"""


def read_return(path: Path, context: ReturnContext) -> ReadReturn:
    """Read a return into tables; a file that is no return we know is refused with a finding that says why."""
    if path.is_dir():
        return _read_sheets(open_csv_folder(path, context.return_id, _declared_names()), context)
    if wrong := refusals.refuse_by_size(path, context.return_id):
        return refused(wrong)
    return _read_file(path, context)


def _read_file(path: Path, context: ReturnContext) -> ReadReturn:
    file = context.return_id
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if head.startswith(refusals.OLD_OFFICE_START):
            head += stream.read()
    if wrong := refusals.refuse_by_first_bytes(head, file):
        return refused(wrong)
    if head.startswith(refusals.ZIP_START):
        if not _is_workbook(path):
            return _read_sheets(open_csv_archive(path, file, _declared_names()), context)
        known = annex_a.known_headers() | templates.known_headers()
        return _read_sheets(open_workbook(path, file, known), context)
    if census.recognises(head):
        return census.read(path, context)
    return _read_sheets(open_csv(path, file), context)


@cache
def _declared_names() -> dict[str, str]:
    """Return what our formats call their lists, by what a file of a set may be called for it, in plain spelling."""
    return annex_a.declared_names() | ssda903.declared_names() | templates.declared_names()


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError):
        # Without its directory nobody can tell; reading it as an archive says that it is damaged.
        return False


def _read_sheets(opened: Opened, context: ReturnContext) -> ReadReturn:
    for recognises, read in _FORMATS:
        if recognises(opened.sheets):
            return read(opened, context)
    found = opened.all_findings
    if any(finding.severity == "error" for finding in found):
        return refused(*found)
    reason = (
        "Its headers are those of no form we read: Annex A, the children in need census, SSDA903 or a template of "
        "this workspace. Check that it is the right file and that its headers were not changed."
    )
    return refused(*found, refusals.refusal(context.return_id, "unknown file", reason))
