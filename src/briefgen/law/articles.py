"""Reading articles one by one and in lists: a number, the place inside the article, and its law where that follows."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.law.mentions import in_order
from briefgen.law.names import LawNames
from briefgen.law.phrases import Phrases
from briefgen.law.places import ARTICLE_WORDS, COUNTED, JUNCTO, Place, Places
from briefgen.law.settling import Phrase
from briefgen.law.tokens import Kind, Tokens
from briefgen.law.unrecorded import STOPS

SEVERAL = frozenset({"artt", "artikelen"})
_ROMAN = frozenset("IVXLC")
_CONNECTIONS = (
    ("in", "verbinding", "met"),
    ("in", "samenhang", "met"),
    ("in", "combinatie", "met"),
    ("gelezen", "met"),
)
_ENDS = frozenset({",", ";", ":", ")", "]", "?", "!", "/", '"', "”", "’", "'"})


@dataclass(slots=True)
class Item:
    """One article while it is being read; `start` and `end` are tokens."""

    start: int
    number: str
    end: int
    word: int | None  # the place of its own "artikel"
    juncto: bool = False  # joined to the article before it by "jo."
    last: str | None = None
    old: bool = False
    places: list[Place] = field(default_factory=list)
    phrase: Phrase | None = None

    @property
    def shape(self) -> str:
        """The mark that this number has between its parts; numbers of one law are alike in that."""
        return next((mark for mark in ":." if mark in self.number), "")


class Articles:
    """Reads the articles in `tokens`."""

    def __init__(self, tokens: Tokens, names: LawNames, places: Places, phrases: Phrases) -> None:
        self._tokens = tokens
        self._names = names
        self._places = places
        self._phrases = phrases

    # --- lists

    def listed(self, first: Item, law: Phrase | None, *, several: bool = False) -> list[Item]:
        """`first` and the articles that are joined to it by a comma, "en", "jo." and the like."""
        items = [first]
        lawful = law is not None
        while True:
            last = items[-1]
            lawful = lawful or last.phrase is not None
            after, juncto = self.connection(last.end)
            item = self._next_item(after, last, lawful=lawful, several=several) if after > last.end else None
            if item is None:
                return items
            item.juncto = juncto
            items.append(item)

    def _next_item(self, place: int, before: Item, *, lawful: bool, several: bool) -> Item | None:
        """The next article of a list. A bare number must be one beyond doubt, the more so after a law."""
        tokens = self._tokens
        word = place + (tokens.key(place) in {"de", "het", "ook", "met"})
        if tokens.key(word) in ARTICLE_WORDS:
            plural = tokens.key(word) in SEVERAL
            return self.item(self.past_word(word), word, word=word, several=plural)
        if self.number(place) is None or tokens.key(place + 1) in COUNTED:
            return None
        item = self.item(place, place, word=None)
        if item is None or (item.phrase is not None and (item.phrase.laws or not lawful)):
            return item
        alike = item.phrase is None and item.shape == before.shape
        if before.phrase is not None:  # "artikel 8 EVRM en 3 ..."
            return item if alike and self.stands_alone(place) else None
        if lawful and not alike:
            return None
        higher = tokens.key(place + 1) == "." and in_order(before.number) < in_order(item.number)
        return item if several or higher or self.stands_alone(place) or tokens.key(place + 1) in STOPS else None

    def connection(self, place: int) -> tuple[int, bool]:
        """Where the next article may begin, and whether "jo." or the like joins it."""
        tokens = self._tokens
        after = place + (tokens.key(place) == ",")
        for words in _CONNECTIONS:
            if all(tokens.key(after + offset) == word for offset, word in enumerate(words)):
                after += len(words)
                return after + self._bracketed_juncto(after), True
        after += tokens.key(after) == "(" and tokens.key(after + 1) in JUNCTO
        if tokens.key(after) in JUNCTO:
            return after + 1 + (tokens.key(after + 1) == "."), True
        if tokens.key(after) in {"j", "jº"}:
            return after + 1 + (tokens.key(after + 1) == "°"), True
        joined = self._places.conjunction(after) or int(tokens.key(after) == "/")
        return after + joined, False

    def _bracketed_juncto(self, place: int) -> int:
        """The length of "(i.v.m.)" at `place`."""
        keys = [self._tokens.key(at) for at in range(place, place + 3)]
        return 3 if keys[0] == "(" and keys[1] in JUNCTO and keys[2] == ")" else 0

    def stands_alone(self, place: int) -> bool:
        """Whether the number at `place` counts nothing, is no year and begins no line of a list."""
        tokens, number = self._tokens, self._tokens.key(place)
        following = tokens[place + 1]
        if number.isdecimal() and len(number) == 4:
            return False
        if following.key == ".":
            return ":" in number or tokens[place + 2].kind in {Kind.END, Kind.BREAK}
        if following.kind is not Kind.WORD:
            return following.key in _ENDS or following.kind in {Kind.END, Kind.BREAK}
        if following.key in COUNTED:
            return False
        after = place + 1 + self._places.conjunction(place + 1)
        if after > place + 1 or following.key in JUNCTO:
            return self.number(after) is not None or tokens.key(after) in ARTICLE_WORDS or following.key in JUNCTO
        if self._places.starts(place + 1) or self._names.match(tokens, place + 1) is not None:
            return True
        return not number.isdecimal() and following.text.islower()

    # --- one article

    def past_word(self, word: int) -> int:
        return word + 1 + (self._tokens.key(word + 1) == ".")

    def number(self, place: int) -> tuple[str, int] | None:
        """An article's number at `place` and where it ends: digits and letters, a capital and digits, or Roman."""
        token = self._tokens[place]
        if token.kind is Kind.NUMBER:
            return None if token.key[-1] in "°º˚" else (token.key, place + 1)
        if token.kind is not Kind.WORD or not token.text.isascii():
            return None
        if len(token.text) == 1 and token.text.isupper() and (number := self._tokens.number(place + 1)):
            return f"{token.text} {number}", place + 2
        roman = token.text.rstrip("abcdefgh")
        return (token.text, place + 1) if roman and set(roman) <= _ROMAN else None

    def item(
        self, place: int, start: int, *, word: int | None, several: bool = False, places: list[Place] | None = None
    ) -> Item | None:
        """The article whose number stands at `place`, with its lid and onderdeel, and its law where that follows."""
        if (number := self.number(place)) is None:
            return None
        item = Item(start, number[0], number[1], word, places=places or [])
        if (after := self._places.range_to(item.end)) and (last := self.number(after)):
            item.last, item.end = last
        self._pass_remarks(item)
        self._add_places(item, first=several)
        self._pass_remarks(item)
        phrase = self._phrases.after(item.end)
        if phrase is not None:
            item.phrase, item.end = phrase, phrase.end
            item.old = item.old or phrase.old
            self._phrases.remember(phrase)
            if not item.places or not item.places[-1].finer:
                self._add_places(item)
        return item

    def _pass_remarks(self, item: Item) -> None:
        """Pass "(oud)", and "e.v.", which leaves open where the articles end."""
        item.end += self._tokens.key(item.end) == "ev"
        old, length = self._phrases.old(item.end)
        item.old, item.end = item.old or old, item.end + length

    def _add_places(self, item: Item, *, first: bool = False) -> None:
        places, item.end = self._places.read(item.end, first=first, before=item.places[-1] if item.places else None)
        item.places = item.places[:-1] + places
