"""Settings files: read once, every wrong key named at once, nothing unknown let through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from safeguarding_report.errors import UsageError
from safeguarding_report.settings import KEY, read_settings


@dataclass(frozen=True)
class Door:
    colour: str
    since: date | None = field(default=None, metadata={KEY: "from"})

    def __post_init__(self):
        if self.colour == "transparent":
            message = "a door can be seen."
            raise ValueError(message)


@dataclass(frozen=True)
class House:
    name: str
    floors: int = 1
    is_old: bool = False
    doors: tuple[Door, ...] = ()
    rooms: tuple[str, ...] = ()
    main: Door = Door("green")


@pytest.fixture
def read(tmp_path):
    def read(text, **known):
        path = tmp_path / "house.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(path, House, **known)

    return read


def test_a_file_becomes_a_frozen_record(read):
    house = read(
        'name = "A"\nfloors = 2\nis_old = true\nrooms = ["hall"]\n[[doors]]\ncolour = "red"\nfrom = 2022-07-01\n'
    )
    assert House("A", 2, is_old=True, doors=(Door("red", date(2022, 7, 1)),), rooms=("hall",)) == house


def test_what_is_not_said_has_its_default(read):
    assert House("A") == read('name = "A"')


def test_what_the_place_says_need_not_stand_in_the_file(read):
    assert House("A", 3) == read("floors = 3", name="A")


def test_what_the_place_says_may_not_stand_in_the_file_too(read):
    with pytest.raises(UsageError, match='Unknown key "name"'):
        read('name = "B"', name="A")


def test_an_unknown_key_is_refused_with_did_you_mean(read):
    with pytest.raises(UsageError, match=r'house.toml: Unknown key "flors". Did you mean "floors"\?'):
        read('name = "A"\nflors = 2')


def test_an_unknown_key_is_refused_at_any_depth(read):
    with pytest.raises(UsageError, match=r'Unknown key "doors\[2\].color". Did you mean "colour"\?'):
        read('name = "A"\n[[doors]]\ncolour = "red"\n[[doors]]\ncolour = "red"\ncolor = "red"')
    with pytest.raises(UsageError, match=r'Unknown key "main.color"'):
        read('name = "A"\n[main]\ncolour = "red"\ncolor = "red"')


def test_a_key_that_is_like_no_other_gets_no_guess(read):
    with pytest.raises(UsageError) as caught:
        read('name = "A"\nzzz = 2')
    assert 'Unknown key "zzz". Known: name, floors' in str(caught.value)
    assert "Did you mean" not in str(caught.value)


def test_the_file_is_named_from_data_on(tmp_path):
    path = tmp_path / "data" / "arden" / "2023-24" / "year.toml"
    path.parent.mkdir(parents=True)
    path.write_text("zzz = 2", encoding="utf-8")
    with pytest.raises(UsageError, match=r"^data/arden/2023-24/year\.toml: "):
        read_settings(path, House)


def test_the_key_in_the_file_counts_and_not_the_name_in_the_code(read):
    with pytest.raises(UsageError, match=r'Unknown key "main.since"'):
        read('name = "A"\n[main]\ncolour = "red"\nsince = 2022-07-01')


def test_all_wrong_keys_are_named_at_once(read):
    with pytest.raises(UsageError) as caught:
        read('flors = 2\nis_old = "yes"\n[[doors]]\nfrom = 2022-07-01')
    assert str(caught.value).count('"flors"') == 1
    for part in ['Key "name" is absent.', 'Key "is_old": expected true or false.', 'Key "doors[1].colour" is absent.']:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('floors = "2"', 'Key "floors": expected a whole number.'),
        ("floors = 2.0", 'Key "floors": expected a whole number.'),
        ("floors = true", 'Key "floors": expected a whole number.'),
        ("is_old = 1", 'Key "is_old": expected true or false.'),
        ('rooms = "hall"', 'Key "rooms": expected a list.'),
        ('rooms = ["hall", 1]', 'Key "rooms[2]": expected a text.'),
        ("doors = [1]", 'Key "doors[1]": expected a table.'),
        ("main = 1", 'Key "main": expected a table.'),
        ('main = { colour = "red", from = "2022" }', 'Key "main.from": expected a date such as 2022-07-01.'),
        (
            'main = { colour = "red", from = 2022-07-01T10:00:00 }',
            'Key "main.from": expected a date such as 2022-07-01.',
        ),
    ],
)
def test_a_value_of_another_type_is_refused(read, line, expected):
    with pytest.raises(UsageError) as caught:
        read(f'name = "A"\n{line}')
    assert expected in str(caught.value)


def test_a_rule_of_the_record_itself_says_where_it_is_broken(read):
    with pytest.raises(UsageError, match=r"doors\[1\]: a door can be seen."):
        read('name = "A"\n[[doors]]\ncolour = "transparent"')


def test_no_value_of_the_file_stands_in_a_message(read):
    with pytest.raises(UsageError) as caught:
        read('name = 1\nrooms = "a name that nobody should read"')
    assert "nobody" not in str(caught.value)


def test_a_file_that_is_not_utf_8_is_said_to_be_so(read):
    with pytest.raises(UsageError, match="is not UTF-8"):
        read('name = "Caf\u00e9"'.encode("latin-1"))


def test_a_file_that_is_not_toml_says_where(read):
    with pytest.raises(UsageError, match=r"is not TOML: .*line 2"):
        read('name = "A"\nfloors =\n')


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"house.toml does not exist"):
        read_settings(tmp_path / "house.toml", House)
