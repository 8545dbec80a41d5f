"""Free text that gives a person away is found, and what partners say about their work is not; what is missed is named."""

from __future__ import annotations

import pytest
from sentences import FOUND, MISSED, PLAIN

from safeguarding_report.identifiable import kinds_in

MOST_MISSED = 0
MOST_FALSE_ALARMS = 0
"""Of the sentences of the corpus; one more is a step back."""


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_what_gives_a_person_away_is_found_as_its_kind(kind, text):
    assert kind in kinds_in(text)
    assert kind in kinds_in(f"We were told on Monday: {text}; nothing else.")


@pytest.mark.parametrize("text", PLAIN)
def test_what_partners_say_about_their_work_is_no_finding(text):
    assert [] == kinds_in(text)
    assert [] == kinds_in(f"We were told on Monday: {text}; nothing else.")


@pytest.mark.parametrize("text", MISSED)
def test_what_is_not_found_is_written_down(text):
    """Whoever makes one of these found moves it to FOUND, and takes it out of the decision."""
    assert [] == kinds_in(text)


def test_what_is_not_found_stands_in_the_decision(repository):
    decision = (repository / "docs/decisions/0016-people-in-free-text.md").read_text(encoding="utf-8")
    assert [] == [reason for reason in MISSED.values() if reason not in decision]
