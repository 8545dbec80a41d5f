"""Last checks of what the page says of registers: every cell is a released one, every worked number is worked out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.report.entries import shown
from safeguarding_report.report.worked import work_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguarding_report.released import Released
    from safeguarding_report.report.reader import Page


def wrong_entries(page: Page, released: Released) -> Iterator[tuple[str, str]]:
    """Give (section, what is wrong) for every word or number of a register that is not the released one."""
    for element in page.named("span", "data"):
        attributes = element.attributes
        if "data-entry" in attributes:
            value = _entry(released, attributes["data-entry"])
            if value is None or element.text != shown(attributes["data-entry"].rpartition("/")[2], value):
                yield element.section, "what stands there of a register is not what was released"
            elif element.name == "data" and attributes.get("value") != str(value):
                yield element.section, "a number of a register has another value than the released one"
        if "data-worked" in attributes:
            number = work_out(released, attributes["data-worked"])
            if number is None or (attributes.get("value"), element.text) != (str(number), f"{number:,}"):
                yield element.section, "a number worked out from a register is not what it comes to"


def _entry(released: Released, name: str) -> str | int | None:
    register, place, column = name.split("/")
    entries = released.register(register).entries
    return entries[int(place)].get(column) if int(place) < len(entries) else None
