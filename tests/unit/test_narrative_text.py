"""The partnership's narrative: what may stand in it, what its references become, and what is wrong with it by line."""

from __future__ import annotations

import re

import pytest
from released_builder import ASHMERE, WOLD, write_released

from safeguarding_report import report
from safeguarding_report.errors import DataError
from safeguarding_report.released import Released
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.narrative_text import check_narratives, narrative_of

FIGURE = f'<data value="4505" data-figure="referrals_count/{ASHMERE}/202324">4,505</data>'
BEFORE = f'<data value="4925" data-figure="referrals_count/{ASHMERE}/202223">4,925</data>'
SLIGHTLY_MORE = f'<data value="941" data-figure="rereferrals_count/{ASHMERE}/202324">941</data>'
SLIGHTLY_LESS = f'<data value="939" data-figure="rereferrals_count/{ASHMERE}/202223">939</data>'


def with_text(tmp_path, text, chapter="referrals", **options):
    return Released(write_released(tmp_path / "released", narratives={chapter: text}, **options))


def page_of(tmp_path, text, **options):
    return str(narrative_of("referrals", with_text(tmp_path, text, **options), []))


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("{{partnership}}", "Ashmere Safeguarding Children Partnership"),
        ("{{ year }}", "2023-24"),
        ("{{figure(referrals_count)}}", FIGURE),
        (f"{{{{figure(referrals_count/{ASHMERE})}}}}", FIGURE),
        (f"{{{{ figure( referrals_count/{ASHMERE}/202324 ) }}}}", FIGURE),
        (f"{{{{figure(referrals_count/{ASHMERE}/202223)}}}}", BEFORE),
        ("{{change(referrals_count)}}", f"fell to {FIGURE} from {BEFORE}"),
        ("{{change(rereferrals_count)}}", f"hardly changed: {SLIGHTLY_MORE}, after {SLIGHTLY_LESS}"),
    ],
)
def test_a_reference_becomes_what_was_released(tmp_path, reference, expected):
    assert f"<p>It {expected} so.</p>" in page_of(tmp_path, f"It {reference} so.")


def test_a_comparison_stands_beside_england_and_region_each_tied_to_its_figure(tmp_path):
    html = page_of(tmp_path, "It was {{comparison(referrals_rate)}}.")
    assert re.search(
        r"559\.7</data> for every 10,000 children, against <data .* in England and <data .* Marches\.", html
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{{figure(referals_count)}}", 'there is no figure "referals_count". Did you mean "referrals_count"'),
        ("{{figures(referrals_count)}}", 'there is no "figures". Did you mean "figure"'),
        ("{{figure}}", "figure wants one name in its brackets"),
        ("{{figure(<script>)}}", "figure wants one name in its brackets"),
        ("{{year(2)}}", "year is written without brackets"),
        (f"{{{{figure(referrals_count/{ASHMERE}/202829)}}}}", "there is no figure|is not held"),
        (f"{{{{figure(child_protection_plans_count/{WOLD})}}}}", "is hidden to protect children"),
        (f"{{{{change(children_looked_after_count/{ASHMERE}/202021)}}}}", "cannot be compared with the year before"),
        ("{{chart(none)}}", 'there is no chart "none"'),
        ("{{register(priorities)}}", "shows the register"),
        ("{{figure(referrals_count)", "a reference that is not whole"),
        ("It was 4,505 in all.", "a number typed by hand"),
        ("It was 12 per cent.", "a number typed by hand"),
        ("Referrals rose to {{figure(referrals_count)}}.", "a direction that the figure contradicts"),
        ("There was an increase: {{figure(referrals_count)}}.", "a direction that the figure contradicts"),
    ],
)
def test_what_is_wrong_stops_with_its_file_and_line(tmp_path, line, expected):
    released = with_text(tmp_path, f"A first line.\nA second.\n\n{line}\n", joint=True)
    with pytest.raises(DataError) as stopped:
        check_narratives(released, [])
    assert re.search(rf"error: narrative/referrals\.md, row 4: [^\n]*(?:{expected})", str(stopped.value))


def test_a_second_reference_in_a_paragraph_is_named_with_its_own_line(tmp_path):
    released = with_text(tmp_path, "Fine {{year}}\nand so\non {{nothing}} here.")
    with pytest.raises(DataError, match=r"narrative/referrals\.md, row 3: there is no"):
        check_narratives(released, [])


