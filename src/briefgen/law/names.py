"""The names of all laws on record, as a trie of words: the longest name at a place of the text wins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.law.records import Law, LinkKind
from briefgen.law.registry import Registry
from briefgen.law.tokens import Tokens

_CELEX = re.compile(r"3([0-9]{4})[RLD]0*([0-9]+)")
_YEAR_FIRST = 2015  # since then the year comes before the number of a European act
_ACTS = frozenset({"verordening", "richtlijn", "besluit", "euverordening", "eurichtlijn"})
_UNIONS = frozenset({"eu", "eg", "eeg", "euratom"})


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a law in a text, up to token `end`.

    `books` tells which law is which book, when the name is that of a work in books; its `laws` are then
    all books on record. `exact`: written in capitals and small letters as recorded, or all in capitals.
    A European act that is not on record has a number and no laws.
    """

    end: int
    laws: tuple[str, ...]
    books: Mapping[str, str] = field(default_factory=dict)
    exact: bool = True
    by_number: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    law: str
    written: str
    own: bool  # the law's title or abbreviation, not an alias


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


class LawNames:
    """Titles, abbreviations and aliases of laws, to be found in a text."""

    def __init__(self, laws: Iterable[Law]) -> None:
        self.laws: Mapping[str, Law] = {law.id: law for law in laws}
        self._root = _Node()
        self._acts: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for law in self.laws.values():
            for place, name in enumerate((law.title, law.abbreviation or "", *law.aliases)):
                self._add(name, _Entry(law.id, _bare(name), place < 2))
            if number := _act_number(law):
                self._acts[number] += (law.id,)

    @classmethod
    def of(cls, registry: Registry) -> LawNames:
        """The names in every ``law.yaml`` of `registry`; no article is read. Raises ContentError."""
        return cls(registry.law(path.parent.name) for path in sorted((registry.root / "laws").glob("*/law.yaml")))

    def match(self, tokens: Tokens, place: int) -> Name | None:
        """The longest name that begins at token `place`, or None.

        A code of two letters needs its own capitals, a stray point inside a name is passed over.
        """
        node, after, best = self._root, place, self._act(tokens, place)
        while True:
            child = node.children.get(tokens.key(after))
            if child is None and after > place and tokens.key(after) == ".":
                after += 1
                child = node.children.get(tokens.key(after))
            if child is None:
                return best
            node, after = child, after + 1
            if node.entries and (best is None or after > best.end):
                best = self._name(node.entries, tokens, place, after) or best

    def _add(self, name: str, entry: _Entry) -> None:
        tokens, node = Tokens(name), self._root
        for place in range(len(tokens)):
            node = node.children.setdefault(tokens.key(place), _Node())
        if node is not self._root:
            node.entries.append(entry)

    def _name(self, entries: list[_Entry], tokens: Tokens, place: int, after: int) -> Name | None:
        written = _bare(tokens.text[tokens[place].start : tokens[after - 1].end])
        same = [entry for entry in entries if entry.written == written]
        if len(written) <= 2 and not same:
            return None
        chosen = same if len(written) <= 2 else entries
        laws = tuple(dict.fromkeys(entry.law for entry in chosen))
        books = {str(book): law for law in laws if (book := self.laws[law].book) is not None}
        whole = len(books) == len(laws) and (len(laws) > 1 or any(entry.own for entry in chosen))
        return Name(after, laws, books if whole else {}, exact=bool(same) or written.isupper() or " " in written)

    def _act(self, tokens: Tokens, place: int) -> Name | None:
        """A European act by its number, with or without "(EU)" and "nr."."""
        if tokens.key(place) not in _ACTS:
            return None
        after = place + 1
        while tokens.key(after) in {"(", ")", ",", "nr", "."} or tokens.key(after) in _UNIONS:
            after += 1
            if after > place + 12:
                return None
        numbers = tokens.number(after), tokens.number(after + 2)
        if tokens.key(after + 1) != "/" or not all(number and number.isdecimal() for number in numbers):
            return None
        end = after + 3
        if tokens.key(end) == "/" and tokens.key(end + 1) in _UNIONS:
            end += 2
        return Name(end, self._acts.get(f"{numbers[0]}/{numbers[1]}", ()), by_number=True)


def _bare(name: str) -> str:
    """A name without the marks that a text may put into it."""
    return " ".join(re.sub(r"[.\u00ad‐‑-]", "", name).split())


def _act_number(law: Law) -> str | None:
    if law.link is LinkKind.ELI:
        return law.identifier.partition("/")[2]
    if law.link is LinkKind.CELEX and (match := _CELEX.fullmatch(law.identifier)):
        year, number = match.groups()
        return f"{year}/{number}" if int(year) >= _YEAR_FIRST else f"{number}/{year}"
    return None
