"""``briefgen bundle``: one PDF of a letter and its enclosures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import language, options, printing
from briefgen.cli import letterhead as paper
from briefgen.cli.language import text
from briefgen.errors import FactsError, OutputError, msg
from briefgen.files import read_whole

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.bundle.writing import Written

MEGABYTE = 1_000_000
MOST_TERMS, MOST_PASSWORD = 1_000_000, 10_000
"""Bytes of a file with terms, and of one with a password."""


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Maakt één PDF van een brief en zijn bijlagen.")),
        help=text(
            msg(
                "Maakt één PDF van een brief, een lijst van bijlagen en de bijlagen zelf (PDF, JPEG, PNG, HEIC, .docx "
                "en .txt), met op elke bladzijde het nummer van de bijlage. Zet in de zaak bij elke bijlage 'bestand'. "
                "Scripts, ingesloten bestanden en wat een foto over plaats en toestel vertelt, gaan eruit."
            )
        ),
    )
    @options.case_file()
    @click.option(
        "--letter", "letters", multiple=True, metavar=text(msg("BRIEF")),
        help=text(msg("Maak de bundel van deze brief; mag vaker. Zonder deze optie: alle brieven die passen.")),
    )  # fmt: skip
    @click.option(
        "--out", type=click.Path(path_type=Path), default=Path("out"), metavar=text(msg("PLEK")),
        help=text(msg("Map voor de bundel, of de naam van het bestand als die op .pdf eindigt (standaard: out).")),
    )  # fmt: skip
    @options.on()
    @options.templates()
    @options.letterhead()
    @click.option(
        "--max-mb", type=click.FloatRange(min=0.1), default=None, metavar=text(msg("AANTAL")),
        help=text(msg("Maak delen van hooguit zo veel megabyte; een bijlage wordt niet geknipt.")),
    )  # fmt: skip
    @click.option(
        "--compress", is_flag=True, help=text(msg("Maak foto's en scans kleiner; ze blijven goed te lezen op papier."))
    )
    @click.option("--password", is_flag=True, help=text(msg("Vraag een wachtwoord en beveilig de bundel (AES-256).")))
    @click.option(
        "--password-file", type=click.Path(path_type=Path), default=None, metavar=text(msg("BESTAND")),
        help=text(msg("Lees het wachtwoord uit de eerste regel van dit bestand.")),
    )  # fmt: skip
    @click.option(
        "--redact", type=click.Path(path_type=Path), default=None, metavar=text(msg("BESTAND")),
        help=text(msg("Haal de woorden in dit bestand (elk op een regel) overal uit de bundel.")),
    )  # fmt: skip
    @click.option(
        "--checked", "seen", type=click.IntRange(min=1), multiple=True, metavar=text(msg("NUMMER")),
        help=text(msg("Bij --redact: van deze bijlage hebt u de plaatjes zelf nagekeken; mag vaker.")),
    )  # fmt: skip
    def bundle(  # noqa: PLR0913 - one for each option
        *,
        case: Path,
        letters: tuple[str, ...],
        out: Path,
        on: date,
        own: Path | None,
        letterhead: str | None,
        max_mb: float | None,
        compress: bool,
        password: bool,
        password_file: Path | None,
        redact: Path | None,
        seen: tuple[int, ...],
    ) -> None:
        from briefgen import judging, pipeline  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.bundle import writing  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.bundle.options import Options  # noqa: PLC0415 - heavy; --help must answer at once

        if seen and redact is None:
            raise click.UsageError(text(msg("--checked hoort bij --redact.")))
        wanted = Options(
            lighter=compress,
            max_bytes=None if max_mb is None else int(max_mb * MEGABYTE),
            terms=_terms(redact),
            seen=frozenset(seen),
            password=_password(asked=password, file=password_file),
        )
        workshop = paper.opened(letterhead, own)
        read = workshop.read(case)
        judged = judging.judged(read, letters, on, workshop, english=language.chosen() == "en")
        compositions = [pipeline.composed(found, on, workshop) for found in judged]
        with writing.prepared(compositions, read, workshop, wanted, out) as ready:
            written = ready.place()
        printing.in_dutch()
        show(written)
        for found in judged:
            for warning in found.warnings:
                printing.note(msg("  Let op: {opmerking}", opmerking=f"{warning.what} {warning.mend}"))
            for remark in found.resolved.remarks:
                printing.note(msg("  Let op: {opmerking}", opmerking=remark))

    return bundle


def _terms(file: Path | None) -> tuple[str, ...]:
    """The terms in a file. Raises FactsError."""
    if file is None:
        return ()
    from briefgen.bundle.terms import terms_of  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.documents.plain import decoded  # noqa: PLC0415 - heavy; --help must answer at once

    mend = msg("Schrijf op elke regel een naam, nummer of woord.")
    source = read_whole(file, most=MOST_TERMS, fault=FactsError, too_large=mend)
    return terms_of(decoded(source)[0], str(file))


def _password(*, asked: bool, file: Path | None) -> str | None:
    """The password, asked without showing it or read from a file; never from the command line. Raises OutputError."""
    if asked and file is not None:
        raise click.UsageError(text(msg("Kies --password of --password-file, niet allebei.")))
    if not asked and file is None:
        return None
    from briefgen.bundle.protection import password_of  # noqa: PLC0415 - heavy; --help must answer at once

    if file is not None:
        mend = msg("Zet alleen het wachtwoord in dit bestand, op de eerste regel.")
        source = read_whole(file, most=MOST_PASSWORD, fault=OutputError, too_large=mend)
        lines = source.decode("utf-8-sig", "replace").splitlines()
        return password_of(lines[0] if lines else "", where=str(file))
    if not sys.stdin.isatty():
        raise OutputError(
            msg("Er is geen venster om het wachtwoord in te vragen."),
            mend=msg("Zet het in een bestand dat alleen u kunt lezen, en geef dat met --password-file."),
        )
    given: str = click.prompt(
        text(msg("Wachtwoord voor de bundel (u ziet niet wat u typt)")), hide_input=True, confirmation_prompt=True,
        err=True,
    )  # fmt: skip
    return password_of(given)


def show(written: Sequence[Written]) -> None:
    """Print which bundles were written, what was taken from enclosures, and what to watch."""
    printing.note(msg("Bundel geschreven:"))
    for item in written:
        for path, part in zip(item.files, item.bundle.parts, strict=False):
            size = f"{max(part.size / MEGABYTE, 0.1):.1f}".replace(".", ",")
            printing.note(msg("  {bestand} (bladzijden: {aantal}; {grootte} MB)", bestand=path, aantal=part.pages,
                              grootte=size))  # fmt: skip
        click.echo(f"  {item.files[-1]}")
        for path in item.gone:
            printing.note(msg("  Verwijderd, want van een eerdere bundel: {bestand}", bestand=path))
        if item.bundle.terms:
            printing.note(msg("Zwart gemaakt:"))
        for term, count in zip(item.bundle.terms, item.bundle.hits.each, strict=False):
            said = msg("{term}: 1 keer", term=term) if count == 1 else msg("{term}: {aantal} keer", term=term,
                                                                           aantal=count)  # fmt: skip
            printing.wrapped(said, hanging="    ")
        for enclosed in item.bundle.enclosed:
            for remark in enclosed.remarks:
                printing.wrapped(
                    msg("Bijlage {nummer}: {opmerking}", nummer=enclosed.number, opmerking=text(remark)), hanging="    "
                )
        for warning in item.bundle.warnings:
            printing.wrapped(msg("Let op: {opmerking}", opmerking=text(warning)), hanging="    ")
