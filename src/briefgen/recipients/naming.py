"""Comparing names as people do: without case, accents, punctuation and the words that say "municipality"."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_NO_WORD = re.compile(r"[^a-z0-9]+")
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")

_MUNICIPALITY = r"gem(?:eente\s+|\.\s*)"
_OF = rf"(?:van\s+(?:de\s+)?{_MUNICIPALITY}|der\s+{_MUNICIPALITY}|{_MUNICIPALITY}|van\s+)"
_MAYOR = r"burgemeester\s*(?:en|&|\+)\s*wethouders"
_B_AND_W = r"b\.?\s*(?:en|&|\+)\s*w\.?"
_ORGAN = re.compile(
    rf"(?:(?:het|de)\s+)?"
    rf"(?:(?:college\s+(?:van\s+)?(?:{_MAYOR}|{_B_AND_W})|{_MAYOR}|gemeenteraad|gemeentebestuur)\s+{_OF}?"
    rf"|{_B_AND_W}\s+{_OF}"  # "B&W Zorg" is a firm
    rf"|(?:college|raad|burgemeester)\s+(?:van\s+(?:de\s+)?|der\s+)?{_MUNICIPALITY})(?=\w|')",
    re.IGNORECASE,
)
_GEMEENTE = re.compile(rf"(?:de\s+)?{_MUNICIPALITY}(?=\S)", re.IGNORECASE)
_DEPARTMENT = re.compile(
    r"(?P<name>.*?\w)\)?[\s,;:(/–-]+"
    r"(?P<rest>(?:t\s?\.?\s?a\s?\.?\s?v\b\.?|ter attentie van|afdeling|afd\b\.?|team|wijkteam|dienst|directie|sector"
    r"|cluster|domein|sociaal domein|griffie|loket)\s.*\w)\W*",
    re.IGNORECASE,
)
_ATTENTION = re.compile(r"(?:t\s?\.?\s?a\s?\.?\s?v\b\.?|ter attentie van)\s*", re.IGNORECASE)

_ALIKE = 0.8  # what one slip in a word of five letters gives
_SHORT = 3  # letters of a word that people leave out: "Wijk Duurstede"


def plain(text: str) -> str:
    """`text` in small letters without accents; whatever is no letter or digit becomes one space."""
    if text.isascii():
        return _NO_WORD.sub(" ", text.lower()).strip()
    loose = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in loose if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def of_organ(name: str) -> str:
    """The municipality in the name of one of its organs ("gemeenteraad van Lopik" is "Lopik"); "" for another name."""
    found = _ORGAN.match(name)
    return name[found.end() :].strip() if found else ""


def of_municipality(name: str) -> str:
    """The municipality in a name that says that it is one ("Gemeente Zeist", or an organ); "" for another name."""
    found = _GEMEENTE.match(name)
    return name[found.end() :].strip() if found else of_organ(name)


def department(name: str) -> tuple[str, str]:
    """The name of a municipality without the department or person in it, and those: "Zeist", "afdeling Jeugd"."""
    found = _DEPARTMENT.fullmatch(name)
    return (found["name"], _ATTENTION.sub("", found["rest"], count=1)) if found else (name, "")


def bare(name: str) -> str:
    """`name` in plain form, without the words that say that it is a municipality.

    "Gemeente Súdwest-Fryslân" is "sudwest fryslan", and "B&W van Zeist" is "zeist".
    """
    words = plain(of_municipality(name) or name).split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] == "gemeente" else words)


def without_province(name: str) -> str:
    """`name` without what stands in parentheses at its end: "Bergen (NH.)" is "Bergen"."""
    return _PARENTHESES.sub("", name) or name


def likeness(one: str, other: str) -> float:
    """How near two names in bare form are, up to 1; 0 when they are not, or share no more than a general word.

    What they differ in must itself be alike: "rechtbank noord" is not near "rechtbank midden".
    """
    ours, theirs = one.split(), other.split()
    for word in one.split():
        if word in theirs:
            ours.remove(word)
            theirs.remove(word)
    mine, yours = "".join(ours), "".join(theirs)
    close = _ratio(mine, yours) >= _ALIKE if mine and yours else len(mine + yours) <= _SHORT
    ratio = _ratio(one.replace(" ", ""), other.replace(" ", "")) if close else 0
    return ratio if ratio >= _ALIKE else 0


def _ratio(one: str, other: str) -> float:
    """How alike two texts are; 0 when that is not much, which is mostly seen at once by their lengths and letters."""
    least = _ALIKE * (len(one) + len(other)) / 2  # letters that must match
    if min(len(one), len(other)) < least or sum(map(one.count, set(other))) < least:
        return 0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
