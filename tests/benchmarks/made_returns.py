"""Returns invented for the benchmarks: a national year as CSV lists, a workbook of eleven lists, a census.

The same size gives the same bytes. A few cells in a thousand are wrong, so that findings are located too.
"""

from __future__ import annotations

import random
import re
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import xlsxwriter
from pyarrow import csv as arrow_csv

START, YEAR_DAYS = date(2023, 4, 1), 366
OLDEST_DAYS = 17 * 365
FIRST_DAY = START - timedelta(days=18 * 365)
DAYS = np.array([f"{FIRST_DAY + timedelta(days=at):%d/%m/%Y}" for at in range(20 * 365)], dtype=object)
YEAR_AT = (START - FIRST_DAY).days

SEX = ("a) Male", "b) Female")
ETHNICITY = ("a) WBRI", "b) WIRI", "e) WOTH", "f) MWBC", "j) AIND", "k) APKN", "o) BAFR", "s) NOBT")
DISABLED = ("b) No", "a) Yes")
YES_NO = ("a) Yes", "b) No")
SOURCES = (
    "a) 1A: Individual",
    "b) 1B: Individual",
    "e) 2A: Schools",
    "g) 3A: Health",
    "q) 6: Police",
    "s) 8: Other",
    "",
)
UNKNOWN_SOURCE = "by carrier pigeon"
NO_SUCH_DAY = "31/02/2024"

WORKBOOK_SHARES = {1: 25, 2: 10, 3: 17, 4: 17, 5: 7, 6: 10, 7: 3, 8: 5, 9: 2, 10: 2, 11: 2}
"""Of a hundred rows of the workbook, how many are of each list; 10 and 11 are recognised and left out."""
NOT_READ = {10: "Date of Decision that Child Should be Placed for Adoption", 11: "Date enquiry received"}


