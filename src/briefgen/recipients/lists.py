"""A user's own list of recipients: a table that somebody else's program wrote, read without losing a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from briefgen.errors import RecipientError, msg
from briefgen.recipients import headers
from briefgen.recipients.checking import Checker
from briefgen.recipients.register import Recipients
from briefgen.recipients.rows import Column, Doubt, Row
from briefgen.recipients.table import DELIMITERS, Record, Table, encoding_of

_CASE_FILES = frozenset({".yaml", ".yml", ".json"})
_HEADER_WITHIN = 40  # rows; a header is preceded by a title and a date, not by data


@dataclass(frozen=True)
class RecipientList:
    """A list that was opened. `rows` reads it from the start each time it is asked.

    `header_row` is the row with the column names, `count` the number of rows below it that are not blank.
    """

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[Column, ...]
    header_row: int
    count: int
    table: Table
    layout: headers.Layout
    recipients: Recipients

    def rows(self) -> Iterator[Row | Doubt]:
        """Every row that is not blank, in order: one that can be sent, or why not.

        Memory stays flat but for a few bytes per row, to find a recipient that comes twice. Raises
        RecipientError when the file can no longer be read.
        """
        checker = Checker(self.layout, self.recipients)
        for record in islice(self.table.records(), self.header_row, None):
            if record.cells is None:
                yield Doubt(
                    record.number,
                    "",
                    msg("In deze rij kloppen de aanhalingstekens niet."),
                    msg("Zet om een tekst met een aanhalingsteken erin aanhalingstekens, en verdubbel die erin."),
                )
            elif not _blank(record):
                yield checker.check(record.number, record.cells)


def open_list(path: Path, recipients: Recipients) -> RecipientList:
    """Open the list at `path`: see which encoding, delimiter, header and columns it has.

    The whole file is looked through once, so that what cannot be read to its end is refused at once.
    Raises RecipientError for a file that is no such list.
    """
    encoding = encoding_of(path)
    if path.suffix.lower() in _CASE_FILES:
        raise RecipientError(
            msg("Dit is een zaakbestand, geen lijst."),
            where=str(path),
            mend=msg("Geef de zaak met --case, en met --to de lijst: een CSV-bestand uit Excel."),
        )
    table, header = max(
        (_with_header(Table(path, encoding, delimiter)) for delimiter in DELIMITERS),
        key=lambda found: (headers.score(found[1].cells or ()), len(found[1].cells or ())),
    )
    if not header.cells or not headers.score(header.cells):
        _refuse_without_header(table)
    layout = headers.lay_out(header.cells or (), f"{path}, rij {header.number}")
    count = sum(not _blank(record) for record in islice(table.records(), header.number, None))
    if not count:
        raise RecipientError(
            msg("Onder de kopregel staan geen rijen."),
            where=str(path),
            mend=msg("Zet er een rij per ontvanger in."),
        )
    return RecipientList(
        path, encoding, table.delimiter, layout.columns, header.number, count, table, layout, recipients
    )


def _with_header(table: Table) -> tuple[Table, Record]:
    """`table` with the record among its first that looks most like a header."""
    first = [Record(1, ())]
    with suppress(RecipientError):  # with the right delimiter it is told when the whole file is looked through
        first.extend(record for record in islice(table.records(), _HEADER_WITHIN) if record.cells)
    return table, max(first, key=lambda record: headers.score(record.cells or ()))


def _refuse_without_header(table: Table) -> None:
    for _ in table.records():  # perhaps it cannot even be read
        pass
    raise RecipientError(
        msg("In de eerste {aantal} rijen staat geen kopregel die briefgen kent.", aantal=_HEADER_WITHIN),
        where=str(table.path),
        mend=msg(
            "Zet boven de kolommen namen als Naam, Adres, Postcode en Plaats, of Gemeente of Code, "
            "gescheiden door puntkomma's, komma's of tabs."
        ),
    )


def _blank(record: Record) -> bool:
    return record.cells is not None and not any(text.strip() for text in record.cells)