@pytest.mark.parametrize(
    "line",
    [
        "Referrals fell to {{figure(referrals_count)}}.",
        f"Referrals fell from {{{{figure(referrals_count/{ASHMERE}/202223)}}}} to {{{{figure(referrals_count)}}}}.",
        "In section 47 of the Act, within 45 working days, in 2023-24.",
        "Need rose while referrals fell to {{figure(referrals_count)}}.",
        "Our costs rose. Referrals stood at {{figure(referrals_count)}}.",
    ],
)
def test_what_is_right_is_no_error(tmp_path, line):
    assert [] == check_narratives(with_text(tmp_path, line), [])


def test_all_errors_of_all_chapters_are_told_together(tmp_path):
    released = Released(
        write_released(
            tmp_path / "released", narratives={"referrals": "{{x}}", "assessments": "{{y}}", "asessments": "."}
        )
    )
    with pytest.raises(DataError) as stopped:
        check_narratives(released, [])
    for expected in ("narrative/referrals.md, row 1", "narrative/assessments.md, row 1", "a chapter that there is not"):
        assert expected in str(stopped.value)


def test_queries_are_the_ten_worst_of_a_chapter_and_stop_nothing(tmp_path):
    long = "This is a sentence that goes on " + "and on " * 20 + "until it ends."
    released = with_text(tmp_path, "\n\n".join([long] * 12 + ["We asked MACE what it does."]))
    found = check_narratives(released, [])
    assert [10, {"query"}] == [len(found), {one.severity for one in found}]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("We asked MACE what it does.", ["an acronym that is not explained"]),
        ("The multi-agency child exploitation meeting (MACE) met. MACE met again.", []),
        ("It is a characteristically complicated administration.", ["hard words"]),
        ("The safeguarding partners and the integrated care board met.", []),
    ],
)
def test_acronyms_and_hard_words_are_queries_and_words_of_the_statute_are_easy(tmp_path, text, rules):
    assert rules == [one.rule for one in check_narratives(with_text(tmp_path, text), [])]


def test_a_narrative_stands_in_its_chapter_numbered_with_the_others_and_makes_a_chapter_stand(tmp_path):
    released = with_text(tmp_path, "# Our aim\n\nWe met *often*.\n\n- One thing\n- Another\n", "neglect")
    html = write_chapter("neglect", released, [])._repr_html_()
    number = re.search(r'<span class="number">(\d+)</span> Neglect', html)[1]
    assert "<h3>Our aim</h3>" in html
    assert f'<p id="p{number}.2"><span class="number">{number}.2</span> We met <em>often</em>.</p>' in html
    assert "<li>One thing</li>" in html


def test_a_page_that_holds_a_narrative_passes_the_last_checks(tmp_path):
    from page_maker import make_page

    folder = write_released(
        tmp_path / "released", narratives={"referrals": "> They listened.\n\nReferrals {{change(referrals_count)}}."}
    )
    assert "They listened." in make_page(tmp_path, folder).read_text(encoding="utf-8")


PAYLOADS = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[ref]: javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "{{figure(<img src=x onerror=alert(1)>)}}",
    "$\\frac{1}{2}$",
    "=cmd|' /C calc'!A1",
    "\u202etxt.exe\u202c and \u2067right to left\u2069",
    "`<b>code</b>`",
    "\\<script>alert(1)\\</script>",
    "a\x00b",
    "{% raw %}{{ cycler.__init__ }}",
    "</section></main><script>alert(1)</script>",
    "x" * 50_000,
    "[" * 5_000,
    "> " * 2_000 + "x",
)
"""What partners might paste; tests/browser/test_payloads.py opens the same in Chromium without the policy."""


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_whatever_is_pasted_into_a_narrative_stands_as_text_or_stops_the_report(tmp_path, payload):
    released = with_text(tmp_path, payload)
    try:
        html = str(narrative_of("referrals", released, []))
    except DataError as stopped:
        html = ""
        told = str(stopped)
    assert html or "narrative/referrals.md, row 1" in told
    tags = {name.lower() for name in re.findall(r"<\s*/?\s*([A-Za-z!?][^\s>/]*)", html)}
    assert tags <= {"div", "p", "h3", "ul", "ol", "li", "em", "strong", "blockquote", "data", "a"}
    assert "href" not in html


def test_the_package_offers_the_check_to_the_notebook():
    assert report.check_narratives is check_narratives
