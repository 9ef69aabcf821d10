"""Which characters a letter can show, and show alike in Word, PDF and plain text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.errors import RenderError, msg

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.render.stationery import Stationery

# Every text font has these; most letters have nothing else, and then no font is opened.
_PLAIN = re.compile("[\n -~\N{NO-BREAK SPACE}-¬®-ÿ–—‘’“”…•€]*")
# Control, format (soft hyphen, zero width, direction), private use, surrogate, unassigned, separators of
# lines; and marks: one that does not form one character with its letter is read aloud and copied twice.
_NO_CHARACTER = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp", "Mn", "Mc", "Me"})
# The layout runs from left to right; other scripts would come out in another order than they were typed.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_NO_BREAK_HYPHEN, _HYPHEN = 0x2011, 0x2010  # drawn alike; most fonts have the second only


def unprintable(text: str, letterhead: Stationery) -> tuple[str, ...]:
    """Return the characters of `text` that a letter cannot show, each once, in order of appearance.

    These are the characters missing in one of the letterhead's fonts (regular, bold, italic and bold
    italic alike), controls other than a newline, characters without a shape of their own (soft hyphen,
    zero width, direction), private and unassigned ones, accents that form no character with the letter
    before them (an e with an acute does, a q does not), and scripts that run from right to left.

    Raises RenderError when the fonts cannot be read.
    """
    if _PLAIN.fullmatch(text):
        return ()
    shown = _shown(letterhead.fonts.resolve(), letterhead.house.type.family)
    composed = unicodedata.normalize("NFC", text)
    return tuple(character for character in dict.fromkeys(composed) if not _printable(character, shown))


def _printable(character: str, shown: frozenset[int]) -> bool:
    if character == "\n":
        return True
    return (
        ord(character) in shown
        and unicodedata.category(character) not in _NO_CHARACTER
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
    )


@cache
def _shown(fonts: Path, family: str) -> frozenset[int]:
    """Return the code points that every font of the letter's family has."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - heavy

    maps = []
    try:
        for path in sorted(fonts.glob("*.[ot]tf")):
            with TTFont(BytesIO(path.read_bytes()), lazy=True) as font:
                if font["name"].getBestFamilyName() == family:
                    maps.append(frozenset(font.getBestCmap()))
    except (OSError, TTLibError, KeyError) as error:
        raise _unreadable(fonts, str(error)) from error
    if not maps:
        raise _unreadable(fonts, family)
    shown = frozenset.intersection(*maps)
    return shown | {_NO_BREAK_HYPHEN} if _HYPHEN in shown else shown


def _unreadable(fonts: Path, reason: str) -> RenderError:
    return RenderError(
        msg("De lettertypen van het briefpapier kunnen niet worden gelezen ({reden}).", reden=reason),
        where=str(fonts),
        mend=msg("Zet de lettertypen die house.yaml noemt terug in de map fonts."),
    )
