"""What a person asks of a bundle, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from briefgen.bundle.terms import NO_HITS, Hits
from briefgen.errors import Message


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asks of a bundle."""

    lighter: bool = False
    """Whether pictures may be made smaller."""
    max_bytes: int | None = None
    """How large a file may be."""
    terms: tuple[str, ...] = ()
    """What must be made unreadable."""
    seen: frozenset[int] = frozenset()
    """The enclosures whose pictures a person looked at for those terms."""
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An enclosure in a bundle, with what was taken from it or changed."""

    number: int
    title: str
    pages: int
    part: int
    """The number of its part, from 1."""
    begins: int
    """The page of its part on which it begins."""
    digest: str
    """SHA-256 of the file as it was given."""
    remarks: tuple[Message, ...]
    hits: Hits
    """The terms in it that were made unreadable."""


@dataclass(frozen=True, slots=True)
class Part:
    """One finished file, still under a name of the working folder."""

    path: Path
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """A finished bundle: its parts, what is in it, and what a person must know before it goes."""

    title: str
    parts: tuple[Part, ...]
    enclosed: tuple[Enclosed, ...]
    warnings: tuple[Message, ...]
    terms: tuple[str, ...] = field(default=(), repr=False)
    """What had to be made unreadable."""
    hits: Hits = NO_HITS
    """How often that was done, in the letter, the list and the enclosures together."""

    @property
    def redacted(self) -> bool:
        return bool(self.terms)