class _Children:
    """Children of the country, each with what every list says of it."""

    def __init__(self, number, rng):
        self.rng = rng
        self.first = rng.integers(0, YEAR_DAYS - 5, number)
        self.ids = np.array([f"Z{at * 97 % 99_999_989:08d}" for at in range(number)], dtype=object)
        self.born = self.first - rng.integers(0, OLDEST_DAYS, number)
        self.sex, self.ethnicity, self.disabled = (self.some(words, number) for words in (SEX, ETHNICITY, DISABLED))

    def some(self, words, number):
        """Return so many of some words at random."""
        return np.array(words, dtype=object)[self.rng.integers(0, len(words), number)]

    def one_in(self, number, size):
        """Return True for one row in so many."""
        return self.rng.random(size) < 1 / number

    def lead(self, children):
        """Return the columns that every list has; one row in 5,000 contradicts the others about the child."""
        size = len(children)
        ethnicity = np.where(self.one_in(5000, size), "o) BAFR", self.ethnicity[children])
        return {
            "Child Unique ID": self.ids[children],
            "Gender": self.sex[children],
            "Ethnicity": np.where(self.one_in(100, size), "", ethnicity),
            "Date of Birth": days(self.born[children]),
            "Age of Child (Years)": ((YEAR_DAYS - self.born[children]) // 365).astype(str).astype(object),
        }

    def staff(self, size):
        """Return the columns that say who works with the child; no reader keeps them."""
        return {
            "Allocated Team": self.some(("North team", "South team"), size),
            "Allocated Worker": self.some(("A. Worker", "B. Worker", "C. Worker"), size),
        }


def days(numbers, blank=None):
    """Return days, counted from 1 April 2023, as dd/mm/yyyy; nothing where `blank` says so."""
    texts = DAYS[YEAR_AT + numbers]
    return texts if blank is None else np.where(blank, "", texts)


def national_year(folder: Path, referrals: int) -> None:
    """Write lists 3, 4 and 5 of Annex A: for 1,000,000 referrals 600,000 assessments and 230,000 enquiries."""
    rng = np.random.default_rng(1)
    children = _Children(referrals * 7 // 10, rng)
    everybody = np.arange(len(children.ids))
    again = rng.integers(0, len(everybody), referrals - len(everybody))
    who = np.concatenate([everybody, again])
    later = np.concatenate([np.zeros(len(everybody), dtype=np.int64), rng.integers(0, 60, len(again))])
    _write(folder / "List 3.csv", _referrals(children, who, np.minimum(children.first[who] + later, YEAR_DAYS - 1)))
    _write(folder / "List 4.csv", _assessments(children, rng.permutation(everybody)[: referrals * 6 // 10]))
    _write(folder / "List 5.csv", _enquiries(children, rng.permutation(everybody)[: referrals * 23 // 100]))


def _referrals(children, who, day):
    size = len(who)
    source = np.where(children.one_in(2000, size), UNKNOWN_SOURCE, children.some(SOURCES, size))
    return {
        **children.lead(who),
        "Date of referral": np.where(children.one_in(10_000, size), NO_SUCH_DAY, days(day)),
        "Referral Source": source,
        "Referral NFA?": np.where(children.one_in(5000, size), "", children.some(YES_NO, size)),
        "Number of Referrals in Last 12 Months": children.some(("0", "0", "0", "1", "2"), size),
        **children.staff(size),
    }


def _assessments(children, who):
    size = len(who)
    start = children.first[who] + children.rng.integers(0, 5, size)
    took = np.where(children.one_in(2000, size), -1, children.rng.integers(0, 60, size))
    blank = children.one_in(20, size) | (start + took >= YEAR_DAYS)
    return {
        **children.lead(who),
        "Does the Child have a Disability": children.disabled[who],
        "Continuous Assessment Start Date": days(np.where(children.one_in(3000, size), start - 40, start)),
        "Child Seen During Continuous Assessment": children.some(YES_NO, size),
        "Continuous Assessment Date of Authorisation": days(start + took, blank),
        "Was the child assessed as requiring LA children's social care support?": children.some(YES_NO, size),
        **children.staff(size),
    }


def _enquiries(children, who):
    size = len(who)
    start = children.first[who] + children.rng.integers(0, 5, size)
    no_conference = children.rng.random(size) < 0.6
    took = np.where(children.one_in(2000, size), -1, children.rng.integers(0, 20, size))
    contradicts = children.one_in(2000, size)
    return {
        **children.lead(who),
        "Does the Child have a Disability": children.disabled[who],
        "Strategy discussion initiating Section 47 Enquiry Start Date": days(start),
        "Was an Initial Child Protection Conference deemed unnecessary?": np.where(
            no_conference | contradicts, "a) Yes", "b) No"
        ),
        "Date of Initial Child Protection Conference": days(start + took, no_conference),
        "Did the Initial Child Protection Conference Result in a Child Protection Plan": np.where(
            no_conference, "", children.some(YES_NO, size)
        ),
        "Number of Section 47 Enquiries in the last 12 months": children.some(("0", "1"), size),
        "Number of ICPCs in the last 12 months": children.some(("0", "1"), size),
        **children.staff(size),
    }


def _write(path, columns):
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    arrow_csv.write_csv(table, path, arrow_csv.WriteOptions(quoting_style="needed"))


def workbook(path: Path, rows: int) -> None:
    """Write a workbook of eleven lists as a spreadsheet keeps it: shared texts, and dates as days of the calendar."""
    sys.path.append(str(Path(__file__).parents[1] / "unit"))
    from annex_a_maker import HEADERS, row

    rnd = random.Random(1)  # noqa: S311 — nothing here is secret
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, share in WORKBOOK_SHARES.items():
            sheet = book.add_worksheet(f"List {number}")
            model = number if number in HEADERS else 9
            # Where the list of care leavers says that the authority is in touch, these say what they are known by.
            sheet.write_row(
                0, 0, [NOT_READ.get(number, text) if text == "LA in Touch" else text for text in HEADERS[model]]
            )
            plain = row(model)
            for at in range(1, rows * share // 100 + 1):
                for place, text in enumerate(_workbook_row(plain, number * 100_000 + at, rnd)):
                    if isinstance(text, date):
                        sheet.write_datetime(at, place, text, day)
                    else:
                        sheet.write_string(at, place, text)


def _workbook_row(plain, child, rnd):
    moved = rnd.randrange(-150, 200)
    yield str(child)
    yield rnd.choice(SEX)
    yield rnd.choice(ETHNICITY)
    for text in plain[3:]:
        if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
            yield date(int(text[6:]), int(text[3:5]), int(text[:2])) + timedelta(days=moved)
        else:
            yield text


def census(path: Path, size: int) -> None:
    """Write a children in need census of at least so many bytes, without the line ends that would fill it."""
    rnd = random.Random(1)  # noqa: S311 — nothing here is secret
    head = (
        '<?xml version="1.0" encoding="utf-8"?><Message><Header><CollectionDetails><Collection>CIN</Collection>'
        "<Year>2024</Year><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails><Source>"
        "<SourceLevel>L</SourceLevel><LEA>331</LEA><SoftwareCode>x</SoftwareCode><Release>1</Release>"
        "<SerialNo>001</SerialNo><DateTime>2024-05-23T11:14:05</DateTime></Source></Header><Children>"
    )
    with path.open("w", encoding="utf-8") as file:
        written, child = file.write(head), 0
        while written < size:
            child += 1
            written += file.write(_census_child(child, rnd))
        file.write("</Children></Message>\n")


def _census_child(child, rnd):
    details = "".join(_census_details(rnd) for _ in range(rnd.choice((1, 1, 1, 2))))
    return (
        f"<Child><ChildIdentifiers><LAchildID>INV{child:08d}</LAchildID><UPN>A{child:012d}</UPN>"
        f"<PersonBirthDate>{_iso(rnd, 6000)}</PersonBirthDate><Sex>{rnd.choice('MF')}</Sex></ChildIdentifiers>"
        "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>"
        f"</ChildCharacteristics>{details}</Child>"
    )


def _census_details(rnd):
    factors = "".join(f"<AssessmentFactors>{at}A</AssessmentFactors>" for at in range(1, 1 + rnd.randrange(1, 7)))
    enquiry = (
        f"<Section47><S47ActualStartDate>{_iso(rnd)}</S47ActualStartDate>"
        f"<InitialCPCtarget>{_iso(rnd)}</InitialCPCtarget><DateOfInitialCPC>{_iso(rnd)}</DateOfInitialCPC>"
        "<ICPCnotRequired>false</ICPCnotRequired></Section47>"
    )
    plan = (
        f"<ChildProtectionPlans><CPPstartDate>{_iso(rnd)}</CPPstartDate>"
        "<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>"
        f"<NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews><CPPreviewDate>{_iso(rnd)}</CPPreviewDate>"
        f"<CPPreviewDate>{_iso(rnd)}</CPPreviewDate></Reviews></ChildProtectionPlans>"
    )
    return (
        f"<CINdetails><CINreferralDate>{_iso(rnd)}</CINreferralDate><ReferralSource>1A</ReferralSource>"
        f"<PrimaryNeedCode>N1</PrimaryNeedCode><CINclosureDate>{_iso(rnd)}</CINclosureDate>"
        "<ReasonForClosure>RC7</ReasonForClosure><Assessments>"
        f"<AssessmentActualStartDate>{_iso(rnd)}</AssessmentActualStartDate>"
        f"<AssessmentAuthorisationDate>{_iso(rnd)}</AssessmentAuthorisationDate>"
        f"<FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment></Assessments>"
        f"{enquiry if rnd.random() < 0.4 else ''}<ReferralNFA>0</ReferralNFA>"
        f"{plan if rnd.random() < 0.2 else ''}</CINdetails>"
    )


def _iso(rnd, span=700):
    return (date(2024, 3, 31) - timedelta(days=rnd.randrange(span))).isoformat()
