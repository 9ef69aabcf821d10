"""The letter as PDF/A-3a and PDF/UA-1, drawn by ``letterhead.typ``.

The Typst file is constant and the letter reaches it as JSON, so nothing a person typed is ever read as
markup. Typst sees the shipped letterhead folder, the fonts and the house style that it is given, and nothing else:
no system fonts, no packages, no network.

A compiler remembers what it evaluated and laid out, as long as everything that it came from is equal. So a letter
goes in as files, each of which Typst follows by itself, and not through ``sys.inputs``, which are part of everything.
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
)
from briefgen.letters.latest import Latest
from briefgen.render.text import with_colon

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import typst

    from briefgen.letters.blocks import Block, Envelope, Inline, Letter, Source
    from briefgen.render.stationery import Stationery

_STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
_SHORT = 400  # characters in a paragraph that may move to the next page as a whole
_ATTEMPTS = 24
_MAIN = b"""\
#import "letterhead.typ": letter
#let data(name) = read(name).slice(2)
#letter(json(bytes(data("letter"))), json(bytes(data("room"))), data("body"), data("annex"))
"""
_SOURCE = b"""\
#let (name, mime, description, text) = json(bytes(data("source")))
#pdf.attach(name, bytes(text), relationship: "source", mime-type: mime, description: description)
"""
_MORE_ROOM = re.compile(r"assertion failed: more-room: (\{.*\})")
_FACES = 4  # regular, bold, italic, bold italic
_lock = threading.Lock()


def render(letter: Letter, letterhead: Stationery, source: Source | None = None) -> bytes:
    """Return the letter as a PDF; equal letters, letterheads and sources give equal bytes.

    `source` goes along in the file, for whoever opens its attachments.

    The closing and the signatures never stand on a page without a line of the letter's text.
    Raises RenderError for whatever keeps the PDF from being made as it should, warnings included.

    Safe in threads (one at a time) and in worker processes that are started fresh ("spawn",
    "forkserver"). A process forked from one that has rendered gets a RenderError, for Typst's threads do
    not survive a fork.
    """
    try:
        files = _files(letter)
        if source is not None:
            files |= {"main.typ": _MAIN + _SOURCE, "source": _file(asdict(source))}
    except UnicodeEncodeError as error:
        raise _explained(str(error), letterhead) from None
    timestamp = int(datetime.combine(letter.date, time(12), UTC).timestamp())
    with _lock:
        _refuse_after_fork()
        pdf, wanted = _compile(letterhead, files, {}, timestamp)
        if wanted is not None:
            pdf, wanted = _compile(letterhead, files, {"places": True}, timestamp)
        for attempt in range(1, _ATTEMPTS + 1):
            if wanted is None:
                break
            # First at the one page that needs it; if that cannot be asked for, a line less on every page.
            precise = attempt == 1 and wanted["block"] is not None
            room = wanted if precise else {"lines": attempt, **({"enough": True} if attempt == _ATTEMPTS else {})}
            pdf, wanted = _compile(letterhead, files, room, timestamp)
    return pdf


def _compile(
    letterhead: Stationery, files: Mapping[str, bytes], room: dict[str, Any], timestamp: int
) -> tuple[bytes, dict[str, Any] | None]:
    """Return the PDF; or nothing, and how much room the signatures ask for."""
    from typst import TypstError  # noqa: PLC0415 - heavy

    try:
        compiler = _compiler(letterhead.shipped.resolve(), "letterhead.typ", letterhead.fonts.resolve())
        sources = {"main.typ": _MAIN, "room": _file(room), **letterhead.typst_files, **files}
        made = compiler.compile_with_warnings(
            sources,  # type: ignore[type-var]  # its types forget the files it documents
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=timestamp,
        )
    except TypstError as error:
        if asked := _MORE_ROOM.fullmatch(error.message):
            return b"", json.loads(asked[1])
        raise _explained(error.message, letterhead) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise _explained(str(error), letterhead) from None
    return _faultless(*made, letterhead), None


def _file(value: object) -> bytes:
    """Return `value` as JSON, behind "//".

    Every file that is given to Typst it also reads as a source, before it knows what it is for. As a comment of
    one line that is quick, and nothing in it can be anything but a comment.
    """
    return f"//{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}".encode()


def compiled(
    letterhead: Stationery, source: str, inputs: dict[str, str], timestamp: int, *, verdict: str
) -> tuple[bytes, Any]:
    """Compile `source` of the shipped letterhead folder with `inputs` and the house style.

    Return the PDF and what it says under `verdict`. `timestamp` is in seconds since 1970, UTC. Raises RenderError,
    and is as safe as `render`.
    """
    with _lock:
        _refuse_after_fork()
        return _compiled(letterhead, source, inputs, timestamp, verdict=verdict)


def _compiled(
    letterhead: Stationery, source: str, inputs: dict[str, str], timestamp: int, *, verdict: str
) -> tuple[bytes, Any]:
    from typst import TypstError  # noqa: PLC0415 - heavy

    try:
        compiler = _compiler(letterhead.shipped.resolve(), source, letterhead.fonts.resolve())
        inputs = {**inputs, "house": json.dumps(letterhead.data)}
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=timestamp
        )
        found = json.loads(compiler.query(f"<{verdict}>", field="value", one=True))
    except TypstError as error:
        raise _explained(error.message, letterhead) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise _explained(str(error), letterhead) from None
    return _faultless(pdf, warnings, letterhead), found


def _faultless(pdf: object, warnings: list[typst.TypstWarning], letterhead: Stationery) -> bytes:
    """Return a PDF about which Typst has nothing to say."""
    if warnings:
        raise _explained("; ".join(warning.message for warning in warnings), letterhead)
    if not isinstance(pdf, bytes):
        raise _explained(f"{type(pdf).__name__} instead of bytes", letterhead)
    return pdf


@cache
def _compiler(folder: Path, name: str, fonts_in: Path) -> typst.Compiler:
    """One compiler per document and process; it keeps the fonts and what it laid out before."""
    import typst  # noqa: PLC0415 - heavy

    source = folder / name
    if '"@' in source.read_text(encoding="utf-8"):
        raise ValueError(f"{name} imports a package")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_in)])
    faces = Counter(font.family for font in fonts.fonts())
    for family, count in faces.items():
        if count < _FACES:  # Typst would print regular for bold, and say nothing
            raise ValueError(f"{family}: {count} of {_FACES} fonts in {fonts_in}")
    return typst.Compiler(
        str(source),
        root=str(folder),
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=str(fonts_in),  # where no packages are
        package_cache_path=str(fonts_in),
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


def _explained(message: str, letterhead: Stationery) -> RenderError:
    """Say for people what Typst said."""
    if shown := re.search(r'the text `"(.*)"` could not be displayed', message, re.DOTALL):
        return RenderError(
            msg("Het lettertype van de PDF heeft dit teken niet: {teken}.", teken=shown[1]),
            where=str(letterhead.fonts),
            mend=msg("Schrijf het met andere tekens."),
        )
    if "address-too-tall" in message:
        return RenderError(
            msg("Het adres van de geadresseerde past niet in het venster van de envelop."),
            where=str(letterhead.folder / "house.yaml"),
            mend=msg("Gebruik hooguit zes regels van ongeveer veertig tekens."),
        )
    if "sender-too-tall" in message:
        return RenderError(
            msg("De gegevens van de afzender passen niet boven aan de brief."),
            where=str(letterhead.folder / "house.yaml"),
            mend=msg("Gebruik hooguit zeven regels."),
        )
    return RenderError(
        msg("De PDF kon niet worden gemaakt: {melding}.", melding=message.rstrip(".")),
        where=str(letterhead.shipped / "letterhead.typ"),
        mend=msg("Controleer house.yaml, letterhead.typ en de lettertypen in de map fonts."),
    )


def _files(letter: Letter) -> dict[str, bytes]:
    """Write the letter in the form that letterhead.typ reads: the arguments of `letter` there, by name."""
    head = {
        "language": letter.language,
        "title": letter.title,
        "author": letter.author,
        "description": letter.description,
        "running_head": letter.running_head,
        "page_label": letter.page_label,
        "envelope": _envelope(letter.envelope),
    }
    body, annex = _blocks((letter.body, letter.annex))
    return {"letter": _file(head), "body": body, "annex": annex}


def _written(blocks: tuple[tuple[Block, ...], tuple[Block, ...]]) -> tuple[bytes, bytes]:
    body, annex = blocks
    while body and isinstance(body[-1], PageBreak):
        body = body[:-1]  # the signatures do not go to a page of their own
    writer = _Body()
    return _file(writer.blocks(body, closed=True)), _file(writer.blocks(annex))


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

    def blocks(self, blocks: tuple[Block, ...], *, closed: bool = False) -> list[dict[str, Any]]:
        """Write `blocks`; if they are `closed`, the closing of the letter follows."""
        written = [self._block(block, follow) for block, follow in zip_longest(blocks, blocks[1:])]
        if closed and blocks and isinstance(blocks[-1], Paragraph):
            written[-1]["stays"] = _short(blocks[-1].content)
        for block, above in zip(written[1:], blocks, strict=False):
            if isinstance(above, Heading):
                block["under"] = above.level  # the white between the two is the heading's
        return written

    def _block(self, block: Block, follow: Block | None) -> dict[str, Any]:
        match block:
            case Paragraph(content):
                return {
                    "kind": "paragraph",
                    "content": _inlines(content),
                    "stays": _introduces(follow) and _short(content),
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


def _introduces(follow: Block | None) -> bool:
    """Is a paragraph before `follow` an introduction ("Ik vraag u:") that must stay with it?"""
    return isinstance(follow, NumberedList | BulletList | Table | Quotation)


def _short(content: tuple[Inline, ...]) -> bool:
    return sum(len(inline.text) for inline in content) <= _SHORT


def _inlines(content: tuple[Inline, ...]) -> list[str | dict[str, Any]]:
    """Write plain text as a string, and a run with anything more to it as an object."""
    return [
        {"text": inline.text, "strong": False, "emphasis": False, "href": inline.href}
        if isinstance(inline, Citation)
        else {"text": inline.text, "strong": inline.strong, "emphasis": inline.emphasis, "href": None}
        if inline.strong or inline.emphasis
        else inline.text
        for inline in content
    ]


_blocks = Latest(_written)
"""The body and annex as files."""
