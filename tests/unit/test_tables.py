"""Tables: what is written and read back is what was declared, and the message never shows a value."""

from __future__ import annotations

import pandas as pd
import pytest

from safeguarding_report.errors import DataError
from safeguarding_report.figures import SYMBOLS
from safeguarding_report.tables import OFFICIAL_FIGURES, RESULTS, Column, Table

VISITS = Table(
    name="visits",
    one_row_is="one row is one visit",
    columns=(
        Column("place", "text", "where"),
        Column("number", "whole number", "how many", may_be_missing=True),
        Column("kind", "text", "what for", codes=("planned", "other"), may_be_missing=True),
    ),
    key=("place",),
)


def _visits(**columns):
    return pd.DataFrame({"place": ["b", "a"], "number": [2, 1], "kind": ["planned", None]} | columns)


def test_rows_are_sorted_by_their_key_and_typed():
    checked = VISITS.check(_visits())
    assert checked["place"].tolist() == ["a", "b"]
    assert checked["number"].tolist() == [1, 2]
    assert [str(kind) for kind in checked.dtypes] == ["string", "Int64", "string"]


def test_a_value_of_another_form_is_refused_without_being_shown():
    places = Table("places", "one row is one place", (Column("code", "text", "its code", form="E[0-9]"),), ("code",))
    assert 1 == len(places.check(pd.DataFrame({"code": ["E1"]})))
    with pytest.raises(DataError, match="column code is written otherwise than declared in 2 rows") as refused:
        places.check(pd.DataFrame({"code": ["E1", "E12", "Jane"]}))
    assert "Jane" not in str(refused.value)


def test_the_frame_that_is_given_stays_as_it_was():
    given = _visits()
    before = given.copy(deep=True)
    VISITS.check(given)
    pd.testing.assert_frame_equal(before, given)


def test_columns_stand_in_the_declared_order():
    assert VISITS.column_names == VISITS.check(_visits()[["kind", "number", "place"]]).columns.tolist()


def test_an_absent_and_an_unknown_column_are_named():
    with pytest.raises(DataError, match=r"Table visits: columns absent \['kind'\], unknown \['sort'\]"):
        VISITS.check(_visits().rename(columns={"kind": "sort"}))


def test_a_missing_value_where_none_may_be_is_counted():
    with pytest.raises(DataError, match="column place is missing in 1 rows"):
        VISITS.check(_visits(place=["a", None]))


def test_a_missing_value_where_one_may_be_is_kept_missing():
    assert VISITS.check(_visits(number=[None, 1]))["number"].isna().tolist() == [False, True]


def test_a_value_outside_its_code_list_is_counted_and_not_shown():
    with pytest.raises(DataError, match="column kind is outside its code list in 1 rows") as caught:
        VISITS.check(_visits(kind=["planned", "secret"]))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("number", ["secret", 1.5, "1.5"])
def test_a_value_of_another_type_is_said_and_not_shown(number):
    with pytest.raises(DataError, match="a column holds values of another type than declared") as caught:
        VISITS.check(_visits(number=[1, number]))
    assert "secret" not in str(caught.value)
    assert "1.5" not in str(caught.value)


def test_two_rows_with_one_key_are_counted():
    with pytest.raises(DataError, match="1 rows have the same place as another"):
        VISITS.check(_visits(place=["a", "a"]))


def test_everything_wrong_is_said_at_once_with_what_one_row_is():
    with pytest.raises(DataError) as caught:
        VISITS.check(_visits(place=["a", "a"], kind=["x", "y"]))
    assert str(caught.value) == (
        "Table visits (one row is one visit): column kind is outside its code list in 2 rows; "
        "1 rows have the same place as another."
    )


def test_an_empty_table_is_a_table():
    assert VISITS.check(_visits().iloc[:0]).empty


def test_what_is_written_is_read_back(tmp_path):
    VISITS.write(_visits(), tmp_path / "new" / "visits.parquet")
    pd.testing.assert_frame_equal(VISITS.check(_visits()), VISITS.read(tmp_path / "new" / "visits.parquet"))


def test_the_same_rows_in_another_order_give_the_same_bytes(tmp_path):
    VISITS.write(_visits(), tmp_path / "one.parquet")
    VISITS.write(_visits().iloc[::-1], tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_reading_checks_again(tmp_path):
    VISITS.write(_visits(), tmp_path / "visits.parquet")
    stricter = Table(VISITS.name, VISITS.one_row_is, (*VISITS.columns, Column("more", "text", "more")), VISITS.key)
    with pytest.raises(DataError, match=r"columns absent \['more'\]"):
        stricter.read(tmp_path / "visits.parquet")


@pytest.mark.parametrize("table", [OFFICIAL_FIGURES, RESULTS], ids=lambda table: table.name)
def test_every_table_says_what_one_row_is_and_tells_rows_apart_by_columns_that_it_has(table):
    assert table.one_row_is.startswith("one row is one ")
    assert table.key
    assert set(table.key) <= set(table.column_names)
    assert all(column.words for column in table.columns)


def test_every_symbol_has_its_reason_in_words():
    assert set(SYMBOLS) == {"c", "z", "x", "low", "u"}
    assert all(SYMBOLS.values())
