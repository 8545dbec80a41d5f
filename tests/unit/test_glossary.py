"""The glossary: sorted, plain, and each term explained once."""

from __future__ import annotations

import tomllib

from safeguarding_report import glossary

LONGEST_SENTENCE = 30


def test_terms_stand_from_a_to_z_and_once(repository):
    path = repository / "pipelines/safeguarding_report/reference/glossary.toml"
    terms = [record["term"] for record in tomllib.loads(path.read_text(encoding="utf-8"))["terms"]]
    assert sorted(terms, key=str.lower) == terms
    assert len(set(terms)) == len(terms)


def test_every_meaning_is_a_short_sentence_or_a_few():
    for term in glossary.load_glossary():
        assert term.meaning.endswith("."), term.term
        assert all(len(sentence.split()) <= LONGEST_SENTENCE for sentence in term.meaning.split(". ")), term.term


def test_acronyms_lead_to_their_terms():
    assert glossary.acronyms()["ICB"] == "Integrated care board"
