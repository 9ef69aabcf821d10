"""``briefgen batch``: one letter to many bodies, or one for each case of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import batch_after, batch_means, batch_screen, language, options, printing
from briefgen.cli.language import text
from briefgen.errors import msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.batch.crew import Crew
    from briefgen.recipients import Doubt, Row
    from briefgen.workshop import Workshop

FORMATS = ("docx", "pdf", "txt", "eml")
STANDARD = ("docx", "pdf", "txt")
FEW = 16
"""Letters that this process makes sooner alone than others begin."""


def command() -> click.Command:
    """Make the group, with help in the chosen language; without a command below it, it makes letters."""

    @click.group(
        invoke_without_command=True,
        short_help=text(msg("Schrijft één brief aan veel ontvangers.")),
        help=text(
            msg(
                "Schrijft één brief aan veel ontvangers: alle gemeenten, alle instanties van een soort, of een eigen "
                "lijst (CSV). Elke brief krijgt een eigen adres, aanhef en kenmerk. Zonder --case is elke rij van de "
                "lijst een hele zaak. Nog een keer dezelfde opdracht maakt alleen wat ontbreekt of veranderd is. "
                "Uitkomst 1 als een brief mislukte of als er geen enkele brief is; 0 als er brieven zijn, ook als "
                "sommige rijen niet verstuurbaar zijn. Welke dat zijn, staat op het scherm en in manifest.csv."
            )
        ),
    )
    @click.option("--letter", metavar=text(msg("BRIEF")), help=text(msg("De brief die u verstuurt.")))
    @click.option(
        "--case", type=click.Path(path_type=Path), metavar=text(msg("ZAAK.yaml")),
        help=text(msg("Wat alle brieven gemeen hebben.")),
    )  # fmt: skip
    @click.option(
        "--to", metavar=text(msg("ONTVANGERS")),
        help=text(msg("Een soort uit de adreslijst, zoals gemeenten, of het bestand van een eigen lijst.")),
    )  # fmt: skip
    @options.conditions()
    @click.option(
        "--out", type=click.Path(path_type=Path), metavar=text(msg("MAP")),
        help=text(msg("Map voor deze reeks brieven.")),
    )  # fmt: skip
    @click.option(
        "--date", "on", type=options.Day(), default=None, metavar=text(msg("JJJJ-MM-DD")),
        help=text(msg("Datum van de brieven (standaard die van de map, of vandaag).")),
    )  # fmt: skip
    @click.option(
        "--format", "formats", multiple=True, type=click.Choice(FORMATS), default=STANDARD, show_default=False,
        help=text(msg("Bestandssoort; mag vaker (standaard docx, pdf en txt). Met eml: concept-e-mails.")),
    )  # fmt: skip
    @click.option(
        "--workers", type=click.IntRange(1, 256), default=None, metavar=text(msg("AANTAL")),
        help=text(msg("Hoeveel processen tegelijk werken (standaard een per rekenkern).")),
    )  # fmt: skip
    @click.option(
        "--scheduler", metavar="tcp://...",
        help=text(msg("Laat het werk doen door Dask op dit adres. De gegevens gaan dan naar die computers.")),
    )  # fmt: skip
    @options.templates()
    @options.letterhead(batch=True)
    @options.engine(batch=True)
    @click.option("--dry-run", is_flag=True, help=text(msg("Toon wat er gemaakt zou worden, en maak niets.")))
    @click.pass_context
    def batch(context: click.Context, /, **given: Any) -> None:
        if context.invoked_subcommand is None:
            _run(context, **given)

    for below in batch_after.commands():
        batch.add_command(below)
    return batch


def _run(  # noqa: PLR0913 - one for each option
    context: click.Context,
    *,
    letter: str | None,
    case: Path | None,
    to: str | None,
    where: Mapping[str, str],
    out: Path | None,
    on: date | None,
    formats: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    own: Path | None,
    letterhead: str | None,
    engine: str | None,
    dry_run: bool,
) -> None:
    from briefgen import pipeline  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.batch import campaign, paper, run  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.letters.sheet import SheetLanguage  # noqa: PLC0415 - heavy; --help must answer at once

    if letter is None or to is None or out is None:
        missing = ", ".join(name for name, value in (("--letter", letter), ("--to", to), ("--out", out)) if not value)
        raise click.UsageError(text(msg("Nog nodig: {opties}.", opties=missing)), context)
    workshop, means = batch_means.chosen(out, letterhead, letter=letter, templates=own, engine=engine)
    read = workshop.read(case) if case is not None else None
    rows, columns = _rows(context, to, where, workshop, whole=read is None)
    day = on or campaign.day_of(out) or options.today()
    plan = run.Plan(letter, day, read, rows, tuple(dict.fromkeys(formats)), columns, means)
    total = sum(1 for _ in rows())
    batch_screen.in_dutch()
    batch_screen.begin(plan, total, workshop)
    screen = batch_screen.Screen(total, dry_run=dry_run, listed=bool(columns))
    try:
        with screen, _crew(workers, scheduler, total) as crew:
            verb = run.look if dry_run else run.run
            tally = verb(plan, out, workshop, crew, screen.watch)
    except KeyboardInterrupt:
        batch_screen.interrupted(screen.tally, dry_run=dry_run)
        context.exit(1)
    if dry_run:
        batch_screen.looked(tally, listed=bool(columns))
    else:
        reader = pipeline.Reader(SheetLanguage(language.chosen()), text)
        printed = paper.write(plan, out, workshop, reader)
        batch_screen.made(tally, out, printed.files, listed=bool(columns))
        for problem in printed.problems:
            printing.error(problem)
        if printed.problems:
            context.exit(1)
    if read is not None:
        printing.language(pipeline.language_advice(read, workshop))
    context.exit(1 if tally.failed or not tally.made + tally.current else 0)


def _rows(
    context: click.Context, to: str, where: Mapping[str, str], workshop: Workshop, *, whole: bool
) -> tuple[Callable[[], Iterable[Row | Doubt]], tuple[Any, ...]]:
    """What gives the rows that `to` means, and the columns they come from if that is a list."""
    from briefgen.recipients import open_list  # noqa: PLC0415 - heavy; --help must answer at once

    path = Path(to)
    if not (path.suffix or path.is_file()):
        if whole:
            raise click.UsageError(
                text(msg("Geef met --case de zaak, of met --to een lijst waarin elke rij een hele zaak is.")), context
            )
        workshop.recipients.select(to, where)
        return lambda: workshop.recipients.select(to, where), ()
    if where:
        raise click.UsageError(
            text(msg("--where kan alleen bij een soort uit de adreslijst; haal anders de rijen uit uw lijst.")), context
        )
    found = open_list(path, workshop.recipients)
    batch_screen.columns(found)
    return found.rows, found.columns


def _crew(workers: int | None, scheduler: str | None, total: int) -> Crew:
    from briefgen.batch import crew  # noqa: PLC0415 - heavy; --help must answer at once

    if scheduler is not None:
        return crew.Cluster(scheduler)
    count = workers or (crew.cores() if total > FEW else 1)
    return crew.Pool(count) if count > 1 else crew.Alone()
