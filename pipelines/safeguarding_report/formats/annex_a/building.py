"""Rows of lists become rows of tables: each list gives one table or more, and all lists together the children."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.formats.ages import (
    MOST_DAYS_UNBORN,
    age_findings,
    age_groups,
    ages,
    ages_on,
    born_by,
    born_near,
)
from safeguarding_report.formats.cells import Where
from safeguarding_report.formats.dates import DATES
from safeguarding_report.tables.children import CHILD_TABLES, CHILDREN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.findings import Finding
    from safeguarding_report.formats.annex_a.layout import ListTable
    from safeguarding_report.formats.annex_a.rows import ListRows
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.tables import Table

_BORN_LOOKED_AFTER = (
    "birth date after the child came to be looked after",
    "An unborn child is not looked after. Check the birth date.",
)
_PERSONAL = {"sex": "sex", "ethnicity": "ethnic group", "disabled": "disability", "birth_date": "birth date"}


def build_tables(
    lists_read: Sequence[ListRows], context: ReturnContext
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Return every table that the lists give, checked against its declaration, and what is odd about its rows."""
    tables: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = []
    lists_read = [_without_future_births(rows, context, findings) for rows in lists_read]
    for rows in lists_read:
        used = pd.Series(data=False, index=rows.unusable.index)
        for declared in rows.annex_list.tables:
            frame, wrong = _build(rows, declared, context)
            used |= used.index.isin(frame["row"])
            findings += wrong
            tables[declared.name] = _table(declared.name).check(frame)
        findings += _unused_rows(rows, used, context)
    children, wrong = _build_children(lists_read, context)
    tables[CHILDREN.name] = CHILDREN.check(children)
    return tables, [*findings, *wrong]


def _without_future_births(rows: ListRows, context: ReturnContext, findings: list[Finding]) -> ListRows:
    """Return a list without birth dates later than those of children who are expected at the end of the year."""
    last_day = context.year.end + timedelta(days=MOST_DAYS_UNBORN)
    born, wrong = born_by(
        rows.fields["birth_date"], last_day, rows.where(context, "birth_date"), "Check the birth date."
    )
    findings += wrong
    return replace(rows, fields=rows.fields | {"birth_date": born}) if wrong else rows


def _table(name: str) -> Table:
    return next(table for table in CHILD_TABLES if table.name == name)


def usable_rows(rows: ListRows, declared: ListTable) -> pd.Series[Any]:
    """Tell which rows of a list are rows of one of its tables: those that can be used and have its date or number."""
    usable = ~rows.unusable
    if not declared.when:
        return usable
    filled = rows.fields[declared.when]
    return usable & (filled.notna() if filled.dtype != pd.Int64Dtype() else filled.fillna(0).gt(0).astype(bool))


def _build(rows: ListRows, declared: ListTable, context: ReturnContext) -> tuple[pd.DataFrame, list[Finding]]:
    fields = rows.fields
    usable = usable_rows(rows, declared)
    columns: dict[str, Any] = {}
    for column in _table(declared.name).columns:
        name = declared.takes.get(column.name, column.name)
        if name in fields:
            columns[column.name] = fields[name]
        elif column.name in declared.constants:
            columns[column.name] = pd.Series(declared.constants[column.name], index=usable.index, dtype="str")
        elif column.may_be_missing and column.name != "age":
            empty: Any = {"text": "str", "whole number": "Int64", "date": DATES}[column.type]
            columns[column.name] = pd.Series(None, index=usable.index, dtype=empty)
    findings: list[Finding] = []
    if declared.age_on:
        days = fields[declared.age_on]
        columns["age_group"] = age_groups(ages(born_near(fields["birth_date"], days), days))
        findings = _age_findings(rows, declared, usable, context)
    if "age" in _table(declared.name).column_names:
        columns["age"] = ages_on(fields["birth_date"], context.year.end)
    frame = pd.DataFrame(columns, index=usable.index)[usable]
    frame = frame.assign(authority_code=context.authority_code, return_id=context.return_id, row=frame.index)
    if declared.once_per:
        frame = frame.drop_duplicates(list(declared.once_per), keep="last")
    return frame, findings


def _age_findings(rows: ListRows, declared: ListTable, usable: pd.Series[Any], context: ReturnContext) -> list[Finding]:
    where = rows.where(context, "birth_date")
    birth_dates, days = rows.fields["birth_date"][usable], rows.fields[declared.age_on][usable]
    if declared.name == "looked_after_episodes":
        unborn = birth_dates.index[birth_dates > days]
        if len(unborn):
            return [
                where.finding("error", _BORN_LOOKED_AFTER, unborn),
                *age_findings(birth_dates.drop(unborn), days.drop(unborn), where),
            ]
    return age_findings(birth_dates, days, where)


def _unused_rows(rows: ListRows, used: pd.Series[Any], context: ReturnContext) -> list[Finding]:
    """Return an error for rows that no table takes although nothing in them was refused."""
    whens = [declared.when for declared in rows.annex_list.tables]
    unused = ~used & ~rows.unusable
    unused &= pd.Series(data=all(whens), index=used.index)
    for when in filter(None, whens):
        unused &= rows.fields[when].isna()
    # A date that could not be read is a finding already.
    lines = used.index[unused & ~rows.unread]
    if not len(lines):
        return []
    where = Where(context.return_id, "", rows.annex_list.words)
    problem = (
        "row without any of its dates",
        "A row of this list tells of an enquiry or a conference. Fill its dates.",
    )
    return [where.finding("error", problem, lines)]


def _build_children(lists_read: Sequence[ListRows], context: ReturnContext) -> tuple[pd.DataFrame, list[Finding]]:
    """Return one row for each child of all lists, with what the first list that knows it says of it."""
    personal = pd.concat(
        [
            pd.DataFrame({name: rows.fields[name] for name in ("child", *_PERSONAL)}).assign(
                row=rows.unusable.index, list=rows.annex_list.words
            )
            for rows in lists_read
        ],
        ignore_index=True,
    )
    # A child's place among all children is compared a good deal faster than its pseudonym.
    places, pseudonyms = pd.factorize(personal["child"])
    personal = personal.assign(child=places)[places >= 0]
    by_child = personal.groupby("child", sort=True)
    children = by_child[[*_PERSONAL, "row"]].first().reset_index()
    findings = [
        finding for name, words in _PERSONAL.items() for finding in _contradictions(personal, name, words, context)
    ]
    frame = pd.DataFrame(
        {
            "authority_code": context.authority_code,
            "child": pd.Series(pseudonyms, dtype="str"),
            "sex": children["sex"].fillna("unknown"),
            "ethnicity": children["ethnicity"],
            "disabled": children["disabled"].fillna("unknown"),
            "age_group": age_groups(ages_on(children["birth_date"], context.year.end)),
            "return_id": context.return_id,
            "row": children["row"],
        }
    )
    return frame, findings


def _contradictions(personal: pd.DataFrame, name: str, words: str, context: ReturnContext) -> list[Finding]:
    """Return queries about children of whom two rows say different things."""
    again = personal["child"].duplicated(keep=False)
    known = personal[again & personal[name].notna() & (personal[name] != "unknown")]
    different = known.drop_duplicates(["child", name])
    twice = different[different.duplicated("child")]
    problem = (f"a child with two different entries for {words}", "The first is used. Say which is right.")
    return [
        Where(context.return_id, words, str(words_of_list)).finding("query", problem, pd.Index(rows["row"]))
        for words_of_list, rows in twice.groupby("list", sort=True)
    ]
