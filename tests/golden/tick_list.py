"""Makes docs/reference/tick-list.md from the code: each thing that the seeds name, where it stands, and in whose words."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from safeguarding_report.guidance import EDITIONS, NOT_VERIFIED, load_edition
from safeguarding_report.measures import MEASURES
from safeguarding_report.report.answers import ANSWERS
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.tables.partners import INDICATORS
from safeguarding_report.tables.public_columns import PUBLIC_COLUMNS

TITLES = {plan.chapter: plan.title for plan in CHAPTERS}

OF_ARRANGEMENTS = {
    "groups", "hosts", "predecessors", "partner_history", "chairs", "membership", "sponsors",
}  # fmt: skip
"""Registers of a chapter that every report has, so that its plan need not name them."""

EVERY_REPORT, RETURNED = "every report", "reports of partners who returned it: ashmere-and-wold"
NOT_SHOWN = "**not shown**"

OF_PARTNERS = {indicator.id for indicator in INDICATORS}
OF_MEASURES = {measure.title: measure for measure in MEASURES}

LONGEST = 90
"""Letters of an entry that the list repeats, so that a reader knows it again on the page."""


@dataclass(frozen=True)
class Shown:
    """One place where the words of a named thing stand: whose report, of which year, and the words."""

    partnership: str
    year: str
    words: str


def chapter_of(register):
    """Return the chapter in which a register stands; the last that names it, where several count it."""
    if register in OF_ARRANGEMENTS:
        return "arrangements"
    if register == "glossary":
        return "glossary"
    found = [plan.chapter for plan in CHAPTERS if register in plan.registers and plan.chapter != "registers"]
    assert found, register
    return next((chapter for chapter in reversed(found) if chapter != "six-features"), found[0])


def shown_in(repository, kind, name, words):
    """Return where the named thing's own words stand among what partnerships of the repository may publish."""
    path = f"*/*/registers/{name}.csv" if kind == "register" else f"*/*/narrative/{name}.md"
    return [
        Shown(file.parents[2].name, file.parents[1].name, said)
        for file in sorted(Path(repository, "data").glob(path))
        for said in (_in_register if kind == "register" else _in_narrative)(file, name, words)
    ]


def _in_register(file, register, words):
    # Of reviews no column but their kind passes the gate: it makes their clocks and months of the others.
    public = set(words) if register == "reviews" else set(PUBLIC_COLUMNS[register])
    assert set(words) <= public, (register, words)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = [row for row in rows if all(_holds(row.get(column) or "", form) for column, form in words.items())]
    return [_short(row[next(iter(words))]) for row in found[:1]]


def _in_narrative(file, _chapter, words):
    said = [line for line in file.read_text(encoding="utf-8").splitlines() if re.search(words["text"], line)]
    return [_short(line) for line in said[:1]]


def _holds(cell, form):
    return not cell.strip() if form == "" else bool(re.search(form, cell))


def _short(words):
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def rows_of_the_seeds():
    """Return by part the rows: what was asked for, the kind of answer, its name, and its words."""
    parts = tomllib.loads(Path(__file__).with_name("seed_rows.toml").read_text(encoding="utf-8"))["rows"]
    return {part["part"]: [(*row[:3], row[3] if row[3:] else {}) for row in part["rows"]] for part in parts}


def tick_list(repository):
    """Return the whole page."""
    parts = [
        "# Tick list",
        (
            "What the seed documents and the checklists of the guidance ask for, and where each stands on the page.\n"
            "This page is made from the code: `pytest tests/golden/test_tick_list.py --golden` rewrites it.\n"
            "A thing is ticked by its own words: the last report of each partnership that shows it, with what stands there.\n"
            "All that stands in reports of ashmere-and-wold is invented."
        ),
    ]
    for part, rows in rows_of_the_seeds().items():
        lines = ["| asked for | where it stands | shown by |", "|---|---|---|"]
        lines += [f"| {row[0]} | {' | '.join(_place(repository, *row[1:]))} |" for row in rows]
        parts += [f"## Seeds: {part[0].lower()}{part[1:]}", "\n".join(lines)]
    for edition in EDITIONS:
        parts += _checklist(edition)
    return "\n\n".join(parts) + "\n"


def _place(repository, kind, name, words):
    if kind == "chapter":
        assert next(plan.always for plan in CHAPTERS if plan.chapter == name), name
        return f"chapter “{TITLES[name]}”", EVERY_REPORT
    if kind == "measure":
        assert name in OF_MEASURES, name
        return f"measure `{name}`", RETURNED if set(_items(name)) & OF_PARTNERS else EVERY_REPORT
    is_register = kind == "register"
    chapter = TITLES[chapter_of(name) if is_register else name]
    where = f"{f'register `{name}` in' if is_register else 'narrative of'} chapter “{chapter}”"
    last = {one.partnership: one for one in shown_in(repository, kind, name, words)}
    told = [f"{one.partnership} {one.year}: “{one.words.replace('|', '/')}”" for one in last.values()]
    return where, "; ".join(told) or NOT_SHOWN


def _items(measure):
    return {item for _, items in OF_MEASURES[measure].parts for item in items}


def _checklist(edition):
    known = load_edition(edition)
    lines = ["| requirement | strength | chapters that answer it |", "|---|---|---|"]
    for one in known.requirements:
        chapters = [TITLES[chapter] for chapter, ids in ANSWERS.items() if one.id in ids]
        lines.append(f"| {one.id}: {one.requirement} | {one.strength} | {'; '.join(chapters) or 'none yet'} |")
    status = "checked" if known.is_verified else NOT_VERIFIED
    return [f"## {known.title}", f"Status: {status}.", "\n".join(lines)]
