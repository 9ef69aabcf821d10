"""``briefgen letters``: which letters there are, and what each is for."""

from __future__ import annotations

import click

from briefgen.cli import printing
from briefgen.cli.language import text
from briefgen.errors import msg


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Toont alle brieven, of legt een brief uit.")),
        help=text(msg("Toont alle brieven, of legt een brief uit: waarvoor, wat nodig is, wat hij aanhaalt.")),
    )
    @click.argument("letter_id", required=False, metavar=text(msg("[BRIEF]")))
    def letters(letter_id: str | None) -> None:
        from briefgen import pipeline  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

        workshop = Workshop.open()
        if letter_id is None:
            printing.catalogue(workshop.catalogue)
        else:
            spec = workshop.catalogue.spec(letter_id)
            printing.explanation(spec, pipeline.citable(spec, workshop))

    return letters
