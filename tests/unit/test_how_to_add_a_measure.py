"""The how-to on adding a measure is followed to the letter: what it says to write makes a measure that works."""

from __future__ import annotations

import re
import tomllib

import pytest
from measure_tables import COVENTRY, official

from safeguarding_report.formats.layouts import all_items
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.measures.definition import Measure
from safeguarding_report.measures.words import words_by_title
from safeguarding_report.report.typed import looks_like_a_figure

TITLE = "children_awaiting_assessment"


@pytest.fixture(scope="module")
def blocks(repository):
    """The pieces that the how-to says to write: the declaration, its words, its worked example."""
    text = (repository / "docs" / "how-to" / "add-a-measure.md").read_text(encoding="utf-8")
    declared, example = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (words,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    names = {"Measure": Measure, "WORKED": {}}
    exec(declared, names)  # noqa: S102 — a page of our own documentation
    exec(example, names)  # noqa: S102
    return names["CHILDREN_AWAITING_ASSESSMENT"], tomllib.loads(words), names["WORKED"][TITLE]


def test_the_declaration_is_a_measure_of_counts_that_published_files_hold(blocks):
    measure, _, _ = blocks
    assert {*measure.numerator, measure.denominator} <= set(all_items())
    assert measure.title not in {known.title for known in MEASURES}, "the how-to needs another example"


def test_the_worked_example_is_what_the_measure_gives(blocks):
    measure, _, (counts, expected) = blocks
    figures = figures_of(side_by_side(official(*((COVENTRY, item, number) for item, number in counts))), [measure])
    actual = {row.measure.rpartition("_")[2]: row.value for row in figures.itertuples()}
    assert expected == {"": actual}


def test_the_words_are_those_that_every_measure_has(blocks):
    measure, words, _ = blocks
    assert [measure.title] == list(words)
    assert set(words_by_title()["rereferrals"]) == set(words[measure.title])
    assert not any(looks_like_a_figure(text) for text in words[measure.title].values())
