"""What an inspection of a Word or PDF file finds, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.errors import Message, msg


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "fout"
    """The file is broken, or shows what must not be seen."""
    WARNING = "waarschuwing"
    """Somebody cannot read the file well, or it tells more than the sender may want."""
    NOTE = "opmerking"
    """To know; nothing has to be mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `rule` is the id of a rule in `rules`, `place` says where, `mend` what to do."""

    rule: str
    severity: Severity
    place: Message
    what: Message
    mend: Message


@dataclass(frozen=True, slots=True)
class Property:
    """Something the file says of itself, such as its language: a name and a value for people to read."""

    name: Message
    value: Message


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text with its place. `shown` is false for text that is no part of the page, such as a title."""

    place: Message
    text: str
    shown: bool = True


@dataclass(slots=True)
class Report:
    """Findings in the making, and what the checks of people's data need to see."""

    findings: list[Finding] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    """The text of each embedded file that says that the document was made from it."""
    unread: list[str] = field(default_factory=list)
    """The ids of rules that could not be checked in this file."""

    def error(self, rule: str, place: Message, what: Message, mend: Message) -> None:
        """Add an error."""
        self.findings.append(Finding(rule, Severity.ERROR, place, what, mend))

    def warn(self, rule: str, place: Message, what: Message, mend: Message) -> None:
        """Add a warning."""
        self.findings.append(Finding(rule, Severity.WARNING, place, what, mend))

    def note(self, rule: str, place: Message, what: Message, mend: Message) -> None:
        """Add something to know."""
        self.findings.append(Finding(rule, Severity.NOTE, place, what, mend))

    def tell(self, name: Message, value: Message | str) -> None:
        """Add a property of the file."""
        self.properties.append(Property(name, value if isinstance(value, Message) else msg("{waarde}", waarde=value)))


@dataclass(frozen=True, slots=True)
class Inspection:
    """The inspection of one file: `form` is "docx" or "pdf".

    `checked` are the rules that were held against it, `unchecked` what was not and why.
    """

    name: str
    form: str
    properties: tuple[Property, ...]
    findings: tuple[Finding, ...]
    checked: tuple[Message, ...]
    unchecked: tuple[Message, ...]

    @property
    def clean(self) -> bool:
        """Whether there is nothing to mend."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned copy: its bytes, what was removed, and what could not be, or is for people to decide."""

    data: bytes
    removed: Sequence[Message]
    left: Sequence[Message]
