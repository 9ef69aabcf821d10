"""The words between the tags: law cited by hand, enclosures numbered by hand, and places to fill in of others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.authoring.bench import Bench
from briefgen.authoring.model import Findings, Group, Rule
from briefgen.errors import msg
from briefgen.law import reading
from briefgen.law.mentions import KnownBy, Mention
from briefgen.law.resolution import resolve
from briefgen.render.word_file import Spot, W
from briefgen.render.word_template import TAG, Source

_ENCLOSURE = re.compile(
    r"\bbijlagen?\s+(?:nr\.?\s*)?(?:\d+|[A-Z])\b(?!\s+(?:van|bij)\s+(?:de|het|deze\s+wet|een)\b)", re.IGNORECASE
)
_USED = re.compile(r"\bbijlage_van\b")
_LISTED = re.compile(r"\bbijlagen\b")
_LEFTOVER = re.compile(
    r"«[^«»]{1,60}»|<<[^<>]{1,60}>>|\bMERGEFIELD\s+\w+|(?<!\{)\{(?![{%#])\s*[^\W\d][\w.]*(?:\s*\|[^{}]*)?\s*\}(?!\})"
)
"""How mail merge and other programs write a place to fill in; single braces are a slip of the hand."""
_FIRM = {KnownBy.NAMED, KnownBy.NUMBER}


def check(source: Source, bench: Bench, findings: Findings) -> None:
    """Look at the text of one part, tags left out."""
    for spot in source.spots:
        text = TAG.sub(lambda tag: " " * len(tag[0]), spot.text)
        if not text.strip():
            continue
        for mention in reading.read(text, bench.law_names):
            if isinstance(mention, Mention) and mention.law is not None and mention.known_by in _FIRM:
                _typed(spot, text[mention.start : mention.end], mention, bench, findings)
        if not any(True for _ in spot.element.iter(f"{W}fldSimple", f"{W}instrText")):  # a field is told of as a field
            _leftovers(spot, text, findings)
        for found in _ENCLOSURE.finditer(text):
            findings.at(
                spot, found[0], Rule.TYPED_ENCLOSURE,
                msg("Het nummer van een bijlage is met de hand getypt; het hangt van de zaak af."),
                msg("Gebruik bijvoorbeeld {tag}.", tag="bijlage {{ bijlage_van['machtiging'] }}"), Group.NOTICE,
            )  # fmt: skip


def _leftovers(spot: Spot, text: str, findings: Findings) -> None:
    for found in _LEFTOVER.finditer(text):
        findings.at(
            spot, found[0], Rule.LEFTOVER,
            msg("Dit lijkt een plek om in te vullen, en komt letterlijk in de brief."),
            msg("Vervang het door een tag met dubbele haken, zoals {tag}.", tag="{{ kind.naam }}"), Group.NOTICE,
        )  # fmt: skip


def _typed(spot: Spot, words: str, mention: Mention, bench: Bench, findings: Findings) -> None:
    found = resolve(mention, bench.workshop.registry, bench.on)
    if found.article is None or mention.last is not None:
        findings.at(
            spot, words, Rule.TYPED_CITATION,
            msg("Deze bepaling is met de hand getypt en staat niet in legal_refs; briefgen kan haar niet nakijken."),
            msg("Lees zelf na of zij klopt."), Group.NOTICE,
        )  # fmt: skip
        return
    findings.at(
        spot, words, Rule.TYPED_CITATION,
        msg("Deze bepaling is met de hand getypt; zij wordt niet nagekeken en krijgt geen link."),
        msg("Gebruik {tag}.", tag="{{ " + _call(found.article.id, mention) + " }}"),
    )  # fmt: skip


def _call(reference: str, mention: Mention) -> str:
    """The call of `cite` that says the same."""
    lid = mention.paragraphs
    numbers = f", lid={lid[0]}" if len(lid) == 1 else f", lid=({', '.join(lid)})" if lid else ""
    part = f', onderdeel="{".".join(mention.parts[0])}"' if len(mention.parts) == 1 else ""
    return f'cite("{reference}"{numbers}{part})'


def check_enclosures(sources: Sequence[Source], findings: Findings) -> None:
    """A file that refers to an enclosure must list the enclosures somewhere."""
    tags = [tag for source in sources for tag in source.tags if tag.kind != "#"]
    refers = next((tag for tag in tags if _USED.search(tag.inner)), None)
    if refers is not None and not any(_LISTED.search(tag.inner) for tag in tags):
        findings.on(
            refers, Rule.NO_ENCLOSURES,
            msg("De tekst noemt een bijlage, maar nergens staat de lijst van bijlagen."),
            msg("Zet onderaan {kop} en herhaal {lijst}.", kop="{{ brief.bijlagen_label }}", lijst="brief.bijlagen"),
            Group.NOTICE,
        )  # fmt: skip
