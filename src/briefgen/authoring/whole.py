"""The file as a whole: is there a letter in it at all, and has it what a letter cannot do without?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.authoring.model import Findings, Group, Rule
from briefgen.errors import msg
from briefgen.render.word_template import Source, printing

_RECIPIENT = re.compile(r"\b(?:brief\.geadresseerde|ontvanger\.naam)\b")
_SIGNATURES = re.compile(r"\bbrief\.ondertekeningen\b")
_SALUTATION = re.compile(r"\bbrief\.aanhef\b")
_GREETING = re.compile(r"\s*\w[^.:;]{2,60},\s*")
"""A short line that ends in a comma: a salutation that somebody typed, whatever its words."""


def check(sources: Sequence[Source], findings: Findings) -> None:
    """Look at all parts together."""
    place = msg("het hele bestand")
    body = [source for source in sources if source.part.kind == "document"]
    if not any(printing(spot.text) for source in body for spot in source.spots):
        findings.in_file(
            place, "", Rule.EMPTY, msg("In dit sjabloon staat geen tekst; de brief zou leeg zijn."),
            msg("Zet de brief erin, met tags voor wat verschilt. Is dit het goede bestand?"),
        )  # fmt: skip
        return
    said = "\n".join(tag.inner for source in body for tag in source.tags if tag.kind != "#")
    missing = []
    if not _RECIPIENT.search(said):
        missing.append(
            (msg("Nergens staat aan wie de brief is."),
             "{%p for regel in brief.geadresseerde %}, {{ regel }}, {%p endfor %}")
        )  # fmt: skip
    if not _SALUTATION.search(said) and not any(_GREETING.fullmatch(spot.text) for one in body for spot in one.spots):
        missing.append((msg("De brief heeft geen aanhef."), "{{ brief.aanhef }}"))
    if not _SIGNATURES.search(said):
        missing.append(
            (msg("Onder de brief staat niet wie ondertekent."),
             "{%p for groep in brief.ondertekeningen %}, {{ groep | opsomming }}, {%p endfor %}")
        )  # fmt: skip
    for what, tags in missing:
        findings.in_file(
            place, "", Rule.MISSING, what,
            msg("Zet erin: {tags}. Staat het er op een andere manier, dan is dat goed.", tags=tags), Group.NOTICE,
        )  # fmt: skip


def check_language(said: str, findings: Findings) -> None:
    """Note that the file says its text is in another language: letters are in Dutch."""
    if said and said.partition("-")[0].lower() != "nl":
        findings.in_file(
            msg("het hele bestand"), said, Rule.LANGUAGE,
            msg("Het bestand zegt dat de tekst in een andere taal is; in de brief zet briefgen er Nederlands voor."),
            msg("Kies in Word bij Controleren, Taal, Controletaal instellen: Nederlands, en Als standaard instellen."),
            Group.NOTICE,
        )  # fmt: skip
