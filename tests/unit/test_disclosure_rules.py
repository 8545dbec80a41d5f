"""What is hidden by rule: each class at its boundaries, the strictest of several, none and all of a whole."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pandas as pd
import pytest
from made_up import ASHMERE, PERIOD, plans, rows_of

from safeguarding_report.disclosure.counted import Count, Range
from safeguarding_report.disclosure.counts import read_counts, read_rows
from safeguarding_report.disclosure.rules import Reason, Rule, hidden_by_rule, read_rules
from safeguarding_report.errors import DataError, UserError
from safeguarding_report.measures import MEASURES
from safeguarding_report.partnership import DisclosureSettings

SHIPPED = tomllib.loads(files("safeguarding_report.disclosure").joinpath("rules.toml").read_text(encoding="utf-8"))
REFERRALS = Count("referrals", ASHMERE, PERIOD)


@pytest.mark.parametrize(("name", "threshold"), [("department", 5), ("health", 7), ("ten", 10), ("everyone", 5)])
def test_each_class_hides_from_1_to_its_threshold_and_shows_0(name, threshold):
    rule = Rule(**SHIPPED["classes"][name])
    numbers = (0, 1, threshold - 1, threshold, threshold + 1)
    assert [False, True, True, True, False] == [rule.hides(number) for number in numbers]
    assert threshold + 1 == rule.needed


@pytest.mark.parametrize(("number", "printed"), [(8, 10), (12, 10), (13, 15), (17, 15), (0, 0), (102, 100)])
def test_a_health_count_is_printed_rounded_to_5_and_means_all_that_rounds_to_it(number, printed):
    rule = Rule(**SHIPPED["classes"]["health"])
    assert printed == rule.printed(number)
    meant = rule.meant_by(printed)
    assert [printed] * len(range(meant.least, meant.most + 1)) == [
        rule.printed(one) for one in range(meant.least, meant.most + 1)
    ]
    assert printed not in {rule.printed(meant.most + 1), rule.printed(max(meant.least - 1, 0)) if printed else None}


def test_what_is_not_rounded_means_itself():
    assert Range(8, 8) == Rule(5).meant_by(8)


def rules(*, owner="Local authority", measure_class=None, threshold=5):
    """Return the rules where one owner has all measures, and those of referrals are of a class of their own."""
    record = SHIPPED | {"measures": dict.fromkeys(("referrals", "rereferrals"), measure_class) if measure_class else {}}
    return read_rules({id_: owner for measure in MEASURES for id_ in measure.ids}, threshold, record)


@pytest.mark.parametrize(
    ("owner", "measure_class", "threshold", "expected"),
    [
        ("Local authority", None, 5, Rule(5)),
        ("Health", None, 5, Rule(7, round_to=5)),
        ("Local authority", "ten", 5, Rule(10)),
        ("Health", "ten", 5, Rule(10, round_to=5)),
        ("Health", None, 12, Rule(12, round_to=5)),
        ("Local authority", "everyone", 6, Rule(6, hides_none_and_all=True)),
    ],
)
def test_the_strictest_of_owner_measure_and_settings_wins(owner, measure_class, threshold, expected):
    assert expected == rules(owner=owner, measure_class=measure_class, threshold=threshold).of(REFERRALS)


def test_a_count_is_protected_by_the_strictest_measure_that_it_stands_in():
    # Referrals are what re-referrals are a share of; the class of referrals holds wherever they stand.
    record = SHIPPED | {"measures": {"rereferrals": "ten"}}
    assert Rule(10) == read_rules({}, 5, record).of(REFERRALS)


def test_a_class_that_there_is_not_is_refused_with_the_right_one():
    record = SHIPPED | {"measures": {"referrals": "heath"}}
    with pytest.raises(DataError, match=r'no class "heath"\. Did you mean "health"'):
        read_rules({}, 5, record)


@pytest.mark.parametrize("threshold", [0, 1, 4])
def test_a_partnership_may_never_lower_the_threshold(threshold):
    with pytest.raises((ValueError, UserError), match="never lowered"):
        DisclosureSettings(threshold)


def hidden(items, **kind):
    """Return the counts that are hidden by rule, each with its reason."""
    results = pd.DataFrame(rows_of({(ASHMERE, PERIOD): {"population_0_to_17": 50_000, **items}})).convert_dtypes()
    rows = read_rows(results)
    found = hidden_by_rule(rows, read_counts(rows), rules(**kind))
    return {count.counted: reason for count, reason in found.items()}


@pytest.mark.parametrize(("part", "is_hidden"), [(0, True), (1, True), (5, True), (6, False), (39, False), (40, True)])
def test_none_and_all_are_hidden_where_they_tell_about_everyone(part, is_hidden):
    found = hidden({"referrals": 40, "rereferrals": part}, measure_class="everyone")
    assert is_hidden == ("rereferrals" in found)
    if part in {0, 40}:
        assert Reason.EVERYONE is found["rereferrals"]


@pytest.mark.parametrize("part", [0, 40])
def test_none_and_all_are_shown_where_no_class_hides_them(part):
    assert {} == hidden({"referrals": 40, "rereferrals": part})


def test_zeros_of_a_breakdown_are_hidden_where_all_children_of_a_hidden_number_stand_in_one_category():
    found = hidden(plans(4, 0, 4, 0, 0, 0))
    assert {Reason.EVERYONE} == {
        found[f"plans_at_31_march_{name}_initial"] for name in ("neglect", "sexual", "emotional", "multiple")
    }
    assert Reason.THRESHOLD is found["plans_at_31_march"]


def test_zeros_of_a_breakdown_are_shown_where_children_stand_in_two_categories():
    assert {"plans_at_31_march", "plans_at_31_march_neglect_initial", "plans_at_31_march_physical_initial"} == set(
        hidden(plans(4, 1, 3, 0, 0, 0))
    )
