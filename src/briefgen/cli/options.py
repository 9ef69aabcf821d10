"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from briefgen.cli.language import text
from briefgen.dutch import dates
from briefgen.errors import msg

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Command], Command]


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest Click
    """A date as people write it, such as 2026-11-21 or 21-11-2026."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date; a usage error says how to write one."""
        if isinstance(value, date):
            return value
        try:
            return dates.parse(str(value))
        except ValueError:
            self.fail(text(msg("'{datum}' is geen datum; schrijf bijvoorbeeld 2026-11-21", datum=value)), param, ctx)


def today() -> date:
    """The day a letter is dated when nobody names another. The only clock in briefgen."""
    return date.today()  # noqa: DTZ011 - a letter carries the date of the writer's own calendar


def on() -> Decorator[Any]:
    """The option ``--date``."""
    return click.option(
        "--date", "on", type=Day(), default=today, show_default=False, metavar=text(msg("JJJJ-MM-DD")),
        help=text(msg("Datum van de brief (standaard vandaag).")),
    )  # fmt: skip


def case_file() -> Decorator[Any]:
    """The argument for the case file; whether it can be read is for the loader to say."""
    return click.argument("case", type=click.Path(path_type=Path), metavar=text(msg("ZAAK.yaml")))


ENGINES = ("typst", "libreoffice")


def letterhead(*, batch: bool = False) -> Decorator[Any]:
    """The option ``--letterhead``; `letterhead.opened` takes what it gives, or `batch_means` for a batch."""
    kinds = msg("Het briefpapier: een eigen map (zie briefgen letterhead), of burger, organisatie of rechtbank.")
    without = (
        msg("Zonder deze optie: dat van de brieven in de map; anders uw eigen briefpapier, of burger.")
        if batch
        else msg("Zonder deze optie: uw eigen briefpapier als dat bij uw instellingen staat, en anders burger.")
    )
    return click.option(
        "--letterhead", metavar=text(msg("MAP")), default=None, help=f"{text(kinds)} {text(without)}"
    )  # fmt: skip


def templates() -> Decorator[Any]:
    """The option ``--templates``, as `own`."""
    return click.option(
        "--templates", "own", type=click.Path(path_type=Path), default=None, metavar=text(msg("MAP")),
        help=text(
            msg("Map met eigen Word-sjablonen: daarin per brief een map met de naam van de brief en letter.docx.")
        ),
    )  # fmt: skip


def engine(*, batch: bool = False) -> Decorator[Any]:
    """The option ``--engine``; for a batch it is None when nothing was chosen."""
    return click.option(
        "--engine", type=click.Choice(ENGINES), default=None if batch else ENGINES[0], show_default=not batch,
        help=text(msg("Wat de PDF maakt. Een brief op een eigen Word-sjabloon gaat altijd via LibreOffice.")),
    )  # fmt: skip


class Conditions(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest Click
    """A choice from the list of addresses, such as provincie=Utrecht."""

    name = "keuze"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Read key and value; a usage error says how to write them."""
        if isinstance(value, tuple):
            return value
        key, sign, wanted = str(value).partition("=")
        if not (sign and key.strip() and wanted.strip()):
            self.fail(
                text(msg("'{keuze}' is geen keuze; schrijf bijvoorbeeld provincie=Utrecht", keuze=value)), param, ctx
            )
        return key.strip().lower(), wanted.strip()


def conditions() -> Decorator[Any]:
    """The option ``--where``, which may come more than once; gives a dict."""
    return click.option(
        "--where", type=Conditions(), multiple=True, callback=lambda _ctx, _param, pairs: dict(pairs),
        metavar=text(msg("SLEUTEL=WAARDE")),
        help=text(msg("Alleen wie hieraan voldoet: provincie=…, plaats=… of naam=….")),
    )  # fmt: skip
