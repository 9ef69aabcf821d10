"""What a check of a Word template finds, as values: each finding with its place, what is wrong, and the mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.errors import Message
from briefgen.render.word_file import Spot
from briefgen.render.word_template import Tag


class Group(StrEnum):
    """How much a finding weighs."""

    FAULT = "fout"  # no letter can be made, or it says something wrong
    NAME = "onbekende naam"  # briefgen does not offer it; a template for another program may well know it
    NOTICE = "let op"  # the letter is right, and this is fragile or untidy


class Rule(StrEnum):
    """What is wrong."""

    HALF_TAG = "halve tag"
    SCATTERED = "tag in stukken"
    CURLY = "krullende aanhalingstekens"
    SYNTAX = "tag niet te lezen"
    STATEMENT = "onbekende opdracht"
    NOT_OPENED = "blok niet geopend"
    NOT_CLOSED = "blok niet gesloten"
    CROSSED = "blokken door elkaar"
    UNEQUAL = "blok op ongelijke plaatsen"
    NO_TABLE = "tag hoort in een tabel"
    SWALLOWED = "tekst verdwijnt"
    TWO_LEVELS = "twee tags in dezelfde plek"
    EMPTY_LINE = "lege alinea blijft staan"
    NAME = "onbekende naam"
    KEY = "onbekend onderdeel"
    FILTER = "onbekend filter"
    TEST = "onbekende toets"
    CHOICE = "keuze bestaat niet"
    LIST = "lijst is geen enkel gegeven"
    NOT_A_LIST = "geen lijst"
    UNPRINTABLE = "niet af te drukken"
    UNSAFE = "onveilige uitdrukking"
    CALL = "aanroep mag niet"
    ARGUMENT = "functie verkeerd gebruikt"
    REFERENCE = "bepaling klopt niet"
    UNDECLARED = "bepaling niet bij citeert"
    DEADLINE = "termijn klopt niet"
    ENCLOSURE_KIND = "soort bijlage bestaat niet"
    TYPED_CITATION = "aanhaling met de hand"
    TYPED_ENCLOSURE = "bijlagenummer met de hand"
    NO_ENCLOSURES = "lijst van bijlagen ontbreekt"
    TRACKED = "bijgehouden wijziging"
    COMMENT = "opmerking in de kantlijn"
    CONTROL = "invulveld van Word"
    FIELD = "veld van Word"
    OUTSIDE = "verwijst naar buiten"
    PLACE = "niet op zijn plaats"
    LEFTOVER = "rest van een ander sjabloon"
    EMPTY = "geen tekst"
    MISSING = "onderdeel ontbreekt"
    LANGUAGE = "taal van het bestand"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; `text` is the tag or the words it is about."""

    rule: Rule
    group: Group
    place: Message
    text: str
    what: Message
    mend: Message


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact or function that a template asks for: its path, what it is, and in how many places."""

    path: str
    title: str
    times: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file, in the order of the file, and what the file asks for."""

    name: str
    findings: tuple[Finding, ...]
    asked: tuple[Asked, ...]

    def of(self, group: Group) -> tuple[Finding, ...]:
        """The findings of one weight."""
        return tuple(finding for finding in self.findings if finding.group is group)

    @property
    def sound(self) -> bool:
        """Whether a letter can be made of it."""
        return not (self.of(Group.FAULT) or self.of(Group.NAME))


_SHOWN = 90


def shortened(text: str) -> str:
    """One line of a text for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


@dataclass(slots=True)
class Findings:
    """Gathers findings of one part; the same one twice in a paragraph counts once."""

    found: dict[tuple[int, int, Rule, str, str], Finding] = field(default_factory=dict)
    part: int = 0
    _order: dict[int, int] = field(default_factory=dict)

    def begin(self, part: int, spots: tuple[Spot, ...]) -> None:
        """Begin a part; what is found comes in the order of its paragraphs."""
        self.part = part
        self._order = {id(spot.element): number for number, spot in enumerate(spots)}

    def at(self, spot: Spot, text: str, rule: Rule, what: Message, mend: Message, group: Group = Group.FAULT) -> None:
        """Note something about a paragraph; what an old form of a drawing repeats is passed over."""
        if spot.repeated:
            return
        key = (self.part, self._order.get(id(spot.element), -1), rule, text, str(what))
        self.found.setdefault(key, Finding(rule, group, spot.place, shortened(text), what, mend))

    def on(self, tag: Tag, rule: Rule, what: Message, mend: Message, group: Group = Group.FAULT) -> None:
        """Note something about a tag."""
        self.at(tag.spot, tag.straight, rule, what, mend, group)

    def in_file(
        self, place: Message, text: str, rule: Rule, what: Message, mend: Message, group: Group = Group.FAULT
    ) -> None:
        """Note something about the file as a whole."""
        self.found.setdefault((-1, 0, rule, text, str(what)), Finding(rule, group, place, shortened(text), what, mend))

    def __iter__(self) -> Iterator[Finding]:
        """All of them, in the order of the file."""
        return (self.found[key] for key in sorted(self.found, key=lambda key: key[:2]))
