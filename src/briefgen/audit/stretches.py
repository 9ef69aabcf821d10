"""Text that reads on: passages as they are, save that what a page of a PDF breaks off is joined to its rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.documents.model import Document, Link, Passage
from briefgen.errors import Message

_ENDS = re.compile(r"[.?!:;]['\"\u201d\u2019)\]]*\Z")
_PAGE_NUMBER = re.compile(
    r"\b(?:pagina|bladzijde|blad|page|p\.)\s*\d+|\A\W*\d+(?:\s*(?:/|van)\s*\d+)?\W*\Z", re.IGNORECASE
)
_RUNNING = 120  # characters: a line above or below the text of a page is short


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text with its links, made of one passage or more; `starts` and `places` say where each begins and stands.

    `number` is that of the first passage in the document.
    """

    number: int
    text: str
    links: tuple[Link, ...]
    starts: tuple[int, ...]
    places: tuple[Message, ...]

    def place(self, position: int) -> Message:
        """Where the character at `position` stands in the document."""
        return self.places[bisect_right(self.starts, position) - 1]


def stretches(document: Document) -> Iterator[Stretch]:
    """The text of `document` in the order in which it is read."""
    passages = document.passages
    rests = _rests(passages) if document.kind == "pdf" else {}
    taken = set(rests.values())
    for number in range(len(passages)):
        if number in taken:
            continue
        stretch = _single(number, passages[number])
        following = rests.get(number)
        while following is not None:
            stretch = _joined(stretch, passages[following])
            following = rests.get(following)
        yield stretch


def _single(number: int, passage: Passage) -> Stretch:
    return Stretch(number, passage.text, passage.links, (0,), (passage.place,))


def _joined(stretch: Stretch, rest: Passage) -> Stretch:
    shift = len(stretch.text) + 1
    links = tuple(replace(link, start=link.start + shift, end=link.end + shift) for link in rest.links)
    return Stretch(
        stretch.number,
        f"{stretch.text}\n{rest.text}",
        stretch.links + links,
        (*stretch.starts, shift),
        (*stretch.places, rest.place),
    )


def _rests(passages: Sequence[Passage]) -> dict[int, int]:
    """For each passage that a page breaks off in a sentence, the passage on the next page that goes on."""
    repeated = Counter(_without_digits(passage) for passage in passages)
    pages: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        numbered = len(passage.text) < _RUNNING and _PAGE_NUMBER.search(passage.text)
        running = repeated[_without_digits(passage)] > 1 or numbered
        body = pages.setdefault(str(passage.place), [])
        if not running:
            body.append(number)
    bodies = [body for body in pages.values() if body]
    return {page[-1]: following[0] for page, following in pairwise(bodies) if not _ENDS.search(passages[page[-1]].text)}


def _without_digits(passage: Passage) -> str:
    return re.sub(r"\d", "", passage.text)
