"""Reviews of serious incidents: how many, whether their clocks were kept, and when those not published are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.entries import cell, held_back
from safeguarding_report.report.worked import worked

if TYPE_CHECKING:
    from safeguarding_report.released import Released

NO_NUMBER = Markup("<p>How many practice reviews and rapid reviews there were is not published for this report.</p>")

LIMITS = Markup(
    "<p>The limits are five working days for telling the national panel, fifteen working days for a rapid review, and "
    "six months for publishing a practice review. They stand here as public pages quote the guidance.</p>"
)

SIGNED = Markup(
    "<p>The tables of annex A hide numbers as small as these by rule. Here they stand because somebody answers for each "
    "of these reviews being told.</p>"
)

_COUNTED_IN_ANNEX_A = ("rr_notifications_count", "rr_reviews_count", "rr_actions_count")

_RAPID = "rapid review"


def reviews(released: Released) -> Markup:
    """Return counts and clocks of reviews; of a review that is not published its expected month and nothing else."""
    register = released.register("reviews")
    if not register.entries:
        return held_back(released, "reviews") or (Markup("") if released.returns else NO_NUMBER)
    parts = [held_back(released, "reviews")]
    if register.count("kind", _RAPID):
        parts.append(
            _counted(released, ("rapid reviews", f"kind/{_RAPID}"))
            + _in_time(released, "told to the national panel within five working days", "notified_in_time")
            + _in_time(released, "done and sent within fifteen working days", "sent_in_time")
        )
        parts.append(_levels(released))
    others = sorted({str(entry["kind"]) for entry in register.entries} - {_RAPID})
    parts += [_counted(released, (_plural(kind), f"kind/{kind}")) for kind in others]
    if others:
        parts.append(
            Markup("<p>Published: {}. Not published yet: {}.</p>").format(
                worked(released, "count/reviews/published/yes"), worked(released, "count/reviews/published/no")
            )
        )
        if register.count("published", "yes"):
            parts.append(_in_time(released, "published within six months", "published_in_time"))
        parts.append(_expected(released))
        parts.append(_decisions(released))
    return elements.join([*(part for part in parts if part), *_hidden_elsewhere(released), LIMITS])


def _hidden_elsewhere(released: Released) -> list[Markup]:
    """Return the sentence on why a table of annex A hides what this chapter tells, where it does."""
    period = released.time_period
    figures = (released.figure(one, released.whole.code, period) for one in _COUNTED_IN_ANNEX_A)
    return [SIGNED] if any(figure is not None and figure.symbol == "c" for figure in figures) else []


def _plural(kind: str) -> str:
    return f"{kind}s" if kind.endswith("review") else f"reviews of the kind “{kind}”"


def _counted(released: Released, counted: tuple[str, str]) -> Markup:
    words, name = counted
    return Markup("<p>Number of {} in the year: {}.</p>").format(words, worked(released, f"count/reviews/{name}"))


def _in_time(released: Released, words: str, clock: str) -> Markup:
    met, late, unknown = (worked(released, f"count/reviews/{clock}/{state}") for state in ("met", "late", "not known"))
    return Markup("<p>{}: {}; late: {}; not known: {}.</p>").format(words.capitalize(), met, late, unknown)


def _levels(released: Released) -> Markup:
    levels = dict.fromkeys(
        str(entry["level_recommended"])
        for entry in released.register("reviews").entries
        if "level_recommended" in entry
    )
    told = [
        Markup("{}: {}").format(level, worked(released, f"count/reviews/level_recommended/{level}")) for level in levels
    ]
    return Markup("<p>Level of review that rapid reviews recommended – {}.</p>").format(Markup("; ").join(told))


def _expected(released: Released) -> Markup:
    register = released.register("reviews")
    months = [
        cell(register, place, "expected_month")
        for place, entry in enumerate(register.entries)
        if "expected_month" in entry
    ]
    return Markup("<p>Expected to be published: {}.</p>").format(Markup("; ").join(months)) if months else Markup("")


def _decisions(released: Released) -> Markup:
    """Return what was decided about the reviews, under words of its own; nothing where no decision is registered."""
    register = released.register("reviews")
    decided = [cell(register, place, "decision") for place, entry in enumerate(register.entries) if "decision" in entry]
    return Markup("<p>What was decided:</p>\n") + elements.bullets(decided) if decided else Markup("")
