"""``briefgen draft``: from a case file to finished letters."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import bundle, language, options, printing
from briefgen.cli import letterhead as paper
from briefgen.cli.language import text
from briefgen.errors import msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.bundle.writing import Prepared
    from briefgen.facts.load import CaseFile
    from briefgen.pipeline import Draft
    from briefgen.workshop import Workshop

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
    @options.templates()
    @options.letterhead()
    @options.engine()
    @click.option(
        "--embed", is_flag=True,
        help=text(msg("Laat het zaakbestand meegaan in de PDF. Er staan persoonsgegevens in die niet in de brief "
                      "staan: doe dit alleen voor uw eigen archief, niet voor wie de brief krijgt.")),
    )  # fmt: skip
    @click.option(
        "--bundle", "bundled", is_flag=True,
        help=text(msg("Maak van elke brief ook één PDF met zijn bijlagen; zie briefgen bundle.")),
    )  # fmt: skip
    def draft(  # noqa: PLR0913 - one for each option
        *,
        case: Path,
        letters: tuple[str, ...],
        out: Path,
        on: date,
        formats: tuple[str, ...],
        own: Path | None,
        letterhead: str | None,
        engine: str,
        bundled: bool,
        embed: bool,
    ) -> None:
        from briefgen import papers, pipeline  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.bundle.enclosures import absent  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.letters.sheet import SheetLanguage  # noqa: PLC0415 - heavy; --help must answer at once

        workshop = paper.opened(letterhead, own)
        read = workshop.read(case)
        reader = pipeline.Reader(SheetLanguage(language.chosen()), text)
        kinds = [papers.Format(kind) for kind in formats]
        drafts = pipeline.draft(
            read, letters, on, workshop, kinds, reader=reader, engine=papers.Engine(engine), embed=embed
        )
        with ExitStack() as stack:
            ready = stack.enter_context(_prepared(drafts, read, workshop, out)) if bundled else None
            files = pipeline.write(drafts, out)
            bundles = ready.place() if ready else ()
        printing.drafts(drafts, files, () if letters else pipeline.verdicts(read, on, workshop))
        printing.remarks(absent(read))
        if bundles:
            click.echo()
            bundle.show(bundles)
        printing.language(pipeline.language_advice(read, workshop))

    return draft


def _prepared(
    drafts: Sequence[Draft], read: CaseFile, workshop: Workshop, out: Path
) -> AbstractContextManager[Prepared]:
    """The bundles of these letters, made and not yet in their place."""
    from briefgen.bundle import writing  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.bundle.options import Options  # noqa: PLC0415 - heavy; --help must answer at once

    return writing.prepared([item.composition for item in drafts], read, workshop, Options(), out)
