"""From the lines of PDF pages to passages: a PDF knows where letters stand, not what a paragraph is.

Lines belong together until the distance grows, the letters change size or a list goes on; a line that is full and ends
without a full stop goes on in the next column or on the next page. So a citation that is broken over lines or pages
stays in one passage. Paragraphs that nothing sets apart stay together too, which does less harm than the reverse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefgen.documents.assembly import Collection, trimmed
from briefgen.documents.model import Link
from briefgen.errors import msg

MARGIN_LINES = 3
"""So many lines at the top and at the bottom of a page may be its header and footer."""
WIDER = 1.15
"""A distance between lines that is so much larger than usual begins a paragraph."""
OTHER_SIZE = 1.12
"""A size of letters that differs so much begins a paragraph."""
FULL = 0.85
"""A line that fills so much of the width of the text may have been broken off."""
BLOCKS_BACK = 5
"""So many blocks back (notes at the foot of a page) a sentence is sought that goes on."""

_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-z][.)]|[-–•▪●○‣])\s")
_ENDS = re.compile(r"[.?!:;][\"'”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page. `y` of its baseline (upwards), `left`, `right` and `size` of its letters are in points.

    `broken` says that a word goes on in the next line, after a hyphen that is not in `text`.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    links: tuple[Link, ...] = ()
    broken: bool = False


@dataclass(slots=True)
class _Block:
    page: int
    lines: list[Line] = field(default_factory=list)
    until: int = 0


def add_passages(pages: Sequence[Sequence[Line]], passages: Collection) -> None:
    """Add the text blocks of all pages, each with the page on which it begins."""
    running = _running(pages)
    usual = _usual_distance(pages)
    blocks: list[_Block] = []
    aside: dict[str, tuple[int, Line]] = {}
    for number, page in enumerate(pages, start=1):
        body = [line for line in page if _key(line) not in running]
        for line in page:
            if _key(line) in running and any(map(str.isalpha, line.text)):  # a page number tells nothing
                aside.setdefault(line.text, (number, line))
        width = max((line.right for line in body), default=0.0) - min((line.left for line in body), default=0.0)
        before, current = None, None
        for line in body:
            if before is None or line.y > before.y + line.size / 2:
                block = _goes_on(blocks[-BLOCKS_BACK:], line, number, width)
            else:
                block = current if _belongs(before, line, usual, width) else None
            if block is None:
                block = _Block(number)
                blocks.append(block)
            block.lines.append(line)
            block.until = number
            before, current = line, block
    for found in blocks:
        text, links = _joined(found.lines)
        passages.add(text, msg("bladzijde {nummer}", nummer=found.page), links)
    for number, line in aside.values():
        text, links = trimmed(line.text, line.links)
        passages.add(text, msg("bladzijde {nummer}, kop- of voetregel", nummer=number), links)


def _key(line: Line) -> tuple[int, str]:
    """What a running header is known by: its height on the page and its words without numbers."""
    return round(line.y), re.sub(r"\d+", "", line.text)


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[int, str]]:
    """The keys of the lines that come back on a third of the pages, and at least on two."""
    seen: Counter[tuple[int, str]] = Counter()
    for page in pages:
        ordered = sorted(page, key=lambda line: line.y)
        seen.update({_key(line) for line in (*ordered[:MARGIN_LINES], *ordered[-MARGIN_LINES:])})
    return {key for key, count in seen.items() if count >= max(2, len(pages) / 3)}


def _usual_distance(pages: Sequence[Sequence[Line]]) -> float:
    """The distance of baselines within a paragraph, in sizes of the letters: that of the closest tenth."""
    distances = sorted(
        distance
        for page in pages
        for before, line in pairwise(page)
        if not _differs(before, line) and 0.5 < (distance := (before.y - line.y) / line.size) < 4
    )
    return distances[len(distances) // 10] if distances else 1.2


def _differs(one: Line, other: Line) -> bool:
    return max(one.size, other.size) > OTHER_SIZE * min(one.size, other.size)


def _belongs(before: Line, line: Line, usual: float, width: float) -> bool:
    """Whether `line`, which stands below `before`, is in the same paragraph."""
    if before.broken:
        return True
    if _differs(before, line) or before.y - line.y > WIDER * usual * line.size:
        return False
    return not _ITEM.match(line.text) or _is_open(before, width)


def _is_open(line: Line, width: float) -> bool:
    """Whether a line is so full, and ends so, that its sentence may go on elsewhere."""
    return line.right - line.left >= FULL * width and not _ENDS.search(line.text.rstrip())


def _goes_on(blocks: Sequence[_Block], line: Line, page: int, width: float) -> _Block | None:
    """The block that goes on at the top of a column or page with `line`, if one does."""
    last = next((block for block in reversed(blocks) if not _differs(block.lines[-1], line)), None)
    if last is None or last.until < page - 1 or _ITEM.match(line.text):
        return None
    if len(last.lines) > 1:
        width = max(each.right - each.left for each in last.lines)
    return last if last.lines[-1].broken or _is_open(last.lines[-1], width) else None


def _joined(lines: Sequence[Line]) -> tuple[str, tuple[Link, ...]]:
    """The text of a paragraph: a newline for each line, nothing where a hyphen broke a word."""
    pieces: list[str] = []
    links: list[Link] = []
    position = 0
    for before, line in zip((None, *lines), lines, strict=False):
        if before is None:
            between = ""
        elif not before.broken:
            between = "\n"
        else:  # of numbers and names, the hyphen may be their own
            between = "" if before.text[-1:].islower() and line.text[:1].islower() else "-"
        position += len(between)
        links += [Link(link.start + position, link.end + position, link.target) for link in line.links]
        pieces += [between, line.text]
        position += len(line.text)
    return trimmed("".join(pieces), links)
