"""The letter of a bundle: its references to enclosures become links, and terms that must go are not in it.

It is the letter as a value that is changed, before it is drawn; nothing is covered up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from briefgen.bundle.terms import Hits, Terms
from briefgen.bundle.wording import ReferenceWords
from briefgen.letters.blocks import Citation, Inline, Letter, Text

SCHEME = "bijlage:"
"""Begins the address of a link that leads to an enclosure of this bundle, until it gets its real target."""
Node = TypeVar("Node")


class References:
    """Finds references to enclosures in running text."""

    def __init__(self, words: ReferenceWords) -> None:
        any_of = "|".join(map(re.escape, words.words))
        between = "|".join(rf"\s*{re.escape(word)}\s*" if word == "," else rf"\s+{re.escape(word)}\s+" for word in
                           words.between)  # fmt: skip
        after = "|".join(map(re.escape, words.not_before))
        number = r"\d{1,3}(?![\w/])(?!\.\d)"
        self._pattern = re.compile(
            rf"(?<!\w)(?:{any_of})\s+(?P<first>{number})(?P<more>(?:(?:{between}){number})*)(?!\s+(?:{after})(?!\w))",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Each reference: from where, up to where, and to which number."""
        for found in self._pattern.finditer(text):
            yield found.start(), found.end("first"), int(found["first"])
            for number in re.finditer(r"\d+", found["more"]):
                yield found.start("more") + number.start(), found.start("more") + number.end(), int(number[0])


def linked(letter: Letter, references: References, targets: Callable[[int], bool]) -> Letter:
    """The letter in which each reference to an enclosure that is a target is a link under SCHEME."""

    def one(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(_with_links(content, references, targets))

    return replace(letter, body=_mapped(letter.body, one, str), annex=_mapped(letter.annex, one, str))


def promised(letter: Letter, references: References) -> tuple[int, ...]:
    """The numbers of all enclosures that the letter speaks of, each once."""
    found: dict[int, None] = {}

    def one(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        text = "".join(run.text for run in content)
        found.update(dict.fromkeys(number for _, _, number in references.find(text)))
        return content

    _mapped(letter.body, one, str)
    _mapped(letter.annex, one, str)
    return tuple(found)


def _with_links(
    content: tuple[Inline, ...], references: References, targets: Callable[[int], bool]
) -> Iterator[Inline]:
    """The line with its references as links; one that is bold, or in part a link already, stays as it is."""
    found = [each for each in references.find("".join(run.text for run in content)) if targets(each[2])]
    place = 0
    for run in content:
        first, last = place, place + len(run.text)
        for start, end, number in found:
            if isinstance(run, Citation) or run.strong or run.emphasis or end <= place or start >= last:
                continue
            if start > place:
                yield replace(run, text=run.text[place - first : start - first])
            upto = min(end, last)
            yield Citation(run.text[max(start, place) - first : upto - first], f"{SCHEME}{number}", "")
            place = upto
        if place < last:
            yield replace(run, text=run.text[place - first :])
        place = last


def redacted(letter: Letter, terms: Terms, by: str) -> tuple[Letter, Hits]:
    """The letter with `by` in the place of each term, also of those that run over a change of type; and how many."""
    hits = terms.hits("")

    def runs(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        nonlocal hits
        pieces = [run.text for run in content]
        hits += terms.hits("".join(pieces))
        for start, end in reversed(terms.find("".join(pieces))):
            _cut(pieces, start, end, by)
        return tuple(replace(run, text=text) for run, text in zip(content, pieces, strict=True) if text)

    def words(text: str) -> str:
        nonlocal hits
        hits += terms.hits(text)
        return terms.replaced(text, by)

    return _mapped(letter, runs, words), hits


def _cut(pieces: list[str], start: int, end: int, by: str) -> None:
    """Put `by` in the place of what is from `start` up to `end` in the pieces together."""
    place = 0
    for index, piece in enumerate(pieces):
        first, last = max(start - place, 0), min(end - place, len(piece))
        place += len(piece)
        if first < last:
            pieces[index] = piece[:first] + by + piece[last:]
            by = ""


def _mapped(node: Node, runs: Callable[[tuple[Inline, ...]], tuple[Inline, ...]], words: Callable[[str], str]) -> Node:
    """The value with `runs` applied to each line of inlines in it, and `words` to each other text."""
    made: Any
    match node:
        case str():
            made = words(node)
        case tuple() if node and all(isinstance(item, Text | Citation) for item in node):
            made = runs(node)
        case tuple():
            made = tuple(_mapped(item, runs, words) for item in node)
        case _ if is_dataclass(node) and not isinstance(node, type):
            changed = {field.name: _mapped(getattr(node, field.name), runs, words) for field in fields(node)
                       if field.name not in _UNSHOWN}  # fmt: skip
            made = replace(node, **changed)
        case _:
            made = node
    return made  # type: ignore[no-any-return]  # the same kind of value as it came


_UNSHOWN = {"id", "language", "page_label"}
"""What is no text of the letter."""
