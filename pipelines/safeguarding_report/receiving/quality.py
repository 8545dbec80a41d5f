"""Data quality for two readers: facts for the board, in words and dates, and for each partner its own findings.

The facts go through the gate into the report. They hold offices, dates, states and how many findings there are:
no file name, no line, and no number of children.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.receiving.settings import CHILD_LEVEL_FORMS
from safeguarding_report.receiving.standing import FORM_WORDS, State, period_in_words, state_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguarding_report.findings import Finding
    from safeguarding_report.receiving.standing import Standing

GIVES = {
    "annex_a": "what children came into contact with the authority, from contact to leaving care",
    "children_in_need_census": "referrals, assessments, section 47 enquiries, conferences and child protection plans",
    "ssda903": "looked-after children",
    "template": "the partner's own counts",
    "register": "what the registers say",
}
"""What each form is used for, in words."""


def quality_facts(
    all_standing: Sequence[Standing],
    findings: Sequence[Finding],
    supports: Mapping[str, Sequence[str]],
    area_names: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return one record per expected return: who, what, for which area and period, when, how complete, what follows.

    Parameters
    ----------
    supports
        By file: the counts that its reader says it can give for a whole year.
    area_names
        Names of areas by code; the whole partnership under its slug.

    """
    return [_facts(standing, findings, supports, area_names) for standing in all_standing]


def _facts(
    standing: Standing,
    findings: Sequence[Finding],
    supports: Mapping[str, Sequence[str]],
    area_names: Mapping[str, str],
) -> dict[str, Any]:
    expected, counted = standing.expected, standing.counted
    own = findings_of(standing, findings)
    errors = sum(finding.severity == "error" for finding in own)
    received = counted.received if counted else standing.first_received
    return {
        "partner": expected.partner,
        "form": FORM_WORDS[expected.form],
        "area": area_names.get(expected.area, area_names.get("", "")),
        "period": period_in_words(*standing.period) if counted else "",
        "expected_period": period_in_words(expected.period_start, expected.period_end),
        "due": expected.due.isoformat() if expected.due else "",
        "received": received.isoformat() if received else "",
        "state": str(standing.state),
        "state_in_words": state_in_words(standing),
        "provisional": bool(counted and counted.state == "provisional"),
        "errors": errors,
        "queries": len(own) - errors,
        "complete": _completeness(standing),
        "means": _meaning(standing, gives_counts=bool(counted and supports.get(counted.file))),
    }


def _completeness(standing: Standing) -> str:
    if standing.counted is None:
        return "Nothing"
    if standing.counted.is_nil:
        return "Nothing to count"
    return "Part of the period" if standing.covers_part else "The whole period"


def _meaning(standing: Standing, *, gives_counts: bool) -> str:
    """Say what the state of a return means for the figures."""
    gives = GIVES[standing.expected.form]
    without = f"What it gives ({gives}) is missing here; published figures stand where there are any."
    words = {
        State.NOT_RETURNED: without,
        State.NEVER_ASKED: f"Nobody asked for it. {without}",
        State.NOT_APPLICABLE: "No figure is missing because of it.",
        State.NIL: "Its counts are 0: the partner says that there was nothing to count.",
        State.PART: (
            f"It covers {period_in_words(*standing.period)}. A part of the year is never scaled up, so its figures of "
            "the year are not available."
        ),
    }
    if standing.state in words:
        return words[standing.state]
    if standing.counted is None:
        return without
    if standing.expected.form in CHILD_LEVEL_FORMS and not gives_counts:
        return f"As it was sent it cannot give figures of the year ({gives})."
    provisional = " They are provisional and may change." if standing.counted.state == "provisional" else ""
    return f"It gives {gives}.{provisional}"


def findings_of(standing: Standing, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings about the version that counts."""
    file = standing.counted.file if standing.counted else ""
    return [finding for finding in findings if file and finding.file == file]


def findings_by_partner(all_standing: Sequence[Standing], findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return for each partner what was found in its own returns and in no other's, to send back to it."""
    by_partner: dict[str, list[Finding]] = {}
    for standing in all_standing:
        by_partner.setdefault(standing.expected.partner, []).extend(findings_of(standing, findings))
    return {partner: own for partner, own in by_partner.items() if own}


def unreadable(findings: Sequence[Finding]) -> dict[str, int]:
    """Return by file how many cells, rows or files could not be read; for the analyst alone."""
    numbers: dict[str, int] = {}
    for finding in findings:
        if finding.severity == "error" and finding.file:
            numbers[finding.file] = numbers.get(finding.file, 0) + finding.count
    return dict(sorted(numbers.items()))
