"""Finding the terms that must be made unreadable, however they are written.

Capitals, accents, ligatures, white space, hyphens and the end of a line make no difference; a genitive ("Noa's",
"Jansens") is found too. A term within a longer word ("Vries" in "Vriesland") is another word, and only reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

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


class Terms:
    """The terms together, to be found in any text."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = tuple(terms)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where terms stand in `text`, from and up to, in order."""
        plain, places = _plain(text)
        places.append(len(text))
        return [(places[found.start()], places[found.end() - 1] + 1) for found in self._whole.finditer(plain)]

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
        longest_first = sorted(map(_pattern, self.terms), key=len, reverse=True)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?:['’]?s)?(?![^\W_])")

    @cached_property
    def _part(self) -> re.Pattern[str] | None:
        long = [re.escape(_plain(term)[0]) for term in self.terms if sum(map(str.isalnum, term)) >= _LONG]
        return re.compile(rf"\w*(?:{'|'.join(long)})\w*") if long else None


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
