"""What a text says when it names the law: an article, a judgment, or a larger part of a law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from briefgen.errors import Message

_PIECES = re.compile(r"([0-9]+)|([^0-9]+)")


class KnownBy(StrEnum):
    """What in the text tells which law is meant."""

    NAMED = "naam"  # its name, abbreviation or alias
    NUMBER = "nummer"  # the number of a European act, or of a book before the article's own
    ANAPHORA = "verwijzing"  # "die wet": the law that the text named before
    NONE = "niets"


@dataclass(frozen=True, slots=True)
class Mention:
    """One article, or one range of articles, as a text names it.

    `start` and `end` are places in the text (in characters, `end` exclusive). In a list each article
    has its own span: from its number, or the word before it, up to its lid and onderdeel, and to the
    law's name where that stands beside it. An article whose leden have onderdelen of their own gives
    a mention for each of these.
    """

    start: int
    end: int
    law: str | None  # the id of the law's record; None when `why_not` says so
    law_text: str  # as written; empty when the text names none
    candidates: tuple[str, ...]  # the ids that an ambiguous name may mean
    article: str  # its number in small letters, without the number of a book
    last: str | None  # the last article of a range
    paragraphs: tuple[str, ...]  # leden, in digits
    parts: tuple[tuple[str, ...], ...]  # onderdelen, each from coarse to fine: ("a", "1°")
    sentences: tuple[str, ...]  # volzinnen, in digits, or "laatste"
    old: bool  # "(oud)": the text as it read before
    known_by: KnownBy
    why_not: Message | None


@dataclass(frozen=True, slots=True)
class CaseMention:
    """A judgment: by its ECLI in capitals, or by the number of an application to the European Court."""

    start: int
    end: int
    ecli: str | None
    application: str | None


@dataclass(frozen=True, slots=True)
class StructureMention:
    """A part of a law larger than an article: `kind` is the Dutch word for it in the singular."""

    start: int
    end: int
    law: str
    kind: str
    number: str


def in_order(number: str) -> tuple[tuple[int, str], ...]:
    """A key that puts numbers of articles in the order of a law: by value, a letter after the bare number."""
    return tuple((int(piece[1]), "") if piece[1] else (-1, piece[2]) for piece in _PIECES.finditer(number))
