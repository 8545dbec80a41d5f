"""What a chapter notes about figures from returns: numbers rounded as health bodies do, and zeros of a nil return."""

from __future__ import annotations

import json

import pytest
from released_builder import default_figures, seal_again, write_released

from safeguarding_report.released import Released
from safeguarding_report.report.figure_chapters import ROUNDED, note_on_rounding, notes_on_nil_returns


@pytest.fixture
def changed(tmp_path):
    """Return released figures after a change of one of their files."""

    def change(name, change_record, **options):
        folder = write_released(tmp_path / "released", **options)
        records = [change_record(one) for one in json.loads((folder / name).read_text(encoding="utf-8"))]
        (folder / name).write_text(json.dumps(records), encoding="utf-8")
        seal_again(folder)
        return Released(folder)

    return change


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("Integrated care board and health providers", [ROUNDED]),
        ("Local authority, with police and health", []),
        ("Local authority", []),
    ],
)
def test_only_what_health_bodies_hand_in_is_said_to_be_rounded(changed, owner, expected):
    returned = [row | {"status": "synthetic"} for row in default_figures(joint=False, cells={}, year="2023-24")]
    released = changed("measures.json", lambda words: words | {"owner": owner}, figures=returned)
    assert expected == note_on_rounding(released, released.measures.values())


def test_zeros_of_a_nil_return_say_who_sent_it_for_which_year_and_area(changed):
    returned = [
        row | ({"source": "nil"} if row["time_period"] == "202122" and row["measure"] == "referrals_count" else {})
        for row in default_figures(joint=False, cells={}, year="2023-24")
    ]

    def nil(source):
        told = {"source": "nil", "title": "Figures on our template, Ashmere (nil return)", "publisher": "Wold Police"}
        return source | (told if source["source"] == "children_looked_after_2025/a" else {})

    released = changed("sources.json", nil, figures=returned)
    (note,) = notes_on_nil_returns(released, [released.measures["referrals_count"]])
    assert note.startswith(
        "Wold Police sent a nil return for 2021-22: it says that there was nothing to count in Ashmere."
    )
    assert [] == notes_on_nil_returns(released, [released.measures["assessments_completed_count"]])
