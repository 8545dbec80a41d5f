"""THE GATE: the only way from results, which are private, to released figures, which may be printed.

```
counted        what is counted, and in which rows each count stands
published_sums, relations  what ties counts to each other: declared, not searched
between_indicators  which of partners' indicators are the same number, and which are some of another
rest_of_regions  what all other authorities of a region make together
counts         the counts that stand in a table of results, each once
rules          what is hidden by rule: by the source, by the threshold, where a number tells about everyone
known, ledger  what readers were given already: published editions, and what older reports printed
printed, others  what printed rows tell a reader; the official figures and the ledger
restated       of several editions the newest word; what was put right since is not added to what was not
solver, system, tied, reach  one linear system, and how far a hidden count can still reach in it
narrowing, examples  what arithmetic settles before the solver is asked: sums that narrow their parts, numbers that fit
contradictions  what published figures that contradict each other leave certain
safe           what safe means
weights        what the board needs most: the measures of the year's priorities
few_choices, search  which counts to hide besides, so that as little as possible is lost
protection     what is hidden, year after year
figure_rows, facts  what is printed, and what the report says about itself and of what the gate did
registers, review_clocks, quality, sources  what else passes: registers, reviews as clocks, facts on quality, returns by name
printed_otherwise  which figures readers were given with another number
audit          reads what was written with other eyes, and stops the build when a hidden count can be found
gate           reads results/, hides, writes released/, has it audited, seals it
```
"""

from __future__ import annotations

from safeguarding_report.disclosure.facts import GateSummary
from safeguarding_report.disclosure.gate import release
from safeguarding_report.disclosure.ledger import Ledger, read_ledger, read_ledger_of_addendum

__all__ = ["GateSummary", "Ledger", "read_ledger", "read_ledger_of_addendum", "release"]
