"""Making terms unreadable for good: a page with one becomes a picture in which it is black, without any text below it.

A page without one keeps its text. Where it cannot be known what a page says (a picture, letters that stand for nothing,
letters drawn as lines), the enclosure is refused. What a finished file says anywhere is checked afterwards.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    TextStringObject,
)

from briefgen.bundle.apart.lighter import as_jpeg
from briefgen.bundle.apart.photo import unseen
from briefgen.bundle.apart.sheets import picture
from briefgen.bundle.apart.stamping import Box, moved, upright
from briefgen.bundle.job import Job
from briefgen.bundle.notices import damaged
from briefgen.bundle.objects import name
from briefgen.bundle.terms import Hits, Terms
from briefgen.errors import DocumentError, Message, msg

DOTS = 200
"""To the inch, of a page that becomes a picture."""
MAX_DOTS_IN_ALL = 12_000_000
AROUND = 1.5
"""Points of black around the letters, so that nothing of them looks out."""
GREYS = 16
"""Enough for letters and lines."""
COLOURED = 24
"""How much red, green and blue differ, of 255, in a picture that has colours."""
SMALLEST = 20.0
"""Points: a picture that is lower or narrower holds no words."""
LEVELS = 12
"""How deep forms are looked into."""
FEW_LINES, CURVES = 12, 3
"""A page with so many small shapes with so many curves each may have letters that are drawn."""
LETTER_HEIGHT = 40.0

_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_SAID_OTHERWISE = re.compile(rb"/(?:ActualText|Alt|E)\b")


class Blackout:
    """The pages of one document on which terms stand."""

    def __init__(self, document: Any, job: Job, reader: PdfReader) -> None:
        self._document = document
        self._reader = reader
        self._seen = job.seen
        self._terms = Terms(job.terms)
        self.found: dict[int, list[Box]] = {}
        """Of each page with terms, from 0, where they stand in its own coordinates."""
        self.hits: dict[int, Hits] = {}
        """Of each of those pages how often."""

    def look(self) -> list[Message]:
        """Look at all pages; return what a person must know. Raises DocumentError where it cannot be sure."""
        pictures: list[int] = []
        strange: list[int] = []
        within: dict[str, None] = {}
        for index in range(len(self._document)):
            page = self._document[index]
            letters = page.get_textpage()
            text, unknown = _text(letters)
            if unknown:
                strange.append(index + 1)
            if _has_picture(page) or _may_be_drawn(page, text):
                pictures.append(index + 1)
            boxes = [box for start, end in self._terms.find(text) for box in _boxes(letters, text, start, end)]
            told = self._said_otherwise(index)
            if boxes or told.places:
                self.found[index] = boxes
                drawn = self._terms.hits(text)
                # what is said beside the page says again what stands on it: the larger number counts
                self.hits[index] = Hits(
                    max(drawn.places, told.places), tuple(map(max, zip(drawn.each, told.each, strict=True)))
                )
            within.update(dict.fromkeys(self._terms.within(text)))
            letters.close()
            page.close()
        if strange and not self._seen:
            raise DocumentError(
                msg(
                    "Er staan letters die niet als tekst te lezen zijn op bladzijde {bladzijden}. briefgen kan niet "
                    "zien of daar iets staat wat weg moet.",
                    bladzijden=", ".join(map(str, strange)),
                ),
                mend=unseen(strange).mend,
            )
        if pictures and not self._seen:
            raise unseen(pictures)
        return list(self._remarks(within))

    def _remarks(self, within: dict[str, None]) -> Iterator[Message]:
        if self.found:
            yield msg(
                "Zwart gemaakt, en daarom als plaatje zonder tekst: bladzijde {bladzijden}.",
                bladzijden=", ".join(str(index + 1) for index in sorted(self.found)),
            )
        if within:
            yield msg(
                "Niet weggehaald, want deel van een ander woord: {woorden}.", woorden=", ".join(list(within)[:20])
            )

    def _said_otherwise(self, index: int) -> Hits:
        """The terms in the content's strings, where some are not drawn: a text for whoever listens or copies."""
        content = self._reader.pages[index].get_contents()
        if content is None or not _SAID_OTHERWISE.search(content.get_data()):
            return self._terms.hits("")
        told = ContentStream(content, self._reader)
        strings = (words for operands, _ in told.operations for operand in operands for words in strings_in(operand))
        return sum(map(self._terms.hits, strings), self._terms.hits(""))

    def picture(self, index: int, box: Box, turned: int) -> Any:
        """The page as a picture, upright, with the terms black; it shows `box` and is turned by so many degrees.

        Raises DocumentError when PDFium shows another part of the page, for then black would come elsewhere.
        """
        page = self._document[index]
        matrix, width, height = upright(box, turned)
        if max(abs(width - page.get_width()), abs(height - page.get_height())) > 1:
            raise damaged()
        scale = min(DOTS / 72, (MAX_DOTS_IN_ALL / (width * height)) ** 0.5)
        drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        pen = ImageDraw.Draw(drawn)
        high = drawn.height
        for each in self.found[index]:
            left, bottom, right, top = (edge * scale for edge in moved(each, matrix))
            around = AROUND * scale
            pen.rectangle((left - around, high - top - around, right + around, high - bottom + around), fill="black")
        page.close()
        return _packed(drawn)


