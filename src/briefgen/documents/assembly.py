"""Passages in the making: text that grows with its links, and a list that stops before it is too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.documents.model import Link, Passage
from briefgen.errors import DocumentError, Message, msg

MAX_CHARACTERS = 5_000_000
"""Some 1,500 full pages: far more than a letter with its enclosures, and read in seconds."""
COST_OF_A_PIECE = 50
"""What one passage or link weighs in characters, so that millions of tiny ones are too many as well."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """The text with its digits as superscripts, so that the number of a note is no part of the number before it."""
    return text.translate(_RAISED)


class Draft:
    """The text of one passage while it is read."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._links: list[Link] = []
        self.position = 0

    def add(self, text: str) -> None:
        """Add text; a soft hyphen is no character of the word."""
        text = text.replace("\N{SOFT HYPHEN}", "")
        if text:
            self._pieces.append(text)
            self.position += len(text)

    def link(self, start: int, target: str) -> None:
        """What was added from `start` on leads to `target`."""
        if target and start < self.position:
            self._links.append(Link(start, self.position, target))

    def ends_in_space(self) -> bool:
        """Whether nothing was added yet, or white space last."""
        return not self._pieces or self._pieces[-1][-1].isspace()

    def take(self) -> tuple[str, tuple[Link, ...]]:
        """The text without white space around it, and its links in order; then begin anew."""
        text, links = "".join(self._pieces), self._links
        self._pieces, self._links, self.position = [], [], 0
        return trimmed(text, links)


def trimmed(text: str, links: Iterable[Link]) -> tuple[str, tuple[Link, ...]]:
    """The text without white space around it; its links moved along, tightened and joined where one was cut in two."""
    shift = len(text) - len(text.lstrip())
    text = text.strip()
    tight: list[Link] = []
    for link in sorted(links, key=lambda link: (link.start, -link.end)):
        start, end = max(link.start - shift, 0), min(link.end - shift, len(text))
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        before = tight[-1] if tight else None
        if before and before.target == link.target and not text[before.end : start].strip():
            tight[-1] = Link(before.start, max(before.end, end), link.target)
        else:
            tight.append(Link(start, end, link.target))
    return text, tuple(tight)


class Collection:
    """The passages of one document. Raises DocumentError when there is more text than a letter ever has."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._weight = 0

    def add(self, text: str, place: Message, links: Sequence[Link] = ()) -> None:
        """Add a passage, if it has any text."""
        if not text:
            return
        self._weight += len(text) + COST_OF_A_PIECE + sum(len(link.target) + COST_OF_A_PIECE for link in links)
        if self._weight > MAX_CHARACTERS:
            raise DocumentError(
                msg("Dit bestand bevat meer tekst dan {aantal} miljoen tekens.", aantal=MAX_CHARACTERS // 1_000_000),
                mend=msg("Splits het, of geef alleen de brief zelf."),
            )
        self.passages.append(Passage(text, place, tuple(links)))
