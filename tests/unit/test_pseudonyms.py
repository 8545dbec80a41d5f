"""Pseudonyms: the same for one child of one authority, and of no use to anybody without the secret."""

from __future__ import annotations

import stat

import pytest

from safeguarding_report.errors import UserError
from safeguarding_report.pseudonyms import (
    PSEUDONYM_CHARACTERS,
    PUBLIC_KEY,
    SECRET_BYTES,
    keyed_hash_of_files,
    pseudonyms_of,
    secret_of,
)

SECRET = b"s" * SECRET_BYTES


def test_the_secret_is_made_at_first_use_and_only_its_owner_can_read_it(tmp_path):
    first = secret_of(tmp_path / "private")
    assert first == secret_of(tmp_path / "private")
    assert SECRET_BYTES == len(first)
    place = tmp_path / "private" / "secret.key"
    assert 0o600 == stat.S_IMODE(place.stat().st_mode)
    assert [place] == list(place.parent.iterdir())


def test_two_workspaces_have_two_secrets(tmp_path):
    assert secret_of(tmp_path / "one") != secret_of(tmp_path / "two")


def test_an_invented_partnership_has_a_key_that_everybody_knows_and_makes_no_secret(tmp_path):
    assert PUBLIC_KEY == secret_of(tmp_path, invented=True)
    assert [] == list(tmp_path.iterdir())


def test_a_damaged_secret_is_refused(tmp_path):
    (tmp_path / "secret.key").write_bytes(b"")
    with pytest.raises(UserError, match="is damaged"):
        secret_of(tmp_path)


def test_a_child_has_one_pseudonym_in_an_authority_and_another_in_the_next():
    elm, oak = pseudonyms_of(SECRET, "Z06000008"), pseudonyms_of(SECRET, "Z06000009")
    assert elm("1001") == elm("1001")
    assert len({elm("1001"), elm("1002"), oak("1001"), pseudonyms_of(b"t" * SECRET_BYTES, "Z06000008")("1001")}) == 4
    assert PSEUDONYM_CHARACTERS == len(elm("1001"))


def test_an_identifier_is_not_taken_for_the_end_of_an_authority_code():
    assert pseudonyms_of(SECRET, "Z0")("600") != pseudonyms_of(SECRET, "Z06")("00")


def test_a_return_is_named_by_a_keyed_hash_of_its_bytes_and_names(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"1,2")
    one = keyed_hash_of_files(SECRET, [("a.csv", path)])
    assert one == keyed_hash_of_files(SECRET, [("a.csv", path)])
    assert one != keyed_hash_of_files(b"t" * SECRET_BYTES, [("a.csv", path)])
    assert one != keyed_hash_of_files(SECRET, [("b.csv", path)])
    path.write_bytes(b"1,3")
    assert one != keyed_hash_of_files(SECRET, [("a.csv", path)])
