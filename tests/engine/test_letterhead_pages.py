"""The PDF and the Word file look alike page by page: LibreOffice breaks the Word file's pages where Typst does.

All samples, in every shipped look. A line more or less is allowed, and that seldom.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from letterhead_files import SHIPPED
from office import office
from pypdfium2 import raw
from shipped import DAY, ROOT, SAMPLES, letter_of

from briefgen.judging import judged
from briefgen.letters.blocks import Letter
from briefgen.pipeline import composed
from briefgen.render import docx, libreoffice, pdf, stationery
from briefgen.render.house import House
from briefgen.workshop import Workshop

MM = 72 / 25.4
LINE = 100
"""Letters on a line, without spaces; at most."""


def pages(data: bytes, house: House) -> list[str]:
    """The text between header and footer of each page, on page one from the date on, without spaces."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for number, page in enumerate(document):
        top = (house.page.top if number else house.date.top) * MM - 1
        words = page.get_textpage().get_text_bounded(
            0, house.page.bottom * MM - 1, page.get_width(), page.get_height() - top
        )
        found.append("".join(words.split()))
    document.close()
    return found


def apart(one: list[str], other: list[str]) -> int:
    """How many letters the furthest break between two pages is away from its counterpart."""
    if len(one) != len(other):
        return len("".join(one))
    return max(abs(sum(map(len, one[:end])) - sum(map(len, other[:end]))) for end in range(len(one)))


def coloured(data: bytes) -> Counter[tuple[int, ...]]:
    """How many letters of a PDF have each colour."""
    document = pypdfium2.PdfDocument(data)
    found: Counter[tuple[int, ...]] = Counter()
    for page in document:
        text = page.get_textpage()
        for at in range(text.count_chars()):
            if chr(raw.FPDFText_GetUnicode(text, at)).strip():
                parts = [ctypes.c_uint() for _ in "RGBA"]
                raw.FPDFText_GetFillColor(text, at, *parts)
                found[tuple(part.value for part in parts)] += 1
    document.close()
    return found


def letter(path: Path, workshop: Workshop) -> Letter:
    (found,) = judged(workshop.read(path), [letter_of(path)], DAY, workshop)
    return composed(found, DAY, workshop).letter


def test_breaks_are_compared() -> None:
    assert apart(["abcde", "fg"], ["abcde", "fg"]) == 0
    assert apart(["abcde", "fg"], ["abc", "defg"]) == 2
    assert apart(["abcdefg"], ["abc", "defg"]) == 7


def test_links_have_their_colour_in_a_table_too() -> None:
    office()
    workshop = Workshop.open(letterhead="organisatie")
    one = letter(ROOT / "samples" / "woo-verzoek.yaml", workshop)
    assert one.annex
    (word,) = libreoffice.convert({"brief": docx.render(one, workshop.letterhead)}, DAY).values()
    assert coloured(word) == coloured(pdf.render(one, workshop.letterhead))


@pytest.mark.soak
@pytest.mark.parametrize("look", stationery.looks(SHIPPED))
def test_word_and_pdf_break_pages_at_the_same_line(look: str) -> None:
    office()
    workshop = Workshop.open(letterhead=look)
    letters = {path.stem: letter(path, workshop) for path in SAMPLES}
    words = {name: docx.render(letter, workshop.letterhead) for name, letter in letters.items()}
    house = workshop.letterhead.house
    distance = {
        name: apart(pages(pdf.render(letters[name], workshop.letterhead), house), pages(made, house))
        for name, made in libreoffice.convert(words, DAY).items()
    }
    assert max(distance.values()) <= LINE, distance
    assert sum(letters == 0 for letters in distance.values()) >= len(distance) - 2, distance
