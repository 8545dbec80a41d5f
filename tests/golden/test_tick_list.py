"""The committed tick list is the one that the code gives; the invented partnership shows everything that the seeds name."""

from __future__ import annotations

import pytest
from tick_list import NOT_SHOWN, TITLES, rows_of_the_seeds, shown_in, tick_list

from safeguarding_report.tables.registers import REGISTERS

ROWS = [row for rows in rows_of_the_seeds().values() for row in rows]
WORDED = [row for row in ROWS if row[1] in {"register", "words"}]

EARLIER = {
    # Serious case reviews ran on to September 2020, so that a later report cannot show one.
    "Serious case reviews and the time they take": "2019-20",
    # Nothing new was said of it since, so that the report of 2023-24 carries it over.
    "Request addressed to another authority": "2022-23",
}


def test_the_tick_list_is_made_from_the_chapters_registers_and_checklists(repository, golden):
    golden(repository / "docs" / "reference" / "tick-list.md", tick_list(repository))


def test_every_register_and_every_chapter_of_words_stands_in_the_tick_list():
    assert {table.name for table in REGISTERS} == {name for _, kind, name, _ in ROWS if kind == "register"}
    assert {name for _, kind, name, _ in ROWS if kind in {"chapter", "words"}} <= set(TITLES)


@pytest.mark.parametrize(("asked", "kind", "name", "words"), WORDED, ids=[row[0] for row in WORDED])
def test_ashmere_and_wold_shows_it_in_its_own_words_in_its_last_year(repository, asked, kind, name, words):
    assert words
    year = EARLIER.get(asked, "2023-24")
    assert ("ashmere-and-wold", year) in {
        (one.partnership, one.year) for one in shown_in(repository, kind, name, words)
    }


def test_a_thing_that_no_partnership_names_is_not_ticked_because_its_register_has_entries(repository):
    assert [] == shown_in(repository, "register", "resources", {"resource": "Signs of Spring"})
    assert NOT_SHOWN not in tick_list(repository)
