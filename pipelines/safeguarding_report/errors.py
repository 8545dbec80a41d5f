"""What can go wrong, as one tree; a message says what, where, what was expected and what to do.

```
SafeguardingReportError
├── UserError               shown without a traceback, exit code 1: the data or a check said no
│   ├── UsageError          exit code 2: the command or the settings were used wrongly
│   ├── DataError           the data hold errors; carries the findings, all of them
│   ├── NotebookError       a notebook is not fit to run, failed, or did not run to its end
│   ├── InputChangedError   something was edited while a task read it; the next build takes it in
│   ├── SealError           released figures were changed after the gate sealed them
│   └── DiskError           a file could not be written: the disk is full, read-only or failing
└── Interrupted             somebody pressed Ctrl-C, exit code 130
```

Everything else that is raised is our fault: exit code 3, with a traceback.
No message holds a cell value, a name of a person or an identifier.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguarding_report.findings import Finding


class SafeguardingReportError(Exception):
    """The root of the tree."""

    exit_code = 3


class UserError(SafeguardingReportError):
    """Something that the person at the keyboard can put right."""

    exit_code = 1


class UsageError(UserError):
    """The command line or a settings file was used wrongly."""

    exit_code = 2


class DataError(UserError):
    """The data hold errors; the message lists every finding, worst first."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return "\n".join([str(self.args[0]), *(f"  {finding}" for finding in self.findings)])

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes whole: findings are part of the error."""
        return (type(self), (self.args[0], self.findings))


class NotebookError(UserError):
    """A notebook is not fit to run, failed, or did not run to its end."""


class InputChangedError(UserError):
    """Something was edited while a task read it, so that nobody knows of what the result was made."""


class SealError(UserError):
    """Released figures were changed after the gate sealed them."""


class DiskError(UserError):
    """A file could not be written or read: the disk is full, may not be written to, or fails."""


class Interrupted(SafeguardingReportError):  # noqa: N818 — to press Ctrl-C is no error
    """The run was interrupted from the keyboard."""

    exit_code = 130


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" when a known name is near the given one, else an empty text."""
    near = difflib.get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
