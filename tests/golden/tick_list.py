"""Makes docs/reference/tick-list.md from the code: each row of the seeds and of the checklists, and where it stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

from safeguarding_report.guidance import EDITIONS, NOT_VERIFIED, load_edition
from safeguarding_report.report.answers import ANSWERS
from safeguarding_report.report.plan import CHAPTERS

TITLES = {plan.chapter: plan.title for plan in CHAPTERS}

OF_ARRANGEMENTS = {
    "groups", "hosts", "predecessors", "partner_history", "chairs", "membership", "sponsors",
}  # fmt: skip
"""Registers of a chapter that every report has, so that its plan need not name them."""


def chapter_of(register):
    """Return the chapter in which a register stands; the last that names it, where several count it."""
    if register in OF_ARRANGEMENTS:
        return "arrangements"
    found = [plan.chapter for plan in CHAPTERS if register in plan.registers and plan.chapter != "six-features"]
    assert found, register
    return found[-1]


def shown_by(repository, register):
    """Return the partnerships of the repository that have entries of a register."""
    files = sorted(Path(repository, "data").glob(f"*/*/registers/{register}.csv"))
    return list(dict.fromkeys(path.parents[2].name for path in files))


def tick_list(repository):
    """Return the whole page."""
    rows = tomllib.loads(Path(__file__).with_name("seed_rows.toml").read_text(encoding="utf-8"))["rows"]
    parts = [
        "# Tick list",
        (
            "What the seed documents and the checklists of the guidance ask for, and where each stands on the page.\n"
            "This page is made from the code: `pytest tests/golden/test_tick_list.py --golden` rewrites it.\n"
            "A chapter stands in a report that holds something for it; otherwise “Not in this report” says so."
        ),
    ]
    for part in rows:
        lines = ["| asked for | where it stands | evidence |", "|---|---|---|"]
        lines += [f"| {asked} | {' | '.join(_place(repository, kind, name))} |" for asked, kind, name in part["rows"]]
        parts += [f"## Seeds: {part['part'].lower()}", "\n".join(lines)]
    for edition in EDITIONS:
        parts += _checklist(edition)
    return "\n\n".join(parts) + "\n"


def _place(repository, kind, name):
    if kind == "nowhere":
        return "nowhere yet", name
    if kind == "chapter":
        return f"chapter “{TITLES[name]}”", "every report" if _always(name) else "reports that hold something for it"
    chapter = chapter_of(name)
    shown = ", ".join(shown_by(repository, name)) or "no partnership of the repository"
    return f"register `{name}` in chapter “{TITLES[chapter]}”", shown


def _always(chapter):
    return next(plan.always for plan in CHAPTERS if plan.chapter == chapter)


def _checklist(edition):
    known = load_edition(edition)
    lines = ["| requirement | strength | chapters that answer it |", "|---|---|---|"]
    for one in known.requirements:
        chapters = [TITLES[chapter] for chapter, ids in ANSWERS.items() if one.id in ids]
        lines.append(f"| {one.id}: {one.requirement} | {one.strength} | {'; '.join(chapters) or 'none yet'} |")
    status = "checked" if known.is_verified else NOT_VERIFIED
    return [f"## {known.title}", f"Status: {status}.", "\n".join(lines)]
