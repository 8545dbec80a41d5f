"""Updating: an addendum to a report, once more has been published than the report was made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safeguarding_report.run import build
from safeguarding_report.tasks import ADDENDUM_FILES
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from safeguarding_report.outcome import Outcome
    from safeguarding_report.progress import Progress
    from safeguarding_report.workspace import Workspace

PAGE, _, RECORD = ADDENDUM_FILES


@dataclass(frozen=True)
class Updated:
    """How an update went, and what the addendum says of itself."""

    outcome: Outcome
    place: str
    """The page, from the workspace on."""
    record: dict[str, Any] | None
    """addendum.json; None where no addendum could be made."""

    def in_words(self) -> str:
        """Say where the addendum is, and how many figures it is about; or why there is none."""
        if self.record is None:
            return self.outcome.in_words()
        counts = ", ".join(f"{number} {why}" for why, number in self.record["figures"].items()) or "none"
        edition = self.record["report"]["edition"] or "the report as it is built; it is not published"
        return (
            f"{self.place} is up to date. Compared with {edition}.\nFigures: {counts}.\n"
            "The list of reports links to it from the next `safeguarding-report build` on."
        )

    def as_json(self) -> str:
        """Return the same for other programs."""
        answer = {"outcome": self.outcome.as_record(), "place": self.place, "addendum": self.record}
        return json.dumps(answer, indent=1, ensure_ascii=False)


def update(
    workspace: Workspace, partnership: str, year: str, *, jobs: int = 0, progress: Progress | None = None
) -> Updated:
    """Build a report as far as it is out of date, and write its addendum.

    Raises
    ------
    UsageError
        When there is no such partnership or year.
    DataError
        When an edition was changed after it was published.

    """
    slug = workspace.partnership(partnership).slug
    of_year = str(workspace.year_settings(slug, ReportingYear.parse(year)).year)
    outcome = build(workspace, slug, of_year, addenda=((slug, of_year),), jobs=jobs, progress=progress)
    folder = workspace.public / slug / of_year
    record = None
    if not outcome.exit_code:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    return Updated(outcome, (folder / PAGE).relative_to(workspace.root).as_posix(), record)
