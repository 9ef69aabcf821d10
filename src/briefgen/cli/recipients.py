"""``briefgen recipients``: who is in the lists of addresses, and what somebody's own list comes to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import recipients_check
from briefgen.cli.language import text
from briefgen.cli.options import conditions
from briefgen.cli.printing import note
from briefgen.errors import Message, RecipientError, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.recipients import Former, Recipient, Recipients
    from briefgen.recipients.searching import Hit

MOST = 20
"""Bodies that a search shows."""


def command() -> click.Command:
    """Make the command and those below it, with help in the chosen language."""

    @click.group(
        short_help=text(msg("Adressen van gemeenten en instanties, en uw eigen lijst nakijken.")),
        help=text(msg("Toont de adressen van gemeenten en instanties die briefgen kent, en kijkt een eigen lijst na.")),
    )
    def recipients() -> None:
        pass

    recipients.add_command(_list())
    recipients.add_command(_show())
    recipients.add_command(_search())
    recipients.add_command(_check())
    return recipients


def _list() -> click.Command:
    @click.command(
        "list",
        help=text(msg("Toont welke instanties in de adreslijst staan. Zonder opties: hoeveel van elke soort.")),
    )
    @click.option(
        "--kind", metavar=text(msg("SOORT")), help=text(msg("Alleen deze soort, zoals gemeenten of rechtbanken."))
    )
    @conditions()
    def listed(kind: str | None, where: dict[str, str]) -> None:
        from briefgen.recipients.selection import chosen  # noqa: PLC0415 - heavy; --help must answer at once

        register = _register()
        if kind is None and not where:
            _overview(register)
            return
        found = chosen(register, kind, where)
        for body in found:
            _line(body)
        click.echo()
        note(msg("{aantal} instanties.", aantal=len(found)) if len(found) != 1 else msg("1 instantie."))

    return listed


def _show() -> click.Command:
    @click.command("show", help=text(msg("Toont alles wat van een instantie bekend is, met bron en datum.")))
    @click.argument("name", nargs=-1, required=True, metavar=text(msg("NUMMER_OF_NAAM")))
    def show(name: tuple[str, ...]) -> None:
        register = _register()
        typed = " ".join(name)
        by_id = register.by_id(typed)
        found = register.named(typed) if by_id is None else (by_id,)
        if not found:
            raise RecipientError(
                msg("'{naam}' staat niet in de adreslijst.", naam=typed),
                mend=msg("Zoek met 'briefgen recipients search {naam}'.", naam=typed),
            )
        for number, body in enumerate(found):
            if number:
                click.echo()
            _explain(body, register)

    return show


def _search() -> click.Command:
    @click.command(
        "search",
        short_help=text(msg("Zoekt op naam, plaats of nummer.")),
        help=text(
            msg("Zoekt op naam, plaats of nummer; ook met een tikfout, zonder accenten of op een vroegere naam.")
        ),
    )
    @click.argument("words", nargs=-1, required=True, metavar=text(msg("WOORDEN...")))
    def search(words: tuple[str, ...]) -> None:
        from briefgen.recipients import searching  # noqa: PLC0415 - heavy; --help must answer at once

        hits = searching.search(_register(), " ".join(words))
        if not hits:
            raise RecipientError(
                msg("Er is niets gevonden voor '{woorden}'.", woorden=" ".join(words)),
                mend=msg("Zoek op een deel van de naam, of op de plaats van het postadres."),
            )
        for hit in hits[:MOST]:
            _line(hit.body)
            _former(hit)
        if len(hits) > MOST:
            click.echo()
            note(msg("En nog {aantal}; zoek preciezer om ze te zien.", aantal=len(hits) - MOST))

    return search


def _check() -> click.Command:
    @click.command(
        "check",
        short_help=text(msg("Kijkt een eigen lijst na, of de lijsten van briefgen.")),
        help=text(
            msg(
                "Kijkt een eigen lijst na: welke kolom wat is, en welke rijen niet verstuurd kunnen worden. "
                "Zonder bestand: de lijsten van briefgen zelf."
            )
        ),
    )
    @click.argument("file", required=False, type=click.Path(path_type=Path), metavar=text(msg("[LIJST.csv]")))
    @click.pass_context
    def check(ctx: click.Context, file: Path | None) -> None:
        register = _register()
        if file is None:
            recipients_check.shipped(register)
            return
        from briefgen.recipients import open_list  # noqa: PLC0415 - heavy; --help must answer at once

        opened = open_list(file, register)
        recipients_check.mapping(opened)
        if recipients_check.rows(opened):
            ctx.exit(1)

    return check


def _register() -> Recipients:
    from briefgen import resources  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.recipients import Recipients  # noqa: PLC0415 - heavy; --help must answer at once

    return Recipients(resources.folder("recipients"))


def _overview(register: Recipients) -> None:
    from briefgen.recipients import Status  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.recipients.records import PLURALS  # noqa: PLC0415 - heavy; --help must answer at once

    kinds: dict[str, list[Recipient]] = {}
    for body in register.rows.values():
        if body.status is not Status.CLOSED:
            kinds.setdefault(PLURALS.get(body.kind, body.kind.value), []).append(body)
    for name, bodies in kinds.items():
        unchecked = sum(body.status is Status.UNCHECKED for body in bodies)
        note(
            msg("{soort}: {aantal}, waarvan zonder gecontroleerd adres: {rest}", rest=unchecked,
                aantal=len(bodies), soort=name)
            if unchecked
            else msg("{soort}: {aantal}", aantal=len(bodies), soort=name)
        )  # fmt: skip
    click.echo()
    note(msg("Zie ze met --kind, zoals: briefgen recipients list --kind gemeenten --where provincie=Utrecht"))


def _line(body: Recipient) -> None:
    """One body on one line, with what is missing of it."""
    from briefgen.recipients import Status  # noqa: PLC0415 - heavy; --help must answer at once

    notes: list[Message] = []
    if body.status is Status.CLOSED:
        notes.append(msg("opgeheven"))
    else:
        if not body.address:
            notes.append(msg("geen postadres bekend"))
        elif body.status is Status.UNCHECKED:
            notes.append(msg("adres niet gecontroleerd"))
        if not body.email:
            notes.append(msg("geen e-mailadres bekend"))
    place = f" ({body.town})" if body.town and body.town != body.name else ""
    more = f"  [{', '.join(map(text, notes))}]" if notes else ""
    click.echo(f"{body.id}  {body.name}{place}{more}")


def _former(hit: Hit) -> None:
    """Say by which former name a body was found."""
    if hit.former is None:
        return
    name, code = hit.former.name, hit.former.id
    if len(hit.former.successors) == 1:
        note(msg("    hier hoort de vroegere gemeente {naam} ({id}) bij", naam=name, id=code))
    else:
        note(msg("    hier hoort een deel van de vroegere gemeente {naam} ({id}) bij", naam=name, id=code))


def _explain(body: Recipient | Former, register: Recipients) -> None:
    from briefgen.dutch import dates  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.recipients import Former, Status  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.recipients.register import split, taken_over  # noqa: PLC0415 - heavy; --help must answer at once

    if isinstance(body, Former):
        heirs = register.heirs(body)
        _fields(((msg("Nummer"), body.id), (msg("Naam"), body.name)))
        for message in (taken_over(body, heirs[0]),) if len(heirs) == 1 else split(body, heirs):
            note(message)
        _fields(((msg("Bron"), body.source),))
        return
    none = text(msg("niet bekend"))
    address = f"{body.address}, {body.postcode} {body.town}" if body.address else none
    status = {
        Status.CHECKED: msg("ja, bij de bron hieronder"),
        Status.UNCHECKED: msg("nee; kijk het adres na voor u iets verstuurt"),
        Status.CLOSED: msg("deze instantie bestaat niet meer"),
    }[body.status]
    _fields(
        (
            (msg("Nummer"), body.id),
            (msg("Naam"), body.name),
            (msg("Soort"), body.kind.value),
            (msg("Postadres"), address),
            (msg("Gecontroleerd"), text(status)),
            (msg("E-mail"), body.email or none),
            (msg("Website"), body.website or none),
            *(((msg("Provincie"), body.province),) if body.province else ()),
            *(((msg("Inwoners"), f"{body.inhabitants:,}".replace(",", ".")),) if body.inhabitants else ()),
            *(((msg("Opvolger"), body.successor),) if body.successor else ()),
            (msg("Bron"), body.source),
            (msg("Stand"), dates.written(body.as_of) if body.as_of else none),
        )
    )


def _fields(pairs: Iterable[tuple[Message, str]]) -> None:
    named = [(text(label), value) for label, value in pairs]
    width = max(len(label) for label, _ in named)
    for label, value in named:
        click.echo(f"{label + ':':<{max(width, 14) + 1}} {value}")
