"""Random tables of two authorities, attacked from outside: no hidden count is narrowed below the safe range.

The attacker sees what is shown and knows the rule, and nothing of how the gate chose.
"""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from linked_counts import protected
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

from safeguarding_report.disclosure import release
from safeguarding_report.disclosure.counted import Count
from safeguarding_report.disclosure.rules import Reason

WHOLE = "plans_at_31_march"
ITEMS = [f"{WHOLE}_{name}_initial" for name in CATEGORIES_OF_ABUSE]
QUARTERS = {
    whole: [f"{whole}_in_quarter_{place}" for place in (1, 2, 3, 4)]
    for whole in ("section47_enquiries", "plans_starting")
}
AREAS = (ASHMERE, WOLD)

cells = st.one_of(st.integers(0, 12), st.integers(0, 60))
tables = st.tuples(*[st.tuples(*[cells] * 5) for _ in AREAS])
patterns = st.sets(st.tuples(st.sampled_from(AREAS), st.sampled_from([WHOLE, *ITEMS])), max_size=4)
thresholds = st.sampled_from([5, 7, 10])


def numbers_of(table, pattern, kind=(WHOLE, ITEMS)):
    """Return the numbers that results hold: what the source hides is not among them, nor any sum with it."""
    numbers, (total, items) = {}, kind
    for area, values in zip(AREAS, table, strict=True):
        parts = values[: len(items)]
        numbers |= {
            Count(item, area, PERIOD): value for item, value in zip([total, *items], (sum(parts), *parts), strict=True)
        }
    for item in (total, *items):
        numbers[Count(item, JOINT, PERIOD)] = sum(numbers[Count(item, area, PERIOD)] for area in AREAS)
    gone = {Count(item, area, PERIOD) for area, item in pattern} | {Count(item, JOINT, PERIOD) for _, item in pattern}
    return {count: number for count, number in numbers.items() if count not in gone}, gone


def attack(shown, hidden, by_rule, threshold, kind=(WHOLE, ITEMS)):
    """Return what a reader finds to be small or pins down below the safe range, sum by sum, by arithmetic alone."""
    unsafe, (total, items) = [], kind
    for area in (*AREAS, JOINT):
        whole, parts = Count(total, area, PERIOD), [Count(item, area, PERIOD) for item in items]
        hidden_parts = [part for part in parts if part in hidden]
        if whole in hidden or len(hidden_parts) == len(parts):
            continue
        shared = shown[whole] - sum(shown[part] for part in parts if part in shown)
        # Zeros are shown, so a reader takes each of the others for 1 at least.
        most = shared - (len(hidden_parts) - 1)
        unsafe += [part for part in hidden_parts if part in by_rule and 1 <= most <= threshold]
    for item in (total, *items):
        *parts, whole = (Count(item, area, PERIOD) for area in (*AREAS, JOINT))
        gone = [count for count in (*parts, whole) if count in hidden]
        if len(gone) == 1:
            by_parts = sum(shown.get(part, 0) for part in parts)
            number = by_parts if gone[0] == whole else shown[whole] - by_parts
            unsafe += [count for count in gone if count in by_rule and 1 <= number <= threshold]
    return unsafe


@settings(max_examples=40, deadline=None, derandomize=True)
@given(table=tables, pattern=patterns, threshold=thresholds)
def test_no_hidden_count_follows_from_totals_or_from_both_less_one(table, pattern, threshold):
    numbers, gone = numbers_of(table, pattern)
    protection = protected(numbers | dict.fromkeys(gone), threshold=threshold, joint=True)
    hidden = protection.hidden
    by_rule = {count for count, reason in hidden.items() if reason in {Reason.SOURCE, Reason.THRESHOLD}}
    shown = {count: number for count, number in numbers.items() if count not in hidden}
    assert [] == attack(shown, hidden, by_rule, threshold)
    assert not any(1 <= number <= threshold for number in shown.values())
    assert gone <= hidden.keys()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(table=tables, kind=st.sampled_from(sorted(QUARTERS)), threshold=thresholds)
def test_no_hidden_quarter_follows_from_the_year_or_from_both_less_one(table, kind, threshold):
    quarters = kind, QUARTERS[kind]
    numbers, _ = numbers_of(table, (), quarters)
    hidden = protected(numbers, threshold=threshold, joint=True).hidden
    by_rule = {count for count, reason in hidden.items() if reason is Reason.THRESHOLD}
    shown = {count: number for count, number in numbers.items() if count not in hidden}
    assert [] == attack(shown, hidden, by_rule, threshold, quarters)
    assert not any(1 <= number <= threshold for number in shown.values())


@settings(max_examples=15, deadline=None, derandomize=True)
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
    # 0 per cent of a hidden number is the one thing that is printed of it.
    at_source = {(row["measure"], row["area_code"], row["category"]) for row in rows if row["symbol"] == "c"}
    shown = [figure for figure in figures if figure["symbol"] != "c" and figure["numerator"] != "0"]
    assert at_source.isdisjoint((figure["measure"], figure["area_code"], figure["category"]) for figure in shown)
    assert len(rows) == len(figures)
