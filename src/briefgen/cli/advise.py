"""``briefgen advise``: which letters fit a case, how long there is, and which doors are closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options, printing
from briefgen.cli.language import chosen, name_of, text, words_of
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
        _print(pipeline.advise(workshop.read(case), on, workshop, english=chosen() == "en"), case, on)

    return advise


_INDENT = "   "  # under the words of a numbered letter


def _print(advice: Advice, case: Path, on: date) -> None:
    printing.in_dutch()
    _most_urgent(advice, on)
    number = count(1)
    if advice.fits:
        _title(msg("Brieven die passen, de dringendste eerst"))
        for found in advice.fits:
            _letter(found, next(number), on)
            command = f"briefgen draft {case} --letter {found.verdict.spec.id}"
            printing.wrapped(msg("Schrijf hem met: {opdracht}", opdracht=command), indent=_INDENT, hanging=_INDENT)
    if advice.almost:
        _title(msg("Brieven die bijna passen"))
        for found in advice.almost:
            _letter(found, next(number), on)
            if found.not_yet:
                _listed(msg("Zo nog niet versturen:"), [f"{reason.what} {reason.mend}" for reason in found.not_yet])
            if found.missing:
                places = [f"{lacking.where}: " if lacking.where else "" for lacking in found.missing]
                _listed(
                    msg("Nog nodig:"),
                    [
                        f"{place}{text(lacking.what)} {text(lacking.mend)}"
                        for place, lacking in zip(places, found.missing, strict=True)
                    ],
                )
    _roads(msg("Deuren die dicht zijn"), advice.roads, "dicht", on)
    _roads(msg("Andere wegen die open zijn"), advice.roads, "open", on)
    _roads(msg("Goed om te weten"), advice.roads, "let op", on)
    if advice.related:
        _title(msg("Over hetzelfde, maar niet voor deze zaak"))
        click.echo()
        for verdict in advice.related:
            reason = text(Message("{brief}: {reden}", {"brief": verdict.spec.id, "reden": verdict.reasons[0]}))
            look = text(msg("Kijk naar: {brief}", brief=verdict.instead)) + "." if verdict.instead else ""
            printing.wrapped(Message("{regel}", {"regel": f"{reason} {look}"}), indent="- ")
    click.echo()
    printing.wrapped(
        msg(
            "briefgen geeft informatie en geen juridisch advies. Gratis hulp: Jeugdstem (jeugdstem.nl) en het "
            "Juridisch Loket (juridischloket.nl)."
        ),
        indent="",
        hanging="",
    )


def _most_urgent(advice: Advice, on: date) -> None:
    """Begin with the day that comes first, or with the day that has just passed, or with where to begin."""
    letters = [*advice.fits, *advice.almost]
    days = [(found.last_day, found.verdict.spec.id) for found in letters if found.last_day]
    days += [(road.last_day, road.instead or road.door.title) for road in advice.roads if road.last_day]
    passed = max((found for found in days if found[0].last_day < on), key=_by_day, default=None)
    coming = min((found for found in days if on <= found[0].last_day), key=_by_day, default=None)
    for found in (passed, coming):
        if found is not None:
            printing.wrapped(_first_line(found[1], found[0], on), indent="", hanging="")
    if not days and letters:
        said = msg("Er is geen laatste dag bekend voor deze brieven. Begin bij de eerste die past.")
        printing.wrapped(said, indent="", hanging="")
    if not letters:
        printing.wrapped(
            msg(
                "Er is nu geen brief die past. Lees hieronder wat er wel kan, of vul in wat u wilt: verzoek, contact, "
                "klacht, toezicht of vervolg."
            ),
            indent="",
            hanging="",
        )


def _by_day(found: tuple[Deadline, str]) -> date:
    return found[0].last_day


def _first_line(road: str, last_day: Deadline, on: date) -> Message:
    day, away = dates.written_with_weekday(last_day.last_day), (last_day.last_day - on).days
    if last_day.latest_day < on:
        return msg("Let op: voor {weg} was {dag} de laatste dag. Vraag vandaag nog hulp.", weg=road, dag=day)
    if away < 0:
        return msg(
            "Het dringendst: {weg}. De laatste dag was misschien al {dag}. Doe het vandaag en vraag hulp.",
            weg=road,
            dag=day,
        )
    if away == 0:
        return msg("Het dringendst: {weg}. Vandaag is de laatste dag. Doe het nu en vraag hulp.", weg=road)
    if away == 1:
        return msg("Het dringendst: {weg}. Morgen, {dag}, is de laatste dag.", weg=road, dag=day)
    return msg("Het dringendst: {weg}. De laatste dag is {dag}, over {aantal} dagen.", weg=road, dag=day, aantal=away)


def _letter(found: Suggestion, number: int, on: date) -> None:
    click.echo()
    spec = found.verdict.spec
    head = Message("{nummer}. {brief}: {titel}", {"nummer": number, "brief": spec.id, "titel": name_of(spec)})
    printing.wrapped(head, indent="", hanging=_INDENT)
    _last_day(found.last_day, on)
    _say(Message("{doel}", {"doel": spec.purpose}))
    _say(msg("Waarom deze brief: {reden}", reden=found.verdict.reasons[0]))
    _lawyer(found.lawyer)
    if basis_note := words_of(spec).basis_note:
        _say(msg("Hoe zeker: {zin}", zin=basis_note))


def _roads(title: Message, roads: Iterable[Road], state: str, on: date) -> None:
    found = [road for road in roads if road.door.state == state]
    if found:
        _title(title)
    for road in found:
        click.echo()
        printing.wrapped(Message("- {titel}", {"titel": road.door.title}), indent="", hanging="  ")
        printing.wrapped(Message("{tekst}", {"tekst": road.text}), indent="  ")
        _lawyer(road.door.lawyer, indent="  ")
        if road.instead:
            printing.wrapped(_possible(road, on), indent="  ")
        elif road.last_day:
            _last_day(road.last_day, on, indent="  ")


def _possible(road: Road, on: date) -> Message:
    """Which letter opens this road, or stays open beside it, and until when; how that was counted stands there."""
    closed = road.door.state == "dicht"
    if road.last_day is None or road.last_day.last_day < on:
        return (
            msg("Wel kan: {brief}.", brief=road.instead)
            if closed
            else msg("Brief hiervoor: {brief}.", brief=road.instead)
        )
    day = dates.written_with_weekday(road.last_day.last_day)
    if closed:
        return msg("Wel kan: {brief}, uiterlijk {dag}.", brief=road.instead, dag=day)
    return msg("Brief hiervoor: {brief}, uiterlijk {dag}.", brief=road.instead, dag=day)


def _last_day(last_day: Deadline | None, on: date, indent: str = _INDENT) -> None:
    if last_day is None:
        return
    day = dates.written_with_weekday(last_day.last_day)
    if on <= last_day.last_day:
        said = msg("Uiterlijk {dag}.", dag=day)
    elif on <= last_day.latest_day:
        said = msg(
            "Voorzichtig geteld was {dag} de laatste dag. Misschien kan het nog tot en met {ruim}. Doe het vandaag.",
            dag=day,
            ruim=dates.written_with_weekday(last_day.latest_day),
        )
    else:
        said = msg("De laatste dag was {dag}. Vraag meteen hulp.", dag=day)
    printing.wrapped(said, indent=indent, hanging=indent)
    steps = " ".join(text(step) for step in last_day.steps)
    printing.wrapped(msg("Zo geteld: {stappen}", stappen=steps), indent=indent, hanging=indent)


def _lawyer(lawyer: Lawyer, indent: str = _INDENT) -> None:
    said = {
        "verplicht": msg("Een advocaat is verplicht."),
        "aangeraden": msg("Een advocaat is aan te raden."),
    }.get(lawyer.value)
    if said is not None:
        printing.wrapped(said, indent=indent, hanging=indent)


def _listed(title: Message, items: Iterable[str]) -> None:
    _say(title)
    for item in items:
        printing.wrapped(Message("- {punt}", {"punt": item}), indent=_INDENT, hanging=f"{_INDENT}  ")


def _say(message: Message) -> None:
    printing.wrapped(message, indent=_INDENT, hanging=_INDENT)


def _title(title: Message) -> None:
    click.echo()
    click.echo(text(title).upper())
