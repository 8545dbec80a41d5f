"""The invented numbers agree: what the office hands in with its registers, and what partners hand in with each other."""

from __future__ import annotations

import csv
import io

import pytest

from safeguarding_report.example import office_figures
from safeguarding_report.example import partnership as invented
from safeguarding_report.example.process import PLACES, totals_of
from safeguarding_report.example.registers import register_files
from safeguarding_report.example.returns_log import NIL, SLUG, asked_in
from safeguarding_report.tables.partners import INDICATORS
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear(2023)
YEARS = pytest.mark.parametrize("year", invented.YEARS, ids=str)


def entries(year):
    """Return the rows of each register of a year, as a reader of its file sees them."""
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        for name, content in register_files(year).items()
    }


def handed_in(year):
    """Return numerator and denominator by area and indicator, of all partners together."""
    return {
        (row[2], row[1]): (row[5], row[6])
        for asked in asked_in(year)
        if asked.form == "template"
        for row in invented._partner_rows(asked, year)
    }


def total(rows, column):
    return sum(int(row[column]) for row in rows if row[column])


@YEARS
def test_the_office_counts_what_its_registers_list(year):
    registers, figures = entries(year), handed_in(year)
    rapid = [one for one in registers["reviews"] if one["kind"] == "rapid review"]
    listed = {
        "rr_reviews": len(rapid),
        "rr_actions": len(registers["review_actions"]),
        "rr_actions_closed": sum(bool(one["done_date"]) for one in registers["review_actions"]),
        "esc_raised": len(registers["escalations"]),
        "esc_answered": sum(bool(one["answered_date"]) for one in registers["escalations"]),
        "trn_courses": len(registers["training"]),
        "trn_bookings": total(registers["training"], "bookings"),
        "aud_audits": len(registers["audits"]),
        "aud_cases": total(registers["audits"], "cases"),
        "aud_cases_good": total(registers["audits"], "good"),
        "s11_standards_green": total(registers["self_assessments"], "green"),
        "fund_contributions": total([one for one in registers["funding"] if one["kind"] == "contribution"], "pounds"),
    }
    assert listed == {name: figures[SLUG, name][0] for name in listed}


@YEARS
def test_everybody_whom_a_register_heard_is_a_child_or_of_a_family_or_works_with_them(year):
    registers, figures = entries(year), handed_in(year)
    heard = [*registers["feedback"], *registers["surveys"]]
    staff = [one for one in heard if any(word in one["who"].lower() for word in ("staff", "practitioner", "worker"))]
    counted = figures[SLUG, "vcf_children"][0] + figures[SLUG, "vcf_families"][0]
    assert total(heard, "heard") - total(staff, "heard") == counted


@YEARS
def test_every_plan_for_this_year_is_answered_in_the_report_of_this_year(year):
    if year == invented.YEARS[0]:
        return
    registers, planned = entries(year), [one["plan"] for one in entries(year.previous)["next_year"]]
    answered = {
        *(one["plan"] for one in registers["achievements"]),
        *(one["plan"] for one in registers["slipped_plans"]),
        *(one["plan"] for one in registers["next_year"]),
    }
    assert [] == [plan for plan in planned if plan not in answered]


@YEARS
def test_a_plan_that_was_put_off_is_not_new_and_was_promised_before_the_year_that_it_was_planned_for(year):
    put_off = {one["plan"]: one["planned_for"] for one in entries(year)["slipped_plans"]}
    planned = {one["plan"]: one["carried_from"] for one in entries(year)["next_year"] if one["plan"] in put_off}
    assert [] == [plan for plan, promised in planned.items() if not "" < promised < put_off[plan]]


def register(*rows):
    """Return a register as a file; every row has the columns of all."""
    columns = dict.fromkeys(name for row in rows for name in row)
    written = io.StringIO()
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def review(kind="rapid review", **days):
    return dict.fromkeys(("notified_date", "sent_date", "decision_date", "published_date"), "") | {"kind": kind} | days


PRACTICE_REVIEW = "local child safeguarding practice review"


@pytest.fixture
def counted(monkeypatch):
    def count(**registers):
        files = {f"{name}.csv": register(*rows) for name, rows in registers.items()}
        monkeypatch.setattr(office_figures, "register_files", lambda _: files)
        return office_figures.office_figures(YEAR)

    return count


