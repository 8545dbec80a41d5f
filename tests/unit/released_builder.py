"""A made-up released folder for tests: invented areas "Ashmere" (large) and "Wold" (tiny), with a right seal.

`write_released(folder)` writes the released figures of Ashmere alone, `joint=True` those of both together.
`cells` puts other numbers in: {("referrals", ASHMERE, "202324"): (4505, 80494)}; a symbol hides, None is "not held".
With a category the key has four parts: {("referrals_by_source", ASHMERE, "202324", "police"): "c"}.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from decimal import Decimal

from safeguarding_report.figures import SEALED_WORDS
from safeguarding_report.released import FIGURE_COLUMNS, SEALED, Comparison, MeasureWords, figure_id
from safeguarding_report.rounding import PER_10000, PER_CENT, half_up, ratio

ASHMERE, WOLD, JOINT = "E06999001", "E06999002", "ashmere-and-wold"
NEIGHBOURS = f"neighbours-of-{ASHMERE}"
REGION, ENGLAND = "E12999001", "E92000001"
PERIODS = ("201920", "202021", "202122", "202223", "202324")

# title: (plain name, data types, what it is divided by, chapter, period type, Ashmere's counts, Wold's counts)
TITLES = {
    "population": ("Children aged 0 to 17", "count", "", "local-context", "at 30 June", (76447, 76721, 76520, 78233, 80494), (699, 654, 654, 841, 642)),
    "children_in_need": ("Children in need", "count rate", "population", "children-in-need", "at 31 March", (3418, 3640, 3560, 3780, 3597), (101, 88, 95, 108, 24)),
    "referrals": ("Referrals", "count rate", "population", "referrals", "year", (5382, 5754, 4987, 4925, 4505), (100, 62, 60, 59, 63)),
    "children_referred": ("Children referred", "count rate", "population", "referrals", "year", (4900, 5200, 4500, 4460, 4098), (90, 58, 56, 55, 60)),
    "rereferrals": ("Re-referrals", "count percent", "referrals", "referrals", "year", (1325, 1439, 1232, 939, 941), (15, 7, "c", "c", "c")),
    "assessments_completed": ("Assessments completed", "count rate", "population", "assessments", "year", (4826, 5020, 4373, 4844, 4801), (67, 44, 48, 38, 22)),
    "assessments_in_45_days": ("Assessments within 45 working days", "count percent", "assessments_completed", "assessments", "year", (4077, 4508, 3785, 3790, 4024), ("c", "c", "c", "c", "c")),
    "section47_enquiries": ("Section 47 enquiries", "count rate", "population", "section-47", "year", (1983, 2247, 2099, 2244, 2548), (20, "c", 21, 11, 9)),
    "initial_conferences": ("Initial conferences", "count rate", "population", "section-47", "year", (563, 645, 619, 593, 605), (9, "c", "c", "c", 6)),
    "initial_conferences_in_15_days": ("Initial conferences within 15 working days", "count percent", "initial_conferences", "section-47", "year", (490, 583, 549, 486, 505), (9, "c", "c", "c", "c")),
    "child_protection_plans": ("Child protection plans", "count rate", "population", "child-protection-plans", "at 31 March", (400, 461, 511, 489, 511), ("c", "c", "c", 0, "c")),
    "child_protection_plans_starting": ("Child protection plans starting", "count rate", "population", "child-protection-plans", "year", (515, 609, 594, 538, 578), ("c", "c", "c", "c", "c")),
    "repeat_child_protection_plans": ("Repeat plans", "count percent", "child_protection_plans_starting", "child-protection-plans", "year", (168, 128, 137, 115, 157), ("c", 0, 0, "c", "c")),
    "child_protection_plans_two_years": ("Plans of two years or more", "count percent", "child_protection_plans", "child-protection-plans", "at 31 March", (9, "c", 14, 11, 19), (0, 0, 0, "z", 0)),
    "child_protection_plans_reviewed": ("Plans reviewed in time", "count percent", "plans_open_3_months", "child-protection-plans", "at 31 March", (247, 304, 371, 312, 302), ("c", "c", "c", "z", "c")),
    "children_looked_after": ("Looked-after children", "count rate", "population", "looked-after", "at 31 March", (None, 747, 724, 725, 672), (None, 20, 10, 9, 7)),
}  # fmt: skip

OTHER_DENOMINATORS = {"plans_open_3_months": ((262, 311, 375, 349, 338), ("c", "c", "c", 0, "c"))}

CATEGORIES = {
    "referrals_by_source": (
        "source", "Referrals by source", "count percent", "referrals",
        (("individual", "Individuals", 390), ("schools", "Schools", 905), ("education_services", "Other education", 88),
         ("health_services", "Health services", 702), ("housing", "Housing", "c"), ("local_authority_services", "Local authority services", 520),
         ("police", "Police", 1460), ("other_legal_agency", "Courts and other legal agencies", 131), ("other", "Other", 210),
         ("anonymous", "Anonymous", 99), ("unknown", "Not recorded", "c")),
    ),
    "referrals_by_month": (
        "month", "Referrals by month", "count", "referrals",
        (("april", "April", 340), ("may", "May", 402), ("june", "June", 410), ("july", "July", 398), ("august", "August", 280),
         ("september", "September", 371), ("october", "October", 420), ("november", "November", 431), ("december", "December", 330),
         ("january", "January", 389), ("february", "February", 352), ("march", "March", 382)),
    ),
    "referrals_by_quarter": (
        "quarter", "Referrals by quarter", "count", "referrals",
        (("quarter_1", "April to June", 1152), ("quarter_2", "July to September", 1049),
         ("quarter_3", "October to December", 1181), ("quarter_4", "January to March", 1123)),
    ),
    "assessments_by_duration": (
        "duration", "Assessments by how long they took", "count percent", "assessments",
        (("1_to_10_days", "1 to 10 working days", 900), ("41_to_45_days", "41 to 45 working days", 3124),
         ("46_to_50_days", "46 to 50 working days", 700), ("51_to_60_days", "51 to 60 working days", "c")),
    ),
    "child_protection_plans_by_category": (
        "category_of_abuse", "Plans by category of abuse", "count percent", "child-protection-plans",
        (("neglect", "Neglect", 262), ("physical", "Physical abuse", 31), ("sexual", "Sexual abuse", 12),
         ("emotional", "Emotional abuse", 206), ("multiple", "More than one category", 0)),
    ),
}  # fmt: skip
"""title: (breakdown, plain name, data types, chapter, (category, plain name, Ashmere's number of the last year))."""

CATEGORY_WHOLES = {
    "referrals_by_source": "referrals",
    "assessments_by_duration": "assessments_completed",
    "child_protection_plans_by_category": "child_protection_plans",
}

POLARITIES = {
    "assessments_in_45_days_percent": "high",
    "initial_conferences_in_15_days_percent": "high",
    "rereferrals_percent": "low",
    "repeat_child_protection_plans_percent": "low",
}

UNITS = {"count": "count", "rate": "per 10,000 children", "percent": "per cent"}

NOTES = (
    {
        "note": "england-without-ashmere",
        "text": "England's referrals for 2020-21 hold the figures of one authority for the year before.",
        "areas": [ENGLAND],
        "titles": ["referrals"],
        "time_periods": ["202021"],
        "source": "children_in_need_2024/c1",
    },
)

# How a comparator differs from Ashmere: (size, what its rate is as a share of Ashmere's in each year).
COMPARATORS = {
    NEIGHBOURS: (1, ("0.93", "0.90", "0.94", "0.97", "0.95")),
    REGION: (10, ("0.86", "0.84", "0.88", "0.85", "0.89")),
    ENGLAND: (150, ("0.78", "0.71", "0.86", "0.83", "0.92")),
}


def write_released(
    folder,
    *,
    joint=False,
    year="2023-24",
    cells=None,
    figures=None,
    comparisons=None,
    notes=NOTES,
    neighbours=True,
    demonstration="Invented figures for tests.",
    returns=(),
    reasons=(),
    authorities=None,
    registers=None,
    facts=None,
    narratives=None,
):
    """Write a released folder with its seal and return it; `figures` and `comparisons` replace all of ours.

    `registers` are entries by register; `facts` go over those of report.json.
    """
    partnership = JOINT if joint else "ashmere"
    files = {
        "figures.csv": _csv(
            FIGURE_COLUMNS,
            default_figures(joint, cells or {}, year, neighbours=neighbours) if figures is None else figures,
        ),
        "comparisons.csv": _csv(
            Comparison.__dataclass_fields__, default_comparisons(year) if comparisons is None else comparisons
        ),
        "measures.json": _json(default_measures()),
        "report.json": _json(_report(partnership, joint, year, neighbours, demonstration) | (facts or {})),
        "notes.json": _json(list(notes)),
        "data_quality.json": _json(list(returns)),
        "why.json": _json(list(reasons)),
        "authorities.json": _json(authorities or {}),
        "registers.json": _json(
            {name: {"entries": entries, "held_back": False} for name, entries in (registers or {}).items()}
        ),
        "sources.json": _json([_source("children_in_need_2024"), _source("children_looked_after_2025")]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    seal_again(folder)
    write_narratives(folder.with_name("narratives"), narratives or {})
    return folder


def write_narratives(folder, narratives):
    """Write what the partnership wrote, by chapter, as it lies beside released figures."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {chapter: {"text": text, "held_back": False} for chapter, text in narratives.items()}
    (folder / "narratives.json").write_text(_json(words), encoding="utf-8")
    seal_again(folder, SEALED_WORDS)


def seal_again(folder, names=SEALED):
    """Write the seal that the files now have."""
    seal = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "seal.json").write_text(_json(seal), encoding="utf-8")


def default_measures():
    """Return the words of every measure, in report order."""
    records = []
    for title, (name, types, _, chapter, period_type, *_) in TITLES.items():
        records += [_words(title, data_type, name, chapter, period_type, "", ()) for data_type in types.split()]
        for broken, (breakdown, broken_name, types_, chapter_, categories) in CATEGORIES.items():
            after = {
                "referrals_by_source": "rereferrals",
                "referrals_by_month": "rereferrals",
                "referrals_by_quarter": "rereferrals",
                "assessments_by_duration": "assessments_in_45_days",
            }
            if after.get(broken, "child_protection_plans_reviewed") == title:
                names = tuple((code, words) for code, words, _ in categories)
                records += [
                    _words(broken, kind, broken_name, chapter_, "year", breakdown, names) for kind in types_.split()
                ]
    return records


def default_figures(joint, cells, year, *, neighbours=True):
    """Return every figure of the default report as a row of figures.csv."""
    partnership = JOINT if joint else "ashmere"
    return [
        row | {"partnership": partnership}
        for period in PERIODS
        if period <= year.replace("-", "")
        for row in (*_whole_figures(joint, cells, period, neighbours), *_category_figures(joint, cells, period))
    ]


def default_comparisons(year):
    """Return how all authorities are spread: changes of ±8 % are ordinary, beyond ±20 % large (3 and 8 points)."""
    rows = []
    for words in default_measures():
        if words["breakdown"]:
            continue
        middle = _middle(words)
        first = "202021" if words["title"] == "children_looked_after" else "201920"
        inner, outer = ("3", "8") if words["data_type"] == "percent" else ("8", "20")
        for period in (one for one in PERIODS if first <= one <= year.replace("-", "")):
            changes = ("", "", "", "", "") if period == first else (f"-{outer}", f"-{inner}", "0.0", inner, outer)
            levels = [str(half_up(Decimal(middle) * share / 10, 1)) for share in (6, 8, 10, 12, 15)]
            row = (words["measure"], period, 152, *levels, 0 if period == first else 151, *changes)
            rows.append(dict(zip(Comparison.__dataclass_fields__, row, strict=True)))
    return rows


def _middle(words):
    return {"count": 1000, "percent": 60}.get(words["data_type"], 70 if "plans" in words["title"] else 400)


def _whole_figures(joint, cells, period, neighbours):
    rows = []
    for title, (_, types, whole, *_) in TITLES.items():
        for area in _areas(joint, neighbours=neighbours):
            cell = _cell(title, whole, area["code"], period, cells)
            if cell is not None:
                rows += [_figure(title, kind, area, period, cell) for kind in types.split() if _wanted(area, kind)]
    return rows


def _wanted(area, data_type):
    return area["role"] != "neighbours" or data_type != "count"


def _category_figures(joint, cells, period):
    rows = []
    for title, (breakdown, _, types, _, categories) in CATEGORIES.items():
        whole = CATEGORY_WHOLES.get(title, "referrals")
        for area in (
            area for area in _areas(joint, neighbours=False) if area["level"] in {"Local authority", "Partnership"}
        ):
            for category, _, number in categories:
                cell = cells.get(
                    (title, area["code"], period, category), _category_cell(area["code"], number, period, whole)
                )
                if cell is not None:
                    rows += [_figure(title, kind, area, period, cell, breakdown, category) for kind in types.split()]
    return rows


def _category_cell(code, number, period, whole):
    if code != ASHMERE:
        return "c"
    denominator = TITLES[whole][5][PERIODS.index(period)]
    return number if isinstance(number, str) else (number, denominator)


def _cell(title, whole, code, period, cells):
    """Return (numerator, denominator), a symbol, or None; a joint area is the sum of its parts."""
    if (title, code, period) in cells:
        return cells[title, code, period]
    if code == JOINT:
        parts = [_cell(title, whole, part, period, cells) for part in (ASHMERE, WOLD)]
        if None in parts:
            return None
        hidden = [part for part in parts if isinstance(part, str)]
        sums = None if hidden else tuple(sum(numbers) for numbers in zip(*parts, strict=True))
        return sums or ("c" if "c" in hidden else "x")
    place = PERIODS.index(period)
    numerator, denominator = _count(title, code, place), _count(whole, code, place) if whole else 1
    hidden = [part for part in (numerator, denominator) if isinstance(part, str)]
    if code in COMPARATORS and numerator is not None:
        # Comparators are too large to be hidden: something stands in for what Ashmere hides.
        size, shares = COMPARATORS[code]
        numerator, denominator = (11, 489) if hidden else (numerator, denominator)
        share = 1 if title == "population" else Decimal(shares[place])
        return int(numerator * size * share), denominator * size
    if hidden:
        return hidden[0]
    return None if numerator is None else (numerator, denominator)


def _count(title, code, place):
    ashmere, wold = OTHER_DENOMINATORS[title] if title in OTHER_DENOMINATORS else TITLES[title][5:]
    return (wold if code == WOLD else ashmere)[place]


def _figure(title, data_type, area, period, cell, breakdown="", category=""):
    measure = f"{title}_{data_type}"
    row = dict.fromkeys(FIGURE_COLUMNS, "") | {
        "figure_id": figure_id(measure, area["code"], period, breakdown, category),
        "measure": measure,
        "definition": f"{title}/1",
        "area_code": area["code"],
        "area_name": area["name"],
        "geographic_level": area["level"],
        "time_period": period,
        "period_start": f"{period[:4]}-04-01",
        "period_end": f"20{period[4:]}-03-31",
        "breakdown": breakdown,
        "category": category,
        "unit": UNITS[data_type],
        "status": "synthetic",
        "source": "children_looked_after_2025/a" if "looked_after" in title else "children_in_need_2024/c1",
        "release": "children_looked_after_2025" if "looked_after" in title else "children_in_need_2024",
    }
    if isinstance(cell, str):
        return row | {"symbol": cell}
    numerator, denominator = cell
    if data_type == "count":
        return row | {"numerator": str(numerator), "value": str(numerator)}
    if denominator == 0:
        return row | {"numerator": str(numerator), "denominator": "0", "symbol": "z"}
    scale = PER_CENT if data_type == "percent" else PER_10000
    value = ratio(numerator, denominator, scale, _decimals(title, data_type))
    if area["role"] == "neighbours":
        return row | {"value": str(value), "lower": str(value / 2), "upper": str(value * 2)}
    return row | {"numerator": str(numerator), "denominator": str(denominator), "value": str(value)}


def _decimals(title, data_type):
    return 0 if data_type == "count" or (title == "children_looked_after" and data_type == "rate") else 1


def _words(title, data_type, name, chapter, period_type, breakdown, categories):
    words = MeasureWords(
        measure=f"{title}_{data_type}", title=title, data_type=data_type, name=name,
        why_it_matters=f"{name} show how much help is asked for.",
        numerator=f"Number of {name.lower()}", denominator="" if data_type == "count" else "Children aged 0 to 17",
        unit=UNITS[data_type], decimals=_decimals(title, data_type), polarity=POLARITIES.get(f"{title}_{data_type}", "none"), period_type=period_type,
        owner="Department for Education", definition=f"{title}/1", definition_source="Invented for tests",
        limits="Invented for tests.", chapter=chapter, annex=False, breakdown=breakdown, categories=categories,
    )  # fmt: skip
    return {field: getattr(words, field) for field in MeasureWords.__dataclass_fields__}


def _areas(joint, *, neighbours=True):
    def area(code, name, level, role, compared_with=(), note=""):
        return {
            "code": code,
            "name": name,
            "level": level,
            "role": role,
            "compared_with": list(compared_with),
            "note": note,
        }

    near = [NEIGHBOURS] if neighbours else []
    own = [area(ASHMERE, "Ashmere", "Local authority", "authority", [*near, REGION, ENGLAND])]
    if joint:
        whole = area(JOINT, "Ashmere and Wold", "Partnership", "partnership", [REGION, ENGLAND])
        own = [whole, *own, area(WOLD, "Wold", "Local authority", "authority", [REGION, ENGLAND])]
    around = [
        area(REGION, "North Marches", "Regional", "region"),
        area(ENGLAND, "England", "National", "England"),
    ]
    if neighbours:
        note = "Mean of 10 statistical neighbours (2025 model)."
        around.insert(
            0, area(NEIGHBOURS, "Statistical neighbours of Ashmere", "Statistical neighbours", "neighbours", (), note)
        )
    return [*own, *around]


def _report(partnership, joint, year, neighbours, demonstration):
    name = "Ashmere and Wold" if joint else "Ashmere"
    held = {title: "202021" if title == "children_looked_after" else "201920" for title in (*TITLES, *CATEGORIES)}
    return {
        "partnership": partnership,
        "name": f"{name} Safeguarding Children Partnership",
        "short_name": "AWSCP" if joint else "ASCP",
        "year": year,
        "period_start": f"{year[:4]}-04-01",
        "period_end": f"20{year[5:]}-03-31",
        "demonstration": demonstration,
        "areas": _areas(joint, neighbours=neighbours),
        "partners": [
            {"kind": "local authority", "name": "Ashmere Council", "area": "", "period": ""},
            {"kind": "health", "name": "NHS Marches Integrated Care Board", "area": "", "period": "from 1 July 2022"},
            {"kind": "police", "name": "Marches Police", "area": "", "period": ""},
        ],
        "first_period_held": held,
        "threshold": 5,
        "hidden": 7,
    }


def _source(release):
    return {
        "source": f"{release}/{'a' if 'looked' in release else 'c1'}",
        "title": "An invented file",
        "publisher": "Department for Education",
        "release": release,
        "release_title": release.replace("_", " ").capitalize(),
        "publication_date": "2024-10-31",
        "sha256": "0" * 64,
    }


def _csv(columns, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _json(content):
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
