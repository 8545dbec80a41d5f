"""THE GATE: the only way from results, which are private, to released figures, which may be printed.

```
relations      which rows hold the same count, and which counts add up to another: declared, not searched
counts         the counts that stand in a table of results, each once
rules          what is hidden by rule: by the source, by the threshold, by an earlier release
suppression    what is hidden besides, so that nothing that is shown gives a hidden count back
facts          what the report says about itself, and what the gate did
bounds, audit  read what was written with other eyes, and stop the build when a hidden count can be found
known, ledger  what readers were given already: published editions, and what older reports printed
gate           reads results/, hides, writes released/, has it audited, seals it
```
"""

from __future__ import annotations

from safeguarding_report.disclosure.facts import GateSummary
from safeguarding_report.disclosure.gate import release
from safeguarding_report.disclosure.ledger import Ledger, read_ledger

__all__ = ["GateSummary", "Ledger", "read_ledger", "release"]
