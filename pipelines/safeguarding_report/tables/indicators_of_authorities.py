"""Counts that local authorities hand in, beside the lists of their own formats."""

from __future__ import annotations

from safeguarding_report.tables.indicator import ONCE_EACH, Indicator, parts, share

_CONTACTS = Indicator(
    "lado_contacts",
    "local authority",
    "Contacts with the designated officer",
    "Contacts with the local authority designated officer, referrals and requests for advice together",
)
_ALLEGATIONS = Indicator(
    "lado_referrals",
    "local authority",
    "Referrals to the designated officer",
    "Referrals about a person who works with children",
    part_of=_CONTACTS.id,
    breakdown="kind",
)
_ADVICE = Indicator(
    "lado_advice",
    "local authority",
    "Requests for advice to the designated officer",
    "Requests for advice about a person who works with children",
    part_of=_CONTACTS.id,
    breakdown="kind",
)
_CLOSED = Indicator(
    "lado_closed",
    "local authority",
    "Allegations closed",
    "Allegations that were closed, whenever they were made",
)
_PUPILS = Indicator(
    "pupils_school_census",
    "local authority",
    "Pupils on the January school census",
    "Pupils at state-funded schools in the area on the day of the school census in January of the year, "
    "wherever they live",
    over_a_year=ONCE_EACH,
    is_optional=True,
)

LOCAL_AUTHORITY = (
    Indicator("mash_contacts", "local authority", "Contacts with the front door", "Contacts about a child"),
    share(
        "mash_to_referral", "local authority", "Contacts that became a referral",
        "Contacts that became a referral", "Contacts about a child",
    ),
    share(
        "mash_decided_in_1_day", "local authority", "Contacts decided within one working day",
        "Contacts with a decision within one working day", "Contacts about a child",
    ),
    Indicator("eh_opened", "local authority", "Early help begun", "Early help episodes that began"),
    Indicator("eh_stepped_up", "local authority", "Early help stepped up", "Episodes passed to children's social care"),
    Indicator(
        "eh_stepped_down", "local authority", "Stepped down to early help",
        "Cases passed from children's social care to early help",
    ),
    _CONTACTS,
    _ALLEGATIONS,
    _ADVICE,
    *parts(
        _ALLEGATIONS,
        "sector",
        {
            "education": "about people in schools and colleges", "early_years": "about people in early years settings",
            "fostering": "about foster carers", "residential": "about people in children's homes",
            "social_care": "about people in social care", "health": "about people in health",
            "police": "about people in the police", "faith": "about people in faith groups",
            "voluntary": "about people in sport and voluntary groups", "transport": "about drivers and escorts",
            "other_sector": "about people elsewhere",
        },
    ),
    *parts(
        _ALLEGATIONS,
        "harm",
        {
            "physical": "of physical harm", "emotional": "of emotional harm", "sexual": "of sexual harm",
            "neglect": "of neglect", "conduct": "of conduct elsewhere that puts children at risk",
        },
    ),
    _CLOSED,
    *parts(
        _CLOSED,
        "outcome",
        {
            "substantiated": "substantiated", "unsubstantiated": "unsubstantiated", "unfounded": "unfounded",
            "false": "false", "malicious": "malicious",
        },
    ),
    *(
        share(
            f"lado_closed_in_{months}", "local authority", f"Allegations closed within {words}",
            f"Allegations closed within {words} of the referral", "Allegations that were closed",
        )
        for months, words in (("1_month", "one month"), ("3_months", "three months"), ("12_months", "twelve months"))
    ),
    share(
        "miss_home_interviews_offered", "local authority", "Return interviews offered",
        "Missing episodes after which a return interview was offered", "Missing episodes that ended",
    ),
    share(
        "miss_home_interviews_accepted", "local authority", "Return interviews accepted",
        "Return interviews that were accepted", "Return interviews that were offered",
    ),
    share(
        "miss_home_interviews_in_72_hours", "local authority", "Return interviews within 72 hours",
        "Return interviews held within 72 hours of the child being found", "Missing episodes that ended",
    ),
    Indicator(
        "population_0_to_17", "local authority", "Children who live here",
        "Children aged 0 to 17 in the middle of the year before; asked only of an invented authority, "
        "because published estimates hold every real one",
        over_a_year=ONCE_EACH,
    ),
    _PUPILS,
    *parts(
        _PUPILS,
        "ethnic_group",
        {
            "white": "White", "mixed": "Mixed or multiple ethnic groups", "asian": "Asian or Asian British",
            "black": "Black or Black British", "other_ethnic_group": "Other ethnic group",
            "ethnicity_not_known": "Refused or not yet known",
        },
    ),
)  # fmt: skip
