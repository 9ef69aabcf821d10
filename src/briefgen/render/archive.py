"""A zip file put together from members that are compressed by themselves, most of them once for many files.

The same members give the same bytes: no time, no machine, no user is in it.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The records of the zip format (PKWARE APPNOTE 4.3); zipfile writes the same, but reads the archive for it each time.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED, _UTF8 = 20, 8, 0x800
_MIDNIGHT, _DAY_ONE = 0, 0x21  # 1 January 1980, the first moment that a zip file knows
_OWNER_ONLY = 0o600 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A compressed file of an archive: what stands before its data, the data, and how the directory lists it."""

    name: bytes
    checksum: int
    size: int
    data: bytes

    def _flags(self) -> int:
        return 0 if self.name.isascii() else _UTF8

    def local(self) -> bytes:
        """The head and the data."""
        sizes = self.checksum, len(self.data), self.size
        head = _LOCAL.pack(
            b"PK\x03\x04", _VERSION, self._flags(), _DEFLATED, _MIDNIGHT, _DAY_ONE, *sizes, len(self.name), 0
        )
        return head + self.name + self.data

    def listed(self, offset: int) -> bytes:
        """The line in the directory of a member that begins at `offset`."""
        sizes = self.checksum, len(self.data), self.size
        kind = _VERSION, _VERSION, self._flags(), _DEFLATED, _MIDNIGHT, _DAY_ONE
        head = _CENTRAL.pack(b"PK\x01\x02", *kind, *sizes, len(self.name), 0, 0, 0, 0, _OWNER_ONLY, offset)
        return head + self.name


def member(name: str, content: bytes) -> Member:
    """Compress `content` as the file `name` of an archive."""
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name.encode(), zlib.crc32(content), len(content), packer.compress(content) + packer.flush())


def archive(members: Sequence[Member]) -> bytes:
    """Return the zip file with these members, in this order."""
    pieces, directory, offset = [], [], 0
    for item in members:
        pieces.append(item.local())
        directory.append(item.listed(offset))
        offset += len(pieces[-1])
    listing = b"".join(directory)
    count = len(directory)
    return b"".join([*pieces, listing, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), offset, 0)])
