"""Words for children, young people and their families, and for what happens to one of them, as the field writes them.

Each is a piece of a pattern; `small_numbers` puts them together. What merely has such a word in its name is set apart:
children's homes, pupil referral units, family hubs and looked-after-children nurses are no people of the report.
"""

from __future__ import annotations

_KIN = r"(?:half|step|foster|birth|grand|god|great|school)?-?"

_NOT_AT_WORK = (
    r"(?!\s+(?:in|from|at|of|on)\s+(?:each|every|the|our)\s+(?:\w+\s+)?(?:agenc|team|office|organisation|council|force|"
    r"service|partner|board|panel|committee|hub|executive))"
)
"""People of an office are none of whom the report tells: "two people in each agency know the return"."""

PERSON = (
    rf"{_KIN}(?:child(?:ren)?|boys?|girls?|brothers?|sisters?|siblings?|sons?|daughters?|mothers?|fathers?|parents?|mums?|"
    r"dads?|uncles?|aunts?|nephews?|nieces?|cousins?)|bab(?:y|ies)|infants?|neonates?|newborns?|toddlers?|teens?|"
    r"teenagers?|adolescents?|youths?|kids?|youngsters?|minors?|juveniles?|young (?:person|people|persons|man|men|woman|"
    r"women|carers?|adults?|females?|males?)|twins?|triplets?|pupils?|students?|victims?|survivors?|suspects?|"
    r"perpetrators?|offenders?|defendants?|patients?|in-?patients?|carers?|(?:care )?leavers?|fe?males?|males?|"
    rf"(?:men|women|woman|man|adults?|individuals?|people|persons?){_NOT_AT_WORK}|relatives?|guardians?|refugees?|migrants?|asylum[- ]seekers?|"
    r"famil(?:y|ies)|households?|respondents?|participants?|sibling groups?|sets of (?:siblings|twins|parents)"
)

SHORT = r"CYP|YPs?|LAC|CLA|CIC|CWD|UASC|CIN|NEETs?|CECYP|PLO|SGOs?"
"""Abbreviations that stand for children; capitals alone, since "lac" and "plo" are parts of words."""

ONE_PERSON = (
    r"child|boy|girl|baby|infant|neonate|newborn|toddler|teenager|adolescent|youth|young (?:person|man|woman|adult)|pupil|"
    r"son|daughter|sibling|brother|sister|twin|male|female|care leaver|student|youngster|minor"
)

EVENT = (
    r"cases?|deaths?|fatalit(?:y|ies)|suicides?|homicides?|murders?|stabbings?|drownings?|overdoses?|stillbirths?|births?|"
    r"pregnanc(?:y|ies)|miscarriages?|allegations?|disclosures?|referrals?|admissions?|arrests?|convictions?|exclusions?|"
    r"suspensions?|prosecutions?|adoptions?|removals?|missing episodes?|episodes of going missing|"
    r"(?:child(?:ren)? )?(?:protection|in need|CP|CIN) plans?"
)

NOT_A_PERSON = (
    # "children's homes" are houses; "one child's words" are a child's
    r"(?!(?:ren)?[’']s?\s+(?:home|centre|hospital|service|social|trust|board|commissioner|ward|act|right|hub|charit|worker|"
    r"refuge|team|voice\b))"
    r"(?![\w-])(?!, one )"
    r"(?!\s+(?:safeguarding|protection|death|practice|health|development|cent(?:red|re)|focus|minded|friendly|"
    r"record|partnership|board|team|forum|council|voice|parliament|governor|advocate|association|group|class|household|"
    r"hub|help|support|support\w*|unit|referral|court|justice|work|nurse|review(?!ed)|manager|commissioner|analyst|service|"
    r"strateg|polic|pathway|form|template|panel|scheme|system|plan template|conference|chair|network|and baby))"
    # "one case study" and "two case conferences" are papers and meetings
    r"(?!\s+(?:stud|file|audit|hold|load|manag|example|law|discussion|note|summar))"
)
"""What follows a word for people when it only names a house, a service, a paper or a meeting."""

THING = (
    r"priorit(?:y|ies)|partners?|partnerships?|agenc(?:y|ies)|authorit(?:y|ies)|councils?|audits?|reviews?|actions?|"
    r"recommendations?|themes?|meetings?|workshops?|events?|sessions?|members?|officers?|workers?|staff|managers?|"
    r"practitioners?|professionals?|trainers?|teachers?|nurses?|governors?|chairs?|doctors?|schools?|hospitals?|teams?|"
    r"services?|boards?|forces?|policies|strategies|projects?|standards?|objectives?|outcomes?|questions?|responses?|"
    r"replies|reports?|pages?|documents?|courses?|homes"
)
"""What a bare number in a sentence counts when the sentence has spoken of it and of no person."""

OF_PEOPLE = (
    r"aged|(?:under|over) (?:\d+|one|two|three|four|five|ten|sixteen|eighteen)\b|(?:\d+|one|two|three|four|five|six|seven) "
    r"(?:years?|months?|weeks?|days?) old|(?:white|black|asian|mixed|roma|traveller|gypsy|muslim|christian|jewish|british|"
    r"african|chinese|eastern european)\b|of (?:white|black|asian|mixed)|pregnant|disabled|autistic|deaf|blind|homeless|"
    r"transgender|non-binary|neurodivergent|bereaved|adopted|arrested|charged|convicted|remanded|sentenced|detained|"
    r"deported|excluded|suspended|accommodated|stabbed|killed|murdered|injured|abused|raped|exploited|trafficked|"
    r"hospitali[sz]ed|looked[ -]after|fostered|in (?:care|custody|foster|hospital|kinship|residential|secure|nursery|"
    r"year \d)|on (?:a |the )?(?:child|cp|cin|plan|edge|remand|roll)|subject (?:to|of)|known to (?:children|social|the "
    r"police|police|early help|services|camhs|the youth|agencies|any)|not (?:in|at) (?:school|education|nursery)|missing "
    r"from|(?:electively )?home[ -]educated|unaccompanied|placed (?:in|with|out|for|more)|removed|born\b|siblings|twins|"
    r"from (?:the same|one) (?:family|household)|(?:living|lived|staying) (?:with|in|at)|a (?:boy|girl|child|baby|young|"
    r"care|victim|twin|sibling|teenager)|neet\b|missing overnight"
)
"""What is said of people alone: after it a bare number counts them."""

DOING = (
    r"died|drowned|was born|were born|went missing|ran away|absconded|took (?:his|her|their) own|self-harmed|overdosed|"
    r"lives? with|lived with|disclosed|(?:has|have|had) (?:a |an )?(?:learning|physical|disabilit|education,? health|ehc|"
    r"sen\b|send\b|autism|complex|special|no (?:school|parent|worker|social worker)|been (?:excluded|suspended|arrested|"
    r"abused|removed|adopted|exploited|missing|in care|looked after|known to))"
)
"""What people alone do or have."""
