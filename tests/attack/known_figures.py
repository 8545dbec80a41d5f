"""The figures of all reports put together: what is shown, what is hidden, and what one figure says of another."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field

ADDENDUM = "addendum.csv"

SIDE = ("numerator", "denominator", "value", "symbol", "status")
"""What addendum.csv holds twice: as it was printed, and as it is known since."""

ENOUGH = 5
"""So often must a sum hold among shown figures, and never fail, before the attacker believes it."""


@dataclass
class Figures:
    """What all figures.csv say together. A cell is (measure, area, period, category)."""

    shown: dict = field(default_factory=dict)
    """Counts by cell."""
    hidden: set = field(default_factory=set)
    """Names of hidden figures."""
    hidden_counts: set = field(default_factory=set)
    """Cells of hidden counts."""
    shares: list = field(default_factory=list)
    """Shown rates and percentages: (row as it was printed)."""
    areas: dict = field(default_factory=lambda: defaultdict(set))
    """By partnership: (area, level)."""
    shown_although_hidden: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    """Cell, and the name of its figure."""
    below: dict = field(default_factory=dict)
    """Percentage, and the count that is always its denominator."""


def read_figures(folders, *, newest=False):
    """Read the figures of all reports and of their addenda.

    Where an addendum has another number than the report, the attacker believes the report, or with `newest` the
    addendum: numbers of two days do not add up to one.
    """
    figures, symbols, values = Figures(), defaultdict(set), defaultdict(set)
    printed = [row for folder in folders for row in _rows(folder / "figures.csv")]
    then, since = _rows_of_addenda(folders)
    rows = [*since, *printed, *then] if newest else [*printed, *then, *since]
    for row in rows:
        name = row["figure_id"]
        symbols[name].add(row["symbol"])
        values[name] |= {row["value"]} - {""}
        if row["geographic_level"] in {"Local authority", "Partnership"}:
            figures.areas[row["partnership"]].add((row["area_code"], row["geographic_level"]))
        if row["symbol"] == "c" and any(row[one] for one in ("value", "numerator", "lower", "upper")):
            figures.shown_although_hidden[name] = "its row holds a number"
        cell = (row["measure"], row["area_code"], row["time_period"], row["category"])
        figures.names[cell] = name
        if row["unit"] == "count":
            if row["value"]:
                figures.shown.setdefault(cell, int(row["value"]))
        elif row["value"]:
            figures.shares.append(row)
    figures.hidden = {name for name, found in symbols.items() if "c" in found}
    # What the department prints is no secret of a report that hides it.
    figures.hidden -= {row["figure_id"] for row in since if row["value"] and row["status"].startswith("official")}
    for name in figures.hidden & {name for name, found in values.items() if found}:
        figures.shown_although_hidden[name] = "another report shows it"
    counts = {cell for cell, name in figures.names.items() if name in figures.hidden and cell[0].endswith("_count")}
    figures.hidden_counts = counts - figures.shown.keys()
    _learn_from_shares(figures, rows)
    return figures


def _rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _rows_of_addenda(folders):
    """Return what addenda say was printed, and what they say is known since, as rows like those of reports."""
    rows = [row for folder in folders if (folder / ADDENDUM).is_file() for row in _rows(folder / ADDENDUM)]
    common = {"geographic_level": "", "lower": "", "upper": ""}
    then = [common | row | {name: row[f"printed_{name}"] for name in SIDE} for row in rows]
    return then, [common | row for row in rows]


def count_above(row):
    """The count above the line of a rate or percentage: the same measure, printed as a count."""
    title, _, _ = row["measure"].rpartition("_")
    return (f"{title}_count", row["area_code"], row["time_period"], row["category"])


def _learn_from_shares(figures, rows):
    """Find out which count stands below the line of each percentage: the one that is always its denominator."""
    by_place = defaultdict(dict)
    for (measure, area, period, category), value in figures.shown.items():
        if not category:
            by_place[area, period][measure] = value
    shares = [row for row in rows if row["unit"] != "count"]
    # Different numbers count once: one that stands in five reports, or in both areas, and 0 agree with much by chance.
    agree, differ = defaultdict(set), set()
    for row in shares:
        for measure, value in by_place[row["area_code"], row["time_period"]].items() if row["denominator"] else ():
            if int(row["denominator"]) == value:
                agree[row["measure"], measure] |= {value} - {0}
            else:
                differ.add((row["measure"], measure))
    for (share, measure), numbers in sorted(agree.items(), key=lambda found: -len(found[1])):
        if len(numbers) >= ENOUGH and (share, measure) not in differ:
            figures.below.setdefault(share, measure)
    for row in shares:
        for cell, column in ((count_above(row), "numerator"), (count_below(figures, row), "denominator")):
            _learn_from_line(figures, row, cell, column)


def _learn_from_line(figures, row, cell, column):
    """A number above or below the line is that count, even where its own figure hides it."""
    if cell in figures.hidden_counts and row[column]:
        figures.shown_although_hidden[figures.names[cell]] = f"it is the {column} of {row['figure_id']}"
    elif cell and row[column]:
        figures.shown.setdefault(cell, int(row[column]))


def count_below(figures, row):
    """The count below the line of a rate or percentage, or None where the attacker does not know it."""
    measure = figures.below.get(row["measure"])
    return (measure, row["area_code"], row["time_period"], "") if measure else None


def sums(figures):
    """Yield (whole, parts) of everything that adds up, as far as the shown figures bear it out."""
    cells = figures.shown.keys() | figures.hidden_counts
    breakdowns = defaultdict(set)
    for measure, area, period, category in cells:
        if category:
            breakdowns[measure, area, period].add(category)
    candidates = defaultdict(list)
    for (measure, area, period), categories in breakdowns.items():
        whole = (f"{measure.split('_by_')[0]}_count", area, period, "")
        parts = [(measure, area, period, category) for category in sorted(categories)]
        candidates[measure].append((whole, parts))
    for found in figures.areas.values():
        joint = [area for area, level in found if level == "Partnership"]
        parts = sorted(area for area, level in found if level == "Local authority")
        for measure, area, period, category in cells:
            if area in joint and not measure.startswith("population"):
                cell = (measure, area, period, category)
                candidates["areas", area].append((cell, [(measure, part, period, category) for part in parts]))
    for group in candidates.values():
        yield from _borne_out([(whole, parts) for whole, parts in group if {whole, *parts} <= cells], figures)


def _borne_out(group, figures):
    """Yield the sums of a group with the difference they may have: what the complete ones have at most."""
    complete = [(whole, parts) for whole, parts in group if {whole, *parts} <= figures.shown.keys()]
    missed = [sum(figures.shown[part] for part in parts) - figures.shown[whole] for whole, parts in complete]
    if len(complete) < ENOUGH:
        missed = [0]
    if sum(one == 0 for one in missed) < len(missed) / 2:
        return
    # One table in a hundred that misses its total is a slip of its publisher; the attacker trusts the others.
    slack = (0, 0) if sum(one == 0 for one in missed) > 0.98 * len(missed) else (min(missed), max(missed))
    for whole, parts in group:
        yield whole, parts, slack


def stocks(figures):
    """Yield (now, before, starting): at 31 March are at most those of a year before and those that started since."""
    for measure, area, period, category in figures.shown.keys() | figures.hidden_counts:
        starting = measure.replace("_count", "_starting_count")
        before = f"{int(period[:4]) - 1}{period[2:4]}" if period[:4].isdigit() and len(period) == 6 else ""
        cells = [
            (measure, area, period, category),
            (measure, area, before, category),
            (starting, area, period, category),
        ]
        if all(cell in figures.shown or cell in figures.hidden_counts for cell in cells):
            yield cells
