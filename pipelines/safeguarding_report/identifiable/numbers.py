"""Numbers and addresses that are one person's own, known by their form and, where they have one, their check digit."""

from __future__ import annotations

import re

from stdnum.gb import nhs, upn

_NHS = re.compile(
    r"(?<![\w/=.,-])\d{10}(?![\w-])"
    r"|(?<![\d.,/-])\d{3}[ ./–-]{1,3}\d{3}[ ./–-]{1,3}\d{4}(?![\d/-])"
    r"|(?<=\bnhs\b)\D{0,20}(?:\d[ ./–-]?){10}(?!\d)",
    re.IGNORECASE,
)
"""Ten digits in one go count outside of addresses and longer codes only: one in eleven passes the check by chance.

After the word NHS they count however they are divided.
"""
_PUPIL = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z](?:[-.]?\d)|[A-Z] \d)(?:[ .-]?\d){10}[ .-]?[0-9A-Za-z](?![A-Za-z0-9])")
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{1,2})[0-9][0-9A-HJKPSTUW]? {0,2}[0-9][ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_POSTCODE_AREAS = re.compile(
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|"
    "M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
"""The letters that a postcode begins with: others begin the numbers of documents."""
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)$")
_AT, _DOT = r"(?:\s?@\s?|\s?[(\[{<]\s?at\s?[)\]}>]\s?)", r"(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?|\sdot\s)"
_EMAIL = re.compile(
    # It begins where a word begins: a text of 50,000 letters without a space would otherwise be read 50,000 times.
    rf"(?<![a-z0-9._%+'-])[a-z0-9._%+'-]+(?:{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)+|\sat\s[a-z0-9-]+(?:\sdot\s[a-z0-9-]+)+)",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"(?<![\w/.-])(?:\+|00)\s?44[ .-]?(?:\(0\))?[ .-]?\(?[1257]\d{1,3}\)?(?:[ .-]?\d){6,8}(?!\w)|"
    r"(?<![\w/.-])\(?0(?!3\d\d|8\d\d)\d{2,4}\)?[ .-]{0,2}(?:\d{3,4}[ .-]?\d{3,4}|\d{2} \d{2} \d{2})(?!\w)"
)
"""Numbers of helplines and switchboards (0300 …, 0800 …) are nobody's own."""


def has_nhs_number(text: str) -> bool:
    """Tell whether ten digits with the right check digit stand as an NHS number does."""
    return any(nhs.is_valid(_digits(match[0])) for match in _NHS.finditer(text))


def has_pupil_number(text: str) -> bool:
    """Tell whether a letter and twelve signs are a unique pupil number, however they are divided."""
    # Not upn.is_valid: its list of authorities is of 2011, and pupils of newer ones have numbers too.
    return any(_has_check_letter(match[0]) for match in _PUPIL.finditer(text))


def has_postcode(text: str) -> bool:
    """Tell whether a whole postcode stands in a text, in whatever case."""
    return any(
        _POSTCODE_AREAS.fullmatch(match[1].upper()) and _ORDINAL.search(match[0]) is None
        for match in _POSTCODE.finditer(text)
    )


def has_email_address(text: str) -> bool:
    """Tell whether an e-mail address stands in a text, also with "(at)" for its sign."""
    return _EMAIL.search(text) is not None


def has_telephone_number(text: str) -> bool:
    """Tell whether a telephone number stands in a text, with brackets, country code or neither."""
    return _TELEPHONE.search(text) is not None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _has_check_letter(number: str) -> bool:
    bare = "".join(sign for sign in number.upper() if sign.isalnum())
    try:
        return bool(upn.calc_check_digit(bare[1:]) == bare[0])
    except ValueError:
        return False  # I, O and S are no letters of a pupil number
