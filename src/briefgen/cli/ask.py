"""``briefgen ask``: a conversation that leads from what happened to the right letter."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import language, options, printing
from briefgen.cli import letterhead as paper
from briefgen.cli.language import text
from briefgen.errors import OutputError, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.cli.asking import Asking

DEFAULT = Path("mijn-zaak.yaml")
STOPPED = 1


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Stelt vragen en schrijft de brief die past.")),
        help=text(
            msg(
                "Stelt in gewone taal vragen over wat er aan de hand is, zegt welke brief past en tot wanneer, en "
                "schrijft hem. Na elk antwoord wordt alles bewaard. Typ '?' voor uitleg, 'terug' om een vraag terug te "
                "gaan en 'stop' om te stoppen."
            )
        ),
    )
    @click.option(
        "--case", "path", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar=text(msg("BESTAND")),
        help=text(
            msg("Het zaakbestand: wat erin staat is bekend, en de antwoorden komen erbij (standaard mijn-zaak.yaml).")
        ),
    )  # fmt: skip
    @click.option("--resume", is_flag=True, help=text(msg("Ga verder waar u was gebleven.")))
    @click.option(
        "--plain", is_flag=True,
        help=text(msg("Genummerde keuzes en gewone regels, voor een schermlezer of een script.")),
    )  # fmt: skip
    @click.option(
        "--out", type=click.Path(path_type=Path), default=Path("out"), metavar=text(msg("MAP")),
        help=text(msg("Map voor de brieven (standaard: out).")),
    )  # fmt: skip
    @options.on()
    @options.letterhead()
    def ask(*, path: Path | None, resume: bool, plain: bool, out: Path, on: date, letterhead: str | None) -> None:
        from briefgen.cli.asking import Asking, Ended  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.cli.screen import Menus, Plain, plain_wanted  # noqa: PLC0415 - loaded with the conversation

        screen = Plain() if plain or plain_wanted() else Menus()
        workshop = paper.opened(letterhead)
        asking = Asking(path or DEFAULT, out, on, screen, workshop, english=language.chosen() == "en")
        try:
            asking.run(resume=resume, named=path is not None)
        except Ended:
            _farewell(asking)
        except (KeyboardInterrupt, EOFError):
            click.echo()
            _farewell(asking)
            raise SystemExit(STOPPED) from None

    return ask


def _farewell(asking: Asking) -> None:
    if asking.path.exists():
        start = "briefgen --lang en ask --resume" if language.chosen() == "en" else "briefgen ask --resume"
        given = start if asking.path == DEFAULT else f"{start} --case {asking.path}"
        printing.wrapped(msg("Gestopt. Uw antwoorden staan in {pad}.", pad=asking.path), indent="", hanging="")
        printing.wrapped(msg("Verder gaan kan met: {opdracht}", opdracht=given), indent="", hanging="")
    else:
        printing.wrapped(msg("Gestopt. Er is niets bewaard."), indent="", hanging="")


def removed(path: Path) -> None:
    """Remove the case file. Raises OutputError when that is not possible."""
    try:
        with suppress(FileNotFoundError):
            path.unlink()
    except OSError as error:
        from briefgen.files import why  # noqa: PLC0415 - only needed here

        raise OutputError(
            msg("Het bestand kan niet worden verwijderd: {reden}.", reden=why(error)),
            where=str(path),
            mend=msg("Verwijder het zelf."),
        ) from error
