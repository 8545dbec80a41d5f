"""Published statistics as downloaded: what is read, and that nothing is guessed."""

from __future__ import annotations

import pytest
from published_files import (
    AREA,
    ENGLAND,
    LEAD,
    OTHER_AREA,
    REGION,
    looked_after,
    months,
    of_england,
    of_region,
    population,
    referrals,
    referrals_of_2025,
    where,
    write,
    write_release_of_2024,
)  # fmt: skip

from safeguarding_report.errors import UsageError, UserError
from safeguarding_report.formats.layouts import all_items, families
from safeguarding_report.formats.official import (
    FIGURE_COLUMNS,
    PRINTED_COLUMNS,
    PRINTED_KEY,
    SOURCE_COLUMNS,
    read_official_folder,
)
from safeguarding_report.tables import OFFICIAL_FIGURES, OFFICIAL_SOURCES


def cell(reading, item, area=AREA, period="202324", release="children_in_need_2024"):
    figures = reading.figures.set_index(["release", "time_period", "area_code", "item"])
    row = figures.loc[(release, period, area, item)]
    return row["symbol"] if row["value"] is None or row.isna()["value"] else int(row["value"])


def test_figures_have_the_columns_of_their_table_and_the_region(tmp_path):
    reading = read_official_folder(write_release_of_2024(tmp_path))
    assert FIGURE_COLUMNS == list(reading.figures.columns)
    assert SOURCE_COLUMNS == list(reading.sources.columns) == OFFICIAL_SOURCES.column_names
    assert len(OFFICIAL_FIGURES.check(reading.figures[OFFICIAL_FIGURES.column_names])) == len(reading.figures)
    assert () == reading.findings


def test_a_count_is_read_by_the_meaning_of_its_column(tmp_path):
    reading = read_official_folder(write_release_of_2024(tmp_path))
    assert 400 == cell(reading, "referrals")
    assert 100 == cell(reading, "rereferrals")
    assert 33 == cell(reading, "referrals_in_march")


def test_rates_are_left_for_us_to_compute(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024))])
    items = set(read_official_folder(tmp_path).figures["item"])
    expected = {
        "referrals", "rereferrals", "referrals_no_further_action", "referrals_not_in_need", "children_referred",
        "children_rereferred",
    }  # fmt: skip
    assert expected == items


def test_rates_and_percentages_are_kept_as_printed(tmp_path):
    rows = [referrals(of_england(2024)), referrals(of_region(2024), Re_referrals_percent="k"), referrals(where(2024))]
    printed = read_official_folder(write(tmp_path / "a.csv", rows).parent).printed
    assert PRINTED_COLUMNS == list(printed.columns)
    cells = printed.set_index(["area_code", "item", "kind"])["value"]
    assert {ENGLAND, REGION, AREA} == set(printed["area_code"])
    assert "80.0" == cells[ENGLAND, "referrals", "rate"]
    assert "25.0" == cells[ENGLAND, "rereferrals", "percent"]
    assert "low" == cells[REGION, "rereferrals", "percent"]
    assert 18 == len(printed.drop_duplicates(PRINTED_KEY))


def test_a_printed_rate_of_looked_after_children_belongs_to_what_its_row_counts(tmp_path):
    rows = [
        looked_after(of_england(2025), rate_per_10000="70"),
        looked_after(of_england(2025), "Children starting to be looked after each year", rate_per_10000="26"),
    ]
    printed = read_official_folder(write(tmp_path / "a.csv", rows).parent).printed
    expected = {"children_looked_after_at_31_march": "70", "children_starting_to_be_looked_after": "26"}
    assert expected == printed.set_index("item")["value"].to_dict()
    assert {"children_looked_after_2025"} == set(printed["release"])


def test_a_release_without_rates_has_none_as_printed(tmp_path):
    printed = read_official_folder(write(tmp_path / "a.csv", [months(of_england(2024))]).parent).printed
    assert PRINTED_COLUMNS == list(printed.columns)
    assert printed.empty


def test_two_printed_values_of_one_rate_are_an_error(tmp_path):
    write(tmp_path / "a.csv", [referrals(of_england(2024), Referrals_rate="80.0")])
    write(tmp_path / "b.csv", [referrals(of_england(2024), Referrals_rate="80.1")])
    findings = read_official_folder(tmp_path).findings
    expected = [("error", "a.csv", "Referrals_rate", (2,)), ("error", "b.csv", "Referrals_rate", (2,))]
    assert expected == [(one.severity, one.file, one.column, one.rows) for one in findings]


