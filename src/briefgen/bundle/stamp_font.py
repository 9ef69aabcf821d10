"""The font of the stamps: the letterhead's bold, cut down to the characters a stamp can have, embedded once in a file.

A simple TrueType font in WinAnsiEncoding (ISO 32000-1, 9.6.3), so that the words of a stamp are found and copied.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from io import BytesIO

from briefgen.bundle import objects
from briefgen.bundle.objects import Shelf, name
from briefgen.errors import RenderError, msg
from briefgen.render.stationery import Stationery

_FIRST, _LAST = 32, 255
_NON_SYMBOLIC = 32


@dataclass(frozen=True, slots=True)
class StampFont:
    """The font's widths, in thousandths of its size, and what a file needs of it."""

    widths: tuple[int, ...]
    """Of the characters 0-255 in cp1252."""
    program: bytes
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    postscript_name: str

    def put(self, shelf: Shelf, number: int) -> None:
        """Write the font on a shelf, under this number."""
        program = shelf.put(objects.squeezed(self.program, Length1=len(self.program)))
        descriptor = shelf.put(
            objects.dictionary(
                Type=name("FontDescriptor"),
                FontName=name(self.postscript_name),
                Flags=_NON_SYMBOLIC,
                FontBBox=objects.array(self.box),
                ItalicAngle=0,
                Ascent=self.ascent,
                Descent=self.descent,
                CapHeight=self.ascent,
                StemV=80,
                FontFile2=program,
            )
        )
        shelf.put(
            objects.dictionary(
                Type=name("Font"),
                Subtype=name("TrueType"),
                BaseFont=name(self.postscript_name),
                FirstChar=_FIRST,
                LastChar=_LAST,
                Widths=objects.array(self.widths[_FIRST:]),
                Encoding=name("WinAnsiEncoding"),
                FontDescriptor=descriptor,
            ),
            number,
        )


def stamp_font(letterhead: Stationery, words: str) -> StampFont:
    """The font for stamps with `words` and numbers. Raises RenderError when the letterhead has no bold font for it."""
    from fontTools import subset  # noqa: PLC0415 - heavy
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - heavy

    wanted = {*words, *string.digits}
    folders = (letterhead.fonts, letterhead.shipped / "fonts")  # an office's own may be of another form
    for path in (path for folder in folders for path in sorted(folder.glob("*.ttf"))):
        try:
            font = TTFont(path, lazy=False, recalcTimestamp=False)
        except (TTLibError, OSError):
            continue
        if font["name"].getDebugName(2) == "Bold" and all(ord(character) in font.getBestCmap() for character in wanted):
            break
    else:
        raise RenderError(
            msg("Het briefpapier heeft geen vet lettertype voor de stempels."),
            where=str(letterhead.fonts),
            mend=msg("Zet de vette versie van het lettertype in de map fonts."),
        )
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2, 6]
    options.drop_tables += ["FFTM"]  # the editor's own times
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(wanted)))
    cutter.subset(font)
    out = BytesIO()
    font.save(out)
    scale = 1000 / font["head"].unitsPerEm
    map_, metrics = font.getBestCmap(), font["hmtx"]
    widths = tuple(
        round(metrics[map_[code]][0] * scale) if (code := _code_point(index)) in map_ else 0 for index in range(256)
    )
    head, hhea = font["head"], font["hhea"]
    return StampFont(
        widths=widths,
        program=out.getvalue(),
        box=tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(hhea.ascent * scale),
        descent=round(hhea.descent * scale),
        postscript_name="STEMPL+" + (font["name"].getDebugName(6) or "Bold"),
    )


def _code_point(index: int) -> int:
    """The character that a byte stands for in cp1252; -1 for none."""
    try:
        return ord(bytes([index]).decode("cp1252"))
    except UnicodeDecodeError:
        return -1
