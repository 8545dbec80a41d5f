"""Words that tell of very few children are found, and ordinary prose of the field is not; what is missed is named."""

from __future__ import annotations

import pytest
from few_children import FALSE_ALARMS, FEW, FEW_AT_FIRST_SIGHT, MISSED, NOBODY

from safeguarding_report.free_text import tells_of_few

FEWEST_SENTENCES = (80, 150)
"""Of each side; a rule is only as good as what it was held against."""


@pytest.mark.parametrize("text", [*FEW, *FEW_AT_FIRST_SIGHT])
def test_what_tells_of_very_few_is_found(text):
    assert tells_of_few(text, 5)


@pytest.mark.parametrize("text", NOBODY)
def test_numbers_that_tell_of_nobody_are_left_in_peace(text):
    assert not tells_of_few(text, 5)


@pytest.mark.parametrize("text", NOBODY)
def test_they_are_left_in_peace_inside_a_paragraph(text):
    assert not tells_of_few(f"The plan says so. {text}. Nothing else was agreed.", 5)


@pytest.mark.parametrize("text", MISSED)
def test_what_is_not_found_is_written_down(text):
    """Whoever makes one of these found moves it, and takes it out of the decision."""
    assert not tells_of_few(text, 5)


@pytest.mark.parametrize("text", FALSE_ALARMS)
def test_what_is_found_in_vain_is_written_down(text):
    assert tells_of_few(text, 5)


def test_both_sides_of_the_corpus_are_large():
    assert (True, True) == (len(FEW) >= FEWEST_SENTENCES[0], len(NOBODY) >= FEWEST_SENTENCES[1])


def test_what_is_not_found_stands_in_the_decision(repository):
    decision = (repository / "docs/decisions/0012-what-has-been-published.md").read_text(encoding="utf-8")
    assert [] == [reason for reason in [*MISSED.values(), *FALSE_ALARMS.values()] if reason not in decision]


TABLE = """| Age | Girls | Audits |
|---|---|---|
| 10 to 14 | {girls} | {audits} |
"""


@pytest.mark.parametrize(("girls", "audits", "expected"), [
    ("3", "12", True), ("**five**", "12", True), ("6", "12", False), ("0", "2", False), ("", "2", False), ("48", "1", False),
])  # fmt: skip
def test_a_cell_below_a_word_for_people_counts_them(girls, audits, expected):
    assert expected == tells_of_few(TABLE.format(girls=girls, audits=audits), 5)


@pytest.mark.parametrize(("header", "text", "expected"), [
    ("girls", "3", True), ("young people seen", "two", True), ("girls", "6", False), ("audits", "3", False),
    ("children's homes", "3", False), ("said", "3", False),
])  # fmt: skip
def test_a_column_of_a_register_says_what_its_numbers_count(header, text, expected):
    assert expected == tells_of_few(text, 5, header)
