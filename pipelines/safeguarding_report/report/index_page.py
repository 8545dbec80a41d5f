"""The way in: a page that lists the reports by partnership and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.released import Released
from safeguarding_report.report.page import CONTENT_SECURITY_POLICY, render_template
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TITLE = "Yearly reports of safeguarding children partnerships"

DEMONSTRATIONS = "Demonstration. Reports on this page say of themselves what kind of demonstration they are."


EDITION_NAMES = {
    "report.pdf": "report on paper, PDF",
    "summary.html": "members' summary, web page",
    "committee.html": "covering report for committee, web page",
    "young-people.html": "for children and young people, web page",
    "figures.xlsx": "figures, workbook",
    "fragment.html": "piece for a content system, HTML",
    "figures.csv-metadata.json": "what the columns of figures.csv hold, JSON",
}
"""What links to other editions say, in this order."""


def write_index(reports: Sequence[Path], output: Path, public: Mapping[tuple[str, str], Path] | None = None) -> None:
    """Write index.html, which links the reports whose released folders these are, newest year first.

    `public` are the public folders of reports by partnership and year, for links to other editions that stand there.
    """
    facts = sorted((Released(folder).report for folder in reports), key=lambda report: report.year, reverse=True)
    by_partnership: dict[str, list[dict[str, Any]]] = {}
    names: dict[str, str] = {}
    for report in facts:
        names[report.partnership] = names.get(report.partnership, report.name)
        address = f"{report.partnership}/{report.year}/report.html"
        editions = _editions((public or {}).get((report.partnership, report.year)))
        by_partnership.setdefault(report.partnership, []).append(
            {
                "year": report.year,
                "address": address,
                "folder": address.removesuffix("report.html"),
                "editions": editions,
            }
        )
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


def _editions(folder: Path | None) -> list[dict[str, str]]:
    """Return name, file and size of each other edition in a public folder."""
    if folder is None:
        return []
    names = dict(EDITION_NAMES)
    for path in sorted(folder.glob("summary-*.html")):
        council = path.stem.removeprefix("summary-").replace("-", " ").title()
        names[path.name] = f"members' summary for {council}, web page"
    there = [(folder / name, said) for name, said in names.items() if (folder / name).is_file()]
    return [{"file": path.name, "said": said, "size": _size(path.stat().st_size)} for path, said in there]


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= _MEGABYTE else f"{max(size // 1000, 1)} kB"


_MEGABYTE = 1_000_000
