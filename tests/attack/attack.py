"""What an outsider can work out from published reports: run as `python tests/attack/attack.py outputs/public`.

The attacker has the public folder, scipy, and the rule that readers are told ("counts from 1 to 5 are hidden").
He knows nothing of the package that made the reports, and imports nothing of it. He puts all reports together: every
area, every year, every table, drawing and sentence, and what addenda say was printed then and is known since. What adds up to what, he learns from the figures that are shown.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from known_figures import ADDENDUM, read_figures
from ranges import fewest, narrow
from seen_on_pages import numbers_of, read_page

THRESHOLD = 5
"""As every report says: "Counts from 1 to 5 are hidden"."""


@dataclass
class Attack:
    """What was attacked, and what was recovered; cells by name."""

    reports: int
    hidden_figures: int
    addenda: int = 0
    attacked: int = 0
    """Hidden counts, each once, however many figures are made of it."""
    narrowest: tuple[int, int] | None = None
    """The narrowest range left to a count that may be small."""
    contradictory: int = 0
    """Groups of counts whose published numbers contradict each other: nothing can be learnt from them."""
    recovered: dict[str, str] = field(default_factory=dict)
    """Cell, and how it was recovered."""

    def __str__(self):
        narrowest = "none" if self.narrowest is None else f"{self.narrowest[0]} to {self.narrowest[1]}"
        first = (
            f"{self.reports} reports, {self.addenda} addenda, {self.hidden_figures} hidden figures, {self.attacked} hidden counts attacked; "
            f"narrowest range left {narrowest}; {self.contradictory} groups contradict themselves; "
            f"recovered {len(self.recovered)}."
        )
        return "\n".join([first, *(f"  {cell}: {how}" for cell, how in sorted(self.recovered.items()))])


def attack(public, threshold=THRESHOLD):
    """Attack all reports in a public folder together."""
    folders = sorted(path.parent for path in Path(public).glob("*/*/figures.csv"))
    figures = read_figures(folders)
    addenda = [folder for folder in folders if (folder / ADDENDUM).is_file()]
    result = Attack(len(folders), len(figures.hidden), len(addenda))
    result.recovered |= figures.shown_although_hidden | _seen_in_addenda(addenda, figures)
    for folder in folders:
        seen = read_page((folder / "report.html").read_text(encoding="utf-8"))
        result.recovered |= {
            cell: f"{how} in {folder.parent.name} {folder.name}"
            for cell, how in seen.items()
            if cell in figures.hidden or cell.startswith("a number")
        }
    _narrow(figures, threshold, result)
    if addenda:
        _narrow(read_figures(folders, newest=True), threshold, result)
    return result


def _seen_in_addenda(folders, figures):
    """Return what the page of an addendum shows though a report hides it, and the corners of its file."""
    told = {}
    for folder in folders:
        page = (folder / "addendum.html").read_text(encoding="utf-8")
        of = f"the addendum of {folder.parent.name} {folder.name}"
        told |= dict.fromkeys(numbers_of(page) & figures.hidden, f"{of} shows it")
        told |= {cell: f"{how} in {of}" for cell, how in read_page(page).items() if cell.startswith("a number")}
    return told


def _narrow(figures, threshold, result):
    """Put down what follows from the figures together."""
    ranges, contradictory = narrow(figures)
    result.contradictory = max(result.contradictory, contradictory)
    result.attacked = len(ranges)
    at_least = fewest(figures, figures.names)
    for cell, (least, most) in ranges.items():
        if not most:
            continue  # zeros are printed; one that is hidden beside a row that is left out is no secret
        if least == most:
            result.recovered[cell] = "only one number is possible"
        elif most <= threshold or max(at_least.get(cell, 1), 1) < least <= threshold:
            result.recovered[cell] = "narrower than from 1 to the threshold + 1"
    open_ranges = [found for cell, found in ranges.items() if cell not in result.recovered and found[0] <= threshold]
    narrowest = [result.narrowest] if result.narrowest else []
    result.narrowest = min(narrowest + open_ranges, key=lambda found: found[1] - found[0], default=None)


if __name__ == "__main__":
    found = attack(sys.argv[1])
    print(found)
    sys.exit(1 if found.recovered else 0)