def test_reviews_are_counted_by_what_happened_in_the_year_and_whether_it_was_in_time(counted):
    # From Friday 5 May fifteen working days, with 8 and 29 May free, end on 30 May; six months from 13 June, on 13 December.
    figures = counted(
        reviews=[
            review(notified_date="2023-05-05", sent_date="2023-05-30"),
            review(notified_date="2023-05-05", sent_date="2023-05-31"),
            review(notified_date="2024-03-28"),
            review(PRACTICE_REVIEW, decision_date="2023-06-13", published_date="2023-12-13"),
            review(PRACTICE_REVIEW, decision_date="2022-06-13", published_date="2023-12-14"),
            review("serious case review", decision_date="2018-06-13", published_date="2023-12-14"),
        ]
    )
    assert {
        "rr_notifications": (3, None), "rr_reviews": (2, None), "rr_in_15_days": (1, 2),
        "rr_practice_reviews_begun": (1, None), "rr_practice_reviews_published": (2, None),
        "rr_published_in_6_months": (1, 2),
    } == {name: number for name, number in figures.items() if name.startswith("rr_") and "actions" not in name}  # fmt: skip


def test_actions_are_closed_overdue_or_open_on_the_last_day(counted):
    figures = counted(
        review_actions=[
            {"due_date": "2023-12-31", "done_date": "2024-03-31", "evidence_embedded": "Audit"},
            {"due_date": "2023-12-31", "done_date": "2024-04-01", "evidence_embedded": "Audit"},
            {"due_date": "2024-04-01", "done_date": "", "evidence_embedded": ""},
        ]
    )
    assert [(1, None), (1, None), (1, None), (1, 1)] == [
        figures[f"rr_actions_{state}"] for state in ("open", "overdue", "closed", "embedded")
    ]


def test_escalations_of_the_year_are_answered_when_that_was_before_its_last_day(counted):
    figures = counted(
        escalations=[
            {"raised_date": "2023-06-01", "answered_date": "2023-06-11"},
            {"raised_date": "2023-06-01", "answered_date": "2023-06-21"},
            {"raised_date": "2024-03-30", "answered_date": "2024-04-01"},
            {"raised_date": "2022-06-01", "answered_date": "2023-06-01"},
        ]
    )
    assert [(3, None), (2, None), (15, None)] == [
        figures[name] for name in ("esc_raised", "esc_answered", "esc_median_days")
    ]


def course(**numbers):
    names = ("places", "bookings", "attended", "no_shows", "replies", "confident_before", "confident_after",
             "followed_up", "use_after_3_months")  # fmt: skip
    return dict.fromkeys(names, "") | numbers


def test_a_share_of_courses_is_of_those_that_say_both_of_its_numbers(counted):
    figures = counted(
        training=[
            course(places=30, bookings=28, attended=25, no_shows=3, replies=20, confident_before=8, confident_after=18),
            course(attended=130),
        ]
    )
    assert {
        "trn_courses": (2, None), "trn_bookings": (28, None), "trn_attended_of_places": (25, 30),
        "trn_attended_of_bookings": (25, 28), "trn_no_shows": (3, 28), "trn_confident_before": (8, 20),
        "trn_confident_after": (18, 20), "trn_used_after_3_months": (0, 0),
    } == {name: number for name, number in figures.items() if name.startswith("trn_")}  # fmt: skip


@pytest.mark.parametrize(("inadequate", "grades"), [(2, 4), (1, 0)])
def test_grades_are_handed_in_only_where_they_add_up_to_the_cases(counted, inadequate, grades):
    audit = {"cases": 20, "outstanding": 2, "good": 9, "requires_improvement": 7, "inadequate": inadequate}
    figures = counted(audits=[audit])
    assert (20, None) == figures["aud_cases"]
    assert grades == sum(name.startswith("aud_cases_") for name in figures)


