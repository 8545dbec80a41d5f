"""The way in: which partnerships it lists in which order, and what it says of each."""

from __future__ import annotations

import re

import pytest
from released_builder import default_figures, write_released

from safeguarding_report.report import write_index
from safeguarding_report.report.reader import Page

PUBLISHED = [row | {"status": "official"} for row in default_figures(joint=False, cells={}, year="2023-24")]


def real(folder, slug, name, **settings):
    facts = {"partnership": slug, "name": name}
    return write_released(folder / slug, figures=PUBLISHED, facts=facts, **settings)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    folders = [
        write_released(folder / "a", joint=True),
        real(folder, "zeal", "Zeal"),
        real(folder, "mere", "Mere"),
    ]
    write_index(folders, folder)
    return (folder / "index.html").read_text(encoding="utf-8")


def links(html, begin):
    return [one.text for one in Page(html).named("a") if one.attributes["href"].startswith(begin)]


def order(words):
    return [name for word in words for name in ("Ashmere and Wold", "Mere", "Zeal") if re.search(rf"\b{name}\b", word)]


def test_real_partnerships_come_first_and_invented_ones_last_wherever_they_are_listed(index):
    page = Page(index)
    expected = ["Mere", "Zeal", "Ashmere and Wold"]
    assert expected == order(one.text for one in page.named("label"))
    assert expected == order(one.text for one in page.named("h2"))
    (referrals,) = re.findall(r"<dt>Referrals</dt>(.*?)</div>", index, re.DOTALL)
    assert expected == order(re.findall(r"<a [^>]*>([^<]*)", referrals))


def test_the_banner_counts_real_and_invented_partnerships(index):
    (banner,) = [one.text for one in Page(index).named("aside")]
    assert banner == "Demonstration: 2 real partnerships, shown from published figures, and 1 invented partnership."


def test_a_page_of_real_reports_has_no_banner(tmp_path):
    write_index([real(tmp_path, "mere", "Mere", demonstration="")], tmp_path)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert [] == Page(html).named("aside")
    assert "emonstration" not in html


def test_every_link_to_a_report_says_what_kind_of_demonstration_it_is(index):
    real_ones = [*links(index, "mere/2023-24/report.html"), *links(index, "zeal/2023-24/report.html")]
    invented = links(index, "ashmere-and-wold/2023-24/report.html")
    assert {True} == {one.endswith("– demonstration from published figures") for one in real_ones}
    assert {True} == {one.endswith("– demonstration, invented") for one in invented}
    assert {"Mere, 2023-24 – demonstration from published figures"} < set(real_ones)


def test_the_figures_of_each_report_are_linked(index):
    assert ["Mere, 2023-24: figures, CSV"] == links(index, "mere/2023-24/figures.csv")


def test_the_page_leads_to_its_own_parts(index):
    there = {one.attributes["id"] for one in Page(index).elements if "id" in one.attributes}
    assert ["Reports by partnership and year", "Measures from A to Z", "Terms from A to Z"] == links(index, "#")[1:]
    assert {"reports", "measures", "terms"} <= there


def test_other_editions_are_linked_with_their_sizes_once_they_are_made(tmp_path):
    public = tmp_path / "public"
    public.mkdir()
    (public / "report.pdf").write_bytes(b"0" * 2_100_000)
    (public / "summary.html").write_bytes(b"0" * 12_900)
    write_index([real(tmp_path, "mere", "Mere")], tmp_path, {("mere", "2023-24"): public})
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert ["Mere, 2023-24: report on paper, PDF (2.1 MB)"] == links(html, "mere/2023-24/report.pdf")
    assert ["Mere, 2023-24: members' summary, web page (12 kB)"] == links(html, "mere/2023-24/summary.html")
    assert [] == links(html, "mere/2023-24/committee.html")


def test_no_year_of_a_link_breaks_at_its_hyphen(index):
    assert re.findall(r'Mere, <span class="year">2023-24</span> – demonstration', index)
