"""Ashmere and Wold, the partnership that does not exist: its settings, registers and returns of five years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.example.annex_a_file import annex_a_csv, annex_a_lists, annex_a_workbook
from safeguarding_report.example.census_file import census_xml
from safeguarding_report.example.faults import (
    corrections_toml,
    faults_in,
    plant_in_census,
    plant_in_csv,
    plant_in_lists,
)
from safeguarding_report.example.histories import histories
from safeguarding_report.example.partner_figures import figures_csv, figures_of, office_rows
from safeguarding_report.example.partnership_files import partnership_toml, year_toml
from safeguarding_report.example.process import PLACES, known_of, totals_of
from safeguarding_report.example.registers import register_files
from safeguarding_report.example.returns_log import (
    NIL,
    OFFICE,
    SLUG,
    Asked,
    asked_in,
    files_of,
    period_end,
    returns_toml,
)
from safeguarding_report.example.sign_offs import sign_offs_toml
from safeguarding_report.example.ssda903_files import ssda903_files
from safeguarding_report.store import write_file
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.example.records import Histories

SEED = "Ashmere and Wold"
YEARS = tuple(ReportingYear(start) for start in range(2019, 2024))


def generate(workspace_root: Path) -> None:
    """Write everything of the invented partnership into a workspace; the same files, byte for byte, every time."""
    write_settings(workspace_root)
    write_returns(workspace_root)


def write_settings(workspace_root: Path) -> None:
    """Write its settings and registers, which are also kept in the repository."""
    for path, content in settings_files().items():
        write_file(workspace_root / "data" / SLUG / path, content)


def settings_files() -> dict[str, bytes]:
    """Return its settings and registers by their path within the folder of the partnership."""
    files = {"partnership.toml": partnership_toml().encode()}
    for year in YEARS:
        files[f"{year}/year.toml"] = year_toml(year).encode()
        files[f"{year}/returns.toml"] = returns_toml(year).encode()
        if corrections := corrections_toml(year):
            files[f"{year}/corrections.toml"] = corrections.encode()
        registers = register_files(year)
        for name, content in registers.items():
            files[f"{year}/registers/{name}"] = content
        if sign_offs := sign_offs_toml(registers):
            files[f"{year}/sign_off.toml"] = sign_offs.encode()
    return files


def write_returns(workspace_root: Path) -> None:
    """Write the returns of all years, which never enter the repository."""
    before: dict[str, Histories] = {}
    for year in YEARS:
        now = {
            place.code: histories(totals_of(place, year, SEED), place.code, year, SEED, before.get(place.code))
            for place in PLACES
        }
        folder = workspace_root / "data" / SLUG / str(year) / "returns"
        for asked in asked_in(year):
            for file in files_of(asked, year):
                for path, content in _contents(asked, file, year, now):
                    write_file(folder / path, content)
        before = now


def _partner_rows(asked: Asked, year: ReportingYear) -> list[list[object]]:
    if asked.partner == OFFICE:
        return office_rows(asked.area, year)
    nil = {one.area for one in asked_in(year) if (one.id, year.start_year) == NIL}
    known = {
        place.code: known_of(place, year, SEED, none_missing=place.code in nil)
        for place in PLACES
        if asked.area in {place.code, SLUG}
    }
    return figures_of(asked.kind, known, year, asked.partner, SEED, period_end(asked, year))


def _contents(asked: Asked, file: str, year: ReportingYear, now: dict[str, Histories]) -> Iterator[tuple[str, bytes]]:
    """Return the files that one return is made of, with the faults that are planted in them."""
    faults = faults_in(file, year)
    if asked.form == "template":
        yield file, plant_in_csv(figures_csv(_partner_rows(asked, year)), faults)
        return
    own = now[asked.area]
    if asked.form == "children_in_need_census":
        number = next(place.number for place in PLACES if place.code == asked.area)
        yield file, plant_in_census(census_xml(own, number), faults)
    elif asked.form == "ssda903":
        for name, content in ssda903_files(own).items():
            yield f"{file}/{name}", plant_in_csv(content, [fault for fault in faults if fault.part == name])
    elif file.endswith(".xlsx"):
        yield file, annex_a_workbook(plant_in_lists(annex_a_lists(own), faults))
    else:
        for name, content in annex_a_csv(plant_in_lists(annex_a_lists(own), faults)).items():
            yield f"{file}/{name}", content
