"""Sections made of one register each: a sentence that counts it, then its tables; a chapter is some of them in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.asked_of_registers import gaps_of
from safeguarding_report.report.entries import Shown, about_entries, cell, entry_table, held_back, said_in
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plan import MANY_ENTRIES
from safeguarding_report.report.worked import there_are, work_out, worked

if TYPE_CHECKING:
    from safeguarding_report.released import Released


@dataclass(frozen=True)
class EntryTable:
    """One table of a register: its caption and its columns, the heading of a row first."""

    caption: str
    columns: tuple[Shown, ...]


@dataclass(frozen=True)
class Section:
    """One register in a chapter."""

    register: str
    nouns: tuple[str, str]
    """What one entry is called, and several."""
    tables: tuple[EntryTable, ...]
    tallies: tuple[tuple[str, str], ...] = ()
    """What is counted beside all entries (state/done), and the words after the number."""
    heading: str = ""
    """Empty for the first section of a chapter."""
    lacking: tuple[str, str, str] | None = None
    """(words, column that is lacking, column that names the entry): which entries lack what readers ask for."""
    is_aside: bool = False
    """True where the body can do without it: it stands in the annex of long registers, in a report that has one."""
    brief: tuple[Shown, ...] = ()
    """The columns that the body shows of many entries; all columns stand in the annex then. Empty where all always do."""


def is_brief(released: Released, part: Section) -> bool:
    """True where the body shows the brief columns of a register, and the annex all of them."""
    return bool(part.brief) and len(released.register(part.register).entries) >= MANY_ENTRIES


def is_in_annex(released: Released, part: Section) -> bool:
    """True where all columns of a register stand in the annex."""
    return is_brief(released, part) or (part.is_aside and has_annex(released))


def has_annex(released: Released) -> bool:
    """True for a report with an annex of long registers."""
    return "registers" in chapters_of(released)


IN_FULL = Markup(
    '<p class="about">The long registers of this chapter stand in full in <a href="#registers">annex {}</a>.</p>'
)


def sections(released: Released, *parts: Section, told_before: str = "") -> Markup:
    """Return the sections of a chapter; a register without an entry is left out.

    Of the register `told_before` the opening of the chapter has told how many entries there are.
    """
    told = [held_back(released, *(part.register for part in parts))]
    for part in parts:
        register = released.register(part.register)
        if not register.entries or (part.is_aside and has_annex(released)):
            continue
        if part.heading:
            told.append(Markup("<h3>{}</h3>").format(part.heading))
        if part.register != told_before and (part.tallies or _is_silent(released, part)):
            told.append(Markup("<p>{}</p>").format(Markup(" ").join(counted(released, part))))
        if is_brief(released, part):
            told.append(entry_table(register, part.tables[0].caption, *part.brief))
        else:
            told += [entry_table(register, table.caption, *table.columns) for table in part.tables]
        if part.tables:  # where its table stands before the sections, its documents are named there
            told += [said_in(register), about_entries(released, register)]
    if any(is_in_annex(released, part) for part in parts if released.register(part.register).entries):
        told.append(IN_FULL.format(chapters_of(released)["registers"]))
    return elements.join(one for one in told if one)


def in_full(released: Released, part: Section) -> list[Markup]:
    """Return all tables of a register with all their columns, as the annex prints them."""
    register = released.register(part.register)
    return [entry_table(register, f"{table.caption}: in full", *table.columns) for table in part.tables]


def counted(released: Released, part: Section) -> list[Markup]:
    """Return the sentences on a register as a whole: how many entries it has, and what they do not say."""
    without = released.register(part.register).without
    tallies = [one for one in part.tallies if one[0] not in without]
    how_many = there_are(released, part.register, part.nouns, *tallies)
    return [one for one in (how_many, _lacking(released, part) or _not_said(released, part)) if one]


def _lacking(released: Released, part: Section) -> Markup:
    if part.lacking is None:
        return Markup("")
    words, column, name = part.lacking
    register = released.register(part.register)
    named = [cell(register, place, name) for place, entry in enumerate(register.entries) if column not in entry]
    return Markup("{}: {}.").format(words, Markup("; ").join(named)) if named else Markup("")


def _not_said(released: Released, part: Section) -> Markup:
    """Return the sentence on what entries do not say that a member would ask first; nothing where all say it."""
    gap = next(iter(gaps_of(part.register)), None)
    register = released.register(part.register)
    if gap is None or gap.column in register.without:
        return Markup("")
    name = f"lacking/{part.register}/{gap.column}"
    number, total = work_out(released, name), len(register.entries)
    # Where the sentence before counts those that say it, the others are told with them.
    if number != total and any(counted.partition("/")[0] == gap.column for counted, _ in part.tallies):
        return Markup("")
    if not number:
        return Markup("{} says {}.").format("It" if total == 1 else "Each", gap.missing)
    if not any(gap.is_missed_by(entry) for entry in register.entries):
        return Markup("")
    if number == total:
        return Markup("{} {}.").format("It does not say" if total == 1 else "None of them says", gap.missing)
    verb, missing = ("does", gap.missing) if number == 1 else ("do", gap.missing_of_several)
    return Markup("In all, {} {} not say {}.").format(worked(released, name), verb, missing)


def _is_silent(released: Released, part: Section) -> bool:
    """True where no entry says what a member would ask first: its table has no column in which that could be seen."""
    gap = next(iter(gaps_of(part.register)), None)
    register = released.register(part.register)
    return gap is not None and gap.column not in register.without and not register.count(gap.column)


def column(heading: str, *parts: str | tuple[str, str], empty: str = "") -> Shown:
    """Return a column of a table: each part is a column of the register, or (words before, column)."""
    pairs = tuple(("", part) if isinstance(part, str) else part for part in parts)
    return Shown(heading, pairs, empty) if empty else Shown(heading, pairs)
