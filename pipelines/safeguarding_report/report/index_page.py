"""The way in: a page that lists the reports by partnership and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.released import Released
from safeguarding_report.report.page import CONTENT_SECURITY_POLICY, render_template
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TITLE = "Yearly reports of safeguarding children partnerships"

DEMONSTRATIONS = "Demonstration. Reports on this page say of themselves what kind of demonstration they are."


def write_index(reports: Sequence[Path], output: Path) -> None:
    """Write index.html, which links the reports whose released folders these are, newest year first."""
    facts = sorted((Released(folder).report for folder in reports), key=lambda report: report.year, reverse=True)
    by_partnership: dict[str, list[dict[str, str]]] = {}
    names: dict[str, str] = {}
    for report in facts:
        names[report.partnership] = names.get(report.partnership, report.name)
        address = f"{report.partnership}/{report.year}/report.html"
        by_partnership.setdefault(report.partnership, []).append({"year": report.year, "address": address})
    page = {
        "title": TITLE,
        "heading": TITLE,
        "banner": DEMONSTRATIONS if any(report.demonstration for report in facts) else "",
        "print_mark": "Demonstration" if any(report.demonstration for report in facts) else "",
        "policy": CONTENT_SECURITY_POLICY,
    }
    partnerships = [
        {"name": names[slug], "reports": by_partnership[slug]} for slug in sorted(names, key=lambda slug: names[slug])
    ]
    text = render_template("reports.html.j2", page=page, partnerships=partnerships)
    write_file(output / "index.html", text.encode())
