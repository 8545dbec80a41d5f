"""The compact table: written the same every time, read back whole, refused when it was torn or edited."""

from __future__ import annotations

import pandas as pd
import pytest
from published_files import (
    AREA,
    ENGLAND,
    OTHER_AREA,
    REGION,
    looked_after,
    of_england,
    of_region,
    population,
    referrals,
    referrals_of_2025,
    where,
    write,
    write_release_of_2024,
)  # fmt: skip

from safeguarding_report.errors import DataError, UserError
from safeguarding_report.formats import compact
from safeguarding_report.formats.compact import (
    FIGURES_FILE,
    SOURCES_FILE,
    load_official,
    read_official_figures,
    read_sources,
    seal_compact,
    write_compact,
    write_table,
)  # fmt: skip
from safeguarding_report.formats.official import read_official_folder
from safeguarding_report.tables import (
    AUTHORITY_FIGURES,
    AUTHORITY_SPREAD,
    NEIGHBOUR_FIGURES,
    OFFICIAL_FIGURES,
    OFFICIAL_SOURCES,
    PUBLISHED_RATES,
    REST_OF_REGIONS,
)
from safeguarding_report.year import ReportingYear

AREAS = [AREA, OTHER_AREA, REGION, ENGLAND]
YEAR = ReportingYear.parse("2023-24")


@pytest.fixture
def reading(tmp_path):
    return read_official_folder(write_release_of_2024(tmp_path / "downloads"))


@pytest.fixture
def folder(tmp_path, reading):
    folder = tmp_path / "official"
    write_compact(reading, AREAS, folder)
    spread = [
        ["referrals_rate", "202324", "150", "1", "2", "3", "4", "5", "149", "-9", "-4", "0", "4", "9"],
        ["referrals_rate", "202223", "150", "1", "2", "3", "4", "5", "0", "", "", "", "", ""],
    ]
    write_table(AUTHORITY_SPREAD, pd.DataFrame(spread, columns=AUTHORITY_SPREAD.column_names), folder)
    neighbours = [
        f"referrals_rate,202324,{AREA},2025,10,80.5,60.1,99.9".split(","),
        f"referrals_rate,202324,{OTHER_AREA},2025,9,81.5,61.1,98.9".split(","),
    ]
    all_authorities = [[period, area, *["1/2"] * 8] for area in (AREA, OTHER_AREA) for period in ("202223", "202324")]
    write_table(AUTHORITY_FIGURES, pd.DataFrame(all_authorities, columns=AUTHORITY_FIGURES.column_names), folder)
    write_table(NEIGHBOUR_FIGURES, pd.DataFrame(neighbours, columns=NEIGHBOUR_FIGURES.column_names), folder)
    rates = [
        ["children_in_need_2024", "referrals_rate", area, time_period, "80.1"]
        for area in (ENGLAND, REGION, "E12000098")
        for time_period in ("202324", "202223")
    ]
    write_table(PUBLISHED_RATES, pd.DataFrame(rates, columns=PUBLISHED_RATES.column_names), folder)
    write_table(REST_OF_REGIONS, pd.DataFrame(columns=REST_OF_REGIONS.column_names), folder)
    seal_compact(folder)
    return folder


@pytest.fixture
def regions(monkeypatch):
    """The invented areas lie in an invented region."""
    monkeypatch.setattr(compact, "areas_with_regions", lambda codes: [*codes, REGION, ENGLAND])


def edited(folder, name, old, new):
    path = folder / name
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    return folder


def test_what_was_read_comes_back(reading, folder):
    assert reading.figures.equals(read_official_figures(folder))
    assert reading.sources.equals(read_sources(folder))


def test_the_same_reading_gives_the_same_bytes(reading, folder, tmp_path):
    write_compact(reading, AREAS[::-1], tmp_path / "again")
    for name in (FIGURES_FILE, SOURCES_FILE):
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
        assert b"\r" not in (folder / name).read_bytes()


def test_only_these_areas_and_years_are_written(reading, tmp_path):
    write_compact(reading, [AREA, ENGLAND], tmp_path, until=ReportingYear.parse("2022-23"))
    figures = read_official_figures(tmp_path)
    assert {AREA, ENGLAND} == set(figures["area_code"])
    assert {"202223"} == set(figures["time_period"])


def test_a_count_that_no_release_holds_for_these_areas_has_no_column(tmp_path):
    write(tmp_path / "a" / "c1.csv", [referrals(where(2024))])
    write(tmp_path / "a" / "p.csv", [population(where(2023, OTHER_AREA))])
    write_compact(read_official_folder(tmp_path / "a"), [AREA], tmp_path / "b")
    assert b"population" not in (tmp_path / "b" / FIGURES_FILE).read_bytes()
    assert ["children_in_need_2024/c1"] == list(read_sources(tmp_path / "b")["source"])


def test_two_releases_stand_in_one_table(tmp_path):
    write(tmp_path / "a" / "2024.csv", [referrals(where(2024), Re_referrals="c")])
    write(tmp_path / "a" / "2025.csv", [referrals_of_2025(where(2025)), referrals_of_2025(where(2024))])
    reading = read_official_folder(tmp_path / "a")
    write_compact(reading, [AREA], tmp_path / "b")
    assert reading.figures.equals(read_official_figures(tmp_path / "b"))


