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

_MOST = 20
"""Rows whose numbers are named when the same is said of all."""


def shipped(register: Recipients) -> None:
    """Print what is wrong with our own lists. Raises ContentError if anything is."""
    from briefgen.recipients import Status  # noqa: PLC0415 - heavy; --help must answer at once
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
    closed = sum(body.status is Status.CLOSED for body in register.rows.values())
    note(
        msg(
            "De lijsten van briefgen kloppen: {aantal} instanties, {opgeheven} opgeheven instanties "
            "en {vroeger} vroegere gemeenten.",
            aantal=len(register.rows) - closed,
            opgeheven=closed,
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
    from briefgen.facts.places import excerpt  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.recipients import Doubt  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.recipients.rows import NAME  # noqa: PLC0415 - heavy; --help must answer at once

    doubtful = 0
    shared: dict[str, list[int]] = {}
    for row in opened.rows():
        if isinstance(row, Doubt):
            doubtful += 1
            column = text(msg(", kolom {kolom}", kolom=row.column)) if row.column else ""
            _told(row.number, excerpt(row.name), column, (row.what, row.mend), mark="→")
            continue
        own = [remark for remark in row.remarks if remark.values]
        for remark in row.remarks:
            if not remark.values:  # then it says the same of every row
                shared.setdefault(text(remark), []).append(row.number)
        if own:
            _told(row.number, excerpt(row.values.get(NAME, "")), "", own, mark=" ")
    for said, numbers in shared.items():
        _told_together(numbers, said)
    click.echo()
    note(msg("Rijen die verstuurd kunnen worden: {aantal}.", aantal=opened.count - doubtful))
    if doubtful:
        note(msg("Rijen die niet worden verstuurd: {aantal}.", aantal=doubtful))
    return doubtful


def _told(number: int, name: str, column: str, messages: Sequence[Message], *, mark: str) -> None:
    click.echo()
    note(msg("Rij {nummer}{kolom}", nummer=number, kolom=(f" ({name})" if name else "") + column))
    for index, message in enumerate(messages):
        click.echo(f"   {mark + ' ' if index else ''}{text(message)}")


def _told_together(numbers: Sequence[int], said: str) -> None:
    """Print once what is to be said of many rows, with the numbers of the first of them."""
    click.echo()
    first = ", ".join(map(str, numbers[:_MOST]))
    if len(numbers) == 1:
        note(msg("Rij {nummer}{kolom}", nummer=first, kolom=""))
    elif len(numbers) <= _MOST:
        note(msg("Rijen {nummers}", nummers=first))
    else:
        note(msg("Rijen {nummers} en nog {aantal}", nummers=first, aantal=len(numbers) - _MOST))
    click.echo(f"   {said}")
