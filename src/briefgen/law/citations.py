"""Writing a citation the Dutch way, and its link to the official text.

Styles follow the two registers of the *Leidraad voor juridische auteurs*: in full at the first
mention, shortened afterwards, with lid and onderdeel written out as in the laws themselves; and the
*Aanwijzingen voor de regelgeving*, as laws cite each other. Links: Juriconnect BWB 1.3 for
wetten.overheid.nl, the European Legislation Identifier or the CELEX number for EU law.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from briefgen.dutch import words
from briefgen.errors import CitationError, msg
from briefgen.law.records import Law, LinkKind
from briefgen.law.registry import Provision

NBSP = "\u00a0"


class Style(Enum):
    FULL = "full"  # with the name of the law, and its abbreviation in brackets
    SHORT = "short"  # with the abbreviation alone
    LEGISLATIVE = "legislative"  # with the name of the law, and the book written out before it


def write(provision: Provision, style: Style) -> str:
    """Write the citation of `provision` in `style`, in lower case.

    The number never breaks away from the word before it.
    """
    law = provision.law
    prefix = f"{law.book}:" if law.book is not None and style is not Style.LEGISLATIVE else ""
    text = f"artikel{NBSP}{prefix}{provision.article.number}"
    inset = ""
    if provision.paragraphs:
        ordinals = words.joined([words.ordinal(number) for number in provision.paragraphs])
        inset += f", {ordinals} lid"
    if provision.part is not None:
        letter, *nested = provision.part.split(".")
        inset += f", onderdeel{NBSP}{letter}" + "".join(f", onder{NBSP}{item}" for item in nested)
    text += f"{inset}," if inset else ""
    return f"{text} {_law_name(law, style)}"


def _law_name(law: Law, style: Style) -> str:
    if style is Style.SHORT:
        return law.abbreviation or law.title
    name = f"{law.article} {law.title}" if law.article else law.title
    if style is Style.LEGISLATIVE:
        return f"van Boek{NBSP}{law.book} van {name}" if law.book is not None else f"van {name}"
    abbreviation = f" ({law.abbreviation})" if law.abbreviation else ""
    return f"van {name}{abbreviation}"


def link(provision: Provision, on: date) -> str:
    """The address of the official text of `provision` as it read on `on`.

    Raises CitationError when the law has no number that was verified: nobody could look up what is cited.
    """
    law, number = provision.law, provision.article.number
    if law.link is LinkKind.NONE:
        raise CitationError(
            msg("Van {wet} is geen nummer gecontroleerd, dus er is geen koppeling naar de tekst.", wet=law.title),
            where=provision.reference,
            mend=msg("Haal deze wet niet aan in een brief, of vul nummer en koppeling in law.yaml in na controle."),
        )
    if law.link is LinkKind.CELEX:
        return f"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{law.identifier}"
    if law.link is LinkKind.ELI:
        return f"https://eur-lex.europa.eu/eli/{law.identifier}/art_{number}/oj/nld"
    moment = f"&z={on.isoformat()}&g={on.isoformat()}"
    if law.link is LinkKind.JCI_WHOLE:
        return f"https://wetten.overheid.nl/jci1.3:c:{law.identifier}{moment}"
    lid = f"&lid={provision.paragraphs[0]}" if len(provision.paragraphs) == 1 else ""
    named = provision.part.replace("°", "%C2%B0").split(".") if provision.part is not None else []
    part = "".join(f"&o={item}" for item in named) if lid or not provision.paragraphs else ""
    return f"https://wetten.overheid.nl/jci1.3:c:{law.identifier}&artikel={number}{lid}{part}{moment}"
