"""Reading Dutch citations in a text: articles, judgments and larger parts of laws, each with its span.

A grammar over tokens, with names from a trie, as in T. van Opijnen, N. Verwer and J. Meijer, "Beyond the
Experiment: The eXtendable Legal Link eXtractor" (2015). An article whose law the text does not tell
stays without one: a guess would be worse than nothing. Time is linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from briefgen.law.articles import SEVERAL, Articles, Item
from briefgen.law.mentions import CaseMention, KnownBy, Mention, StructureMention
from briefgen.law.names import LawNames
from briefgen.law.phrases import Phrases
from briefgen.law.places import ARTICLE_WORDS, LIMIT, Place, Places
from briefgen.law.settling import NO_LAW, Phrase, Settled, settle
from briefgen.law.tokens import Kind, Tokens

__all__ = ["CaseMention", "KnownBy", "Mention", "StructureMention", "read"]

_KINDS = {
    "hoofdstuk": "hoofdstuk", "hoofdstukken": "hoofdstuk", "titel": "titel", "titels": "titel",
    "afdeling": "afdeling", "afdelingen": "afdeling", "paragraaf": "paragraaf", "paragrafen": "paragraaf",
    "§": "paragraaf",
}  # fmt: skip
_NUMBER_WORDS = frozenset({"nr", "nrs", "no", "nos", "nummer", "nummers"})
_EUROPEAN_COURT = frozenset({"ehrm", "echr", "verzoekschrift", "verzoekschriften", "application", "applications"})
_NEAR = 40  # tokens


def read(text: str, names: LawNames) -> tuple[Mention | CaseMention | StructureMention, ...]:
    """Everything in `text` that names the law, in order. Never raises; no span overlaps another."""
    return tuple(_Reader(text, names).read())


class _Reader:
    def __init__(self, text: str, names: LawNames) -> None:
        self._tokens = Tokens(text)
        self._names = names
        self._places = Places(self._tokens, names)
        self._phrases = Phrases(self._tokens, names)
        self._articles = Articles(self._tokens, names, self._places, self._phrases)
        self._found: list[Mention | CaseMention | StructureMention] = []
        self._court = -_NEAR

    def read(self) -> list[Mention | CaseMention | StructureMention]:
        place = 0
        while place < len(self._tokens):
            place = max(self._at(place), place + 1)
        return self._found

    def _at(self, place: int) -> int:
        """Read what begins at `place`, and return where it ends; `place` itself when nothing does."""
        token = self._tokens[place]
        if token.kind is Kind.WORD or token.key in _KINDS:
            return self._word(place, token.key)
        if token.kind is Kind.NUMBER:
            return self._bare(place) if ":" in token.key else place
        if token.key == "(":
            return self._bare(place + 1) if self._tokens.number(place + 1) else place
        if token.kind is Kind.BREAK:
            self._phrases.new_paragraph()
        elif token.kind is Kind.ECLI:
            self._found.append(CaseMention(token.start, token.end, token.key, None))
        return place

    def _word(self, place: int, key: str) -> int:
        if key in _EUROPEAN_COURT:
            self._court = place
        if key in ARTICLE_WORDS:
            return self._after_word(place, place)
        if key in _NUMBER_WORDS and (after := self._applications(place)) > place:
            return after
        if key in _KINDS and (after := self._structure(place)) > place:
            return after
        if self._places.starts(place) and (after := self._place_first(place)) > place:
            return after
        return self._law_first(place)

    # --- where an article may begin

    def _after_word(self, start: int, word: int, places: list[Place] | None = None, law: Phrase | None = None) -> int:
        """Articles after the word "artikel"; the mention begins at `start`, `places` or `law` came before."""
        several = self._tokens.key(word) in SEVERAL
        item = self._articles.item(self._articles.past_word(word), start, word=word, several=several, places=places)
        if item is None:
            return start
        return self._told(self._articles.listed(item, law, several=several), law)

    def _bare(self, place: int) -> int:
        """An article without the word "artikel", if a law on record follows: "1:247 BW", "(81 WWB)"."""
        item = self._articles.item(place, place, word=None)
        return place if item is None else self._told(self._articles.listed(item, None))

    def _place_first(self, place: int) -> int:
        """The lid before the article: "het tweede lid van artikel ..."."""
        places, after = self._places.read(place, of_article=True)
        word = after + 1 + (self._tokens.key(after + 1) in {"de", "het"})
        if not places or self._tokens.key(after) != "van" or self._tokens.key(word) not in ARTICLE_WORDS:
            return after
        return max(after, self._after_word(place, word, places=places))

    def _law_first(self, place: int) -> int:
        """A law, and perhaps an article of it: "Awb 3:2", "de Jeugdwet, artikel ...", "Jeugdwet (art. ...)"."""
        law = self._phrases.before(place)
        if law is None:
            return place
        tokens = self._tokens
        number = tokens.number(law.end)
        if law.books and not law.book and number and number.isdecimal():  # "BW 1, art. ..."
            word = law.end + 1 + (tokens.key(law.end + 1) == ",")
            if tokens.key(word) in ARTICLE_WORDS:
                law = replace(law, book=number, end=law.end + 1)
                number = None
        self._phrases.remember(law)
        word = law.end + (tokens.key(law.end) in {",", ":", "("})
        word += word > law.end and tokens.key(word) in {"de", "het"}
        if tokens.key(word) in ARTICLE_WORDS:
            end = self._after_word(place, word, law=law)
            return end if end > place else law.end
        fits = number is not None and (":" in number or not law.books)
        if fits and self._phrases.exact(place) and self._articles.stands_alone(law.end):
            item = self._articles.item(law.end, place, word=None)
            if item is not None:
                return self._told(self._articles.listed(item, law), law)
        return law.end

    # --- which law each article is of

    def _told(self, items: list[Item], law: Phrase | None = None) -> int:
        """Write down `items`, each with its law; `law` was named before the first. Return where they end."""
        _share(items, law)
        first = items[0]
        if law is not None and first.phrase is not law and first.word is not None:
            first.start = first.word
        bare = law is None and first.word is None
        book, before = None, None
        for item in items:
            phrase = item.phrase or NO_LAW
            settled = settle(phrase, item.number, self._names, book if phrase is before else None)
            book, before = settled.book, phrase
            if phrase.laws or not bare or item.word is not None:
                self._write(item, phrase, settled)
        return items[-1].end

    def _write(self, item: Item, phrase: Phrase, settled: Settled) -> None:
        tokens, places = self._tokens, item.places or [Place(item.start, item.end)]
        last = item.last
        if last is not None and settled.book is not None:
            last = last.removeprefix(f"{settled.book}:")
        for index, place in enumerate(places):
            first = item.start if index == 0 else place.start
            after = item.end if index == len(places) - 1 else place.end
            self._found.append(
                Mention(
                    tokens[first].start,
                    tokens[after - 1].end,
                    settled.law,
                    phrase.text,
                    settled.candidates,
                    settled.number,
                    last,
                    place.paragraphs,
                    place.parts,
                    place.sentences,
                    item.old,
                    settled.known_by,
                    settled.why_not,
                )
            )

    # --- judgments and larger parts of laws

    def _applications(self, place: int) -> int:
        """Numbers such as "nr. 12345/06": five digits, or others close behind the name of the European Court."""
        tokens = self._tokens
        first, after = place, self._articles.past_word(place)
        end = place
        while (number := tokens.number(after)) and tokens.key(after + 1) == "/" and (year := tokens.number(after + 2)):
            near = place - self._court < _NEAR
            touching = tokens.touching(after + 1) and tokens.touching(after + 2)
            fits = number.isdecimal() and year.isdecimal() and len(year) == 2 and touching
            if not fits or not (len(number) == 5 or (near and len(number) <= 6)):
                break
            end = after + 3
            application = f"{number}/{year}"
            self._found.append(CaseMention(tokens[first].start, tokens[end - 1].end, None, application))
            self._court = end
            first = after = self._articles.connection(end)[0]
        return end

    def _structure(self, place: int) -> int:
        """One or several such as "hoofdstuk 9 van de Awb", when the law is on record."""
        tokens = self._tokens
        kind = _KINDS[tokens.key(place)]
        after = place + 1 + (tokens.key(place + 1) == "§")
        numbers: list[tuple[str, int, int]] = []
        first = place
        while number := self._articles.number(after):
            numbers.append((number[0], first, number[1]))
            end = number[1]
            first = after = self._articles.connection(end)[0]
            if after == end or len(numbers) == LIMIT:
                break
        if not numbers:
            return place
        end = numbers[-1][2]
        phrase = self._phrases.after(end)
        law = settle(phrase, "", self._names).law if phrase is not None else None
        if phrase is None or law is None:
            return place
        self._phrases.remember(phrase)
        numbers[-1] = (*numbers[-1][:2], phrase.end)  # the law's name stands beside the last one
        for written, begin, stop in numbers:
            self._found.append(StructureMention(tokens[begin].start, tokens[stop - 1].end, law, kind, written))
        return phrase.end


def _share(items: list[Item], law: Phrase | None) -> None:
    """Give the articles of a list the law that stands before, behind or between them."""
    for item in items:
        if item.phrase is not None or law is None:
            break
        item.phrase = law
    for item, following in reversed(list(pairwise(items))):
        alike = item.shape == following.shape or following.word is None
        if item.phrase is None and alike:
            item.phrase = following.phrase
    for before, item in pairwise(items):
        joined = item.juncto or item.word is None or (law is not None and before.phrase is law)
        if item.phrase is None and joined and item.shape == before.shape:
            item.phrase = before.phrase