def test_a_table_in_two_parts_comes_back_with_both_sources(tmp_path):
    write(tmp_path / "a" / "1.csv", [referrals(where(2024))])
    write(tmp_path / "a" / "2.csv", [referrals(where(2024, OTHER_AREA))])
    reading = read_official_folder(tmp_path / "a")
    write_compact(reading, [AREA, OTHER_AREA], tmp_path / "b")
    assert reading.figures.equals(read_official_figures(tmp_path / "b"))


def test_a_reading_with_errors_is_not_written(tmp_path):
    write(tmp_path / "a" / "c1.csv", [referrals(where(2024), Referrals="")])
    with pytest.raises(DataError, match="blank cell"):
        write_compact(read_official_folder(tmp_path / "a"), [AREA], tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_an_area_that_is_in_no_file_is_named(reading, tmp_path):
    with pytest.raises(UserError, match="No file holds a figure for E06000001"):
        write_compact(reading, [AREA, "E06000001"], tmp_path)


@pytest.mark.usefixtures("regions")
def test_a_report_loads_its_areas_their_regions_and_england(folder):
    loaded = load_official(folder, [AREA], YEAR)
    assert {AREA, REGION, ENGLAND} == set(loaded.figures["area_code"])
    assert OFFICIAL_FIGURES.column_names == list(loaded.figures.columns)
    assert [AREA] == list(loaded.neighbour_figures["area_code"])
    assert 2 == len(loaded.authority_spread)
    assert {REGION, ENGLAND} == set(loaded.published_rates["area_code"])
    assert 4 == len(loaded.published_rates)


@pytest.mark.usefixtures("regions")
def test_a_report_loads_no_later_year(folder):
    loaded = load_official(folder, [AREA], YEAR.previous)
    assert "202223" == loaded.figures["time_period"].max()
    assert ["202223"] == list(loaded.authority_spread["time_period"])
    assert loaded.neighbour_figures.empty
    assert ["202223", "202223"] == list(loaded.published_rates["time_period"])


@pytest.mark.usefixtures("regions")
def test_a_report_is_told_when_the_figures_begin_that_its_year_does_not_hold(tmp_path, folder):
    later = tmp_path / "later" / "looked_after.csv"
    write(later, [looked_after(place) for place in (where(2024), of_england(2024), of_region(2024))])
    write_compact(read_official_folder(write_release_of_2024(later.parent)), AREAS, folder)
    seal_compact(folder)
    first = load_official(folder, [AREA], YEAR.previous).first_periods
    assert "202324" == first["children_looked_after"]["children_looked_after_at_31_march"]
    assert "202223" == first["children_in_need"]["referrals"]


def test_a_workspace_without_published_figures_is_told_what_to_do(tmp_path):
    with pytest.raises(UserError, match="safeguarding-report official DIR"):
        load_official(tmp_path / "official", [AREA], YEAR)


@pytest.mark.usefixtures("regions")
def test_an_authority_without_figures_is_named(folder):
    with pytest.raises(UserError, match=r"no figures for E06000001\. Import"):
        load_official(folder, ["E06000001"], YEAR)


@pytest.mark.usefixtures("regions")
def test_a_year_without_data_is_refused_and_the_newest_year_named(folder):
    with pytest.raises(UserError, match=r"no figures of 2024-25 for E06000099; the newest time period .* is 202324"):
        load_official(folder, [AREA], ReportingYear.parse("2024-25"))


@pytest.mark.parametrize(
    "name",
    ["authority_spread.csv", "neighbour_figures.csv", "published_rates.csv", "rest_of_regions.csv", SOURCES_FILE],
)
@pytest.mark.usefixtures("regions")
def test_an_absent_table_is_told_with_what_to_do(folder, name):
    (folder / name).unlink()
    with pytest.raises(UserError, match=f"data/official/{name} does not exist. Import"):
        load_official(folder, [AREA], YEAR)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b",400,", b",many,", "cell that no import writes"),
        (b",400,", b",-400,", "cell that no import writes"),
        (b",400,", b",400.5,", "cell that no import writes"),
        (b",400,", b",k,", "cell that no import writes"),
        (b",400,", b",400,400,", "row with too many cells"),
        (b"children_in_need_2024,", b"children in need,", "cell that no import writes"),
        (b",202223,", b",2023,", "cell that no import writes"),
        (b",202223,E06000098", b",202223,E06000099", "one area and year twice in a release"),
        (b"Local authority", b"Borough", "cell that no import writes"),
        (b",rereferrals,", b",re_referals,", "unknown column"),
        (b",region_code,", b",region,", "column absent"),
        (b"Ashmere", b"Ashm\xe8re", "not UTF-8"),
    ],
)
def test_a_table_edited_into_nonsense_is_refused(folder, old, new, rule):
    with pytest.raises(DataError, match=rule):
        read_official_figures(edited(folder, FIGURES_FILE, old, new))


