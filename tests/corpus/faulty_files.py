"""Faulty returns, one small function for each fault; every one holds a child that no message may show.

Each takes an empty folder and returns the file that a partner would have sent.
"""

from __future__ import annotations

import hashlib
import io
import zipfile

from annex_a_maker import HEADERS, csv_bytes, row, write_workbook
from census_maker import WHOLE_CHILD, census_text
from template_files import filled_row, header

from safeguarding_report.formats import sheet as limits
from safeguarding_report.formats.read_return import ReturnContext
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.year import ReportingYear

CANARY = "Robin Canary"
CHILD = {"Child Unique ID": "CANARY7"}
WORKER = {"Allocated Worker": CANARY}


def context(return_id="council/list.csv", authority="Z06000001"):
    """What a reader is told; a pseudonym holds nothing of what it stands for."""
    return ReturnContext(
        return_id, authority, ReportingYear(2023), lambda child: hashlib.sha256(child.encode()).hexdigest()[:16]
    )


def saved(folder, content, name="return.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def referral(**cells):
    return row(3, **(CHILD | WORKER | cells))


def referrals(*rows, encoding="utf-8"):
    return csv_bytes(HEADERS[3], rows or [referral()], encoding)


def workbook(folder, rows=None, **options):
    return write_workbook(folder / "a.xlsx", [("List 3", HEADERS[3], rows or [referral()])], **options)


def archive(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return held.getvalue()


def with_part(folder, name, content):
    path = workbook(folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as written:
        written.writestr(name, content)
    return path


def census(**changes):
    return census_text(WHOLE_CHILD.replace("INVENTED1", "CANARY7"), **changes)


def figures(**cells):
    lines = (
        header(PARTNER_FIGURES),
        filled_row(PARTNER_FIGURES, **({"indicator_id": "mash_contacts", "note": CANARY} | cells)),
    )
    return "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n"
    "CANARY7,03/04/2023,S,C2,N1,U1,PR1,,,,ZE1 0AA,ZE1 0AA,\r\n"
    "CANARY8,25/04/2023,S,C2,N1,U1,PR1,13/03/2024,X1,,ZE1 0AA,ZE1 0AA,\r\n"
)
"""The list of episodes of SSDA903."""


def template_workbook(folder, rows=None, **options):
    """A filled template of figures as a workbook: its header is row 1."""
    return write_workbook(
        folder / "t.xlsx", [("Partner figures", header(PARTNER_FIGURES), rows or [template_row()])], **options
    )


def template_row(**cells):
    return filled_row(PARTNER_FIGURES, **({"indicator_id": "mash_contacts", "note": "none"} | cells))


def template_place(column):
    return header(PARTNER_FIGURES).index(column)


def merged_template(folder):
    place = template_place("numerator")

    def merge(_name, sheet, _book):
        sheet.merge_range(1, place, 2, place, "12")

    return template_workbook(folder, [template_row(), template_row()], change=merge)


def hidden_template(folder):
    sheets = [("Notes", ("Subject", "What to know"), [("Dates", "Year first")])]
    sheets.append((CANARY, header(PARTNER_FIGURES), [template_row()]))
    return write_workbook(folder / "t.xlsx", sheets, hidden=(CANARY,))


def template_formula(folder):
    def write(_name, sheet, _book):
        sheet.write_formula(1, template_place("numerator"), "=A1+1", value="")

    return template_workbook(folder, change=write)


def wide_workbook(folder):
    extra = [""] * (limits.MOST_COLUMNS - len(HEADERS[3]))
    return write_workbook(folder / "a.xlsx", [("L", [*HEADERS[3], *extra, "x"], [[*referral(), *extra, "x"]])])


def merged(folder):
    def merge(_name, sheet, _book):
        sheet.merge_range(3, 5, 4, 5, "03/04/2023")

    return workbook(folder, [referral()] * 4, change=merge)


def hidden(folder):
    sheets = [("List 3", HEADERS[3], [referral()]), (CANARY, HEADERS[4], [row(4, **CHILD)])]
    return write_workbook(folder / "a.xlsx", sheets, hidden=(CANARY,))


def serial_dates(folder, column, value):
    rows = [[value if header == column else cell for header, cell in zip(HEADERS[3], referral(), strict=True)]]
    return write_workbook(folder / "a.xlsx", [("List 3", HEADERS[3], rows)])


def wide(folder):
    extra = [""] * (limits.MOST_COLUMNS + 1 - len(HEADERS[3]))
    return saved(folder, csv_bytes([*HEADERS[3], *extra], [[*referral(), *extra]]))


def zip_bomb(folder):
    return saved(folder, archive({"list.csv": bytes(limits.SMALL_UNZIPPED_BYTES + 1)}))


def bomb_in_workbook(folder):
    return with_part(folder, "xl/media/image1.png", bytes(limits.SMALL_UNZIPPED_BYTES * 2))


def locked(folder):
    content = bytearray(archive({"list.csv": referrals()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return saved(folder, bytes(content), "a.zip")


def cut(content, share=0.5):
    return content[: int(len(content) * share)]


def cut_workbook(folder):
    return saved(folder, cut(workbook(folder).read_bytes()), "b.xlsx")
