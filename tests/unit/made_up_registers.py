"""Entries of registers that nobody keeps, for pages that tests look at."""

from __future__ import annotations

FUNDING = [
    {"kind": "contribution", "partner": "Ashmere Council", "heading": "Running costs", "pounds": 85000},
    {"kind": "contribution", "partner": "NHS Marches", "heading": "Running costs", "pounds": 40000},
    {"kind": "spending", "heading": "Training", "pounds": 12345},
]

TRAINING = [
    {"course": "Gentle questions", "replies": 25, "confident_before": 10, "confident_after": 23},
    {"course": "Working together", "replies": 18, "confident_before": 8, "confident_after": 16},
    {"course": "Not asked", "attended": 12},
]

REGISTERS = {
    "funding": FUNDING,
    "funding_before": FUNDING,
    "training": TRAINING,
    "priorities": [{"priority": "Staying safe online", "state": "running", "aim": "Children know whom to tell"}],
    "achievements": [{"achievement": "A joint guide to multidisciplinary recordkeeping", "agency": "partnership"}],
    "equalities": [{"consideration": "Disabled children are heard less often", "group_concerned": "Disabled children"}],
    "challenges": [{"challenge": "Data came late", "state": "open", "response": "Dates were agreed"}],
    "audits": [{"theme": "Neglect", "cases": 20}],
    "groups": [{"group": "Executive", "purpose": "Decides", "meets": "Six times a year"}],
    "membership": [{"body": "Executive", "agency": "health", "role": "Chief Nurse", "meetings": 6, "attended": 5}],
    "recommendations": [{"body": "Scrutiny Board", "recommendation": "Add a glossary", "state": "open"}],
    "marked_events": [{"event": "Schools were closed to most children", "start_date": "2020-03-23"}],
}
