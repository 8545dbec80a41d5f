"""Plain English: the formula, worked by hand, and that what this package writes can be read at twelve."""

from __future__ import annotations

import re

import pytest
from released_builder import write_released

from safeguarding_report.released import Released
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plain_english import reading_age, sentences_of, syllables, words_of
from safeguarding_report.report.reading import generated_text

OLDEST_READER = 12
LONGEST_AVERAGE = 20


@pytest.mark.parametrize(
    ("word", "count"),
    [("a", 1), ("the", 1), ("made", 1), ("table", 2), ("agree", 2), ("children", 2), ("explanation", 4)],
)
def test_syllables_are_groups_of_vowels_without_a_silent_e(word, count):
    assert count == syllables(word)


def test_the_reading_age_is_the_grade_of_flesch_and_kincaid_and_five():
    # Ten words of eleven syllables in two sentences: 0.39 × 5 + 11.8 × 1.1 − 15.59 + 5 = 4.34.
    assert reading_age("The dog ran to us. We gave it a bun today.") == pytest.approx(
        0.39 * 11 / 2 + 11.8 * 12 / 11 - 15.59 + 5
    )


def test_sentences_end_at_a_stop_before_a_capital_and_not_inside_a_number():
    assert ["It rose to 5.5 per cent.", "Why?", "No one knows."] == sentences_of(
        "It rose to 5.5 per cent. Why? No one knows."
    )


@pytest.mark.parametrize("options", [{}, {"joint": True}, {"year": "2019-20"}])
def test_what_this_package_writes_can_be_read_at_twelve_in_sentences_under_twenty_words(tmp_path, options):
    released = Released(write_released(tmp_path / "released", **options))
    text = " ".join(prose_of(write_chapter(chapter, released, [])._repr_html_()) for chapter in chapters_of(released))
    assert len(words_of(text)) / len(sentences_of(text)) < LONGEST_AVERAGE
    assert reading_age(text) <= OLDEST_READER


def test_the_notes_say_how_hard_the_sentences_made_from_figures_are_to_read(tmp_path):
    released = Released(write_released(tmp_path / "released"))
    text = generated_text(released, [])
    age, words = reading_age(text), len(words_of(text)) / len(sentences_of(text))
    (said,) = re.findall(r"a reading age of (\d+) years. They have (\d+) words", prose_of(notes_of(released)))
    assert [True, True] == [0 <= int(one) - exact < 1 for one, exact in zip(said, (age, words), strict=True)]


def notes_of(released):
    return write_chapter("notes", released, [])._repr_html_()


def prose_of(html):
    """Return the numbered paragraphs of a chapter as a reader sees them."""
    paragraphs = re.findall(r'<(?:p|li)\b[^>]* id="p[^>]*>(.*?)</(?:p|li)>', html, re.DOTALL)
    return " ".join(re.sub(r'<span class="number">.*?</span>|<[^>]+>', "", one) for one in paragraphs)
