"""Data quality for two readers: facts for the board, in words and dates, and for each partner its own findings.

The facts go through the gate into the report. They hold offices, dates, states and how many findings there are:
no file name, no line, and no number of children.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safeguarding_report.receiving.standing import FORM_WORDS, State, state_in_words
from safeguarding_report.tables.periods import period_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguarding_report.findings import Finding
    from safeguarding_report.receiving.completeness import Given
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
    given: Mapping[str, Given],
    area_names: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return one record per expected return: who, what, for which area and period, when, how complete, what follows.

    Parameters
    ----------
    supports
        By file: the counts that its reader says it can give for a whole year.
    given
        By file of a return on our template: what it gave of what it was asked for.
    area_names
        Names of areas by code; the whole partnership under its slug.

    """
    return [_facts(standing, findings, _Held.of(standing, supports, given), area_names) for standing in all_standing]


@dataclass(frozen=True)
class _Held:
    """What was read of a return."""

    gives_counts: bool = False
    given: Given | None = None

    @classmethod
    def of(cls, standing: Standing, supports: Mapping[str, Sequence[str]], given: Mapping[str, Given]) -> _Held:
        file = standing.counted.file if standing.counted else ""
        return cls(bool(file and supports.get(file)), given.get(file) if file else None)


def _facts(
    standing: Standing, findings: Sequence[Finding], held: _Held, area_names: Mapping[str, str]
) -> dict[str, Any]:
    expected, counted = standing.expected, standing.counted
    own = findings_of(standing, findings)
    errors = sum(finding.severity == "error" for finding in own)
    received = counted.received if counted else standing.first_received
    period = (held.given.period if held.given else None) or standing.period
    return {
        "partner": expected.partner,
        "form": FORM_WORDS[expected.form],
        "area": area_names.get(expected.area, area_names.get("", "")),
        "period": period_in_words(*period) if counted else "",
        "expected_period": period_in_words(expected.period_start, expected.period_end),
        "due": expected.due.isoformat() if expected.due else "",
        "received": received.isoformat() if received else "",
        "state": str(standing.state),
        "state_in_words": state_in_words(standing),
        "late": bool(counted and standing.is_late),
        "provisional": bool(counted and counted.state == "provisional"),
        "errors": errors,
        "queries": len(own) - errors,
        "open_points": sorted(finding.rule for finding in own),
        "whole": _is_whole(standing, held),
        "complete": _completeness(standing, held),
        "means": _meaning(standing, held),
    }


def _is_whole(standing: Standing, held: _Held) -> bool:
    """Return True when nothing of what was expected is missing."""
    if standing.counted is None or standing.covers_part:
        return False
    if standing.counted.is_nil:
        return True
    return held.given.is_whole if held.given else not _gives_no_year(standing, held)


def _gives_no_year(standing: Standing, held: _Held) -> bool:
    return standing.expected.is_child_level and not held.gives_counts


def _completeness(standing: Standing, held: _Held) -> str:
    if standing.counted is None:
        return "Nothing"
    if standing.counted.is_nil:
        return "Nothing to count"
    if held.given and held.given.asked:
        return held.given.in_words
    if standing.covers_part:
        return "Part of the period"
    return "Not enough for figures of the year" if _gives_no_year(standing, held) else "The whole period"


def _meaning(standing: Standing, held: _Held) -> str:
    """Say what the state of a return means for the figures."""
    gives = GIVES[standing.expected.form]
    without = f"What it gives ({gives}) is missing here; published figures stand where there are any."
    words = {
        State.NOT_RETURNED: without,
        State.AFTER_CUT_OFF: f"It came too late to be used. {without}",
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
    if _gives_no_year(standing, held):
        return f"As it was sent it cannot give figures of the year ({gives})."
    late = "It came late and is used. " if standing.is_late else ""
    missing = f" {held.given.what_is_missing}".rstrip() if held.given else ""
    provisional = (
        " They are provisional and may change." if standing.counted and standing.counted.state == "provisional" else ""
    )
    return f"{late}It gives {gives}.{missing}{provisional}"


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
