"""A user's own Word file with docxtpl tags, made ready for Jinja so that each tag keeps its place.

Word scatters a tag over runs and makes its quotes curly. Here each tag is made whole and gets a number in white
space that Jinja passes over, so that it can be found back in what docxtpl makes of the file, and in an error's line.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.render.word_file import Part, Piece, Spot, WordFile, spots

if TYPE_CHECKING:
    from collections.abc import Sequence

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_INSIDE = re.compile(r"\{[{%#](?P<level>tr |tc |p |r )?(?P<trim>-)?(?P<inner>.*?)(?P<end>-?[}%#]\})", re.DOTALL)
CURLY = {
    **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""), "\u00a0": " ", "\u2011": "-",
}  # fmt: skip
"""Characters that Word puts into a tag by itself, and what the author typed."""

# Marks in the source that Jinja sees as white space or text, taken out of what it gives.
_NUMBER = re.compile("\u200a([\u2000-\u2009]+)\u200a")
_LINE = "\ue002\n"
# What Word notes of editing sessions, and ids that would no longer be unique after a loop.
_EDITING = re.compile(r' (?:w:rsid\w*|w14:(?:paraId|textId))="[^"]*"')


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its number in the part, the paragraph it is in, its place in the paragraph's text, and the text.

    `level` is "p", "tr", "tc" or "r" where docxtpl takes the whole paragraph, row, cell or run away. `scattered`
    tells that Word keeps it in several pieces, `straight` the text with plain quotes and spaces.
    """

    number: int
    spot: Spot
    start: int
    text: str
    scattered: bool

    @property
    def straight(self) -> str:
        return straightened(self.text)

    @property
    def level(self) -> str:
        found = _INSIDE.match(self.straight)
        return (found["level"] or "").strip() if found else ""

    @property
    def inner(self) -> str:
        """What Jinja gets: without delimiters, level and signs that trim."""
        found = _INSIDE.match(self.straight)
        return found["inner"].strip() if found else ""

    @property
    def kind(self) -> str:
        """The sign "{" for what prints, "%" for a statement, "#" for a comment."""
        return self.text[1]


@dataclass(frozen=True, slots=True)
class Source:
    """One part: its tags in order, its paragraphs, and the Jinja source that docxtpl makes of it."""

    part: Part
    spots: tuple[Spot, ...]
    tags: tuple[Tag, ...]
    text: str


def sources(file: WordFile) -> tuple[Source, ...]:
    """The parts of `file` that a letter shows. Raises OwnTemplateError."""
    return tuple(_source(part) for part in file.parts())


def tags(found: Sequence[Spot]) -> tuple[Tag, ...]:
    """The tags in these paragraphs."""
    result: list[Tag] = []
    for spot in found:
        for match in TAG.finditer(spot.text):
            held = _holding(spot.pieces, *match.span())
            result.append(Tag(len(result), spot, match.start(), match[0], len(held) > 1))
    return tuple(result)


def printing(text: str) -> str:
    """What a paragraph puts on paper, tags that print included; empty when that is nothing."""
    return TAG.sub(lambda found: found[0] if found[0][1] == "{" else "", text).strip()


def straightened(text: str) -> str:
    """A tag as its author typed it."""
    return "".join(CURLY.get(character, character) for character in text)


def replace(spot: Spot, changes: Sequence[tuple[int, int, str]]) -> None:
    """Change stretches of a paragraph's text (start, end, new text) where it is kept; each comes into one element."""
    for start, end, text in sorted(changes, reverse=True):
        held = _holding(spot.pieces, start, end)
        first = True
        for piece, begin in held:
            inside = slice(max(start - begin, 0), max(end - begin, 0))
            if piece.element.tag.endswith("}t"):
                kept = piece.element.text or ""
                piece.element.text = kept[: inside.start] + (text if first else "") + kept[inside.stop :]
                piece.element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                first = False
            else:
                holder = piece.element.getparent()
                if holder is not None:
                    holder.remove(piece.element)


def _holding(pieces: Sequence[Piece], start: int, end: int) -> list[tuple[Piece, int]]:
    """The pieces that hold a stretch of text, each with the place where it begins."""
    found, begin = [], 0
    for piece in pieces:
        if begin < end and begin + len(piece.text) > start:
            found.append((piece, begin))
        begin += len(piece.text)
    return found


def numbered(tag: Tag) -> str:
    """The tag as Jinja reads it, with its number in white space before its end."""
    found = _INSIDE.match(tag.straight)
    if found is None or tag.kind == "#":
        return tag.straight
    digits = "".join(chr(0x2000 + int(digit)) for digit in str(tag.number))
    end = found.start("end")
    text = f"{tag.straight[:end]}\u200a{digits}\u200a{tag.straight[end:]}"
    return f"{{{{ {text[4:]}" if tag.kind == "{" and tag.level == "r" else text  # a citation finds its own run


def number_in(text: str) -> int | None:
    """The number of the first tag in a piece of a source."""
    found = _NUMBER.search(text)
    return int("".join(str(ord(character) - 0x2000) for character in found[1])) if found else None


def without_marks(text: str) -> str:
    """What came out of a source, without the marks that were put in."""
    return _NUMBER.sub("", text.replace(_LINE, "").replace(_LINE[0], ""))


def _source(part: Part) -> Source:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - slow to load
    from lxml import etree  # noqa: PLC0415 - comes with it

    work = copy.deepcopy(part.root)
    found = spots(part)
    in_work = spots(Part(part.name, part.kind, work))
    numbers = tags(found)
    for spot, same in zip(found, in_work, strict=True):
        replace(
            same,
            [(tag.start, tag.start + len(tag.text), numbered(tag)) for tag in numbers if tag.spot is spot],
        )
    xml = _EDITING.sub("", etree.tostring(work, encoding="unicode"))
    patched = str(DocxTemplate("").patch_xml(xml))
    return Source(part, found, numbers, re.sub(r"(\{[{%])(?!-)", rf"{_LINE}\1", patched))


def tag_at(source: Source, line: int) -> Tag | None:
    """The tag on `line` of the source, or the one before it: each tag begins a line."""
    lines = source.text.split("\n")
    for text in reversed(lines[:line]):
        number = number_in(text)
        if number is not None and number < len(source.tags):
            return source.tags[number]
    return None
