"""The gate from results/ to released/: what is hidden, everywhere it stands, and what is passed on."""

from __future__ import annotations

import csv
import json

import pytest
from made_up import (
    ASHMERE,
    HEALTH,
    JOINT,
    PERIOD,
    REGION,
    WOLD,
    WORDS,
    YEAR,
    partnership,
    plans,
    rows_of,
    write_results,
    year_settings,
)

from safeguarding_report.disclosure import GateSummary, release
from safeguarding_report.disclosure.facts import FACTS_OF_THE_GATE
from safeguarding_report.disclosure.known import KnownFigure
from safeguarding_report.disclosure.ledger import Ledger
from safeguarding_report.disclosure.protection import Protection
from safeguarding_report.disclosure.sources import public_names, public_source, public_sources
from safeguarding_report.errors import DataError, SealError
from safeguarding_report.figures import SEALED, figure_id
from safeguarding_report.pseudonyms import KEYED
from safeguarding_report.released import Released

ROUNDED = {"referrals": 62_190, "rereferrals": 10, "population_0_to_17": 1_199_870}


@pytest.fixture
def gate(tmp_path):
    """Run the gate over rows or counts and load what it released."""

    def run(
        counts, *, joint=False, threshold=5, rows=None, ledger=None, name="one", year=YEAR, status="synthetic", bands=()
    ):
        rows = rows_of(counts, joint=joint) if rows is None else rows
        results = write_results(tmp_path / name / "results", [row | {"status": status} for row in rows], bands)
        output = tmp_path / name / "released"
        settings = partnership(joint=joint, threshold=threshold)
        summary = release(results, output, settings, year_settings(year), ledger=ledger)
        return Released(output), summary, output

    return run


def of(**items):
    return {(ASHMERE, PERIOD): {"population_0_to_17": 80_494, **items}}


def shown(released, measure, area=ASHMERE, category="", period=PERIOD):
    figure = released.figure(measure, area, period, category)
    return figure.numerator, figure.denominator, figure.value, figure.symbol


@pytest.mark.parametrize("threshold", [5, 7, 10])
@pytest.mark.parametrize("above", [-1, 0, 1])
def test_a_count_up_to_the_threshold_is_hidden_with_its_rate(gate, threshold, above):
    released, *_ = gate(of(referrals=threshold + above), threshold=threshold)
    is_hidden = above <= 0
    expected = "c" if is_hidden else ""
    assert expected == released.figure("referrals_count", ASHMERE).symbol
    assert expected == released.figure("referrals_rate", ASHMERE).symbol
    assert is_hidden == (not released.figure("referrals_rate", ASHMERE).value)


def test_a_zero_is_shown(gate):
    released, *_ = gate(of(referrals=0))
    assert ("0", "", "0", "") == shown(released, "referrals_count")
    assert ("0", "80494", "0.0", "") == shown(released, "referrals_rate")


def test_a_hidden_figure_has_no_number_but_a_denominator_that_is_shown_elsewhere(gate):
    released, *_ = gate(of(referrals=63, rereferrals=3))
    assert ("", "", "", "c") == shown(released, "rereferrals_count")
    assert ("", "63", "", "c") == shown(released, "rereferrals_percent")
    assert ("63", "80494", "7.8", "") == shown(released, "referrals_rate")


def test_a_hidden_count_is_hidden_as_a_denominator_too(gate):
    released, *_ = gate(of(plans_starting=4, plans_starting_second_or_subsequent=0))
    assert ("0", "", "0", "") == shown(released, "repeat_child_protection_plans_count")
    assert ("0", "", "0.0", "") == shown(released, "repeat_child_protection_plans_percent")


def test_a_small_denominator_without_a_figure_of_its_own_is_hidden(gate):
    released, *_ = gate(of(plans_reviewed_in_time=0, plans_at_31_march_open_3_months=2))
    assert ("0", "", "0.0", "") == shown(released, "child_protection_plans_reviewed_percent")


