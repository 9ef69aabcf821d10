"""Pictures of a letterhead: PNG and JPEG, which Word and PDF both show, and how they stand in a Word file.

What a camera or program wrote beside a picture (place, time, maker; Exif 2.3) is left out when it is read, for it
would go into every letter. JPEG: ISO/IEC 10918-1, annex B. PNG: W3C, Portable Network Graphics.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

EMU = 36_000
"""Of Word's smallest units in a millimetre."""
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)}) - {0xC4, 0xC8, 0xCC}
_SCAN, _END, _EXIF = 0xDA, 0xD9, 0xE1
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length behind them."""
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_KEPT = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
"""Application data that a decoder needs to show the picture as it is meant."""
_PNG_TELLING = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_ORIENTATION = 0x0112
_INKS = 4
_MOST_PIXELS = 60_000_000
"""Of a picture that must be turned: more would take too much memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its size in pixels; upright, and without what tells of its maker."""

    data: bytes
    kind: str
    """ "png" or "jpeg"."""
    width: int
    height: int
    cmyk: bool = False
    """Whether its colours are printing inks, which PDF/A has no room for beside RGB."""

    def wide(self, height: float) -> float:
        """Its width when it is so high, in the same unit."""
        return height * self.width / self.height

    @property
    def svg(self) -> str:
        """The picture inside a drawing, for Typst takes no bytes that are not text."""
        data = base64.b64encode(self.data).decode()
        size = f'width="{self.width}" height="{self.height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {self.width} {self.height}">'
            f'<image {size} href="data:image/{self.kind};base64,{data}"/></svg>'
        )


def read(data: bytes) -> Picture | None:
    """The picture that `data` is, or None when it is no whole PNG or JPEG. Equal data give equal pictures."""
    try:
        found, noted = _bare(data)
        if noted and _lies(data):
            found, _ = _bare(_upright(data, found))
    except (ValueError, struct.error, IndexError):
        return None
    return found if found.width and found.height else None


def bare(data: bytes) -> bytes:
    """The same picture, not turned, without what was written beside it; what is no whole PNG or JPEG stays as it is.

    For pictures that Word itself placed: it keeps beside a picture how far it turned it.
    """
    try:
        return _bare(data)[0].data
    except (ValueError, struct.error, IndexError):
        return data


def _bare(data: bytes) -> tuple[Picture, bool]:
    """The picture, and whether a camera wrote something beside it. Raises ValueError and its like."""
    return _png(data) if data.startswith(_PNG) else _jpeg(data)


def _png(data: bytes) -> tuple[Picture, bool]:
    if data[12:16] != b"IHDR":
        raise ValueError("no header")
    kept, told, place, kind = [_PNG], False, len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise ValueError("cut off")
        told = told or kind == b"eXIf"
        if kind not in _PNG_TELLING:
            kept.append(data[place:end])
        place = end
    width, height = struct.unpack_from(">II", data, 16)
    return Picture(b"".join(kept), "png", width, height), told


def _jpeg(data: bytes) -> tuple[Picture, bool]:
    # A camera may keep a second picture or a film behind the end of the first: those are left out too.
    if data[:2] != b"\xff\xd8":
        raise ValueError("no start")
    kept, size, told, inks = [data[:2]], (0, 0), False, 0
    for marker, segment in _segments(data):
        if marker in _JPEG_SIZES:
            height, width, inks = struct.unpack_from(">HHB", segment, 5)
            size = (width, height)
        told = told or (marker == _EXIF and segment[4:].startswith(b"Exif\0"))
        application = marker in range(0xE0, 0xF0) or marker == 0xFE
        if not application or any(marker == one and segment[4:].startswith(name) for one, name in _KEPT):
            kept.append(segment)
    return Picture(b"".join(kept), "jpeg", *size, cmyk=inks == _INKS), told


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment of a JPEG with its marker, a scan with what it draws."""
    place, marker = 2, 0
    while marker != _END:
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        if data[place] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = data[place + 1]
        end = place + 2
        if marker not in _ALONE and marker != _END:
            end += struct.unpack_from(">H", data, end)[0]
        if marker == _SCAN:
            found = _NEXT_MARKER.search(data, end)
            if found is None:
                raise ValueError("the picture has no end")
            end = found.start()
        if end > len(data):
            raise ValueError("cut off")
        yield marker, data[place:end]
        place = end


def _lies(data: bytes) -> bool:
    """Whether the camera noted that the picture is to be turned or mirrored to stand upright."""
    from PIL import Image  # noqa: PLC0415 - heavy, and only for photos

    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as opened:
            return int(opened.getexif().get(_ORIENTATION, 1)) in range(2, 9)
    except (OSError, SyntaxError, TypeError, Image.DecompressionBombError) as error:
        raise ValueError("unreadable") from error


def _upright(data: bytes, found: Picture) -> bytes:
    """The picture turned as its camera noted, in the same format."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - heavy, and only for photos

    if found.width * found.height > _MOST_PIXELS:
        raise ValueError("too large")
    target = BytesIO()
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as opened:
            turned = ImageOps.exif_transpose(opened)
            profile = opened.info.get("icc_profile")
        turned.save(target, found.kind, quality=95, subsampling=0, icc_profile=profile)
    except (OSError, SyntaxError, TypeError) as error:
        raise ValueError("unreadable") from error
    return target.getvalue()


def dot(colour: tuple[int, int, int]) -> bytes:
    """A PNG of one pixel; stretched, it is a line."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return _PNG + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" + bytes(colour), 9)) + chunk(b"IEND", b"")


@dataclass(frozen=True, slots=True)
class Box:
    """Where a picture stands: its size and, unless it stands in a line of text, its place on the page, in mm."""

    width: float
    height: float
    left: float | None = None
    top: float | None = None


def drawing(number: int, relation: str, box: Box, alternative: str | None) -> str:
    """A run with a picture; `alternative` is escaped text for who cannot see it, None for mere decoration.

    `number` is the drawing's own in the file, `relation` the id under which the part knows the picture.
    """
    extent = f'cx="{round(box.width * EMU)}" cy="{round(box.height * EMU)}"'
    name = f'id="{number}" name="Afbeelding {number}"'
    about = (
        f"<wp:docPr {name}>{_DECORATIVE}</wp:docPr>"
        if alternative is None
        else f'<wp:docPr {name} descr="{alternative}"/>'
    )
    graphic = (
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    if box.left is None or box.top is None:
        held = f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>{about}{graphic}</wp:inline>'
        return f"<w:r><w:drawing>{held}</w:drawing></w:r>"
    left, top = (f"<wp:posOffset>{round(offset * EMU)}</wp:posOffset>" for offset in (box.left, box.top))
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"'
        ' behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page">{left}</wp:positionH>'
        f'<wp:positionV relativeFrom="page">{top}</wp:positionV><wp:extent {extent}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>{about}{graphic}</wp:anchor></w:drawing></w:r>'
    )
