"""Partnerships: who they are, which areas they cover, who their partners were and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from safeguarding_report.reference import ENGLAND
from safeguarding_report.settings import KEY
from safeguarding_report.year import ReportingYear  # noqa: TC001 — read_settings resolves the annotations

PARTNER_KINDS = ("local authority", "health", "police", "education", "other")

RELEASES_FILE = "releases.toml"
"""In data/official/: on which days releases were published, as far as somebody knows."""

SMALLEST_THRESHOLD = 5
"""The Department for Education hides counts of 1 to 5; a partnership may hide more, never less."""

LARGEST_THRESHOLD = 100
"""From a hundred cases on a report says how a figure moved: whoever hides more than that hides what it could tell."""


@dataclass(frozen=True)
class Partner:
    """A body of the partnership, for the time in which it was one."""

    kind: str
    name: str
    from_date: date | None = field(default=None, metadata={KEY: "from"})
    until_date: date | None = field(default=None, metadata={KEY: "until"})
    area: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in PARTNER_KINDS:
            message = f"kind must be one of {', '.join(PARTNER_KINDS)}."
            raise ValueError(message)
        if self.from_date and self.until_date and self.until_date < self.from_date:
            message = "`until` is before `from`."
            raise ValueError(message)

    def is_partner_in(self, year: ReportingYear) -> bool:
        """True when it was a partner on at least one day of the year."""
        return (self.from_date or date.min) <= year.end and (self.until_date or date.max) >= year.start

    def period_in(self, year: ReportingYear) -> str:
        """Return from when, until when, in words, where that was only part of the year."""
        words = []
        if self.from_date and self.from_date > year.start:
            words.append(f"from {_day(self.from_date)}")
        if self.until_date and self.until_date < year.end:
            words.append(f"until {_day(self.until_date)}")
        return " ".join(words)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class InventedAuthority:
    """A local authority that does not exist: its code, which begins with Z as no real one does, and its name."""

    code: str
    name: str

    def __post_init__(self) -> None:
        if not self.code.startswith("Z"):
            message = "the code of an invented authority begins with Z, as no real one does."
            raise ValueError(message)


@dataclass(frozen=True)
class DisclosureSettings:
    """How much is hidden: counts from 1 to the threshold."""

    threshold: int = SMALLEST_THRESHOLD

    def __post_init__(self) -> None:
        if not SMALLEST_THRESHOLD <= self.threshold <= LARGEST_THRESHOLD:
            message = (
                f"threshold may be raised, never lowered below {SMALLEST_THRESHOLD}; expected a whole number from "
                f"{SMALLEST_THRESHOLD} to {LARGEST_THRESHOLD}. Counts from 1 to it are hidden."
            )
            raise ValueError(message)


@dataclass(frozen=True)
class Timetable:
    """The days by which a year's report goes."""

    cut_off: date | None = None
    """The last day on which a return may come, or statistics be published, and still be used; absent: all is used."""
    releases_until: date | None = None
    """Of published statistics another last day than the cut-off."""

    @property
    def last_release(self) -> date | None:
        """The last day on which a release may have been published and still be used."""
        return self.releases_until or self.cut_off


@dataclass(frozen=True)
class YoungPeople:
    """That young people wrote or approved the text that is printed for children: which group, and when."""

    approved_by: str
    """A group, such as "Young scrutineers of the partnership"; never a name."""
    approved_on: date
    wrote: bool = False
    """True where they wrote it themselves."""


@dataclass(frozen=True)
class Priority:
    """A priority of the year: its name, who leads it, its aim, the document that says so, and what shows how it went."""

    name: str
    lead: str = ""
    aim: str = ""
    source: str = ""
    measures: tuple[str, ...] = ()
    """Measures, by title, that the board follows it by: where others can be hidden instead, these stay."""


@dataclass(frozen=True)
class Partnership:
    """A Safeguarding Children Partnership: what lasts from year to year."""

    slug: str
    name: str
    short_name: str
    areas: tuple[str, ...]
    demonstration: bool = False
    invented: bool = False
    """True when nothing in it is real: its authorities, its returns and every figure made of them."""
    authorities: tuple[InventedAuthority, ...] = ()
    """The authorities of an invented partnership, which no list of real ones holds."""
    partners: tuple[Partner, ...] = ()
    disclosure: DisclosureSettings = DisclosureSettings()

    def __post_init__(self) -> None:
        if not self.areas or len(set(self.areas)) < len(self.areas):
            message = "areas must name at least one local authority, each once."
            raise ValueError(message)
        if set(self.invented_names) != (set(self.areas) if self.invented else set()):
            message = "authorities name each area of an invented partnership, and of no other."
            raise ValueError(message)

    @property
    def invented_names(self) -> dict[str, str]:
        """The names of its invented authorities by their codes."""
        return {authority.code: authority.name for authority in self.authorities}

    @property
    def published_areas(self) -> tuple[str, ...]:
        """The areas that published statistics are looked up for; of an invented partnership England alone."""
        return (ENGLAND,) if self.invented else self.areas

    @property
    def is_joint(self) -> bool:
        """True when it covers more than one local authority."""
        return len(self.areas) > 1

    def partners_in(self, year: ReportingYear) -> list[Partner]:
        """Return the partners of a year, in the order of the settings."""
        return [partner for partner in self.partners if partner.is_partner_in(year)]


@dataclass(frozen=True)
class YearSettings:
    """What is of one reporting year."""

    year: ReportingYear
    guidance: str = ""
    """The edition of the statutory guidance that the report answers to: wt2018, wt2023 or wt2026."""
    priorities: tuple[Priority, ...] = ()
    priorities_in_all: int = 0
    """How many priorities the documents of the year speak of, where they name fewer."""
    known_names: tuple[str, ...] = ()
    """Office-holders, offices, mailboxes and addresses that free text of returns may name; all others are an error."""
    disclosure: DisclosureSettings = DisclosureSettings()
    timetable: Timetable = Timetable()
    young_people: YoungPeople | None = None

    def __post_init__(self) -> None:
        if self.timetable.cut_off and self.timetable.cut_off <= self.year.end:
            message = "timetable.cut_off must be after the year has ended: returns that come later are not used."
            raise ValueError(message)

    def threshold(self, partnership: Partnership) -> int:
        """Return the stricter of the partnership's threshold and the year's."""
        return max(self.disclosure.threshold, partnership.disclosure.threshold)
