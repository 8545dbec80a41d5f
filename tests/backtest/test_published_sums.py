"""What the gate takes published tables to add up to does so, in all authorities and years."""

from __future__ import annotations

import pytest

from safeguarding_report.disclosure.published_sums import CHILDREN_AND_EVENTS, SUMS
from safeguarding_report.formats.official import read_official_folder

FEWEST = 0.88
"""Of the complete authority-years: open for three months or more is the one that holds least often exactly."""


@pytest.fixture(scope="module")
def counts(shared_data):
    figures = read_official_folder(shared_data / "official").figures
    own = figures[figures["geographic_level"].eq("Local authority")]
    return own.pivot_table(index=["time_period", "area_code"], columns="item", values="value", aggfunc="first").astype(
        "Float64"
    )


@pytest.mark.parametrize("one", SUMS, ids=lambda one: f"{one.whole}-{one.parts[0]}")
def test_published_parts_add_up_to_their_total(counts, one):
    excess = (counts[one.whole] - counts[list(one.parts)].sum(axis=1, skipna=False)).dropna()
    assert len(excess) > 200
    assert excess.between(0, one.excess).mean() >= FEWEST
    assert excess.min() >= 0


@pytest.mark.parametrize(("children", "events"), CHILDREN_AND_EVENTS)
def test_no_fewer_events_than_children_are_published(counts, children, events):
    more = (counts[events] - counts[children]).dropna()
    assert (more >= 0).mean() > 0.99
