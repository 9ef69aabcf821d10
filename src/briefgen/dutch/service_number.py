"""Finding a burgerservicenummer in text: by the eleven-test, however it is spaced."""

from __future__ import annotations

import re
from datetime import date

from briefgen.dutch import dates

_DIGITS = 9
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)  # the eleven-test of a burgerservicenummer
_SEPARATOR = r"[ \t.\-_\u00a0\u00b7\u2000-\u200d\u2010-\u2015\u2022\u202f\u2060\u2212]{1,3}"
# "/" separates nothing: C/00/123456 and 200.123.456/01 are case numbers of a court.
_RUN = re.compile(rf"(?<!\d)(?<!\d/)\d+(?:{_SEPARATOR}\d+)*(?!\d|/\d)")
_GROUP = re.compile(r"\d+")
# What looks like part of such a number only by standing beside other digits.
_DATE = re.compile(r"(?<![\d./-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([-/.])\d{1,2}\1\d{4})(?![\d/-]|\.\d)")
_ABROAD = re.compile(
    r"(?:\+31|(?<!\d)(?<!\d[ .\-])0031)[ .\-]{0,3}(?:\(0\))?(?:[ .\-]{0,3}\d){7,9}(?!\d)"
    r"|\+(?!31)\d{1,3}(?:[ .\-()]{0,2}\d){5,12}(?!\d)"
    r"|(?<!\d)(?<!\d[ .\-])00(?!31)(?:[ .\-()]{0,2}\d){9,14}(?!\d)"
)
_POSTCODE = re.compile(r"(?<![^\s,(])[1-9]\d{3} ?[A-Z]{2}\b")


def service_numbers(text: str, *, allowed: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Each burgerservicenummer in `text`, as nine digits.

    That is a number that passes the eleven-test, however it is spaced, unless it is `allowed` or
    part of a longer number (telephone, date, case number).
    """
    for pattern in (_ABROAD, _POSTCODE):
        text = pattern.sub(_blank, text)
    text = _DATE.sub(_blank_date, text)
    found: dict[str, None] = {}
    for run in _RUN.finditer(text):
        groups = _GROUP.findall(run[0])
        for start in range(len(groups)):
            number = ""
            for group in groups[start : start + _DIGITS]:
                number += group
                if len(number) >= _DIGITS:
                    break
            if passes(number) and number not in allowed:
                found[number] = None
    return tuple(found)


def passes(number: str) -> bool:
    """Whether `number` is nine digits that pass the eleven-test; nine zeros are nobody's number."""
    if len(number) != _DIGITS or not number.isdecimal() or not int(number):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=True)) % 11 == 0


def _blank(match: re.Match[str]) -> str:
    return "x" * len(match[0])


def _blank_date(match: re.Match[str]) -> str:
    try:
        day = dates.parse(match[0])
    except ValueError:
        return match[0]
    return _blank(match) if date(1900, 1, 1) <= day < date(2100, 1, 1) else match[0]
