"""Pictures made smaller: to what still prints well on a page, as JPEG."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf.generic import IndirectObject, NumberObject, PdfObject, StreamObject

from briefgen.bundle.apart.copying import MAX_PIXELS, filters_of, unpacked
from briefgen.bundle.objects import name
from briefgen.errors import DocumentError

LONGEST = 1754
"""Pixels along the longer side: A4 at 150 to the inch, at which small print is still read easily."""
QUALITY = 75
SMALL = 120_000
"""Pixels of a picture that is left alone: a logo, a signature."""
WORTH_IT = 0.9
"""The part of its former size that a picture may have at most, to be replaced."""


def as_jpeg(picture: Image.Image, quality: int = QUALITY) -> bytes:
    """The picture as a JPEG without any metadata."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def reduced(picture: Image.Image) -> Image.Image:
    """The picture with at most LONGEST pixels along its longer side."""
    longest = max(picture.size)
    if longest <= LONGEST:
        return picture
    size = tuple(max(1, round(side * LONGEST / longest)) for side in picture.size)
    return picture.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def lighter(value: StreamObject) -> tuple[bytes, Mapping[str, PdfObject]] | None:
    """A picture of a PDF as a smaller JPEG, with the entries that change; None where it is better left as it is.

    Pictures of one bit, masks, and colours other than grey and RGB are left as they are.
    """
    width, height = (_whole(value.get(key)) for key in ("/Width", "/Height"))
    if not SMALL < width * height <= MAX_PIXELS or "/Decode" in value or "/Mask" in value or value.get("/ImageMask"):
        return None
    try:
        picture = _opened(value, width, height)
    except (OSError, ValueError, SyntaxError, DocumentError, Image.DecompressionBombError):
        return None
    if picture is None:
        return None
    made = reduced(picture)
    data = as_jpeg(made)
    if len(data) > WORTH_IT * len(value._data):  # noqa: SLF001 - pypdf has no other way to what is still packed
        return None
    entries = {"Filter": name("DCTDecode"), "Width": NumberObject(made.width), "Height": NumberObject(made.height)}
    return data, {name(key): entry for key, entry in {**entries, "BitsPerComponent": NumberObject(8)}.items()}


def _opened(value: StreamObject, width: int, height: int) -> Image.Image | None:
    filters = filters_of(value)
    mode = _mode(value)
    if mode is None or _whole(value.get("/BitsPerComponent")) != 8:
        return None
    if filters == ["/DCTDecode"]:
        picture: Image.Image = Image.open(BytesIO(value._data), formats=("JPEG",))  # noqa: SLF001 - as above
        picture.load()
        return picture if picture.mode == mode else None
    if filters in (["/FlateDecode"], ["/LZWDecode"]):
        data = unpacked(value)
        size = width * height * len(mode)
        return Image.frombytes(mode, (width, height), data[:size]) if len(data) >= size else None
    return None


def _mode(value: StreamObject) -> str | None:
    """What Pillow calls the colours of a picture: "L", "RGB", or None for others."""
    space: Any = value.get("/ColorSpace")
    if isinstance(space, IndirectObject):
        space = space.get_object()
    if isinstance(space, list):
        kind = str(space[0]) if space else ""
        if kind == "/ICCBased":
            profile = space[1].get_object()
            return {1: "L", 3: "RGB"}.get(_whole(profile.get("/N")))
        return {"/CalGray": "L", "/CalRGB": "RGB"}.get(kind)
    return {"/DeviceGray": "L", "/DeviceRGB": "RGB"}.get(str(space))


def _whole(value: Any) -> int:
    held = value.get_object() if isinstance(value, IndirectObject) else value
    return int(held) if isinstance(held, int | float) else 0
