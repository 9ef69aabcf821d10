"""A reader's eye on language and tone: advice about words that close doors and sentences that lose people.

It looks at a letter and at what a person wrote in the case file, and never changes a word of either.
What it looks for is data in ``templates/language.yaml``. There is no official measure of B1; this is
no score, only places to look at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import Field

from briefgen.dutch import sentences
from briefgen.errors import Message, msg
from briefgen.facts.fields import Kind, chain, every_path, values
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import excerpt, shown
from briefgen.facts.scalars import Prose
from briefgen.law.records import Record, Words
from briefgen.letters.blocks import (
    Block,
    BulletList,
    Citation,
    Inline,
    Letter,
    NumberedList,
    Paragraph,
    Quotation,
    Table,
)

_CITED = "§"
"""Stands for a citation, which is one name however many words it has."""

_FORMAL = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)
_FAMILIAR = re.compile(r"\b(?:[Jj]e|[Jj]ij|[Jj]ou|[Jj]ouw|[Jj]ullie)\b")
_PAUSE = re.compile(r"[:;]\s")
_SHOUTED = re.compile(r"\b(?:[A-ZÀ-Þ]{4,}\s+){2,}[A-ZÀ-Þ]{4,}\b")
_LOUD = re.compile(r"!{2,}|\?{2,}|[!?]{3,}")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at again: where it stands, what it is, and what may stand there instead."""

    place: str
    what: Message
    advice: Message


class Language(Record):
    """``templates/language.yaml``: what to look for."""

    longest: int = Field(alias="woorden_per_zin", ge=1)
    officialese: Mapping[Words, str] = Field(alias="ambtelijk")
    labels: tuple[Words, ...] = Field(alias="etiketten")
    accusations: tuple[Words, ...] = Field(alias="beschuldigingen")
    diagnoses: tuple[Words, ...] = Field(alias="diagnoses")
    jargon: Mapping[str, str] = Field(alias="vaktaal")

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        groups = (self.officialese, self.labels, self.accusations, self.diagnoses)
        return (*(_any_of(words, re.IGNORECASE) for words in groups), _any_of(self.jargon, 0))

    def remarks(self, passages: Iterable[tuple[str, str]]) -> tuple[Remark, ...]:
        """Advice on `passages`, each with its place; the form of address is judged over all of them together."""
        found: list[Remark] = []
        formal = familiar = None
        for place, text in passages:
            found += self._words(place, text)
            found += self._sentences(place, text)
            formal = formal or _FORMAL.search(text)
            if familiar is None and (informal := _FAMILIAR.search(text)):
                familiar = (place, informal[0])
        if formal and familiar:
            found.append(
                Remark(
                    familiar[0],
                    msg("Hier staat '{woord}', en elders 'u'.", woord=familiar[1]),
                    msg("Kies een van de twee; in een brief aan een organisatie past 'u'."),
                )
            )
        return tuple(found)

    def _words(self, place: str, text: str) -> Iterator[Remark]:
        officialese, labels, accusations, diagnoses, jargon = self._patterns
        for match in officialese.finditer(text):
            better = self.officialese[" ".join(match[0].casefold().split())]
            yield Remark(
                place,
                msg("'{woord}' is ambtelijke taal.", woord=match[0]),
                msg("Schrijf liever '{woord}'.", woord=better),
            )
        for match in labels.finditer(text):
            yield Remark(
                place,
                msg("'{woord}' is een oordeel over iemand.", woord=match[0]),
                msg("Schrijf wat u zag of hoorde, wanneer en door wie. Dat overtuigt meer."),
            )
        for match in accusations.finditer(text):
            yield Remark(
                place,
                msg("'{woord}' klinkt als een beschuldiging.", woord=match[0]),
                msg("Noem het feit met de datum. Een zwaar woord maakt een brief zwakker en kan de deur dichtdoen."),
            )
        for match in diagnoses.finditer(text):
            yield Remark(
                place,
                msg("'{woord}' is een diagnose of klinkt zo.", woord=match[0]),
                msg("Beschrijf wat iemand deed of zei; een diagnose stelt alleen een behandelaar."),
            )
        for match in jargon.finditer(text):
            yield Remark(
                place,
                msg("'{woord}' kent niet iedereen.", woord=match[0]),
                msg("Schrijf het voluit: {woord}.", woord=self.jargon[match[0]]),
            )
        for match in (*_SHOUTED.finditer(text), *_LOUD.finditer(text)):
            yield Remark(
                place,
                msg("'{woord}' leest als schreeuwen.", woord=excerpt(match[0])),
                msg("Gebruik gewone letters en één leesteken."),
            )

    def _sentences(self, place: str, text: str) -> Iterator[Remark]:
        for start, end in sentences.spans(text):
            sentence = text[start:end]
            # A colon or semicolon is a pause: what comes after it is read as a sentence of its own.
            count = max(len(part.split()) for part in _PAUSE.split(sentence))
            if count > self.longest:
                yield Remark(
                    place,
                    msg("Deze zin heeft {aantal} woorden: {zin}", aantal=count, zin=excerpt(sentence, 100)),
                    msg("Maak er twee zinnen van; houd het bij {aantal} woorden.", aantal=self.longest),
                )


def _any_of(words: Iterable[str], flags: int) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", flags)


def own_words(facts: CaseFacts) -> Iterator[tuple[str, str]]:
    """What a person wrote in free text, each with its place in the case file."""
    for path in every_path():
        fact = chain(path)[-1]
        if fact.kind is Kind.TEXT and (fact.value_type == Prose or fact.many):
            for place, text in values(facts, path):
                yield shown(place), text


def letter_words(letter: Letter) -> Iterator[tuple[str, str]]:
    """The sentences of a letter, block by block; a citation counts as one word."""
    for number, text in enumerate(_texts(letter.body), start=1):
        yield str(number), text


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(content):
                yield _text(content)
            case NumberedList(items) | BulletList(items):
                for item in items:
                    yield from _texts(item)
            case Quotation(inside):
                yield from _texts(inside)
            case Table(_, rows):
                for row in rows:
                    yield from map(_text, row)
            case _:
                continue


def _text(content: Iterable[Inline]) -> str:
    return "".join(_CITED if isinstance(run, Citation) else run.text for run in content)
