"""Whether the link that a record gives leads to the article, lid and onderdeel that it names.

A link is written as for a letter, and read back by the rules of its standard: Juriconnect BWB 1.3, or the
European Legislation Identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefgen.errors import Message, msg
from briefgen.law import citations
from briefgen.law.official import OfficialArticle, OfficialLaw
from briefgen.law.records import LinkKind
from briefgen.law.registry import Provision

_JCI = re.compile(r"(?:https://wetten\.overheid\.nl/)?jci1\.3:c:(?P<id>BWB[RVW]\d{7})(?P<parts>(?:&[a-z]+=[^&\s]+)*)")
_ELI = re.compile(r"https://eur-lex\.europa\.eu/eli/(?P<id>[a-z]+/\d{4}/\d+)/art_(?P<number>[^/]+)/oj/nld")
_KINDS = {"BWBR": LinkKind.JCI, "BWBV": LinkKind.JCI_WHOLE, "BWBW": LinkKind.JCI, "reg/": LinkKind.ELI}

Parts = list[tuple[str, str]]


def problems(provision: Provision, law: OfficialLaw, article: OfficialArticle, on: date) -> Iterator[Message]:
    """What is wrong with the links of `provision`'s version, for `on`; each lid and onderdeel is tried.

    `law` and `article` are the official text the links must lead to.
    """
    kind = provision.law.link
    wanted = _KINDS.get(law.identifier[:4])
    if wanted is not None and kind is not wanted and kind is not LinkKind.CELEX:
        yield msg(
            "De koppeling is van de soort {soort}, maar bij {nummer} hoort {goed}.",
            soort=kind.value, nummer=law.identifier, goed=wanted.value,
        )  # fmt: skip
        return
    for target in _targets(provision):
        address = citations.link(target, on)
        if not _leads_to(address, target, law.identifier, on):
            yield msg("De koppeling {adres} wijst niet naar {bepaling}.", adres=address, bepaling=target.reference)
            return
    if article.link is not None and (read := _jci(article.link)) is not None:
        identifier, parts = read
        if (identifier, dict(parts).get("artikel")) != (law.identifier, provision.article.number):
            yield msg(
                "De bron zelf noemt dit artikel {koppeling}, en het bestand {nummer}.",
                koppeling=article.link, nummer=provision.article.number,
            )  # fmt: skip


def _targets(provision: Provision) -> Iterator[Provision]:
    law, article, version = provision.law, provision.article, provision.version
    yield Provision(law, article, version)
    for paragraph in version.paragraphs:
        yield Provision(law, article, version, (paragraph,))
    for part in version.parts:
        lid, _, rest = part.partition(".")
        if version.paragraphs:
            yield Provision(law, article, version, (lid,), rest)
        else:
            yield Provision(law, article, version, (), part)


def _leads_to(address: str, target: Provision, identifier: str, on: date) -> bool:
    kind = target.law.link
    if kind is LinkKind.ELI:
        match = _ELI.fullmatch(address)
        return match is not None and match["id"] == identifier and match["number"] == target.article.number
    if kind is LinkKind.CELEX:
        return address.endswith(f"CELEX:{target.law.identifier}")
    wanted: Parts = []
    if kind is LinkKind.JCI:
        wanted.append(("artikel", target.article.number))
        wanted.extend(("lid", number) for number in target.paragraphs)
        wanted.extend(("o", mark) for mark in (target.part or "").split(".") if mark)
    wanted += [("z", on.isoformat()), ("g", on.isoformat())]
    return _jci(address) == (identifier, wanted)


def _jci(address: str) -> tuple[str, Parts] | None:
    match = _JCI.fullmatch(address)
    if match is None:
        return None
    pairs = (part.partition("=") for part in match["parts"].split("&") if part)
    # "1°" is the one mark with a sign that an address must encode
    return match["id"], [(key, value.replace("%C2%B0", "°")) for key, _, value in pairs]
