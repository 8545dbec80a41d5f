"""Registers and partner figures: every table says what one row is, and none of them is about a child."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd
import pytest

from safeguarding_report.errors import DataError
from safeguarding_report.partnership import PARTNER_KINDS
from safeguarding_report.tables.dictionary import tables
from safeguarding_report.tables.partners import (
    INDICATOR_IDS,
    INDICATORS,
    PARTNER_FIGURE_STATUSES,
    PARTNER_FIGURES,
    indicators_of,
)
from safeguarding_report.tables.registers import FILLED_BY_EVERY_PARTNER, REGISTERS
from safeguarding_report.tables.table import ORIGIN

ASKED_FOR = {
    "features", "powers", "priorities", "achievements", "challenges", "next_year", "escalations", "reviews", "review_actions", "learning",
    "audits", "self_assessments", "training", "events", "procedures", "resources", "feedback", "decisions",
    "questions", "recommendations", "funding", "risks", "equalities", "membership", "glossary",
    "capacity", "sponsors", "partner_history", "hosts", "predecessors", "chairs", "slipped_plans", "surveys",
    "marked_events", "documents", "groups",
}  # fmt: skip
"""The registers of the field; the register of returns is returns.toml."""

GROUPS = {
    "police": {"da_child", "ppn", "mace", "miss_home"},
    "health": {"camhs", "ae", "iha", "rha", "cdop"},
    "education": {"ehe", "cme", "s175", "exclusions"},
    "local authority": {"mash", "eh", "lado", "miss_home", "pupils_school_census"},
    "partnership": {"rr", "esc", "trn", "aud", "s11", "vcf", "fund"},
}


def _ids(tables_):
    return [table.name for table in tables_]


def test_every_register_that_the_field_keeps_is_a_table():
    assert ASKED_FOR == set(_ids(REGISTERS))
    assert len(ASKED_FOR) == len(REGISTERS)
    assert set(_ids(FILLED_BY_EVERY_PARTNER)) < ASKED_FOR


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_table_says_what_one_row_is_and_every_column_what_it_holds(table):
    assert table.one_row_is.startswith("one row is ")
    assert set(table.key) <= set(table.column_names)
    assert table.key
    assert len(table.column_names) == len(set(table.column_names))
    assert [column.name for column in table.columns if not column.words] == []
    assert [name for name in table.column_names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []


def test_no_two_tables_have_one_name():
    assert len(_ids(tables())) == len(set(_ids(tables())))


@pytest.mark.parametrize("table", [PARTNER_FIGURES, *REGISTERS], ids=lambda table: table.name)
def test_what_partners_hand_in_says_where_it_was_read_and_asks_nobody_for_that(table):
    assert ORIGIN == table.columns[-2:]
    assert table.asked == table.columns[:-2]
    assert table.empty().empty


@pytest.mark.parametrize("table", REGISTERS, ids=lambda table: table.name)
def test_the_example_of_a_column_is_one_that_it_allows(table):
    for column in table.asked:
        assert column.example or column.may_be_missing, column.name
        if column.example and column.codes:
            assert column.example in column.codes, column.name
        if column.example and column.form:
            assert re.fullmatch(column.form, column.example), column.name


def test_every_indicator_is_declared_once_for_one_kind_of_partner():
    assert len(INDICATOR_IDS) == len(set(INDICATOR_IDS))
    assert {indicator.owner for indicator in INDICATORS} <= {*PARTNER_KINDS, "partnership"}
    assert set(INDICATORS) == {one for owner in GROUPS for one in indicators_of(owner)}


@pytest.mark.parametrize(("owner", "groups"), GROUPS.items())
def test_each_partner_gives_the_groups_of_counts_that_are_its_own(owner, groups):
    ids = [one.id for one in indicators_of(owner) if one.id != "population_0_to_17"]
    assert groups == {next((group for group in groups if one.startswith(f"{group}_")), one) for one in ids}


def test_a_share_has_a_denominator_and_a_plain_count_has_none():
    assert [one.id for one in INDICATORS if (one.unit == "per cent") != bool(one.denominator)] == []


def test_parts_belong_to_a_whole_of_the_same_partner_and_there_are_at_least_two():
    owners = {one.id: one.owner for one in INDICATORS}
    parts = defaultdict(list)
    for one in INDICATORS:
        assert bool(one.part_of) == bool(one.breakdown)
        if one.part_of:
            assert one.owner == owners[one.part_of]
            parts[one.part_of, one.breakdown].append(one.id)
    assert [whole for whole, ids in parts.items() if len(ids) < 2] == []
    assert {("lado_referrals", "sector"), ("lado_referrals", "harm"), ("lado_closed", "outcome")} <= set(parts)


def test_the_population_of_an_invented_authority_can_be_handed_in():
    assert "population_0_to_17" in {one.id for one in indicators_of("local authority")}


def _figure(**cells):
    row = {
        "indicator_id": "ppn_notifications", "area_code": "Z06000001", "period_start": pd.Timestamp("2023-04-01"),
        "period_end": pd.Timestamp("2024-03-31"), "numerator": 12, "denominator": None, "status": "final_local",
        "note": None, "return_id": "a/b.csv", "row": 3,
    }  # fmt: skip
    return pd.DataFrame([row | cells])


def test_a_figure_without_a_number_stays_without_one():
    checked = PARTNER_FIGURES.check(_figure(numerator=None, status="not_available"))
    assert checked["numerator"].isna().all()


def test_an_unknown_indicator_and_an_unknown_status_are_refused():
    with pytest.raises(DataError, match="indicator_id is outside its code list in 1 rows"):
        PARTNER_FIGURES.check(_figure(indicator_id="ppn"))
    with pytest.raises(DataError, match="status is outside its code list in 1 rows"):
        PARTNER_FIGURES.check(_figure(status="official"))
    assert {"provisional_local", "final_local", "not_available", "nil_return"} == set(PARTNER_FIGURE_STATUSES)
