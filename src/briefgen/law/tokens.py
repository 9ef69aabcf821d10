"""Cutting a text into words, numbers and marks, each with its place.

White space of any kind is the same, a blank line ends a paragraph, and a word that is broken off at
the end of a line is whole again. One expression without backtracking, so the time is linear.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    WORD = "word"
    NUMBER = "number"  # digits, with letters, points and colons inside, perhaps a degree sign at the end
    ECLI = "ecli"
    MARK = "mark"  # any other single character
    BREAK = "break"  # a blank line
    OTHER = "other"  # an address on the web, or what looks like a number and is none
    END = "end"


class Token(NamedTuple):
    kind: Kind
    text: str
    key: str  # to compare with: case folded, without hyphens, points and white space
    start: int
    end: int


LOOSE_BRACKET = "loose )"
"""The key of a closing bracket that closes nothing, as in "e)"."""

_TOKEN = re.compile(
    r"""
    (?P<gap>[\s\u200b\ufeff]++)
  | (?P<link>(?:https?://|www\.)\S++)
  | (?P<ecli>(?i:ECLI:[A-Z]{2}:[A-Z][A-Z0-9.]{0,6}:[0-9]{4}:[A-Z0-9.]{1,25}))
  | (?P<number>[0-9]++[A-Za-z]{0,3}+(?:[.:][0-9]++[A-Za-z]{0,3}+)*+[°º˚]?+)(?P<tail>\w*+)
  | (?P<dotted>[^\W\d_](?:\.[^\W\d_](?!\w))++\.?+)
  | (?P<word>[^\W\d_](?:
        # broken off at the end of a line, but not "jeugd- en"
        [-‐‑\u00ad](?=\s)[^\S\n]{0,40}+\n?+[^\S\n]{0,40}+(?=[a-zß-öø-ÿ])(?!(?:en|of|dan|tot)\b)
      | [\w\u00ad\u0300-\u036f]
      | ['’‐‑-](?=\w)
    )*+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LEFT_OUT = str.maketrans("", "", "-‐‑\u00ad.\u200b\ufeff")


def key_of(text: str) -> str:
    """What `text`, one word, is compared by."""
    if text.isascii() and text.isalpha():
        return text.casefold()
    return unicodedata.normalize("NFC", "".join(text.translate(_LEFT_OUT).split())).casefold()


class Tokens:
    """The tokens of a text. Beyond the last one there is only the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = _cut(text)
        self._keys = [token.key for token in self._tokens]
        self._end = Token(Kind.END, "", "", len(text), len(text))

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, place: int) -> Token:
        try:
            return self._tokens[place]
        except IndexError:
            return self._end

    def key(self, place: int) -> str:
        try:
            return self._keys[place]
        except IndexError:
            return ""

    def number(self, place: int) -> str | None:
        """The number at `place` in small letters, or None when there is none."""
        token = self[place]
        return token.text.lower() if token.kind is Kind.NUMBER else None

    def touching(self, place: int) -> bool:
        """Whether nothing stands between the token at `place` and the one before it."""
        return self[place].start == self[place - 1].end

    def written(self, first: int, after: int) -> str:
        """The text from token `first` up to token `after`, with single spaces."""
        return " ".join(self.text[self[first].start : self[after - 1].end].split()) if after > first else ""


def _cut(text: str) -> list[Token]:
    tokens: list[Token] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        group, found, start = match.lastgroup, match.group(), match.start()
        if group == "gap":
            if found.count("\n") > 1:
                depth = 0
                tokens.append(Token(Kind.BREAK, "", "\n", start, match.end()))
        elif group in {"word", "dotted"}:
            tokens.append(Token(Kind.WORD, found, key_of(found), start, match.end()))
        elif group == "tail":  # the last group of a number: what else clings to it
            kind = Kind.OTHER if match.group("tail") else Kind.NUMBER
            tokens.append(
                Token(kind, found, key_of(found) if kind is Kind.OTHER else found.lower(), start, match.end())
            )
        elif group == "mark":
            closes = found == ")" and not depth
            depth += {"(": 1, ")": -1}.get(found, 0) if not closes else 0
            tokens.append(Token(Kind.MARK, found, LOOSE_BRACKET if closes else found, start, match.end()))
        elif group == "ecli":
            name = found.rstrip(".")
            tokens.append(Token(Kind.ECLI, name, name.upper(), start, start + len(name)))
        else:
            tokens.append(Token(Kind.OTHER, found, "", start, match.end()))
    return tokens
