"""``briefgen batch answer|status|next|report``: what comes after a batch was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from briefgen.cli import batch_means, batch_screen, batch_standing, options, printing
from briefgen.cli import letterhead as letterheads
from briefgen.cli.language import text
from briefgen.dutch import dates
from briefgen.errors import msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.batch.run import Plan
    from briefgen.batch.sent import Mailing
    from briefgen.batch.status import Overview, Standing
    from briefgen.workshop import Workshop

FEW = 16
"""Letters that this process makes sooner alone than others begin."""
KINDS = ("volledig", "gedeeltelijk", "weigering", "ontvangstbevestiging", "verlenging")


def commands() -> list[click.Command]:
    """Make the commands, with help in the chosen language."""
    return [_answer(), _status(), _next(), _report()]


def _folder() -> options.Decorator[Any]:
    return click.argument("folder", type=click.Path(path_type=Path), metavar=text(msg("MAP")))


def _today() -> options.Decorator[Any]:
    return click.option(
        "--today", "on", type=options.Day(), default=options.today, show_default=False, metavar=text(msg("JJJJ-MM-DD")),
        help=text(msg("De stand op deze dag (standaard vandaag).")),
    )  # fmt: skip


def _day(name: str, help_text: str, **more: Any) -> options.Decorator[Any]:
    return click.option(name, type=options.Day(), metavar=text(msg("JJJJ-MM-DD")), help=help_text, **more)


def _answer() -> click.Command:
    @click.command(
        "answer",
        short_help=text(msg("Legt een antwoord vast.")),
        help=text(
            msg(
                "Legt vast wat een instantie terugstuurde. INSTANTIE is de code, zoals GM0228, of de naam. Een tweede "
                "antwoord komt erbij; wat er stond, blijft staan. Een ontvangstbevestiging telt niet als antwoord. "
                "Schreef de instantie dat de termijn stilstaat, bijvoorbeeld omdat zij iets van u wil weten? Leg dat "
                "vast als verlenging zonder --until: dan komt er geen volgende brief zolang de termijn stilstaat."
            )
        )
        + "\n\n"
        + text(msg("Vergiste u zich? Met --undo telt het antwoord dat u het laatst vastlegde niet meer mee.")),
    )
    @_folder()
    @click.argument("body", nargs=-1, required=True, callback=_joined, metavar=text(msg("INSTANTIE")))
    @_day("--date", text(msg("De dag die op het antwoord staat (standaard vandaag).")), default=options.today)
    @click.option(
        "--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=False,
        help=text(msg("Wat er terugkwam (standaard volledig: een antwoord op alles).")),
    )  # fmt: skip
    @_day("--until", text(msg("Bij een verlenging: de nieuwe laatste dag.")), default=None)
    @_day("--received", text(msg("De dag waarop de instantie uw brief ontving, als zij die noemt.")), default=None)
    @click.option(
        "--file", type=click.Path(path_type=Path), metavar=text(msg("BESTAND")),
        help=text(msg("Het antwoord zelf; er komt een kopie van in de map.")),
    )  # fmt: skip
    @click.option("--note", default="", metavar=text(msg("TEKST")), help=text(msg("Een opmerking voor uzelf.")))
    @click.option(
        "--question", "questions", multiple=True, metavar=text(msg("NUMMER=TEKST")), callback=_questions,
        help=text(msg("Het antwoord op een vraag uit de brief, zoals 1=ja; mag vaker.")),
    )  # fmt: skip
    @click.option(
        "--undo", is_flag=True,
        help=text(
            msg("Neemt het laatste antwoord terug. Nog een keer: ook het antwoord daarvoor. Er wordt niets gewist.")
        ),
    )  # fmt: skip
    @click.pass_context
    def answer(  # noqa: PLR0913 - one parameter for each option
        context: click.Context,
        /,
        *,
        folder: Path,
        body: str,
        date: date,
        kind: str,
        until: date | None,
        received: date | None,
        file: Path | None,
        note: str,
        questions: Mapping[int, str],
        undo: bool,
    ) -> None:
        from briefgen.batch import answers, recording, sent  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.render.repertoire import unprintable  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

        if undo:
            _undo(context, folder, body)
            return
        mailing, workshop = sent.open_mailing(folder), Workshop.open()
        reply = answers.Reply(date, answers.AnswerKind(kind), until, received, note, questions)
        printable = partial(unprintable, letterhead=workshop.letterhead)
        recorded = recording.record(mailing, body, reply, file=file, unprintable=printable)
        batch_standing.recorded(recorded, _standing(mailing, workshop, recorded.sent.key))
        if date > options.today():
            printing.note(msg("  Let op: {dag} is nog niet geweest. Klopt de dag bij --date?", dag=dates.written(date)))

    return answer


def _undo(context: click.Context, folder: Path, body: str) -> None:
    from briefgen.batch import recording, sent  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

    typed = [
        option.opts[0]
        for option in context.command.params
        if option.name not in {"folder", "body", "undo"}
        and context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
    ]
    if typed:
        raise click.UsageError(
            text(msg("Bij --undo hoort geen andere optie; laat {opties} weg.", opties=", ".join(typed))), context
        )
    mailing, workshop = sent.open_mailing(folder), Workshop.open()
    withdrawn = recording.withdraw(mailing, body, options.today())
    batch_standing.withdrawn(withdrawn, _standing(mailing, workshop, withdrawn.sent.key))


def _standing(mailing: Mailing, workshop: Workshop, key: str) -> Standing:
    """How the letter with this key stands with all its answers, also those of a day that has still to come."""
    (standing,) = (found for found in _overview(mailing, workshop, date.max).standings if found.sent.key == key)
    return standing


def _joined(_context: click.Context, _argument: click.Parameter, words: tuple[str, ...]) -> str:
    """A name of several words, such as De Bilt, without quotation marks around it."""
    return " ".join(words)


def _questions(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for pair in given:
        number, sign, answer = (part.strip() for part in pair.partition("="))
        if not (number.isdecimal() and int(number) and sign and answer):
            raise click.BadParameter(
                text(msg("schrijf het nummer van de vraag en het antwoord, zoals 1=ja; niet '{paar}'", paar=pair)),
                context,
                option,
            )
        if int(number) in found:
            raise click.BadParameter(text(msg("vraag {nummer} staat er twee keer", nummer=number)), context, option)
        found[int(number)] = answer
    return found


def _status() -> click.Command:
    @click.command(
        "status",
        short_help=text(msg("Toont wie antwoordde, wie niet, en wat daarna kan.")),
        help=text(
            msg(
                "Toont hoe een verzending ervoor staat: wie antwoordde, van wie de laatste dag voorbij is en hoe lang, "
                "en welke brief daarna kan, met waarom."
            )
        ),
    )
    @_folder()
    @_today()
    def status(*, folder: Path, on: date) -> None:
        from briefgen.batch import followup, sent  # noqa: PLC0415 - heavy; --help must answer at once

        mailing, workshop = sent.open_mailing(folder), letterheads.opened(None)
        overview = _overview(mailing, workshop, on)
        batch_screen.in_dutch()
        batch_standing.counts(overview)
        batch_standing.answered(overview)
        batch_standing.extended(overview)
        batch_standing.unfinished(mailing)
        batch_standing.overdue(followup.FollowUp(overview, workshop).steps(), mailing)
        batch_standing.not_made(overview)

    return status


def _next() -> click.Command:
    @click.command(
        "next",
        short_help=text(msg("Maakt de volgende brieven voor wie niet antwoordde.")),
        help=text(
            msg(
                "Maakt in één keer de volgende brief voor elke instantie van wie de laatste dag voorbij is: eerst een "
                "herinnering, daarna wat bij die brief past. Ze komen in de map 'vervolg' van de verzending. Niets "
                "wordt twee keer gemaakt."
            )
        ),
    )
    @_folder()
    @_today()
    @options.letterhead(batch=True)
    @click.pass_context
    def next_(context: click.Context, /, *, folder: Path, on: date, letterhead: str | None) -> None:
        from briefgen.batch import followup, sent  # noqa: PLC0415 - heavy; --help must answer at once

        mailing = sent.open_mailing(folder)
        mailing.refuse_second_round(on)
        workshop, means = batch_means.chosen(folder, letterhead)
        overview = _overview(mailing, workshop, on)
        batch_screen.in_dutch()
        follow = followup.FollowUp(overview, workshop, means, again=True)
        steps = follow.steps()
        batch_standing.without_letter(steps)
        rounds = list(follow.rounds(steps))
        if not rounds:
            never = {reason for one in overview.standings if (reason := follow.rules.refusal(one.sent.letter))}
            batch_standing.nothing_to_make()
            if not steps:  # else it was said for each body why not
                batch_standing.not_yet(overview.first_passing, never)
        failed = 0
        for place, plan in rounds:
            screen = batch_screen.Screen(sum(1 for _ in plan.rows()), dry_run=False, listed=False)
            try:
                failed += _made(place, plan, workshop, screen)
            except KeyboardInterrupt:
                tally = screen.tally
                ready = tally.made + tally.current if tally else 0
                batch_standing.interrupted(ready, sent.command(folder, on, letterhead))
                context.exit(1)
        context.exit(1 if failed else 0)

    return next_


def _made(folder: Path, plan: Plan, workshop: Workshop, screen: batch_screen.Screen) -> int:
    """Make one round of letters, shown on `screen`; return how many things went wrong."""
    from briefgen import pipeline  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.batch import crew, paper, run  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.cli import language  # noqa: PLC0415 - with the modules that need them
    from briefgen.letters.sheet import SheetLanguage  # noqa: PLC0415 - heavy; --help must answer at once

    batch_screen.begin(plan, screen.total, workshop)
    cores = crew.cores()
    with screen, crew.Pool(cores) if screen.total > FEW and cores > 1 else crew.Alone() as workers:
        tally = run.run(plan, folder, workshop, workers, screen.watch)
    printed = paper.write(plan, folder, workshop, pipeline.Reader(SheetLanguage(language.chosen()), text))
    batch_screen.made(tally, folder, printed.files, listed=False)
    for problem in printed.problems:
        printing.error(problem)
    return tally.failed + len(printed.problems)


def _report() -> click.Command:
    @click.command(
        "report",
        short_help=text(msg("Maakt een rapport met cijfers en grafieken.")),
        help=text(
            msg(
                "Maakt een rapport over de antwoorden, als PDF en als webpagina, met grafieken en met dezelfde cijfers "
                "in tabellen. Daarnaast komen er twee bestanden voor een rekenblad. Een rapport van dezelfde dag wordt "
                "vervangen."
            )
        ),
    )
    @_folder()
    @_today()
    @click.option(
        "--out", type=click.Path(path_type=Path), default=None, metavar=text(msg("MAP")),
        help=text(msg("Map voor het rapport (standaard die van de verzending).")),
    )  # fmt: skip
    @options.letterhead(batch=True)
    def report(*, folder: Path, on: date, out: Path | None, letterhead: str | None) -> None:
        from briefgen.batch import followup, report_files, sent  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.batch import report as reports  # noqa: PLC0415 - heavy; --help must answer at once

        mailing, workshop = sent.open_mailing(folder), batch_means.opened(letterhead, folder)
        overview = _overview(mailing, workshop, on)
        case = followup.FollowUp(overview, workshop).case
        table = report_files.names(on.isoformat())["vragen"]
        made = reports.report(overview, workshop, case.facts if case else None, questions_file=table)
        templates = workshop.templates.root
        batch_standing.reported(
            report_files.write(made, out or folder, templates=templates, letterhead=workshop.letterhead)
        )
        batch_standing.unfinished(mailing)

    return report


def _overview(mailing: Mailing, workshop: Workshop, on: date) -> Overview:
    from briefgen.batch import answers, status  # noqa: PLC0415 - heavy; --help must answer at once

    return status.overview(mailing, answers.read(mailing), on, workshop.deadlines)
