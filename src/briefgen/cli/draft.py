"""``briefgen draft``: from a case file to finished letters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefgen.cli import language, options, printing
from briefgen.cli.language import text
from briefgen.errors import msg

FORMATS = ("docx", "pdf", "txt")


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Schrijft de brieven die bij een zaak passen.")),
        help=text(
            msg(
                "Schrijft de brieven die bij een zaak passen, in Word, PDF en tekst, met een ontvangstbewijs (.json) "
                "waarin staat op welke wet en welke gegevens de brief rust."
            )
        ),
    )
    @options.case_file()
    @click.option(
        "--letter", "letters", multiple=True, metavar=text(msg("BRIEF")),
        help=text(msg("Schrijf deze brief; mag vaker. Zonder deze optie: alle brieven die passen.")),
    )  # fmt: skip
    @click.option(
        "--out", type=click.Path(path_type=Path), default=Path("out"), metavar=text(msg("MAP")),
        help=text(msg("Map voor de brieven (standaard: out).")),
    )  # fmt: skip
    @options.on()
    @click.option(
        "--format", "formats", multiple=True, type=click.Choice(FORMATS), default=FORMATS, show_default=False,
        help=text(msg("Bestandssoort; mag vaker (standaard alle drie).")),
    )  # fmt: skip
    def draft(case: Path, letters: tuple[str, ...], out: Path, on: date, formats: tuple[str, ...]) -> None:
        from briefgen import pipeline  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.letters.sheet import SheetLanguage  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

        workshop = Workshop.open()
        read = workshop.read(case)
        reader = pipeline.Reader(SheetLanguage(language.chosen()), text)
        kinds = [pipeline.Format(kind) for kind in formats]
        drafts = pipeline.draft(read, letters, on, workshop, kinds, reader=reader)
        files = pipeline.write(drafts, out)
        printing.drafts(drafts, files, () if letters else pipeline.verdicts(read, on, workshop))
        printing.language(pipeline.language_advice(read, workshop))

    return draft
