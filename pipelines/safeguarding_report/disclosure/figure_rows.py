"""The rows of figures.csv as they may be printed, and for the analyst alone why each count is hidden."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from safeguarding_report.disclosure.counts import HIDDEN, NOT_AVAILABLE, OFFICIAL
from safeguarding_report.disclosure.facts import first_and_last_day
from safeguarding_report.disclosure.rules import Reason
from safeguarding_report.rounding import PER_10000, PER_CENT, half_up, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from safeguarding_report.disclosure.audit import Audited
    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.counts import Row
    from safeguarding_report.disclosure.protection import Protection
    from safeguarding_report.disclosure.rules import Rules

PRIMARY = (Reason.THRESHOLD, Reason.EVERYONE)
COMPLEMENTARY = (Reason.COMPLEMENTARY, Reason.LEFT_OUT)

_SCALES = {"rate": PER_10000, "percent": PER_CENT}

_LIMITS = ("lower", "upper")

_PRIVATE_COLUMNS = ("count", "area_code", "time_period", "reason", "threshold", "range", "protects", "cost")


def printed_figures(
    rows: Sequence[Row],
    hidden: Mapping[Count, Reason],
    rules: Rules,
    words: Mapping[str, dict[str, Any]],
    slug: str,
) -> tuple[list[dict[str, str]], list[Reason]]:
    """Return the rows of figures.csv, and why each hidden one of the partnership's own areas is hidden."""
    figures, reasons = [], []
    for row in rows:
        record = words[row.record["measure"]]
        is_zero = _is_zero_of_hidden(row, hidden)
        reason = None if is_zero else _reason(row, hidden)
        if reason is not None and row.is_protected:
            reasons.append(reason)
        start, end = first_and_last_day(record["period_type"], row.record["time_period"])
        known = {"figure_id": row.figure_id, "partnership": slug, "period_start": start, "period_end": end}
        printed = _protected(_rounded(row, rules, record["decimals"]), row, hidden, is_hidden=reason is not None)
        if is_zero:
            printed |= {"value": str(half_up(0, record["decimals"])), "symbol": ""}
        figures.append(known | printed)
    return figures, reasons


def _is_zero_of_hidden(row: Row, hidden: Mapping[Count, Reason]) -> bool:
    """True for 0 per cent of a hidden number: it tells nothing of the number, and the department prints it."""
    return (
        row.is_protected
        and row.counted.data_type == "percent"
        and row.numerator not in hidden
        and row.denominator in hidden
        and row.record["numerator"] == "0"
        and row.record["symbol"] in {"", HIDDEN}
    )


def _reason(row: Row, hidden: Mapping[Count, Reason]) -> Reason | None:
    if row.record["symbol"] == HIDDEN:
        return Reason.SOURCE
    if row.record["symbol"] == NOT_AVAILABLE:
        return None
    reasons = {hidden[count] for count, _ in row.counts() if count in hidden}
    return next((reason for reason in Reason if reason in reasons), None)


def _rounded(row: Row, rules: Rules, decimals: int) -> dict[str, str]:
    """Return the record with its counts rounded where their rule asks for it, and its share made from those."""
    record = dict(row.record)
    by = rules.of(row.numerator).round_to if row.numerator is not None else 1
    if by == 1 or record["status"].startswith(OFFICIAL) or not record["numerator"]:
        return record
    record["numerator"] = str(rules.of(row.numerator).printed(int(record["numerator"])))  # type: ignore[arg-type]
    # An interval is made of the exact counts, and gives them back.
    record |= dict.fromkeys(_LIMITS, "")
    if row.is_count:
        return record | {"value": record["numerator"]}
    if row.denominator is not None and record["denominator"]:
        record["denominator"] = str(rules.of(row.denominator).printed(int(record["denominator"])))
    if record["value"]:
        part, whole = int(record["numerator"]), int(record["denominator"])
        share = ratio(part, whole, _SCALES[row.counted.data_type], decimals) if whole else None
        record |= {"value": "" if share is None else str(share), "symbol": "z" if share is None else ""}
    return record


def _protected(record: dict[str, str], row: Row, hidden: Mapping[Count, Reason], *, is_hidden: bool) -> dict[str, str]:
    if is_hidden:
        record |= dict.fromkeys(("numerator", "value", "lower", "upper"), "") | {"symbol": HIDDEN}
    if row.numerator in hidden:
        record["numerator"] = ""
    if row.denominator in hidden:
        # The interval of 0 per cent is the narrower the more it is a share of: it gives the hidden number back.
        record |= dict.fromkeys(("denominator", *_LIMITS), "")
    return record


def hidden_counts(protection: Protection, audited: Audited, rules: Rules) -> bytes:
    """Return, for the analyst alone, each hidden count: its reason, what it protects and what that cost; no number."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _PRIVATE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for count, reason in sorted(protection.hidden.items()):
        protects = protection.protects.get(count, ())
        writer.writerow(
            {
                "count": count.counted,
                "area_code": count.area_code,
                "time_period": count.time_period,
                "reason": str(reason),
                "threshold": str(rules.of(count).threshold) if reason in {Reason.SOURCE, *PRIMARY} else "",
                "range": "narrowed by others" if count in audited.narrowed_by_others else "",
                "protects": _listed(protects),
                "cost": f"{protection.costs[count]:g}" if count in protection.costs else "",
            }
        )
    return text.getvalue().encode()


def _listed(counts: Iterable[Count]) -> str:
    return "; ".join(str(count) for count in counts)
