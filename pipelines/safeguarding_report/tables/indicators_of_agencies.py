"""Counts that police, health and education hand in."""

from __future__ import annotations

from safeguarding_report.tables.indicator import ACADEMIC, LAST_DAY, ONCE_EACH, Indicator, parts, share

_DISCUSSED = Indicator(
    "mace_children",
    "police",
    "Children discussed for exploitation",
    "Children discussed at the multi-agency meeting on exploitation, each counted once",
    over_a_year=ONCE_EACH,
)

POLICE = (
    Indicator(
        "da_child_incidents",
        "police",
        "Domestic abuse incidents with children",
        "Domestic abuse incidents at which a child was present or where a child lives",
    ),
    Indicator(
        "da_child_encompass",
        "police",
        "Operation Encompass notifications",
        "Notifications to a school after a domestic abuse incident",
    ),
    Indicator(
        "ppn_notifications",
        "police",
        "Police notices about children",
        "Public protection notices about a child sent to children's social care (MERLIN in London)",
    ),
    Indicator(
        "ppn_police_protection",
        "police",
        "Children taken into police protection",
        "Times that a child was taken into police protection (section 46 of the Children Act 1989)",
    ),
    Indicator("ppn_custody_overnight", "police", "Children held overnight", "Children held in police custody overnight", over_a_year=ONCE_EACH),
    Indicator(
        "ppn_strip_searches", "police", "Strip searches of children", "Strip searches of children in police custody"
    ),
    _DISCUSSED,
    *parts(
        _DISCUSSED,
        "main_risk",
        {
            "sexual_exploitation": "mainly for sexual exploitation",
            "criminal_exploitation": "mainly for criminal exploitation",
            "other_risk": "mainly for another risk",
        },
    ),
    Indicator(
        "mace_nrm_referrals", "police", "Referrals as victims of trafficking", "Children named to the national referral"
        " mechanism",
        over_a_year=ONCE_EACH,
    ),
    Indicator("miss_home_episodes", "police", "Missing episodes", "Times that a child was reported missing"),
    Indicator("miss_home_children", "police", "Missing children", "Children reported missing at least once", over_a_year=ONCE_EACH),
    Indicator(
        "miss_home_repeat",
        "police",
        "Children missing again and again",
        "Children reported missing three times or more within 90 days",
        over_a_year=ONCE_EACH,
    ),
)  # fmt: skip

HEALTH = (
    Indicator("camhs_referrals", "health", "Referrals to mental health services", "Referrals of children"),
    share(
        "camhs_accepted", "health", "Referrals to mental health services accepted",
        "Referrals of children that were accepted", "Referrals of children",
    ),
    Indicator(
        "camhs_waiting", "health", "Children waiting for mental health services",
        "Children who wait for their first appointment on the last day of the period",
        over_a_year=LAST_DAY,
    ),
    share(
        "camhs_waiting_18_weeks", "health", "Children waiting more than 18 weeks",
        "Of these, children who have waited more than 18 weeks", "Children who wait on the last day of the period",
        over_a_year=LAST_DAY,
    ),
    Indicator(
        "ae_flagged", "health", "Emergency visits with a safeguarding flag",
        "Visits of children to emergency departments that raised a safeguarding concern",
    ),
    share(
        "iha_in_time", "health", "First health assessments in time",
        "First health assessments within 20 working days of entering care",
        "Children who entered care and were to have one",
    ),
    share(
        "rha_in_time", "health", "Later health assessments in time",
        "Children looked after whose yearly (under five: half-yearly) health assessment was in time",
        "Children looked after for whom one was due",
        over_a_year=ONCE_EACH,
    ),
    Indicator("cdop_notified", "health", "Child deaths notified", "Deaths of children notified"),
    Indicator("cdop_reviewed", "health", "Child death reviews completed", "Reviews of child deaths completed"),
    share(
        "cdop_modifiable", "health", "Child deaths with factors that could be changed",
        "Completed reviews that found such a factor", "Reviews of child deaths completed",
    ),
)  # fmt: skip

EDUCATION = (
    Indicator(
        "ehe_census_day", "education", "Children educated at home", "Children educated at home on the autumn census day",
        over_a_year=ONCE_EACH,
    ),
    Indicator(
        "ehe_in_year", "education", "Children educated at home in the year",
        "Children educated at home at any time in the academic year", over_a_year=ONCE_EACH, period_type=ACADEMIC,
    ),
    Indicator(
        "cme_census_day", "education", "Children missing education", "Children missing education on the autumn census day",
        over_a_year=ONCE_EACH,
    ),
    Indicator(
        "cme_in_year", "education", "Children missing education in the year",
        "Children missing education at any time in the academic year", over_a_year=ONCE_EACH, period_type=ACADEMIC,
    ),
    share(
        "s175_returned", "education", "Schools that returned their safeguarding audit",
        "Schools and settings that returned the audit on time", "Schools and settings that were asked",
        over_a_year=ONCE_EACH,
    ),
    share(
        "exclusions_permanent", "education", "Permanent exclusions", "Permanent exclusions in the academic year",
        "Pupils in these schools", over_a_year=ONCE_EACH, period_type=ACADEMIC,
    ),
    share(
        "exclusions_suspensions", "education", "Suspensions", "Suspensions in the academic year",
        "Pupils in these schools", over_a_year=ONCE_EACH, period_type=ACADEMIC,
    ),
    share(
        "exclusions_pupils_suspended", "education", "Pupils suspended",
        "Pupils suspended at least once in the academic year", "Pupils in these schools",
        over_a_year=ONCE_EACH, period_type=ACADEMIC,
    ),
)  # fmt: skip
