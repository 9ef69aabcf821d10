"""The language of messages: Dutch unless ``--lang en`` or BRIEFGEN_LANG says English.

Our own messages are written in Dutch and translated to English; Click's are written in English and
translated to Dutch. One gettext domain holds both.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import Message

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.letters.catalogue import LetterSpec, SheetWords

LANGUAGES = ("nl", "en")
DOMAIN = "briefgen"
FOLDER = Path(__file__).resolve().parent.parent / "locale"


def choose(arguments: Sequence[str]) -> str:
    """Find the language in the arguments or the environment and use it from now on.

    It must be known before the commands exist, because their help is text too. An unknown language
    falls back to Dutch; Click reports it when it parses the option.
    """
    wanted = os.environ.get("BRIEFGEN_LANG", LANGUAGES[0])
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    language = wanted if wanted in LANGUAGES else LANGUAGES[0]
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    return language


def chosen() -> str:
    """The language that `choose` found."""
    return os.environ.get("LANGUAGE", LANGUAGES[0])


def text(message: Message) -> str:
    """The message in the chosen language, with its values filled in; values that are messages too."""
    values = {name: text(value) if isinstance(value, Message) else value for name, value in message.values.items()}
    return gettext.gettext(message.template).format_map(values)


def words_of(spec: LetterSpec) -> LetterSpec | SheetWords:
    """What holds the letter's `title`, `notices` and `basis_note` in the chosen language."""
    return spec.sheet.english if chosen() == "en" and spec.sheet is not None else spec


def name_of(spec: LetterSpec) -> str:
    """What the letter is called in the chosen language."""
    return words_of(spec).title or spec.title
