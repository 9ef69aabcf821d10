"""``briefgen case``: start, check and describe case files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from briefgen.cli import options, printing
from briefgen.cli.language import text
from briefgen.errors import msg


def command() -> click.Group:
    """Make the commands, with help in the chosen language."""

    @click.group(help=text(msg("Maakt en controleert zaakbestanden.")))
    def case() -> None:
        pass

    @case.command(help=text(msg("Maakt een zaakbestand met uitleg om in te vullen, voor een brief.")))
    @click.argument("letter_id", metavar=text(msg("BRIEF")))
    @click.option(
        "--out", type=click.Path(path_type=Path), default=None, metavar=text(msg("BESTAND")),
        help=text(msg("Waar het bestand komt (standaard: de naam van de brief).")),
    )  # fmt: skip
    def new(letter_id: str, out: Path | None) -> None:
        from briefgen import pipeline  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

        path = pipeline.new_case(letter_id, out or Path(f"{letter_id}.yaml"), Workshop.open(), text)
        printing.note(msg("Gemaakt: {pad}. Vul het in en controleer het met: briefgen case check {pad}", pad=path))

    @case.command(help=text(msg("Controleert een zaakbestand en zegt welke brieven passen.")))
    @options.case_file()
    @options.on()
    def check(case: Path, on: date) -> None:
        from briefgen import pipeline  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.bundle.enclosures import absent  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

        workshop = Workshop.open()
        read = workshop.read(case)
        verdicts = pipeline.check(read, on, workshop)
        printing.in_dutch()
        printing.note(msg("De zaakgegevens kloppen."))
        printing.remarks(absent(read))
        printing.language(pipeline.language_advice(read, workshop))
        printing.verdicts(verdicts)

    @case.command(help=text(msg("Toont het JSON Schema van een zaakbestand, voor editors.")))
    def schema() -> None:
        from briefgen.facts.schema import schema as case_schema  # noqa: PLC0415 - heavy; --help must answer at once

        click.echo(json.dumps(case_schema(), ensure_ascii=False, indent=2))

    return case
