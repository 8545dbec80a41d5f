"""The committed data dictionary is the one that the declared tables give."""

from __future__ import annotations

from safeguarding_report.tables.dictionary import data_dictionary


def test_the_data_dictionary_is_made_from_the_declared_tables(repository, golden):
    golden(repository / "docs" / "reference" / "data-dictionary.md", data_dictionary())
