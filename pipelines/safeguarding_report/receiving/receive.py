"""Receiving the returns of one partnership and year: what was expected, what came, what counts, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.corrections import Corrected, correct, read_corrections
from safeguarding_report.corrections.entries import CORRECTIONS_FILE
from safeguarding_report.errors import UsageError
from safeguarding_report.figures import NIL_RETURN
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.free_text import (
    Passage,
    find_unsigned,
    names_that_may_stand,
    places_of_roles,
    read_sign_offs,
)
from safeguarding_report.free_text.passages import passages_of_registers
from safeguarding_report.identifiable.in_tables import find_identifiable
from safeguarding_report.pseudonyms import keyed_hash_of_files, secret_of
from safeguarding_report.receiving.completeness import Given, given_in, part_of_the_period
from safeguarding_report.receiving.copies import check_copies
from safeguarding_report.receiving.figures import check_figures
from safeguarding_report.receiving.log_checks import check_folder, check_log, files_in
from safeguarding_report.receiving.log_reading import read_log
from safeguarding_report.receiving.quality import findings_by_partner, quality_facts, unreadable
from safeguarding_report.receiving.reading import NO_CHANGES, RETURN_TABLES, OneRead, Reader, together
from safeguarding_report.receiving.registers import registers_for_the_gate
from safeguarding_report.receiving.settings import RETURNS_FOLDER
from safeguarding_report.receiving.standing import FORM_WORDS, Standing, standings, state_in_words
from safeguarding_report.receiving.told_once import told_once, without_periods_told
from safeguarding_report.reference import areas
from safeguarding_report.relations import as_checked
from safeguarding_report.store import write_file
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.periods import period_in_words
from safeguarding_report.validation import findings_table, validate_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from safeguarding_report.formats.read_return import ReadReturn
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.workspace import Step

_STANDING_COLUMNS = ["expected", "partner", "form", "area", "period", "state", "counts", "version"]


@dataclass(frozen=True)
class Returns:
    """What was expected and what came of one partnership and year, as read and before any correction."""

    folder: Path
    partnership: Partnership
    standing: tuple[Standing, ...]
    read: tuple[OneRead, ...]
    beside: tuple[ReadReturn, ...]
    """The registers of the office, and files of which returns.toml says nothing that can be read."""
    log_findings: tuple[Finding, ...]
    hashes: dict[str, str]
    """By return that counts: its keyed hash."""

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All rows that were read, one frame per table."""
        return together([*(one.read for one in self.read), *self.beside])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found while the log was checked and the files were read."""
        found = [finding for read in (*(one.read for one in self.read), *self.beside) for finding in read.findings]
        return tuple(worst_first([*self.log_findings, *found]))

    @property
    def overview(self) -> pd.DataFrame:
        """One row is one expected return and how it stands."""
        return pd.DataFrame([_overview(standing) for standing in self.standing], columns=_STANDING_COLUMNS)

    @property
    def changes(self) -> pd.DataFrame:
        """One row is one table of a return that was sent again: how many rows came, went and stayed."""
        frames = [one.changes for one in self.read if len(one.changes)]
        return pd.concat(frames, ignore_index=True) if frames else NO_CHANGES

    def correct(self) -> Corrected:
        """Return the tables with the corrections of the year in them; entries that nobody can read are a finding."""
        findings = list(self.findings)
        try:
            corrections = read_corrections(self.folder)
        except UsageError as error:
            # Not raised: what was found in the files is to be told in the same run.
            reason = f"None of its entries was applied, so what they put right is found again. {error}"
            findings.append(Finding("error", CORRECTIONS_FILE, "settings that cannot be read", reason))
            corrections = ()
        return correct(self.tables, findings, corrections, RETURN_TABLES)


def receive(step: Step) -> Returns:
    """Read what came of a partnership and year; where nothing is expected, nothing is read.

    An entry of returns.toml that cannot be read is a finding, and what came of it is read all the same.
    """
    folder, partnership, year = step.data, step.partnership, step.year
    log_read = read_log(folder)
    log = log_read.log
    all_standing = standings(log, step.settings.timetable.cut_off)
    secret = (
        secret_of(step.workspace.private, invented=partnership.invented) if log.expected or log_read.unsure else b""
    )
    reader = Reader(folder, partnership, year, secret)
    read = tuple(reader.read_counted(all_standing))
    return Returns(
        folder=folder,
        partnership=partnership,
        standing=all_standing,
        read=read,
        beside=(*reader.read_registers(), *reader.read_unsure(log_read)),
        log_findings=(
            *check_log(log_read, all_standing, partnership, year),
            *check_folder(log_read, folder / RETURNS_FOLDER),
            *check_copies(log, folder),
        ),
        hashes={one.return_id: _keyed_hash(folder / RETURNS_FOLDER / one.return_id, secret) for one in read},
    )


def validate(corrected: Corrected, step: Step) -> list[Finding]:
    """Look for people who may not be named and for what nobody asked for, and check every table against its suite."""
    named = find_identifiable(corrected.tables, names_that_may_stand(step.partnership, step.settings))
    found = validate_all(as_checked(corrected.tables, step.year), step.suite)
    asked = not_as_asked(corrected, step)
    told = without_periods_told([*told_once(corrected.findings, found, corrected.tables), *asked], asked)
    return worst_first([*told, *named, *_tells_of_few(corrected, step)])


def not_as_asked(corrected: Corrected, step: Step) -> list[Finding]:
    """Return what partners sent and nobody asked them for, and what they were asked for and sent in part."""
    all_standing = standings(read_log(step.data).log, step.settings.timetable.cut_off)
    return [
        *check_figures(corrected.tables, all_standing, step.partnership),
        *part_of_the_period(corrected.tables, all_standing),
    ]


def _tells_of_few(corrected: Corrected, step: Step) -> list[Finding]:
    """Return a query for each row of a register that tells of one child or few, unless somebody answers for it."""
    threshold = step.settings.threshold(step.partnership)
    sign_offs = read_sign_offs(step.data, places_of_roles(step.partnership))
    passages = [
        *_passages_of_log(step),
        *passages_of_registers(corrected.tables, threshold),
    ]
    if not passages and not sign_offs:
        return []
    secret = secret_of(step.workspace.private, invented=step.partnership.invented)
    return find_unsigned(passages, sign_offs, threshold, secret)


def _passages_of_log(step: Step) -> Iterator[Passage]:
    """Yield the reasons in returns.toml why something cannot be returned: the report prints them as they stand."""
    for number, expected in enumerate(read_log(step.data).log.expected, 1):
        if expected.reason:
            yield Passage("returns.toml", number, expected.reason, expected.reason, "expected", "reason")


def save(step: Step, returns: Returns, corrected: Corrected, findings: Sequence[Finding]) -> None:
    """Save the tables, what counts, and the facts on data quality; for each partner a file of its own findings."""
    for name, frame in corrected.tables.items():
        step.save(RETURN_TABLES[name], frame)
    step.save_json("returns", [_countable(one, returns) for one in returns.read])
    supports = {one.return_id: one.read.supports for one in returns.read}
    given = _given(returns, corrected)
    step.save_json("data_quality", quality_facts(returns.standing, findings, supports, given, _area_names(returns)))
    step.save_json("registers", registers_for_the_gate(corrected.tables, findings))
    if not returns.standing:
        return
    step.save_json("changes", returns.changes.to_dict("records"))
    step.save_json("unreadable", unreadable(findings))
    for partner, own in findings_by_partner(returns.standing, findings).items():
        content = findings_table(own).to_csv(index=False, lineterminator="\n")
        write_file(step.output / "send_back" / f"{_file_name(partner)}.csv", content.encode())


def _given(returns: Returns, corrected: Corrected) -> dict[str, Given]:
    """Return by file what each return on our template gave of what it was asked for."""
    figures = corrected.tables.get(PARTNER_FIGURES.name, PARTNER_FIGURES.empty())
    return {
        one.return_id: given_in(figures[figures["return_id"] == one.return_id], one.standing, returns.partnership)
        for one in returns.read
        if one.standing.expected.form == "template"
    }


def _overview(standing: Standing) -> dict[str, object]:
    expected, counted = standing.expected, standing.counted
    return {
        "expected": expected.id,
        "partner": expected.partner,
        "form": FORM_WORDS[expected.form],
        "area": expected.area,
        "period": period_in_words(*standing.period),
        "state": state_in_words(standing),
        "counts": counted.file if counted else "",
        "version": counted.version if counted else 0,
    }


def _countable(one: OneRead, returns: Returns) -> dict[str, Any]:
    """Return what 02_measure must know of a return that counts."""
    expected, counted = one.standing.expected, one.standing.counted
    start, end = one.standing.period
    version = f", version {counted.version}" if counted and counted.version > 1 else ""
    nil = NIL_RETURN if counted and counted.is_nil else ""
    words = FORM_WORDS[expected.form]
    place = _area_names(returns).get(expected.area, "")
    return {
        "return_id": one.return_id,
        "authority_code": expected.area,
        "form": one.read.form,
        "supports": sorted(one.read.supports),
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "status": _status(one, returns.partnership),
        "title": f"{words[:1].upper()}{words[1:]}{f', {place}' if place else ''}{version}{nil}",
        "sender": expected.partner,
        "keyed_hash": returns.hashes[one.return_id],
    }


def _status(one: OneRead, partnership: Partnership) -> str:
    if partnership.invented:
        return "synthetic"
    counted = one.standing.counted
    return "final_local" if counted and counted.state in {"final", "nil"} else "provisional_local"


def _names_of_areas(partnership: Partnership) -> dict[str, str]:
    return {code: partnership.invented_names.get(code) or areas()[code].area_name for code in partnership.areas}


def _area_names(returns: Returns) -> dict[str, str]:
    partnership = returns.partnership
    return _names_of_areas(partnership) | dict.fromkeys((partnership.slug, ""), "the whole area")


def _keyed_hash(path: Path, secret: bytes) -> str:
    if path.is_dir():
        return keyed_hash_of_files(secret, ((name, path / name) for name in files_in(path)))
    return keyed_hash_of_files(secret, [(path.name, path)] if path.is_file() else [])


def _file_name(partner: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in partner.casefold()).split())
