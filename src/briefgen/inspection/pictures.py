"""What a picture file tells besides the picture: camera, place, maker. Source: JFIF, Exif 2.3, PNG."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_TELLING = {0xE1, 0xED, 0xFE}  # Exif and XMP, Photoshop's properties, comments
_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD8)}
_PNG_TELLING = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}


def tells(data: bytes) -> bool:
    """Whether a JPEG or PNG holds data about how, where or by whom it was made."""
    return data.startswith((_JPEG, _PNG)) and without(data) != data


def without(data: bytes) -> bytes:
    """The same picture without such data; anything that is no sound JPEG or PNG is returned as it is."""
    try:
        if data.startswith(_JPEG):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_png(data))
    except (struct.error, IndexError):
        return data
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    position = 2
    while True:
        if data[position] != 0xFF:
            raise IndexError
        marker = data[position + 1]
        if marker in {_SCAN, _END}:
            yield data[position:]
            return
        size = 2 if marker in _ALONE else 2 + struct.unpack_from(">H", data, position + 2)[0]
        if marker not in _TELLING:
            yield data[position : position + size]
        position += size


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    position = 8
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        size = 12 + length
        if position + size > len(data):
            raise IndexError
        if kind not in _PNG_TELLING:
            yield data[position : position + size]
        position += size
