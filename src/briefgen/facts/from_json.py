"""Read JSON into a tree, keeping lines, duplicate keys and numbers as typed, which the json module drops."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from briefgen.errors import FactsError, Message, msg
from briefgen.facts.from_yaml import too_deep, too_many
from briefgen.facts.places import spot
from briefgen.facts.tree import MAX_DEPTH, MAX_VALUES, Entry, Items, Node, Section, leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_WORD = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


def read(text: str, name: str) -> Node:
    """Read one JSON value. Raises FactsError if it is not JSON, or nests or counts too much."""
    return _Reader(text, name).document()


class _Reader:
    """Where we are in the text; `line` only ever moves forward, so that counting lines stays linear."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.at = self.counted = self.values = 0
        self.line = 1

    def document(self) -> Node:
        node = self.value(1)
        self.skip()
        if self.at < len(self.text):
            raise self.error(msg("Na het einde van de gegevens staat nog tekst."))
        return node

    def value(self, depth: int) -> Node:
        self.skip()
        self.values += 1
        if self.values > MAX_VALUES:
            raise too_many(f"{self.name}:{self.line}")
        line, sign = self.line, self.text[self.at : self.at + 1]
        if sign in {"{", "["} and depth > MAX_DEPTH:
            raise too_deep(f"{self.name}:{self.line}")
        if sign == "{":
            return Section(tuple(self.entry(depth) for _ in self.parts("}")), line)
        if sign == "[":
            return Items(tuple(self.value(depth + 1) for _ in self.parts("]")), line)
        if sign == '"':
            return leaf(self.string(), line, plain=False)
        if (word := _WORD.match(self.text, self.at)) is not None:
            self.at = word.end()
            return leaf(word[0], line, plain=True)
        raise self.error(msg("Hier hoort een waarde te staan."))

    def parts(self, closing: str) -> Iterator[None]:
        """Stop before each part between brackets, and end after the closing one."""
        self.at += 1
        first = True
        while True:
            self.skip()
            if self.text[self.at : self.at + 1] == closing:
                self.at += 1
                return
            if not first:
                if self.text[self.at : self.at + 1] != ",":
                    raise self.error(msg("Hier ontbreekt een komma of een sluitend haakje."))
                self.at += 1
                self.skip()
                if self.text[self.at : self.at + 1] == closing:
                    raise self.error(msg("Voor een sluitend haakje staat een komma te veel."))
            first = False
            yield

    def entry(self, depth: int) -> Entry:
        self.skip()
        line = self.line
        if self.text[self.at : self.at + 1] != '"':
            raise self.error(msg("Hier hoort een sleutel tussen dubbele aanhalingstekens te staan."))
        key = leaf(self.string(), line, plain=False)
        self.skip()
        if self.text[self.at : self.at + 1] != ":":
            raise self.error(msg("Na de sleutel ontbreekt de dubbele punt."))
        self.at += 1
        return Entry(None if key.problem else key.text or "", line, self.value(depth + 1))

    def string(self) -> str:
        found = _STRING.match(self.text, self.at)
        try:
            text: str = json.loads(found[0], strict=False) if found else ""
        except ValueError:
            raise self.error(msg("Na een schuine streep naar achteren (\\) staat iets wat niet kan.")) from None
        if found is None:
            raise self.error(msg("Een aanhaling die hier begint, wordt niet gesloten."))
        self.at = found.end()
        return text

    def skip(self) -> None:
        """Go to the next character that is no space, and count its line."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at

    def error(self, what: Message) -> FactsError:
        start = self.text.rfind("\n", 0, self.at) + 1
        return FactsError(
            what,
            where=spot(self.name, self.line, self.text[start : start + 200].split("\n")[0]),
            mend=msg("Controleer komma's, haakjes en aanhalingstekens, ook in de regel erboven."),
        )