def test_not_applicable_is_not_said_of_a_hidden_denominator(gate):
    items = of(plans_starting="c", plans_starting_second_or_subsequent=0)
    rows = rows_of(items)
    for row in rows:
        if row["measure"] == "repeat_child_protection_plans_percent":
            row["symbol"] = "z"
    released, *_ = gate(items, rows=rows)
    assert "c" == released.figure("repeat_child_protection_plans_percent", ASHMERE).symbol


def test_what_is_hidden_or_not_available_in_the_source_stays_so(gate):
    released, *_ = gate(of(referrals="c", children_referred="x", rereferrals=20))
    assert ("", "", "", "c") == shown(released, "referrals_count")
    assert ("", "80494", "", "x") == shown(released, "children_referred_rate")
    assert ("", "", "", "c") == shown(released, "rereferrals_percent")


def test_not_applicable_stays_not_applicable(gate):
    released, *_ = gate(of(plans_starting=0, plans_starting_second_or_subsequent=0))
    assert ("0", "0", "", "z") == shown(released, "repeat_child_protection_plans_percent")


def test_populations_and_figures_of_regions_are_not_hidden(gate):
    released, *_ = gate(
        of(referrals=400) | {(REGION, PERIOD): ROUNDED | {"rereferrals": 4}, (WOLD, PERIOD): {"population_0_to_17": 4}}
    )
    assert "4" == released.figure("rereferrals_count", REGION).value
    assert "4" == released.figure("population_count", WOLD).value


def test_all_percentages_of_a_hidden_total_are_hidden(gate):
    released, *_ = gate(of(**plans(5, 5, 0, 0, 0, 0)))
    percent = [
        released.figure("child_protection_plans_by_category_percent", ASHMERE, PERIOD, name).symbol
        for name, _ in released.measures["child_protection_plans_by_category_percent"].categories
    ]
    assert ["c"] * 5 == percent


def two_areas(ashmere, wold):
    return {
        (ASHMERE, PERIOD): {"population_0_to_17": 54_000, **ashmere},
        (WOLD, PERIOD): {"population_0_to_17": 640, **wold},
    }


def test_the_tiny_authority_is_not_both_less_the_large_one(gate):
    counts = two_areas({"referrals": 3782, "rereferrals": 753}, {"referrals": 63, "rereferrals": 5})
    released, summary, _ = gate(counts, joint=True)
    assert ("3845", "", "3845", "") == shown(released, "referrals_count", JOINT)
    assert ("753", "", "753", "") == shown(released, "rereferrals_count")
    assert ("", "", "", "c") == shown(released, "rereferrals_count", WOLD)
    assert ("", "", "", "c") == shown(released, "rereferrals_count", JOINT)
    assert ("", "3845", "", "c") == shown(released, "rereferrals_percent", JOINT)
    assert (0, 2, 2) == (summary.hidden_by_source, summary.hidden_primary, summary.hidden_complementary)


def test_a_joint_figure_that_the_source_of_one_part_hides_stays_hidden(gate):
    released, summary, _ = gate(two_areas({"referrals": 3782}, {"referrals": "c"}), joint=True)
    assert ("", "", "", "c") == shown(released, "referrals_count", JOINT)
    assert 4 == summary.hidden_by_source


def test_a_joint_figure_without_one_part_stays_not_available(gate):
    released, *_ = gate(two_areas({"referrals": "x"}, {"referrals": 63}), joint=True)
    assert ("", "", "", "x") == shown(released, "referrals_count", JOINT)
    assert ("63", "", "63", "") == shown(released, "referrals_count", WOLD)


def printed(released, edition="2023-24 first"):
    """Return the ledger that publishing a release would leave."""
    names = (
        "figure_id",
        "measure",
        "category",
        "area_code",
        "time_period",
        "numerator",
        "denominator",
        "value",
        "symbol",
    )
    figures = (
        KnownFigure(**{name: getattr(figure, name) for name in names}, printed_in=edition)
        for figure in released.figures
    )
    return Ledger(tuple(figures), (edition,))


def test_a_draft_that_was_never_published_changes_nothing(gate):
    now = of(**plans(100, 40, 41, 3, 16, 0), referrals=70)
    _, _, without = gate(now, name="without")
    gate(of(**plans(100, 40, 3, 41, 0, 16), referrals="c"), name="draft")
    _, _, with_draft = gate(now, name="with")
    for name in (*SEALED, "seal.json"):
        assert (without / name).read_bytes() == (with_draft / name).read_bytes()