def test_a_torn_table_is_refused(folder):
    path = folder / FIGURES_FILE
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(DataError, match="row with too few cells"):
        read_official_figures(folder)


def test_a_table_torn_in_its_last_cell_is_refused(folder):
    path = folder / FIGURES_FILE
    path.write_bytes(path.read_bytes()[:-2])
    with pytest.raises(DataError, match="no line end"):
        read_official_figures(folder)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (FIGURES_FILE, b",400,", b",401,"),
        (SOURCES_FILE, b"Department for Education", b"Department for Schools"),
        ("authority_spread.csv", b",149,", b",148,"),
        ("neighbour_figures.csv", b"80.5", b"80.4"),
        ("published_rates.csv", b"80.1", b"80.2"),
    ],
)
@pytest.mark.usefixtures("regions")
def test_a_figure_changed_after_the_import_does_not_go_out_as_official(folder, name, old, new):
    with pytest.raises(UserError, match=rf"Changed after the import: data/official/{name}\. .*import again") as refused:
        load_official(edited(folder, name, old, new), [AREA], YEAR)
    assert refused.value.exit_code == 1


@pytest.mark.parametrize("seal", [None, b"", b"[]", b'{"official'])
@pytest.mark.usefixtures("regions")
def test_published_figures_without_a_whole_seal_are_refused(folder, seal):
    (folder / "seal.json").unlink()
    if seal is not None:
        (folder / "seal.json").write_bytes(seal)
    with pytest.raises(UserError, match=r"data/official/seal\.json is absent or torn.*import again"):
        load_official(folder, [AREA], YEAR)


@pytest.mark.usefixtures("regions")
def test_the_seal_holds_where_a_checkout_ends_lines_otherwise(folder):
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert {AREA, REGION, ENGLAND} == set(load_official(folder, [AREA], YEAR).figures["area_code"])


def test_a_figure_without_a_source_is_refused(folder):
    edited(folder, SOURCES_FILE, b"rereferrals", b"nothing")
    with pytest.raises(DataError, match="does not say where all counts"):
        read_official_figures(folder)


def test_a_table_of_sources_with_another_column_is_refused(folder):
    with pytest.raises(DataError, match="columns absent"):
        read_sources(edited(folder, SOURCES_FILE, b"sha256", b"md5"))


@pytest.mark.usefixtures("regions")
def test_a_workspace_may_have_no_neighbours_and_no_published_rate_that_its_counts_do_not_give(folder):
    for table in (NEIGHBOUR_FIGURES, PUBLISHED_RATES, REST_OF_REGIONS):
        write_table(table, pd.DataFrame(columns=table.column_names), folder)
    seal_compact(folder)
    loaded = load_official(folder, [AREA], YEAR)
    assert loaded.published_rates.empty
    assert loaded.neighbour_figures.empty


@pytest.mark.parametrize("table", [AUTHORITY_SPREAD, OFFICIAL_SOURCES])
@pytest.mark.usefixtures("regions")
def test_a_table_that_lost_its_rows_is_refused(folder, table):
    name = SOURCES_FILE if table is OFFICIAL_SOURCES else f"{table.name}.csv"
    (folder / name).write_text(",".join(table.column_names) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="header without rows"):
        load_official(folder, [AREA], YEAR)


@pytest.mark.parametrize("nonsense", [b"c", b"", b"80,1", b"-80.1", b"Jane Doe"])
@pytest.mark.usefixtures("regions")
def test_a_published_rate_edited_into_nonsense_is_refused_without_being_repeated(folder, nonsense):
    with pytest.raises(DataError) as refused:
        load_official(edited(folder, "published_rates.csv", b"80.1", nonsense), [AREA], YEAR)
    assert "Jane" not in str(refused.value)


@pytest.mark.parametrize(
    ("table", "column"),
    [(AUTHORITY_SPREAD, "level_10"), (AUTHORITY_SPREAD, "authorities"), (NEIGHBOUR_FIGURES, "mean")],
)
@pytest.mark.usefixtures("regions")
def test_a_comparison_edited_into_nonsense_is_refused_without_being_repeated(folder, table, column):
    path = folder / f"{table.name}.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[0, column] = "4O.1"
    rows.to_csv(path, index=False, lineterminator="\n")
    with pytest.raises(
        DataError, match=rf"{table.name}\.csv is not as an import.*import again.*column {column}"
    ) as refused:
        load_official(folder, [AREA], YEAR)
    assert "4O.1" not in str(refused.value)


def test_no_cell_of_a_refused_table_stands_in_the_message(folder):
    with pytest.raises(DataError) as refused:
        read_official_figures(edited(folder, FIGURES_FILE, b",400,", b",Jane Doe,"))
    assert "Jane" not in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1\n", b"a,b\n1,2", b'a,b\n"1,2\n', b"a,b\n1,2,3\n", b"a,\n1,2\n", b"\xff", b"PK\x03\x04", b"a\0"],
)
def test_nobody_is_told_to_download_a_table_that_an_import_writes(folder, content):
    (folder / FIGURES_FILE).write_bytes(content)
    with pytest.raises(DataError, match="import again") as refused:
        read_official_figures(folder)
    assert "ownload" not in str(refused.value)
