"""The command `template`: the right workbook for the right partner, or a sentence that says whom there is."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from template_files import CONTEXT

from safeguarding_report.asking import template_for, write_templates
from safeguarding_report.cli import commands
from safeguarding_report.errors import UsageError
from safeguarding_report.formats.returns import read_return
from safeguarding_report.partnership import Partner, Partnership

ASHMERE_AND_WOLD = Partnership(
    "ashmere-and-wold",
    "Ashmere and Wold Safeguarding Children Partnership",
    "AWSCP",
    ("Z06000001", "Z09000001"),
    partners=(Partner("police", "Ashmere Constabulary"), Partner("health", "NHS Ashmere and Wold")),
)


def test_a_partner_is_known_by_its_name_and_chooses_from_its_partnerships_areas():
    template = template_for("Ashmere Constabulary", ASHMERE_AND_WOLD, "2023-24", date(2024, 5, 31))
    assert ("police", "Ashmere Constabulary", ("Z06000001", "Z09000001")) == (
        template.kind,
        template.partner,
        template.areas,
    )
    assert (date(2023, 4, 1), date(2024, 3, 31)) == template.period


def test_a_kind_of_partner_needs_no_partnership():
    assert "template_police_v1" == template_for("police", None, "", None).file_stem


@pytest.mark.parametrize(("partner", "near"), [("polise", "police"), ("Ashmere Constabluary", "Ashmere Constabulary")])
def test_an_unknown_partner_is_refused_with_the_nearest_that_there_is(partner, near):
    with pytest.raises(UsageError, match=f'Did you mean "{near}"'):
        template_for(partner, ASHMERE_AND_WOLD, "", None)


def test_a_year_of_another_form_is_refused():
    with pytest.raises(UsageError, match="is not a reporting year"):
        template_for("police", None, "2023", None)


@pytest.mark.parametrize("as_csv", [False, True], ids=["workbook", "lists"])
def test_what_is_written_is_recognised_as_a_return(tmp_path, as_csv):
    template = template_for("Ashmere Constabulary", ASHMERE_AND_WOLD, "2023-24", None)
    paths = write_templates(template, tmp_path / "out", as_csv=as_csv)
    read = read_return(tmp_path / "out" if as_csv else paths[0], CONTEXT)
    assert "template" == read.form
    assert {table.name for table in template.tables} == set(read.tables)


def test_the_command_writes_the_workbook_and_says_where(tmp_path):
    result = CliRunner().invoke(commands, ["template", "police", "--year", "2023-24", "--to", str(tmp_path)])
    assert 0 == result.exit_code
    assert str(tmp_path / "template_police_v1.xlsx") in result.output
    assert ["template_police_v1.xlsx"] == [path.name for path in tmp_path.iterdir()]
