"""Empty templates for the partners of a partnership: whom to ask, about which areas, for which year and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.formats.templates import TEMPLATE_KINDS, Template, write_csv_templates, write_template
from safeguarding_report.workspace import Workspace
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from safeguarding_report.partnership import Partnership


def template_for(partner: str, partnership: Partnership | None, year: str, due: date | None) -> Template:
    """Return the template of a kind of partner, or of a partner by its name.

    Raises
    ------
    UsageError
        When there is no such partner, or the year has another form.

    """
    period = ReportingYear.parse(year) if year else None
    named = {body.name: body.kind for body in partnership.partners} if partnership else {}
    if partner not in TEMPLATE_KINDS and partner not in named:
        known = [*TEMPLATE_KINDS, *named]
        message = (
            f'There is no partner "{partner}".{did_you_mean(partner, known)} Known: {", ".join(known)}. '
            "A partner's own name is known with --partnership."
        )
        raise UsageError(message)
    return Template(
        kind=named.get(partner, partner),
        partner=partner if partner in named else "",
        areas=partnership.areas if partnership else (),
        period=(period.start, period.end) if period else None,
        due=due,
    )


def write_templates(template: Template, folder: Path, *, as_csv: bool) -> list[Path]:
    """Write a template into a folder and return the paths: one workbook, or a CSV list for each table."""
    if as_csv:
        return write_csv_templates(template, folder)
    path = folder / f"{template.file_stem}.xlsx"
    write_template(template, path)
    return [path]


def partnership_of(folder: Path | None, slug: str) -> Partnership | None:
    """Return the partnership that is asked for, or None when none is: a template can be made without a workspace."""
    return Workspace.find(folder).partnership(slug) if slug else None
