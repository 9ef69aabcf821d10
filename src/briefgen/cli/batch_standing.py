"""What the commands after a batch print: an answer recorded or taken back, how the batch stands, what can come next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import printing
from briefgen.cli.language import text
from briefgen.dutch import dates
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.batch.answers import Answer
    from briefgen.batch.followup import Step
    from briefgen.batch.recording import Recorded, Withdrawn
    from briefgen.batch.status import Overview, Standing

_NAMED = 8
"""Names in one line; of more, only the number."""
_KINDS = {
    "volledig": msg("antwoord"),
    "gedeeltelijk": msg("deel van het antwoord"),
    "weigering": msg("weigering"),
    "ontvangstbevestiging": msg("ontvangstbevestiging"),
    "verlenging": msg("bericht van uitstel"),
}
_NATURES = {
    "wettelijk": msg("De laatste dag volgt uit de wet."),
    "verzoek": msg("De laatste dag is een verzoek, geen termijn uit de wet."),
    "aanname": msg("De laatste dag is een aanname, geen termijn uit de wet."),
    "": msg("De brief noemt geen dag voor het antwoord."),
}


def _say(message: Message) -> None:
    click.echo(text(message).replace("\u00a0", " "))


def recorded(found: Recorded, standing: Standing) -> None:
    """Print what was recorded, what that means for the last day, and what this body sent before."""
    sent, reply = found.sent, found.answer.reply
    label = (
        msg("Dit stond er al: {wat}, {naam} ({code}).") if found.known else msg("Vastgelegd: {wat}, {naam} ({code}).")
    )
    _say(Message(label.template, {"wat": _named(found.answer), "naam": sent.name, "code": sent.id or sent.key}))
    if found.answer.file:
        _say(msg("  Kopie: {bestand}", bestand=found.answer.file))
    if not reply.kind.answers:
        _say(msg("  Dit telt niet als antwoord op uw vragen."))
    if reply.kind.value == "verlenging" and reply.until is None:
        _say(msg("  Zonder --until blijft de laatste dag staan. Staan er weken in het bericht? Reken de dag dan uit."))
    _last_day(standing)
    for earlier in found.earlier:
        _say(msg("  Eerder vastgelegd: {wat}", wat=_named(earlier)))


def withdrawn(found: Withdrawn, standing: Standing) -> None:
    """Print which answer was taken back, what stays, and how this body stands now."""
    sent, answer = found.sent, found.answer
    _say(msg("Teruggenomen: {wat}, {naam} ({code}).", wat=_named(answer), naam=sent.name, code=sent.id or sent.key))
    for number, said in sorted(answer.reply.questions.items()):
        _say(msg("  Vraag {nummer}: {antwoord}", nummer=number, antwoord=said))
    if answer.file:
        _say(msg("  De kopie van het bestand blijft staan: {bestand}", bestand=answer.file))
    for left in found.left:
        _say(msg("  Blijft vastgelegd: {wat}", wat=_named(left)))
    if not standing.answer:
        _say(msg("  Nog geen antwoord van deze instantie."))
    _last_day(standing)


def _last_day(standing: Standing) -> None:
    nature = text(_NATURES[standing.sent.nature])
    if standing.due is not None and standing.extension and standing.extension.reply.until == standing.due:
        _say(
            msg(
                "  Laatste dag: {dag}, zoals de instantie meldde. Of zij zo veel uitstel mag nemen, is niet nagegaan.",
                dag=dates.written(standing.due),
            )
        )
    elif standing.due is not None:
        _say(msg("  Laatste dag: {dag}. {aard}", dag=dates.written(standing.due), aard=nature))


def _named(answer: Answer) -> str:
    reply = answer.reply
    return f"{text(_KINDS[reply.kind.value])} {dates.written(reply.day)}".replace("\u00a0", " ")


def counts(overview: Overview) -> None:
    """Print how many answered, in time and later, and of how many the last day has passed."""
    from briefgen.batch.status import State, Timing  # noqa: PLC0415 - heavy; --help must answer at once

    _say(msg("Stand op {dag}", dag=dates.written_with_weekday(overview.on)))
    total = len(overview.standings)
    unanswered = [standing for standing in overview.standings if not standing.answer]
    lines: Sequence[tuple[Message, int]] = (
        (msg("Brieven: {aantal}"), total),
        (msg("Beantwoord: {aantal}"), total - len(unanswered)),
        (msg("  op tijd: {aantal}"), overview.timed(Timing.ON_TIME)),
        (msg("  na de laatste dag: {aantal}"), overview.timed(Timing.LATER)),
        (msg("  waarvan een deel van het antwoord: {aantal}"), len(overview.of(State.PARTLY))),
        (msg("  waarvan een weigering: {aantal}"), len(overview.of(State.REFUSED))),
        (msg("Nog geen antwoord: {aantal}"), len(unanswered)),
        (msg("  de laatste dag is voorbij: {aantal}"), len(overview.of(State.OVERDUE))),
        (msg("  de laatste dag is nog niet voorbij: {aantal}"), len(overview.of(State.WAITING))),
        (msg("  uitgesteld, en die dag komt nog: {aantal}"), len(overview.of(State.EXTENDED))),
        (msg("  de brief noemt geen dag: {aantal}"), len(overview.of(State.OPEN))),
        (msg("  alleen de ontvangst is bevestigd: {aantal}"), sum(bool(one.confirmed) for one in unanswered)),
    )
    for number, (label, count) in enumerate(lines):
        if count or not number:
            _say(Message(label.template, {"aantal": count}))
    for nature in overview.natures:
        days = sorted(
            {one.sent.answer_by for one in overview.standings if one.sent.answer_by and one.sent.nature == nature}
        )
        said = ", ".join(map(dates.written, days))
        _say(Message("{aard}{dagen}", {"aard": text(_NATURES[nature]), "dagen": f" ({said})" if said else ""}))
    if overview.later:
        _say(msg("Vastgelegde antwoorden van een latere dag, die nog niet meetellen: {aantal}", aantal=overview.later))


def answered(overview: Overview) -> None:
    """Print who answered, with what and when, by day."""
    found = [(one, one.answer) for one in overview.standings if one.answer]
    if not found:
        return
    click.echo()
    _say(msg("Antwoord ontvangen:"))
    width = max(len(one.sent.id or one.sent.key) for one, _ in found)
    for one, answer in sorted(found, key=lambda pair: pair[1].reply.day):
        timing = {"op tijd": msg(", op tijd"), "later": msg(", na de laatste dag")}.get(one.timing.value)
        _say(
            msg(
                "  {code}  {naam}: {wat}{wanneer}",
                code=(one.sent.id or one.sent.key).ljust(width),
                naam=one.sent.name,
                wat=_named(answer),
                wanneer=text(timing) if timing else "",
            )
        )


def overdue(steps: Sequence[Step], folder: Path) -> None:
    """Print of whom the last day has passed, by how much, and what can come next with why."""
    if not steps:
        return
    click.echo()
    _say(msg("Geen antwoord, en de laatste dag is voorbij:"))
    width = max(len(step.standing.sent.id or step.standing.sent.key) for step in steps)
    for step in sorted(steps, key=lambda found: -(found.standing.days or 0)):
        sent, days = step.standing.sent, step.standing.days
        _say(
            msg(
                "  {code}  {naam}: {dagen} na {dag}; {stap}",
                code=(sent.id or sent.key).ljust(width),
                naam=sent.name,
                dagen=text(msg("{aantal} dag", aantal=1)) if days == 1 else text(msg("{aantal} dagen", aantal=days)),
                dag=dates.written(step.standing.due) if step.standing.due else "",
                stap=text(msg("volgende: {brief}", brief=step.letter)) if step.letter else text(msg("zie hieronder")),
            )
        )
    _grouped(step for step in steps if step.letter)
    if any(step.letter for step in steps):
        _say(msg("Maak ze in één keer met: briefgen batch next {map}", map=folder))
    without_letter(steps)


def _grouped(steps: Iterable[Step]) -> None:
    groups: dict[str, list[Step]] = {}
    for step in steps:
        groups.setdefault(step.letter or "", []).append(step)
    for letter, members in groups.items():
        click.echo()
        _say(msg("De volgende stap kan zijn: {brief} (voor {aantal})", brief=letter, aantal=len(members)))
        for reason in dict.fromkeys(text(reason) for step in members for reason in step.reasons):
            printing.wrapped(Message("{reden}", {"reden": reason}), indent="  - ", hanging="    ")


def without_letter(steps: Iterable[Step]) -> None:
    """Print for whom no letter follows now, and why."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for step in steps:
        if step.letter is None:
            groups.setdefault(tuple(map(text, step.reasons)), []).append(step.standing.sent.name)
    for reasons, names in groups.items():
        click.echo()
        shown = ", ".join(names[:_NAMED])
        rest = len(names) - _NAMED
        said = text(msg("{namen} en nog {rest}", namen=shown, rest=rest)) if rest > 0 else shown
        printing.wrapped(msg("Nu geen volgende brief voor {aantal}: {namen}", aantal=len(names), namen=said), indent="")
        for reason in reasons:
            printing.wrapped(Message("{reden}", {"reden": reason}), indent="  - ", hanging="    ")


def nothing_to_make() -> None:
    """Print that no letters follow."""
    _say(msg("Er zijn nu geen volgende brieven te maken."))


def not_made(overview: Overview) -> None:
    """Print for which rows there is no letter."""
    if overview.not_made:
        click.echo()
        _say(msg("Zonder brief (telt niet mee): {aantal}; manifest.csv zegt waarom.", aantal=len(overview.not_made)))


def reported(files: Iterable[Path]) -> None:
    """Print where the report is."""
    _say(msg("Geschreven:"))
    for path in files:
        click.echo(f"  {path}")
