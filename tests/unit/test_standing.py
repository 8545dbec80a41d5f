"""How a page stands: drafts say draft, demonstrations say demonstration, editions say which they are and who approved them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from page_maker import make_page
from released_builder import write_released

from safeguarding_report.errors import DataError
from safeguarding_report.manifest import published_manifest
from safeguarding_report.released import Released
from safeguarding_report.report.standing import DRAFT, Approval, as_published, says_how_it_stands, standing_of
from safeguarding_report.store import sha256

APPROVAL = Approval("edition-2", "Independent Scrutineer", date(2024, 6, 1))
WORDS = "Edition 2, approved by Independent Scrutineer on 1 June 2024."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A demonstration's page and what the report says of itself."""
    folder = tmp_path_factory.mktemp("standing")
    released = write_released(folder / "released")
    return make_page(folder / "page", released).read_text(encoding="utf-8"), Released(released).report


@pytest.fixture
def real(made):
    """The same page and report, of a partnership that is no demonstration."""
    page, report = made
    before, now = standing_of(report), replace(report, demonstration="")
    page = page.replace(before.banner, DRAFT).replace('content: "Demonstration"', 'content: "Draft"')
    return page, now


def test_a_published_page_says_which_edition_it_is_who_approved_it_and_when_and_no_more_that_it_is_a_draft(real):
    page, report = real
    published = as_published(page, report, APPROVAL)
    assert f"<p>Published. {WORDS}</p></aside>" in published
    assert 'content: "Edition 2"' in published
    assert "draft" not in published.lower()
    assert says_how_it_stands(published, report, APPROVAL)


def test_nothing_else_of_the_page_changes(real):
    page, report = real
    published = as_published(page, report, APPROVAL)
    back = published.replace(f"Published. {WORDS}", DRAFT).replace('content: "Edition 2"', 'content: "Draft"')
    assert page == back


def test_a_published_demonstration_says_first_that_it_is_one(made):
    page, report = made
    published = as_published(page, report, APPROVAL)
    assert f"<p>{report.demonstration} {WORDS}</p></aside>" in published
    assert 'content: "Demonstration"' in published


def test_a_page_that_was_not_changed_is_not_taken_for_an_edition(made, real):
    for page, report in (made, real):
        assert not says_how_it_stands(page, report, APPROVAL)


def test_another_edition_or_role_is_not_taken_for_this_one(real):
    page, report = real
    published = as_published(page, report, APPROVAL)
    assert not says_how_it_stands(published, report, replace(APPROVAL, edition="edition-3"))
    assert not says_how_it_stands(published, report, replace(APPROVAL, approved_by="Executive"))


def test_a_page_that_says_it_twice_or_never_is_refused(real):
    page, report = real
    for wrong in (page.replace(DRAFT, ""), f"{page}<aside><p>{DRAFT}</p></aside>"):
        with pytest.raises(DataError, match="does not say once"):
            as_published(wrong, report, APPROVAL)


@pytest.mark.parametrize(("name", "expected"), [
    ("edition-1", "Edition 1"), ("edition-12", "Edition 12"), ("corrected", "Edition: corrected"),
    ("july-2024", "Edition: july-2024"),
])  # fmt: skip
def test_an_edition_is_called_by_its_number_or_by_the_name_that_it_was_given(name, expected):
    assert expected == replace(APPROVAL, edition=name).name


def test_the_manifest_of_an_edition_names_it_and_the_hashes_of_what_was_published():
    draft = json.dumps({"schema": 1, "year": "2023-24", "outputs": {"report.html": "of the draft"}}).encode()
    named = {"edition": "edition-2", "approved_by": "Executive", "date": "2024-06-01"}
    manifest = json.loads(published_manifest(draft, named, {"report.html": b"page"}))
    assert (named, {"report.html": sha256(b"page")}, "2023-24") == (
        manifest["edition"], manifest["outputs"], manifest["year"]
    )  # fmt: skip