def test_what_was_published_stays_known_and_another_pattern_hides_more(gate):
    # Published were neglect 40 and emotional 16; the numbers behind the other three were other ones then.
    before, *_ = gate(of(**plans(100, 40, 41, 3, 16, 0)), name="before")
    others = [figure for figure in printed(before).figures if figure.category != "physical"]
    physical = KnownFigure(
        figure_id("child_protection_plans_by_category_count", ASHMERE, PERIOD, "category_of_abuse", "emotional"),
        "child_protection_plans_by_category_count", "emotional", ASHMERE, PERIOD, "16", "", "16", "", "a council paper",
    )  # fmt: skip
    released, *_ = gate(
        of(**plans(100, 40, 41, 3, 16, 0)), name="after", ledger=Ledger((*others, physical), ("a council paper",))
    )
    hidden = [
        name
        for name, _ in released.measures["child_protection_plans_by_category_count"].categories
        if shown(released, "child_protection_plans_by_category_count", ASHMERE, name)[3] == "c"
    ]
    # With emotional known to be 16, only another category can keep sexual from being the rest.
    assert {"sexual", "physical"} <= set(hidden)


def test_republishing_a_year_shows_nothing_that_was_hidden_before_by_difference(gate):
    before, *_ = gate(of(**plans(100, 40, 41, 3, 16, 0)), name="before")
    again, *_ = gate(of(**plans(100, 40, 41, 3, 16, 0)), name="again", ledger=printed(before))
    assert [figure.symbol for figure in before.figures] == [figure.symbol for figure in again.figures]


def test_a_category_that_there_is_no_longer_stops_the_gate(gate):
    old = KnownFigure(
        "referrals_by_source_count/E06999001/202223/source=probation", "referrals_by_source_count", "probation",
        ASHMERE, "202223", "12", "", "12", "", "2022-23 first",
    )  # fmt: skip
    with pytest.raises(DataError, match="no longer, first referrals_by_source_count/E06999001/202223/source=probation"):
        gate(of(referrals=70), ledger=Ledger((old,), ("2022-23 first",)))


def test_published_figures_that_contradict_each_other_stop_the_gate(gate):
    # 50 per cent of 40 is 20; that many cannot be 2.5 per cent as well.
    def share(value):
        return KnownFigure(
            f"rereferrals_percent/{ASHMERE}/{PERIOD}", "rereferrals_percent", "", ASHMERE, PERIOD, "", "40", value, "",
            "an old report",
        )  # fmt: skip

    with pytest.raises(DataError, match="contradicts itself"):
        gate(of(referrals=40, rereferrals=3), ledger=Ledger((share("50.0"), share("2.5")), ("an old report",)))


def test_a_percentage_that_pins_a_hidden_number_is_told_as_narrowed_by_others(gate):
    # 7.5 per cent of 40 are 3 and nothing else.
    known = KnownFigure(
        f"rereferrals_percent/{ASHMERE}/{PERIOD}", "rereferrals_percent", "", ASHMERE, PERIOD, "", "40", "7.5", "",
        "the interactive tool",
    )  # fmt: skip
    counts = of(referrals=40, rereferrals=3)
    released, summary, _ = gate(counts, ledger=Ledger((known,), ("the interactive tool",)))
    assert 1 == summary.narrowed_by_others
    assert ("", "40", "", "c") == shown(released, "rereferrals_percent")
    assert 0 == gate(counts, name="unknown")[1].narrowed_by_others


WITHIN_15 = "initial_conferences_0_to_10_days", "initial_conferences_11_to_15_days"
WITHIN = "+".join(WITHIN_15)
BEYOND_15 = "initial_conferences_16_to_20_days", "initial_conferences_21_or_more_days"


