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

SYNTHETIC = "synthetic"
"""The status of figures that are made up: a partnership of which any own figure has it is invented."""

FIGURES = "figures.csv"
"""Every finished report has it beside it."""

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
    demonstration: str = ""
    """What kind of demonstration its reports are, in their own words."""


def write_index(reports: Sequence[Path], output: Path, public: Mapping[tuple[str, str], Path] | None = None) -> None:
    """Write index.html, which links the reports whose released folders these are, newest year first.

    `public` are the public folders of reports by partnership and year, for links to other editions that stand there.
    """
    released = sorted((Released(folder) for folder in reports), key=lambda one: one.report.year, reverse=True)
    by_slug: dict[str, list[Released]] = {}
    for one in released:
        by_slug.setdefault(one.report.partnership, []).append(one)
    # Real partnerships before invented ones, here and wherever the page lists them.
    shown = sorted(map(_Partnership.of, by_slug.values()), key=lambda one: (one.is_invented, one.name))
    banner = _banner(shown)
    page = {
        "title": TITLE,
        "heading": TITLE,
        "banner": banner,
        "print_mark": "Demonstration" if banner else "",
        "policy": CONTENT_SECURITY_POLICY,
    }
    text = render_template(
        "reports.html.j2",
        page=page,
        partnerships=[_listed(one, public or {}) for one in shown],
        years=sorted({one.report.year for one in released}, reverse=True),
        letters=_by_letter(_measures(shown)),
        terms=load_glossary(),
    )
    write_file(output / "index.html", text.encode())


def _address(report: ReportFacts) -> str:
    return f"{report.partnership}/{report.year}/report.html"


@dataclass(frozen=True)
class _Partnership:
    """A partnership with its reports, the newest first, and what kind of demonstration they are."""

    name: str
    reports: tuple[Released, ...]
    is_invented: bool
    kind: str
    """Demonstration of what; empty for a real report."""

    @classmethod
    def of(cls, reports: Sequence[Released]) -> _Partnership:
        newest = reports[0]
        is_invented = any(SYNTHETIC in trace.statuses for trace in newest.traces.values())
        kind = "demonstration, invented" if is_invented else "demonstration from published figures"
        return cls(newest.report.name, tuple(reports), is_invented, kind if newest.report.demonstration else "")

    @property
    def newest(self) -> Released:
        return self.reports[0]

    def link(self, words: str) -> str:
        """Return what a link to one of the reports says: what kind of demonstration it is, too."""
        return f"{words} – {self.kind}" if self.kind else words


def _banner(shown: Sequence[_Partnership]) -> str:
    """Say how many demonstrations of which kind there are; nothing where none is one."""
    demonstrations = [one.is_invented for one in shown if one.kind]
    kinds = (
        (demonstrations.count(False), "real", ", shown from published figures"),
        (demonstrations.count(True), "invented", ""),
    )
    told = [
        f"{number} {kind} {'partnership' if number == 1 else 'partnerships'}{how}"
        for number, kind, how in kinds
        if number
    ]
    return f"Demonstration: {', and '.join(told)}." if told else ""


def _listed(shown: _Partnership, public: Mapping[tuple[str, str], Path]) -> Listed:
    """Return a partnership with the ways to its reports, the newest first, and to what stands beside each."""
    links = [
        Link(
            shown.link(f"{one.report.name}, {one.report.year}"),
            _address(one.report),
            one.report.year,
            _editions(one.report, public.get((one.report.partnership, one.report.year))),
        )
        for one in shown.reports
    ]
    newest = shown.newest.report
    return Listed(newest.name, tuple(links), newest.partnership, newest.demonstration)


def _editions(report: ReportFacts, folder: Path | None) -> tuple[Link, ...]:
    """Return the ways to the figures of a report and to the other editions in its public folder, with their sizes."""
    home = _address(report).removesuffix("report.html")
    figures = Link("figures, CSV", f"{home}{FIGURES}")
    if folder is None:
        return (figures,)
    names = dict(EDITION_NAMES)
    for path in sorted(folder.glob("summary-*.html")):
        council = path.stem.removeprefix("summary-").replace("-", " ").title()
        names[path.name] = f"members' summary for {council}, web page"
    there = [(folder / name, said) for name, said in names.items() if (folder / name).is_file()]
    return (figures, *(Link(f"{said} ({_size(path.stat().st_size)})", f"{home}{path.name}") for path, said in there))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= _MEGABYTE else f"{max(size // 1000, 1)} kB"


_MEGABYTE = 1_000_000


def _measures(shown: Iterable[_Partnership]) -> list[Listed]:
    """Return each measure that a newest report holds, with the way to its definition in those reports."""
    names: dict[str, str] = {}
    links: dict[str, list[Link]] = {}
    for partnership in shown:
        one = partnership.newest
        plain = {words.title: words.name for words in reversed(one.measures.values())}
        for title in one.traces:
            names.setdefault(title, plain[title])
            address = f"{_address(one.report)}#{definition_anchor(title)}"
            words = partnership.link(f"{plain[title]}: {one.report.name}")
            links.setdefault(title, []).append(Link(words, address))
    return [
        Listed(names[title], tuple(links[title])) for title in sorted(names, key=lambda title: names[title].lower())
    ]


def _by_letter(measures: Sequence[Listed]) -> list[tuple[str, list[Listed]]]:
    return [(letter, list(group)) for letter, group in groupby(measures, key=lambda one: one.name[:1].upper())]
