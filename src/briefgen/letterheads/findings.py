"""What a check of a letterhead finds, as values: each with its place, what is wrong, and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from briefgen.errors import Message


class Group(StrEnum):
    """How much a finding weighs."""

    FAULT = "fout"  # no letter can be made
    DIFFERENCE = "verschil"  # Word and PDF will look different
    NOTICE = "let op"  # letters come out, and something about them can be better


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `place` is a file, perhaps with a line, a style or a tag."""

    group: Group
    place: Message
    what: Message
    mend: Message


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one folder; faults first."""

    folder: Path
    findings: tuple[Finding, ...]
    made: bool
    """Whether the Word letterhead is made from house.yaml, for the folder has none."""

    def of(self, group: Group) -> tuple[Finding, ...]:
        """The findings of one weight."""
        return tuple(finding for finding in self.findings if finding.group is group)

    @property
    def sound(self) -> bool:
        """Whether letters can be made, and Word and PDF look alike."""
        return not (self.of(Group.FAULT) or self.of(Group.DIFFERENCE))
