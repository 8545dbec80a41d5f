"""How chapters that are not made of figures open and close: what each is about, and what it cannot say by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

WHICH_PRIORITY = "Which priority has moved least, and what will be done differently?"
"""Asked where a reader can see which priorities there are."""

_WHO_IS_BETTER_OFF = "Which child is better off because of this, and how do the partners know?"


@dataclass(frozen=True)
class Opening:
    """The first sentence of a chapter, and the questions that stay open whatever its registers say."""

    about: str
    asks: tuple[str, ...]
    unseen: tuple[str, str] = ("", "")
    """A measure, and what is asked first where the board has no number of it."""

    def asks_of(self, held: Collection[str]) -> tuple[str, ...]:
        """Return the questions, given of which measures the report has a number."""
        measure, question = self.unseen
        return (question, *self.asks) if question and measure not in held else self.asks


OPENINGS: dict[str, Opening] = {
    "local-context": Opening(
        "This chapter says for whom the partnership works.",
        (
            "What do the partners know of the children here that these numbers do not show: poverty, disability, language?",
            "Which families hear of the partners' help last?",
            "Where do the areas of partners differ, and which children fall between them?",
        ),
    ),
    "arrangements": Opening(
        "The safeguarding partners share the responsibility for the arrangements.",
        (
            "Which decision of the year would have been different without the partnership?",
            "Who speaks for schools, for families and for young people where decisions are made?",
            "What would make the partners change how they are organised?",
        ),
    ),
    "six-features": Opening(
        "The six features of an effective partnership are those that Working Together 2018 describes.",
        (
            "For which feature do the partners themselves think that their evidence is weakest?",
            "Who outside the partnership has looked at this evidence?",
            "What will stand here next year that does not stand here now?",
        ),
    ),
    "equalities": Opening(
        "This chapter says which groups of children are treated differently, and what is done about it.",
        (
            "Which groups of children are seen less often than they should be, and how do the partners know?",
            "What do the partners not know because ethnicity or disability was not recorded?",
            "How do decisions of the partnership take racism into account?",
        ),
    ),
    "priorities": Opening(
        "Priorities are what the partners chose to work on together.",
        (
            WHICH_PRIORITY,
            "What did the partners decide not to do, so that they could do this?",
            _WHO_IS_BETTER_OFF,
        ),
    ),
    "neglect": Opening(
        "Neglect is a lasting failure to meet a child's basic needs.",
        (
            "How early do agencies see neglect here, and who sees it first?",
            "What do the partners do with what they know of poverty and housing?",
            _WHO_IS_BETTER_OFF,
        ),
    ),
    "online-safety": Opening(
        "Children meet harm online as well as at home and outside.",
        (
            "What do children here say about their lives online, and when were they last asked?",
            "What do children do differently because of this work?",
            "Which parents and schools have not been reached?",
        ),
    ),
    "exploitation": Opening(
        "Children are harmed outside the home when others exploit them, or when they go missing.",
        (
            "What has been disrupted, and what became of the children?",
            "Who listens to children when they come back?",
            "Which children at risk are not known to the partners, and who looks for them?",
        ),
        unseen=(
            "mace_children_count",
            "How many children are known to be exploited, and when will the board see the number?",
        ),
    ),
    "domestic-abuse": Opening(
        "Children who see, hear or live with domestic abuse are its victims too.",
        (
            "What do children who lived with domestic abuse say about the help that they had?",
            "Which agency hears of it first, and how soon do the others know?",
            "What is done with those who harm, so that it does not happen again?",
        ),
        unseen=(
            "da_child_incidents_count",
            "How many children live with domestic abuse here, and when will the board see the number?",
        ),
    ),
    "mental-health": Opening(
        "Children who are harmed or afraid need help with their mental health, and soon.",
        (
            "Who holds a child safe while they wait?",
            "What do children say about the help that they had?",
            "Which children are turned away, and where do they find help then?",
        ),
        unseen=(
            "camhs_waiting_18_weeks_percent",
            "How long do children wait for help, and when will the board see the number?",
        ),
    ),
    "front-door": Opening(
        "The front door is where calls and messages about children arrive and are sorted.",
        (
            "What becomes of contacts that lead to nothing?",
            "Who checks whether the decision was right?",
            "Who calls the front door too late, or for want of other help?",
        ),
        unseen=(
            "mash_contacts_count",
            "How many contacts come to the front door, and when will the board see the number?",
        ),
    ),
    "allegations": Opening(
        "People who work with children must be safe people.",
        (
            "Which sectors report none, and is that likely?",
            "How long do children and staff wait for an answer?",
            "How do those who work with children learn when to call the designated officer?",
        ),
        unseen=("lado_referrals_count", "How many allegations were made, and when will the board see the number?"),
    ),
    "child-deaths": Opening(
        "Every death of a child is looked at, so that other deaths may be prevented.",
        (
            "What could help to prevent such deaths, and what has changed since?",
            "How long do families wait until a review is done?",
            "What was passed on to the national database, and what came back?",
        ),
    ),
    "dashboard": Opening(
        "These are the figures that partners return themselves.",
        (
            "Which of these figures would the partners look at first, and why?",
            "What decision of the year was taken because of a figure in this table?",
            "Which figure that the board needs does no partner return?",
        ),
    ),
    "audits": Opening(
        "An audit looks at some cases closely and says how good the work was.",
        (
            "What did practitioners change the week after an audit?",
            "Which part of the work has not been looked at for two years?",
            "What did families say about the cases that were looked at?",
        ),
    ),
    "learning": Opening(
        "After a serious incident the partners ask what could be done better, and whether it was done.",
        (
            "What keeps coming back in reviews, here and elsewhere?",
            "How would a new social worker or constable learn of this?",
            "Which recommendation was hardest to put into practice, and why?",
        ),
    ),
    "training": Opening(
        "Training is worth what people do differently afterwards.",
        (
            "Who should have been trained and has not been?",
            "Which agencies and which trades send nobody?",
            "How many of the people who need a course have had it, by area?",
        ),
    ),
    "procedures": Opening(
        "Procedures and tools are what practitioners have in their hands when they meet a family.",
        (
            "Which of these are used every day, and which are not known?",
            "Who has tried them out with families?",
            "How do the partners know that practice follows them?",
        ),
    ),
    "voices": Opening(
        "This chapter says what children, families and partners told the partnership, and what was done.",
        (
            "Who was not heard, and how will they be?",
            "Which decision changed because of what children said?",
            "Do those who spoke know what was done?",
        ),
    ),
    "self-assessments": Opening(
        "Safeguarding partners may ask relevant agencies to assess themselves.",
        (
            "Who checks whether a self-assessment is right?",
            "Which sectors were not asked?",
            "What has improved since the last self-assessment?",
        ),
    ),
    "challenges": Opening(
        "This chapter says what went badly or may go badly, and what the partners do about it.",
        (
            "Which of these is the greatest danger for children in the year ahead?",
            "What would the partners need from the council to meet these?",
            "Which challenge of last year is no longer here, and why?",
        ),
    ),
    "independent-scrutiny": Opening(
        "The statement of the independent scrutineer stands here as it was given, unedited.",
        (
            "Which points of the statement do the partners not share?",
            "What did the scrutineer ask for, and by when will it be done?",
            "How often did the scrutineer talk with children and with practitioners?",
        ),
    ),
    "funding": Opening(
        "The safeguarding partners agree together how the arrangements are paid for.",
        (
            "Is it enough, and what could not be done for want of money or people?",
            "Is each partner's share fair, and who decides?",
            "What will the partners pay next year?",
        ),
    ),
    "year-ahead": Opening(
        "This chapter says what became of earlier plans, and what is planned next.",
        (
            "What became of last year's plans of which nothing is said here?",
            "Which plan matters most for children, and who answers for it?",
            "What will be dropped if there is not time for all of it?",
        ),
    ),
    "scrutiny": Opening(
        "This chapter says what members asked and decided, and what became of it.",
        (
            "What would the board like to see earlier than in a yearly report?",
            "What did the partners change because a member asked?",
            "Which answer here does not satisfy the board?",
        ),
    ),
    "data-quality": Opening(
        "Figures are as good as what partners send.",
        (
            "Which figure in this report would the partners not rely on?",
            "Which figures of partners are missing here, and when will they come?",
            "Which figures could partners give by quarter, and from when?",
        ),
    ),
}
"""By chapter how it opens and what it leaves open; chapters of figures are asked about their own figures first."""

STAYS_OPEN: dict[str, tuple[str, ...]] = {
    "referrals": (
        "Which families are referred again and again, and what do they say they needed?",
        "Who calls about children far less often than they could?",
        "What became of the children whose referral led to nothing?",
    ),
    "assessments": (
        "What do families say of the assessments that were made with them?",
        "Which assessments take longest, and what happens to the child meanwhile?",
        "How do the partners know that assessments find the dangers that there are?",
    ),
    "section-47": (
        "How often do police and health take part in the first discussion, and what if they cannot?",
        "What do parents and children say about how they were told of an enquiry?",
        "What becomes of enquiries that find no harm?",
    ),
    "child-protection-plans": (
        "What do children on a plan say has changed for them?",
        "How do the partners know that a child is safe when a plan ends?",
        "Which agencies take part in the meetings of a plan, and which are missed?",
    ),
    "children-in-need": (
        "How long do families have help, and what is better when it ends?",
        "What do the partners do for children who are not quite in need of social care?",
        "What do children in need say about the help that they have?",
    ),
    "looked-after": (
        "Which children could have stayed at home with help that came earlier?",
        "What do looked-after children say about where they live and who decides?",
        "How do the partners keep in touch with children placed far away?",
    ),
}
"""By chapter of official figures what stays open where these ask fewer than three questions of their own."""
