"""Writing a citation the Dutch way, and its link to the official text.

Styles follow the two registers of the *Leidraad voor juridische auteurs*: in full at the first
mention, shortened afterwards, with lid and onderdeel written out as in the laws themselves. Links:
Juriconnect BWB 1.3 for wetten.overheid.nl, the European Legislation Identifier for EU law.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from briefgen.dutch import words
from briefgen.law.records import Law, LinkKind
from briefgen.law.registry import Provision

NBSP = "\u00a0"


class Style(Enum):
    FULL = "full"  # with the name of the law, and its abbreviation in brackets
    SHORT = "short"  # with the abbreviation alone


def write(provision: Provision, style: Style) -> str:
    """Write the citation of `provision` in `style`, in lower case.

    The number never breaks away from the word before it.
    """
    law = provision.law
    book = f"{law.book}:" if law.book is not None else ""
    text = f"artikel{NBSP}{book}{provision.article.number}"
    inset = ""
    if provision.paragraphs:
        ordinals = words.joined([words.ordinal(number) for number in provision.paragraphs])
        inset += f", {ordinals} lid"
    if provision.part is not None:
        inset += f", onderdeel{NBSP}{provision.part}"
    text += f"{inset}," if inset else ""
    return f"{text} {_law_name(law, style)}"


def _law_name(law: Law, style: Style) -> str:
    if style is Style.SHORT:
        return law.abbreviation or law.title
    article = f"{law.article} " if law.article else ""
    abbreviation = f" ({law.abbreviation})" if law.abbreviation else ""
    return f"van {article}{law.title}{abbreviation}"


def link(provision: Provision, on: date) -> str:
    """The address of the official text of `provision` as it read on `on`."""
    law, number = provision.law, provision.article.number
    if law.link is LinkKind.ELI:
        return f"https://eur-lex.europa.eu/eli/{law.identifier}/art_{number}/oj/nld"
    moment = f"&z={on.isoformat()}&g={on.isoformat()}"
    if law.link is LinkKind.JCI_WHOLE:
        return f"https://wetten.overheid.nl/jci1.3:c:{law.identifier}{moment}"
    lid = f"&lid={provision.paragraphs[0]}" if len(provision.paragraphs) == 1 else ""
    part = f"&o={provision.part}" if provision.part is not None and (lid or not provision.paragraphs) else ""
    return f"https://wetten.overheid.nl/jci1.3:c:{law.identifier}&artikel={number}{lid}{part}{moment}"
