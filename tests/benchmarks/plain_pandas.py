"""A national year read and checked as an analyst would in pandas alone: beside it we measure what our way costs.

It makes the same columns and counts the same breaches, list by list, with the first 1,000 rows of each. It knows one
spelling of each code and one form of date, gives no pseudonyms, and looks for no names or numbers in texts.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

START, END = pd.Timestamp("2023-04-01"), pd.Timestamp("2024-03-31")
MOST_ROWS = 1000

AGE_BINS = (-np.inf, 0, 1, 5, 10, 16, 18, np.inf)
AGE_GROUPS = ("unborn", "under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17", "18_and_over")
SEX = {"a) Male": "male", "b) Female": "female"}
ETHNICITY = {
    text: text[-4:] for text in ("a) WBRI", "b) WIRI", "e) WOTH", "f) MWBC", "j) AIND", "k) APKN", "o) BAFR", "s) NOBT")
}
YES_NO = {"a) Yes": "yes", "b) No": "no"}
SOURCES = {
    "a) 1A: Individual": "individual", "b) 1B: Individual": "individual", "e) 2A: Schools": "schools",
    "g) 3A: Health": "health_services", "q) 6: Police": "police", "s) 8: Other": "other",
}  # fmt: skip

CHILD = {"Child Unique ID": "child", "Gender": "sex", "Ethnicity": "ethnicity", "Date of Birth": "birth_date"}
DISABLED = {"Does the Child have a Disability": "disabled"}
PERSONAL = ("sex", "ethnicity", "disabled", "birth_date")
CODES = {
    "sex": SEX, "ethnicity": ETHNICITY, "disabled": YES_NO, "source": SOURCES, "no_further_action": YES_NO,
    "conference_unnecessary": YES_NO, "led_to_a_plan": YES_NO,
}  # fmt: skip
LISTS = {
    "List 3": {
        **CHILD, "Date of referral": "referral_date", "Referral Source": "source",
        "Referral NFA?": "no_further_action", "Number of Referrals in Last 12 Months": "before",
    },
    "List 4": {
        **CHILD, **DISABLED, "Continuous Assessment Start Date": "start_date",
        "Continuous Assessment Date of Authorisation": "authorisation_date",
    },
    "List 5": {
        **CHILD, **DISABLED, "Strategy discussion initiating Section 47 Enquiry Start Date": "start_date",
        "Was an Initial Child Protection Conference deemed unnecessary?": "conference_unnecessary",
        "Date of Initial Child Protection Conference": "conference_date",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan": "led_to_a_plan",
    },
}  # fmt: skip

COVERAGE = (
    ("List 3", "referral_date", ["referral_date"]),
    ("List 4", "authorisation_date", ["authorisation_date", "start_date"]),
    ("List 5", "start_date", ["start_date", "conference_date"]),
)


class Breaches:
    """What was found: how often, and the first rows."""

    def __init__(self):
        self.counts = []
        self.rows = []

    def note(self, wrong, share=0.0):
        """Note rows that are wrong (True), where they are more than a share of the rows that are not missing."""
        count = int(wrong.sum())
        if count > share * len(wrong):
            self.counts.append(count)
            self.rows.append(wrong.index[wrong.to_numpy(dtype=bool)][:MOST_ROWS].tolist())


def read_and_check(folder):
    """Return the tables, and the counts of all that is wrong with them."""
    found = Breaches()
    lists = {name: _read(folder / f"{name}.csv", columns, found) for name, columns in LISTS.items()}
    children = _children(lists, found)
    codes = {name: pd.Series(children.index.get_indexer(part["child"]), part.index) for name, part in lists.items()}
    lists = {name: part.assign(child=codes[name]) for name, part in lists.items()}
    referrals = _usable(lists["List 3"], ["child", "referral_date", "no_further_action"], "referral_date", found)
    assessments = _usable(lists["List 4"], ["child", "start_date"], "start_date", found)
    fifth = lists["List 5"]
    found.note(fifth["start_date"].isna() & fifth["conference_date"].isna())
    enquiries = _usable(fifth, ["child", "start_date"], "start_date", found)
    conferences = _usable(fifth, ["child", "conference_date"], "conference_date", found)
    conferences = conferences.drop_duplicates(["child", "conference_date"], keep="last")
    first = referrals.groupby("child")["referral_date"].min()
    _check_children(children, found)
    _check_referrals(referrals, found)
    _check_assessments(assessments, first, found)
    _check_enquiries(enquiries, first, found)
    _check_conferences(conferences, enquiries, found)
    for name, firsts, lasts in COVERAGE:
        _check_coverage(lists[name], firsts, lasts, found)
    return [children, referrals, assessments, enquiries, conferences], found.counts


def _read(path, columns, found):
    texts = {header: "category" for header, name in columns.items() if name in CODES or name.endswith("_date")}
    frame = pd.read_csv(path, usecols=list(columns), dtype={"Child Unique ID": "str", **texts}).rename(columns=columns)
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    for name in frame.columns:
        given = frame[name]
        if name in CODES:
            frame[name] = given.map(CODES[name]).astype("category")
        elif name.endswith("_date"):
            known = given.cat.categories
            lookup = pd.to_datetime(pd.Series(known), format="%d/%m/%Y", errors="coerce").to_numpy("datetime64[s]")
            taken = lookup.take(given.cat.codes) if len(lookup) else np.full(len(given), "NaT", "datetime64[s]")
            frame[name] = pd.Series(taken, given.index).mask(given.isna())
        if name in CODES or name.endswith("_date"):
            found.note(given.notna() & frame[name].isna())
        if name in {"child", "referral_date", "no_further_action"} or (name, path.stem) == ("start_date", "List 4"):
            found.note(given.isna())
    return frame


def _check_coverage(part, firsts, lasts, found):
    """Note a list whose dates begin late or end early: more than two weeks, or seven times their average gap."""
    first, last = (pd.concat([part[name] for name in names]) for names in ([firsts], lasts))
    first, last = first[first.between(START, END)], last[last.between(START, END)]
    late, early = (first.min() - START).days, (END - last.max()).days
    if late > max(14, -(-7 * 365 // len(first))) or early > max(14, -(-7 * 365 // len(last))):
        found.counts.append(1)


def _ages(born, days):
    before_birthday = (days.dt.month * 100 + days.dt.day) < (born.dt.month * 100 + born.dt.day)
    return (days.dt.year - born.dt.year - before_birthday).where(born.notna() & days.notna())


def _age_groups(years):
    return pd.cut(years, AGE_BINS, right=False, labels=AGE_GROUPS).cat.add_categories("unknown").fillna("unknown")


def _usable(part, needed, day, found):
    """Return the rows that have all that is needed, with an age group."""
    usable = part[part[needed].notna().all(axis=1)]
    years = _ages(usable["birth_date"], usable[day])
    found.note(years > 25)
    found.note(usable["birth_date"] > usable[day] + pd.Timedelta(days=300))
    return usable.assign(age_group=_age_groups(years))


def _children(lists, found):
    """Return one row for each child, and note who is said to be two different things."""
    parts = [part.reindex(columns=["child", *PERSONAL]).assign(list=name) for name, part in lists.items()]
    everybody = pd.concat(parts)
    places, known = pd.factorize(everybody["child"])
    everybody = everybody.assign(child=places, row=everybody.index)
    everybody = everybody.astype({"sex": "category", "ethnicity": "category", "disabled": "category"})
    for name in PERSONAL:
        different = everybody[everybody[name].notna()].drop_duplicates(["child", name])
        twice = different[different.duplicated("child")]
        for of_list in lists:
            found.note((twice["list"] == of_list)[twice["list"] == of_list])
    children = everybody.groupby("child")[[*PERSONAL, "row"]].first().set_axis(known, axis="index")
    years = _ages(children["birth_date"], pd.Series(END, children.index))
    children["age_group"] = _age_groups(years)
    for name in ("sex", "disabled"):
        children[name] = children[name].cat.add_categories("unknown").fillna("unknown")
    return children


def _codes(part, found, **known):
    for name, codes in known.items():
        found.note(part[name].notna() & ~part[name].isin(codes))


def _check_children(children, found):
    _codes(children, found, sex=[*SEX.values(), "unknown"], ethnicity=[*ETHNICITY.values()])
    _codes(children, found, disabled=["yes", "no", "unknown"], age_group=[*AGE_GROUPS, "unknown"])
    found.note(children["sex"] == "unknown", share=0.02)
    found.note(children["ethnicity"].isna(), share=0.1)
    found.note(children["age_group"] == "unknown", share=0.02)
    found.note(pd.Series(children.index.duplicated(), children.index))


def _check_all(part, day, found):
    """Check what every list of events is checked for."""
    _codes(part, found, age_group=[*AGE_GROUPS, "unknown"])
    found.note(part["age_group"] == "unknown", share=0.02)
    found.note(part["age_group"] == "18_and_over")
    found.note(part["child"] < 0)
    found.note(part.duplicated(["child", day]))
    found.note(part[day] > END)


def _check_referrals(referrals, found):
    _check_all(referrals, "referral_date", found)
    _codes(referrals, found, source=set(SOURCES.values()), no_further_action=["yes", "no"])
    found.note(referrals["referral_date"] < START, share=0.5)
    found.note(referrals["source"].isna(), share=0.1)
    found.note(referrals["before"] > 20)


def _after_first_referral(part, first, found):
    days = part["start_date"] - part["child"].map(first)
    found.note(days < pd.Timedelta(0))
    found.note(days.isna(), share=0.2)


def _check_assessments(assessments, first, found):
    _check_all(assessments, "start_date", found)
    _after_first_referral(assessments, first, found)
    took = assessments["authorisation_date"] - assessments["start_date"]
    found.note(took < pd.Timedelta(0))
    found.note(took > pd.Timedelta(days=365))
    found.note(assessments["authorisation_date"] > END)
    found.note(assessments["authorisation_date"].isna(), share=0.4)


def _check_enquiries(enquiries, first, found):
    _check_all(enquiries, "start_date", found)
    _codes(enquiries, found, conference_unnecessary=["yes", "no"])
    _after_first_referral(enquiries, first, found)
    took = enquiries["conference_date"] - enquiries["start_date"]
    found.note(took < pd.Timedelta(0))
    found.note(took > pd.Timedelta(days=180))
    found.note((enquiries["conference_unnecessary"] == "yes") & enquiries["conference_date"].notna())


def _check_conferences(conferences, enquiries, found):
    _check_all(conferences, "conference_date", found)
    _codes(conferences, found, led_to_a_plan=["yes", "no"])
    found.note(conferences["conference_date"] < conferences["start_date"])
    held = conferences[["child", "conference_date"]].assign(row=conferences.index).sort_values("conference_date")
    started = enquiries[["child", "start_date"]].sort_values("start_date")
    since = pd.merge_asof(held, started, left_on="conference_date", right_on="start_date", by="child")
    found.note((since["start_date"].isna() & (since["conference_date"] >= START)).set_axis(since["row"]))
