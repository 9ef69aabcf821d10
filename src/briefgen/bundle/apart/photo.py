"""A photo as a page: turned as it was taken, without what the camera wrote beside it."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from briefgen.bundle import objects
from briefgen.bundle.apart import jpeg
from briefgen.bundle.apart.lighter import as_jpeg, reduced
from briefgen.bundle.apart.sheets import Sheets, picture
from briefgen.bundle.apart.stamping import A4, Box
from briefgen.bundle.job import Job, Page
from briefgen.bundle.notices import bomb, damaged
from briefgen.bundle.objects import Shelf, name
from briefgen.errors import DocumentError, Message, msg

MAX_PIXELS = 120_000_000
MARGIN, STRIP = 36.0, 60.0
"""Points of white around a photo, and above it, where the stamp stands."""
FEW_COLOURS = 4_096
"""A picture with no more is a screen with text, which JPEG would blur."""
_ORIENTATION = 0x0112
_TURNED = {
    1: (False, 0), 2: (True, 0), 3: (False, 180), 4: (True, 180), 5: (True, 270), 6: (False, 90), 7: (True, 90),
    8: (False, 270),
}  # fmt: skip
"""Of EXIF's values of orientation: whether the picture is mirrored, and then how far it turns clockwise."""


def page(source: bytes, job: Job, shelf: Shelf) -> tuple[list[Page], list[Message]]:
    """Put the page of a photo on the shelf. Raises DocumentError."""
    if job.terms and not job.seen:
        raise unseen([1])
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses what has twice as many
    opened = _opened(source, job.kind)
    mirrored, turned = _TURNED.get(int(opened.getexif().get(_ORIENTATION, 1)), (False, 0))
    if job.kind == "heic":
        mirrored, turned = False, 0  # its reader has turned it already
    drawn = shelf.put(_object(opened, source, lighter=job.lighter))
    width, height = opened.size
    if mirrored:
        drawn = shelf.put(_mirrored(drawn))
    shown = (height, width) if turned % 180 else (width, height)
    sheet = A4 if shown[1] >= shown[0] else (A4[1], A4[0])
    scale = min((sheet[0] - 2 * MARGIN) / shown[0], (sheet[1] - MARGIN - STRIP) / shown[1], 1.0)
    drawn = shelf.put(_sheet(drawn, sheet, shown, scale, turned))
    left, bottom = (sheet[0] - shown[0] * scale) / 2, sheet[1] - STRIP - shown[1] * scale
    standing: list[Box] = [(left, bottom, left + shown[0] * scale, sheet[1] - STRIP)]
    sheets = Sheets(job, shelf)
    sheets.add(drawn, (0.0, 0.0, *sheet), 0, standing, picture=True)
    return sheets.pages, []


def unseen(pages: list[int]) -> DocumentError:
    """The error for pictures in which a term may stand."""
    return DocumentError(
        msg(
            "Er staat een afbeelding op bladzijde {bladzijden}. briefgen kan niet zien of daarop iets staat "
            "wat weg moet.",
            bladzijden=", ".join(map(str, pages)),
        ),
        mend=msg(
            "Kijk het zelf na en maak het zo nodig onleesbaar. Geef daarna --checked met het nummer van de bijlage, "
            "of laat de bijlage weg."
        ),
    )


def _opened(source: bytes, kind: str) -> Image.Image:
    try:
        if kind == "heic":
            import pillow_heif  # noqa: PLC0415 - an extra, and heavy

            pillow_heif.register_heif_opener()
            opened: Image.Image = Image.open(BytesIO(source), formats=("HEIF",))
        else:
            opened = Image.open(BytesIO(source), formats=("JPEG", "PNG"))
        opened.load()
    except Image.DecompressionBombError:
        raise bomb() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, zlib.error):
        raise damaged() from None
    return opened


def _object(opened: Image.Image, source: bytes, *, lighter: bool) -> Any:
    """The picture as an object: a JPEG as it came, if its colours are grey or RGB; else packed anew."""
    if opened.format in {"JPEG", "MPO"} and opened.mode in {"L", "RGB"} and not lighter:
        try:
            data = jpeg.stripped(source)
        except ValueError:
            raise damaged() from None
        return picture(data, *opened.size, Filter=name("DCTDecode"), BitsPerComponent=8, ColorSpace=_space(opened))
    plain = _on_white(opened)
    photographed = opened.format != "PNG" or (lighter and plain.getcolors(FEW_COLOURS) is None)
    if lighter:
        plain = reduced(plain)
    if photographed:
        data = as_jpeg(plain) if lighter else as_jpeg(plain, 90)
        return picture(data, *plain.size, Filter=name("DCTDecode"), BitsPerComponent=8, ColorSpace=_space(plain))
    bits = 1 if plain.mode == "1" else 8
    return picture(
        zlib.compress(plain.tobytes(), objects.STEP),
        *plain.size,
        Filter=name("FlateDecode"),
        BitsPerComponent=bits,
        ColorSpace=_space(plain),
    )


def _space(plain: Image.Image) -> Any:
    return name("DeviceRGB" if plain.mode == "RGB" else "DeviceGray")


def _on_white(opened: Image.Image) -> Image.Image:
    """The picture in grey, RGB or black and white; what is transparent becomes white."""
    if opened.mode in {"L", "RGB", "1"} and "transparency" not in opened.info:
        return opened
    if opened.mode in {"I", "I;16", "I;16B", "F"}:
        return opened.point(lambda value: value / 256).convert("L")
    if opened.mode in {"LA", "PA", "RGBA", "P", "RGBa", "La"} or "transparency" in opened.info:
        clear = opened.convert("RGBA")
        under = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(under, clear).convert("RGB")
    return opened.convert("RGB")


def _mirrored(drawn: Any) -> Any:
    """A form of one unit that shows a picture from left to right."""
    return _form(b"q -1 0 0 1 1 0 cm /Beeld Do Q", drawn, (1.0, 1.0))


def _sheet(drawn: Any, sheet: tuple[float, float], shown: tuple[float, float], scale: float, turned: int) -> Any:
    """A form of a whole sheet with the picture on it, turned clockwise."""
    wide, high = shown[0] * scale, shown[1] * scale
    left, bottom = (sheet[0] - wide) / 2, sheet[1] - STRIP - high
    matrix = {
        0: (wide, 0.0, 0.0, high, left, bottom),
        90: (0.0, -high, wide, 0.0, left, bottom + high),
        180: (-wide, 0.0, 0.0, -high, left + wide, bottom + high),
        270: (0.0, high, -wide, 0.0, left + wide, bottom),
    }[turned]
    return _form(b"q %.4f %.4f %.4f %.4f %.4f %.4f cm /Beeld Do Q" % matrix, drawn, sheet)


def _form(content: bytes, drawn: Any, size: tuple[float, float]) -> Any:
    return objects.stream(
        content,
        Type=name("XObject"),
        Subtype=name("Form"),
        BBox=objects.array([0, 0, *map(float, size)]),
        Resources=objects.dictionary(XObject=objects.dictionary(Beeld=drawn)),
    )
