"""The last checks of a page: each fault put into a good page is found, and nothing is written then."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from page_maker import executed_notebook, make_page
from released_builder import ASHMERE, write_released

from safeguarding_report import report
from safeguarding_report.charts import load_charts
from safeguarding_report.errors import DataError
from safeguarding_report.released import Released
from safeguarding_report.report.checks import check_page
from safeguarding_report.report.reader import Page

FIGURE = f'<data value="4505" data-figure="referrals_count/{ASHMERE}/202324">4,505</data>'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    released = write_released(folder / "released")
    notebook, charts = executed_notebook(folder, released)
    report.finish(notebook, Released(released), charts, folder)
    return SimpleNamespace(
        folder=folder,
        notebook=notebook,
        released_folder=released,
        charts_folder=charts,
        html=(folder / "report.html").read_text(encoding="utf-8"),
        released=Released(released),
        charts=load_charts(charts),
    )


def found(made, old, new):
    assert old in made.html
    return [finding.rule for finding in check_page(Page(made.html.replace(old, new, 1)), made.released, made.charts)]


def test_a_good_page_has_no_finding(made):
    assert [] == check_page(Page(made.html), made.released, made.charts)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("</main>", "<script>alert(1)</script></main>", "<script> may not stand in a page"),
        ("</main>", '<img src="x" onerror="alert(1)"></main>', "<img> may not stand in a page"),
        ("</main>", "<iframe></iframe></main>", "<iframe> may not stand in a page"),
        ("</main>", "<!-- a word to the wise --></main>", "a comment stands in the page"),
        ('<h2 id="referrals-heading">', '<h2 id="referrals-heading" onclick="x()">', "the attribute onclick"),
        ('<p class="lead"', '<p style="color:red" class="lead"', "the attribute style"),
        ('href="#referrals"', 'href="javascript:alert(1)"', "leaves the page"),
        ('href="#referrals"', 'href="//example.org/x"', "leaves the page"),
        ('href="#referrals"', 'href="#nowhere"', "a link leads nowhere"),
        ("<style>", "<style>@import 'x';", "a style names something outside the page"),
        ("<style>", "<style>p { background: url(//example.org/x) }", "a style names something outside the page"),
        ('role="img"', 'role="img" fill="url(//example.org/x)"', "names something outside the page"),
        ('role="img"', 'role="img" xlink:href="data:text/html,x"', "leaves the page"),
        ("default-src 'none'", "default-src *", "the Content-Security-Policy is absent"),
        ('lang="en-GB"', 'lang="de"', "the language of the page"),
        ("<title>", "<title>out ", "the title is not"),
        ("Invented figures for tests.", "A report.", "the words that say demonstration or draft are absent"),
        ("<h3>", "<h4>", "deeper than a reader can follow"),
        ('<h2 id="referrals-heading">', '<h1 id="referrals-heading">', "does not have one <h1>"),
        ('<th scope="col"', "<th", "does not say what it is the header of"),
        ("<caption>", "<thead>", "a table has no caption"),
        ("4,505</data>", "4,506</data>", "another value than the released one"),
        ('data value="4505"', 'data value="4506"', "another value than the released one"),
        (FIGURE, FIGURE.replace("202324", "203334"), "a figure is printed that was not released"),
        (FIGURE, "4,505", "looks like a figure"),
        ("</main>", "<p>It was 83 per cent.</p></main>", "looks like a figure"),
        ("</main>", "<p>It was 8.5% of them.</p></main>", "looks like a figure"),
        ("</main>", "<p>There were 412 of them.</p></main>", "looks like a figure"),
        ('<data value="5" data-fact="threshold">5', '<data value="6" data-fact="threshold">6', "not the one that the gate"),
        ('id="chart-', 'id="no-chart-', "a chart of this chapter is absent"),
        ('role="img"', 'role="presentation"', "a drawing has no text alternative"),
        ('<span class="number">2.2</span>', '<span class="number">2.3</span>', "not numbered in their order"),
        ('<p class="lead" id="p4.1">', '<p class="lead" id="p4.7">', "not numbered in their order"),
        ('<section id="glossary"', '<section id="words"', "chapters are absent"),
        ("</main>", "<p>No description has been provided for this image</p></main>", "described by a placeholder"),
    ],
)  # fmt: skip
def test_every_fault_put_into_a_page_is_found(made, old, new, expected):
    assert [rule for rule in found(made, old, new) if expected in rule]


@pytest.mark.parametrize(
    "words",
    [
        "In section 47 of the Act, within 45 working days.",
        "From 1 April 2023 to 31 March 2024, that is in 2023-24.",
        "A rate is for every 10,000 children aged 0 to 17.",
    ],
)
def test_words_of_the_field_with_numbers_in_them_are_no_figures(made, words):
    assert [] == found(made, "</main>", f"<p>{words}</p></main>")


def test_a_page_that_does_not_pass_is_not_written_and_every_fault_is_listed(made, tmp_path):
    text = made.notebook.read_text(encoding="utf-8").replace("<h2 id=", "<script></script><h2 id=")
    broken = tmp_path / "04_report.ipynb"
    broken.write_text(
        text.replace("How changes are judged</h3>", "How 1,234 changes are judged</h3>"), encoding="utf-8"
    )
    with pytest.raises(DataError) as stopped:
        report.finish(broken, Released(made.released_folder), made.charts_folder, tmp_path / "public")
    assert "<script> may not stand in a page" in str(stopped.value)
    assert "looks like a figure" in str(stopped.value)
    assert "1,234" not in str(stopped.value)
    assert not (tmp_path / "public").exists()


def restated_page(folder, **changed):
    """A page of which one count was printed otherwise before, and what its report says of that."""
    figure_id = f"referrals_count/{ASHMERE}/202324"
    said = [{"figure_id": figure_id, "value": "4510", "printed_in": "2023-24 edition-1"}]
    held = write_released(folder / "released", facts={"restated": said})
    text = make_page(folder / "page", held).read_text(encoding="utf-8")
    for old, new in changed.items():
        text = text.replace(f">{old.removeprefix('x')}</data>", f">{new}</data>")
    return text, Released(held)


def test_a_restated_figure_stands_beside_what_was_printed_then(tmp_path):
    text, held = restated_page(tmp_path)
    (row,) = re.findall(r"<tr><th[^>]*>Referrals</th>.*?2023-24</span> edition-1.*?</tr>", text)
    assert f'<data value="4510" data-then="referrals_count/{ASHMERE}/202324">4,510</data>' in row
    assert f'<data value="4505" data-figure="referrals_count/{ASHMERE}/202324">4,505</data>' in row
    assert [] == [one for one in check_page(Page(text), held, ()) if "printed" in one.rule]


def test_a_number_that_was_never_printed_is_not_said_to_have_been(tmp_path):
    text, held = restated_page(tmp_path, **{"x4,510": "4,511"})
    wrong = [one.rule for one in check_page(Page(text), held, ())]
    assert any("a number is said to have been printed that was not" in rule for rule in wrong)
