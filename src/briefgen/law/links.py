"""Reading an address of official law: which law, article, lid and onderdeel it leads to.

Standards: Juriconnect BWB 1.0 to 1.3 (jci), the anchors of wetten.overheid.nl, the European Legislation
Identifier and CELEX numbers of EUR-Lex. An address of anything else is not one of these, and gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_JCI = re.compile(r"jci1\.\d+:[a-z]:(?P<work>BWB[RVW]\d{7})(?P<parts>(?:&(?:amp;)?[a-z-]+=[^&\s]*)*)", re.IGNORECASE)
_BWB = re.compile(r"wetten\.overheid\.nl/(?P<work>BWB[RVW]\d{7})(?P<rest>[^\s]*)", re.IGNORECASE)
_ANCHOR = re.compile(r"_?(Artikel|Lid)([^_&#]+)")
_ELI = re.compile(r"/eli/(?P<work>(?:reg|dir|dec)/\d{4}/\d+)(?P<rest>[^\s]*)", re.IGNORECASE)
_CELEX = re.compile(r"CELEX[:=]0?3?(?P<year>\d{4})(?P<type>[RLD])(?P<number>\d{4})(?P<rest>[^\s]*)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:#|/)art_(?P<number>[0-9a-z.:]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"%([0-7][0-9A-F])", re.IGNORECASE)
_TYPES = {"R": "reg", "L": "dir", "D": "dec"}


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: a work by its BWB-id or ELI path, and what it names of it (None: nothing finer)."""

    work: str
    article: str | None = None
    paragraph: str | None = None
    part: str | None = None


def parse(address: str) -> Target | None:
    """What `address` leads to, or None when it is no address of official law. Never raises."""
    address = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), address)
    if match := _JCI.search(address):
        parts = dict(pair.partition("=")[::2] for pair in re.split(r"&(?:amp;)?", match["parts"]) if pair)
        return Target(match["work"].upper(), parts.get("artikel"), parts.get("lid"), parts.get("o"))
    if match := _BWB.search(address):
        found = dict(_ANCHOR.findall(match["rest"].partition("#")[2]))
        return Target(match["work"].upper(), found.get("Artikel"), found.get("Lid"))
    if match := _ELI.search(address):
        return Target(match["work"].lower(), _european_article(match["rest"]))
    if match := _CELEX.search(address):
        work = f"{_TYPES[match['type'].upper()]}/{match['year']}/{int(match['number'])}"
        return Target(work, _european_article(match["rest"]))
    return None


def _european_article(rest: str) -> str | None:
    match = _ARTICLE.search(rest)
    return match["number"] if match else None
