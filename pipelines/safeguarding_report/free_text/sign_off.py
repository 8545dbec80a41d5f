"""Sign-offs: who answers for a passage that tells of few, by role and with a reason, bound to the very words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.free_text.small_numbers import tells_of_few
from safeguarding_report.identifiable import check_role
from safeguarding_report.reference import areas
from safeguarding_report.settings import KEY, read_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from safeguarding_report.findings import Severity
    from safeguarding_report.free_text.passage import Passage
    from safeguarding_report.partnership import Partnership, YearSettings

SIGN_OFF_FILE = "sign_off.toml"

NARRATIVE_FOLDER = "narrative"
"""Where a year's narratives stand; what is signed off there is settled apart from returns and registers."""

FEW_IN_WORDS = "a small number in words"
ABOUT_FEW = "a row about one person or very few"
IDLE = "a sign-off that fits nothing"

STOPS_PUBLISHING = frozenset({FEW_IN_WORDS, ABOUT_FEW, IDLE})
"""Rules of the findings that are a query while a report is built and must be settled before it is published."""


@dataclass(frozen=True)
class SignOff:
    """One passage that may be printed as it stands, and who answers for that."""

    file: str
    row: int
    fingerprint: str
    """That of the passage, as the finding says it: another wording needs another sign-off."""
    signed_off_by: str
    """The role, never a name."""
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            message = "reason is a text that says something."
            raise ValueError(message)


@dataclass(frozen=True)
class SignOffs:
    """All that sign_off.toml says."""

    entries: tuple[SignOff, ...] = field(default=(), metadata={KEY: "sign_offs"})


def places_of_roles(partnership: Partnership) -> set[str]:
    """Return the areas and bodies that a role in a partnership may be of: "Director, Coventry City Council"."""
    names = {areas()[code].area_name for code in partnership.areas if code not in partnership.invented_names}
    bodies = {partner.name for partner in partnership.partners}
    return {partnership.name, partnership.short_name, *partnership.invented_names.values(), *names, *bodies}


def names_that_may_stand(partnership: Partnership, settings: YearSettings) -> list[str]:
    """Return what nobody is recognised by: partners, areas, and the offices and mailboxes of year.toml."""
    partners = [partner.name for partner in partnership.partners]
    named = [partnership.invented_names.get(code) or areas()[code].area_name for code in partnership.areas]
    return [*settings.known_names, *partners, *named]


def read_sign_offs(folder: Path, places: Collection[str]) -> tuple[SignOff, ...]:
    """Read `sign_off.toml` of a year's folder; without the file nothing is signed off.

    `places` are areas and bodies that a role may be of.

    Raises
    ------
    UsageError
        When it holds an unknown, absent or wrong key, or a person's name instead of a role.

    """
    path = folder / SIGN_OFF_FILE
    if not path.is_file():
        return ()
    entries = read_settings(path, SignOffs).entries
    for number, entry in enumerate(entries, 1):
        check_role(entry.signed_off_by, places, f"{SIGN_OFF_FILE} of {folder.name}, entry {number}: signed_off_by")
    return entries


def find_unsigned(
    passages: Iterable[Passage],
    sign_offs: Collection[SignOff],
    threshold: int,
    secret: bytes,
    *,
    is_published: bool = False,
    of_narratives: bool = False,
) -> list[Finding]:
    """Return a finding for each passage that tells of few and that nobody answers for, and for each idle sign-off.

    The passages are those of narratives, or all others; sign-offs for the other kind are settled elsewhere.

    They are queries while a report is built, and errors when it is to be published. Passages are named by fingerprints
    under the secret of the workspace.
    """
    severity: Severity = "error" if is_published else "query"
    found: dict[tuple[str, int, str], Finding] = {}
    fitting = set()
    for one in passages:
        if not one.is_about_few and not tells_of_few(one.text, threshold, one.column.replace("_", " ")):
            continue
        fingerprint = one.fingerprint(secret)
        answer = next((entry for entry in sign_offs if _named(entry) == (one.file, one.row, fingerprint)), None)
        if answer is not None:
            fitting.add(answer)
            continue
        rule = ABOUT_FEW if one.is_about_few else FEW_IN_WORDS
        reason = (
            "Word it so that nobody can be recognised, or let somebody answer for it: an entry of sign_off.toml with "
            f'this file and row, fingerprint = "{fingerprint}", signed_off_by (a role) and reason.'
        )
        found.setdefault(
            (one.file, one.row, rule),
            Finding(severity, one.file, rule, reason, table=one.table, column=one.column, rows=(one.row,)),
        )
    idle = [
        number
        for number, entry in enumerate(sign_offs, 1)
        if entry not in fitting and entry.file.startswith(f"{NARRATIVE_FOLDER}/") is of_narratives
    ]
    if idle:
        numbers = ", ".join(map(str, idle))
        reason = f"Take out entry {numbers}: the passage was reworded, moved, or tells of nobody."
        found["", 0, IDLE] = Finding(severity, SIGN_OFF_FILE, IDLE, reason, count=len(idle))
    return worst_first(found.values())


def _named(entry: SignOff) -> tuple[str, int, str]:
    return (entry.file, entry.row, entry.fingerprint)
