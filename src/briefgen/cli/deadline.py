"""``briefgen deadline``: which terms there are, and what one comes to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen import files
from briefgen.cli import options, printing
from briefgen.cli.language import text
from briefgen.dutch import dates
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.law.penalty import Penalty
    from briefgen.terms import Answer, Terms


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Telt een termijn stap voor stap.")),
        help=text(
            msg(
                "Telt een termijn stap voor stap, vanaf de dag van de gebeurtenis. Zonder naam van een regel: toont "
                "alle regels."
            )
        ),
    )
    @click.argument("rule", required=False, metavar=text(msg("[REGEL]")))
    @click.option(
        "--from", "start", type=options.Day(), default=None, metavar=text(msg("JJJJ-MM-DD")),
        help=text(msg("De dag van de gebeurtenis waar de regel vanaf telt.")),
    )  # fmt: skip
    @click.option(
        "--received", type=options.Day(), default=None, metavar=text(msg("JJJJ-MM-DD")),
        help=text(
            msg(
                "De dag van ontvangst, als de regel ook een eerdere dag vraagt; die geeft u dan met --from."
            )
        ),
    )  # fmt: skip
    @click.option("--extended", is_flag=True, help=text(msg("Tel de verlenging mee.")))
    @click.option(
        "--told", type=options.Day(), default=None, metavar=text(msg("JJJJ-MM-DD")),
        help=text(msg("De dag waarop de verlenging is meegedeeld; een te late verlenging telt niet mee.")),
    )  # fmt: skip
    @click.option(
        "--paused", "pauses", type=(str, options.Day(), options.Day()), multiple=True,
        metavar=text(msg("NAAM VAN TOT")),
        help=text(msg("De termijn stond stil; de namen en dagen staan bij de regel. Mag vaker.")),
    )  # fmt: skip
    @click.option(
        "--until", type=options.Day(), default=None, metavar=text(msg("JJJJ-MM-DD")),
        help=text(msg("Bij een dwangsom: het bedrag tot en met deze dag.")),
    )  # fmt: skip
    @click.option(
        "--ics", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar=text(msg("BESTAND")),
        help=text(msg("Zet de laatste dag met een herinnering in dit agendabestand (.ics).")),
    )  # fmt: skip
    def deadline(  # noqa: PLR0913 - one parameter for each option
        *,
        rule: str | None,
        start: date | None,
        received: date | None,
        extended: bool,
        told: date | None,
        pauses: tuple[tuple[str, date, date], ...],
        until: date | None,
        ics: Path | None,
    ) -> None:
        from briefgen import terms  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.law.deadlines import Pause  # noqa: PLC0415 - heavy too

        opened = terms.Terms.open()
        if rule is None:
            if start or received or told or extended or pauses or until or ics:
                raise click.UsageError(text(msg("Noem ook de regel; briefgen deadline toont alle regels.")))
            _list(opened)
            return
        if start is None:
            found = opened.rule(rule)
            asked = msg("Geef met --from de dag van: {gebeurtenis}.", gebeurtenis=found.event)
            if found.before is not None:
                asked = terms.both_days(found)
            raise click.UsageError(text(asked))
        days = terms.Days(start, received, extended, told, tuple(Pause(*pause) for pause in pauses))
        answer = opened.answer(rule, days)
        if until and not answer.penalty:
            raise click.UsageError(text(msg("Bij de regel {id} hoort geen dwangsom; laat --until weg.", id=rule)))
        if ics is not None:
            _save(terms.calendar(answer), ics)
        _show(answer)
        if answer.penalty:
            _penalty(answer.penalty, until)
        if ics is not None:
            _say(msg("Agendabestand: {pad}", pad=ics))

    return deadline


def _say(message: Message) -> None:
    click.echo(text(message).replace("\u00a0", " "))


def _list(terms: Terms) -> None:
    printing.in_dutch()
    titles = {
        "gegevens": msg("Gegevens en dossier"),
        "openbaarheid": msg("Openbare documenten"),
        "besluit": msg("Aanvraag, bezwaar en te laat beslissen"),
        "klacht": msg("Klacht en ombudsman"),
        "aanwijzing": msg("Schriftelijke aanwijzing en contact"),
        "rechter": msg("Rechter"),
        "verzoek": msg("Eigen verzoeken en aannames, geen wettelijke termijn"),
        "overig": msg("Overig"),
    }
    for subject, rules in terms.by_subject().items():
        click.echo(text(titles[subject.value]))
        for rule in rules:
            click.echo(f"  {rule.id:<20} {rule.title}")


def _show(answer: Answer) -> None:
    found, rule = answer.deadline, answer.deadline.rule
    printing.in_dutch()
    click.echo(f"{rule.id}: {rule.title}")
    if answer.source is None:
        _say(msg("Geen wettelijke termijn."))
    else:
        _say(msg("Grond: {grond}", grond=answer.source.citation))
        click.echo(f"  {answer.source.link}")
        if answer.source.unread:
            _say(msg("  Let op: of dit artikel op die dag zo luidde is niet nagegaan."))
    click.echo()
    for number, step in enumerate(found.steps, start=1):
        click.echo(f"{number}. {text(step)}".replace("\u00a0", " "))
    click.echo()
    _say(msg("Laatste dag: {datum}", datum=dates.written_with_weekday(found.last_day)))
    if found.latest_day != found.last_day:
        _say(msg("In de ruimste lezing: {datum}", datum=dates.written_with_weekday(found.latest_day)))
    _say(msg("Voorbij vanaf: {datum}", datum=dates.written_with_weekday(found.late_from)))
    if rule.extension is not None and not found.extended:
        _say(
            msg(
                "Verlenging met {lengte}: {voorwaarde}",
                lengte=rule.extension.length,
                voorwaarde=rule.extension.condition,
            )
        )
    for way in rule.suspensions:
        _say(msg("Kan stilstaan ({naam}). VAN: {begin}. TOT: {einde}.", naam=way.id, begin=way.begin, einde=way.end))
    if rule.note:
        _say(msg("Toelichting: {tekst}", tekst=rule.note))


def _penalty(penalty: Penalty, until: date | None) -> None:
    click.echo()
    _say(msg("Dwangsom, zolang er geen beslissing is:"))
    for stretch in penalty.stretches:
        _say(
            msg(
                "  {van} tot en met {tot}: {bedrag} per dag",
                van=dates.written(stretch.first_day),
                tot=dates.written(stretch.last_day),
                bedrag=_euros(stretch.euros),
            )
        )
    _say(msg("  Samen ten hoogste {bedrag}.", bedrag=_euros(penalty.scale.most_euros)))
    if until is not None:
        _say(
            msg(
                "  Tot en met {datum}: {bedrag} ({dagen}).",
                datum=dates.written(until),
                bedrag=_euros(penalty.amount_until(until)),
                dagen=text(msg("dagen: {aantal}", aantal=penalty.days_until(until))),
            )
        )


def _euros(amount: int) -> str:
    return f"€ {amount:,}".replace(",", ".")


def _save(data: bytes, path: Path) -> None:
    """Write the calendar file; the same one again is left as it is."""
    if not (path.is_file() and path.read_bytes() == data):
        files.write_new(data, path, option="--ics")
