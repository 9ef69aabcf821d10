"""Which law an article is of, once it is read what the text says about the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.errors import Message, msg
from briefgen.law.mentions import KnownBy
from briefgen.law.names import LawNames


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a text says about the law, from token `start` up to token `end`.

    `laws` holds one id when the law is known, several when its name is ambiguous, and none with
    `why_not`. `books` is filled for a work in books, `book` when the phrase tells which.
    """

    start: int
    end: int
    text: str
    laws: tuple[str, ...] = ()
    books: Mapping[str, str] = field(default_factory=dict)
    book: str | None = None
    old: bool = False
    known_by: KnownBy = KnownBy.NONE
    why_not: Message | None = None


NO_LAW = Phrase(0, 0, "", why_not=msg("De tekst noemt hier geen wet."))


@dataclass(frozen=True, slots=True)
class Settled:
    """The law of one article, and the article's number without that of the book."""

    law: str | None
    candidates: tuple[str, ...]
    number: str
    book: str | None
    known_by: KnownBy
    why_not: Message | None


def settle(phrase: Phrase, number: str, names: LawNames, book: str | None = None) -> Settled:
    """Which law article `number` is of, given `phrase`; `book` is that of the article before it in a list."""
    prefix, colon, rest = number.partition(":")
    if not phrase.books:
        law = phrase.laws[0] if len(phrase.laws) == 1 else None
        own = names.laws[law].book if law else None
        short = rest if colon and own is not None and prefix == str(own) else number
        candidates = phrase.laws if law is None else ()
        return Settled(law, candidates, short, None, phrase.known_by, phrase.why_not)
    told = phrase.book or (prefix if colon else book)
    short = rest if colon else number
    if told is None:
        why = msg("De tekst noemt geen boek van '{naam}'.", naam=phrase.text)
        return Settled(None, phrase.laws, short, None, KnownBy.NONE, why)
    if colon and prefix != told:
        why = msg("De tekst noemt twee boeken van '{naam}': {een} en {twee}.", naam=phrase.text, een=told, twee=prefix)
        return Settled(None, (), short, None, KnownBy.NONE, why)
    law = phrase.books.get(told)
    if law is None:
        why = msg("Boek {boek} van '{naam}' staat niet in legal_refs.", boek=told, naam=phrase.text)
        return Settled(None, (), short, told, KnownBy.NONE, why)
    by_number = phrase.book is None and phrase.known_by is KnownBy.NAMED
    return Settled(law, (), short, told, KnownBy.NUMBER if by_number else phrase.known_by, None)
