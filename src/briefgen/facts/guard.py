"""What no text of a case may hold: a burgerservicenummer, or a character that cannot be printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from briefgen.dutch.service_number import service_numbers
from briefgen.errors import FactsError, Message, msg
from briefgen.facts.places import FactPath, Finding, located

if TYPE_CHECKING:
    from briefgen.facts.model import CaseFacts

Unprintable = Callable[[str], tuple[str, ...]]
"""The characters of a text that the letter's fonts and file formats cannot hold."""

ALLOWED_KEY = "toegestane_nummers"

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
