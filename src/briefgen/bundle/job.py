"""What the process that opens an enclosure is asked, and what it answers: JSON, and never code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from briefgen.bundle.terms import NO_HITS, Hits
from briefgen.documents.wire import message_of, plain_message
from briefgen.errors import Message

PAGES_ROOT = 2
"""The number of the page tree in every file."""
STAMP_FONT = 4
"""The number of the font of the stamps in every file."""


@dataclass(frozen=True, slots=True)
class Job:
    """One enclosure to make clean pages of."""

    kind: str
    """"For pages "pdf", "photo" or "heic"; "word" looks at a Word file, "check" for terms that are left in a bundle."""
    size: int
    """Bytes of the file, which come after the job."""
    first: int = 0
    """The number of the first object that is free."""
    first_key: int = 0
    """The key of the first page in the parent tree of the structure."""
    stamp: str = ""
    """The words of a stamp, with "{bladzijde}" for the number of the page."""
    widths: tuple[int, ...] = ()
    """Of the characters of the stamp's font, in thousandths of the type size."""
    lighter: bool = False
    """Whether pictures may be made smaller."""
    terms: tuple[str, ...] = ()
    """What must be made unreadable."""
    seen: bool = False
    """Whether a person looked at the pictures of this enclosure for those terms."""
    seconds: int = 60
    memory: int = 1_500_000_000

    def plain(self) -> dict[str, Any]:
        """The job as values of JSON."""
        return asdict(self)


def job_of(plain: Mapping[str, Any]) -> Job:
    """The job that `Job.plain` wrote."""
    return Job(**{**plain, "widths": tuple(plain["widths"]), "terms": tuple(plain["terms"])})


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was made."""

    number: int
    """Of its object."""
    picture: bool
    """Whether it is a picture, and has no text that can be read aloud."""
    hits: Hits = NO_HITS
    """The terms on it; where there are any it became a picture in which they cannot be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The pages of one enclosure. The written objects come after it, `size` bytes."""

    pages: tuple[Page, ...]
    offsets: tuple[tuple[int, int], ...]
    """Of each object its number and its place in those bytes."""
    next: int
    """The number of the first object that is free now."""
    remarks: tuple[Message, ...]
    size: int = 0

    def plain(self) -> dict[str, Any]:
        """The answer as values of JSON."""
        return {
            "pages": [asdict(page) for page in self.pages],
            "offsets": self.offsets,
            "next": self.next,
            "remarks": [plain_message(remark) for remark in self.remarks],
            "size": self.size,
        }


def _hits_of(plain: Mapping[str, Any]) -> Hits:
    return Hits(int(plain["places"]), tuple(map(int, plain["each"])))


def answer_of(plain: Mapping[str, Any]) -> Answer:
    """The answer that `Answer.plain` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Answer(
        pages=tuple(
            Page(int(page["number"]), bool(page["picture"]), _hits_of(page["hits"])) for page in plain["pages"]
        ),
        offsets=tuple((int(number), int(place)) for number, place in plain["offsets"]),
        next=int(plain["next"]),
        remarks=tuple(message_of(remark) for remark in plain["remarks"]),
        size=int(plain["size"]),
    )
