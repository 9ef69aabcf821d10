"""Where written objects wait until their file is bound: on the disk, so that memory holds one enclosure at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from briefgen.bundle import binding


class Spool:
    """Objects of a bundle so far, and the numbers that are still free."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.next = binding.FIRST
        """The number of the first object that is free."""
        self.key = 0
        """The key of the next page in the parent tree of the structure."""

    def add(self, data: bytes, offsets: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Append objects; return where each of them now begins."""
        start = self.file.seek(0, 2)
        self.file.write(data)
        return tuple((number, start + place) for number, place in offsets)

    def end(self) -> int:
        """Where the next object would begin."""
        return self.file.seek(0, 2)
