"""Finding the terms that must be made unreadable, however they are written.

Capitals, accents, ligatures, white space, hyphens and the end of a line make no difference; a genitive ("Noa's",
"Jansens") is found too. A term within a longer word ("Vries" in "Vriesland") is another word, and only reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from briefgen.errors import FactsError, msg

_LINE_END = "(?:[\u00ad\ufffe\x02][\r\n]*|[-\u2010]?[\r\n]+)?"
"""What may stand between two letters of one word: a hyphen that a line ends in."""
_BETWEEN = r"[\W_]{0,3}"
_SPACED = 5
"""Letters from which on a word is also found when it is s p a c e d."""
_LONG = 4
"""Letters from which on a term is looked for within other words."""


def terms_of(text: str, where: str) -> tuple[str, ...]:
    """The terms in a file, one on a line; an empty line and one that begins with # say nothing.

    Raises FactsError for a term without two letters or digits, or a file without any term.
    """
    found: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        term = " ".join(line.split())
        if not term or term.startswith("#"):
            continue
        if sum(map(str.isalnum, term)) < 2:
            raise FactsError(
                msg("'{term}' is te kort om weg te halen.", term=term),
                where=f"{where}:{number}",
                mend=msg("Schrijf op elke regel een naam, nummer of woord van ten minste twee letters of cijfers."),
            )
        found[term] = None
    if not found:
        raise FactsError(
            msg("In dit bestand staat niets om weg te halen."),
            where=where,
            mend=msg("Schrijf op elke regel een naam, nummer of woord."),
        )
    return tuple(found)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text in small letters without accents and ligatures; of each character the index it came from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(index)
    return "".join(letters), places


@dataclass(frozen=True, slots=True)
class Hits:
    """How often terms were found."""

    places: int = 0
    """The places where something has to go."""
    each: tuple[int, ...] = ()
    """Of each term how often it stands there, also within a longer term ("Noa" in "Noa de Vries")."""

    def __add__(self, other: Hits) -> Hits:
        return Hits(self.places + other.places, tuple(map(sum, zip_longest(self.each, other.each, fillvalue=0))))


NO_HITS = Hits()


class Terms:
    """The terms together, to be found in any text."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = tuple(terms)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where terms stand in `text`, from and up to, in order."""
        plain, places = _plain(text)
        places.append(len(text))
        return [(places[found.start()], places[found.end() - 1] + 1) for found in self._whole.finditer(plain)]

    def hits(self, text: str) -> Hits:
        """How often the terms stand in `text`."""
        if not self.terms:
            return NO_HITS
        plain, _ = _plain(text)
        places = sum(1 for _ in self._whole.finditer(plain))
        return Hits(
            places, tuple(len(term.findall(plain)) for term in self._each) if places else (0,) * len(self.terms)
        )

    def within(self, text: str) -> tuple[str, ...]:
        """The longer words of `text` that have a term in them, each once."""
        plain, _ = _plain(text)
        words = (plain[found.start() : found.end()] for found in self._part.finditer(plain)) if self._part else ()
        return tuple(dict.fromkeys(word for word in words if not self._whole.fullmatch(word)))

    def replaced(self, text: str, by: str) -> str:
        """The text with `by` in the place of each term."""
        for start, end in reversed(self.find(text)):
            text = text[:start] + by + text[end:]
        return text

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return _whole_words("|".join(sorted(map(_pattern, self.terms), key=len, reverse=True)))  # the longest first

    @cached_property
    def _each(self) -> tuple[re.Pattern[str], ...]:
        return tuple(_whole_words(_pattern(term)) for term in self.terms)

    @cached_property
    def _part(self) -> re.Pattern[str] | None:
        long = [re.escape(_plain(term)[0]) for term in self.terms if sum(map(str.isalnum, term)) >= _LONG]
        return re.compile(rf"\w*(?:{'|'.join(long)})\w*") if long else None


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?:['’]?s)?(?![^\W_])")


def _pattern(term: str) -> str:
    return _BETWEEN.join(map(_word, re.findall(r"[^\W_]+", _plain(term)[0])))


def _word(word: str) -> str:
    if word.isdigit():
        between = r"[ .\-/]?"
    elif len(word) >= _SPACED:
        between = f" ?{_LINE_END}"
    else:
        between = _LINE_END
    return between.join(map(re.escape, word))
