"""The way in: a page that lists the reports by partnership and year, and leads from A to Z to measures and terms.

The filters work without a script: a style rule hides what does not fit the chosen partnership or year.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from safeguarding_report.glossary import load_glossary
from safeguarding_report.released import Released
from safeguarding_report.report.elements import definition_anchor
from safeguarding_report.report.page import CONTENT_SECURITY_POLICY, render_template
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from safeguarding_report.released import ReportFacts

TITLE = "Yearly reports of safeguarding children partnerships"

DEMONSTRATIONS = "Demonstration. Reports on this page say of themselves what kind of demonstration they are."


EDITION_NAMES = {
    "addendum.html": "addendum, what changed since, web page",
    "report.pdf": "report on paper, PDF",
    "summary.html": "members' summary, web page",
    "committee.html": "covering report for committee, web page",
    "young-people.html": "for children and young people, web page",
    "figures.xlsx": "figures, workbook",
    "fragment.html": "piece for a content system, HTML",
    "figures.csv-metadata.json": "what the columns of figures.csv hold, JSON",
}
"""What links to other editions say, in this order."""


@dataclass(frozen=True)
class Link:
    """A way to a page: its words and its address."""

    words: str
    address: str
    kind: str = ""
    """What the filters know it by."""
    others: tuple[Link, ...] = ()
    """The ways to other editions of the same report."""


@dataclass(frozen=True)
class Listed:
    """A partnership or a measure, with the ways to its pages."""

    name: str
    links: tuple[Link, ...]
    kind: str = ""


def write_index(reports: Sequence[Path], output: Path, public: Mapping[tuple[str, str], Path] | None = None) -> None:
    """Write index.html, which links the reports whose released folders these are, newest year first.

    `public` are the public folders of reports by partnership and year, for links to other editions that stand there.
    """
    released = sorted((Released(folder) for folder in reports), key=lambda one: one.report.year, reverse=True)
    facts = [one.report for one in released]
    newest = {one.report.partnership: one for one in reversed(released)}
    is_demonstration = any(report.demonstration for report in facts)
    page = {
        "title": TITLE,
        "heading": TITLE,
        "banner": DEMONSTRATIONS if is_demonstration else "",
        "print_mark": "Demonstration" if is_demonstration else "",
        "policy": CONTENT_SECURITY_POLICY,
    }
    text = render_template(
        "reports.html.j2",
        page=page,
        partnerships=_partnerships(facts, public or {}),
        years=sorted({report.year for report in facts}, reverse=True),
        letters=_by_letter(_measures(newest.values())),
        terms=load_glossary(),
    )
    write_file(output / "index.html", text.encode())


def _address(report: ReportFacts) -> str:
    return f"{report.partnership}/{report.year}/report.html"


def _partnerships(facts: Iterable[ReportFacts], public: Mapping[tuple[str, str], Path]) -> list[Listed]:
    names: dict[str, str] = {}
    links: dict[str, list[Link]] = {}
    for report in facts:
        names.setdefault(report.partnership, report.name)
        others = _editions(report, public.get((report.partnership, report.year)))
        link = Link(f"{report.name}, {report.year}", _address(report), report.year, others)
        links.setdefault(report.partnership, []).append(link)
    return [Listed(names[slug], tuple(links[slug]), slug) for slug in sorted(names, key=lambda slug: names[slug])]


def _editions(report: ReportFacts, folder: Path | None) -> tuple[Link, ...]:
    """Return the ways to the other editions in a public folder, with their kinds and sizes."""
    if folder is None:
        return ()
    names = dict(EDITION_NAMES)
    for path in sorted(folder.glob("summary-*.html")):
        council = path.stem.removeprefix("summary-").replace("-", " ").title()
        names[path.name] = f"members' summary for {council}, web page"
    there = [(folder / name, said) for name, said in names.items() if (folder / name).is_file()]
    home = _address(report).removesuffix("report.html")
    return tuple(Link(f"{said} ({_size(path.stat().st_size)})", f"{home}{path.name}") for path, said in there)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= _MEGABYTE else f"{max(size // 1000, 1)} kB"


_MEGABYTE = 1_000_000


def _measures(newest: Iterable[Released]) -> list[Listed]:
    """Return each measure that a newest report holds, with the way to its definition in those reports."""
    names: dict[str, str] = {}
    links: dict[str, list[Link]] = {}
    for one in newest:
        plain = {words.title: words.name for words in reversed(one.measures.values())}
        for title in one.traces:
            names.setdefault(title, plain[title])
            address = f"{_address(one.report)}#{definition_anchor(title)}"
            links.setdefault(title, []).append(Link(f"{plain[title]}: {one.report.name}", address))
    return [
        Listed(names[title], tuple(links[title])) for title in sorted(names, key=lambda title: names[title].lower())
    ]


def _by_letter(measures: Sequence[Listed]) -> list[tuple[str, list[Listed]]]:
    return [(letter, list(group)) for letter, group in groupby(measures, key=lambda one: one.name[:1].upper())]
