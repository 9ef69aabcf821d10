"""What no text of a case may hold: a burgerservicenummer, or a character that cannot be printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from briefgen.dutch import dates
from briefgen.errors import FactsError, Message, msg
from briefgen.facts.places import FactPath, Finding, located

if TYPE_CHECKING:
    from briefgen.facts.model import CaseFacts

Unprintable = Callable[[str], tuple[str, ...]]
"""The characters of a text that the letter's fonts and file formats cannot hold."""

ALLOWED_KEY = "toegestane_nummers"

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
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}  # never text, whatever a font says


def guard(facts: CaseFacts, *, unprintable: Unprintable) -> tuple[FactsError, ...]:
    """The errors in facts that come from elsewhere than a file; `load` guards files itself."""
    return located(findings(facts.model_dump(by_alias=True), unprintable))


def findings(data: Mapping[str, object], unprintable: Unprintable) -> list[Finding]:
    """Look through every text of a case under its Dutch keys."""
    allowed = frozenset(_allowed(data.get(ALLOWED_KEY)))
    found: list[Finding] = []
    for path, text in _texts(data, ()):
        if path[0] != ALLOWED_KEY:
            found.extend(Finding(path, *_told_number(number)) for number in service_numbers(text, allowed=allowed))
        found.extend(Finding(path, *told_character(character)) for character in _unusable(text, unprintable))
    return found


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


def _texts(value: object, path: FactPath) -> Iterator[tuple[FactPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def _allowed(entries: object) -> Iterator[str]:
    for entry in entries if isinstance(entries, list | tuple) else ():
        number = entry.get("nummer") if isinstance(entry, Mapping) else None
        if isinstance(number, str):
            yield re.sub(r"\D", "", number)


def _unusable(text: str, unprintable: Unprintable) -> Iterable[str]:
    own = (character for character in text if unicodedata.category(character) in _CONTROL and character not in "\n\t")
    readable = text.encode("utf-8", "ignore").decode("utf-8")  # half a surrogate pair is no text for a font
    return dict.fromkeys(character for character in (*own, *unprintable(readable)) if character != "\n")


def _told_number(number: str) -> tuple[Message, Message]:
    # Only its end: an error message may be copied into a mail or a log.
    return (
        msg("Hier staat een nummer dat een burgerservicenummer kan zijn (het eindigt op {einde}).", einde=number[-3:]),
        msg(
            "Laat het weg: de privacyregels verbieden zo'n nummer te verspreiden, en een instantie die het nodig "
            "heeft, vraagt er zelf om. Is het een ander nummer? Zet het dan met naam en nummer onder {sleutel}.",
            sleutel=ALLOWED_KEY,
        ),
    )


def told_character(character: str) -> tuple[Message, Message]:
    """What is wrong with a character that cannot be printed, and the mend."""
    return (
        msg("Het teken {teken} kan niet in een brief staan.", teken=named(character)),
        msg("Verwijder het teken, of vervang het door gewone letters."),
    )


def named(character: str) -> str:
    """Name a character that may be invisible: "U+200B ZERO WIDTH SPACE"."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
