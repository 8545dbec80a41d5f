"""Partnerships: who was a partner when, and how much is hidden."""

from __future__ import annotations

from datetime import date

import pytest

from safeguarding_report.errors import UsageError
from safeguarding_report.partnership import DisclosureSettings, InventedAuthority, Partner, Partnership, YearSettings
from safeguarding_report.settings import read_settings
from safeguarding_report.workspace import Workspace
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear.parse("2022-23")


def _partnership(**given):
    return Partnership(slug="a", name="A", short_name="A", areas=("E08000026",), **given)


@pytest.mark.parametrize(
    ("from_date", "until_date", "was_partner", "words"),
    [
        (None, None, True, ""),
        (date(2022, 4, 1), None, True, ""),
        (date(2022, 4, 2), None, True, "from 2 April 2022"),
        (date(2023, 3, 31), None, True, "from 31 March 2023"),
        (date(2023, 4, 1), None, False, "from 1 April 2023"),
        (None, date(2022, 3, 31), False, "until 31 March 2022"),
        (None, date(2022, 4, 1), True, "until 1 April 2022"),
        (None, date(2022, 6, 30), True, "until 30 June 2022"),
        (None, date(2023, 3, 31), True, ""),
        (date(2022, 7, 1), date(2022, 9, 30), True, "from 1 July 2022 until 30 September 2022"),
    ],
)
def test_a_partner_counts_in_every_year_of_which_it_was_one_for_a_day(from_date, until_date, was_partner, words):
    partner = Partner("health", "A", from_date, until_date)
    assert was_partner == partner.is_partner_in(YEAR)
    assert words == partner.period_in(YEAR)


def test_a_successor_stands_beside_its_predecessor_in_the_year_of_the_change():
    before = Partner("health", "A clinical commissioning group", until_date=date(2022, 6, 30))
    after = Partner("health", "An integrated care board", from_date=date(2022, 7, 1))
    partnership = _partnership(partners=(before, after))
    assert partnership.partners_in(YEAR.previous) == [before]
    assert partnership.partners_in(YEAR) == [before, after]
    assert partnership.partners_in(ReportingYear.parse("2023-24")) == [after]


def test_a_kind_of_partner_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="kind must be one of local authority, health"):
        Partner("fire", "A")


def test_a_partner_that_ends_before_it_begins_is_refused():
    assert Partner("health", "A", date(2022, 7, 1), date(2022, 7, 1))
    with pytest.raises(ValueError, match="`until` is before `from`"):
        Partner("health", "A", date(2022, 7, 1), date(2022, 6, 30))


def test_the_threshold_may_be_raised_and_never_lowered():
    assert DisclosureSettings().threshold == 5
    assert DisclosureSettings(5).threshold == 5
    assert DisclosureSettings(6).threshold == 6
    with pytest.raises(ValueError, match="never lowered below 5"):
        DisclosureSettings(4)


@pytest.mark.parametrize(("lasting", "of_the_year", "used"), [(5, 5, 5), (10, 5, 10), (5, 10, 10), (7, 6, 7)])
def test_the_stricter_of_two_thresholds_counts(lasting, of_the_year, used):
    partnership = _partnership(disclosure=DisclosureSettings(lasting))
    assert used == YearSettings(YEAR, disclosure=DisclosureSettings(of_the_year)).threshold(partnership)


def test_a_lowered_threshold_in_a_settings_file_is_refused_with_its_place(tmp_path):
    path = tmp_path / "year.toml"
    path.write_text("[disclosure]\nthreshold = 4\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"disclosure: threshold may be raised, never lowered below 5"):
        read_settings(path, YearSettings, year=YEAR)


@pytest.mark.parametrize(("threshold", "is_read"), [(99, True), (100, True), (101, False), (100_000, False)])
def test_a_threshold_under_which_a_report_could_tell_nothing_is_refused_with_file_key_and_range(
    tmp_path, threshold, is_read
):
    path = tmp_path / "data" / "ashmere" / "2023-24" / "year.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f"[disclosure]\nthreshold = {threshold}\n", encoding="utf-8")
    if is_read:
        assert threshold == read_settings(path, YearSettings, year=YEAR).disclosure.threshold
        return
    with pytest.raises(UsageError) as refusal:
        read_settings(path, YearSettings, year=YEAR)
    told = str(refusal.value)
    assert told.startswith("data/ashmere/2023-24/year.toml: disclosure: threshold ")
    assert "expected a whole number from 5 to 100" in told


@pytest.mark.parametrize("areas", [(), ("E09000001", "E09000001")])
def test_a_partnership_has_at_least_one_area_and_each_once(areas):
    with pytest.raises(ValueError, match="at least one local authority, each once"):
        Partnership("a", "A", "A", areas)


def test_an_invented_partnership_names_its_authorities_and_no_other_one_does():
    ashmere = InventedAuthority("Z06000001", "Ashmere")
    invented = Partnership("a", "A", "A", ("Z06000001",), invented=True, authorities=(ashmere,))
    assert {"Z06000001": "Ashmere"} == invented.invented_names
    for areas, given in (
        (("Z06000001",), {"invented": True}),
        (("E08000026",), {"invented": True, "authorities": (ashmere,)}),
        (("Z06000001",), {"authorities": (ashmere,)}),
    ):
        with pytest.raises(ValueError, match="name each area"):
            Partnership("a", "A", "A", areas, **given)


def test_the_code_of_an_invented_authority_is_no_real_ones():
    with pytest.raises(ValueError, match="begins with Z"):
        InventedAuthority("E08000026", "Ashmere")


def test_a_partnership_of_two_authorities_is_joint():
    assert not _partnership().is_joint
    assert Partnership("a", "A", "A", ("E09000001", "E09000012")).is_joint


DEMONSTRATIONS = {
    "city-and-hackney": ("CHSCP", ("E09000001", "E09000012")),
    "coventry": ("CSCP", ("E08000026",)),
    "south-tees": ("STSCP", ("E06000002", "E06000003")),
    "tower-hamlets": ("THSCP", ("E09000030",)),
}


@pytest.mark.parametrize("slug", DEMONSTRATIONS)
def test_a_demonstration_says_that_it_is_one_and_where_its_facts_come_from(repository, slug):
    workspace = Workspace(repository)
    partnership = workspace.partnership(slug)
    assert DEMONSTRATIONS[slug] == (partnership.short_name, partnership.areas)
    assert partnership.demonstration
    assert [str(year) for year in workspace.years(slug)] == ["2019-20", "2020-21", "2021-22", "2022-23", "2023-24"]
    for year in workspace.years(slug):
        settings = workspace.year_settings(slug, year)
        assert settings.guidance == ("wt2023" if str(year) == "2023-24" else "wt2018")
        assert {"local authority", "health", "police"} == {partner.kind for partner in partnership.partners_in(year)}
        assert all(fact.source for fact in (*partnership.partners, *settings.priorities))
    for path in (repository / "data" / slug).rglob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# "), f"{path.name} begins without its sources"


def test_city_and_hackney_has_two_police_forces_each_with_its_area(repository):
    partners = Workspace(repository).partnership("city-and-hackney").partners_in(YEAR)
    police = {partner.name: partner.area for partner in partners if partner.kind == "police"}
    assert police == {"City of London Police": "City of London", "Metropolitan Police": "Hackney"}
