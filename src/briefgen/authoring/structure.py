"""Tags as such: whole or half, readable, each block closed, and closed where it leaves a sound Word file."""

from __future__ import annotations

import re

from briefgen.authoring import blocks, evenness, levels
from briefgen.authoring.model import Findings, Group, Rule
from briefgen.authoring.statements import readable
from briefgen.errors import msg
from briefgen.render.word_template import CURLY, TAG, Source

_HALF = re.compile(r"\{[{%#]|[%#}]\}")


def check(source: Source, findings: Findings) -> None:
    """Check the tags of one part."""
    _whole(source, findings)
    read = [readable(tag, findings) for tag in source.tags]
    own = levels.check(source, findings)
    closed = blocks.check([tag for tag in source.tags if not tag.spot.repeated], findings)
    if all(read) and own and closed:
        evenness.check(source, findings)
    levels.check_lines(source, findings)


def _whole(source: Source, findings: Findings) -> None:
    for spot in source.spots:
        text = spot.text
        rest = TAG.sub(lambda tag: " " * len(tag[0]), text)
        for half in _HALF.finditer(rest):
            findings.at(
                spot, text, Rule.HALF_TAG,
                msg("Hier staat {haken} zonder het andere eind van de tag.", haken=half[0]),
                msg("Zet de hele tag in één alinea, met {begin} en {einde}, of haal de haken weg.",
                    begin=_opening(half[0]), einde=_closing(half[0])),
            )  # fmt: skip
    for tag in source.tags:
        if tag.scattered:
            findings.on(
                tag, Rule.SCATTERED,
                msg("Word bewaart deze tag in stukken. briefgen leest hem, een ander programma misschien niet."),
                msg("Typ de tag in één keer opnieuw, of gebruik {optie}.", optie="--fix"),
                Group.NOTICE,
            )  # fmt: skip
        if any(sign in CURLY and CURLY[sign] in {'"', "'"} for sign in tag.text) and tag.kind != "#":
            findings.at(
                tag.spot, tag.text, Rule.CURLY,
                msg("Word heeft de aanhalingstekens in deze tag krullend gemaakt."),
                msg("Typ rechte aanhalingstekens, of gebruik {optie}.", optie="--fix"),
                Group.NOTICE,
            )  # fmt: skip


def _opening(half: str) -> str:
    return half if half[0] == "{" else "{" + {"}": "{"}.get(half[0], half[0])


def _closing(half: str) -> str:
    return half if half[0] != "{" else {"{": "}"}.get(half[1], half[1]) + "}"
