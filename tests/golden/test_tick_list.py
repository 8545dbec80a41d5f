"""The committed tick list is the one that the code gives, and every register stands in it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tick_list import TITLES, tick_list

from safeguarding_report.tables.registers import REGISTERS


def test_the_tick_list_is_made_from_the_chapters_registers_and_checklists(repository, golden):
    golden(repository / "docs" / "reference" / "tick-list.md", tick_list(repository))


def test_every_register_and_every_chapter_of_words_stands_in_the_tick_list():
    rows = tomllib.loads(Path(__file__).with_name("seed_rows.toml").read_text(encoding="utf-8"))["rows"]
    named = [(kind, name.partition(":")[0]) for part in rows for _, kind, name in part["rows"]]
    registers = {name for kind, name in named if kind != "chapter"}
    assert {table.name for table in REGISTERS} - registers == {"glossary"}
    assert {name for kind, name in named if kind == "chapter"} <= set(TITLES)
