"""Our own templates, for what no national form holds: empty workbooks and CSV lists, and the reader of filled ones."""

from __future__ import annotations

from safeguarding_report.formats.templates.contents import TEMPLATE_KINDS, Template
from safeguarding_report.formats.templates.reader import EMPTY_TEMPLATE, FORM, read_opened
from safeguarding_report.formats.templates.recognition import declared_names, known_headers, recognises, resembles
from safeguarding_report.formats.templates.writer import write_csv_templates, write_template

__all__ = [
    "EMPTY_TEMPLATE",
    "FORM",
    "TEMPLATE_KINDS",
    "Template",
    "declared_names",
    "known_headers",
    "read_opened",
    "recognises",
    "resembles",
    "write_csv_templates",
    "write_template",
]
