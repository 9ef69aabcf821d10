"""The entry point: language, commands, and the one place where errors become text and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from briefgen.cli import language, printing
from briefgen.errors import BriefgenError, msg

USAGE = 2


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run briefgen. Exit code 0: done; 1: input could not be used; 2: usage; 3: shipped content at fault."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language.choose(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character must not stop a letter
    from briefgen.cli.app import build  # noqa: PLC0415 - the help of the commands is in the language chosen above

    try:
        code = build().main(args=given, prog_name="briefgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except BriefgenError as error:
        printing.error(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        printing.note(msg("Gestopt. Er is niets half geschreven."), to_error=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