def test_one_rate_with_and_without_its_trailing_zero_is_one_rate(tmp_path):
    write(tmp_path / "a.csv", [referrals(of_england(2024), Referrals_rate="80.0")])
    write(tmp_path / "b.csv", [referrals(of_england(2024), Referrals_rate="80")])
    reading = read_official_folder(tmp_path)
    assert () == reading.findings
    assert ["80.0"] == list(reading.printed.loc[reading.printed["item"].eq("referrals"), "value"])


@pytest.mark.parametrize("family", families(), ids=lambda family: family.family)
def test_every_printed_rate_is_made_of_a_count_of_its_table(family):
    for layout in family.layouts:
        counted = {count.item for count in layout.counts}
        for column in layout.computed_by_us:
            assert column.kind in {"rate", "percent"}
            assert column.item in counted, (layout.id, column.names)


def test_the_population_of_mid_2023_is_that_of_the_reporting_year_2023_24(tmp_path):
    write(tmp_path / "a.csv", [population(where(2023), "50000")])
    reading = read_official_folder(tmp_path)
    assert 50_000 == cell(reading, "population_0_to_17")
    assert ["children_in_need_2024/population"] == list(reading.sources["source"])


def test_byte_order_mark_line_ends_and_column_order_make_no_difference(tmp_path):
    rows = [referrals(where(2024)), referrals(where(2023))]
    write(tmp_path / "one" / "a.csv", rows)
    write(tmp_path / "two" / "b.csv", rows, bom=True, line_end="\n", columns=sorted(rows[0]))
    one, two = (read_official_folder(tmp_path / name).figures for name in ("one", "two"))
    assert one.to_dict("records") == two.to_dict("records")


def test_two_releases_with_renamed_columns_stand_side_by_side(tmp_path):
    write(tmp_path / "2024" / "c1.csv", [referrals(where(2024)), referrals(where(2023))])
    write(tmp_path / "2025" / "c1.csv", [referrals_of_2025(where(2025)), referrals_of_2025(where(2024))])
    reading = read_official_folder(tmp_path)
    assert () == reading.findings
    assert 100 == cell(reading, "rereferrals")
    assert 110 == cell(reading, "rereferrals", release="children_in_need_2025")
    assert 95 == cell(reading, "children_rereferred", period="202425", release="children_in_need_2025")
    assert ["children_in_need_2024/c1", "children_in_need_2025/c1"] == list(reading.sources["source"])


@pytest.mark.parametrize(
    ("published", "ours"), [("c", "c"), ("z", "z"), ("x", "x"), (":", "x"), ("k", "low"), ("low", "low"), ("u", "u")]
)
def test_a_published_symbol_keeps_its_meaning(tmp_path, published, ours):
    write(tmp_path / "a.csv", [referrals(where(2024), Re_referrals=published)])
    assert ours == cell(read_official_folder(tmp_path), "rereferrals")


def test_zero_is_a_number(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024), Re_referrals="0")])
    assert 0 == cell(read_official_folder(tmp_path), "rereferrals")


def test_a_filter_says_what_the_numbers_count(tmp_path):
    rows = [
        looked_after(where(2025)),
        looked_after(where(2025), "Children starting to be looked after each year", children_count="120"),
        looked_after(where(2025), "Children ceasing to be looked after each year", children_count="c"),
    ]
    reading = read_official_folder(write(tmp_path / "a.csv", rows).parent)
    of_release = {"period": "202425", "release": "children_looked_after_2025"}
    assert 310 == cell(reading, "children_looked_after_at_31_march", **of_release)
    assert 120 == cell(reading, "children_starting_to_be_looked_after", **of_release)
    assert "c" == cell(reading, "children_ceasing_to_be_looked_after", **of_release)
    assert 50_100 == cell(reading, "population_0_to_17", **of_release)


def test_an_authority_that_did_not_exist_has_no_row(tmp_path):
    never = {"population_estimate": "z", "children_count": "z", "rate_per_10000": "z"}
    rows = [looked_after(where(2025)), looked_after(where(2025, OTHER_AREA, "Gone"), **never)]
    figures = read_official_folder(write(tmp_path / "a.csv", rows).parent).figures
    assert [AREA] == list(figures["area_code"].unique())


def test_an_authority_with_one_number_keeps_its_symbols(tmp_path):
    rows = [looked_after(where(2025), population_estimate="50100", children_count="z", rate_per_10000="z")]
    reading = read_official_folder(write(tmp_path / "a.csv", rows).parent)
    expected = "z"
    assert expected == cell(
        reading, "children_looked_after_at_31_march", period="202425", release="children_looked_after_2025"
    )


