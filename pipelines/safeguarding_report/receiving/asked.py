"""What a template asks of the partner that it is expected from: which counts, for which areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.formats.templates.contents import PARTNERSHIP_OFFICE
from safeguarding_report.tables.partners import indicators_of

if TYPE_CHECKING:
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.receiving.settings import Expected
    from safeguarding_report.tables.partners import Indicator

_OTHER = "other"
"""A partner of no kind of its own is the office that serves all of them."""

_OF_INVENTED_ONES = ("population_0_to_17",)
"""Asked only of an invented authority: published estimates hold every real one."""


def owners_asked(expected: Expected, partnership: Partnership) -> tuple[str, ...]:
    """Return who counts what is asked for: the kinds of partner that the sender is; none of a partner unknown."""
    kinds = dict.fromkeys(partner.kind for partner in partnership.partners if partner.name == expected.partner)
    return tuple(PARTNERSHIP_OFFICE if kind == _OTHER else kind for kind in kinds)


def indicators_asked(expected: Expected, partnership: Partnership) -> tuple[Indicator, ...]:
    """Return the counts that a return on our template is asked for, without those that it may give or leave out."""
    asked = (one for owner in owners_asked(expected, partnership) for one in indicators_of(owner))
    return tuple(
        one for one in asked if not one.is_optional and (partnership.invented or one.id not in _OF_INVENTED_ONES)
    )


def areas_asked(expected: Expected, partnership: Partnership) -> tuple[str, ...]:
    """Return the areas that a return on our template may speak of: its authority, or the whole and each authority."""
    if expected.area in partnership.areas:
        return (expected.area,)
    return (partnership.slug, *partnership.areas)
