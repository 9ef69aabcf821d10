"""The letter as PDF/A-3a and PDF/UA-1, drawn by ``letterhead.typ``.

The Typst file is constant and the letter reaches it as JSON, so nothing a person typed is ever read as
markup. Typst sees the letterhead folder and nothing else: no system fonts, no packages, no network.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, assert_never

from briefgen.errors import RenderError, msg
from briefgen.letters.blocks import (
    BulletList,
    Citation,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Text,
)
from briefgen.render.text import with_colon

if TYPE_CHECKING:
    from pathlib import Path

    import typst

    from briefgen.letters.blocks import Block, Envelope, Inline, Letter

_STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
_SHORT = 400  # characters in a paragraph that may move to the next page as a whole
_ATTEMPTS = 24
_FACES = 4  # regular, bold, italic, bold italic
_lock = threading.Lock()


def render(letter: Letter, letterhead: Path) -> bytes:
    """Return the letter as a PDF; equal letters and equal letterheads give equal bytes.

    `letterhead` is the folder with ``house.yaml``, ``letterhead.typ`` and ``fonts``; nothing outside it
    is read. The closing and the signatures never stand on a page without a line of the letter's text.
    Raises RenderError for whatever keeps the PDF from being made as it should, warnings included.

    Safe in threads (one at a time) and in worker processes that are started fresh ("spawn",
    "forkserver"). A process forked from one that has rendered gets a RenderError, for Typst's threads do
    not survive a fork.
    """
    document = json.dumps(_letter(letter), ensure_ascii=False)
    timestamp = int(datetime.combine(letter.date, time(12), UTC).timestamp())
    with _lock:
        _refuse_after_fork()
        room: dict[str, Any] | None = None
        pdf, wanted = _compile(letterhead, document, room, timestamp)
        for attempt in range(1, _ATTEMPTS + 1):
            if wanted is None:
                break
            # First at the one page that needs it; if that cannot be asked for, a line less on every page.
            precise = attempt == 1 and wanted["block"] is not None
            room = wanted if precise else {"block": None, "lines": attempt}
            pdf, wanted = _compile(letterhead, document, room, timestamp)
    return pdf


def _compile(
    letterhead: Path, document: str, room: dict[str, Any] | None, timestamp: int
) -> tuple[bytes, dict[str, Any] | None]:
    """Return the PDF and how much room the signatures still ask for (None: they stand well)."""
    inputs = {"letter": document, "room": json.dumps(room)}
    return _compiled(letterhead, "letterhead.typ", inputs, timestamp, verdict="verdict")


def compiled(
    letterhead: Path, source: str, inputs: dict[str, str], timestamp: int, *, verdict: str
) -> tuple[bytes, Any]:
    """Compile `source` of the letterhead folder with `inputs`; return the PDF and what it says under `verdict`.

    `timestamp` is in seconds since 1970, UTC. Raises RenderError, and is as safe as `render`.
    """
    with _lock:
        _refuse_after_fork()
        return _compiled(letterhead, source, inputs, timestamp, verdict=verdict)


def _compiled(
    letterhead: Path, source: str, inputs: dict[str, str], timestamp: int, *, verdict: str
) -> tuple[bytes, Any]:
    from typst import TypstError  # noqa: PLC0415 - heavy

    try:
        compiler = _compiler(letterhead.resolve(), source)
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=timestamp
        )
        found = json.loads(compiler.query(f"<{verdict}>", field="value", one=True))
    except TypstError as error:
        raise _explained(error.message, letterhead) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise _explained(str(error), letterhead) from None
    if warnings:
        raise _explained("; ".join(warning.message for warning in warnings), letterhead)
    if not isinstance(pdf, bytes):
        raise _explained(f"{type(pdf).__name__} instead of bytes", letterhead)
    return pdf, found


@cache
def _compiler(letterhead: Path, name: str) -> typst.Compiler:
    """One compiler per document and process; it keeps the fonts and what it laid out before."""
    import typst  # noqa: PLC0415 - heavy

    source, folder = letterhead / name, letterhead / "fonts"
    if '"@' in source.read_text(encoding="utf-8"):
        raise ValueError(f"{name} imports a package")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    faces = Counter(font.family for font in fonts.fonts())
    for family, count in faces.items():
        if count < _FACES:  # Typst would print regular for bold, and say nothing
            raise ValueError(f"{family}: {count} of {_FACES} fonts in {folder}")
    return typst.Compiler(
        str(source),
        root=str(letterhead),
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=str(folder),  # where no packages are
        package_cache_path=str(folder),
    )


def _refuse_after_fork() -> None:
    if _first_process() != os.getpid():
        raise RenderError(
            msg("Dit proces kan geen PDF maken: het is afgesplitst van een proces dat er al een maakte."),
            mend=msg("Start werkprocessen met 'spawn' of 'forkserver', niet met 'fork'."),
        )


@cache
def _first_process() -> int:
    """Return the process in which the first letter was rendered; a fork inherits the answer."""
    return os.getpid()


def _explained(message: str, letterhead: Path) -> RenderError:
    """Say for people what Typst said."""
    if shown := re.search(r'the text `"(.*)"` could not be displayed', message, re.DOTALL):
        return RenderError(
            msg("Het lettertype van de PDF heeft dit teken niet: {teken}.", teken=shown[1]),
            where=str(letterhead / "fonts"),
            mend=msg("Schrijf het met andere tekens."),
        )
    if "address-too-tall" in message:
        return RenderError(
            msg("Het adres van de geadresseerde past niet in het venster van de envelop."),
            where=str(letterhead / "house.yaml"),
            mend=msg("Gebruik hooguit zes regels van ongeveer veertig tekens."),
        )
    if "sender-too-tall" in message:
        return RenderError(
            msg("De gegevens van de afzender passen niet boven aan de brief."),
            where=str(letterhead / "house.yaml"),
            mend=msg("Gebruik hooguit zeven regels."),
        )
    return RenderError(
        msg("De PDF kon niet worden gemaakt: {melding}.", melding=message.rstrip(".")),
        where=str(letterhead / "letterhead.typ"),
        mend=msg("Controleer house.yaml, letterhead.typ en de lettertypen in de map fonts."),
    )


def _letter(letter: Letter) -> dict[str, Any]:
    """Write the letter in the form that letterhead.typ reads."""
    body = list(letter.body)
    while body and isinstance(body[-1], PageBreak):
        body.pop()  # the signatures do not go to a page of their own
    writer = _Body()
    return {
        "language": letter.language,
        "title": letter.title,
        "author": letter.author,
        "description": letter.description,
        "running_head": letter.running_head,
        "page_label": letter.page_label,
        "envelope": _envelope(letter.envelope),
        "body": writer.blocks(tuple(body)),
        "annex": writer.blocks(letter.annex),
    }


def _envelope(envelope: Envelope) -> dict[str, Any]:
    references = [
        {"label": with_colon(line.label), "value": line.value} for line in (*envelope.references, envelope.subject)
    ]
    return asdict(envelope) | {
        "references": references[:-1],
        "subject": references[-1],
        "enclosures_label": with_colon(envelope.enclosures_label),
    }


class _Body:
    """Writes blocks in the order of the letter, and knows which headings came before."""

    def __init__(self) -> None:
        self._level = 0

    def blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        return [self._block(block, follow) for block, follow in zip_longest(blocks, blocks[1:])]

    def _block(self, block: Block, follow: Block | None) -> dict[str, Any]:
        match block:
            case Paragraph(content):
                return {
                    "kind": "paragraph",
                    "content": _inlines(content),
                    "leads-on": _leads_on(content, follow),
                }
            case Heading(level, content):
                # The tags of a PDF skip no level, whatever the letter does; the look stays.
                self._level = min(level, self._level + 1)
                return {"kind": "heading", "level": level, "tag": self._level, "content": _inlines(content)}
            case NumberedList(items) | BulletList(items):
                kind = "numbered" if isinstance(block, NumberedList) else "bulleted"
                return {"kind": kind, "items": [self.blocks(item) for item in items]}
            case Quotation(blocks):
                return {"kind": "quotation", "blocks": self.blocks(blocks)}
            case Table(head, rows):
                cells = [[_inlines(cell) for cell in row] for row in (head, *rows)]
                return {"kind": "table", "head": cells[0], "rows": cells[1:]}
            case PageBreak():
                return {"kind": "page-break"}
            case _:
                assert_never(block)


def _leads_on(content: tuple[Inline, ...], follow: Block | None) -> bool:
    """Is this a short introduction ("Ik vraag u:") that must stay with what it introduces?"""
    introduced = isinstance(follow, NumberedList | BulletList | Table | Quotation)
    return introduced and sum(len(inline.text) for inline in content) <= _SHORT


def _inlines(content: tuple[Inline, ...]) -> list[dict[str, Any]]:
    return [
        {
            "text": inline.text,
            "strong": isinstance(inline, Text) and inline.strong,
            "emphasis": isinstance(inline, Text) and inline.emphasis,
            "href": inline.href if isinstance(inline, Citation) else None,
        }
        for inline in content
    ]