@pytest.mark.parametrize(("beyond", "narrowed"), [("0", {WITHIN}), ("c", set())])
def test_what_follows_from_published_bands_is_told_as_narrowed_by_others(gate, beyond, narrowed):
    # Of 6 conferences none took longer than 15 days, so 6 did not: as the department printed the City of London.
    counts = of(initial_conferences=6, **dict.fromkeys(WITHIN_15, "c"))
    bands = [
        *(f"{ASHMERE},{PERIOD},{item},,c" for item in WITHIN_15),
        *(f"{ASHMERE},{PERIOD},{item},{'' if beyond == 'c' else beyond},{beyond.strip('0')}" for item in BEYOND_15),
    ]
    released, summary, output = gate(counts, status="official", bands=bands)
    with (output.parent / "disclosure" / "hidden_counts.csv").open(encoding="utf-8", newline="") as lines:
        told = {row["count"] for row in csv.DictReader(lines) if row["range"]}
    assert narrowed == told & {WITHIN}
    assert len(told) == summary.narrowed_by_others
    assert ("", "", "", "c") == shown(released, "initial_conferences_in_15_days_count")


def test_zero_per_cent_of_a_hidden_number_is_printed_because_it_tells_nothing_of_it(gate):
    released, *_ = gate(
        of(plans_starting="c", plans_starting_second_or_subsequent=0, referrals="c", rereferrals=0), status="official"
    )
    assert ("0", "", "0.0", "") == shown(released, "repeat_child_protection_plans_percent")
    assert ("0", "", "0.0", "") == shown(released, "rereferrals_percent")


def test_a_report_without_small_counts_is_untouched(gate):
    counts = two_areas(
        {"referrals": 3782, "rereferrals": 753, **plans(215, 100, 60, 30, 18, 7)},
        {"referrals": 63, "rereferrals": 12, **plans(36, 8, 7, 6, 8, 7)},
    )
    rows = rows_of(counts, joint=True)
    released, summary, _ = gate(counts, joint=True)
    assert {row["value"] for row in rows} == {figure.value for figure in released.figures}
    assert (0, 0, 0, 0, None) == (
        summary.hidden_by_source,
        summary.hidden_primary,
        summary.hidden_complementary,
        summary.left_out,
        summary.narrowest_range,
    )


