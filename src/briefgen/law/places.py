"""Reading the place inside an article: leden, onderdelen and volzinnen, in digits or in words.

A small grammar over tokens. Every rule takes a place in the tokens and answers what it read and where
it stopped, or nothing. Lists have a greatest length, so that reading takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.dutch import dates, words
from briefgen.law.names import LawNames
from briefgen.law.tokens import LOOSE_BRACKET, Kind, Tokens

LIMIT = 40
"""The most elements that a list inside an article may have."""

ARTICLE_WORDS = frozenset({"art", "artt", "artikel", "artikelen"})
COUNTED = frozenset(
    {
        "uur", "uren", "dag", "dagen", "werkdag", "werkdagen", "week", "weken", "maand", "maanden", "jaar", "jaren",
        "euro", "procent", "%", "€", "miljoen", "miljard", "keer", "maal", "kind", "kinderen", "persoon", "personen",
        "mensen",
        *dates.MONTHS,
    }
)  # fmt: skip
"""What follows a number that counts something, and so is no number of an article or a lid."""

AND = frozenset({"en", "of", "alsmede", "danwel", "respectievelijk", "&"})
JUNCTO = frozenset({"jo", "juncto", "ivm"})
_ORDINALS = {words.ordinal(str(number)): str(number) for number in range(1, 21)} | {"laatste": "laatste"}
_LID = frozenset({"lid", "leden"})
_SENTENCE = frozenset({"volzin", "volzinnen", "zin", "zinnen"})
_SUBPARAGRAPH = frozenset({"alinea", "alineas"})  # European acts have them; records do not
_PART = frozenset({"onder", "onderdeel", "onderdelen", "sub", "letter", "letters", "punt", "punten"})
_NO_TERM = frozenset(
    {"meer", "andere", "ander", "de", "het", "een", "dit", "deze", "dat", "die", "welke", "wie", "wat", "en", "of"}
)
_NUMBERED = re.compile(r"[0-9]{1,2}[a-z]{0,2}")
_SUFFIXED = re.compile(r"([0-9]{1,2})(?:e|de|ste)")
_ROMAN = re.compile(r"(?:x{0,2})(?:ix|iv|v?i{0,3})")
_ITEM = re.compile(r"([0-9]{1,2})([°º˚oe]?)")
_QUOTES = frozenset("'\"‘’“”„")


@dataclass(frozen=True, slots=True)
class Place:
    """A place inside an article, from token `start` up to token `end`."""

    start: int
    end: int
    paragraphs: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def finer(self) -> bool:
        """Whether it names more than leden."""
        return bool(self.parts or self.sentences)


@dataclass(frozen=True, slots=True)
class _Values:
    """A list of `found` values up to token `end`; `noun` is the word that ordinals belong to."""

    found: tuple[str, ...]
    end: int
    noun: str = ""


class Places:
    """Reads the places that stand in `tokens`."""

    def __init__(self, tokens: Tokens, names: LawNames) -> None:
        self._tokens = tokens
        self._names = names
        self._barren = 0  # ordinals before this token belong to nothing; so lists are gone through once

    def read(
        self, place: int, *, first: bool = False, before: Place | None = None, of_article: bool = False
    ) -> tuple[list[Place], int]:
        """The places from token `place` on, one for each lid that has onderdelen of its own; and where they stop.

        `first`: it follows the first number of several articles, so "lid 1 en 4" names one lid.
        `before`: what was read of this article already; its onderdelen may be continued. `of_article`: the
        article itself follows ("het derde lid van artikel ..."); otherwise such a place belongs to another one.
        """
        found: list[Place] = [before] if before else []
        end = place
        for _ in range(LIMIT):
            start, joined = self._separated(end, later=bool(found))
            group = self._group(start, found[-1] if found else None, joined=joined, first=first)
            if group is None or (not of_article and self._belongs_to_another(group.end)):
                break
            if group.paragraphs or not found:
                found.append(group)
            else:
                last = found[-1]
                found[-1] = replace(
                    last,
                    end=group.end,
                    parts=group.parts or last.parts,
                    sentences=last.sentences + group.sentences,
                )
            end = group.end
        return _merged(found), end

    def starts(self, place: int) -> bool:
        """Whether a place may begin at token `place`."""
        key = self._tokens.key(place)
        return (
            key in _LID or key in _PART or key in _ORDINALS or key == "aanhef" or _SUFFIXED.fullmatch(key) is not None
        )

    # --- one group: leden, onderdelen or volzinnen

    def _group(self, place: int, last: Place | None, *, joined: bool, first: bool) -> Place | None:
        key = self._tokens.key(place)
        if key in _LID:
            values = self._leden(place + 1, most=1 if first and key == "lid" else LIMIT)
            return Place(place, values.end, paragraphs=values.found) if values else None
        if key in _SENTENCE and (number := self._tokens.number(place + 1)) and number.isdecimal():
            return Place(place, place + 2, sentences=(number,))
        if ordinals := self._ordinals(place):
            if ordinals.noun in _LID:
                return Place(place, ordinals.end, paragraphs=ordinals.found)
            sentences = ordinals.found if ordinals.noun in _SENTENCE else ()
            return Place(place, ordinals.end, sentences=sentences)
        if key == "aanhef":
            after, _ = self._separated(place + 1, later=True)
            parts = self._parts(after, last, joined=False)
            return replace(parts, start=place) if parts else Place(place, place + 1)
        if key == "(":
            return self._bracketed(place, last)
        return self._parts(place, last, joined=joined)

    def _bracketed(self, place: int, last: Place | None) -> Place | None:
        """A lid or onderdeel in brackets that touches what it belongs to, as English texts write it."""
        tokens = self._tokens
        inner = tokens[place + 1]
        if tokens.key(place + 2) != ")" or not all(tokens.touching(at) for at in range(place, place + 3)):
            return None
        if inner.kind is Kind.NUMBER and inner.key.isdecimal() and not last:
            return Place(place, place + 3, paragraphs=(inner.key,))
        if inner.kind is Kind.WORD and len(inner.key) == 1 and last:
            return Place(place, place + 3, parts=_nested(last.parts, inner.key, joined=False))
        return None

    # --- leden

    def _leden(self, place: int, most: int) -> _Values | None:
        """Numbers after the word "lid"."""
        found: list[str] = []
        end = start = place
        while len(found) < most and (number := self._lid(start)):
            if found and self._is_article(start):
                break
            found.append(number)
            end = start + 1
            if (after := self.range_to(end)) and (number := self._lid(after)):
                found += _between(found[-1], number)
                end = after + 1
            start = self._next(end)
            if start == end:
                break
        return _Values(tuple(found), end) if found else None

    def _lid(self, place: int) -> str | None:
        number = self._tokens.number(place)
        if number is None or not _NUMBERED.fullmatch(number) or self._tokens.key(place + 1) in COUNTED:
            return None
        return number

    def _is_article(self, place: int) -> bool:
        """Whether the number at `place` has leden of its own, and so is that of the next article."""
        after = self._tokens.key(place + 1)
        if after in _LID or self._ordinals(place + 1):
            return True
        return after == "," and (self._tokens.key(place + 2) in _LID or self._ordinals(place + 2) is not None)

    def _ordinals(self, place: int) -> _Values | None:
        """Ordinals before "lid", "volzin" or "alinea"."""
        found: list[str] = []
        if place < self._barren:
            return None
        while len(found) < LIMIT and (ordinal := self._ordinal(place)):
            found.append(ordinal)
            plain = self._tokens.key(place) == ordinal
            place += 1
            if after := self.range_to(place):
                if not (ordinal := self._ordinal(after)):
                    return None
                found += _between(found[-1], ordinal)
                place = after + 1
            noun = self._tokens.key(place)
            if noun in _LID and not (plain and self._tokens.number(place + 1)):
                return _Values(tuple(found), place + 1, noun)
            if noun in _SENTENCE or noun in _SUBPARAGRAPH:
                return _Values(tuple(found), place + 1, noun)
            after = self._next(place)
            if after == place or (plain and self._tokens.key(place) == "," and self._tokens.key(after) in _ORDINALS):
                return None  # or numbers of articles, and then leden of the last one
            place = after + 1 if self._tokens.key(after) in {"het", "de"} else after
        self._barren = place
        return None

    def _ordinal(self, place: int) -> str | None:
        key = self._tokens.key(place)
        if key in _ORDINALS:
            return _ORDINALS[key]
        if self._tokens[place].kind is not Kind.NUMBER:
            return None
        if match := _SUFFIXED.fullmatch(key):
            return match[1]
        return key if _NUMBERED.fullmatch(key) and self._tokens.key(place + 1) in {*_LID, *AND, ",", "t"} else None

    # --- onderdelen

    def _parts(self, place: int, last: Place | None, *, joined: bool) -> Place | None:
        """A keyword and its onderdelen; or, after onderdelen, a value that can be nothing else."""
        tokens, chains = self._tokens, last.parts if last else ()
        if tokens.key(place) in _PART:
            start = place + 2 if tokens.key(place + 1) == "." else place + 1
            value = self._part(start)
            if value is None:
                return self._term(place, chains) if tokens.key(place) == "onder" else None
        else:
            start = place
            value = self._part(start) if chains else None
            if value is None or not value.endswith("°"):
                return None
        chains = _nested(chains, value, joined=joined)
        end = self._after_part(start)
        for _ in range(LIMIT):
            if (after := self.range_to(end)) and (upto := self._part(after)):
                for each in _between(value, upto):
                    chains = _nested(chains, each, joined=True)
                end = self._after_part(after)
                continue
            after, joined = self._separated(end, later=True)
            following = self._part(after) if after > end else None
            if following is None or not self._continues(after, value, following, joined=joined):
                break
            value, end = following, self._after_part(after)
            chains = _nested(chains, value, joined=joined)
        return Place(place, end, parts=chains)

    def _part(self, place: int) -> str | None:
        """A letter, a double letter, a Roman number, or a number with or without a degree sign."""
        token = self._tokens[place]
        if token.kind is Kind.NUMBER and (match := _ITEM.fullmatch(token.key)):
            return f"{match[1]}°" if match[2] else match[1]
        if token.kind is not Kind.WORD or not token.key.isascii() or not token.key.isalpha() or "." in token.text:
            return None
        doubled = len(token.key) == 2 and token.key[0] == token.key[1]
        return token.key if len(token.key) == 1 or doubled or _ROMAN.fullmatch(token.key) else None

    def _after_part(self, place: int) -> int:
        key = self._tokens.key(place + 1)
        return place + 2 if key == LOOSE_BRACKET and self._tokens.touching(place + 1) else place + 1

    def _continues(self, place: int, value: str, following: str, *, joined: bool) -> bool:
        """Whether a list of onderdelen goes on without a keyword: with a letter, or a number with its sign."""
        if following.endswith("°"):
            return True
        if following.isdecimal():
            return joined and value.isdecimal() and self._tokens.key(place + 1) not in {*COUNTED, *_LID}
        page = self._tokens.key(place + 1) == "." and self._tokens.number(place + 2) is not None
        return value.isalpha() and following != "u" and self._tokens[place].text.islower() and not page

    def _term(self, place: int, chains: tuple[tuple[str, ...], ...]) -> Place | None:
        """A defined word as onderdeel: "onder" and up to five words, if the citation goes on after them."""
        tokens, after = self._tokens, place + 1
        after += tokens.key(after) in _QUOTES
        start = after
        while after - start < 5 and tokens[after].kind is Kind.WORD and tokens.key(after) not in _NO_TERM:
            after += 1
            end = after + (tokens.key(after) in _QUOTES)
            onward = end + (tokens.key(end) == ",")
            if (onward > end and tokens.key(onward) in _PART) or self._law_follows(onward, comma=onward > end):
                term = tokens.written(start, after).lower()
                return Place(place, end, parts=_nested(chains, term, joined=True))
        return None

    def _law_follows(self, place: int, *, comma: bool) -> bool:
        if comma and self._tokens.key(place) in {"van", "uit"}:
            place += 1
            place += self._tokens.key(place) in {"de", "het"}
        name = self._names.match(self._tokens, place)
        return name is not None and (name.exact or len(self._tokens[place].text) > 3)

    # --- what stands between

    def range_to(self, place: int) -> int | None:
        """Where the end of a range begins, if "t/m", "tot en met" or a dash stands at `place`."""
        keys = [self._tokens.key(at) for at in range(place, place + 3)]
        if keys in (["t", "/", "m"], ["tot", "en", "met"]):
            return place + 3
        if keys[0] == "tm" or keys[0] in {"-", "–", "—", "‐", "‑"}:
            return place + 1
        return None

    def _next(self, place: int) -> int:
        """After a comma, "en" or both; `place` itself when there is neither."""
        place += self._tokens.key(place) == ","
        return place + self.conjunction(place)

    def conjunction(self, place: int) -> int:
        """How many tokens from `place` on are a word that joins, such as "en", "of", "en/of" or "dan wel"."""
        keys = [self._tokens.key(at) for at in range(place, place + 3)]
        if keys == ["en", "/", "of"]:
            return 3
        if keys[:2] in (["dan", "wel"], ["resp", "."]):
            return 2
        return int(keys[0] in AND)

    def _separated(self, place: int, *, later: bool) -> tuple[int, bool]:
        """Where the next group may begin, and whether "en" or the like joins it."""
        tokens = self._tokens
        place += tokens.key(place) == ","
        joined = 0
        if later:
            joined = self.conjunction(place)
            if tokens.key(place) in JUNCTO:
                joined = 1 + (tokens.key(place + 1) == ".")
        place += joined
        return place + (tokens.key(place) in {"het", "de"}), bool(joined)

    def _belongs_to_another(self, place: int) -> bool:
        """Whether an article follows that the place read so far is a place in: "het derde lid van artikel ..."."""
        tokens = self._tokens
        if tokens.key(place) != "van":
            return False
        return tokens.key(place + 1 + (tokens.key(place + 1) in {"het", "de", "dat", "dit"})) in ARTICLE_WORDS


def _between(first: str, last: str) -> list[str]:
    """What follows `first` up to `last`: whole numbers or letters; else just `last`."""
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= LIMIT:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    numbered = first.removesuffix("°"), last.removesuffix("°")
    if first.endswith("°") and last.endswith("°"):
        return [f"{number}°" for number in _between(*numbered)]
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha() and first < last:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return [last]


def _level(value: str) -> int:
    """0 for a defined word, 1 for a letter, 2 for a number."""
    if value[0].isdecimal():
        return 2
    return 1 if len(value) <= 2 or _ROMAN.fullmatch(value) else 0


def _nested(chains: Sequence[tuple[str, ...]], value: str, *, joined: bool) -> tuple[tuple[str, ...], ...]:
    """Put `value` into `chains`: beside one of its kind, or inside the last one."""
    last = chains[-1] if chains else ()
    for depth, other in enumerate(last):
        if _level(other) == _level(value):
            return (*chains, (*last[:depth], value))
    if not last or joined:
        return (*chains, (value,))
    return (*chains[:-1], (*last, value))


def _merged(places: Sequence[Place]) -> list[Place]:
    """Neighbours that name nothing but leden are one place."""
    merged: list[Place] = []
    for place in places:
        if merged and not merged[-1].finer and not place.finer:
            last = merged[-1]
            merged[-1] = Place(last.start, place.end, last.paragraphs + place.paragraphs)
        else:
            merged.append(place)
    return merged
