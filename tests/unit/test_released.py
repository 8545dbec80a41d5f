"""Released figures: read back as the gate wrote them, and only under an unbroken seal."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest
from made_up import ASHMERE, JOINT, PERIOD, WOLD, partnership, plans, rows_of, write_results, year_settings

from safeguarding_report.disclosure import release
from safeguarding_report.errors import SealError
from safeguarding_report.figures import FIGURE_COLUMNS, SEALED
from safeguarding_report.released import Figure, Released, check_seal, figure_id

COUNTS = {
    (ASHMERE, "202223"): {"population_0_to_17": 78_233, "referrals": 4925},
    (ASHMERE, PERIOD): {"population_0_to_17": 80_494, "referrals": 4505, **plans(511, 262, 31, 12, 206, 0)},
    (WOLD, "202223"): {"population_0_to_17": 841, "referrals": "x"},
    (WOLD, PERIOD): {"population_0_to_17": 642, "referrals": 63, **plans("c", 0, 0, 0, "c", 0)},
}


@pytest.fixture
def folder(tmp_path):
    results = write_results(tmp_path / "results", rows_of(COUNTS, joint=True))
    release(results, tmp_path / "released", partnership(joint=True), year_settings())
    return tmp_path / "released"


def test_a_figure_is_found_by_its_measure_area_period_and_category(folder):
    released = Released(folder)
    assert "4505" == released.figure("referrals_count", ASHMERE).value
    assert "4,505" == released.figure("referrals_count", ASHMERE, PERIOD).text
    assert Decimal("559.7") == released.figure("referrals_rate", ASHMERE).decimal
    neglect = released.figure("child_protection_plans_by_category_count", ASHMERE, category="neglect")
    assert "262" == neglect.value
    assert f"child_protection_plans_by_category_count/{ASHMERE}/{PERIOD}/category_of_abuse=neglect" == neglect.figure_id


def test_a_hidden_figure_shows_its_symbol_and_no_number(folder):
    plans_of_wold = Released(folder).figure("child_protection_plans_count", WOLD)
    assert plans_of_wold.is_hidden
    assert ("[c]", None) == (plans_of_wold.text, plans_of_wold.decimal)


def test_a_figure_that_is_not_available_is_not_hidden(folder):
    referrals = Released(folder).figure("referrals_count", WOLD, "202223")
    assert not referrals.is_hidden
    assert "[x]" == referrals.text


def test_a_figure_that_this_build_does_not_hold_is_none(folder):
    assert Released(folder).figure("referrals_count", ASHMERE, "202122") is None


def test_a_series_has_a_gap_where_nothing_is_held(folder):
    series = Released(folder).series("referrals_count", ASHMERE, 3)
    assert [None, "4925", "4505"] == [figure and figure.value for figure in series]


def test_the_partnership_as_a_whole_comes_first(folder):
    released = Released(folder)
    assert JOINT == released.whole.code
    assert [JOINT, ASHMERE, WOLD] == [area.code for area in released.own_areas]


def test_figures_have_the_columns_of_figures_csv():
    assert FIGURE_COLUMNS == tuple(Figure.__dataclass_fields__)


def test_a_figure_id_names_measure_area_period_and_category():
    assert f"referrals_rate/{ASHMERE}/{PERIOD}" == figure_id("referrals_rate", ASHMERE, PERIOD)
    expected = f"referrals_by_source_count/{ASHMERE}/{PERIOD}/source=police"
    assert expected == figure_id("referrals_by_source_count", ASHMERE, PERIOD, "source", "police")


@pytest.mark.parametrize("name", SEALED)
def test_a_released_file_that_was_edited_afterwards_is_refused(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(SealError, match=name):
        Released(folder)


def test_a_released_file_that_is_gone_is_refused(folder):
    (folder / "notes.json").unlink()
    with pytest.raises(SealError, match=r"notes\.json"):
        check_seal(folder)


@pytest.mark.parametrize("seal", [b"", b"[]", b"{", b"\xff"])
def test_a_seal_that_cannot_be_read_is_a_broken_seal(folder, seal):
    (folder / "seal.json").write_bytes(seal)
    with pytest.raises(SealError, match="build` again"):
        check_seal(folder)


def test_a_folder_without_a_seal_is_refused(folder):
    (folder / "seal.json").unlink()
    with pytest.raises(SealError):
        Released(folder)


def test_the_columns_of_the_file_are_those_of_a_figure_in_their_order():
    assert tuple(field.name for field in fields(Figure)) == FIGURE_COLUMNS
