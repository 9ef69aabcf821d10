"""What the commands after a batch print: an answer recorded or taken back, how the batch stands, what can come next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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
    from briefgen.batch.sent import Mailing
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
    _questions(reply.questions)
    if reply.note:
        _say(msg("  Opmerking: {tekst}", tekst=reply.note))
    if found.answer.file:
        _say(msg("  Kopie: {bestand}", bestand=found.answer.file))
    if not reply.kind.answers:
        _say(msg("  Dit telt niet als antwoord op uw vragen."))
    if reply.kind.value == "verlenging" and reply.until is None:
        _say(msg("  Zonder --until blijft de laatste dag staan. Staan er weken in het bericht? Reken de dag dan uit."))
        _say(msg("  Leg het bericht daarna nog een keer vast, met die dag bij --until."))
    elif found.answer in standing.too_late:
        _say(msg("  Dit bericht is van na de laatste dag. Daarom verandert die dag niet, en telt --until niet mee."))
    _last_day(standing)
    for earlier in found.earlier:
        _say(msg("  Eerder vastgelegd: {wat}", wat=_named(earlier)))


def withdrawn(found: Withdrawn, standing: Standing) -> None:
    """Print which answer was taken back, what stays, and how this body stands now."""
    sent, answer = found.sent, found.answer
    _say(msg("Teruggenomen: {wat}, {naam} ({code}).", wat=_named(answer), naam=sent.name, code=sent.id or sent.key))
    _questions(answer.reply.questions)
    if answer.file:
        _say(msg("  De kopie van het bestand blijft staan: {bestand}", bestand=answer.file))
    for left in found.left:
        _say(msg("  Blijft vastgelegd: {wat}", wat=_named(left)))
    if not standing.answer:
        _say(msg("  Nog geen antwoord van deze instantie."))
    _last_day(standing)


def _questions(answers: Mapping[int, str]) -> None:
    for number, said in sorted(answers.items()):
        _say(msg("  Vraag {nummer}: {antwoord}", nummer=number, antwoord=said))


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
    _say(msg("Brieven: {aantal}", aantal=len(overview.standings)))
    found = [one for one in overview.standings if one.answer]
    _counted(
        msg("Beantwoord: {aantal}", aantal=len(found)),
        len(found),
        (
            (msg("op tijd: {aantal}"), overview.timed(Timing.ON_TIME)),
            (msg("na de laatste dag: {aantal}"), overview.timed(Timing.LATER)),
        ),
        (
            (msg("een deel van het antwoord: {aantal}"), len(overview.of(State.PARTLY))),
            (msg("een weigering: {aantal}"), len(overview.of(State.REFUSED))),
        ),
    )
    silent = [one for one in overview.standings if not one.answer]
    _counted(
        msg("Nog geen antwoord: {aantal}", aantal=len(silent)),
        len(silent),
        (
            (msg("de laatste dag is voorbij: {aantal}"), overview.timed(Timing.OVERDUE)),
            (
                msg("de laatste dag is nog niet voorbij: {aantal}"),
                sum(one.timing is Timing.WAITING and one.due is not None for one in silent),
            ),
            (msg("de brief noemt geen dag: {aantal}"), sum(one.due is None for one in silent)),
        ),
        (
            (msg("uitgesteld, en nog niet voorbij: {aantal}"), len(overview.of(State.EXTENDED))),
            (msg("alleen de ontvangst is bevestigd: {aantal}"), sum(one.only_confirmed for one in silent)),
        ),
    )
    for nature in overview.natures:
        days = sorted(
            {one.sent.answer_by for one in overview.standings if one.sent.answer_by and one.sent.nature == nature}
        )
        said = ", ".join(map(dates.written, days))
        _say(Message("{aard}{dagen}", {"aard": text(_NATURES[nature]), "dagen": f" ({said})" if said else ""}))
    if overview.later:
        _say(msg("Vastgelegde antwoorden van een latere dag, die nog niet meetellen: {aantal}", aantal=overview.later))


def _counted(
    head: Message, total: int, parts: Sequence[tuple[Message, int]], among: Sequence[tuple[Message, int]]
) -> None:
    """Print a number, the `parts` that add up to it, and apart from these what is `among` all of it."""
    if not total:
        return
    _say(head)
    lines = [("  ", *part) for part in parts if part[1]]
    if more := [("    ", *part) for part in among if part[1]]:
        lines += [("  ", msg("Van deze {aantal}:"), total), *more]
    for indent, label, count in lines:
        click.echo(f"{indent}{text(Message(label.template, {'aantal': count}))}")


def answered(overview: Overview) -> None:
    """Print who answered, with what and when, by day: the last answer, and whether the first was in time."""
    found = [(one, one.answer, one.last) for one in overview.standings if one.answer and one.last]
    if not found:
        return
    click.echo()
    _say(msg("Antwoord ontvangen:"))
    width = max(len(one.sent.id or one.sent.key) for one, _, _ in found)
    for one, first, last in sorted(found, key=lambda parts: parts[2].reply.day):
        timing = {"op tijd": msg(", op tijd"), "later": msg(", na de laatste dag")}.get(one.timing.value)
        before = "" if first is last else text(msg("; eerste antwoord {dag}", dag=dates.written(first.reply.day)))
        _say(
            msg(
                "  {code}  {naam}: {wat}{wanneer}",
                code=(one.sent.id or one.sent.key).ljust(width),
                naam=one.sent.name,
                wat=f"{_named(last)}{before}",
                wanneer=text(timing) if timing else "",
            )
        )


def extended(overview: Overview) -> None:
    """Print who put off the answer to a day that has still to come, and whether that was told in time."""
    from briefgen.batch.status import State  # noqa: PLC0415 - heavy; --help must answer at once

    found = [
        (one, one.extension.reply, one.extension in one.too_late)
        for one in overview.of(State.EXTENDED)
        if one.extension and one.extension.reply.until
    ]
    if not found:
        return
    click.echo()
    _say(msg("Uitgesteld, en die dag komt nog:"))
    width = max(len(one.sent.id or one.sent.key) for one, _, _ in found)
    for one, reply, late in found:
        told = (
            msg("  {code}  {naam}: tot {tot}; gemeld op {dag}, na de laatste dag")
            if late
            else msg("  {code}  {naam}: tot {tot}; gemeld op {dag}")
        )
        said = {
            "code": (one.sent.id or one.sent.key).ljust(width),
            "naam": one.sent.name,
            "tot": dates.written(reply.until) if reply.until else "",
            "dag": dates.written(reply.day),
        }
        _say(Message(told.template, said))


def overdue(steps: Sequence[Step], mailing: Mailing) -> None:
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
    if any(step.letter for step in steps) and not mailing.unfinished:  # else it was said how to go on
        _say(msg("Maak ze in één keer met: briefgen batch next {map}", map=mailing.folder))
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


def not_yet(first: date | None, never: Iterable[str]) -> None:
    """Print why letters `never` follow, or else the `first` day on which they can, if there is one."""
    for reason in never:
        printing.wrapped(Message("{reden}", {"reden": reason}), indent="  - ", hanging="    ")
    if first is not None and not never:
        _say(msg("Dat kan op zijn vroegst op {dag}.", dag=dates.written_with_weekday(first)))


def unfinished(mailing: Mailing) -> None:
    """Print which next letters are not all there, and how to go on."""
    for found in mailing.unfinished:
        click.echo()
        printing.note(msg("Let op: {opmerking}", opmerking=found.note))
        printing.note(msg("Maak ze af met: {opdracht}", opdracht=mailing.go_on(found)))


def interrupted(made: int, command: str) -> None:
    """Print that somebody stopped making the next letters, and the command that goes on, also on another day."""
    printing.note(
        msg(
            "Gestopt. Brieven die klaar zijn: {aantal}. Niets is half geschreven. Ga verder met: {opdracht}",
            aantal=made,
            opdracht=command,
        ),
        to_error=True,
    )


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
