"""From one record of somebody's list to a row that can be sent, or to why it cannot."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from briefgen.errors import msg
from briefgen.recipients import cells, rows
from briefgen.recipients.addressee import Addressees
from briefgen.recipients.contact import Doubtful
from briefgen.recipients.headers import Layout
from briefgen.recipients.naming import bare, plain
from briefgen.recipients.register import Recipients
from briefgen.recipients.rows import Doubt, Row


class Checker:
    """Judges the records of one list in order; it remembers for whom a row was, to find the second."""

    def __init__(self, layout: Layout, recipients: Recipients) -> None:
        self._layout = layout
        self._addressees = Addressees(layout, recipients)
        self._headers = [plain(column.header) for column in layout.columns]
        self._used = [index for index, column in enumerate(layout.columns) if column.field is not None]
        self._seen: dict[int, int] = {}

    def check(self, number: int, record: Sequence[str]) -> Row | Doubt:
        """Judge record `number`, which is not blank."""
        try:
            self._refuse_whole(record)
            facts = {
                path: record[index].strip()
                for index, path in self._layout.facts.items()
                if index < len(record) and record[index].strip()
            }
            parts = {
                part: text
                for part, index in self._layout.parts.items()
                if index < len(record) and (text := cells.line(record[index]))
            }
            if self._layout.ids_may_count_rows and parts.get(rows.ID, "").isdecimal():
                del parts[rows.ID]
            self._refuse_no_recipient(record, facts, parts)
            body, remarks = self._addressees.read(parts) if self._layout.parts else ({}, ())
            self._refuse_second(number, body, facts)
        except Doubtful as doubt:
            return Doubt(number, doubt.column, doubt.what, doubt.mend, self._name(record))
        return Row(number, body | facts, remarks)

    def _name(self, record: Sequence[str]) -> str:
        """The name that `record` gives, if it can be read."""
        index = self._layout.parts.get(rows.NAME, len(record))
        return cells.line(record[index]) if index < len(record) and not cells.unusable(record[index]) else ""

    def _refuse_whole(self, record: Sequence[str]) -> None:
        """Refuse what is no row of data, and cells that cannot be used whatever they stand for."""
        if any(text.strip() for text in record[len(self._headers) :]):
            raise Doubtful(
                "",
                msg("Deze rij heeft meer cellen dan de kopregel."),
                msg("Staat er een scheidingsteken in een tekst? Zet die tekst dan tussen aanhalingstekens."),
            )
        if all(plain(text) == header for text, header in zip(record, self._headers, strict=False)):
            raise Doubtful(
                "",
                msg("Dit is nog eens de kopregel."),
                msg("Verwijder de rij. Blijft hij staan, dan wordt hij overgeslagen."),
            )
        for index in self._used:
            if index < len(record) and (trouble := cells.unusable(record[index])) is not None:
                raise Doubtful(self._layout.columns[index].header, trouble.what, trouble.mend)

    @staticmethod
    def _refuse_no_recipient(record: Sequence[str], facts: Mapping[str, str], parts: Mapping[str, str]) -> None:
        if _is_total(record, parts):
            raise Doubtful(
                "",
                msg("Dit lijkt een regel met een totaal."),
                msg("Verwijder de rij. Blijft hij staan, dan wordt hij overgeslagen."),
            )
        if not facts and not parts:
            raise Doubtful(
                "",
                msg("In de kolommen die briefgen gebruikt, staat niets."),
                msg("Vul de rij aan of verwijder hem."),
            )

    def _refuse_second(self, number: int, body: Mapping[str, str], facts: Mapping[str, str]) -> None:
        """Refuse a second row for one body; where rows have senders of their own, a second row that is the same."""
        keys: list[str] = []
        if self._layout.whole_cases:
            keys = ["\0".join(f"{path}={value}" for path, value in sorted({**body, **facts}.items()))]
            what = msg("Deze rij is dezelfde als rij {rij}.", rij=self._first(number, keys))
        else:
            if body:
                keys = [f"{bare(body.get(rows.NAME, ''))} {body.get(rows.POSTCODE, '')}", body.get(rows.ID, "")]
            what = msg("Deze ontvanger staat ook in rij {rij}.", rij=self._first(number, keys))
        if what.values["rij"] != number:
            raise Doubtful("", what, msg("Verwijder een van de twee; alleen de eerste telt."))

    def _first(self, number: int, keys: Sequence[str]) -> int:
        """The first row that had one of `keys`, which is `number` when none had."""
        marks = [_mark(key) for key in keys if key]
        first = min((self._seen[mark] for mark in marks if mark in self._seen), default=number)
        for mark in marks:
            self._seen.setdefault(mark, first)
        return first


def _is_total(record: Sequence[str], parts: Mapping[str, str]) -> bool:
    """Whether a row adds up the others: by its first word, or because it has nothing but numbers."""
    filled = [text for text in map(cells.line, record) if text]
    code, postcode = parts.get(rows.ID, ""), parts.get(rows.POSTCODE, "")
    if any(map(str.isalpha, postcode)) or (postcode and rows.TOWN in parts):
        return False
    if filled and cells.is_total(filled[0]):
        return not any(map(str.isalpha, code)) or cells.is_total(code)
    return bool(parts) and not code and all(map(cells.is_number, filled))


def _mark(key: str) -> int:
    """Eight bytes for a key, so that remembering a row costs the same whatever its length."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