def test_inner_london_stands_beside_london_and_is_the_region_of_its_authorities(tmp_path):
    rows = [
        referrals(of_region(2024, "E12000007", "London")),
        referrals(of_region(2024, "E13000001", "Inner London")),
        referrals(where(2024, region="E13000001", region_name="Inner London")),
    ]
    figures = read_official_folder(write(tmp_path / "a.csv", rows).parent).figures
    regions = figures.drop_duplicates("area_code").set_index("area_code")["region_code"].to_dict()
    assert {"E12000007": "", "E13000001": "", AREA: "E13000001"} == regions


def test_a_name_with_a_comma_is_one_name(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024, name="Wold, City of"))])
    assert ["Wold, City of"] == list(read_official_folder(tmp_path).figures["area_name"].unique())


def test_an_area_bears_the_name_of_its_newest_year(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024, name="St. Ashmere")), referrals(where(2023, name="Ashmere"))])
    assert ["St. Ashmere"] == list(read_official_folder(tmp_path).figures["area_name"].unique())


def test_an_authority_whose_code_changed_has_one_series(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024, "E06000066")), referrals(where(2023, "E10000027"))])
    figures = read_official_folder(tmp_path).figures
    assert {("202223", "E06000066"), ("202324", "E06000066")} == set(
        zip(figures["time_period"], figures["area_code"], strict=True)
    )


def test_the_same_figure_twice_with_one_value_is_one_figure(tmp_path):
    write(tmp_path / "c1.csv", [referrals(where(2024))])
    write(tmp_path / "c6.csv", [months(where(2024), total="400")])
    reading = read_official_folder(tmp_path)
    assert () == reading.findings
    assert ["children_in_need_2024/c1"] == list(reading.figures.loc[reading.figures["item"].eq("referrals"), "source"])


def test_a_copy_of_a_file_adds_nothing_and_is_no_source(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024))])
    write(tmp_path / "b.csv", [referrals(where(2024))], line_end="\n")
    assert ["a.csv"] == list(read_official_folder(tmp_path).sources["file"])


def test_one_table_in_two_parts_names_both_as_its_source(tmp_path):
    write(tmp_path / "a.csv", [referrals(where(2024))])
    write(tmp_path / "b.csv", [referrals(where(2024, OTHER_AREA))])
    reading = read_official_folder(tmp_path)
    both = "children_in_need_2024/c1+children_in_need_2024/c1-2"
    assert [both] == list(reading.figures["source"].unique())
    assert both.split("+") == list(reading.sources["source"])


def test_a_source_says_which_file_it_was_to_the_byte(tmp_path):
    import hashlib

    path = write(tmp_path / "deep" / "a.csv", [referrals(where(2024))])
    source = read_official_folder(tmp_path).sources.iloc[0]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == source["sha256"]
    assert "deep/a.csv" == source["file"]
    assert "Children in need, reporting year 2024: referrals and re-referrals" == source["title"]
    assert "Department for Education" == source["publisher"]
    assert "" == source["publication_date"]


@pytest.mark.parametrize("family", families(), ids=lambda family: family.family)
def test_every_column_of_every_layout_means_one_thing(family):
    for layout in family.layouts:
        spellings = [name.casefold() for count in layout.counts for name in count.names]
        spellings += [name.casefold() for name in (*layout.computed_names, *layout.not_carried)]
        assert len(spellings) == len(set(spellings)), layout.id
        assert not {name.casefold() for name in LEAD} & set(spellings), layout.id


def test_every_count_has_a_name_that_a_file_can_hold():
    assert len(all_items()) == len(set(all_items()))
    assert all(item.isidentifier() and item.islower() for item in all_items())


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(UsageError, match="There is no folder"):
        read_official_folder(tmp_path / "nowhere")


def test_a_folder_without_a_csv_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("nothing here")
    with pytest.raises(UserError, match="no CSV file"):
        read_official_folder(tmp_path)


def test_england_and_regions_are_areas_too(tmp_path):
    write(tmp_path / "a.csv", [referrals(of_england(2024)), referrals(of_region(2024)), referrals(where(2024))])
    figures = read_official_folder(tmp_path).figures
    levels = figures.drop_duplicates("area_code").set_index("area_code")["geographic_level"].to_dict()
    assert {"E92000001": "National", REGION: "Regional", AREA: "Local authority"} == levels
