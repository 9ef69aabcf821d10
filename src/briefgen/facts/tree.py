"""A case file as sections, lists and texts with their lines, before anyone asks what they mean.

Every value stays the text that was typed: YAML's own guesses (ja and nee as truth values, 0612345670
as an octal number, 1:20 as 80 seconds) never happen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from briefgen.errors import Message, msg

MAX_DEPTH = 50
MAX_VALUES = 25_000  # a long case has some hundreds; PyYAML takes a second for this many
_MAX_ACCENTS = 30  # on one letter, as in Unicode's stream-safe format; sorting more takes quadratic time
_NO_VALUE = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a node itself, whatever it stands for."""

    what: Message
    mend: Message


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text; None when the key has no value."""

    text: str | None
    line: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Node, ...]
    line: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value; the key is None if it is not a text."""

    key: str | None
    line: int
    value: Node


@dataclass(frozen=True, slots=True)
class Section:
    entries: tuple[Entry, ...]
    line: int
    problem: Problem | None = None


Node = Leaf | Items | Section


def leaf(raw: str, line: int, *, plain: bool, problem: Problem | None = None) -> Leaf:
    """Make a leaf from text as typed; `plain` is text without quotes, where ~ and null mean: no value."""
    if problem is None and _overloaded(raw):
        problem = Problem(
            msg("Op één letter staan meer dan {aantal} accenten of andere tekens.", aantal=_MAX_ACCENTS),
            msg("Verwijder die tekens."),
        )
        return Leaf(None, line, problem)
    if not raw.strip() or (plain and raw in _NO_VALUE):
        return Leaf(None, line, problem)
    return Leaf(_clean(raw), line, problem)


def planted(data: Mapping[str, object]) -> Section:
    """Make a tree, without lines, from values that no file holds (a CSV row, answers to questions).

    Raises TypeError for a value that a case file could not hold.
    """
    return Section(tuple(Entry(_clean(key), 0, _planted(item)) for key, item in data.items()), 0)


def _planted(value: object) -> Node:
    if value is None or isinstance(value, str):
        return leaf(value or "", 0, plain=False)
    if isinstance(value, bool):
        return Leaf("ja" if value else "nee", 0)
    if isinstance(value, int | date):
        return Leaf(str(value), 0)
    if isinstance(value, Mapping):
        return planted(value)
    if isinstance(value, list | tuple):
        return Items(tuple(_planted(item) for item in value), 0)
    raise TypeError(type(value).__name__)


def _clean(text: str) -> str:
    """One form for every text: NFC, line feeds only, and the two halves of a character that JSON escapes joined."""
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n")
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass") if _halves(text) else text
    return unicodedata.normalize("NFC", joined.replace("\r\n", "\n").replace("\r", "\n"))


def _halves(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _overloaded(text: str) -> bool:
    if text.isascii():
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MAX_ACCENTS:
            return True
    return False
