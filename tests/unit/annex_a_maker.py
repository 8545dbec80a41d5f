"""Small Annex A lists about invented children, as rows, workbooks and CSV files."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pandas as pd
import xlsxwriter

from safeguarding_report.formats.read_return import ReturnContext
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear(2023)
CHILD = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
TEAM = ("Allocated Team", "Allocated Worker")
DISABILITY = "Does the Child have a Disability"

HEADERS = {
    1: (*CHILD, "Date of Contact", "Contact Source"),
    2: (*CHILD, "Assessment start date", "Assessment completion date", "Organisation completing assessment"),
    3: (
        *CHILD, "Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months", *TEAM,
    ),
    4: (
        *CHILD, DISABILITY, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children's social care support?", *TEAM,
    ),
    5: (
        *CHILD, DISABILITY, "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months", "Number of ICPCs in the last 12 months", *TEAM,
    ),
    6: (
        *CHILD, DISABILITY, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date",
        "Reason for Closure", "Case Status", *TEAM,
    ),
    7: (
        *CHILD, DISABILITY, "Child Protection Plan Start Date", "Initial Category of Abuse",
        "Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?",
        "Date of latest review conference", "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans", *TEAM,
    ),
    8: (
        *CHILD, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", DISABILITY,
        "Date Started to be Looked After", "Child's Legal Status", "Date Ceased to be Looked After",
        "Reason Ceased to be Looked After", "Start Date of Most Recent Placement", "Placement Type",
        "Placement Provider", "Placement postcode",
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?", *TEAM,
    ),
    9: (
        *CHILD, DISABILITY, "Eligibility Category", "LA in Touch", "Type of Accommodation",
        "Suitability of Accommodation", "Activity Status",
    ),
}  # fmt: skip

ABOUT = ("b) Female", "a) WBRI", "14/09/2012", "11")
STAFF = ("North team", "A. Worker")


def context(return_id="ashmere-council/annex_a.xlsx", year=YEAR):
    return ReturnContext(return_id, "Z06000001", year, lambda child: f"p-{child}")


def row(number, **cells):
    """One plain row of a list about invented child 7, with other cells by header."""
    plain = {
        1: ("7", *ABOUT, "03/04/2023", "q) 6: Police"),
        2: ("7", *ABOUT, "03/04/2023", "01/05/2023", "Health"),
        3: ("7", *ABOUT, "03/04/2023", "q) 6: Police", "b) No", "0", *STAFF),
        4: ("7", *ABOUT, "b) No", "04/04/2023", "a) Yes", "12/05/2023", "a) Yes", *STAFF),
        5: ("7", *ABOUT, "b) No", "05/04/2023", "b) No", "20/04/2023", "a) Yes", "0", "0", *STAFF),
        6: ("7", *ABOUT, "b) No", "03/04/2023", "N1", "01/03/2024", "", "", "c) Child in need plan", *STAFF),
        7: (
            "7", *ABOUT, "b) No", "20/04/2023", "a) Neglect", "b) Physical Abuse", "01/03/2024", "Yes", "15/07/2023",
            "", "N", "1", *STAFF,
        ),
        8: (
            "7", *ABOUT, "N", "b) No", "01/06/2023", "C2 - Full care order", "", "", "01/08/2023",
            "U6 - Placement with other foster carer", "PR1", "ZZ1 1ZZ", "2", "a) Yes", "b) No", *STAFF,
        ),
        9: ("7", "b) Female", "a) WBRI", "14/09/2004", "19", "b) No", "Former relevant", "Yes", "U", "a) Suitable", "F2"),
    }[number]  # fmt: skip
    return tuple(cells.get(header, cell) for header, cell in zip(HEADERS[number], plain, strict=True))


def days(count, first=YEAR.start, last=YEAR.end):
    """So many days spread evenly, as dd/mm/yyyy."""
    span = (last - first).days
    return [f"{first + timedelta(days=span * at // (count - 1)):%d/%m/%Y}" for at in range(count)]


def referrals(count, first=YEAR.start, last=YEAR.end):
    return [
        row(3, **{"Child Unique ID": str(at), "Date of referral": day})
        for at, day in enumerate(days(count, first, last))
    ]


def csv_bytes(header, rows, encoding="utf-8"):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def write_list(path, number, rows, encoding="utf-8", header=None):
    path.write_bytes(csv_bytes(header or HEADERS[number], rows, encoding))
    return path


def write_workbook(path, sheets, hidden=(), change=None):
    """Write sheets of (name, header, rows); dates become date cells; `change` may write more to each sheet."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for at, cells in enumerate([header, *rows]):
                for place, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, place, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(at, place, cell)
                    else:
                        sheet.write(at, place, cell)
            if change is not None:
                change(name, sheet, book)
    return path


def place(number, header):
    return HEADERS[number].index(header)


def rules(read):
    return sorted((finding.severity, finding.rule) for finding in read.findings)


def found(read, rule):
    """The one finding of a rule."""
    hits = [finding for finding in read.findings if finding.rule == rule]
    assert len(hits) == 1, rules(read)
    return hits[0]


def column(read, table, name):
    return [None if pd.isna(value) else value for value in read.tables[table][name]]


def day_texts(read, table, name):
    return [None if value is None else f"{value:%Y-%m-%d}" for value in column(read, table, name)]
