"""Official text of a law as values, whatever form it was published in, and what can be read off it.

Readers of the forms are `briefgen.law.official_xml` and `briefgen.law.official_yaml`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from briefgen.dutch import words


class Status(Enum):
    IN_FORCE = "goed"
    REPEALED = "vervallen"
    PENDING = "nog niet in werking"


@dataclass(frozen=True, slots=True)
class OfficialParagraph:
    """A lid, or the whole text of an article without numbered leden (`number` is None).

    `parts` are its onderdelen as the records write them: "a", and "a.1°" or "a.1" for the first part below
    a, with its degree sign when the text has one.
    """

    number: str | None
    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialArticle:
    """An article as the source has it.

    `notes` are remarks of an editor or of the source, never law. `state` is the state this article was
    read in when it differs from the law's. `complete` is False when the source gives only a selection.
    `link` is the source's own jci reference to the article, without dates.
    """

    number: str
    status: Status
    paragraphs: tuple[OfficialParagraph, ...] = ()
    notes: tuple[str, ...] = ()
    state: date | None = None
    complete: bool = True
    link: str | None = None

    @property
    def text(self) -> str:
        """The law's words, one lid after the other, each with its number."""
        return "\n".join(
            f"{paragraph.number} {paragraph.text}" if paragraph.number else paragraph.text
            for paragraph in self.paragraphs
        )

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the leden, in the order of the text."""
        return tuple(paragraph.number for paragraph in self.paragraphs if paragraph.number)

    @property
    def parts(self) -> tuple[str, ...]:
        """All onderdelen, once, in the order of the text and the form of the records: "a", or "2.e" for lid 2."""
        return tuple(
            dict.fromkeys(
                f"{paragraph.number}.{part}" if paragraph.number else part
                for paragraph in self.paragraphs
                for part in paragraph.parts
            )
        )


@dataclass(frozen=True, slots=True)
class OfficialLaw:
    """A law in one state.

    `identifier` is its BWB-id, or the ELI path of EU law ("reg/2016/679"), as in ``law.yaml``. `complete`
    says whether an article that is not here does not exist. `source` is where it was read, for people.
    """

    identifier: str
    title: str | None
    abbreviation: str | None
    state: date
    articles: Mapping[str, OfficialArticle]
    complete: bool
    source: str


def fingerprint(article: OfficialArticle) -> str:
    """SHA-256, in hexadecimal, of the article's normal form in UTF-8.

    The normal form is one line for each lid, in order: its number, ":", and its text. In both, only letters
    and digits stay, in Unicode NFKC and case-folded (Unicode, chapter 3.13). So spacing, punctuation,
    bullets and typography do not count, and every form of publication of one text gives one fingerprint.
    """
    lines = (f"{_bare(paragraph.number or '')}:{_bare(paragraph.text)}" for paragraph in article.paragraphs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


_CELEX = re.compile(r"3(\d{4})([RLD])(\d{4})")
_ELI_KINDS = {"R": "reg", "L": "dir", "D": "dec"}


def eli(number: str) -> str:
    """The ELI path of EU legislation with CELEX number `number`; another number stays as it is."""
    match = _CELEX.fullmatch(number)
    return f"{_ELI_KINDS[match[2]]}/{match[1]}/{int(match[3])}" if match else number


def same_words(one: str, other: str) -> bool:
    """Whether two names differ in nothing but spacing, punctuation and capitals."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    text = text.replace("º", "°")  # an ordinal sign typed for a degree sign is no letter here
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if character.isalnum())


_UNITS = {
    "uur": "uren", "uren": "uren", "dag": "dagen", "dagen": "dagen", "kalenderdag": "dagen", "kalenderdagen": "dagen",
    "werkdag": "werkdagen", "werkdagen": "werkdagen", "week": "weken", "weken": "weken",
    "maand": "maanden", "maanden": "maanden", "jaar": "jaren", "jaren": "jaren",
}  # fmt: skip
_TENS = {30: "dertig", 40: "veertig", 50: "vijftig", 60: "zestig", 70: "zeventig", 80: "tachtig", 90: "negentig"}


def _number_words() -> Iterator[tuple[str, int]]:
    """Dutch number words from one to a hundred, without accents and diaereses."""
    for number in range(1, 21):
        yield _plain(words.cardinal(number)), number
    tens = {20: words.cardinal(20), **_TENS}
    for ten, word in tens.items():
        yield word, ten
        for unit in range(1, 10):
            yield f"{_plain(words.cardinal(unit))}en{word}", ten + unit
    yield "honderd", 100


def _plain(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


_NUMBERS = dict(_number_words())
_NUMBER = rf"\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_LENGTH = re.compile(
    rf"\b(?P<half>een half jaar|anderhalf jaar)\b"
    rf"|(?:\b(?P<other>{_NUMBER})\s+(?:of|tot|dan wel|onderscheidenlijk|respectievelijk)\s+)?"
    rf"\b(?P<number>{_NUMBER})\s+(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_HALVES = {"een half jaar": 6, "anderhalf jaar": 18}  # months


def durations(text: str) -> tuple[str, ...]:
    """Every length of time that `text` names, once, in the order in which it first comes.

    Written as the record field `termijnen` has it: a count in digits and its unit in the plural. Counts in
    words and in digits are read, an article before a unit counts as one, and so does the first of two counts
    that share their unit. Ages and punishments are lengths of time as well, and stand among them. Halves of
    a year are given in months.
    """
    found: dict[str, None] = {}
    for match in _LENGTH.finditer(_plain(unicodedata.normalize("NFKC", text))):
        if match["half"]:
            months = _HALVES[" ".join(match["half"].lower().split())]
            found[f"{months} {_UNITS['maand']}"] = None
            continue
        unit = _UNITS[match["unit"].lower()]
        for number in (match["other"], match["number"]):
            if number is not None and (count := _value(number)) > 0:
                found[f"{count} {unit}"] = None
    return tuple(found)


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else _NUMBERS[number.lower()]
