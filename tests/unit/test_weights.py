"""Priorities of the year: the measures that the board follows them by are the last to be hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up import ASHMERE, PERIOD, partnership, rows_of, write_results, year_settings

from safeguarding_report.disclosure.gate import release
from safeguarding_report.disclosure.weights import counts_of_priorities
from safeguarding_report.errors import UsageError
from safeguarding_report.partnership import Priority
from safeguarding_report.released import Released

PLACE = "data/coventry/2023-24/year.toml"


def test_a_measure_stands_for_its_count_and_for_what_it_is_a_share_of():
    named = counts_of_priorities([Priority("Heard", measures=("rereferrals",))], PLACE)
    assert {"referrals", "rereferrals"} == named


def test_a_population_is_no_count_of_a_priority():
    assert {"referrals"} == counts_of_priorities([Priority("Heard", measures=("referrals",))], PLACE)


def test_a_priority_without_measures_weighs_nothing():
    assert frozenset() == counts_of_priorities([Priority("Heard")], PLACE)


def test_every_unknown_measure_is_named_with_its_place_and_the_one_that_may_be_meant():
    priorities = [Priority("One", measures=("referals",)), Priority("Two", measures=("referrals", "joy"))]
    with pytest.raises(UsageError, match=r"year\.toml: priorities\[1\].*referals.*referrals.*priorities\[2\].*joy"):
        counts_of_priorities(priorities, PLACE)


def hidden(tmp_path, *measures):
    counts = {(ASHMERE, PERIOD): {"lado_contacts": 23, "lado_referrals": 20, "lado_advice": 3}}
    output = tmp_path / ("-".join(measures) or "none")
    settings = replace(year_settings(), priorities=(Priority("Kept", measures=measures),))
    release(write_results(output / "results", rows_of(counts)), output / "released", partnership(), settings)
    return {figure.measure for figure in Released(output / "released").figures if figure.is_hidden}


def test_what_a_priority_is_followed_by_stays_and_something_else_is_hidden_instead(tmp_path):
    # 3 pieces of advice are hidden; with both other numbers shown they would be the rest.
    assert {"lado_contacts_by_kind_count", "lado_referrals_count"} == hidden(tmp_path)
    assert {"lado_contacts_by_kind_count", "lado_contacts_count"} == hidden(tmp_path, "lado_referrals")
