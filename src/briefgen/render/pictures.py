"""Pictures of a letterhead: PNG and JPEG, which Word and PDF both show, and how they stand in a Word file."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its size in pixels."""

    data: bytes
    kind: str
    """ "png" or "jpeg"."""
    width: int
    height: int

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
    """The picture that `data` is, or None when it is no PNG or JPEG."""
    found = _png(data) if data.startswith(_PNG) else _jpeg(data) if data.startswith(b"\xff\xd8\xff") else None
    return found if found and found.width and found.height else None


def _png(data: bytes) -> Picture | None:
    if data[12:16] != b"IHDR" or len(data) < 24 or not data.rstrip(b"\x00").endswith(b"IEND\xaeB`\x82"):
        return None
    width, height = struct.unpack(">II", data[16:24])
    return Picture(data, "png", width, height)


def _jpeg(data: bytes) -> Picture | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        kind = data[place + 1]
        if kind in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return Picture(data, "jpeg", width, height)
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None


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
