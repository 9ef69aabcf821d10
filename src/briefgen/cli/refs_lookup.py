"""``briefgen refs list``, ``show`` and ``search``: what the law says, and what it may be cited for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from briefgen.cli import options, printing
from briefgen.cli.language import text
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.law.records import Certainty
    from briefgen.lookup import ArticleView, Entry, JudgmentView, Lookup


def commands() -> tuple[click.Command, ...]:
    """Make the commands, with help in the chosen language."""
    return (_list(), _show(), _search())


def _list() -> click.Command:
    @click.command(name="list", help=text(msg("Toont alle bepalingen en uitspraken, of die van een wet.")))
    @click.argument("law", required=False, metavar=text(msg("[WET]")))
    @options.on()
    def list_(law: str | None, on: date) -> None:
        count = _entries(_lookup().entries(on, law))
        printing.wrapped(msg("Samen: {aantal}.", aantal=count), indent="")

    return list_


def _search() -> click.Command:
    @click.command(
        name="search", help=text(msg("Zoekt bepalingen en uitspraken waarin alle woorden voorkomen, de beste eerst."))
    )
    @click.argument("words", nargs=-1, required=True, metavar=text(msg("WOORD...")))
    @options.on()
    def search(words: tuple[str, ...], on: date) -> None:
        if not _entries(_lookup().search(" ".join(words), on)):
            printing.wrapped(msg("Niets gevonden. Probeer een ander of korter woord."), indent="")

    return search


def _show() -> click.Command:
    @click.command(
        name="show",
        help=text(
            msg(
                "Toont een bepaling of uitspraak: wat er staat, waarvoor een brief haar mag aanhalen en waarvoor niet, "
                "de versies, de koppeling en wanneer zij is gecontroleerd."
            )
        ),
    )
    @click.argument("asked", nargs=-1, required=True, metavar=text(msg("BEPALING")))
    @options.on()
    def show(asked: tuple[str, ...], on: date) -> None:
        from briefgen.lookup import ArticleView  # noqa: PLC0415 - heavy; --help must answer at once

        found = _lookup().show(" ".join(asked), on)
        printing.in_dutch()
        if isinstance(found, ArticleView):
            _article(found, on)
        else:
            _judgment(found)

    return show


def _lookup() -> Lookup:
    from briefgen import resources  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.lookup import Lookup  # noqa: PLC0415 - heavy; --help must answer at once

    return Lookup(resources.folder("legal_refs"))


def _entries(entries: Iterable[Entry]) -> int:
    """Print each on two lines, and count them."""
    from briefgen.lookup import Standing  # noqa: PLC0415 - heavy; --help must answer at once

    found = list(entries)
    if found:
        printing.in_dutch()
    for entry in found:
        mark = "" if entry.standing is Standing.IN_FORCE else f" [{text(entry.standing.value)}]"
        printing.wrapped(
            Message("{id}  {aanhaling}{stand}", {"id": entry.id, "aanhaling": entry.citation, "stand": mark}), indent=""
        )
        printing.wrapped(Message("{zin}", {"zin": entry.short}))
    return len(found)


def _article(view: ArticleView, on: date) -> None:
    from briefgen.lookup import state  # noqa: PLC0415 - heavy; --help must answer at once

    article = view.article
    printing.wrapped(Message("{aanhaling} ({id})", {"aanhaling": view.citation, "id": article.id}), indent="")
    printing.wrapped(view.standing.value)
    if article.status_note:
        printing.wrapped(Message("{zin}", {"zin": article.status_note}))
    if article.successors:
        printing.wrapped(msg("Nu: {bepalingen}", bepalingen=", ".join(article.successors)))
    if view.link is not None:
        click.echo(f"  {view.link}")
    for version in reversed(article.versions):
        click.echo()
        here = " *" if version is article.version(on) else ""
        printing.wrapped(msg("Versie {wanneer}{hier}", wanneer=text(state(version)), hier=here), indent="")
        printing.wrapped(Message("{kern}", {"kern": version.core}))
        leden = ", ".join(version.paragraphs) or text(msg("geen genummerde leden"))
        printing.wrapped(msg("Leden: {leden}", leden=leden))
        if version.parts:
            printing.wrapped(
                msg("Onderdelen die aangehaald kunnen worden: {onderdelen}", onderdelen=", ".join(version.parts))
            )
        if version.durations:
            printing.wrapped(msg("Termijnen in de tekst: {termijnen}", termijnen=", ".join(version.durations)))
        _points(msg("Mag aangehaald worden voor:"), version.cite_for)
        _points(msg("Niet voor:"), version.not_for)
        _certainty(version.certainty, version.certainty_note)
        checked = version.checked
        second = checked.second_reading.isoformat() if checked.second_reading else text(msg("nog niet"))
        printing.wrapped(msg("Gelezen: {bron}; op {dag}, tweede lezing: {tweede}.", bron=checked.source,
                  dag=checked.on.isoformat(), tweede=second))  # fmt: skip
    if article.misuses:
        click.echo()
        _points(msg("Fouten die vaak voorkomen:"), [misuse.why for misuse in article.misuses])


def _judgment(view: JudgmentView) -> None:
    judgment = view.judgment
    printing.wrapped(Message("{aanhaling} ({id})", {"aanhaling": view.citation, "id": judgment.id}), indent="")
    if view.link is not None:
        click.echo(f"  {view.link}")
    printing.wrapped(Message("{kern}", {"kern": judgment.core}))
    _points(msg("Mag aangehaald worden voor:"), judgment.cite_for)
    _points(msg("Niet voor:"), judgment.not_for)
    _certainty(judgment.certainty, judgment.certainty_note)
    second = judgment.checked.second_reading.isoformat() if judgment.checked.second_reading else text(msg("nog niet"))
    printing.wrapped(msg("Gelezen: {bron}; op {dag}, tweede lezing: {tweede}.", bron=judgment.checked.source,
              dag=judgment.checked.on.isoformat(), tweede=second))  # fmt: skip


def _certainty(certainty: Certainty, note: str | None) -> None:
    word = {"vast": msg("vast"), "afgeleid": msg("afgeleid"), "onzeker": msg("onzeker")}[certainty.value]
    printing.wrapped(msg("Zekerheid: {zekerheid}. {toelichting}", zekerheid=word, toelichting=note or ""))


def _points(title: Message, points: Iterable[str]) -> None:
    found = list(points)
    if found:
        printing.wrapped(title)
    for point in found:
        printing.wrapped(Message("- {punt}", {"punt": point}), indent="  ", hanging="    ")
