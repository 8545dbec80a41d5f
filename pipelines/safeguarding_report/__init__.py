"""Reproducible yearly reports for English Safeguarding Children Partnerships."""

__version__ = "2026.11.0"
