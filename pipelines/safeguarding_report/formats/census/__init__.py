"""The children in need census: one XML file of one authority and year, read as a stream into our tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.findings import worst_first
from safeguarding_report.formats.census.gathering import Gathering
from safeguarding_report.formats.census.header import check_header
from safeguarding_report.formats.census.notices import Notice, Notices
from safeguarding_report.formats.census.prolog import Refused, looks_like_xml
from safeguarding_report.formats.census.reading import Reading
from safeguarding_report.formats.census.stream import CensusFile
from safeguarding_report.formats.census.supports import SUPPORTS
from safeguarding_report.formats.census.tables import CensusTables
from safeguarding_report.formats.read_return import ReadReturn

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.formats.read_return import ReturnContext

FORM = "children_in_need_census"


def recognises(head: bytes) -> bool:
    """True for any XML that is no web page: what is no census is refused by `read`, in words that say why."""
    return looks_like_xml(head)


def read(path: Path, context: ReturnContext) -> ReadReturn:
    """Read a census; where it breaks off, what stands before is read all the same.

    One that breaks off, or is for another year or authority, supports no count.
    """
    notices, of_file = Notices(context.return_id), Notices(context.return_id)
    gathering = Gathering(notices)
    census = CensusFile(path, notices)
    try:
        for child in census.children():
            gathering.add(child)
        check_header(census.header, context, of_file)
        if not len(gathering.children):
            reason = "Expected at least one. A nil return is declared in returns.toml."
            of_file.add(Notice("error", "Child", "census without a child", reason), 1)
        elif not len(gathering.details):
            reason = "No child has an episode under that name, so nothing can be counted. Export the file again."
            of_file.add(Notice("error", "CINdetails", "census without an episode", reason), 1)
    except Refused as refused:
        of_file.add(refused.notice, refused.row)
    reading = Reading(context)
    tables = CensusTables(gathering, reading).tables() if len(gathering.children) else {}
    is_what_was_expected = not any(finding.severity == "error" for finding in of_file.findings())
    return ReadReturn(
        form=FORM,
        tables=tables,
        findings=tuple(worst_first([*of_file.findings(), *notices.findings(), *reading.findings])),
        left_out=tuple(sorted(census.left_out)),
        supports=SUPPORTS if is_what_was_expected else (),
    )
