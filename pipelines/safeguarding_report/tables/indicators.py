"""Every indicator that a partner may be asked for, by owner."""

from __future__ import annotations

from safeguarding_report.tables.indicators_of_agencies import EDUCATION, HEALTH, POLICE
from safeguarding_report.tables.indicators_of_authorities import LOCAL_AUTHORITY
from safeguarding_report.tables.indicators_of_partnerships import PARTNERSHIP

INDICATORS = (*POLICE, *HEALTH, *EDUCATION, *LOCAL_AUTHORITY, *PARTNERSHIP)
