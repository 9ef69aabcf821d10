"""``briefgen advise``: which letters fit a case, how long there is, and which doors are closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options, printing
from briefgen.cli.language import text
from briefgen.dutch import dates
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.law.deadlines import Deadline
    from briefgen.letters.advice import Advice, Road, Suggestion
    from briefgen.letters.catalogue import Lawyer


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Zegt welke brieven passen, hoe lang u hebt en wat niet kan.")),
        help=text(
            msg(
                "Zegt welke brieven bij een zaak passen, de dringendste eerst, met de laatste dag en hoe die is "
                "geteld; welke brieven bijna passen en wat er nog ontbreekt; en welke wegen open of dicht zijn, en "
                "waarom."
            )
        ),
    )
    @options.case_file()
    @options.on()
    def advise(case: Path, on: date) -> None:
        from briefgen import pipeline  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

        workshop = Workshop.open()
        _print(pipeline.advise(workshop.read(case), on, workshop), case, on)

    return advise


def _print(advice: Advice, case: Path, on: date) -> None:
    if advice.fits:
        _title(msg("Brieven die passen, de dringendste eerst"))
        for found in advice.fits:
            _letter(found, on)
            printing.wrapped(
                msg("Schrijf hem met: {opdracht}", opdracht=f"briefgen draft {case} --letter {found.verdict.spec.id}")
            )
    if advice.almost:
        _title(msg("Brieven die bijna passen"))
        for found in advice.almost:
            _letter(found, on)
            for lacking in found.missing:
                place = f"{lacking.where}: " if lacking.where else ""
                printing.wrapped(msg("Nog nodig: {wat}", wat=f"{place}{text(lacking.what)} {text(lacking.mend)}"))
    _roads(msg("Deuren die dicht zijn"), (road for road in advice.roads if road.door.state == "dicht"), on)
    _roads(msg("Andere wegen die open zijn"), (road for road in advice.roads if road.door.state == "open"), on)
    _roads(msg("Goed om te weten"), (road for road in advice.roads if road.door.state == "let op"), on)
    if advice.related:
        _title(msg("Over hetzelfde, maar niet voor deze zaak"))
        for verdict in advice.related:
            click.echo()
            printing.wrapped(
                Message("{brief}: {reden}", {"brief": verdict.spec.id, "reden": verdict.reasons[0]}), indent=""
            )
            if verdict.instead:
                printing.wrapped(msg("Kijk naar: {brief}", brief=verdict.instead))
    if not (advice.fits or advice.almost):
        click.echo()
        printing.wrapped(
            msg("Er is nog geen brief die past. Vul in wat u wilt: verzoek, contact, klacht, toezicht of vervolg."),
            indent="",
        )
    click.echo()
    printing.wrapped(
        msg(
            "briefgen geeft informatie en geen juridisch advies. Gratis hulp: Jeugdstem (jeugdstem.nl) en het "
            "Juridisch Loket (juridischloket.nl)."
        ),
        indent="",
    )


def _letter(found: Suggestion, on: date) -> None:
    click.echo()
    spec = found.verdict.spec
    printing.wrapped(Message("{brief}: {titel}", {"brief": spec.id, "titel": spec.title}), indent="")
    _last_day(found.last_day, on)
    _lawyer(found.lawyer)
    if spec.basis_note:
        printing.wrapped(msg("Hoe zeker: {zin}", zin=spec.basis_note))
    printing.wrapped(msg("Waarom: {redenen}", redenen=" ".join(found.verdict.reasons)))


def _roads(title: Message, roads: Iterable[Road], on: date) -> None:
    found = list(roads)
    if found:
        _title(title)
    for road in found:
        click.echo()
        printing.wrapped(Message("{titel}: {tekst}", {"titel": road.door.title, "tekst": road.text}), indent="")
        _last_day(road.last_day, on)
        _lawyer(road.door.lawyer)
        if road.door.instead:
            printing.wrapped(msg("Wel kan: {brief}", brief=road.door.instead))


def _last_day(last_day: Deadline | None, on: date) -> None:
    if last_day is None:
        return
    day = dates.written_with_weekday(last_day.last_day)
    if last_day.last_day < on:
        printing.wrapped(msg("De laatste dag was {dag}. Vraag meteen hulp.", dag=day))
    else:
        printing.wrapped(msg("Uiterlijk {dag}.", dag=day))
    printing.wrapped(msg("Zo geteld: {stappen}", stappen=" ".join(text(step) for step in last_day.steps)))


def _lawyer(lawyer: Lawyer) -> None:
    said = {
        "verplicht": msg("Een advocaat is verplicht."),
        "aangeraden": msg("Een advocaat is niet verplicht, maar wel aan te raden."),
    }.get(lawyer.value)
    if said is not None:
        printing.wrapped(said)


def _title(title: Message) -> None:
    click.echo()
    click.echo(text(title).upper())
