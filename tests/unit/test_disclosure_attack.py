"""Random tables of two authorities, attacked from outside: no hidden count is narrowed below the safe range.

The attacker sees what is shown and knows the rule, and nothing of how the gate chose.
"""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import (
    ASHMERE,
    CATEGORIES_OF_ABUSE,
    JOINT,
    PERIOD,
    WOLD,
    partnership,
    plans,
    rows_of,
    write_results,
    year_settings,
)  # fmt: skip
from safeguarding_report.disclosure.suppression import protect

from safeguarding_report.disclosure import release
from safeguarding_report.disclosure.relations import Count
from safeguarding_report.disclosure.rules import Reason, is_small

WHOLE = "plans_at_31_march"
ITEMS = [f"{WHOLE}_{name}_initial" for name in CATEGORIES_OF_ABUSE]
AREAS = (ASHMERE, WOLD)

cells = st.one_of(st.integers(0, 12), st.integers(0, 60))
tables = st.tuples(*[st.tuples(*[cells] * 5) for _ in AREAS])
patterns = st.sets(st.tuples(st.sampled_from(AREAS), st.sampled_from([WHOLE, *ITEMS])), max_size=4)
thresholds = st.sampled_from([5, 7, 10])


def numbers_of(table, pattern):
    """Return the numbers that results hold: what the source hides is not among them, nor any sum with it."""
    numbers = {}
    for area, values in zip(AREAS, table, strict=True):
        numbers |= {
            Count(item, area, PERIOD): value
            for item, value in zip([WHOLE, *ITEMS], (sum(values), *values), strict=True)
        }
    for item in (WHOLE, *ITEMS):
        numbers[Count(item, JOINT, PERIOD)] = sum(numbers[Count(item, area, PERIOD)] for area in AREAS)
    gone = {Count(item, area, PERIOD) for area, item in pattern} | {Count(item, JOINT, PERIOD) for _, item in pattern}
    return {count: number for count, number in numbers.items() if count not in gone}, gone


def attack(shown, hidden, threshold):
    """Return the hidden counts that a reader pins down too far, by totals less parts and by both less one."""
    unsafe = []
    for area in (*AREAS, JOINT):
        whole, parts = Count(WHOLE, area, PERIOD), [Count(item, area, PERIOD) for item in ITEMS]
        hidden_parts = [part for part in parts if part in hidden]
        if len(hidden_parts) == len(parts):
            continue
        if whole in hidden:
            unsafe += [] if hidden_parts else [whole]
            continue
        shared = shown[whole] - sum(shown[part] for part in parts if part in shown)
        if hidden_parts and (len(hidden_parts) == 1 or shared - (len(hidden_parts) - 1) < threshold + 1):
            unsafe += hidden_parts
    for item in (WHOLE, *ITEMS):
        group = [Count(item, area, PERIOD) for area in (*AREAS, JOINT)]
        if sum(count in hidden for count in group) == 1:
            unsafe += [count for count in group if count in hidden]
    return unsafe


@settings(max_examples=200, deadline=None, derandomize=True)
@given(table=tables, pattern=patterns, threshold=thresholds)
def test_no_hidden_count_follows_from_totals_or_from_both_less_one(table, pattern, threshold):
    numbers, gone = numbers_of(table, pattern)
    by_rule = {count: Reason.THRESHOLD for count, number in numbers.items() if is_small(number, threshold)}
    by_rule |= dict.fromkeys(gone, Reason.SOURCE)
    hidden = protect(numbers, by_rule, partnership(joint=True), threshold).hidden
    shown = {count: number for count, number in numbers.items() if count not in hidden}
    assert [] == attack(shown, hidden, threshold)
    assert not any(is_small(number, threshold) for number in shown.values())
    assert gone <= hidden.keys()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(table=tables, pattern=patterns, threshold=thresholds)
def test_released_files_pass_the_audit_and_show_nothing_that_the_source_hides(table, pattern, threshold):
    counts = {
        (area, PERIOD): {"population_0_to_17": 5_000}
        | {item: "c" if (area, item) in pattern else number for item, number in plans(sum(values), *values).items()}
        for area, values in zip(AREAS, table, strict=True)
    }
    with TemporaryDirectory() as folder:
        rows = rows_of(counts, joint=True)
        results, output = write_results(Path(folder) / "results", rows), Path(folder) / "released"
        release(results, output, partnership(joint=True, threshold=threshold), year_settings())
        with (output / "figures.csv").open(encoding="utf-8", newline="") as lines:
            figures = list(csv.DictReader(lines))
    at_source = {(row["measure"], row["area_code"], row["category"]) for row in rows if row["symbol"] == "c"}
    shown = [figure for figure in figures if figure["symbol"] != "c"]
    assert at_source.isdisjoint((figure["measure"], figure["area_code"], figure["category"]) for figure in shown)
    assert len(rows) == len(figures)
