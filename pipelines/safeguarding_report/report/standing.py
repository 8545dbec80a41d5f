"""How a page stands: a draft, a demonstration, or a published edition; its banner and the mark on each printed page.

A build makes drafts and demonstrations. What is published is the very page that was read and approved, with these words
alone put in the place of the draft's, so that nothing else can change between approval and print.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from safeguarding_report.errors import DataError
from safeguarding_report.report.reader import Page

if TYPE_CHECKING:
    from datetime import date

    from safeguarding_report.released import ReportFacts

DRAFT = "Draft. This report has not been approved by the partnership and is not published."


@dataclass(frozen=True)
class Standing:
    """What a page says about how it stands."""

    banner: str
    print_mark: str
    """A word that stands on every printed page."""


@dataclass(frozen=True)
class Approval:
    """Which edition a page is published as, which role approved it, and on which day."""

    edition: str
    approved_by: str
    day: date

    @property
    def name(self) -> str:
        """The edition as readers are told it: Edition 2, or the name that it was given."""
        word, _, number = self.edition.rpartition("-")
        return f"Edition {number}" if word == "edition" and number.isdigit() else f"Edition: {self.edition}"

    def __str__(self) -> str:
        return f"{self.name}, approved by {self.approved_by} on {self.day.day} {self.day:%B %Y}."


def standing_of(report: ReportFacts, approval: Approval | None = None) -> Standing:
    """Return how a report stands: a demonstration stays one when it is published, and says so first."""
    if report.demonstration:
        words = f"{report.demonstration} {approval}" if approval else report.demonstration
        return Standing(words, "Demonstration")
    return Standing(f"Published. {approval}", approval.name) if approval else Standing(DRAFT, "Draft")


def as_published(page: str, report: ReportFacts, approval: Approval) -> str:
    """Return a page that was built, saying which edition it is and who approved it instead of how it stood.

    Raises
    ------
    DataError
        When the page does not say how it stands as a build writes it, in its banner and on each printed page.

    """
    before, now = standing_of(report), standing_of(report, approval)
    for old, new in ((_banner(before), _banner(now)), (_mark(before), _mark(now))):
        if page.count(old) != 1:
            message = (
                f"The page of {report.partnership} {report.year} does not say once that it is a draft or a "
                "demonstration, so it is not published. Build it again, with the template as it is shipped."
            )
            raise DataError(message)
        page = page.replace(old, new)
    return page


def says_how_it_stands(page: str, report: ReportFacts, approval: Approval) -> bool:
    """True when the banner of a page names its edition, its approval and that it is a demonstration; and no draft."""
    banners = [one.text.strip() for one in Page(page).named("aside")]
    return banners == [standing_of(report, approval).banner] and str(escape(DRAFT)) not in page


def _banner(standing: Standing) -> str:
    return f"<p>{escape(standing.banner)}</p></aside>"


def _mark(standing: Standing) -> str:
    return f'@top-right {{ content: "{escape(standing.print_mark)}"; }}'
