"""What of the text of a PDF can be seen: each page is drawn, and its letters are looked for in the picture.

So it does not matter how text was hidden: in the invisible mode, white on white, under something else, on a layer that
is off, or beside the page. PDFium draws and knows where letters stand.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from briefgen.documents.pdf import pictures_on
from briefgen.errors import msg
from briefgen.inspection import colours, rules
from briefgen.inspection.colours import Colour
from briefgen.inspection.model import Report
from briefgen.inspection.pdf_file import on_page

SCALE = 1.5
"""Pixels per point: a full stop of eight points still is a pixel or two."""
_DIFFERENCE = 10
"""Steps of 255 by which a pixel must differ for a letter to be there."""
_AROUND, _SURE = 4, 0.3
"""Pixels around a letter that are looked at, and the share of them that must be of one colour to be its background."""
_MOST_PIXELS = 12_000_000
_FEW = 2
"""Unseen letters in a row that are too few to hide anything."""


@dataclass(slots=True)
class Sight:
    """What is seen on one page: stretches of text that are not, and colours of text on backgrounds with a sample."""

    unseen: list[str] = field(default_factory=list)
    pairs: dict[tuple[Colour, Colour, bool], str] = field(default_factory=dict)
    scanned: bool = False


@dataclass(slots=True)
class Picture:
    """A page as drawn: four bytes a pixel (blue, green, red, none), and its green alone, which goes for light."""

    width: int
    height: int
    stride: int
    data: bytes
    green: bytes

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        """Whole pixels within the picture; empty where the box is beside it."""
        return (
            max(int(left) - 1, 0),
            max(int(top) - 1, 0),
            min(int(right) + 2, self.width),
            min(int(bottom) + 2, self.height),
        )

    def rows(self, box: tuple[int, int, int, int]) -> Iterator[bytes]:
        """The green of a box, row by row."""
        left, top, right, bottom = box
        for row in range(top, bottom):
            start = row * self.stride // 4
            yield self.green[start + left : start + right]

    def colour(self, x: int, y: int) -> Colour:
        """The colour of a pixel."""
        start = y * self.stride + 4 * x
        blue, green, red = self.data[start : start + 3]
        return red, green, blue


def drawn(page: Any) -> Picture | None:
    """The page as a picture, without what is written on it with tools; None when it is too large to draw."""
    width, height = int(page.get_width() * SCALE) + 1, int(page.get_height() * SCALE) + 1
    if width * height > _MOST_PIXELS:
        return None
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return Picture(width, height, stride, data, data[1::4])


def looked_at(page: Any) -> Sight:
    """What of the text of a page is seen, and in which colours."""
    sight = Sight()
    picture = drawn(page)
    if picture is None:
        return sight
    area = page.get_width() * page.get_height()
    sight.scanned = sum(pictures_on(page)) > area / 2
    reader = page.get_textpage()
    unseen = ""
    for index in range(reader.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(reader, index) or 32)
        if pdfium.FPDFText_IsGenerated(reader, index) == 1 or not letter.isprintable() or letter.isspace():
            unseen += " " if unseen else ""
            continue
        if _letter(page, reader, index, picture, letter, sight):
            unseen = _told(unseen, sight)
        else:
            unseen += letter
    _told(unseen, sight)
    reader.close()
    return sight


def _told(unseen: str, sight: Sight) -> str:
    if len(unseen.replace(" ", "")) > _FEW:
        sight.unseen.append(unseen.strip())
    return ""


def _letter(page: Any, reader: Any, index: int, picture: Picture, letter: str, sight: Sight) -> bool:
    """Whether a letter is seen; if so, its colours are noted."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(reader, index, left, right, bottom, top)
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((left.value, top.value), (right.value, bottom.value)):
        pdfium.FPDF_PageToDevice(page, 0, 0, picture.width, picture.height, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    box = picture.box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    if right.value - left.value < 0.01 and top.value - bottom.value < 0.01:
        return True  # a letter without ink, such as one that joins others
    green = b"".join(picture.rows(box))
    if not green:
        return False
    if max(green) - min(green) < _DIFFERENCE and not _differs(picture, box):
        return False
    _colours(reader, index, picture, box, letter, sight)
    return True


def _differs(picture: Picture, box: tuple[int, int, int, int]) -> bool:
    """Whether pixels differ in colour where they are equally light."""
    left, top, right, bottom = box
    for channel in range(3):
        rows = [
            picture.data[row * picture.stride + 4 * left + channel : row * picture.stride + 4 * right : 4]
            for row in range(top, bottom)
        ]
        values = b"".join(rows)
        if values and max(values) - min(values) >= _DIFFERENCE:
            return True
    return False


def _colours(
    reader: Any, index: int, picture: Picture, box: tuple[int, int, int, int], letter: str, sight: Sight
) -> None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(reader, index, *parts) or parts[3].value != 255:
        return
    ink = (parts[0].value, parts[1].value, parts[2].value)
    wide = picture.box(box[0] - _AROUND, box[1] - _AROUND, box[2] + _AROUND, box[3] + _AROUND)
    counted = Counter(b"".join(picture.rows(wide)))
    value, count = counted.most_common(1)[0]
    if count < sum(counted.values()) * _SURE:
        return
    large = pdfium.FPDFText_GetFontSize(reader, index) >= colours.LARGE
    for row, values in enumerate(picture.rows(wide), start=wide[1]):
        place = values.find(value)
        if place >= 0:
            paper = picture.colour(wide[0] + place, row)
            if colours.contrast(ink, paper) >= colours.UNSEEN:  # else the letter fills its own surroundings
                sight.pairs.setdefault((ink, paper, large), letter)
            return


def check(source: bytes, report: Report) -> None:
    """Report text that is there and is not seen, and text that is hard to see."""
    document = pypdfium2.PdfDocument(source)
    unsure: list[int] = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        sight = looked_at(page)
        page.close()
        if sight.scanned:
            unsure.append(number)
            continue
        for words in sight.unseen:
            report.error(
                rules.HIDDEN,
                on_page(number),
                msg("Hier staat tekst die niemand ziet: '{tekst}'.", tekst=" ".join(words.split())[:60]),
                msg("Haal deze tekst weg met --clean, of maak de PDF opnieuw."),
            )
        for (ink, paper, large), letter in sight.pairs.items():
            ratio = colours.contrast(ink, paper)
            if not colours.enough(ratio, points=colours.LARGE if large else 0, bold=False):
                report.warn(
                    rules.CONTRAST,
                    on_page(number),
                    msg(
                        "Tekst is slecht te lezen: kleur {kleur} op {achtergrond}, contrast {contrast}:1 "
                        "(letter '{letter}').",
                        kleur=colours.written(ink),
                        achtergrond=colours.written(paper),
                        letter=letter,
                        contrast=f"{ratio:.1f}".replace(".", ","),
                    ),
                    msg("Kies een donkerder of lichtere kleur."),
                )
    if unsure:
        report.note(
            rules.HIDDEN,
            on_page(unsure[0]),
            msg(
                "Vooral een afbeelding: of daar tekst onder verborgen is, is niet te zeggen. Aantal bladzijden: "
                "{aantal}.",
                aantal=len(unsure),
            ),
            msg("Kijk zelf of de tekst die u kunt selecteren gelijk is aan wat er staat."),
        )
