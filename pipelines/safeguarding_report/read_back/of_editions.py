"""The other editions read back, each by the reader of its form, before they are put or published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from safeguarding_report.errors import DataError
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.manifest import REPORT_FILES
from safeguarding_report.other_editions import printed_figures
from safeguarding_report.read_back import REASON
from safeguarding_report.read_back.parts_of_pages import read_part
from safeguarding_report.read_back.pdf_text import read_pdf
from safeguarding_report.read_back.words import read_numbers_of
from safeguarding_report.read_back.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from safeguarding_report.released import Released


def check_other_editions(report: Path, editions: Path, released: Released) -> None:
    """Refuse other editions from which more can be read than from the page and figures.csv that they are made of.

    Raises
    ------
    DataError
        With everything that was found, by file and place, and no value.

    """
    found = worst_first(
        Finding("error", file, rule, REASON, table=place)
        for file, place, rule in dict.fromkeys(_told_by_editions(report, editions, released))
    )
    if found:
        message = (
            f"The other editions of {released.report.partnership} {released.report.year} say more than was released:"
        )
        raise DataError(message, found)


def _told_by_editions(report: Path, editions: Path, released: Released) -> Iterator[tuple[str, str, str]]:
    page = (report / "report.html").read_text(encoding="utf-8")
    figures = printed_figures(report / "figures.csv", released)
    manifest = (editions / "manifest.json").read_text(encoding="utf-8")
    readers: dict[str, Callable[[Path], Iterator[tuple[str, str]]]] = {
        ".pdf": lambda path: read_pdf(path, page),
        ".xlsx": lambda path: read_workbook(path, page, released, figures),
        ".html": lambda path: read_part(path, page, manifest, released),
        ".json": _numbers_in_json,
    }
    for path in sorted(editions.iterdir()):
        if path.name in REPORT_FILES:
            continue  # read back already
        for place, rule in readers[path.suffix](path):
            yield path.name, place, rule


def _numbers_in_json(path: Path) -> Iterator[tuple[str, str]]:
    for name in read_numbers_of(json.loads(path.read_text(encoding="utf-8"))):
        yield "", f"a number under {name}"
