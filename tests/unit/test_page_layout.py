"""What keeps a page readable on a telephone and on paper, as far as its elements say it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup
from released_builder import write_released

from safeguarding_report.charts.chart import Chart, ChartRow
from safeguarding_report.released import Released
from safeguarding_report.report import elements
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.chart_blocks import chart_block
from safeguarding_report.report.explained import explain_terms

YEARS = ("2019-20", "2020-21", "2021-22", "2022-23", "2023-24")


def whole(text):
    return re.findall(r'<span class="year">([^<]*)</span>', elements.years_whole(text))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("From 2019-20 to 2023-24.", ["2019-20", "2023-24"]),
        ("(2023-24)", ["2023-24"]),
        ("on 2023-10-05, in 2023, 1-2", []),
        ("section 2019-201", []),
        (Markup('<p id="a2019-20">2019-20</p>'), ["2019-20"]),
        (Markup('<a href="#2019-20">x</a>'), []),
        (Markup("<svg><text>2019-20</text></svg>"), []),
    ],
)
def test_years_in_a_text_are_kept_whole_and_nothing_else_is(text, years):
    assert years == whole(text)


def test_a_year_that_is_whole_already_is_not_wrapped_again():
    once = elements.years_whole("2019-20")
    assert '<span class="year">2019-20</span>' == once == elements.years_whole(once)
    heading = Markup('<th scope="col" class="year">2019-20</th>')
    assert heading == elements.years_whole(heading)


def test_what_looks_like_markup_stays_escaped_beside_a_year():
    assert '&lt;b&gt; <span class="year">2019-20</span>' == elements.years_whole("<b> 2019-20")


def test_no_year_in_the_running_text_of_a_chapter_can_break(tmp_path):
    html = write_chapter("referrals", Released(write_released(tmp_path)), [])._repr_html_()
    assert '<span class="year">2023-24</span>' in html
    text = re.sub(r'<svg.*?</svg>|<[^>]*class="year"[^>]*>[^<]*', "", html, flags=re.DOTALL)
    assert [] == re.findall(r">[^<]*20\d\d-\d\d[^<]*<", text)


@pytest.mark.parametrize(
    ("text", "touching"),
    [
        ("of a (referral), and", ["(referral),"]),
        ("a referral; then", ["referral;"]),
        ("the referral&#39;s end.", ["referral&#39;s"]),
        ("“referral”.", ["“referral”."]),
        ("a referral and more", []),
        ("(of a referral of one)", []),
    ],
)
def test_a_term_takes_along_what_touches_it(text, touching):
    html = explain_terms(Markup(f"<p>{text}</p>"), "x")  # noqa: S704 — written above
    found = re.findall(r'<span class="touched">(.*?)</span>', html)
    assert touching == [re.sub("<[^>]+>", "", one) for one in found]
    assert f"<p>{text}</p>" == re.sub("</?(?:span|button)[^>]*>", "", html).partition("\n")[0]


def of_words(*rows):
    return elements.table("Seats", "Body", ("Role", "From"), rows, of_words=True)


def test_a_cell_of_a_table_of_words_says_its_column():
    html = of_words(("Executive", ["Chair", "May 2019"]))
    assert '<th scope="row" data-label="Body">Executive</th>' in html
    assert '<td data-label="Role">Chair</td><td data-label="From">May 2019</td>' in html


def test_a_cell_that_is_empty_in_a_table_of_words_says_so():
    assert f'<td data-label="From">{elements.NOT_HELD}</td>' in of_words(("Executive", ["Chair", None]))


@pytest.mark.parametrize(
    ("columns", "words", "expected"),
    [
        (YEARS, False, "scroll wide newest-last"),
        (("Number, 2022-23", "Number, 2023-24"), False, "scroll newest-last"),
        (("Figure", "Lower end", "Upper end"), False, "scroll wide"),
        (("In 2022-23", "In 2023-24"), True, "scroll"),
    ],
)
def test_a_table_of_figures_whose_last_column_is_a_year_begins_with_the_newest(columns, words, expected):
    html = elements.table("Referrals", "Area", columns, [("Wold", [None] * len(columns))], of_words=words)
    assert [expected] == re.findall(r'<div class="([^"]*)"', html)


def test_what_symbols_mean_stands_in_the_caption_of_their_table(tmp_path):
    held = Released(write_released(tmp_path, joint=True))
    hidden = next(figure for figure in held.figures if figure.symbol == "c")
    html = elements.table("Referrals", "Area", ("2023-24",), [("Wold", [hidden])])
    (caption,) = re.findall("<caption>(.*?)</caption>", html)
    assert caption.startswith('<span>Referrals</span> <span class="symbols">[c] ')
    assert "symbols" not in elements.table("Referrals", "Area", ("2023-24",), [("Wold", [None])])


@pytest.mark.parametrize(
    ("headline", "subtitle", "caption"),
    [
        ("Referrals by quarter", "Referrals by quarter, Wold", "Referrals by quarter, Wold"),
        ("Fewer referrals", "Referrals, Wold", "Fewer referrals: Referrals, Wold"),
    ],
)
def test_a_caption_says_nothing_twice(tmp_path, headline, subtitle, caption):
    held = Released(write_released(tmp_path))
    figure = held.figures[0]
    chart = Chart(
        "c", "referrals", headline, subtitle, "", "", ("Figure",), (ChartRow("Wold", (figure.figure_id,)),), ()
    )
    assert f"<caption><span>{caption}</span>" in chart_block(held, chart)


def test_the_number_of_a_paragraph_that_the_partnership_wrote_does_not_hang_across_the_line_beside_it():
    """Of two rules of equal weight the later one holds, and the one for wide screens stands later."""
    style = (Path(elements.__file__).parent / "template" / "style.css").read_text(encoding="utf-8")
    rules = re.findall(r"^ *([^{}@]*> \.number) \{ float: (left|none);", style, re.MULTILINE)
    weight = {place: [one.count(".") for one in selectors.split(",")] for selectors, place in rules}
    assert [2, 3] == weight["left"]
    assert [True, True] == [own > general for own, general in zip(weight["none"], weight["left"], strict=True)]
