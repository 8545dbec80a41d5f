"""How far hidden counts can be narrowed: the least and the most that each can be, given all that is known."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import numpy as np
from known_figures import count_above, count_below, stocks, sums
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

BEYOND = 100_000
"""More children than any of these areas has."""

TOLERANCE = 1e-6

ROUNDED_TO, ROUNDED_BY = 5, 2


def narrow(figures):
    """Return the range left to each hidden count by name, and how many groups of counts contradict themselves.

    Zeros are shown, so the attacker takes every hidden count for 1 at least, but for those of a row of a table that is
    hidden whole, and for the same counts of the other areas of the partnership: there a 0 is hidden too.
    """
    rows = [row for row in _rows(figures) if any(cell in figures.hidden_counts for cell in row[0])]
    ranges, contradictory = {}, 0
    none = may_be_none(figures)
    for cells, group in _components(rows, figures.hidden_counts):
        smallest = [int(cell not in none) for cell in cells]
        least = _extremes(cells, group, figures, smallest, 1)
        if least is None:
            # A source that shows zeros hides one at times.
            smallest = [0] * len(cells)
            least = _extremes(cells, group, figures, smallest, 1)
        most = _extremes(cells, group, figures, smallest, -1)
        contradictory += least is None
        for place, cell in enumerate(cells):
            ranges[figures.names[cell]] = (least[place], most[place]) if least and most else (0, BEYOND)
    return ranges, contradictory


def rounded_measures(figures):
    """Return the measures of which every number is a multiple of 5: readers are told that these are rounded."""
    values = defaultdict(set)
    for (measure, *_), value in figures.shown.items():
        values[measure].add(value)
    return {
        measure for measure, found in values.items() if found - {0} and all(value % ROUNDED_TO == 0 for value in found)
    }


def may_be_none(figures):
    """Return the hidden cells that may be 0: of rows of which nothing is shown, and the same of other areas."""
    rows = defaultdict(set)
    for measure, area, period, category in figures.hidden_counts | figures.shown.keys():
        if category:
            rows[measure, area, period].add((measure, area, period, category))
    whole = {cell for row in rows.values() if row <= figures.hidden_counts for cell in row}
    groups = [{area for area, _ in found} for found in figures.areas.values()]
    return whole | {
        (measure, other, period, category)
        for measure, area, period, category in whole
        for group in groups
        if area in group
        for other in group
    }


def fewest(figures, name_of_cell):
    """Return what a cell is at least because it is the sum of several areas, each of which is hidden and is not 0."""
    none = may_be_none(figures)
    found = {}
    for areas in figures.areas.values():
        joint = [area for area, level in areas if level == "Partnership"]
        parts = [area for area, level in areas if level == "Local authority"]
        for measure, area, period, category in figures.hidden_counts:
            if area in joint:
                cells = {(measure, part, period, category) for part in parts} & figures.hidden_counts - none
                found[name_of_cell[measure, area, period, category]] = len(cells)
    return found


def _rows(figures):
    """Yield all that is known as (cell: factor, least, most) of a weighted sum of counts."""
    for whole, parts, (least, most) in sums(figures):
        yield {whole: -1, **dict.fromkeys(parts, 1)}, least, most
    surplus = [
        figures.shown[now] - figures.shown[before] - figures.shown[starting]
        for now, before, starting in stocks(figures)
        if {now, before, starting} <= figures.shown.keys()
    ]
    for now, before, starting in stocks(figures):
        yield {now: 1, before: -1, starting: -1}, -BEYOND, max([0, *surplus])
    for row in figures.shares:
        above, below = count_above(row), count_below(figures, row)
        scale = 100 if row["unit"] == "per cent" else 10_000
        half = Decimal(1).scaleb(Decimal(row["value"]).as_tuple().exponent) / 2
        low, high = ((Decimal(row["value"]) + way * half) / scale for way in (-1, 1))
        if below and (above in figures.hidden_counts or below in figures.hidden_counts):
            yield {above: 1, below: -float(low)}, 0, BEYOND
            yield {above: 1, below: -float(high)}, -BEYOND, 0
    for measure, below in figures.below.items():
        if measure.endswith("_percent"):
            for name, area, period, category in figures.names:
                whole, part = (below, area, period, ""), (count_of(measure), area, period, category)
                # Of a whole that did not come nothing is known.
                if name == count_of(measure) and (whole in figures.shown or whole in figures.hidden_counts):
                    yield {part: 1, whole: -1}, -BEYOND, 0


def count_of(measure):
    """The count that a percentage is made of."""
    return f"{measure.rpartition('_')[0]}_count"


def _components(rows, hidden):
    """Yield the hidden counts that hang together, each group with what is known of it."""
    leader = {cell: cell for cell in hidden}

    def find(cell):
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for factors, _, _ in rows:
        first, *others = [cell for cell in factors if cell in hidden]
        for other in others:
            leader[find(other)] = find(first)
    members, known = defaultdict(list), defaultdict(list)
    for cell in sorted(hidden):
        members[find(cell)].append(cell)
    for row in rows:
        known[find(next(cell for cell in row[0] if cell in hidden))].append(row)
    for first, cells in members.items():
        yield cells, known[first]


def _extremes(cells, rows, figures, smallest, way):
    """Return the least (way 1) or the most (way -1) of each cell as whole numbers; None when no numbers fit."""
    if not rows:
        return smallest if way == 1 else [BEYOND for _ in cells]
    matrix, low, high = _system(cells, rows, figures.shown, rounded_measures(figures))
    constraints = [LinearConstraint(matrix, low, high)]
    bounds = Bounds(np.array(smallest), np.full(len(cells), BEYOND))
    found = []
    for place in range(len(cells)):
        cost = np.zeros(len(cells))
        cost[place] = way
        answer = milp(cost, constraints=constraints, bounds=bounds, integrality=np.ones(len(cells)))
        if answer.x is None:
            return None
        found.append(round(answer.x[place]))
    return found


def _system(cells, rows, shown, rounded):
    """Return what is known as a matrix over the hidden cells, with the least and the most of each line."""
    place = {cell: number for number, cell in enumerate(cells)}
    factors, at, low, high = [], ([], []), [], []
    for number, (weights, least, most) in enumerate(rows):
        known = sum(factor * shown.get(cell, 0) for cell, factor in weights.items() if cell not in place)
        # A count that is printed rounded may be 2 more or 2 less.
        blur = ROUNDED_BY * sum(abs(weights[cell]) for cell in weights if cell in shown and cell[0] in rounded)
        for cell in [cell for cell in weights if cell in place]:
            factors.append(weights[cell])
            at[0].append(number)
            at[1].append(place[cell])
        low.append(least - known - blur - TOLERANCE)
        high.append(most - known + blur + TOLERANCE)
    return csr_array((factors, at), shape=(len(rows), len(cells))), low, high
