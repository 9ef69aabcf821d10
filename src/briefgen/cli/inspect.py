"""``briefgen inspect``: can everyone read this file, will Word open it, and what does it tell besides its text?"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.language import text
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.inspection import Cleaned, Inspection

WIDTH = 80


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Kijkt een Word-bestand of PDF na voordat het de deur uit gaat.")),
        help=text(
            msg(
                "Kijkt een Word-bestand (.docx) of PDF na: kan iedereen het lezen, opent Word het, en wat vertelt het "
                "behalve de tekst (namen, opmerkingen, verborgen tekst, bestanden, een burgerservicenummer)? Uitkomst "
                "1 als er iets te verbeteren is. Met --clean komt er een kopie bij zonder wat er niet in hoort; het "
                "bestand zelf verandert nooit."
            )
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path), metavar=text(msg("BESTAND")))
    @click.option(
        "--clean",
        is_flag=True,
        help=text(
            msg(
                "Schrijf ernaast een opgeschoonde kopie, BESTAND-schoon, en kijk die na. Bijgehouden wijzigingen "
                "worden niet geaccepteerd of geweigerd: dat is aan u."
            )
        ),
    )
    @click.option(
        "--case",
        "case",
        type=click.Path(path_type=Path),
        default=None,
        metavar=text(msg("ZAAK.yaml")),
        help=text(msg("Zoek ook naar de volledige naam van de kinderen in deze zaak.")),
    )
    def inspect(*, file: Path, clean: bool, case: Path | None) -> None:
        from briefgen import inspection  # noqa: PLC0415 - heavy; --help must answer at once

        read = None
        if case is not None:
            from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy too

            read = Workshop.open().read(case)
        found = inspection.inspect(file, read)
        if clean:
            cleaned = inspection.clean(file)
            if cleaned.removed:
                written = inspection.write_clean(file, cleaned.data)
                _say(text(msg("{bestand} is geschreven.", bestand=written.name)))
                found = inspection.inspect(written, read)
            _cleaned(cleaned)
            click.echo()
        _show(found)
        if not found.clean:
            raise SystemExit(1)

    return inspect


def _cleaned(cleaned: Cleaned) -> None:
    if not cleaned.removed:
        _say(text(msg("Er was niets weg te halen; er is geen kopie gemaakt.")))
    else:
        _say(text(msg("Weggehaald:")))
        for each in cleaned.removed:
            _say(text(each), indent="  - ")
    for each in cleaned.left:
        _say(text(each), indent="  ! ")


def _show(found: Inspection) -> None:
    _say(text(msg("{bestand} is nagekeken.", bestand=found.name)))
    for each in found.properties:
        _say(f"{text(each.name)}: {text(each.value)}", indent="  ")
    for number, finding in enumerate(found.findings, start=1):
        click.echo()
        _say(f"{number}. {_severity(finding.severity.value)}, {text(finding.place)}")
        _say(text(finding.what), indent="   ")
        _say(text(finding.mend), indent="   → ")
    click.echo()
    if found.clean:
        _say(text(msg("Er is niets te verbeteren in wat is nagekeken.")))
    else:
        _say(text(msg("Er is iets te verbeteren.")))
    _list(msg("Nagekeken:"), found.checked)
    _list(msg("Niet nagekeken:"), found.unchecked)


def _severity(value: str) -> str:
    names = {"fout": msg("Fout"), "waarschuwing": msg("Waarschuwing"), "opmerking": msg("Opmerking")}
    return text(names[value])


def _list(title: Message, lines: tuple[Message, ...]) -> None:
    click.echo()
    _say(text(title))
    for line in lines:
        _say(text(line), indent="  - ")


def _say(words: str, *, indent: str = "") -> None:
    lines = textwrap.wrap(
        words.replace("\u00a0", " "),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
    click.echo("\n".join(lines))
