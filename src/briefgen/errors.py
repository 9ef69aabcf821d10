"""Every error a user can meet: what is wrong, where, and the mend.

The tree::

    BriefgenError                 exit code
    ├── FactsError                1   one thing in the case file cannot be used
    ├── FactsErrors               1   several of those, shown together
    ├── NoLetterFits              1   no letter fits these facts, or the one asked for does not
    ├── RecipientError            1   the addressee is unknown or cannot be used
    ├── DocumentError             1   a letter that somebody else wrote cannot be read
    ├── OwnTemplateError          1   a Word template of the user's own cannot be used
    ├── LetterheadError           1   a letterhead of the user's own cannot be used
    ├── OutputError               1   files cannot be written
    ├── BatchError                1   a batch cannot be made or followed: its folder, its rows or its workers
    ├── SourceError               1   official text cannot be read or fetched
    ├── ContentError              3   a shipped template, legal reference or letterhead is at fault
    │   └── CitationError         3   a citation that the law does not bear on this date
    └── RenderError               3   Word or PDF could not be made

Only ``cli`` turns these into text and an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: a Dutch template and the values to put in it.

    The Dutch text is the key of the translation; ``cli`` looks up other languages. Values are
    inserted literally and never looked at again.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def filled(self, template: str) -> str:
        """Return `template` (this message's own, or a translation of it) with the values filled in."""
        return template.format_map(self.values)

    def __str__(self) -> str:
        return self.filled(self.template)


def msg(template: str, **values: object) -> Message:
    """Make a message; the name under which translations are collected."""
    return Message(template, MappingProxyType(dict(values)))


class BriefgenError(Exception):
    """Base of all errors meant for the user.

    `what` says what is wrong, `where` names file, line, field or row (may be empty), `mend` says
    what to do about it.
    """

    exit_code = 1

    def __init__(self, what: Message, *, where: str = "", mend: Message) -> None:
        super().__init__(str(what))
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} {self.mend}"


class FactsError(BriefgenError):
    """One thing in the case facts cannot be used."""


class FactsErrors(BriefgenError):
    """All things that are wrong with one case file, in the order of the file."""

    def __init__(self, errors: Iterable[FactsError], *, where: str = "") -> None:
        self.errors = tuple(errors)
        count = len(self.errors)
        what = (
            msg("Er is 1 fout gevonden in de zaakgegevens.")
            if count == 1
            else msg("Er zijn {aantal} fouten gevonden in de zaakgegevens.", aantal=count)
        )
        super().__init__(what, where=where, mend=msg("Verbeter ze en probeer het opnieuw."))

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class NoLetterFits(BriefgenError):
    """No letter fits the facts, or the letter asked for does not."""


class RecipientError(BriefgenError):
    """The addressee is unknown, no longer exists or has no address."""


class DocumentError(BriefgenError):
    """A letter that somebody else wrote cannot be read: damaged, locked, too large or of an unknown form."""


class OwnTemplateError(BriefgenError):
    """A Word template of the user's own, or the folder that holds it, cannot be used."""


class LetterheadError(BriefgenError):
    """A letterhead of the user's own, or a file in it, cannot be used."""


class OutputError(BriefgenError):
    """The letters could not be written; nothing is left half-written."""


class BatchError(BriefgenError):
    """A batch cannot be made or followed: its folder is in use or of another batch, or its workers are lost."""


class SourceError(BriefgenError):
    """Official text that the user named cannot be read or fetched."""


class ContentError(BriefgenError):
    """A shipped template, legal reference, recipient list or letterhead is at fault."""

    exit_code = 3


class CitationError(ContentError):
    """A citation that the recorded law does not bear on the letter's date."""


class RenderError(ContentError):
    """A Word or PDF file could not be made from the letter."""
