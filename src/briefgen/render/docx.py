"""The letter as a Word file.

The office's letterhead is an ordinary Word file with docxtpl tags for the envelope and one paragraph
``{{p brief }}`` where the body goes. It is prepared once per process (`docx_letterhead`); a letter then
only fills in the envelope and puts its body in (`docx_body`). Nothing that came from a letter is parsed.
"""

from __future__ import annotations

import functools
import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from briefgen.errors import LetterheadError, RenderError, msg
from briefgen.render.docx_body import DECLARATION, escape, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.letters.blocks import Letter
    from briefgen.render.docx_letterhead import Letterhead, WrittenBody
    from briefgen.render.stationery import Stationery

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PAGE_PLACEHOLDER = re.compile(r"(\{page\}|\{pages\})")
PAGE_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def render(letter: Letter, letterhead: Stationery) -> bytes:
    """Return `letter` as a Word file on `letterhead`.

    Equal letters on equal letterheads give equal bytes, and every value appears as typed. The
    letterhead is prepared once for each content that it has; later letters are a few milliseconds.

    Raises RenderError when the letterhead misses a tag or a style or holds a tag that briefgen does not
    know (LetterheadError when it is the user's own), and when the letter has a character that a Word file
    cannot hold.
    """
    try:
        prepared = _prepared(letterhead.word_place, letterhead.word)
        body = prepared.body((letter.body, letter.annex))
        parts, core = prepared.parts(_context(letter, body)), core_properties(letter)
    except RenderError as error:
        if not letterhead.own:
            raise
        check = f"briefgen letterhead check {letterhead.folder}"
        raise LetterheadError(
            error.what, where=error.where, mend=msg("Kijk wat er nog meer mis is: {opdracht}.", opdracht=check)
        ) from None
    for xml in (*parts.values(), body.links, core):
        if bad := NOT_IN_XML.search(xml):
            raise _not_in_xml(letter, bad.group())
    return prepared.pack(parts, body, core)


@functools.lru_cache(maxsize=16)
def _prepared(path: Path, data: bytes) -> Letterhead:
    from briefgen.render.docx_letterhead import Letterhead  # noqa: PLC0415 - docxtpl and lxml are slow to load

    return Letterhead(path, data)


def _context(letter: Letter, body: WrittenBody) -> dict[str, Any]:
    """Return what a letterhead may print, under the names that its tags use."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja, which the letterhead has loaded

    envelope = letter.envelope
    lines = (*envelope.references, envelope.subject)
    *references, subject = ({"label": line.label, "waarde": line.value} for line in lines)
    return {
        "afzender": envelope.sender,
        "geadresseerde": envelope.recipient,
        "datumregel": envelope.date_line,
        "kenmerken": references,
        "betreft": subject,
        "aanhef": envelope.salutation,
        "brief": Markup(body.xml),  # noqa: S704 - made and escaped by Body
        "naschrift": Markup(body.annex),  # noqa: S704 - made and escaped by Body
        "slotgroet": envelope.closing,
        "ondertekeningen": tuple(signature.lines for signature in envelope.signatures),
        "bijlagen_label": envelope.enclosures_label,
        "bijlagen": envelope.enclosures,
        "loopkop": letter.running_head,
        "paginering": Markup(page_runs(letter.page_label)),  # noqa: S704 - made and escaped here
    }


def page_runs(label: str) -> str:
    """Return a page label as runs, with Word's own fields for ``{page}`` and ``{pages}``."""
    return "".join(
        f'<w:fldSimple w:instr=" {PAGE_FIELDS[part]} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if part in PAGE_FIELDS
        else run(part)
        for part in PAGE_PLACEHOLDER.split(label)
        if part
    )


def core_properties(letter: Letter) -> str:
    """Return the document properties: whose letter it is, and nobody else's."""
    moment = f'xsi:type="dcterms:W3CDTF">{letter.date.isoformat()}T12:00:00Z</dcterms:'
    author, description = escape(letter.author), escape(letter.description)
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(letter.title)}</dc:title><dc:subject>{description}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><dc:description>{description}</dc:description>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<dcterms:created {moment}created><dcterms:modified {moment}modified>"
        f"<dc:language>{escape(letter.language)}</dc:language></cp:coreProperties>"
    )


def _not_in_xml(letter: Letter, character: str) -> RenderError:
    where = next((place for place, text in _texts(letter) if character in text), "")
    return RenderError(
        msg("De brief bevat een teken dat Word niet kan bewaren (U+{code}).", code=f"{ord(character):04X}"),
        where=f"brief {letter.id}, {where.removeprefix('.')}",
        mend=msg("Haal het teken weg uit de gegevens; vaak is het meegekomen bij knippen en plakken."),
    )


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a letter with its place, such as ``envelope.sender[0]``."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, f"{place}[{index}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{place}.{field.name}")