def test_an_assessment_that_came_late_is_not_among_those_in_time_and_one_without_a_day_is(counted):
    rated = {"green": 4, "amber": 2, "red": 1}
    figures = counted(
        self_assessments=[
            {"due_date": "2023-11-30", "returned_date": "2023-11-30", **rated},
            {"due_date": "2023-11-30", "returned_date": "2023-12-01", **rated},
            {"due_date": "", "returned_date": "2023-12-01", **rated},
            {"due_date": "2023-11-30", "returned_date": "", **dict.fromkeys(rated, "")},
        ]
    )
    assert ((2, 4), (21, None)) == (figures["s11_returned"], figures["s11_standards"])


@YEARS
def test_contacts_that_became_a_referral_are_the_referrals_and_no_more_than_all_contacts(year):
    figures = handed_in(year)
    for place in PLACES:
        referrals, contacts = figures[place.code, "mash_to_referral"]
        assert totals_of(place, year, invented.SEED)["referrals"] == referrals
        assert figures[place.code, "mash_contacts"][0] == contacts
        assert referrals <= contacts


@YEARS
def test_return_interviews_follow_the_episodes_that_the_police_count(year):
    figures = handed_in(year)
    for place in PLACES:
        offered, in_time = (figures[place.code, f"miss_home_interviews_{one}"] for one in ("offered", "in_72_hours"))
        accepted = figures[place.code, "miss_home_interviews_accepted"]
        of_police = figures.get((place.code, "miss_home_episodes"), (0, ""))
        assert [of_police[0]] * 2 == [offered[1], in_time[1]]
        assert offered[0] == accepted[1]
        assert in_time[0] <= accepted[0] <= offered[0] <= of_police[0]


@YEARS
def test_health_assessments_are_of_children_who_entered_or_are_in_care(year):
    figures = handed_in(year)
    for place in PLACES:
        totals = totals_of(place, year, invented.SEED)
        assert totals["children_starting_to_be_looked_after"] == figures[place.code, "iha_in_time"][1]
        assert figures[place.code, "rha_in_time"][1] <= totals["children_looked_after_at_31_march"]


def test_pupils_by_ethnic_group_are_handed_in_from_2023_24_on_and_move_no_other_number(monkeypatch):
    with_pupils = handed_in(YEAR)
    monkeypatch.setattr("safeguarding_report.example.partner_figures.pupils_of", lambda *_: {})
    without = handed_in(YEAR)
    pupils = {name for name in with_pupils if name[1].startswith("pupils_school_census")}
    assert 14 == len(pupils)
    assert without == {name: told for name, told in with_pupils.items() if name not in pupils}
    monkeypatch.undo()
    assert not any(name[1].startswith("pupils_school_census") for name in handed_in(YEAR.previous))


@YEARS
def test_no_share_is_more_than_its_whole_and_all_parts_make_theirs(year):
    figures = handed_in(year)
    assert [] == [name for name, (some, whole) in figures.items() if whole != "" and some > whole]
    for area in {area for area, _ in figures}:
        for whole, breakdown in {(one.part_of, one.breakdown) for one in INDICATORS if one.part_of}:
            parts = [
                figures.get((area, one.id)) for one in INDICATORS if (one.part_of, one.breakdown) == (whole, breakdown)
            ]
            if all(parts):
                assert figures[area, whole][0] == sum(part[0] for part in parts), (area, whole, breakdown)


@YEARS
def test_whoever_is_missing_again_and_again_was_missing_three_times(year):
    figures = handed_in(year)
    for place in PLACES:
        episodes, children, again = (
            figures[place.code, f"miss_home_{one}"][0] for one in ("episodes", "children", "repeat")
        )
        assert children + 2 * again <= episodes


def test_where_the_police_had_nothing_to_count_no_interview_was_offered():
    nil = next(asked.area for asked in asked_in(ReportingYear(NIL[1])) if asked.id == NIL[0])
    assert (0, 0) == handed_in(ReportingYear(NIL[1]))[nil, "miss_home_interviews_offered"]


def test_there_are_as_many_pupils_for_every_exclusion():
    figures = handed_in(YEAR)
    for place in PLACES:
        names = ("exclusions_permanent", "exclusions_suspensions", "exclusions_pupils_suspended")
        wholes = {figures[place.code, name][1] for name in names}
        assert 1 == len(wholes)
        assert figures[place.code, "exclusions_pupils_suspended"][0] <= figures[place.code, "exclusions_suspensions"][0]
