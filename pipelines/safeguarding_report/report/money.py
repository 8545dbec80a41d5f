"""Money: who paid what in the year, as a share of all contributions and against the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.entries import about_entries, cell, held_back, said_in
from safeguarding_report.report.worked import work_out, worked

if TYPE_CHECKING:
    from safeguarding_report.released import Released
    from safeguarding_report.report.elements import Cell

CONTRIBUTION = "contribution"


def money(released: Released) -> Markup:
    """Return the sentence on all contributions and the table by partner; nothing where no sum is registered."""
    register = released.register("funding")
    if not register.entries:
        return held_back(released, "funding")
    rows: list[tuple[str, list[Cell]]] = [
        (_who(released, place), [Markup("£{}").format(cell(register, place, "pounds")), *_compared(released, place)])
        for place in range(len(register.entries))
    ]
    columns = ("Amount", "Share of contributions", "Change from the year before")
    table = elements.table("Money given and spent, by partner", "Who, and for what", columns, rows)
    return elements.join([held_back(released, "funding"), table, said_in(register), about_entries(released, register)])


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
    _, most = max(shares)
    told = Markup("Partners gave £{} together. The largest contribution was {} per cent of it, by {}.")
    return [told.format(total, worked(released, f"share/funding/{most}"), _partner(released, most))]


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
