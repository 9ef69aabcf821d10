"""JPEG and JPEG 2000 without what they tell about maker, place and time. The picture itself is not touched.

JPEG: ISO/IEC 10918-1, annex B. A camera keeps EXIF, GPS and XMP in the application segments, and often a second
picture or a film behind the end of the first. JPEG 2000: ISO/IEC 15444-1, annex I.
"""

from __future__ import annotations

import re
import struct

_START, _END_OF_IMAGE, _SCAN = 0xD8, 0xD9, 0xDA
_COMMENT, _JFIF, _ADOBE = 0xFE, 0xE0, 0xEE
_ALONE = {0x01, *range(0xD0, 0xDA)}
"""Markers without a length behind them."""
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_TELLING_BOXES = {b"xml ", b"uuid", b"uinf"}


def stripped(source: bytes) -> bytes:
    """The JPEG up to the end of its picture, without application data and comments.

    Raises ValueError for what is no whole JPEG.
    """
    if source[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept = [source[:2]]
    place = 2
    while True:
        while source[place : place + 2] == b"\xff\xff":
            place += 1
        if source[place : place + 1] != b"\xff" or place + 1 >= len(source):
            raise ValueError("no marker where one must be")
        marker = source[place + 1]
        if marker == _END_OF_IMAGE:
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        end = place + 2 if marker in _ALONE else _after_segment(source, place)
        if marker == _JFIF and source[place + 4 : end].startswith(b"JFIF\0"):
            kept.append(b"\xff\xe0\x00\x10" + source[place + 4 : place + 16] + b"\0\0")  # without its small preview
        elif not _tells(marker, source[place + 4 : end]):
            kept.append(source[place:end])
        place = end
        if marker == _SCAN:
            found = _NEXT_MARKER.search(source, place)
            if found is None:
                raise ValueError("the picture has no end")
            kept.append(source[place : found.start()])
            place = found.start()


def _after_segment(source: bytes, place: int) -> int:
    if place + 4 > len(source):
        raise ValueError("cut off")
    length = struct.unpack_from(">H", source, place + 2)[0]
    end = int(place + 2 + length)
    if length < 2 or end > len(source):
        raise ValueError("cut off")
    return end


def _tells(marker: int, content: bytes) -> bool:
    """Whether a segment is no part of the picture."""
    if marker == _COMMENT:
        return True
    if marker == _ADOBE and content.startswith(b"Adobe"):
        return False  # a decoder needs it to read the colours as they are meant
    return _JFIF <= marker <= 0xEF


def boxes_stripped(source: bytes) -> bytes:
    """The JPEG 2000 file without XML and private boxes; a bare codestream as it is.

    Raises ValueError for boxes that run past the end.
    """
    if source.startswith(b"\xff\x4f\xff\x51"):
        return source
    kept: list[bytes] = []
    place = 0
    while place < len(source):
        if place + 8 > len(source):
            raise ValueError("cut off")
        length, kind = struct.unpack_from(">I4s", source, place)
        if length == 1 and place + 16 <= len(source):
            length = struct.unpack_from(">Q", source, place + 8)[0]
        elif length == 0:
            length = len(source) - place
        if length < 8 or place + length > len(source):
            raise ValueError("cut off")
        if kind not in _TELLING_BOXES:
            kept.append(source[place : place + length])
        place += length
    return b"".join(kept)
