"""Values of a census as text, gathered by kind of block; every value keeps its own line."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.formats.census.elements import known_elements
from safeguarding_report.formats.census.notices import Notice
from safeguarding_report.formats.census.prolog import Refused, refusal
from safeguarding_report.formats.sheet import MOST_ROWS

if TYPE_CHECKING:
    from safeguarding_report.formats.census.notices import Notices
    from safeguarding_report.formats.census.walk import Block

_TWICE = "It may stand once. The first is read; take out those that are wrong."


@dataclass
class Gathered:
    """Blocks of one kind: where each stands, what it belongs to, and its values."""

    elements: tuple[str, ...]
    rows: array[int] = field(default_factory=lambda: array("i"))
    children: array[int] = field(default_factory=lambda: array("i"))
    """For each block the number of its child, counted from 0."""
    within: array[int] = field(default_factory=lambda: array("i"))
    """For each block the number of the block it stands in, counted from 0."""
    texts: dict[str, list[str | None]] = field(default_factory=dict)
    lines: dict[str, array[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = {element: [] for element in self.elements}
        self.lines = {element: array("i") for element in self.elements}

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, element: str) -> pd.Series[Any]:
        """Return the texts of an element; its index holds the line of each."""
        return pd.Series(self.texts[element], index=np.array(self.lines[element]), dtype="str")


class Gathering:
    """All that is gathered from one file."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._texts: dict[str, str] = {}
        self._records = 0
        self.children = Gathered(("LAchildID", "PersonBirthDate", "ExpectedPersonBirthDate", "Sex", "Ethnicity"))
        self.disabilities = Gathered(("Disability",))
        self.details = Gathered(
            (
                "CINreferralDate",
                "ReferralSource",
                "PrimaryNeedCode",
                "CINclosureDate",
                "ReasonForClosure",
                "DateOfInitialCPC",
                "ReferralNFA",
            )
        )
        self.assessments = Gathered(("AssessmentActualStartDate", "AssessmentAuthorisationDate"))
        self.factors = Gathered(("AssessmentFactors",))
        self.enquiries = Gathered(("S47ActualStartDate", "DateOfInitialCPC", "ICPCnotRequired"))
        self.plans = Gathered(
            ("CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP")
        )
        self.reviews = Gathered(("CPPreviewDate",))

    def add(self, child: Block) -> None:
        """Take the values of one child.

        Raises
        ------
        Refused
            When the file holds more records than any authority has.

        """
        number = len(self.children)
        values = {name: value for block in child.blocks for name, value in self._values(block).items()}
        if "Sex" not in values and "GenderCurrent" in values:
            values["Sex"] = values["GenderCurrent"]  # what the element was called before 2024
        self._put(self.children, child.row, values, number, number)
        for characteristics in child.all("ChildCharacteristics"):
            for block in characteristics.all("Disabilities"):
                self._each(self.disabilities, block, number, number)
        for details in child.all("CINdetails"):
            self._details(details, number)
        if self._records > MOST_ROWS:
            message = f"Up to {MOST_ROWS:,} are read. Is it one census of one authority?"
            raise Refused(refusal("too many records", message), row=child.row)

    def _details(self, details: Block, child: int) -> None:
        place = len(self.details)
        self._put(self.details, details.row, self._values(details), child, place)
        for block in details.all("Assessments"):
            assessment = len(self.assessments)
            self._put(self.assessments, block.row, self._values(block), child, place)
            for factors in block.all("FactorsIdentifiedAtAssessment"):
                self._each(self.factors, factors, child, assessment)
        for block in details.all("Section47"):
            self._put(self.enquiries, block.row, self._values(block), child, place)
        for block in details.all("ChildProtectionPlans"):
            plan = len(self.plans)
            self._put(self.plans, block.row, self._values(block), child, place)
            for reviews in block.all("Reviews"):
                self._each(self.reviews, reviews, child, plan)

    def _each(self, gathered: Gathered, block: Block, child: int, within: int) -> None:
        """Take an element that may stand several times: each is a record of its own."""
        (element,) = gathered.elements
        for text, row in block.texts.get(element, ()):
            if text.strip():
                self._put(gathered, row, {element: (text, row)}, child, within)

    def _values(self, block: Block) -> dict[str, tuple[str, int]]:
        values = {}
        repeated = known_elements()[block.name].repeated
        for name, given in block.texts.items():
            filled = [value for value in given if value[0].strip()]
            if len(filled) > 1 and name not in repeated:
                self._notices.add(Notice("error", name, "value given several times", _TWICE), filled[1][1])
            if filled:
                values[name] = filled[0]
        return values

    def _put(self, gathered: Gathered, row: int, values: dict[str, tuple[str, int]], child: int, within: int) -> None:
        self._records += 1
        gathered.rows.append(row)
        gathered.children.append(child)
        gathered.within.append(within)
        for element in gathered.elements:
            text, line = values.get(element, (None, row))
            # Most texts come again and again; each is kept once.
            gathered.texts[element].append(None if text is None else self._texts.setdefault(text, text))
            gathered.lines[element].append(line)
