"""One tag on its own: what it is, whether Jinja can read it, and what its author may have meant."""

from __future__ import annotations

import difflib
import re

from jinja2 import Environment, TemplateSyntaxError, nodes

from briefgen.authoring.model import Findings, Rule
from briefgen.errors import Message, msg
from briefgen.render.word_template import Tag

BLOCKS = {"if", "for", "macro", "call", "filter", "with", "raw", "block", "autoescape", "set"}
MIDDLE = {"else", "elif"}
_LEVELS = ("tr", "tc", "p", "r")
_SINGLE = {"vm", "hm", "colspan", "cellbg"}
_FOREIGN = {"include", "import", "from", "extends", "do", "trans", "block", "autoescape"}
_KNOWN = [*sorted(BLOCKS), *sorted(MIDDLE), *(f"end{name}" for name in sorted(BLOCKS))]
_ELSEWHERE = {"elseif", "elsif"}  # how other languages call "elif"
_PARSER = Environment()  # noqa: S701 - it only parses


def keyword(tag: Tag) -> str:
    """The first word of a statement."""
    return re.match(r"\w*", tag.inner)[0] if tag.kind == "%" else ""  # type: ignore[index]  # it always matches


def is_block(tag: Tag) -> bool:
    """Whether a tag opens a block: a "set" with a value does not."""
    word = keyword(tag)
    return word in BLOCKS and (word != "set" or "=" not in tag.inner)


def meant(tag: Tag) -> str:
    """The first word of a statement as its author meant it, so that one slip is told once."""
    word = keyword(tag)
    if tag.kind != "%" or word in _KNOWN or word in _SINGLE or word in _FOREIGN:
        return word
    parts = tag.inner.split()
    if len(parts) > 1 and (parts[0] in _LEVELS or "".join(parts[:2]) in _KNOWN):
        return parts[1] if parts[1] in _KNOWN and parts[0] in _LEVELS else "".join(parts[:2])
    bare = next((word.removeprefix(level) for level in _LEVELS if word.removeprefix(level) in _KNOWN), "")
    return bare or next(iter(difflib.get_close_matches(word, _KNOWN, 1, 0.6)), word)


def parsed(tag: Tag) -> nodes.Template | None:
    """What Jinja reads in one tag; None for a tag that says nothing of its own. Raises TemplateSyntaxError."""
    word, inner = keyword(tag), tag.inner
    if tag.kind == "{":
        return _PARSER.parse("{{ " + inner + " }}")
    if tag.kind == "#" or word in _SINGLE - {"colspan", "cellbg"} or word == "raw":
        return None
    if word in {"colspan", "cellbg"}:
        return _PARSER.parse("{{ " + inner.removeprefix(word) + " }}")
    if word in {"elif", "else"}:
        return _PARSER.parse("{% if x %}{% " + inner + " %}{% endif %}")
    if word.startswith("end"):
        opener = {"if": "if x", "for": "for x in y", "macro": "macro x()", "call": "call x()", "filter": "filter x",
                  "with": "with", "set": "set x", "block": "block x", "autoescape": "autoescape true"}  # fmt: skip
        start = opener.get(word[3:])
        return None if start is None else _PARSER.parse("{% " + start + " %}{% " + inner + " %}")
    return _PARSER.parse("{% " + inner + " %}" + ("{% end" + word + " %}" if is_block(tag) else ""))


def readable(tag: Tag, findings: Findings) -> bool:
    word = keyword(tag)
    if tag.kind == "%":
        level = next((level for level in _LEVELS if re.match(rf"{level}\s", tag.inner)), "")
        if level and not tag.level:
            findings.on(
                tag, Rule.SYNTAX, msg("Tussen {haken} en {letter} staat een spatie.", haken="{%", letter=level),
                msg("Schrijf {goed}.", goed="{%" + tag.inner + " %}"),
            )  # fmt: skip
            return False
        if word not in {*_KNOWN, *_SINGLE, *_FOREIGN}:
            _unknown_statement(tag, word, findings)
            return False
        if word in _FOREIGN:
            findings.on(
                tag, Rule.STATEMENT, msg("De opdracht '{woord}' kan niet in een Word-sjabloon.", woord=word),
                msg("Zet de tekst zelf in dit bestand."),
            )  # fmt: skip
            return False
    sign = re.search(r"[%}]", tag.inner) if tag.level and tag.kind != "#" else None
    if sign is not None:
        findings.on(
            tag, Rule.SYNTAX, msg("In een tag met {letter} kan geen {teken} staan.", letter=tag.level, teken=sign[0]),
            msg("Zet de waarde eerst apart met {tag}.", tag="{% set ... %}"),
        )  # fmt: skip
        return False
    try:
        parsed(tag)
    except TemplateSyntaxError as error:
        findings.on(tag, Rule.SYNTAX, msg("Deze tag is niet te lezen."), _hint(tag, error.message or ""))
        return False
    return True


def _hint(tag: Tag, reason: str) -> Message:
    if not tag.inner:
        return msg("Zet de naam van een gegeven in de tag, of haal hem weg.")
    if keyword(tag) in {"if", "elif"} and re.search(r"(?<![=!<>])=(?!=)", tag.inner):
        return msg("Vergelijken is met twee tekens: {teken}.", teken="==")
    if re.match(r"\w+(\.\w+)*\s+\w+", tag.inner) and tag.kind == "{":
        return msg("Een naam heeft geen spaties: gebruik een punt of een laag streepje.")
    if len(re.findall("['\"]", tag.inner)) % 2:
        return msg("Er ontbreekt een aanhalingsteken.")
    return msg("Kijk naar haken, aanhalingstekens en spelling (Jinja: {reden}).", reden=reason)


def _unknown_statement(tag: Tag, word: str, findings: Findings) -> None:
    level = next((level for level in _LEVELS if word.removeprefix(level) in _KNOWN), "")
    joined = "".join(tag.inner.split()[:2])
    if level:
        mend = msg("Schrijf een spatie na {letter}: {goed}.", letter=level,
                   goed="{%" + level + " " + tag.inner.removeprefix(level) + " %}")  # fmt: skip
    elif joined in _KNOWN:
        mend = msg("Schrijf het aan elkaar: {goed}.", goed="{% " + joined + " %}")
    elif near := ["elif"] if word in _ELSEWHERE else difflib.get_close_matches(word, _KNOWN, 1, 0.6):
        mend = msg("Bedoelt u {woord}?", woord=near[0])
    else:
        mend = msg("Gebruik if, elif, else, endif, for, endfor of set.")
    findings.on(tag, Rule.STATEMENT, msg("briefgen kent de opdracht '{woord}' niet.", woord=word or tag.inner), mend)