def _packed(drawn: Image.Image) -> Any:
    """A picture of a page as an object: in greys where it has no colours, else as a JPEG."""
    red, green, blue = drawn.split()
    differ = max(_difference(red, green), _difference(green, blue), _difference(red, blue))
    if differ > COLOURED:
        data = as_jpeg(drawn, 80)
        return picture(data, *drawn.size, Filter=name("DCTDecode"), BitsPerComponent=8, ColorSpace=name("DeviceRGB"))
    grey = drawn.convert("L").point(lambda value: (value * (GREYS - 1) + 127) // 255)
    width, height = grey.size
    flat = grey.tobytes()
    if width % 2:
        flat = b"".join(flat[row * width : (row + 1) * width] + b"\0" for row in range(height))
    high, low = flat[::2], flat[1::2]
    nibbles = (int.from_bytes(high, "big") << 4 | int.from_bytes(low, "big")).to_bytes(len(high), "big")
    return picture(
        zlib.compress(nibbles, 9),
        width,
        height,
        Filter=name("FlateDecode"),
        BitsPerComponent=4,
        ColorSpace=name("DeviceGray"),
    )


def _difference(one: Image.Image, other: Image.Image) -> int:
    """By how much two channels differ at most."""
    return max(value for value, count in enumerate(ImageChops.difference(one, other).histogram()) if count)


def _text(letters: Any) -> tuple[str, bool]:
    """The letters of a page, one for each index, and whether some of them stand for nothing."""
    count = letters.count_chars()
    text = "".join(map(_letter, (pdfium.FPDFText_GetUnicode(letters, index) for index in range(count))))
    unknown = any(pdfium.FPDFText_HasUnicodeMapError(letters, index) == 1 for index in range(count))
    return text, unknown or _UNREADABLE.search(text.replace("\x02", "")) is not None


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _boxes(letters: Any, text: str, start: int, end: int) -> Iterator[Box]:
    """Where the letters from `start` up to `end` stand, with the room that their font takes."""
    for index in range(start, end):
        if text[index].isspace():
            continue
        rect = pdfium.FS_RECTF()
        if pdfium.FPDFText_GetLooseCharBox(letters, index, rect):
            left, right = sorted((rect.left, rect.right))
            bottom, top = sorted((rect.bottom, rect.top))
            edges = [ctypes.c_double() for _ in range(4)]
            pdfium.FPDFText_GetCharBox(letters, index, *edges)
            ink_left, ink_right, ink_bottom, ink_top = (edge.value for edge in edges)
            if ink_right > ink_left and ink_top > ink_bottom:
                yield min(left, ink_left), min(bottom, ink_bottom), max(right, ink_right), max(top, ink_top)
            else:
                yield left, bottom, right, top


def _drawn(page: Any) -> Iterator[Any]:
    """The objects that a page draws, those within forms too."""
    yield from page.get_objects(max_depth=LEVELS)


def _has_picture(page: Any) -> bool:
    for item in _drawn(page):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if min(right - left, top - bottom) >= SMALLEST or item.container is not None:
                return True
    return False


def _may_be_drawn(page: Any, text: str) -> bool:
    """Whether the letters of a page may be lines: it has no text and yet shapes, or many small shapes with curves."""
    shapes = curved = 0
    for item in _drawn(page):
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
            curved += _is_like_a_letter(item)
            if curved >= FEW_LINES:
                return True
        elif item.type == pdfium.FPDF_PAGEOBJ_SHADING:
            shapes += 1
    return shapes > 0 and not text.strip()


def _is_like_a_letter(item: Any) -> bool:
    count = int(pdfium.FPDFPath_CountSegments(item))
    if not CURVES < count < 400:
        return count >= 400
    left, bottom, right, top = item.get_bounds()
    if top - bottom > LETTER_HEIGHT and right - left > LETTER_HEIGHT:
        return False
    kinds = (pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(item, index)) for index in range(count))
    return sum(1 for kind in kinds if kind == pdfium.FPDF_SEGMENT_BEZIERTO) >= CURVES * 2


def strings_in(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts in an operand or object, without following references."""
    match value:
        case TextStringObject():
            yield str(value)
        case ByteStringObject():
            yield bytes(value).decode(
                "utf-16" if value.startswith((b"\xfe\xff", b"\xff\xfe")) else "latin-1", "replace"
            )
        case ArrayObject() if depth < 50:
            for item in value:
                yield from strings_in(item, depth + 1)
        case DictionaryObject() if depth < 50:
            for key in value:
                yield from strings_in(value.raw_get(key), depth + 1)


def check(source: bytes, job: Job) -> None:
    """See that nothing in a finished file says a term: no page, bookmark, label, note or property.

    Raises DocumentError that says where it is still found.
    """
    terms = Terms(job.terms)
    document = pypdfium2.PdfDocument(source)
    for index in range(len(document)):
        page = document[index]
        letters = page.get_textpage()
        text, _ = _text(letters)
        letters.close()
        page.close()
        if terms.find(text):
            raise _left(msg("bladzijde {nummer} van de bundel", nummer=index + 1))
    reader = PdfReader(BytesIO(source), strict=False)
    for number in range(1, int(reader.trailer["/Size"])):  # type: ignore[call-overload]  # a number
        held = reader.get_object(IndirectObject(number, 0, reader))
        if held is not None and any(terms.find(words) for words in strings_in(held)):
            raise _left(msg("een bladwijzer, link of eigenschap van de bundel"))
    if any(terms.find(words) for words in strings_in(DictionaryObject(reader.trailer))):
        raise _left(msg("een eigenschap van de bundel"))


def _left(where: Message) -> DocumentError:
    return DocumentError(
        msg("Een woord dat weg moest, is nog te vinden: {plaats}.", plaats=where),
        mend=msg("De bundel is niet geschreven. Verander de tekst op die plaats, of laat de bijlage weg."),
    )
