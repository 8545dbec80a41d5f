"""Every register of a partnership, in the order in which the report needs them.

The register of returns (who owes what by when, and what came) is returns.toml itself and is no table here.
"""

from __future__ import annotations

from safeguarding_report.tables.registers_of_arrangements import (
    CAPACITY,
    CHAIRS,
    FUNDING,
    GROUPS,
    HOSTS,
    PARTNER_HISTORY,
    PREDECESSORS,
    RISKS,
    SPONSORS,
)
from safeguarding_report.tables.registers_of_learning import (
    AUDITS,
    EVENTS,
    LEARNING,
    POWERS,
    PROCEDURES,
    RESOURCES,
    REVIEW_ACTIONS,
    REVIEWS,
    SELF_ASSESSMENTS,
    TRAINING,
)
from safeguarding_report.tables.registers_of_scrutiny import (
    DECISIONS,
    DOCUMENTS,
    EQUALITIES,
    FEEDBACK,
    GLOSSARY,
    MEMBERSHIP,
    QUESTIONS,
    RECOMMENDATIONS,
    SURVEYS,
)
from safeguarding_report.tables.registers_of_work import (
    ACHIEVEMENTS,
    CHALLENGES,
    ESCALATIONS,
    FEATURES,
    MARKED_EVENTS,
    NEXT_YEAR,
    PRIORITIES,
    SLIPPED_PLANS,
)

REGISTERS = (
    HOSTS,
    PREDECESSORS,
    PARTNER_HISTORY,
    CHAIRS,
    MEMBERSHIP,
    SPONSORS,
    GROUPS,
    FUNDING,
    CAPACITY,
    FEATURES,
    PRIORITIES,
    ACHIEVEMENTS,
    CHALLENGES,
    SLIPPED_PLANS,
    RISKS,
    ESCALATIONS,
    REVIEWS,
    REVIEW_ACTIONS,
    LEARNING,
    AUDITS,
    SELF_ASSESSMENTS,
    POWERS,
    TRAINING,
    EVENTS,
    PROCEDURES,
    RESOURCES,
    FEEDBACK,
    SURVEYS,
    EQUALITIES,
    DECISIONS,
    QUESTIONS,
    RECOMMENDATIONS,
    MARKED_EVENTS,
    NEXT_YEAR,
    DOCUMENTS,
    GLOSSARY,
)

FILLED_BY_EVERY_PARTNER = (
    CAPACITY,
    ACHIEVEMENTS,
    CHALLENGES,
    RISKS,
    AUDITS,
    SELF_ASSESSMENTS,
    TRAINING,
    FEEDBACK,
)
"""Registers that each partner has something to say for; the others are kept by the partnership's own office."""
