"""Which returns a count is taken from, and why there is none where no return can give it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from safeguarding_report.tables.counted import source_of
from safeguarding_report.tables.periods import period_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from safeguarding_report.year import ReportingYear

LocalStatus = Literal["final_local", "provisional_local", "synthetic"]

STATUS_ORDER: tuple[LocalStatus, ...] = ("final_local", "provisional_local", "synthetic")
"""A figure made of several returns is no more final than the least final of them."""

NOT_AVAILABLE = "x"

FORM_WORDS = {
    "children_in_need_census": "a children in need census",
    "ssda903": "an SSDA903 return",
    "annex_a": "an extract in the shape of Ofsted's Annex A",
    "template": "our template",
}
"""Forms, in the order in which a count is taken from them when an authority sends several."""


@dataclass(frozen=True)
class CountableReturn:
    """A return that counts: the newest accepted version of what was expected, and what its form can give."""

    return_id: str
    authority_code: str
    form: str
    supports: frozenset[str]
    """The counts that it can give for a whole year, as its reader says."""
    period_start: date
    period_end: date
    status: LocalStatus = "final_local"

    def covers(self, year: ReportingYear) -> bool:
        """True when it covers every day of the year."""
        return self.period_start <= year.start and self.period_end >= year.end

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> CountableReturn:
        """Read a return from the plain data that 01_validate leaves; what else stands there is not needed here."""
        return cls(
            return_id=record["return_id"],
            authority_code=record["authority_code"],
            form=record["form"],
            supports=frozenset(record["supports"]),
            period_start=date.fromisoformat(record["period_start"]),
            period_end=date.fromisoformat(record["period_end"]),
            status=record["status"],
        )

    @property
    def period(self) -> str:
        """What it covers, in words: April to December 2023."""
        return period_in_words(self.period_start, self.period_end)


@dataclass(frozen=True)
class Returned:
    """What was handed in for one year: its tables, and the returns that count."""

    year: ReportingYear
    tables: Mapping[str, pd.DataFrame]
    """By name of table. Rows of returns that do not count may be among them; they are left out."""
    returns: tuple[CountableReturn, ...]


@dataclass(frozen=True)
class Chosen:
    """The returns of one authority that one group of counts is taken from, all of one form."""

    returns: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    """By count: the returns that give it, joined by +."""
    status: LocalStatus = "final_local"
    reason: str = ""
    """Why the counts that have no source have none."""


def choose(items: Sequence[str], returns: Iterable[CountableReturn], year: ReportingYear) -> Chosen:
    """Choose what a group of counts of one authority is taken from: the form that gives most of them.

    Counts of one group are never mixed from two forms, which may know of different children. A return for part of
    the year gives no count of the year, and is never scaled up.
    """
    own = list(returns)
    able = [one for one in own if set(items) & one.supports]
    whole = [one for one in able if one.covers(year)]
    if not whole:
        return Chosen(status=_least_final(able), reason=_reason(own, able))
    by_form = {form: [one for one in whole if one.form == form] for form in _in_order({one.form for one in whole})}
    form = max(by_form, key=lambda form: len(set(items) & frozenset().union(*(one.supports for one in by_form[form]))))
    sources = {
        item: "+".join(sorted(source_of(one.return_id, year) for one in by_form[form] if item in one.supports))
        for item in items
    }
    return Chosen(
        # Whatever else of this form the authority sent may be looked up: one list for another's dates.
        returns=tuple(sorted(one.return_id for one in own if one.form == form and one.covers(year))),
        sources={item: source for item, source in sources.items() if source},
        status=_least_final(by_form[form]),
        reason=f"{FORM_WORDS.get(form, form)} as it was sent cannot give it",
    )


def _reason(own: list[CountableReturn], able: list[CountableReturn]) -> str:
    if able:
        return f"the return covers {able[0].period} only"
    return "no return that was sent can give it" if own else "no return was sent"


def _in_order(forms: set[str]) -> list[str]:
    known = [form for form in FORM_WORDS if form in forms]
    return known + sorted(forms - set(known))


def _least_final(returns: Sequence[CountableReturn]) -> LocalStatus:
    return max((one.status for one in returns), key=STATUS_ORDER.index, default="final_local")
