"""The commands together, and the options they share."""

from __future__ import annotations

import click

from briefgen import __version__
from briefgen.cli import (
    advise,
    ask,
    audit,
    batch,
    bundle,
    case,
    deadline,
    draft,
    inspect,
    letterhead,
    letters,
    recipients,
    refs,
    templates,
)
from briefgen.cli.language import LANGUAGES, text
from briefgen.errors import msg


def build() -> click.Group:
    """Make the command tree, with help in the language chosen before."""

    @click.group(
        help=text(
            msg(
                "Schrijft brieven over jeugdzorg in Word, PDF en tekst, met de juiste wetsartikelen. "
                "Uw gegevens blijven op deze computer."
            )
        ),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    @click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=None,
        expose_value=False,
        help=text(msg("Taal van de meldingen (de brieven zijn altijd Nederlands).")),
    )
    @click.version_option(__version__, message="briefgen %(version)s")
    def briefgen() -> None:
        pass

    for module in (
        ask,
        draft,
        bundle,
        batch,
        advise,
        letters,
        audit,
        inspect,
        case,
        deadline,
        recipients,
        refs,
        templates,
        letterhead,
    ):
        briefgen.add_command(module.command())
    _translate_usage(briefgen)
    return briefgen


def _translate_usage(command: click.Command) -> None:
    """Put the words in usage lines that Click itself never translates in the chosen language."""
    command.options_metavar = text(msg("[OPTIES]"))
    if isinstance(command, click.Group):
        command.subcommand_metavar = text(msg("OPDRACHT [ARGUMENTEN]..."))
        for below in command.commands.values():
            _translate_usage(below)
