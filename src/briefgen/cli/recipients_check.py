"""Printing what a list of recipients comes to: its columns, and every row that cannot be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefgen.cli.language import text
from briefgen.cli.printing import note
from briefgen.errors import ContentError, Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.recipients import RecipientList, Recipients


def shipped(register: Recipients) -> None:
    """Print what is wrong with our own lists. Raises ContentError if anything is."""
    from briefgen.recipients.validation import faults  # noqa: PLC0415 - heavy; --help must answer at once

    found = list(faults(register))
    for fault in found:
        click.echo(f"{fault.file}, {fault.id}: {text(fault.what)}")
    if found:
        raise ContentError(
            msg("Fouten in de adreslijst van briefgen: {aantal}.", aantal=len(found)),
            where=str(register.root),
            mend=msg("Herstel de rijen of installeer briefgen opnieuw."),
        )
    note(
        msg(
            "De lijsten van briefgen kloppen: {aantal} adressen en {vroeger} vroegere gemeenten.",
            aantal=len(register.rows),
            vroeger=len(register.former),
        )
    )


def mapping(opened: RecipientList) -> None:
    """Print how the file of a list was read, and what its columns are taken for."""
    names = {";": msg("puntkomma"), ",": msg("komma"), "\t": msg("tab"), "|": msg("streep")}
    encodings = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
    note(
        msg(
            "{bestand}: {aantal} onder de kopregel (rij {kop}); {codering}, gescheiden door een {teken}.",
            bestand=opened.path,
            aantal=msg("1 rij") if opened.count == 1 else msg("{aantal} rijen", aantal=opened.count),
            kop=opened.header_row,
            codering=encodings[opened.encoding],
            teken=names[opened.delimiter],
        )
    )
    click.echo()
    note(msg("Zo leest briefgen de kolommen:"))
    width = min(max(len(column.header) for column in opened.columns), 40)
    for column in opened.columns:
        click.echo(f"  {column.header:<{width}} → {column.field or text(msg('niet gebruikt'))}")


def rows(opened: RecipientList) -> int:
    """Print what is to be said of the rows; return how many cannot be sent."""
    from briefgen.recipients import Doubt  # noqa: PLC0415 - heavy; --help must answer at once

    doubtful = 0
    for row in opened.rows():
        if isinstance(row, Doubt):
            doubtful += 1
            column = text(msg(", kolom {kolom}", kolom=row.column)) if row.column else ""
            _told(row.number, column, (row.what, row.mend), mark="→")
        elif row.remarks:
            _told(row.number, "", row.remarks, mark=" ")
    click.echo()
    note(msg("Rijen die verstuurd kunnen worden: {aantal}.", aantal=opened.count - doubtful))
    if doubtful:
        note(msg("Rijen die niet worden verstuurd: {aantal}.", aantal=doubtful))
    return doubtful


def _told(number: int, column: str, messages: Sequence[Message], *, mark: str) -> None:
    click.echo()
    note(msg("Rij {nummer}{kolom}", nummer=number, kolom=column))
    for index, message in enumerate(messages):
        click.echo(f"   {mark + ' ' if index else ''}{text(message)}")