def test_the_analyst_alone_reads_why_each_count_is_hidden(gate):
    _, _, output = gate(of(**plans(100, 40, 41, 3, 16, 0)))
    with (output.parent / "disclosure" / "hidden_counts.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["count"]: row for row in csv.DictReader(lines)}
    small, other = (rows[f"plans_at_31_march_{name}_initial"] for name in ("sexual", "emotional"))
    assert ("from 1 to the threshold", "5", "") == (small["reason"], small["threshold"], small["protects"])
    assert "hidden to protect another" == other["reason"]
    assert f"plans_at_31_march_sexual_initial/{ASHMERE}/{PERIOD}" == other["protects"]
    assert set(rows) == {small["count"], other["count"]}


def test_health_counts_are_printed_rounded_and_their_shares_are_made_of_what_is_printed(gate, monkeypatch):
    titles = ("referrals_", "rereferrals_", "child_protection_plans_starting_")
    owned = tuple(word | {"owner": HEALTH} if word["measure"].startswith(titles) else word for word in WORDS)
    monkeypatch.setattr("made_up.WORDS", owned)
    released, *_ = gate(of(referrals=63, rereferrals=12, plans_starting=7))
    assert ("65", "", "65", "") == shown(released, "referrals_count")
    assert ("65", "80494", "8.1", "") == shown(released, "referrals_rate")
    # 10 of 65, and not 12 of 63.
    assert ("10", "65", "15.4", "") == shown(released, "rereferrals_percent")
    assert ("", "", "", "c") == shown(released, "child_protection_plans_starting_count")


def test_the_same_results_give_the_same_bytes_in_any_order(gate):
    counts = two_areas(
        {"referrals": 3782, **plans(215, 100, 60, 30, 20, 5)}, {"referrals": 63, **plans(9, 7, 2, 0, 0, 0)}
    )
    rows = rows_of(counts, joint=True)
    _, _, one = gate(counts, joint=True, rows=rows, name="one")
    _, _, other = gate(counts, joint=True, rows=rows[::-1], name="other")
    for name in (*SEALED, "seal.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_released_figures_stand_in_report_order_with_the_days_they_are_about(gate):
    released, *_ = gate(
        two_areas({"referrals": 3782, **plans(215, 100, 60, 30, 20, 5)}, {"referrals": 63, **plans(9, 0, 0, 0, 9, 0)}),
        joint=True,
    )
    order = list(released.measures)
    places = [order.index(figure.measure) for figure in released.figures]
    assert sorted(places) == places
    assert [JOINT, ASHMERE, WOLD] == [
        figure.area_code for figure in released.figures if figure.measure == "referrals_count"
    ]
    referrals = released.figure("referrals_count", ASHMERE)
    on_plans = released.figure("child_protection_plans_count", ASHMERE)
    assert ("2023-04-01", "2024-03-31") == (referrals.period_start, referrals.period_end)
    assert ("2024-03-31", "2024-03-31") == (on_plans.period_start, on_plans.period_end)
    assert {JOINT} == {figure.partnership for figure in released.figures}


def test_the_report_says_whom_it_is_about_and_what_the_gate_did(gate):
    released, summary, output = gate(of(referrals=63, rereferrals=3), threshold=7)
    assert "2023-24" == released.report.year
    assert released.report.demonstration.startswith("Demonstration: figures published by")
    assert ({"kind": "police", "name": "Ashmere Police", "area": "Ashmere", "period": ""},) == released.report.partners
    assert (7, 2) == (released.report.threshold, released.report.hidden)
    assert len(released.figures) == summary.figures
    assert {*SEALED, "seal.json"} == {path.name for path in output.iterdir()}


def test_readers_are_told_one_number_of_hidden_figures_and_the_analyst_why_they_are_hidden(gate):
    counts = two_areas({"referrals": 3782, "rereferrals": 753}, {"referrals": 63, "rereferrals": 5})
    _, _, output = gate(counts, joint=True)
    public = json.loads((output / "report.json").read_text(encoding="utf-8"))
    private = json.loads((output.parent / "disclosure" / "summary.json").read_text(encoding="utf-8"))
    assert 4 == public["hidden"]
    assert (0, 2, 2) == tuple(private[f"hidden_{why}"] for why in ("by_source", "primary", "complementary"))
    assert {"hidden"} == {name for name in public if "hidden" in name}


def few_others(part, **kind):
    """Return the symbols of re-referrals among 100, and of their share."""
    released, *_ = kind.pop("gate")(of(referrals=100, rereferrals=part), **kind)
    return [released.figure(f"rereferrals_{one}", ASHMERE).symbol for one in ("count", "percent")]


@pytest.mark.parametrize(("part", "is_hidden"), [(94, False), (95, True), (99, True), (100, False)])
def test_few_who_are_not_among_a_share_are_hidden_in_figures_from_returns(gate, part, is_hidden):
    assert ["c" if is_hidden else ""] * 2 == few_others(part, gate=gate)


def test_few_who_are_not_among_a_share_are_printed_where_the_department_prints_them(gate):
    assert ["", ""] == few_others(97, gate=gate, status="official")


def test_an_interval_of_rounded_or_hidden_counts_is_not_printed(gate, monkeypatch):
    # None of 4 has an upper limit of 49.0 per cent, and no other number of plans has: it would say that they are 4.
    items = of(plans_starting=4, plans_starting_second_or_subsequent=0, referrals=63)
    limits = {"lower": "0.0", "upper": "49.0"}
    rows = [row | (limits if row["unit"] != "count" and row["value"] else {}) for row in rows_of(items)]
    released, *_ = gate(items, rows=rows)
    none = released.figure("repeat_child_protection_plans_percent", ASHMERE)
    assert ("0.0", "", "") == (none.value, none.lower, none.upper)
    assert "49.0" == released.figure("referrals_rate", ASHMERE).upper
    owned = tuple(word | {"owner": HEALTH} if word["measure"].startswith("referrals_") else word for word in WORDS)
    monkeypatch.setattr("made_up.WORDS", owned)
    rounded, *_ = gate(items, rows=rows, name="rounded")
    assert ("65", "") == (
        rounded.figure("referrals_rate", ASHMERE).numerator,
        rounded.figure("referrals_rate", ASHMERE).upper,
    )


def test_the_summary_is_one_plain_line():
    expected = (
        "1,674 figures; hidden: 12 by the source, 2 by the threshold of 5, 3 to protect others; 1 breakdowns left out; "
        "each can still be 7 numbers or more"
    )
    assert expected == str(GateSummary(1674, 5, 12, 2, 3, 1, narrowest_range=7))


def test_results_that_are_not_whole_are_refused(tmp_path):
    results = write_results(tmp_path / "results", rows_of(of(referrals=63)))
    (results / "notes.json").unlink()
    with pytest.raises(DataError, match=r"notes\.json"):
        release(results, tmp_path / "released", partnership(), year_settings())


def test_a_later_year_is_refused(gate):
    with pytest.raises(DataError, match="after 2022-23"):
        gate(of(referrals=63), year=YEAR.previous)


def test_a_measure_the_gate_does_not_know_is_refused(gate):
    rows = [
        row | {"measure": "visits_count"} for row in rows_of(of(referrals=63)) if row["measure"] == "referrals_count"
    ]
    with pytest.raises(DataError, match="visits_count"):
        gate({}, rows=rows)


def test_one_count_with_two_numbers_is_refused_without_saying_them(gate):
    rows = [
        row | ({"denominator": 64} if row["measure"] == "rereferrals_percent" else {})
        for row in rows_of(of(referrals=63, rereferrals=9))
    ]
    with pytest.raises(DataError, match=f"first referrals/{ASHMERE}/{PERIOD}") as refusal:
        gate({}, rows=rows)
    assert "63" not in str(refusal.value)
    assert "64" not in str(refusal.value)


def test_a_folder_that_the_audit_refused_has_no_seal(gate, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "safeguarding_report.disclosure.gate.protect",
        lambda _, by_rule, *__: Protection(dict(by_rule), (), frozenset()),
    )
    with pytest.raises(DataError, match="audit of the gate says no"):
        gate(of(**plans(100, 40, 41, 3, 16, 0)))
    assert not (tmp_path / "one" / "released" / "seal.json").exists()
    with pytest.raises(SealError):
        Released(tmp_path / "one" / "released")


def test_report_json_holds_no_number_of_a_child(gate):
    _, _, output = gate(of(referrals=63, rereferrals=3))
    facts = json.loads((output / "report.json").read_text(encoding="utf-8"))
    # How many priorities the documents speak of is a number of the settings.
    assert {*FACTS_OF_THE_GATE, "figures_released", "priorities_in_all"} == {
        name for name, content in facts.items() if isinstance(content, int)
    }
    with (output / "figures.csv").open(encoding="utf-8", newline="") as lines:
        assert "3" not in {row["numerator"] for row in csv.DictReader(lines)}


def test_a_return_called_after_a_child_is_printed_by_its_fingerprint():
    published, returned = "children_in_need_2024/c1", "returns_2023_24/council/Robin Canary 9434765919.xml"
    records = [{"source": published, "sha256": "aa"}, {"source": returned, "sha256": f"{KEYED}0123456789abcdef"}]
    names = public_names(records)
    assert "children_in_need_2024/c1+returns_2023_24/return-01234567" == public_source(f"{published}+{returned}", names)
    assert [published, "returns_2023_24/return-01234567"] == [one["source"] for one in public_sources(records, names)]


def test_two_returns_of_the_same_bytes_have_two_names():
    records = [{"source": f"returns_2023_24/{name}/nil.csv", "sha256": f"{KEYED}0123456789"} for name in ("b", "a")]
    assert ["return-01234567", "return-01234567-2"] == [name[16:] for name in public_names(records).values()]


def test_a_return_without_a_keyed_hash_is_never_named():
    with pytest.raises(DataError, match="has no keyed hash") as caught:
        public_names([{"source": "returns_2023_24/council/Robin.xml", "sha256": "0123456789abcdef"}])
    assert "Robin" not in str(caught.value)
