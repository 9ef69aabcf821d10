"""What a bundle adds of its own, drawn with Typst: the list of enclosures, and enclosures that are plain text.

The Typst files are constant and get strings, never markup; they see their own folder and the letterhead's fonts.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.documents.plain import decoded
from briefgen.errors import DocumentError, Message, RenderError, msg
from briefgen.render.repertoire import unprintable
from briefgen.render.stationery import Stationery

if TYPE_CHECKING:
    import typst

MAX_LINES = 40_000
"""Of a plain text; some 800 pages."""
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Row:
    """One enclosure on the list; `href` is where it leads, None for nowhere."""

    number: str
    title: str
    pages: str
    place: str
    href: str | None


@dataclass(frozen=True, slots=True)
class EnclosureList:
    """The list of enclosures, as it is printed."""

    language: str
    title: str
    subtitle: str
    author: str
    heads: tuple[str, str, str, str]
    rows: tuple[Row, ...]
    note: str


class Press:
    """Draws for one letterhead and one day. Safe in threads; not in a process forked from one that has drawn."""

    def __init__(self, templates: Path, letterhead: Stationery, on: date) -> None:
        self._folder = templates / "bundle"
        self._letterhead = letterhead
        self._timestamp = int(datetime.combine(on, time(12), UTC).timestamp())

    def list(self, content: EnclosureList) -> bytes:
        """The list as a tagged PDF; equal lists give equal bytes. Raises RenderError."""
        return self._compiled("list.typ", "list", asdict(content))

    def text(self, source: bytes, title: str, language: str, unknown: str) -> tuple[bytes, tuple[Message, ...]]:
        """A plain text as PDF, with what is not certain about it; `unknown` stands for what no letter can show.

        Raises DocumentError for what is no text or too much of it, RenderError.
        """
        words, remarks = decoded(source)
        words = words.replace("\t", "    ").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        strange = unprintable(words, self._letterhead)
        count = sum(words.count(character) for character in strange)
        for character in strange:
            words = words.replace(character, unknown)
        if count:
            remarks += (
                msg(
                    "Tekens die het lettertype niet heeft, zoals emoji, staan er als {teken}: {aantal}.",
                    teken=unknown,
                    aantal=count,
                ),
            )
        lines = words.split("\n")
        if len(lines) > MAX_LINES or len(words) > MAX_LINES * 100:
            raise DocumentError(
                msg("Deze tekst heeft meer dan {aantal} regels.", aantal=MAX_LINES),
                mend=msg("Splits haar, of stuur alleen het deel mee dat ertoe doet."),
            )
        if not words.strip():
            raise DocumentError(msg("Deze bijlage is leeg."), mend=msg("Controleer of dit het goede bestand is."))
        blocks = [list(block) for is_text, block in groupby(lines, key=lambda line: bool(line.strip())) if is_text]
        return self._compiled("text.typ", "text", {"language": language, "title": title, "blocks": blocks}), remarks

    def _compiled(self, source: str, key: str, content: Mapping[str, Any]) -> bytes:
        from typst import TypstError  # noqa: PLC0415 - heavy

        inputs = {
            key: json.dumps(content, ensure_ascii=False),
            "house": json.dumps(self._letterhead.data),
        }
        try:
            with _lock:
                compiler = _compiler(self._folder.resolve(), source, self._letterhead.fonts.resolve())
                pdf, warnings = compiler.compile_with_warnings(
                    format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=self._timestamp
                )
        except (TypstError, OSError, RuntimeError, ValueError) as error:
            raise _fault(str(error), self._folder / source) from None
        if warnings or not isinstance(pdf, bytes):
            raise _fault("; ".join(warning.message for warning in warnings), self._folder / source)
        return pdf


_STANDARDS: list[typst.PDFStandard] = ["ua-1"]


@cache
def _compiler(folder: Path, source: str, fonts: Path) -> typst.Compiler:
    import typst  # noqa: PLC0415 - heavy

    return typst.Compiler(
        str(folder / source),
        root=str(folder),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]),
        ignore_system_fonts=True,
        package_path=str(fonts),  # where no packages are
        package_cache_path=str(fonts),
    )


def _fault(message: str, place: Path) -> RenderError:
    return RenderError(
        msg("De PDF kon niet worden gemaakt: {melding}.", melding=message.rstrip(".")),
        where=str(place),
        mend=msg("Controleer de bestanden in templates/bundle en de lettertypen van het briefpapier."),
    )
