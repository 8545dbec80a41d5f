"""Money: who paid what in the year, as a share of all contributions and against the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.entries import BEFORE, about_entries, cell, held_back, said_in
from safeguarding_report.report.told_elsewhere import told_elsewhere
from safeguarding_report.report.worked import work_out, worked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.register import Register
    from safeguarding_report.released import Released
    from safeguarding_report.report.elements import Cell

CONTRIBUTION, SPENDING, CARRIED_FORWARD = "contribution", "spending", "carried forward"

SAFEGUARDING_PARTNERS = ("local authority", "health", "police")
"""The kinds of partner that share the responsibility by law, and so agree how it is paid for."""


def money(released: Released) -> Markup:
    """Return the sentence on all contributions and the table by partner; nothing where no sum is registered."""
    register = released.register("funding")
    if not register.entries:
        return held_back(released, "funding") or _not_published(released)
    rows: list[tuple[str, list[Cell]]] = [
        (_who(released, place), [Markup("£{}").format(cell(register, place, "pounds")), *_compared(released, place)])
        for place in range(len(register.entries))
    ]
    columns = ("Amount", "Share of contributions", "Change from the year before")
    table = elements.table("Money given and spent, by partner", "Who, and for what", columns, rows)
    parts = [held_back(released, "funding"), *_in_words(released), table, said_in(register)]
    return elements.join([*parts, about_entries(released, register)])


def _not_published(released: Released) -> Markup:
    """Return that no sum is published, and where the report tells of money in words; nothing where partners sent returns."""
    if released.returns:
        return Markup("")
    ways = told_elsewhere("funding", released)
    where = Markup(" What is said of it in words: {}.").format(Markup("; ").join(ways)) if ways else Markup("")
    return Markup("<p>What each partner pays is not published for this report.{}</p>").format(where)


def _in_words(released: Released) -> list[Markup]:
    """Return the paragraph on who gave nothing, who came and went, and what was spent and kept."""
    told = [*_who_gave_nothing(released), *_came_and_went(released), *_balance(released)]
    return [Markup("<p>{}</p>").format(Markup(" ").join(told))] if told else []


def in_short(released: Released) -> list[Markup]:
    """Return the sentences on all contributions together; nothing where no sum is registered."""
    if not released.register("funding").entries:
        return []
    total = worked(released, "sum/funding/pounds/kind=contribution")
    shares = [
        (number, place)
        for place, entry in enumerate(released.register("funding").entries)
        if entry["kind"] == CONTRIBUTION and (number := work_out(released, f"share/funding/{place}")) is not None
    ]
    if not shares:
        return [Markup("No contribution of a partner is registered.")]
    most = max(number for number, _ in shares)
    largest = [place for number, place in shares if number == most]
    start = "The largest contribution was" if len(largest) == 1 else "The largest contributions were each"
    return [
        Markup("Partners gave £{} together{}. {} {} per cent of it, by {}.").format(
            total,
            _year_before(released),
            start,
            worked(released, f"share/funding/{largest[0]}"),
            _listed([_partner(released, place) for place in largest]),
        )
    ]


def _listed(names: Sequence[Markup]) -> Markup:
    return Markup(" and ").join([Markup(", ").join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _year_before(released: Released) -> Markup:
    before = f"sum/funding{BEFORE}/pounds/kind={CONTRIBUTION}"
    return (
        Markup(", and £{} the year before").format(worked(released, before))
        if work_out(released, before)
        else Markup("")
    )


def _who_gave_nothing(released: Released) -> list[Markup]:
    """Return the sentence on partners of whom no contribution in money is registered; nothing where all gave."""
    given = {
        entry.get("partner")
        for entry in released.register("funding").entries
        if entry["kind"] == CONTRIBUTION and entry.get("pounds")
    }
    without = [
        f"{one['name']} ({one['period']})" if one["period"] else one["name"]
        for one in released.report.partners
        if one["kind"] in SAFEGUARDING_PARTNERS and one["name"] not in given and "until" not in one["period"]
    ]
    return [Markup("No contribution in money is registered for {}.").format(" or ".join(without))] if without else []


def _came_and_went(released: Released) -> list[Markup]:
    """Return the sentences on who gave this year or last year alone; nothing without a year before."""
    now, before = released.register("funding"), released.register(f"funding{BEFORE}")
    of_now, of_before = (_given_by(register) for register in (now, before))
    if not of_before:
        return []
    parts = (
        ("{} gave money, and none under this name the year before.", now, of_now.keys() - of_before.keys(), of_now),
        ("Last year's contribution of {} ended.", before, of_before.keys() - of_now.keys(), of_before),
    )
    return [
        Markup(words).format(Markup(" and ").join(_sums_of(register, places[name]) for name in sorted(names)))  # noqa: S704 — our words
        for words, register, names, places in parts
        if names
    ]


def _given_by(register: Register) -> dict[str, list[int]]:
    given: dict[str, list[int]] = {}
    for place, entry in enumerate(register.entries):
        if entry["kind"] == CONTRIBUTION and "partner" in entry and entry.get("pounds"):
            given.setdefault(str(entry["partner"]), []).append(place)
    return given


def _sums_of(register: Register, places: Sequence[int]) -> Markup:
    sums = _listed([Markup("£{}").format(cell(register, place, "pounds")) for place in places])
    return Markup("{} ({})").format(cell(register, places[0], "partner"), sums)


def _balance(released: Released) -> list[Markup]:
    """Return the sentence that lets a reader add up: what came in, what was spent, and what was kept on both ends."""
    spent, kept = f"sum/funding/pounds/kind={SPENDING}", f"sum/funding/pounds/kind={CARRIED_FORWARD}"
    if not work_out(released, spent):
        return []
    brought = f"sum/funding{BEFORE}/pounds/kind={CARRIED_FORWARD}"
    parts = [Markup("£{} was spent").format(worked(released, spent))]
    if work_out(released, kept):
        parts.append(Markup("£{} is carried forward into the next year").format(worked(released, kept)))
    if work_out(released, brought):
        parts.append(Markup("£{} was carried forward from the year before").format(worked(released, brought)))
    told = Markup(", and ").join([Markup(", ").join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
    return [Markup("{}.").format(told)]


def _who(released: Released, place: int) -> Markup:
    register = released.register("funding")
    what = cell(register, place, "heading") or cell(register, place, "kind")
    return Markup("{} ({}: {})").format(_partner(released, place), cell(register, place, "kind"), what)


def _partner(released: Released, place: int) -> Markup:
    return cell(released.register("funding"), place, "partner") or Markup("The partnership")


def _compared(released: Released, place: int) -> tuple[Markup, Markup]:
    is_given = released.register("funding").entries[place]["kind"] == CONTRIBUTION
    share = worked(released, f"share/funding/{place}") + Markup(" per cent") if is_given else Markup("–")
    if work_out(released, f"change/funding/{place}") is None:
        return share, Markup("not known")
    return share, worked(released, f"change/funding/{place}") + Markup(" per cent")
