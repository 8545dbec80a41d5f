"""What is hidden by rule: each class at its boundaries, the strictest of several, none and all of a whole."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pandas as pd
import pytest
from made_up import ASHMERE, CATEGORIES_OF_ABUSE, HEALTH, OWNERS, PERIOD, plans, rows_of

from safeguarding_report.disclosure.counted import Count, Range, joined
from safeguarding_report.disclosure.counts import read_counts, read_rows
from safeguarding_report.disclosure.rules import Reason, Rule, hidden_by_rule, read_rules
from safeguarding_report.errors import DataError, UserError
from safeguarding_report.measures import MEASURES
from safeguarding_report.partnership import DisclosureSettings

SHIPPED = tomllib.loads(files("safeguarding_report.disclosure").joinpath("rules.toml").read_text(encoding="utf-8"))
SHARED = SHIPPED | {"owners": SHIPPED["owners"] | {"Local authority, with police and health": ["department", "health"]}}
"""As if health bodies counted enquiries too: the rules of an owner that is several."""
REFERRALS = Count("referrals", ASHMERE, PERIOD)


@pytest.mark.parametrize(("name", "threshold"), [("department", 5), ("health", 7), ("ten", 10), ("everyone", 5)])
def test_each_class_hides_from_1_to_its_threshold_and_shows_0(name, threshold):
    rule = Rule(**SHIPPED["classes"][name])
    numbers = (0, 1, threshold - 1, threshold, threshold + 1)
    assert [False, True, True, True, False] == [rule.hides(number) for number in numbers]


@pytest.mark.parametrize(("number", "printed"), [(8, 10), (12, 10), (13, 15), (17, 15), (0, 0), (102, 100)])
def test_a_health_count_is_printed_rounded_to_5_and_means_all_that_rounds_to_it(number, printed):
    rule = Rule(**SHIPPED["classes"]["health"])
    assert printed == rule.printed(number)
    meant = rule.meant_by(printed)
    like_it = [one for one in range(200) if rule.printed(one) == printed and not rule.hides(one)]
    assert like_it == list(range(meant.least, meant.most + 1))


def test_what_is_not_rounded_means_itself():
    assert Range(8, 8) == Rule(5).meant_by(8)


def test_what_is_rounded_and_shown_is_above_a_threshold_that_was_raised():
    assert Range(10, 12) == Rule(9, round_to=5).meant_by(10)


def rules(*, owner="Local authority", measure_class=None, threshold=5, official=frozenset()):
    """Return the rules where one owner has all measures of referrals, which are of a class of their own."""
    titles = ("referrals", "rereferrals")
    record = SHIPPED | {"measures": dict.fromkeys(titles, measure_class) if measure_class else {}}
    owners = OWNERS | {f"{title}_{kind}": owner for title in titles for kind in ("count", "rate", "percent")}
    return read_rules(owners, threshold, official, record)


@pytest.mark.parametrize(
    ("owner", "measure_class", "threshold", "expected"),
    [
        ("Local authority", None, 5, Rule(5)),
        (HEALTH, None, 5, Rule(7, round_to=5)),
        ("Local authority, with police and health", None, 5, Rule(5)),
        ("Local authority", "ten", 5, Rule(10)),
        (HEALTH, "ten", 5, Rule(10, round_to=5)),
        (HEALTH, None, 12, Rule(12, round_to=5)),
        ("Local authority", "everyone", 6, Rule(6, hides_none_and_all=True)),
    ],
)
def test_the_strictest_of_owner_measure_and_settings_wins(owner, measure_class, threshold, expected):
    assert expected == rules(owner=owner, measure_class=measure_class, threshold=threshold).of(REFERRALS)


def test_a_count_is_protected_by_the_strictest_measure_that_it_stands_in():
    # Referrals are what re-referrals are a share of; the class of referrals holds wherever they stand.
    record = SHIPPED | {"measures": {"rereferrals": "ten"}}
    assert Rule(10) == read_rules(OWNERS, 5, record=record).of(REFERRALS)


def test_enquiries_that_the_authority_counts_alone_are_not_rounded_as_health_numbers():
    assert Rule(5) == read_rules(OWNERS, 5).of(Count("section47_enquiries", ASHMERE, PERIOD))


@pytest.mark.parametrize("counted", ["esc_raised", "esc_answered"])
def test_what_groups_ask_the_executive_is_shown_however_little(counted):
    assert read_rules(OWNERS, 5).of(Count(counted, ASHMERE, PERIOD)).hides_nothing


@pytest.mark.parametrize("counted", ["rr_notifications", "rr_reviews", "rr_in_15_days", "rr_actions"])
def test_incidents_and_their_reviews_are_children_and_are_hidden_when_few(counted):
    assert Rule(5) == read_rules(OWNERS, 5).of(Count(counted, ASHMERE, PERIOD))


def test_what_the_department_publishes_goes_by_its_rule_and_the_threshold_of_the_partnership():
    enquiries = Count("section47_enquiries", ASHMERE, PERIOD)
    assert Rule(7, round_to=5) == read_rules(OWNERS, 5, record=SHARED).of(enquiries)
    assert Rule(5) == read_rules(OWNERS, 5, {enquiries}, SHARED).of(enquiries)
    assert Rule(6) == read_rules(OWNERS, 6, {enquiries}, SHARED).of(enquiries)
    assert Rule(10) == rules(measure_class="ten", official={REFERRALS}).of(REFERRALS)


@pytest.mark.parametrize("title", ["camhs_waiting", "iha_in_time", "ae_flagged"])
def test_what_health_providers_hand_in_is_hidden_up_to_7_and_rounded(title):
    (measure,) = [one for one in MEASURES if one.title == title]
    count = Count(joined(measure.numerator), ASHMERE, PERIOD)
    assert Rule(7, round_to=5) == read_rules(OWNERS, 5).of(count)


def test_every_owner_of_the_measures_has_its_classes_and_no_other_stands_in_the_rules():
    assert set(OWNERS.values()) == set(SHIPPED["owners"])
    assert all(SHIPPED["owners"].values())


def test_an_owner_without_a_class_is_refused_with_the_right_one():
    owners = OWNERS | {"referrals_count": "Local autority"}
    with pytest.raises(DataError, match=r'owner "Local autority" of a measure has no class\. Did you mean "Local auth'):
        read_rules(owners, 5)


def test_an_owner_that_owns_nothing_is_refused():
    record = SHIPPED | {"owners": SHIPPED["owners"] | {"Health": ["health"]}}
    with pytest.raises(DataError, match='names "Health", which owns no measure'):
        read_rules(OWNERS, 5, record=record)


def test_a_measure_that_there_is_not_is_refused():
    with pytest.raises(DataError, match=r'names "referals", which is no measure\. Did you mean "referrals"'):
        read_rules(OWNERS, 5, record=SHIPPED | {"measures": {"referals": "ten"}})


def test_a_class_that_there_is_not_is_refused_with_the_right_one():
    record = SHIPPED | {"measures": {"referrals": "heath"}}
    with pytest.raises(DataError, match=r'no class "heath"\. Did you mean "health"'):
        read_rules(OWNERS, 5, record=record)


@pytest.mark.parametrize("threshold", [0, 1, 4])
def test_a_partnership_may_never_lower_the_threshold(threshold):
    with pytest.raises((ValueError, UserError), match="never lowered"):
        DisclosureSettings(threshold)


def hidden(items, *, is_official=False, **kind):
    """Return the counts that are hidden by rule, each with its reason."""
    results = pd.DataFrame(rows_of({(ASHMERE, PERIOD): {"population_0_to_17": 50_000, **items}})).convert_dtypes()
    rows = read_rows(results)
    counts = read_counts(rows)
    official = frozenset(counts.numbers) if is_official else frozenset()
    found = hidden_by_rule(rows, counts, rules(official=official, **kind))
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


def test_where_all_children_from_returns_stand_in_one_category_it_is_hidden_with_its_zeros_and_their_number_is_shown():
    found = hidden(plans(6, 0, 6, 0, 0, 0))
    assert set(found) == {f"plans_at_31_march_{name}_initial" for name in CATEGORIES_OF_ABUSE}
    assert set(found.values()) == {Reason.EVERYONE}


def test_a_category_with_all_children_is_shown_where_the_department_prints_it():
    assert {} == hidden(plans(6, 0, 6, 0, 0, 0), is_official=True)


@pytest.mark.parametrize(
    ("counted", "is_hidden"),
    [
        ("trn_courses", False),
        ("aud_audits", False),
        ("s11_returned", False),
        ("s175_returned", False),
        # Who books, comes to or answers after a course is a person.
        ("trn_bookings", True),
        ("trn_no_shows", True),
        ("trn_confident_before", True),
        ("trn_confident_before_denominator", True),
        # Cases of an audit are children.
        ("aud_cases", True),
        ("aud_cases_good", True),
    ],
)
def test_organisations_and_events_are_not_hidden_for_being_few_whatever_the_threshold_and_people_are(
    counted, is_hidden
):
    for threshold in (5, 10):
        assert is_hidden == read_rules(OWNERS, threshold).of(Count(counted, ASHMERE, PERIOD)).hides(1)


def test_a_count_of_organisations_that_also_stands_in_a_measure_about_children_is_hidden():
    # Cases are the total of their grades, and cases are children: whatever class the grades were given.
    record = SHIPPED | {"measures": {"aud_cases_by_grade": "nobody"}}
    found = read_rules(OWNERS, 5, frozenset(), record)
    assert found.of(Count("aud_cases", ASHMERE, PERIOD)).hides(1)
    assert not found.of(Count("aud_cases_good", ASHMERE, PERIOD)).hides(1)
