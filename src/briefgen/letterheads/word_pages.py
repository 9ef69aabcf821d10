"""Whether a Word letterhead has a first page of its own, and later ones that say which letter and page they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import Message, msg
from briefgen.letterheads.findings import Finding, Group
from briefgen.letterheads.word_look import WordLook
from briefgen.render.docx_letterhead import HEADER_TAGS
from briefgen.render.word_file import spots
from briefgen.render.word_template import tags


def faults(word: WordLook, path: Path) -> Iterator[Finding]:
    """What makes the first page fall apart."""
    # The header of page one reaches down to the date and holds the logo; without it, all of the page moves up.
    if not word.first_page_differs and (word.first_page_meant or _named(word, "header")):
        yield Finding(
            Group.FAULT, _at(path),
            msg(
                "'Eerste pagina afwijkend' staat uit. Bladzijde een krijgt dan de koptekst van de andere bladzijden: "
                "de datum schuift over het adres, en een logo verdwijnt."
            ),
            msg("Dubbelklik in Word op de koptekst en vink bij Koptekst en voettekst 'Eerste pagina afwijkend' aan."),
        )  # fmt: skip


def notices(word: WordLook, path: Path) -> Iterator[Finding]:
    """What later pages do not tell."""
    header = _named(word, "header")
    numbered = "paginering" in header | _named(word, "footer") or word.numbers_pages
    if not header and not numbered:
        yield Finding(
            Group.NOTICE, _at(path),
            msg("Vanaf bladzijde twee staat niet in de koptekst bij welke brief de bladzijde hoort."),
            msg(
                "Kies Invoegen › Koptekst › Koptekst bewerken, vink 'Eerste pagina afwijkend' aan en typ op de tweede "
                "bladzijde: {tag}.",
                tag="{{ loopkop }} {{r paginering }}",
            ),
        )  # fmt: skip
    elif not numbered:
        yield Finding(
            Group.NOTICE, _at(path),
            msg("In Word krijgen de bladzijden geen nummer."),
            msg("Dubbelklik op de koptekst van bladzijde twee en typ: {tag}.", tag="{{r paginering }}"),
        )  # fmt: skip


def _named(word: WordLook, kind: str) -> set[str]:
    """The tags that headers or footers print, of those that tell about the page."""
    text = "\n".join(tag.inner for part in word.parts if part.kind == kind for tag in tags(spots(part)))
    return {name for name in HEADER_TAGS if re.search(rf"\b{name}\b", text)}


def _at(path: Path) -> Message:
    return Message("{bestand}", {"bestand": path.name})
