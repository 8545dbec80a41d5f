"""Numbers that the page works out from registers: counts, sums, shares and changes, each by a name that can be checked.

```
count/actions/state/open|late   how many entries have one of these values; without values, how many fill the column
count/actions                   how many entries there are
lacking/actions/done_date       how many entries do not fill the column
sum/funding/pounds/kind=contribution
share/funding/2                 the pounds of entry 2 as a share of all contributions, in per cent
change/funding/2                how far they moved from the year before, in per cent
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report.entries import BEFORE
from safeguarding_report.rounding import PER_CENT, ratio

if TYPE_CHECKING:
    from decimal import Decimal

    from safeguarding_report.register import Register
    from safeguarding_report.released import Released


def work_out(released: Released, name: str) -> int | Decimal | None:
    """Return the number that a name stands for, or None where it cannot be worked out."""
    kind, register_name, *rest = name.split("/")
    register = released.register(register_name)
    if kind == "count":
        column, values = (rest[0] if rest else ""), (rest[1].split("|") if rest[1:] else [])
        return register.count(column, *values) if column else len(register.entries)
    if kind == "lacking" and rest:
        return len(register.entries) - register.count(rest[0])
    if kind == "sum":
        column, _, value = rest[1].partition("=") if rest[1:] else ("", "", "")
        return _sum(register, rest[0], column, value)
    if kind in {"share", "change"} and rest:
        return _of_contribution(released, register, kind, int(rest[0]))
    return None


def _sum(register: Register, counted: str, column: str = "", value: str = "") -> int:
    return sum(
        int(entry[counted])
        for entry in register.entries
        if counted in entry and (not column or entry.get(column) == value)
    )


def _of_contribution(released: Released, register: Register, kind: str, place: int) -> Decimal | None:
    pounds = int(register.entries[place]["pounds"])
    if kind == "share":
        whole = _sum(register, "pounds", "kind", "contribution")
        return ratio(pounds, whole, PER_CENT, 1) if whole else None
    before = _pounds_before(released.register(f"{register.name}{BEFORE}"), register.entries[place])
    return ratio(pounds - before, before, PER_CENT, 1) if before else None


def _pounds_before(register: Register, entry: dict[str, str | int]) -> int:
    same = ("kind", "partner", "heading")
    found = [one for one in register.entries if all(one.get(name) == entry.get(name) for name in same)]
    return int(found[0]["pounds"]) if len(found) == 1 else 0


def worked(released: Released, name: str) -> Markup:
    """Return a number that was worked out as the page prints it; words where it cannot be."""
    number = work_out(released, name)
    if number is None:
        return Markup("not known")
    return Markup('<data value="{}" data-worked="{}">{}</data>').format(number, name, f"{number:,}")


def there_are(released: Released, register: str, nouns: tuple[str, str], *tallies: tuple[str, str]) -> Markup:
    """Return the sentence that counts a register: There are 12 actions: 7 done, 3 with evidence. There is 1 action, done.

    `nouns` are for one and for more; a tally is what is counted (state/done) and the words for it. What nothing is
    counted of is left out.
    """
    total = work_out(released, f"count/{register}")
    opening = Markup("There {} {} {}").format(
        "is" if total == 1 else "are", worked(released, f"count/{register}"), nouns[total != 1]
    )
    counted = [(name, words) for name, words in tallies if work_out(released, f"count/{register}/{name}")]
    if total == 1:
        return Markup("{}.").format(Markup(", ").join([opening, *(Markup("{}").format(words) for _, words in counted)]))
    told = [Markup("{} {}").format(worked(released, f"count/{register}/{name}"), words) for name, words in counted]
    return Markup("{}{}{}.").format(opening, ": " if told else "", Markup(", ").join(told))
