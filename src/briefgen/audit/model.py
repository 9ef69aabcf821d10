"""What an audit of somebody else's letter finds, as values: a verdict for each citation, and what else to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefgen.errors import Message


class Verdict(StrEnum):
    """What a citation is worth on the day of the letter."""

    RIGHT = "klopt"
    MISSING = "bestaat niet"
    NO_SUCH_PARAGRAPH = "lid bestaat niet"
    NO_PARAGRAPHS = "heeft geen leden"
    NO_SUCH_PART = "onderdeel bestaat niet"
    REPEALED = "vervallen op"
    NOT_YET = "nog niet in werking"
    NEVER_IN_FORCE = "nooit in werking getreden"
    SUCCEEDED = "opgevolgd door"
    MISUSED = "verkeerd aangehaald voor"
    OTHER_TERM = "termijn staat daar niet"
    WRONG_LINK = "link klopt niet"
    UNCHECKED = "niet gecontroleerd"

    @property
    def wrong(self) -> bool:
        """Whether something has to be mended."""
        return self not in {Verdict.RIGHT, Verdict.UNCHECKED}


@dataclass(frozen=True, slots=True)
class Finding:
    """One citation and its verdict; a citation that is wrong in two ways gives two.

    `passage` and `start` say where it stands, in passages and characters of the document; `place` says it
    for a reader. `rule` is the id of the mistake when the verdict is that of one.
    """

    passage: int
    start: int
    place: Message
    citation: str
    verdict: Verdict
    why: Message
    mend: Message | None = None
    reference: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to mend that is no citation: a threat, a number that may be a burgerservicenummer, and the like."""

    passage: int
    start: int
    place: Message
    quotation: str
    rule: str
    title: Message
    why: Message
    mend: Message


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one document against the law as it reads on `on`."""

    name: str
    on: date
    findings: tuple[Finding, ...]
    alerts: tuple[Alert, ...]
    remarks: tuple[Message, ...]
    unchecked_terms: int

    @property
    def wrong(self) -> bool:
        """Whether anything has to be mended."""
        return bool(self.alerts) or any(finding.verdict.wrong for finding in self.findings)

    @property
    def citations(self) -> int:
        """How many citations the document has."""
        return len({(finding.passage, finding.start) for finding in self.findings})

    @property
    def unchecked(self) -> int:
        """How many citations were not checked."""
        return sum(finding.verdict is Verdict.UNCHECKED for finding in self.findings)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given, in the order of the verdicts."""
        counted = Counter(finding.verdict for finding in self.findings)
        return {verdict: counted[verdict] for verdict in Verdict if counted[verdict]}
