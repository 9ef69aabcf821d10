"""How far a run of a batch is, and in the end what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from briefgen.batch.manifest import Record, Status
from briefgen.recipients import Recipients
from briefgen.recipients import Status as AddressStatus

_SHOWN = 20
"""Rows that a tally names, of each kind; all are in the manifest."""
_WARNINGS = 200
"""Different warnings that it holds."""


@dataclass(slots=True)
class Warned:
    """Letters that the same is to be known of: how many, and the first of them."""

    count: int = 0
    first: list[Record] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts of rows; `without` holds the first rows that have no letter.

    Of those `made`, `again` replaced a letter of an earlier run; `no_mail` letters have no draft of an e-mail. Of those
    `current`, `outdated` were sent, and would be others now, and `edited` are as a person changed them. `gone` are
    letters of rows that are in the list no more, and `gone_names` the first of their bodies. `warned` has, by the
    warning, the letters that it is about.
    """

    made: int = 0
    again: int = 0
    no_mail: int = 0
    current: int = 0
    outdated: int = 0
    edited: int = 0
    failed: int = 0
    unsendable: int = 0
    gone: int = 0
    unchecked: int = 0
    answer_by: date | None = None
    without: list[Record] = field(default_factory=list)
    gone_names: list[str] = field(default_factory=list)
    warned: dict[str, Warned] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """The rows that were dealt with."""
        return self.made + self.current + self.failed + self.unsendable

    def count(self, record: Record, recipients: Recipients, *, fresh: bool) -> None:
        """Count a row of the list; `fresh`: its letter was made just now."""
        self.made += fresh and record.status is Status.MADE
        self.current += not fresh and record.status is Status.MADE
        self.edited += record.edited
        self.outdated += record.outdated
        self.failed += record.status is Status.FAILED
        self.unsendable += record.status is Status.UNSENDABLE
        if record.status is not Status.MADE:
            if len(self.without) < _SHOWN:
                self.without.append(record)
            return
        listed = recipients.rows.get(record.id)
        self.unchecked += listed is not None and listed.status is AddressStatus.UNCHECKED
        if record.answer_by is not None:
            self.answer_by = max(record.answer_by, self.answer_by or record.answer_by)
        for text in record.warnings:
            if text in self.warned or len(self.warned) < _WARNINGS:
                found = self.warned.setdefault(text, Warned())
                found.count += 1
                if len(found.first) < _SHOWN:
                    found.first.append(record)

    def count_gone(self, record: Record) -> None:
        """Count a letter of a row that is in the list no more."""
        self.gone += 1
        if len(self.gone_names) < _SHOWN:
            self.gone_names.append(record.name or record.key)
