"""The data dictionary: every table, column, code and indicator stands in it."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

from safeguarding_report import tables as package
from safeguarding_report.tables.dictionary import data_dictionary, tables
from safeguarding_report.tables.partners import INDICATORS
from safeguarding_report.tables.table import Table


@pytest.fixture(scope="module")
def page():
    return data_dictionary()


def test_every_table_has_a_section_that_says_what_one_row_is(page):
    sections = re.findall(r"^### (\w+)\n\n(One row is [^\n]*\.)$", page, re.MULTILINE)
    assert [table.name for table in tables()] == [name for name, _ in sections]


def test_every_table_that_is_declared_anywhere_in_the_package_is_in_it():
    modules = (import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__))
    declared = {value.name for module in modules for value in vars(module).values() if isinstance(value, Table)}
    assert declared == {table.name for table in tables()}


def test_every_column_code_and_indicator_is_in_it(page):
    for table in tables():
        for column in table.columns:
            assert f"`{column.name}`" in page
    for indicator in INDICATORS:
        assert f"| `{indicator.id}` | {indicator.owner} | {indicator.name} | {indicator.numerator}" in page


def test_every_row_of_a_grid_has_as_many_cells_as_its_header(page):
    for grid in re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE):
        assert 1 == len({len(re.findall(r"(?<!\\)\|", line)) for line in grid.splitlines()}), grid.splitlines()[0]
